"""``dcm:geocode``: one text in, the places that it may mean out."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import language
from .common import GeocodingAlgorithm, cut, database_crs, output_fields

translate = QCoreApplication.translate


class Geocode(GeocodingAlgorithm):
    """For a look at one address; tables go through ``dcm:geocodetable``."""

    NAME = "geocode"

    def displayName(self) -> str:
        return translate("DCM", "Geocode address")

    def shortDescription(self) -> str:
        return translate("DCM", "The places that an address or description may mean.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Finds the places that one address or description may mean, the most probable first, "
            "with score and expected error. When several places fit equally, all of them come "
            "out; when none is known, the log says why.\n\n"
            "The standard form of the text and its pattern (A to E) are given as outputs too.",
        )

    def tags(self) -> List[str]:
        return translate("DCM", "geocoding,address,search,place name,city management").split(
            ","
        ) + ["地理编码", "地址查询", "地名地址", "门牌号", "定位"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            self.set_help(
                QgsProcessingParameterString("ADDRESS", translate("DCM", "Address or description")),
                translate("DCM", "For example 人民路100号, 人民路与中山路交叉口东50米."),
            ),
            self.database_parameter(),
            *self.grid_parameters(),
            self.set_help(
                QgsProcessingParameterNumber(
                    "COUNT",
                    translate("DCM", "Number of candidates"),
                    QgsProcessingParameterNumber.Type.Integer,
                    defaultValue=10,
                    minValue=1,
                    maxValue=100,
                ),
                translate("DCM", "At most so many places come out."),
            ),
            self.score_parameter(),
            self.side_parameter(),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Candidates"), QgsProcessing.SourceType.TypeVectorPoint
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputString("STATE", translate("DCM", "State")))
        self.addOutput(QgsProcessingOutputString("STANDARD", translate("DCM", "Standard address")))
        self.addOutput(QgsProcessingOutputString("PATTERN", translate("DCM", "Pattern")))
        self.addOutput(QgsProcessingOutputString("REASON", translate("DCM", "Reason")))
        self.addOutput(QgsProcessingOutputNumber("FOUND", translate("DCM", "Number of candidates")))

    def answer(self, parameters: Any, context: Any, feedback: Any, database: Any) -> Dict[str, Any]:
        import numpy as np

        from ...core.geocoding.match import Geocoder
        from ...core.geocoding.table import CANDIDATE_FIELDS, answer_row, candidate_rows
        from ...core.messages import text

        count = self.parameterAsInt(parameters, "COUNT", context)
        geocoder = Geocoder(database, self.settings(parameters, context, count))
        answer = geocoder.geocode(self.text_value(parameters, "ADDRESS", context))
        crs, lang = database_crs(database), language()
        points = [(c.x, c.y) for c in answer.candidates]
        xy = np.array(points, dtype=float).reshape(-1, 2)
        codes = self.grid_codes(parameters, context, feedback, xy, crs)
        fields = output_fields(CANDIDATE_FIELDS)
        rows = [cut(fields, row) for row in candidate_rows(answer, 1, codes)]
        told_row = answer_row(answer, geocoder.city, lang)
        if answer.reason:
            feedback.pushInfo(text(answer.reason, lang))
        target = self.write(
            parameters, context, feedback, "OUTPUT", fields, rows, points, crs,
            QgsWkbTypes.Type.Point, "geocode_candidates", text("geocoding.layer.candidates", lang),
        )  # fmt: skip
        return {
            "OUTPUT": target,
            "STATE": answer.state,
            "STANDARD": told_row["gc_address"] or "",
            "PATTERN": told_row["gc_pattern"] or "",
            "REASON": told_row["gc_reason"] or "",
            "FOUND": len(answer.candidates),
        }
