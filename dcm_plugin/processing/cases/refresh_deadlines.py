"""``dcm:refreshdeadlines``: deadlines of running clocks anew, after the calendar has changed."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from .database_parameter import database_parameters

translate = QCoreApplication.translate


class RefreshDeadlines(DcmAlgorithm):
    """Reads the calendar of the database and writes the deadlines that differ."""

    NAME = "refreshdeadlines"
    GROUP = "cases"

    def displayName(self) -> str:
        return translate("DCM", "Refresh deadlines")

    def shortDescription(self) -> str:
        return translate("DCM", "Counts running time limits anew after the calendar has changed.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Run this after office hours (calendar_slot), holidays and make-up days "
            "(calendar_day) or the settings of the calendar were changed: the deadlines of all "
            "clocks that run are counted anew. What a clock had used before it stood and went on "
            "stays as it was counted. Clocks that stand or have ended are not touched.\n\n"
            "All changes are written in one transaction, or none. Every clock that changed gets a "
            "row in the log of its case with the deadline before and after; the "
            "output lists them with task number and times by the clock of the city. Years without "
            "any holiday in the table are told.\n\n"
            "Deferred cases whose day has come go on first, from that day (setting "
            "hang_auto_resume), so this may be run every night.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "deadline,time limit,calendar,holiday,working day,cases,city management"
        ).split(",") + ["截止时间", "时限", "工作日历", "节假日", "调休", "案件"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in database_parameters():
            self.addParameter(parameter)
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("DCM", "Changed deadlines"),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
                createByDefault=False,
            )
        )
        for name, text in (
            ("RESUMED", translate("DCM", "Deferred cases that went on")),
            ("CLOCKS", translate("DCM", "Clocks that run")),
            ("CHANGED", translate("DCM", "Deadlines changed")),
            ("LATER", translate("DCM", "Deadlines that are later now")),
            ("EARLIER", translate("DCM", "Deadlines that are earlier now")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from .refresh_run import RefreshRun

        with self.errors_shown():
            self.check_destinations(parameters)
            return RefreshRun(self, parameters, context, feedback).run()
        return {}
