"""An icon with a number in its corner."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPixmap

_SIZE = 64
_RED = "#d7263d"


def badged(icon: QIcon, count: int) -> QIcon:
    """The icon itself for 0; from 100 on 99+."""
    if count <= 0:
        return icon
    picture = QPixmap(_SIZE, _SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    icon.paint(painter, 0, 0, _SIZE, _SIZE)
    text = str(count) if count < 100 else "99+"
    width = 30 + 12 * (len(text) - 1)
    box = QRectF(_SIZE - width, 0, width, 32)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_RED))
    painter.drawRoundedRect(box, 15, 15)
    font = painter.font()
    font.setPixelSize(26)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return QIcon(picture)
