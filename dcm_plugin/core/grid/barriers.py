"""How strong a barrier a line of the map is: ranks 1 ... 5 from its attributes.

5 river, railway on the ground, expressway, city wall: no unit grid should straddle it;
4 trunk, primary and secondary road, canal; 3 other streets; 2 service and pedestrian street, wall,
fence, pier, shore; 1 path and parcel edge; 0 no barrier on the ground (tunnel, underground, ferry).

The rules are data (``data/barrier_ranks.csv``): ``fields`` are column names in any letter case,
``*`` stands for every text column and ``@layer`` for the name of the layer (a part of it is
enough); ``value`` is the whole attribute value, ``yes`` stands for every way to say yes. Of the
rules that fit a feature those of the highest ``level`` count, and of these the highest rank.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

RULES_FILE = Path(__file__).resolve().parents[2] / "data" / "barrier_ranks.csv"

#: No rule fits.
UNKNOWN = -1
#: Rank of a feature that no rule knows: somebody chose its layer as a barrier, after all.
DEFAULT_RANK = 2
LOWEST, HIGHEST = 0, 5

LAYER = "@layer"
ANY_TEXT = "*"
YES = "yes"
_YES_WORDS = frozenset(("yes", "true", "t", "1", "1.0", "y", "是", "culvert", "building_passage"))


@dataclass(frozen=True)
class Rule:
    """One line of the table of ranks."""

    fields: Tuple[str, ...]
    value: str
    rank: int
    level: int
    en: str
    zh: str

    def text(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@lru_cache(maxsize=4)
def load_rules(path: Optional[Path] = None) -> Tuple[Rule, ...]:
    """The rules of a table of ranks (default: the one that comes with the product)."""
    rules = []
    with (path or RULES_FILE).open(encoding="utf-8-sig", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), 2):
            rank = int(row["rank"])
            if not LOWEST <= rank <= HIGHEST:
                raise ValueError(f"barrier_ranks line {number}: rank {rank}")
            fields = tuple(name.strip().lower() for name in row["fields"].split("|"))
            value = row["value"].strip().lower()
            rules.append(Rule(fields, value, rank, int(row["level"]), row["en"], row["zh"]))
    return tuple(rules)


def columns_used(names: Sequence[str], rules: Optional[Sequence[Rule]] = None) -> Tuple[str, ...]:
    """Which of the columns the rules look at by name (all others only for words of any column)."""
    wanted = {field for rule in (rules or load_rules()) for field in rule.fields}
    return tuple(name for name in names if name.strip().lower() in wanted)


def assign_rules(
    attributes: Mapping[str, pd.Series],
    count: int,
    layer: str = "",
    rules: Optional[Sequence[Rule]] = None,
) -> np.ndarray:
    """Position of the rule that counts for each of ``count`` features; -1 where none fits."""
    rules = list(rules if rules is not None else load_rules())
    best = np.full(count, UNKNOWN, dtype=np.int64)
    weight = np.full(count, -1, dtype=np.int64)

    def offer(rows: np.ndarray, positions: np.ndarray) -> None:
        offered = _strength(rules)[positions]
        better = offered > weight[rows]
        best[rows[better]] = positions[better]
        weight[rows[better]] = offered[better]

    name = layer.lower()
    everything = np.arange(count)
    for position, rule in enumerate(rules):
        if LAYER in rule.fields and name and rule.value in name:
            offer(everything, np.full(count, position))
    for column, values in attributes.items():
        codes, words = _words(values)
        for field in (column.strip().lower(), ANY_TEXT):
            known = _by_word(rules, field)
            positions = np.array([known.get(w, UNKNOWN) for w in words] + [UNKNOWN])
            chosen = positions[codes]
            rows = np.flatnonzero(chosen >= 0)
            offer(rows, chosen[rows])
    return best


def assign_ranks(
    attributes: Mapping[str, pd.Series],
    count: int,
    layer: str = "",
    rules: Optional[Sequence[Rule]] = None,
    default: int = DEFAULT_RANK,
) -> np.ndarray:
    """Rank 0 ... 5 of each of ``count`` features; ``default`` where no rule fits."""
    rules = list(rules if rules is not None else load_rules())
    best = assign_rules(attributes, count, layer, rules)
    ranks = np.array([rule.rank for rule in rules] + [default], dtype=np.int64)
    return ranks[best]


def _strength(rules: Sequence[Rule]) -> np.ndarray:
    return np.array([rule.level * 10 + rule.rank for rule in rules], dtype=np.int64)


def _words(values: pd.Series) -> Tuple[np.ndarray, list]:
    """Code of each value and the distinct values as lower-case words; NULL has code -1."""
    codes, distinct = pd.factorize(np.asarray(values, dtype=object))
    return codes, [_word(value) for value in distinct]


def _word(value: object) -> str:
    word = str(value).strip().lower()
    return YES if word in _YES_WORDS else word


def _by_word(rules: Sequence[Rule], field: str) -> Dict[str, int]:
    strength = _strength(rules)
    known: Dict[str, int] = {}
    for position, rule in enumerate(rules):
        if field in rule.fields:
            word = _word(rule.value)
            if word not in known or strength[position] > strength[known[word]]:
                known[word] = position
    return known
