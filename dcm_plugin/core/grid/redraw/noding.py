"""Put a drawn line into the borders of cells so that both share every vertex where they meet.

Corners of the cells never move: the line comes to them. Only where the line meets a border between
two corners does the border get a new vertex, and then on both sides of it alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence, Tuple

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely import STRtree

from ..checks.edges import edge_table, segments_of, vertex_ids
from .model import Refused

#: Metres: what lies nearer to a segment is on it (coordinates of cities have nine digits or fewer
#: before the point, so that rounding of a crossing is far below).
ON_IT = 1e-6


#: What a segment is: bits of its kind.
BORDER, DRAWN, EXTENSION = 1, 2, 4


@dataclass(frozen=True)
class Network:
    """Segments: start and end, shape (n, 2), and the bits of their kind, shape (n,)."""

    start: np.ndarray
    end: np.ndarray
    kind: np.ndarray

    def lines(self) -> np.ndarray:
        return _lines(self.start, self.end)

    def corners(self) -> np.ndarray:
        """All ends of segments, once."""
        return vertex_ids(np.concatenate([self.start, self.end]))[0]

    def split(self, edge: np.ndarray, share: np.ndarray, xy: np.ndarray) -> Network:
        """The same with vertices put into segments; ``share`` says where along the segment."""
        if not len(edge):
            return self
        count = len(self.start)
        owner = np.concatenate([np.arange(count), edge, np.arange(count)])
        at = np.concatenate([np.full(count, -1.0), share, np.full(count, 2.0)])
        whole = np.concatenate([self.start, xy, self.end])
        order = np.lexsort((at, owner))
        owner, whole = owner[order], whole[order]
        real = (owner[1:] == owner[:-1]) & (whole[1:] != whole[:-1]).any(axis=1)
        return Network(whole[:-1][real], whole[1:][real], self.kind[owner[:-1][real]])

    def with_line(self, line: np.ndarray, kind: int) -> Network:
        """The same with the segments of a line; ``line``: array (n, 2)."""
        return Network(
            np.concatenate([self.start, line[:-1]]),
            np.concatenate([self.end, line[1:]]),
            np.concatenate([self.kind, np.full(len(line) - 1, kind, dtype=np.int64)]),
        )


def border_edges(shapes: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Start and end of each edge of polygons, once."""
    table = edge_table(segments_of(shapes))
    return table.segments.start[table.first], table.segments.end[table.first]


def without_repeats(xy: np.ndarray) -> np.ndarray:
    """A polyline without vertices that repeat the one before."""
    keep = np.r_[True, (xy[1:] != xy[:-1]).any(axis=1)]
    result: np.ndarray = xy[keep]
    return result


def node(
    shapes: np.ndarray,
    lines: Sequence[np.ndarray],
    tolerance: float,
    extensions: Sequence[np.ndarray] = (),
) -> Network:
    """The borders of the cells and the lines as one network without crossings.

    ``lines``: arrays (n, 2), as drawn; ``extensions``: other lines, put in after them.
    ``tolerance`` in metres: so near, a line goes through a corner of the borders, or a border
    through a vertex of the line.
    """
    start, end = border_edges(shapes)
    network = Network(start, end, np.full(len(start), BORDER, dtype=np.int64))
    kinds = [DRAWN] * len(lines) + [EXTENSION] * len(extensions)
    for line, kind in zip([*lines, *extensions], kinds):
        line, network = _into_network(line, network, tolerance)
        if len(line) > 1:
            network = network.with_line(line, kind)
    return _planar(network)


def _into_network(
    line: np.ndarray, network: Network, tolerance: float
) -> Tuple[np.ndarray, Network]:
    """A line and the segments of a network with each other's vertices."""
    corners = network.corners()
    near, which = cKDTree(corners).query(line, distance_upper_bound=tolerance)
    line = line.astype(float).copy()
    at_corner = np.isfinite(near)
    line[at_corner] = corners[which[at_corner]]
    line, network = _onto_edges(line, at_corner, network, tolerance)
    line = _through_corners(without_repeats(line), network.corners(), tolerance)
    return _crossings(line, network, tolerance)


def _onto_edges(
    line: np.ndarray, fixed: np.ndarray, network: Network, tolerance: float
) -> Tuple[np.ndarray, Network]:
    """Vertices of the line beside a segment are put on it, and become vertices of it."""
    free = np.flatnonzero(~fixed)
    if not len(free):
        return line, network
    start, end, edges = network.start, network.end, network.lines()
    points = shapely.points(line[free])
    point, edge = STRtree(edges).query(points, predicate="dwithin", distance=tolerance)
    if not len(point):
        return line, network
    order = np.lexsort((shapely.distance(points[point], edges[edge]), point))
    first = np.unique(point[order], return_index=True)[1]
    point, edge = point[order][first], edge[order][first]
    share = shapely.line_locate_point(edges[edge], points[point], normalized=True)
    length = shapely.length(edges[edge])
    low, high = share * length <= tolerance, (1 - share) * length <= tolerance
    inner = ~(low | high)
    place = start[edge] + share[:, None] * (end[edge] - start[edge])
    place[low], place[high] = start[edge[low]], end[edge[high]]
    line = line.copy()
    line[free[point]] = place
    return line, network.split(edge[inner], share[inner], place[inner])


