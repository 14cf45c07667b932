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
from .atoms import AtomGraph, Region
from .goals import Goals
from .linework import without_dangles
from .model import RANK_HARD, RANK_MAIN, PartitionSettings

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
    settings: PartitionSettings
    seed: int


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
        solved = _solve(attempt)
        if is_sound(solved, task.region):
            return solved
    raise DcmError("partition.input.broken")


def _solve(task: Task) -> Solved:
    goals = Goals(task.settings)
    graph = _atoms(task, goals)
    tick(0.25)
    rng = np.random.default_rng(task.seed)
    cell = optimise.cells(graph, goals, rng)
    tick(0.8)
    left_out = straighten.straighten(graph, cell, task.whole, goals, straighten.CELL_TOLERANCES)
    rings = outlines(graph, cell, task.region, left_out)
    tick(0.95)
    return _figures(graph, cell, rings, task)


def is_sound(solved: Solved, region: Region) -> bool:
    """Whether the cells are valid polygons, share no ground and cover all of it."""
    shapes = polygons_of(solved)
    if not shapely.is_valid(shapes).all():
        return False
    area = shapely.area(shapes)
    g = planar.build(region.xy, region.u, region.v)
    h = np.arange(len(g.face))
    side = np.where(h % 2 == 0, region.left[h >> 1], region.right[h >> 1])
    ground = np.zeros(g.n_faces, dtype=bool)
    ground[g.face[(g.face >= 0) & (side >= 0)]] = True
    return bool(abs(area.sum() - g.area[ground].sum()) < 1e-6 * len(area) + 1e-10 * area.sum())


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
    spare = straighten.straighten(
        graph, np.arange(graph.n), task.whole, None, straighten.ATOM_TOLERANCES
    )
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


def _figures(graph: AtomGraph, cell: np.ndarray, rings: CellRings, task: Task) -> Solved:
    n = int(cell.max()) + 1
    side = straighten.cell_sides(graph, cell)
    left, right = side[0::2], side[1::2]
    border = left != right
    legal = graph.edge_source >= 0
    region = task.region
    source = np.maximum(graph.edge_source, 0)
    legal &= (region.left != region.right)[source]
    real = legal | (graph.edge_rank > 0)
    main = (graph.edge_rank >= RANK_MAIN) & ((left >= 0) | (right >= 0))
    length = graph.edge_len
    total, on_real, hard = np.zeros(n), np.zeros(n), np.zeros(n)
    for one in (left, right):
        use = border & (one >= 0)
        np.add.at(total, one[use], length[use])
        np.add.at(on_real, one[use & real], length[use & real])
    inside = ~border & (left >= 0) & (graph.edge_rank >= 5)
    np.add.at(hard, left[inside], length[inside])
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
        float(length[main].sum()),
        float(length[main & ~border].sum()),
    )


def polygons_of(solved: Solved) -> np.ndarray:
    """Cell polygons before the corners of the other tasks are put in."""
    r = solved.rings
    return planar.polygons_of(r.xy, r.ring_size, r.ring_count)
