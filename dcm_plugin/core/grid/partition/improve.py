"""Local moves: an atom at a border changes over to the neighbour cell when that serves the goals.

Simulated annealing in rounds. Each round proposes many moves at once, no two of them with a
common cell, so that every move sees true numbers, and evaluates them as arrays. A move must leave
both cells in one piece and without a pinch: walking around the atom, each of the two cells may be
met in one run only (the simple-point test of digital topology, on a planar graph).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np

from .atoms import AtomGraph
from .goals import Goals

#: Rings with more places than this are those of atoms that stay with their cell.
WIDEST = 24
#: Proposals of a round by cell, and rounds between two looks at where the borders are.
BATCH = 2.0
REFRESH = 16


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
    perimeter = np.bincount(label[own[border]], weights=graph.ring_len[border], minlength=n)
    cells = np.bincount(graph.community[np.unique(label, return_index=True)[1]])
    total = np.bincount(graph.community, weights=graph.count)
    mean = (total / np.maximum(cells, 1))[graph.community]
    return State(label.copy(), area, perimeter, count, mean)


@dataclass
class _Rings:
    """Rings of the atoms as tables with one column a place, as far as rings fit into them."""

    atom: np.ndarray  # (n, width) int32, the neighbour; n outside and behind the end of the ring
    w: np.ndarray  # (n, width) float32
    length: np.ndarray  # (n, width) float32
    around: np.ndarray  # (n,) float32, length of the whole outline


def _tables(graph: AtomGraph, width: int) -> _Rings:
    size = np.diff(graph.ring_start)
    own = np.repeat(np.arange(graph.n), size)
    place = np.arange(len(own)) - graph.ring_start[own]
    fits = place < width
    atom = np.full((graph.n, width), graph.n, dtype=np.int32)
    w = np.zeros((graph.n, width), dtype=np.float32)
    length = np.zeros((graph.n, width), dtype=np.float32)
    at = own[fits], place[fits]
    far = graph.ring_atom[fits]
    atom[at] = np.where(far >= 0, far, graph.n)
    w[at] = graph.ring_w[fits]
    length[at] = graph.ring_len[fits]
    # the last neighbour fills the table up: a run that goes on is no new run
    around = np.bincount(own, weights=graph.ring_len, minlength=graph.n)
    last = atom[np.arange(graph.n), np.clip(size, 1, width) - 1]
    behind = np.arange(width) >= size[:, None]
    atom = np.where(behind, last[:, None], atom)
    return _Rings(atom, w, length, around.astype(np.float32))


def anneal(
    graph: AtomGraph,
    label: np.ndarray,
    goals: Goals,
    rounds: int,
    hot: float,
    cold: float,
    rng: np.random.Generator,
    tell: Callable[[float], None] = lambda share: None,
) -> np.ndarray:
    """Improve ``label`` (n,) by ``rounds`` rounds from temperature ``hot`` down to ``cold``.

    A round proposes about one move for every second cell. ``tell`` gets the share done now and
    then; it may raise to stop.
    """
    state = sums(graph, label)
    n_cells = len(state.area)
    size = np.diff(graph.ring_start)
    own = np.repeat(np.arange(graph.n), size)
    can = graph.ring_side & (graph.ring_atom >= 0)
    can &= (graph.one_ring & (size <= WIDEST))[own]
    own, far = own[can], graph.ring_atom[can]
    if not len(own) or n_cells < 2:
        return state.label
    rings = _tables(graph, int(min(WIDEST, size.max())))
    run = _Run(graph, rings, goals, state)
    batch = max(16, int(BATCH * n_cells))
    for i in range(rounds):
        if i % REFRESH == 0:
            tell(i / rounds)
            border = np.flatnonzero(run.label[own] != run.label[far])
            if not len(border):
                break
            atom, neighbour = own[border], far[border]
            picks = rng.integers(0, len(border), (REFRESH, batch))
            chances = -np.log(rng.random((REFRESH, batch)))
        temperature = hot * (cold / hot) ** (i / max(rounds - 1, 1))
        pick = picks[i % REFRESH]
        run.propose(atom[pick], neighbour[pick], temperature * chances[i % REFRESH])
    return run.label[:-1].copy()


class _Run:
    """Running sums of the cells, their costs, and the moves on them."""

    def __init__(self, graph: AtomGraph, rings: _Rings, goals: Goals, state: State) -> None:
        self.rings, self.goals = rings, goals
        self.label = np.append(state.label, -1)  # outside at the end
        self.atom_area, self.atom_count = graph.area, graph.count
        self.mean = state.mean
        n = len(state.area)
        self.area, self.perimeter, self.count = state.area, state.perimeter, state.count
        self.cell_mean = np.zeros(n)
        self.cell_mean[state.label] = state.mean
        self.cost = goals.cell(self.area, self.perimeter, self.count, self.cell_mean)
        self.cost[self.area <= 0] = 0.0
        self.claim = np.empty(n, dtype=np.int64)

    def propose(self, atom: np.ndarray, neighbour: np.ndarray, allowance: np.ndarray) -> int:
        """Carry out moves whose cost is below the allowance: how many."""
        s, t = self.label[atom], self.label[neighbour]
        ok = np.flatnonzero(s != t)
        atom, s, t, allowance = atom[ok], s[ok], t[ok], allowance[ok]
        a = self.atom_area[atom]
        alone = self.area[s] <= a * (1 + 1e-9)  # the last atom of its cell: the cell goes
        lab = self.label[self.rings.atom[atom]]
        in_s, in_t = lab == s[:, None], lab == t[:, None]
        simple = ((_runs(in_s) == 1) | alone) & (_runs(in_t) == 1)
        ok = np.flatnonzero(simple)
        if not len(ok):
            return 0
        atom, s, t, a, allowance = atom[ok], s[ok], t[ok], a[ok], allowance[ok]
        in_s, in_t, alone = in_s[ok], in_t[ok], alone[ok]
        w, length = self.rings.w[atom], self.rings.length[atom]
        w_st = (w * in_s).sum(axis=1) - (w * in_t).sum(axis=1)
        around = self.rings.around[atom]
        per_s = self.perimeter[s] - around + 2 * (length * in_s).sum(axis=1)
        per_t = self.perimeter[t] + around - 2 * (length * in_t).sum(axis=1)
        area_s, area_t = self.area[s] - a, self.area[t] + a
        c = self.atom_count[atom]
        cnt_s, cnt_t = self.count[s] - c, self.count[t] + c
        mean = self.mean[atom]
        cost_s = self.goals.cell(area_s, per_s, cnt_s, mean)
        cost_t = self.goals.cell(area_t, per_t, cnt_t, mean)
        cost_s[alone] = area_s[alone] = per_s[alone] = 0.0
        delta = cost_s + cost_t - self.cost[s] - self.cost[t] + w_st
        yes = np.flatnonzero(delta < allowance)
        # one move a cell and round: the first of the list wins; written backwards, it stays
        k = np.arange(len(yes))
        both = np.stack([s[yes], t[yes]], axis=1).ravel()[::-1]
        self.claim[both] = np.repeat(k, 2)[::-1]
        yes = yes[(self.claim[s[yes]] == k) & (self.claim[t[yes]] == k)]
        atom, s, t = atom[yes], s[yes], t[yes]
        self.label[atom] = t
        self.area[s], self.area[t] = area_s[yes], area_t[yes]
        self.perimeter[s], self.perimeter[t] = per_s[yes], per_t[yes]
        self.count[s], self.count[t] = cnt_s[yes], cnt_t[yes]
        self.cost[s], self.cost[t] = cost_s[yes], cost_t[yes]
        return len(yes)


def _runs(member: np.ndarray) -> np.ndarray:
    """Number of runs of members around each ring (k, width); the ring closes where it begins.

    The table is filled up with the last neighbour, so that the end meets the beginning. A ring of
    members all around, as about an island, is one run.
    """
    starts = member[:, 1:] > member[:, :-1]
    return starts.sum(axis=1) + (member[:, 0] & ~member[:, -1]) + member.all(axis=1)
