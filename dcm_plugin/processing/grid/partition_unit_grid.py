"""Algorithm: divide communities into unit grids."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm, language
from ..parameters import (
    advanced,
    choice_parameter,
    date_parameter,
    field_parameter,
    real_parameter,
    report_parameters,
)
from .partition_run import PartitionRun, layer_name

translate = QCoreApplication.translate

ORDERS = ("row_band", "strict_y_then_x", "column_band")


class PartitionUnitGrid(DcmAlgorithm):
    """Divides communities along real lines into unit grids of about equal area."""

    NAME = "partitionunitgrid"
    GROUP = "grid"

    def displayName(self) -> str:
        return translate("DCM", "Partition unit grid")

    def shortDescription(self) -> str:
        return translate(
            "DCM",
            "Divides communities into unit grids of about 10,000 m² along roads and other lines, "
            "cuts no building, numbers and codes the result.",
        )

    def tags(self) -> List[str]:
        words = (
            "unit grid,10000 m2 grid,partition,divide,community,roads,parcels,"
            "单元网格,万米网格,万米单元网格,网格划分,社区,划分,数字城管"
        )
        return words.split(",")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "<p>Divides every community into unit grids (单元网格) that follow roads, rivers, "
            "walls "
            "and other lines of the map and have about the target area.</p>"
            "<p><b>Always kept:</b> no gap and no overlap, neighbours share every vertex; one "
            "part; "
            "inside one community; no building is cut, unless a community border cuts it; "
            "compounds "
            "that must stay whole are not cut; the same input and seed give the same result.</p>"
            "<p><b>As well as possible, all together:</b> area, borders on real lines (higher "
            "ranks "
            "first), compact shape, equal numbers of components.</p>"
            "<p><b>Ranks of barriers:</b> 5 river, railway, expressway (no unit grid should "
            "straddle "
            "it); 4 main road, canal; 3 street; 2 service road, wall, fence, shore; 1 path, parcel "
            "edge; 0 no barrier (tunnel, subway, ferry). They are found from the usual fields of "
            "OpenStreetMap, Geofabrik and Chinese survey layers; the table of ranks overrides "
            "them.</p>"
            "<p><b>Compounds:</b> of 3,700 real compounds 87 % are larger than 10,000 m² (median "
            "40,854 m²). Keeping all of them whole would make the target area impossible, so by "
            "default only those between the bounds stay whole; the report says what keeping them "
            "costs.</p>"
            "<p>All layers are brought to the coordinate system of the communities, which must be "
            "in metres. Slightly overlapping or gapped communities are repaired; the repaired "
            "frame "
            "and every finding are given as layers of their own.</p>",
        )

    # --- parameters ------------------------------------------------------------------------

    def initAlgorithm(self, configuration: Optional[Mapping[str, Any]] = None) -> None:
        for parameter in self._input_parameters():
            self.addParameter(parameter)
        for parameter in self._goal_parameters():
            self.addParameter(parameter)
        for parameter in self._advanced_parameters():
            self.addParameter(advanced(parameter))
        for parameter in self._destinations():
            self.addParameter(parameter)
        for name, label in _number_outputs():
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _input_parameters(self) -> List[Any]:
        polygon = [QgsProcessing.SourceType.TypeVectorPolygon]
        source = QgsProcessingParameterFeatureSource
        several = QgsProcessingParameterMultipleLayers
        return [
            source("INPUT", translate("DCM", "Communities"), polygon),
            self.set_help(
                QgsProcessingParameterField(
                    "CODE_FIELD", translate("DCM", "Community code field"), "code", "INPUT"
                ),
                translate(
                    "DCM",
                    "Code of the community, 12 digits; it becomes the front of the unit grid code.",
                ),
            ),
            field_parameter(
                "NAME_FIELD",
                translate("DCM", "Community name field"),
                "INPUT",
                translate("DCM", "Name of the community, copied to its unit grids."),
            ),
            self.set_help(
                several(
                    "BARRIERS",
                    translate("DCM", "Barrier layers"),
                    QgsProcessing.SourceType.TypeVectorAnyGeometry,
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Roads, railways, rivers, canals, walls, as lines or polygons (their outline "
                    "is "
                    "used). Borders of unit grids run along them, along higher ranks first.",
                ),
            ),
            self.set_help(
                QgsProcessingParameterMatrix(
                    "BARRIER_RANKS",
                    translate("DCM", "Ranks of barriers"),
                    numberRows=0,
                    hasFixedNumberRows=False,
                    headers=[
                        translate("DCM", "Layer (* for all)"),
                        translate("DCM", "Filter expression"),
                        translate("DCM", "Rank 0 to 5"),
                    ],
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Own ranks: layer name or *, filter expression (empty for all features), rank "
                    "0 "
                    "(no barrier) to 5. The first row that fits a feature counts; features no row "
                    "fits get their rank from the built-in table.",
                ),
            ),
            self.set_help(
                source("BUILDINGS", translate("DCM", "Buildings"), polygon, optional=True),
                translate("DCM", "No border cuts a building, unless a community border does."),
            ),
            self.set_help(
                source("COMPOUNDS", translate("DCM", "Compounds"), polygon, optional=True),
                translate(
                    "DCM",
                    "Yards, residential quarters, schools … (院落). Outlines of all of them are "
                    "used "
                    "as lines of rank 1; the parameters below choose which stay whole.",
                ),
            ),
            self.set_help(
                QgsProcessingParameterExpression(
                    "KEEP_FIELD",
                    translate("DCM", "Compounds that stay whole"),
                    None,
                    "COMPOUNDS",
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Field or expression that is true for the compounds that must stay whole. "
                    "Empty: "
                    "the area range decides.",
                ),
            ),
            real_parameter(
                "KEEP_MIN",
                translate("DCM", "Smallest compound kept whole (m²)"),
                translate(
                    "DCM",
                    "Empty: the lower bound of a unit grid, or no limit when an expression "
                    "chooses.",
                ),
            ),
            real_parameter(
                "KEEP_MAX",
                translate("DCM", "Largest compound kept whole (m²)"),
                translate(
                    "DCM",
                    "Empty: the upper bound of a unit grid, or no limit when an expression "
                    "chooses. "
                    "Of 3,700 real compounds 87 % are larger than 10,000 m², so a high value makes "
                    "many unit grids larger than the target.",
                ),
            ),
            self.set_help(
                several(
                    "LAYOUT",
                    translate("DCM", "Water, green space, squares"),
                    QgsProcessing.SourceType.TypeVectorPolygon,
                    optional=True,
                ),
                translate("DCM", "Their outlines are used as lines of rank 2."),
            ),
            self.set_help(
                several(
                    "COMPONENTS",
                    translate("DCM", "Components"),
                    QgsProcessing.SourceType.TypeVectorAnyGeometry,
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Components of the survey (部件), as points, lines or polygons: counted, "
                    "balanced "
                    "between unit grids, and borders keep off them.",
                ),
            ),
        ]

    def _goal_parameters(self) -> List[Any]:
        of_profile = translate("DCM", "Empty: the value of the profile.")
        return [
            real_parameter(
                "TARGET_AREA",
                translate("DCM", "Target area (m²)"),
                translate("DCM", "Wanted area of a unit grid.") + " " + of_profile,
            ),
            real_parameter(
                "LOWER",
                translate("DCM", "Lower bound (m²)"),
                translate("DCM", "Unit grids below it get a reason.") + " " + of_profile,
            ),
            real_parameter(
                "UPPER",
                translate("DCM", "Upper bound (m²)"),
                translate("DCM", "Unit grids above it get a reason.") + " " + of_profile,
            ),
            self.profile_parameter(),
        ]

    def _advanced_parameters(self) -> List[Any]:
        weight = translate("DCM", "Relative; 1 is the default, 0 leaves the goal out.")
        real = QgsProcessingParameterNumber.Type.Double
        whole = QgsProcessingParameterNumber.Type.Integer
        number = QgsProcessingParameterNumber
        parameters = [
            choice_parameter(
                "ORDER",
                translate("DCM", "Order of numbers"),
                ORDERS,
                translate(
                    "DCM",
                    "row_band: rows from north to south, west to east in a row; strict_y_then_x: "
                    "by "
                    "height only; column_band: columns from west to east.",
                ),
            )
        ]
        for name, label in (
            ("WEIGHT_AREA", translate("DCM", "Weight of the area")),
            ("WEIGHT_LINES", translate("DCM", "Weight of real lines")),
            ("WEIGHT_COMPACTNESS", translate("DCM", "Weight of compactness")),
            ("WEIGHT_COMPONENTS", translate("DCM", "Weight of component balance")),
        ):
            parameters.append(
                self.set_help(number(name, label, real, 1.0, minValue=0.0, maxValue=100.0), weight)
            )
        parameters += [
            self.set_help(
                number(
                    "PRECISION",
                    translate("DCM", "Precision of coordinates (m)"),
                    real,
                    0.01,
                    minValue=0.0001,
                    maxValue=1.0,
                ),
                translate("DCM", "All vertices are put on a grid of this width."),
            ),
            self.set_help(
                number(
                    "FRAME_TOLERANCE",
                    translate("DCM", "Tolerance of the frame (m)"),
                    real,
                    0.1,
                    minValue=0.0,
                    maxValue=50.0,
                ),
                translate(
                    "DCM",
                    "Gaps and overlaps between communities up to this width are closed. Larger "
                    "ones "
                    "are reported.",
                ),
            ),
            self.set_help(
                number("SEED", translate("DCM", "Seed"), whole, 1, minValue=0, maxValue=2**31 - 1),
                translate("DCM", "The same input and seed give the same result."),
            ),
            self.set_help(
                number(
                    "WORKERS",
                    translate("DCM", "Worker processes"),
                    whole,
                    0,
                    minValue=0,
                    maxValue=64,
                ),
                translate("DCM", "0: one for each core. The result does not depend on it."),
            ),
            date_parameter(
                "START_DATE",
                translate("DCM", "Start date"),
                translate("DCM", "Written to every unit grid. Empty: today."),
            ),
        ]
        return parameters

    def _destinations(self) -> List[Any]:
        sink = QgsProcessingParameterFeatureSink
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        point = QgsProcessing.SourceType.TypeVectorPoint
        return [
            *report_parameters(
                translate("DCM", "All figures, the areas as a histogram, reasons and findings.")
            ),
            self.set_help(
                sink(
                    "FRAME",
                    translate("DCM", "Repaired communities"),
                    polygon,
                    optional=True,
                    createByDefault=False,
                ),
                translate(
                    "DCM",
                    "The communities the unit grids fill, after gaps and overlaps are closed.",
                ),
            ),
            self.set_help(
                sink(
                    "ISSUES",
                    translate("DCM", "Findings"),
                    point,
                    optional=True,
                    createByDefault=True,
                ),
                translate("DCM", "What was found about the input and the result, as points."),
            ),
            sink("OUTPUT", translate("DCM", "Unit grids"), polygon),
        ]

    # --- run -------------------------------------------------------------------------------

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        """Takes the layers of the lists in the main thread, where they live."""
        self._lists: Dict[str, List[Tuple[str, QgsProcessingFeatureSource]]] = {}
        for name in ("BARRIERS", "LAYOUT", "COMPONENTS"):
            sources = []
            for layer in self.parameterAsLayerList(parameters, name, context) or []:
                source = QgsProcessingUtils.variantToSource(layer, context)
                if source is None:
                    raise QgsProcessingException(
                        self.invalidSourceError({name: layer.source()}, name)
                    )
                sources.append((layer_name(layer), source))
            self._lists[name] = sources
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return PartitionRun(self, parameters, context, feedback, self._lists).run()
        return {}


def _number_outputs() -> List[Tuple[str, str]]:
    from ...core.grid.partition_figures import FIGURES

    lang = language()
    return [(figure.output, figure.label.text(lang)) for figure in FIGURES]
