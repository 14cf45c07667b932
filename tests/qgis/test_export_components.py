"""``dcm:exportcomponents`` as users run it."""

from __future__ import annotations

import json

import processing
import pytest
from qgis.core import (
    NULL,
    QgsGeometry,
    QgsProcessingException,
    QgsVectorLayer,
    QgsWkbTypes,
)
from test_encode_components import DATE, WEST, make_layer, table

from dcm_plugin.core.classes import load_catalogue
from dcm_plugin.core.exchange import tell_encoding

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
    with pytest.raises(QgsProcessingException, match=r"GeoPackage.*Shapefile"):
        run(components(), tmp_path / "delivery.kml")


# --- Shapefile -------------------------------------------------------------------------------


def plain(rows):
    return [{name: value or None for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK", "GB18030"])
@pytest.mark.parametrize("version", ["gbt47678_5_2026", "gbt30428_2_2013"])
def test_a_shapefile_comes_back_as_it_was(tmp_path, encoding, version):
    codes = CODES if "2026" in version else ["1101010101000001", "1101010101000002"]
    rows = [row(codes[0], GLBJMC="供" * 30), row(codes[1], ZGBMMC="局" * 60)]
    values = {"VERSION": version, "ENCODING": encoding}
    output = tmp_path / "部件.shp"
    (tmp_path / "部件.qix").write_bytes(b"an index of an older file")
    result = run(components(rows), output, **values)
    assert result["ERROR_COUNT"] == 0
    run(components(rows), tmp_path / "delivery.gpkg", **values)
    assert plain(table(str(output))) == plain(table(str(tmp_path / "delivery.gpkg")))
    layer = QgsVectorLayer(str(output), "d", "ogr")
    specs = load_catalogue(version).tables["component"]
    assert [f.name() for f in layer.fields()] == [spec.name for spec in specs.values()]
    assert layer.crs().authid() == "EPSG:4549"
    assert layer.wkbType() == QgsWkbTypes.Type.PointZ
    assert tell_encoding(output).encoding == encoding
    assert output.with_suffix(".cpg").read_text().strip().upper() == encoding
    assert sorted(file.suffix for file in tmp_path.glob("部件.*")) == [
        ".cpg", ".csv", ".dbf", ".prj", ".shp", ".shx",
    ]  # fmt: skip
    listed = (tmp_path / "部件.fields.csv").read_text("utf-8-sig")
    assert all(spec.alias_zh in listed for spec in specs.values())


def test_what_a_shapefile_does_not_hold_is_refused_or_listed(tmp_path):
    rows = [row(CODES[0], ZGBMMC="局" * 100, GLBJMC="井盖😀"), row(CODES[1], ZGBMMC="\ue000")]
    output = tmp_path / "delivery.shp"
    with pytest.raises(QgsProcessingException, match="do not fit"):
        run(components(rows), output, ENCODING="GBK")
    assert list(tmp_path.iterdir()) == []
    result = run(components(rows), output, ENCODING="GBK", WRONG_VALUES="empty")
    found = {(r["field"], r["kind"], r["feature"]) for r in table(result["ERRORS"])}
    assert {("GLBJMC", "letters", 1), ("ZGBMMC", "letters", 2)} <= found
    assert not table(str(output))[0]["GLBJMC"]
    assert table(str(output))[0]["ZGBMMC"] == "局" * 100, "200 bytes of GBK"
    result = run(components(rows), output, WRONG_VALUES="empty")
    found = {(r["field"], r["kind"], r["value"]) for r in table(result["ERRORS"])}
    assert found == {("ZGBMMC", "bytes", "局" * 100)}, "300 bytes of UTF-8"
    assert table(str(output))[0]["GLBJMC"] == "井盖😀"


def geometries(tmp_path, wkts):
    """A GeoPackage whose layer takes any geometry."""
    path = tmp_path / "any.geojson"
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(QgsGeometry.fromWkt(wkt).asJson()) if wkt else None,
            "properties": dict(zip([k for k, *_ in KINDS], row(f"{CODES[0][:-1]}{n}"))),
        }
        for n, wkt in enumerate(wkts, 1)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return str(path)


@pytest.mark.parametrize(
    "wkts",
    [
        ["Point (1 2)", "LineString (0 0, 1 1)"],
        ["Point (1 2)", "PointZ (1 2 3)"],
        ["GeometryCollection (Point (1 2))", None],
    ],
)
def test_mixed_geometries_are_refused(tmp_path, wkts):
    folder = tmp_path / "result"
    folder.mkdir()
    with pytest.raises(QgsProcessingException, match=r"by itself.*GeoPackage"):
        run(geometries(tmp_path, wkts), folder / "delivery.shp")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("wkts", "kind"),
    [
        (["Point (1 2)", "MultiPoint ((1 2), (3 4))", None], "MultiPoint"),
        (["LineString (0 0, 1 1)", "MultiLineString ((0 0, 1 1), (2 2, 3 3))"], "MultiLineString"),
        (["Polygon ((0 0, 0 1, 1 1, 0 0))", None], "MultiPolygon"),
    ],
)
def test_parts_and_gaps_of_a_shapefile(tmp_path, wkts, kind):
    output = tmp_path / "delivery.shp"
    run(geometries(tmp_path, wkts), output, WRONG_VALUES="empty")
    layer = QgsVectorLayer(str(output), "d", "ogr")
    assert QgsWkbTypes.displayString(layer.wkbType()) == kind
    for wkt, feature in zip(wkts, layer.getFeatures()):
        assert feature.hasGeometry() == bool(wkt)
        if wkt:
            assert feature.geometry().isGeosEqual(QgsGeometry.fromWkt(wkt))


def test_components_without_geometry_are_refused(tmp_path):
    layer = components()
    layer.dataProvider().changeGeometryValues({1: QgsGeometry()})
    with pytest.raises(QgsProcessingException, match="no geometry in feature 1"):
        run(layer, tmp_path / "delivery.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_layer_replaces_no_delivery(tmp_path):
    output = tmp_path / "delivery.gpkg"
    output.write_bytes(b"what was delivered before")
    layer = components()
    layer.dataProvider().truncate()
    with pytest.raises(QgsProcessingException, match="no features"):
        run(layer, output)
    assert output.read_bytes() == b"what was delivered before"
