"""Atoms: the smallest pieces a unit grid is made of, and the graph of their neighbourhood.

An atom is a face of the linework and the separators; faces that share a building, a kept compound
or only a splinter of ground are one atom, so that no later step can cut what must stay whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

import numpy as np
import shapely

from . import planar, separators
from .linework import distinct, without_dangles

#: Faces below this area (m²) or mean width (m) go to the neighbour with the longest common side.
SPLINTER_AREA = 20.0
SPLINTER_WIDTH = 0.25
#: Crumbs of open ground below this share of the target join a neighbour across a separator.
CRUMB_SHARE = 0.01
#: A border may touch what it must not cut; this much (m) is off the outline.
KEEP_OFF = 0.02


@dataclass
class Region:
    """The linework of one task: edges with the community on both sides.

    xy (n, 2), u, v, rank (m,): noded edges; left, right (m,): community number or -1;
    edge_id (m,): number of the edge in the whole city, shared with the task on the other side.
    """

    xy: np.ndarray
    u: np.ndarray
    v: np.ndarray
    rank: np.ndarray
    left: np.ndarray
    right: np.ndarray
    edge_id: np.ndarray


@dataclass
class AtomGraph:
    """Planar subdivision into faces, their atoms, and the neighbourhood of the atoms.

    ``ring_*`` list, atom by atom (``ring_start``, CSR), the atoms met when walking around it:
    ``ring_atom`` (-1 outside), ``ring_side`` whether they share a side or a corner only,
    ``ring_w`` cost of a border there, ``ring_len`` length.
    ``one_ring``: atoms with a single boundary cycle.
    """

    g: planar.Planar
    edge_rank: np.ndarray  # (m,) 0 separator
    edge_len: np.ndarray
    edge_source: np.ndarray  # (m,) edge id in the city, -1 separator
    station: np.ndarray  # (n vertices,) number of the station, 0 for given vertices
    atom: np.ndarray  # (n_faces,) atom of each face, -1 outside the frame
    community: np.ndarray  # (n,)
    area: np.ndarray
    x: np.ndarray
    y: np.ndarray
    count: np.ndarray
    a: np.ndarray  # arcs between atoms, a < b
    b: np.ndarray
    w: np.ndarray
    length: np.ndarray
    main: np.ndarray
    ring_start: np.ndarray
    ring_atom: np.ndarray
    ring_side: np.ndarray
    ring_w: np.ndarray
    ring_len: np.ndarray
    one_ring: np.ndarray

    @property
    def n(self) -> int:
        return len(self.area)


def cell_sides(graph: AtomGraph, cell: np.ndarray) -> np.ndarray:
    """Cell on the left of each half-edge, -1 outside."""
    g = graph.g
    side = np.where(g.face >= 0, graph.atom[np.maximum(g.face, 0)], -1)
    return np.where(side >= 0, cell[np.maximum(side, 0)], -1)


def divide(
    region: Region,
    buildings: Optional[np.ndarray],
    target: float,
) -> Tuple[planar.Planar, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Faces of the region with separators: subdivision, rank, source and community of the faces.

    Returns (g, edge_rank, edge_source, station of each vertex, community of each face).
    """
    g0 = planar.build(region.xy, region.u, region.v)
    face_community = np.full(g0.n_faces, -1, dtype=np.int64)
    h = np.arange(len(g0.face))
    side = np.where(h % 2 == 0, region.left[h >> 1], region.right[h >> 1])
    inner = g0.face >= 0
    face_community[g0.face[inner]] = side[inner]
    divided = (face_community >= 0) & (g0.area > 0.25 * target)
    polygons = planar.face_polygons(g0, divided)
    segments, parent = _separators(g0, polygons, np.flatnonzero(divided), buildings, target)
    segments, parent, cut = separators.clip_to_faces(segments, parent, polygons)
    xy, u, v, rank, source, station = _join(region, segments, cut)
    alive = without_dangles(len(xy), u, v)
    u, v, rank, source = u[alive], v[alive], rank[alive], source[alive]
    used = np.zeros(len(xy), dtype=bool)
    used[u] = used[v] = True
    new = np.cumsum(used) - 1
    g = planar.build(xy[used], new[u], new[v])
    return g, rank, source, station[used], _communities(g, rank, source, region)


