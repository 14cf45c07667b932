"""``dcm:exportcomponents`` as users run it."""

from __future__ import annotations

import json

import processing
import pytest
from qgis.core import NULL, QgsProcessingException, QgsVectorLayer
from test_encode_components import DATE, WEST, make_layer, table

from dcm_plugin.core.classes import load_catalogue

CODES = ["11010101001000001", "11010101001000002"]
KINDS = [
    ("GLBJBSM", "string", 20), ("GLBJMC", "string", 60), ("DeptCode1", "string", 18),
    ("ZGBMMC", "string", 0), ("SZDYWGBSM", "string", 15), ("ObjState", "string", 10),
    ("CSRQ", "string", 10), ("own", "string", 5),
]  # fmt: skip


pytestmark = pytest.mark.usefixtures("provider")


def row(code, **changes):
    values = {
        "GLBJBSM": code, "GLBJMC": "供水井盖", "DeptCode1": "123", "ZGBMMC": "局",
        "SZDYWGBSM": WEST, "ObjState": "完好", "CSRQ": "20260701", "own": "a", **changes,
    }  # fmt: skip
    return [values[name] for name, *_ in KINDS]


def components(rows=None, crs="EPSG:4549"):
    rows = rows or [row(code) for code in CODES]
    places = ["PointZ (500050 3400050 7)", "PointZ (500150 3400090 8)"]
    return make_layer("Components", places[: len(rows)], rows, KINDS, "PointZ", crs=crs)


def run(layer, output, **parameters):
    parameters = {"INPUT": layer, "OUTPUT": str(output), "ERRORS": "memory:", **parameters}
    return processing.run("dcm:exportcomponents", parameters)


def test_the_file_has_the_field_table_of_the_version(tmp_path):
    output = tmp_path / "delivery.gpkg"
    result = run(components(), output)
    layer = QgsVectorLayer(str(output), "d", "ogr")
    specs = load_catalogue().tables["component"].values()
    fields = list(layer.fields())[1:]
    assert [f.name() for f in fields] == [spec.name for spec in specs]
    assert [f.length() for f in fields if f.typeName() == "String"] == [
        spec.length for spec in specs if spec.type == "string"
    ]
    rows = table(layer)
    assert rows[0]["GLBJZT"] == "完好"
    assert rows[0]["CSRQ"] == DATE
    assert rows[0]["wkt"].startswith("Point Z") or rows[0]["wkt"].startswith("PointZ")
    assert (result["COMPONENT_COUNT"], result["ERROR_COUNT"]) == (2, 0)


def test_what_does_not_fit_is_refused_or_emptied_and_listed(tmp_path):
    output = tmp_path / "delivery.gpkg"
    rows = [row(CODES[0], GLBJMC="很" * 40, ObjState=NULL), row(CODES[0])]
    with pytest.raises(QgsProcessingException, match="do not fit"):
        run(components(rows), output)
    assert list(tmp_path.iterdir()) == []
    result = run(components(rows), output, WRONG_VALUES="empty")
    found = {(r["field"], r["kind"], r["feature"]) for r in table(result["ERRORS"])}
    assert found == {
        ("GLBJMC", "long", 1), ("GLBJZT", "missing", 1), ("GLBJBSM", "duplicate", 1),
        ("GLBJBSM", "duplicate", 2),
    }  # fmt: skip
    assert [r["value"] for r in table(result["ERRORS"]) if r["kind"] == "long"] == ["很" * 40]
    assert [r["GLBJMC"] for r in table(str(output))] == [None, "供水井盖"]


def test_evidence_is_a_child_table(tmp_path):
    output = tmp_path / "delivery.gpkg"
    kinds = [("GLBJBSM", "string", 17), ("QRFS", "string", 30), ("QRRQ", "date")]
    child = make_layer("E", [None, None], [[c, "现场确认", DATE] for c in CODES], kinds)
    result = run(components(), output, EVIDENCE=child)
    assert result["EVIDENCE_COUNT"] == 2
    rows = table(f"{output}|layername=ownership_evidence")
    assert [(r["BJBSM"], r["QRFS"], r["QRRQ"]) for r in rows] == [
        (code, "现场确认", DATE) for code in CODES
    ]
    assert table(f"{output}|layername=delivery")[0]["GLBJBSM"] == CODES[0]
    with pytest.raises(QgsProcessingException, match="GeoPackage"):
        run(components(), tmp_path / "delivery.geojson", EVIDENCE=child)


def test_geojson_is_in_longitude_and_latitude(tmp_path):
    output = tmp_path / "delivery.geojson"
    run(components(), output)
    data = json.loads(output.read_text(encoding="utf-8"))
    x, y = data["features"][0]["geometry"]["coordinates"][:2]
    assert 119 < x < 121
    assert 30 < y < 32
    assert data["features"][0]["properties"]["CSRQ"] == "2026-07-01"


def test_older_versions_and_other_formats(tmp_path):
    rows = [row("1101010101000001"), row("1101010101000002")]
    run(components(rows), tmp_path / "old.gpkg", VERSION="gbt30428_2_2013")
    old = table(str(tmp_path / "old.gpkg"))[0]
    assert (old["ObjID"], old["BGID"], old["ObjState"]) == ("1101010101000001", WEST, "完好")
    assert "GLBJBSM" not in old
    with pytest.raises(QgsProcessingException, match="GeoPackage"):
        run(components(), tmp_path / "delivery.shp")
