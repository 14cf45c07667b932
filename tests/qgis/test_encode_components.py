"""``dcm:encodecomponents`` as users run it, from memory layers and from files."""

from __future__ import annotations

import json
import sqlite3

import processing
import pytest
from qgis.core import (
    NULL,
    QgsApplication,
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
from qgis.PyQt.QtCore import QDate
from sample_layers import memory_layer

from dcm_plugin.processing.components import table_copy

WEST, EAST = "110101001001001", "110101001001002"
COVER, LAMP = "01001", "01033"
KINDS = [
    ("LBDM", "string", 10),
    ("GLBJZT", "string", 10),
    ("ORDate", "date"),
    ("own", "string", 20),
]


pytestmark = pytest.mark.usefixtures("provider")


def make_layer(name, shapes, rows, kinds, kind="Point", **options):
    return memory_layer(name, kinds, rows, shapes, kind, **options)


def square(x):
    return f"Polygon (({x} 0, {x} 100, {x + 100} 100, {x + 100} 0, {x} 0))"


def grid(**options):
    kinds = [("DYWGBSM", "string", 15), ("SZSQMC", "string", 50), ("ZZRQ", "date")]
    rows = [[WEST, "West", NULL], [EAST, "East", NULL], [WEST[:-1] + "9", "Old", QDate(2020, 1, 1)]]
    return make_layer(
        "Grid", [square(0), square(100), square(0)], rows, kinds, "Polygon", **options
    )


DATE = QDate(2026, 7, 1)
PLACES = [
    "Point (50 50)",
    "Point (150 90)",
    "Point (100 10)",
    "Point (900 10)",
    None,
    "Point (9 9)",
]
ROWS = [
    [COVER, "完好", DATE, "a"],
    [COVER, "破损", DATE, "b"],
    [LAMP, "完好", NULL, "c"],
    [COVER, "完好", DATE, "d"],
    [COVER, "完好", DATE, "e"],
    ["77777", "完好", DATE, NULL],
]


def components(places=None, rows=None, kinds=KINDS, **options):
    return make_layer("Components", places or PLACES, rows or ROWS, kinds, **options)


def saved(layer, path):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "geojson": "GeoJSON"}[
        path.suffix[1:]
    ]
    options.layerName = path.stem
    context = QgsProject.instance().transformContext()
    error = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, options)
    assert error[0] == QgsVectorFileWriter.WriterError.NoError, error
    return str(path)


def run(layer, tmp_path=None, **parameters):
    parameters = {"INPUT": layer, "GRID": grid(), "OUTPUT": "memory:", **parameters}
    parameters.setdefault("ERRORS", "memory:")
    return processing.run("dcm:encodecomponents", parameters)


def table(layer):
    """The rows as dictionaries, without the key."""
    if isinstance(layer, str):
        layer = QgsVectorLayer(layer, "result", "ogr")
        assert layer.isValid()
    names = [f.name() for f in layer.fields()]
    rows = []
    for feature in layer.getFeatures():
        values = {n: (None if v == NULL else v) for n, v in zip(names, feature.attributes())}
        values.pop("fid", None)
        shape = feature.geometry()
        rows.append({**values, "wkt": shape.asWkt(3) if not shape.isNull() else ""})
    return rows


def column(layer, name):
    return [row[name] for row in table(layer)]


CODES = [f"110101{COVER}000001", f"110101{COVER}000002", f"110101{LAMP}000001", None, None, None]


def test_codes_fields_and_errors():
    result = run(components())
    rows = table(result["OUTPUT"])
    assert [row["GLBJBSM"] for row in rows] == CODES
    assert [row["SZDYWGBSM"] for row in rows] == [WEST, EAST, WEST, None, None, WEST]
    assert [row["SZSQMC"] for row in rows[:2]] == ["West", "East"]
    assert rows[0]["SZJDDM"] == "110101001"
    assert rows[0]["SZSQDM"] == "110101001001"
    assert rows[0]["GLBJMC"] == "供水井盖"
    assert [row["CSRQ"] for row in rows[:2]] == [DATE, DATE], "ORDate of an older survey"
    assert rows[5]["LBDM"] == "77777", "what is wrong is not lost"
    assert [row["own"] for row in rows] == ["a", "b", "c", "d", "e", None]
    assert [result[f"{name}_COUNT"] for name in ("COMPONENT", "NEW", "ERROR", "BORDER")] == [
        6, 3, 3, 1,
    ]  # fmt: skip
    errors = table(result["ERRORS"])
    assert {(row["kind"], row["feature"]) for row in errors} == {
        ("border", 3), ("no_grid", 4), ("no_geometry", 5), ("class_unknown", 6)
    }  # fmt: skip
    fields = result["OUTPUT"].fields()
    assert fields.at(fields.lookupField("GLBJBSM")).length() == 17


