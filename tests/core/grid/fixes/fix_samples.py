"""Irregular coverages for the tests of fixes: good ones, to be broken in one place."""

from __future__ import annotations

from datetime import date
from typing import Any, Dict, List, Optional, Sequence

import geopandas as gpd
import numpy as np
import shapely

from dcm_plugin.core.geos import coverage_is_valid
from dcm_plugin.core.grid.checks import CheckInput, CrsInfo, run_checks
from dcm_plugin.core.grid.findings import Finding, findings_of
from dcm_plugin.core.grid.redraw import Edit, Patch
from dcm_plugin.core.grid.redraw.model import after
from dcm_plugin.core.standards import load_profile

PROFILE = load_profile("gbt47678_3_2026")
X0, Y0 = 640000.0, 3450000.0
WEST, EAST = "310101001001", "310101001002"


def objects(shapes: Sequence[Any]) -> np.ndarray:
    result = np.empty(len(shapes), dtype=object)
    result[:] = list(shapes)
    return result


def patch_of(shapes: Sequence[Any], frame: Optional[Sequence[Any]] = None) -> Patch:
    """Feature ids from 1 on."""
    fids = np.arange(1, len(shapes) + 1, dtype=np.int64)
    return Patch(fids, objects(shapes), objects(frame or [None] * len(shapes)))


def squares(columns: int = 3, rows: int = 3, size: float = 100.0) -> List[Any]:
    """Row by row from the south-west."""
    return [
        shapely.box(X0 + i * size, Y0 + j * size, X0 + (i + 1) * size, Y0 + (j + 1) * size)
        for j in range(rows)
        for i in range(columns)
    ]


def irregular(seed: int, number: int = 12, size: float = 400.0) -> List[Any]:
    """A Voronoi coverage of a square with vertices on the millimetre, all shared."""
    rng = np.random.default_rng(seed)
    k = int(np.ceil(np.sqrt(number)))
    at = (np.stack(np.meshgrid(np.arange(k), np.arange(k)), -1).reshape(-1, 2) + 0.5) / k
    xy = (at + rng.uniform(-0.3, 0.3, at.shape) / k) * size + [X0, Y0]
    outline = shapely.box(X0, Y0, X0 + size, Y0 + size)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.MultiPoint(xy), extend_to=outline.buffer(size))
    )
    cells = shapely.intersection(cells, outline)
    cells = shapely.transform(cells, lambda c: np.round(c, 3))
    vertices = np.unique(shapely.get_coordinates(cells), axis=0)
    # vertices of the border that only one of two cells has after the clipping
    from dcm_plugin.core.grid.redraw.fixes.rings import insert

    cells = objects([insert(c, map(tuple, vertices.tolist()), 1e-9) for c in cells])
    return cells.tolist() if coverage_is_valid(cells) else []


def data_of(patch: Patch, **columns: Any) -> CheckInput:
    given: Dict[str, Any] = {"_fid": patch.fids}
    given.update(columns)
    table = gpd.GeoDataFrame(given, geometry=list(patch.shapes))
    return CheckInput(table, crs=CrsInfo("EPSG:4549"), today=date(2026, 11, 1))


def findings(patch: Patch, *checks: str, **columns: Any) -> List[Finding]:
    data = data_of(patch, **columns)
    return findings_of(run_checks(data, PROFILE, selected=checks or ("Q01", "Q02")), data, PROFILE)


def of_kind(patch: Patch, *kinds: str) -> List[Finding]:
    return [found for found in findings(patch) if found.kind in kinds]


def applied(patch: Patch, edit: Edit) -> Patch:
    """The patch after the edit; what the edit does not name is the same to the last byte."""
    result = after(patch, edit)
    named = {*edit.changed, *edit.removed}
    old = dict(zip(patch.fids.tolist(), patch.shapes.tolist()))
    for fid, shape in zip(result.fids.tolist(), result.shapes.tolist()):
        if fid in old and fid not in named:
            assert shapely.to_wkb(shape) == shapely.to_wkb(old[fid])
    return result


def moved_vertex(shape: Any, number: int, shift: Sequence[float]) -> Any:
    xy = shapely.get_coordinates(shape)[:-1].copy()
    xy[number % len(xy)] += shift
    return shapely.Polygon(xy)
