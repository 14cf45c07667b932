"""Areas that polygons share, for many polygons at once."""

from __future__ import annotations

from typing import Callable, List, Tuple

import numpy as np
import shapely
from shapely import STRtree

Threaded = Callable[..., np.ndarray]


def polygonal(shapes: np.ndarray) -> np.ndarray:
    """Only the areas of geometries (collections come out of repairs); empty when there is none."""
    result = np.asarray(shapes, dtype=object).copy()
    mixed = np.flatnonzero(~np.isin(shapely.get_type_id(result), (3, 6)))
    for position in mixed.tolist():
        parts = [p for p in shapely.get_parts(result[position]) if p.geom_type == "Polygon"]
        nested = [p for p in shapely.get_parts(result[position]) if p.geom_type == "MultiPolygon"]
        for inner in nested:
            parts.extend(shapely.get_parts(inner))
        result[position] = shapely.union_all(parts) if parts else shapely.Polygon()
    return result


def subdivide(polygons: np.ndarray, vertices: int = 256) -> Tuple[np.ndarray, np.ndarray]:
    """Polygons cut into pieces of few vertices, and the polygon each piece comes from."""
    parts, owner = shapely.get_parts(polygons, return_index=True)
    done: List[np.ndarray] = []
    done_owner: List[np.ndarray] = []
    for _ in range(40):
        large = shapely.get_num_coordinates(parts) > vertices
        done.append(parts[~large])
        done_owner.append(owner[~large])
        parts, owner = parts[large], owner[large]
        if not len(parts):
            break
        x0, y0, x1, y1 = shapely.bounds(parts).T
        wide = (x1 - x0) >= (y1 - y0)
        xm, ym = (x0 + x1) / 2, (y0 + y1) / 2
        first = shapely.box(x0, y0, np.where(wide, xm, x1), np.where(wide, y1, ym))
        second = shapely.box(np.where(wide, xm, x0), np.where(wide, y0, ym), x1, y1)
        halves = polygonal(shapely.intersection(np.r_[parts, parts], np.r_[first, second]))
        parts, part = shapely.get_parts(halves, return_index=True)
        owner = np.r_[owner, owner][part]
        some = ~shapely.is_empty(parts)
        parts, owner = parts[some], owner[some]
    else:
        done.append(parts)
        done_owner.append(owner)
    return np.concatenate(done), np.concatenate(done_owner)


def overlap_areas(
    shapes: np.ndarray, others: np.ndarray, threaded: Threaded, stepwise: Threaded
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs (shape, other) with the area they share; a shape inside another costs no overlay."""
    if not len(shapes) or not len(others):
        none = np.empty(0, dtype=np.int64)
        return none, none, np.empty(0)
    i, j = STRtree(others).query(shapes, predicate=None)
    order = np.argsort(j, kind="stable")
    i, j = i[order], j[order]
    shapely.prepare(others)
    inside = stepwise(shapely.contains_properly, others[j], shapes[i])
    area = np.zeros(len(i))
    area[inside] = shapely.area(shapes[i[inside]])
    rest = np.flatnonzero(~inside)
    meets = stepwise(shapely.intersects, others[j[rest]], shapes[i[rest]])
    rest = rest[meets]
    area[rest] = threaded(intersection_area, shapes[i[rest]], others[j[rest]])
    keep = area > 0
    return i[keep], j[keep], area[keep]


def intersection_area(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    result: np.ndarray = shapely.area(shapely.intersection(a, b))
    return result
