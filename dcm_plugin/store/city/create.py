"""Making an empty city database in a GeoPackage."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from pathlib import Path
from typing import Callable, List, NamedTuple

from ...core.cases.model import utc_now
from ...core.errors import DcmError, InputError
from . import ddl_sqlite, schema
from .database import CityDatabase
from .sqlite_city import SqliteCity, explained
from .values import time_text

_APPLICATION = 1196444487  # "GPKG"
_GEOPACKAGE = 10300


class Reference(NamedTuple):
    """The CRS of all layers: authority and code ("EPSG", 4549), name, WKT."""

    authority: str
    code: int
    name: str
    definition: str

    @property
    def srs_id(self) -> int:
        """Its number in the file; codes of authorities are their own numbers."""
        return self.code if self.code > 0 else 100000


def create_geopackage(
    path: str, reference: Reference, seed: Callable[[CityDatabase], object], overwrite: bool = False
) -> None:
    """Make the file beside its place and move it there when it is complete."""
    target = Path(path)
    if target.exists() and not overwrite:
        raise InputError("city.exists", name=path)
    if not target.parent.is_dir():
        raise DcmError("files.no_folder", path=path, folder=str(target.parent))
    made = target.with_name(f".{target.stem}.{secrets.token_hex(6)}.gpkg")
    try:
        try:
            _make(str(made), reference)
        except sqlite3.Error as error:
            raise explained(error, path) from error
        with SqliteCity(str(made)) as city, city.transaction():
            seed(city)
        with contextlib.closing(sqlite3.connect(str(made))) as connection:
            # one file and nothing beside it
            connection.execute("PRAGMA journal_mode = DELETE")
        try:
            os.replace(made, target)
        except OSError as error:
            raise DcmError("files.denied", path=path) from error
    finally:
        for rest in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                os.unlink(str(made) + rest)


def _make(path: str, reference: Reference) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(words_pragma("application_id", _APPLICATION))
        connection.execute(words_pragma("user_version", _GEOPACKAGE))
        connection.execute("BEGIN")
        for statement in (*base_tables(), *ddl_sqlite.script("geopackage.sql")):
            connection.execute(statement)
        connection.execute(
            "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)",
            (
                reference.name, reference.srs_id, reference.authority, reference.code,
                reference.definition,
            ),
        )  # fmt: skip
        for statement in ddl_sqlite.statements():
            connection.execute(statement)
        for statement, params in ddl_sqlite.registration(reference.srs_id):
            connection.execute(statement, params)
        connection.execute(
            "INSERT INTO schema_version (version, applied, note) VALUES (?, ?, 'created')",
            (schema.VERSION, time_text(utc_now())),
        )
        connection.execute("COMMIT")


def words_pragma(name: str, value: int) -> str:
    """A PRAGMA that sets a number."""
    return f"PRAGMA {name} = {value}"


def base_tables() -> List[str]:
    """The tables that every GeoPackage has."""
    from ...core.geocoding.words import FOLDER

    text = (FOLDER / "geopackage.sql").read_text(encoding="utf-8")
    return [part for part in text.split(";\n") if part.strip()]
