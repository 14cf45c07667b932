"""The page of the plugin in the options of QGIS."""

from __future__ import annotations

from typing import Any, Callable

from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from ...core.classes import VERSIONS, load_catalogue
from ...core.errors import DcmError
from ...core.standards import load_profile
from ...i18n import current_language
from ...processing.base import profile_folder, profile_ids
from .. import settings
from ..locator.options import PlaceDatabaseGroup
from .look import icon

translate = QCoreApplication.translate


class OptionsPage(QgsOptionsPageWidget):
    """Defaults of the windows of the plugin, and the way to the classes."""

    def __init__(self, browse: Callable[[], None], parent: Any = None) -> None:
        super().__init__(parent)
        self.setObjectName("DcmOptionsPage")
        lang = current_language()
        self.profile, self.catalogue = QComboBox(self), QComboBox(self)
        for profile_id in profile_ids():
            self.profile.addItem(_profile_title(profile_id, lang), profile_id)
        for version in VERSIONS:
            self.catalogue.addItem(load_catalogue(version).name(lang), version)
        self.profile.setCurrentIndex(self.profile.findData(settings.default_profile()))
        self.catalogue.setCurrentIndex(self.catalogue.findData(settings.default_catalogue()))
        self.browse = QPushButton(
            icon("catalogue"), translate("DCM", "Browse and extend the classes…"), self
        )
        self.browse.clicked.connect(browse)
        grids = QGroupBox(translate("DCM", "Unit grid"), self)
        form = QFormLayout(grids)
        form.addRow(translate("DCM", "Default profile"), self.profile)
        form.addRow(
            self._hint(
                translate("DCM", "Own profiles (YAML) are read from {folder}.").format(
                    folder=str(profile_folder())
                )
            )
        )
        classes = QGroupBox(translate("DCM", "Components and events"), self)
        form = QFormLayout(classes)
        form.addRow(translate("DCM", "Default version of the classes"), self.catalogue)
        row = QHBoxLayout()
        row.addWidget(self.browse)
        row.addStretch(1)
        form.addRow(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(grids)
        layout.addWidget(classes)
        self.places = PlaceDatabaseGroup(self)
        layout.addWidget(self.places)
        layout.addWidget(
            self._hint(
                translate(
                    "DCM",
                    "The windows of the plugin begin with these choices. Algorithms of the "
                    "toolbox keep their own default, so that models and scripts give the same "
                    "result everywhere.",
                )
            )
        )
        layout.addStretch(1)

    def _hint(self, content: str) -> QLabel:
        label = QLabel(content, self)
        label.setWordWrap(True)
        label.setEnabled(False)
        return label

    def apply(self) -> None:
        settings.set_default_profile(self.profile.currentData())
        settings.set_default_catalogue(self.catalogue.currentData())
        self.places.apply()


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page each time the options are opened."""

    def __init__(self, browse: Callable[[], None]) -> None:
        super().__init__()
        self._browse = browse
        self.setTitle(translate("DCM", "Digital City Management"))

    def icon(self) -> QIcon:
        return icon("dcm")

    def createWidget(self, parent: Any) -> OptionsPage:
        return OptionsPage(self._browse, parent)


def _profile_title(profile_id: str, lang: str) -> str:
    """The title of a profile; its id alone where its file is wrong."""
    try:
        title = load_profile(profile_id, profile_folder()).name(lang)
    except DcmError:
        return profile_id
    return title if title == profile_id else f"{title} ({profile_id})"
