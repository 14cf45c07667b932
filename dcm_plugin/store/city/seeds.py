"""What a new city database starts with, read from ``data/cases``: one file for each table."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Dict, List

from . import schema
from .database import CityDatabase

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "cases"
#: File of ``data/cases`` → table with the same columns.
_FILES = {
    "states.csv": "workflow_state",
    "transitions.csv": "workflow_transition",
    "stage_limits.csv": "stage_limit",
    "calendar_slots.csv": "calendar_slot",
    "calendar_days.csv": "calendar_day",
    "time_limits.csv": "time_limit",
    "settings.csv": "setting",
}
#: Files that become lists of the code table: file → name of the list where the rows name none.
_LISTS = {
    "sources.csv": "source",
    "roles.csv": "role",
    "actions.csv": "action",
    "requests.csv": "request",
    "modes.csv": "mode",
    "needs.csv": "need",
    "values.csv": "",
}
_CODE_COLUMNS = ("list", "code", "key", "name_zh", "name_en", "sort")


def read(name: str) -> List[Dict[str, str]]:
    """The rows of a file of ``data/cases``; none when it is not there."""
    path = FOLDER / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [{k: v for k, v in row.items() if k} for row in csv.DictReader(stream)]


def fill(city: CityDatabase) -> Dict[str, int]:
    """Fill the tables; how many rows each got."""
    made: Dict[str, int] = {}
    for file, table in _FILES.items():
        known = set(schema.table(table).names)
        rows = [
            {key: value or None for key, value in row.items() if key in known and key != "id"}
            for row in read(file)
        ]
        if rows:
            made[table] = city.replace_rows(table, rows)
    codes = []
    for file, name in _LISTS.items():
        for number, row in enumerate(read(file), 1):
            rest = {k: v for k, v in row.items() if k not in _CODE_COLUMNS and v not in ("", None)}
            codes.append(
                {
                    "list": row.get("list") or name,
                    "code": row.get("code") or row["key"],
                    "name_zh": row["name_zh"],
                    "name_en": row["name_en"],
                    "sort": row.get("sort") or number,
                    "attributes": json.dumps(rest, ensure_ascii=False) if rest else None,
                }
            )
    if codes:
        made["code_value"] = city.replace_rows("code_value", codes)
    return made
