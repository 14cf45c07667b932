"""Styles kept in a GeoPackage, in the table that QGIS looks at when it loads a layer."""

from __future__ import annotations

import sqlite3
from typing import Mapping

#: Name of the styles that are ours to bring up to date; those of the user are left alone.
OWN = "dcm"
_TABLE = """
CREATE TABLE IF NOT EXISTS layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
    f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)"""


def add_default_styles(
    connection: sqlite3.Connection, styles: Mapping[str, str], geometry: str = "geom"
) -> None:
    """Give layers (table -> QML) their default styles, unless the user has saved own ones.

    A style of ours is brought up to date. Part of the transaction of the caller.
    """
    connection.execute(_TABLE)
    connection.execute(
        "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', '')"
    )
    for table, qml in styles.items():
        known = connection.execute(
            "SELECT count(*), sum(styleName = ?) FROM layer_styles WHERE f_table_name = ?",
            (OWN, table),
        ).fetchone()
        if known[1]:
            connection.execute(
                "UPDATE layer_styles SET styleQML = ? WHERE f_table_name = ? "
                "AND styleName = ? AND styleQML <> ?",
                (qml, table, OWN, qml),
            )
        else:
            connection.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
                "owner) VALUES ('', '', ?, ?, ?, ?, '', ?, '', '')",
                (table, geometry, OWN, qml, int(not known[0])),
            )
