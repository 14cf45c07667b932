"""A small desktop for the tests of windows and tools: a real canvas, a real message bar."""

from __future__ import annotations

import time
from typing import Any, Callable, List, Optional

from qgis.core import QgsApplication, QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapToolPan, QgsMessageBar
from qgis.PyQt.QtCore import QEvent, QPoint, QSize, Qt
from qgis.PyQt.QtGui import QKeyEvent, QMouseEvent
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QToolBar


class Desktop:
    """What the plugin asks of ``iface``."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.window.resize(QSize(900, 700))
        self.window.show()
        self.bar = QgsMessageBar(self.window)
        self.active: Optional[Any] = None
        self.docks: List[QDockWidget] = []
        self.pan = QAction("Pan", self.window)
        self.pan_tool = QgsMapToolPan(self.canvas)
        self.pan.triggered.connect(lambda: self.canvas.setMapTool(self.pan_tool))

    def mapCanvas(self) -> QgsMapCanvas:
        return self.canvas

    def mainWindow(self) -> QMainWindow:
        return self.window

    def messageBar(self) -> QgsMessageBar:
        return self.bar

    def addToolBar(self, name: str) -> QToolBar:
        return self.window.addToolBar(name)

    def addDockWidget(self, area: Any, dock: QDockWidget) -> None:
        self.window.addDockWidget(area, dock)
        self.docks.append(dock)

    def removeDockWidget(self, dock: QDockWidget) -> None:
        self.window.removeDockWidget(dock)
        self.docks.remove(dock)

    def actionPan(self) -> QAction:
        return self.pan

    def activeLayer(self) -> Any:
        return self.active

    def setActiveLayer(self, layer: Any) -> bool:
        self.active = layer
        self.canvas.setCurrentLayer(layer)
        return True

    # --- what a person does --------------------------------------------------------------------

    def look_at(self, layer: Any, extent: QgsRectangle) -> None:
        self.canvas.setDestinationCrs(layer.crs())
        self.canvas.setLayers([layer])
        QgsApplication.processEvents()
        self.canvas.setExtent(extent)

    def pixel(self, x: float, y: float) -> QPoint:
        point = self.canvas.mapSettings().mapToPixel().transform(x, y)
        return QPoint(round(point.x()), round(point.y()))

    def _event(self, kind: Any, x: float, y: float, button: Any) -> QgsMapMouseEvent:
        pixel = self.pixel(x, y)
        buttons = button if kind != QEvent.Type.MouseMove else Qt.MouseButton.NoButton
        raw = QMouseEvent(kind, pixel, button, buttons, Qt.KeyboardModifier.NoModifier)
        return QgsMapMouseEvent(self.canvas, raw)

    def move(self, tool: Any, x: float, y: float) -> None:
        tool.canvasMoveEvent(self._event(QEvent.Type.MouseMove, x, y, Qt.MouseButton.NoButton))

    def click(self, tool: Any, x: float, y: float) -> None:
        self.move(tool, x, y)
        left = Qt.MouseButton.LeftButton
        tool.canvasPressEvent(self._event(QEvent.Type.MouseButtonPress, x, y, left))
        tool.canvasReleaseEvent(self._event(QEvent.Type.MouseButtonRelease, x, y, left))

    def right_click(self, tool: Any, x: float, y: float) -> None:
        right = Qt.MouseButton.RightButton
        tool.canvasPressEvent(self._event(QEvent.Type.MouseButtonPress, x, y, right))
        tool.canvasReleaseEvent(self._event(QEvent.Type.MouseButtonRelease, x, y, right))

    def press(self, tool: Any, key: Any) -> QKeyEvent:
        event = QKeyEvent(QEvent.Type.KeyPress, int(key), Qt.KeyboardModifier.NoModifier)
        tool.keyPressEvent(event)
        return event

    def messages(self) -> List[str]:
        return [item.text() for item in self.bar.items()]

    def close(self) -> None:
        QgsProject.instance().clear()
        self.window.close()
        self.window.deleteLater()


def wait_for(condition: Callable[[], Any], seconds: float = 20.0) -> None:
    """Let events run until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("it did not happen in time")
        QgsApplication.processEvents()
        time.sleep(0.005)
