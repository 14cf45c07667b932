"""``dcm:buildgeocodeindex`` and the algorithms that ask its database, as users run them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Dict, List

import processing
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

sys.path.insert(0, str(Path(__file__).resolve().parent))
from place_samples import CRS, add_layer  # noqa: E402

from dcm_plugin import classFactory  # noqa: E402
from dcm_plugin.core.geocoding import beidou
from dcm_plugin.core.geocoding.datum import gcj02_to_bd09, wgs84_to_gcj02
from dcm_plugin.core.geocoding.model import PlaceType
from dcm_plugin.store.places import PlaceDatabase

X, Y = 640000.0, 3458000.0


@pytest.fixture(autouse=True)
def provider(qgis_app, qgis_processing):
    plugin = classFactory(None)
    plugin.initProcessing()
    yield
    QgsProject.instance().clear()
    plugin.unload()


def layer(name: str, kind: str, rows: List[Any], *names: str, crs: str = CRS) -> QgsVectorLayer:
    """A layer whose fields are all texts."""
    return add_layer(name, kind, [(field, "string") for field in names], rows, crs)


def point(x: float, y: float) -> str:
    return f"Point ({X + x} {Y + y})"


def streets() -> QgsVectorLayer:
    return layer(
        "Roads",
        "LineString",
        [
            (f"LineString ({X} {Y}, {X + 1000} {Y})", "人民路", "人民大街"),
            (f"LineString ({X + 500} {Y - 500}, {X + 500} {Y + 500})", "中山东路", None),
        ],
        "name",
        "alias",
    )


def plates() -> QgsVectorLayer:
    rows = [(point(20 * n, 15), "人民路", f"{2 * n + 1}号") for n in range(0, 40, 2)]
    return layer("Plates", "Point", rows, "street", "number")


def pois(name: str = "第一人民医院") -> QgsVectorLayer:
    return layer("POIs", "Point", [(point(300, 200), name), (point(1, 1), None)], "title")


def build(path: Path, **more: Any) -> Dict[str, Any]:
    values = {
        "STREETS": streets(),
        "PLATES": plates(),
        "PLATE_NUMBER_FIELD": "number",
        "POIS": pois(),
        "POI_NAME_FIELD": "title",
        "CITY": "江城市",
        "OUTPUT": str(path),
    }
    return processing.run("dcm:buildgeocodeindex", {**values, **more})


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "places.gpkg"
    result = build(path)
    assert (result["ADDED"], result["SKIPPED"]) == (24, 1)
    return str(path)


def rows_of(result: Any) -> List[Dict[str, Any]]:
    return [
        dict(zip([f.name() for f in result.fields()], feature.attributes()))
        for feature in result.getFeatures()
    ]


def test_the_places_are_layers(database: str) -> None:
    made = QgsVectorLayer(f"{database}|layername=place_street", "streets", "ogr")
    assert made.isValid() and made.crs().authid() == CRS and made.featureCount() == 2
    kept = {f["name"]: f for f in made.getFeatures()}
    assert kept["人民路"]["alias"] == "人民大街"
    assert (kept["人民路"]["number_min"], kept["人民路"]["number_max"]) == (1, 77)
    assert kept["人民路"].geometry().length() == pytest.approx(1000)


def test_a_second_run_updates(database: str) -> None:
    again = build(Path(database))
    assert (again["ADDED"], again["CHANGED"], again["ENDED"]) == (0, 0, 0)
    part = processing.run(
        "dcm:buildgeocodeindex",
        {"POIS": pois("中心医院"), "POI_NAME_FIELD": "title", "MODE": "part", "OUTPUT": database},
    )
    assert (part["ADDED"], part["CHANGED"], part["ENDED"]) == (0, 1, 0)
    found = processing.run(
        "dcm:geocode",
        {"ADDRESS": "第一人民医院", "DATABASE": database, "OUTPUT": "TEMPORARY_OUTPUT"},
    )
    assert found["STATE"] == "matched" and found["STANDARD"] == "江城市中心医院"


class Told(QgsProcessingFeedback):
    def __init__(self) -> None:
        super().__init__()
        self.warnings: List[str] = []

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)


def test_what_ends_for_want_of_its_layer_is_told(database: str) -> None:
    told = Told()
    values = {"POIS": pois("中心医院"), "POI_NAME_FIELD": "title", "OUTPUT": database}
    result = processing.run("dcm:buildgeocodeindex", values, feedback=told)
    assert result["ENDED"] > 0
    left_out = [warning for warning in told.warnings if "“part”" in warning]
    assert any("“Streets”" in warning for warning in left_out)
    assert not any("“Points of interest”" in warning for warning in left_out)
    build(Path(database))  # as the message advises: all layers again
    with PlaceDatabase(database) as opened:
        assert opened.counts()[PlaceType.STREET][0] == 2


def test_layers_in_degrees_need_a_system_for_the_database(tmp_path: Path) -> None:
    source = layer("Shops", "Point", [("Point (120 31)", "红星菜市场")], "name", crs="EPSG:4490")
    values = {"POIS": source, "OUTPUT": str(tmp_path / "places.gpkg")}
    with pytest.raises(QgsProcessingException, match="CRS of the database"):
        processing.run("dcm:buildgeocodeindex", values)
    made = processing.run("dcm:buildgeocodeindex", {**values, "CRS": "EPSG:4549"})
    assert made["ADDED"] == 1


def table() -> QgsVectorLayer:
    texts = ["人民路5号", "人民大街五号3号楼", "人民路7号", "中山东路与人民路交叉口", "", None,
             "北京市人民路5号", "第一人名医院", "x" * 10000, "😀"]  # fmt: skip
    return layer("Cases", "NoGeometry", [(None, text) for text in texts], "地址")


def test_a_table(database: str) -> None:
    result = processing.run(
        "dcm:geocodetable",
        {
            "INPUT": table(),
            "DATABASE": database,
            "UNIT_GRID": layer(
                "Grid",
                "Polygon",
                [(f"Polygon (({X} {Y}, {X + 200} {Y}, {X + 200} {Y + 99}, {X} {Y + 99}, {X} {Y}))",
                  "42090100100101")],
                "code",
            ),
            "GRID_FIELD": "code",
            "CANDIDATES": "TEMPORARY_OUTPUT",
            "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )  # fmt: skip
    rows = rows_of(result["OUTPUT"])
    assert len(rows) == 10
    assert [row["gc_state"] for row in rows[:5]] == ["matched"] * 4 + ["unmatched"]
    assert rows[0]["gc_x"] == pytest.approx(X + 40) and rows[0]["gc_grid"] == "42090100100101"
    assert rows[1]["gc_address"] == "江城市人民路5号3号楼"
    assert rows[2]["gc_level"] == 2 and rows[2]["gc_x"] == pytest.approx(X + 60)
    assert rows[3]["gc_x"] == pytest.approx(X + 500) and rows[3]["gc_y"] == pytest.approx(Y)
    assert rows[7]["gc_match"] == "sound"
    assert all(row["gc_reason"] for row in rows if row["gc_state"] != "matched")
    total = sum(result[f"{n}_COUNT"] for n in ("MATCHED", "TIED", "UNCERTAIN", "UNMATCHED"))
    assert total == 10
    ranked = rows_of(result["CANDIDATES"])
    assert len(ranked) >= 5 and {row["gc_rank"] for row in ranked} >= {1}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_files_in_both_encodings(database: str, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes("编号;事发地址\r\n1;人民路5号\r\n2;\r\n".encode(encoding))
    result = processing.run(
        "dcm:geocodetable",
        {"TABLE": str(path), "DATABASE": database, "OUTPUT": "TEMPORARY_OUTPUT"},
    )
    rows = rows_of(result["OUTPUT"])
    assert [row["编号"] for row in rows] == ["1", "2"]
    assert [row["gc_state"] for row in rows] == ["matched", "unmatched"]


def test_spreadsheets(database: str, tmp_path: Path) -> None:
    from qgis.core import QgsVectorFileWriter

    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "XLSX"
    path = str(tmp_path / "cases.xlsx")
    QgsVectorFileWriter.writeAsVectorFormatV3(
        table(), path, QgsProject.instance().transformContext(), options
    )
    result = processing.run(
        "dcm:geocodetable", {"TABLE": path, "DATABASE": database, "OUTPUT": "TEMPORARY_OUTPUT"}
    )
    assert result["MATCHED_COUNT"] >= 5


def test_points_in_words_from_any_datum(database: str) -> None:
    to_wgs84 = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(CRS),
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsProject.instance(),
    )
    place = to_wgs84.transform(QgsPointXY(X + 40, Y + 15))
    gcj = wgs84_to_gcj02(place.x(), place.y())
    given = {"as_is": (place.x(), place.y()), "gcj02": gcj, "bd09": gcj02_to_bd09(*gcj)}
    for datum, (lon, lat) in given.items():
        points = layer("Points", "Point", [(f"Point ({lon} {lat})", "a"), (None, "b")], "id",
                       crs="EPSG:4326")  # fmt: skip
        result = processing.run(
            "dcm:reversegeocode",
            {"INPUT": points, "DATABASE": database, "DATUM": datum, "OUTPUT": "TEMPORARY_OUTPUT"},
        )
        rows = rows_of(result["OUTPUT"])
        assert rows[0]["gc_description"] == "江城市人民路5号", datum
        assert rows[0]["gc_plate_m"] < 1.0
        assert (rows[0]["gc_datum"] or None) == (None if datum == "as_is" else datum.upper())
        assert not rows[1]["gc_description"]
    with pytest.raises(QgsProcessingException):
        processing.run(
            "dcm:reversegeocode",
            {"INPUT": pois(), "DATABASE": database, "DATUM": "gcj02", "OUTPUT": "TEMPORARY_OUTPUT"},
        )


def test_two_columns(database: str) -> None:
    rows = [
        (None, "人民路5号", "江城市人民大街五号"),
        (None, "人民路5号", "人民路77号"),
        (None, "人民路5号101室", "人民路5号102室"),
        (None, "不知道", "人民路5号"),
    ]
    result = processing.run(
        "dcm:compareaddresses",
        {
            "INPUT": layer("Pairs", "NoGeometry", rows, "a", "b"),
            "FIELD": "a",
            "SECOND_FIELD": "b",
            "DATABASE": database,
            "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )
    told = [row["gc_result"] for row in rows_of(result["OUTPUT"])]
    assert told == ["same", "different", "partly", "unclear"]
    assert result["SAME_COUNT"] == 1


@pytest.mark.parametrize(
    ("algorithm", "values"),
    [
        ("geocode", {"ADDRESS": "人民路5号", "DATABASE": "/nowhere.gpkg"}),
        ("geocodetable", {"TABLE": "/nowhere.csv"}),
        ("buildgeocodeindex", {}),
    ],
)
def test_what_is_missing_is_told(
    database: str, tmp_path: Path, algorithm: str, values: Dict[str, Any]
) -> None:
    target = str(tmp_path / "other.gpkg")
    with pytest.raises(QgsProcessingException) as told:
        processing.run(f"dcm:{algorithm}", {"DATABASE": database, "OUTPUT": target, **values})
    assert len(str(told.value)) > 20
    assert not Path(target).exists()


def test_cancel_leaves_no_database(tmp_path: Path) -> None:
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    path = tmp_path / "places.gpkg"
    with pytest.raises(QgsProcessingException):
        processing.run(
            "dcm:buildgeocodeindex",
            {"STREETS": streets(), "OUTPUT": str(path)},
            feedback=feedback,
        )
    assert not path.exists()


def test_the_geocoder_of_qgis(database: str) -> None:
    from qgis.core import QgsGeocoderContext, QgsGeocoderInterface

    from dcm_plugin.processing.geocoding.interface import PlaceGeocoder

    context = QgsGeocoderContext(QgsProject.instance().transformContext())
    geocoder = PlaceGeocoder(database)
    assert geocoder.flags() & QgsGeocoderInterface.Flag.GeocodesStrings
    found = geocoder.geocodeString("人民大街五号", context, QgsProcessingFeedback())
    assert len(found) == 1 and found[0].isValid()
    assert found[0].crs().authid() == CRS
    assert found[0].geometry().asPoint().x() == pytest.approx(X + 40)
    assert found[0].additionalAttributes()["gc_score"] > 0.9
    assert geocoder.geocodeString("😀", context) == []
    geocoder.close()
    wrong = PlaceGeocoder("/nowhere.gpkg").geocodeString("人民路5号", context)
    assert not wrong[0].isValid() and "nowhere" in wrong[0].error()


def test_findings(database: str) -> None:
    grid = layer(
        "Grid",
        "Polygon",
        [(f"Polygon (({X} {Y + 5e3}, {X + 9} {Y + 5e3}, {X + 9} {Y + 5009}, {X} {Y + 5e3}))", "1")],
        "code",
    )  # fmt: skip
    result = processing.run(
        "dcm:checkgeocodes",
        {"DATABASE": database, "UNIT_GRID": grid, "GRID_FIELD": "code",
         "OUTPUT": "TEMPORARY_OUTPUT"},
    )  # fmt: skip
    told = {row["check_id"]: row for row in rows_of(result["OUTPUT"])}
    assert told["grid_without_place"]["place"] == "1"
    assert told["street_without_plates"]["place"] == "中山东路"
    assert result["WARNING_COUNT"] == 1


def test_an_update_with_a_spatial_index_made_in_qgis(database: str) -> None:
    made = QgsVectorLayer(f"{database}|layername=place_poi", "pois", "ogr")
    made.dataProvider().createSpatialIndex()
    del made
    changed = build(Path(database), POIS=pois("中心医院"))
    assert (changed["ADDED"], changed["CHANGED"], changed["ENDED"]) == (0, 1, 0)
    again = QgsVectorLayer(f"{database}|layername=place_poi", "pois", "ogr")
    assert [f["name"] for f in again.getFeatures()] == ["中心医院"]
    near = QgsGeometry.fromWkt(point(300, 200)).buffer(5, 4).boundingBox()
    assert len(list(again.getFeatures(near))) == 1


def test_the_layers_come_with_styles_and_names(database: str) -> None:
    for table in ("area", "street", "plate", "poi"):  # a layer without places has no look
        made = QgsVectorLayer(f"{database}|layername=place_{table}", table, "ogr")
        rules = made.renderer().rootRule().children()
        assert rules and all(rule.symbol() is not None for rule in rules), table
        assert rules[-1].label() == "Ended"
        assert made.labelsEnabled()
        assert made.attributeDisplayName(made.fields().lookupField("identifier")) == "Identifier"
        for rule in rules:
            assert QgsExpression(rule.filterExpression()).hasParserError() is False


def test_every_place_in_use_is_drawn_by_one_rule(database: str) -> None:
    for table in ("area", "street", "plate", "poi"):
        made = QgsVectorLayer(f"{database}|layername=place_{table}", table, "ogr")
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(made))
        rules = [QgsExpression(r.filterExpression()) for r in made.renderer().rootRule().children()]
        for feature in made.getFeatures():
            context.setFeature(feature)
            assert [bool(rule.evaluate(context)) for rule in rules].count(True) == 1, table


def test_a_style_that_the_user_saved_stays(database: str) -> None:
    made = QgsVectorLayer(f"{database}|layername=place_poi", "pois", "ogr")
    made.renderer().rootRule().children()[0].setLabel("Mine")
    assert made.saveStyleToDatabase("mine", "", True, "") == ""
    del made
    build(Path(database))
    again = QgsVectorLayer(f"{database}|layername=place_poi", "pois", "ogr")
    assert again.renderer().rootRule().children()[0].label() == "Mine"


def test_the_report_of_a_database(tmp_path: Path) -> None:
    page, data = tmp_path / "report.html", tmp_path / "report.json"
    result = build(tmp_path / "p.gpkg", REPORT=str(page), REPORT_JSON=str(data))
    assert (result["REPORT"], result["REPORT_JSON"]) == (str(page), str(data))
    told = json.loads(data.read_text(encoding="utf-8"))
    assert told["figures"]["places"] == told["figures"]["added"] == result["ADDED"]
    assert told["figures"]["skipped"] == result["SKIPPED"] == 1
    assert "Streets and lanes" in page.read_text(encoding="utf-8")


def test_a_direction_is_kept_and_its_distance_chosen(database: str) -> None:
    values = {"ADDRESS": "第一人民医院东侧", "DATABASE": database, "OUTPUT": "TEMPORARY_OUTPUT"}
    result = processing.run("dcm:geocode", {**values, "DISTANCE": 50})
    best = next(result["OUTPUT"].getFeatures())
    assert best.geometry().asPoint().x() == pytest.approx(X + 350)
    assert best["gc_error_m"] >= 50
    assert result["STANDARD"] == "江城市第一人民医院东侧" and result["PATTERN"] == "D"
    assert "distance" in result["REASON"]


def test_plates_and_pois_have_beidou_codes(database: str) -> None:
    change = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(CRS),
        QgsCoordinateReferenceSystem("EPSG:4490"),
        QgsProject.instance(),
    )
    for table in ("plate", "poi"):
        made = QgsVectorLayer(f"{database}|layername=place_{table}", table, "ogr")
        for feature in made.getFeatures():
            code = feature["beidou_code"]
            west, south, east, north = beidou.cell(code)
            place = change.transform(feature.geometry().asPoint())
            assert len(code) == 16
            assert west <= place.x() <= east and south <= place.y() <= north
