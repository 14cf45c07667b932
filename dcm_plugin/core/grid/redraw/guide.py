"""Where a drawn line goes: it catches on borders and real lines, and follows real lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence, Tuple

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra
from shapely import STRtree

from ..checks.edges import line_segments, vertex_ids
from .store import CellStore

#: A way along real lines is not taken when it is longer than this, in direct ways.
_DETOUR = 3.0
#: Metres beside the straight line within which a way is looked for, at most.
_ROOM = 300.0
#: Share of the reach within which a vertex is caught rather than the line beside it.
_VERTEX = 0.6
#: Lines of different layers are joined to ways on this grid (m); their noding cannot fail.
_GRID = 1e-3


@dataclass(frozen=True)
class Catch:
    """A place that was caught. kind: 'corner' or 'border' of cells, 'vertex' or 'line' of a real
    line."""

    x: float
    y: float
    kind: str

    @property
    def on_border(self) -> bool:
        return self.kind in ("corner", "border")


class Guides:
    """Borders of the cells of a store and fixed real lines (lines, and outlines of polygons)."""

    def __init__(self, store: CellStore, lines: Optional[np.ndarray] = None) -> None:
        self.store = store
        given = np.empty(0, dtype=object) if lines is None else lines
        starts, ends, _ = line_segments(given)
        self._lines = shapely.linestrings(np.stack([starts, ends], axis=1))
        self._tree = STRtree(self._lines)

    def catch(
        self, x: float, y: float, reach: float, borders_only: bool = False
    ) -> Optional[Catch]:
        """What lies within ``reach`` (m) of a place: first a corner or vertex, then a line; of both
        kinds borders before real lines. None when there is nothing."""
        point = shapely.points(x, y)
        bounds = (x - reach, y - reach, x + reach, y + reach)
        near = self.store.in_bounds(bounds)
        borders = shapely.boundary(self.store.patch(near.tolist()).shapes)
        found = _caught(borders, point, reach, ("corner", "border"))
        if borders_only or (found is not None and found.kind == "corner"):
            return found
        lines = self._lines[self._tree.query(point, predicate="dwithin", distance=reach)]
        other = _caught(lines, point, reach, ("vertex", "line"))
        if found is None or (other is not None and other.kind == "vertex"):
            return other if other is not None else found
        return found

    def trace(
        self, start: Tuple[float, float], end: Tuple[float, float], along_borders: bool = True
    ) -> np.ndarray:
        """The way along real lines from one place to another, array (n, 2).

        ``along_borders``: borders of cells are ways too. The straight line when the places are on
        no such lines or the way would be a long detour.
        """
        straight = np.array([start, end], dtype=float)
        direct = float(np.hypot(*(straight[1] - straight[0])))
        if direct == 0:
            return straight
        room = shapely.buffer(shapely.linestrings(straight), min(max(30.0, direct), _ROOM))
        lines = self._lines[self._tree.query(room, predicate="intersects")]
        if along_borders:
            cells = self.store.patch(self.store.meeting(room).tolist()).shapes
            first, last, _ = line_segments(cells)
            borders = shapely.linestrings(np.stack([first, last], axis=1))
            lines = np.concatenate([lines, borders])
        way = _way(lines, straight, _DETOUR * direct)
        return straight if way is None else way


def _caught(
    lines: np.ndarray, point: shapely.Point, reach: float, kinds: Sequence[str]
) -> Optional[Catch]:
    if not len(lines):
        return None
    xy = shapely.get_coordinates(lines)
    distance = np.hypot(*(xy - shapely.get_coordinates(point)).T)
    nearest = int(np.argmin(distance))
    if distance[nearest] <= reach * _VERTEX:
        return Catch(float(xy[nearest, 0]), float(xy[nearest, 1]), kinds[0])
    aside = shapely.distance(lines, point)
    line = int(np.argmin(aside))
    if aside[line] > reach:
        return None
    on_it = shapely.line_interpolate_point(
        _single(lines[line], point), shapely.line_locate_point(_single(lines[line], point), point)
    )
    return Catch(float(on_it.x), float(on_it.y), kinds[1])


def _single(line: shapely.Geometry, point: shapely.Point) -> shapely.LineString:
    """The part of a line of several parts (a border with holes) that is nearest."""
    parts = shapely.get_parts(line)
    return parts[int(np.argmin(shapely.distance(parts, point)))]


def _way(lines: np.ndarray, ends: np.ndarray, longest: float) -> Optional[np.ndarray]:
    """Shortest way along lines between two places on them, None when there is none so short."""
    if not len(lines):
        return None
    points = shapely.points(ends)
    tree = STRtree(lines)
    nearest, aside = tree.query_nearest(points, return_distance=True, all_matches=False)
    if len(nearest[1]) < 2 or aside.max() > 1e-3:
        return None
    noded = shapely.union_all(_with_ends(lines, nearest[1], ends), grid_size=_GRID)
    starts, stops, _ = line_segments(np.array([noded], dtype=object))
    vertices, ids = vertex_ids(np.concatenate([starts, stops]))
    i, j = ids[: len(starts)], ids[len(starts) :]
    weight = np.hypot(*(starts - stops).T)
    graph = coo_matrix((weight, (i, j)), (len(vertices), len(vertices))).tocsr()
    first, last = (int(np.argmin(np.hypot(*(vertices - end).T))) for end in ends)
    distance, before = dijkstra(
        graph, directed=False, indices=first, return_predecessors=True, limit=longest
    )
    if not np.isfinite(distance[last]):
        return None
    way = [last]
    while way[-1] != first:
        way.append(int(before[way[-1]]))
    result: np.ndarray = vertices[way[::-1]]
    result[[0, -1]] = ends  # unrounded: they were caught on a corner or a border
    return result


def _with_ends(lines: np.ndarray, which: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Segments, those on which the ends lie with the ends as vertices."""
    xy = shapely.get_coordinates(lines[which]).reshape(len(which), 2, 2)
    halves = [
        shapely.linestrings(np.stack([ends, xy[:, side]], axis=1)) for side in (0, 1)
    ]  # fmt: skip
    rest = np.delete(lines, which)
    return np.concatenate([rest, *halves])
