"""``dcm:compareaddresses``: two columns of addresses in, whether they mean the same out."""

from __future__ import annotations

import math
from typing import Any, Dict, List

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import language
from .common import GeocodingAlgorithm, answers_of, counts_of, cut, output_fields

translate = QCoreApplication.translate

RESULTS = {
    "same": "SAME_COUNT",
    "partly": "PARTLY_COUNT",
    "different": "DIFFERENT_COUNT",
    "unclear": "UNCLEAR_COUNT",
}


class CompareAddresses(GeocodingAlgorithm):
    """Compares row by row."""

    NAME = "compareaddresses"

    def displayName(self) -> str:
        return translate("DCM", "Compare addresses")

    def shortDescription(self) -> str:
        return translate("DCM", "Tells row by row whether two addresses mean the same place.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Compares two columns of addresses or descriptions: same; partly the same (one says "
            "more than the other, or another room of one house); different; unclear, when one of "
            "them is not known. Written differently is not different: aliases, former names, "
            "numerals and slips of the pen are seen through.\n\n"
            "The distance between the two places and the parts that contradict each other are "
            "written too.",
        )

    def tags(self) -> List[str]:
        return translate("DCM", "geocoding,address,compare,duplicate,match,city management").split(
            ","
        ) + ["地址比对", "地址去重", "地理编码", "地名地址"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        table, file, encoding = self.table_parameters()
        for parameter in (
            table,
            file,
            self.set_help(
                QgsProcessingParameterString("FIELD", translate("DCM", "First address field")),
                translate("DCM", "Field of the layer or column of the file."),
            ),
            self.set_help(
                QgsProcessingParameterString(
                    "SECOND_FIELD", translate("DCM", "Second address field")
                ),
                translate("DCM", "Field of the layer or column of the file."),
            ),
            self.database_parameter(),
            encoding,
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("DCM", "Compared addresses"),
                QgsProcessing.SourceType.TypeVector,
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("SAME_COUNT", translate("DCM", "Rows the same")),
            ("PARTLY_COUNT", translate("DCM", "Rows partly the same")),
            ("DIFFERENT_COUNT", translate("DCM", "Rows different")),
            ("UNCLEAR_COUNT", translate("DCM", "Rows unclear")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def answer(self, parameters: Any, context: Any, feedback: Any, database: Any) -> Dict[str, Any]:
        from ...core.geocoding.compare import FIELDS, compare
        from ...core.geocoding.match import Geocoder
        from ...core.messages import text

        table = self.texts_table(parameters, context, feedback)
        texts = [
            table.texts(table.column(self.text_value(parameters, name, context), "address"))
            for name in ("FIELD", "SECOND_FIELD")
        ]
        geocoder = Geocoder(database)
        answers = answers_of(geocoder, [*texts[0], *texts[1]], feedback)
        count = len(texts[0])
        own, positions = table.kept_fields([f.name for f in FIELDS])
        fields = output_fields(FIELDS)
        rows, results = [], []
        for number in range(count):
            found = compare(geocoder, answers[number], answers[count + number])
            results.append(found.result)
            values = [
                found.result,
                text("geocoding.compare." + found.result, language()),
                round(found.score, 3),
                None if math.isnan(found.distance) else round(found.distance, 1),
                ", ".join(found.differing) or None,
            ]
            rows.append([table.rows[number][i] for i in positions] + cut(fields, values))
        for field in fields:
            own.append(field)
        target = self.write(
            parameters, context, feedback, "OUTPUT", own, rows, None,
            QgsCoordinateReferenceSystem(), QgsWkbTypes.Type.NoGeometry,
        )  # fmt: skip
        return {"OUTPUT": target, **counts_of(results, RESULTS)}
