"""Which city database the desk works on, who sits at it, and where both are remembered."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, List, Optional

from qgis.core import QgsDataSourceUri, QgsProject, QgsProviderRegistry, QgsSettings, QgsVectorLayer

#: What the layer of cases must have to be taken for one.
_FIELDS = ("task_no", "state", "clock_deadline", "is_open")
_SCOPE, _KEY = "dcm", "city_database"
_OPERATOR = "dcm/city_operator/"
_SCHEMA = "dcm"


@dataclass(frozen=True)
class Target:
    """A GeoPackage (``path``), or a PostgreSQL connection: its name in QGIS or its parameters
    without credentials (``connection``), and the ``schema``."""

    path: str = ""
    connection: str = ""
    schema: str = _SCHEMA

    @property
    def is_file(self) -> bool:
        return bool(self.path)

    @property
    def label(self) -> str:
        """How the desk calls it."""
        if self.is_file:
            return Path(self.path).name
        if "=" not in self.connection:
            return f"{self.connection} · {self.schema}"
        uri = QgsDataSourceUri(self.connection)
        named = uri.service() or f"{uri.host() or 'localhost'}/{uri.database()}"
        return f"{named} · {self.schema}"

    @property
    def key(self) -> str:
        """A name for settings of this computer."""
        text = f"{self.path}|{self.connection}|{self.schema}"
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:24]

    def uri(self) -> str:
        """What ``store.city.open_city`` opens, credentials looked up; called in the main thread."""
        if self.is_file:
            return self.path
        from ...processing.cases.database_parameter import resolved

        return resolved(self.connection, self.schema)


def layer_target(layer: Any) -> Optional[Target]:
    """The city database that a layer of cases comes from; None when it is no such layer."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return None
    names = {field.name() for field in layer.fields()}
    if not names.issuperset(_FIELDS):
        return None
    if layer.providerType() == "ogr":
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        path = str(parts.get("path") or "")
        if parts.get("layerName") == "cases" and path.lower().endswith(".gpkg"):
            return Target(path=path)
        return None
    if layer.providerType() == "postgres":
        uri = QgsDataSourceUri(layer.source())
        if uri.table() == "cases":
            return Target(connection=uri.connectionInfo(False), schema=uri.schema() or _SCHEMA)
    return None


def case_layers(target: Optional[Target] = None) -> List[QgsVectorLayer]:
    """Layers of cases of the project, those that are shown whole first; of one database or any."""
    found = []
    for layer in QgsProject.instance().mapLayers().values():
        place = layer_target(layer)
        if place is not None and (target is None or same_place(place, target)):
            found.append(layer)
    return sorted(found, key=lambda layer: (bool(layer.subsetString()), layer.name()))


def file_layers(path: str) -> List[QgsVectorLayer]:
    """Layers of the project that read a GeoPackage, whatever table; not those being edited."""
    found, wanted = [], Path(path).resolve()
    for layer in QgsProject.instance().mapLayers().values():
        if not isinstance(layer, QgsVectorLayer) or layer.providerType() != "ogr":
            continue
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        place = str(parts.get("path") or "")
        if place and Path(place).resolve() == wanted and not layer.isEditable():
            found.append(layer)
    return found


def same_place(one: Target, other: Target) -> bool:
    """Whether two targets are the same database, as far as can be told without opening it."""
    if one.is_file != other.is_file:
        return False
    if one.is_file:
        return Path(one.path).resolve() == Path(other.path).resolve()
    return one.schema == other.schema and _server(one) == _server(other)


def _server(target: Target) -> Any:
    from ...processing.cases.database_parameter import stored_connections

    stored = stored_connections()
    uri = QgsDataSourceUri(stored.get(target.connection, target.connection))
    return uri.service(), uri.host() or "localhost", uri.port() or "5432", uri.database()


# --- memory ------------------------------------------------------------------------------------


def remembered() -> Optional[Target]:
    """The database that the project remembers."""
    project = QgsProject.instance()
    stored, _found = project.readEntry(_SCOPE, _KEY, "")
    try:
        parts = json.loads(stored) if stored else {}
    except ValueError:
        return None
    if not isinstance(parts, dict):
        return None
    path = str(parts.get("path") or "")
    connection = str(parts.get("connection") or "")
    if not path and not connection:
        return None
    return Target(
        project.readPath(path) if path else "", connection, str(parts.get("schema") or _SCHEMA)
    )


def remember(target: Optional[Target]) -> None:
    """Keep the database with the project; a path is kept relative where the project is so."""
    project = QgsProject.instance()
    if target is None:
        project.removeEntry(_SCOPE, _KEY)
        return
    parts = (
        {"path": project.writePath(target.path)}
        if target.is_file
        else {"connection": target.connection, "schema": target.schema}
    )
    text = json.dumps(parts, ensure_ascii=False)
    if project.readEntry(_SCOPE, _KEY, "")[0] != text:
        project.writeEntry(_SCOPE, _KEY, text)


def remembered_operator(target: Target) -> str:
    return str(QgsSettings().value(_OPERATOR + target.key, "") or "")


def remember_operator(target: Target, login: str) -> None:
    QgsSettings().setValue(_OPERATOR + target.key, login)
