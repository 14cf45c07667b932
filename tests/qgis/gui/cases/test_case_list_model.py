"""The list of cases: what is brought up to date is what a fresh reading shows."""

from __future__ import annotations

import datetime
import random
from typing import Any, Dict, List

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qgis.PyQt.QtCore import QPersistentModelIndex, Qt
from qgis.PyQt.QtTest import QAbstractItemModelTester

from dcm_plugin.core.cases.query import CaseFilter
from dcm_plugin.gui.cases import labels
from dcm_plugin.gui.cases.conditions import Wanted, chips
from dcm_plugin.gui.cases.model import ADDRESS, CASE, NODE, REMAINING, CaseModel
from dcm_plugin.gui.cases.names import Names
from dcm_plugin.gui.cases.tree import Group, groups, narrow, plan

NOW = datetime.datetime(2026, 9, 18, 2, 0, tzinfo=datetime.timezone.utc)
HOURS = datetime.timedelta(hours=8)
STATES = [
    {"code": "reported", "name_zh": "待受理", "name_en": "Reported", "colour": "#4A90D9"},
    {"code": "closed", "name_zh": "结案", "name_en": "Closed", "colour": "#2E6B3A", "terminal": 1},
]


def names(lang: str = "en") -> Names:
    return Names(lang, STATES, {"source": {"hotline": "Hotline"}}, {"D1": "Roads"})


def row(number: int, version: int = 1) -> Dict[str, Any]:
    return {
        "id": number,
        "version": version,
        "task_no": f"T{number}",
        "class_code": "01001",
        "case_kind": "event",
        "state": "reported",
        "address": f"Road {number}",
        "clock_deadline": NOW + datetime.timedelta(hours=number - 3),
        "clock_warn": NOW + datetime.timedelta(hours=number - 4),
    }


def shown(model: CaseModel) -> List[int]:
    return [model.index(at, 0).data(NODE).row["id"] for at in range(model.rowCount())]


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_a_plan_makes_the_new_list_of_the_old_one(before: List[int], after: List[int]) -> None:
    steps = plan(before, after)
    made = list(before)
    for first, last in steps.gone:
        del made[first : last + 1]
    if steps.order is not None:
        made = [made[place] for place in steps.order]
    for first, count in steps.come:
        made[first:first] = after[first : first + count]
    assert made == after


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(1, 25), unique=True), min_size=2, max_size=6))
def test_refreshes_equal_fresh_readings(qgis_app: Any, answers: List[List[int]]) -> None:
    model = CaseModel(names())
    model.begin("", CaseFilter())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets: List[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    held: Dict[int, QPersistentModelIndex] = {}
    for version, answer in enumerate(answers):
        model.put_cases(model.root, [row(number, version) for number in answer], False)
        assert shown(model) == answer
        assert len(model) == len(answer)
        for number, index in held.items():
            if index.isValid():  # what is held moves with its case
                assert model.data(model.index(index.row(), 0), NODE).row["id"] == number
            else:
                assert number not in answer
        held = {number: QPersistentModelIndex(model.index_of_case(number)) for number in answer}
    assert not resets
    del tester


def test_groups_keep_what_is_open_in_them(qgis_app: Any) -> None:
    model = CaseModel(names())
    model.begin("state", CaseFilter())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    generator = random.Random(5)
    wanted: List[Any] = []
    model.wanted.connect(wanted.append)
    model.put_groups(model.root, [Group("reported", "Reported", 5, CaseFilter())])
    top = model.index(0, 0)
    assert top.data() == "Reported  (5)"
    assert model.hasChildren(top)
    model.fetchMore(top)  # the tester has asked too: it is fetched once
    model.fetchMore(top)
    assert [node.key for node in wanted] == [("state", "reported")]
    for _ in range(30):
        cases = [row(n) for n in generator.sample(range(20), 6)]
        model.put_cases(wanted[0], cases, True)
        codes = generator.sample(["closed", "a", "b", "reported"], 3)
        listed = sorted({*codes, "reported"})
        model.put_groups(model.root, [Group(code, code, 3, CaseFilter()) for code in listed])
        found = [model.index(at, 0).data(NODE).key[1] for at in range(model.rowCount())]
        assert found == listed
        at = model.index(listed.index("reported"), 0)
        assert [model.index(n, 0, at).data(NODE).row["id"] for n in range(model.rowCount(at))] == [
            case["id"] for case in cases
        ]
    del tester


def test_pages_are_put_behind_one_another(qgis_app: Any) -> None:
    model = CaseModel(names())
    model.begin("", CaseFilter())
    assert not model.canFetchMore(model.index(-1, 0))  # the first answer is on its way
    assert model.put_cases(model.root, [row(1), row(2)], True)
    assert model.canFetchMore(model.index(-1, 0))
    assert model.put_cases(model.root, [row(3)], False, append=True)
    assert shown(model) == [1, 2, 3]
    assert not model.canFetchMore(model.index(-1, 0))
    assert not model.put_cases(model.root, [row(3, 2), row(4)], False, append=True)
    assert shown(model) == [1, 2, 3, 4]
    assert model.node_of(3).row["version"] == 2


def test_a_row_tells_what_a_dispatcher_needs(qgis_app: Any) -> None:
    model = CaseModel(names())
    model.begin("", CaseFilter())
    model.put_cases(model.root, [row(1), row(5)], False)
    model.tick(NOW)
    first, second = model.index(0, 0), model.index(1, 0)
    assert [first.sibling(0, column).data() for column in (CASE, ADDRESS)] == ["T1", "Road 1"]
    assert first.sibling(0, REMAINING).data() == "2 h over"
    assert second.sibling(1, REMAINING).data() == "2 h left"
    assert "Overdue" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Road 1" in first.data(Qt.ItemDataRole.ToolTipRole)
    for column in range(model.columnCount()):
        assert model.headerData(column, Qt.Orientation.Horizontal)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(59, "0 min"), (7800, "2 h 10 min"), (3600, "1 h"), (90000, "1 d 1 h"), (86400 * 9, "9 d")],
)
def test_durations(qgis_app: Any, seconds: int, text: str) -> None:
    assert labels.duration_text(seconds) == text


