"""Actions from a table: columns, words, keys, and what is told of each row."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any, List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.cases import batch
from dcm_plugin.core.cases.act import act
from dcm_plugin.core.cases.model import Action
from dcm_plugin.core.cases.place import duplicates, fill_place
from dcm_plugin.core.cases.rules import Settings, Unit
from dcm_plugin.core.errors import DcmError, InputError

from .fake_store import MemoryStore
from .people import PLACE, START, actor, report, rules

NAMES = ["任务号", "动作", "操作人", "意见"]
RULES = rules()


def rows(*cells: List[Any], names: List[str] = NAMES) -> List[batch.BatchRow]:
    return batch.rows_of(names, cells, batch.columns_of(names, {}, "t"), "t")


def city(count: int = 1) -> MemoryStore:
    store = MemoryStore()
    for number in range(count):
        data = report(point=(1000.0 * number, 0.0))
        act(store, RULES, None, Action("report", data), actor("patrol1"), START)
    return store


def test_columns_are_found_by_their_headings() -> None:
    assert batch.columns_of(NAMES, {}, "t") == dict(
        zip(("case", "action", "actor", "opinion"), NAMES)
    )
    assert batch.columns_of(["工单", "动作"], {"case": "工单"}, "t")["case"] == "工单"
    assert "opinion" not in batch.columns_of(NAMES, {"opinion": ""}, "t")
    for chosen, wrong in (({"dance": "动作"}, "dance"), ({"case": "没有"}, "没有")):
        with pytest.raises(InputError) as caught:
            batch.columns_of(NAMES, chosen, "t")
        assert wrong in caught.value.localized("zh")
    with pytest.raises(InputError):
        batch.columns_of(["任务号"], {}, "t")


@given(st.lists(st.lists(st.sampled_from(["", "1", "受理", "a"]), min_size=4, max_size=4)))
def test_keys_are_different_and_stay_the_same(cells: List[List[str]]) -> None:
    found = rows(*cells)
    keys = [row.key for row in found]
    assert len(set(keys)) == len(keys)
    assert [row.key for row in rows(*cells)] == keys
    assert len(found) == sum(1 for line in cells if any(line))
    # rows that are added at the end change no key before
    assert [row.key for row in rows(*cells, ["9", "9", "9", "9"])][: len(keys)] == keys


@pytest.mark.parametrize("word", ["accept", "Accept", "受理", " 受 理 "])
def test_actions_are_written_as_code_or_name(word: str) -> None:
    store = city()
    told = list(
        batch.advance(store, RULES, rows(["26091800001", word, "acceptor", ""]), lambda: START)
    )
    assert [one.outcome for one in told] == [batch.DONE]
    assert (told[0].from_state, told[0].to_state, told[0].step) == ("reported", "pending_file", 2)


@pytest.mark.parametrize(
    "text", ["2026-09-18 17:30", "2026/9/18 17:30", "2026年9月18日17:30", "2026-09-18T09:30:00Z"]
)
def test_times_are_those_of_the_city(text: str) -> None:
    store = city()
    table = rows(
        ["26091800001", "accept", "acceptor", text], names=["case", "action", "actor", "time"]
    )
    later = START + datetime.timedelta(hours=5)
    assert [one.outcome for one in batch.advance(store, RULES, table, lambda: later)] == ["done"]
    done = next(iter(store.files.values())).log[-1]["time"]
    assert done == START + datetime.timedelta(minutes=30)


def test_people_and_departments_are_written_by_name() -> None:
    store = city()
    names = ["任务号", "案件编码", "动作", "操作人", "监督员"]
    table = rows(["26091800001", "", "发核实", "受理员", "监督员乙"], names=names)
    assert [one.outcome for one in batch.advance(store, RULES, table, lambda: START)] == ["done"]
    assert next(iter(store.files.values())).tasks[0]["patrol"] == "patrol2"


def test_a_name_that_two_have_is_no_choice() -> None:
    twin = Unit("D9", "市环卫", "C1", "department", 1, "")
    twice = dataclasses.replace(RULES, units={**RULES.units, "D9": twin})
    store = city()
    names = ["任务号", "动作", "操作人", "责任部门", "立案条件"]
    number = "26091800001"
    table = rows(
        [number, "受理", "acceptor", "", ""],
        [number, "立案", "filer", "", "0101-1"],
        [number, "派遣", "dispatcher", "市环卫", ""],
        [number, "派遣", "dispatcher", "D9", ""],
        names=names,
    )
    told = list(batch.advance(store, twice, table, lambda: START))
    assert [one.outcome for one in told] == ["done", "done", "refused", "done"]
    assert "D1, D9" in str(told[2].reason and told[2].reason.params["codes"])


def test_a_deferred_case_goes_on_at_its_day_before_a_row_acts_on_it() -> None:
    store, number = city(), "26091800001"
    until = START + datetime.timedelta(days=2)
    table = rows(
        [number, "受理", "acceptor", "", "", "", ""],
        [number, "立案", "filer", "", "0101-1", "", ""],
        [number, "派遣", "dispatcher", "D1", "", "", ""],
        [number, "申请挂账", "dept1", "", "", "2026-09-20 17:00", "待料"],
        [number, "同意挂账", "dispatcher", "", "", "", ""],
        names=["任务号", "动作", "操作人", "责任部门", "立案条件", "挂账至", "意见"],
    )
    done = [one.outcome for one in batch.advance(store, RULES, table, lambda: START)]
    assert done == ["done"] * 5
    late = until + datetime.timedelta(hours=1)
    more = rows(
        [number, "处置反馈", "dept1", "a.jpg", ""],
        names=["任务号", "动作", "操作人", "照片", "时间"],
    )
    for dry in (True, False):
        told = list(batch.advance(store, RULES, more, lambda: late, dry_run=dry))
        assert (told[0].from_state, told[0].to_state) == ("disposing", "feedback")
    log = next(iter(store.files.values())).log
    assert [row["actor"] for row in log[-2:]] == ["system", "dept1"]
    assert log[-1]["used_seconds"] == 3600.0


class Failing(MemoryStore):
    left = 2

    def apply(self, change: Any) -> Any:
        if self.left == 0:
            raise DcmError("city.full", path="x")
        self.left -= 1
        return super().apply(change)


def test_a_full_disk_ends_the_run_and_what_was_told_is_stored() -> None:
    store = Failing()
    store.left = 5
    for number in range(3):
        data = report(point=(1000.0 * number, 0.0))
        act(store, RULES, None, Action("report", data), actor("patrol1"), START)
    table = rows(*[[f"2609180000{n}", "accept", "acceptor", ""] for n in (1, 2, 3)])
    told = []
    with pytest.raises(DcmError) as caught:
        for one in batch.advance(store, RULES, table, lambda: START):
            told.append(one)
    assert caught.value.message_id == "city.full"
    assert [one.outcome for one in told] == ["done", "done"]
    assert [f.case["state"] for f in store.files.values()] == ["pending_file"] * 2 + ["reported"]
    store.left = 9
    again = [one.outcome for one in batch.advance(store, RULES, table, lambda: START)]
    assert again == ["known", "known", "done"]


def test_places_and_possible_duplicates() -> None:
    store = city()
    store.places = dict(PLACE)
    filled = fill_place(store, {"point": (3.0, 4.0), "street_code": "9"})
    assert filled["cell_code"] == PLACE["cell_code"] and filled["street_code"] == "9"
    later = START + datetime.timedelta(hours=23)
    row = {"point": (30.0, 40.0), "class_code": "0101"}
    assert len(duplicates(store, row, Settings(), later)) == 1
    assert duplicates(store, {**row, "class_code": "0102"}, Settings(), later) == []
    assert duplicates(store, {**row, "point": (30.0, 41.0)}, Settings(), later) == []
    assert duplicates(store, row, Settings(), later + datetime.timedelta(hours=2)) == []
