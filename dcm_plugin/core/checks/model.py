"""What checks of any kind find: findings, a line per check, figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Tuple, Union

import geopandas as gpd
import numpy as np

from ..report import Msg

SEVERITIES = ("error", "warning", "info")

#: Columns of the findings table.
FINDING_COLUMNS = (
    "check",
    "principle",
    "kind",
    "severity",
    "layer",
    "fid",
    "fids",
    "measure",
    "unit",
    "message_id",
    "params",
    "geometry",
)


@dataclass
class Batch:
    """Findings of one kind, column by column."""

    kind: str
    check: str
    principle: str
    severity: str
    #: Of all, or of each.
    layer: Union[str, np.ndarray]
    fid: np.ndarray
    fids: List[str]
    measure: np.ndarray
    unit: str
    geometry: np.ndarray
    params: Dict[str, Any]

    def __len__(self) -> int:
        return len(self.fid)


@dataclass
class CheckSummary:
    """One line of the result table. ``status``: 'ran', 'skipped' (no input) or 'off'."""

    check: str
    status: str
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    reason: Optional[Msg] = None
    notes: List[Msg] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        """'error', 'warning', 'info', 'ok', 'skipped' or 'off'."""
        if self.status != "ran":
            return self.status
        if self.errors:
            return "error"
        if self.warnings:
            return "warning"
        return "info" if self.infos else "ok"


@dataclass
class Findings:
    """Findings (one row each), one summary line per check, and figures for the report."""

    findings: gpd.GeoDataFrame
    summary: Dict[str, CheckSummary]
    figures: Dict[str, Any]
    profile_id: str

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        listed = int((self.findings["severity"] == severity).sum())
        return listed + int(self.figures.get("unlisted_" + severity, 0))

    def offenders(self) -> Dict[int, Tuple[str, str, int]]:
        """Feature id -> (check ids, worst severity, number of findings)."""
        rank = {name: position for position, name in enumerate(SEVERITIES)}
        found: Dict[int, List[Any]] = {}
        columns = ("check", "principle", "severity", "fids")
        for check, principle, severity, fids in zip(*(self.findings[c] for c in columns)):
            for fid in fids.split(",") if fids else ():
                entry = found.setdefault(int(fid), [set(), "info", 0])
                entry[0].update({check, principle} - {""})
                if rank[severity] < rank[entry[1]]:
                    entry[1] = severity
                entry[2] += 1
        return {fid: (",".join(sorted(e[0])), e[1], e[2]) for fid, e in sorted(found.items())}
