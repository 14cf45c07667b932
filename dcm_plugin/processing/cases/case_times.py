"""How cases stand in time, for the temporal controller of QGIS."""

from __future__ import annotations

from qgis.core import QgsVectorLayer, QgsVectorLayerTemporalProperties

from ...compat import start_and_end_expressions

START = '"report_time"'
#: What was refused or cancelled has ended too, though it was not closed; open cases last on.
END = """coalesce("close_time", "cancel_time", to_datetime('9999-12-31T00:00:00'))"""


def play_from_report_to_end(layer: QgsVectorLayer) -> None:
    """Cases are on the map from their report to their end."""
    properties: QgsVectorLayerTemporalProperties = layer.temporalProperties()
    properties.setMode(start_and_end_expressions())
    properties.setStartExpression(START)
    properties.setEndExpression(END)
    properties.setIsActive(True)
