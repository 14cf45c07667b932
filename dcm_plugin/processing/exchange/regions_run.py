"""Reading two neighbouring regions, and what both algorithms about them say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from .. import adapters
from ..base import DcmAlgorithm
from ..grid.history_tables import HistoryTable
from ..parameters import by_profile, field_parameter, grid_code_field
from ..run import AlgorithmRun

if TYPE_CHECKING:
    from ...core.grid.regions import Region
    from ...core.standards import Profile

translate = QCoreApplication.translate

#: Largest distance (m) between the two lines of a border, unless another is chosen.
TOLERANCE = 1.0


def region_parameters(algorithm: DcmAlgorithm, tolerance_help: str) -> List[Any]:
    """INPUT, OVERLAY, their code fields, the profile and TOLERANCE."""
    polygon = QgsProcessing.SourceType.TypeVectorPolygon
    return [
        QgsProcessingParameterFeatureSource(
            "INPUT", translate("DCM", "Unit grids of a region"), [polygon]
        ),
        algorithm.set_help(
            QgsProcessingParameterFeatureSource(
                "OVERLAY", translate("DCM", "Unit grids of the neighbour"), [polygon]
            ),
            translate("DCM", "The grid of the adjacent district, street or other region."),
        ),
        grid_code_field("CODE_FIELD", "INPUT"),
        field_parameter(
            "OVERLAY_FIELD",
            translate("DCM", "Grid code field of the neighbour"),
            "OVERLAY",
            by_profile(),
        ),
        algorithm.profile_parameter(),
        algorithm.set_help(
            QgsProcessingParameterNumber(
                "TOLERANCE",
                translate("DCM", "Tolerance (m)"),
                QgsProcessingParameterNumber.Type.Double,
                defaultValue=TOLERANCE,
                minValue=0.001,
                maxValue=50.0,
            ),
            tolerance_help,
        ),
    ]


class Regions(AlgorithmRun):
    """Both layers as tables in the coordinate system of the first."""

    def __init__(
        self,
        algorithm: DcmAlgorithm,
        parameters: Any,
        context: Any,
        feedback: Any,
        profile: Profile,
    ) -> None:
        super().__init__(algorithm, parameters, context, feedback)
        self.profile = profile
        sources = self._required_source("INPUT"), self._required_source("OVERLAY")
        for source in sources:
            adapters.require_metric(source.sourceCrs(), source.sourceName())
        self.crs = sources[0].sourceCrs()
        self.tables = (
            HistoryTable(sources[0], profile, self._text("CODE_FIELD")),
            HistoryTable(sources[1], profile, self._text("OVERLAY_FIELD")),
        )
        if sources[1].sourceCrs() != self.crs:
            self._warn(
                "regions.transformed",
                layer=sources[1].sourceName(),
                source=sources[1].sourceCrs().authid(),
                target=self.crs.authid(),
            )

    def read(self) -> Tuple[Region, Region]:
        return self._region(0), self._region(1)

    def _region(self, place: int) -> Region:
        from ...core.grid.regions import Region

        table = self.tables[place]
        crs = self.crs if table.source.sourceCrs() != self.crs else None
        frame = table.read(self.feedback, crs, self.context if crs is not None else None)
        return Region(
            table.name,
            frame,
            {f.name(): f.typeName() for f in table.source.fields() if f.name() != "fid"},
            table.source.sourceCrs().authid(),
            table.roles["code"],
        )


def write_report(
    run: Regions, title: str, findings: Any, figures: Dict[str, Any], settings: Dict[str, Any]
) -> Dict[str, Any]:
    """REPORT, when it is wanted."""
    from ...core.grid.regions import regions_report

    names = {"first": run.tables[0].name, "second": run.tables[1].name}
    return run.algorithm.write_reports(
        run.parameters,
        run.context,
        lambda: regions_report(
            title,
            findings,
            figures,
            {**names, **settings},
            run.profile,
            ", ".join(names.values()),
        ),
    )
