"""The working calendar: worked dates, years of it, and what always holds."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.cases import calendar as calendars
from dcm_plugin.core.cases.calendar import UNITS, Limit, Slot, WorkCalendar, moment, timestamp
from dcm_plugin.core.errors import InputError

DATA = Path(calendars.__file__).resolve().parents[2] / "data" / "cases"
CHINA = datetime.timezone(datetime.timedelta(hours=8))
HOUR = 3600
WEEK = frozenset((1, 2, 3, 4, 5))


def rows(name):
    with (DATA / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def office(*hours, weekdays=WEEK, valid_from=None, valid_to=None):
    return [
        Slot(int(a * HOUR), int(b * HOUR), frozenset(weekdays), valid_from, valid_to)
        for a, b in hours
    ]


USUAL = office((8, 12), (14, 18))
PLAIN = WorkCalendar(USUAL)
SHIPPED = WorkCalendar.from_rows(rows("calendar_slots.csv"), rows("calendar_days.csv"))
#: Summer hours of 7 h from June to September, 8 h else, half a Saturday, one late evening.
MIXED = WorkCalendar(
    office((8, 12), (14, 18), valid_to=datetime.date(2026, 5, 31))
    + office(
        (8, 12), (15, 18), valid_from=datetime.date(2026, 6, 1), valid_to=datetime.date(2026, 9, 30)
    )
    + office((8, 12), (14, 18), valid_from=datetime.date(2026, 10, 1))
    + office((9, 11), weekdays=(6,))
    + office((17, 19), weekdays=(2,)),
    {datetime.date(2026, 10, day): "off" for day in range(1, 8)}
    | {datetime.date(2026, 9, 20): "work", datetime.date(2026, 10, 10): "work"},
)
CALENDARS = {"plain": PLAIN, "shipped": SHIPPED, "mixed": MIXED}


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "unit", "value", "deadline"),
    [
        ("2026-09-18 17:00", "work_hour", 4, "2026-09-21 11:00"),
        ("2026-09-18 17:00", "work_day", 1, "2026-09-21 17:00"),
        ("2026-09-18 12:00", "work_hour", 4, "2026-09-18 18:00"),
        ("2026-09-19 09:00", "work_hour", 4, "2026-09-21 12:00"),
        ("2026-09-18 17:00", "urgent_hour", 2, "2026-09-18 19:00"),
        ("2026-09-18 17:00", "urgent_day", 1, "2026-09-19 17:00"),
        ("2026-09-18 17:00", "natural_day", 3, "2026-09-21 17:00"),
    ],
)
def test_worked_dates(start, unit, value, deadline):
    assert PLAIN.deadline(at(start), Limit(unit, value)) == at(deadline)


def test_worked_date_over_assumed_holidays():
    assumed = {datetime.date(2026, 10, day): "off" for day in (1, 2, 5, 6, 7)}
    calendar = WorkCalendar(USUAL, assumed)
    found = calendar.deadline(at("2026-09-30 16:00"), Limit("work_day", 1))
    assert found == at("2026-10-08 16:00")
    assert found.tzinfo == datetime.timezone.utc


@pytest.mark.parametrize(
    ("start", "days", "deadline"),
    [
        # Sunday 20 September 2026 is a make-up day
        ("2026-09-18 17:00", 1, "2026-09-20 17:00"),
        # seven days off, Saturday 10 October is a make-up day
        ("2026-09-30 16:00", 3, "2026-10-10 16:00"),
        ("2025-01-27 09:00", 1, "2025-02-05 09:00"),
        ("2024-02-09 17:00", 1, "2024-02-18 17:00"),
    ],
)
def test_the_shipped_days(start, days, deadline):
    assert SHIPPED.deadline(at(start), Limit("work_day", days)) == at(deadline)


def test_the_shipped_days_are_those_of_the_notices():
    days = rows("calendar_days.csv")
    counts = {}
    for row in days:
        counts.setdefault(row["day"][:4], []).append(row["kind"])
        assert f"关于{row['day'][:4]}年" in row["basis"]
        # a make-up day is a weekend day, or there would be nothing to make up
        if row["kind"] == "work":
            assert datetime.date.fromisoformat(row["day"]).weekday() >= 5
    assert {year: (k.count("off"), k.count("work")) for year, k in counts.items()} == {
        "2024": (28, 8),
        "2025": (28, 5),
        "2026": (33, 6),
    }


def test_a_makeup_day_without_hours_takes_those_of_the_first_office_day():
    sunday = datetime.date(2026, 9, 20)
    calendar = WorkCalendar(office((8, 12)) + office((9, 10), weekdays=(6,)), {sunday: "work"})
    assert calendar.counted(at("2026-09-20 00:00"), at("2026-09-21 00:00"), "work_hour") == 4 * HOUR
    saturday = WorkCalendar(
        office((8, 12)) + office((9, 10), weekdays=(6,)), {datetime.date(2026, 9, 19): "work"}
    )
    assert saturday.counted(at("2026-09-19 00:00"), at("2026-09-20 00:00"), "work_hour") == HOUR


def test_a_work_day_is_a_day_in_summer_and_in_winter():
    """Days of 8 h until Wednesday, of 7 h from Thursday: one work day leads to the same place."""
    calendar = WorkCalendar(
        office((8, 12), (14, 18), valid_to=datetime.date(2026, 9, 30))
        + office((8, 12), (14, 17), valid_from=datetime.date(2026, 10, 1))
    )
    assert calendar.deadline(at("2026-10-06 17:00"), Limit("work_day", 5)) == at("2026-10-13 17:00")
    assert calendar.deadline(at("2026-09-30 08:00"), Limit("work_day", 2)) == at("2026-10-01 17:00")
    # half of the day done on Wednesday, half of a day of 7 h on Thursday
    half = calendar.deadline(at("2026-09-30 14:00"), Limit("work_day", 1))
    assert half == at("2026-10-01 11:30")
    fixed = WorkCalendar(calendar.slots, work_day_seconds=8 * HOUR)
    assert fixed.deadline(at("2026-09-30 14:00"), Limit("work_day", 1)) == at("2026-10-01 12:00")


def test_half_a_saturday_is_half_a_work_day():
    calendar = WorkCalendar(USUAL + office((8, 12), weekdays=(6,)))
    # one hour on Friday, four on Saturday, three on Monday
    found = calendar.deadline(at("2026-09-18 17:00"), Limit("work_day", 1))
    assert found == at("2026-09-21 11:00")
    assert calendar.counted(at("2026-09-19 00:00"), at("2026-09-20 00:00"), "work_day") == 4 * HOUR


def test_overlapping_slots_count_once():
    calendar = WorkCalendar(office((8, 12), (10, 14)))
    assert calendar.counted(at("2026-09-21 00:00"), at("2026-09-22 00:00"), "work_hour") == 6 * HOUR


def test_office_time():
    assert PLAIN.is_office_time(at("2026-09-18 08:00"))
    assert not PLAIN.is_office_time(at("2026-09-18 12:00"))
    assert not SHIPPED.is_office_time(at("2026-10-01 09:00"))
    assert SHIPPED.is_office_time(at("2026-09-20 09:00"))


def test_years_that_the_table_does_not_know():
    assert SHIPPED.uncovered_years(at("2026-12-30 09:00"), at("2027-01-05 09:00")) == (2027,)
    assert SHIPPED.uncovered_years(at("2024-01-01 00:00"), at("2026-12-31 23:00")) == ()
    # half past seven of New Year's Day in China is the old year in UTC
    assert SHIPPED.uncovered_years_of([timestamp(at("2027-01-01 07:30"))]) == (2027,)
    assert SHIPPED.uncovered_years_of([timestamp(at("2026-12-31 23:59")), np.nan]) == ()


@pytest.mark.parametrize(
    "slots", [[], office((8, 12), valid_to=datetime.date(2026, 1, 1))], ids=["none", "ended"]
)
def test_a_calendar_without_office_hours_says_so(slots):
    calendar = WorkCalendar(slots)
    with pytest.raises(InputError) as caught:
        calendar.deadline(at("2026-09-18 17:00"), Limit("work_hour", 1))
    assert caught.value.message_id == "limits.no_office_hours"
    assert calendar.deadline(at("2026-09-18 17:00"), Limit("urgent_hour", 1)) == at(
        "2026-09-18 18:00"
    )


@pytest.mark.parametrize(
    ("slot", "day", "settings_", "message"),
    [
        ({"start": "25:00", "stop": "26:00", "weekdays": "1"}, {}, {}, "limits.cell"),
        ({"start": "12:00", "stop": "08:00", "weekdays": "1"}, {}, {}, "limits.cell"),
        ({"start": "08:00", "stop": "12:00", "weekdays": "18"}, {}, {}, "limits.cell"),
        ({}, {"day": "2026-13-01", "kind": "off"}, {}, "limits.cell"),
        ({}, {"day": "2026-10-01", "kind": "holiday"}, {}, "limits.cell"),
        ({}, {}, {"work_day_hours": "eight"}, "limits.setting"),
        ({}, {}, {"utc_offset_minutes": "2000"}, "limits.setting"),
    ],
)
def test_wrong_cells_are_named(slot, day, settings_, message):
    with pytest.raises(InputError) as caught:
        WorkCalendar.from_rows([slot] if slot else [], [day] if day else [], settings_)
    assert caught.value.message_id == message
    assert caught.value.localized("zh") != str(caught.value)


def test_rows_as_stores_give_them():
    calendar = WorkCalendar.from_rows(
        [{"weekdays": "1234567", "start": "00:00", "stop": "24:00", "valid_from": None}],
        [{"day": datetime.date(2026, 10, 1), "kind": "off"}],
        {"utc_offset_minutes": "0", "work_day_hours": "12"},
    )
    assert calendar.seconds(Limit("work_day", 2)) == 24 * HOUR
    start = datetime.datetime(2026, 9, 30, 18, tzinfo=datetime.timezone.utc)
    # six hours on the 30th, none on the 1st, six on the 2nd
    assert calendar.deadline(start, Limit("work_day", 1)) == datetime.datetime(
        2026, 10, 2, 6, tzinfo=datetime.timezone.utc
    )


def test_limits_that_are_none():
    for value in (-1, float("nan"), float("inf"), 1e9):
        with pytest.raises(InputError) as caught:
            Limit("work_hour", value)
        assert caught.value.message_id == "limits.value"
    with pytest.raises(InputError):
        Limit("hour", 1)
    with pytest.raises(ValueError, match="zone"):
        PLAIN.deadline(datetime.datetime(2026, 9, 18), Limit("work_hour", 1))


# --- what always holds

times = st.integers(
    int(at("2024-01-01 00:00").timestamp()), int(at("2027-12-31 00:00").timestamp())
)
minutes = st.integers(0, 60 * 24 * 40)
which = st.sampled_from(sorted(CALENDARS))
units = st.sampled_from(UNITS)


def limit_of(unit, steps):
    """A limit of ``steps`` minutes, or hundredths of a day."""
    return Limit(unit, steps / (60 if unit.endswith("hour") else 100))


def by_walking(calendar, start, seconds):
    """The deadline in work hours, a minute at a time: slow and plain."""
    time, left = start, seconds
    while left > 0:
        local = moment(time) + calendar.utc_offset
        kind = calendar.days.get(local.date())
        second = local.hour * HOUR + local.minute * 60
        weekday = local.isoweekday()
        hours = [s for s in calendar.slots if weekday in s.weekdays]
        if kind == "work" and not hours:
            hours = [s for s in calendar.slots if 1 in s.weekdays]
        if kind != "off" and any(s.start <= second < s.stop for s in hours):
            left -= 60
        time += 60
    return time


@settings(max_examples=30, deadline=None)
@given(times, st.integers(1, 60 * 20))
def test_the_search_is_the_walk(start, length):
    start = start // 60 * 60
    found = SHIPPED.deadlines(np.array([start]), length * 60.0, "work_hour")[0]
    assert found == by_walking(SHIPPED, start, length * 60)


@settings(max_examples=200, deadline=None)
@given(which, units, times, minutes)
def test_what_is_counted_up_to_the_deadline_is_the_limit(name, unit, start, steps):
    calendar, limit = CALENDARS[name], limit_of(unit, steps)
    begin = moment(start)
    end = calendar.deadline(begin, limit)
    assert end >= begin
    # whole seconds; a second of a short day counts for more of a work day
    assert calendar.counted(begin, end, unit) == pytest.approx(calendar.seconds(limit), abs=0.8)
    # and a second earlier it had not been
    if steps:
        earlier = calendar.counted(begin, end - datetime.timedelta(seconds=1), unit)
        assert earlier < calendar.seconds(limit)


@settings(max_examples=200, deadline=None)
@given(which, units, times, st.integers(0, 10**6), minutes, minutes)
def test_the_deadline_is_monotone(name, unit, start, later, steps, more):
    calendar = CALENDARS[name]
    limit = limit_of(unit, steps)
    first = calendar.deadline(moment(start), limit)
    assert first <= calendar.deadline(moment(start + later), limit)
    assert first <= calendar.deadline(moment(start), limit_of(unit, steps + more))


@settings(max_examples=100, deadline=None)
@given(which, units, times, minutes, minutes)
def test_a_limit_in_two_parts_is_the_whole(name, unit, start, one, two):
    calendar = CALENDARS[name]
    whole = calendar.deadline(moment(start), limit_of(unit, one + two))
    parts = calendar.deadline(
        calendar.deadline(moment(start), limit_of(unit, one)), limit_of(unit, two)
    )
    # a part that ends on a fraction of a second is rounded, once for each part
    assert abs(calendar.counted(whole, parts, unit)) <= 2.5


@settings(max_examples=50, deadline=None)
@given(which, units, st.lists(st.tuples(times, minutes), min_size=1, max_size=20))
def test_many_at_once_are_the_single_ones(name, unit, pairs):
    calendar = CALENDARS[name]
    starts = np.array([start for start, _ in pairs], dtype=float)
    lengths = np.array([calendar.seconds(limit_of(unit, steps)) for _, steps in pairs])
    many = calendar.deadlines(starts, lengths, unit)
    fresh = WorkCalendar(calendar.slots, calendar.days)
    single = [
        timestamp(fresh.deadline(moment(start), limit_of(unit, steps))) for start, steps in pairs
    ]
    assert many.tolist() == single
    counted = calendar.counted_all(starts, many, unit)
    assert counted.tolist() == [
        pytest.approx(fresh.counted(moment(a), moment(b), unit), abs=1e-6)
        for a, b in zip(starts, many)
    ]


@settings(max_examples=100, deadline=None)
@given(which, st.sampled_from(("work_hour", "work_day")), times, minutes)
def test_backwards_finds_the_way_back(name, unit, start, steps):
    calendar = CALENDARS[name]
    seconds = calendar.seconds(limit_of(unit, steps))
    earlier = calendar.after(moment(start), unit, -seconds)
    assert calendar.counted(earlier, moment(start), unit) == pytest.approx(seconds, abs=0.8)


def test_nothing_to_count():
    assert PLAIN.deadlines(np.zeros(0), 1.0, "work_hour").shape == (0,)
    assert PLAIN.counted_all([], [], "work_day").shape == (0,)
    with pytest.raises(InputError) as caught:
        PLAIN.deadlines(np.array([np.nan]), 1.0, "work_hour")
    assert caught.value.message_id == "limits.not_finite"
