"""``dcm:comparesurvey``: a survey beside a second one of the sample; passed or not."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from .acceptance_run import CompareRun
from .component_layers import layer_sources
from .component_parameters import components_parameter, report_parameters, version_parameter

translate = QCoreApplication.translate

#: Attributes that can be compared, by role; the class is always compared.
ROLES = (
    "name", "code", "state", "competent_code", "owner_code", "maintainer_code", "grid_code",
)  # fmt: skip
COMPARED = ["name", "state", "competent_code", "owner_code", "maintainer_code"]


class CompareSurvey(DcmAlgorithm):
    """Matches one to one; what has no partner is missing or superfluous."""

    NAME = "comparesurvey"
    GROUP = "components"

    def displayName(self) -> str:
        return translate("DCM", "Compare with second survey")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Accepts or refuses a survey of components by a second survey of a sample."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Compares a survey of components with a second, independent one of the sampled unit "
            "grids and says whether it passes.\n\n"
            "Components are matched one to one: those of one class first, then what is left "
            "whatever its class, so that the sum of the distances is smallest. Then are judged: "
            "missing and superfluous components, records with a wrong attribute, and for each "
            "accuracy class the root mean square error of the position and the share of gross "
            "errors.\n\n"
            "Lines and areas are compared by their centre. The limits of position are those of "
            "the accuracy classes of the catalogue; the other limits are settings of this plugin, "
            "no standard names them.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM",
            "acceptance,survey,completeness,accuracy,position,attributes,sample,city management",
        ).split(",") + ["验收", "复测", "普查", "完整性", "精度", "中误差", "抽检"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter, text in (*self._inputs(), *self._limits(), *self._destinations()):
            self.addParameter(self.set_help(parameter, text) if text else parameter)
        self.addOutput(QgsProcessingOutputBoolean("PASSED", translate("DCM", "Passed")))
        for name, label in (
            ("MATCHED_COUNT", translate("DCM", "Number of matched components")),
            ("MISSING_COUNT", translate("DCM", "Number of missing components")),
            ("SUPERFLUOUS_COUNT", translate("DCM", "Number of superfluous components")),
            ("ATTRIBUTE_COUNT", translate("DCM", "Number of records with attribute errors")),
            ("GROSS_COUNT", translate("DCM", "Number of gross errors")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _inputs(self) -> List[Any]:
        anything = QgsProcessing.SourceType.TypeVectorAnyGeometry
        layers = QgsProcessingParameterMultipleLayers
        return [
            components_parameter(),
            (
                layers("REFERENCE", translate("DCM", "Second survey"), anything),
                translate("DCM", "Layers of the second survey; they are taken as true."),
            ),
            (
                QgsProcessingParameterFeatureSource(
                    "GRIDS",
                    translate("DCM", "Sampled unit grids"),
                    [QgsProcessing.SourceType.TypeVectorPolygon],
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Only what lies in them counts as missing or superfluous. Empty: everything.",
                ),
            ),
            (self.profile_parameter(), ""),
            version_parameter(),
            (
                QgsProcessingParameterEnum(
                    "FIELDS",
                    translate("DCM", "Attributes"),
                    options=list(ROLES),
                    allowMultiple=True,
                    defaultValue=COMPARED,
                    optional=True,
                    usesStaticStrings=True,
                ),
                translate("DCM", "Compared beside the class, where both surveys have them."),
            ),
        ]

    def _limits(self) -> List[Any]:
        number = QgsProcessingParameterNumber
        made = []
        for name, label, default in (
            ("MISSING", translate("DCM", "Missing at most (%)"), 2.0),
            ("SUPERFLUOUS", translate("DCM", "Superfluous at most (%)"), 2.0),
            ("ATTRIBUTES", translate("DCM", "Wrong attributes at most (%)"), 5.0),
            ("GROSS", translate("DCM", "Gross errors at most (%)"), 5.0),
        ):
            parameter = number(
                name,
                label,
                number.Type.Double,
                defaultValue=default,
                minValue=0.0,
                maxValue=100.0,
            )
            advanced = QgsProcessingParameterDefinition.Flag.FlagAdvanced
            parameter.setFlags(parameter.flags() | advanced)
            made.append((parameter, translate("DCM", "A setting of this plugin.")))
        return made

    def _destinations(self) -> List[Any]:
        file = QgsProcessingParameterFileDestination
        return [
            *report_parameters(translate("DCM", "Passed or not, requirement by requirement.")),
            (
                file(
                    "PROTOCOL",
                    translate("DCM", "Protocol to sign"),
                    translate("DCM", "PDF files (*.pdf)"),
                    optional=True,
                    createByDefault=False,
                ),
                translate("DCM", "The same on paper, with places to sign."),
            ),
            (
                QgsProcessingParameterFeatureSink(
                    "OUTPUT",
                    translate("DCM", "Comparison"),
                    QgsProcessing.SourceType.TypeVectorPoint,
                    optional=True,
                ),
                "",
            ),
        ]

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        """Takes the layers of the lists in the main thread, where they live."""
        self._layers = {
            name: layer_sources(self, parameters, name, context) for name in ("INPUT", "REFERENCE")
        }
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return CompareRun(self, parameters, context, feedback, self._layers).run()
        return {}
