"""A sample organisation for a city database that has none: centres, departments, people, rules."""

from __future__ import annotations

from typing import Dict, List, Mapping, Sequence, Tuple

import numpy as np

from ...classes import COMPONENT, EVENT, VERSIONS, Catalogue, load_crosswalk
from ..model import Row
from . import tables

#: Unit grids that one supervisor walks, and cases of a day that one desk handles: our defaults.
CELLS_OF_A_PATROL = 12
_DESKS = {"acceptor": 6, "filer": 2, "dispatcher": 4, "leader": 2}
_OF_A_DEPARTMENT = 3
_CENTRE = {"patrol": "center", "acceptor": "center", "filer": "center"}
_LOGIN = {
    "patrol": "jd", "acceptor": "sl", "filer": "zb", "dispatcher": "pq", "leader": "ld",
    "department": "bm",
}  # fmt: skip
_TITLES = {"zh": "{name}街道办事处", "en": "{name} street office"}


def sample_organisation(
    streets: Sequence[Tuple[str, str]],
    cells: int,
    catalogue: Catalogue,
    lang: str = "zh",
    seed: int = 1,
) -> Dict[str, List[Row]]:
    """Rows of org_unit, operator, operator_role and dispatch_rule.

    ``streets``: code and name of the streets, each gets an office; ``cells``: number of unit
    grids, for the number of supervisors.
    """
    rng = np.random.default_rng([seed, 1])
    units = [
        {
            "code": row["code"],
            "name": row["name_" + lang],
            "parent": row["parent"] or None,
            "kind": row["kind"],
            "level": int(row["level"]),
            "jurisdiction_code": None,
        }
        for row in tables.rows("organisation")
    ]
    units += [
        {
            "code": f"street_{code}",
            "name": _TITLES[lang].format(name=name),
            "parent": "command",
            "kind": "street",
            "level": 3,
            "jurisdiction_code": code,
        }
        for code, name in streets
    ]
    people: List[Tuple[str, str]] = [
        ("patrol", "center") for _ in range(max(4, round(cells / CELLS_OF_A_PATROL)))
    ]
    for role, number in _DESKS.items():
        people += [(role, _CENTRE.get(role, "command"))] * number
    for unit in units:
        if unit["kind"] in ("department", "company", "street"):
            people += [("department", str(unit["code"]))] * _OF_A_DEPARTMENT
    operators, roles = _people(people, rng)
    return {
        "org_unit": units,
        "operator": operators,
        "operator_role": roles,
        "dispatch_rule": dispatch_rules(catalogue),
    }


def _people(
    people: Sequence[Tuple[str, str]], rng: np.random.Generator
) -> Tuple[List[Row], List[Row]]:
    surnames, given = tables.names("surname"), tables.names("given")
    operators: List[Row] = []
    roles: List[Row] = []
    used: Dict[str, int] = {}
    for role, unit in people:
        used[role] = used.get(role, 0) + 1
        login = f"{_LOGIN[role]}{used[role]:03d}"
        name = surnames[rng.integers(len(surnames))] + given[rng.integers(len(given))]
        operators.append(
            {"login": login, "name": name, "unit_code": unit, "phone": None, "active": True}
        )
        roles.append({"login": login, "role": role})
    return operators, roles


def dispatch_rules(catalogue: Catalogue) -> List[Row]:
    """Who handles which class, in the codes of the catalogue; longer prefixes go first."""
    found: Dict[str, str] = {}
    for row in tables.rows("organisation"):
        for prefix in filter(None, row["classes"].split("|")):
            for code in _prefixes(prefix, catalogue):
                found.setdefault(code, row["code"])
    return [
        {
            "class_code": code,
            "area_code": None,
            "level": 1,
            "department": department,
            "priority": len(code),
        }
        for code, department in sorted(found.items())
    ]


def _prefixes(prefix: str, catalogue: Catalogue) -> List[str]:
    """The prefix, or in an older catalogue the codes of the classes that it stands for."""
    newest = tables.rows("class_mix")[0]["version"]
    if catalogue.id == newest or catalogue.id not in VERSIONS:
        return [prefix]
    crosswalk, found = load_crosswalk(), []
    for kind in (EVENT, COMPONENT):
        for code, targets in crosswalk.pairs(kind, newest, catalogue.id).items():
            if code.startswith(prefix):
                found += list(targets)
    return found


def logins(
    roles: Sequence[Mapping[str, object]], operators: Sequence[Mapping[str, object]]
) -> Dict[Tuple[str, str], List[str]]:
    """Who may act: (role, unit) → logins of active operators, and (role, "") → all of the role."""
    unit = {
        str(row["login"]): str(row.get("unit_code") or "")
        for row in operators
        if row.get("active", True)
    }
    found: Dict[Tuple[str, str], List[str]] = {}
    for row in roles:
        login, role = str(row["login"]), str(row["role"])
        if login not in unit:
            continue
        found.setdefault((role, ""), []).append(login)
        if unit[login]:
            found.setdefault((role, unit[login]), []).append(login)
    return found
