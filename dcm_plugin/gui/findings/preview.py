"""What a fix would do, shown on the map before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

from qgis.core import QgsCoordinateReferenceSystem, QgsWkbTypes
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .markers import Bands, to_qgis

if TYPE_CHECKING:
    from ...core.grid.redraw import Edit, Patch

_POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
_LINE = QgsWkbTypes.GeometryType.LineGeometry
_AFTER = QColor("#00875a")
#: Ground smaller than this is not seen on a map, in m².
_SEEN = 1e-4


class FixPreview:
    """New borders as lines, ground that changes hands filled, borders that go dashed."""

    def __init__(self, canvas: QgsMapCanvas, crs: QgsCoordinateReferenceSystem) -> None:
        self.crs = crs
        self._bands = Bands(canvas)
        fill = QColor(_AFTER)
        fill.setAlpha(90)
        self._moved = self._bands.add(_POLYGON, _AFTER, fill, 1)
        self._gone = self._bands.add(_LINE, QColor("#d7263d"), None, 2)
        self._gone.setLineStyle(Qt.PenStyle.DashLine)
        self._new = self._bands.add(_LINE, _AFTER, None, 3)
        self._new.setSecondaryStrokeColor(QColor(255, 255, 255, 220))
        self.clear()

    def show(self, edit: Edit, patch: Patch) -> None:
        """Show an edit of cells of a patch."""
        import shapely

        self.clear()
        old = dict(zip(patch.fids.tolist(), patch.shapes.tolist()))
        moved, now = [], []
        for fid, shape in edit.changed.items():
            before = _sound(old[fid]) if fid in old else shapely.Polygon()
            if shapely.area(shapely.symmetric_difference(shape, before)) > _SEEN:
                now.append(shape)
                moved.append(shapely.difference(shape, before))
        now = now or list(edit.changed.values())  # only vertices: the outlines are shown
        added = [shape for _, shape in edit.added]
        if not (now or added):
            return
        self._put(self._moved, [s for s in (*moved, *added) if shapely.area(s) > _SEEN])
        lines = shapely.union_all(shapely.boundary([*now, *added]))
        self._put(self._new, [lines])
        before = [_sound(old[fid]) for fid in edit.touched if fid in old]
        every = [*edit.changed.values(), *added]
        kept = shapely.buffer(shapely.union_all(shapely.boundary(every)), 0.005)
        lost = shapely.difference(shapely.union_all(shapely.boundary(before)), kept)
        self._put(self._gone, [lost])

    def _put(self, band: Any, shapes: List[Any]) -> None:
        import shapely

        whole = shapely.union_all(shapes) if shapes else None
        if whole is None or shapely.is_empty(whole):
            return
        if shapely.get_type_id(whole) == 7:
            kept = (3, 6) if band is self._moved else (1, 2, 5)
            parts = [p for p in shapely.get_parts(whole) if shapely.get_type_id(p) in kept]
            if not parts:
                return
            whole = shapely.union_all(parts)
        band.setToGeometry(to_qgis(whole), self.crs)
        band.show()

    def clear(self) -> None:
        for band in self._bands.bands:
            band.hide()

    def remove(self) -> None:
        """Take everything off the map."""
        self._bands.remove_all()


def _sound(shape: Any) -> Any:
    import shapely

    return shape if shapely.is_valid(shape) else shapely.make_valid(shape)
