"""Expressions of a survey form: default values, constraints, filters of drop-down lists.

Only functions of QGIS itself are used, so that field apps that open QGIS projects work them out
too. Layers are named by their id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Dict, Mapping, Optional, Tuple

from ...core.standards import CodeStructure

#: Fields of the tables in the package that the expressions look at.
GRID_CODE = "code"


def quoted(text: str) -> str:
    """A text as a literal of the expression language."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def column(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def pattern(text: str) -> str:
    """A regular expression as a literal, without backslashes where that is possible."""
    return quoted(text.replace(r"\d", "[0-9]"))


@dataclass(frozen=True)
class Surroundings:
    """Ids of the layers, names of the fields by role, geometry, and how grid codes are built."""

    layers: Mapping[str, str]
    names: Mapping[str, str]
    geometry: str
    kind: str
    code: CodeStructure

    def layer(self, table: str) -> str:
        return quoted(self.layers[table])

    def field(self, role: str) -> str:
        return column(self.names[role])

    @property
    def classes(self) -> str:
        return f"{self.kind}_classes"

    # --- values ------------------------------------------------------------------------------

    @property
    def grid(self) -> str:
        """Code of the unit grid at the locating point; the smallest one on a common border."""
        found = f"overlay_intersects({self.layer('unit_grid')}, {column(GRID_CODE)})"
        if self.geometry != "point":
            # the grids that the component touches, of them the one that holds the point on it
            at = f"geometry(get_feature({self.layer('unit_grid')}, '{GRID_CODE}', @element))"
            found = f"array_filter({found}, intersects({at}, point_on_surface($geometry)))"
        return f"array_first(array_sort({found}))"

    def of_grid(self, name: str) -> str:
        """An attribute of that unit grid."""
        grids = self.layer("unit_grid")
        return f"attribute(get_feature({grids}, '{GRID_CODE}', {self.grid}), {quoted(name)})"

    def of_class(self, name: str) -> str:
        """An attribute of the chosen class."""
        classes, code = self.layer(self.classes), self.field("class_code")
        return f"attribute(get_feature({classes}, 'code', {code}), {quoted(name)})"

    def default(self, kind: str, own: str, values: Mapping[str, str]) -> str:
        """The expression of a default value; ``own`` is the role of the field."""
        if kind in values:
            return quoted(values[kind])
        start, end = self.code.span("county")
        made: Dict[str, str] = {
            "grid_code": self.grid,
            "street": self.of_grid("street"),
            "street_name": self.of_grid("street_name"),
            "community": self.of_grid("community"),
            "community_name": self.of_grid("community_name"),
            "today": "to_date(now())",
            "user": "coalesce(@user_full_name, @user_account_name)",
            "uuid": "uuid()",
        }
        if kind in made:
            return made[kind]
        if kind == "class_name":
            return self.of_class("name_zh")
        if kind == "event_code":
            county = f"substr({self.grid}, {start + 1}, {end - start})"
            return f"{county} || {self.field('class_code')}"
        if kind == "department_name":
            code = self.field(own.replace("_name", "_code"))
            known = f"get_feature({self.layer('departments')}, 'code', {code})"
            return f"coalesce(attribute({known}, 'name'), {self.field(own)})"
        if kind == "change_day":
            # a record that was saved on an earlier day and is changed now
            first, own_field = self.field("start"), self.field(own)
            return (
                f"CASE WHEN $id > 0 AND {first} < to_date(now()) "
                f"THEN to_date(now()) ELSE {own_field} END"
            )
        raise KeyError(kind)

    # --- filters of drop-down lists -----------------------------------------------------------

    def class_filter(self) -> str:
        chosen = f"{column('major')} = current_value({quoted(self.names['major_code'])})"
        if self.kind == "event":
            return chosen
        return f"{chosen} AND {column('geometry')} = {quoted(self.geometry)}"

    def major_filter(self) -> str:
        """The majors that have a class of this geometry."""
        return "" if self.kind == "event" else f"{column(self.geometry + 's')} > 0"

    @staticmethod
    def department_filter(words: Tuple[str, ...]) -> str:
        """Departments of one role, and those whose role nobody has entered."""
        role = column("role")
        like = " OR ".join(f"{role} LIKE {quoted('%' + word + '%')}" for word in words)
        return f"{role} IS NULL OR {role} = '' OR {like}"

    # --- constraints ---------------------------------------------------------------------------

    def class_constraint(self) -> str:
        right = f"{self.of_class('major')} = {self.field('major_code')}"
        if self.kind != "event":
            right += f" AND {self.of_class('geometry')} = {quoted(self.geometry)}"
        return f"coalesce({right}, false)"

    def code_constraint(self, regular: str, structure: CodeStructure) -> str:
        """Pattern of the identification code, and the chosen class in it."""
        code = self.field("code")
        first = structure.span("major")[0] + 1
        length = structure.span("minor")[1] - first + 1
        return (
            f"{code} IS NULL OR (regexp_match({code}, {pattern(regular)}) > 0 "
            f"AND substr({code}, {first}, {length}) = {self.field('class_code')})"
        )

    def grid_constraint(self, alphabet: str) -> str:
        grid = self.field("grid_code")
        letters = "[0-9]" if alphabet == "0123456789" else f"[{re.escape(alphabet)}]"
        return f"regexp_match({grid}, '^{letters}{{{self.code.length}}}$') > 0"

    def length_constraint(self, name: str, length: int) -> str:
        return f"{column(name)} IS NULL OR length({column(name)}) <= {length}"

    def listed(self, name: str, table: str) -> str:
        """The value is one of the list."""
        known = f"get_feature({self.layer(table)}, 'code', {column(name)})"
        return f"{column(name)} IS NULL OR {known} IS NOT NULL"

    def not_later(self, name: str) -> str:
        return f"{column(name)} IS NULL OR {column(name)} <= to_date(now())"

    def changed_constraint(self) -> Optional[str]:
        if "start" not in self.names or "changed" not in self.names:
            return None
        changed = self.field("changed")
        return f"{changed} IS NULL OR {changed} >= {self.field('start')}"
