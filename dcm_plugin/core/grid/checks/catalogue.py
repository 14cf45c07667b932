"""The catalogue of checks: what each says, where it comes from, and its default numbers."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Mapping, Tuple

FOLDER = Path(__file__).resolve().parents[3] / "data" / "checks"


@dataclass(frozen=True)
class CheckInfo:
    """A line of ``data/checks/checks.csv``."""

    id: str
    name: Mapping[str, str]
    says: Mapping[str, str]
    basis: str
    severity: str


@dataclass(frozen=True)
class Parameter:
    """A line of ``data/checks/parameters.csv``; ``value`` is JSON there."""

    check: str
    name: str
    value: Any
    unit: str
    basis: str
    meaning: Mapping[str, str]


def _rows(name: str) -> List[Dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, CheckInfo]:
    """All checks in their order."""
    return {
        row["id"]: CheckInfo(
            row["id"],
            {"en": row["name_en"], "zh": row["name_zh"]},
            {"en": row["says_en"], "zh": row["says_zh"]},
            row["basis"],
            row["severity"],
        )
        for row in _rows("checks.csv")
    }


@lru_cache(maxsize=1)
def parameters() -> Tuple[Parameter, ...]:
    """The default numbers of all checks."""
    return tuple(
        Parameter(
            row["check"],
            row["name"],
            json.loads(row["value"]),
            row["unit"],
            row["basis"],
            {"en": row["meaning_en"], "zh": row["meaning_zh"]},
        )
        for row in _rows("parameters.csv")
    )


def default_parameters(check: str) -> Dict[str, Any]:
    """The default numbers of one check by name."""
    return {item.name: item.value for item in parameters() if item.check == check}
