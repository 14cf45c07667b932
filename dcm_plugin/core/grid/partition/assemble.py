"""From cells of atoms to polygons that share every vertex with their neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import planar, separators
from .atoms import AtomGraph, Region, cell_sides


@dataclass
class CellRings:
    """Outlines of the cells of one task, and where they run on edges shared with other tasks.

    xy (n, 2): ring vertices, not closed; ring_size (r,), ring_count (cells,): see ``planar.Rings``.
    at (k,): ring vertices whose outgoing side lies on an edge of the legal frame; edge (k,): that
    edge in the whole city; begin, end (k,): station numbers there, stations (k,): how many.
    """

    xy: np.ndarray
    ring_size: np.ndarray
    ring_count: np.ndarray
    at: np.ndarray
    edge: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    stations: np.ndarray


def outlines(graph: AtomGraph, cell: np.ndarray, region: Region) -> CellRings:
    """Outlines of ``cell`` (n atoms,), numbered 0 ... without holes in the numbering."""
    g = graph.g
    side = cell_sides(graph, cell)
    border = side[0::2] != side[1::2]
    h, succ = planar.boundary_walk(g, side)
    origin = g.origin[h]
    needless = _on_straight_side(graph, border)[origin]
    r = planar.rings(g.xy, origin, succ, side[h], needless)
    he = h[r.half_edge]
    start = g.origin[he]
    follow = np.arange(len(he)) + 1
    last = np.cumsum(r.ring_size) - 1
    follow[last] = last + 1 - r.ring_size
    stop = start[follow]
    source = graph.edge_source[he >> 1]
    legal = (source >= 0) & (region.left != region.right)[np.maximum(source, 0)]
    at = np.flatnonzero(legal)
    e = source[at]
    lo, hi = separators.low_high(region.xy, region.u[e], region.v[e])
    total = separators.station_count(region.xy, lo, hi)
    # the ends of the edge by their place: a vertex may be a station of the edge before
    number = [
        np.select(
            [(g.xy[x] == region.xy[lo]).all(axis=1), (g.xy[x] == region.xy[hi]).all(axis=1)],
            [0, total],
            graph.station[x],
        )
        for x in (start[at], stop[at])
    ]
    return CellRings(
        g.xy[start], r.ring_size, r.ring_count, at, region.edge_id[e], number[0], number[1], total
    )


def _on_straight_side(graph: AtomGraph, border: np.ndarray) -> np.ndarray:
    """Stations (mask of vertices) where the border goes straight on and nothing branches off."""
    g = graph.g
    e = np.flatnonzero(border)
    at = np.concatenate([g.u[e], g.v[e]])
    source = np.tile(graph.edge_source[e], 2)
    n = len(g.xy)
    least = np.full(n, np.iinfo(np.int64).max)
    most = np.full(n, -1, dtype=np.int64)
    np.minimum.at(least, at, source)
    np.maximum.at(most, at, source)
    degree = np.bincount(at, minlength=n)
    return (graph.station > 0) & (degree == 2) & (least == most) & (most >= 0)


def stitch(tasks: list, xy: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Cell polygons of all tasks; corners that one side put on the frame are given to the other.

    ``xy, u, v``: edges of the whole city that ``CellRings.edge`` counts.
    """
    edge = np.concatenate([t.edge for t in tasks]) if tasks else np.zeros(0, np.int64)
    total = np.concatenate([t.stations for t in tasks]) if tasks else edge
    corner_e, corner_s = [], []
    for which in ("begin", "end"):
        s = np.concatenate([getattr(t, which) for t in tasks]) if tasks else edge
        mid = (s > 0) & (s < total)
        corner_e.append(edge[mid])
        corner_s.append(s[mid])
    wide = np.int64(int(total.max()) + 1 if len(total) else 1)
    key = np.unique(np.concatenate(corner_e) * wide + np.concatenate(corner_s))
    out = [_with_corners(t, key, wide, xy, u, v) for t in tasks]
    return np.concatenate(out) if out else np.empty(0, dtype=object)


def _with_corners(
    t: CellRings, key: np.ndarray, wide: np.int64, xy: np.ndarray, u: np.ndarray, v: np.ndarray
) -> np.ndarray:
    low, high = np.minimum(t.begin, t.end), np.maximum(t.begin, t.end)
    first = np.searchsorted(key, t.edge * wide + low, side="right")
    stop = np.searchsorted(key, t.edge * wide + high, side="left")
    count = np.maximum(stop - first, 0)
    item, nth = separators.ranges(count)
    up = t.begin[item] <= t.end[item]
    k = key[np.where(up, first[item] + nth, stop[item] - 1 - nth)]
    e = t.edge[item]
    new = separators.station_xy(xy, u[e], v[e], k - e * wide, t.stations[item])
    vertices = np.insert(t.xy, t.at[item] + 1, new, axis=0)
    ring = np.repeat(np.arange(len(t.ring_size)), t.ring_size)
    size = t.ring_size + np.bincount(ring[t.at[item]], minlength=len(t.ring_size))
    return planar.polygons_of(vertices, size, t.ring_count)
