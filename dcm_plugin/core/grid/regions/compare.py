"""What does not match where two regions meet."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...errors import Cancelled
from ...standards import Profile
from .. import codes as grid_codes
from ..places import ERROR, WARNING, Places
from .border import gaps, near_parts, overlaps, rim_of, width_of
from .model import SEARCH, Pair, Region, common_codes


def compare(
    regions: Pair,
    profile: Profile,
    tolerance: float,
    cancelled: Callable[[], bool] = lambda: False,
) -> Tuple[gpd.GeoDataFrame, Dict[str, Any]]:
    """Findings with places, and figures. Both tables are in one coordinate system."""
    places = Places("regions.finding.")
    figures: Dict[str, Any] = {}
    _compare_layers(regions, profile, places)
    _compare_codes(regions, profile, places)
    _stop(cancelled)
    compare_outlines(regions, tolerance, places, figures, cancelled)
    return places.table(), figures


def _stop(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled()


# --- layers ------------------------------------------------------------------------------------


def _compare_layers(regions: Pair, profile: Profile, places: Places) -> None:
    first, second = regions
    if first.crs != second.crs:
        _whole(places, "crs", ERROR, second, first=first.crs, second=second.crs)
    names = [{name.casefold(): name for name in region.fields} for region in regions]
    for place, (one, other) in enumerate(((first, second), (second, first))):
        mine, theirs = names[place], names[1 - place]
        lacking = sorted(theirs[key] for key in set(theirs) - set(mine))
        if lacking:
            _whole(places, "fields", WARNING, one, fields=", ".join(lacking), other=other.name)
    for key in sorted(set(names[0]) & set(names[1])):
        kinds = [region.fields[name[key]] for region, name in zip(regions, names)]
        if kinds[0] != kinds[1]:
            _whole(
                places, "field_type", WARNING, second, field=names[0][key], first=kinds[0],
                second=kinds[1],
            )  # fmt: skip
    for region in regions:
        if "profile" in region.table:
            others = sorted({str(v) for v in region.table["profile"].dropna()} - {profile.id})
            if others:
                _whole(places, "profile", WARNING, region, others=", ".join(others))


def _whole(places: Places, kind: str, severity: str, region: Region, **params: Any) -> None:
    """A finding about a layer as a whole."""
    places.add(kind, severity, [None], [""], [""], region.name, **params)


# --- codes -------------------------------------------------------------------------------------


def _compare_codes(regions: Pair, profile: Profile, places: Places) -> None:
    for region in regions:
        reasons = grid_codes.validate_codes(region.codes, profile.code)
        wrong = np.array([bool(r) and not grid_codes.is_warning(r) for r in reasons], dtype=bool)
        _at(places, "code_wrong", ERROR, region, np.flatnonzero(wrong), profile=profile.id)
    twice = common_codes(regions)
    for region in regions:
        _at(places, "code_twice", ERROR, region, np.flatnonzero(np.isin(region.codes, twice)))
    for level in grid_codes.LEVELS:
        parts = [grid_codes.part(region.codes, profile.code, level) for region in regions]
        known = [pd.Series(part).dropna() for part in parts]
        if not all(len(part) for part in known):
            return
        main = [part.value_counts().sort_index().idxmax() for part in known]
        if main[0] == main[1]:
            continue  # regions of one county: look at streets, then at communities
        for region, part, foreign in zip(regions, parts, main[::-1]):
            rows = np.flatnonzero(part == foreign)
            _at(places, "code_foreign", ERROR, region, rows, prefix=str(foreign))
        return


def _at(
    places: Places, kind: str, severity: str, region: Region, rows: np.ndarray, **params: Any
) -> None:
    """Findings at grids in use of a region."""
    places.add(
        kind,
        severity,
        region.shapes[rows],
        [str(fid) for fid in region.fids[rows].tolist()],
        [str(code) for code in region.codes[rows].tolist()],
        region.name,
        **params,
    )


# --- outlines ----------------------------------------------------------------------------------


def compare_outlines(
    regions: Pair,
    tolerance: float,
    places: Places,
    figures: Dict[str, Any],
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Overlaps, gaps, and vertices that the other side lacks."""
    first, second = regions
    rims = rim_of(first.shapes), rim_of(second.shapes)
    reach = SEARCH * tolerance
    near = near_parts(*rims, reach)
    at_border = np.unique(near[0].owner), np.unique(near[1].owner)
    figures["border_grids"] = len(at_border[0]) + len(at_border[1])
    _stop(cancelled)
    i, j, shared = overlaps(first.shapes, second.shapes)
    _areas(places, "overlap", regions, shared, i, j, tolerance)
    figures["overlaps"] = len(shared)
    figures["overlap_m2"] = float(shapely.area(shared).sum())
    if not len(at_border[0]) and not len(shared):
        _whole(places, "apart", ERROR, second, other=first.name, distance=round(reach, 3))
    _stop(cancelled)
    found = gaps(first.shapes, second.shapes, *at_border, reach)
    _gap_places(places, regions, at_border, found, tolerance)
    figures["gaps"] = len(found)
    figures["gap_m2"] = float(shapely.area(found).sum())
    _stop(cancelled)
    figures["vertices"] = _lacking(places, regions, tolerance)