def test_geopackage_and_feature_by_feature_give_the_same(tmp_path, monkeypatch):
    source = saved(components(), tmp_path / "survey.gpkg")
    used = []
    copied = table_copy.fits
    monkeypatch.setattr(table_copy, "fits", lambda *a: used.append(1) or copied(*a))
    fast = str(tmp_path / "fast.gpkg")
    run(source, OUTPUT=fast)
    assert used == [1]
    monkeypatch.setattr(table_copy, "fits", lambda *a: False)
    slow = str(tmp_path / "slow.gpkg")
    run(source, OUTPUT=slow)
    assert table(fast) == table(slow)
    assert column(fast, "GLBJBSM") == CODES
    layers = [QgsVectorLayer(path, "x", "ogr") for path in (fast, slow)]
    kinds = [[(f.name(), f.typeName(), f.length()) for f in layer.fields()] for layer in layers]
    assert kinds[0] == kinds[1]
    assert layers[0].extent() == layers[1].extent()
    connection = sqlite3.connect(fast)
    check = connection.execute("SELECT rtreecheck('main', 'rtree_fast_geom')").fetchone()
    count = connection.execute("SELECT count(*) FROM rtree_fast_geom").fetchone()
    found = connection.execute("PRAGMA integrity_check").fetchone()
    features = connection.execute("SELECT feature_count FROM gpkg_ogr_contents").fetchone()
    connection.close()
    assert (check, count, found, features) == (("ok",), (5,), ("ok",), (6,))


def test_a_result_can_be_edited_afterwards(tmp_path):
    """Triggers and index are in order: what is added later is found on the map."""
    source = saved(components(), tmp_path / "survey.gpkg")
    fast = str(tmp_path / "fast.gpkg")
    run(source, OUTPUT=fast)
    layer = QgsVectorLayer(fast, "fast", "ogr")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("Point (20 20)"))
    assert layer.dataProvider().addFeatures([feature])[0]
    layer = QgsVectorLayer(fast, "fast", "ogr")
    layer.setSubsetString("")
    assert layer.featureCount() == 7
    box = QgsGeometry.fromWkt("Point (20 20)").buffer(1, 2).boundingBox()
    assert len(list(layer.getFeatures(box))) == 1


@pytest.mark.parametrize("suffix", ["gpkg", "geojson"])
def test_a_second_run_changes_nothing_and_new_rows_change_no_other(tmp_path, suffix):
    register = str(tmp_path / "register.gpkg")
    first = str(tmp_path / f"first.{suffix}")
    run(saved(components(), tmp_path / "survey.gpkg"), OUTPUT=first, REGISTER=register)
    again = str(tmp_path / f"again.{suffix}")
    result = run(first, OUTPUT=again, REGISTER=register)
    assert (result["NEW_COUNT"], result["KEPT_COUNT"]) == (0, 3)
    assert table(again) == table(first)
    layer = QgsVectorLayer(again, "again", "ogr")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("Point (1 1)"))
    feature["LBDM"] = COVER
    assert layer.dataProvider().addFeatures([feature])[0]
    del layer
    more = str(tmp_path / f"more.{suffix}")
    result = run(again, OUTPUT=more, REGISTER=register)
    assert result["NEW_COUNT"] == 1
    assert table(more)[:6] == table(first)
    assert column(more, "GLBJBSM")[6] == f"110101{COVER}000003"


def test_the_register_remembers_removed_components(tmp_path):
    register = str(tmp_path / "register.gpkg")
    run(components(), REGISTER=register)
    result = run(components(["Point (1 1)"], [[COVER, "完好", DATE, "z"]]), REGISTER=register)
    assert column(result["OUTPUT"], "GLBJBSM") == [f"110101{COVER}000003"]
    assert QgsVectorLayer(register + "|layername=dcm_code_register", "r", "ogr").featureCount() == 2


