"""Findings on the map: a mark for each, the current one with its true outline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, List, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtGui import QColor

from ...processing.adapters import without_garbage_collection
from .labels import COLOURS, SEVERITIES

if TYPE_CHECKING:
    from ...core.grid.findings import Finding

_POINT = QgsWkbTypes.GeometryType.PointGeometry
_LINE = QgsWkbTypes.GeometryType.LineGeometry
_POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
_ICONS = {
    "error": QgsRubberBand.IconType.ICON_FULL_DIAMOND,
    "warning": QgsRubberBand.IconType.ICON_FULL_BOX,
    "info": QgsRubberBand.IconType.ICON_CIRCLE,
}
_SIZES = {"error": 11, "warning": 8, "info": 8}
#: Marks closer than this on the screen are drawn as one, in pixels; more so when they are many.
_APART = 8
_MOST = 1000
#: The least width of what is zoomed to, in metres.
_LEAST_WIDTH = 60.0
_MARGIN = 1.8


def to_qgis(shape: Any) -> QgsGeometry:
    """A shapely geometry as one of QGIS."""
    import shapely

    made = QgsGeometry()
    made.fromWkb(shapely.to_wkb(shape, output_dimension=2))
    return made


class Bands:
    """Rubber bands of one owner; nothing is left on the canvas when it clears up."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self.canvas = canvas
        self.bands: List[QgsRubberBand] = []

    def add(self, kind: Any, line: QColor, fill: Optional[QColor] = None, width: float = 2) -> Any:
        band = QgsRubberBand(self.canvas, kind)
        band.setStrokeColor(line)
        band.setFillColor(fill if fill is not None else QColor(0, 0, 0, 0))
        band.setWidth(int(width))
        self.bands.append(band)
        return band

    def remove_all(self) -> None:
        scene = self.canvas.scene()
        for band in self.bands:
            if scene is not None:
                scene.removeItem(band)
        self.bands.clear()


