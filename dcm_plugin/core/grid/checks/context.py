"""What the checks share: rules, cleaned geometry, borders, who lies in which community."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import (
    Any,
    Callable,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    TypeVar,
)

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import STRtree

from ...checks.context import (
    MAX_FIDS,
    CheckContext,
    Rule,
    code_texts,
    empty_texts,
    fid_text,
    parse_dates,
)
from .catalogue import GRID_CHECKS
from .edges import EdgeTable, Segments, edge_table, segments_of
from .model import CheckInput
from .overlay import polygonal, subdivide

__all__ = [
    "MAX_FIDS",
    "Context",
    "Rule",
    "area_layer",
    "code_texts",
    "empty_texts",
    "fid_text",
    "parse_dates",
    "required",
    "valid_areas",
]

#: Geometry calls let other threads run meanwhile. GEOS before 3.12 notes the extent of a shape at
#: the first use, which two threads must not do at once.
_THREADS = min(4, os.cpu_count() or 1) if shapely.geos_version >= (3, 12, 0) else 1
T = TypeVar("T")


class Context(CheckContext):
    """The state of one run; the cached parts are made when the first check asks for them."""

    def __init__(
        self,
        data: CheckInput,
        profile: Any,
        selected: Sequence[str],
        overrides: Mapping[str, Mapping[str, Any]],
        cancelled: Callable[[], bool],
    ) -> None:
        super().__init__(GRID_CHECKS, profile, selected, overrides, cancelled)
        self.data = data
        self.tolerances = profile.tolerances

    # --- the grid ----------------------------------------------------------------------------

    @cached_property
    def rows(self) -> gpd.GeoDataFrame:
        """All rows of the layer, also ended ones."""
        return self.data.grid.reset_index(drop=True)

    @cached_property
    def ended(self) -> np.ndarray:
        """Per row: the grid is out of use."""
        if "end" not in self.rows.columns:
            return np.zeros(len(self.rows), dtype=bool)
        end, _ = parse_dates(self.rows["end"])
        result: np.ndarray = (end.notna() & (end <= pd.Timestamp(self.data.today))).to_numpy()
        return result

    @cached_property
    def row_codes(self) -> np.ndarray:
        """Code of each row as text, '' when there is none."""
        return code_texts(self.rows["code"]) if self.has("code") else empty_texts(len(self.rows))

    def has(self, role: str) -> bool:
        return role in self.data.grid.columns

    @cached_property
    def row_shapes(self) -> np.ndarray:
        return np.asarray(self.rows.geometry.array, dtype=object)

    @cached_property
    def cells(self) -> np.ndarray:
        """Positions (in rows) of the current grids that have an area."""
        shapes = self.row_shapes
        real = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
        return np.flatnonzero(real & ~self.ended)

    @cached_property
    def fid(self) -> np.ndarray:
        """Feature id of each cell."""
        result: np.ndarray = self.rows["_fid"].to_numpy(dtype=np.int64)[self.cells]
        return result

    @cached_property
    def codes(self) -> np.ndarray:
        result: np.ndarray = self.row_codes[self.cells]
        return result

    @cached_property
    def valid(self) -> np.ndarray:
        """Per cell: its geometry is valid as it stands."""
        result: np.ndarray = shapely.is_valid(self.row_shapes[self.cells])
        return result

    @cached_property
    def shapes(self) -> np.ndarray:
        """Cells with valid geometry: what is broken is repaired for the sake of other checks."""
        shapes = self.row_shapes[self.cells].copy()
        broken = ~self.valid
        if broken.any():
            shapes[broken] = polygonal(shapely.make_valid(shapes[broken]))
        return shapes

    @cached_property
    def area(self) -> np.ndarray:
        result: np.ndarray = shapely.area(self.shapes)
        return result

    @cached_property
    def perimeter(self) -> np.ndarray:
        result: np.ndarray = shapely.length(self.shapes)
        return result

    @cached_property
    def inner_points(self) -> np.ndarray:
        """A point inside each cell."""
        return self.threaded(shapely.point_on_surface, self.shapes)

    @cached_property
    def tree(self) -> STRtree:
        return STRtree(self.shapes)

    @cached_property
    def segments(self) -> Segments:
        return segments_of(self.shapes)

    @cached_property
    def edges(self) -> EdgeTable:
        return edge_table(self.segments)

    # --- communities -------------------------------------------------------------------------

    @cached_property
    def communities(self) -> Optional[Tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Shapes, codes and feature ids of the communities that have an area."""
        return area_layer(self.data.communities)

    @cached_property
    def community_pieces(self) -> Tuple[np.ndarray, np.ndarray]:
        """The communities in small pieces, and the community of each piece."""
        communities = self.communities
        if communities is None:
            return np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
        return subdivide(communities[0])

    @cached_property
    def community_overlap(self) -> pd.DataFrame:
        """Area of each cell inside each community it meets: columns cell, community, area."""
        from .overlay import overlap_areas

        pieces, owner = self.community_pieces
        cell, piece, area = overlap_areas(self.shapes, pieces, self.threaded, self.stepwise)
        table = pd.DataFrame({"cell": cell, "community": owner[piece], "area": area})
        return table.groupby(["cell", "community"], as_index=False, sort=True)["area"].sum()

    @cached_property
    def community_of(self) -> np.ndarray:
        """Position of the community that holds most of each cell, -1 when none does."""
        result = np.full(len(self.cells), -1, dtype=np.int64)
        if self.communities is None:
            return result
        table = self.community_overlap
        table = table[table["area"] > 0].sort_values(["cell", "area"], kind="stable")
        last = table.drop_duplicates("cell", keep="last")
        result[last["cell"].to_numpy()] = last["community"].to_numpy()
        return result

    @cached_property
    def community_key(self) -> np.ndarray:
        """What groups the cells by community: the community's code, or else the code's prefix."""
        prefix = self.prefix
        if self.communities is None:
            return prefix
        codes = self.communities[1]
        of = self.community_of
        named = np.array([c or f"#{i}" for i, c in enumerate(codes.tolist())], dtype=object)
        if not len(named):
            return prefix
        result: np.ndarray = np.where(of >= 0, named[np.maximum(of, 0)], "")
        return result

    @cached_property
    def prefix(self) -> np.ndarray:
        """The community part of each cell's code."""
        start, end = self.profile.code.community_span
        result = empty_texts(len(self.codes))
        result[:] = [code[start:end] for code in self.codes.tolist()]
        return result

    # --- components --------------------------------------------------------------------------

    @cached_property
    def component_shapes(self) -> np.ndarray:
        frame = self.data.components
        return np.asarray(frame.geometry.array, dtype=object) if frame is not None else _none()

    @cached_property
    def component_fids(self) -> np.ndarray:
        frame = self.data.components
        if frame is None:
            return np.empty(0, dtype=np.int64)
        result: np.ndarray = frame["_fid"].to_numpy(dtype=np.int64)
        return result

    @cached_property
    def component_points(self) -> np.ndarray:
        """One point of each component: itself, or a point on it."""
        shapes = self.component_shapes.copy()
        other = (shapely.get_type_id(shapes) > 0) & ~shapely.is_empty(shapes)
        if other.any():
            shapes[other] = shapely.point_on_surface(shapes[other])
        return shapes

    @cached_property
    def component_cells(self) -> Tuple[np.ndarray, np.ndarray]:
        """Pairs (component, cell) where the component's point is in the cell or on its edge."""
        found = self.tree.query(self.component_points, predicate="intersects")
        return found[0], found[1]

    @cached_property
    def component_cell(self) -> np.ndarray:
        """The cell of each component; on an edge the one with the smallest code; -1 for none."""
        result = np.full(len(self.component_shapes), -1, dtype=np.int64)
        component, cell = self.component_cells
        rank = np.argsort(np.argsort(self.codes.astype(str), kind="stable"), kind="stable")
        order = np.lexsort((rank[cell], component))[::-1]
        result[component[order]] = cell[order]
        return result

    # --- helpers -----------------------------------------------------------------------------

    def threaded(self, function: Callable[..., np.ndarray], *arrays: np.ndarray) -> np.ndarray:
        """Call a vectorised geometry function on several cores; cancel is honoured in between.

        Not for prepared geometry: its index is made at the first use, by one thread only.
        """
        return self._in_pieces(_THREADS, function, *arrays)

    def stepwise(self, function: Callable[..., np.ndarray], *arrays: np.ndarray) -> np.ndarray:
        """The same on one core, for prepared geometry."""
        return self._in_pieces(1, function, *arrays)

    def _in_pieces(
        self, threads: int, function: Callable[..., np.ndarray], *arrays: np.ndarray
    ) -> np.ndarray:
        count = len(arrays[0])
        self.check_cancelled()
        if count < 2000:
            return function(*arrays)
        size = max(500, -(-count // 32))
        pieces = [tuple(a[s : s + size] for a in arrays) for s in range(0, count, size)]

        def work(piece: Tuple[np.ndarray, ...]) -> np.ndarray:
            self.check_cancelled()
            return function(*piece)

        if threads == 1:
            return np.concatenate([work(piece) for piece in pieces])
        with ThreadPoolExecutor(threads) as pool:
            return np.concatenate(list(pool.map(work, pieces)))

    def grouped_fids(self, owner: np.ndarray, cell: np.ndarray, owners: np.ndarray) -> List[str]:
        """Feature ids of the cells of each owner (pairs owner–cell), in the order of owners."""
        order = np.lexsort((self.fid[cell], owner))
        owner, fids = owner[order], self.fid[cell][order]
        low, high = np.searchsorted(owner, owners, "left"), np.searchsorted(owner, owners, "right")
        return [fid_text(fids[a:b]) for a, b in zip(low.tolist(), high.tolist())]


def required(value: Optional[T]) -> T:
    """An input that the registry has seen to be there."""
    if value is None:
        raise ValueError("this check needs a layer that is not given")
    return value


def area_layer(
    frame: Optional[gpd.GeoDataFrame],
) -> Optional[Tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Valid polygons, codes and feature ids of an area layer; None when there is no layer."""
    if frame is None:
        return None
    shapes = np.asarray(frame.geometry.array, dtype=object)
    real = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
    shapes = shapes[real].copy()
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        shapes[broken] = polygonal(shapely.make_valid(shapes[broken]))
    codes = code_texts(frame["code"])[real] if "code" in frame.columns else empty_texts(len(shapes))
    return shapes, codes, frame["_fid"].to_numpy(dtype=np.int64)[real]


def valid_areas(frame: gpd.GeoDataFrame) -> Tuple[np.ndarray, np.ndarray]:
    """Valid polygons of a layer and their positions in it."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    kept = np.flatnonzero(np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes))
    shapes = shapes[kept].copy()
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        shapes[broken] = polygonal(shapely.make_valid(shapes[broken]))
    return shapes, kept


def _none() -> np.ndarray:
    return np.empty(0, dtype=object)
