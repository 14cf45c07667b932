"""Two regions in one layer, with one border between them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Callable, Dict, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...errors import Cancelled, InputError
from ...messages import shortened, text
from ...standards import Profile
from .. import codes as grid_codes
from ..lifecycle.rows import as_dates
from ..places import ERROR, Places
from .compare import compare_outlines
from .join import Joined, join
from .model import Pair, Region, common_codes


@dataclass
class MergeSwitches:
    """How to merge: largest distance that a vertex moves, whose line stands, what is written."""

    tolerance: float
    method: str
    date: datetime.date
    reason: str = ""
    lang: str = "en"


@dataclass
class MergeResult:
    """The rows of both regions (columns by role and own fields), the change table (roles of
    ``unit_grid_change``, geometry as before), what was left as it is, figures."""

    layer: gpd.GeoDataFrame
    changes: gpd.GeoDataFrame
    findings: gpd.GeoDataFrame
    figures: Dict[str, Any]


def merge(
    regions: Pair,
    profile: Profile,
    switches: MergeSwitches,
    cancelled: Callable[[], bool] = lambda: False,
) -> MergeResult:
    """Join the grids in use along their common border; raises InputError for codes in both."""
    for region in regions:
        region.check(profile)
    twice = common_codes(regions)
    if twice:
        raise InputError(
            "regions.codes_twice",
            first=regions[0].name,
            second=regions[1].name,
            count=len(twice),
            codes=shortened(twice),
        )
    before: Dict[str, Any] = {}
    compare_outlines(regions, switches.tolerance, Places("regions.finding."), before, cancelled)
    joined = join(regions[0].shapes, regions[1].shapes, switches.tolerance, switches.method)
    if cancelled():
        raise Cancelled()
    parts, changes = [], []
    for place, (region, shapes) in enumerate(zip(regions, (joined.first, joined.second))):
        rows = region.current[joined.touched[place]]
        changes.append(_changes(region, shapes, joined, place, profile, switches))
        parts.append(
            _with_outlines(region, shapes, rows, region.current[joined.moved[place]], switches)
        )
    places = Places("regions.finding.")
    after: Dict[str, Any] = {}
    done = tuple(
        Region(region.name, part, region.fields, region.crs, region.code_field)
        for region, part in zip(regions, parts)
    )
    compare_outlines((done[0], done[1]), switches.tolerance, places, after, cancelled)
    _held(places, joined, done[1])
    layer = pd.concat(parts, ignore_index=True)
    layer = gpd.GeoDataFrame(layer, geometry=gpd.array.GeometryArray(layer.geometry.to_numpy()))
    figures = {
        "first_rows": len(parts[0]),
        "second_rows": len(parts[1]),
        "touched": int(sum(t.sum() for t in joined.touched)),
        "moved": int(sum(m.sum() for m in joined.moved)),
        "farthest": round(float(joined.farthest), 4),
        "held": len(joined.held),
        **{f"{key}_before": value for key, value in before.items()},
        **{f"{key}_after": value for key, value in after.items()},
        "area_before": float(sum(shapely.area(r.shapes).sum() for r in regions)),
        "area_after": float(sum(shapely.area(r.shapes).sum() for r in done)),
    }
    table = pd.concat(changes, ignore_index=True)
    table = gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(table.geometry.to_numpy()))
    return MergeResult(layer, table, places.table(), figures)


def _held(places: Places, joined: Joined, region: Region) -> None:
    spots = shapely.points(np.array(joined.held).reshape(-1, 2))
    count = len(spots)
    if count:
        places.add("held", ERROR, spots, [""] * count, [""] * count, region.name)


def _with_outlines(
    region: Region,
    shapes: np.ndarray,
    touched: np.ndarray,
    moved: np.ndarray,
    switches: MergeSwitches,
) -> gpd.GeoDataFrame:
    """The table of a region with new outlines; only rows that were touched change.

    Days and codes become such, whatever kind of field they are kept in.
    """
    table = region.table.copy()
    for role in ("start", "end", "changed"):
        if role in table:
            days = as_dates(getattr(region.rows, role))
            table[role] = pd.Series(days, dtype=object, index=table.index)
    table["code"] = pd.Series(region.rows.code, dtype=object, index=table.index)
    outlines = np.asarray(table.geometry.array, dtype=object).copy()
    outlines[region.current] = shapes
    if "area" in table:
        area = table["area"].astype(object).to_numpy(dtype=object).copy()
        area[touched] = np.round(shapely.area(outlines[touched]), 2)
        table["area"] = pd.Series(area, dtype=object, index=table.index)
    for role, value in (("changed", switches.date), ("reason", switches.reason or None)):
        if role in table and value is not None:
            values = table[role].astype(object).to_numpy(dtype=object).copy()
            values[moved] = value
            table[role] = pd.Series(values, dtype=object, index=table.index)
    return table.set_geometry(gpd.array.GeometryArray(outlines))


def _changes(
    region: Region,
    shapes: np.ndarray,
    joined: Joined,
    place: int,
    profile: Profile,
    switches: MergeSwitches,
) -> gpd.GeoDataFrame:
    """A row for each touched grid, with the outline it had."""
    rows = np.flatnonzero(joined.touched[place])
    old = region.shapes[rows]
    moved = joined.moved[place][rows]
    words = {
        True: text("regions.change.moved", switches.lang),
        False: text("regions.change.vertices", switches.lang),
    }
    codes = region.codes[rows]
    reason: Optional[str] = switches.reason or text("regions.change.reason", switches.lang)
    columns = {
        "kind": ["moved"] * len(rows),
        "kind_name": [text("lifecycle.kind.moved", switches.lang)] * len(rows),
        "old_codes": codes,
        "new_codes": codes,
        "area_before": np.round(shapely.area(old), 2),
        "area_after": np.round(shapely.area(shapes[rows]), 2),
        "community": grid_codes.part(codes, profile.code, "community"),
        "date": [switches.date] * len(rows),
        "reason": [reason] * len(rows),
        "note": [words[bool(m)] for m in moved],
        "profile": [profile.id] * len(rows),
    }
    table = pd.DataFrame({name: pd.Series(v, dtype=object) for name, v in columns.items()})
    return gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(old))
