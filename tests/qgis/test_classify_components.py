"""``dcm:classifycomponents`` as users run it."""

from __future__ import annotations

import json

import processing
import pytest
from qgis.core import (
    NULL,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from sample_layers import column, memory_layer

from dcm_plugin.processing import base
from dcm_plugin.processing.components import classify_components


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