def test_lights_turn_at_their_times() -> None:
    case = {"clock_deadline": NOW, "clock_warn": NOW - datetime.timedelta(hours=1)}
    second = datetime.timedelta(seconds=1)
    assert labels.light_of(case, NOW + second) == "red"
    assert labels.light_of(case, NOW) == "yellow"
    assert labels.light_of(case, NOW - datetime.timedelta(hours=1)) == "yellow"
    assert labels.light_of(case, NOW - datetime.timedelta(hours=1) - second) == "green"
    assert labels.light_of({}, NOW) == "none"


def test_filters_become_conditions_and_chips(qgis_app: Any) -> None:
    wanted = Wanted(
        lights=("red",), departments=("D1",), sources=("hotline",), period="today", text=" road ",
        mine=True, in_view=True, case_kind="event", class_code="01", street="1",
    )  # fmt: skip
    made = wanted.condition(NOW, HOURS, (0, 0, 1, 1), ("dispatcher",), "D1")
    assert made.only_open
    assert made.reported_from == datetime.datetime(2026, 9, 17, 16, tzinfo=datetime.timezone.utc)
    assert made.roles == ("dispatcher",)
    assert made.extent == (0, 0, 1, 1)
    told = chips(wanted, names())
    assert {key for key, _, _ in told} == {
        "text", "mine", "in_view", "lights", "class_code", "departments", "sources", "street",
        "period",
    }  # fmt: skip
    rest = wanted
    for key, _, _ in told:
        rest = {k: r for k, _, r in chips(rest, names())}[key]
    assert rest == Wanted()
    assert Wanted(states=("closed",)).condition(NOW, HOURS).only_open is None


def test_groups_without_a_code_ask_for_what_is_missing(qgis_app: Any) -> None:
    found = groups(CaseFilter(), "department", {"D1": 2, None: 3}, names())
    assert [(group.label, group.count) for group in found] == [("Roads", 2), ("None", 3)]
    assert found[1].condition.missing == ("department",)
    by_class = groups(CaseFilter(case_kind="event"), "big_class", {"01001": 1, "01002": 2}, names())
    assert [(group.code, group.count) for group in by_class] == [("01", 3)]
    assert narrow(CaseFilter(), "light", "red").lights == ("red",)