def _separators(
    g0: planar.Planar,
    polygons: np.ndarray,
    faces: np.ndarray,
    buildings: Optional[np.ndarray],
    target: float,
) -> Tuple[np.ndarray, np.ndarray]:
    h = np.flatnonzero(g0.face >= 0)
    h = h[np.isin(g0.face[h], faces)]
    org = g0.origin
    axes = separators.face_axes(g0.xy, org[h], org[h ^ 1], g0.face[h], g0.area, target)
    if buildings is None or not len(buildings) or not len(faces):
        return separators.lattice_segments(axes, faces)
    bi, fi = shapely.STRtree(polygons[faces]).query(buildings, predicate="intersects")
    part = shapely.intersection(buildings[bi], polygons[faces[fi]])
    ok = shapely.area(part) > 1.0
    part, part_face = part[ok], faces[fi[ok]]
    built = np.unique(part_face)
    open_ground = faces[~np.isin(faces, built)]
    s1, f1 = separators.lattice_segments(axes, open_ground)
    s2, f2 = separators.voronoi_segments(
        axes, polygons, built, part, part_face, np.sqrt(target) / separators.STEPS
    )
    return np.concatenate([s1, s2]), np.concatenate([f1, f2])


def _join(
    region: Region, segments: np.ndarray, cut: np.ndarray
) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Region edges split where separators end, and the separators themselves, as one edge list."""
    n_old = len(region.xy)
    tree = shapely.STRtree(
        shapely.linestrings(np.stack([region.xy[region.u], region.xy[region.v]], axis=1))
    )
    ends = segments.reshape(-1, 2)
    is_cut = cut.ravel()
    edge = np.full(len(ends), -1, dtype=np.int64)
    number = np.zeros(len(ends), dtype=np.int64)
    total = np.ones(len(ends), dtype=np.int64)
    if is_cut.any():
        edge[is_cut], number[is_cut], total[is_cut] = separators.stations(
            ends[is_cut], region.xy, region.u, region.v, tree
        )
    lo, hi = separators.low_high(region.xy, region.u, region.v)
    vertex = np.full(len(ends), -1, dtype=np.int64)
    on = edge >= 0
    at_low, at_high = on & (number == 0), on & (number == total)
    vertex[at_low] = lo[edge[at_low]]
    vertex[at_high] = hi[edge[at_high]]
    # stations inside edges: one vertex each
    mid = np.flatnonzero(on & ~at_low & ~at_high)
    key, where = np.unique(np.c_[edge[mid], number[mid], total[mid]], axis=0, return_inverse=True)
    where = where.ravel()
    vertex[mid] = n_old + where
    mid_xy = separators.station_xy(
        region.xy, region.u[key[:, 0]], region.v[key[:, 0]], key[:, 1], key[:, 2]
    )
    free = vertex < 0
    free_xy, idx = planar.unique_vertices(ends[free])
    vertex[free] = n_old + len(key) + idx
    xy = np.concatenate([region.xy, mid_xy, free_xy])
    station = np.concatenate(
        [np.zeros(n_old, dtype=np.int64), key[:, 1], np.zeros(len(free_xy), dtype=np.int64)]
    )
    segments_ok = _clear(vertex, is_cut, xy, tree)
    ends_on = edge.reshape(-1, 2)
    segments_ok &= (ends_on[:, 0] != ends_on[:, 1]) | (ends_on[:, 0] < 0)  # not along one line
    # chains of the split edges: low end, stations in order, high end
    m = len(region.u)
    chain_edge = np.concatenate([np.arange(m), key[:, 0], np.arange(m)])
    chain_pos = np.concatenate([np.zeros(m), key[:, 1], np.full(m, np.inf)])
    chain_vertex = np.concatenate([lo, n_old + np.arange(len(key)), hi])
    order = np.lexsort((chain_pos, chain_edge))
    ce, cv = chain_edge[order], chain_vertex[order]
    same = ce[1:] == ce[:-1]
    kept = int(segments_ok.sum())
    u = np.concatenate([cv[:-1][same], vertex[0::2][segments_ok]])
    v = np.concatenate([cv[1:][same], vertex[1::2][segments_ok]])
    source = np.concatenate([ce[:-1][same], np.full(kept, -1, dtype=np.int64)])
    rank = np.concatenate([region.rank[ce[:-1][same]], np.zeros(kept, dtype=np.int64)])
    # a real line stays where a separator lies on it
    u, v, one = distinct(u, v, np.where(source >= 0, rank + 1, 0))
    return xy, u, v, rank[one], source[one], station


def _clear(
    vertex: np.ndarray, is_cut: np.ndarray, xy: np.ndarray, tree: shapely.STRtree
) -> np.ndarray:
    """Separators (k,) that meet others and the linework in vertices only.

    Moving an end to a station can push a separator that runs close to a line across it; such a one
    is given up.
    """
    ends = vertex.reshape(-1, 2)
    ok = ends[:, 0] != ends[:, 1]
    lines = shapely.linestrings(xy[ends])
    was_moved = is_cut.reshape(-1, 2).any(axis=1)
    moved = np.flatnonzero(was_moved & ok)
    own = shapely.STRtree(lines)
    i, _ = tree.query(lines[moved], predicate="crosses")
    ok[moved[i]] = False
    i, j = own.query(lines[moved], predicate="crosses")
    i = moved[i]
    clash = ~(was_moved[j] & (i < j))  # one of two crossing separators goes
    ok[i[clash]] = False
    return ok


def _communities(
    g: planar.Planar, rank: np.ndarray, source: np.ndarray, region: Region
) -> np.ndarray:
    """Community of each face: known beside the region's edges, spread over separators."""
    h = np.arange(len(g.face))
    e = h >> 1
    real = source[e] >= 0
    src = np.maximum(source[e], 0)
    # a piece of an edge runs its way or the other: by direction, for rounding may turn an order
    way = g.xy[g.origin[h ^ 1]] - g.xy[g.origin]
    region_way = region.xy[region.v[src]] - region.xy[region.u[src]]
    forward = (way * region_way).sum(axis=1) > 0
    side = np.where(forward, region.left[src], region.right[src])
    side = np.where(real, side, -1)
    out = np.full(g.n_faces, -1, dtype=np.int64)
    ok = (g.face >= 0) & real
    out[g.face[ok]] = side[ok]
    # faces with separators all around take the community of their neighbours
    touched = np.zeros(g.n_faces, dtype=bool)
    touched[g.face[ok]] = True
    sep = source < 0
    fl, fr = g.face[0::2][sep], g.face[1::2][sep]
    both = (fl >= 0) & (fr >= 0)
    n, group = planar.components_of(g.n_faces, fl[both], fr[both])
    known = np.full(n, -1, dtype=np.int64)
    known[group[touched]] = out[touched]
    return known[group]


