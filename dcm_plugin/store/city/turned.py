"""Which cases came to another light by the time that went by."""

from __future__ import annotations

import datetime
from typing import Any, Dict, List, Tuple

from ...core.cases.query import CaseFilter
from .schema import words

#: So many ids of each light are told at most.
MOST = 1000


def turned(
    store: Any, since: datetime.datetime, until: datetime.datetime, most: int = MOST
) -> Dict[str, Tuple[int, ...]]:
    """Ids of open cases whose clock came to red or yellow after ``since``, up to ``until``."""
    table, chosen = store.matching(CaseFilter(only_open=True))
    dialect = store.dialect
    first, last = dialect.time(since), dialect.time(until)
    deadline = dialect.deadline
    ranges: Dict[str, Tuple[str, List[Any]]] = {
        "red": (f"{deadline} >= ? AND {deadline} < ?", [first, last]),
        "yellow": (f"{deadline} >= ? AND clock_warn > ? AND clock_warn <= ?", [last, first, last]),
    }
    found = {}
    for light, (part, params) in ranges.items():
        statement = words(
            "SELECT id FROM", table, chosen.clause, "AND", part, "ORDER BY id LIMIT ?"
        )
        rows = store.ids_of(statement, (*chosen.params, *params, most))
        found[light] = tuple(rows)
    return found