class FindingMarkers(QObject):
    """The marks of the findings that a panel shows."""

    def __init__(
        self, canvas: QgsMapCanvas, crs: QgsCoordinateReferenceSystem, parent: Optional[QObject]
    ) -> None:
        super().__init__(parent)
        self.canvas = canvas
        self.crs = crs
        self.points: Dict[str, Any] = {}
        self._shown: Optional[Callable[[], Iterable[Finding]]] = None
        self._bands = Bands(canvas)
        self._marks: Dict[str, QgsRubberBand] = {}
        for severity in reversed(SEVERITIES):  # errors are drawn last, on top
            colour = QColor(COLOURS[severity])
            band = self._bands.add(_POINT, colour, colour)
            band.setIcon(_ICONS[severity])
            band.setIconSize(_SIZES[severity])
            band.setSecondaryStrokeColor(QColor(255, 255, 255, 230))
            self._marks[severity] = band
        self._current = [
            self._bands.add(kind, QColor(0, 0, 0), QColor(0, 0, 0, 0), 3)
            for kind in (_POLYGON, _LINE, _POINT)
        ]
        self._current[2].setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        self._current[2].setIconSize(18)
        for band in self._current:
            band.setSecondaryStrokeColor(QColor(255, 255, 255, 230))
        self._visible = True
        self._finding: Optional[Finding] = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self.draw)
        canvas.extentsChanged.connect(self._timer.start)
        canvas.destinationCrsChanged.connect(self._crs_changed)

    def remove(self) -> None:
        """Take everything off the map."""
        self._timer.stop()
        self.canvas.extentsChanged.disconnect(self._timer.start)
        self.canvas.destinationCrsChanged.disconnect(self._crs_changed)
        self._bands.remove_all()

    # --- content -------------------------------------------------------------------------------

    def set_findings(self, shown: Callable[[], Iterable[Finding]]) -> None:
        """Mark these findings and no others; they are asked for when the marks are drawn."""
        self._shown = shown
        self._timer.start()

    @without_garbage_collection
    def _take_points(self) -> None:
        import numpy as np

        if self._shown is None:
            return
        spots = [(f.severity, *f.point) for f in self._shown() if f.point is not None]
        self._shown = None
        names = np.array([spot[0] for spot in spots], dtype=object)
        xy = np.array([spot[1:] for spot in spots], dtype=float).reshape(-1, 2)
        self.points = {severity: xy[names == severity] for severity in SEVERITIES}

    def set_current(self, finding: Optional[Finding]) -> None:
        """Outline the finding with its true geometry."""
        self._finding = finding
        for band in self._current:
            band.hide()
        if finding is None or finding.geometry is None or not self._visible:
            return
        shape = to_qgis(finding.geometry)
        if shape.isNull():
            return
        number = {_POLYGON: 0, _LINE: 1, _POINT: 2}.get(shape.type())
        if number is None:
            return
        band = self._current[number]
        colour = QColor(COLOURS[finding.severity])
        band.setStrokeColor(colour.darker(115))
        fill = QColor(colour)
        fill.setAlpha(70)
        band.setFillColor(fill)
        band.setToGeometry(shape, self.crs)
        band.show()

    def set_visible(self, visible: bool) -> None:
        self._visible = visible
        self.draw()
        self.set_current(self._finding)

    def _crs_changed(self) -> None:
        self.draw()
        self.set_current(self._finding)

    # --- drawing -------------------------------------------------------------------------------

    def view(self) -> Optional[QgsRectangle]:
        """The map view in the CRS of the grid; None when it cannot be told."""
        return self.transformed(self.canvas.extent(), True)

    def transformed(self, box: QgsRectangle, inverse: bool = False) -> Optional[QgsRectangle]:
        """A rectangle from the CRS of the grid to that of the map, or back."""
        other = self.canvas.mapSettings().destinationCrs()
        if not other.isValid() or other == self.crs:
            return QgsRectangle(box)
        ends = (other, self.crs) if inverse else (self.crs, other)
        try:
            return QgsCoordinateTransform(*ends, QgsProject.instance()).transformBoundingBox(box)
        except QgsCsException:
            return None

    def draw(self) -> None:
        """Put the marks of the view on the map, one for those that would lie on each other."""
        self._take_points()
        view = self.view() if self._visible else None
        for severity, band in self._marks.items():
            band.reset(_POINT)
            points = self.points.get(severity)
            if view is None or points is None or not len(points):
                continue
            chosen = self._thinned(points, view)
            if len(chosen):
                spots = [QgsPointXY(x, y) for x, y in chosen.tolist()]
                band.setToGeometry(QgsGeometry.fromMultiPointXY(spots), self.crs)

    def _thinned(self, points: Any, view: QgsRectangle) -> Any:
        import numpy as np

        inside = (
            (points[:, 0] >= view.xMinimum()) & (points[:, 0] <= view.xMaximum())
            & (points[:, 1] >= view.yMinimum()) & (points[:, 1] <= view.yMaximum())
        )  # fmt: skip
        points = points[inside]
        size = _APART * view.width() / max(self.canvas.width(), 1)
        if size <= 0:
            return points
        while True:
            cell = ((points - [view.xMinimum(), view.yMinimum()]) / size).astype(np.int64)
            _, first = np.unique(cell[:, 1] * (1 << 32) + cell[:, 0], return_index=True)
            if len(first) <= _MOST:
                return points[np.sort(first)]
            size *= 1.5

    # --- going there ---------------------------------------------------------------------------

    def zoom_to(self, shapes: List[Any]) -> bool:
        """Show the shapes with a margin, at least 60 m wide, and flash them."""
        import shapely

        shapes = [shape for shape in shapes if shape is not None and not shapely.is_empty(shape)]
        if not shapes:
            return False
        x0, y0, x1, y1 = shapely.total_bounds(shapes).tolist()
        width = max((x1 - x0) * _MARGIN, _LEAST_WIDTH)
        height = max((y1 - y0) * _MARGIN, _LEAST_WIDTH)
        box = QgsRectangle.fromCenterAndSize(
            QgsPointXY((x0 + x1) / 2, (y0 + y1) / 2), width, height
        )
        there = self.transformed(box)
        if there is None:
            return False
        self.canvas.setExtent(there)
        self.canvas.refresh()
        self.canvas.flashGeometries([to_qgis(shape) for shape in shapes], self.crs)
        return True
