"""Word lists of the description grammar, from ``data/geocoding``."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path
from typing import Dict, List, Optional, Tuple

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "geocoding"


@cache
def rows(name: str) -> List[Dict[str, str]]:
    """The rows of one table of the folder; not to be changed."""
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def words(kind: str) -> Tuple[str, ...]:
    """The words of a kind, longest first, so that a regular expression takes the longest."""
    found = [row["word"] for row in rows("words.csv") if row["kind"] == kind]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def directions() -> Dict[str, Optional[float]]:
    """Direction word -> degrees from north clockwise; None where it has no bearing (前, 内)."""
    return {
        row["word"]: float(row["azimuth"]) if row["azimuth"] else None
        for row in rows("directions.csv")
    }


@lru_cache(maxsize=1)
def provinces() -> Dict[str, str]:
    """Names and short names of provinces -> full name."""
    found: Dict[str, str] = {}
    for row in rows("provinces.csv"):
        found[row["name"]] = row["name"]
        found[row["short"]] = row["name"]
    return found
