"""Times of hotline tables and other systems."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.exchange.times import UTC, iso, parse_time, parse_times

CHINA = datetime.timedelta(hours=8)
FIVE = datetime.datetime(2026, 9, 18, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026/9/18 17:00",
        "2026-09-18 17:00:00",
        "2026-09-18T17:00:00+08:00",
        "2026-09-18T09:00:00Z",
        "2026-09-18T04:00:00.123-0500",
        "2026年9月18日 17时",
        "2026年9月18日17时00分00秒",
        "2026年9月18日 17点",
        "2026年9月18日 下午5:00",
        "2026.9.18 17:00",
        "２０２６／９／１８　１７：００",
        "2026-09-18 星期五 17:00",
        "2026/9/18 5:00 PM",
        "20260918170000",
        "20260918 17:00",
        "202609181700",
        46283.7083333333,
        "46283.70833333334",
        1789722000000,
        datetime.datetime(2026, 9, 18, 17, 0),
        FIVE,
    ],
)
def test_shapes(text):
    assert parse_time(text, CHINA) == (FIVE, "")


def test_days_without_time_and_the_end_of_a_day():
    midnight = datetime.datetime(2026, 9, 17, 16, 0, tzinfo=UTC)
    for text in ("2026-9-18", "20260918", "2026年9月18日", "46283", datetime.date(2026, 9, 18)):
        assert parse_time(text, CHINA) == (midnight, "")
    assert parse_time("2026-9-17 24:00", CHINA) == (midnight, "")
    assert parse_time("2026-9-18 上午12:00", CHINA) == (midnight, "")


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "empty"), (None, "empty"), (float("nan"), "empty"), ("  ", "empty"),
        ("昨天下午", "shape"), ("17:00", "shape"), ("26-9-18", "shape"), ("12345", "range"),
        ("2026-02-30", "range"), ("2026-9-18 25:00", "range"), ("9/18/2026", "order"),
        ("2026-9-18 24:30", "range"), ("9999-1-1", "range"),
    ],
)  # fmt: skip
def test_what_is_no_time(text, reason):
    assert parse_time(text, CHINA) == (None, reason)


def test_the_order_is_declared():
    assert parse_time("9/8/2026 17:00", CHINA, "mdy")[0].month == 9
    assert parse_time("9/8/2026 17:00", CHINA, "dmy")[0].month == 8
    assert parse_time("09/18/2026 05:00:00 PM", CHINA, "mdy") == (FIVE, "")


def test_columns():
    times, reasons = parse_times(["2026/9/18 17:00", None, "x", "2026/9/18 17:00"], CHINA)
    assert times == [FIVE, None, None, FIVE]
    assert reasons.tolist() == ["", "empty", "shape", ""]


TIMES = st.datetimes(
    datetime.datetime(1990, 1, 1), datetime.datetime(2099, 12, 30), timezones=st.just(UTC)
).map(lambda t: t.replace(microsecond=0))
OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda n: datetime.timedelta(minutes=15 * n))


@given(TIMES, OFFSETS, OFFSETS)
def test_what_is_written_is_read(time, written, declared):
    assert parse_time(iso(time, written), declared) == (time, "")


@given(TIMES, OFFSETS)
def test_local_times_are_read_in_the_declared_zone(time, offset):
    local = (time + offset).replace(tzinfo=None)
    shapes = ("%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H时%M分%S秒", "%Y%m%d%H%M%S", "%Y-%m-%dT%H:%M:%S")
    for shape in shapes:
        assert parse_time(local.strftime(shape), offset) == (time, ""), shape
    serial = (local - datetime.datetime(1899, 12, 30)).total_seconds() / 86400
    assert parse_time(serial, offset) == (time, "")


@given(st.text(max_size=30))
def test_no_text_breaks_it(text):
    time, reason = parse_time(text, CHINA)
    assert (time is None) == (reason != "")
