"""``dcm:classifyevents`` and ``dcm:encodeevents`` as users run them."""

from __future__ import annotations

import json

import processing
import pytest
from qgis.core import (
    NULL,
    QgsProcessingException,
)
from sample_layers import column, memory_layer

pytestmark = pytest.mark.usefixtures("provider")


def make_layer(name, names, rows, wkts, crs="EPSG:4549"):
    kinds = [(n, "string", 100) for n in names]
    return memory_layer(name, kinds, rows, wkts, wkts[0].split()[0] if wkts else "None", crs)


TEXTS = [("市民反映小区路灯不亮",), ("井盖没了",), (NULL,)]


def test_texts_get_classes(tmp_path):
    result = processing.run(
        "dcm:classifyevents",
        {
            "INPUT": make_layer("Complaints", ["text"], TEXTS, None),
            "TEXT_FIELD": "text",
            "ERRORS": "TEMPORARY_OUTPUT",
            "REPORT": str(tmp_path / "r.html"),
            "REPORT_JSON": str(tmp_path / "r.json"),
            "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )
    layer = result["OUTPUT"]
    assert column(layer, "LBDM") == ["01037", None, None]
    assert column(layer, "HX1")[0].startswith("01037 ")
    assert "路灯" in column(layer, "GJC")[0]
    assert len(column(result["ERRORS"], "YY")) == 2
    assert result["RESOLVED_COUNT"] == 1
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["figures"]["rows"] == 3


def test_a_layer_without_anything_to_read():
    layer = make_layer("Complaints", ["other"], [("x",)], None)
    with pytest.raises(QgsProcessingException, match="Complaints"):
        processing.run("dcm:classifyevents", {"INPUT": layer, "OUTPUT": "TEMPORARY_OUTPUT"})


def grids():
    square = "Polygon ((0 0, 10 0, 10 10, 0 10, 0 0))"
    return make_layer("Grids", ["DYWGBSM"], [("110105001001001",)], [square])


def encode(layer, **parameters):
    parameters = {
        "INPUT": layer, "GRIDS": grids(), "ERRORS": "TEMPORARY_OUTPUT",
        "OUTPUT": "TEMPORARY_OUTPUT", **parameters,
    }  # fmt: skip
    return processing.run("dcm:encodeevents", parameters)


def events(**options):
    rows = [("06010",), ("06010",), ("0",), (NULL,)]
    places = ["Point (5 5)", "Point (50 50)", "Point (1 1)", "Point (2 2)"]
    return make_layer("Events", ["LBDM"], rows, places, **options)


def test_event_codes_by_place():
    result = encode(events())
    assert column(result["OUTPUT"], "SXDM") == ["11010506010", None, None, None]
    assert column(result["OUTPUT"], "SXMC") == ["暴露垃圾", "暴露垃圾", None, None]
    assert column(result["OUTPUT"], "SZDYWGBSM")[0] == "110105001001001"
    assert (result["CODED_COUNT"], result["PLACED_COUNT"], result["OPEN_COUNT"]) == (1, 3, 3)
    assert len(set(column(result["ERRORS"], "YY"))) == 3


def test_a_division_code_for_events_outside():
    assert column(encode(events(), DIVISION="310101")["OUTPUT"], "SXDM")[1] == "31010106010"
    result = encode(events(), GRIDS=None, DIVISION="310101")
    assert column(result["OUTPUT"], "SXDM")[0] == "31010106010"
    with pytest.raises(QgsProcessingException, match="3101"):
        encode(events(), DIVISION="3101")
    with pytest.raises(QgsProcessingException, match="Events"):
        encode(events(), GRIDS=None)


def test_places_in_degrees_are_taken_to_the_grids():
    layer = make_layer("Events", ["LBDM"], [("06010",)], ["Point (120 30)"], crs="EPSG:4490")
    result = encode(layer)
    assert column(result["OUTPUT"], "SXDM") == [None]
    assert result["OUTPUT"].crs().authid() == "EPSG:4490"


def test_a_table_is_coded_by_the_division_alone():
    """Without places: what the message for a missing division says can be done."""
    events = make_layer("table", ["LBDM"], [("06010",)], None)
    result = processing.run(
        "dcm:encodeevents",
        {"INPUT": events, "DIVISION": "310199", "OUTPUT": "TEMPORARY_OUTPUT"},
    )
    assert "31019906010" in [str(v) for f in result["OUTPUT"].getFeatures() for v in f.attributes()]


@pytest.mark.parametrize("algorithm", ["classifyevents", "classifycomponents"])
def test_headings_in_gbk_are_told(tmp_path, algorithm):
    path = tmp_path / "cases.csv"
    path.write_bytes("编号,事件描述\n1,路灯不亮\n".encode("gbk"))
    values = {"INPUT": str(path), "OUTPUT": "TEMPORARY_OUTPUT"}
    with pytest.raises(QgsProcessingException, match="GBK"):
        processing.run(f"dcm:{algorithm}", values)
