"""``dcm:numberunitgrid`` as users run it: toolbox, in place, on a selection, into files."""

from __future__ import annotations

import processing
import pytest
from processing.gui.AlgorithmExecutor import execute_in_place_run
from qgis.core import (
    NULL,
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate
from sample_layers import column, memory_layer

from dcm_plugin.core.errors import DcmError
from dcm_plugin.core.standards import list_profiles
from dcm_plugin.processing import adapters, base

ALGORITHM = "dcm:numberunitgrid"
WEST, EAST = "110101001001", "110101001002"
BOW_TIE = "Polygon ((0 0, 10 10, 10 0, 0 10, 0 0))"


pytestmark = pytest.mark.usefixtures("provider")


def square(x, y=0, size=100):
    return f"Polygon (({x} {y}, {x} {y + size}, {x + size} {y + size}, {x + size} {y}, {x} {y}))"


def make_layer(name, shapes, kinds=(), rows=None, **options):
    return memory_layer(name, kinds, rows or [[NULL] * len(kinds)] * len(shapes), shapes, **options)


def grids(*codes, more=(), **options):
    codes = codes or (NULL, NULL, NULL, NULL)
    kinds = [("DYWGBSM", "string", 15), ("MJ", "double"), ("own", "string"), *more]
    rows = [[code, NULL, f"row {i}", *[NULL] * len(more)] for i, code in enumerate(codes)]
    shapes = [square(i * 100) for i in range(len(codes))]
    return make_layer("Grids", options.pop("shapes", shapes), kinds, rows, **options)


def towns(codes=(WEST, EAST), crs="EPSG:4549"):
    shapes = [square(0, -50, 200), square(200, -50, 200)]
    kinds = [("SQDM", "string", 12), ("SQMC", "string")]
    return make_layer("Towns", shapes, kinds, [[c, f"社区 {c}"] for c in codes], crs=crs)


def run(layer, **parameters):
    parameters = {"INPUT": layer, "OUTPUT": "TEMPORARY_OUTPUT", **parameters}
    return processing.run(ALGORITHM, parameters)


def test_numbers_by_community():
    result = run(grids(), COMMUNITIES=towns())
    output = result["OUTPUT"]
    assert column(output, "DYWGBSM") == [WEST + "001", WEST + "002", EAST + "001", EAST + "002"]
    assert column(output, "SZSQDM") == [WEST, WEST, EAST, EAST]
    assert column(output, "SZSQMC")[0] == "社区 " + WEST
    assert column(output, "MJ") == [10000.0] * 4
    assert column(output, "PZBS") == ["gbt47678_3_2026"] * 4
    assert column(output, "own") == ["row 0", "row 1", "row 2", "row 3"]
    assert [result[name] for name in ("NUMBERED", "KEPT", "COMMUNITY_COUNT")] == [4, 0, 2]


def test_style_and_names_of_the_fields_in_the_project(monkeypatch):
    monkeypatch.setattr(base, "current_language", lambda: "zh")
    project = QgsProject.instance()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(project)
    output = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    parameters = {"INPUT": grids(), "COMMUNITIES": towns(), "OUTPUT": output}
    _, ok = algorithm.run(parameters, context, feedback)
    assert ok
    ((layer_id, details),) = context.layersToLoadOnCompletion().items()
    layer = context.getMapLayer(layer_id)
    details.postProcessor().postProcessLayer(layer, context, feedback)
    assert layer.attributeAlias(layer.fields().lookupField("DYWGBSM")) == "单元网格标识码"
    assert layer.labelsEnabled()


def test_keeps_and_appends():
    layer = grids(NULL, WEST + "003", NULL, NULL)
    used = make_layer("Old", [None], [("BGCODE", "string")], [[EAST + "010"]])
    result = run(layer, COMMUNITIES=towns(), USED_CODES=used)
    assert column(result["OUTPUT"], "DYWGBSM") == [
        WEST + "004", WEST + "003", EAST + "011", EAST + "012",
    ]  # fmt: skip
    assert (result["NUMBERED"], result["KEPT"]) == (3, 1)
    anew = run(layer, COMMUNITIES=towns(), KEEP_EXISTING=False)
    assert column(anew["OUTPUT"], "DYWGBSM")[:2] == [WEST + "001", WEST + "002"]


def test_table_of_used_codes_without_geometry():
    table = QgsVectorLayer("None?field=old:string", "History", "memory")
    row = QgsFeature(table.fields())
    row.setAttributes([WEST + "041"])
    table.dataProvider().addFeatures([row])
    result = run(grids(), COMMUNITIES=towns(), USED_CODES=table, USED_FIELD="old")
    assert column(result["OUTPUT"], "DYWGBSM")[0] == WEST + "042"


def test_selected_features_only():
    """Codes of grids that are not selected are in use, whatever is selected."""
    layer = grids(NULL, WEST + "005", NULL, NULL)
    layer.selectByIds([1, 3])
    selected = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    result = run(selected, COMMUNITIES=towns())
    rows = [(f["own"], f["DYWGBSM"]) for f in result["OUTPUT"].getFeatures()]
    assert sorted(rows) == [("row 0", WEST + "006"), ("row 2", EAST + "001")]


def test_history_that_is_not_selected():
    """A version of the same grid that has ended may carry its code; the number stays used."""
    layer = grids(WEST + "007", WEST + "007", NULL, more=[("ZZRQ", "date")])
    layer.startEditing()
    layer.changeAttributeValue(1, 3, QDate(2020, 5, 1))
    layer.commitChanges()
    layer.selectByIds([2, 3])
    shapes = make_layer("Towns", [square(-500, -500, 2000)], [("code", "string")], [[WEST]])
    result = run(QgsProcessingFeatureSourceDefinition(layer.id(), True), COMMUNITIES=shapes)
    rows = [(f["own"], f["DYWGBSM"]) for f in result["OUTPUT"].getFeatures()]
    assert sorted(rows) == [("row 1", WEST + "007"), ("row 2", WEST + "008")]


def test_field_with_community_and_history():
    layer = grids(WEST + "007", NULL, more=[("SZSQDM", "string"), ("ZZRQ", "date")])
    layer.startEditing()
    for fid in (1, 2):
        layer.changeAttributeValue(fid, 3, WEST)
    layer.changeAttributeValue(1, 4, QDate(2020, 5, 1))
    layer.commitChanges()
    result = run(layer, START_DATE=QDate(2026, 7, 1))
    assert column(result["OUTPUT"], "DYWGBSM") == [WEST + "007", WEST + "008"]
    assert column(result["OUTPUT"], "CSRQ") == [None, QDate(2026, 7, 1)]
    assert column(result["OUTPUT"], "ZZRQ") == [QDate(2020, 5, 1), None]
    assert (result["NUMBERED"], result["KEPT"]) == (1, 0)


@pytest.mark.parametrize(
    "profile, name, code",
    [
        ("gbt30428_1_2013", "DYWGBSM", WEST + "001"),
        ("cjt213_2005", "BGCODE", WEST + "01"),
        ("cjt349_2010", "ZYWGBSM", "010100" + WEST + "01"),
        ("db11t2157_2023", "DYWGBSM", WEST + "001"),
    ],
)
def test_profiles(profile, name, code):
    layer = make_layer("Grids", [square(0), square(100)])
    options = {"OBJECT_CODE": "010100"} if profile == "cjt349_2010" else {}
    output = run(layer, PROFILE=profile, COMMUNITIES=towns(), **options)["OUTPUT"]
    assert column(output, name)[0] == code
    assert column(output, "PZBS")[0] == profile


def test_a_profile_of_the_city(monkeypatch, tmp_path):
    (tmp_path / "ourcity.yaml").write_text(
        "id: ourcity\nextends: custom\ncode: {segments: {grid: {length: 4, maximum: 9999}}}\n"
        "tables: {unit_grid: {code: {name: WGBM, length: 16}}}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(base, "profile_folder", lambda: tmp_path)
    output = run(grids(), PROFILE="ourcity", COMMUNITIES=towns())["OUTPUT"]
    assert column(output, "WGBM")[0] == WEST + "0001"


def test_geometry_is_not_touched():
    curve = (
        "CurvePolygonZ (CompoundCurveZ (CircularStringZ (0 0 7, 50 50 7, 100 0 7),"
        "(100 0 7, 0 0 7)))"
    )
    layer = make_layer("Grids", [curve], kind="CurvePolygonZ")
    (feature,) = run(layer, COMMUNITIES=towns())["OUTPUT"].getFeatures()
    assert feature.geometry().asWkt() == QgsGeometry.fromWkt(curve).asWkt()


def test_communities_in_another_system():
    layer = make_layer("Grids", [square(500000, 3450000)])
    town = make_layer(
        "Towns", ["Polygon ((119 31, 121 31, 121 32, 119 32, 119 31))"],
        [("code", "string")], [[WEST]], crs="EPSG:4490",
    )  # fmt: skip
    output = run(layer, COMMUNITIES=town)["OUTPUT"]
    assert column(output, "DYWGBSM") == [WEST + "001"]


@pytest.mark.parametrize("order, first", [("row_band", 3), ("column_band", 2)])
def test_orders(order, first):
    shapes = [square(0), square(100), square(0, 100), square(100, 100)]
    layer = grids(shapes=shapes, more=[("SZSQDM", "string")])
    output = run(layer, ORDER=order, COMMUNITIES=towns(), KEEP_EXISTING=True)["OUTPUT"]
    assert column(output, "DYWGBSM")[0] == f"{WEST}{first:03d}"


def test_row_height():
    shapes = [square(100, 0), square(0, -60)]
    output = run(grids(NULL, NULL, shapes=shapes), COMMUNITIES=towns())["OUTPUT"]
    assert column(output, "DYWGBSM") == [WEST + "001", WEST + "002"]
    output = run(grids(NULL, NULL, shapes=shapes), COMMUNITIES=towns(), ROW_HEIGHT=200)["OUTPUT"]
    assert column(output, "DYWGBSM") == [WEST + "002", WEST + "001"]


def test_written_files_are_complete(tmp_path):
    for name in ("网格.gpkg", "grids.shp"):
        path = tmp_path / name
        run(grids(), COMMUNITIES=towns(), OUTPUT=str(path))
        layer = QgsVectorLayer(str(path), "again", "ogr")
        assert column(layer, "DYWGBSM")[3] == EAST + "002"
        assert column(layer, "SZSQMC")[0] == "社区 " + WEST
    assert (tmp_path / "grids.cpg").exists()


REFUSALS = {
    "empty": (lambda: make_layer("Grids", []), {}, "Grids.*no features"),
    "degrees": (lambda: grids(crs="EPSG:4490"), {}, "Grids.*EPSG:4490.*metres"),
    "no system": (lambda: grids(crs=""), {}, "no coordinate reference system"),
    "no geometry": (lambda: grids(NULL, NULL, shapes=[square(0), None]), {}, "no geometry.* 2"),
    "invalid": (lambda: grids(NULL, NULL, shapes=[square(0), BOW_TIE]), {}, "invalid.* 2"),
    "elsewhere": (lambda: grids(NULL, shapes=[square(9000)]), {}, "feature 1.*no community"),
    "wrong profile": (lambda: grids(WEST + "001"), {"PROFILE": "cjt213_2005"}, "14 char"),
    "twice": (lambda: grids(WEST + "001", WEST + "001"), {}, "Grids.*DYWGBSM.*Feature 1, 2"),
    "foreign": (lambda: grids(EAST + "001"), {}, "another community.*Feature 1"),
    "no object": (lambda: grids(), {"PROFILE": "cjt349_2010"}, "managed object"),
    "no field": (lambda: grids(), {"CODE_FIELD": "nowhere"}, "nowhere"),
}


@pytest.mark.parametrize("case", sorted(REFUSALS))
def test_bad_input_leaves_nothing_behind(case, tmp_path):
    make, parameters, words = REFUSALS[case]
    path = tmp_path / "out.gpkg"
    with pytest.raises(QgsProcessingException, match=words):
        run(make(), COMMUNITIES=towns(), OUTPUT=str(path), **parameters)
    assert not path.exists()


def test_bad_communities():
    with pytest.raises(QgsProcessingException, match="which community"):
        run(grids())
    with pytest.raises(QgsProcessingException, match="Towns.*SQDM.*more than one"):
        run(grids(), COMMUNITIES=towns((WEST, WEST)))
    with pytest.raises(QgsProcessingException, match="Towns.*SQDM.*NULL"):
        run(grids(), COMMUNITIES=towns((WEST, NULL)))
    with pytest.raises(QgsProcessingException, match="Plain.*SQDM"):
        run(grids(), COMMUNITIES=make_layer("Plain", [square(0)]))


def test_overflow_names_the_community():
    used = make_layer("Old", [None], [("DYWGBSM", "string")], [[EAST + "998"]])
    with pytest.raises(QgsProcessingException, match=f"{EAST}: 2 grids.*only 1"):
        run(grids(), COMMUNITIES=towns(), USED_CODES=used)


def test_messages_in_chinese(monkeypatch):
    monkeypatch.setattr(base, "current_language", lambda: "zh")
    with pytest.raises(QgsProcessingException, match="没有要素"):
        run(make_layer("网格", []), COMMUNITIES=towns())


def test_cancelled(tmp_path):
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    path = tmp_path / "out.gpkg"
    parameters = {"INPUT": grids(), "COMMUNITIES": towns(), "OUTPUT": str(path)}
    with pytest.raises(QgsProcessingException):
        processing.run(ALGORITHM, parameters, feedback=feedback)
    assert not path.exists()


def test_a_write_that_fails_leaves_no_file(tmp_path, monkeypatch):
    def stop(features, *rest):
        next(iter(features))
        raise DcmError("processing.write_failed", reason="disk full")

    monkeypatch.setattr(adapters, "write_features", stop)
    for name in ("out.gpkg", "out.shp"):
        with pytest.raises(QgsProcessingException, match="disk full"):
            run(grids(), COMMUNITIES=towns(), OUTPUT=str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []


# --- in place ----------------------------------------------------------------------------------


def in_place(layer, raise_exceptions=True, feedback=None, **parameters):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(
        ALGORITHM, {"IN_PLACE": True}
    )
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    values = {d.name(): d.defaultValue() for d in algorithm.parameterDefinitions()}
    values.update(INPUT=layer, **parameters)
    return execute_in_place_run(
        algorithm, values, context, feedback or QgsProcessingFeedback(), raise_exceptions
    )


def test_in_place_changes_the_code_field_only():
    layer = grids(NULL, WEST + "003", NULL, NULL)
    before = {f.id(): (f.geometry().asWkt(), f["MJ"], f["own"]) for f in layer.getFeatures()}
    ok, result = in_place(layer, COMMUNITIES=towns())
    assert ok and result["__count"] == 4
    assert column(layer, "DYWGBSM") == [WEST + "004", WEST + "003", EAST + "001", EAST + "002"]
    after = {f.id(): (f.geometry().asWkt(), f["MJ"], f["own"]) for f in layer.getFeatures()}
    assert after == before, "same features with the same ids"
    buffer = layer.editBuffer()
    assert buffer.deletedFeatureIds() == [] and buffer.addedFeatures() == {}
    assert sorted(buffer.changedAttributeValues()) == [1, 3, 4]
    assert layer.undoStack().count() == 1
    layer.undoStack().undo()
    assert column(layer, "DYWGBSM") == [None, WEST + "003", None, None]
    assert layer.commitChanges()


def test_in_place_on_a_selection():
    layer = grids(NULL, WEST + "005", NULL, NULL)
    layer.selectByIds([1])
    ok, _ = in_place(layer, COMMUNITIES=towns())
    assert ok
    assert column(layer, "DYWGBSM") == [WEST + "006", WEST + "005", None, None]


def test_in_place_sees_unsaved_grids():
    layer = grids(WEST + "001", NULL)
    layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(square(0, -50, 50)))
    layer.addFeature(feature)
    ok, _ = in_place(layer, COMMUNITIES=towns())
    assert ok
    assert sorted(column(layer, "DYWGBSM")) == [WEST + "001", WEST + "002", WEST + "003"]


def test_in_place_twice_in_one_session():
    layer = grids()
    assert in_place(layer, COMMUNITIES=towns())[0]
    first = column(layer, "DYWGBSM")
    assert in_place(layer, COMMUNITIES=towns())[0]
    assert column(layer, "DYWGBSM") == first


def test_in_place_failure_leaves_the_layer_alone():
    layer = grids(NULL, WEST + "999", NULL, NULL)
    feedback = QgsProcessingFeedback()
    with pytest.raises(QgsProcessingException):
        in_place(layer, feedback=feedback, COMMUNITIES=towns())
    assert "only 0 are left" in feedback.textLog()
    assert column(layer, "DYWGBSM") == [None, WEST + "999", None, None]


def test_in_place_needs_a_field_for_the_code():
    for kinds, words in [((), "no field"), ([("DYWGBSM", "string", 8)], "too narrow"),
                         ([("DYWGBSM", "double")], "no text field")]:  # fmt: skip
        layer = make_layer("Grids", [square(0)], kinds)
        feedback = QgsProcessingFeedback()
        with pytest.raises(QgsProcessingException):
            in_place(layer, feedback=feedback, COMMUNITIES=towns())
        assert words in feedback.textLog()


def test_where_in_place_is_offered():
    algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM)
    assert algorithm.flags() & algorithm.Flag.FlagSupportsInPlaceEdits
    assert algorithm.supportInPlaceEdit(grids())
    assert not algorithm.supportInPlaceEdit(grids(crs="EPSG:4490"))
    assert not algorithm.supportInPlaceEdit(make_layer("Points", ["Point (0 0)"], kind="Point"))


def test_profiles_on_offer(monkeypatch, tmp_path):
    """The list is made without reading a profile; it must be the one of core."""
    monkeypatch.setattr(base, "profile_folder", lambda: tmp_path)
    assert base.profile_ids() == list(list_profiles())
    (tmp_path / "ourcity.yaml").write_text("id: ourcity\nextends: base\n", encoding="utf-8")
    assert base.profile_ids() == list(list_profiles(tmp_path))
    assert base.profile_ids()[-1] == "ourcity"


def test_what_is_missing_is_said(monkeypatch):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    assert algorithm.canExecute()[0]
    monkeypatch.setitem(base.REQUIREMENTS, "no_such_package", "")
    monkeypatch.setitem(base.REQUIREMENTS, "shapely", "99.0")
    ready, text = algorithm.canExecute()
    assert not ready and "no_such_package" in text and "shapely>=99.0" in text
