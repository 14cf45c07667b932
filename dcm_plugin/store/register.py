"""The register of component codes: a table that remembers the largest number ever given.

It stands in the city database (a GeoPackage) or in a file of its own, and several people may use it
at once: numbers are taken inside one immediate transaction, so nobody gets the same one. Numbers
are taken before a result is written; when writing fails they stay used.
"""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from pathlib import Path
from typing import Iterator, List, Sequence

from ..core.components.coding.numbers import Request, next_numbers
from ..core.errors import DcmError, InputError

#: How long to wait for somebody who takes numbers at the same time (seconds).
PATIENCE = 60.0
TABLES = ("dcm_code_register", "dcm_code_issue")

_SKELETON = (
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, "
    "organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, "
    "definition TEXT NOT NULL, description TEXT)",
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, "
    "'undefined', NULL), ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL), "
    "('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\","
    'SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433]]\', NULL)',
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, "
    "identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT "
    "(strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, "
    "max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES "
    "gpkg_spatial_ref_sys(srs_id))",
    # empty, but GDAL opens no file without it for reading
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
    "geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, "
    "m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), "
    "CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY "
    "(table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) "
    "REFERENCES gpkg_spatial_ref_sys(srs_id))",
)
_CREATE = (
    # the largest number given for a prefix (county and class) of codes of one length
    "CREATE TABLE IF NOT EXISTS dcm_code_register (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
    "prefix TEXT NOT NULL, length INTEGER NOT NULL, largest INTEGER NOT NULL, "
    "changed TEXT NOT NULL, UNIQUE (prefix, length))",
    # who was given which numbers
    "CREATE TABLE IF NOT EXISTS dcm_code_issue (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
    "prefix TEXT NOT NULL, length INTEGER NOT NULL, first INTEGER NOT NULL, "
    "last INTEGER NOT NULL, layer TEXT, given TEXT NOT NULL)",
)


class FileRegister:
    """A :class:`core.components.coding.Register` in a GeoPackage or SQLite file.

    The file is made when it is not there. ``layer`` is noted with the numbers.
    """

    def __init__(self, path: str, layer: str = "", patience: float = PATIENCE) -> None:
        self.path, self.layer, self.patience = str(path), layer, patience

    def take(self, requests: Sequence[Request]) -> List[int]:
        """As in ``Register``. Raises :class:`DcmError` when the file cannot be used."""
        with self._explained(), contextlib.closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                first = self._take(connection, requests)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
            return first

    def largest(self) -> List[tuple]:
        """(prefix, length, largest number) of all that the register knows; [] without a file."""
        if not Path(self.path).is_file():
            return []
        with self._explained(), contextlib.closing(self._open()) as connection:
            _prepare(connection)
            return list(connection.execute("SELECT prefix, length, largest FROM dcm_code_register"))

    def _take(self, connection: sqlite3.Connection, requests: Sequence[Request]) -> List[int]:
        _prepare(connection)
        known = {
            (prefix, length): largest
            for prefix, length, largest in connection.execute(
                "SELECT prefix, length, largest FROM dcm_code_register"
            )
        }
        first, after = next_numbers(requests, known)
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        connection.executemany(
            "INSERT INTO dcm_code_register (prefix, length, largest, changed) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (prefix, length) DO UPDATE SET largest = excluded.largest, "
            "changed = excluded.changed",
            [(*key, number, now) for key, number in after.items() if known.get(key) != number],
        )
        connection.executemany(
            "INSERT INTO dcm_code_issue (prefix, length, first, last, layer, given) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                (r.prefix, r.length, number, number + r.count - 1, self.layer, now)
                for r, number in zip(requests, first)
                if r.count
            ],
        )
        return first

    def _open(self) -> sqlite3.Connection:
        if not Path(self.path).parent.is_dir():
            raise DcmError("files.no_folder", path=self.path, folder=str(Path(self.path).parent))
        # transactions are begun and ended here, not by the driver
        return sqlite3.connect(self.path, timeout=self.patience, isolation_level=None)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            reason = str(error)
            if "locked" in reason or "busy" in reason:
                raise DcmError("coding.register.locked", path=self.path) from error
            if "readonly" in reason or "unable to open" in reason:
                raise DcmError("files.denied", path=self.path) from error
            raise InputError("coding.register.unreadable", path=self.path, reason=reason) from error


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables where they are missing; an empty file becomes a GeoPackage."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if set(TABLES) <= names:
        return
    if not names:
        for statement in _SKELETON:
            connection.execute(statement)
        connection.execute("PRAGMA application_id = 1196444487")
        connection.execute("PRAGMA user_version = 10300")
    for statement in _CREATE:
        connection.execute(statement)
    if not names or "gpkg_contents" in names:
        connection.executemany(
            "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier) "
            "VALUES (?, 'attributes', ?)",
            [(table, table) for table in TABLES],
        )
