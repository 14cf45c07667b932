"""Local moves: an atom at a border changes over to the neighbour cell when that serves the goals.

Simulated annealing in rounds. Each round proposes many moves at once, evaluates them as arrays, and
carries out those whose two cells take part in no other move of the round, so that every move sees
true numbers. A move must leave both cells in one piece and without a pinch: walking around the atom,
each of the two cells may be met in one run only (the simple-point test of digital topology, on a
planar graph).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np

from . import start
from .atoms import AtomGraph
from .goals import Goals


@dataclass
class State:
    """Cell of each atom and the running sums of the cells."""

    label: np.ndarray
    area: np.ndarray
    perimeter: np.ndarray
    count: np.ndarray
    mean: np.ndarray  # (n atoms,) components per cell in the community


def sums(graph: AtomGraph, label: np.ndarray) -> State:
    """Cell sums from scratch."""
    n = int(label.max()) + 1
    area = np.bincount(label, weights=graph.area, minlength=n)
    count = np.bincount(label, weights=graph.count, minlength=n)
    own = np.repeat(np.arange(graph.n), np.diff(graph.ring_start))
    far = np.where(graph.ring_atom >= 0, label[np.maximum(graph.ring_atom, 0)], -1)
    border = graph.ring_side & (far != label[own])
    perimeter = np.bincount(
        label[own[border]], weights=graph.ring_len[border], minlength=n
    )
    cells = np.bincount(graph.community[np.unique(label, return_index=True)[1]])
    total = np.bincount(graph.community, weights=graph.count)
    mean = (total / np.maximum(cells, 1))[graph.community]
    return State(label.copy(), area, perimeter, count, mean)


def anneal(
    graph: AtomGraph,
    label: np.ndarray,
    goals: Goals,
    rounds: int,
    hot: float,
    cold: float,
    rng: np.random.Generator,
    cancelled: Callable[[], bool] = lambda: False,
) -> np.ndarray:
    """Improve ``label`` (n,) by ``rounds`` rounds from temperature ``hot`` down to ``cold``."""
    state = sums(graph, label)
    n_cells = len(state.area)
    own = np.repeat(np.arange(graph.n, dtype=np.int64), np.diff(graph.ring_start))
    can = graph.ring_side & (graph.ring_atom >= 0) & graph.one_ring[own]
    entries = np.flatnonzero(can)
    if not len(entries) or n_cells < 2:
        return state.label
    batch = max(16, int(0.5 * n_cells))
    for i in range(rounds):
        temperature = hot * (cold / hot) ** (i / max(rounds - 1, 1))
        pick = entries[rng.integers(0, len(entries), batch * 3)]
        _round(graph, state, goals, own[pick], graph.ring_atom[pick], temperature, rng, batch)
        if i % 64 == 0 and cancelled():
            break
    return state.label


def _round(graph, state, goals, atom, neighbour, temperature, rng, batch) -> int:
    label = state.label
    s, t = label[atom], label[neighbour]
    ok = np.flatnonzero(s != t)[:batch]
    if not len(ok):
        return 0
    atom, s, t = atom[ok], s[ok], t[ok]
    start = graph.ring_start[atom]
    size = graph.ring_start[atom + 1] - start
    first = np.cumsum(size) - size
    m = int(size.sum())
    item = np.repeat(np.arange(len(atom)), size)
    idx = np.arange(m) + np.repeat(start - first, size)
    ra = graph.ring_atom[idx]
    lab = np.where(ra >= 0, label[ra], -1)
    in_s, in_t = lab == s[item], lab == t[item]
    prev = np.arange(m) - 1
    prev[first] = first + size - 1
    runs_s = np.add.reduceat((in_s & ~in_s[prev]).astype(np.int8), first)
    runs_t = np.add.reduceat((in_t & ~in_t[prev]).astype(np.int8), first)
    alone = state.area[s] <= graph.area[atom] * (1 + 1e-9)
    simple = ((runs_s == 1) | alone) & (runs_t == 1)
    if not simple.any():
        return 0
    w, length = graph.ring_w[idx], graph.ring_len[idx]
    w_s = np.add.reduceat(w * in_s, first)
    w_t = np.add.reduceat(w * in_t, first)
    l_s = np.add.reduceat(length * in_s, first)
    l_t = np.add.reduceat(length * in_t, first)
    l_all = np.add.reduceat(length, first)
    a, c, mean = graph.area[atom], graph.count[atom], state.mean[atom]
    area_s, area_t = state.area[s] - a, state.area[t] + a
    area_s = np.where(alone, 0.0, area_s)
    per_s = state.perimeter[s] - l_all + 2 * l_s
    per_t = state.perimeter[t] + l_all - 2 * l_t
    cnt_s, cnt_t = state.count[s] - c, state.count[t] + c
    before = goals.cell(state.area[s], state.perimeter[s], state.count[s], mean)
    before += goals.cell(state.area[t], state.perimeter[t], state.count[t], mean)
    left = np.where(alone, 0.0, goals.cell(area_s, per_s, cnt_s, mean))
    delta = left + goals.cell(area_t, per_t, cnt_t, mean) - before + w_s - w_t
    chance = rng.random(len(atom))
    accept = simple & (
        (delta < 0) | (chance < np.exp(-np.clip(delta, 0, 60 * temperature) / temperature))
    )
    yes = np.flatnonzero(accept)
    if not len(yes):
        return 0
    # one move a cell: the earlier one of the list wins; written backwards, the first stays
    both = np.stack([s[yes], t[yes]], axis=1).ravel()[::-1]
    claim = np.full(len(state.area), -1, dtype=np.int64)
    claim[both] = np.repeat(np.arange(len(yes)), 2)[::-1]
    mine = np.arange(len(yes))
    yes = yes[(claim[s[yes]] == mine) & (claim[t[yes]] == mine)]
    state.label[atom[yes]] = t[yes]
    state.area[s[yes]], state.area[t[yes]] = area_s[yes], area_t[yes]
    state.perimeter[s[yes]], state.perimeter[t[yes]] = per_s[yes], per_t[yes]
    state.count[s[yes]], state.count[t[yes]] = cnt_s[yes], cnt_t[yes]
    return len(yes)


def recombine(
    graph: AtomGraph, label: np.ndarray, goals: Goals, rng: np.random.Generator
) -> np.ndarray:
    """Divide pairs of neighbour cells anew, each pair together, where that serves the goals.

    A straight border moves as a whole here, which single atoms do only over costly steps.
    """
    label = np.unique(label, return_inverse=True)[1]
    n = int(label.max()) + 1
    la, lb = label[graph.a], label[graph.b]
    border = la != lb
    wide = np.int64(n)
    key = np.minimum(la, lb) * wide + np.maximum(la, lb)
    pairs, where = np.unique(key[border], return_inverse=True)
    between = np.bincount(where, weights=graph.w[border], minlength=len(pairs))
    p, q = pairs // wide, pairs % wide
    order = rng.permutation(len(pairs))
    rank = np.empty(len(pairs), dtype=np.int64)
    rank[order] = np.arange(len(pairs))
    matched = np.zeros(len(pairs), dtype=bool)
    free = np.ones(n, dtype=bool)
    for _ in range(4):
        ok = free[p] & free[q]
        best = np.full(n, len(pairs), dtype=np.int64)
        np.minimum.at(best, p[ok], rank[ok])
        np.minimum.at(best, q[ok], rank[ok])
        take = ok & (best[p] == rank) & (best[q] == rank)
        matched |= take
        free[p[take]] = free[q[take]] = False
    p, q, between = p[matched], q[matched], between[matched]
    state = sums(graph, label)
    mean = np.zeros(n)
    mean[label] = state.mean
    cost = goals.cell(state.area, state.perimeter, state.count, mean)
    before = cost[p] + cost[q] + between
    joint = label.copy()
    other = np.arange(n)
    other[q] = p
    joint = other[label]
    parts = np.ones(n, dtype=np.int64)
    parts[p] = 2
    new, _ = start.bisect_once(graph, joint, parts, goals)
    # price of what came out, by pair
    m = int(new.max()) + 1
    pair_no = np.full(n, -1, dtype=np.int64)
    pair_no[p] = np.arange(len(p))
    pair_of = np.empty(m, dtype=np.int64)
    pair_of[new] = pair_no[joint]
    fresh = sums(graph, new)
    mean = np.zeros(m)
    mean[new] = state.mean
    cost = goals.cell(fresh.area, fresh.perimeter, fresh.count, mean)
    mine = pair_of >= 0
    after = np.bincount(pair_of[mine], weights=cost[mine], minlength=len(p))
    na, nb = new[graph.a], new[graph.b]
    inside = (na != nb) & (pair_of[na] >= 0) & (pair_of[na] == pair_of[nb])
    after += np.bincount(pair_of[na[inside]], weights=graph.w[inside], minlength=len(p))
    pieces = np.bincount(pair_of[mine], minlength=len(p))
    good = (after < before - 1e-9) & (pieces <= 2)
    accept = good[np.maximum(pair_no[joint], 0)] & (pair_no[joint] >= 0)
    out = np.where(accept, n + new, label)
    return np.unique(out, return_inverse=True)[1]
