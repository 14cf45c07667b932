"""Which city database an algorithm works on: a GeoPackage or a PostgreSQL connection.

Two parameters, of which exactly one is given: ``DATABASE`` (file) or ``CONNECTION`` (the name of a
connection stored in QGIS, or a connection string); ``SCHEMA`` goes with the second. Credentials of
a stored connection or of the authentication manager are looked up when the algorithm runs; they
are never part of a parameter, and no message shows a password.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List
from urllib.parse import quote

from qgis.core import (
    QgsDataSourceUri,
    QgsProcessingParameterFile,
    QgsProcessingParameterProviderConnection,
    QgsProcessingParameterString,
    QgsProviderRegistry,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.errors import InputError
from ..base import DcmAlgorithm, optional
from ..parameters import advanced, with_help

translate = QCoreApplication.translate

#: Schema of a city database in PostgreSQL unless another one is named.
SCHEMA = "dcm"
_PROVIDER = "postgres"
_SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def file_parameter() -> Any:
    """DATABASE, a city database that is there."""
    return with_help(
        QgsProcessingParameterFile(
            "DATABASE", translate("DCM", "City database"), extension="gpkg", optional=True
        ),
        translate(
            "DCM",
            "The GeoPackage that “Create city database” made. Leave it empty when a PostgreSQL "
            "connection is given.",
        ),
    )


def connection_parameters() -> List[Any]:
    """CONNECTION and SCHEMA, a city database in PostgreSQL."""
    connection = QgsProcessingParameterProviderConnection(
        "CONNECTION", translate("DCM", "PostgreSQL connection"), _PROVIDER, optional=True
    )
    schema = QgsProcessingParameterString(
        "SCHEMA", translate("DCM", "Schema"), defaultValue=SCHEMA, optional=True
    )
    return [
        advanced(
            with_help(
                connection,
                translate(
                    "DCM",
                    "A PostgreSQL connection stored in QGIS, instead of a file; or a connection "
                    "string such as service=city. Passwords belong into the stored connection or "
                    "the authentication manager: what is typed here is kept in the history.",
                ),
            )
        ),
        advanced(
            with_help(
                schema, translate("DCM", "Schema of the city database in PostgreSQL, usually dcm.")
            )
        ),
    ]


def database_parameters() -> List[Any]:
    """DATABASE, CONNECTION and SCHEMA, in this order."""
    return [file_parameter(), *connection_parameters()]


def database_uri(algorithm: DcmAlgorithm, parameters: Any, context: Any) -> str:
    """What ``store.city.open_city`` opens: the path, or the connection with its credentials.

    Raises :class:`InputError` when none or both are given, when the file is not there or no
    GeoPackage, and when QGIS knows no such connection.
    """
    path = optional(algorithm.parameterAsFile(parameters, "DATABASE", context))
    connection = connection_uri(algorithm, parameters, context)
    check_one(path, connection)
    if connection:
        return connection
    if Path(path).suffix.lower() != ".gpkg":
        raise InputError("case_database.extension", path=path)
    if not Path(path).is_file():
        raise InputError("case_database.no_file", path=path)
    return path


def check_one(path: str, connection: str) -> None:
    """Raise :class:`InputError` unless exactly one of file and connection is given."""
    if path and connection:
        raise InputError("case_database.both", path=path)
    if not path and not connection:
        raise InputError("case_database.neither")


def connection_uri(algorithm: DcmAlgorithm, parameters: Any, context: Any) -> str:
    """The PostgreSQL connection with credentials and schema; '' when none is given."""
    given = optional(algorithm.parameterAsConnectionName(parameters, "CONNECTION", context))
    if not given:
        return ""
    schema = optional(algorithm.parameterAsString(parameters, "SCHEMA", context)) or SCHEMA
    if not _SCHEMA_NAME.fullmatch(schema):
        raise InputError("case_database.schema", schema=schema)
    return resolved(given, schema)


def resolved(given: str, schema: str) -> str:
    """A stored name or a connection string, as libpq wants it, and ``schema=``.

    A schema that the connection string names itself is kept.
    """
    if given.startswith(("postgresql://", "postgres://")):
        if re.search(r"[?&]schema=", given):
            return given
        return f"{given}{'&' if '?' in given else '?'}schema={quote(schema)}"
    stored = stored_connections()
    if given not in stored and "=" not in given:
        known = ", ".join(sorted(stored)) or "-"
        raise InputError("case_database.no_connection", name=given, known=known)
    uri = stored.get(given, given)
    named = re.search(r"(?:^|\s)schema\s*=\s*'?([^'\s]+)'?", uri)
    if named:
        schema = named.group(1)
        uri = uri[: named.start()] + uri[named.end() :]
    if given in stored or "authcfg" in uri:
        # host, database, user and what the authentication manager adds; no table, no filter
        uri = QgsDataSourceUri(uri).connectionInfo(True)
    return f"{uri.strip()} schema='{schema}'"


def stored_connections() -> Dict[str, str]:
    """PostgreSQL connections of QGIS: name → URI, credentials not yet looked up."""
    metadata = QgsProviderRegistry.instance().providerMetadata(_PROVIDER)
    if metadata is None:
        return {}
    return {name: made.uri() for name, made in metadata.connections(False).items()}


@contextmanager
def city_database(
    algorithm: DcmAlgorithm,
    parameters: Any,
    context: Any,
    actor: str = "",
    readonly: bool = False,
) -> Iterator[Any]:
    """The city database that the parameters name, open for the block."""
    from ...store.city import open_city

    city = open_city(database_uri(algorithm, parameters, context), actor=actor, readonly=readonly)
    try:
        yield city
    finally:
        city.close()
