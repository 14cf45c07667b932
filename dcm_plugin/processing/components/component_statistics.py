"""``dcm:componentstatistics``: how many components of which class lie where."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from ..grid.history_tables import is_part_of_layer
from ..parameters import (
    choice_parameter,
    field_parameter,
    grid_code_field,
    report_parameters,
)
from .statistics_run import GROUND, StatisticsRun
from .table_copy import whole_table

translate = QCoreApplication.translate

VERSIONS = ("gbt47678_5_2026", "gbt30428_2_2013", "cjt214_2007")
LEVELS = (*GROUND, "department")
DETAILS = ("minor", "major")


class ComponentStatistics(DcmAlgorithm):
    """Counts every component once; what has no area or class is told, not dropped."""

    NAME = "componentstatistics"
    GROUP = "components"

    def displayName(self) -> str:
        return translate("DCM", "Component statistics")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Numbers and densities of components by class and by grid, street or department."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Counts components by class and by unit grid, community, street or department, with "
            "their density per km² and per 10,000 m².\n\n"
            "A component is counted where its locating point lies; on a border in the grid with "
            "the smallest code, as by the coding. Grids with an end date are left out. Areas "
            "and classes without components are in the tables with 0, and components in no area "
            "or without known class are counted in the totals and told.\n\n"
            "The layer has one row per area with the number of each major class; the table one "
            "row per class, per area and per pair of both that occurs. The report has charts.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "component,statistics,count,density,choropleth,class,chart,city management"
        ).split(",") + ["部件", "统计", "密度", "数量", "分级设色", "类别", "图表"]

    # --- parameters ----------------------------------------------------------------------------

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (*self._inputs(), *self._settings(), *self._destinations()):
            self.addParameter(parameter)
        for name, label in (
            ("COMPONENT_COUNT", translate("DCM", "Components")),
            ("AREA_COUNT", translate("DCM", "Areas")),
            ("EMPTY_AREA_COUNT", translate("DCM", "Areas without components")),
            ("CLASS_COUNT", translate("DCM", "Classes that occur")),
            ("ABSENT_CLASS_COUNT", translate("DCM", "Classes without components")),
            ("UNPLACED_COUNT", translate("DCM", "Components in no area")),
            ("UNCLASSIFIED_COUNT", translate("DCM", "Components without known class")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _inputs(self) -> List[Any]:
        source = QgsProcessingParameterFeatureSource
        return [
            source(
                "INPUT",
                translate("DCM", "Components"),
                [QgsProcessing.SourceType.TypeVectorAnyGeometry],
            ),
            field_parameter(
                "CLASS_FIELD",
                translate("DCM", "Class code field"),
                "INPUT",
                translate(
                    "DCM",
                    "The field with the class code. Empty: LBDM, else the class inside the "
                    "identification code.",
                ),
            ),
            self.set_help(
                source(
                    "GRID",
                    translate("DCM", "Unit grids"),
                    [QgsProcessing.SourceType.TypeVectorPolygon],
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Communities and streets are put together of their unit grids. Needed for "
                    "all levels but departments.",
                ),
            ),
            grid_code_field("GRID_FIELD", "GRID"),
            field_parameter(
                "DEPARTMENT_FIELD",
                translate("DCM", "Department field"),
                "INPUT",
                translate(
                    "DCM",
                    "For the level of departments. Empty: the competent department of the version.",
                ),
            ),
        ]

    def _settings(self) -> List[Any]:
        return [
            choice_parameter(
                "LEVEL",
                translate("DCM", "Counted by"),
                LEVELS,
                translate("DCM", "Unit grids, communities, streets, or the competent departments."),
            ),
            choice_parameter(
                "DETAIL",
                translate("DCM", "Classes"),
                DETAILS,
                translate("DCM", "minor: every class; major: the major classes only."),
            ),
            choice_parameter(
                "VERSION",
                translate("DCM", "Class catalogue"),
                VERSIONS,
                translate("DCM", "Version of the standard whose classes the components have."),
            ),
            self.profile_parameter(),
            self.set_help(
                QgsProcessingParameterBoolean(
                    "ZEROS", translate("DCM", "Rows for all pairs"), defaultValue=False
                ),
                translate(
                    "DCM",
                    "The table gets a row for every pair of area and class, also where there is "
                    "no component. With many unit grids that is a very long table.",
                ),
            ),
        ]

    def _destinations(self) -> List[Any]:
        sink = QgsProcessingParameterFeatureSink
        return [
            *report_parameters(translate("DCM", "Charts and tables by class and by area.")),
            self.set_help(
                sink(
                    "TABLE",
                    translate("DCM", "Statistics by class"),
                    QgsProcessing.SourceType.TypeVector,
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Rows without area code are over all areas, rows without class code over all "
                    "classes; a hyphen stands for components in no area or without class.",
                ),
            ),
            sink(
                "OUTPUT",
                translate("DCM", "Component density"),
                QgsProcessing.SourceType.TypeVector,
            ),
        ]

    # --- run -----------------------------------------------------------------------------------

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        """In the main thread, where the layers live."""
        self.table = whole_table(self.parameterAsVectorLayer(parameters, "INPUT", context))
        if is_part_of_layer(parameters.get("INPUT")):
            self.table = None
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            self.check_destinations(parameters)
            return StatisticsRun(self, parameters, context, feedback, self.table).run()
        return {}
