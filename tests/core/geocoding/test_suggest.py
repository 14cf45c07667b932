"""Unfinished texts: what begins so comes, the whole address first, and only what is there."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path
from typing import Any, List

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.geocoding.match import Geocoder
from dcm_plugin.core.geocoding.model import BEGINS, HOLDS, PlaceType
from dcm_plugin.core.geocoding.names import name_key
from dcm_plugin.core.geocoding.suggest import suggest
from dcm_plugin.store.place_pool import PlacePool
from dcm_plugin.store.places import PlaceDatabase


def names(geocoder: Geocoder, text: str, limit: int = 20) -> List[str]:
    return [candidate.name for candidate in suggest(geocoder, text, limit)]


def test_a_number_that_is_begun_brings_all_numbers_that_begin_so(geocoder: Geocoder) -> None:
    found = names(geocoder, "斜土路1", 50)
    assert found[0] == "斜土路1号"
    numbers = {int(name[3:-1]) for name in found if name.startswith("斜土路") and "弄" not in name}
    known = {int(key[:-1]) for key in street_keys(geocoder, "斜土路") if "弄" not in key}
    assert numbers == {number for number in known if str(number).startswith("1")}


def street_keys(geocoder: Geocoder, street: str) -> List[str]:
    ids = [known.place_id for known in geocoder.vocabulary.names[street]]
    return [row.key for row in geocoder.store.plates(ids)]


def test_a_lane_is_followed_inwards(geocoder: Geocoder) -> None:
    for text in ("斜土路301弄", "斜土路301弄2", "斜土路301弄22支弄7", "斜土路三百零一弄"):
        assert "斜土路301弄22支弄70号" in names(geocoder, text), text


def test_a_district_in_front_chooses(geocoder: Geocoder) -> None:
    both = [c.county for c in suggest(geocoder, "人民路1", 60)]
    assert {"东湖区", "西山区"} <= set(both)
    one = [c for c in suggest(geocoder, "西山区人民路1", 60) if c.type == PlaceType.PLATE]
    assert one and {c.county for c in one} == {"西山区"}


@pytest.mark.parametrize(
    ("text", "name", "method"),
    [
        ("中", "中山东路", BEGINS),
        ("梅园", "梅园街道", BEGINS),
        ("东湖", "东湖图书馆(南馆)", BEGINS),
        ("人民大", "人民路", BEGINS),
        ("紫荆", "紫荆花园", BEGINS),
        ("实验小", "江城市东湖实验小学", HOLDS),
        ("菜市", "红星菜市场", HOLDS),
    ],
)
def test_names_begun_or_in_the_middle(
    geocoder: Geocoder, text: str, name: str, method: str
) -> None:
    found = [c for c in suggest(geocoder, text) if c.name == name]
    assert found
    assert found[0].method == method


def test_whole_addresses_come_with_their_score(geocoder: Geocoder) -> None:
    first = next(iter(suggest(geocoder, "人民路与斜土路交叉口")))
    assert first.method == "crossing"
    between = [c for c in suggest(geocoder, "中山东路12号") if c.method == "interpolated"]
    assert between and between[0].error > 0


@pytest.mark.parametrize("text", ["", "  ", "%", "_", "'", '"', "*", "；", "\x00", "AND", 'a*b"OR'])
def test_odd_texts_bring_nothing_wrong(geocoder: Geocoder, text: str) -> None:
    assert names(geocoder, text) == []


def test_it_stops_when_told(geocoder: Geocoder) -> None:
    assert list(suggest(geocoder, "人民", stopped=lambda: True)) == []


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="中山东西路人民斜土1230弄号红星菜市场江城医院与 %_'\"*", max_size=12))
def test_each_place_once_and_no_more_than_asked(geocoder: Geocoder, text: str) -> None:
    found = list(suggest(geocoder, text, 7))
    assert len(found) <= 7
    assert len({(c.place_id, round(c.x), round(c.y)) for c in found}) == len(found)
    for candidate in found:
        assert candidate.error > 0
        if candidate.method == HOLDS:
            assert name_key(text) in candidate.address


def test_prefixes_of_every_name_bring_the_name(geocoder: Geocoder) -> None:
    rows = geocoder.store.beginning("", False, 1000)
    assert rows
    for row in rows:
        for end in range(1, len(row.spelling) + 1):
            found = {c.place_id for c in suggest(geocoder, row.spelling[:end], 60)}
            assert row.place.place_id in found, row.spelling[:end]


def test_a_search_uses_the_index(database: PlaceDatabase) -> None:
    plan = database.connection.execute(
        "EXPLAIN QUERY PLAN SELECT place_id FROM dcm_place_name "
        "WHERE keyed = 1 AND spelling >= 'a' AND spelling < 'b' ORDER BY spelling LIMIT 9"
    ).fetchall()
    assert "dcm_place_name_spelling" in plan[0][3]


# --- the pool ------------------------------------------------------------------------------------


@pytest.fixture
def pool() -> Any:
    made = PlacePool()
    yield made
    made.close()


def test_threads_ask_at_once_over_connections_of_their_own(
    pool: PlacePool, database: PlaceDatabase
) -> None:
    gate, seen, wrong = threading.Barrier(4), [], []

    def ask() -> None:
        try:
            with pool.places(database.path).geocoder() as geocoder:
                gate.wait(10)
                seen.append(id(geocoder.store))
                for _ in range(20):
                    if geocoder.geocode("中山东路1号").state != "matched":
                        wrong.append("no match")
                gate.wait(10)
        except Exception as error:
            wrong.append(repr(error))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(set(seen)) == 4


def test_names_are_read_once_and_connections_come_back(
    pool: PlacePool, database: PlaceDatabase
) -> None:
    places = pool.places(database.path)
    with places.geocoder() as first, places.geocoder() as second:
        assert first is not second
        assert first.vocabulary is second.vocabulary
    with places.geocoder() as again:
        assert again in (first, second)


def test_a_changed_file_is_opened_anew(
    pool: PlacePool, database: PlaceDatabase, tmp_path: Path
) -> None:
    path = str(tmp_path / "copy.gpkg")
    shutil.copy(database.path, path)
    before = pool.places(path)
    assert pool.places(path) is before
    os.utime(path, ns=(1, 1))
    assert pool.places(path) is not before


def test_a_missing_or_foreign_file_says_so(pool: PlacePool, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        pool.places(str(tmp_path / "none.gpkg"))
    assert error.value.message_id == "geocoding.file_gone"
    other = tmp_path / "other.gpkg"
    other.write_bytes(b"no database")
    with pytest.raises(InputError) as error, pool.places(str(other)).geocoder():
        raise AssertionError("it cannot be opened")
    assert error.value.message_id == "geocoding.no_database"


def test_descriptions_are_shared_too(pool: PlacePool, database: PlaceDatabase) -> None:
    places = pool.places(database.path)
    with places.reverse() as first, places.reverse() as second:
        assert first.area_tree is second.area_tree
        a = first.describe([[500.0, 1000.0]]).columns
        assert a == second.describe([[500.0, 1000.0]]).columns
        assert a["county"] == ["东湖区"]
