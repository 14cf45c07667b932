"""Making an empty city database in a schema of PostgreSQL; one transaction."""

from __future__ import annotations

from typing import Any, Callable

from ...core.errors import InputError
from . import ddl_postgres, dsn, schema
from .create import Reference
from .database import CityDatabase
from .postgres_city import PostgresCity, connect, driver, explained
from .schema import quoted, words


def create_schema(
    uri: str, reference: Reference, seed: Callable[[CityDatabase], object], overwrite: bool = False
) -> None:
    """Make schema, tables and functions, then fill the code tables."""
    target = dsn.parse(uri)
    connection = connect(target)
    try:
        _make(connection, target, reference, overwrite)
    except driver().Error as error:
        raise explained(error, target.title, bool(connection.closed)) from error
    finally:
        connection.close()
    try:
        with PostgresCity(uri) as city, city.transaction():
            seed(city)
    except BaseException:
        # the code tables could not be filled: leave nothing that looks complete
        connection = connect(target)
        connection.cursor().execute(
            words("DROP SCHEMA IF EXISTS", quoted(target.schema), "CASCADE")
        )
        connection.close()
        raise


def _make(connection: Any, target: dsn.Connection, reference: Reference, overwrite: bool) -> None:
    cursor = connection.cursor()
    cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")
    if cursor.fetchone() is None:
        raise InputError("city.no_postgis", name=target.title)
    cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (target.schema,))
    there = cursor.fetchone() is not None
    if there:
        cursor.execute("SELECT to_regclass(%s)::text", (target.schema + ".schema_version",))
        ours = cursor.fetchone()[0] is not None
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = %s",
            (target.schema,),
        )
        empty = cursor.fetchone()[0] == 0
        # what is no city database is never dropped
        if not empty and not (ours and overwrite):
            raise InputError("city.exists", name=target.title)
    cursor.execute("BEGIN")
    try:
        if there and not empty:
            cursor.execute(words("DROP SCHEMA", quoted(target.schema), "CASCADE"))
            there = False
        if not there:
            cursor.execute(words("CREATE SCHEMA", quoted(target.schema)))
        srid = _srid(cursor, reference)
        for statement in ddl_postgres.statements(srid, target.schema):
            cursor.execute(statement)
        cursor.execute(
            "INSERT INTO schema_version (version, applied, note) VALUES (%s, now(), 'created')",
            (schema.VERSION,),
        )
        cursor.execute("COMMIT")
    except BaseException:
        if not connection.closed:
            cursor.execute("ROLLBACK")
        raise


def _srid(cursor: Any, reference: Reference) -> int:
    """The number of the CRS in this database; a CRS that it does not know is added."""
    cursor.execute(
        "SELECT srid FROM spatial_ref_sys WHERE auth_name = %s AND auth_srid = %s",
        (reference.authority, reference.code),
    )
    found = cursor.fetchone()
    if found is not None:
        return int(found[0])
    cursor.execute("SELECT srid FROM spatial_ref_sys WHERE srtext = %s", (reference.definition,))
    found = cursor.fetchone()
    if found is not None:
        return int(found[0])
    cursor.execute(
        "SELECT greatest(max(srid) + 1, 910000) FROM spatial_ref_sys WHERE srid < 998999"
    )
    srid = int(cursor.fetchone()[0])
    cursor.execute(
        "INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, srtext) VALUES (%s, %s, %s, %s)",
        (srid, reference.authority, reference.code, reference.definition),
    )
    return srid
