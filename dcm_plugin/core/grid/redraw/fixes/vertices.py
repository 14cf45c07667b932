"""Drafts that move vertices: unshared ones, repeated ones, spikes."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Optional, Set, Tuple

import numpy as np
import shapely

from .areas import beside
from .ground import joined, without
from .model import Case, Draft
from .rings import NOISE, Vertex, edges, holders, insert, parts_of, replace, vertices

#: Passes over the borders: each may bring vertices that the next one looks at.
_PASSES = 4


def unsnapped(case: Case) -> Iterator[Draft]:
    """Cells get all vertices of their common borders, within the tolerance.

    A vertex close to one of the neighbour is moved onto it (the one that more cells have stays,
    one on the border of the frame before all), any other is put into the neighbour's border.
    """
    members = case.members
    tolerance = float(case.profile.tolerances.length)
    shapes = dict(case.shapes)
    if len(members) < 2 or not shapely.is_valid(list(shapes.values())).all():
        return
    for _ in range(_PASSES):
        before = dict(shapes)
        moves = _moves(shapes, members, tolerance, case.frames)
        if moves:
            shapes = {fid: replace(shape, moves) for fid, shape in shapes.items()}
        for fid, points in _lacking(shapes, members, tolerance).items():
            shapes[fid] = insert(shapes[fid], points, tolerance)
        if all(shapes[fid] is before[fid] for fid in shapes):
            break
    changed = {fid: s for fid, s in shapes.items() if s is not case.shapes[fid]}
    changed = {
        fid: s for fid, s in changed.items() if not shapely.equals_exact(s, case.shapes[fid], 0.0)
    }
    if changed:
        cells = ", ".join(case.name(fid) for fid in members)
        yield Draft("snap", "fixes.snap", {"cells": cells}, changed, slack=tolerance)


def _open_borders(
    shapes: Mapping[int, Any], members: List[int]
) -> Dict[int, Set[Tuple[Vertex, Vertex]]]:
    """Per member: its edges that no other cell of the patch has the other way round."""
    every: Set[Tuple[Vertex, Vertex]] = set()
    own = {fid: edges(shape) for fid, shape in shapes.items()}
    for found in own.values():
        every |= found
    return {fid: {(a, b) for a, b in own[fid] if (b, a) not in every} for fid in members}


def _moves(
    shapes: Mapping[int, Any], members: List[int], tolerance: float, frames: Mapping[Any, Any]
) -> Dict[Vertex, Optional[Vertex]]:
    """Vertices to be moved onto one of a neighbour."""
    border = _open_borders(shapes, members)
    has = {fid: vertices(shapes[fid]) for fid in members}
    ends = {fid: {v for edge in border[fid] for v in edge} for fid in members}
    held = holders(shapes)
    pairs: List[Tuple[float, Vertex, Vertex]] = []
    for number, one in enumerate(members):
        for other in members[number + 1 :]:
            a = np.array(sorted(ends[one] - has[other]), dtype=float).reshape(-1, 2)
            b = np.array(sorted(ends[other] - has[one]), dtype=float).reshape(-1, 2)
            if not len(a) or not len(b):
                continue
            distance = np.hypot(*(a[:, None, :] - b[None, :, :]).transpose(2, 0, 1))
            for i, j in zip(*np.nonzero(distance <= tolerance)):
                pairs.append((distance[i, j], tuple(a[i].tolist()), tuple(b[j].tolist())))
    moves: Dict[Vertex, Optional[Vertex]] = {}
    used: Set[Vertex] = set()
    for _, one_end, other_end in sorted(pairs):
        if one_end in used or other_end in used:
            continue
        used.update((one_end, other_end))
        weight = [
            (any(_on_border(frames, v)), len(held[v])) if frames else (False, len(held[v]))
            for v in (one_end, other_end)
        ]
        if weight[0] >= weight[1]:
            moves[other_end] = one_end
        else:
            moves[one_end] = other_end
    return moves


def _on_border(frames: Mapping[Any, Any], vertex: Vertex) -> Iterator[bool]:
    point = shapely.Point(vertex)
    for shape in frames.values():
        yield bool(shapely.distance(shapely.boundary(shape), point) <= NOISE)


def _lacking(
    shapes: Mapping[int, Any], members: List[int], tolerance: float
) -> Dict[int, Set[Vertex]]:
    """Per member: vertices of the others that its border passes and does not have."""
    border = _open_borders(shapes, members)
    has = {fid: vertices(shapes[fid]) for fid in members}
    result: Dict[int, Set[Vertex]] = {}
    for one in members:
        segments = sorted(border[one])
        if not segments:
            continue
        line = np.array(segments)
        lines = shapely.linestrings(line)
        for other in members:
            ends = {v for edge in border[other] for v in edge} - has[one]
            if other == one or not ends:
                continue
            points = sorted(ends)
            at, near = shapely.STRtree(lines).query(
                shapely.points(points), predicate="dwithin", distance=tolerance
            )
            for i, s in zip(at.tolist(), near.tolist()):
                point, (a, b) = points[i], segments[s]
                corner = any(
                    end in has[other]
                    and np.hypot(end[0] - point[0], end[1] - point[1]) <= tolerance
                    for end in (a, b)
                )
                off = shapely.distance(shapely.Point(point), lines[s])
                if not corner or off <= NOISE:
                    result.setdefault(one, set()).add(point)
    return result


def repeated(case: Case) -> Iterator[Draft]:
    """Vertices closer than the smallest distance become one, in every cell that has them."""
    cell = case.finding.fid
    if cell not in case.members:
        return
    rule = case.profile.checks.get("Q01")
    near = _number(rule, "duplicate_distance")
    held = holders(case.shapes)
    moves: Dict[Vertex, Optional[Vertex]] = {}
    for rings in parts_of(case.shapes[cell]):
        for ring in rings:
            size = np.hypot(*(ring[1:] - ring[:-1]).T)
            for position in np.flatnonzero(size <= near).tolist():
                a, b = (tuple(v) for v in ring[position : position + 2].tolist())
                a, b = _target(moves, a), _target(moves, b)
                if a == b:
                    moves.setdefault(a, a)
                elif len(held[a]) >= len(held[b]):
                    moves[b] = a
                else:
                    moves[a] = b
    shapes = {fid: replace(shape, moves) for fid, shape in case.shapes.items()}
    changed = {
        fid: shape
        for fid, shape in shapes.items()
        if shapely.get_num_coordinates(shape) != shapely.get_num_coordinates(case.shapes[fid])
        or not shapely.equals_exact(shape, case.shapes[fid], 0.0)
    }
    if changed:
        yield Draft("repeats", "fixes.repeats", {"cell": case.name(cell)}, changed, slack=near)


def _number(rule: Any, name: str) -> float:
    from ...checks.catalogue import default_parameters

    own = rule.params.get(name) if rule is not None else None
    return float(default_parameters("Q01")[name] if own is None else own)


def _target(moves: Mapping[Vertex, Optional[Vertex]], vertex: Vertex) -> Vertex:
    """Where a vertex ends up."""
    while True:
        following = moves.get(vertex, vertex)
        if following is None or following == vertex:
            return vertex
        vertex = following


def spike(case: Case) -> Iterator[Draft]:
    """The tip goes, from all cells that have it; or the spike goes to a neighbour."""
    cell, tip = case.finding.fid, case.finding.geometry
    if cell not in case.members or tip is None:
        return
    vertex: Vertex = (shapely.get_x(tip), shapely.get_y(tip))
    corner = _corner(case.shapes[cell], vertex)
    if corner is None:
        return
    shapes = {fid: replace(shape, {vertex: None}) for fid, shape in case.shapes.items()}
    changed = {fid: s for fid, s in shapes.items() if s is not case.shapes[fid]}
    slack = 2 * float(case.profile.tolerances.length)
    yield Draft("spike", "fixes.spike", {"cell": case.name(cell)}, changed, slack=slack)
    before, after = corner
    if not shapely.is_valid(case.shapes[cell]):
        return
    lengths = [np.hypot(p[0] - vertex[0], p[1] - vertex[1]) for p in (before, after)]
    far, close = (before, after) if lengths[0] > lengths[1] else (after, before)
    side = shapely.LineString([vertex, far])
    foot = shapely.line_interpolate_point(
        side, shapely.line_locate_point(side, shapely.Point(close))
    )
    base = tuple(shapely.get_coordinates(foot)[0].tolist())
    if lengths[0] == lengths[1] or min(lengths) >= side.length - NOISE:
        base = far
    needle = shapely.Polygon([vertex, base, close])
    if shapely.area(needle) <= NOISE:
        return
    for fid, _ in beside(case, needle, (cell,))[:3]:
        if case.frame[fid] != case.frame[cell]:
            continue
        yield Draft(
            f"spike:{fid}", "fixes.give_spike", {"cell": case.name(cell), "to": case.name(fid)},
            {cell: without(case.shapes[cell], needle), fid: joined(case.shapes[fid], needle)},
        )  # fmt: skip


def _corner(shape: Any, vertex: Vertex) -> Optional[Tuple[Vertex, Vertex]]:
    """The vertices before and after a vertex of a polygon."""
    for rings in parts_of(shape):
        for ring in rings:
            points = list(map(tuple, ring[:-1].tolist()))
            if vertex in points:
                at = points.index(vertex)
                return points[at - 1], points[(at + 1) % len(points)]
    return None