def test_class_and_county_changes_keep_the_old_code():
    kinds = [*KINDS, ("GLBJBSM", "string", 17), ("GLBJMC", "string", 30)]
    rows = [[LAMP, "完好", DATE, "a", f"110101{COVER}000009", "上水井盖"]]
    result = run(components(["Point (1 1)"], rows, kinds))
    row = table(result["OUTPUT"])[0]
    assert row["GLBJBSM"] == f"110101{LAMP}000001"
    assert row["YBSM"] == f"110101{COVER}000009"
    assert row["GLBJMC"] != "上水井盖"
    assert result["CHANGED_COUNT"] == 1


def test_older_versions_and_numbers_as_class_codes():
    rows = [[101, "完好", DATE, "a"]]
    kinds = [("kind", "int"), *KINDS[1:]]
    result = run(
        components(["Point (1 1)"], rows, kinds), CLASS_FIELD="KIND", VERSION="gbt30428_2_2013"
    )
    row = table(result["OUTPUT"])[0]
    assert row["ObjID"] == "1101010101000001"
    assert (row["BGID"], row["LBDM"], row["kind"]) == (WEST, "0101", 101)
    assert "SZJDDM" not in row


def test_16_digits_are_asked_for():
    kinds = [*KINDS, ("ObjID", "string", 16)]
    rows = [[COVER, "完好", DATE, "a", "1101010101000007"]]
    layer = components(["Point (1 1)"], rows, kinds)
    asked = run(layer)
    assert column(asked["OUTPUT"], "GLBJBSM") == [None]
    assert column(asked["OUTPUT"], "YBSM") == ["1101010101000007"]
    assert "16" in column(asked["ERRORS"], "message")[0]
    told = run(layer, SIXTEEN_DIGITS="old")
    assert column(told["OUTPUT"], "GLBJBSM") == [f"110101{COVER}000001"]


def test_lines_and_heights(tmp_path):
    lines = ["LineStringZ (90 5 3, 130 5 4)", "LineStringZ (10 50 1, 20 50 2)"]
    layer = make_layer("Rails", lines, [["02015"], ["02015"]], KINDS[:1], "LineStringZ")
    for source, output in (
        (layer, "memory:"),
        (saved(layer, tmp_path / "rails.gpkg"), str(tmp_path / "coded.gpkg")),
    ):
        middle = run(source, OUTPUT=output)["OUTPUT"]
        assert column(middle, "SZDYWGBSM") == [EAST, WEST]
        assert column(middle, "wkt")[0].replace(" ", "") == "LineStringZ(9053,13054)"
    part = run(layer, METHOD="larger_part")
    assert column(part["OUTPUT"], "SZDYWGBSM") == [EAST, WEST]


def test_reports(tmp_path):
    page, data = tmp_path / "report.html", tmp_path / "report.json"
    result = run(components(), REPORT=str(page), REPORT_JSON=str(data))
    assert result["REPORT"] == str(page)
    figures = json.loads(data.read_text(encoding="utf-8"))
    assert figures["figures"] == {
        "components": 6, "new": 3, "changed": 0, "kept": 0, "errors": 3
    }  # fmt: skip
    problems = {row["problem"] for row in figures["sections"]["problems"]["problems"]}
    assert "In no unit grid" in problems
    assert "GB/T 47678.5-2026" in page.read_text(encoding="utf-8")


def test_selected_features_only():
    layer = components()
    layer.selectByIds([1, 2])
    source = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    assert sorted(column(run(source)["OUTPUT"], "GLBJBSM")) == CODES[:2]


def test_a_filtered_geopackage_gives_only_what_is_shown(tmp_path):
    source = saved(components(), tmp_path / "survey.gpkg")
    layer = QgsVectorLayer(source, "survey", "ogr")
    layer.setSubsetString("own = 'b'")
    QgsProject.instance().addMapLayer(layer)
    output = str(tmp_path / "out.gpkg")
    assert run(layer, OUTPUT=output)["COMPONENT_COUNT"] == 1
    assert column(output, "own") == ["b"]


@pytest.mark.parametrize(
    "change, words",
    [
        ({"INPUT": "degrees"}, "not measured in metres"),
        ({"CLASS_FIELD": ""}, "choose the field"),
        ({"DIVISION": "beijing"}, "no county code"),
        ({"GRID": "no codes"}, "no field with unit grid codes"),
        ({"GRID": "ended"}, "no unit grid in use"),
        ({"REGISTER": "note.txt"}, "cannot be used"),
    ],
)
def test_bad_input_is_told(tmp_path, change, words):
    (tmp_path / "note.txt").write_text("no database " * 200)
    bare = components(["Point (1 1)"], [["x"]], [("own", "string", 5)])
    places = [square(0)]
    made = {
        "degrees": lambda: components(crs="EPSG:4490"),
        "no codes": lambda: make_layer("G", places, [["x"]], [("own", "string", 5)], "Polygon"),
        "ended": lambda: make_layer(
            "G", places, [[WEST, DATE]], [("DYWGBSM", "string", 15), ("ZZRQ", "date")], "Polygon"
        ),
        "note.txt": lambda: str(tmp_path / "note.txt"),
        "": lambda: "",
    }
    name, value = next(iter(change.items()))
    layer = bare if name == "CLASS_FIELD" else components()
    given = made[value]() if value in made else value
    parameters = {"INPUT": layer, name: given}
    with pytest.raises(QgsProcessingException) as caught:
        run(parameters.pop("INPUT"), **parameters)
    assert words in str(caught.value)


