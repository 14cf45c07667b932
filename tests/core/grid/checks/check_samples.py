"""Small made-up grids for the tests: right in every respect until one thing is changed."""

from __future__ import annotations

from datetime import date
from typing import Any, Dict, List, Optional, Sequence, Tuple

import geopandas as gpd
import numpy as np
import shapely

from dcm_plugin.core.grid.checks import CheckInput, CheckResult, CrsInfo, run_checks
from dcm_plugin.core.standards import Profile, load_profile

PROFILE = load_profile("gbt47678_3_2026")
PREFIX = ("310101001001", "310101001002")
X0, Y0 = 640000.0, 3450000.0


def table(shapes: Sequence[Any], first_fid: int = 1, **columns: Any) -> gpd.GeoDataFrame:
    """A table with feature ids and the given columns."""
    data: Dict[str, Any] = {"_fid": np.arange(first_fid, first_fid + len(shapes))}
    data.update(columns)
    return gpd.GeoDataFrame(data, geometry=list(shapes))


def box(x: float, y: float, width: float, height: float) -> Any:
    return shapely.box(X0 + x, Y0 + y, X0 + x + width, Y0 + y + height)


def line(*points: Tuple[float, float]) -> Any:
    return shapely.LineString([(X0 + x, Y0 + y) for x, y in points])


def point(x: float, y: float) -> Any:
    return shapely.Point(X0 + x, Y0 + y)


def rectangles(xs: Sequence[float], ys: Sequence[float]) -> List[Any]:
    """Cells between the lines, rows from north to south, each row from west to east."""
    return [
        box(xs[i], ys[j], xs[i + 1] - xs[i], ys[j + 1] - ys[j])
        for j in range(len(ys) - 2, -1, -1)
        for i in range(len(xs) - 1)
    ]


def good_input(columns: int = 3, rows: int = 3, size: float = 100.0, **more: Any) -> CheckInput:
    """Two communities side by side, each with columns × rows grids of size × size."""
    width, height = columns * size, rows * size
    shapes: List[Any] = []
    codes: List[str] = []
    for number, prefix in enumerate(PREFIX):
        xs = [number * width + i * size for i in range(columns + 1)]
        cells = rectangles(xs, [j * size for j in range(rows + 1)])
        shapes += cells
        codes += [f"{prefix}{i + 1:03d}" for i in range(len(cells))]
    grid = table(
        shapes,
        code=codes,
        area=[round(shape.area, 2) for shape in shapes],
        start=["20260101"] * len(shapes),
        end=np.array([None] * len(shapes), dtype=object),
    )
    communities = table([box(0, 0, width, height), box(width, 0, width, height)], code=list(PREFIX))
    given: Dict[str, Any] = {
        "communities": communities,
        "base_scale": 500,
        "crs": CrsInfo("EPSG:4549"),
        "today": date(2026, 11, 1),
    }
    given.update(more)
    return CheckInput(grid, **given)


def full_input(**more: Any) -> CheckInput:
    """The same with every layer given and nothing wrong."""
    data = good_input(**more)
    cells = np.asarray(data.grid.geometry.array, dtype=object)
    middle = shapely.get_coordinates(shapely.centroid(cells))
    data.buildings = table([shapely.Point(p).buffer(10, cap_style="square") for p in middle])
    data.compounds = table([shapely.box(*shapely.buffer(cells[4], -5).bounds), *cells[:1]])
    lines = shapely.boundary(cells)
    data.layout = table(list(lines))
    data.barriers = table([line((0, 0), (0, 300)), line((300, 0), (300, 300))])
    spots = [shapely.Point(x + dx, y) for x, y in middle for dx in (-20, 0, 20)]
    owner = np.repeat(data.grid["code"].to_numpy(), 3)
    data.components = table(spots, code=owner)
    data.previous = data.grid[["_fid", "code", "geometry"]].copy()
    data.streets = table([box(0, 0, 600, 300)], code=["310101001"])
    data.districts = table([box(0, 0, 600, 300)], code=["310101"])
    return data


def check(
    data: CheckInput,
    *checks: str,
    profile: Profile = PROFILE,
    overrides: Optional[Dict[str, Dict[str, Any]]] = None,
) -> CheckResult:
    return run_checks(data, profile, selected=checks or None, overrides=overrides)


def found(result: CheckResult, kind: str = "") -> List[Tuple[str, str, str]]:
    """(check, kind, feature ids) of each finding, or of those of one kind."""
    rows = result.findings
    return [
        (check, name, fids)
        for check, name, fids in zip(rows["check"], rows["kind"], rows["fids"])
        if not kind or name == kind
    ]


def kinds(result: CheckResult) -> List[str]:
    return sorted(set(result.findings["kind"]))


def set_shape(data: CheckInput, row: int, shape: Any) -> None:
    shapes = np.asarray(data.grid.geometry.array, dtype=object).copy()
    shapes[row] = shape
    data.grid = data.grid.set_geometry(list(shapes))


def shape_of(data: CheckInput, row: int) -> Any:
    return data.grid.geometry.array[row]
