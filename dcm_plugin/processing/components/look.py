"""Layers with classes in the colours of their major classes, whatever their geometry is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Tuple

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.messages import text
from .. import styling
from ..base import language
from .alias_styler import AliasStyler, coloured_symbol

if TYPE_CHECKING:
    from ...core.classes import Catalogue

translate = QCoreApplication.translate

_POINT_SIZE = 2.4


class ClassStyler(AliasStyler):
    """``field``: holds the class code; ``categories``: major class, its name and colour."""

    def __init__(
        self, field: str, categories: List[Tuple[str, str, str]], aliases: Mapping[str, str]
    ) -> None:
        super().__init__(aliases)
        self.field, self.categories = field, categories

    def look(self, layer: QgsVectorLayer) -> None:
        if layer.isSpatial():
            layer.setRenderer(self._renderer(layer))

    def _renderer(self, layer: QgsVectorLayer) -> QgsCategorizedSymbolRenderer:
        index = layer.fields().lookupField(self.field)
        values = layer.uniqueValues(index) if index >= 0 else []
        present = {value[:2] if isinstance(value, str) else "" for value in values}
        made = []
        for value, label, colour in self.categories:
            if value in present:
                made.append(
                    QgsRendererCategory(
                        value, coloured_symbol(layer.geometryType(), colour, _POINT_SIZE), label
                    )
                )
        return QgsCategorizedSymbolRenderer(f"coalesce(left(\"{self.field}\", 2), '')", made)


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
