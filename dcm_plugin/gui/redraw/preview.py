"""What a redraw shows on the map before it is made: outlines to be, the line, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable, List, Optional

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtGui import QColor

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

#: Border to be: blue where nothing speaks against it, amber where it is marked, red where refused.
GOOD, MARKED, REFUSED = QColor("#1f78b4"), QColor("#e08a00"), QColor("#d7191c")
_LINE = QColor("#d01c8b")
_CATCH = {
    "corner": QgsVertexMarker.IconType.ICON_BOX,
    "border": QgsVertexMarker.IconType.ICON_X,
    "vertex": QgsVertexMarker.IconType.ICON_BOX,
    "line": QgsVertexMarker.IconType.ICON_X,
}


class Preview:
    """Everything a tool draws on the canvas; :meth:`remove` takes it off again."""

    def __init__(self, canvas: QgsMapCanvas, layer: QgsVectorLayer) -> None:
        self.canvas, self.layer = canvas, layer
        polygon = QgsWkbTypes.GeometryType.PolygonGeometry
        self.cells = QgsRubberBand(canvas, polygon)
        self.hover = QgsRubberBand(canvas, polygon)
        self.hover.setStrokeColor(QColor(31, 120, 180, 150))
        self.hover.setFillColor(QColor(31, 120, 180, 25))
        self.hover.setWidth(1)
        self.line = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.LineGeometry)
        self.line.setColor(_LINE)
        self.line.setWidth(3)
        self.wrong = QgsRubberBand(canvas, polygon)
        self.wrong.setStrokeColor(REFUSED)
        self.wrong.setFillColor(QColor(215, 25, 28, 90))
        self.wrong.setWidth(2)
        self.place = QgsVertexMarker(canvas)
        self.place.setIconType(QgsVertexMarker.IconType.ICON_CIRCLE)
        self.place.setIconSize(22)
        self.place.setPenWidth(3)
        self.place.setColor(REFUSED)
        self.place.hide()
        self.caught = QgsVertexMarker(canvas)
        self.caught.setColor(_LINE)
        self.caught.setIconSize(11)
        self.caught.setPenWidth(2)
        self.caught.hide()

    # --- showing -------------------------------------------------------------------------------

    def show_cells(self, shapes: Iterable[Any], colour: QColor) -> None:
        """Outlines of the cells as they would be."""
        self.cells.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        self.cells.setStrokeColor(colour)
        fill = QColor(colour)
        fill.setAlpha(35)
        self.cells.setFillColor(fill)
        self.cells.setWidth(2)
        for shape in shapes:
            self.cells.addGeometry(geometry_of(shape), self.layer)

    def show_hover(self, shape: Optional[Any]) -> None:
        """The cell under the cursor."""
        self.hover.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        if shape is not None:
            self.hover.setToGeometry(geometry_of(shape), self.layer)

    def show_line(self, places: Iterable[QgsPointXY]) -> None:
        """The line as drawn so far, in map coordinates."""
        self.line.reset(QgsWkbTypes.GeometryType.LineGeometry)
        points: List[QgsPointXY] = list(places)
        for number, point in enumerate(points):
            self.line.addPoint(point, number == len(points) - 1)

    def show_catch(self, point: Optional[QgsPointXY], kind: str = "") -> None:
        """Where the cursor has caught on a border or a real line (map coordinates)."""
        if point is None:
            self.caught.hide()
            return
        self.caught.setIconType(_CATCH[kind])
        self.caught.setCenter(point)
        self.caught.show()

    def show_wrong(self, shapes: Iterable[Any], point: Optional[QgsPointXY]) -> None:
        """Where a step is refused: the ground, and a circle around the place (map coordinates)."""
        self.wrong.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        for shape in shapes:
            if shape is not None and shape.geom_type in ("Polygon", "MultiPolygon"):
                self.wrong.addGeometry(geometry_of(shape), self.layer)
        if point is None:
            self.place.hide()
        else:
            self.place.setCenter(point)
            self.place.show()

    def clear(self) -> None:
        """All but what is under the cursor."""
        for band in (self.cells, self.wrong):
            band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        self.line.reset(QgsWkbTypes.GeometryType.LineGeometry)
        self.place.hide()

    def clear_all(self) -> None:
        self.clear()
        self.show_hover(None)
        self.show_catch(None)

    def remove(self) -> None:
        """Take all items off the canvas for good."""
        scene = self.canvas.scene()
        for item in (self.cells, self.hover, self.line, self.wrong, self.place, self.caught):
            scene.removeItem(item)


def geometry_of(shape: Any) -> QgsGeometry:
    """A shapely geometry as one of QGIS."""
    import shapely

    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape, output_dimension=2))
    return geometry
