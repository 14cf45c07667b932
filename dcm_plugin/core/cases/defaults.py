"""The rows that a new city database starts with, read from ``data/cases``.

A city changes them in its database; nothing in the code knows a state, a role or a source by its
name in Chinese or English.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Mapping, Sequence, Tuple

from ..shipped import shipped_rows
from .model import Row

FOLDER = Path(__file__).resolve().parents[2] / "data" / "cases"
#: Files that become one list of the table ``code_value`` each: file → list.
CODE_LISTS = {
    "roles": "role",
    "sources": "source",
    "actions": "action",
    "requests": "request",
    "modes": "mode",
}
_CODE_COLUMNS = ("code", "name_zh", "name_en", "sort")


@lru_cache(maxsize=64)
def _read(name: str) -> Tuple[Dict[str, str], ...]:
    return tuple(shipped_rows(FOLDER / f"{name}.csv"))


def rows(name: str) -> List[Dict[str, str]]:
    """The rows of one file of ``data/cases``, as text."""
    return [dict(row) for row in _read(name)]


def workflow_states() -> List[Row]:
    """Rows of the table ``workflow_state``."""
    return [
        {**row, "terminal": row["terminal"] == "1", "sort": int(row["sort"])}
        for row in rows("states")
    ]


def workflow_transitions() -> List[Row]:
    """Rows of the table ``workflow_transition``; an empty ``from_state`` is None."""
    return [
        {
            **row,
            "from_state": row["from_state"] or None,
            "undo": row["undo"] == "1",
            "sort": int(row["sort"]),
        }
        for row in rows("transitions")
    ]


def code_values() -> List[Row]:
    """Rows of the table ``code_value``: names, and as JSON what else a code carries."""
    result: List[Row] = []
    for name, code_list in CODE_LISTS.items():
        for row in rows(name):
            more = {key: value for key, value in row.items() if key not in _CODE_COLUMNS}
            result.append(
                {
                    "list": code_list,
                    **{key: row[key] for key in ("code", "name_zh", "name_en")},
                    "attributes": json.dumps(more, ensure_ascii=False) if more else None,
                    "sort": int(row["sort"]),
                }
            )
    for row in rows("values"):
        result.append({**row, "attributes": None, "sort": int(row["sort"])})
    return result


def code_list(code_rows: Sequence[Mapping[str, object]], name: str) -> List[Dict[str, str]]:
    """The rows of one file of :data:`CODE_LISTS` as a city has them in its ``code_value``.

    The rows of the file itself where the city has none.
    """
    found = [row for row in code_rows if row.get("list") == CODE_LISTS[name]]
    result: List[Dict[str, str]] = []
    for row in sorted(found, key=lambda row: int(str(row.get("sort") or 0))):
        more = json.loads(str(row.get("attributes") or "{}"))
        texts = {key: str(row.get(key) or "") for key in ("code", "name_zh", "name_en")}
        result.append({**{key: str(value) for key, value in more.items()}, **texts})
    return result or rows(name)


def settings() -> Dict[str, str]:
    """Key and value of every setting of cases."""
    return {row["key"]: row["value"] for row in rows("settings")}
