"""First partition: blocks between main lines, small ones joined, large ones bisected.

All regions of one level of the recursion are cut at once; for each the best of several directions
and positions is taken by area and by what the cut runs along.
"""

from __future__ import annotations

from typing import Tuple

import numpy as np

from .atoms import AtomGraph
from .goals import Goals
from .planar import components_of

DIRECTIONS = 8
#: Lines that earn this share of their length are borders of blocks.
FOLLOW = 0.4
JOIN_ROUNDS = 200


def blocks(graph: AtomGraph) -> np.ndarray:
    """Label (n,) of the block between real lines worth following for each atom."""
    line = (graph.w < -FOLLOW * graph.length) | (graph.main >= 0.5 * graph.length)
    same = ~line | (graph.length <= 0)
    return components_of(graph.n, graph.a[same], graph.b[same])[1]


def join_small_blocks(graph: AtomGraph, label: np.ndarray, goals: Goals) -> np.ndarray:
    """Join blocks while that lowers the cost; neighbours across the least line first.

    Each round joins all pairs of blocks that are the best partner of each other.
    """
    n = int(label.max()) + 1
    area = np.bincount(label, weights=graph.area, minlength=n)
    la, lb = label[graph.a], label[graph.b]
    use = la != lb
    p, q, weight = la[use], lb[use], graph.w[use]
    cost = goals.divided(area)
    total = np.arange(n)
    for _ in range(JOIN_ROUNDS):
        key = np.minimum(p, q) * np.int64(n) + np.maximum(p, q)
        pair, where = np.unique(key, return_inverse=True)
        weight = np.bincount(where.ravel(), weights=weight, minlength=len(pair))
        p, q = pair // n, pair % n
        together = goals.divided(area[p] + area[q])
        gain = cost[p] + cost[q] - together + weight
        best = np.full(n, 0.0)
        np.maximum.at(best, p, gain)
        np.maximum.at(best, q, gain)
        joined = np.flatnonzero((gain > 0) & (gain >= best[p]) & (gain >= best[q]))
        if not len(joined):
            break
        joined = _matching(joined, p, q, n)
        a, b = p[joined], q[joined]
        other = np.arange(n)
        other[b] = a
        area[a] += area[b]
        cost[a] = together[joined]
        total = other[total]
        p, q = other[p], other[q]
        keep = p != q
        p, q, weight = p[keep], q[keep], weight[keep]
    return np.unique(total[label], return_inverse=True)[1]


def _matching(pairs: np.ndarray, p: np.ndarray, q: np.ndarray, n: int) -> np.ndarray:
    """Of ``pairs`` with equal gain that share a block only the first."""
    first = np.full(n, len(p), dtype=np.int64)
    np.minimum.at(first, p[pairs], pairs)
    np.minimum.at(first, q[pairs], pairs)
    return pairs[(first[p[pairs]] == pairs) & (first[q[pairs]] == pairs)]


def connected(graph: AtomGraph, label: np.ndarray) -> np.ndarray:
    """Labels made connected: every connected part of a label becomes one of its own."""
    same = label[graph.a] == label[graph.b]
    return components_of(graph.n, graph.a[same], graph.b[same])[1]


def bisect(graph: AtomGraph, label: np.ndarray, parts: np.ndarray, goals: Goals) -> np.ndarray:
    """Divide regions ``label`` (n,) into about ``parts`` (regions,) connected pieces each."""
    label = label.copy()
    parts = parts.copy()
    for _ in range(64):
        if not (parts[label] > 1).any():
            break
        label, parts = bisect_once(graph, label, parts, goals)
    return connected(graph, label)


