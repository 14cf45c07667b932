"""Opening and making a city database, whatever keeps it."""

from __future__ import annotations

from typing import Callable, Optional

from .create import Reference, create_geopackage
from .database import CityDatabase
from .sqlite_city import SqliteCity


def is_server(uri: str) -> bool:
    """True for a PostgreSQL connection, False for the path of a GeoPackage."""
    if uri.startswith(("postgresql://", "postgres://")):
        return True
    return "=" in uri and not uri.lower().endswith(".gpkg")


def open_city(uri: str, *, actor: str = "", readonly: bool = False) -> CityDatabase:
    """The city database behind a path or a connection string.

    ``actor``: login of the one who works; the server checks it against its own user. Raises
    :class:`DcmError` when it is not there, no city database, or of another version.
    """
    if is_server(uri):
        from .postgres_city import PostgresCity

        return PostgresCity(uri, actor=actor, readonly=readonly)
    return SqliteCity(uri, readonly=readonly)


def create(
    uri: str,
    reference: Reference,
    seed: Optional[Callable[[CityDatabase], object]] = None,
    overwrite: bool = False,
) -> None:
    """Make a city database; all of it or nothing.

    ``seed`` fills the code tables (default: the workflow, calendar and lists of ``data/cases``).
    """
    from .seeds import fill

    if is_server(uri):
        from .create_postgres import create_schema

        create_schema(uri, reference, seed or fill, overwrite)
    else:
        create_geopackage(uri, reference, seed or fill, overwrite)
