"""Time limits: what texts say, and which row holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core import messages
from dcm_plugin.core.cases import limits
from dcm_plugin.core.cases.calendar import Limit
from dcm_plugin.core.errors import InputError


@pytest.mark.parametrize(
    ("text", "unit", "value", "flag"),
    [
        ("2紧急工作时", "urgent_hour", 2, ""),
        ("2 紧急工作小时", "urgent_hour", 2, ""),
        ("2紧急工作日", "urgent_day", 2, ""),
        ("4工作时", "work_hour", 4, ""),
        ("４工作小时", "work_hour", 4, ""),
        ("1工作日", "work_day", 1, ""),
        ("5个工作日内", "work_day", 5, ""),
        ("不超过5个工作日。", "work_day", 5, ""),
        ("十五个工作日", "work_day", 15, ""),
        ("二十工作日", "work_day", 20, ""),
        ("一百二十自然日", "natural_day", 120, ""),
        ("两工作时", "work_hour", 2, ""),
        ("半个工作日", "work_day", 0.5, ""),
        ("1.5工作日", "work_day", 1.5, ""),
        ("2小时", "work_hour", 2, "plain_hour"),
        ("2h", "work_hour", 2, "plain_hour"),
        ("3天", "work_day", 3, "plain_day"),
        ("15分钟", "urgent_hour", 0.25, "minutes"),
        ("1-2紧急工作日", "urgent_day", 2, "range"),
        ("1～2紧急工作日", "urgent_day", 2, "range"),
        ("一至两天", "work_day", 2, "range|plain_day"),
        ("1小时-2小时", "work_hour", 2, "range|plain_hour"),
        ("种植季节15工作日", "work_day", 15, "season"),
        ("种植季节内,15个工作日", "work_day", 15, "season"),
    ],
)
def test_limits_that_can_be_read(text, unit, value, flag):
    assert limits.parse_limit(text) == (Limit(unit, value), flag)


@pytest.mark.parametrize("text", ["立即", "按计划", "0工作日", "2-1工作日", "十二三天", "2工作周"])
def test_limits_that_cannot_be_read(text):
    assert limits.parse_limit(text) == (None, "unparsed")


@pytest.mark.parametrize("text", [None, "", "  ", "—", "/"])
def test_no_limit(text):
    assert limits.parse_limit(text) == (None, "empty")


def test_what_plain_hours_are_is_a_setting():
    assert limits.parse_limit("2小时", plain_hour="urgent_hour")[0] == Limit("urgent_hour", 2)
    assert limits.parse_limit("2天", plain_day="natural_day")[0] == Limit("natural_day", 2)


@pytest.mark.parametrize("flag", limits.FLAGS)
def test_flags_are_said_in_both_languages(flag):
    assert messages.text("limits.flag." + flag, "zh") != messages.text("limits.flag." + flag, "en")


@given(st.text(max_size=12))
def test_no_text_raises(text):
    limit, flag = limits.parse_limit(text)
    assert limit is not None or flag


def row(code, condition, value, mgmt=None, kind="component", catalogue="c", unit="work_day"):
    return {
        "catalogue_id": catalogue, "case_kind": kind, "class_code": code, "mgmt_class": mgmt,
        "condition_code": condition, "limit_unit": unit if value else None, "limit_value": value,
    }  # fmt: skip


ROWS = [
    row("*", "C*", 9),
    row("*", "E*", 8, kind="event"),
    row("0101", "C0101*", 5),
    row("0101", "01", 3),
    row("0101", "01", 1, "A"),
    row("0101", "02", None),
    row("0101", "02", 7, kind="event"),
    row("0102", "b", 4),
    row("0102", "a", 6),
]


@pytest.mark.parametrize(
    ("code", "condition", "mgmt", "kind", "value"),
    [
        ("0101", "01", "A", "component", 1),
        ("0101", "01", "B", "component", 3),
        ("0101", "01", None, "component", 3),
        # the condition has no limit that could be read: the one of the class
        ("0101", "02", None, "component", 5),
        ("0101", None, None, "component", 5),
        ("0101", "02", None, "event", 7),
        ("0102", None, None, "component", 6),
        ("0103", "01", None, "component", 9),
        ("0103", "01", None, "event", 8),
    ],
)
def test_the_row_that_holds(code, condition, mgmt, kind, value):
    assert limits.find_limit(ROWS, "c", code, condition, mgmt, kind)["limit_value"] == value


def test_no_row_holds():
    assert limits.find_limit(ROWS, "other", "0101", "01", None) is None
    assert limits.find_limit([], None, "0101", "01", None) is None


def test_the_limit_of_a_stage():
    rows = [
        {"clock": "check", "limit_unit": "urgent_hour", "limit_value": 2, "warn_share": None},
        {"clock": "check", "district_code": "310101", "limit_unit": "work_hour",
         "limit_value": "4", "warn_share": "0.5"},
    ]  # fmt: skip
    assert limits.stage_limit(rows, "check") == (Limit("urgent_hour", 2), 0.8)
    assert limits.stage_limit(rows, "check", "310101") == (Limit("work_hour", 4), 0.5)
    assert limits.stage_limit(rows, "check", "310102")[0].value == 2
    with pytest.raises(InputError) as caught:
        limits.stage_limit(rows, "accept")
    assert caught.value.message_id == "limits.no_stage"