def atoms_of_faces(
    g: planar.Planar,
    edge_source: np.ndarray,
    community: np.ndarray,
    whole: Optional[np.ndarray],
    target: float,
) -> np.ndarray:
    """Atom of each face, -1 outside: faces joined where an edge would cut one of ``whole``."""
    left, right = g.face[0::2], g.face[1::2]
    cl = np.where(left >= 0, community[np.maximum(left, 0)], -1)
    cr = np.where(right >= 0, community[np.maximum(right, 0)], -1)
    inner = (cl == cr) & (cl >= 0) & (left != right)
    lines = shapely.linestrings(np.stack([g.xy[g.u], g.xy[g.v]], axis=1))
    join = np.zeros(len(left), dtype=bool)
    if whole is not None and len(whole):
        core = shapely.buffer(whole, -KEEP_OFF)
        core = core[~shapely.is_empty(core)]
        e, _ = shapely.STRtree(core).query(lines, predicate="intersects")
        join[e] = True
    join &= inner
    n, atom = planar.components_of(g.n_faces, left[join], right[join])
    length = shapely.length(lines)
    open_ground = inner & (edge_source < 0)
    n, atom = _absorb(g, left, right, open_ground, length, n, atom, CRUMB_SHARE * target, 0.0)
    n, atom = _absorb(g, left, right, inner, length, n, atom, SPLINTER_AREA, SPLINTER_WIDTH)
    outside = community < 0
    atom[outside] = -1
    used, atom[~outside] = np.unique(atom[~outside], return_inverse=True)
    return atom