def bisect_once(
    graph: AtomGraph, label: np.ndarray, parts: np.ndarray, goals: Goals
) -> Tuple[np.ndarray, np.ndarray]:
    """One cut through each region with ``parts`` above 1: new labels, and parts of each."""
    active = np.flatnonzero(parts[label] > 1)
    regions, r = np.unique(label[active], return_inverse=True)
    area = np.bincount(r, weights=graph.area[active])
    k = parts[regions]
    low = k // 2
    share = low / k
    local = np.full(graph.n, -1, dtype=np.int64)
    local[active] = np.arange(len(active))
    inner = (label[graph.a] == label[graph.b]) & (local[graph.a] >= 0)
    ea, eb, ew = local[graph.a[inner]], local[graph.b[inner]], graph.w[inner]
    best = np.full(len(regions), np.inf)
    best_side = np.zeros(len(active), dtype=bool)
    last = np.cumsum(np.bincount(r)) - 1
    first = np.r_[0, last[:-1] + 1]
    x, y, a = graph.x[active], graph.y[active], graph.area[active]
    axis = _axes(graph, label, active, r, len(regions))
    for step in range(DIRECTIONS):
        # low part at either end: full turn when the two parts differ
        angle = (axis + 2 * np.pi * step / DIRECTIONS)[r]
        p = x * np.cos(angle) + y * np.sin(angle)
        order = np.lexsort((p, r))
        pos = np.empty(len(active), dtype=np.int64)
        pos[order] = np.arange(len(active))
        ro = r[order]
        cum = np.cumsum(a[order])
        left = cum - (cum[first] - a[order][first])[ro]
        # cost of a cut behind each position: the arcs that reach over it
        i, j = np.minimum(pos[ea], pos[eb]), np.maximum(pos[ea], pos[eb])
        over = np.bincount(i, weights=ew, minlength=len(active)) - np.bincount(
            j, weights=ew, minlength=len(active)
        )
        over = np.cumsum(over)
        size = area[ro]
        kl, kr = low[ro], (k - low)[ro]
        cost = over + kl * goals.area(left / kl) + kr * goals.area((size - left) / kr)
        # far from the wanted share is no cut at all
        off = np.abs(left / size - share[ro])
        cost = cost + 2000.0 * kl * np.maximum(off - 0.35 / k[ro] - 0.02, 0)
        cost[last] = np.inf
        low_cost = np.minimum.reduceat(cost, first)
        at = np.where(cost == low_cost[ro], np.arange(len(cost)), len(cost))
        at = np.minimum.reduceat(at, first)
        better = (low_cost < best) & np.isfinite(low_cost)
        best[better] = low_cost[better]
        side = pos <= at[r]
        best_side[better[r]] = side[better[r]]
    return _take_cut(graph, label, parts, goals, active, regions, r, best, best_side)


def _axes(
    graph: AtomGraph, label: np.ndarray, active: np.ndarray, r: np.ndarray, n: int
) -> np.ndarray:
    """Main direction (rad, modulo a right angle) of the outline of each region (n,)."""
    g = graph.g
    number = np.full(graph.n, -1, dtype=np.int64)
    number[active] = r
    side = np.where(g.face >= 0, graph.atom[np.maximum(g.face, 0)], -1)
    side = np.where(side >= 0, number[np.maximum(side, 0)], -1)
    h = np.flatnonzero((side >= 0) & (side != side[np.arange(len(side)) ^ 1]))
    d = g.xy[g.origin[h ^ 1]] - g.xy[g.origin[h]]
    weight = (d**2).sum(axis=1)
    angle = 4 * np.arctan2(d[:, 1], d[:, 0])
    c = np.bincount(side[h], weights=weight * np.cos(angle), minlength=n)
    s = np.bincount(side[h], weights=weight * np.sin(angle), minlength=n)
    return np.arctan2(s, c) / 4


def _take_cut(
    graph: AtomGraph,
    label: np.ndarray,
    parts: np.ndarray,
    goals: Goals,
    active: np.ndarray,
    regions: np.ndarray,
    r: np.ndarray,
    best: np.ndarray,
    side: np.ndarray,
) -> Tuple[np.ndarray, np.ndarray]:
    """New labels after the cuts; loose pieces go to the other side of their region."""
    n_old = len(parts)
    done = np.isfinite(best)
    label = label.copy()
    new = label.copy()
    cut = active[side & done[r]]
    new[cut] = n_old + r[side & done[r]]
    for _ in range(3):
        piece = connected(graph, new)
        size = np.bincount(piece, weights=graph.area)
        owner = np.empty(len(size), dtype=np.int64)
        owner[piece] = new
        order = np.lexsort((-size, owner))
        main = np.zeros(len(size), dtype=bool)
        main[order[np.r_[True, owner[order][1:] != owner[order][:-1]]]] = True
        loose = ~main[piece]
        loose &= done[np.minimum(np.searchsorted(regions, label), len(regions) - 1)] & np.isin(
            label, regions
        )
        if not loose.any():
            break
        region_no = np.searchsorted(regions, label[loose])
        new[loose] = np.where(new[loose] >= n_old, label[loose], n_old + region_no)
    out = connected(graph, new)
    area = np.bincount(out, weights=graph.area)
    k = goals.cells_in(area)
    # regions that could not be cut (one atom), or that were done before, stay as they are
    settled = np.ones(graph.n, dtype=bool)
    settled[active[done[r]]] = False
    k[out[settled]] = 1
    return out, k
