"""The character tables of ``data/text``: traditional to simplified, characters to readings.

Both were written down once from free sources: readings from pypinyin 0.55 (MIT licence), variants
from the transform Hant-Hans of ICU 72 (Unicode licence).
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, List

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "text"


def rows(name: str) -> List[Dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@lru_cache(maxsize=1)
def simplified() -> Dict[int, str]:
    """Traditional character -> simplified one, as ``str.translate`` wants it."""
    table: Dict[int, str] = {}
    for row in rows("traditional.csv"):
        for character in row["traditional"]:
            table[ord(character)] = row["simplified"]
    return table


@lru_cache(maxsize=1)
def first_readings() -> Dict[int, str]:
    """Character -> its most usual reading without tone and a blank, for ``str.translate``."""
    table: Dict[int, str] = {}
    for row in rows("pinyin.csv"):
        for character in row["first"]:
            table[ord(character)] = row["reading"] + " "
    return table


@lru_cache(maxsize=1)
def readings() -> Dict[str, FrozenSet[str]]:
    """Character -> all its readings without tone."""
    found: Dict[str, List[str]] = {}
    for row in rows("pinyin.csv"):
        for character in row["first"] + (row["also"] or ""):
            found.setdefault(character, []).append(row["reading"])
    return {character: frozenset(sounds) for character, sounds in found.items()}
