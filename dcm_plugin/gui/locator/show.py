"""What happens when something is picked: the map goes there and the thing flashes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, List, Mapping

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.errors import DcmError
from ...i18n import current_language
from ...processing.geocoding.common import database_crs

if TYPE_CHECKING:
    from ...expressions.project_places import ProjectPlaces

translate = QCoreApplication.translate
#: Half of what is shown of the map around an exact place, in metres.
AROUND = 120.0
#: A place that may be farther off is shown as a circle, in metres.
_POINT = 30.0
#: Room around a line or an area, as share of its extent.
_ROOM = 1.25


class Shower:
    """Moves the map. ``choose``: lets the user choose a place database."""

    def __init__(self, iface: Any, places: ProjectPlaces, choose: Callable[[], None]) -> None:
        self.iface, self.places, self.choose_database = iface, places, choose

    def show(self, target: Mapping[str, Any]) -> None:
        """Never raises: what went wrong is told in the message bar."""
        acts = {"place": self._place, "feature": self._feature}
        try:
            act = acts.get(str(target.get("act")))
            if act is None:
                self.choose_database()
            else:
                act(target)
        except DcmError as error:
            self._tell(error.localized(current_language()))
        except QgsCsException:
            self._tell(
                translate(
                    "DCM",
                    "The place cannot be shown in the coordinate reference system of the map. "
                    "Choose another one in the project properties.",
                )
            )

    def _place(self, target: Mapping[str, Any]) -> None:
        with self.places.open(str(target["path"])).geocoder() as geocoder:
            crs = database_crs(geocoder.store)
            wkb = geocoder.store.shape(int(target["place"])) if target["shape"] else None
        error = float(target["error"])
        point = QgsGeometry.fromPointXY(QgsPointXY(float(target["x"]), float(target["y"])))
        shapes: List[QgsGeometry] = [point]
        if wkb is not None:
            shape = QgsGeometry()
            shape.fromWkb(wkb)
            shapes = [shape]
        elif error > _POINT:
            shapes = [point.buffer(error, 24), point]
        self._go(shapes, shapes[0].boundingBox(), crs)

    def _go(
        self, shapes: List[QgsGeometry], box: QgsRectangle, crs: QgsCoordinateReferenceSystem
    ) -> None:
        """To shapes of a database in metres."""
        width, height = (max(_ROOM * size, 2 * AROUND) for size in (box.width(), box.height()))
        box = QgsRectangle.fromCenterAndSize(box.center(), width, height)
        canvas = self.iface.mapCanvas()
        there = canvas.mapSettings().destinationCrs()
        if crs.isValid() and there.isValid():
            change = QgsCoordinateTransform(crs, there, QgsProject.instance())
            box = change.transformBoundingBox(box)
        canvas.setExtent(box)
        canvas.refresh()
        canvas.flashGeometries(shapes, crs if crs.isValid() else there)

    def _feature(self, target: Mapping[str, Any]) -> None:
        layer = QgsProject.instance().mapLayer(str(target["layer"]))
        number = int(target["feature"])
        feature = None
        if isinstance(layer, QgsVectorLayer):
            feature = next(layer.getFeatures(QgsFeatureRequest(number)), None)
        if feature is None:
            self._tell(translate("DCM", "It is no longer there. Search again."))
            return
        if feature.geometry().isNull():
            self._tell(translate("DCM", "It has no geometry: there is nothing to show on the map."))
            return
        canvas = self.iface.mapCanvas()
        canvas.zoomToFeatureIds(layer, [number])
        canvas.flashFeatureIds(layer, [number])

    def _tell(self, content: str) -> None:
        self.iface.messageBar().pushMessage(
            translate("DCM", "Locator"), content, Qgis.MessageLevel.Warning
        )
