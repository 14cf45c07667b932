"""``dcm:checkgeocodes``: a place database in, what is missing or odd out."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import language
from .common import GeocodingAlgorithm, counts_of, cut, database_crs, output_fields

translate = QCoreApplication.translate

SEVERITIES = {"warning": "WARNING_COUNT", "info": "NOTE_COUNT"}


class CheckGeocodes(GeocodingAlgorithm):
    """Looks for gaps and oddities; changes nothing."""

    NAME = "checkgeocodes"

    def displayName(self) -> str:
        return translate("DCM", "Check place database")

    def shortDescription(self) -> str:
        return translate("DCM", "Finds gaps, misplaced house numbers and odd names.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Looks through a place database: unit grids without any basic place; house numbers "
            "far from where their neighbours put them; gaps in the numbers of a street; streets "
            "without numbers; streets of the same name; the same landmark twice; odd names; "
            "places in none of the areas.\n\n"
            "The limits are defaults of this product, no standard asks for them. Each finding is "
            "a point with check, severity and place.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "geocoding,check,quality,completeness,place name,city management"
        ).split(",") + ["地理编码", "地名地址", "质量检查", "完整性", "门牌号"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            self.database_parameter(),
            *self.grid_parameters(),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Findings"), QgsProcessing.SourceType.TypeVectorPoint
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("WARNING_COUNT", translate("DCM", "Warnings")),
            ("NOTE_COUNT", translate("DCM", "Notes")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def answer(self, parameters: Any, context: Any, feedback: Any, database: Any) -> Dict[str, Any]:
        from ...core.geocoding.checks import FIELDS, check_places, finding_row
        from ...core.messages import text

        crs, lang = database_crs(database), language()
        grids = self.grid_cells(parameters, context, feedback, crs)
        feedback.setProgress(20)
        findings = check_places(database, *(grids or (None, ())))
        fields = output_fields(FIELDS)
        rows = [cut(fields, finding_row(finding, lang)) for finding in findings]
        target = self.write(
            parameters, context, feedback, "OUTPUT", fields, rows,
            [(f.x, f.y) for f in findings], crs, QgsWkbTypes.Type.Point, "check_points",
            text("geocoding.layer.findings", lang),
        )  # fmt: skip
        return {"OUTPUT": target, **counts_of([row[1] for row in rows], SEVERITIES)}
