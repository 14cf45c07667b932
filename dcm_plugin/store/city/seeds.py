"""What a new city database starts with, read from ``data/cases``: one file for each table."""

from __future__ import annotations

from typing import Dict

from ...core.cases import defaults
from . import schema
from .database import CityDatabase

#: File of ``data/cases`` → table with the same columns.
_FILES = {
    "states": "workflow_state",
    "transitions": "workflow_transition",
    "stage_limits": "stage_limit",
    "calendar_slots": "calendar_slot",
    "calendar_days": "calendar_day",
    "time_limits": "time_limit",
    "settings": "setting",
}


def fill(city: CityDatabase) -> Dict[str, int]:
    """Fill the tables; how many rows each got. A file that is not there leaves its table empty."""
    made: Dict[str, int] = {}
    for name, table in _FILES.items():
        if not (defaults.FOLDER / f"{name}.csv").is_file():
            continue
        known = set(schema.table(table).names) - {"id"}
        rows = [
            {key: value or None for key, value in row.items() if key in known}
            for row in defaults.rows(name)
        ]
        made[table] = city.replace_rows(table, rows)
    made["code_value"] = city.replace_rows("code_value", defaults.code_values())
    return made
