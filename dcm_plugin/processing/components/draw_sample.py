"""``dcm:drawsample``: unit grids and components for an acceptance, drawn by lot."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from .acceptance_run import SampleRun
from .component_layers import layer_sources
from .component_parameters import (
    code_field_parameter,
    components_parameter,
    report_parameters,
    version_parameter,
)

translate = QCoreApplication.translate


class DrawSample(DcmAlgorithm):
    """The same seed gives the same sample."""

    NAME = "drawsample"
    GROUP = "components"

    def displayName(self) -> str:
        return translate("DCM", "Draw acceptance sample")

    def shortDescription(self) -> str:
        return translate("DCM", "Draws unit grids and their components for an acceptance by lot.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Draws a sample of a survey, to be surveyed a second time.\n\n"
            "Whole unit grids are drawn, because only there a second survey can tell what is "
            "missing: first a share of all grids, then further grids with classes of which there "
            "are too few, until every class has its number or is in the sample completely. The "
            "same seed gives the same sample.\n\n"
            "The sampled grids are for the surveyors, the list of components is for the "
            "comparison (dcm:comparesurvey). Share and number are settings of this plugin, no "
            "standard names them.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "sample,acceptance,inspection,survey,components,random,city management"
        ).split(",") + ["抽样", "样本", "验收", "抽检", "部件普查"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        number = QgsProcessingParameterNumber
        for parameter, text in (
            components_parameter(),
            (
                QgsProcessingParameterFeatureSource(
                    "GRID", translate("DCM", "Unit grids"), [polygon]
                ),
                translate("DCM", "The grids in use; ended ones are left out."),
            ),
            code_field_parameter("GRID"),
            (self.profile_parameter(), ""),
            version_parameter(),
            (
                number(
                    "SHARE",
                    translate("DCM", "Share of grids (%)"),
                    number.Type.Double,
                    defaultValue=5.0,
                    minValue=0.01,
                    maxValue=100.0,
                ),
                translate("DCM", "At least so many of all unit grids."),
            ),
            (
                number(
                    "PER_CLASS",
                    translate("DCM", "Components per class"),
                    number.Type.Integer,
                    defaultValue=30,
                    minValue=0,
                ),
                translate("DCM", "At least so many of each class, where there are as many."),
            ),
            (
                number(
                    "SEED",
                    translate("DCM", "Seed"),
                    number.Type.Integer,
                    defaultValue=1,
                    minValue=0,
                ),
                translate("DCM", "Another seed gives another sample."),
            ),
            *report_parameters(translate("DCM", "What was drawn, class by class.")),
            (
                QgsProcessingParameterFeatureSink(
                    "GRIDS", translate("DCM", "Sampled unit grids"), polygon
                ),
                translate("DCM", "To be surveyed a second time, in the order of the lot."),
            ),
            (
                QgsProcessingParameterFeatureSink(
                    "OUTPUT",
                    translate("DCM", "Sampled components"),
                    QgsProcessing.SourceType.TypeVectorPoint,
                    optional=True,
                ),
                "",
            ),
        ):
            self.addParameter(self.set_help(parameter, text) if text else parameter)
        for name, label in (
            ("GRID_COUNT", translate("DCM", "Number of unit grids")),
            ("COMPONENT_COUNT", translate("DCM", "Number of components")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        """Takes the layers of the list in the main thread, where they live."""
        self._layers = layer_sources(self, parameters, "INPUT", context)
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        if self.parameterAsSource(parameters, "GRID", context) is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "GRID"))
        with self.errors_shown():
            return SampleRun(self, parameters, context, feedback, {"INPUT": self._layers}).run()
        return {}
