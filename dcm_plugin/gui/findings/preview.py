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
        before = [_sound(old[fid]) for fid in edit.touched if fid in old]
        now = [*edit.changed.values(), *(shape for _, shape in edit.added)]
        if not now:
            return
        moved = [
            shapely.difference(shape, _sound(old[fid]))
            for fid, shape in edit.changed.items()
            if fid in old
        ]
        moved += [shape for _, shape in edit.added]
        self._put(self._moved, [shape for shape in moved if shapely.area(shape) > 1e-4])
        new_lines = shapely.union_all(shapely.boundary(now))
        self._put(self._new, [new_lines])
        old_lines = shapely.union_all(shapely.boundary(before))
        lost = shapely.difference(old_lines, shapely.buffer(new_lines, 0.005))
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
