"""dcm_… in expressions: values, NULL, errors that say what to do, threads, layers that change."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any, Iterator, List

import processing
import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsExpressionTreeView

sys.path.insert(0, str(Path(__file__).resolve().parent))
from place_samples import CRS, add_layer, box, make_database, unit_grids  # noqa: E402

from dcm_plugin import classFactory  # noqa: E402
from dcm_plugin.core.geocoding.levels import LEVELS, PARTS  # noqa: E402
from dcm_plugin.expressions.functions import FUNCTIONS, group  # noqa: E402
from dcm_plugin.processing.geocoding.project_database import choose_database  # noqa: E402


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_database(tmp_path_factory.mktemp("places") / "city.gpkg")


@pytest.fixture(autouse=True)
def plugin(qgis_app: Any, qgis_processing: Any) -> Iterator[Any]:
    QgsSettings().remove("dcm/place_database")
    QgsProject.instance().clear()
    made = classFactory(None)
    made.initProcessing()
    yield made
    QgsProject.instance().clear()
    made.unload()


@pytest.fixture
def chosen(city: str) -> str:
    choose_database(QgsProject.instance(), city)
    return city


def context(layer: Any = None) -> QgsExpressionContext:
    made = QgsExpressionContext()
    made.appendScope(QgsExpressionContextUtils.projectScope(QgsProject.instance()))
    if layer is not None:
        made.appendScope(QgsExpressionContextUtils.layerScope(layer))
    return made


def value(text: str, around: Any = None) -> Any:
    expression = QgsExpression(text)
    assert not expression.hasParserError(), expression.parserErrorString()
    found = expression.evaluate(around if around is not None else context())
    assert not expression.hasEvalError(), expression.evalErrorString()
    return found


def error(text: str, around: Any = None) -> str:
    expression = QgsExpression(text)
    assert not expression.hasParserError(), expression.parserErrorString()
    assert expression.evaluate(around if around is not None else context()) is None
    assert expression.hasEvalError()
    return str(expression.evalErrorString())


def xy(geometry: QgsGeometry) -> List[float]:
    return [round(geometry.asPoint().x(), 3), round(geometry.asPoint().y(), 3)]


# --- texts to places ------------------------------------------------------------------------------


def test_a_text_becomes_a_point(chosen: str) -> None:
    assert xy(value("dcm_geocode('西山区人民路1号')")) == [20020.0, 415.0]
    assert value("dcm_geocode('没有的地方')") is None


def test_the_point_in_another_system(chosen: str) -> None:
    found = value("dcm_geocode('斜土路1号', crs:='EPSG:4490')").asPoint()
    there = value("transform(dcm_geocode('斜土路1号'), 'EPSG:4549', 'EPSG:4490')").asPoint()
    assert (found.x(), found.y()) == pytest.approx((there.x(), there.y()), abs=1e-9)
    assert found.x() < 180


def test_what_is_not_sure_comes_only_when_it_is_wanted(chosen: str) -> None:
    assert value("dcm_geocode('红星菜市场')") is None  # two places
    assert value("dcm_geocode('红星菜市场', min_score:=0.4)") is not None
    details = value("dcm_geocode_details('红星菜市场')")
    assert details["state"] == "tied"
    assert details["count"] == 2


def test_details_of_an_answer(chosen: str) -> None:
    unit_grids()
    details = value("dcm_geocode_details('东湖区人民路1号')")
    assert details["state"] == "matched"
    assert details["name"] == "人民路1号"
    assert details["county"] == "东湖区"
    assert details["method"] == "plate"
    assert details["score"] > 0.9
    assert details["error_m"] > 0
    assert (details["x"], details["y"]) == pytest.approx((20.0, 415.0))
    assert details["grid"] == "42090100100101"
    nothing = value("dcm_geocode_details('没有的地方')")
    assert nothing["state"] == "unmatched" and nothing["reason"] and nothing["x"] is None


def test_another_database_than_that_of_the_project(city: str) -> None:
    assert xy(value(f"dcm_geocode('西山区人民路1号', '{city}')")) == [20020.0, 415.0]


# --- places to texts ------------------------------------------------------------------------------


def test_a_geometry_is_described(chosen: str) -> None:
    layer = add_layer("点", "Point", [("a", "string")], [])
    around = context(layer)
    assert value("dcm_reverse(make_point(20, 415))", around) == "江城市东湖区人民路1号"
    details = value("dcm_reverse_details(make_point(20, 420))", around)
    assert details["county"] == "东湖区"
    assert details["plate"] == "人民路1号"
    assert details["plate_m"] == pytest.approx(5.0)
    line = "geom_from_wkt('LineString(19 415, 21 415)')"
    assert "人民路1号" in value(f"dcm_reverse({line})", around)


def test_the_system_of_the_layer_counts_else_the_one_given(chosen: str) -> None:
    degrees = add_layer("经纬度", "Point", [("a", "string")], [], crs="EPSG:4490")
    place = value("dcm_geocode('西山区人民路1号', crs:='EPSG:4490')").asPoint()
    point = f"make_point({place.x():.10f}, {place.y():.10f})"
    assert value(f"dcm_reverse({point})", context(degrees)) == "江城市西山区人民路1号"
    assert value(f"dcm_reverse({point}, 'EPSG:4490')") == "江城市西山区人民路1号"
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    assert value(f"dcm_reverse({point})") == "江城市西山区人民路1号"


# --- unit grids -----------------------------------------------------------------------------------


def grid_at(x: float, y: float, more: str = "") -> Any:
    return value(f"dcm_grid_code(make_point({x}, {y}){more})")


def test_the_grid_that_holds_a_point() -> None:
    layer = unit_grids()
    assert grid_at(50, 450) == "42090100100101"
    assert grid_at(150, 450) == "42090100100102"  # not the one that has ended
    assert grid_at(100, 450) == "42090100100101"  # the smaller code on the border
    assert grid_at(500, 450) is None
    for named in ("'单元网格'", f"'{layer.id()}'", "'DYWGBSM'", "@layer"):
        assert value(f"dcm_grid_code(make_point(50, 450), {named})", context(layer)) is not None


def test_a_layer_that_changes_is_read_again() -> None:
    layer = unit_grids()
    assert grid_at(250, 450) is None
    assert layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["42090100100109", None])
    feature.setGeometry(QgsGeometry.fromWkt(box(200, 400)))
    assert layer.addFeature(feature)
    assert grid_at(250, 450) == "42090100100109"
    layer.changeAttributeValue(feature.id(), 0, "42090100100108")
    assert grid_at(250, 450) == "42090100100108"
    layer.rollBack()
    assert grid_at(250, 450) is None
    QgsProject.instance().removeMapLayer(layer.id())
    assert "no layer of unit grids" in error("dcm_grid_code(make_point(50, 450))")
    unit_grids()
    assert grid_at(50, 450) == "42090100100101"


def test_grids_in_a_file_and_in_another_system(tmp_path: Path) -> None:
    path = str(tmp_path / "grids.gpkg")
    layer = unit_grids()
    processing.run(
        "native:reprojectlayer", {"INPUT": layer, "TARGET_CRS": "EPSG:4490", "OUTPUT": path}
    )
    QgsProject.instance().clear()
    assert grid_at(50, 450, f", '{path}', '{CRS}'") == "42090100100101"


def test_several_layers_of_grids_are_not_guessed_from() -> None:
    unit_grids()
    add_layer("旧网格", "Polygon", [("BGCODE", "string")], [(box(0, 400), "old")])
    told = error("dcm_grid_code(make_point(50, 450))")
    assert "单元网格" in told and "旧网格" in told
    assert grid_at(50, 450, ", '旧网格'") == "old"
    assert grid_at(50, 450, ", 'BGCODE'") == "old"


# --- texts taken apart ----------------------------------------------------------------------------


@pytest.mark.parametrize("known", [False, True])
def test_the_ten_levels(known: bool, city: str) -> None:
    if known:
        choose_database(QgsProject.instance(), city)
    found = value("dcm_parse_address('江城市东湖区人民路１００号3号楼二单元201室')")
    assert set(found) == {*LEVELS, *PARTS}
    assert (found["city"], found["county"], found["street"]) == ("江城市", "东湖区", "人民路")
    assert (found["door_number"], found["room"]) == ("100号", "201")
    assert found["poi"] is None


def test_landmarks_are_told_by_the_database_only(chosen: str) -> None:
    assert value("dcm_parse_address('东湖图书馆(南馆)')")["poi"] == "东湖图书馆(南馆)"
    moved = value("dcm_parse_address('人民路1号东50米')")
    assert (moved["direction"], moved["distance"]) == ("东", 50.0)


# --- NULL and errors ------------------------------------------------------------------------------


@pytest.mark.parametrize("function", [one.NAME for one in FUNCTIONS])
def test_null_in_null_out(function: str, chosen: str) -> None:
    assert value(f"{function}(NULL)") is None


def test_empty_geometries_have_no_place(chosen: str) -> None:
    unit_grids()
    for name in ("dcm_reverse", "dcm_reverse_details", "dcm_grid_code"):
        assert value(f"{name}(geom_from_wkt('Point EMPTY'))") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("dcm_geocode('人民路1号')", "Choose one in Settings"),
        ("dcm_reverse(make_point(1, 1))", "Choose one in Settings"),
        ("dcm_geocode('人民路1号', '/nowhere/x.gpkg')", "is not there"),
        ("dcm_grid_code('人民路')", "geometry is needed"),
        ("dcm_grid_code(make_point(1, 1), 'nothing')", "neither a polygon layer"),
    ],
)
def test_errors_say_what_to_do(text: str, told: str) -> None:
    message = error(text)
    assert told in message
    assert message.startswith(text.partition("(")[0])


def test_wrong_arguments_are_told(chosen: str) -> None:
    assert "EPSG:4549" in error("dcm_geocode('斜土路1号', crs:='nonsense')")
    assert "0 to 1" in error("dcm_geocode('斜土路1号', min_score:='much')")


# --- in QGIS --------------------------------------------------------------------------------------


def test_every_function_is_in_the_builder_with_help(plugin: Any) -> None:
    there = {one.name(): one for one in QgsExpression.Functions()}
    for kind in FUNCTIONS:
        one = there[kind.NAME]
        assert one.groups() == [group()]
        text = one.helpText()
        for given in one.parameters():
            assert given.name() in text
        assert f"<code>{kind.NAME}(" in text  # an example
    tree = QgsExpressionTreeView()
    tree.refresh()
    model = tree.model()
    shown = {
        model.data(model.index(row, 0)): model.index(row, 0) for row in range(model.rowCount())
    }
    assert model.rowCount(shown[group()]) == len(FUNCTIONS)
    plugin.unload()
    left = {one.name() for one in QgsExpression.Functions()}
    assert not left & {kind.NAME for kind in FUNCTIONS}
    plugin.initProcessing()
    assert QgsExpression.isFunctionName("dcm_geocode")


def test_in_the_field_calculator(chosen: str) -> None:
    unit_grids()
    layer = add_layer(
        "诉求", "Point", [("address", "string")],
        [("Point (50 450)", "西山区人民路1号"), ("Point (150 450)", None)],
    )  # fmt: skip
    found = processing.run(
        "native:fieldcalculator",
        {
            "INPUT": layer,
            "FIELD_NAME": "made",
            "FIELD_TYPE": 2,
            "FIELD_LENGTH": 80,
            "FORMULA": "dcm_grid_code($geometry) || ' ' || "
            "coalesce(geom_to_wkt(dcm_geocode(\"address\"), 0), '-')",
            "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )["OUTPUT"]
    made = [feature["made"] for feature in found.getFeatures()]
    assert made == ["42090100100101 Point (20020 415)", "42090100100102 -"]


def test_many_threads_at_once(chosen: str) -> None:
    """The main thread answers what only it may be asked; meanwhile it must not wait."""
    layer = unit_grids()
    around = [context(layer) for _ in range(4)]
    wrong: List[str] = []

    def ask(mine: QgsExpressionContext) -> None:
        grid = QgsExpression("dcm_grid_code(make_point(50, 450))")
        place = QgsExpression("dcm_geocode('西山区人民路1号')")
        words = QgsExpression("dcm_reverse(make_point(20, 415))")
        for _ in range(25):
            if grid.evaluate(mine) != "42090100100101":
                wrong.append(grid.evalErrorString())
            point = place.evaluate(mine)
            if point is None or xy(point) != [20020.0, 415.0]:
                wrong.append(place.evalErrorString())
            if words.evaluate(mine) != "江城市东湖区人民路1号":
                wrong.append(words.evalErrorString())

    threads = [threading.Thread(target=ask, args=(mine,)) for mine in around]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        QgsApplication.processEvents()
        threads[0].join(0.01)
    assert wrong == []


def test_the_database_of_the_layers(city: str) -> None:
    layer = QgsVectorLayer(f"{city}|layername=place_plate", "plates", "ogr")
    QgsProject.instance().addMapLayer(layer)
    assert xy(value("dcm_geocode('西山区人民路1号')")) == [20020.0, 415.0]
    QgsProject.instance().removeMapLayer(layer.id())
    del layer
    assert "Choose one in Settings" in error("dcm_geocode('西山区人民路1号')")
