"""The Processing provider ``dcm``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import List, Tuple

from qgis.core import Qgis, QgsMessageLog, QgsProcessingProvider
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

translate = QCoreApplication.translate

PROVIDER_ID = "dcm"
#: Packages of algorithms; each has ``ALGORITHMS``, a tuple of (module, class).
GROUPS: Tuple[str, ...] = ("grid", "exchange", "components", "geocoding", "cases")
ICON = Path(__file__).resolve().parent.parent / "resources" / "icons" / "dcm.svg"


def algorithm_classes() -> List[type]:
    """All algorithm classes; one that cannot be loaded is reported and left out."""
    package = __name__.rpartition(".")[0]
    classes: List[type] = []
    for group in GROUPS:
        listed = import_module(f"{package}.{group}").ALGORITHMS
        for module, name in listed:
            try:
                loaded = import_module(f"{package}.{group}.{module}")
                classes.append(getattr(loaded, name))
            except (ImportError, AttributeError) as error:
                QgsMessageLog.logMessage(
                    f"{module}.{name}: {error}", "DCM", Qgis.MessageLevel.Critical
                )
    return classes


class DcmProvider(QgsProcessingProvider):
    """Algorithms of digital city management."""

    def id(self) -> str:
        return PROVIDER_ID

    def name(self) -> str:
        return translate("DCM", "Digital City Management")

    def longName(self) -> str:
        return self.name()

    def icon(self) -> QIcon:
        return QIcon(str(ICON)) if ICON.exists() else super().icon()

    def svgIconPath(self) -> str:
        return str(ICON) if ICON.exists() else super().svgIconPath()

    def loadAlgorithms(self) -> None:
        for algorithm in algorithm_classes():
            self.addAlgorithm(algorithm())
