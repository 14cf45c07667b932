"""The place database: what is kept, updates, history, and files that are none."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path
from typing import Any, List

import numpy as np
import pytest
import shapely
from city_sample import CITY, POIS, REFERENCE, source, sources

from dcm_plugin.core.errors import DcmError, InputError
from dcm_plugin.core.geocoding.build import build
from dcm_plugin.core.geocoding.checks import check_places, finding_row
from dcm_plugin.core.geocoding.match import Geocoder
from dcm_plugin.core.geocoding.model import PlaceType
from dcm_plugin.core.geocoding.reverse import Reverse, codes_at, compass_word
from dcm_plugin.store.places import PlaceDatabase

FIRST, LATER = datetime.date(2026, 1, 1), datetime.date(2026, 6, 1)


def write(path: Path, made: List[Any], day: datetime.date, **options: Any) -> Any:
    with PlaceDatabase(str(path), write=True) as database:
        return database.apply(build(made, CITY), REFERENCE, day, **options)


def test_an_update_without_change_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "city.gpkg"
    first = write(path, sources(), FIRST)
    assert first.added > 200 and first.changed == first.ended == 0
    again = write(path, sources(), LATER)
    assert (again.added, again.changed, again.ended) == (0, 0, 0)
    assert again.unchanged == first.added


def test_renamed_moved_and_ended_places(tmp_path: Path) -> None:
    path = tmp_path / "city.gpkg"
    write(path, sources(), FIRST)
    pois = list(POIS)
    pois[0] = ("江城市中心医院", *pois[0][1:])
    changes = write(path, sources(pois[:-1]), LATER)
    assert (changes.added, changes.changed, changes.ended) == (0, 1, 1)
    with PlaceDatabase(str(path)) as database:
        geocoder = Geocoder(database)
        former = geocoder.geocode("江城市第一人民医院").best
        assert former is not None and (former.match, former.name) == ("former", "江城市中心医院")
        gone = geocoder.geocode("江城大学医学院附属医院7号楼")
        assert gone.best is not None and gone.state == "uncertain"
        assert "geocoding.note.ended" in gone.best.notes
        history = database.connection.execute(
            "SELECT action, changed_on FROM dcm_place_history ORDER BY history_id"
        ).fetchall()
        assert history == [("changed", "2026-06-01"), ("ended", "2026-06-01")]
    back = write(path, sources(pois[:-1]), LATER)
    assert (back.added, back.changed, back.ended) == (0, 0, 0)


def test_identifiers_are_given_once(tmp_path: Path) -> None:
    path = tmp_path / "city.gpkg"
    write(path, sources(), FIRST)
    with PlaceDatabase(str(path)) as database:
        found = database.connection.execute(
            "SELECT identifier FROM dcm_place WHERE type = 6 AND x < 5000 ORDER BY place_id"
        ).fetchall()
    ids = [row[0] for row in found]
    assert ids == sorted(ids) and len(set(ids)) == len(ids) == 5
    assert ids[0] == "42090100106000001"
    write(path, sources(POIS[1:]), LATER)
    write(path, sources(), LATER)
    with PlaceDatabase(str(path)) as database:
        rows = database.connection.execute(
            "SELECT identifier FROM dcm_place WHERE identifier <> '' AND type <> 1"
        ).fetchall()
    assert len({row[0] for row in rows}) == len(rows)


def test_a_part_of_the_layers_leaves_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "city.gpkg"
    write(path, sources(), FIRST)
    only = [source(PlaceType.POI, "pois", [shapely.Point(1, 1)], name=["新书店"])]
    changes = write(path, only, LATER, whole=False, layers=["pois"])
    assert changes.ended == len(POIS) - 1
    with PlaceDatabase(str(path)) as database:
        assert Geocoder(database).geocode("斜土路31号").state == "matched"


def test_gdal_reads_the_layers(tmp_path: Path) -> None:
    import fiona

    path = tmp_path / "city.gpkg"
    write(path, sources(), FIRST)
    layers = set(fiona.listlayers(str(path)))
    assert layers == {
        "place_area", "place_zone", "place_street", "place_plate", "place_poi", "dcm_place_history",
    }  # fmt: skip
    with fiona.open(str(path), layer="place_poi") as layer:
        assert sorted(f["properties"]["name"] for f in layer) == sorted(p[0] for p in POIS)


def test_what_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(InputError) as missing:
        PlaceDatabase(str(tmp_path / "none.gpkg"))
    assert missing.value.message_id == "geocoding.no_database"
    text = tmp_path / "text.gpkg"
    text.write_text("no database", encoding="utf-8")
    with pytest.raises(InputError):
        PlaceDatabase(str(text))
    with pytest.raises(InputError) as nothing:
        build([])
    assert nothing.value.message_id == "geocoding.nothing_to_index"


def test_a_failed_update_leaves_the_old_state(tmp_path: Path) -> None:
    path = tmp_path / "city.gpkg"
    write(path, sources(), FIRST)
    other = sqlite3.connect(str(path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with PlaceDatabase.__new__(PlaceDatabase) as database:
        database.path, database.ready = str(path), True
        database.connection = sqlite3.connect(str(path), isolation_level=None, timeout=0.1)
        with pytest.raises(DcmError) as failed:
            database.apply(build(sources()[:2], CITY), REFERENCE, LATER)
    assert failed.value.message_id == "geocoding.write_failed"
    other.execute("ROLLBACK")
    other.close()
    assert write(path, sources(), LATER).changed == 0


def test_a_city_without_plates(tmp_path: Path) -> None:
    path = tmp_path / "city.gpkg"
    write(path, sources()[:2], FIRST)
    with PlaceDatabase(str(path)) as database:
        answer = Geocoder(database).geocode("斜土路31号")
    assert answer.state == "uncertain"
    assert answer.best is not None and answer.best.method == "street"


def test_rows_that_cannot_be_used_are_told() -> None:
    rows = source(
        PlaceType.PLATE, "plates", [shapely.Point(0, 0), None, shapely.Point(1, 1)],
        street=["斜土路", "斜土路", ""], plate=["无号", "3号", "5号"],
    )  # fmt: skip
    built = build([*sources()[:2], rows], CITY)
    assert [(layer, key) for layer, key, _ in built.skipped] == [
        ("plates", "0"), ("plates", "1"), ("plates", "2"),
    ]  # fmt: skip


def test_points_in_words(database: PlaceDatabase) -> None:
    reverse = Reverse(database)
    told = reverse.describe(
        np.array([[985.0, 171.0], [1260.0, 1300.0], [np.nan, 0.0], [90000.0, 90000.0]])
    ).columns
    assert told["county"] == ["东湖区", "东湖区", "", ""]
    assert told["town"][0] == "梅园街道"
    assert told["street"][0] == "斜土路" and told["plate"][0] == "斜土路31号"
    assert told["description"][0] == "江城市东湖区斜土路31号"
    assert told["poi"][1] == "江城市第一人民医院"
    assert told["description"][1] == "江城市东湖区江城市第一人民医院东60米"
    assert told["description"][2:] == ["", ""]


def test_a_point_far_from_the_street_is_not_on_it(database: PlaceDatabase) -> None:
    told = Reverse(database).describe(np.array([[1005.0, 1960.0], [1090.0, 1960.0]])).columns
    assert told["street"] == ["斜土路", "斜土路"]
    assert told["description"] == ["江城市东湖区斜土路", "江城市东湖区斜土路附近"]


def test_compass_and_grid_codes() -> None:
    assert [compass_word(*v) for v in ((1, 0), (0, 1), (-1, -1), (1, -1))] == [
        "东",
        "北",
        "西南",
        "东南",
    ]
    cells = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)], dtype=object)
    xy = np.array([[5.0, 5.0], [10.0, 5.0], [50.0, 5.0], [np.nan, 1.0]])
    assert codes_at(xy, cells, ["B", "A"]) == ["B", "A", "", ""]


def test_checks(database: PlaceDatabase) -> None:
    cells = np.array(
        [shapely.box(900, 100, 1100, 400), shapely.box(9e4, 0, 9.1e4, 10)], dtype=object
    )
    found = check_places(database, cells, ["A", "B"])
    told = {(f.check, f.place) for f in found}
    assert ("grid_without_place", "B") in told and ("grid_without_place", "A") not in told
    assert ("street_name_twice", "人民路") in told
    assert not any(f.check in ("plate_out_of_place", "poi_twice") for f in found)
    assert all(finding_row(f, lang)[2] for f in found for lang in ("en", "zh"))


def test_checks_see_what_is_wrong(tmp_path: Path) -> None:
    made = sources([*POIS, (POIS[0][0], POIS[0][1] + 10.0, POIS[0][2])])
    plates = made[2]
    wrong = plates.columns["street"].index("斜土路") + 10
    plates.shapes[wrong] = shapely.Point(1900.0, 170.0)
    name = "斜土路" + plates.columns["plate"][wrong]
    write(tmp_path / "city.gpkg", made, FIRST)
    with PlaceDatabase(str(tmp_path / "city.gpkg")) as database:
        told = {(f.check, f.place) for f in check_places(database)}
    assert ("plate_out_of_place", name) in told
    assert ("poi_twice", POIS[0][0]) in told


def test_nothing_but_the_name_of_the_city_is_told() -> None:
    with pytest.raises(InputError) as told:
        build([], CITY)
    assert told.value.message_id == "geocoding.nothing_to_index"
