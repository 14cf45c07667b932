"""The locator filter in the desktop: put in, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog

from ...processing.geocoding.project_database import choose_database, set_default_database
from .. import settings
from .filter import DcmLocatorFilter
from .show import Shower
from .sources import sources

if TYPE_CHECKING:
    from ...expressions.project_places import ProjectPlaces

translate = QCoreApplication.translate


class LocatorFeature:
    """Adds the filter to the locator bar of QGIS and takes it off again with :meth:`unload`."""

    def __init__(self, iface: Any, places: ProjectPlaces) -> None:
        self.iface = iface
        self.filter = DcmLocatorFilter(sources(places), Shower(iface, places, self.choose))
        iface.registerLocatorFilter(self.filter)

    def choose(self) -> None:
        """A place database for this project, and for others that have none."""
        path, _ = QFileDialog.getOpenFileName(
            self.iface.mainWindow(),
            translate("DCM", "Choose a place database"),
            settings.last_folder(),
            translate("DCM", "Place databases (*.gpkg)"),
        )
        if path:
            choose_database(QgsProject.instance(), path)
            set_default_database(path)

    def unload(self) -> None:
        self.iface.deregisterLocatorFilter(self.filter)
        self.filter = None
