"""Icons and colours of the windows of this package."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QColor, QIcon, QPalette

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
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
    """Labels and remarks."""
    return QgsApplication.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
