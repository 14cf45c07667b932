"""``dcm:migrateclasses`` as users run it."""

from __future__ import annotations

import json

import processing
import pytest
from qgis.core import NULL, QgsProcessingException, QgsVectorLayer
from qgis.PyQt.QtCore import QDate
from sample_layers import column, memory_layer

pytestmark = pytest.mark.usefixtures("provider")


KINDS = [("ObjID", "string", 16), ("ObjName", "string", 30), ("ORDate", "date"), ("own", "int")]
ROWS = [
    ("1101050118000001", "路灯", QDate(2010, 1, 1), 1),
    ("1101050117000001", "立杆", QDate(2010, 1, 2), 2),
    ("1101050199000001", "本地部件", NULL, 3),
]


def make_layer(rows=ROWS, kinds=KINDS):
    return memory_layer("Components", kinds, rows, ["Point (1 2)"] * len(rows), "Point")


def run(layer, **parameters):
    parameters = {
        "INPUT": layer, "FROM": "cjt214_2007", "TO": "gbt47678_5_2026",
        "ERRORS": "TEMPORARY_OUTPUT", "OUTPUT": "TEMPORARY_OUTPUT", **parameters,
    }  # fmt: skip
    return processing.run("dcm:migrateclasses", parameters)


def test_a_layer_of_2007_becomes_one_of_2026(tmp_path):
    report = tmp_path / "report.json"
    result = run(make_layer(), REPORT_JSON=str(report), REPORT=str(tmp_path / "report.html"))
    layer = result["OUTPUT"]
    names = [f.name() for f in layer.fields()]
    assert names == ["CSRQ", "own", "GLBJBSM", "GLBJMC", "LBDM", "YBSM", "YLBDM", "YLBMC",
                     "QYZT", "KN", "HXLB", "LBBB"]  # fmt: skip
    assert column(layer, "GLBJBSM") == ["11010501037000001", None, None]
    assert column(layer, "YBSM") == [row[0] for row in ROWS]
    assert column(layer, "YLBMC") == ["路灯", "立杆", "本地部件"]
    assert column(layer, "QYZT") == ["one_to_one", "split", "unknown"]
    assert column(layer, "CSRQ")[0] == QDate(2010, 1, 1)
    assert column(layer, "own") == [1, 2, 3]
    assert len(column(result["ERRORS"], "YY")) == 2
    assert (result["MIGRATED_COUNT"], result["OPEN_COUNT"]) == (1, 2)
    assert json.loads(report.read_text("utf-8"))["figures"]["reversible"] == 1


def test_and_back():
    there = run(make_layer())["OUTPUT"]
    back = run(there, FROM="gbt47678_5_2026", TO="cjt214_2007")["OUTPUT"]
    assert column(back, "ObjID")[0] == ROWS[0][0]
    assert "ORDate" in [f.name() for f in back.fields()]


def test_fields_can_keep_their_names():
    layer = run(make_layer(), RENAME_FIELDS=False)["OUTPUT"]
    assert "ORDate" in [f.name() for f in layer.fields()]


def test_what_cannot_be_migrated_is_told():
    with pytest.raises(QgsProcessingException, match="CJ/T 214"):
        run(make_layer(rows=[(1,)], kinds=[("own", "int")]))
    with pytest.raises(QgsProcessingException, match="the same|相同"):
        run(make_layer(), FROM="gbt47678_5_2026")


def test_codes_in_the_wrong_field_are_kept_and_listed(tmp_path):
    """Whole identification codes where class codes should stand: unknown, not cut, no crash."""
    layer = make_layer()
    target = str(tmp_path / "migrated.gpkg")
    result = run(layer, CODE_FIELD="ObjID", OUTPUT=target)
    assert result["OPEN_COUNT"] == 3
    written = QgsVectorLayer(target, "migrated", "ogr")
    assert column(written, "YLBDM") == [row[0] for row in ROWS]


def test_the_result_of_a_classification_is_migrated():
    """Its class field is known, and nothing of the old class is left beside the new one."""
    kinds = [("ObjName", "string", 30)]
    layer = memory_layer("poi", kinds, [("路灯",), ("公交站亭",)], ["Point (1 2)"] * 2, "Point")
    classified = processing.run(
        "dcm:classifycomponents",
        {"INPUT": layer, "NAME_FIELD": "ObjName", "OUTPUT": "TEMPORARY_OUTPUT"},
    )["OUTPUT"]
    assert column(classified, "LBDM")[0] == "01037"
    result = run(classified, FROM="gbt47678_5_2026", TO="gbt30428_2_2013")
    migrated = result["OUTPUT"]
    assert column(migrated, "YLBDM") == column(classified, "LBDM")
    assert column(migrated, "LBDM")[0] == "0137"
    left = {field.name() for field in migrated.fields()}
    assert not left & {"LBMC", "DLDM", "DLMC", "PPFF", "PPDF"}
