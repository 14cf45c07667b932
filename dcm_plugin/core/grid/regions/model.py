"""Two regions that are to meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Tuple

import geopandas as gpd
import numpy as np
import shapely

from ...errors import InputError
from ...messages import shortened
from ...standards import Profile
from ..lifecycle import check_codes, read_rows
from ..lifecycle.rows import Rows

#: How far (tolerances) is looked for what a merge leaves.
SEARCH = 3.0


@dataclass
class Region:
    """Unit grids of one region.

    table:   ``_fid``, columns by role and own fields, geometry; ended rows included.
    fields:  name of each field of the layer -> its type, for comparison.
    crs:     what the layer itself says, before any transformation.
    """

    name: str
    table: gpd.GeoDataFrame
    fields: Dict[str, str] = field(default_factory=dict)
    crs: str = ""
    code_field: str = ""

    def __post_init__(self) -> None:
        self.rows: Rows = read_rows(self.table, self.name)
        self.current: np.ndarray = np.flatnonzero(self.rows.current)

    @property
    def shapes(self) -> np.ndarray:
        """Outlines of the grids in use."""
        return self.rows.shapes[self.current]

    @property
    def fids(self) -> np.ndarray:
        return self.rows.fid[self.current]

    @property
    def codes(self) -> np.ndarray:
        return self.rows.code[self.current]

    def check(self, profile: Profile, codes: bool = True) -> None:
        """Refuse what cannot be compared: no grid in use, no or invalid geometry, other codes."""
        if not len(self.current):
            raise InputError("lifecycle.no_current", layer=self.name)
        if codes:
            check_codes(self.rows, profile, self.code_field)
        missing = shapely.is_missing(self.shapes)
        if missing.any():
            fids = shortened(self.fids[missing].tolist())
            raise InputError("processing.geometry_missing", layer=self.name, fids=fids)
        invalid = ~shapely.is_valid(self.shapes)
        if invalid.any():
            raise InputError(
                "processing.geometry_invalid",
                layer=self.name,
                fids=shortened(self.fids[invalid].tolist()),
                reason=shapely.is_valid_reason(self.shapes[invalid][0]),
            )


Pair = Tuple[Region, Region]


def common_codes(regions: Pair) -> List[str]:
    """Codes that stand in both regions, ended rows included: no code is ever given twice."""
    first, second = (set(r.rows.code.tolist()) - {None} for r in regions)
    return sorted(first & second)
