"""A period of cases played on the map by the temporal controller of QGIS."""

from __future__ import annotations

import datetime
from typing import Any, Optional, Tuple

from qgis.core import QgsDateTimeRange, QgsInterval, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime
from qgis.PyQt.QtWidgets import QDockWidget

from ...compat import animated_mode
from ...processing.cases.case_times import play_from_report_to_end

#: Frames of a whole period, about.
_FRAMES = 60
_STEPS = (3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 7 * 86400, 30 * 86400)


def step_seconds(seconds: float) -> int:
    """A round step so that a period has about sixty frames."""
    wanted = seconds / _FRAMES
    return next((step for step in _STEPS if step >= wanted), _STEPS[-1])


def make_temporal(layer: QgsVectorLayer) -> None:
    """Cases stand on the map from their report to their end."""
    if not layer.temporalProperties().isActive():
        play_from_report_to_end(layer)


def play(
    iface: Any, layer: QgsVectorLayer, period: Tuple[datetime.datetime, datetime.datetime]
) -> QgsDateTimeRange:
    """Set layer, project and controller to a period, show the controller; it is played there."""
    make_temporal(layer)
    span = QgsDateTimeRange(_moment(period[0]), _moment(period[1]))
    QgsProject.instance().timeSettings().setTemporalRange(span)
    canvas = iface.mapCanvas()
    controller = canvas.temporalController()
    if controller is not None:
        controller.setNavigationMode(animated_mode())
        controller.setTemporalExtents(span)
        seconds = step_seconds((period[1] - period[0]).total_seconds())
        controller.setFrameDuration(QgsInterval(float(seconds)))
        controller.setCurrentFrameNumber(0)
    dock = temporal_dock(iface)
    if dock is not None:
        dock.setVisible(True)
        dock.raise_()
    return span


def temporal_dock(iface: Any) -> Optional[QDockWidget]:
    found = iface.mainWindow().findChild(QDockWidget, "Temporal Controller")
    return found if isinstance(found, QDockWidget) else None


def _moment(time: datetime.datetime) -> QDateTime:
    utc = time.astimezone(datetime.timezone.utc)
    return QDateTime(
        QDate(utc.year, utc.month, utc.day),
        QTime(utc.hour, utc.minute, utc.second),
        Qt.TimeSpec.UTC,
    )
