"""Q01 (and the single part of G05): each grid is one clean polygon."""

from __future__ import annotations

import re

import numpy as np
import shapely
from shapely import STRtree

from .context import Context
from .edges import rings_of
from .overlay import intersection_area

CHECKS = ("Q01", "G05")
_AT = re.compile(r"^(.*?)\s*\[([-\d.eE+]+)\s+([-\d.eE+]+)\]")
#: Words of the geometry library for what is wrong -> message kind.
_REASONS = {
    "Self-intersection": "invalid_crossing",
    "Ring Self-intersection": "invalid_touch",
    "Hole lies outside shell": "invalid_hole",
    "Holes are nested": "invalid_hole",
    "Nested shells": "invalid_nested",
    "Interior is disconnected": "invalid_touch",
    "Too few points in geometry component": "invalid_few",
}


def run(context: Context) -> None:
    rule = context.rule("Q01")
    _missing(context)
    _invalid(context)
    parts = shapely.get_num_geometries(context.row_shapes[context.cells])
    multi = parts > 1
    context.add(
        "multipart",
        CHECKS,
        context.fid[multi],
        context.shapes[multi],
        measure=parts[multi],
    )
    if not context.wants("Q01"):
        return
    _holes(context)
    _corners(context, float(rule["duplicate_distance"]), float(rule["spike_angle"]))


def _missing(context: Context) -> None:
    shapes = context.row_shapes
    fid = context.rows["_fid"].to_numpy(dtype=np.int64)
    none = (shapely.is_missing(shapes) | shapely.is_empty(shapes)) & ~context.ended
    context.add("no_geometry", ("Q01",), fid[none], None)
    kinds = shapely.get_type_id(shapes)
    other = ~np.isin(kinds, (3, 6)) & ~none & ~context.ended
    context.add("no_polygon", ("Q01",), fid[other], shapes[other])


def _invalid(context: Context) -> None:
    broken = np.flatnonzero(~context.valid)
    shapes = context.row_shapes[context.cells[broken]]
    for position, reason in zip(broken.tolist(), shapely.is_valid_reason(shapes).tolist()):
        match = _AT.match(reason)
        words = match.group(1) if match else reason
        place = shapely.Point(float(match.group(2)), float(match.group(3))) if match else None
        if place is None or shapely.is_empty(place):
            whole = context.row_shapes[context.cells[position]]
            place = shapely.Point(shapely.get_coordinates(whole)[0])
        context.add(
            _REASONS.get(words, "invalid"),
            ("Q01",),
            context.fid[position],
            place,
            words=words,
        )


def _holes(context: Context) -> None:
    """Holes that no other grid fills; what lies outside every community may stay open."""
    some = np.flatnonzero(
        shapely.get_num_coordinates(context.shapes)
        > shapely.get_num_coordinates(outer_shapes(context.shapes))
    )
    if not len(some):
        return
    parts, owner = shapely.get_parts(context.shapes[some], return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    hole = np.zeros(len(rings), dtype=bool)
    hole[1:] = part[1:] == part[:-1]
    faces, owner = shapely.polygons(rings[hole]), some[owner[part[hole]]]
    open_area = shapely.area(faces)
    i, j = context.tree.query(faces, predicate="intersects")
    filled = np.zeros(len(faces))
    np.add.at(filled, i, intersection_area(faces[i], context.shapes[j]))
    open_area = open_area - filled
    if context.communities is not None:
        pieces, _ = context.community_pieces
        i, j = STRtree(pieces).query(faces, predicate="intersects")
        inside = np.zeros(len(faces))
        np.add.at(inside, i, intersection_area(faces[i], pieces[j]))
        open_area = np.minimum(open_area, inside - filled)
    bad = open_area > context.tolerances.area
    context.add(
        "hole",
        ("Q01",),
        context.fid[owner[bad]],
        faces[bad],
        measure=open_area[bad],
        unit="m²",
    )


def outer_shapes(shapes: np.ndarray) -> np.ndarray:
    """Polygons without their holes (multipolygons as multipolygons)."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    outer = shapely.polygons(shapely.get_exterior_ring(parts))
    result = np.empty(len(shapes), dtype=object)
    if len(outer):
        shapely.multipolygons(outer, indices=owner, out=result)
    return result


def _corners(context: Context, near: float, angle: float) -> None:
    """Vertices that repeat the one before, and spikes (the border turns back on itself)."""
    shapes = context.row_shapes[context.cells]
    xy, ring, owner, _ = rings_of(shapes)
    if not len(xy):
        return
    same = ring[1:] == ring[:-1]
    size = np.hypot(*(xy[1:] - xy[:-1]).T)
    repeated = np.flatnonzero(same & (size <= near))
    if len(repeated):
        cell = owner[ring[repeated]]
        first = np.unique(cell, return_index=True)[1]
        number = np.bincount(cell, minlength=len(context.cells))[cell[first]]
        context.add(
            "duplicate_vertex",
            ("Q01",),
            context.fid[cell[first]],
            shapely.points(xy[repeated[first]]),
            measure=number,
        )
    keep = np.r_[True, ~(same & (size <= near))]
    closing = np.r_[ring[1:] != ring[:-1], True]  # last coordinate of a ring repeats the first
    keep &= ~closing
    xy, ring = xy[keep], ring[keep]
    start = np.searchsorted(ring, np.arange(len(owner)), "left")
    stop = np.searchsorted(ring, np.arange(len(owner)), "right")
    place = np.arange(len(xy))
    before = np.where(place == start[ring], stop[ring] - 1, place - 1)
    after = np.where(place == stop[ring] - 1, start[ring], place + 1)
    u, v = xy[before] - xy, xy[after] - xy
    lu, lv = np.hypot(*u.T), np.hypot(*v.T)
    usable = (lu > 0) & (lv > 0)
    cosine = (u * v).sum(axis=1) / np.where(usable, lu * lv, 1.0)
    width = np.minimum(lu, lv) * np.sqrt(np.clip(1 - cosine**2, 0, 1))
    spike = usable & (cosine > np.cos(np.radians(angle)))
    spike &= width <= 2 * context.tolerances.length
    context.add(
        "spike",
        ("Q01",),
        context.fid[owner[ring[spike]]],
        shapely.points(xy[spike]),
        measure=np.minimum(lu, lv)[spike],
        unit="m",
    )
