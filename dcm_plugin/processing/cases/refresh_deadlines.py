"""``dcm:refreshdeadlines``: deadlines of running clocks anew, after the calendar has changed."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import QgsApplication, QgsProcessingOutputNumber
from qgis.PyQt.QtCore import QCoreApplication

from ..adapters import cancel_check
from ..base import DcmAlgorithm, language
from .database_parameter import city_database, database_parameters

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
            "row in the log of its case with the deadline before and after. Years without any "
            "holiday in the table are told.\n\n"
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
        for name, text in (
            ("CLOCKS", translate("DCM", "Clocks that run")),
            ("CHANGED", translate("DCM", "Deadlines changed")),
            ("LATER", translate("DCM", "Deadlines that are later now")),
            ("EARLIER", translate("DCM", "Deadlines that are earlier now")),
            ("RESUMED", translate("DCM", "Deferred cases that went on")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.cases.act import resume_due
        from ...core.cases.model import utc_now
        from ...core.cases.rules import Rules
        from ...core.messages import text
        from ...store.city.deadlines import calendar_of, refresh_deadlines

        who, now = QgsApplication.userLoginName(), utc_now()
        with self.errors_shown(), city_database(self, parameters, context, actor=who) as city:
            resumed = resume_due(city, Rules.from_store(city), now)
            found = refresh_deadlines(city, calendar_of(city), who, now, cancel_check(feedback))
        lang = language()
        if resumed:
            feedback.pushInfo(text("limits.resumed", lang, cases=len(resumed)))
        if found.uncovered_years:
            years = ", ".join(map(str, found.uncovered_years))
            feedback.pushWarning(text("limits.uncovered", lang, years=years))
        feedback.pushInfo(
            text(
                "limits.refreshed", lang, clocks=found.clocks, changed=len(found.changed),
                later=found.later, earlier=found.earlier,
            )
        )  # fmt: skip
        return {
            "CLOCKS": found.clocks,
            "CHANGED": len(found.changed),
            "LATER": found.later,
            "EARLIER": found.earlier,
            "RESUMED": len(resumed),
        }
