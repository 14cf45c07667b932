"""``dcm:checkregionborder``: what does not match where two regions meet."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import QgsProcessingOutputNumber
from qgis.PyQt.QtCore import QCoreApplication

from ...core.messages import text
from .. import adapters
from ..base import DcmAlgorithm, language
from ..parameters import report_parameter
from .place_layers import PlaceWriter, place_parameters, place_tables
from .regions_run import Regions, region_parameters, write_report

translate = QCoreApplication.translate


class CheckRegionBorder(DcmAlgorithm):
    """Looks at the border of two regions; changes nothing."""

    NAME = "checkregionborder"
    GROUP = "exchange"

    def displayName(self) -> str:
        return translate("DCM", "Check region border")

    def shortDescription(self) -> str:
        return translate("DCM", "Lists what does not match where the grids of two regions meet.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Compares the unit grids of two adjacent regions (districts, streets) along their "
            "common border and lists with their places: gaps and overlaps, vertices of one side "
            "that the other lacks, codes that stand in both or belong to the other region, codes "
            "of another profile, different coordinate systems and different fields.\n\n"
            "Gaps and overlaps up to the tolerance can be closed by Merge regions; wider ones "
            "have to be settled by the surveyors. Gaps are looked for up to three times the "
            "tolerance, overlaps everywhere. Ended rows do not count, except for their codes.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "border,region,district,gap,overlap,vertices,adjacent,check,city management"
        ).split(",") + ["接边", "边界", "区域", "缝隙", "重叠", "检查", "相邻", "单元网格"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            *region_parameters(
                self,
                translate("DCM", "Gaps and overlaps up to this width can be closed by a merge."),
            ),
            report_parameter(translate("DCM", "Figures and what does not match.")),
            *place_parameters(self, areas=True),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("GAP_COUNT", translate("DCM", "Gaps")),
            ("OVERLAP_COUNT", translate("DCM", "Overlaps")),
            ("VERTEX_COUNT", translate("DCM", "Missing vertices")),
            ("ERROR_COUNT", translate("DCM", "Errors")),
            ("WARNING_COUNT", translate("DCM", "Warnings")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return self._check(parameters, context, feedback)
        return {}

    def _check(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.grid import places
        from ...core.grid.regions import compare

        self.check_destinations(parameters)
        profile = self.load_profile(parameters, context)
        run = Regions(self, parameters, context, feedback, profile)
        regions = run.read()
        for region in regions:
            region.check(profile, codes=False)
        feedback.setProgress(30)
        tolerance = self.parameterAsDouble(parameters, "TOLERANCE", context)
        cancelled = adapters.cancel_check(feedback)
        findings, figures = compare(regions, profile, tolerance, cancelled)
        feedback.setProgress(90)
        writer = PlaceWriter(self, parameters, context, run.crs)
        outputs = writer.write(place_tables(findings, areas=True))
        outputs.update(write_report(run, "check", findings, figures, {"tolerance": tolerance}))
        errors = places.count(findings, places.ERROR)
        warnings = places.count(findings, places.WARNING)
        feedback.pushInfo(
            text(
                "regions.check.done",
                language(),
                errors=errors,
                warnings=warnings,
                gaps=figures["gaps"],
                overlaps=figures["overlaps"],
                vertices=figures["vertices"],
                profile=profile.id,
            )
        )
        feedback.setProgress(100)
        return {
            **outputs,
            "GAP_COUNT": figures["gaps"],
            "OVERLAP_COUNT": figures["overlaps"],
            "VERTEX_COUNT": figures["vertices"],
            "ERROR_COUNT": errors,
            "WARNING_COUNT": warnings,
        }
