"""Rows as JSON in the log, and back."""

from __future__ import annotations

import datetime
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Mapping

from ..shipped import shipped_rows
from .model import Row

_COLUMNS = Path(__file__).resolve().parents[2] / "data" / "city" / "columns.csv"
GEOMETRY = "geom"


@lru_cache(maxsize=1)
def column_types() -> Mapping[str, Mapping[str, str]]:
    """table → column → type of ``data/city/columns.csv``."""
    types: Dict[str, Dict[str, str]] = {}
    for row in shipped_rows(_COLUMNS):
        types.setdefault(row["table"], {})[row["column"]] = row["type"]
    return types


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Row:
    """The columns of ``after`` that have another value than before."""
    return {key: value for key, value in after.items() if before.get(key) != value}


def jsonable(value: Any) -> Any:
    """A value that JSON can hold: times in ISO 8601, tuples as lists, others as text."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    return str(value)


def to_json(value: Any) -> str:
    """JSON as the log keeps it: Chinese as it is, keys in order."""
    return json.dumps(jsonable(value), ensure_ascii=False, sort_keys=True)


def from_json(text: Any) -> Dict[str, Any]:
    """What a log row keeps as data; nothing when it keeps none."""
    if not text:
        return {}
    found = json.loads(text) if isinstance(text, (str, bytes)) else text
    return dict(found) if isinstance(found, Mapping) else {}


def restored(table: str, values: Mapping[str, Any]) -> Row:
    """Columns out of JSON as rows have them."""
    types = column_types().get(table, {})
    row: Row = {}
    for column, value in values.items():
        if value is not None and types.get(column) == "datetime":
            row[column] = datetime.datetime.fromisoformat(value)
        elif value is not None and column == GEOMETRY:
            row[column] = (float(value[0]), float(value[1]))
        else:
            row[column] = value
    return row
