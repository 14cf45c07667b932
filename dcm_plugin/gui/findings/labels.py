"""What the panel calls things: cells, measures, groups, severities and their colours."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from qgis.PyQt.QtCore import QCoreApplication, QPointF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

if TYPE_CHECKING:
    from ...core.grid.findings import Finding

translate = QCoreApplication.translate

SEVERITIES = ("error", "warning", "info")
#: Fill of the marks; readable on light and dark ground and told apart by their form too.
COLOURS: Dict[str, str] = {"error": "#d7263d", "warning": "#f18f01", "info": "#2e86ab"}
_CELLS = 3
#: Characters of the part of a code that names the community.
_COMMUNITY_PART = 3


def severity_name(severity: str) -> str:
    return {
        "error": translate("DCM", "Errors"),
        "warning": translate("DCM", "Warnings"),
        "info": translate("DCM", "Notes"),
    }[severity]


@lru_cache(maxsize=128)
def check_name(check: str, lang: str) -> str:
    """Id and name of a check."""
    from ...core.grid.checks import catalogue

    return f"{check} {catalogue()[check].name[lang]}"


def group_name(key: Tuple[Any, ...], lang: str) -> str:
    kind, value = key[0], key[2]
    if kind == "severity":
        return severity_name(value)
    if kind == "check":
        return check_name(value, lang)
    if value:
        return translate("DCM", "Community {code}").format(code=value)
    return translate("DCM", "No community")


def cells_name(finding: Finding) -> str:
    """Codes of the cells: the first in full, of the others what differs by whole parts."""
    named = [code or f"#{fid}" for fid, code in zip(finding.fids, finding.codes)]
    if not named:
        return ""
    first, community = named[0], finding.community
    starts = [community, community[:-_COMMUNITY_PART]] if community else []
    short = [_without(name, first, starts) for name in named[1:_CELLS]]
    more = len(named) - _CELLS
    return ", ".join([first, *short]) + (f" +{more}" if more > 0 else "")


def _without(name: str, first: str, starts: List[str]) -> str:
    """A code without the longest of some beginnings that it shares with the first one."""
    for start in starts:
        if start and name.startswith(start) and first.startswith(start):
            return name[len(start) :]
    return name


def measure_text(finding: Finding) -> str:
    """Measure and unit, with no more digits than a reader can use."""
    value = finding.measure
    if value != value:
        return ""
    if not finding.unit:
        number = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    elif abs(value) >= 100:
        number = f"{value:,.0f}"
    else:
        number = f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"
    return f"{number} {finding.unit}".rstrip()


@lru_cache(maxsize=32)
def severity_icon(severity: str, faded: bool = False, size: int = 16) -> QIcon:
    """Diamond for an error, square for a warning, disc for a note."""
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(2, 2)
    colour = QColor(COLOURS[severity])
    if faded:
        colour.setAlpha(90)
    painter.setBrush(colour)
    painter.setPen(QPen(colour.darker(130), 1))
    middle, reach = size / 2, size * 0.34
    if severity == "error":
        reach = size * 0.42
        corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
        painter.drawPolygon(QPolygonF([QPointF(middle + x, middle + y) for x, y in corners]))
    elif severity == "warning":
        corners = ((-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach))
        painter.drawPolygon(QPolygonF([QPointF(middle + x, middle + y) for x, y in corners]))
    else:
        painter.drawEllipse(QPointF(middle, middle), reach, reach)
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
#: As a number, which item models of Qt 5 and Qt 6 both take.
RIGHT = int(getattr(_RIGHT, "value", _RIGHT))
