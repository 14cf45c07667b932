"""The city database in a GeoPackage."""

from __future__ import annotations

import sqlite3

import pytest

from dcm_plugin.core.errors import DcmError
from dcm_plugin.store.city import create, facts, open_city, schema, verify
from tests.store.city_contract import CityContract
from tests.store.city_sample import REFERENCE, new_case, seed


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "city.gpkg"
    create(str(place), REFERENCE, seed)
    return place


@pytest.fixture
def city(path):
    with open_city(str(path)) as made:
        yield made


@pytest.fixture
def other(path):
    with open_city(str(path)) as made:
        yield made


class TestGeoPackage(CityContract):
    """The contract."""


def test_one_file_is_made(path):
    assert [file.name for file in path.parent.iterdir()] == ["city.gpkg"]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {row[0] for row in connection.execute("SELECT table_name FROM gpkg_contents")}
    assert tables == set(schema.tables())


def test_nothing_is_overwritten_unasked(path):
    with pytest.raises(DcmError) as caught:
        create(str(path), REFERENCE, seed)
    assert caught.value.message_id == "city.exists"
    create(str(path), REFERENCE, seed, overwrite=True)


def test_a_creation_that_fails_leaves_nothing(tmp_path):
    def broken(city):
        seed(city)
        city.replace_rows("operator", [{"login": "a", "name": "b", "unit_code": "nowhere"}])

    with pytest.raises(DcmError):
        create(str(tmp_path / "a.gpkg"), REFERENCE, broken)
    assert list(tmp_path.iterdir()) == []


def test_durable_settings(city):
    assert city._query("PRAGMA journal_mode") == [("wal",)]
    assert city._query("PRAGMA synchronous") == [(2,)]
    assert city._query("PRAGMA foreign_keys") == [(1,)]


def test_a_reader_writes_nothing(path):
    with open_city(str(path), readonly=True) as city:
        with pytest.raises(DcmError) as caught:
            city.apply(new_case())
        assert caught.value.message_id == "city.readonly"


def test_other_files_are_refused(tmp_path, sample_path):
    with pytest.raises(DcmError) as caught:
        open_city(str(tmp_path / "none.gpkg"))
    assert caught.value.message_id == "city.gone"
    with pytest.raises(DcmError) as caught:
        open_city(str(sample_path), readonly=True)
    assert caught.value.message_id == "city.not_city"
    (tmp_path / "text.gpkg").write_text("no database at all" * 100, encoding="utf-8")
    with pytest.raises(DcmError) as caught:
        open_city(str(tmp_path / "text.gpkg"))
    assert caught.value.message_id == "city.damaged"


def test_a_new_database_has_a_workflow_and_a_calendar(tmp_path):
    create(str(tmp_path / "new.gpkg"), REFERENCE)
    with open_city(str(tmp_path / "new.gpkg")) as city:
        filled = ("workflow_state", "workflow_transition", "code_value", "calendar_slot",
                  "calendar_day", "stage_limit", "setting")  # fmt: skip
        assert [name for name in filled if not city.rows(name)] == []
        assert {row["list"] for row in city.rows("code_value")} >= {"source", "role", "action"}
        assert verify(city) == []


@pytest.mark.parametrize("ahead", [0, 3, 8])
def test_the_beginning_of_a_list_that_is_looked_at_changes_no_page(city, monkeypatch, ahead):
    monkeypatch.setattr(facts, "_AHEAD", ahead)
    CityContract().test_closed_cases_are_paged_in_the_order_of_urgency(city)
