"""Layers with classes in the colours of their major classes, whatever their geometry is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Tuple

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsProcessingLayerPostProcessorInterface,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor

from ...core.messages import text
from .. import styling
from ..base import language

if TYPE_CHECKING:
    from ...core.classes import Catalogue

translate = QCoreApplication.translate

_POINT = QgsWkbTypes.GeometryType.PointGeometry
_LINE = QgsWkbTypes.GeometryType.LineGeometry
_POINT_SIZE, _LINE_WIDTH, _FILL_OPACITY = 2.4, 0.7, 0.45


class ClassStyler(QgsProcessingLayerPostProcessorInterface):
    """``field``: holds the class code; ``categories``: major class, its name and colour."""

    def __init__(
        self, field: str, categories: List[Tuple[str, str, str]], aliases: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.field, self.categories, self.aliases = field, categories, dict(aliases)

    def postProcessLayer(self, layer: Any, context: Any, feedback: Any) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        for name, alias in self.aliases.items():
            index = layer.fields().lookupField(name)
            if index >= 0 and alias:
                layer.setFieldAlias(index, alias)
        if layer.isSpatial():
            layer.setRenderer(self._renderer(layer))
            layer.triggerRepaint()

    def _renderer(self, layer: QgsVectorLayer) -> QgsCategorizedSymbolRenderer:
        index = layer.fields().lookupField(self.field)
        values = layer.uniqueValues(index) if index >= 0 else []
        present = {value[:2] if isinstance(value, str) else "" for value in values}
        made = []
        for value, label, colour in self.categories:
            if value in present:
                made.append(
                    QgsRendererCategory(value, _symbol(layer.geometryType(), colour), label)
                )
        return QgsCategorizedSymbolRenderer(f"coalesce(left(\"{self.field}\", 2), '')", made)


def _symbol(kind: Any, colour: str) -> QgsSymbol:
    symbol = QgsSymbol.defaultSymbol(kind)
    symbol.setColor(QColor(colour))
    if kind == _POINT:
        symbol.setSize(_POINT_SIZE)
        symbol.symbolLayer(0).setStrokeColor(QColor("white"))
    elif kind == _LINE:
        symbol.setWidth(_LINE_WIDTH)
    else:
        fill = QColor(colour)
        fill.setAlphaF(_FILL_OPACITY)
        symbol.setColor(fill)
        symbol.symbolLayer(0).setStrokeColor(QColor(colour))
    return symbol


def style_classes(
    context: Any,
    targets: Dict[str, str],
    catalogue: Catalogue,
    kind: str,
    fields: Any,
    titles: Tuple[str, str],
    code_field: str = "",
) -> None:
    """Look and names of OUTPUT and ERRORS once they are loaded."""
    drawing = catalogue.values["drawing"]
    colours = drawing["majors"]
    categories = []
    for place, major in enumerate(catalogue.majors_of(kind)):
        own = place >= len(colours) or major.code == catalogue.extension.major
        colour = drawing["extension"] if own else colours[place]
        categories.append((major.code, f"{major.code} {major.name(language())}", colour))
    categories.append(("", translate("DCM", "Without class"), drawing["none"]))
    aliases = {field.name(): field.alias() for field in fields}
    code_field = code_field or catalogue.tables["classified"]["class_code"].name
    for name, title in zip(("OUTPUT", "ERRORS"), titles):
        styler = ClassStyler(code_field, categories, aliases)
        styling.attach(context, targets.get(name), styler, text(title, language()))
