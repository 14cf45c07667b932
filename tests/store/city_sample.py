"""A small city database for tests: organisation, a workflow of three states, new cases."""

from __future__ import annotations

import datetime
from typing import Any, Dict, Optional

import shapely

from dcm_plugin.core.cases.model import Change, RowChange, utc_now
from dcm_plugin.store.city import CityDatabase, Reference

REFERENCE = Reference(
    "EPSG",
    4549,
    "CGCS2000 / 3-degree Gauss-Kruger CM 120E",
    'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",AUTHORITY["EPSG","4549"]]',
)
X, Y = 500000.0, 3400000.0
STATES = ("reported", "disposing", "closed")


def seed(city: CityDatabase) -> None:
    """Three states, two units, areas around (X, Y)."""
    city.replace_rows(
        "workflow_state",
        [
            {"code": code, "name_zh": code, "name_en": code, "stage": "file", "colour": "#fff",
             "terminal": code == "closed"}
            for code in STATES
        ],
    )  # fmt: skip
    city.replace_rows(
        "org_unit",
        [
            {"code": "D1", "name": "市政部门", "kind": "department", "parent": "C1"},
            {"code": "D2", "name": "园林部门", "kind": "department", "parent": "C1"},
            {"code": "C1", "name": "指挥中心", "kind": "center_command"},
        ],
    )
    city.replace_rows("setting", [{"key": "utc_offset_minutes", "value": "480"}])
    square = shapely.box(X, Y, X + 100, Y + 100)
    city.replace_rows("district", [{"code": "110101", "name": "区", "geom": square}])
    city.replace_rows(
        "street",
        [{"code": "110101001", "name": "街", "district_code": "110101", "geom": square}],
    )
    city.replace_rows(
        "unit_grid",
        [
            {"code": f"1101010010010{n}", "community_code": "110101001001", "mgmt_class": "A",
             "geom": shapely.box(X + 50 * n, Y, X + 50 * n + 50, Y + 100)}
            for n in (0, 1)
        ],
    )  # fmt: skip


def new_case(key: Optional[str] = None, **values: Any) -> Change:
    """A case that is reported now."""
    now = utc_now()
    case: Dict[str, Any] = {
        "case_kind": "component",
        "class_code": "0101",
        "source_code": "patrol",
        "address": "人民路1号",
        "description": "井盖破损",
        "state": "reported",
        "stage": "collect",
        "report_time": now,
        "profile_id": "test",
        "geom": (X + 1, Y + 2),
        **values,
    }
    log = {"action": "report", "to_state": case["state"], "actor": "wang", "role": "patrol",
           "time": now, "action_key": key}  # fmt: skip
    return Change(
        None, 0, case, log, [RowChange("case_media", {"path": "a.jpg"})], {"task_no": ("260101", 5)}
    )


def step(case_id: int, version: int, state: str, key: Optional[str] = None, **more: Any) -> Change:
    """An action that moves a case to a state."""
    log = {"action": "move", "to_state": state, "actor": more.pop("actor", "li"),
           "role": "dispatcher", "time": utc_now(), "action_key": key}  # fmt: skip
    return Change(case_id, version, {"state": state, **more}, log)


def ago(minutes: float) -> datetime.datetime:
    """A time before now."""
    return utc_now() - datetime.timedelta(minutes=minutes)
