"""Inputs, settings and results of the unit-grid partition (万米单元网格划分).

All geometry is in one projected CRS in metres; areas are square metres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Optional

if TYPE_CHECKING:  # the workers do without it: it takes half a second to load
    import geopandas as gpd

#: Rank of a barrier line that no unit grid should straddle: river, railway, expressway.
RANK_HARD = 5
#: Main roads (trunk ... residential) have at least this rank.
RANK_MAIN = 3


@dataclass
class PartitionInput:
    """What the city brings.

    Every table has a ``geometry`` column and a ``_fid`` column (feature id in its own layer).

    communities: polygons with ``code`` (str, prefix of the grid code) and optionally ``name``.
    barriers:    lines or polygons (their outline is used) with ``rank`` (int 1 ... 5, higher is
                 preferred as a border) and optionally ``source`` (str, layer name).
    buildings:   polygons; never cut, unless a community border cuts them.
    compounds:   polygons (院落) with ``keep`` (bool: must stay whole); outlines of all are used as
                 rank 2 lines.
    layout:      polygons of water, green space, squares; outlines are used as rank 2 lines.
    components:  points, lines, polygons of the component survey (部件), for counts and balance.
    """

    communities: gpd.GeoDataFrame
    barriers: Optional[gpd.GeoDataFrame] = None
    buildings: Optional[gpd.GeoDataFrame] = None
    compounds: Optional[gpd.GeoDataFrame] = None
    layout: Optional[gpd.GeoDataFrame] = None
    components: Optional[gpd.GeoDataFrame] = None


@dataclass(frozen=True)
class PartitionSettings:
    """Goals of the partition; areas in m², lengths in m. Weights are relative, 1 is the default."""

    target: float = 10000.0
    lower: float = 5000.0
    upper: float = 15000.0
    weight_area: float = 1.0
    weight_lines: float = 1.0
    weight_compactness: float = 1.0
    weight_components: float = 1.0
    precision: float = 0.01
    frame_tolerance: float = 0.1
    seed: int = 1
    workers: Optional[int] = None
    order: str = "row_band"


@dataclass
class PartitionResult:
    """What comes out.

    cells:   one polygon a row; columns code (str), community (str, community code), name (community
             name), area (m²), components (int), buildings (int, by main part), on_lines (share
             0 ... 1 of the border on real lines or community borders), compactness (4πA/P²),
             reason (str, '' inside the bounds, else one of the message ids ``partition.reason.*``),
             profile (profile id).
    frame:   the repaired legal frame: polygons with code, name, changed (m² given or taken).
    issues:  findings about the input and the result: geometry (any), kind (message id
             ``partition.issue.*``), community (code), measure (float), layer (str), fid (int, -1 if
             none), params (dict for the message template).
    figures: the figures of the quality table, and counts; plain JSON types.
    histogram: ``{"edges": [...m²], "counts": [...]}`` of the cell areas.
    """

    cells: gpd.GeoDataFrame
    frame: gpd.GeoDataFrame
    issues: gpd.GeoDataFrame
    figures: Dict[str, Any] = field(default_factory=dict)
    histogram: Dict[str, Any] = field(default_factory=dict)
