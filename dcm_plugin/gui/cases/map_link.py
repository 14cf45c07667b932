"""Cases on the map: the layer of the project, selection both ways, zoom, flash, a tool."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional, Tuple

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDataSourceUri,
    QgsExpression,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapTool, QgsMapToolEmitPoint, QgsVertexMarker
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from .conditions import Extent
from .names import Names
from .target import Target, case_layers, file_layers

translate = QCoreApplication.translate
#: Pixels around a click in which a case is looked for.
_REACH = 10
#: Metres that a case is shown with when it is zoomed to.
_AROUND = 150.0
#: Selections of a map that are shown in the list at most.
_MOST = 500


class MapLink(QObject):
    """Joins the canvas to the list. chosen: ids of cases that were selected on the map."""

    chosen = pyqtSignal(tuple)
    view_changed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.canvas = canvas
        self.crs = QgsCoordinateReferenceSystem()
        self.target: Optional[Target] = None
        self.layers: List[QgsVectorLayer] = []
        self._own = ""
        self._quiet = False
        self._marks: List[QgsVertexMarker] = []
        self.tool: Optional[PickTool] = None
        project = QgsProject.instance()
        project.layersAdded.connect(self._look_again)
        project.layersWillBeRemoved.connect(self._removed)
        canvas.extentsChanged.connect(self.view_changed)

    def close(self) -> None:
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._look_again)
        project.layersWillBeRemoved.disconnect(self._removed)
        self.canvas.extentsChanged.disconnect(self.view_changed)
        self._leave()
        self.end_pick()
        self.clear_marks()

    # --- the layer -----------------------------------------------------------------------------

    def set_target(self, target: Optional[Target], crs: str) -> None:
        self.target = target
        self.crs = QgsCoordinateReferenceSystem(crs) if crs else QgsCoordinateReferenceSystem()
        if target is not None and target.is_file and not self.crs.isValid():
            self.crs = QgsVectorLayer(f"{target.path}|layername=cases", "cases", "ogr").crs()
        self._look_again()

    def _look_again(self, *_: Any) -> None:
        """Use the layers of cases of the project: open cases and all cases, as a rule."""
        self._leave()
        self.layers = case_layers(self.target) if self.target is not None else []
        for layer in self.layers:
            layer.selectionChanged.connect(self._selected)
            if not self.crs.isValid():
                self.crs = layer.crs()

    def _removed(self, ids: Iterable[str]) -> None:
        gone = set(ids)
        for layer in [layer for layer in self.layers if layer.id() in gone]:
            layer.selectionChanged.disconnect(self._selected)
            self.layers.remove(layer)

    def _leave(self) -> None:
        for layer in self.layers:
            layer.selectionChanged.disconnect(self._selected)
        self.layers = []

    @property
    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer of cases that is seen on the map, or the first one."""
        root = QgsProject.instance().layerTreeRoot()
        for layer in self.layers:
            node = root.findLayer(layer.id())
            if node is not None and node.isVisible():
                return layer
        return self.layers[0] if self.layers else None

    def add_layer(self, names: Names) -> Optional[QgsVectorLayer]:
        """Put the open cases on the map, in the colours of their states and clustered."""
        from ...processing.cases.city_styles import cluster_renderer, state_renderer

        if self.target is None:
            return None
        name = translate("DCM", "Cases")
        if self.target.is_file:
            layer = QgsVectorLayer(f"{self.target.path}|layername=cases", name, "ogr")
        else:
            uri = QgsDataSourceUri(self.target.uri().rpartition(" schema=")[0])
            uri.setDataSource(self.target.schema, "cases", "geom", "", "id")
            layer = QgsVectorLayer(uri.uri(False), name, "postgres")
        if not layer.isValid():
            return None
        layer.setSubsetString('"is_open" = 1' if self.target.is_file else '"is_open"')
        working = [row for row in names.states if not row.get("terminal")]
        layer.setRenderer(cluster_renderer(state_renderer(working, names.lang, True)))
        QgsProject.instance().addMapLayer(layer)
        self._own = layer.id()
        self._look_again()
        return layer

    def refresh(self) -> None:
        """Somebody has written: the map shows it too."""
        self._read_anew(self.layers)

    def reopen(self) -> None:
        """Open all layers of the city's file anew.

        QGIS reads a GeoPackage without locks as long as it has no write-ahead log. The desk makes
        one, and layers that were opened before it would read nothing from then on.
        """
        if self.target is not None and self.target.is_file:
            self._read_anew(file_layers(self.target.path))

    def _read_anew(self, layers: Iterable[QgsVectorLayer]) -> None:
        before, self._quiet = self._quiet, True
        for layer in layers:
            chosen = layer.selectedFeatureIds()
            layer.dataProvider().reloadData()
            layer.selectByIds(chosen)  # reading anew forgets it
            layer.triggerRepaint()
        self._quiet = before

    # --- places --------------------------------------------------------------------------------

    def _to_canvas(self) -> QgsCoordinateTransform:
        return QgsCoordinateTransform(
            self.crs, self.canvas.mapSettings().destinationCrs(), QgsProject.instance()
        )

    def on_canvas(self, place: Any) -> Optional[QgsPointXY]:
        if not place:
            return None
        try:
            return self._to_canvas().transform(QgsPointXY(place[0], place[1]))
        except QgsCsException:
            return None

    def to_city(self, point: QgsPointXY) -> Optional[Tuple[float, float]]:
        """A place of the canvas in the CRS of the city database."""
        try:
            found = self._to_canvas().transform(point, Qgis.TransformDirection.Reverse)
        except QgsCsException:
            return None
        return round(found.x(), 3), round(found.y(), 3)

    def view(self) -> Optional[Extent]:
        """The map view in the CRS of the city database."""
        extent = self.canvas.extent()
        if extent.isEmpty() or not self.crs.isValid():
            return None
        try:
            box = self._to_canvas().transformBoundingBox(extent, Qgis.TransformDirection.Reverse)
        except QgsCsException:
            return None
        return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()

    def zoom(self, places: Iterable[Any]) -> bool:
        """Show these places; False when none of them has one."""
        points = [point for point in map(self.on_canvas, places) if point is not None]
        if not points:
            return False
        box = QgsRectangle(points[0], points[0])
        for point in points[1:]:
            box.combineExtentWith(point.x(), point.y())
        degrees = self.canvas.mapSettings().destinationCrs().isGeographic()
        around = _AROUND / 111_000 if degrees else _AROUND
        box.grow(max(around, 0.1 * max(box.width(), box.height())))
        self.canvas.setExtent(box)
        self.canvas.refresh()
        self.flash(places)
        return True

    def flash(self, places: Iterable[Any]) -> None:
        shapes = [QgsGeometry.fromPointXY(QgsPointXY(p[0], p[1])) for p in places if p]
        if shapes and self.crs.isValid():
            self.canvas.flashGeometries(shapes, self.crs)

    def mark(self, places: Iterable[Any]) -> None:
        """A ring around the cases that are chosen in the list."""
        self.clear_marks()
        for point in map(self.on_canvas, list(places)[:_MOST]):
            if point is None:
                continue
            mark = QgsVertexMarker(self.canvas)
            mark.setCenter(point)
            mark.setIconType(QgsVertexMarker.IconType.ICON_CIRCLE)
            mark.setIconSize(22)
            mark.setPenWidth(3)
            mark.setColor(QColor("#0057d9"))
            self._marks.append(mark)

    def clear_marks(self) -> None:
        for mark in self._marks:
            self.canvas.scene().removeItem(mark)
        self._marks = []

    # --- selection -----------------------------------------------------------------------------

    def select(self, ids: Iterable[int], places: Iterable[Any]) -> None:
        """Select on the map what is selected in the list."""
        self.mark(places)
        self._quiet = True
        chosen = list(ids)
        for layer in self.layers:
            layer.selectByIds(chosen)
        self._quiet = False

    def _selected(self, *_: Any) -> None:
        if self._quiet:
            return
        ids = {fid for layer in self.layers for fid in layer.selectedFeatureIds()}
        if ids:
            self.chosen.emit(tuple(sorted(ids)[:_MOST]))

    def cases_at(self, point: QgsPointXY) -> List[int]:
        """Cases of the layer near a place of the canvas, nearest first."""
        if self.layer is None:
            return []
        reach = _REACH * self.canvas.mapUnitsPerPixel()
        box = QgsRectangle(
            point.x() - reach, point.y() - reach, point.x() + reach, point.y() + reach
        )
        transform = QgsCoordinateTransform(
            self.canvas.mapSettings().destinationCrs(), self.layer.crs(), QgsProject.instance()
        )
        try:
            box = transform.transformBoundingBox(box)
            centre = transform.transform(point)
        except QgsCsException:
            return []
        found: Dict[int, float] = {}
        request = QgsFeatureRequest(box)
        request.setSubsetOfAttributes([])
        for feature in self.layer.getFeatures(request):
            if feature.hasGeometry():
                found[feature.id()] = feature.geometry().asPoint().sqrDist(centre)
        return sorted(found, key=lambda fid: found[fid])

    def component(self, code: str) -> Optional[Tuple[QgsVectorLayer, Any]]:
        """The feature of a component in a layer of the project."""
        for layer in QgsProject.instance().mapLayers().values():
            if not isinstance(layer, QgsVectorLayer) or layer.fields().lookupField("code") < 0:
                continue
            if layer.fields().lookupField("class_code") < 0 or not layer.isSpatial():
                continue
            request = QgsFeatureRequest().setFilterExpression(
                QgsExpression.createFieldEqualityExpression("code", code)
            )
            request.setLimit(1)
            for feature in layer.getFeatures(request):
                return layer, feature
        return None

    # --- picking -------------------------------------------------------------------------------

    def pick(self, picked: Any, over: Any = None) -> None:
        """Let the user click a place; ``picked`` gets the point of the canvas."""
        self.end_pick()
        self.tool = PickTool(self.canvas, picked, over)
        self.canvas.setMapTool(self.tool)

    def end_pick(self) -> None:
        tool, self.tool = self.tool, None
        if tool is not None:
            tool.end()


class PickTool(QgsMapToolEmitPoint):
    """One click, and the tool from before is back; Esc gives up."""

    def __init__(self, canvas: QgsMapCanvas, picked: Any, over: Any) -> None:
        super().__init__(canvas)
        self._picked, self._over = picked, over
        self._before: Optional[QgsMapTool] = canvas.mapTool()
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            point = self.toMapCoordinates(event.pos())
            self.end()
            self._picked(point)
        else:
            self.give_up()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.give_up()

    def give_up(self) -> None:
        self.end()
        if self._over is not None:
            self._over()

    def end(self) -> None:
        canvas = self.canvas()
        if canvas is not None and canvas.mapTool() is self:
            if self._before is not None:
                canvas.setMapTool(self._before)
            else:
                canvas.unsetMapTool(self)


class ChooseTool(QgsMapTool):
    """Click a case on the map to see it in the list; Ctrl+click adds."""

    clicked = pyqtSignal(QgsPointXY, bool)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def canvasReleaseEvent(self, event: Any) -> None:
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self.clicked.emit(self.toMapCoordinates(event.pos()), add)
