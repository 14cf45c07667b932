"""``dcm:batchgeocode``: the batch geocoding of QGIS on a place database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest
from qgis import processing
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

sys.path.insert(0, str(Path(__file__).resolve().parent))
from place_samples import add_layer  # noqa: E402

from dcm_plugin import classFactory  # noqa: E402

X, Y = 640000.0, 3458000.0
TEXTS = ["人民路5号", "人民路7号东侧", "火星街1号", "", "红星菜市场"]


@pytest.fixture(autouse=True)
def provider(qgis_app, qgis_processing):
    plugin = classFactory(None)
    plugin.initProcessing()
    yield
    QgsProject.instance().clear()
    plugin.unload()


def layer(source: str, rows: List[Any], *names: str) -> QgsVectorLayer:
    """A layer whose fields are all texts; ``rows``: ((x, y) or None, *values)."""
    kind, _, crs = source.partition("?crs=")
    placed = [(f"Point ({at[0]} {at[1]})" if at else None, *values) for at, *values in rows]
    return add_layer("Layer", kind, [(name, "string") for name in names], placed, crs)


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = str(tmp_path / "places.gpkg")
    plates = [((X + 20 * n, Y + 15), "人民路", f"{2 * n + 1}号") for n in range(10)]
    pois = [((X + 9000 * n, Y + 300), "红星菜市场") for n in range(2)]
    processing.run(
        "dcm:buildgeocodeindex",
        {
            "PLATES": layer("Point?crs=EPSG:4549", plates, "street", "number"),
            "PLATE_NUMBER_FIELD": "number",
            "POIS": layer("Point?crs=EPSG:4549", pois, "name"),
            "OUTPUT": path,
        },
    )
    return path


def run(source: QgsVectorLayer, database: str, **more: Any) -> Dict[str, Any]:
    values = {"INPUT": source, "FIELD": "addr", "DATABASE": database, "OUTPUT": "memory:"}
    return processing.run("dcm:batchgeocode", {**values, **more})


def test_every_row_comes_out_with_its_state(database: str) -> None:
    made = run(layer("NoGeometry", [(None, t) for t in TEXTS], "addr"), database)["OUTPUT"]
    rows = list(made.getFeatures())
    states = [row["gc_state"] for row in rows]
    # QGIS asks nothing for a row without text
    assert states == ["matched", "matched", "unmatched", None, "tied"]
    assert made.crs().authid() == "EPSG:4549"
    first = rows[0].geometry().asPoint()
    assert (first.x(), first.y()) == (pytest.approx(X + 40), pytest.approx(Y + 15))
    assert rows[1].geometry().asPoint().x() == pytest.approx(X + 60 + 30)
    assert not rows[2].hasGeometry() and "street" in rows[2]["gc_reason"]
    assert rows[4]["gc_count"] == 2


def test_points_lie_in_the_coordinate_system_of_the_layer(database: str) -> None:
    source = layer("Point?crs=EPSG:4326", [((120.0, 31.0), "人民路5号")], "addr")
    made = run(source, database)["OUTPUT"]
    assert made.crs().authid() == "EPSG:4326"
    change = QgsCoordinateTransform(
        made.crs(), QgsCoordinateReferenceSystem("EPSG:4549"), QgsProject.instance()
    )
    point = change.transform(next(made.getFeatures()).geometry().asPoint())
    assert (point.x(), point.y()) == (pytest.approx(X + 40, abs=0.01), pytest.approx(Y + 15, abs=1))


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    source = layer("NoGeometry", [(None, "人民路5号")], "addr")
    with pytest.raises(QgsProcessingException):
        run(source, str(tmp_path / "none.gpkg"))


def test_a_field_that_is_not_there_is_told(database: str) -> None:
    source = layer("NoGeometry", [(None, "人民路5号")], "addr")
    values = {"INPUT": source, "FIELD": "地址", "DATABASE": database, "OUTPUT": "memory:"}
    with pytest.raises(QgsProcessingException, match="地址"):
        processing.run("dcm:batchgeocode", values)


def test_the_answers_are_those_of_geocode_table(database: str) -> None:
    source = layer("NoGeometry", [(None, t) for t in TEXTS if t], "addr")
    one = list(run(source, database)["OUTPUT"].getFeatures())
    values = {"INPUT": source, "FIELD": "addr", "DATABASE": database, "OUTPUT": "memory:"}
    two = list(processing.run("dcm:geocodetable", values)["OUTPUT"].getFeatures())
    for a, b in zip(one, two):
        for name in ("gc_state", "gc_name", "gc_score", "gc_error_m", "gc_reason", "gc_address"):
            assert a[name] == b[name] or (not a[name] and not b[name]), name
