"""``dcm:classifycomponents`` as users run it."""

from __future__ import annotations

import json
import sqlite3

import processing
import pytest
from qgis.core import (
    NULL,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from sample_layers import column, memory_layer

from dcm_plugin.compat import field
from dcm_plugin.core.errors import Cancelled
from dcm_plugin.processing import base
from dcm_plugin.processing.components import classify_components, table_copy
from dcm_plugin.store import geopackage


@pytest.fixture(autouse=True)
def own_catalogues(provider, monkeypatch, tmp_path):
    for module in (base, classify_components):
        monkeypatch.setattr(module, "catalogue_folder", lambda: tmp_path / "catalogues")


def make_layer(name, rows, names=("ObjID", "ObjName"), wkt="PointZ (1 2 3)"):
    kinds = [(n, "string", 60) for n in names]
    if not wkt:
        return memory_layer(name, kinds, rows)
    return memory_layer(name, kinds, rows, [wkt] * len(rows), wkt.split()[0])


ROWS = [("0118", "路灯"), (NULL, "立杆"), ("0101", "上水井盖"), (NULL, NULL)]


def run(layer, **parameters):
    return processing.run(
        "dcm:classifycomponents",
        {
            "INPUT": layer,
            "ERRORS": "TEMPORARY_OUTPUT",
            "OUTPUT": "TEMPORARY_OUTPUT",
            **parameters,
        },
    )


def test_fields_of_the_standard_are_recognised(tmp_path):
    result = run(make_layer("Survey", ROWS), REPORT=str(tmp_path / "report.html"),
                 REPORT_JSON=str(tmp_path / "report.json"))  # fmt: skip
    layer, errors = result["OUTPUT"], result["ERRORS"]
    assert column(layer, "LBDM") == ["01037", None, "01001", None]
    assert column(layer, "PPFF") == ["crosswalk", "ambiguous", "crosswalk", "empty"]
    assert column(layer, "ObjName") == ["路灯", "立杆", "上水井盖", None]
    assert column(errors, "ObjName") == ["立杆", None]
    assert all(column(errors, "YY"))
    assert "01030" in column(errors, "HXLB")[0]
    assert [result[f"{s}_COUNT"] for s in ("RESOLVED", "AMBIGUOUS", "UNRESOLVED")] == [2, 1, 1]
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["figures"]["rows"] == 4
    assert "<html" in (tmp_path / "report.html").read_text("utf-8")
    first = next(layer.getFeatures())
    assert first.geometry().asWkt() in ("PointZ (1 2 3)", "Point Z (1 2 3)")


def test_a_result_can_be_classified_again():
    once = run(make_layer("Survey", ROWS))["OUTPUT"]
    twice = run(once)["OUTPUT"]
    assert [f.name() for f in twice.fields()] == [f.name() for f in once.fields()]
    assert column(twice, "LBDM") == column(once, "LBDM")


@pytest.mark.parametrize(
    "wkt", ["LineString (0 0, 1 1)", "MultiPolygon (((0 0, 1 0, 1 1, 0 0)))", None]
)
def test_any_geometry_or_none(wkt):
    result = run(make_layer("Survey", ROWS, wkt=wkt))
    assert column(result["OUTPUT"], "LBDM")[0] == "01037"
    assert result["OUTPUT"].isSpatial() == bool(wkt)


def test_the_name_of_the_layer_is_enough():
    layer = make_layer("BJ01037", [("a",), ("b",)], ("note",))
    assert column(run(layer)["OUTPUT"], "LBDM") == ["01037"] * 2
    with pytest.raises(QgsProcessingException, match="recognised|识别"):
        run(layer, USE_LAYER_NAME=False)
    with pytest.raises(QgsProcessingException, match="recognised|识别"):
        run(make_layer("nothing", [("a",)], ("note",)))


def test_osm_points_of_the_sample(sample_path):
    result = run(f"{sample_path}|layername=pois", TAG_FIELDS=["kind"])
    kinds, codes = column(result["OUTPUT"], "kind"), column(result["OUTPUT"], "LBDM")
    found = dict(zip(kinds, codes))
    assert found["traffic_signals"] == "02014"
    assert found["toilets"] == "03001"
    assert found["restaurant"] is None
    assert result["RESOLVED_COUNT"] > 200
    assert result["RESOLVED_COUNT"] + len(column(result["ERRORS"], "kind")) == len(kinds)


def test_own_classes_and_their_errors(tmp_path):
    folder = tmp_path / "catalogues"
    folder.mkdir()
    head = "version,kind,major,minor,name_zh\n"
    path = folder / "own.csv"
    path.write_text(head + "gbt47678_5_2026,component,03,999,宠物乐园\n", encoding="utf-8")
    layer = make_layer("Survey", [(NULL, "宠物乐园")])
    assert column(run(layer)["OUTPUT"], "LBDM") == ["03999"]
    path.write_text(head + "gbt47678_5_2026,component,03,001,宠物乐园\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"own\.csv.*2"):
        run(layer)


def test_input_that_cannot_be_used():
    with pytest.raises(QgsProcessingException, match="no features|没有要素"):
        run(make_layer("Empty", []))
    with pytest.raises(QgsProcessingException, match="Nix"):
        run(make_layer("Survey", ROWS), CODE_FIELD="Nix")


def test_cancel_leaves_nothing(tmp_path):
    target = tmp_path / "result.gpkg"

    class Stop(QgsProcessingFeedback):
        def isCanceled(self):
            return True

    with pytest.raises(QgsProcessingException):
        processing.run(
            "dcm:classifycomponents",
            {"INPUT": make_layer("Survey", ROWS), "OUTPUT": str(target)},
            feedback=Stop(),
        )
    assert not target.exists()


def test_layers_are_styled_by_major(tmp_path):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    result = processing.run(
        "dcm:classifycomponents",
        {"INPUT": make_layer("Survey", ROWS), "OUTPUT": str(tmp_path / "result.gpkg")},
        context=context,
    )
    from dcm_plugin.core.classes import load_catalogue
    from dcm_plugin.processing.components.look import ClassStyler

    layer = QgsVectorLayer(result["OUTPUT"], "result")
    colours = [("01", "one", "#2f6fa8"), ("02", "two", "#d9822b"), ("", "open", "#b3261e")]
    ClassStyler("LBDM", colours, {"LBDM": "类别代码"}).postProcessLayer(layer, None, None)
    labels = [c.label() for c in layer.renderer().categories()]
    assert labels == ["one", "open"]
    assert layer.attributeDisplayName(layer.fields().lookupField("LBDM")) == "类别代码"
    assert len(load_catalogue().values["drawing"]["majors"]) >= 10


# --- by SQL and feature by feature -----------------------------------------------------------


def two_ways(monkeypatch, tmp_path, algorithm, source, **parameters):
    """OUTPUT and ERRORS of both ways; which way it was is proven."""
    used, made = [], []
    copied = table_copy.copied
    monkeypatch.setattr(table_copy, "copied", lambda *a: used.append(copied(*a)) or used[-1])
    for name in ("fast", "slow"):
        folder = tmp_path / name
        folder.mkdir()
        files = {key: str(folder / f"{key}.gpkg".lower()) for key in ("OUTPUT", "ERRORS")}
        processing.run(algorithm, {"INPUT": source, **files, **parameters})
        made.append([QgsVectorLayer(path, "x", "ogr") for path in files.values()])
        monkeypatch.setattr(table_copy, "whole_table", lambda layer: None)
    assert used == [True]
    return made


def shape(geometry):
    return "" if geometry.isEmpty() else geometry.asWkt()


def everything(layer):
    kinds = [(f.name(), f.typeName(), f.length(), f.alias()) for f in layer.fields()]
    rows = [
        (f.id(), [None if v == NULL else v for v in f.attributes()], shape(f.geometry()))
        for f in layer.getFeatures()
    ]
    return kinds, rows, layer.extent(), layer.wkbType(), layer.crs().authid()


MORE = ("ObjID", "ObjName", "note", "day", "when", "yes", "size", "number", "Text")
MORE_KINDS = ("string", "string", "string", "date", "datetime", "bool", "double", "int64", "string")


def rich_source(path, wkt):
    """Rows with values of all kinds and gaps, without some keys, saved as a GeoPackage."""
    day, when = QDate(2026, 7, 1), QDateTime(QDate(2026, 7, 1), QTime(8, 30, 5))
    layer = QgsVectorLayer(f"{wkt.split()[0]}?crs=EPSG:4549", "survey", "memory")
    kinds = zip(MORE, MORE_KINDS)
    layer.dataProvider().addAttributes([field(name, kind) for name, kind in kinds])
    layer.updateFields()
    features = []
    for number, (code, name) in enumerate([*ROWS, ("110105010101000001", "路灯12号")] * 3):
        feature = QgsFeature(layer.fields())
        gap = number % 4 == 3
        rest = (
            [NULL] * 7 if gap else ["", day, when, number % 2 == 0, 0.1 * number, 2**40, "井盖坏了"]
        )
        feature.setAttributes([code, name, *rest])
        if number != 5:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
            geometry = feature.geometry()
            geometry.translate(number, 2 * number)
            feature.setGeometry(geometry)
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "survey"
    context = QgsProject.instance().transformContext()
    error = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, options)
    assert error[0] == QgsVectorFileWriter.WriterError.NoError, error
    saved = QgsVectorLayer(str(path), "survey", "ogr")
    assert saved.dataProvider().deleteFeatures([2, 7])
    del saved
    return str(path)


WKTS = [
    "Point (1 2)",
    "PointZ (1 2 3)",
    "MultiPolygon (((0 0, 1 0, 1 1, 0 0)))",
    "LineString (0 0, 1 1)",
]


@pytest.mark.parametrize("wkt", WKTS)
@pytest.mark.parametrize(
    ("algorithm", "parameters"),
    [
        ("dcm:classifycomponents", {}),
        ("dcm:migrateclasses", {}),
        ("dcm:classifyevents", {"TEXT_FIELD": "Text"}),
        ("dcm:encodeevents", {"CLASS_FIELD": "ObjID", "DIVISION": "110105"}),
    ],
)
def test_geopackage_and_feature_by_feature_give_the_same(
    tmp_path, monkeypatch, algorithm, parameters, wkt
):
    if algorithm == "dcm:encodeevents" and not wkt.startswith("Point"):
        wkt = "Point (9 9)"
    source = rich_source(tmp_path / "survey.gpkg", wkt)
    fast, slow = two_ways(monkeypatch, tmp_path, algorithm, source, **parameters)
    for one, other in zip(fast, slow):
        assert one.isValid()
        for mine, theirs in zip(everything(one), everything(other)):
            assert mine == theirs
    assert fast[0].featureCount() == 13
    connection = sqlite3.connect(tmp_path / "fast" / "output.gpkg")
    check = connection.execute("SELECT rtreecheck('main', 'rtree_output_geom')").fetchone()
    count = connection.execute("SELECT count(*) FROM rtree_output_geom").fetchone()
    found = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    assert (check, count, found) == (("ok",), (12,), ("ok",))


@pytest.mark.parametrize("way", ["fast", "slow"])
def test_a_value_longer_than_its_field_is_kept_whole(tmp_path, monkeypatch, way):
    """A class field of a survey that holds whole identification codes."""
    source = rich_source(tmp_path / "survey.gpkg", "Point (1 2)")
    if way == "slow":
        monkeypatch.setattr(table_copy, "whole_table", lambda layer: None)
    folder = tmp_path / "result"
    folder.mkdir()
    parameters = {"INPUT": source, "CODE_FIELD": "ObjID", "OUTPUT": str(folder / "o.gpkg")}
    processing.run("dcm:migrateclasses", parameters)
    given = {
        value
        for value in column(QgsVectorLayer(source, "s", "ogr"), "ObjID")
        if isinstance(value, str) and value
    }
    kept = QgsVectorLayer(str(folder / "o.gpkg"), "o", "ogr")
    assert max(map(len, given)) == 18
    assert given <= set(column(kept, "YLBDM"))


def test_cancel_while_copying_leaves_nothing(tmp_path, monkeypatch):
    source = rich_source(tmp_path / "survey.gpkg", "Point (1 2)")
    folder = tmp_path / "result"
    folder.mkdir()

    def stopped(*_):
        raise Cancelled()

    monkeypatch.setattr(geopackage, "_index", stopped)
    with pytest.raises(QgsProcessingException):
        run(source, OUTPUT=str(folder / "o.gpkg"), ERRORS=str(folder / "e.gpkg"))
    assert list(folder.iterdir()) == []


def test_the_input_is_never_overwritten(tmp_path):
    source = rich_source(tmp_path / "survey.gpkg", "Point (1 2)")
    with pytest.raises(QgsProcessingException, match="both as input|同时"):
        run(source, OUTPUT=source)
    assert QgsVectorLayer(source, "survey", "ogr").featureCount() == 13


def test_selected_or_filtered_rows_only(tmp_path):
    source = rich_source(tmp_path / "survey.gpkg", "Point (1 2)")
    layer = QgsVectorLayer(source, "survey", "ogr")
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([1, 3, 5])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    target = str(tmp_path / "chosen.gpkg")
    run(chosen, OUTPUT=target)
    assert QgsVectorLayer(target, "x", "ogr").featureCount() == 3
    layer.setSubsetString("fid > 10")
    target = str(tmp_path / "filtered.gpkg")
    run(layer, OUTPUT=target)
    assert QgsVectorLayer(target, "x", "ogr").featureCount() == 5
