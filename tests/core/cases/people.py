"""A small city for tests: units, operators, and what each action may be given."""

from __future__ import annotations

import datetime
from typing import Any, Dict, List, Mapping, Optional, Sequence

from dcm_plugin.core.cases.model import Actor, Row
from dcm_plugin.core.cases.rules import Operator, Rules, Unit
from dcm_plugin.core.cases.workflow import Workflow

from .fake_store import calendar, stage_limits

#: A Friday, 17:00 in China.
START = datetime.datetime(2026, 9, 18, 9, 0, tzinfo=datetime.timezone.utc)

UNITS = (
    Unit("S1", "市监督中心", "", "center_supervise", 1, ""),
    Unit("C1", "市指挥中心", "", "center_command", 1, ""),
    Unit("S2", "区监督中心", "S1", "center_supervise", 2, "310101"),
    Unit("C2", "区指挥中心", "C1", "center_command", 2, "310101"),
    Unit("C3", "另一区指挥中心", "C1", "center_command", 2, "310102"),
    Unit("D1", "市环卫", "C1", "department", 1, ""),
    Unit("D2", "市市政", "C1", "department", 1, ""),
    Unit("E1", "区环卫", "C2", "department", 2, "310101"),
    Unit("E2", "街道", "C2", "street", 3, "310101002"),
    Unit("F1", "保洁公司", "E1", "company", 3, "310101"),
)
OPERATORS = (
    Operator("patrol1", "监督员甲", "S1", True, ("patrol",)),
    Operator("patrol2", "监督员乙", "S1", True, ("patrol",)),
    Operator("gone", "离职", "S1", False, ("patrol",)),
    Operator("acceptor", "受理员", "S1", True, ("acceptor",)),
    Operator("filer", "值班长", "S1", True, ("filer",)),
    Operator("dispatcher", "派遣员", "C1", True, ("dispatcher",)),
    Operator("dept1", "环卫", "D1", True, ("department",)),
    Operator("dept2", "市政", "D2", True, ("department",)),
    Operator("leader", "领导", "C1", True, ("leader",)),
    Operator("acceptor2", "区受理员", "S2", True, ("acceptor",)),
    Operator("filer2", "区值班长", "S2", True, ("filer",)),
    Operator("dispatcher2", "区派遣员", "C2", True, ("dispatcher", "department")),
    Operator("dispatcher3", "他区派遣员", "C3", True, ("dispatcher",)),
    Operator("dept_e1", "区环卫", "E1", True, ("department",)),
    Operator("dept_f1", "公司", "F1", True, ("department",)),
)
LIMITS: List[Row] = [
    {
        "catalogue_id": "t",
        "case_kind": "event",
        "class_code": "0101",
        "condition_code": condition,
        "mgmt_class": None,
        "limit_unit": unit,
        "limit_value": value,
    }
    for condition, unit, value in (("0101-1", "urgent_hour", 2.0), ("0101-2", "work_hour", 4.0))
]
PLACE = {
    "cell_code": "310101002001001",
    "community_code": "310101002001",
    "street_code": "310101002",
    "district_code": "310101",
    "duty_grid_code": "Z1",
    "mgmt_class": "A",
}


def rules(
    settings: Optional[Mapping[str, str]] = None,
    workflow: Optional[Workflow] = None,
    units: Sequence[Unit] = UNITS,
    operators: Sequence[Operator] = OPERATORS,
) -> Rules:
    return Rules.default(
        calendar(),
        workflow=workflow,
        time_limits=LIMITS,
        stage_limits=stage_limits(),
        units=units,
        operators=operators,
        settings=settings,
        dispatch_rules=[
            {"class_code": "01", "area_code": "", "level": 1, "department": "D1", "priority": 0},
            {"class_code": "", "area_code": "", "level": 1, "department": "D2", "priority": 0},
        ],
    )


def actor(login: str) -> Actor:
    return next(o for o in OPERATORS if o.login == login).actor()


def photo(role: str) -> Dict[str, Any]:
    return {"path": f"2026/{role}.jpg", "role": role}


def report(**more: Any) -> Dict[str, Any]:
    """The data of a report with its place filled in."""
    return {
        "class_code": "0101",
        "catalogue_id": "t",
        "point": (5000.0, 3000.0),
        "address": "人民路 1 号",
        "description": "井盖缺失",
        "media": [photo("far"), photo("near")],
        **PLACE,
        **more,
    }
