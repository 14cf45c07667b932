"""Which place database a project uses: chosen in the project, else among its layers, else the one
of the options."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List, NamedTuple

from qgis.core import QgsProviderRegistry, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

SCOPE, _KEY = "dcm", "places/database"
_SETTING = "dcm/place_database"


class Found(NamedTuple):
    """A path, '' when there is none, and who named it: project, layers, options or ''."""

    path: str
    origin: str


class Choices(QObject):
    """Tells that somebody chose another database."""

    changed = pyqtSignal()


CHOICES = Choices()


def chosen_database(project: Any) -> str:
    """The full path that the project names, whether the file is there or not; '' for none."""
    written, _ = project.readEntry(SCOPE, _KEY, "")
    return str(project.pathResolver().readPath(written)) if written else ""


def choose_database(project: Any, path: str) -> None:
    """Keep a path in the project, relative to its file if the project does so; '' for none."""
    if path:
        project.writeEntry(SCOPE, _KEY, project.pathResolver().writePath(path))
    else:
        project.removeEntry(SCOPE, _KEY)
    CHOICES.changed.emit()


def default_database() -> str:
    """The database for projects that have none of their own."""
    return str(QgsSettings().value(_SETTING, "") or "")


def set_default_database(path: str) -> None:
    QgsSettings().setValue(_SETTING, path)
    CHOICES.changed.emit()


def layer_database(project: Any) -> str:
    """The first place database among the GeoPackages of the project, by path; '' for none."""
    registry = QgsProviderRegistry.instance()
    paths: List[str] = []
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and layer.providerType() == "ogr":
            path = str(registry.decodeUri("ogr", layer.source()).get("path") or "")
            if path.lower().endswith(".gpkg"):
                paths.append(path)
    return next((path for path in sorted(set(paths)) if is_place_database(path)), "")


def is_place_database(path: str) -> bool:
    """Whether a file can be asked for places."""
    from ...core.errors import DcmError
    from ...store.places import PlaceDatabase

    if not Path(path).is_file():
        return False
    try:
        PlaceDatabase(path).close()
    except DcmError:
        return False
    return True


def find_database(project: Any) -> Found:
    """The database of a project; one that was chosen and is gone is still the one, to be told."""
    path = chosen_database(project)
    if path:
        return Found(path, "project")
    path = layer_database(project)
    if path:
        return Found(path, "layers")
    path = default_database()
    return Found(path, "options" if path else "")
