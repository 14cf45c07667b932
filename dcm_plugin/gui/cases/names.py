"""Names of all codes that the desk shows, read once from the city database."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ...core.classes.loader import DEFAULT_VERSION, VERSIONS, load_catalogue
from ...core.classes.model import COMPONENT, EVENT

#: Tables of small areas: table -> columns that are read.
_PLACES = {
    "street": ("code", "name"),
    "community": ("code", "name", "street_code"),
    "district": ("code", "name"),
    "duty_grid": ("code", "name", "operator_id", "geom"),
}


@dataclass
class Person:
    """An operator with roles."""

    login: str
    name: str
    unit: str
    roles: Tuple[str, ...] = ()


@dataclass
class Names:
    """Code tables of one city database; ``lang`` zh or en."""

    lang: str
    states: List[Dict[str, Any]] = field(default_factory=list)
    lists: Dict[str, Dict[str, str]] = field(default_factory=dict)
    units: Dict[str, str] = field(default_factory=dict)
    unit_kinds: Dict[str, str] = field(default_factory=dict)
    people: Dict[str, Person] = field(default_factory=dict)
    places: Dict[str, Dict[str, str]] = field(default_factory=dict)
    owners: Dict[str, str] = field(default_factory=dict)
    #: Centres of the duty grids.
    centres: Dict[str, Tuple[float, float]] = field(default_factory=dict)
    settings: Dict[str, str] = field(default_factory=dict)
    user: str = ""

    def __post_init__(self) -> None:
        self._states = {row["code"]: row for row in self.states}

    # --- names ---------------------------------------------------------------------------------

    def state(self, code: Optional[str]) -> str:
        row = self._states.get(code or "")
        return str(row["name_" + self.lang]) if row else (code or "")

    def colour(self, state: Optional[str]) -> str:
        row = self._states.get(state or "")
        return str(row.get("colour") or "#8a97a3") if row else "#8a97a3"

    def terminal(self, state: str) -> bool:
        row = self._states.get(state)
        return bool(row and row.get("terminal"))

    def value(self, listed: str, code: Optional[str]) -> str:
        """The name of a code of a code table; the code itself when it has none."""
        return self.lists.get(listed, {}).get(code or "", code or "")

    def unit(self, code: Optional[str]) -> str:
        return self.units.get(code or "", code or "")

    def person(self, login: Optional[str]) -> str:
        known = self.people.get(login or "")
        return known.name if known else (login or "")

    def place(self, table: str, code: Optional[str]) -> str:
        return self.places.get(table, {}).get(code or "", code or "") or (code or "")

    def case_class(self, row: Mapping[str, Any]) -> str:
        """Name of the class of a case; its code when no catalogue knows it."""
        code = str(row.get("class_code") or "")
        return class_name(
            str(row.get("catalogue_id") or ""), str(row.get("case_kind") or ""), code, self.lang
        )


@lru_cache(maxsize=4096)
def class_name(catalogue_id: str, kind: str, code: str, lang: str) -> str:
    """Name of a class, or of a big class where the code has only its two figures."""
    version = catalogue_id if catalogue_id in VERSIONS else DEFAULT_VERSION
    kinds = (kind,) if kind in (COMPONENT, EVENT) else (EVENT, COMPONENT)
    catalogue = load_catalogue(version)
    for each in kinds:
        if len(code) <= 2:
            for major in catalogue.majors_of(each):
                if major.code == code:
                    return major.name_zh if lang == "zh" else (major.name_en or major.name_zh)
            continue
        found = catalogue.find(each, code)
        if found is not None:
            return found.name_zh if lang == "zh" else (found.name_en or found.name_zh)
    return code


def read_names(store: Any, lang: str) -> Names:
    """Everything at once; called in the thread of the store."""
    states = sorted(store.rows("workflow_state"), key=lambda row: (row["sort"], row["code"]))
    lists: Dict[str, Dict[str, str]] = {}
    for row in sorted(store.rows("code_value"), key=lambda row: (row["list"], row["sort"])):
        lists.setdefault(row["list"], {})[row["code"]] = row["name_" + lang]
    units = store.rows("org_unit", ("code", "name", "kind"))
    people = {
        row["login"]: Person(row["login"], row["name"], row.get("unit_code") or "")
        for row in store.rows("operator")
        if row.get("active", True)
    }
    for row in store.rows("operator_role"):
        person = people.get(row["login"])
        if person is not None:
            person.roles = (*person.roles, row["role"])
    places: Dict[str, Dict[str, str]] = {}
    owners: Dict[str, str] = {}
    centres: Dict[str, Tuple[float, float]] = {}
    for table, columns in _PLACES.items():
        rows = store.rows(table, columns)
        places[table] = {row["code"]: row.get("name") or row["code"] for row in rows}
        if table == "duty_grid":
            owners = {row["code"]: row.get("operator_id") or "" for row in rows}
            centres = {row["code"]: _centre(row["geom"]) for row in rows if row.get("geom")}
    return Names(
        lang,
        states,
        lists,
        {row["code"]: row["name"] for row in units},
        {row["code"]: row["kind"] for row in units},
        people,
        places,
        owners,
        centres,
        store.settings(),
        str(getattr(store, "user", "") or ""),
    )


def _centre(shape: Any) -> Tuple[float, float]:
    place = shape.centroid
    return place.x, place.y
