"""Polygons as arrays of ring coordinates: vertices put in, moved and left out, all others kept."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Set, Tuple

import numpy as np
import shapely

Vertex = Tuple[float, float]
#: Deviation of floating point arithmetic, in metres and square metres.
NOISE = 1e-6


def parts_of(shape: Any) -> List[List[np.ndarray]]:
    """Closed rings, shape (n, 2), of each part: the shell first."""
    return [
        [shapely.get_coordinates(ring) for ring in shapely.get_rings(part).tolist()]
        for part in shapely.get_parts(shape).tolist()
    ]


def built(parts: List[List[np.ndarray]], like: Any) -> Any:
    """The geometry of rings; a multipolygon when ``like`` is one."""
    polygons = [
        shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring) > 3])
        for rings in parts
        if len(rings[0]) > 3
    ]
    if shapely.get_type_id(like) == 6:
        return shapely.MultiPolygon(polygons)
    return polygons[0] if polygons else shapely.Polygon()


def vertices(shape: Any) -> Set[Vertex]:
    """The vertices of a polygon, exact."""
    return set(map(tuple, shapely.get_coordinates(shape).tolist()))


def with_rings(shape: Any, work: Callable[[np.ndarray], np.ndarray]) -> Any:
    """The polygon with each ring put through a function; the same object when none changes."""
    parts = parts_of(shape)
    done = [[work(ring) for ring in rings] for rings in parts]
    if all(a is b for old, new in zip(parts, done) for a, b in zip(old, new)):
        return shape
    return built(done, shape)


def insert(shape: Any, points: Iterable[Vertex], near: float = NOISE) -> Any:
    """Put points into the segments that they lie on (within ``near`` metres).

    A point goes into the nearest segment of the polygon, once; one that is a vertex already, or
    lies beyond all segments, is left out.
    """
    known = vertices(shape)
    given = np.array(sorted(set(points) - known), dtype=float).reshape(-1, 2)
    if not len(given):
        return shape
    rings = [ring for part in parts_of(shape) for ring in part]
    best = np.full(len(given), np.inf)
    place = np.full((len(given), 2), -1, dtype=np.int64)
    along = np.zeros(len(given))
    for number, ring in enumerate(rings):
        t, distance = _to_segments(given, ring[:-1], ring[1:])
        nearest = distance.argmin(axis=1)
        size = distance[np.arange(len(given)), nearest]
        closer = (size <= near) & (size < best)
        best[closer] = size[closer]
        place[closer] = np.stack([np.full(closer.sum(), number), nearest[closer]], axis=1)
        along[closer] = t[np.arange(len(given)), nearest][closer]
    if not np.isfinite(best).any():
        return shape
    order = iter(range(len(rings)))

    def filled(ring: np.ndarray) -> np.ndarray:
        chosen = np.flatnonzero((place[:, 0] == next(order)) & np.isfinite(best))
        if not len(chosen):
            return ring
        chosen = chosen[np.lexsort((along[chosen], place[chosen, 1]))]
        result: np.ndarray = np.insert(ring, place[chosen, 1] + 1, given[chosen], axis=0)
        return result

    return with_rings(shape, filled)


def _to_segments(
    points: np.ndarray, start: np.ndarray, end: np.ndarray
) -> Tuple[np.ndarray, np.ndarray]:
    """Place along (0 ... 1) and distance to each segment, shape (points, segments).

    The distance is infinite where the foot is not strictly inside the segment.
    """
    d = end - start
    size = np.maximum((d**2).sum(axis=1), 1e-300)
    r = points[:, None, :] - start[None, :, :]
    t = (r * d[None, :, :]).sum(axis=2) / size
    off = r - t[:, :, None] * d[None, :, :]
    distance = np.hypot(off[..., 0], off[..., 1])
    distance[(t <= 0) | (t >= 1)] = np.inf
    return t, distance


def replace(shape: Any, moves: Mapping[Vertex, Optional[Vertex]]) -> Any:
    """Move vertices (to None: leave them out); what then repeats or turns back exactly goes."""

    def moved(ring: np.ndarray) -> np.ndarray:
        old = list(map(tuple, ring[:-1].tolist()))
        if not any(vertex in moves for vertex in old):
            return ring
        new: List[Vertex] = []
        for vertex in old:
            target = moves.get(vertex, vertex)
            if target is not None and (not new or new[-1] != target):
                new.append(target)
        while len(new) > 1 and new[0] == new[-1]:
            new.pop()
        if len(new) < 3:
            return np.empty((0, 2))
        return np.array(new + new[:1])

    return with_rings(shape, moved)


def without_repeats(shape: Any) -> Any:
    """The polygon with no vertex that equals the one before."""

    def cleaned(ring: np.ndarray) -> np.ndarray:
        same = (ring[1:] == ring[:-1]).all(axis=1)
        return ring[np.r_[True, ~same]] if same.any() else ring

    return with_rings(shape, cleaned)


def holders(shapes: Mapping[int, Any]) -> Dict[Vertex, Set[int]]:
    """Vertex -> the cells that have it."""
    result: Dict[Vertex, Set[int]] = {}
    for fid, shape in shapes.items():
        for vertex in vertices(shape):
            result.setdefault(vertex, set()).add(fid)
    return result


def edges(shape: Any) -> Set[Tuple[Vertex, Vertex]]:
    """Directed edges with the inside on the left."""
    result: Set[Tuple[Vertex, Vertex]] = set()
    for rings in parts_of(shape):
        for number, ring in enumerate(rings):
            xy = ring - ring[0]
            area = (xy[:-1, 0] * xy[1:, 1] - xy[1:, 0] * xy[:-1, 1]).sum()
            line = ring[::-1] if (area < 0) == (number == 0) else ring
            points = list(map(tuple, line.tolist()))
            result.update(zip(points[:-1], points[1:]))
    return result
