"""A planar subdivision as half-edges, in numpy arrays.

Edge ``e`` joins vertices ``u[e]`` and ``v[e]``; half-edge ``2e`` runs u -> v, ``2e + 1`` back; the
twin of ``h`` is ``h ^ 1``. Every half-edge has its face on the left. The edges must be noded:
they meet at vertices only. The structure is the doubly connected edge list of computational
geometry (de Berg et al., Computational Geometry, chapter 2), built by sorting, not by a sweep.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


def components_of(n: int, a: np.ndarray, b: np.ndarray) -> Tuple[int, np.ndarray]:
    """Connected components of ``n`` nodes joined by pairs ``a``-``b``: number and labels (n,)."""
    graph = coo_matrix((np.ones(len(a), dtype=np.int8), (a, b)), shape=(n, n))
    count, labels = connected_components(graph, directed=False)
    return int(count), labels.astype(np.int64)


@dataclass
class Planar:
    """Half-edge subdivision. Face -1 is everything outside."""

    xy: np.ndarray  # (n, 2) float64
    u: np.ndarray  # (m,) int64
    v: np.ndarray  # (m,) int64
    nxt: np.ndarray  # (2m,) int64, next half-edge around the face on the left
    prv: np.ndarray  # (2m,) int64
    face: np.ndarray  # (2m,) int64, face on the left or -1
    cycle: np.ndarray  # (2m,) int64, boundary cycle of the half-edge
    n_faces: int
    area: np.ndarray  # (n_faces,) float64, holes taken off

    @property
    def origin(self) -> np.ndarray:
        """Start vertex of each half-edge, (2m,)."""
        out = np.empty(2 * len(self.u), dtype=np.int64)
        out[0::2] = self.u
        out[1::2] = self.v
        return out


def unique_vertices(xy: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Distinct coordinate pairs (k, 2), and for each row of ``xy`` its index in them."""
    key = np.ascontiguousarray(xy + 0.0).view([("x", float), ("y", float)]).ravel()
    order = np.lexsort((key["y"], key["x"]))
    s = xy[order]
    new = np.r_[True, (s[1:] != s[:-1]).any(axis=1)] if len(s) else np.zeros(0, bool)
    idx = np.empty(len(xy), dtype=np.int64)
    idx[order] = np.cumsum(new) - 1
    return s[new], idx


