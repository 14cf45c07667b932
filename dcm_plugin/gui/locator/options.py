"""Choosing the place database, in the options of QGIS."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFormLayout, QGroupBox, QLabel

from ...core.errors import DcmError
from ...i18n import current_language
from ...processing.geocoding.project_database import (
    choose_database,
    chosen_database,
    default_database,
    layer_database,
    set_default_database,
)

translate = QCoreApplication.translate


class PlaceDatabaseGroup(QGroupBox):
    """The database of this project, and the one of all projects without their own."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(translate("DCM", "Geocoding"), parent)
        self._project = QgsProject.instance()
        self.own = self._chooser(chosen_database(self._project))
        self.general = self._chooser(default_database())
        found = layer_database(self._project)
        self.own.lineEdit().setPlaceholderText(
            found or translate("DCM", "the one in the layers of the project, else the next one")
        )
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        form = QFormLayout(self)
        form.addRow(translate("DCM", "Place database of this project"), self.own)
        form.addRow(translate("DCM", "Place database of other projects"), self.general)
        form.addRow(self.state)
        for widget in (self.own, self.general):
            widget.fileChanged.connect(self._look)
        self._look()

    def _chooser(self, path: str) -> QgsFileWidget:
        widget = QgsFileWidget(self)
        widget.setFilter(translate("DCM", "Place databases (*.gpkg)"))
        widget.setDialogTitle(translate("DCM", "Choose a place database"))
        widget.setFilePath(path)
        return widget

    def _look(self, *_: Any) -> None:
        """Say at once when a file cannot be used."""
        from ...store.places import PlaceDatabase

        wrong = ""
        for widget in (self.own, self.general):
            path = widget.filePath().strip()
            if path and not wrong:
                try:
                    PlaceDatabase(path).close()
                except DcmError as error:
                    wrong = error.localized(current_language())
        self.state.setText(
            wrong
            or translate(
                "DCM",
                "Asked by the locator bar (Ctrl+K) and by the functions dcm_… of expressions. "
                "“Build geocode index” makes one.",
            )
        )
        self.state.setEnabled(bool(wrong))

    def apply(self) -> None:
        own, general = self.own.filePath().strip(), self.general.filePath().strip()
        if own != chosen_database(self._project):
            choose_database(self._project, own)
        if general != default_database():
            set_default_database(general)
