"""Tables of time limits out of spreadsheets: both layouts, GBK, blanks, what nobody can read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dcm_plugin.core.cases import limits, limits_import
from dcm_plugin.core.cases.calendar import Limit
from dcm_plugin.core.classes import VERSIONS, load_catalogue
from dcm_plugin.core.errors import InputError

OLD = load_catalogue("cjt214_2007")
HEAD = [
    "大类代码", "大类名称", "小类代码", "小类名称", "处置单位", "主管部门", "立案条件", "结案条件",
    "处置时限",
]  # fmt: skip
COMPONENTS = [
    ["部件立案、处置、结案规范"],
    HEAD,
    ["01", "公用设施", "01", "上水井盖", "供水公司", "城管局", "缺失", "恢复", "2紧急工作时"],
    [None, None, None, None, None, None, "破损", "修复", "4 工作时"],
    [None, None, None, None, None, None, "下沉", "修复", "尽快"],
    [None, None, 2.0, "污水井盖", None, "排水处", "缺失", "恢复", "1-2紧急工作日"],
    [],
    ["09", "其他", "99", "没有的类", "x", "y", "z", "w", None],
]
EVENTS = [["事件"], HEAD, ["01", "市容环境", "02", "", "", "", "存在", "清除", "2小时"]]


SHEETS = {"部件": COMPONENTS, "事件": EVENTS, "说明": [["随便"]]}


def test_the_layout_with_two_sheets():
    found = limits_import.from_sheets(SHEETS, "时限.xlsx", OLD)
    assert found.skipped == ("说明",)
    short = [
        (r["case_kind"], r["condition_code"], r["limit_unit"], r["limit_value"], r["flag"])
        for r in found.rows
    ]
    assert short == [
        ("component", "C0101-01", "urgent_hour", 2, None),
        ("component", "C0101-02", "work_hour", 4, None),
        ("component", "C0101-03", None, None, "unparsed"),
        ("component", "C0102-01", "urgent_day", 2, "range"),
        ("component", "C0999-01", None, None, "unknown_class|empty"),
        ("event", "E0102-01", "work_hour", 2, "plain_hour"),
    ]
    # blank cells take what stands above, but never from another class
    assert [r["responsible"] for r in found.rows[:4]] == ["供水公司"] * 3 + [None]
    assert found.rows[2]["limit_text"] == "尽快"
    assert [(m.sheet, m.line, m.flag) for m in found.remarks][:2] == [
        ("部件", 5, "unparsed"),
        ("部件", 6, "range"),
    ]
    assert limits_import.unreadable(found.rows[2]) and not limits_import.unreadable(found.rows[3])
    holds = limits.find_limit(found.rows, OLD.id, "0101", "C0101-02", None, "component")
    assert Limit(holds["limit_unit"], holds["limit_value"]) == Limit("work_hour", 4)


def test_the_layout_with_management_classes_in_gbk(tmp_path):
    path = tmp_path / "事件.csv"
    lines = [
        ["小类名称", "立案明细编码", "立案条件", "A类时限", "B类时限", "C类时限", "备注"],
        ["暴露垃圾", "E0102-7", "存在", "２工作时", "四工作时", "1工作日", "日常"],
        ["", "E0102-7", "又一次", "1工作时", "", "", ""],
        ["", "E0102-8", "无时限", "", "", "", ""],
    ]
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(lines)
    found = limits_import.read_limits(path, OLD)
    assert [(r["mgmt_class"], r["limit_value"], r["flag"]) for r in found.rows] == [
        ("A", 2, None),
        ("B", 4, None),
        ("C", 1, None),
        ("A", 1, "twice"),
        (None, None, "empty"),
    ]
    keys = [(r["condition_code"], r["mgmt_class"]) for r in found.rows]
    assert len(set(keys)) == len(keys)
    assert {r["class_code"] for r in found.rows} == {
        next(item.code for item in OLD.of_kind("event") if item.name_zh == "暴露垃圾")
    }
    assert found.rows[0]["note"] == "日常"


def test_what_is_no_table_of_limits(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        limits_import.read_limits(path, OLD)
    assert caught.value.message_id == "limits.import_none"
    path.write_text("小类代码,处置时限\n01,1工作日\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        limits_import.read_limits(path, OLD)
    assert caught.value.message_id == "limits.import_kind"
    assert limits_import.read_limits(path, OLD, kind="event").rows[0]["case_kind"] == "event"


def shipped():
    path = Path(limits_import.DATA) / "time_limits.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [{k: v or None for k, v in row.items()} for row in csv.DictReader(stream)]


def test_the_shipped_limits_say_what_they_are():
    rows = shipped()
    keys = [(r["catalogue_id"], r["condition_code"]) for r in rows]
    assert len(set(keys)) == len(keys)
    assert {r["catalogue_id"] for r in rows} == set(VERSIONS)
    for row in rows:
        limit, flag = limits.parse_limit(row["limit_text"])
        assert limit == Limit(row["limit_unit"], float(row["limit_value"]))
        assert (row["basis"] == "our default") == ("default" in (row["flag"] or ""))
        assert flag in (row["flag"] or "")
        if row["class_code"] != limits.ANY:
            catalogue = load_catalogue(row["catalogue_id"])
            assert catalogue.find(row["case_kind"], row["class_code"]) is not None


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", ["component", "event"])
def test_every_class_has_a_limit(version, kind):
    rows = [{**r, "limit_value": float(r["limit_value"])} for r in shipped()]
    for item in load_catalogue(version).of_kind(kind):
        row = limits.find_limit(rows, version, item.code, None, None, kind)
        assert row["case_kind"] == kind and row["limit_value"] > 0


def limit(code, condition, mgmt=None, catalogue="a", kind="event"):
    return {
        "catalogue_id": catalogue, "case_kind": kind, "class_code": code,
        "condition_code": condition, "mgmt_class": mgmt,
    }  # fmt: skip


def test_what_stays_when_a_table_of_some_classes_comes_in():
    before = [
        limit("*", "E*"), limit("0101", "1"), limit("0102", "2"), limit("0103", "3", "A"),
        limit("0101", "1", catalogue="b"), limit("0101", "4", kind="component"), limit("", "5"),
    ]  # fmt: skip
    rows = [limit("0101", "9"), limit("0104", "3", "A"), limit("", "6")]
    assert limits_import.kept_rows(before, rows, "a") == [before[n] for n in (0, 2, 4, 5, 6)]
    assert limits_import.kept_rows(before, rows, "a", whole=True) == [before[n] for n in (0, 4, 5)]