def _next_half_edges(xy: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    m = len(u)
    org = np.empty(2 * m, dtype=np.int64)
    org[0::2], org[1::2] = u, v
    dst = np.empty_like(org)
    dst[0::2], dst[1::2] = v, u
    d = xy[dst] - xy[org]
    order = np.lexsort((np.arctan2(d[:, 1], d[:, 0]), org))
    pos = np.empty_like(order)
    pos[order] = np.arange(2 * m)
    start = np.searchsorted(org[order], np.arange(len(xy) + 1))
    # clockwise neighbour of the twin around the end vertex: the one before it in angular order
    twin = np.arange(2 * m) ^ 1
    at = org[twin]
    p = pos[twin] - 1
    wrap = p < start[at]
    p[wrap] = start[at[wrap] + 1] - 1
    return order[p]


def ring_positions(nxt: np.ndarray, cycle: np.ndarray) -> np.ndarray:
    """Order of the half-edges such that each cycle is contiguous and in walking order, (k,).

    List ranking by pointer doubling: O(k log k) array work, no walk in Python.
    """
    k = len(nxt)
    if not k:
        return np.zeros(0, dtype=np.int64)
    head = np.full(int(cycle.max()) + 1, k, dtype=np.int64)
    np.minimum.at(head, cycle, np.arange(k))
    is_head = np.zeros(k, dtype=bool)
    is_head[head[head < k]] = True
    jump = nxt.copy()
    last = is_head[nxt]  # the half-edge that closes the cycle
    jump[last] = np.flatnonzero(last)
    dist = (~last).astype(np.int64)
    longest = int(np.bincount(cycle).max())
    step = 1
    while step < longest:
        dist = dist + dist[jump]
        jump = jump[jump]
        step *= 2
    return np.lexsort((-dist, cycle))


def _cross(xy: np.ndarray, org: np.ndarray, dst: np.ndarray) -> np.ndarray:
    p = xy - (xy.mean(axis=0) if len(xy) else 0.0)
    return p[org, 0] * p[dst, 1] - p[dst, 0] * p[org, 1]


def build(xy: np.ndarray, u: np.ndarray, v: np.ndarray) -> Planar:
    """Faces of the noded straight edges ``u``-``v`` over vertices ``xy``.

    Edges must be distinct and not degenerate. Disconnected parts (islands) become holes of the face
    around them.
    """
    m = len(u)
    nxt = _next_half_edges(xy, u, v)
    h = np.arange(2 * m)
    n_cycles, cycle = components_of(2 * m, h, nxt)
    org = np.empty(2 * m, dtype=np.int64)
    org[0::2], org[1::2] = u, v
    dst = org[h ^ 1]
    signed = 0.5 * np.bincount(cycle, weights=_cross(xy, org, dst), minlength=n_cycles)
    _, part = components_of(len(xy), u, v)
    # the outer cycle of a connected part has the most negative area (a tree has just one cycle)
    part_of_cycle = np.empty(n_cycles, dtype=np.int64)
    part_of_cycle[cycle] = part[org]
    by_part = np.lexsort((signed, part_of_cycle))
    first = np.r_[True, part_of_cycle[by_part][1:] != part_of_cycle[by_part][:-1]]
    outer = by_part[first]
    face_of_cycle = np.full(n_cycles, -1, dtype=np.int64)
    is_face = np.ones(n_cycles, dtype=bool)
    is_face[outer] = False
    face_of_cycle[is_face] = np.arange(int(is_face.sum()))
    around = _enclosing_cycles(xy, org, dst, cycle, part, outer, part_of_cycle)
    for _ in range(len(outer) + 1):  # an island in a bay between islands: follow up to a face
        open_ = (around >= 0) & ~is_face[np.maximum(around, 0)]
        if not open_.any():
            break
        lookup = np.full(n_cycles, -1, dtype=np.int64)
        lookup[outer] = around
        around[open_] = lookup[around[open_]]
    inside = around >= 0
    face_of_cycle[outer[inside]] = face_of_cycle[around[inside]]
    face = face_of_cycle[cycle]
    n_faces = int(is_face.sum())
    known = face_of_cycle >= 0
    area = np.bincount(face_of_cycle[known], weights=signed[known], minlength=n_faces)
    prv = np.empty_like(nxt)
    prv[nxt] = h
    return Planar(xy, u, v, nxt, prv, face, cycle, n_faces, area)


def _enclosing_cycles(
    xy: np.ndarray,
    org: np.ndarray,
    dst: np.ndarray,
    cycle: np.ndarray,
    part: np.ndarray,
    outer: np.ndarray,
    part_of_cycle: np.ndarray,
) -> np.ndarray:
    """For each outer cycle the cycle seen from its leftmost vertex looking to the west, or -1."""
    around = np.full(len(outer), -1, dtype=np.int64)
    if len(outer) < 2:
        return around
    order = np.lexsort((xy[:, 1], xy[:, 0], part))
    used = np.zeros(len(xy), dtype=bool)
    used[org] = True
    order = order[used[order]]
    lead = np.r_[True, part[order][1:] != part[order][:-1]]
    leftmost = np.full(int(part.max()) + 1, -1, dtype=np.int64)
    leftmost[part[order][lead]] = order[lead]
    start = leftmost[part_of_cycle[outer]]
    west = xy[:, 0].min() - 1.0
    p = xy[start]
    rays = shapely.linestrings(np.stack([np.c_[np.full(len(p), west), p[:, 1]], p], axis=1))
    segments = shapely.linestrings(np.stack([xy[org[0::2]], xy[dst[0::2]]], axis=1))
    s, i = shapely.STRtree(rays).query(segments)  # few rays, many segments
    a, b = xy[org[2 * s]], xy[dst[2 * s]]
    y = p[i, 1]
    hit = (np.minimum(a[:, 1], b[:, 1]) <= y) & (y < np.maximum(a[:, 1], b[:, 1]))
    hit &= part[org[2 * s]] != part_of_cycle[outer[i]]
    i, s, a, b, y = i[hit], s[hit], a[hit], b[hit], y[hit]
    x = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1])
    ok = x < p[i, 0]
    i, s, a, b, x = i[ok], s[ok], a[ok], b[ok], x[ok]
    order = np.lexsort((-x, i))
    i, s, a, b = i[order], s[order], a[order], b[order]
    lead = np.r_[True, i[1:] != i[:-1]] if len(i) else np.zeros(0, bool)
    i, s, a, b = i[lead], s[lead], a[lead], b[lead]
    # the face east of a segment is on the left of its downward half-edge
    downward = np.where(b[:, 1] < a[:, 1], 2 * s, 2 * s + 1)
    around[i] = cycle[downward]
    return around


