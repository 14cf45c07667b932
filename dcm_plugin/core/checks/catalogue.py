"""A catalogue of checks: what each says, where it comes from, and its default numbers."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Dict, List, Mapping, Tuple


@dataclass(frozen=True)
class CheckInfo:
    """A line of ``checks.csv``."""

    id: str
    name: Mapping[str, str]
    says: Mapping[str, str]
    basis: str
    severity: str


@dataclass(frozen=True)
class Parameter:
    """A line of ``parameters.csv``; ``value`` is JSON there."""

    check: str
    name: str
    value: Any
    unit: str
    basis: str
    meaning: Mapping[str, str]


class CheckCatalogue:
    """The checks of one folder: ``checks.csv`` and ``parameters.csv``, read when first asked for.

    ``prefix`` stands in front of the kind of a finding in its message id.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        self.folder, self.prefix = folder, prefix

    def _rows(self, name: str) -> List[Dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    @cached_property
    def checks(self) -> Mapping[str, CheckInfo]:
        """All checks in their order."""
        return {
            row["id"]: CheckInfo(
                row["id"],
                {"en": row["name_en"], "zh": row["name_zh"]},
                {"en": row["says_en"], "zh": row["says_zh"]},
                row["basis"],
                row["severity"],
            )
            for row in self._rows("checks.csv")
        }

    @cached_property
    def parameters(self) -> Tuple[Parameter, ...]:
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
            for row in self._rows("parameters.csv")
        )

    def defaults(self, check: str) -> Dict[str, Any]:
        """The default numbers of one check by name."""
        return {item.name: item.value for item in self.parameters if item.check == check}
