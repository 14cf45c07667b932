"""Bringing an older city database up to the schema of this program."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Optional

from ...core.cases.model import utc_now
from ...core.errors import DcmError, InputError
from . import dsn, schema
from .connection import is_server
from .postgres_city import connect as connect_server
from .postgres_city import driver
from .postgres_city import explained as explained_server
from .sqlite_city import connect, explained
from .values import time_text


@dataclass(frozen=True)
class Migrated:
    """From which version to which; the copy that was made before (GeoPackage only)."""

    before: int
    after: int
    backup: str = ""


def version(uri: str) -> int:
    """The version of the schema of a database; raises when it is no city database."""
    if is_server(uri):
        target = dsn.parse(uri)
        with contextlib.closing(connect_server(target)) as server:
            return _server_version(server.cursor(), target)
    with contextlib.closing(connect(uri, readonly=True)) as connection:
        return _file_version(connection, uri)


def migrate(uri: str) -> Migrated:
    """Bring the database up to date in one transaction; nothing happens when it is.

    A GeoPackage is copied first, beside itself. Raises ``city.newer`` for a database of a newer
    program and ``city.not_city``; after a failure the database is as it was.
    """
    return _server(dsn.parse(uri)) if is_server(uri) else _file(uri)


def _checked(found: Optional[int], name: str) -> int:
    if found is None:
        raise InputError("city.not_city", name=name)
    if found > schema.VERSION:
        raise InputError("city.newer", name=name, there=found, here=schema.VERSION)
    return int(found)


def _step(number: int) -> Any:
    return import_module(f".migrations.m{number:03d}", __package__)


def _file_version(connection: sqlite3.Connection, path: str) -> int:
    try:
        found = connection.execute("SELECT max(version) FROM schema_version").fetchone()[0]
    except sqlite3.Error as error:
        if "no such table" in str(error):
            raise InputError("city.not_city", name=path) from error
        raise explained(error, path) from error
    return _checked(found, path)


def _file(path: str) -> Migrated:
    try:
        connection = connect(path)
    except sqlite3.Error as error:
        raise explained(error, path) from error
    with contextlib.closing(connection):
        before = _file_version(connection, path)
        if before == schema.VERSION:
            return Migrated(before, before)
        if connection.execute("PRAGMA query_only").fetchone()[0]:
            raise DcmError("city.readonly", name=path)
        try:
            backup = _backup(connection, path, before)
            connection.execute("BEGIN IMMEDIATE")
            for number in range(before + 1, schema.VERSION + 1):
                step = _step(number)
                step.sqlite(connection.execute)
                connection.execute(
                    "INSERT INTO schema_version (version, applied, note) VALUES (?, ?, ?)",
                    (number, time_text(utc_now()), step.NOTE),
                )
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise explained(error, path) from error
            raise
    return Migrated(before, schema.VERSION, backup)


def _backup(connection: sqlite3.Connection, path: str, before: int) -> str:
    """A whole copy of the file beside it; a half one is removed."""
    file = Path(path)
    stamp = utc_now().strftime("%Y%m%d%H%M%S")
    target = file.with_name(f"{file.stem}.version{before}-{stamp}.gpkg")
    try:
        with contextlib.closing(sqlite3.connect(str(target))) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink()
        raise
    return str(target)


def _server_version(cursor: Any, target: dsn.Connection) -> int:
    cursor.execute("SELECT to_regclass(%s)::text", (target.schema + ".schema_version",))
    if cursor.fetchone()[0] is None:
        raise InputError("city.not_city", name=target.title)
    cursor.execute("SELECT max(version) FROM schema_version")
    return _checked(cursor.fetchone()[0], target.title)


def _server(target: dsn.Connection) -> Migrated:
    connection = connect_server(target)
    try:
        cursor = connection.cursor()
        before = _server_version(cursor, target)
        if before == schema.VERSION:
            return Migrated(before, before)
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE schema_version IN EXCLUSIVE MODE")
        for number in range(before + 1, schema.VERSION + 1):
            step = _step(number)
            step.postgres(cursor.execute, target.schema)
            cursor.execute(
                "INSERT INTO schema_version (version, applied, note) VALUES (%s, now(), %s)",
                (number, step.NOTE),
            )
        cursor.execute("COMMIT")
    except driver().Error as error:
        raise explained_server(error, target.title, bool(connection.closed)) from error
    finally:
        # an open transaction ends with the connection, undone
        connection.close()
    return Migrated(before, schema.VERSION)
