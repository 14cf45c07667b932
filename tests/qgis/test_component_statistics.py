"""``dcm:componentstatistics`` as users run it."""

from __future__ import annotations

import json

import processing
import pytest
from qgis.core import (
    NULL,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from test_encode_components import COVER, EAST, LAMP, WEST, grid, make_layer, saved, table

KINDS = [("LBDM", "string", 10), ("ZGBMDM", "string", 18), ("ZGBMMC", "string", 100)]
PLACES = ["Point (50 50)", "Point (100 10)", "Point (10 10)", "Point (900 10)"]
ROWS = [[COVER, "d1", "Roads"], [LAMP, "d2", NULL], ["77777", "d1", "Roads"], [COVER, NULL, NULL]]


pytestmark = pytest.mark.usefixtures("provider")


def components(kinds=KINDS, rows=ROWS, **options):
    return make_layer("Components", PLACES, rows, kinds, **options)


def run(layer, **parameters):
    parameters = {"INPUT": layer, "GRID": grid(), "OUTPUT": "memory:", **parameters}
    parameters.setdefault("TABLE", "memory:")
    return processing.run("dcm:componentstatistics", parameters)


def numbers(result):
    names = ("COMPONENT", "AREA", "EMPTY_AREA", "CLASS", "UNPLACED", "UNCLASSIFIED")
    return [result[name + "_COUNT"] for name in names]


@pytest.mark.parametrize("stored", [False, True])
def test_unit_grids(tmp_path, stored):
    layer = components()
    source = saved(layer, tmp_path / "coded.gpkg") if stored else layer
    result = run(source)
    rows = {row["QYDM"]: row for row in table(result["OUTPUT"])}
    assert set(rows) == {WEST, EAST}, "ended grids are left out"
    west = rows[WEST]
    assert (west["BJSL"], west["MDWPFM"], west["MDPFGL"], west["SL01"]) == (3, 3.0, 300.0, 2)
    assert rows[EAST]["BJSL"] == 0
    assert numbers(result) == [4, 2, 1, 2, 1, 1]
    lines = table(result["TABLE"])
    assert sum(r["BJSL"] for r in lines if r["QYDM"] and r["LBDM"]) == 4
    assert len([r for r in lines if r["QYDM"] is None]) == 153


@pytest.mark.parametrize(
    "level, code, area", [("community", WEST[:12], 20000), ("street", WEST[:9], 20000)]
)
def test_parents(level, code, area):
    result = run(components(), LEVEL=level, DETAIL="major")
    (row,) = table(result["OUTPUT"])
    assert (row["QYDM"], row["MJ"], row["BJSL"]) == (code, area, 3)
    assert result["OUTPUT"].wkbType() == QgsWkbTypes.Type.MultiPolygon
    assert result["CLASS_COUNT"] == 1
    assert result["ABSENT_CLASS_COUNT"] == 4


def test_departments():
    result = run(components(), LEVEL="department")
    rows = {row["QYDM"]: row for row in table(result["OUTPUT"])}
    assert {code: row["BJSL"] for code, row in rows.items()} == {"d1": 2, "d2": 1}
    assert rows["d1"]["QYMC"] == "Roads"
    assert rows["d1"]["MDWPFM"] == 1.0, "over all the ground of 2 × 10,000 m²"
    assert result["UNPLACED_COUNT"] == 1
    assert not result["OUTPUT"].isSpatial()
    assert run(components(), LEVEL="department", GRID=None)["AREA_COUNT"] == 2


def test_the_class_comes_from_the_code_when_there_is_no_other_field():
    rows = [[f"110101{code}000001"] for code in (COVER, LAMP, COVER, COVER)]
    result = run(components([("GLBJBSM", "string", 17)], rows))
    assert (result["CLASS_COUNT"], result["UNCLASSIFIED_COUNT"]) == (2, 0)


def test_all_pairs():
    lines = table(run(components(), ZEROS=True)["TABLE"])
    assert len([r for r in lines if r["QYDM"] == EAST and r["LBDM"]]) == 153


def test_report_and_style(tmp_path):
    page, data = tmp_path / "report.html", tmp_path / "report.json"
    output, lines = str(tmp_path / "out.gpkg"), str(tmp_path / "table.gpkg")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    for path in (output, lines):
        details = QgsProcessingContext.LayerDetails("x", QgsProject.instance(), "OUTPUT")
        context.addLayerToLoadOnCompletion(path, details)
    processing.run(
        "dcm:componentstatistics",
        {
            "INPUT": components(),
            "GRID": grid(),
            "REPORT": str(page),
            "REPORT_JSON": str(data),
            "TABLE": lines,
            "OUTPUT": output,
        },
        context=context,
    )
    assert json.loads(data.read_text(encoding="utf-8"))["figures"]["components"] == 4
    assert "<svg" in page.read_text(encoding="utf-8")
    for path in (output, lines):
        layer = QgsVectorLayer(path, "x", "ogr")
        styler = context.layerToLoadOnCompletionDetails(path).postProcessor()
        styler.postProcessLayer(layer, context, None)
        assert layer.attributeAlias(layer.fields().lookupField("BJSL")) == "Components"
        if path == output:
            ranges = layer.renderer().ranges()
            assert [(r.lowerValue(), r.upperValue()) for r in ranges] == [(0, 0), (3, 3)]


@pytest.mark.parametrize(
    "change, words",
    [
        ({"GRID": None}, "needs the unit grids"),
        ({"INPUT": [("own", "string", 5)]}, "choose the field"),
        ({"LEVEL": "department", "INPUT": KINDS[:1]}, "competent department"),
    ],
)
def test_bad_input_is_told(change, words):
    kinds = change.get("INPUT", KINDS)
    layer = components(kinds, [row[: len(kinds)] for row in ROWS])
    with pytest.raises(QgsProcessingException) as caught:
        run(layer, **{name: value for name, value in change.items() if name != "INPUT"})
    assert words in str(caught.value)
