"""The layers a redraw is judged by, ready to be asked for what lies near a place."""

from __future__ import annotations

from functools import cached_property
from typing import Dict, Mapping, Optional, Tuple

import geopandas as gpd
import numpy as np
import shapely
from shapely import STRtree

#: Layers as in :class:`core.grid.checks.CheckInput`.
ROLES = ("buildings", "compounds", "barriers", "layout", "components")


class References:
    """Tables with geometry and ``_fid`` by role (see ROLES); a role without a layer is no key.

    All planar, in metres, in the CRS of the grid. Not changed after it was made.
    """

    def __init__(self, tables: Optional[Mapping[str, gpd.GeoDataFrame]] = None) -> None:
        self.tables: Dict[str, gpd.GeoDataFrame] = {}
        self._trees: Dict[str, STRtree] = {}
        for role, table in (tables or {}).items():
            shapes = np.asarray(table.geometry.array, dtype=object)
            there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
            self.tables[role] = table[there].reset_index(drop=True)
            self._trees[role] = STRtree(shapes[there])

    def __contains__(self, role: str) -> bool:
        return role in self.tables

    def near(self, bounds: Tuple[float, float, float, float]) -> Dict[str, gpd.GeoDataFrame]:
        """The parts of the tables that meet a rectangle."""
        box = shapely.box(*bounds)
        return {
            role: table.iloc[np.sort(self._trees[role].query(box))].reset_index(drop=True)
            for role, table in self.tables.items()
        }

    @cached_property
    def _places(self) -> Optional[STRtree]:
        """One point of each component: itself, or a point on it."""
        if "components" not in self.tables:
            return None
        shapes = np.asarray(self.tables["components"].geometry.array, dtype=object).copy()
        other = shapely.get_type_id(shapes) > 0
        if other.any():
            shapes[other] = shapely.point_on_surface(shapes[other])
        return STRtree(shapes)

    def component_counts(self, shapes: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
        """Components inside each polygon, and on its border (those are counted on both sides)."""
        nothing = np.zeros(len(shapes), dtype=np.int64)
        if self._places is None or not len(shapes):
            return nothing, nothing
        shapely.prepare(shapes)
        at, _ = self._places.query(shapes, predicate="intersects")
        inside, _ = self._places.query(shapes, predicate="contains_properly")
        every = np.bincount(at, minlength=len(shapes))
        inner = np.bincount(inside, minlength=len(shapes))
        return inner, every - inner
