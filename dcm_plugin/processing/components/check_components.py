"""``dcm:checkcomponents``: the checks C01 ... C15 on layers of components."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from ..parameters import checks_parameter
from .component_check_run import ComponentCheckRun
from .component_layers import layer_sources
from .component_parameters import (
    code_field_parameter,
    components_parameter,
    helped,
    report_parameters,
    version_parameter,
)

translate = QCoreApplication.translate

#: The checks on offer; data/survey/checks.csv says what each is (a test compares them).
CHECK_IDS = [f"C{n:02d}" for n in range(1, 16)]


class CheckComponents(DcmAlgorithm):
    """Reports what is wrong with components; it never changes a layer and never fails on it."""

    NAME = "checkcomponents"
    GROUP = "components"

    def displayName(self) -> str:
        return translate("DCM", "Check components")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Checks surveyed components by the field table, classes, codes and places."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Checks one or more layers of components: required fields, lengths, code lists, "
            "identification codes, classes and names, unit grids, geometry, duplicates, dates, "
            "line ends and overlapping areas.\n\n"
            "The fields are found by the names that the catalogue gives them, or by those of older "
            "versions. Codes must be unique over all layers together. What cannot be checked "
            "because a layer or field is missing is reported as not checked, never as passed.\n\n"
            "The numbers are settings of this plugin, not of a standard: a city profile can change "
            "them (checks: C12: distance).\n\n"
            "The layers must be in a projected system in metres. The components are not changed.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM",
            "components,check,validate,quality,identification code,duplicates,acceptance,"
            "city management",
        ).split(",") + ["部件", "检查", "质检", "标识码", "查重", "验收"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        distance = QgsProcessingParameterNumber(
            "DISTANCE",
            translate("DCM", "Distance of duplicates (m)"),
            QgsProcessingParameterNumber.Type.Double,
            optional=True,
            minValue=0.0,
        )
        distance.setFlags(distance.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        file, sink = QgsProcessingParameterFileDestination, QgsProcessingParameterFeatureSink
        for parameter, text in (
            components_parameter(),
            (
                QgsProcessingParameterFeatureSource(
                    "GRID", translate("DCM", "Unit grids"), [polygon], optional=True
                ),
                translate("DCM", "Empty: grid codes and divisions are not checked."),
            ),
            code_field_parameter("GRID"),
            (
                QgsProcessingParameterFeatureSource(
                    "DEPARTMENTS",
                    translate("DCM", "Departments"),
                    [QgsProcessing.SourceType.TypeVector],
                    optional=True,
                ),
                translate("DCM", "Table of departments with the fields code and name."),
            ),
            (self.profile_parameter(), ""),
            version_parameter(),
            helped(checks_parameter(CHECK_IDS)),
            (distance, translate("DCM", "Empty: as the profile says.")),
            *report_parameters(translate("DCM", "All checks, figures, classes and findings.")),
            (
                file(
                    "REPORT_CSV",
                    translate("DCM", "List of findings"),
                    translate("DCM", "CSV files (*.csv)"),
                    optional=True,
                    createByDefault=False,
                ),
                translate("DCM", "All findings, one a line, for a spreadsheet."),
            ),
            (
                sink(
                    "ERROR_AREAS",
                    translate("DCM", "Findings as areas"),
                    polygon,
                    optional=True,
                    createByDefault=False,
                ),
                translate("DCM", "The findings that have an area: overlaps."),
            ),
            (
                sink(
                    "ERRORS",
                    translate("DCM", "Findings as points"),
                    QgsProcessing.SourceType.TypeVectorPoint,
                    optional=True,
                ),
                translate(
                    "DCM", "One point per finding; findings about the whole layer have no place."
                ),
            ),
        ):
            self.addParameter(self.set_help(parameter, text) if text else parameter)
        for name, label in (
            ("COMPONENT_COUNT", translate("DCM", "Number of components")),
            ("ERROR_COUNT", translate("DCM", "Number of errors")),
            ("WARNING_COUNT", translate("DCM", "Number of warnings")),
            ("INFO_COUNT", translate("DCM", "Number of notes")),
            ("SKIPPED_COUNT", translate("DCM", "Number of checks not run")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        """Takes the layers of the list in the main thread, where they live."""
        self._layers = layer_sources(self, parameters, "INPUT", context)
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return ComponentCheckRun(self, parameters, context, feedback, self._layers).run()
        return {}
