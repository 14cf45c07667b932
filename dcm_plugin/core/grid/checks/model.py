"""What the checks of a unit-grid layer take and give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Dict, List, Mapping, Optional, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd

from ...report import Msg

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


@dataclass(frozen=True)
class CrsInfo:
    """What the metadata of the layer say about its reference system."""

    authid: str = ""
    name: str = ""
    known: bool = True
    geographic: bool = False
    metres: bool = True


@dataclass
class CheckInput:
    """The layer to check and everything it can be compared with.

    Every table has ``geometry`` and ``_fid``. ``grid`` has one column per known role: code (str),
    area, start, end, note, landuse ...; a role that the layer does not have is no column.
    ``field_names`` tells the name a role has in the layer of the user.

    communities, streets, districts: polygons with ``code``.
    buildings, compounds: polygons; compounds may have ``keep`` (bool, must stay whole).
    layout, barriers: lines or polygons (then their outline counts).
    components: any geometry, with ``code`` (grid code they carry) or without.
    previous: the grid layer as it was before, with ``code``.
    """

    grid: gpd.GeoDataFrame
    communities: Optional[gpd.GeoDataFrame] = None
    streets: Optional[gpd.GeoDataFrame] = None
    districts: Optional[gpd.GeoDataFrame] = None
    buildings: Optional[gpd.GeoDataFrame] = None
    compounds: Optional[gpd.GeoDataFrame] = None
    layout: Optional[gpd.GeoDataFrame] = None
    barriers: Optional[gpd.GeoDataFrame] = None
    components: Optional[gpd.GeoDataFrame] = None
    previous: Optional[gpd.GeoDataFrame] = None
    base_scale: Optional[float] = None
    crs: Optional[CrsInfo] = None
    field_names: Mapping[str, str] = field(default_factory=dict)
    today: date = field(default_factory=date.today)


@dataclass
class Batch:
    """Findings of one kind, column by column."""

    kind: str
    check: str
    principle: str
    severity: str
    layer: str
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
class CheckResult:
    """Findings (one row each), one summary line per check, and figures for the report."""

    findings: gpd.GeoDataFrame
    summary: Dict[str, CheckSummary]
    figures: Dict[str, Any]
    communities: pd.DataFrame
    profile_id: str = ""
    histogram: Dict[str, Any] = field(default_factory=dict)

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return int((self.findings["severity"] == severity).sum())

    def offenders(self) -> Dict[int, Tuple[str, str, int]]:
        """Grid feature id -> (check ids, worst severity, number of findings)."""
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
