"""``dcm:exportcases``: cases as Open311 requests, Bulk CSV or GeoPackage."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFileDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.errors import InputError
from ..base import DcmAlgorithm
from ..parameters import advanced, choice_parameter, text_parameter
from .database_parameter import city_database, database_parameters

translate = QCoreApplication.translate

WHICH = ("all", "open", "closed")
PERSONAL = ("leave_out", "keep")
MEDIA = ("none", "paths")
ENDINGS = (".json", ".csv", ".gpkg")


class ExportCases(DcmAlgorithm):
    """Cases that hold the conditions, in one of three formats, written whole or not at all."""

    NAME = "exportcases"
    GROUP = "cases"

    def displayName(self) -> str:
        return translate("DCM", "Export cases")

    def shortDescription(self) -> str:
        return translate("DCM", "Writes cases as Open311 JSON, Open311 Bulk CSV or GeoPackage.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Gives cases of the city database away. The ending of the file says the format: .json "
            "is Open311 GeoReport v2, a list of service requests with the list of services "
            "beside it; .csv is Open311 Bulk; .gpkg holds the cases with their log, tasks, "
            "requests and urgings.\n\n"
            "Open311 knows open and closed: the states of the workflow are mapped by the table "
            "of states of the city database, and drafts are not given away. service_code is C "
            "(component) or E (event) and the class code; coordinates are WGS 84; times carry "
            "their zone.\n\n"
            "Names and phone numbers are left out unless you keep them; the log of the run says "
            "what personal data the file holds. The file is written whole or not at all, in "
            "little memory whatever the number of cases.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "case,export,Open311,GeoReport,JSON,CSV,GeoPackage,open data,city management"
        ).split(",") + ["案件", "导出", "开放数据", "服务请求", "数据交换"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (*database_parameters(), *self._filters(), *self._options()):
            self.addParameter(parameter)
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT",
                translate("DCM", "Exported cases"),
                translate(
                    "DCM",
                    "Open311 GeoReport v2 (*.json);;Open311 Bulk (*.csv);;GeoPackage (*.gpkg)",
                ),
            )
        )
        self.addOutput(QgsProcessingOutputFile("SERVICES", translate("DCM", "Services")))
        self.addOutput(QgsProcessingOutputNumber("CASE_COUNT", translate("DCM", "Cases")))
        self.addOutput(
            QgsProcessingOutputNumber("LEFT_COUNT", translate("DCM", "Cases not given away"))
        )

    def _filters(self) -> List[Any]:
        return [
            choice_parameter(
                "STATE",
                translate("DCM", "Which cases"),
                WHICH,
                translate("DCM", "all, those that are open, or those that are closed."),
            ),
            self.set_help(
                QgsProcessingParameterDateTime(
                    "START",
                    translate("DCM", "Reported from"),
                    QgsProcessingParameterDateTime.Type.DateTime,
                    optional=True,
                ),
                translate("DCM", "In local time of the city."),
            ),
            self.set_help(
                QgsProcessingParameterDateTime(
                    "END",
                    translate("DCM", "Reported until"),
                    QgsProcessingParameterDateTime.Type.DateTime,
                    optional=True,
                ),
                translate("DCM", "In local time of the city."),
            ),
            text_parameter(
                "CLASS",
                translate("DCM", "Class"),
                translate(
                    "DCM", "C (component) or E (event) and the beginning of the class code: E09."
                ),
            ),
            self.set_help(
                QgsProcessingParameterExtent("EXTENT", translate("DCM", "Extent"), optional=True),
                translate("DCM", "Only cases with a place inside."),
            ),
            advanced(
                text_parameter(
                    "STATES",
                    translate("DCM", "States"),
                    translate("DCM", "Codes of states of the workflow, separated by commas."),
                )
            ),
            advanced(
                text_parameter(
                    "DEPARTMENTS",
                    translate("DCM", "Departments"),
                    translate("DCM", "Codes of departments, separated by commas."),
                )
            ),
            advanced(
                text_parameter(
                    "SEARCH",
                    translate("DCM", "Search text"),
                    translate("DCM", "In task number, case code, address and description."),
                )
            ),
        ]

    def _options(self) -> List[Any]:
        return [
            choice_parameter(
                "PERSONAL",
                translate("DCM", "Personal data"),
                PERSONAL,
                translate(
                    "DCM",
                    "leave_out: no names, phone numbers and logins; phone and identity card "
                    "numbers inside texts become stars. keep: everything as it is.",
                ),
            ),
            choice_parameter(
                "MEDIA",
                translate("DCM", "Photos"),
                MEDIA,
                translate(
                    "DCM",
                    "none: no photo is named. paths: a GeoPackage lists their files, which are "
                    "not copied; with personal data left out it lists none.",
                ),
            ),
            advanced(
                text_parameter(
                    "COLUMNS",
                    translate("DCM", "Columns of the cases"),
                    translate("DCM", "Of a GeoPackage, separated by commas. Empty: all columns."),
                )
            ),
            advanced(
                text_parameter(
                    "CATALOGUE",
                    translate("DCM", "Class catalogue"),
                    translate(
                        "DCM",
                        "Gives classes and services their names. Empty: that of the city database.",
                    ),
                )
            ),
        ]

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from .export_run import ExportRun

        with self.errors_shown():
            self.check_destinations(parameters)
            path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
            if path.suffix.lower() not in ENDINGS:
                raise InputError("case_exchange.ending", path=str(path), endings=", ".join(ENDINGS))
            with city_database(self, parameters, context, readonly=True) as city:
                return ExportRun(self, parameters, context, feedback, city).run(path)
