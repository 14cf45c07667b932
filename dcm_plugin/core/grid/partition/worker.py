"""One task of the partition: a group of communities from linework to cell outlines.

Runs in a worker process; imports numpy, scipy and shapely only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Tuple

import numpy as np
import shapely

from ...errors import DcmError
from ...parallel import tick
from . import atoms, optimise, planar, straighten
from .assemble import CellRings, outlines
from .atoms import AtomGraph, Region, cell_sides
from .goals import Goals
from .linework import without_dangles
from .model import RANK_HARD, RANK_MAIN, PartitionSettings
from .slide import BrokenOutline

#: A component this close to a border (m) is on it.
ON_BORDER = 0.5
#: Cost of a free border through or beside a component.
COMPONENT_COST = 30.0


@dataclass
class Task:
    """A group of communities with what lies in them.

    whole: polygons that must not be cut (buildings, kept compounds); points: places of the
    components; uncut: component lines and polygons that a free border should spare.
    """

    region: Region
    whole: np.ndarray
    points: np.ndarray  # (k, 2)
    uncut: np.ndarray
    community: np.ndarray  # row of the community of every frame polygon of the city
    ground: np.ndarray  # m² of every frame polygon of the city
    settings: PartitionSettings
    seed: int
    city_cells: float  # about how many cells the whole city has: the effort follows it


@dataclass
class Solved:
    """Cells of one task: outlines, place and border figures of each cell (n,).

    frame_part: frame polygon; community: row of its community; part_area: m² of the frame polygon.

    border, real: length of the border, and of that on real lines or the legal frame (m);
    atom_area: area of the largest piece that could not be divided further.
    main, main_inside: length of main lines in the task, and of those inside cells.
    """

    rings: CellRings
    frame_part: np.ndarray
    community: np.ndarray
    part_area: np.ndarray
    border: np.ndarray
    real: np.ndarray
    atom_area: np.ndarray
    hard_inside: np.ndarray
    main: float
    main_inside: float


def solve(task: Task) -> Solved:
    """Cut the communities of ``task`` into cells.

    The result is proven before it is handed on. Should odd input (lines a hair apart) have led to a
    broken outline, the minor lines are left out, then all lines but the frame.
    """
    for least_rank in (0, RANK_MAIN, RANK_HARD + 1):
        attempt = task if least_rank == 0 else replace(task, region=_only(task.region, least_rank))
        try:
            solved = _solve(attempt)
        except BrokenOutline:
            continue
        if is_sound(solved, task):
            return solved
    raise DcmError("partition.input.broken")


def _solve(task: Task) -> Solved:
    goals = Goals(task.settings)
    graph = _atoms(task, goals)
    tick(0.25)
    rng = np.random.default_rng(task.seed)
    cell = optimise.cells(
        graph, goals, rng, task.city_cells, lambda share: tick(0.25 + 0.55 * share)
    )
    tick(0.8)
    final = optimise.drawn(graph, task.region, cell, task.whole, goals, task.city_cells)
    rings = outlines(final, np.arange(final.n), task.region)
    tick(0.95)
    return _figures(graph, cell, final, rings, task)


def is_sound(solved: Solved, task: Task) -> bool:
    """Whether the cells are valid polygons that fill each part of the frame to the square metre."""
    shapes = polygons_of(solved)
    if not shapely.is_valid(shapes).all():
        return False
    filled = np.bincount(
        solved.frame_part, weights=shapely.area(shapes), minlength=len(task.ground)
    )
    here = np.unique(np.concatenate([task.region.left, task.region.right]))
    here = here[here >= 0]
    return bool((np.abs(filled - task.ground)[here] < 1e-3 + 1e-9 * task.ground[here]).all())


def _only(region: Region, least_rank: int) -> Region:
    """The region without inner lines below a rank; what then dangles goes too."""
    keep = np.flatnonzero((region.left != region.right) | (region.rank >= least_rank))
    while True:
        u, v = region.u[keep], region.v[keep]
        keep = keep[without_dangles(len(region.xy), u, v)]
        used = np.unique(np.r_[region.u[keep], region.v[keep]])
        out = Region(
            region.xy[used],
            np.searchsorted(used, region.u[keep]),
            np.searchsorted(used, region.v[keep]),
            region.rank[keep],
            region.left[keep],
            region.right[keep],
            region.edge_id[keep],
        )
        face = planar.build(out.xy, out.u, out.v).face
        stem = face[0::2] == face[1::2]
        if not stem.any():
            return out
        keep = keep[~stem]


def _atoms(task: Task, goals: Goals) -> AtomGraph:
    target = task.settings.target
    g, rank, source, station, community = atoms.divide(task.region, task.whole, target)
    atom = atoms.atoms_of_faces(g, source, community, task.whole, target)
    cost = goals.border_cost
    graph = atoms.graph(g, rank, source, station, atom, community, cost, RANK_MAIN)
    spare = straighten.straighten(graph, np.arange(graph.n), task.whole, straighten.ATOM_TOLERANCES)
    g, rank, source, station, atom, community = atoms.without(graph, spare)
    count, extra = _components(g, rank, atom, task)
    return atoms.graph(g, rank, source, station, atom, community, cost, RANK_MAIN, count, extra)


def _components(
    g: planar.Planar, rank: np.ndarray, atom: np.ndarray, task: Task
) -> Tuple[np.ndarray, np.ndarray]:
    """Components of each atom, and the cost of a free border that runs over components."""
    count = np.zeros(int(atom.max()) + 1)
    extra = np.zeros(len(rank))
    free = np.flatnonzero(rank == 0)
    lines = shapely.linestrings(np.stack([g.xy[g.u[free]], g.xy[g.v[free]]], axis=1))
    weight = task.settings.weight_components * COMPONENT_COST
    if len(task.points):
        places = shapely.points(task.points)
        polygons = planar.face_polygons(g, atom >= 0)
        known = np.flatnonzero(atom >= 0)
        p, f = shapely.STRtree(polygons[known]).query(places, predicate="intersects")
        first = np.unique(p, return_index=True)[1]  # on a border: counts once
        np.add.at(count, atom[known[f[first]]], 1)
        _, e = shapely.STRtree(lines).query(places, predicate="dwithin", distance=ON_BORDER)
        np.add.at(extra, free[e], weight)
    if len(task.uncut):
        _, e = shapely.STRtree(lines).query(task.uncut, predicate="crosses")
        np.add.at(extra, free[e], weight)
    return count, extra


def _figures(
    graph: AtomGraph, cell: np.ndarray, final: AtomGraph, rings: CellRings, task: Task
) -> Solved:
    """Border figures from the cells as drawn; what runs inside them from the atoms."""
    n = final.n
    own = np.arange(n)
    left, right = _pairs(final, own)
    region = task.region
    legal = (region.left != region.right)[np.maximum(final.edge_source, 0)]
    real = (final.edge_source >= 0) & (legal | (final.edge_rank > 0))
    border = left != right
    total, on_real = np.zeros(n), np.zeros(n)
    for one in (left, right):
        use = border & (one >= 0)
        np.add.at(total, one[use], final.edge_len[use])
        np.add.at(on_real, one[use & real], final.edge_len[use & real])
    left, right = _pairs(graph, cell)
    border = left != right
    hard = np.zeros(n)
    inside = ~border & (left >= 0) & (graph.edge_rank >= RANK_HARD)
    np.add.at(hard, left[inside], graph.edge_len[inside])
    main = (graph.edge_rank >= RANK_MAIN) & ((left >= 0) | (right >= 0))
    part = np.empty(n, dtype=np.int64)
    part[cell] = graph.community
    part_area = np.bincount(graph.community, weights=graph.area)
    largest = np.zeros(n)
    np.maximum.at(largest, cell, graph.area)
    return Solved(
        rings,
        part,
        task.community[part],
        part_area[part],
        total,
        on_real,
        largest,
        hard,
        float(graph.edge_len[main].sum()),
        float(graph.edge_len[main & ~border].sum()),
    )


def _pairs(graph: AtomGraph, cell: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Cell on the left and on the right of each edge, -1 outside."""
    side = cell_sides(graph, cell)
    return side[0::2], side[1::2]


def polygons_of(solved: Solved) -> np.ndarray:
    """Cell polygons before the corners of the other tasks are put in."""
    r = solved.rings
    return planar.polygons_of(r.xy, r.ring_size, r.ring_count)
