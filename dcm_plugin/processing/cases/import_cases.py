"""``dcm:importcases``: hotline tables and Open311 requests become cases."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from ..geocoding.common import ENCODINGS
from ..parameters import (
    advanced,
    choice_parameter,
    columns_parameter,
    report_parameters,
    table_parameters,
    text_parameter,
    with_help,
)
from .database_parameter import city_database, database_parameters
from .report_source import FORMATS

translate = QCoreApplication.translate

CATALOGUES = ("city", "gbt47678_5_2026", "gbt30428_2_2013", "cjt214_2007")
ORDERS = ("ymd", "mdy", "dmy")
DATUMS = ("as_is", "gcj02", "bd09")
UNPLACED = ("draft", "leave")
PERSONAL = ("keep", "leave_out")


class ImportCases(DcmAlgorithm):
    """Every report of the input is a row of the output, with what became of it."""

    NAME = "importcases"
    GROUP = "cases"

    def displayName(self) -> str:
        return translate("DCM", "Import cases")

    def shortDescription(self) -> str:
        return translate("DCM", "Makes cases of hotline tables and Open311 service requests.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Registers reports from elsewhere as cases of the city database: tables of the 12345 "
            "or 12319 hotline (CSV in UTF-8 or GBK, xlsx, any layer), Open311 GeoReport v2 JSON "
            "and Open311 Bulk CSV.\n\n"
            "Columns of hotline tables are found by their usual headings; what was taken for what "
            "is told, and can be said otherwise. The class is found by code, name or text; the "
            "place by coordinates or address. A report whose class is not clear is not imported "
            "but listed with the classes that may be meant, unless a fallback class is given. A "
            "report whose place is not certain becomes a draft that a person places.\n\n"
            "A report whose number is a case already is skipped, so the same file may be imported "
            "again. One that may be the same problem as another case (same class, near in place "
            "and time, by the settings of the city; or the same caller saying the same) is "
            "imported and flagged. All cases are written in one transaction or none; every row of "
            "the input is listed with its outcome.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "case,import,hotline,12345,Open311,GeoReport,CSV,complaint,city management"
        ).split(",") + ["案件", "导入", "热线", "工单", "诉求", "12345", "12319"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (*self._inputs(), *database_parameters(), *self._options()):
            self.addParameter(parameter)
        for parameter in report_parameters(
            translate("DCM", "Counts by outcome, reasons, columns, classes and places.")
        ):
            self.addParameter(parameter)
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("DCM", "Outcomes"),
                QgsProcessing.SourceType.TypeVectorPoint,
            )
        )
        for name, label in (
            ("IMPORTED_COUNT", translate("DCM", "Cases made")),
            ("SIMILAR_COUNT", translate("DCM", "Possible duplicates among them")),
            ("KNOWN_COUNT", translate("DCM", "Reports that are cases already")),
            ("LEFT_COUNT", translate("DCM", "Reports not imported")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _inputs(self) -> List[Any]:
        return [
            *table_parameters(
                translate("DCM", "A hotline table that is loaded in QGIS. Or give a file below."),
                translate(
                    "DCM",
                    "Hotline table (CSV or xlsx), Open311 GeoReport v2 (JSON) or Open311 Bulk "
                    "(CSV), instead of a layer.",
                ),
            ),
            choice_parameter(
                "FORMAT",
                translate("DCM", "Format of the file"),
                FORMATS,
                translate(
                    "DCM", "auto: by ending and header. hotline: a table. open311: JSON. bulk: CSV."
                ),
            ),
            text_parameter(
                "SYSTEM",
                translate("DCM", "Name of the other system"),
                translate(
                    "DCM",
                    "Together with the number of a report it says which report it is: choose the "
                    "same name each time, for example 12345.",
                ),
            ),
            with_help(
                QgsProcessingParameterString(
                    "SOURCE", translate("DCM", "Source of the cases"), defaultValue="hotline"
                ),
                translate(
                    "DCM",
                    "A code of the table of sources of the city database: hotline, web, wechat, "
                    "public_app, transfer …",
                ),
            ),
            columns_parameter(
                translate(
                    "DCM",
                    "Only where a column has no usual heading: meaning=column, one a line or "
                    "separated by semicolons, for example external_id=工单编号. Meanings: "
                    "external_id, report_time, caller_name, caller_sex, caller_phone, title, "
                    "description, address, class_name, class_code, lon, lat, need_reply, "
                    "is_urgent, satisfaction, status, remark. Nothing behind = leaves one out.",
                ),
            ),
        ]

    def _options(self) -> List[Any]:
        return [
            self.set_help(
                QgsProcessingParameterFile(
                    "PLACES", translate("DCM", "Place database"), extension="gpkg", optional=True
                ),
                translate(
                    "DCM",
                    "The GeoPackage that “Build geocode index” made. Empty: the one in the city "
                    "database, where there is one.",
                ),
            ),
            choice_parameter(
                "UNPLACED",
                translate("DCM", "Reports without certain place"),
                UNPLACED,
                translate(
                    "DCM",
                    "draft: they become drafts, with the best place as proposal. leave: they are "
                    "listed and not imported.",
                ),
            ),
            text_parameter(
                "CLASS",
                translate("DCM", "Fallback class"),
                translate(
                    "DCM",
                    "Class of reports whose class is not clear: C (component) or E (event) and "
                    "the class code. Empty: they are listed and not imported.",
                ),
            ),
            choice_parameter(
                "PERSONAL",
                translate("DCM", "Names and phone numbers"),
                PERSONAL,
                translate(
                    "DCM",
                    "keep: callers are stored with the case, so that they can be answered. "
                    "leave_out: name, sex and number of callers are not stored.",
                ),
            ),
            with_help(
                QgsProcessingParameterBoolean(
                    "DRY_RUN", translate("DCM", "Dry run"), defaultValue=False
                ),
                translate("DCM", "Everything is judged and listed; nothing is written."),
            ),
            *(advanced(parameter) for parameter in self._more()),
        ]

    def _more(self) -> List[Any]:
        return [
            choice_parameter(
                "DATUM",
                translate("DCM", "Datum of the coordinates"),
                DATUMS,
                translate(
                    "DCM",
                    "as_is: WGS 84 or CGCS2000 (the coordinate system of a layer of points). "
                    "gcj02: Amap, Tencent. bd09: Baidu. It is never guessed.",
                ),
            ),
            choice_parameter(
                "DATE_ORDER",
                translate("DCM", "Order of dates"),
                ORDERS,
                translate(
                    "DCM",
                    "How dates that end with the year are read. ymd: such dates are refused, "
                    "since day and month cannot be told apart.",
                ),
            ),
            with_help(
                QgsProcessingParameterNumber(
                    "UTC_OFFSET",
                    translate("DCM", "Hours from UTC"),
                    QgsProcessingParameterNumber.Type.Double,
                    optional=True,
                    minValue=-14.0,
                    maxValue=14.0,
                ),
                translate(
                    "DCM", "Of times that name no zone. Empty: the setting of the city, usually 8."
                ),
            ),
            choice_parameter(
                "ENCODING",
                translate("DCM", "Encoding of the file"),
                ENCODINGS,
                translate("DCM", "auto: UTF-8 if the bytes allow it, else GB 18030 (GBK)."),
            ),
            with_help(
                QgsProcessingParameterBoolean(
                    "CLOSED", translate("DCM", "Import closed reports"), defaultValue=False
                ),
                translate(
                    "DCM",
                    "Reports that are closed in the other system become new cases too. Off: they "
                    "are listed and not imported.",
                ),
            ),
            with_help(
                QgsProcessingParameterNumber(
                    "MIN_SCORE",
                    translate("DCM", "Lowest score"),
                    QgsProcessingParameterNumber.Type.Double,
                    defaultValue=0.8,
                    minValue=0.0,
                    maxValue=1.0,
                ),
                translate(
                    "DCM",
                    "Answers with a lower score count as uncertain. The score is the probability "
                    "that the place is the one meant.",
                ),
            ),
            choice_parameter(
                "CATALOGUE",
                translate("DCM", "Class catalogue"),
                CATALOGUES,
                translate(
                    "DCM",
                    "Version of the standard whose classes the cases get. city: that of the city "
                    "database.",
                ),
            ),
            text_parameter(
                "OPERATOR",
                translate("DCM", "Operator"),
                translate(
                    "DCM",
                    "Login of the acceptor who registers. Empty: “import” stands in the log.",
                ),
            ),
        ]

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from .import_run import ImportRun

        with self.errors_shown():
            self.check_destinations(parameters)
            actor = self.parameterAsString(parameters, "OPERATOR", context) or ""
            with city_database(self, parameters, context, actor) as city:
                return ImportRun(self, parameters, context, feedback, city).run()
