"""The noded linework of a city: legal frame and barrier lines cut at every crossing.

The frame is never moved: nodes are added on its edges in floating point, so that the communities
keep their exact outline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple

import numpy as np
import shapely
from scipy.spatial import cKDTree

from . import planar
from .geometry import as_lines, inside_segments, segments_of, split_segments

#: A dead-end line is led on to the next line when it is at least this long (m) ...
DANGLE_MIN_LENGTH = 20.0
#: ... and that line is at most this far away (m): a main road, any other line.
DANGLE_REACH_MAIN = 150.0
DANGLE_REACH = 60.0
#: Lines this close to the frame (m) run on it.
ALONG_FRAME = 0.1
_ON_LINE = 1e-4  # m, float noise of a computed crossing point
_ON_FRAME = 1e-7  # m, the same where the frame itself was cut


@dataclass
class Linework:
    """Distinct noded straight edges ``u``-``v`` over ``xy``; ``rank`` 0 is no real line."""

    xy: np.ndarray
    u: np.ndarray
    v: np.ndarray
    rank: np.ndarray


def node_lines(
    frame: np.ndarray, lines: np.ndarray, ranks: np.ndarray, main_rank: int, precision: float
) -> Linework:
    """Node ``frame`` polygons (n,) and barrier ``lines`` (m,) of ``ranks`` (m,) with each other.

    Dead ends are led on to the next line (so that a cul-de-sac can carry a border) or dropped.
    """
    lines, ranks = _near_frame(frame, lines, ranks)
    legal, legal_corners = _outline(frame)
    segments, of = segments_of(lines)
    segments, of, legal = _snap_to_frame(legal, segments, of, max(precision, ALONG_FRAME))
    outline, lines, ranks = as_lines(legal), as_lines(segments), ranks[of]
    if len(lines):
        leads = _lead_on(outline, lines, ranks, main_rank)
        lines = np.concatenate([lines, leads])
        ranks = np.concatenate([ranks, np.zeros(len(leads), dtype=ranks.dtype)])
    noded = shapely.get_parts(shapely.union_all(np.concatenate([outline, lines])))
    xy, u, v = _segments(noded, precision, outline, legal_corners)
    rank = _rank_of_segments(xy, u, v, lines, ranks)
    return without_stems(prune(Linework(xy, u, v, rank)))


def _outline(frame: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Distinct edges (k, 2, 2) of the frame, and its vertices (n, 2)."""
    edges, _ = segments_of(shapely.boundary(frame))
    xy, idx = planar.unique_vertices(edges.reshape(-1, 2))
    pair = np.unique(np.sort(idx.reshape(-1, 2), axis=1), axis=0)
    return xy[pair], xy


