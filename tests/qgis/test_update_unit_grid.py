"""``dcm:updateunitgrid`` and ``dcm:unitgridatdate`` as users run them."""

from __future__ import annotations

import json
from pathlib import Path

import processing
import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from sample_layers import column, memory_layer

from dcm_plugin.processing import base

WEST, EAST = "110101001001", "110101001002"
BEGIN = QDate(2020, 1, 1)
KINDS = [
    ("DYWGBSM", "string", 15), ("MJ", "double"), ("CSRQ", "date"), ("ZZRQ", "date"),
    ("BZ", "string", 100), ("own", "string", 20),
]  # fmt: skip


pytestmark = pytest.mark.usefixtures("provider")


def square(x, width=100, y=0):
    return f"Polygon (({x} {y}, {x} {y + 100}, {x + width} {y + 100}, {x + width} {y}, {x} {y}))"


def make_layer(name, shapes, rows, kinds=KINDS, **options):
    return memory_layer(name, kinds, rows, shapes, **options)


def row(number, prefix=WEST):
    return [f"{prefix}{number:03d}", 10000.0, BEGIN, NULL, NULL, f"own {number}"]


def grids(name="Grids", shapes=None, rows=None, **options):
    shapes = shapes or [square(100 * i) for i in range(4)]
    rows = rows or [row(i + 1) for i in range(len(shapes))]
    return make_layer(name, shapes, rows, **options)


def edited(**options):
    """The first cell split, the border of the last two moved."""
    shapes = [square(0, 40), square(40, 60), square(100), square(200, 120), square(320, 80)]
    return grids("Edited", shapes, [row(1), row(1), row(2), row(3), row(4)], **options)


def day(year, month, date):
    return QDateTime(QDate(year, month, date), QTime(0, 0))


def run(layer, other, **parameters):
    parameters = {
        "INPUT": layer,
        "EDITED": other,
        "DATE": day(2026, 7, 1),
        "CHANGES": "TEMPORARY_OUTPUT",
        "OUTPUT": "TEMPORARY_OUTPUT",
        **parameters,
    }
    return processing.run("dcm:updateunitgrid", parameters)


def rows_of(layer):
    names = [f.name() for f in layer.fields() if f.name() != "fid"]
    return [
        [None if f[n] == NULL else f[n] for n in names] + [bytes(f.geometry().asWkb())]
        for f in layer.getFeatures()
    ]


def test_update_and_again():
    result = run(grids(), edited(), REASON="新建道路")
    layer, changes = result["OUTPUT"], result["CHANGES"]
    codes = [f"{WEST}{n:03d}" for n in range(1, 7)]
    assert column(layer, "DYWGBSM") == codes
    assert column(layer, "ZZRQ") == [QDate(2026, 7, 1)] + [None] * 5
    assert column(layer, "CSRQ") == [BEGIN] * 4 + [QDate(2026, 7, 1)] * 2
    assert column(layer, "YDYWGBSM") == [None] * 4 + [codes[0]] * 2
    assert column(layer, "MJ") == [10000, 10000, 12000, 8000, 4000, 6000]
    assert column(layer, "own") == ["own 1", "own 2", "own 3", "own 4", "own 1", "own 1"]
    assert column(layer, "ZT") == ["void"] + ["valid"] * 5
    assert column(changes, "BGLX") == ["split", "moved", "moved"]
    assert column(changes, "BGYY") == ["新建道路"] * 3
    counts = {k: v for k, v in result.items() if k.endswith("_COUNT") and v}
    assert counts == {"KEPT_COUNT": 1, "MOVED_COUNT": 2, "SPLIT_COUNT": 1}
    for other in (layer, edited()):
        again = run(layer, other, DATE=day(2027, 1, 1))
        assert rows_of(again["OUTPUT"]) == rows_of(layer)
        assert again["CHANGES"].featureCount() == 0 and again["CONFLICT_COUNT"] == 0


