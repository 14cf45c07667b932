"""What the checks of a unit-grid layer take and give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Dict, Mapping, Optional

import geopandas as gpd
import pandas as pd

from ...checks.model import FINDING_COLUMNS, SEVERITIES, Batch, CheckSummary, Findings

__all__ = [
    "FINDING_COLUMNS",
    "SEVERITIES",
    "Batch",
    "CheckInput",
    "CheckResult",
    "CheckSummary",
    "CrsInfo",
]


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
class CheckResult(Findings):
    """The findings, and what the report shows of the grids."""

    communities: pd.DataFrame
    histogram: Dict[str, Any] = field(default_factory=dict)