def _parts(lines: np.ndarray, ranks: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    parts, i = shapely.get_parts(lines, return_index=True)
    ok = (shapely.get_type_id(parts) == 1) & (shapely.length(parts) > 0)
    return parts[ok], ranks[i[ok]]


def _near_frame(
    frame: np.ndarray, lines: np.ndarray, ranks: np.ndarray
) -> Tuple[np.ndarray, np.ndarray]:
    if not len(lines):
        return lines, ranks
    lines, ranks = _parts(lines, ranks)
    near = np.unique(shapely.STRtree(frame).query(lines, predicate="intersects")[0])
    return lines[near], ranks[near]


def _snap_to_frame(
    legal: np.ndarray, segments: np.ndarray, of: np.ndarray, tolerance: float
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lines that run along the frame run on it, so that no needle is left between the two.

    Line vertices within ``tolerance`` of the frame take the place of its vertex or of the nearest
    point on its edge, which becomes a vertex of the frame; frame vertices that near a line segment
    become vertices of it. Returns line segments, their line, and the frame edges.
    """
    if not len(segments):
        return segments, of, legal
    xy, idx = planar.unique_vertices(segments.reshape(-1, 2))
    corner = np.unique(legal.reshape(-1, 2), axis=0)
    dist, near = cKDTree(corner).query(xy, distance_upper_bound=tolerance)
    at_corner = np.isfinite(dist)
    xy[at_corner] = corner[near[at_corner]]
    rest = np.flatnonzero(~at_corner)
    i, e = shapely.STRtree(as_lines(legal)).query_nearest(
        shapely.points(xy[rest]), max_distance=tolerance, all_matches=True
    )
    first = np.unique(i, return_index=True)[1]
    moved, e = rest[i[first]], e[first]
    a, b = legal[e, 0], legal[e, 1]
    t = ((xy[moved] - a) * (b - a)).sum(axis=1) / ((b - a) ** 2).sum(axis=1)
    xy[moved] = a + np.clip(t, 0, 1)[:, None] * (b - a)
    legal, _ = split_segments(legal, e, xy[moved])
    segments = xy[idx].reshape(-1, 2, 2)
    some = (segments[:, 0] != segments[:, 1]).any(axis=1)
    segments, of = segments[some], of[some]
    corner = np.unique(legal.reshape(-1, 2), axis=0)
    i, s = shapely.STRtree(as_lines(segments)).query(
        shapely.points(corner), predicate="dwithin", distance=tolerance
    )
    ends = segments[s]
    near_line = (ends != corner[i][:, None, :]).any(axis=2).all(axis=1)
    near_line &= inside_segments(segments, s, corner[i])
    segments, parent = split_segments(segments, s[near_line], corner[i[near_line]])
    return segments, of[parent], legal


def _lead_on(
    outline: np.ndarray, lines: np.ndarray, ranks: np.ndarray, main_rank: int
) -> np.ndarray:
    """Straight continuations of the dead ends up to the first line they meet."""
    union = shapely.union_all(np.concatenate([outline, lines]))
    noded = shapely.get_parts(shapely.line_merge(union))
    ends = np.concatenate([shapely.get_point(noded, 0), shapely.get_point(noded, -1)])
    before = np.concatenate([shapely.get_point(noded, 1), shapely.get_point(noded, -2)])
    length = np.tile(shapely.length(noded), 2)
    end_xy, before_xy = shapely.get_coordinates(ends), shapely.get_coordinates(before)
    _, node = planar.unique_vertices(end_xy)
    dead = (np.bincount(node)[node] == 1) & (length >= DANGLE_MIN_LENGTH)
    end_xy, before_xy = end_xy[dead], before_xy[dead]
    if not len(end_xy):
        return np.empty(0, dtype=object)
    tree = shapely.STRtree(lines)
    i, k = tree.query(ends[dead], predicate="dwithin", distance=_ON_LINE)
    rank = np.zeros(len(end_xy), dtype=np.int64)
    np.maximum.at(rank, i, ranks[k].astype(np.int64))
    reach = np.where(rank >= main_rank, DANGLE_REACH_MAIN, DANGLE_REACH)
    way = end_xy - before_xy
    way /= np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
    rays = shapely.linestrings(
        np.stack([end_xy + 1e-3 * way, end_xy + reach[:, None] * way], axis=1)
    )
    i, k = shapely.STRtree(noded).query(rays, predicate="intersects")
    if not len(i):
        return np.empty(0, dtype=object)
    meet = shapely.intersection(rays[i], noded[k])
    points, j = shapely.get_parts(shapely.extract_unique_points(meet), return_index=True)
    xy, i = shapely.get_coordinates(points), i[j]
    far = ((xy - end_xy[i]) * way[i]).sum(axis=1)
    order = np.lexsort((far, i))
    first = order[np.r_[True, i[order][1:] != i[order][:-1]]]
    target = xy[first] + 1e-3 * way[i[first]]  # a touch beyond, so that noding surely cuts
    return shapely.linestrings(np.stack([end_xy[i[first]], target], axis=1))


def _segments(
    noded: np.ndarray, precision: float, outline: np.ndarray, corners: np.ndarray
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Straight edges of the noded lines; vertices closer than ``precision`` become one."""
    coords, line = shapely.get_coordinates(noded, return_index=True)
    same = line[1:] == line[:-1]
    xy, idx = planar.unique_vertices(coords)
    u, v = idx[:-1][same], idx[1:][same]
    pairs = cKDTree(xy).query_pairs(precision, output_type="ndarray")
    if len(pairs):
        _, group = planar.components_of(len(xy), pairs[:, 0], pairs[:, 1])
        fixed = cKDTree(corners).query(xy)[0] == 0.0
        clustered = np.unique(pairs)
        on_frame = np.zeros(len(xy), dtype=bool)
        hit, _ = shapely.STRtree(outline).query(
            shapely.points(xy[clustered]), predicate="dwithin", distance=_ON_FRAME
        )
        on_frame[clustered[hit]] = True
        # a frame vertex stands for its group, or else a point on the frame: the frame stays put
        order = np.lexsort((~on_frame, ~fixed, group))
        lead = order[np.r_[True, group[order][1:] != group[order][:-1]]]
        keep = fixed.copy()  # and two frame vertices stay two, however close
        keep[lead] = True
        stands = lead[group]
        stands[keep] = np.flatnonzero(keep)
        u, v = stands[u], stands[v]
    return xy, u, v


def _rank_of_segments(
    xy: np.ndarray, u: np.ndarray, v: np.ndarray, lines: np.ndarray, ranks: np.ndarray
) -> np.ndarray:
    rank = np.zeros(len(u), dtype=np.int64)
    if len(lines):
        middle = shapely.points((xy[u] + xy[v]) / 2)
        i, k = shapely.STRtree(lines).query(middle, predicate="dwithin", distance=0.02)
        np.maximum.at(rank, i, ranks[k].astype(np.int64))
    return rank


def distinct(
    u: np.ndarray, v: np.ndarray, rank: np.ndarray
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Edges without degenerate and double ones; the higher rank stays."""
    a, b = np.minimum(u, v), np.maximum(u, v)
    order = np.lexsort((-rank, b, a))
    a, b = a[order], b[order]
    keep = a != b
    keep[1:] &= (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    kept = np.sort(order[keep])
    return u[kept], v[kept], kept


def without_dangles(n: int, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Mask of the edges left when loose ends are cut back until there is none."""
    alive = np.ones(len(u), dtype=bool)
    while True:
        degree = np.bincount(u[alive], minlength=n) + np.bincount(v[alive], minlength=n)
        loose = alive & ((degree[u] == 1) | (degree[v] == 1))
        if not loose.any():
            return alive
        alive &= ~loose


def without_stems(work: Linework) -> Linework:
    """Linework without edges that have one face on both sides: they enclose nothing.

    Such a stem joins a loop to the rest; what is left of it is an island.
    """
    face = planar.build(work.xy, work.u, work.v).face
    keep = face[0::2] != face[1::2]
    return prune(Linework(work.xy, work.u[keep], work.v[keep], work.rank[keep]))


def prune(work: Linework) -> Linework:
    """Drop degenerate, double and dangling edges, and vertices that no edge uses."""
    u, v, kept = distinct(work.u, work.v, work.rank)
    rank = work.rank[kept]
    alive = without_dangles(len(work.xy), u, v)
    u, v, rank = u[alive], v[alive], rank[alive]
    used = np.zeros(len(work.xy), dtype=bool)
    used[u] = used[v] = True
    new = np.cumsum(used) - 1
    return Linework(work.xy[used], new[u], new[v], rank)
