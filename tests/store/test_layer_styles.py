"""Default styles in a GeoPackage; what the user saved stays."""

from __future__ import annotations

import sqlite3

import pytest

from dcm_plugin.store.layer_styles import add_default_styles


@pytest.fixture
def connection() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.execute(
        "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, "
        "identifier TEXT UNIQUE, description TEXT)"
    )
    return made


def rows(connection: sqlite3.Connection) -> list:
    return connection.execute(
        "SELECT f_table_name, styleName, styleQML, useAsDefault FROM layer_styles ORDER BY id"
    ).fetchall()


def test_own_styles_are_renewed(connection: sqlite3.Connection) -> None:
    add_default_styles(connection, {"a": "one", "b": "two"})
    add_default_styles(connection, {"a": "new", "b": "two"})
    assert rows(connection) == [("a", "dcm", "new", 1), ("b", "dcm", "two", 1)]
    assert connection.execute("SELECT table_name FROM gpkg_contents").fetchall() == [
        ("layer_styles",)
    ]


def test_styles_of_the_user_stay(connection: sqlite3.Connection) -> None:
    add_default_styles(connection, {})
    connection.execute(
        "INSERT INTO layer_styles (f_table_name, styleName, styleQML, useAsDefault) "
        "VALUES ('a', 'mine', 'q', 1)"
    )
    add_default_styles(connection, {"a": "one"})
    assert rows(connection) == [("a", "mine", "q", 1), ("a", "dcm", "one", 0)]
