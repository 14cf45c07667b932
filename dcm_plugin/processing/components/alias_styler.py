"""Names of fields in the language of the user, and a look, for a result once it is loaded."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from qgis.core import (
    QgsProcessingLayerPostProcessorInterface,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

from .. import styling

_LINE_WIDTH, _FILL_OPACITY = 0.7, 0.45


class AliasStyler(QgsProcessingLayerPostProcessorInterface):
    """Sets the aliases; a subclass says how the layer looks."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        super().__init__()
        self.aliases = dict(aliases)

    def postProcessLayer(self, layer: Any, context: Any, feedback: Any) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        styling.set_aliases(layer, self.aliases)
        self.look(layer)
        layer.triggerRepaint()

    def look(self, layer: QgsVectorLayer) -> None:
        """How the layer is drawn; nothing to set for a table."""


def coloured_symbol(geometry_type: Any, colour: str, point_size: float) -> Optional[QgsSymbol]:
    """Points with a white rim, lines, or light areas of one colour; None for a table."""
    symbol = QgsSymbol.defaultSymbol(geometry_type)
    if symbol is None:
        return None
    symbol.setColor(QColor(colour))
    if geometry_type == QgsWkbTypes.GeometryType.PointGeometry:
        symbol.setSize(point_size)
        symbol.symbolLayer(0).setStrokeColor(QColor("white"))
    elif geometry_type == QgsWkbTypes.GeometryType.LineGeometry:
        symbol.setWidth(_LINE_WIDTH)
    else:
        fill = QColor(colour)
        fill.setAlphaF(_FILL_OPACITY)
        symbol.setColor(fill)
        symbol.symbolLayer(0).setStrokeColor(QColor(colour))
    return symbol
