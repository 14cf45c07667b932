"""The made-up city of the tests of core as a place database, and layers of codes in it."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any, List

from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "core" / "geocoding"))

from city_sample import CITY, REFERENCE, sources  # noqa: E402

from dcm_plugin.compat import field  # noqa: E402
from dcm_plugin.core.geocoding.build import build  # noqa: E402
from dcm_plugin.store.places import PlaceDatabase, Reference  # noqa: E402

CRS = "EPSG:4549"


def make_database(path: Path, reference: Reference = REFERENCE, empty: bool = False) -> str:
    with PlaceDatabase(str(path), write=True) as made:
        built = build(sources(), CITY)
        if empty:
            built.records.clear()
        made.apply(built, reference, datetime.date(2026, 1, 1))
    return str(path)


def add_layer(
    name: str, kind: str, columns: List[Any], rows: List[Any], crs: str = CRS
) -> QgsVectorLayer:
    """A layer in memory in the project; ``columns``: (name, type); ``rows``: (wkt, *values)."""
    uri = f"{kind}?crs={crs}" if kind != "NoGeometry" else kind
    layer = QgsVectorLayer(uri, name, "memory")
    layer.dataProvider().addAttributes([field(*column) for column in columns])
    layer.updateFields()
    features = []
    for wkt, *values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    QgsProject.instance().addMapLayer(layer)
    return layer


def box(x: float, y: float, size: float = 100.0) -> str:
    return f"Polygon (({x} {y}, {x + size} {y}, {x + size} {y + size}, {x} {y + size}, {x} {y}))"


def unit_grids() -> QgsVectorLayer:
    """Three grids side by side; the last one has ended and lies over the second."""
    rows = [
        (box(0, 400), "42090100100101", None),
        (box(100, 400), "42090100100102", None),
        (box(100, 400), "42090100100103", "20200101"),
    ]
    return add_layer("单元网格", "Polygon", [("DYWGBSM", "string"), ("ZZRQ", "string")], rows)
