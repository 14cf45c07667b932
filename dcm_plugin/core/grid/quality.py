"""Figures of a unit-grid partition, by the definitions of the quality table.

Same keys as the measuring tool of the project; made for 50,000 cells and 200,000 buildings.
"""

from __future__ import annotations

from typing import Any, Dict, Optional

import geopandas as gpd
import numpy as np
import shapely

from ..geos import coverage_is_valid

#: A building counts from this area (m²) on; it is cut when more than the larger of CUT_AREA (m²)
#: and CUT_SHARE of it lies outside its main cell.
BUILDING_AREA = 20.0
CUT_AREA = 2.0
CUT_SHARE = 0.01
#: A component is on a border within this distance (m).
ON_BORDER = 0.5
#: A cell crosses a community when more than this (m²) lies outside its community.
CROSS_AREA = 1.0


def measure(
    cells: gpd.GeoDataFrame,
    communities: gpd.GeoDataFrame,
    buildings: Optional[gpd.GeoDataFrame] = None,
    components: Optional[gpd.GeoDataFrame] = None,
    target: float = 10000.0,
) -> Dict[str, Any]:
    """Figures of ``cells`` (``community`` column optional) against ``communities`` (``code``).

    Areas in m²; shares 0 ... 1. Overlap and gap come from the union when the cells are no coverage
    and are exact 0 when every inner edge is shared by two cells and the areas agree.
    """
    shapes = np.asarray(cells.geometry.values, dtype=object)
    area = shapely.area(shapes)
    length = shapely.length(shapes)
    frame = np.asarray(communities.geometry.values, dtype=object)
    r: Dict[str, Any] = {"cells": len(shapes)}
    r["multipart"] = int((shapely.get_num_geometries(shapes) > 1).sum())
    r["invalid"] = int((~shapely.is_valid(shapes)).sum())
    share = area / target
    within = (share >= 0.5) & (share <= 1.5)
    r["share_5k_15k"] = float(within.mean()) if len(area) else 0.0
    r["share_8k_12k"] = float(((share >= 0.8) & (share <= 1.2)).mean()) if len(area) else 0.0
    r["area_in_5k_15k"] = float(area[within].sum() / max(area.sum(), 1e-9))
    r["slivers_lt_1000"] = int((share < 0.1).sum())
    r["gt_30000"] = int((share > 3).sum())
    r["area_mean"] = float(area.mean()) if len(area) else 0.0
    r["area_cv"] = float(area.std() / area.mean()) if len(area) else 0.0
    r["polsby_popper_med"] = float(np.median(4 * np.pi * area / length**2)) if len(area) else 0.0
    r.update(_coverage(shapes, area, frame))
    r["crosses_community"] = _crossing(shapes, area, frame, cells, communities)
    if buildings is not None and len(buildings):
        r.update(_buildings(_clean(buildings), shapes, frame))
    if components is not None and len(components):
        r.update(_components(_clean(components), shapes))
    return r


def _clean(table: gpd.GeoDataFrame) -> np.ndarray:
    shapes = np.asarray(table.geometry.values, dtype=object)
    return shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]


def _coverage(shapes: np.ndarray, area: np.ndarray, frame: np.ndarray) -> Dict[str, float]:
    total = float(shapely.area(frame).sum())
    missing = total - float(area.sum())
    noise = 1e-9 * max(total, 1.0)
    if abs(missing) <= noise and coverage_is_valid(shapes):
        return {"overlap_m2": 0.0, "gap_m2": 0.0}
    union = shapely.union_all(shapes)
    return {
        "overlap_m2": float(area.sum() - union.area),
        "gap_m2": float(total - union.area),
    }


def _crossing(
    shapes: np.ndarray,
    area: np.ndarray,
    frame: np.ndarray,
    cells: gpd.GeoDataFrame,
    communities: gpd.GeoDataFrame,
) -> int:
    """Cells of which more than CROSS_AREA is outside the community that holds the most of it."""
    # a millimetre of room: corners put on a slanting border are off it by rounding
    roomy = shapely.buffer(frame, 1e-3, join_style="mitre")
    shapely.prepare(roomy)
    tree = shapely.STRtree(roomy)
    c, i = tree.query(shapes, predicate="covered_by")[::-1]
    inside = np.zeros(len(shapes))
    inside[i] = area[i]
    rest = np.flatnonzero(inside == 0)
    i, c = tree.query(shapes[rest], predicate="intersects")
    part = shapely.area(shapely.intersection(shapes[rest[i]], roomy[c]))
    np.maximum.at(inside, rest[i], part)
    return int(((area - inside) > CROSS_AREA).sum())


def _split(things: np.ndarray, areas: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Mask of the things cut by the cells."""
    i, c = shapely.STRtree(cells).query(things, predicate="intersects")
    several = np.bincount(i, minlength=len(things))[i] > 1
    i, c = i[several], c[several]
    part = shapely.area(shapely.intersection(things[i], cells[c]))
    largest, total = np.zeros(len(things)), np.zeros(len(things))
    np.maximum.at(largest, i, part)
    np.add.at(total, i, part)
    return (total - largest) > np.maximum(CUT_AREA, CUT_SHARE * areas)


def _buildings(buildings: np.ndarray, cells: np.ndarray, frame: np.ndarray) -> Dict[str, Any]:
    buildings = shapely.make_valid(buildings)
    area = shapely.area(buildings)
    keep = area >= BUILDING_AREA
    keep[keep] = _touching(buildings[keep], cells)
    buildings, area = buildings[keep], area[keep]
    cut = _split(buildings, area, cells)
    forced = _split(buildings, area, frame)
    return {
        "buildings": int(len(buildings)),
        "buildings_cut": int(cut.sum()),
        "buildings_cut_share": float(cut.mean()) if len(cut) else 0.0,
        "buildings_cut_forced_by_community": int((cut & forced).sum()),
    }


def _touching(things: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Mask of the things at the cells: layers are often those of the whole city."""
    near = np.zeros(len(things), dtype=bool)
    near[shapely.STRtree(cells).query(things, predicate="intersects")[0]] = True
    return near


def _components(components: np.ndarray, cells: np.ndarray) -> Dict[str, Any]:
    places = shapely.point_on_surface(components)
    places = places[_touching(places, cells)]
    tree = shapely.STRtree(shapely.boundary(cells))
    near = np.unique(tree.query(places, predicate="dwithin", distance=ON_BORDER)[0])
    i, c = shapely.STRtree(cells).query(places, predicate="intersects")
    count = np.bincount(c, minlength=len(cells))
    return {
        "components": int(len(places)),
        "components_within_0.5m_of_border": int(len(near)),
        "components_cv": float(count.std() / max(count.mean(), 1e-9)),
        "components_max": int(count.max()) if len(count) else 0,
    }
