"""``dcm:importtimelimits``: the time limits of a city, from its spreadsheet into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Tuple

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import field as make_field
from ..base import DcmAlgorithm, catalogue_folder, language, optional
from ..layer_writer import OutputLayers
from ..parameters import advanced, choice_parameter, report_parameters, with_help
from .database_parameter import city_database, database_parameters

translate = QCoreApplication.translate

CATALOGUES = ("gbt47678_5_2026", "gbt30428_2_2013", "cjt214_2007")
KINDS = ("auto", "component", "event")
HOURS = ("work_hour", "urgent_hour")
DAYS = ("work_day", "natural_day")
REPLACE = ("classes", "kinds")
FIELDS = (
    ("catalogue_id", "string"),
    ("case_kind", "string"),
    ("class_code", "string"),
    ("condition_code", "string"),
    ("filing_condition", "string"),
    ("closing_condition", "string"),
    ("mgmt_class", "string"),
    ("limit_unit", "string"),
    ("limit_value", "double"),
    ("limit_text", "string"),
    ("flag", "string"),
    ("supervising", "string"),
    ("responsible", "string"),
    ("note", "string"),
    ("basis", "string"),
)


class ImportTimeLimits(DcmAlgorithm):
    """Every row of the file is a row of the output; what cannot be read is flagged."""

    NAME = "importtimelimits"
    GROUP = "cases"

    def displayName(self) -> str:
        return translate("DCM", "Import time limits")

    def shortDescription(self) -> str:
        return translate("DCM", "Reads disposal time limits from the spreadsheet of a city.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Reads disposal time limits by class and filing condition: an Excel file with the "
            "sheets 部件 and 事件 and the columns 大类代码, 小类代码, 立案条件, 结案条件 and "
            "处置时限, or with 立案明细编码 and limits of management class A, B and C; or the same "
            "as CSV in UTF-8 or GBK. Columns are found by their headings, a title above them does "
            "not matter, and blank cells take what stands above.\n\n"
            "Limits that cannot be read are kept as they are written, with a flag, and never hold "
            "for a case. With a city database the limits of the classes in the table are replaced "
            "there, or on request all limits of components or events; other catalogues and the "
            "default limits of a kind (class *) stay.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "time limit,deadline,filing condition,import,Excel,CSV,cases,city management"
        ).split(",") + ["处置时限", "立案条件", "结案条件", "时限", "导入", "案件"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.addParameter(
            QgsProcessingParameterFile(
                "INPUT",
                translate("DCM", "Table of time limits"),
                fileFilter=translate("DCM", "Tables") + " (*.csv *.xlsx *.xlsm)",
            )
        )
        self.addParameter(
            choice_parameter(
                "CATALOGUE",
                translate("DCM", "Version of the standard"),
                CATALOGUES,
                translate("DCM", "Its classes are those of the table."),
            )
        )
        self.addParameter(
            choice_parameter(
                "KIND",
                translate("DCM", "Kind of the cases"),
                KINDS,
                translate("DCM", "auto: by the names of sheets and file (部件, 事件) or a column."),
            )
        )
        for name, label, options in (
            ("PLAIN_HOUR", translate("DCM", "Hours without saying which"), HOURS),
            ("PLAIN_DAY", translate("DCM", "Days without saying which"), DAYS),
        ):
            text = translate("DCM", "How 2小时 or 3天 are read; such limits are flagged.")
            self.addParameter(advanced(choice_parameter(name, label, options, text)))
        for parameter in database_parameters():
            self.addParameter(parameter)
        self.addParameter(
            choice_parameter(
                "REPLACE",
                translate("DCM", "Limits to replace"),
                REPLACE,
                translate(
                    "DCM",
                    "classes: those of the classes in the table, other classes keep theirs; "
                    "kinds: all of the kind (components, events), for the whole table of a city.",
                ),
            )
        )
        for parameter in report_parameters(
            translate("DCM", "Counts, and the rows that a person must look at.")
        ):
            self.addParameter(parameter)
        self.addParameter(
            with_help(
                QgsProcessingParameterFeatureSink(
                    "OUTPUT",
                    translate("DCM", "Time limits"),
                    QgsProcessing.SourceType.TypeVector,
                ),
                translate("DCM", "A table; flag says why a person must look at a row."),
            )
        )
        self.addOutput(QgsProcessingOutputNumber("ROWS", translate("DCM", "Rows read")))
        self.addOutput(QgsProcessingOutputNumber("FLAGGED", translate("DCM", "Rows with a flag")))
        self.addOutput(QgsProcessingOutputNumber("STORED", translate("DCM", "Rows stored")))

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.cases.limits_import import from_sheets
        from ...core.cases.limits_report import limits_report
        from ...core.classes import load_catalogue
        from ...core.messages import shortened, text

        def choice(name: str) -> str:
            return str(self.parameterAsEnumString(parameters, name, context))

        with self.errors_shown():
            path = Path(self.parameterAsFile(parameters, "INPUT", context))
            catalogue = load_catalogue(choice("CATALOGUE"), catalogue_folder())
            kind = choice("KIND")
            found = from_sheets(
                sheets_of(path), path.name, catalogue, "" if kind == "auto" else kind,
                choice("PLAIN_HOUR"), choice("PLAIN_DAY"),
            )  # fmt: skip
            with OutputLayers(self, parameters, context) as layers:
                self._write(layers, found.rows)
                stored, lost = self._store(parameters, context, catalogue.id, found.rows)
            outputs: Dict[str, Any] = dict(layers.targets)
            outputs.update(
                self.write_reports(parameters, context, lambda: limits_report(found, path.name))
            )
        flagged = len(found.remarks)
        counts = {"rows": len(found.rows), "flagged": flagged, "stored": stored}
        feedback.pushInfo(text("limits.imported", language(), file=path.name, **counts))
        if lost:
            words = {"count": len(lost), "classes": shortened(lost, 20)}
            feedback.pushWarning(text("limits.lost", language(), **words))
        return {**outputs, "ROWS": len(found.rows), "FLAGGED": flagged, "STORED": stored}

    def _write(self, layers: OutputLayers, rows: Any) -> None:
        fields = QgsFields()
        for name, kind in FIELDS:
            fields.append(make_field(name, kind))
        sink = layers.sink("OUTPUT", fields, QgsWkbTypes.Type.NoGeometry)
        for row in rows:
            feature = QgsFeature(fields)
            feature.setAttributes([row[name] for name, _ in FIELDS])
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)

    def _store(
        self, parameters: Any, context: Any, catalogue_id: str, rows: Any
    ) -> Tuple[int, List[str]]:
        """Replace the limits of the catalogue in the city database, where one is given.

        Gives how many were stored, and the classes that had limits before and have none now.
        """
        from ...core.cases.limits_import import kept_rows

        given = [
            self.parameterAsFile(parameters, "DATABASE", context),
            self.parameterAsConnectionName(parameters, "CONNECTION", context),
        ]
        if not any(map(optional, given)):
            return 0, []
        with city_database(self, parameters, context) as city, city.transaction():
            before = city.rows("time_limit")
            whole = self.parameterAsEnumString(parameters, "REPLACE", context) == "kinds"
            kept = kept_rows(before, rows, catalogue_id, whole)
            city.replace_rows("time_limit", [*kept, *rows])
        there = {(row["case_kind"], row["class_code"]) for row in (*kept, *rows)}
        lost = {(row["case_kind"], row["class_code"]) for row in before} - there
        return len(rows), sorted(code for _, code in lost)


def sheets_of(path: Path) -> Dict[str, List[List[Any]]]:
    """The cells of a file by sheet; Excel files are read by GDAL, so that no package is needed."""
    from ...core.classes.tables import SPREADSHEET, read_cells
    from ...core.errors import InputError

    if not path.is_file():
        raise InputError("case_exchange.file_missing", path=str(path))
    if path.suffix.lower() not in SPREADSHEET:
        return read_cells(path)
    # the first row is data, whatever it holds
    options = "|option:HEADERS=DISABLE|option:FIELD_TYPES=STRING"
    book = QgsVectorLayer(str(path) + options, "book", "ogr")
    if not book.isValid():
        # (QGIS 3.22 crashes when such a layer is asked for its error)
        raise InputError("classes.table_unreadable", file=path.name, reason="XLSX")
    names = [part.split("!!::!!")[1] for part in book.dataProvider().subLayers()]
    sheets = {}
    for name in names:
        layer = QgsVectorLayer(f"{path}|layername={name}{options}", name, "ogr")
        sheets[name] = [
            [str(cell) if cell else "" for cell in feature.attributes()]
            for feature in layer.getFeatures()
        ]
    return sheets