def test_nothing_overwrites_the_register_or_the_input(tmp_path):
    source = saved(components(), tmp_path / "survey.gpkg")
    with pytest.raises(QgsProcessingException, match="both as input and as result"):
        run(source, OUTPUT=source)
    register = str(tmp_path / "register.gpkg")
    with pytest.raises(QgsProcessingException, match="overwrite the register"):
        run(source, OUTPUT=register, REGISTER=register)
    assert len(table(source)) == 6


def test_cancel_leaves_no_half_result(tmp_path):
    class Impatient(QgsProcessingFeedback):
        def isCanceled(self):
            return True

    source = saved(components(), tmp_path / "survey.gpkg")
    output = tmp_path / "out.gpkg"
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("dcm:encodecomponents")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {"INPUT": source, "GRID": grid(), "OUTPUT": str(output)}
    with pytest.raises(QgsProcessingException, match="Stopped"):
        algorithm.run(parameters, context, Impatient(), {}, False)
    assert not output.exists()


def test_the_layer_is_styled(tmp_path):
    output = str(tmp_path / "out.gpkg")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    details = QgsProcessingContext.LayerDetails("out", QgsProject.instance(), "OUTPUT")
    context.addLayerToLoadOnCompletion(output, details)
    source = saved(components(), tmp_path / "survey.gpkg")
    processing.run(
        "dcm:encodecomponents", {"INPUT": source, "GRID": grid(), "OUTPUT": output}, context=context
    )
    styler = context.layerToLoadOnCompletionDetails(output).postProcessor()
    layer = QgsVectorLayer(output, "out", "ogr")
    styler.postProcessLayer(layer, context, None)
    labels = [rule.label() for rule in layer.renderer().rootRule().children()]
    assert labels == ["With code", "Without code"]
    assert layer.attributeAlias(layer.fields().lookupField("GLBJBSM"))


def test_a_temporary_result_is_one_layer(tmp_path):
    """Nothing empty is loaded beside it."""
    source = saved(components(), tmp_path / "survey.gpkg")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("dcm:encodecomponents")
    parameters = {"INPUT": source, "GRID": grid(), "OUTPUT": "TEMPORARY_OUTPUT"}
    results, done = algorithm.run(parameters, context, QgsProcessingFeedback())
    assert done
    made = context.getMapLayer(results["OUTPUT"])
    assert made.featureCount() == 6
    layers = context.temporaryLayerStore().mapLayers().values()
    assert sorted(layer.name() for layer in layers) == ["Components with codes", "survey"]


def test_only_another_class_gives_another_name():
    kinds = [*KINDS, ("GLBJBSM", "string", 17), ("GLBJMC", "string", 30)]
    rows = [[COVER, "完好", DATE, "a", f"110102{COVER}000009", "老井盖"]]
    row = table(run(components(["Point (1 1)"], rows, kinds))["OUTPUT"])[0]
    assert row["GLBJBSM"] == f"110101{COVER}000001"
    assert row["GLBJMC"] == "老井盖"


def test_texts_that_are_no_utf8_do_not_stop_the_coding(tmp_path):
    source = saved(components(), tmp_path / "survey.gpkg")
    connection = sqlite3.connect(source)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'survey'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(
        "UPDATE survey SET LBDM = CAST(? AS TEXT) WHERE fid = 1", ("井盖".encode("gbk"),)
    )
    connection.commit()
    connection.close()
    result = run(source, OUTPUT=str(tmp_path / "out.gpkg"))
    assert (result["NEW_COUNT"], result["ERROR_COUNT"]) == (2, 4)


def test_an_empty_layer_is_told():
    layer = make_layer("Nothing", [], [], KINDS)
    with pytest.raises(QgsProcessingException, match="no features"):
        run(layer)
