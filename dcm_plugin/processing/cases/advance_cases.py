"""``dcm:advancecases``: actions on many cases from a table."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from ..geocoding.common import ENCODINGS
from ..parameters import (
    advanced,
    choice_parameter,
    columns_parameter,
    table_parameters,
    text_parameter,
    with_help,
)
from .database_parameter import database_parameters

translate = QCoreApplication.translate


class AdvanceCases(DcmAlgorithm):
    """Every row of the table is an action; every row of the output says what became of it."""

    NAME = "advancecases"
    GROUP = "cases"

    def displayName(self) -> str:
        return translate("DCM", "Advance cases")

    def shortDescription(self) -> str:
        return translate("DCM", "Does actions on many cases from a table, by the same rules.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Each row names a case (task number or case code), an action (code or name) and who "
            "acts (login); further columns hold what the action needs: opinion, department, "
            "filing condition, supervisor, result, until, photos. Rows are done in their order, "
            "by the same rules as in the cases panel: role, state, area and limits.\n\n"
            "Each row is stored on its own. The output lists every row: done, refused with the "
            "reason, in conflict with somebody who acted meanwhile, done before, or left after "
            "stopping. A table may be run again: rows that were done are recognised by a column "
            "“key”, else by the name of the table and what the row says.\n\n"
            "A dry run judges all rows one after the other and writes nothing.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "case,action,batch,workflow,dispatch,close,file,CSV,city management"
        ).split(",") + ["案件", "批量", "办理", "流转", "派遣", "立案", "结案"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (*self._inputs(), *database_parameters(), *self._options()):
            self.addParameter(parameter)
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Outcomes"), QgsProcessing.SourceType.TypeVector
            )
        )
        for name, label in (
            ("DONE_COUNT", translate("DCM", "Actions done")),
            ("KNOWN_COUNT", translate("DCM", "Actions done before")),
            ("REFUSED_COUNT", translate("DCM", "Actions refused")),
            ("CONFLICT_COUNT", translate("DCM", "Conflicts")),
            ("LEFT_COUNT", translate("DCM", "Rows left")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _inputs(self) -> List[Any]:
        return [
            *table_parameters(
                translate("DCM", "A table of actions that is loaded in QGIS. Or give a file."),
                translate("DCM", "A table of actions (CSV or xlsx), instead of a layer."),
            ),
            columns_parameter(
                translate(
                    "DCM",
                    "Only where a column has no usual heading: meaning=column, one a line or "
                    "separated by semicolons, for example case=工单编号. Meanings: case, id, "
                    "action, actor, role, time, key, opinion, department, condition_code, until, "
                    "patrol, result, limit_unit, limit_value, kind, satisfaction, media. Nothing "
                    "behind = leaves one out.",
                ),
            ),
        ]

    def _options(self) -> List[Any]:
        return [
            text_parameter(
                "OPERATOR",
                translate("DCM", "Operator"),
                translate("DCM", "Login of who acts, for rows that name nobody."),
            ),
            with_help(
                QgsProcessingParameterBoolean(
                    "DRY_RUN", translate("DCM", "Dry run"), defaultValue=False
                ),
                translate("DCM", "Everything is judged and listed; nothing is written."),
            ),
            advanced(
                choice_parameter(
                    "ENCODING",
                    translate("DCM", "Encoding of the file"),
                    ENCODINGS,
                    translate("DCM", "auto: UTF-8 if the bytes allow it, else GB 18030 (GBK)."),
                )
            ),
        ]

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from .advance_run import AdvanceRun

        with self.errors_shown():
            self.check_destinations(parameters)
            return AdvanceRun(self, parameters, context, feedback).run()
        return {}
