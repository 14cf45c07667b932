"""``dcm:advancecases`` on a city database, as users run it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Dict, List, Optional

import processing
import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback, QgsProject, QgsVectorLayer

from dcm_plugin import classFactory
from dcm_plugin.core.cases.act import act
from dcm_plugin.core.cases.model import Action, utc_now
from dcm_plugin.core.cases.rules import Rules
from dcm_plugin.store.city import Reference, create, open_city
from tests.core.cases.people import OPERATORS, PLACE, UNITS, actor

REFERENCE = Reference(
    "EPSG",
    4549,
    "CGCS2000 / 3-degree Gauss-Kruger CM 120E",
    'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",AUTHORITY["EPSG","4549"]]',
)

REPORT = {
    "class_code": "0101",
    "case_kind": "component",
    "address": "人民路",
    "description": "井盖缺失",
    **PLACE,
}


@pytest.fixture(autouse=True)
def provider(qgis_app, qgis_processing):
    plugin = classFactory(None)
    plugin.initProcessing()
    yield
    QgsProject.instance().clear()
    plugin.unload()


@pytest.fixture
def city(tmp_path: Path) -> str:
    """A city with its people and three reports; photos are not asked for."""
    path = str(tmp_path / "城市.gpkg")
    create(path, REFERENCE)
    store = open_city(path, actor="admin")
    store.replace_rows(
        "org_unit",
        [
            {"code": u.code, "name": u.name, "parent": u.parent or None, "kind": u.kind,
             "level": u.level, "jurisdiction_code": u.jurisdiction or None}
            for u in UNITS
        ],
    )  # fmt: skip
    store.replace_rows(
        "operator",
        [
            {"login": o.login, "name": o.name, "unit_code": o.unit, "active": o.active}
            for o in OPERATORS
        ],
    )
    store.replace_rows(
        "operator_role", [{"login": o.login, "role": r} for o in OPERATORS for r in o.roles]
    )
    settings = {**store.settings(), "photos_required": "", "profile_id": "gbt47678_3_2026"}
    store.replace_rows("setting", [{"key": k, "value": v} for k, v in settings.items()])
    rules = Rules.from_store(store)
    assert rules.workflow.problems() == []
    for number in range(3):
        place = (500000.0 + number, 3400000.0)
        data = {**REPORT, "point": place, "address": f"人民路 {number + 1} 号"}
        act(store, rules, None, Action("report", data), actor("patrol1"), utc_now())
    store.close()
    return path


def numbers(path: str) -> List[str]:
    store = open_city(path, readonly=True)
    found = [store.read(i).case["task_no"] for i in (1, 2, 3)]
    store.close()
    return found


def states(path: str) -> List[str]:
    store = open_city(path, readonly=True)
    found = [store.read(i).case["state"] for i in (1, 2, 3)]
    store.close()
    return found


def run(path: str, file: Path, feedback: Optional[Any] = None, **more: Any) -> Dict[str, Any]:
    return processing.run(
        "dcm:advancecases",
        {"DATABASE": path, "FILE": str(file), "OUTPUT": "memory:", **more},
        feedback=feedback,
    )


def table(path: Path, rows: List[List[str]], encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding=encoding)
    return path


def told(result: Dict[str, Any]) -> List[str]:
    return [feature["outcome"] for feature in result["OUTPUT"].getFeatures()]


def test_a_chinese_table_in_gbk_is_done_once(city: str, tmp_path: Path) -> None:
    one, two, three = numbers(city)
    rows = [
        ["任务号", "动作", "操作人", "意见", "责任部门", "立案条件"],
        [one, "受理", "acceptor", "", "", ""],
        [one, "立案", "filer", "", "", "C0101-01"],
        [one, "派遣", "dispatcher", "", "市环卫", ""],
        [two, "派遣", "dispatcher", "", "市环卫", ""],
        [three, "不予受理", "acceptor", "不属城管范围", "", ""],
        ["99999999999", "受理", "acceptor", "", "", ""],
    ]
    file = table(tmp_path / "办理.csv", rows, "gbk")
    dry = run(city, file, DRY_RUN=True)
    assert told(dry) == ["would", "would", "would", "refused", "would", "refused"]
    assert states(city) == ["reported"] * 3
    result = run(city, file)
    assert told(result) == ["done", "done", "done", "refused", "done", "refused"]
    assert states(city) == ["disposing", "reported", "not_accepted"]
    assert (result["DONE_COUNT"], result["REFUSED_COUNT"]) == (4, 2)
    reasons = [feature["reason"] for feature in result["OUTPUT"].getFeatures()]
    assert two in reasons[3] and "99999999999" in reasons[5]
    again = run(city, file)
    assert told(again) == ["known", "known", "known", "refused", "known", "refused"]
    store = open_city(city, readonly=True)
    assert [row["seq"] for row in store.read(1).log] == [1, 2, 3, 4]
    assert store.read(1).case["department"] == "D1"
    store.close()


class StopAfter(QgsProcessingFeedback):
    """A user who stops when so much is done."""

    def __init__(self, percent: float) -> None:
        super().__init__()
        self.percent = percent
        self.progressChanged.connect(self.look)

    def look(self, value: float) -> None:
        if value >= self.percent:
            self.cancel()


def test_stopping_keeps_what_is_done_and_tells_how_far(city: str, tmp_path: Path) -> None:
    rows = [["case", "action"], *([number, "accept"] for number in numbers(city))]
    file = table(tmp_path / "a.csv", rows)
    result = run(city, file, StopAfter(30), OPERATOR="acceptor")
    assert told(result) == ["done", "left", "left"] and result["LEFT_COUNT"] == 2
    assert states(city) == ["pending_file", "reported", "reported"]
    result = run(city, file, OPERATOR="acceptor")
    assert told(result) == ["known", "done", "done"]


def test_times_of_the_table_are_those_of_the_city(city: str, tmp_path: Path) -> None:
    one, two, _ = numbers(city)
    ahead = datetime.datetime.now() + datetime.timedelta(days=3)
    rows = [
        ["case", "action", "actor", "time"],
        [one, "accept", "acceptor", "2020/1/1 8:00"],
        [two, "accept", "acceptor", f"{ahead:%Y-%m-%d %H:%M}"],
        [two, "accept", "acceptor", "gestern"],
    ]
    result = run(city, table(tmp_path / "a.csv", rows))
    assert told(result) == ["refused"] * 3
    reasons = [feature["reason"] for feature in result["OUTPUT"].getFeatures()]
    assert "gestern" in reasons[2] and states(city) == ["reported"] * 3


def test_who_is_not_on_the_list_does_nothing(city: str, tmp_path: Path) -> None:
    one, two, three = numbers(city)
    rows = [
        ["case", "action", "actor", "role"],
        [one, "accept", "nobody", ""],
        [two, "accept", "gone", ""],
        [three, "accept", "acceptor", "filer"],
        [three, "accept", "", ""],
        [three, "accept", "filer", ""],
    ]
    assert told(run(city, table(tmp_path / "a.csv", rows))) == ["refused"] * 5
    assert states(city) == ["reported"] * 3


def test_tables_without_case_or_action_are_refused(city: str, tmp_path: Path) -> None:
    file = table(tmp_path / "a.csv", [["甲", "action"], ["1", "accept"]])
    with pytest.raises(QgsProcessingException) as caught:
        run(city, file)
    assert "甲" in str(caught.value)
    assert told(run(city, file, OPERATOR="acceptor", COLUMNS="case=甲")) == ["refused"]


def test_deferred_cases_go_on_at_their_day(city):
    start = utc_now() - datetime.timedelta(days=9)
    until = start + datetime.timedelta(days=4)
    with open_city(city) as store:
        rules = Rules.from_store(store)
        case_id = None
        condition = rules.conditions({"class_code": "0101", "case_kind": "component"})[0]
        filing = {"limit_unit": "urgent_day", "limit_value": 1.0}
        filing["condition_code"] = condition["condition_code"]
        for minutes, (login, name, data) in enumerate(
            [
                ("patrol1", "report", {**REPORT, "point": (500000.0, 3400000.0)}),
                ("acceptor", "accept", {}),
                ("filer", "file", filing),
                ("dispatcher", "dispatch", {"department": "D1"}),
                ("dept1", "ask_hang", {"until": until, "opinion": "待料"}),
                ("dispatcher", "approve_hang", {}),
            ]
        ):
            moment = start + datetime.timedelta(minutes=minutes)
            case_id, _ = act(store, rules, case_id, Action(name, data), actor(login), moment)
    out = processing.run("dcm:refreshdeadlines", {"DATABASE": city})
    assert (out["RESUMED"], out["CHANGED"]) == (1, 0)
    with open_city(city) as store:
        case = store.read(case_id).case
    assert (case["state"], case["hung_until"]) == ("disposing", None)
    # of the day two minutes were used before the case was deferred
    assert case["dispose_deadline"] == until + datetime.timedelta(minutes=24 * 60 - 2)
    assert processing.run("dcm:refreshdeadlines", {"DATABASE": city})["RESUMED"] == 0


def test_no_case_is_touched_by_a_broken_workflow(city, tmp_path):
    with open_city(city) as store:
        ways = store.rows("workflow_transition")
        next(way for way in ways if way["code"] == "dispatch_dispatch")["clocks"] = None
        store.replace_rows("workflow_transition", ways)
    path = tmp_path / "t.csv"
    path.write_text("任务号,动作,操作人\n26091800001,受理,acceptor\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="workflow_transition"):
        processing.run(
            "dcm:advancecases",
            {"FILE": str(path), "DATABASE": city, "OUTPUT": str(tmp_path / "o.gpkg")},
        )


def test_a_filtered_layer_tells_how_many_it_shows(city):
    layer = QgsVectorLayer(f"{city}|layername=cases|subset=\"state\" = 'closed'", "closed", "ogr")
    everything = QgsVectorLayer(f"{city}|layername=cases", "all", "ogr")
    assert (layer.featureCount(), everything.featureCount()) == (0, 3)
    del layer, everything
    with open_city(city) as store:
        act(
            store, Rules.from_store(store), None,
            Action("report", {**REPORT, "point": (500000.0, 3400000.0)}), actor("patrol1"),
            utc_now(),
        )  # fmt: skip
    layer = QgsVectorLayer(f"{city}|layername=cases", "all", "ogr")
    assert layer.featureCount() == 4
    del layer
