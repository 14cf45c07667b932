"""Older city databases are brought up to date; newer ones are left alone."""

from __future__ import annotations

import sqlite3

import pytest

from dcm_plugin.core.cases.query import CaseFilter, Page
from dcm_plugin.core.errors import DcmError
from dcm_plugin.store.city import create, open_city, schema, verify
from dcm_plugin.store.city.blobs import add_functions
from dcm_plugin.store.city.migrate import migrate, version
from dcm_plugin.store.city.migrations import m002
from tests.store.city_sample import REFERENCE, new_case, seed, step
from tests.store.city_version1 import restore


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old.gpkg"
    restore(path)
    return path


def shape(path):
    """Columns of tables, names of indexes and triggers."""
    with sqlite3.connect(path) as connection:
        add_functions(connection)
        names = connection.execute(
            "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            (kind, name): sorted(
                row[1:3]
                for row in connection.execute(f'PRAGMA table_info("{name}")')
                if kind == "table"
            )
            for kind, name in names
        }


def test_an_older_file_is_refused_until_it_is_migrated(old):
    with pytest.raises(DcmError) as caught:
        open_city(str(old))
    assert caught.value.message_id == "city.older"
    done = migrate(str(old))
    assert (done.before, done.after) == (1, schema.VERSION)
    with open_city(str(old)) as city:
        assert verify(city) == []
        assert city.count(CaseFilter(text="路灯")) == 1
        assert city.counts(CaseFilter(), "state") == {"disposing": 1, "reported": 1}
        assert len(city.page(CaseFilter(), Page())) == 2
        assert [row["action"] for row in city.read(1).log] == ["report", "move"]
        assert city.apply(step(1, 2, "closed", "key", is_open=False)) == (1, 3)
        city.apply(new_case())
        assert verify(city) == []


def test_a_migrated_file_is_as_a_new_one(old, tmp_path):
    migrate(str(old))
    create(str(tmp_path / "new.gpkg"), REFERENCE, seed)
    assert shape(old) == shape(tmp_path / "new.gpkg")


def test_a_copy_is_made_before(old):
    done = migrate(str(old))
    assert version(done.backup) == 1
    assert migrate(str(old)).before == schema.VERSION


def test_a_migration_that_fails_changes_nothing(old, monkeypatch):
    def broken(run):
        run("ALTER TABLE case_log ADD COLUMN action_key TEXT")
        run("no statement")

    before = shape(old)
    monkeypatch.setattr(m002, "sqlite", broken)
    with pytest.raises(DcmError):
        migrate(str(old))
    assert shape(old) == before and version(str(old)) == 1


def test_a_newer_file_is_left_alone(old):
    with sqlite3.connect(old) as connection:
        connection.execute("INSERT INTO schema_version VALUES (9, 99, '2030-01-01', '')")
    connection.close()
    for action in (migrate, version, open_city):
        with pytest.raises(DcmError) as caught:
            action(str(old))
        assert caught.value.message_id == "city.newer"


def test_an_older_schema_of_a_server(server):
    import psycopg2

    uri = server + " schema=city_old"
    create(uri, REFERENCE, seed)
    connection = psycopg2.connect(server)
    cursor = connection.cursor()
    cursor.execute("SET search_path TO city_old, public")
    cursor.execute("ALTER TABLE case_log DROP COLUMN action_key")
    for name in (
        "is_admin",
        "refuse",
        "case_log_actor",
        "cases_guard",
        "case_part_guard",
        "pairs",
        "case_text",
    ):
        cursor.execute(f"DROP FUNCTION {name} CASCADE")
    cursor.execute("DROP VIEW case_public")
    cursor.execute("DROP INDEX cases_list_idx, cases_deadline_idx")
    cursor.execute("UPDATE schema_version SET version = 1")
    connection.commit()
    connection.close()
    with pytest.raises(DcmError) as caught:
        open_city(uri)
    assert caught.value.message_id == "city.older"
    assert migrate(uri).before == 1
    with open_city(uri) as city:
        assert city.apply(new_case("k")) == city.apply(new_case("k"))
        assert verify(city) == []