def _absorb(
    g: planar.Planar,
    left: np.ndarray,
    right: np.ndarray,
    usable: np.ndarray,
    length: np.ndarray,
    n: int,
    atom: np.ndarray,
    min_area: float,
    min_width: float,
) -> Tuple[int, np.ndarray]:
    """Join atoms below an area or mean width to the neighbour with the longest usable side."""
    for _ in range(3):
        area = np.bincount(atom, weights=g.area, minlength=n)
        a, b = atom[np.maximum(left, 0)], atom[np.maximum(right, 0)]
        side = a != b
        around = np.bincount(a[side], weights=length[side], minlength=n)
        around += np.bincount(b[side], weights=length[side], minlength=n)
        small = (area < min_area) | (area < min_width * around / 2)
        use = usable & side
        p = np.concatenate([a[use], b[use]])
        q = np.concatenate([b[use], a[use]])
        size = np.tile(length[use], 2)
        ok = small[p]
        p, q, size = p[ok], q[ok], size[ok]
        if not len(p):
            break
        pair, where = np.unique(np.c_[p, q], axis=0, return_inverse=True)
        total = np.bincount(where.ravel(), weights=size)
        order = np.lexsort((pair[:, 1], -total, pair[:, 0]))
        first = order[np.r_[True, pair[order, 0][1:] != pair[order, 0][:-1]]]
        m, group = planar.components_of(n, pair[first, 0], pair[first, 1])
        atom, n = group[atom], m
    return n, atom


def graph(
    g: planar.Planar,
    edge_rank: np.ndarray,
    edge_source: np.ndarray,
    station: np.ndarray,
    atom: np.ndarray,
    face_community: np.ndarray,
    border_cost: np.ndarray,
    main_rank: int,
    count: Optional[np.ndarray] = None,
    extra_cost: Optional[np.ndarray] = None,
) -> AtomGraph:
    """Neighbourhood of the atoms; ``border_cost`` (6,) is the cost per metre by rank."""
    n = int(atom.max()) + 1
    inside = atom >= 0
    area = np.bincount(atom[inside], weights=g.area[inside], minlength=n)
    community = np.empty(n, dtype=np.int64)
    community[atom[inside]] = face_community[inside]
    edge_len = np.hypot(*(g.xy[g.u] - g.xy[g.v]).T)
    cost = edge_len * border_cost[edge_rank]
    if extra_cost is not None:
        cost = cost + extra_cost
    side = np.where(g.face >= 0, atom[np.maximum(g.face, 0)], -1)
    left, right = side[0::2], side[1::2]
    cl = np.where(left >= 0, community[np.maximum(left, 0)], -1)
    cr = np.where(right >= 0, community[np.maximum(right, 0)], -1)
    legal = cl != cr  # a community border: for the atoms the world ends there
    use = (left != right) & ~legal
    lo, hi = np.minimum(left, right)[use], np.maximum(left, right)[use]
    pair, where = np.unique(np.c_[lo, hi], axis=0, return_inverse=True)
    where = where.ravel()

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(where, weights=values, minlength=len(pair))

    x, y = _centres(g, side, area, n)
    ring = _rings(g, side, legal, cost, edge_len, n)
    return AtomGraph(
        g, edge_rank, edge_len, edge_source, station, atom, community, area, x, y,
        np.zeros(n) if count is None else count,
        pair[:, 0], pair[:, 1], total(cost[use]), total(edge_len[use]),
        total((edge_len * (edge_rank >= main_rank))[use]), *ring,
    )  # fmt: skip


