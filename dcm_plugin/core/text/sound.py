"""How names sound: keys that are the same for homophones."""

from __future__ import annotations

from functools import lru_cache
from typing import Dict, FrozenSet, Tuple

from .tables import first_readings, readings, rows


@lru_cache(maxsize=1)
def _rules() -> Tuple[Tuple[str, str, str], ...]:
    return tuple((row["position"], row["sound"], row["as"]) for row in rows("confused_sounds.csv"))


def merged(reading: str) -> str:
    """A reading in which sounds that many speakers do not tell apart are written the same."""
    for position, sound, kept in _rules():
        if position == "start" and reading.startswith(sound):
            reading = kept + reading[len(sound) :]
        elif position == "end" and reading.endswith(sound):
            reading = reading[: -len(sound)] + kept
    return reading


@lru_cache(maxsize=1)
def _key_table() -> Dict[int, str]:
    return {code: merged(sound.strip()) + " " for code, sound in first_readings().items()}


@lru_cache(maxsize=1)
def _merged_readings() -> Dict[str, FrozenSet[str]]:
    return {c: frozenset(map(merged, sounds)) for c, sounds in readings().items()}


def sound_key(text: str) -> str:
    """The usual readings of the characters without tones, in one spelling; others stay."""
    return text.translate(_key_table())


def sounds_alike(first: str, second: str) -> bool:
    """Whether two characters share a reading, tones and easily confused sounds aside."""
    table = _merged_readings()
    nothing: FrozenSet[str] = frozenset()
    return first == second or bool(table.get(first, nothing) & table.get(second, nothing))
