"""Rows of many cases as columns, and back: times as ``datetime64[s]``, the rest as objects."""

from __future__ import annotations

import datetime
from typing import Any, Dict, List, Mapping, Sequence

import numpy as np

from ..model import CHILD_TABLES, CaseFile, Row
from ..record import column_types

Columns = Dict[str, np.ndarray]
#: Table → field of a case file.
PARTS = {
    "case_log": "log",
    "case_clock": "clocks",
    "case_task": "tasks",
    "case_request": "requests",
    "case_supervise": "supervisions",
    "case_media": "media",
}


def columns_of(table: str, rows: Sequence[Row]) -> Columns:
    """All columns of a table; ``geom`` of cases as points (n, 2)."""
    made: Columns = {}
    for name, kind in column_types()[table].items():
        values = [row.get(name) for row in rows]
        made[name] = times(values) if kind == "datetime" else objects(values)
    if table == "cases":
        points = [row.get("geom") or (np.nan, np.nan) for row in rows]
        made["geom"] = np.array(points, dtype=float).reshape(len(rows), 2)
    return made


def times(values: Sequence[Any]) -> np.ndarray:
    """Aware UTC times as ``datetime64[s]``."""
    return np.array(
        [None if v is None else v.replace(tzinfo=None) for v in values], dtype="datetime64[s]"
    )


def objects(values: Sequence[Any]) -> np.ndarray:
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def tables_of(files: Sequence[CaseFile]) -> Dict[str, Columns]:
    """All tables of some cases; child rows in the order of the cases, ids to be given."""
    made = {"cases": columns_of("cases", [file.case for file in files])}
    for table in CHILD_TABLES:
        rows: List[Row] = [row for file in files for row in getattr(file, PARTS[table])]
        made[table] = columns_of(table, rows)
    return made


def joined(parts: Sequence[Mapping[str, Columns]]) -> Dict[str, Columns]:
    """Tables of several loads, one after the other."""
    return {
        table: {
            name: np.concatenate([part[table][name] for part in parts]) for name in parts[0][table]
        }
        for table in parts[0]
    }


def ordered(tables: Mapping[str, Columns], first: Mapping[str, int]) -> Dict[str, Columns]:
    """Cases by id, child rows by case; child rows get their ids, from ``first`` + 1 on."""
    made: Dict[str, Columns] = {}
    for table, columns in tables.items():
        key = "id" if table == "cases" else "case_id"
        order = np.argsort(columns[key].astype(np.int64), kind="stable")
        made[table] = {name: values[order] for name, values in columns.items()}
        if table != "cases":
            made[table]["id"] = np.arange(len(order)) + first.get(table, 0) + 1
    return made


def sliced(tables: Mapping[str, Columns], first: int, last: int) -> Dict[str, Columns]:
    """The rows of the cases with ids from ``first`` to ``last``, of ordered tables."""
    made: Dict[str, Columns] = {}
    for table, columns in tables.items():
        ids = columns["id" if table == "cases" else "case_id"].astype(np.int64)
        start, stop = np.searchsorted(ids, (first, last + 1))
        made[table] = {name: values[start:stop] for name, values in columns.items()}
    return made


def file_at(tables: Mapping[str, Columns], place: int) -> CaseFile:
    """One case of ordered tables as a case file."""
    cases = tables["cases"]
    case = _row(cases, place)
    file = CaseFile(case)
    for table in CHILD_TABLES:
        ids = tables[table]["case_id"].astype(np.int64)
        start, stop = np.searchsorted(ids, (case["id"], case["id"] + 1))
        rows = [_row(tables[table], index) for index in range(int(start), int(stop))]
        setattr(file, PARTS[table], rows)
    return file


def _row(columns: Columns, place: int) -> Row:
    row: Row = {}
    for name, values in columns.items():
        value = values[place]
        if name == "geom":
            row[name] = (float(value[0]), float(value[1]))
        elif values.dtype.kind == "M":
            row[name] = (
                None
                if np.isnat(value)
                else value.astype(datetime.datetime).replace(tzinfo=datetime.timezone.utc)
            )
        else:
            row[name] = value.item() if isinstance(value, np.generic) else value
    return row