def test_files_and_reports(tmp_path):
    outputs = {
        "OUTPUT": str(tmp_path / "网格.gpkg"),
        "CHANGES": str(tmp_path / "changes.gpkg"),
        "REPORT": str(tmp_path / "report.html"),
        "REPORT_JSON": str(tmp_path / "report.json"),
    }
    run(grids(), edited(), **outputs)
    layer = QgsVectorLayer(outputs["OUTPUT"], "grid", "ogr")
    again = run(layer, layer, OUTPUT=str(tmp_path / "again.gpkg"), DATE=day(2027, 1, 1))
    assert rows_of(QgsVectorLayer(again["OUTPUT"], "again", "ogr")) == rows_of(layer)
    data = json.loads(Path(outputs["REPORT_JSON"]).read_text(encoding="utf-8"))
    assert data["figures"]["changes"] == 3
    assert "<html" in Path(outputs["REPORT"]).read_text(encoding="utf-8")
    assert QgsVectorLayer(outputs["CHANGES"], "changes", "ogr").featureCount() == 3


def test_chinese_names_words_and_style(monkeypatch):
    monkeypatch.setattr(base, "current_language", lambda: "zh")
    project = QgsProject.instance()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(project)
    parameters = {"INPUT": grids(), "EDITED": edited()}
    for name in ("CHANGES", "OUTPUT"):
        parameters[name] = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("dcm:updateunitgrid")
    results, ok = algorithm.run(parameters, context, feedback)
    assert ok
    seen = {}
    for layer_id, details in context.layersToLoadOnCompletion().items():
        layer = context.getMapLayer(layer_id)
        details.postProcessor().postProcessLayer(layer, context, feedback)
        seen[details.name] = layer
    layer, changes = seen["单元网格（含历史）"], seen["单元网格变更"]
    assert layer.attributeAlias(layer.fields().lookupField("YDYWGBSM")) == "原单元网格标识码"
    assert set(column(layer, "ZT")) == {"有效", "作废"}
    labels = [rule.label() for rule in layer.renderer().rootRule().children()]
    assert labels == ["已终止", "使用中"]
    assert column(changes, "BGLXMC") == ["拆分", "边界调整", "边界调整"]


def test_communities_that_were_coded_anew():
    towns = make_layer(
        "Towns",
        [square(0, 200), square(200, 200)],
        [[WEST], [EAST]],
        [("SQDM", "string", 12)],
    )
    result = run(grids(), grids("Edited"), COMMUNITIES=towns)
    assert result["RECODED_COUNT"] == 2
    assert column(result["OUTPUT"], "DYWGBSM")[-2:] == [EAST + "001", EAST + "002"]
    assert column(result["OUTPUT"], "YDYWGBSM")[-2:] == [WEST + "003", WEST + "004"]


def test_switches():
    result = run(grids(), edited(), SPLIT_KEEPS_CODE_FOR="largest")
    assert column(result["OUTPUT"], "DYWGBSM")[0] == WEST + "001"
    assert column(result["OUTPUT"], "ZZRQ") == [None] * 5
    result = run(grids(), edited(), TOLERANCE=30)
    assert result["MOVED_COUNT"] == 0


def test_legacy_fields_and_multipart():
    kinds = [("BGCODE", "string", 14), ("Area", "int"), ("ORDate", "string", 8)]
    rows = [[f"{WEST}{n:02d}", 10000, "20200101"] for n in range(1, 5)]
    shapes = [square(100 * i) for i in range(4)]
    layer = make_layer("Old", shapes, rows, kinds, kind="MultiPolygon")
    changed = [square(0, 50), square(50, 50), *shapes[1:]]
    other = make_layer("New", changed, [rows[0], *rows], kinds)
    result = run(layer, other, PROFILE="cjt213_2005")
    assert column(result["OUTPUT"], "BGCODE")[-2:] == [WEST + "05", WEST + "06"]
    assert column(result["OUTPUT"], "EDDate")[0] == QDate(2026, 7, 1)


