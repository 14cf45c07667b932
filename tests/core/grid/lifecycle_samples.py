"""Small grids with histories for the tests of the life cycle."""

from __future__ import annotations

import datetime
from typing import Any, Dict, List, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from dcm_plugin.core.grid.lifecycle import Switches, UpdateTask, update
from dcm_plugin.core.standards import load_profile

PROFILE = load_profile("gbt47678_3_2026")
WEST, EAST = "110101001001", "110101001002"
BEGIN = datetime.date(2020, 1, 1)
TODAY = datetime.date(2026, 7, 1)
LATER = datetime.date(2027, 2, 3)
SIDE = 100.0


def cell(column: float, row: float, width: float = 1, height: float = 1) -> Any:
    return shapely.box(column * SIDE, row * SIDE, (column + width) * SIDE, (row + height) * SIDE)


def table(shapes: List[Any], codes: List[Optional[str]], **columns: List[Any]) -> gpd.GeoDataFrame:
    count = len(shapes)
    data: Dict[str, Any] = {
        "_fid": np.arange(1, count + 1),
        "code": pd.Series(codes, dtype=object),
        "start": pd.Series([BEGIN] * count, dtype=object),
        "end": pd.Series([None] * count, dtype=object),
        "area": [s.area if s is not None else None for s in shapes],
    }
    data.update({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    array = np.empty(count, dtype=object)
    array[:] = shapes
    return gpd.GeoDataFrame(pd.DataFrame(data), geometry=gpd.array.GeometryArray(array))


def row_of_cells(count: int = 4, prefix: str = WEST, **columns: List[Any]) -> gpd.GeoDataFrame:
    """A row of squares from west to east with the numbers from 1."""
    codes = [f"{prefix}{number:03d}" for number in range(1, count + 1)]
    return table([cell(i, 0) for i in range(count)], codes, **columns)


def with_shapes(grid: gpd.GeoDataFrame, changes: Dict[int, Any]) -> gpd.GeoDataFrame:
    """A copy with other outlines in some rows."""
    shapes = np.asarray(grid.geometry.array, dtype=object).copy()
    for place, shape in changes.items():
        shapes[place] = shape
    return grid.set_geometry(gpd.array.GeometryArray(shapes))


def rows(grid: gpd.GeoDataFrame, places: List[int]) -> gpd.GeoDataFrame:
    return grid.iloc[places].reset_index(drop=True)


def run(old: Any, edited: Any, profile: Any = PROFILE, **options: Any) -> Any:
    more = {name: options.pop(name) for name in ("communities", "history") if name in options}
    switches = Switches(options.pop("date", TODAY), **options)
    return update(UpdateTask(old, edited, profile, switches, **more))


def again(result: Any) -> gpd.GeoDataFrame:
    """The layer of a result as the old layer of the next run."""
    layer = result.layer.copy()
    layer.insert(0, "_fid", np.arange(1, len(layer) + 1))
    return layer


def kinds(result: Any) -> Dict[str, int]:
    return {kind: n for kind, n in result.counts.items() if n and kind != "kept"}


def current(result: Any) -> gpd.GeoDataFrame:
    return result.layer[result.layer["end"].isna()]


def equal(first: gpd.GeoDataFrame, second: gpd.GeoDataFrame) -> bool:
    """Every value and every coordinate, in the same order."""
    columns = [c for c in first.columns if c not in ("_fid", "geometry")]
    if sorted(columns) != sorted(c for c in second.columns if c not in ("_fid", "geometry")):
        return False
    for name in columns:
        a = [None if pd.isna(v) else v for v in first[name]]
        b = [None if pd.isna(v) else v for v in second[name]]
        if a != b:
            return False
    outlines = [shapely.to_wkb(np.asarray(g.geometry.array, dtype=object)) for g in (first, second)]
    return outlines[0].tolist() == outlines[1].tolist()