def boundary_walk(g: Planar, side: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Half-edges between different ``side`` values with a side on the left, and their successor.

    Both (k,): half-edge numbers, and for each the position of the next one along its region.
    """
    twin = side[np.arange(len(side)) ^ 1]
    border = (side >= 0) & (side != twin)
    h = np.flatnonzero(border)
    nb = g.nxt[h]
    open_ = np.flatnonzero(~border[nb])
    while len(open_):
        nb[open_] = g.nxt[nb[open_] ^ 1]
        open_ = open_[~border[nb[open_]]]
    position = np.full(len(side), -1, dtype=np.int64)
    position[h] = np.arange(len(h))
    return h, position[nb]


@dataclass
class Rings:
    """Polygon rings as flat arrays: vertices ring by ring (not closed), shell first in each owner.

    half_edge (n,): position of the half-edge that starts at each vertex; ring_size (r,) vertices of
    each ring; owner (p,): owners that have a polygon, ascending; ring_count (p,) rings of each.
    """

    half_edge: np.ndarray
    ring_size: np.ndarray
    owner: np.ndarray
    ring_count: np.ndarray


def rings(
    xy: np.ndarray,
    org: np.ndarray,
    nxt: np.ndarray,
    owner: np.ndarray,
    drop: Optional[np.ndarray] = None,
) -> Rings:
    """Rings of the boundary half-edges (k,): start vertex, successor, owner.

    Each owner has one shell (counter-clockwise) and any number of holes. ``drop`` (k,) leaves out
    start vertices that are needless corners.
    """
    nxt = _unpinched(org, nxt)
    n_rings, ring = components_of(len(org), np.arange(len(org)), nxt)
    signed = np.bincount(ring, weights=_cross(xy, org, org[nxt]), minlength=n_rings)
    order = ring_positions(nxt, ring)
    size = np.bincount(ring, minlength=n_rings)
    ring_owner = np.empty(n_rings, dtype=np.int64)
    ring_owner[ring] = owner
    seq = np.lexsort((-signed, ring_owner))
    starts = np.cumsum(size) - size
    length = size[seq]
    base = np.repeat(starts[seq] - (np.cumsum(length) - length), length) + np.arange(len(org))
    take = order[base]
    if drop is not None:
        keep = ~drop[take]
        length = np.bincount(np.repeat(np.arange(n_rings), length)[keep], minlength=n_rings)
        take = take[keep]
    owners, counts = np.unique(ring_owner[seq], return_counts=True)
    return Rings(take, length, owners, counts)


def polygons_of(vertices: np.ndarray, ring_size: np.ndarray, ring_count: np.ndarray) -> np.ndarray:
    """Polygons (p,) from vertices ring by ring (not closed), ring sizes and rings per polygon."""
    ends = np.cumsum(ring_size)
    coords = np.insert(vertices, ends, vertices[ends - ring_size], axis=0)
    ring_off = np.r_[0, np.cumsum(ring_size + 1)]
    poly_off = np.r_[0, np.cumsum(ring_count)]
    return shapely.from_ragged_array(shapely.GeometryType.POLYGON, coords, (ring_off, poly_off))


def _unpinched(org: np.ndarray, nxt: np.ndarray) -> np.ndarray:
    """Successors such that no ring passes a vertex twice: a ring that does is split there.

    A boundary that touches itself in a point is one walk around the region, but a polygon wants a
    shell and a hole. Going out where the walk came out the time before cuts it into loops.
    """
    _, ring = components_of(len(org), np.arange(len(org)), nxt)
    order = ring_positions(nxt, ring)
    place = np.empty(len(org), dtype=np.int64)
    place[order] = np.arange(len(org))
    seq = np.lexsort((place, org, ring))
    same = (ring[seq][1:] == ring[seq][:-1]) & (org[seq][1:] == org[seq][:-1])
    if not same.any():
        return nxt
    first = np.r_[True, ~same]  # start of each group of visits
    group = np.cumsum(first) - 1
    last_of = np.r_[np.flatnonzero(first)[1:] - 1, len(seq) - 1]
    before = np.arange(len(seq)) - 1
    before[first] = last_of[group[first]]
    prv = np.empty_like(nxt)
    prv[nxt] = np.arange(len(nxt))
    out = nxt.copy()
    out[prv[seq]] = seq[before]
    return out


def face_polygons(g: Planar, wanted: np.ndarray) -> np.ndarray:
    """Polygons (with holes) of the faces in the boolean mask ``wanted``; None elsewhere."""
    side = np.where((g.face >= 0) & wanted[np.maximum(g.face, 0)], g.face, -1)
    h, succ = boundary_walk(g, side)
    out = np.full(g.n_faces, None, dtype=object)
    if len(h):
        origin = g.origin[h]
        r = rings(g.xy, origin, succ, side[h])
        out[r.owner] = polygons_of(g.xy[origin[r.half_edge]], r.ring_size, r.ring_count)
    return out
