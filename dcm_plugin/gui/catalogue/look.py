"""Icons and colours of the windows of this package."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QColor, QIcon, QPalette

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
#: Share of the text colour in the colour of labels.
_INK = 0.58
_GEOMETRIES = {
    "point": "/mIconPointLayer.svg",
    "line": "/mIconLineLayer.svg",
    "polygon": "/mIconPolygonLayer.svg",
}


def icon(name: str) -> QIcon:
    return QIcon(str(ICONS / f"{name}.svg"))


def theme_icon(name: str) -> QIcon:
    """An icon of the theme that QGIS runs with."""
    return QgsApplication.getThemeIcon(name)


def geometry_icon(geometry: str) -> QIcon:
    return theme_icon(_GEOMETRIES[geometry])


def own_colour() -> QColor:
    """Own classes: the colour of links, which is readable in light and dark themes."""
    return QgsApplication.palette().color(QPalette.ColorRole.Link)


def quiet_colour() -> QColor:
    """Labels and remarks: between text and background, readable on light and dark themes."""
    palette = QgsApplication.palette()
    ink, paper = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    mixed = [
        round(_INK * of_ink + (1 - _INK) * of_paper)
        for of_ink, of_paper in zip(ink.getRgb()[:3], paper.getRgb()[:3])
    ]
    return QColor(*mixed)
