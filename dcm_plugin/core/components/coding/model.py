"""What coding takes and gives: columns, not rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Tuple

import numpy as np

from ...classes import COMPONENT, Catalogue, ManagedClass
from ...classes.codes import READINGS
from ...standards import CodeStructure
from .locate import METHODS

DEFAULT_METHOD = METHODS[0]
#: What codes of 16 digits are where the version has 17: not known, 6+2+2+6 of the versions before,
#: or 6+2+3+5 of a draft.
SIXTEEN = ("ask", "old", "draft")

#: What became of a component: no code; it has the one it had; it has one for the first time;
#: another one, because class or county changed.
NONE, KEPT, NEW, CHANGED = 0, 1, 2, 3

#: kind of finding -> severity. "error": the component has no code. The first one that holds.
FINDING_KINDS = {
    "no_geometry": "error",
    "no_grid": "error",
    "grid_code": "error",
    "other_division": "error",
    "class_missing": "error",
    "class_unknown": "error",
    "code_ambiguous": "error",
    "code_division": "error",
    "code_wrong": "error",
    "code_duplicate": "error",
    "border": "info",
}


@dataclass(frozen=True)
class Components:
    """The components, one entry per row in every column.

    ``fids`` int64, unique. ``points`` float64 of shape (n, 2), the locating points in metres, NaN
    where there is no geometry. ``shapes`` shapely geometries, or None when all are points.
    ``class_codes``, ``codes``, ``old_codes``: texts or None; ``old_codes`` is the code before the
    present one.
    """

    fids: np.ndarray
    points: np.ndarray
    class_codes: np.ndarray
    codes: np.ndarray
    old_codes: np.ndarray
    shapes: Any = None

    def __len__(self) -> int:
        return len(self.fids)


@dataclass(frozen=True)
class Cells:
    """The unit grids in use. ``codes`` are texts or None; names and parent codes may be None."""

    fids: np.ndarray
    shapes: np.ndarray
    codes: np.ndarray
    streets: np.ndarray
    street_names: np.ndarray
    communities: np.ndarray
    community_names: np.ndarray


@dataclass(frozen=True)
class CodingRules:
    """``reading``: a key of ``classes.codes.READINGS``; ``grid``: structure of the grid codes.

    ``keep``: right codes stay; else every component gets a new one. ``divisions``: county codes
    that may be coded; () for all.
    """

    catalogue: Catalogue
    reading: str
    grid: CodeStructure
    method: str = DEFAULT_METHOD
    keep: bool = True
    sixteen: str = SIXTEEN[0]
    divisions: Tuple[str, ...] = ()

    @property
    def structure_name(self) -> str:
        return READINGS[self.reading][1]

    @property
    def structure(self) -> CodeStructure:
        """The parts of an identification code."""
        return self.catalogue.codes[self.structure_name]

    @property
    def classes(self) -> Tuple[ManagedClass, ...]:
        return self.catalogue.of_kind(COMPONENT)


@dataclass(frozen=True)
class Finding:
    """Findings of one kind: the rows, and per row the texts that its message names."""

    kind: str
    rows: np.ndarray
    values: np.ndarray
    expected: np.ndarray

    @property
    def severity(self) -> str:
        return FINDING_KINDS[self.kind]


@dataclass
class CodingResult:
    """One entry per component: ``state`` (NONE, KEPT, NEW, CHANGED), ``codes`` and ``old_codes``
    (texts or None), ``cell`` (row of the cells, -1 for none), ``klass`` (place in
    ``rules.classes``, -1 for none); and what was found."""

    state: np.ndarray
    codes: np.ndarray
    old_codes: np.ndarray
    cell: np.ndarray
    klass: np.ndarray
    points: np.ndarray
    findings: List[Finding] = field(default_factory=list)

    def count(self, state: int) -> int:
        return int((self.state == state).sum())

    def found(self, kind: str) -> int:
        return sum(len(finding.rows) for finding in self.findings if finding.kind == kind)

    @property
    def figures(self) -> Dict[str, int]:
        return {
            "components": len(self.state),
            "kept": self.count(KEPT),
            "new": self.count(NEW),
            "changed": self.count(CHANGED),
            "errors": self.count(NONE),
            "borders": self.found("border"),
        }


def finding_rows(result: CodingResult) -> Iterator[Tuple[str, str, int, Any, Any]]:
    """kind, severity, row, value and expected value of every finding, by kind and row."""
    for finding in result.findings:
        for row, value, expected in zip(
            finding.rows.tolist(), finding.values.tolist(), finding.expected.tolist()
        ):
            yield finding.kind, finding.severity, row, value, expected
