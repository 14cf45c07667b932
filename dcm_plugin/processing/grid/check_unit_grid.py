"""``dcm:checkunitgrid``: the division principles and the acceptance tests on a unit-grid layer."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from ..parameters import (
    advanced,
    by_profile,
    checks_parameter,
    field_parameter,
    grid_code_field,
    real_parameter,
    report_parameters,
)
from .check_run import CheckRun

translate = QCoreApplication.translate

#: The checks on offer; the catalogue in data/checks says what each is (a test compares them).
CHECK_IDS = [f"G{n:02d}" for n in range(1, 11)] + [f"Q{n:02d}" for n in range(1, 17)]


class CheckUnitGrid(DcmAlgorithm):
    """Reports what is wrong with a unit grid; it never changes the layer and never fails on it."""

    NAME = "checkunitgrid"

    def displayName(self) -> str:
        return translate("DCM", "Check unit grids")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Checks a unit grid by the division principles G01-G10 and the tests Q01-Q16."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Checks a layer of unit grids: topology, communities, codes, dates, areas, cut "
            "buildings and yards, balance of components, and more.\n\n"
            "Only the unit grids are needed. What cannot be checked because a layer is missing is "
            "reported as not checked, never as passed. Severities and numbers come from the "
            "standard profile.\n\n"
            "The findings come out as points, those with an extent as polygons too, each with the "
            "check, the features and a sentence. The report lists all checks, figures and "
            "findings. The unit grids themselves are not changed.\n\n"
            "Layers in another coordinate system are transformed to that of the unit grids, which "
            "must be a projected one in metres. Rows with an end date are history: only their "
            "codes and dates are checked.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM",
            "unit grid,check,validate,quality,topology,overlap,gap,acceptance,city management",
        ).split(",") + ["单元网格", "万米网格", "检查", "质检", "拓扑", "验收"]

    # --- parameters ----------------------------------------------------------------------------

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (*self._inputs(), *self._settings(), *self._destinations()):
            self.addParameter(parameter)
        for name, label in (
            ("ERROR_COUNT", translate("DCM", "Number of errors")),
            ("WARNING_COUNT", translate("DCM", "Number of warnings")),
            ("INFO_COUNT", translate("DCM", "Number of notes")),
            ("SKIPPED_COUNT", translate("DCM", "Number of checks not run")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _layer(self, name: str, label: str, text: str, kind: Any, optional: bool = True) -> Any:
        return self.set_help(
            QgsProcessingParameterFeatureSource(name, label, [kind], optional=optional), text
        )

    def _inputs(self) -> List[Any]:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        anything = QgsProcessing.SourceType.TypeVectorAnyGeometry
        return [
            self._layer("INPUT", translate("DCM", "Unit grids"), "", polygon, False),
            grid_code_field("CODE_FIELD", "INPUT"),
            self._layer(
                "COMMUNITIES",
                translate("DCM", "Communities"),
                translate("DCM", "Community or village polygons with their code of 12 digits."),
                polygon,
            ),
            field_parameter(
                "COMMUNITY_FIELD",
                translate("DCM", "Community code field"),
                "COMMUNITIES",
                by_profile(),
            ),
            self._layer(
                "STREETS",
                translate("DCM", "Streets or towns"),
                translate("DCM", "Street or town polygons with their code of 9 digits."),
                polygon,
            ),
            field_parameter(
                "STREET_FIELD", translate("DCM", "Street code field"), "STREETS", by_profile()
            ),
            self._layer(
                "DISTRICTS",
                translate("DCM", "Districts"),
                translate("DCM", "District or county polygons with their code of 6 digits."),
                polygon,
            ),
            field_parameter(
                "DISTRICT_FIELD", translate("DCM", "District code field"), "DISTRICTS", by_profile()
            ),
            self._layer(
                "BUILDINGS",
                translate("DCM", "Buildings"),
                translate("DCM", "Building footprints; no grid border may cut one."),
                polygon,
            ),
            self._layer(
                "COMPOUNDS",
                translate("DCM", "Yards"),
                translate("DCM", "Yards (compounds); large ones must not be split."),
                polygon,
            ),
            field_parameter(
                "KEEP_FIELD",
                translate("DCM", "Field of whole yards"),
                "COMPOUNDS",
                translate(
                    "DCM",
                    "Yards with 1, true or yes in this field must stay whole. Empty: all yards "
                    "larger than the profile says.",
                ),
            ),
            self.set_help(
                QgsProcessingParameterMultipleLayers(
                    "LAYOUT",
                    translate("DCM", "Layout lines"),
                    anything,
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Lines that borders should follow: roads, water, walls. Of polygons the "
                    "outline counts. Barriers, yards and communities are added by themselves.",
                ),
            ),
            self._layer(
                "BARRIERS",
                translate("DCM", "Hard barriers"),
                translate(
                    "DCM", "Railways, expressways, rivers, canals: none should run through a grid."
                ),
                anything,
            ),
            self._layer(
                "COMPONENTS",
                translate("DCM", "Components"),
                translate("DCM", "Surveyed components as points, lines or polygons."),
                anything,
            ),
            field_parameter(
                "COMPONENT_FIELD",
                translate("DCM", "Grid code of components"),
                "COMPONENTS",
                translate(
                    "DCM", "The grid code that a component carries. Empty: as the profile names it."
                ),
            ),
            self._layer(
                "PREVIOUS",
                translate("DCM", "Previous unit grids"),
                translate("DCM", "The layer as it was before, to compare by code."),
                polygon,
            ),
            field_parameter(
                "PREVIOUS_FIELD",
                translate("DCM", "Previous grid code field"),
                "PREVIOUS",
                by_profile(),
            ),
        ]

    def _settings(self) -> List[Any]:
        return [
            self.set_help(
                QgsProcessingParameterNumber(
                    "BASE_SCALE",
                    translate("DCM", "Scale of base map"),
                    QgsProcessingParameterNumber.Type.Integer,
                    optional=True,
                    minValue=1,
                ),
                translate(
                    "DCM",
                    "Denominator: 500 for 1:500. Empty: the largest one in the field that the "
                    "profile names.",
                ),
            ),
            self.profile_parameter(),
            checks_parameter(CHECK_IDS),
            advanced(
                real_parameter(
                    "TOLERANCE",
                    translate("DCM", "Length tolerance (m)"),
                    translate("DCM", "Empty: as the profile says."),
                )
            ),
        ]

    def _destinations(self) -> List[Any]:
        sink = QgsProcessingParameterFeatureSink
        return [
            *report_parameters(
                translate("DCM", "All checks, figures, areas as a histogram, and findings.")
            ),
            self.set_help(
                QgsProcessingParameterFileDestination(
                    "REPORT_CSV",
                    translate("DCM", "List of findings"),
                    translate("DCM", "CSV files (*.csv)"),
                    optional=True,
                    createByDefault=False,
                ),
                translate("DCM", "All findings, one a line, for a spreadsheet."),
            ),
            self.set_help(
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
            self.set_help(
                sink(
                    "ERROR_AREAS",
                    translate("DCM", "Findings as areas"),
                    QgsProcessing.SourceType.TypeVectorPolygon,
                    optional=True,
                    createByDefault=False,
                ),
                translate("DCM", "The findings that have an area: overlaps, gaps, cut buildings."),
            ),
            sink(
                "OUTPUT",
                translate("DCM", "Unit grids with findings"),
                QgsProcessing.SourceType.TypeVectorPolygon,
                optional=True,
            ),
        ]

    # --- run -----------------------------------------------------------------------------------

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        """Takes the layers of the list in the main thread, where they live."""
        self._layout: List[Tuple[str, QgsProcessingFeatureSource]] = []
        for layer in self.parameterAsLayerList(parameters, "LAYOUT", context) or []:
            source = QgsProcessingUtils.variantToSource(layer.id(), context)
            if source is None:
                raise QgsProcessingException(
                    self.invalidSourceError({"LAYOUT": layer.source()}, "LAYOUT")
                )
            self._layout.append((layer.name(), source))
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return CheckRun(self, parameters, context, feedback, self._layout).run()
        return {}
