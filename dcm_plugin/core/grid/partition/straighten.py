"""Free borders drawn straight: what runs on no real line need not wind.

Only chains of separators between two border nodes are touched, and only where the straight line
crosses nothing that must stay whole and no other border.
"""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

import numpy as np
import shapely

from . import planar
from .atoms import KEEP_OFF, AtomGraph, cell_sides

#: Times that lines in the way of others are taken back before a tolerance is given up.
ATTEMPTS = 6
#: Tolerances (m) tried one after the other.
ATOM_TOLERANCES = (1.0, 3.0)


def free_chains(graph: AtomGraph, cell: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Edges of the border chains without a real line: edge (k,), chain (k,)."""
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
    return e, chain


def straighten(
    graph: AtomGraph, cell: np.ndarray, whole: Optional[np.ndarray], tolerances: Sequence[float]
) -> np.ndarray:
    """Vertices (n,) that can be left out of the borders of ``cell`` (n atoms,).

    ``tolerances`` (m) are tried one after the other, the straightest that crosses nothing stays.
    """
    g = graph.g
    drop = np.zeros(len(g.xy), dtype=bool)
    e, chain = free_chains(graph, cell)
    long = np.bincount(chain, minlength=1)[chain] > 1  # one edge is straight
    lines = _chain_lines(graph, e[long], chain[long])
    lines = lines[shapely.get_num_coordinates(lines) > 2]
    if not len(lines):
        return drop
    core = None
    if whole is not None and len(whole):
        core = shapely.buffer(whole, -KEEP_OFF)
        core = shapely.STRtree(core[~shapely.is_empty(core)])
    short = e[~long]
    rest = np.concatenate(
        [
            _other_borders(graph, cell),
            shapely.linestrings(np.stack([g.xy[g.u[short]], g.xy[g.v[short]]], axis=1)),
        ]
    )
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
            if not clash.any():
                break
            bad |= clash
        current = tried
    return _left_out(g, lines, current, drop)


def _chain_lines(graph: AtomGraph, e: np.ndarray, chain: np.ndarray) -> np.ndarray:
    """One LineString for each open chain of edges; closed rings stay as they are."""
    g = graph.g
    if not len(e):
        return np.empty(0, dtype=object)
    order = np.argsort(chain, kind="stable")
    e, chain = e[order], np.unique(chain[order], return_inverse=True)[1]
    edges = shapely.linestrings(np.stack([g.xy[g.u[e]], g.xy[g.v[e]]], axis=1))
    merged = shapely.line_merge(shapely.multilinestrings(edges, indices=chain))
    return merged[(shapely.get_type_id(merged) == 1) & ~shapely.is_closed(merged)]


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


def _left_out(
    g: planar.Planar, before: np.ndarray, after: np.ndarray, drop: np.ndarray
) -> np.ndarray:
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
