"""How the layers of a city look on the map."""

from __future__ import annotations

from typing import Any, List, Mapping, Sequence

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsFontMarkerSymbolLayer,
    QgsMarkerSymbol,
    QgsPointClusterRenderer,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor

from ..projects import FONTS
from .city_forms import light_expression, value_names

#: Colours of the lights, and of what no clock runs for.
LIGHTS = {"green": "#2e9e4f", "yellow": "#f2b01e", "red": "#d7263d"}
_DOT, _RING = 2.8, 4.4
#: Cases nearer than this on the map are drawn as one number, in millimetres.
CLUSTER = 7.0
_CLUSTER_COLOUR = "#33506b"


def state_marker(colour: str, light: bool) -> QgsMarkerSymbol:
    """A dot in the colour of the state; around it a ring in the colour of the light."""
    symbol = QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": colour,
            "size": str(_DOT),
            "outline_color": "#ffffff",
            "outline_width": "0.3",
        }
    )
    if light:
        ring = QgsSimpleMarkerSymbolLayer.create(
            {
                "name": "circle",
                "color": "255,255,255,0",
                "size": str(_RING),
                "outline_color": "255,255,255,0",
                "outline_width": "0.75",
            }
        )
        ring.setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyStrokeColor,
            QgsProperty.fromExpression(light_expression(LIGHTS, "'#00ffffff'")),
        )
        symbol.insertSymbolLayer(0, ring)
    return symbol


def state_renderer(
    states: Sequence[Mapping[str, Any]], lang: str, light: bool
) -> QgsCategorizedSymbolRenderer:
    """One category per state, in the order of the workflow."""
    categories: List[QgsRendererCategory] = [
        QgsRendererCategory(
            state["code"],
            state_marker(state["colour"], light and not state["terminal"]),
            state["name_" + lang],
        )
        for state in states
    ]
    if light:
        # no state has these names: they explain the rings in the legend
        categories += [
            QgsRendererCategory(f"light:{name}", _ring(colour), value_names()[name][lang])
            for name, colour in LIGHTS.items()
        ]
    return QgsCategorizedSymbolRenderer("state", categories)


def _ring(colour: str) -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": "255,255,255,0",
            "size": str(_DOT),
            "outline_color": colour,
            "outline_width": "0.75",
        }
    )


def cluster_renderer(inner: QgsCategorizedSymbolRenderer) -> QgsPointClusterRenderer:
    """Numbers where cases lie close together on the map, single cases elsewhere."""
    symbol = QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": _CLUSTER_COLOUR,
            "size": "6",
            "outline_color": "#ffffff",
            "outline_width": "0.5",
        }
    )
    symbol.setOpacity(0.92)
    size = QgsProperty.fromExpression("4.2 + 1.5 * ln(@cluster_size)")
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.PropertySize, size)
    number = QgsFontMarkerSymbolLayer(FONTS[0], "1", 2.6, QColor("#ffffff"))
    number.setDataDefinedProperty(
        QgsSymbolLayer.Property.PropertyCharacter,
        QgsProperty.fromExpression("to_string(@cluster_size)"),
    )
    number.setDataDefinedProperty(
        QgsSymbolLayer.Property.PropertySize,
        QgsProperty.fromExpression("2.2 + 0.28 * ln(@cluster_size)"),
    )
    number.setOffset(QPointF(0, -0.15))
    symbol.appendSymbolLayer(number)
    made = QgsPointClusterRenderer()
    made.setEmbeddedRenderer(inner)
    made.setClusterSymbol(symbol)
    made.setTolerance(CLUSTER)
    return made


def thin_areas(colour: str, width: float, fill: str = "") -> QgsSingleSymbolRenderer:
    """Areas with a thin border and perhaps a pale fill (#aarrggbb)."""
    symbol = QgsFillSymbol.createSimple(
        {
            "color": QColor(fill).name(QColor.NameFormat.HexArgb) if fill else "0,0,0,0",
            "style": "solid" if fill else "no",
            "outline_color": colour,
            "outline_width": str(width),
        }
    )
    if fill:
        symbol.symbolLayer(0).setFillColor(QColor(fill))
    return QgsSingleSymbolRenderer(symbol)


def component_dots() -> QgsSingleSymbolRenderer:
    return QgsSingleSymbolRenderer(
        QgsMarkerSymbol.createSimple(
            {
                "name": "square",
                "color": "#8a97a3",
                "size": "1.1",
                "outline_color": "#ffffff",
                "outline_width": "0.1",
            }
        )
    )
