"""Functions of GEOS that are not safe in every QGIS, in a form that is.

On Linux a shapely from PyPI brings its own GEOS, but inside QGIS the names of the GEOS library that
QGIS was linked with come first. Functions that both know are then those of QGIS, functions that
only the newer one knows are called with objects of the other library: the process dies. So the
product calls no function that needs GEOS 3.12 or later, except through this module, and does not
write geometry as WKT with shapely.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

#: Functions of shapely that call into GEOS 3.12 or later when there is one.
NEWER = frozenset(
    (
        "contains_xy",
        "intersects_xy",
        "coverage_is_valid",
        "coverage_invalid_edges",
        "coverage_simplify",
        "coverage_clean",
        "disjoint_subset_union",
        "disjoint_subset_union_all",
        "equals_identical",
        "has_m",
        "get_m",
        "orient_polygons",
        "to_wkt",
    )
)


@lru_cache(maxsize=1)
def one_library() -> bool:
    """Whether there is one GEOS in this process, so that its newer functions may be called."""
    maps = Path("/proc/self/maps")
    if not sys.platform.startswith("linux") or not maps.exists():
        return True
    found = set()
    for line in maps.read_text(encoding="utf-8", errors="replace").splitlines():
        path = line.rpartition(" ")[2]
        if path.rpartition("/")[2].startswith("libgeos_c"):
            found.add(path)
    return len(found) <= 1


def contains_xy(polygons: Any, x: Any, y: Any) -> np.ndarray:
    """Whether points lie inside polygons, pair by pair; a point on the outline does not."""
    shapely.prepare(polygons)
    return np.asarray(shapely.contains(polygons, shapely.points(x, y)), dtype=bool)


def coverage_is_valid(polygons: np.ndarray) -> bool:
    """Whether polygons do not overlap and share every vertex of their common borders."""
    if one_library() and hasattr(shapely, "coverage_is_valid"):
        try:
            return bool(shapely.coverage_is_valid(polygons))
        except shapely.errors.UnsupportedGEOSVersionError:
            return _edges_match(polygons)
    return _edges_match(polygons)


def _edges_match(polygons: np.ndarray) -> bool:
    """The same from coordinates: inner edges stand once in each direction, outer ones touch none.

    With shells counter-clockwise and holes clockwise an edge with polygons on both sides appears
    once in each direction. An edge that has no partner is on the outside; when another polygon
    runs along it without sharing its ends, or crosses it, the coverage is broken.
    """
    polygons = np.asarray(polygons, dtype=object)
    rings, owner = shapely.get_rings(shapely.normalize(polygons), return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    at = np.flatnonzero(ring[1:] == ring[:-1])
    owners = owner[ring[at]]
    order = np.lexsort((xy[:, 1], xy[:, 0]))
    new = np.r_[True, (xy[order][1:] != xy[order][:-1]).any(axis=1)]
    vertex = np.empty(len(xy), dtype=np.int64)
    vertex[order] = np.cumsum(new) - 1
    wide = np.int64(len(xy))
    one = vertex[at] * wide + vertex[at + 1]
    other = vertex[at + 1] * wide + vertex[at]
    if len(np.unique(one)) != len(one):
        return False  # an edge with two polygons on the same side
    alone = np.flatnonzero(~np.isin(one, other))
    lines = shapely.linestrings(np.stack([xy[at[alone]], xy[at[alone] + 1]], axis=1))
    tree = shapely.STRtree(lines)
    for predicate in ("overlaps", "contains", "crosses"):
        i, j = tree.query(lines, predicate=predicate)
        if (i != j).any():
            return False
    i, j = shapely.STRtree(polygons).query(lines, predicate="crosses")
    if (owners[alone[i]] != j).any():
        return False
    i, j = shapely.STRtree(polygons).query(shapely.point_on_surface(polygons), predicate="within")
    return not (i != j).any()
