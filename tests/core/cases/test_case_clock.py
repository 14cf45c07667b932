"""Clocks of a case: stand, go on, grow, end; all rounds as one."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.cases import clock as clocks
from dcm_plugin.core.cases.calendar import UNITS, Limit, Slot, WorkCalendar, moment

HOUR = 3600
CHINA = datetime.timezone(datetime.timedelta(hours=8))
CALENDAR = WorkCalendar(
    [Slot(8 * HOUR, 12 * HOUR), Slot(14 * HOUR, 18 * HOUR)],
    {datetime.date(2026, 10, day): "off" for day in (1, 2, 5, 6, 7)},
)


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=CHINA)


def begun(limit, now, **more):
    return clocks.start(CALENDAR, "dispose", limit, now, **more)


def test_a_clock_and_its_lights():
    # Monday 08:00, eight hours: yellow at 80 %, which is 16:24
    row = begun(Limit("work_day", 1), at("2026-09-21 08:00"), unit_code="D1", round=2)
    assert (row["deadline"], row["warn"]) == (at("2026-09-21 18:00"), at("2026-09-21 16:24"))
    assert (row["round"], row["unit_code"], row["limit_base"]) == (2, "D1", 1)

    def light(text):
        return clocks.state(CALENDAR, row, at(text)).light

    assert [light("2026-09-21 16:23"), light("2026-09-21 16:24")] == ["green", "yellow"]
    assert [light("2026-09-21 18:00"), light("2026-09-21 18:01")] == ["yellow", "red"]
    noon = clocks.state(CALENDAR, row, at("2026-09-21 13:00"))
    assert (noon.used, noon.limit, noon.remaining, noon.multiple) == (
        4 * HOUR, 8 * HOUR, 4 * HOUR, 0.5,
    )  # fmt: skip
    late = clocks.state(CALENDAR, row, at("2026-09-22 12:00"))
    assert (late.overdue, late.multiple, late.remaining) == (True, 1.5, -4 * HOUR)


def test_handed_back_on_saturday_is_late():
    row = begun(Limit("work_hour", 4), at("2026-09-18 12:00"))
    ended = {**row, **clocks.end(CALENDAR, row, at("2026-09-19 09:00"))}
    assert (ended["overdue"], ended["used_seconds"]) == (True, 4 * HOUR)
    assert ended["deadline"] == row["deadline"]
    assert clocks.state(CALENDAR, ended, at("2026-12-01 00:00")).multiple == 1.0
    in_time = {**row, **clocks.end(CALENDAR, row, row["deadline"])}
    assert in_time["overdue"] is False
    assert clocks.state(CALENDAR, in_time, at("2026-12-01 00:00")).light == "green"


def test_what_an_ended_or_standing_clock_does_not_do():
    row = begun(Limit("work_hour", 4), at("2026-09-21 08:00"))
    assert clocks.resume(CALENDAR, row, at("2026-09-21 09:00")) == {}
    stands = {**row, **clocks.pause(CALENDAR, row, at("2026-09-21 09:00"))}
    assert clocks.pause(CALENDAR, stands, at("2026-09-21 10:00")) == {}
    assert clocks.state(CALENDAR, stands, at("2026-10-21 10:00")).light == "none"
    ended = {**stands, **clocks.end(CALENDAR, stands, at("2026-09-22 10:00"))}
    assert (ended["used_seconds"], ended["overdue"]) == (HOUR, False)
    for do in (clocks.pause, clocks.resume, clocks.end):
        assert do(CALENDAR, ended, at("2026-09-23 10:00")) == {}
    assert clocks.extend(CALENDAR, ended, 1, at("2026-09-23 10:00")) == {}


def test_a_clock_without_a_limit_only_counts():
    row = begun(None, at("2026-09-19 08:00"))
    state = clocks.state(CALENDAR, row, at("2026-09-19 09:00"))
    assert (state.used, state.limit, state.light, state.multiple) == (HOUR, None, "none", None)
    assert clocks.extend(CALENDAR, row, 1, at("2026-09-19 09:00")) == {}
    assert clocks.bundle(CALENDAR, [row], at("2026-09-19 09:00")).light == "none"


def test_an_extension_in_another_unit_is_added_behind_the_deadline():
    row = begun(Limit("work_hour", 4), at("2026-09-18 12:00"))
    # three natural days behind Friday 18:00 are Monday 18:00: eight office hours
    grown = {**row, **clocks.extend(CALENDAR, row, Limit("natural_day", 3), at("2026-09-18 13:00"))}
    assert (grown["limit_value"], grown["limit_base"]) == (12, 4)
    assert grown["deadline"] == at("2026-09-21 18:00")


def test_rework_gives_no_new_time():
    """One work day; used 6 h, handed back, and sent again: 2 h are left of all rounds."""
    first = begun(Limit("work_day", 1), at("2026-09-21 08:00"))
    first.update(clocks.end(CALENDAR, first, at("2026-09-21 16:00")))
    again = begun(Limit("work_day", 1), at("2026-09-22 08:00"), round=2)
    whole = clocks.bundle(CALENDAR, [first, again], at("2026-09-22 09:00"))
    assert (whole.used, whole.limit) == (7 * HOUR, 8 * HOUR)
    assert (whole.deadline, whole.warn) == (at("2026-09-22 10:00"), at("2026-09-22 08:24"))
    assert whole.light == "yellow"
    assert again["deadline"] == at("2026-09-22 18:00")
    # an extension of either round counts for all
    more = {**again, **clocks.extend(CALENDAR, again, 1, at("2026-09-22 09:00"))}
    whole = clocks.bundle(CALENDAR, [first, more], at("2026-09-22 09:00"))
    assert whole.deadline == at("2026-09-23 10:00")
    columns = clocks.case_columns([first, more], CALENDAR, at("2026-09-22 09:00"))
    assert columns["bundle_deadline"] == whole.deadline
    assert columns["bundle_used"] == 7 * HOUR
    assert columns["dispose_deadline"] == more["deadline"] == columns["clock_deadline"]
    assert columns["dispose_start"] == at("2026-09-22 08:00")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_start_that_was_undone_counts_nowhere(place):
    first = begun(Limit("work_day", 2), at("2026-09-21 08:00"), round=1)
    first.update(clocks.end(CALENDAR, first, at("2026-09-21 16:00")))
    second = begun(Limit("work_day", 2), at("2026-09-22 08:00"), round=2)
    void = begun(Limit("work_day", 5), at("2026-09-22 09:00"), round=place)
    void.update(clocks.voided(void))
    assert clocks.is_void(void) and not clocks.is_void(first) and not clocks.is_void(second)
    now = at("2026-09-22 10:00")
    rows = [first, second]
    with_void = [*rows[:place], void, *rows[place:]]
    assert clocks.bundle(CALENDAR, with_void, now) == clocks.bundle(CALENDAR, rows, now)
    columns = clocks.case_columns(with_void, CALENDAR, now)
    assert columns == clocks.case_columns(rows, CALENDAR, now)
    only = clocks.case_columns([void], CALENDAR, now)
    assert set(only.values()) == {None}


def test_rounds_of_other_units_count_by_their_share():
    first = begun(Limit("work_day", 1), at("2026-09-21 08:00"))
    first.update(clocks.end(CALENDAR, first, at("2026-09-21 12:00")))
    urgent = begun(Limit("urgent_hour", 2), at("2026-09-22 20:00"), round=2)
    whole = clocks.bundle(CALENDAR, [first, urgent], at("2026-09-22 20:30"))
    # half a day used, and a quarter of two hours: three quarters
    assert whole.multiple == pytest.approx(0.75)
    assert whole.deadline == at("2026-09-22 21:00")


def test_the_clock_that_a_case_shows():
    accept = clocks.start(CALENDAR, "accept", Limit("urgent_hour", 1), at("2026-09-21 08:00"))
    verify = clocks.start(CALENDAR, "verify", Limit("urgent_hour", 2), at("2026-09-21 08:10"))
    stands = {**accept, **clocks.pause(CALENDAR, accept, at("2026-09-21 08:10"))}
    shown = clocks.case_columns([stands, verify])
    assert (shown["clock"], shown["clock_deadline"]) == ("verify", at("2026-09-21 10:10"))
    assert shown["dispose_start"] is None
    hung = clocks.case_columns([stands])
    assert (hung["clock"], hung["clock_deadline"]) == ("accept", None)
    assert clocks.case_columns([])["clock"] is None


# --- what always holds

times = st.integers(int(at("2026-01-01 00:00").timestamp()), int(at("2026-12-31").timestamp()))
steps = st.integers(0, 10**6)
limits = st.builds(Limit, st.sampled_from(UNITS), st.integers(1, 30))


@settings(max_examples=200, deadline=None)
@given(limits, times, steps, steps)
def test_a_clock_that_stands_moves_its_deadline_by_just_that(limit, start, until, stood):
    row = begun(limit, moment(start))
    pause, resume = moment(start + until), moment(start + until + stood)
    stands = {**row, **clocks.pause(CALENDAR, row, pause)}
    assert stands["deadline"] is None
    used = clocks.used(CALENDAR, stands, pause)
    assert clocks.used(CALENDAR, stands, resume) == used
    runs = {**stands, **clocks.resume(CALENDAR, stands, resume)}
    assert clocks.used(CALENDAR, runs, resume) == used
    moved = CALENDAR.counted(row["deadline"], runs["deadline"], limit.unit)
    assert moved == pytest.approx(CALENDAR.counted(pause, resume, limit.unit), abs=1)
    # nothing was lost: the limit is used up at the new deadline
    end = runs["deadline"]
    if end >= resume:
        assert clocks.used(CALENDAR, runs, end) == pytest.approx(CALENDAR.seconds(limit), abs=1)


@settings(max_examples=150, deadline=None)
@given(limits, times, st.integers(0, 20))
def test_an_extension_adds(limit, start, more):
    row = begun(limit, moment(start))
    grown = {**row, **clocks.extend(CALENDAR, row, more, moment(start))}
    added = CALENDAR.counted(row["deadline"], grown["deadline"], limit.unit)
    assert added == pytest.approx(more * CALENDAR.unit_seconds(limit.unit), abs=1)
    assert grown["limit_base"] == limit.value


@settings(max_examples=150, deadline=None)
@given(limits, times, steps, st.booleans())
def test_light_and_use_agree(limit, start, later, ends):
    row = begun(limit, moment(start))
    now = moment(start + later)
    state = clocks.state(CALENDAR, row, now)
    assert state.used == CALENDAR.counted(row["started"], now, limit.unit)
    if state.used > state.limit + 1:
        assert state.light == "red"
    if state.used < 0.8 * state.limit - 1:
        assert state.light == "green"
    if ends:
        ended = {**row, **clocks.end(CALENDAR, row, now)}
        assert ended["overdue"] == (state.light == "red")


@settings(max_examples=100, deadline=None)
@given(limits, times, st.lists(st.tuples(steps, steps), min_size=1, max_size=4))
def test_one_round_bundled_is_the_round(limit, start, stops):
    row = begun(limit, moment(start))
    time = start
    for run, stood in stops:
        row.update(clocks.pause(CALENDAR, row, moment(time + run)))
        time += run + stood
        row.update(clocks.resume(CALENDAR, row, moment(time)))
    now = moment(time)
    whole, own = clocks.bundle(CALENDAR, [row], now), clocks.state(CALENDAR, row, now)
    assert (whole.deadline, whole.warn, whole.used) == (own.deadline, own.warn, own.used)
    assert whole.light == own.light