def test_other_crs_is_transformed():
    other = processing.run(
        "native:reprojectlayer",
        {"INPUT": grids("Edited"), "TARGET_CRS": "EPSG:4550", "OUTPUT": "TEMPORARY_OUTPUT"},
    )["OUTPUT"]
    assert run(grids(), other)["KEPT_COUNT"] == 4


def test_conflicts_are_listed_not_overwritten():
    base_layer = grids()
    theirs = run(base_layer, edited())["OUTPUT"]
    mine = grids("Mine", [square(0, 120), square(120, 80), square(200), square(300)])
    result = run(theirs, mine, DATE=day(2026, 8, 1))
    assert result["CONFLICT_COUNT"] == 2
    assert rows_of(result["OUTPUT"]) == rows_of(theirs)
    notes = column(result["CHANGES"], "BZ")
    assert any(WEST + "001" in note for note in notes)


def test_fields_that_only_the_edited_layer_has_are_left_out():
    kinds = [*KINDS, ("layer", "string", 20)]
    rows = [[*row(i + 1), "x"] for i in range(4)]
    feedback = QgsProcessingFeedback()
    other = grids("Edited", rows=rows, kinds=kinds)
    parameters = {"INPUT": grids(), "EDITED": other, "OUTPUT": "TEMPORARY_OUTPUT"}
    result = processing.run("dcm:updateunitgrid", parameters, feedback=feedback)
    assert result["ATTRIBUTE_COUNT"] == 0
    assert "layer" in feedback.textLog()


BOW_TIE = "Polygon ((0 0, 100 100, 100 0, 0 100, 0 0))"


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: (grids(crs="EPSG:4490"), grids()), "metres"),
        (lambda: (grids(), grids(shapes=[square(0), None])), "no geometry"),
        (lambda: (grids(), grids(shapes=[BOW_TIE, square(100)])), "invalid"),
        (lambda: (grids(), grids(shapes=[square(0, 130), square(100)])), "overlap"),
        (lambda: (grids(), grids(rows=[[WEST + "01", *row(1)[1:]]] * 4)), "cjt213_2005"),
        (lambda: (grids(rows=[row(1), row(1), row(3), row(4)]), grids()), "valid twice"),
        (lambda: (grids(), make_layer("Empty", [], [])), "no features"),
        (lambda: (make_layer("X", [square(0)], [["a"]], [("q", "string")]), grids()), "no field"),
    ],
)
def test_bad_input_is_refused(make, words, tmp_path):
    layer, other = make()
    target = tmp_path / "out.gpkg"
    with pytest.raises(QgsProcessingException) as caught:
        run(layer, other, OUTPUT=str(target))
    assert words in str(caught.value)
    assert not target.exists()


def test_cancel(tmp_path):
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("dcm:updateunitgrid")
    target = tmp_path / "out.gpkg"
    parameters = {"INPUT": grids(), "EDITED": edited(), "OUTPUT": str(target)}
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    _, ok = algorithm.run(parameters, context, feedback)
    assert not ok and not target.exists()


def test_long_lists_of_codes_and_reasons_are_not_cut(tmp_path):
    shapes = [square(10 * i, 10) for i in range(30)]
    layer = grids(shapes=shapes, rows=[row(i + 1) for i in range(30)])
    other = grids("Edited", [square(0, 300)], [row(1)])
    for target in ("TEMPORARY_OUTPUT", str(tmp_path / "out.gpkg")):
        result = run(layer, other, REASON="长" * 300, OUTPUT=target)
        made = result["OUTPUT"]
        made = QgsVectorLayer(made, "made", "ogr") if isinstance(made, str) else made
        before = [text for text in column(made, "YDYWGBSM") if text]
        assert [len(text.split(";")) for text in before] == [30]
        assert set(column(made, "BGYY")) == {"长" * 300}
        again = run(made, other, DATE=day(2027, 1, 1))
        assert rows_of(again["OUTPUT"]) == rows_of(made)


