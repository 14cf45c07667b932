"""Layers for the tests of the redraw: squares of 100 m in two communities, in a GeoPackage."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Dict, List, Tuple

import geopandas as gpd
import pandas as pd
import shapely
from qgis.core import QgsVectorLayer

WEST, EAST = "310199001001", "310199001002"
ORIGIN = (640000.0, 3457000.0)
CRS = "EPSG:4549"


def box(column: float, row: float, width: float = 1.0, height: float = 1.0) -> Any:
    x, y = ORIGIN[0] + column * 100, ORIGIN[1] + row * 100
    return shapely.box(x, y, x + width * 100, y + height * 100)


def place(column: float, row: float) -> Tuple[float, float]:
    return ORIGIN[0] + column * 100, ORIGIN[1] + row * 100


def write(path: Path, layer: str, shapes: List[Any], **columns: List[Any]) -> QgsVectorLayer:
    table = gpd.GeoDataFrame(pd.DataFrame(columns), geometry=shapes, crs=CRS)
    schema = gpd.io.file.infer_schema(table)
    for name, values in columns.items():
        if isinstance(values[0], datetime.date):
            schema["properties"][name] = "date"
            table[name] = [value.isoformat() for value in values]
    table.to_file(path, layer=layer, driver="GPKG", schema=schema, engine="fiona")
    made = QgsVectorLayer(f"{path}|layername={layer}", layer, "ogr")
    assert made.isValid()
    return made


def grid(path: Path, columns: int = 4, rows: int = 3) -> QgsVectorLayer:
    """The western half is one community, the eastern half another."""
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    half = columns // 2
    prefix = [WEST if column < half else EAST for column, _ in cells]
    count: Dict[str, int] = {}
    codes = []
    for name in prefix:
        count[name] = count.get(name, 0) + 1
        codes.append(f"{name}{count[name]:03d}")
    return write(
        path,
        "unit_grid",
        [box(column, row) for column, row in cells],
        DYWGBSM=codes,
        MJ=[10000.0] * len(cells),
        CSRQ=[datetime.date(2026, 7, 1)] * len(cells),
        SZSQDM=prefix,
        BZ=[f"第{number}格" for number in range(1, len(cells) + 1)],
    )


def rows_of(layer: QgsVectorLayer) -> Dict[int, Any]:
    """Everything in a layer, to the byte."""
    return {
        feature.id(): (feature.geometry().asWkb().data(), repr(feature.attributes()))
        for feature in layer.getFeatures()
    }
