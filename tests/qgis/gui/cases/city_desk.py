"""A small city database for the dock: areas, people of every role, cases in their first states."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List

import shapely

from dcm_plugin.core.cases.act import act
from dcm_plugin.core.cases.model import Action, Actor, utc_now
from dcm_plugin.core.cases.rules import Rules
from dcm_plugin.store.city import create, open_city
from dcm_plugin.store.city.seeds import fill
from tests.store.city_sample import REFERENCE, X, Y

ROLES = ("patrol", "acceptor", "filer", "dispatcher", "leader")
ROADS = ("人民路", "建设路", "解放路")


def seed(city: Any) -> None:
    fill(city)
    city.replace_rows(
        "org_unit",
        [
            {"code": "JD", "name": "监督中心", "kind": "center_supervise"},
            {"code": "ZH", "name": "指挥中心", "kind": "center_command"},
            {"code": "D1", "name": "市政部门", "kind": "department", "parent": "ZH"},
            {"code": "D2", "name": "园林部门", "kind": "department", "parent": "ZH"},
        ],
    )
    people = [(role, "ZH" if role in ("dispatcher", "leader") else "JD", role) for role in ROLES]
    people += [("worker", "D1", "department"), ("patrol2", "JD", "patrol")]
    city.replace_rows(
        "operator",
        [{"login": login, "name": login.title(), "unit_code": unit} for login, unit, _ in people],
    )
    city.replace_rows(
        "operator_role", [{"login": login, "role": role} for login, _, role in people]
    )
    square = shapely.box(X, Y, X + 400, Y + 400)
    city.replace_rows("district", [{"code": "110101", "name": "区", "geom": square}])
    city.replace_rows(
        "street", [{"code": "110101001", "name": "街", "district_code": "110101", "geom": square}]
    )
    city.replace_rows(
        "community",
        [{"code": "110101001001", "name": "社区", "street_code": "110101001", "geom": square}],
    )
    city.replace_rows(
        "unit_grid",
        [{"code": "110101001001001", "community_code": "110101001001", "mgmt_class": "A",
          "geom": square}],
    )  # fmt: skip
    city.replace_rows(
        "duty_grid",
        [
            {"code": "Z1", "name": "甲", "operator_id": "patrol",
             "geom": shapely.box(X, Y, X + 200, Y + 400)},
            {"code": "Z2", "name": "乙", "operator_id": "patrol2",
             "geom": shapely.box(X + 200, Y, X + 400, Y + 400)},
        ],
    )  # fmt: skip
    city.replace_rows("dispatch_rule", [{"class_code": "", "department": "D2"}])


def make_city(path: Path, count: int = 12) -> Path:
    """``count`` reported cases: every second one already accepted."""
    create(str(path), REFERENCE, seed)
    with open_city(str(path)) as city:
        rules = Rules.from_store(city)
        for number in range(count):
            register(city, rules, number)
    return path


def register(city: Any, rules: Rules, number: int, accepted: bool = False) -> int:
    data = {
        "source_code": "leader",
        "class_code": "01001",
        "case_kind": "component" if number % 2 else "event",
        "point": (X + 20 + 25 * (number % 15), Y + 20 + 10 * (number // 15)),
        "address": f"{ROADS[number % 3]}{number + 1}号",
        "description": f"问题 {number}",
    }
    case_id, _ = act(city, rules, None, Action("register", data), person("acceptor"), utc_now())
    if number % 2 or accepted:
        act(city, rules, case_id, Action("accept"), person("acceptor"), utc_now())
    return case_id


def person(role: str) -> Actor:
    units = {"dispatcher": "ZH", "leader": "ZH", "worker": "D1"}
    return Actor(
        role,
        role.title(),
        units.get(role, "JD"),
        ("department",) if role == "worker" else (role.rstrip("2"),),
    )


def case_states(path: Path) -> List[str]:
    with open_city(str(path)) as city:
        return [row["state"] for row in city.rows("cases", ("state",))]
