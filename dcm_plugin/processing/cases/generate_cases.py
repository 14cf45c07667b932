"""``dcm:generatecases``: a realistic load of cases for training and tests."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from ..parameters import (
    advanced,
    choice_parameter,
    date_parameter,
    field_parameter,
    with_help,
)
from .create_database import LANGUAGES
from .database_parameter import database_parameters

translate = QCoreApplication.translate

_MOST = 5_000_000


class GenerateCases(DcmAlgorithm):
    """Draws cases and plays them through the rules of the workflow."""

    NAME = "generatecases"
    GROUP = "cases"

    def displayName(self) -> str:
        return translate("DCM", "Generate cases")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Fills a city database with a realistic load of invented cases, for training."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Fills a city database with invented cases: classes, sources and hours of the day as "
            "in a Chinese city of today, hot spots, places along streets and at components, "
            "descriptions in Chinese. Each case is played through the rules of the workflow, so "
            "that log, clocks, tasks and requests are as real ones: some are overdue, deferred, "
            "returned, reworked, refused, cancelled or reported twice.\n\n"
            "How often what happens is our own picture of a city, not a statistic of one; it "
            "stands in the tables of data/cases/generate.\n\n"
            "A database without departments and operators gets a sample organisation. The same "
            "seed gives the same cases, when the period has ended. No photos are made. Use it on "
            "a database for training: generated cases cannot be told from real ones.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "cases,generate,sample,training,test data,random,simulate,city management"
        ).split(",") + ["案件", "生成", "模拟", "培训", "演练", "测试数据", "样例"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in database_parameters():
            self.addParameter(parameter)
        number = QgsProcessingParameterNumber
        self.addParameter(
            with_help(
                number(
                    "COUNT",
                    translate("DCM", "Number of cases"),
                    number.Type.Integer,
                    defaultValue=10000,
                    minValue=1,
                    maxValue=_MOST,
                ),
                translate(
                    "DCM",
                    "From some ten thousand on, cases that took the same course in other weeks "
                    "are taken as patterns, so that a million takes minutes.",
                ),
            )
        )
        self.addParameter(
            date_parameter(
                "START_DATE",
                translate("DCM", "First day"),
                translate("DCM", "Of the reports. Empty: 60 days before the last day."),
            )
        )
        self.addParameter(
            date_parameter(
                "END_DATE",
                translate("DCM", "Last day"),
                translate(
                    "DCM",
                    "Of the reports; what would happen later does not happen. Empty: today, up "
                    "to this moment.",
                ),
            )
        )
        self.addParameter(
            with_help(
                number(
                    "SEED",
                    translate("DCM", "Seed"),
                    number.Type.Integer,
                    defaultValue=1,
                    minValue=0,
                ),
                translate("DCM", "Another number gives other cases."),
            )
        )
        self.addParameter(
            with_help(
                QgsProcessingParameterFeatureSource(
                    "ROADS",
                    translate("DCM", "Roads"),
                    [QgsProcessing.SourceType.TypeVectorLine],
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Cases on streets are placed beside them and named after them. Empty: along "
                    "the borders of unit grids, with invented names.",
                ),
            )
        )
        self.addParameter(
            field_parameter(
                "NAME_FIELD",
                translate("DCM", "Road name field"),
                "ROADS",
                translate("DCM", "Empty: the field “name”, if there is one."),
            )
        )
        self.addParameter(
            advanced(
                choice_parameter(
                    "LANGUAGE",
                    translate("DCM", "Language"),
                    LANGUAGES,
                    translate("DCM", "Language of the descriptions. auto: as in QGIS."),
                )
            )
        )
        for name, label in (
            ("CASE_COUNT", translate("DCM", "Number of cases")),
            ("OPEN_COUNT", translate("DCM", "Number of open cases")),
            ("OVERDUE_COUNT", translate("DCM", "Number of overdue disposals")),
            ("LOG_COUNT", translate("DCM", "Number of steps in the log")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from .generate_run import GenerateRun

        with self.errors_shown():
            return GenerateRun(self, parameters, context, feedback).run()
        return {}
