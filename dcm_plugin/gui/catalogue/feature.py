"""The catalogue in the desktop: menu entry, page of the options, guard at the end of QGIS."""

from __future__ import annotations

from importlib import util
from typing import Any, Callable, Optional

from qgis.core import Qgis
from qgis.gui import QgsApplicationExitBlockerInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject
from qgis.PyQt.QtWidgets import QAction

from ...processing.base import catalogue_folder
from .look import icon

translate = QCoreApplication.translate
#: What the classes are read with.
_PACKAGES = {"yaml": "PyYAML"}


class ExitBlocker(QgsApplicationExitBlockerInterface):
    """Keeps QGIS from ending before the user has decided about unsaved classes."""

    def __init__(self, may_close: Callable[[], bool]) -> None:
        super().__init__()
        self._may_close = may_close

    def allowExit(self) -> bool:
        return self._may_close()


class CatalogueFeature(QObject):
    """Adds the catalogue to the window of QGIS and takes it off again with :meth:`unload`."""

    def __init__(self, iface: Any) -> None:
        super().__init__()
        self.iface = iface
        self.browser: Optional[Any] = None
        self.factory: Optional[Any] = None
        self.menu = translate("DCM", "Digital City Management")
        self.action = QAction(
            icon("catalogue"),
            translate("DCM", "Classes of components and events"),
            iface.mainWindow(),
        )
        self.action.setObjectName("DcmCatalogueAction")
        self.action.triggered.connect(self.open)
        iface.addPluginToMenu(self.menu, self.action)
        self.blocker = ExitBlocker(self.may_close)
        iface.registerApplicationExitBlocker(self.blocker)
        if not _missing():
            from .options import OptionsFactory

            self.factory = OptionsFactory(self.open)
            iface.registerOptionsWidgetFactory(self.factory)

    def open(self, *_: Any) -> None:
        """Show the browser; there is only one."""
        missing = _missing()
        if missing:
            self.iface.messageBar().pushMessage(
                self.action.text(),
                translate("DCM", "These Python packages are missing: {packages}.").format(
                    packages=missing
                ),
                Qgis.MessageLevel.Warning,
            )
            return
        if self.browser is None:
            from .browser import CatalogueBrowser

            self.browser = CatalogueBrowser(catalogue_folder(), self.iface.mainWindow())
        elif not self.browser.isVisible():
            self.browser.reload()
        self.browser.show()
        self.browser.raise_()
        self.browser.activateWindow()

    def may_close(self) -> bool:
        return self.browser is None or self.browser.may_close()

    def unload(self) -> None:
        """Leave nothing behind; unsaved classes are asked for once more."""
        if self.browser is not None:
            self.browser.may_close()
            self.browser.setParent(None)
            self.browser.deleteLater()
            self.browser = None
        if self.factory is not None:
            self.iface.unregisterOptionsWidgetFactory(self.factory)
            self.factory = None
        self.iface.unregisterApplicationExitBlocker(self.blocker)
        self.iface.removePluginMenu(self.menu, self.action)
        self.action.setParent(None)
        self.action.deleteLater()


def _missing() -> str:
    return ", ".join(name for module, name in _PACKAGES.items() if util.find_spec(module) is None)