def _through_corners(line: np.ndarray, corners: np.ndarray, tolerance: float) -> np.ndarray:
    """The line led through the corners that it passes closely."""
    if len(line) < 2:
        return line
    segments = _lines(line[:-1], line[1:])
    point, segment = _near(segments, corners, tolerance)
    xy = corners[point]
    own = (xy == line[segment]).all(axis=1) | (xy == line[segment + 1]).all(axis=1)
    segment, xy = segment[~own], xy[~own]
    share = shapely.line_locate_point(segments[segment], shapely.points(xy), normalized=True)
    inside = (share > 0) & (share < 1)
    at = segment[inside] + share[inside]
    return _with_places(line, xy[inside], at)


def _crossings(line: np.ndarray, network: Network, tolerance: float) -> Tuple[np.ndarray, Network]:
    """Where the line crosses a segment, both get the vertex."""
    if len(line) < 2:
        return line, network
    segments, edges = _lines(line[:-1], line[1:]), network.lines()
    segment, edge = STRtree(edges).query(segments, predicate="crosses")
    points = shapely.intersection(segments[segment], edges[edge])
    single = shapely.get_type_id(points) == 0
    segment, edge, points = segment[single], edge[single], points[single]
    if not len(segment):
        return line, network
    xy = shapely.get_coordinates(points)
    at_line = shapely.line_locate_point(segments[segment], points, normalized=True)
    at_edge = shapely.line_locate_point(edges[edge], points, normalized=True)
    start, end = network.start[edge], network.end[edge]
    for ends in (start, end):  # a corner so near is the crossing
        near = np.hypot(*(xy - ends).T) <= tolerance
        xy[near] = ends[near]
    inner = ~((xy == start).all(axis=1) | (xy == end).all(axis=1))
    network = network.split(edge[inner], at_edge[inner], xy[inner])
    return _with_places(line, xy, segment + at_line), network


def _with_places(line: np.ndarray, xy: np.ndarray, at: np.ndarray) -> np.ndarray:
    """A polyline with more vertices; ``at``: number of the segment and the share along it."""
    whole = np.concatenate([line, xy])
    order = np.argsort(np.concatenate([np.arange(len(line)), at]), kind="stable")
    return without_repeats(whole[order])


def _near(
    segments: np.ndarray, places: np.ndarray, tolerance: float
) -> Tuple[np.ndarray, np.ndarray]:
    """Pairs (place, segment) that are no farther apart than the tolerance."""
    found = STRtree(segments).query(shapely.points(places), predicate="dwithin", distance=tolerance)
    return found[0], found[1]


def _planar(network: Network) -> Network:
    """Each segment once; what still crosses (broken borders, a line that was bent) is noded."""
    lines = network.lines()
    try:
        noded = _noded(lines)
    except shapely.GEOSException as error:
        raise Refused("redraw.cannot_node", words=str(error)) from error
    xy, part = shapely.get_coordinates(shapely.get_parts(noded), return_index=True)
    same = part[1:] == part[:-1]
    a, b = xy[:-1][same], xy[1:][same]
    vertices, ids = vertex_ids(np.concatenate([a, b]))
    i, j = ids[: len(a)], ids[len(a) :]
    key = np.minimum(i, j) * np.int64(len(vertices) + 1) + np.maximum(i, j)
    first = np.unique(key, return_index=True)[1]
    a, b = a[first], b[first]
    return Network(a, b, _kinds(a, b, lines, network.kind))


def _noded(lines: np.ndarray) -> shapely.Geometry:
    """Exact noding; where borders are broken in a way it cannot settle, the overlay's noding."""
    try:
        return shapely.node(shapely.multilinestrings(lines))
    except shapely.GEOSException:
        return shapely.union_all(lines)


def _kinds(start: np.ndarray, end: np.ndarray, lines: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """The kinds of all lines that a segment is, or is a piece of."""
    result = np.zeros(len(start), dtype=np.int64)
    segment, line = _near(lines, (start + end) / 2, ON_IT)
    both = np.ones(len(segment), dtype=bool)
    for side in (start, end):
        both &= shapely.distance(shapely.points(side[segment]), lines[line]) <= ON_IT
    np.bitwise_or.at(result, segment[both], kind[line[both]])
    return result


def _lines(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    result: np.ndarray = shapely.linestrings(np.stack([start, end], axis=1))
    return result
