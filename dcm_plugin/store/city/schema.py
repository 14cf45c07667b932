"""The one schema of the city database, read from ``data/city``; both dialects are made from it.

Names of tables and columns come from here only, so a statement never holds a name that a user gave.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple

from ...core.errors import DcmError
from ...core.shipped import shipped_rows

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "city"
#: Version of the schema that this program writes; see ``migrations``.
VERSION = 2
#: Column of the geometry in every spatial table.
GEOMETRY = "geom"


@dataclass(frozen=True)
class Column:
    """A column: ``type`` id, text, integer, real, boolean, date or datetime."""

    name: str
    type: str
    required: bool
    default: str
    references: Tuple[str, ...]
    values: Tuple[str, ...]
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Index:
    """An index; ``optional`` columns of a unique one count as '' where they are empty."""

    table: str
    columns: Tuple[str, ...]
    unique: bool
    optional: Tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "_".join((self.table, *self.columns, "key" if self.unique else "idx"))


@dataclass(frozen=True)
class Table:
    """A table: ``geometry`` point, multipolygon or ''; columns in their order, and its indexes."""

    name: str
    geometry: str
    group: str
    name_zh: str
    name_en: str
    note: str
    columns: Tuple[Column, ...]
    indexes: Tuple[Index, ...]

    def column(self, name: str) -> Column:
        """Its description; raises :class:`DcmError` when there is no such column."""
        for column in self.columns:
            if column.name == name:
                return column
        raise DcmError("city.no_column", table=self.name, column=name)

    @property
    def names(self) -> Tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def checked(self, names: Iterable[str]) -> List[str]:
        """The names, when all of them are columns or the geometry of the table."""
        known = set(self.names)
        if self.geometry:
            known.add(GEOMETRY)
        wanted = list(names)
        for name in wanted:
            if name not in known:
                raise DcmError("city.no_column", table=self.name, column=name)
        return wanted


def _rows(name: str) -> List[Dict[str, str]]:
    return shipped_rows(FOLDER / name)


def _split(text: str, mark: str = "|") -> Tuple[str, ...]:
    return tuple(part for part in text.split(mark) if part)


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """All tables by name, in the order in which they are made."""
    columns: Dict[str, List[Column]] = {}
    for row in _rows("columns.csv"):
        columns.setdefault(row["table"], []).append(
            Column(
                row["column"],
                row["type"],
                row["required"] == "yes",
                row["default"],
                _split(row["references"], "."),
                _split(row["values"]),
                row["name_zh"],
                row["name_en"],
            )
        )
    indexes: Dict[str, List[Index]] = {}
    for row in _rows("indexes.csv"):
        names, unique = _split(row["columns"]), row["unique"] == "yes"
        required = {c.name for c in columns[row["table"]] if c.required}
        # a key with some empty parts is still a key: empty counts as a value of its own
        optional = tuple(name for name in names if name not in required)
        partly = unique and 0 < len(optional) < len(names)
        indexes.setdefault(row["table"], []).append(
            Index(row["table"], names, unique, optional if partly else ())
        )
    made: Dict[str, Table] = {}
    for row in _rows("tables.csv"):
        name = row["table"]
        made[name] = Table(
            name,
            row["geometry"],
            row["group"],
            row["name_zh"],
            row["name_en"],
            row["note"] or "",
            tuple(columns[name]),
            tuple(indexes.get(name, ())),
        )
    return made


def table(name: str) -> Table:
    """A table of the schema; raises :class:`DcmError` when there is none of this name."""
    found: Optional[Table] = tables().get(name)
    if found is None:
        raise DcmError("city.no_table", table=name)
    return found


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text of the schema data as SQL writes it (CHECK and DEFAULT take no parameters)."""
    return "'" + value.replace("'", "''") + "'"


def words(*parts: str) -> str:
    """A statement made of its parts; names in it are of the schema, values are parameters."""
    return " ".join(parts)


def listed(names: Iterable[str], before: str = "") -> str:
    """Columns, separated by commas."""
    return ", ".join(before + quoted(name) for name in names)


def marks(values: Any) -> str:
    """As many parameter marks as there are values."""
    return ", ".join("?" * len(values))
