"""The cases in the desktop: menu entry, button, dock."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.core import Qgis
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt
from qgis.PyQt.QtWidgets import QAction

from ..catalogue.look import icon
from .badge import badged

translate = QCoreApplication.translate


class CasesFeature(QObject):
    """Adds the cases to the window of QGIS; the dock is made when it is first wanted.

    ``places`` gives the place database of the project.
    """

    def __init__(self, iface: Any, places: Optional[Callable[[], Any]] = None) -> None:
        super().__init__()
        self.iface, self._places = iface, places
        self.dock: Optional[Any] = None
        self.menu = translate("DCM", "Digital City Management")
        self.action = QAction(icon("cases"), translate("DCM", "Cases"), iface.mainWindow())
        self.action.setObjectName("DcmCasesAction")
        self.action.setCheckable(True)
        self.action.setToolTip(translate("DCM", "Cases of the city: watch, report and handle them"))
        self.action.triggered.connect(self.toggle)
        iface.addPluginToMenu(self.menu, self.action)
        iface.addToolBarIcon(self.action)

    def toggle(self, checked: bool = True) -> None:
        """Show or hide the dock."""
        if self.dock is None:
            if not checked:
                return
            from ...processing.base import missing_packages

            missing = missing_packages()
            if missing:
                self.action.setChecked(False)
                self.iface.messageBar().pushMessage(
                    self.action.text(),
                    translate("DCM", "These Python packages are missing: {packages}.").format(
                        packages=missing
                    ),
                    Qgis.MessageLevel.Warning,
                )
                return
            from .dock import CasesDock

            places = self._places() if self._places is not None else None
            self.dock = CasesDock(self.iface, places, parent=self.iface.mainWindow())
            self.dock.visibilityChanged.connect(self._visible)
            self.dock.alert.counted.connect(self._badge)
            self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.setUserVisible(checked)
        if checked:
            self.dock.begin()

    def _badge(self, count: int) -> None:
        """How many cases are new, on the button."""
        name = translate("DCM", "Cases")
        text = translate("DCM", "Cases ({count})").format(count=count) if count else name
        self.action.setText(text)
        self.action.setIcon(badged(icon("cases"), count))

    def _visible(self, *_: Any) -> None:
        if self.dock is not None:
            self.action.setChecked(not self.dock.isHidden())

    def unload(self) -> None:
        """Leave nothing behind."""
        dock, self.dock = self.dock, None
        if dock is not None:
            dock.visibilityChanged.disconnect(self._visible)
            dock.alert.counted.disconnect(self._badge)
            dock.unload()
            self.iface.removeDockWidget(dock)
            dock.setParent(None)
            dock.deleteLater()
        self.iface.removePluginMenu(self.menu, self.action)
        self.iface.removeToolBarIcon(self.action)
        self.action.setParent(None)
        self.action.deleteLater()
