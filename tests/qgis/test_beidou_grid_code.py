"""``dcm:beidougridcode``, as users run it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List

import pytest
from qgis import processing
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

from dcm_plugin import classFactory
from dcm_plugin.compat import field
from dcm_plugin.core.geocoding import beidou

LON, LAT = 116 + 18 / 60 + 45.37 / 3600, 39 + 59 / 60 + 35.38 / 3600
CODE = "N50J47539B82553461"


@pytest.fixture(autouse=True)
def provider(qgis_app, qgis_processing):
    plugin = classFactory(None)
    plugin.initProcessing()
    yield
    QgsProject.instance().clear()
    plugin.unload()


def layer(crs: str, shapes: List[Any], *fields: Any, kind: str = "Point") -> QgsVectorLayer:
    made = QgsVectorLayer(f"{kind}?crs={crs}", "Places", "memory")
    made.dataProvider().addAttributes(list(fields))
    made.updateFields()
    for shape in shapes:
        feature = QgsFeature(made.fields())
        if shape is not None:
            feature.setGeometry(shape)
        made.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(made)
    return made


def run(source: QgsVectorLayer, **more: Any) -> Any:
    values = {"INPUT": source, "OUTPUT": "TEMPORARY_OUTPUT", **more}
    return processing.run("dcm:beidougridcode", values)


def at(lon: float, lat: float, crs: str) -> QgsGeometry:
    shape = QgsGeometry.fromPointXY(QgsPointXY(lon, lat))
    context = QgsProject.instance().transformContext()
    degrees = QgsCoordinateReferenceSystem("EPSG:4490")
    shape.transform(QgsCoordinateTransform(degrees, QgsCoordinateReferenceSystem(crs), context))
    return shape


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326", "EPSG:4548"])
def test_places_in_any_coordinate_system(crs: str) -> None:
    result = run(layer(crs, [at(LON, LAT, crs), None]), LEVEL=8)
    rows = list(result["OUTPUT"].getFeatures())
    assert [f["beidou_code"] or "" for f in rows] == [CODE[:16], ""]
    assert result["OUTPUT"].crs().authid() == crs
    assert (result["CODED_COUNT"], result["OPEN_COUNT"]) == (1, 1)


def test_codes_lead_to_cells_that_hold_the_places() -> None:
    places = [at(120 + i / 37, 31 + i / 91, "EPSG:4549") for i in range(30)]
    result = run(layer("EPSG:4549", places), LEVEL=7, FIELD="code")
    for number, feature in enumerate(result["OUTPUT"].getFeatures()):
        west, south, east, north = beidou.cell(feature["code"])
        assert west <= 120 + number / 37 + 1e-9 and 120 + number / 37 - 1e-9 < east
        assert south <= 31 + number / 91 + 1e-9 and 31 + number / 91 - 1e-9 < north


def test_a_text_field_is_filled_anew_and_others_are_refused() -> None:
    known = layer("EPSG:4490", [at(LON, LAT, "EPSG:4490")], field("code", "string", 20))
    result = run(known, FIELD="code", LEVEL=9)
    assert [f.name() for f in result["OUTPUT"].fields()] == ["code"]
    assert next(result["OUTPUT"].getFeatures())["code"] == CODE
    for wrong in (field("code", "int"), field("code", "string", 10)):
        with pytest.raises(QgsProcessingException, match="code"):
            run(layer("EPSG:4490", [at(LON, LAT, "EPSG:4490")], wrong), FIELD="code", LEVEL=9)


def test_an_area_is_coded_at_a_point_on_it_and_the_file_stays_whole(tmp_path: Path) -> None:
    square = QgsGeometry.fromWkt("Polygon ((116.1 39.1, 116.11 39.1, 116.11 39.11, 116.1 39.1))")
    path = str(tmp_path / "coded.gpkg")
    result = run(layer("EPSG:4490", [square], kind="Polygon"), LEVEL=3, OUTPUT=path)
    made = QgsVectorLayer(result["OUTPUT"], "made", "ogr")
    coded = next(made.getFeatures())
    assert coded["beidou_code"] == "N50J460"
    assert coded.geometry().equals(square)


def test_an_empty_layer_is_told(tmp_path: Path) -> None:
    path = tmp_path / "coded.gpkg"
    with pytest.raises(QgsProcessingException):
        run(layer("EPSG:4490", []), OUTPUT=str(path))
    assert not path.exists()