def test_ended_rows_of_another_table_count():
    kinds = [("DYWGBSM", "string", 15), ("CSRQ", "date"), ("ZZRQ", "date")]
    gone = [[f"{WEST}090", QDate(2019, 1, 1), QDate(2019, 6, 1)]]
    past = make_layer("Past", [None], gone, kinds, kind="NoGeometry")
    result = run(grids(), edited(), HISTORY=past)
    assert column(result["OUTPUT"], "DYWGBSM")[-2:] == [f"{WEST}091", f"{WEST}092"]
    nothing = make_layer("Nothing", [], [], kinds, kind="NoGeometry")
    assert run(grids(), edited(), HISTORY=nothing)["SPLIT_COUNT"] == 1


def test_selected_features_are_not_the_whole_grid():
    layer, other = grids(), edited()
    for chosen in (layer, other):
        chosen.selectByIds([1, 2])
    some = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    part = QgsProcessingFeatureSourceDefinition(other.id(), True)
    with pytest.raises(QgsProcessingException, match="whole layer"):
        run(some, other)
    with pytest.raises(QgsProcessingException, match="would end"):
        run(layer, part)
    result = run(layer, part, PARTIAL=True)
    assert result["SPLIT_COUNT"] == 1 and result["ENDED_COUNT"] == 0


def test_a_filter_that_hides_rows_is_told(tmp_path):
    path = str(tmp_path / "grid.gpkg")
    run(grids(), grids("Edited"), OUTPUT=path)
    layer = QgsVectorLayer(path, "grid", "ogr")
    layer.setSubsetString("DYWGBSM <> 'x'")
    QgsProject.instance().addMapLayer(layer)
    feedback = QgsProcessingFeedback()
    parameters = {"INPUT": layer, "EDITED": grids(), "OUTPUT": "TEMPORARY_OUTPUT"}
    processing.run("dcm:updateunitgrid", parameters, feedback=feedback)
    assert "filter" in feedback.textLog()


# --- at a date ---------------------------------------------------------------------------------


def at(layer, **parameters):
    return processing.run(
        "dcm:unitgridatdate", {"INPUT": layer, "OUTPUT": "TEMPORARY_OUTPUT", **parameters}
    )


def test_the_grid_of_a_day():
    result = run(grids(), edited())
    before = at(result["OUTPUT"], DATE=day(2026, 6, 30))
    assert before["COUNT"] == 4 and before["RESTORED"] == 0
    after = at(result["OUTPUT"], DATE=day(2026, 7, 1))
    assert after["COUNT"] == 5
    restored = at(result["OUTPUT"], DATE=day(2026, 6, 30), CHANGES=result["CHANGES"])
    assert restored["RESTORED"] == 2
    shapes = {f["DYWGBSM"]: f.geometry().area() for f in restored["OUTPUT"].getFeatures()}
    assert shapes == {f"{WEST}{n:03d}": 10000 for n in range(1, 5)}
    assert column(restored["OUTPUT"], "MJ") == [10000] * 4


def test_what_became_of_a_code():
    layer = run(grids(), edited())["OUTPUT"]
    result = at(layer, CODE=WEST + "001", DATE=day(2026, 9, 1))
    assert result["CODES"] == f"{WEST}005,{WEST}006" and result["COUNT"] == 2
    assert at(layer, CODE=WEST + "006", DATE=day(2024, 9, 1))["CODES"] == WEST + "001"
    assert at(layer, CODE=f"{WEST}002, {WEST}003", DATE=day(2024, 9, 1))["COUNT"] == 2
    with pytest.raises(QgsProcessingException, match="no code"):
        at(layer, CODE=WEST + "777")