def _areas(
    places: Places,
    kind: str,
    regions: Pair,
    areas: np.ndarray,
    i: np.ndarray,
    j: np.ndarray,
    tolerance: float,
) -> None:
    first, second = regions
    width = width_of(areas)
    fids = [f"{a},{b}" for a, b in zip(first.fids[i].tolist(), second.fids[j].tolist())]
    codes = [f"{a},{b}" for a, b in zip(first.codes[i].tolist(), second.codes[j].tolist())]
    for name, chosen in ((kind, width <= tolerance), (kind + "_wide", width > tolerance)):
        rows = np.flatnonzero(chosen)
        places.add(
            name,
            ERROR,
            areas[rows],
            [fids[k] for k in rows.tolist()],
            [codes[k] for k in rows.tolist()],
            f"{first.name}, {second.name}",
            shapely.area(areas[rows]),
            "m²",
            width=np.round(width[rows], 3),
        )


def _gap_places(
    places: Places,
    regions: Pair,
    at_border: Tuple[np.ndarray, np.ndarray],
    found: np.ndarray,
    tolerance: float,
) -> None:
    """Gaps with the grids beside them: the first of each side names the finding."""
    beside: List[np.ndarray] = []
    for region, rows in zip(regions, at_border):
        place, row = shapely.STRtree(region.shapes[rows]).query(
            found, predicate="dwithin", distance=1e-3
        )
        nearest = np.zeros(len(found), dtype=np.int64)
        nearest[place[::-1]] = rows[row[::-1]]
        beside.append(nearest)
    _areas(places, "gap", regions, found, beside[0], beside[1], tolerance)


def _lacking(places: Places, regions: Pair, tolerance: float) -> int:
    """Vertices near the border of the other side that it has not; one finding for two grids."""
    total = 0
    rims = near_parts(rim_of(regions[0].shapes), rim_of(regions[1].shapes), tolerance)
    for own, other, one, two in ((0, 1, *regions), (1, 0, *regions[::-1])):
        rim, line = rims[own], rims[other]
        if not len(rim.owner) or not len(line.owner):
            continue
        known = {tuple(p) for p in np.concatenate([line.start, line.end]).tolist()}
        vertex = np.array([tuple(p) not in known for p in rim.start.tolist()], dtype=bool)
        spots = shapely.points(rim.start[vertex])
        (place, edge), distance = shapely.STRtree(line.lines()).query_nearest(
            spots, max_distance=tolerance, return_distance=True, all_matches=False
        )
        # beyond the end of the common border the last common vertex is the nearest place
        mine = {tuple(p) for p in np.concatenate([rim.start, rim.end]).tolist()}
        ends = np.stack([line.start[edge], line.end[edge]], axis=1)
        at_end = np.hypot(*np.moveaxis(ends - rim.start[vertex][place][:, None], 2, 0))
        nearest_end = ends[np.arange(len(edge)), at_end.argmin(axis=1)]
        common = np.array([tuple(p) in mine for p in nearest_end.tolist()], dtype=bool)
        real = ~(common & (at_end.min(axis=1) <= distance + 1e-9))
        place, edge, distance = place[real], edge[real], distance[real]
        total += len(place)
        table = pd.DataFrame(
            {
                "one": rim.owner[vertex][place],
                "two": line.owner[edge],
                "spot": place,
                "distance": distance,
            }
        )
        groups = table.groupby(["one", "two"])
        summary = groups.agg(
            number=("spot", "size"), far=("distance", "max"), spot=("spot", "first")
        )
        summary = summary.reset_index()
        a, b = summary["one"].to_numpy(), summary["two"].to_numpy()
        places.add(
            "vertices",
            WARNING,
            spots[summary["spot"].to_numpy(dtype=np.int64)] if len(summary) else [],
            [f"{x},{y}" for x, y in zip(one.fids[a].tolist(), two.fids[b].tolist())],
            [f"{x},{y}" for x, y in zip(one.codes[a].tolist(), two.codes[b].tolist())],
            one.name,
            summary["number"].to_numpy(dtype=float),
            other=two.name,
            distance=[f"{far:.3g}" for far in summary["far"].tolist()],
        )
    return total
