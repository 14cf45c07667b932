"""The locator bar: what is typed is found, what is picked is shown, what is wrong is told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Iterator, List

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsLocator,
    QgsLocatorContext,
    QgsLocatorResult,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from desktop import Desktop, wait_for  # noqa: E402
from place_samples import CRS, add_layer, make_database, unit_grids  # noqa: E402

from dcm_plugin.compat import result_data  # noqa: E402
from dcm_plugin.expressions.project_places import ProjectPlaces  # noqa: E402
from dcm_plugin.gui.locator.codes import looks_like_code  # noqa: E402
from dcm_plugin.gui.locator.feature import LocatorFeature  # noqa: E402
from dcm_plugin.gui.locator.options import PlaceDatabaseGroup  # noqa: E402
from dcm_plugin.processing.geocoding.project_database import (  # noqa: E402
    choose_database,
    chosen_database,
    default_database,
    find_database,
    set_default_database,
)
from dcm_plugin.store.places import Reference  # noqa: E402


class Bar(Desktop):
    """A desktop with a locator."""

    def __init__(self) -> None:
        super().__init__()
        self.locator = QgsLocator()
        self.found: List[Any] = []
        # what a signal hands out lives only as long as the slot runs
        self.locator.foundResult.connect(lambda r: self.found.append(QgsLocatorResult(r)))
        self.places = ProjectPlaces()
        self.feature = LocatorFeature(self, self.places)

    def registerLocatorFilter(self, one: Any) -> None:
        self.locator.registerFilter(one)

    def deregisterLocatorFilter(self, one: Any) -> None:
        self.locator.deregisterFilter(one)

    def type(self, text: str, prefix: bool = True) -> List[Any]:
        """What the list shows for a text."""
        self.found.clear()
        finished: List[bool] = []
        self.locator.finished.connect(lambda: finished.append(True))
        self.locator.fetchResults(f"dcm {text}" if prefix else text, QgsLocatorContext())
        wait_for(lambda: finished and not self.locator.isRunning())
        return sorted(self.found, key=lambda result: -result.score)

    def texts(self, text: str, prefix: bool = True) -> List[str]:
        return [result.displayString for result in self.type(text, prefix)]

    def close(self) -> None:
        self.feature.unload()
        self.places.close()
        super().close()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_database(tmp_path_factory.mktemp("places") / "city.gpkg")


@pytest.fixture
def bar(qgis_app: Any) -> Iterator[Bar]:
    QgsSettings().remove("dcm/place_database")
    QgsProject.instance().clear()
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem(CRS))
    made = Bar()
    made.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(CRS))
    yield made
    made.close()
    QgsSettings().remove("dcm/place_database")


@pytest.fixture
def asked(bar: Bar, city: str) -> Bar:
    choose_database(QgsProject.instance(), city)
    return bar


def test_unfinished_addresses_and_names_are_found(asked: Bar) -> None:
    assert asked.texts("斜土路1")[0] == "斜土路1号"
    assert {"斜土路1号", "斜土路13号"} <= set(asked.texts("斜土路1"))
    assert "江城市东湖实验小学" in asked.texts("实验小")
    assert asked.texts("斜土路1", prefix=False)[0] == "斜土路1号"


def test_a_hit_says_what_it_is(asked: Bar) -> None:
    first = asked.type("西山区人民路1号")[0]
    assert "西山区" in first.description
    assert "House number" in first.description
    between = next(r for r in asked.type("中山东路12号") if "Between" in r.description)
    assert "±" in between.description and "score" in between.description
    old = next(r for r in asked.type("和平路") if r.displayString == "人民路")
    assert "former name" in old.description


def test_a_plate_is_shown_around_its_point(asked: Bar) -> None:
    asked.feature.filter.triggerResult(asked.type("斜土路1号")[0])
    centre = asked.canvas.extent().center()
    assert (centre.x(), centre.y()) == pytest.approx((985.0, 20.0), abs=1.0)
    assert 200 <= min(asked.canvas.extent().width(), asked.canvas.extent().height()) <= 500


def test_a_street_and_an_area_are_shown_whole(asked: Bar) -> None:
    for text, width in (("斜土路", 2000.0), ("梅园街道", 8000.0)):
        hit = next(r for r in asked.type(text) if r.displayString == text)
        asked.feature.filter.triggerResult(hit)
        extent = asked.canvas.extent()
        assert width <= max(extent.width(), extent.height()) <= 3 * width, text


def test_the_map_may_be_in_degrees(asked: Bar) -> None:
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    asked.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    asked.feature.filter.triggerResult(asked.type("斜土路1号")[0])
    extent = asked.canvas.extent()
    assert extent.width() < 0.02
    assert abs(extent.center().y()) < 0.01


def test_grids_components_and_cases_by_the_beginning_of_their_codes(bar: Bar) -> None:
    grids = unit_grids()
    lamps = add_layer(
        "路灯",
        "Point",
        [("ObjID", "int64"), ("ObjName", "string")],
        [("Point (50 450)", 4209010122000001, "路灯"), ("Point (1 1)", 4209020122000001, "路灯")],
    )
    add_layer(
        "案件",
        "Point",
        [("id", "int"), ("case_code", "string"), ("task_no", "string"), ("address", "string"),
         ("state", "string")],
        [("Point (70 450)", 1, "420901-2026_001", "T-77001", "人民路1号", "立案"),
         (None, 2, "420901-2026X001", "T-77002", None, "结案")],
    )  # fmt: skip
    found = bar.type("420901")
    assert [r.displayString for r in found] == [
        "42090100100101",
        "42090100100102",
        "42090100100103",
        "4209010122000001",
        "420901-2026X001",
        "420901-2026_001",
    ]
    assert [r.group for r in found] == ["Unit grids"] * 3 + ["Components"] + ["Cases"] * 2
    assert "路灯" in found[3].description
    assert "立案" in found[5].description
    assert bar.texts("420901-2026_") == ["420901-2026_001"]
    assert bar.texts("t-77002") == ["T-77002"]
    for picked, layer in ((found[1], grids), (found[3], lamps)):
        bar.look_at(layer, layer.extent())
        bar.feature.filter.triggerResult(picked)
        number = result_data(picked)["feature"]
        feature = next(layer.getFeatures(QgsFeatureRequest(number)))
        assert bar.canvas.extent().contains(feature.geometry().boundingBox().center())
    bar.feature.filter.triggerResult(found[4])
    assert "no geometry" in bar.messages()[-1]
    QgsProject.instance().removeMapLayer(grids.id())
    bar.feature.filter.triggerResult(found[0])
    assert any("no longer" in text for text in bar.messages())


def test_the_end_of_a_code_is_found_when_no_code_begins_so(bar: Bar) -> None:
    unit_grids()
    add_layer(
        "路灯",
        "Point",
        [("ObjID", "int64"), ("ObjName", "string")],
        [("Point (50 450)", 4209010122000001, "路灯"), ("Point (1 1)", 4209020122000002, "路灯")],
    )
    assert bar.texts("00100102") == ["42090100100102"]
    assert bar.texts("22000002") == ["4209020122000002"]
    assert bar.texts("00102") == []  # too short to tell one from another
    assert all(text.startswith("420901") for text in bar.texts("420901"))


def test_unsaved_edits_are_found(bar: Bar) -> None:
    grids = unit_grids()
    assert grids.startEditing()
    first = next(grids.getFeatures())
    grids.changeAttributeValue(first.id(), 0, "99999900100101")
    assert bar.texts("999999") == ["99999900100101"]
    grids.rollBack()


@pytest.mark.parametrize(
    ("text", "code"),
    [("310106", True), ("A-12", True), ("cg2026_1", True), ("人民路1", False), ("310", False),
     ("abcd", False), ("12'34", False), ("12%34", False), ("1" * 60, False)],
)  # fmt: skip
def test_what_may_be_a_code(text: str, code: bool) -> None:
    assert looks_like_code(text.lower()) is code


@pytest.mark.parametrize("text", ["'; DROP TABLE dcm_place; --", '"', "%", "1234' OR '1'='1"])
def test_nothing_can_be_smuggled_in(asked: Bar, text: str) -> None:
    unit_grids()
    assert asked.texts(text) == []
    assert "斜土路1号" in asked.texts("斜土路1")


def test_a_longer_text_stops_the_search_before(asked: Bar) -> None:
    """As somebody types: only what belongs to the last text is shown."""
    unit_grids()
    for end in range(1, 6):
        asked.locator.fetchResults("斜土路13号"[:end], QgsLocatorContext())
    asked.found.clear()
    assert asked.texts("紫荆") == ["紫荆花园"]


# --- which database ------------------------------------------------------------------------------


def test_nobody_is_bothered_without_a_database(bar: Bar) -> None:
    assert bar.texts("人民路", prefix=False) == []
    assert "No place database is known" in bar.texts("人民路")[0]


def test_project_before_layers_before_options(bar: Bar, city: str, tmp_path: Path) -> None:
    project = QgsProject.instance()
    other = make_database(tmp_path / "other.gpkg")
    set_default_database(other)
    assert find_database(project) == (other, "options")
    layer = QgsVectorLayer(f"{city}|layername=place_poi", "places", "ogr")
    project.addMapLayer(layer)
    assert bar.places.found() == (city, "layers")
    choose_database(project, other)
    assert bar.places.found() == (other, "project")
    choose_database(project, "")
    assert bar.places.found() == (city, "layers")
    project.removeMapLayer(layer.id())
    assert bar.places.found() == (other, "options")
    del layer


def test_the_project_keeps_a_relative_path(bar: Bar, tmp_path: Path) -> None:
    project = QgsProject.instance()
    path = (
        make_database(tmp_path / "one" / "city.gpkg") if (tmp_path / "one").mkdir() is None else ""
    )
    project.setFileName(str(tmp_path / "one" / "project.qgz"))
    choose_database(project, path)
    assert project.write()
    (tmp_path / "one").rename(tmp_path / "two")
    assert project.read(str(tmp_path / "two" / "project.qgz"))
    assert chosen_database(project) == str(tmp_path / "two" / "city.gpkg")
    assert "斜土路1号" in bar.texts("斜土路1")


def test_a_moved_file_is_told(asked: Bar, tmp_path: Path) -> None:
    choose_database(QgsProject.instance(), str(tmp_path / "gone.gpkg"))
    for prefix in (True, False):
        told = asked.texts("人民路", prefix)
        assert len(told) == 1 and "is not there" in told[0] and "gone.gpkg" in told[0]


def test_a_database_that_goes_while_a_hit_is_shown_is_told(bar: Bar, tmp_path: Path) -> None:
    path = make_database(tmp_path / "city.gpkg")
    choose_database(QgsProject.instance(), path)
    hit = bar.type("斜土路1号")[0]
    (tmp_path / "city.gpkg").unlink()
    bar.feature.filter.triggerResult(hit)
    assert "is not there" in bar.messages()[-1]


def test_empty_and_foreign_files_are_told(bar: Bar, tmp_path: Path) -> None:
    choose_database(QgsProject.instance(), make_database(tmp_path / "empty.gpkg", empty=True))
    assert "holds no places" in bar.texts("人民路")[0]
    foreign = tmp_path / "foreign.gpkg"
    foreign.write_bytes(b"nothing")
    choose_database(QgsProject.instance(), str(foreign))
    assert "is no place database" in bar.texts("人民路")[0]


def test_places_without_a_system_and_a_project_in_degrees(bar: Bar, tmp_path: Path) -> None:
    local = Reference(-1, "NONE", -1, "local plane", "undefined")
    choose_database(QgsProject.instance(), make_database(tmp_path / "local.gpkg", local))
    assert "斜土路1号" in bar.texts("斜土路1")  # taken as they are on a map in metres
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    assert "coordinate reference system" in bar.texts("斜土路1")[0]


def test_a_message_leads_to_the_choice(
    bar: Bar, city: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dcm_plugin.gui.locator import feature

    monkeypatch.setattr(feature.QFileDialog, "getOpenFileName", lambda *_: (city, ""))
    bar.feature.filter.triggerResult(bar.type("人民路")[0])
    assert chosen_database(QgsProject.instance()) == default_database() == city
    assert "人民路" in bar.texts("人民路")


def test_the_group_in_the_options(bar: Bar, city: str, tmp_path: Path) -> None:
    group = PlaceDatabaseGroup(bar.window)
    group.own.setFilePath(str(tmp_path / "no.gpkg"))
    assert "no.gpkg" in group.state.text()
    group.own.setFilePath(city)
    group.general.setFilePath(city)
    assert "no.gpkg" not in group.state.text()
    assert chosen_database(QgsProject.instance()) == ""
    group.apply()
    assert chosen_database(QgsProject.instance()) == default_database() == city
    group.own.setFilePath("")
    group.apply()
    assert chosen_database(QgsProject.instance()) == ""
    group.deleteLater()


def test_it_is_gone_after_unloading(bar: Bar) -> None:
    assert "dcm_locator" in [one.name() for one in bar.locator.filters()]
    bar.feature.unload()
    assert "dcm_locator" not in [one.name() for one in bar.locator.filters()]
    bar.feature = LocatorFeature(bar, bar.places)
    assert bar.texts("人民路")
