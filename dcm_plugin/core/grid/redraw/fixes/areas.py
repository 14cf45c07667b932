"""Drafts that move ground: gaps, holes, overlaps, slivers, parts, broken borders."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Optional, Set, Tuple

import numpy as np
import shapely

from ...checks.overlay import polygonal
from .ground import common_border, joined, one, polygons, without
from .model import Case, Draft
from .rings import NOISE, Vertex, insert, vertices, without_repeats

#: Neighbours that are offered at most.
_OFFERED = 6


def _valid(shape: Any) -> Any:
    """The areas of a shape, repaired for the sake of measuring."""
    if shapely.is_valid(shape):
        return shape
    return polygonal(np.array([shapely.make_valid(shape)], dtype=object))[0]


def beside(case: Case, ground: Any, but: Tuple[int, ...] = ()) -> List[Tuple[int, float]]:
    """Valid cells with a common border with some ground, longest border first."""
    found = []
    for fid, shape in case.shapes.items():
        if fid in but or not shapely.is_valid(shape) or not shapely.dwithin(shape, ground, NOISE):
            continue
        length = common_border(shape, ground)
        if length > NOISE:
            found.append((fid, length))
    return sorted(found, key=lambda item: (-item[1], item[0]))


def frame_of_ground(case: Case, around: List[int]) -> Tuple[bool, Any]:
    """(known, frame) of empty ground: the frame that holds it, or the one all neighbours are in.

    Where no frame is known the ground is of no frame: (True, None).
    """
    ground, frames = case.finding.geometry, case.frames
    if case.finding.kind == "uncovered":
        return True, case.finding.params.get("code")
    holding = [
        name
        for name, shape in frames.items()
        if shapely.area(shapely.difference(ground, shape)) <= NOISE + NOISE * shapely.length(ground)
    ]
    if len(holding) == 1:
        return True, holding[0]
    named = {case.frame[fid] for fid in around}
    if len(named) == 1:
        return True, named.pop()
    return False, None


def empty_ground(case: Case) -> Iterator[Draft]:
    """Gap or hole: one draft for each neighbour in the frame of the ground."""
    ground = case.finding.geometry
    if ground is None or shapely.get_type_id(ground) not in (3, 6):
        return
    cells = [_valid(s) for s in case.patch.shapes.tolist() if shapely.intersects(s, ground)]
    rest = shapely.difference(ground, shapely.union_all(cells)) if cells else ground
    if abs(shapely.area(rest) - shapely.area(ground)) > NOISE:
        ground = rest  # a part of it is filled, by a cell inside or by now
    pieces = polygons(ground)
    if not pieces:
        return
    whole = pieces[0] if len(pieces) == 1 else shapely.MultiPolygon(pieces)
    around = beside(case, whole)
    known, frame = frame_of_ground(case, [fid for fid, _ in around])
    if not known:
        return
    for fid, length in around[:_OFFERED]:
        own = case.frame[fid]
        if own is not None and frame is not None and own != frame:
            continue
        grown = case.shapes[fid]
        for piece in pieces:
            grown = joined(grown, piece)
        yield Draft(
            f"give:{fid}", "fixes.give_gap", {"cell": case.name(fid), "border": f"{length:,.1f}"},
            {fid: grown}, ground=whole,
        )  # fmt: skip


def overlap(case: Case) -> Iterator[Draft]:
    """Either of two cells keeps what both have; the way that leaves the rounder cell first."""
    if len(case.members) != 2:
        return
    drafts = []
    for keeper, loser in (case.members, case.members[::-1]):
        kept, cut = case.shapes[keeper], case.shapes[loser]
        if not (shapely.is_valid(kept) and shapely.is_valid(cut)):
            return
        rest = without(cut, kept)
        pieces = polygons(rest)
        if not pieces or shapely.area(pieces[0]) < case.profile.tolerances.sliver_area:
            continue
        shapes = {loser: rest}
        if len(pieces) > 1 and shapely.get_num_geometries(cut) == 1:
            # what the cut leaves behind it goes to the other cell too, when it is crumbs
            if sum(map(shapely.area, pieces[1:])) > case.profile.tolerances.sliver_area:
                continue
            shapes = {loser: one(pieces[0], cut), keeper: kept}
            for piece in pieces[1:]:
                shapes[keeper] = joined(shapes[keeper], piece)
        lost = shapely.intersection(cut, kept)
        holding = case.frames.get(case.frame[keeper])
        if holding is not None and shapely.area(shapely.difference(lost, holding)) > (
            NOISE + NOISE * shapely.length(lost)
        ):
            continue  # the ground lies in another frame than that of the cell
        grown = _shared(case, shapes.get(keeper, kept), lost, (keeper, loser))
        if grown is not kept:
            shapes[keeper] = grown
        draft = Draft(
            f"keep:{keeper}", "fixes.give_overlap", {"cell": case.name(keeper)}, shapes
        )  # fmt: skip
        drafts.append((-_roundness(rest) + _roundness(cut), keeper, draft))
    for _, _, draft in sorted(drafts, key=lambda item: item[:2]):
        yield draft
    yield from _cut_all_round(case)


def _cut_all_round(case: Case) -> Iterator[Draft]:
    """A cell that overlaps several others gives all of that back at once.

    Where the overlaps meet, one after the other may leave vertices that are almost shared.
    """
    for loser in case.members:
        cell = case.shapes[loser]
        others = [
            shape
            for fid, shape in case.shapes.items()
            if fid != loser
            and shapely.is_valid(shape)
            and shapely.intersects(shape, cell)
            and shapely.area(shapely.intersection(shape, cell)) > NOISE
        ]
        if len(others) < 2:
            continue
        rest = without(cell, shapely.union_all(others))
        if shapely.get_num_geometries(rest) != 1 or shapely.is_empty(rest):
            continue
        yield Draft(
            f"cut:{loser}", "fixes.cut_overlaps",
            {"cell": case.name(loser), "number": len(others)}, {loser: rest},
        )  # fmt: skip


def _shared(case: Case, cell: Any, ground: Any, but: Tuple[int, ...]) -> Any:
    """The cell with the corners that other cells have around some ground of it.

    Over that ground lay the neighbour, which had those corners; now the cell itself meets them.
    """
    points: Set[Vertex] = set()
    for fid, shape in case.shapes.items():
        if fid not in but and shapely.dwithin(shape, ground, NOISE):
            points |= vertices(shape)
    corners = np.array(sorted(points)).reshape(-1, 2)
    near = shapely.dwithin(shapely.points(corners), ground, NOISE)
    return insert(cell, {(x, y) for x, y in corners[near].tolist()})


def _roundness(shape: Any) -> float:
    """4πA/P²."""
    return float(4 * np.pi * shapely.area(shape) / max(shapely.length(shape) ** 2, 1e-12))


def merged(case: Case) -> Iterator[Draft]:
    """A sliver goes to a neighbour in its frame, and its row goes."""
    sliver = case.finding.fid
    if sliver not in case.members or not shapely.is_valid(case.shapes[sliver]):
        return
    shape = case.shapes[sliver]
    for fid, length in beside(case, shape, (sliver,))[:_OFFERED]:
        if case.frame[fid] != case.frame[sliver]:
            continue
        yield Draft(
            f"merge:{fid}", "fixes.merge",
            {"cell": case.name(sliver), "into": case.name(fid), "border": f"{length:,.1f}"},
            {fid: joined(case.shapes[fid], shape)}, removed={sliver: fid},
        )  # fmt: skip


def parts(case: Case) -> Iterator[Draft]:
    """Parts become cells of their own, or the small ones go to their neighbours."""
    cell = case.finding.fid
    if cell not in case.members or not shapely.is_valid(case.shapes[cell]):
        return
    pieces = polygons(case.shapes[cell])
    if len(pieces) < 2:
        return
    small = [p for p in pieces[1:] if shapely.area(p) < case.profile.tolerances.sliver_area]
    ways = [_given(case, cell, pieces), _own(case, cell, pieces)]
    for draft in ways if len(small) == len(pieces) - 1 else ways[::-1]:
        if draft is not None:
            yield draft


def _own(case: Case, cell: int, pieces: List[Any]) -> Draft:
    return Draft(
        "parts", "fixes.own_cells", {"cell": case.name(cell), "parts": len(pieces)},
        {cell: pieces[0]}, [(cell, piece) for piece in pieces[1:]],
    )  # fmt: skip


def _given(case: Case, cell: int, pieces: List[Any]) -> Optional[Draft]:
    shapes: Dict[int, Any] = {cell: pieces[0]}
    for piece in pieces[1:]:
        near = [fid for fid, _ in beside(case, piece, (cell,))]
        same = [fid for fid in near if case.frame[fid] == case.frame[cell]]
        if not same:
            return None
        shapes[same[0]] = joined(shapes.get(same[0], case.shapes[same[0]]), piece)
    names = ", ".join(case.name(fid) for fid in shapes if fid != cell)
    return Draft("give", "fixes.give_parts", {"cell": case.name(cell), "cells": names}, shapes)


def repaired(case: Case) -> Iterator[Draft]:
    """A broken border whose repair gives one polygon of practically the same area."""
    cell = case.finding.fid
    if cell not in case.members:
        return
    raw = case.shapes[cell]
    made = shapely.make_valid(raw)
    pieces = polygons(made)
    tolerances = case.profile.tolerances
    if not pieces or sum(map(shapely.area, pieces[1:])) > tolerances.area:
        return
    if abs(shapely.area(pieces[0]) - abs(shapely.area(raw))) > tolerances.area:
        return
    shape = without_repeats(one(pieces[0], raw))
    yield Draft("repair", "fixes.repair", {"cell": case.name(cell)}, {cell: shape})


def area_attribute(case: Case) -> Iterator[Draft]:
    """The area in the table is that of the polygon; nothing is drawn anew."""
    spec = case.profile.fields.get("area")
    cell = case.finding.fid
    if spec is None or cell not in case.members or not shapely.is_valid(case.shapes[cell]):
        return
    if case.finding.kind == "field_empty":
        field = case.finding.params.get("field")
        if field != {"en": spec.alias_en, "zh": spec.alias_zh}:
            return
    value = round(float(shapely.area(case.shapes[cell])), spec.decimals)
    yield Draft(
        "area", "fixes.area", {"cell": case.name(cell), "area": f"{value:,.{spec.decimals}f}"},
        attributes={cell: {"area": value}},
    )  # fmt: skip
