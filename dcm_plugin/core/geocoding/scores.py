"""How probable it is that an answer is the place meant, by how it was found."""

from __future__ import annotations

from functools import lru_cache
from typing import Dict, Tuple

from .words import rows


@lru_cache(maxsize=1)
def _table() -> Dict[Tuple[str, str], float]:
    return {(row["method"], row["match"]): float(row["score"]) for row in rows("scores.csv")}


def score(method: str, match: str) -> float:
    """The share of right answers among those found by a method with such a match."""
    table = _table()
    found = table.get((method, match))
    return table[(method, "*")] if found is None else found
