"""What the desk calls and paints things: lights, remaining time, times, names of codes."""

from __future__ import annotations

import datetime
from typing import Any, Dict, Mapping, Optional

from qgis.PyQt.QtCore import QCoreApplication, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap, QPolygonF
from qgis.PyQt.QtWidgets import QApplication

translate = QCoreApplication.translate

LIGHTS = ("red", "yellow", "green", "none")
#: Fill of the lights; they are told apart by their form too.
COLOURS: Dict[str, str] = {
    "green": "#2e9e4f",
    "yellow": "#f2b01e",
    "red": "#d7263d",
    "none": "#8a97a3",
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def light_of(row: Mapping[str, Any], now: datetime.datetime) -> str:
    """The light of a list row at a time: green, yellow, red, or none where no clock runs."""
    deadline = row.get("clock_deadline")
    if deadline is None:
        return "none"
    if now > deadline:
        return "red"
    warn = row.get("clock_warn")
    return "yellow" if warn is not None and now >= warn else "green"


def light_name(light: str) -> str:
    return {
        "red": translate("DCM", "Overdue"),
        "yellow": translate("DCM", "Due soon"),
        "green": translate("DCM", "In time"),
        "none": translate("DCM", "No clock"),
    }[light]


def kind_name(kind: str) -> str:
    """Component or event."""
    return {
        "component": translate("DCM", "Components"),
        "event": translate("DCM", "Events"),
    }.get(kind, kind)


def duration_text(seconds: float) -> str:
    """A length of time in its two largest units: 2 h 10 min."""
    seconds = abs(int(seconds))
    days, rest = divmod(seconds, _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // _MINUTE
    if days:
        if days < 3 and hours:
            return translate("DCM", "{days} d {hours} h").format(days=days, hours=hours)
        return translate("DCM", "{days} d").format(days=days)
    if hours:
        if minutes:
            return translate("DCM", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)
        return translate("DCM", "{hours} h").format(hours=hours)
    return translate("DCM", "{minutes} min").format(minutes=minutes)


def remaining_text(row: Mapping[str, Any], now: datetime.datetime) -> str:
    """Time to the deadline of the running clock, or how long it is over; '' without a clock."""
    deadline = row.get("clock_deadline")
    if deadline is None:
        return ""
    seconds = (deadline - now).total_seconds()
    if seconds >= 0:
        return translate("DCM", "{time} left").format(time=duration_text(seconds))
    return translate("DCM", "{time} over").format(time=duration_text(seconds))


def local_text(
    moment: Optional[datetime.datetime], offset: datetime.timedelta, seconds: bool = False
) -> str:
    """A time as the clock of the city shows it."""
    if moment is None:
        return ""
    local = moment.astimezone(datetime.timezone(offset))
    return local.strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")


def paint_light(painter: QPainter, box: QRectF, light: str) -> None:
    """Red a square with a stroke, yellow a triangle, green a disc, none a ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    colour = QColor(COLOURS[light])
    painter.setPen(QPen(colour.darker(135), 0.8))
    painter.setBrush(colour)
    if light == "red":
        painter.drawRoundedRect(box, 2, 2)
        pen = QPen(QColor("white"), max(1.5, box.width() / 6))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        x = box.center().x()
        top, height = box.top(), box.height()
        painter.drawLine(QPointF(x, top + 0.18 * height), QPointF(x, top + 0.60 * height))
        painter.drawLine(QPointF(x, top + 0.70 * height), QPointF(x, top + 0.84 * height))
    elif light == "yellow":
        corners = [box.bottomLeft(), QPointF(box.center().x(), box.top()), box.bottomRight()]
        painter.drawPolygon(QPolygonF(corners))
    elif light == "green":
        painter.drawEllipse(box)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.5))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    painter.restore()


def light_icon(light: str, size: int = 14) -> QIcon:
    ratio = QApplication.instance().devicePixelRatio() if QApplication.instance() else 1.0
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    paint_light(painter, QRectF(1.5, 1.5, size - 3, size - 3), light)
    painter.end()
    return QIcon(picture)


def is_dark(palette: QPalette) -> bool:
    """Whether text stands on a dark ground."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def readable(colour: str, palette: QPalette) -> QColor:
    """A colour of the data as text on the ground of lists: lighter on dark, darker on light."""
    made = QColor(colour)
    lightness = made.lightnessF()
    if is_dark(palette):
        if lightness < 0.62:
            made.setHslF(max(made.hslHueF(), 0.0), made.hslSaturationF(), 0.68)
    elif lightness > 0.42:
        made.setHslF(max(made.hslHueF(), 0.0), made.hslSaturationF(), 0.34)
    return made


def ink_on(colour: QColor) -> QColor:
    """Black or white, whichever reads better on a colour."""
    red, green, blue, _ = colour.getRgbF()
    return (
        QColor("#10181f") if 0.299 * red + 0.587 * green + 0.114 * blue > 0.58 else QColor("white")
    )
