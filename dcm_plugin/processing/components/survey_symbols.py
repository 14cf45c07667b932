"""Symbols of components and events: own drawings, inside the project so that it can travel."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Sequence

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtGui import QColor

from ...core.messages import text

if TYPE_CHECKING:
    from ...core.classes import Catalogue, ManagedClass

#: 16 pixels on a screen of 96 dots per inch, in millimetres.
MARKER_SIZE = 4.233
_ON_LINE = 3.7
_LINE_WIDTH = 0.7
_FILL_ALPHA = 60


@lru_cache(maxsize=256)
def embedded(path: Path) -> str:
    """A drawing as a path that QGIS reads without a file."""
    return "base64:" + base64.b64encode(path.read_bytes()).decode("ascii")


def marker(path: Path, colour: str, size: float = MARKER_SIZE) -> QgsMarkerSymbol:
    layer = QgsSvgMarkerSymbolLayer(embedded(path), size)
    layer.setFillColor(QColor(colour))
    return _made(QgsMarkerSymbol(), layer)


def line(path: Path, colour: str) -> QgsLineSymbol:
    """A line in the colour of the class with its symbol in the middle."""
    stroke = QgsSimpleLineSymbolLayer(QColor(colour), _LINE_WIDTH)
    middle = QgsMarkerLineSymbolLayer.create({"placement": "centralpoint", "rotate": "0"})
    middle.setSubSymbol(marker(path, colour, _ON_LINE))
    return _made(QgsLineSymbol(), stroke, middle)


def area(path: Path, colour: str) -> QgsFillSymbol:
    """A pale area with its symbol on it."""
    pale = QColor(colour)
    pale.setAlpha(_FILL_ALPHA)
    fill = QgsSimpleFillSymbolLayer(pale)
    fill.setStrokeColor(QColor(colour))
    fill.setStrokeWidth(0.5)
    middle = QgsCentroidFillSymbolLayer()
    middle.setPointOnSurface(True)
    middle.setSubSymbol(marker(path, colour, _ON_LINE))
    return _made(QgsFillSymbol(), fill, middle)


def _made(empty: QgsSymbol, *layers: QgsSymbolLayer) -> QgsSymbol:
    """The symbol with these layers; a constructor with a list would not take them over."""
    empty.changeSymbolLayer(0, layers[0])
    for layer in layers[1:]:
        empty.appendSymbolLayer(layer)
    return empty


def symbol(geometry: str, path: Path, colour: str) -> QgsSymbol:
    return {"point": marker, "line": line, "polygon": area}[geometry](path, colour)


def class_renderer(
    field: str, geometry: str, classes: Sequence[ManagedClass], catalogue: Catalogue, lang: str
) -> QgsCategorizedSymbolRenderer:
    """One category per class, and one for what has no class."""
    from ...core.survey.symbols import GREY, UNCLASSIFIED, class_symbol, symbol_file

    categories = []
    for item in classes:
        look = class_symbol(item, catalogue)
        categories.append(
            QgsRendererCategory(
                item.code,
                symbol(geometry, look.file, look.colour),
                f"{item.code} {item.name(lang)}",
            )
        )
    categories.append(
        QgsRendererCategory(
            "",
            symbol(geometry, symbol_file(UNCLASSIFIED), GREY),
            text("survey.legend.unclassified", lang),
        )
    )
    return QgsCategorizedSymbolRenderer(field, categories)
