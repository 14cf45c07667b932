"""Free borders drawn straight: what runs on no real line need not wind.

Only chains of separators between two border nodes are touched, and only where the straight line
crosses nothing that must stay whole and no other border.
"""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

import numpy as np
import shapely

from . import planar
from .atoms import KEEP_OFF, AtomGraph
from .goals import Goals

#: Times that lines in the way of others are taken back before a tolerance is given up.
ATTEMPTS = 6
#: Tolerances (m) tried one after the other, for the atoms and for the finished cells.
ATOM_TOLERANCES = (1.0, 3.0)
CELL_TOLERANCES = (1.0, 3.0, 8.0, 20.0)


def free_chains(
    graph: AtomGraph, cell: np.ndarray
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Edges of the border chains without a real line: edge (k,), chain (k,), order in it (k,)."""
    g = graph.g
    side = cell_sides(graph, cell)
    border = side[0::2] != side[1::2]
    free = border & (graph.edge_source < 0)
    n = len(g.xy)
    degree = np.bincount(g.u[border], minlength=n) + np.bincount(g.v[border], minlength=n)
    free_degree = np.bincount(g.u[free], minlength=n) + np.bincount(g.v[free], minlength=n)
    passing = (degree == 2) & (free_degree == 2)
    e = np.flatnonzero(free)
    # edges that meet at a passing vertex are of one chain
    at = np.concatenate([g.u[e], g.v[e]])
    who = np.tile(np.arange(len(e)), 2)
    ok = passing[at]
    order = np.argsort(at[ok], kind="stable")
    pair = who[ok][order].reshape(-1, 2)
    _, chain = planar.components_of(len(e), pair[:, 0], pair[:, 1])
    return e, chain, passing


def straighten(
    graph: AtomGraph,
    cell: np.ndarray,
    whole: Optional[np.ndarray],
    goals: Optional[Goals],
    tolerances: Sequence[float],
) -> np.ndarray:
    """Vertices (n,) that can be left out of the borders of ``cell`` (n atoms,).

    A chain is drawn straighter where that saves more border than the areas of its two cells lose by
    the goals (None: areas do not matter).
    """
    g = graph.g
    e, chain, passing = free_chains(graph, cell)
    every, sides = _chain_lines(graph, cell, e, chain)
    drop = np.zeros(len(g.xy), dtype=bool)
    bent = shapely.get_num_coordinates(every) > 2
    if not bent.any():
        return drop
    lines, sides = every[bent], sides[bent]
    core = None
    if whole is not None and len(whole):
        core = shapely.buffer(whole, -KEEP_OFF)
        core = shapely.STRtree(core[~shapely.is_empty(core)])
    rest = np.concatenate([_other_borders(graph, cell), every[~bent]])
    area = np.bincount(cell, weights=graph.area)
    current = lines.copy()
    for tolerance in tolerances:
        tried = shapely.simplify(lines, tolerance, preserve_topology=False)
        bad = shapely.get_num_coordinates(tried) >= shapely.get_num_coordinates(current)
        if core is not None:
            bad[core.query(tried, predicate="intersects")[0]] = True
        for attempt in range(ATTEMPTS + 1):
            if attempt == ATTEMPTS:  # each refusal made another: leave this tolerance
                bad[:] = True
            tried[bad] = current[bad]
            clash = _crossing(tried, rest, ~bad)
            if goals is not None:
                clash |= ~bad & _loses_area(current, tried, ~bad, sides, area, goals)
            if not clash.any():
                break
            bad |= clash
        moved = _swept(current, tried)
        np.add.at(area, sides[:, 0], moved)
        np.add.at(area, sides[:, 1], -moved)
        current = tried
    return _left_out(g, lines, current, drop)


def _swept(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Area (signed) that the left side of each line gains when it is drawn as ``after``."""
    return _under(before) - _under(after)


def _under(lines: np.ndarray) -> np.ndarray:
    """Twice-signed area rule between a line and its chord: positive when it bends to the right."""
    xy, i = shapely.get_coordinates(lines, return_index=True)
    origin = shapely.get_coordinates(shapely.get_point(lines, 0))
    p = xy - origin[i]
    same = i[1:] == i[:-1]
    cross = p[:-1, 0] * p[1:, 1] - p[1:, 0] * p[:-1, 1]
    return 0.5 * np.bincount(i[1:][same], weights=cross[same], minlength=len(lines))


def _loses_area(before, after, changed, sides, area, goals: Goals) -> np.ndarray:
    """Changed lines of cells whose area gets worse by more than the border gets shorter."""
    moved = np.where(changed, _swept(before, after), 0.0)
    saved = np.where(changed, shapely.length(before) - shapely.length(after), 0.0)
    new = area.copy()
    gain = np.zeros(len(area))
    for k, sign in ((0, 1.0), (1, -1.0)):
        np.add.at(new, sides[:, k], sign * moved)
        np.add.at(gain, sides[:, k], 0.5 * saved * goals.border_cost[0])
    worse = goals.area(new) - goals.area(area) > gain
    return changed & (worse[sides[:, 0]] | worse[sides[:, 1]])


def _chain_lines(graph: AtomGraph, cell: np.ndarray, e: np.ndarray, chain: np.ndarray):
    """One LineString for each open chain, and the cells on its left and right (n, 2).

    Closed rings of separators stay as they are.
    """
    g = graph.g
    if not len(e):
        return np.empty(0, dtype=object), np.empty((0, 2), dtype=np.int64)
    order = np.argsort(chain, kind="stable")
    e, chain = e[order], chain[order]
    edges = shapely.linestrings(np.stack([g.xy[g.u[e]], g.xy[g.v[e]]], axis=1))
    merged = shapely.line_merge(shapely.multilinestrings(edges, indices=chain))
    ok = (shapely.get_type_id(merged) == 1) & ~shapely.is_closed(merged)
    # the sides are those of the half-edge that the line begins with
    side = cell_sides(graph, cell)
    lead = shapely.get_coordinates(shapely.get_point(merged, 0))
    then = shapely.get_coordinates(shapely.get_point(merged, 1))
    table, idx = planar.unique_vertices(np.concatenate([g.xy, lead[ok], then[ok]]))
    vertex = np.full(len(table), -1, dtype=np.int64)
    vertex[idx[: len(g.xy)]] = np.arange(len(g.xy))
    k = int(ok.sum())
    a, b = vertex[idx[len(g.xy) : len(g.xy) + k]], vertex[idx[len(g.xy) + k :]]
    wide = np.int64(len(g.xy))
    key = np.concatenate([g.u[e] * wide + g.v[e], g.v[e] * wide + g.u[e]])
    half = np.concatenate([2 * e, 2 * e + 1])
    seq = np.argsort(key)
    h = half[seq][np.searchsorted(key[seq], a * wide + b)]
    sides = np.c_[side[h], side[h ^ 1]]
    return merged[ok], sides


def cell_sides(graph: AtomGraph, cell: np.ndarray) -> np.ndarray:
    """Cell on the left of each half-edge, -1 outside."""
    g = graph.g
    side = np.where(g.face >= 0, graph.atom[np.maximum(g.face, 0)], -1)
    return np.where(side >= 0, cell[np.maximum(side, 0)], -1)


def _other_borders(graph: AtomGraph, cell: np.ndarray) -> np.ndarray:
    g = graph.g
    side = cell_sides(graph, cell)
    e = np.flatnonzero((side[0::2] != side[1::2]) & (graph.edge_source >= 0))
    return shapely.linestrings(np.stack([g.xy[g.u[e]], g.xy[g.v[e]]], axis=1))


def _crossing(lines: np.ndarray, rest: np.ndarray, changed: np.ndarray) -> np.ndarray:
    """Changed lines that cross another line or themselves, or fall upon one (a cell vanishes)."""
    bad = np.zeros(len(lines), dtype=bool)
    which = np.flatnonzero(changed)
    if not len(which):
        return bad
    tree = shapely.STRtree(np.concatenate([lines, rest]))
    for predicate in ("crosses", "overlaps", "covered_by"):
        i, j = tree.query(lines[which], predicate=predicate)
        bad[which[i[which[i] != j]]] = True
    bad[which[~shapely.is_simple(lines[which])]] = True
    return bad


def _left_out(g, before: np.ndarray, after: np.ndarray, drop: np.ndarray) -> np.ndarray:
    """Vertices of ``before`` that ``after`` no longer has."""
    old, i = shapely.get_coordinates(before, return_index=True)
    new, j = shapely.get_coordinates(after, return_index=True)
    table, idx = planar.unique_vertices(np.concatenate([g.xy, old, new]))
    n, m = len(g.xy), len(old)
    vertex_of = np.full(len(table), -1, dtype=np.int64)
    vertex_of[idx[:n]] = np.arange(n)
    had, has = vertex_of[idx[n : n + m]], vertex_of[idx[n + m :]]
    drop[had] = True
    drop[has] = False
    return drop