def without(
    graph: AtomGraph, left_out: np.ndarray
) -> Tuple[planar.Planar, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The subdivision into atoms without inner edges and without the vertices ``left_out`` (n,).

    Returns what ``graph`` takes: (g, edge_rank, edge_source, station, atom, community of faces);
    every face is an atom now.
    """
    g = graph.g
    side = np.where(g.face >= 0, graph.atom[np.maximum(g.face, 0)], -1)
    e = np.flatnonzero(side[0::2] != side[1::2])
    a, b = g.u[e], g.v[e]
    left, right = side[2 * e], side[2 * e + 1]
    # edges that meet in a vertex left out become one
    at = np.concatenate([a, b])
    who = np.tile(np.arange(len(e)), 2)
    ok = left_out[at]
    order = np.argsort(at[ok], kind="stable")
    pair = who[ok][order].reshape(-1, 2)
    n, chain = planar.components_of(len(e), pair[:, 0], pair[:, 1])
    keep = ~left_out
    ends_a, ends_b = np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)
    stay = np.concatenate([np.where(keep[a], a, -1), np.where(keep[b], b, -1)])
    which = np.tile(chain, 2)
    has = stay >= 0
    stay, which, half = stay[has], which[has], np.flatnonzero(has)
    order = np.lexsort((half, which))
    stay, which, half = stay[order], which[order], half[order]
    ends_a, ends_b = stay[0::2], stay[1::2]
    # left side seen from the first end: the edge it belongs to, forward or backward
    first = half[0::2]
    forward = first < len(e)
    k = first % len(e)
    l = np.where(forward, left[k], right[k])
    r = np.where(forward, right[k], left[k])
    rank, source = graph.edge_rank[e][k], graph.edge_source[e][k]
    used = np.zeros(len(g.xy), dtype=bool)
    used[ends_a] = used[ends_b] = True
    new = np.cumsum(used) - 1
    h = planar.build(g.xy[used], new[ends_a], new[ends_b])
    atom = np.full(h.n_faces, -1, dtype=np.int64)
    inner = h.face >= 0
    own = np.empty(2 * len(l), dtype=np.int64)
    own[0::2], own[1::2] = l, r
    atom[h.face[inner]] = own[inner]
    community = np.where(atom >= 0, graph.community[np.maximum(atom, 0)], -1)
    return h, rank, source, graph.station[used], atom, community


def _centres(
    g: planar.Planar, side: np.ndarray, area: np.ndarray, n: int
) -> Tuple[np.ndarray, np.ndarray]:
    """Centroids of the atoms by the area integral over their boundary half-edges."""
    h = np.flatnonzero((side >= 0) & (side != side[np.arange(len(side)) ^ 1]))
    mid = g.xy.mean(axis=0)
    org = g.origin
    p, q = g.xy[org[h]] - mid, g.xy[org[h ^ 1]] - mid
    cross = p[:, 0] * q[:, 1] - q[:, 0] * p[:, 1]
    out = []
    for k in (0, 1):
        moment = np.bincount(side[h], weights=(p[:, k] + q[:, k]) * cross, minlength=n)
        out.append(moment / (6 * np.maximum(area, 1e-9)) + mid[k])
    return out[0], out[1]


def _rings(
    g: planar.Planar,
    side: np.ndarray,
    legal: np.ndarray,
    cost: np.ndarray,
    edge_len: np.ndarray,
    n: int,
) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cyclic list of the neighbours around each atom, corner neighbours included."""
    h, succ = planar.boundary_walk(g, side)
    _, cycle = planar.components_of(len(h), np.arange(len(h)), succ)
    order = planar.ring_positions(succ, cycle)
    # fans: the atoms between h and its successor around the vertex
    fan_pos, fan_atom, fan_step = [], [], []
    at = h ^ 1
    end = h[succ]
    active = np.arange(len(h))
    step = 0
    while True:
        at = g.prv[at] ^ 1
        go = at != end[active]
        active, at = active[go], at[go]
        if not len(active):
            break
        step += 1
        fan_pos.append(active)
        fan_atom.append(side[at])
        fan_step.append(np.full(len(active), step))
    rank_in_order = np.empty(len(h), dtype=np.int64)
    rank_in_order[order] = np.arange(len(h))
    other = np.where(legal[h >> 1], -1, side[h ^ 1])
    pos = np.concatenate([np.arange(len(h))] + fan_pos)
    own = side[h][pos]
    entry = np.concatenate([other] + fan_atom)
    steps = np.concatenate([np.zeros(len(h), dtype=np.int64)] + fan_step)
    is_side = steps == 0
    w = np.where(is_side & (entry >= 0), cost[h >> 1][pos], 0.0)
    length = np.where(is_side, edge_len[h >> 1][pos], 0.0)
    # atom by atom, cycle by cycle, in walking order
    seq = np.lexsort((steps, rank_in_order[pos], cycle[pos], own))
    own, entry, is_side, w, length = own[seq], entry[seq], is_side[seq], w[seq], length[seq]
    cyc = cycle[pos][seq]
    # equal neighbours in a row are one entry
    new = np.r_[True, (entry[1:] != entry[:-1]) | (cyc[1:] != cyc[:-1])]
    at = np.flatnonzero(new)
    ring_len = np.add.reduceat(length, at)
    ring_w = np.add.reduceat(w, at)
    ring_side = np.logical_or.reduceat(is_side, at)
    own = own[at]
    start = np.searchsorted(own, np.arange(n + 1))
    first_cycle = cyc[at][np.minimum(start[:-1], len(at) - 1)]
    last_cycle = cyc[at][np.maximum(start[1:] - 1, 0)]
    return start, entry[at], ring_side, ring_w, ring_len, first_cycle == last_cycle
