"""Ground that goes to a cell or leaves it, with borders that stay shared to the last bit."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Set

import numpy as np
import shapely

from .rings import NOISE, Vertex, insert, vertices


def polygons(shape: Any) -> List[Any]:
    """The areas of a geometry that are more than noise, largest first."""
    parts = shapely.get_parts(shape)
    inner = shapely.get_parts(parts[shapely.get_type_id(parts) > 3])
    parts = np.concatenate([parts[shapely.get_type_id(parts) == 3], inner])
    parts = parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) > NOISE)]
    return parts[np.argsort(-shapely.area(parts), kind="stable")].tolist()


def one(shape: Any, like: Any) -> Any:
    """The areas of an overlay without its dust; of the type of ``like`` when that can hold it."""
    parts = polygons(shape)
    if shapely.get_type_id(like) == 6:
        return shapely.MultiPolygon(parts)
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def joined(cell: Any, ground: Any) -> Any:
    """The cell with the ground; both first get the vertices of the other on their borders."""
    wide = insert(cell, vertices(ground))
    return one(shapely.union(wide, insert(ground, vertices(wide))), cell)


def without(cell: Any, ground: Any) -> Any:
    """The cell without the ground."""
    wide = insert(cell, vertices(ground))
    return one(shapely.difference(wide, insert(ground, vertices(wide))), cell)


def common_border(cell: Any, other: Any) -> float:
    """Length of the border that two areas have in common, in metres."""
    wide = insert(cell, vertices(other))
    other = insert(other, vertices(wide))
    return float(
        shapely.length(shapely.intersection(shapely.boundary(wide), shapely.boundary(other)))
    )


def woven(before: Mapping[int, Any], changed: Mapping[int, Any]) -> Dict[int, Any]:
    """Changed cells and the neighbours that need one of their new vertices.

    Only vertices that a change brought are put into other cells, and only changed cells get the
    vertices of others: what was amiss elsewhere is left as it is.
    """
    result = dict(changed)
    new = {
        fid: vertices(shape) - (vertices(before[fid]) if fid in before else set())
        for fid, shape in changed.items()
    }
    brought: Set[Vertex] = set().union(*new.values())
    fids = [fid for fid in before if fid not in changed]
    tree = shapely.STRtree([before[fid] for fid in fids])
    if brought and fids:
        for position in np.unique(
            tree.query(shapely.points(list(brought)), predicate="dwithin", distance=NOISE)[1]
        ).tolist():
            fid = fids[position]
            shape = insert(before[fid], brought)
            if shape is not before[fid]:
                result[fid] = shape
    for fid, shape in changed.items():
        near = {point for other, points in new.items() if other != fid for point in points}
        if fids:
            beside = tree.query(shape, predicate="intersects").tolist()
            near = near.union(*(vertices(before[fids[i]]) for i in beside))
        result[fid] = insert(shape, near - _lain_open(before, fid, near))
    return result


def _lain_open(before: Mapping[int, Any], fid: int, points: Set[Vertex]) -> Set[Vertex]:
    """Points that lay on the border of the cell before and were no vertex of it."""
    if fid not in before:
        return set()
    return vertices(insert(before[fid], points)) - vertices(before[fid])
