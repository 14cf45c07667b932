"""What becomes of each report."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from dcm_plugin.core.cases import intake as step
from dcm_plugin.core.cases.duplicates import Reports
from dcm_plugin.core.cases.intake import IMPORTED, KNOWN, LEFT, OUTCOMES, SIMILAR, IntakeOptions
from dcm_plugin.core.classes.loader import load_catalogue
from dcm_plugin.core.exchange.hotline import propose_columns, read_rows
from dcm_plugin.core.exchange.incoming import from_requests, give_numbers
from dcm_plugin.core.exchange.open311 import ServiceRequest
from dcm_plugin.core.exchange.times import UTC

CHINA = datetime.timedelta(hours=8)
VERSION = "gbt47678_5_2026"
NOBODY = Reports(np.empty((0, 2)), np.empty(0), np.empty(0, object), np.empty(0, object), [])


def begun(table, **options):
    made = read_rows(table, propose_columns(list(table)), CHINA)
    give_numbers(made)
    options = IntakeOptions(VERSION, "12345", **options)
    return step.start_intake(made, load_catalogue(VERSION), options)


def sample():
    return {
        "工单编号": ["1", "2", "3", "4", "5", "6", "1", "7"],
        "来电时间": ["2026/9/18 17:00", "2026/9/18 18:00", "x", "2026/9/18", "2026/9/18",
                 "2026/9/18", "2026/9/18 17:00", "2036/9/18"],
        "来电人": ["张三"] * 8,
        "来电号码": ["138"] * 8,
        "诉求内容": ["马路边有人占道经营摆摊", "有人占道经营摆摊", "噪音", "", "你好", "占道经营",
                 "马路边有人占道经营摆摊", "占道经营"],
        "事发地址": ["南京东路100号", "南京东路102号", "a", "a", "a", "", "南京东路100号", "a"],
        "状态": ["办理中"] * 5 + ["已办结", "办理中", "办理中"],
    }  # fmt: skip


def test_every_row_ends_in_one_outcome():
    table = sample()
    made = begun(table, not_after=datetime.datetime(2026, 12, 1, tzinfo=UTC))
    step.mark_known(made, {"2": 77})
    step.classify_rows(made)
    made.table["x"], made.table["y"] = 0.0, 0.0
    step.mark_unplaced(made)
    step.mark_similar(made, NOBODY, [])
    assert made.table["outcome"].tolist() == [
        IMPORTED, KNOWN, LEFT, LEFT, LEFT, LEFT, KNOWN, LEFT,
    ]  # fmt: skip
    assert [r.rpartition(".")[2] for r in made.table["reason"]] == [
        "", "database", "time_shape", "no_description", "no_class", "closed", "file", "future",
    ]  # fmt: skip
    assert made.table.at[1, "other"] == 77 and made.table.at[6, "other_row"] == 0
    assert sum(made.count(outcome) for outcome in OUTCOMES) == len(made.table)
    assert made.table.at[0, "case_kind"] == "event"


def test_similar_rows_become_cases_and_say_so():
    table = {name: values[:2] for name, values in sample().items()}
    made = begun(table)
    step.classify_rows(made)
    made.table["x"], made.table["y"] = [0.0, 30.0], [0.0, 0.0]
    made.table["position_error"] = 10.0
    step.mark_similar(made, NOBODY, [])
    assert made.table["outcome"].tolist() == [IMPORTED, SIMILAR]
    assert made.table.at[1, "other_row"] == 0 and made.table.at[1, "similar_far"] == 30.0
    records = made.table.to_dict("records")
    first, second = (step.action_of(record, made.options) for record in records)
    assert "is_similar" not in first.data and second.data["is_similar"]
    assert first.name == "register" and first.key == "import:12345:1"
    assert first.data["caller_phone"] == "138"
    assert first.data["point"] == (0.0, 0.0)
    assert step.in_order(made).tolist() == [0, 1]


def test_a_place_that_is_known_badly_is_near_to_nothing():
    table = {name: values[:2] for name, values in sample().items()}
    table["来电号码"] = ["1", "2"]
    made = begun(table)
    step.classify_rows(made)
    made.table["x"], made.table["y"] = 0.0, 0.0
    made.table["position_error"] = 300.0
    step.mark_similar(made, NOBODY, [])
    assert made.table["outcome"].tolist() == [IMPORTED, IMPORTED]


def test_cases_of_the_database_are_compared():
    table = {name: values[:1] for name, values in sample().items()}
    made = begun(table)
    step.classify_rows(made)
    made.table["x"], made.table["y"] = 0.0, 0.0
    code = "event" + made.table.at[0, "class_code"]
    time = made.table.at[0, "report_time"].timestamp()
    known = Reports(
        np.array([[10.0, 0.0]]),
        np.array([time - 3600]),
        np.array([code], dtype=object),
        np.array([""], dtype=object),
        ["占道经营"],
    )
    step.mark_similar(made, known, [55])
    assert made.table.at[0, "outcome"] == SIMILAR and made.table.at[0, "other"] == 55
    assert step.action_of(made.table.iloc[0].to_dict(), made.options).data["similar_to"] == 55


def test_personal_data_is_left_behind():
    table = {name: values[:1] for name, values in sample().items()}
    made = begun(table, personal=False)
    step.classify_rows(made)
    assert not {"caller_name", "caller_phone"} & set(
        step.action_of(made.table.iloc[0].to_dict(), made.options).data
    )


def test_a_heading_does_not_change_what_the_text_says():
    table = {name: values[:2] for name, values in sample().items()}
    table["诉求内容"] = ["路灯不亮已经三天了，晚上很黑"] * 2
    table["诉求分类"] = ["路灯", ""]
    made = begun(table)
    step.classify_rows(made)
    one, two = made.table[["case_kind", "class_code"]].values.tolist()
    assert one == two and one[0] == "event"


def test_the_fallback_class():
    table = {name: values[4:5] for name, values in sample().items()}
    made = begun(table, fallback="E01001")
    step.classify_rows(made)
    assert made.table["outcome"].tolist() == [IMPORTED]
    assert made.table.at[0, "class_method"] == "fallback"
    assert (made.table.at[0, "case_kind"], made.table.at[0, "class_code"]) == ("event", "01001")


@pytest.mark.parametrize("kind", ["component", "event"])
def test_services_of_our_own_keep_their_class(kind):
    catalogue = load_catalogue(VERSION)
    letter = {"component": "C", "event": "E"}[kind]
    items = catalogue.of_kind(kind)
    requests = [
        ServiceRequest(
            id=str(n), service_code=letter + item.code, description="x",
            requested=datetime.datetime(2026, 9, 18, tzinfo=UTC), lat=31.0, long=121.0,
        )
        for n, item in enumerate(items)
    ]  # fmt: skip
    made = step.start_intake(from_requests(requests), catalogue, IntakeOptions(VERSION))
    step.classify_rows(made)
    assert made.table["class_code"].tolist() == [item.code for item in items]
    assert set(made.table["case_kind"]) == {kind}


def test_rows_without_place():
    table = {name: values[:3] for name, values in sample().items()}
    table["来电时间"], table["诉求内容"] = ["2026/9/18"] * 3, ["占道经营"] * 3
    table["事发地址"] = ["", "不知何处", "外滩附近"]
    for unplaced, outcomes in (
        ("leave", [LEFT, LEFT, LEFT]),
        ("draft", [LEFT, IMPORTED, IMPORTED]),
    ):
        made = begun(table, unplaced=unplaced)
        made.table.loc[2, ["x", "y", "position_method"]] = [1.0, 2.0, step.UNCERTAIN]
        step.mark_unplaced(made)
        assert made.table["outcome"].tolist() == outcomes
    assert made.table.at[0, "reason"].endswith("no_place")
    names = [step.action_of(record, made.options) for record in made.table.to_dict("records")]
    assert [action.name for action in names[1:]] == ["save_draft", "save_draft"]
    assert "point" not in names[1].data and names[2].data["point"] == (1.0, 2.0)


def test_cases_of_this_database_are_known_even_when_closed():
    made = begun(sample())
    time = made.table.at[0, "report_time"]
    own = {
        "1": {"id": 5, "report_time": time},
        "2": {"id": 6, "report_time": time},  # another time: another city's number
        "3": {"id": 7, "report_time": time},  # no readable time
        "6": {"id": 8, "report_time": made.table.at[5, "report_time"]},
    }
    step.mark_own(made, own)
    assert made.table["outcome"].tolist() == [
        KNOWN, IMPORTED, LEFT, LEFT, IMPORTED, KNOWN, KNOWN, IMPORTED,
    ]  # fmt: skip
    assert made.table["other"].tolist()[:2] == [5, None]
    assert made.table.at[5, "reason"] == "case_exchange.known.own"
