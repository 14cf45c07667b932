"""``dcm:mergeregions``: the grids of two regions in one layer, with one border between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from qgis.core import (
    QgsFields,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import field as make_field
from ...core.errors import InputError
from ...core.messages import text
from .. import adapters, styling
from ..base import DcmAlgorithm, language
from ..grid.history_tables import chosen_text, day_of, is_part_of_layer, polygon_type, widened
from ..parameters import choice_parameter, date_parameter, report_parameter, text_parameter
from .place_layers import PlaceWriter, place_parameters, place_tables
from .regions_run import Regions, region_parameters, write_report

if TYPE_CHECKING:
    from ...core.grid.regions import MergeResult

translate = QCoreApplication.translate

METHODS = ["first", "second", "middle"]


class MergeRegions(DcmAlgorithm):
    """Touches only the outer edges of the grids at the common border."""

    NAME = "mergeregions"
    GROUP = "exchange"

    def displayName(self) -> str:
        return translate("DCM", "Merge regions")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Joins the grids of two regions along their common border in one layer."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Puts the unit grids of two adjacent regions into one layer and joins them along "
            "their common border: no gap and no overlap within the tolerance, the same vertices "
            "on both sides.\n\n"
            "One line stands (that of the first or the second layer, or one in the middle), the "
            "other side is laid on it. Only vertices of the outer edges move, each by no more "
            "than the tolerance; grids off the border stay exactly as they are. Areas of the "
            "grids touched are brought up to date, and each of them is a row of the change "
            "table, with the outline it had.\n\n"
            "What lies beyond the tolerance is left and listed. Codes that stand in both layers "
            "stop the merge.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "merge,join,border,region,district,snap,adjacent,gap,city management"
        ).split(",") + ["接边", "合并", "区域", "边界", "缝隙", "相邻", "单元网格"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        for parameter in (
            *region_parameters(
                self, translate("DCM", "No vertex of the border moves farther than this.")
            ),
            choice_parameter(
                "METHOD",
                translate("DCM", "Border that stands"),
                METHODS,
                translate(
                    "DCM",
                    "first, second: the line of that layer stands. middle: both sides move half "
                    "the way.",
                ),
            ),
            date_parameter(
                "DATE",
                translate("DCM", "Date of change"),
                translate("DCM", "Written to grids whose border moved. Empty: today."),
            ),
            text_parameter(
                "REASON",
                translate("DCM", "Reason of change"),
                translate("DCM", "Written to grids whose border moved, and to the changes."),
            ),
            report_parameter(translate("DCM", "Figures before and after, and what is left.")),
            *place_parameters(self, areas=True),
            self.set_help(
                QgsProcessingParameterFeatureSink(
                    "CHANGES", translate("DCM", "Changes"), polygon, optional=True
                ),
                translate("DCM", "A row for each grid touched, with the outline it had."),
            ),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Merged unit grids"), polygon
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("TOUCHED_COUNT", translate("DCM", "Grids touched")),
            ("MOVED_COUNT", translate("DCM", "Cells with moved borders")),
            ("LARGEST_MOVE", translate("DCM", "Largest movement (m)")),
            ("GAP_COUNT", translate("DCM", "Gaps")),
            ("OVERLAP_COUNT", translate("DCM", "Overlaps")),
            ("ERROR_COUNT", translate("DCM", "Errors")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    # --- run -----------------------------------------------------------------------------------

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return self._merge(parameters, context, feedback)
        return {}

    def _merge(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.grid import places
        from ...core.grid.regions import MergeSwitches, merge

        self.check_destinations(parameters)
        profile = self.load_profile(parameters, context)
        run = Regions(self, parameters, context, feedback, profile)
        for name, table in zip(("INPUT", "OVERLAY"), run.tables):
            if is_part_of_layer(parameters.get(name)):
                raise InputError("lifecycle.selection.input", layer=table.name)
        switches = MergeSwitches(
            tolerance=self.parameterAsDouble(parameters, "TOLERANCE", context),
            method=self.parameterAsEnumString(parameters, "METHOD", context),
            date=day_of(self, parameters, "DATE", context),
            reason=chosen_text(self, parameters, "REASON", context),
            lang=language(),
        )
        regions = run.read()
        feedback.setProgress(20)
        result = merge(regions, profile, switches, adapters.cancel_check(feedback))
        feedback.setProgress(85)
        outputs = self._layers(run, result)
        settings = {
            "tolerance": switches.tolerance,
            "method": switches.method,
            "date": switches.date.isoformat(),
        }
        outputs.update(write_report(run, "merge", result.findings, result.figures, settings))
        figures, errors = result.figures, places.count(result.findings, places.ERROR)
        feedback.pushInfo(
            text(
                "regions.merge.done",
                language(),
                rows=len(result.layer),
                touched=figures["touched"],
                moved=figures["moved"],
                farthest=figures["farthest"],
                errors=errors,
                profile=profile.id,
            )
        )
        feedback.setProgress(100)
        return {
            **outputs,
            "TOUCHED_COUNT": figures["touched"],
            "MOVED_COUNT": figures["moved"],
            "LARGEST_MOVE": figures["farthest"],
            "GAP_COUNT": figures["gaps_after"],
            "OVERLAP_COUNT": figures["overlaps_after"],
            "ERROR_COUNT": errors,
        }

    def _layers(self, run: Regions, result: MergeResult) -> Dict[str, Any]:
        lang, profile = language(), run.profile
        fields, mapping = self._fields(run, result)
        layer = result.layer.rename(columns={c: n for n, c in mapping.items() if c != n})
        fields = widened(fields, layer, {})
        specs = profile.tables["unit_grid_change"]
        changes = result.changes.rename(columns={role: spec.name for role, spec in specs.items()})
        change_fields = adapters.fields_from_specs(list(specs.values()), lang)
        kind, _ = polygon_type(layer, *(table.source for table in run.tables))
        writer = PlaceWriter(self, run.parameters, run.context, run.crs)
        multi = QgsWkbTypes.Type.MultiPolygon
        outputs = writer.write(
            (
                *place_tables(result.findings, areas=True),
                ("CHANGES", changes, change_fields, multi, "unit_grid_changes"),
                ("OUTPUT", layer, fields, kind, "unit_grid_history"),
            )
        )
        for name, style, title, shown in (
            ("CHANGES", "unit_grid_changes", "regions.layer.changes", change_fields),
            ("OUTPUT", "unit_grid_history", "regions.layer.merged", fields),
        ):
            styling.style_output(
                run.context,
                outputs.get(name),
                style,
                language=lang,
                layer_name=text(title, lang),
                aliases={field.name(): field.alias() for field in shown},
                fields={"ZZRQ": profile.fields["end"].name},
            )
        return outputs

    @staticmethod
    def _fields(run: Regions, result: MergeResult) -> Tuple[QgsFields, Dict[str, str]]:
        """Fields of the first layer, then those that only the second has."""
        first, second = run.tables
        fields, mapping = first.output_fields(second.roles)
        others, more = second.output_fields(first.roles)
        for field in others:
            place = fields.lookupField(field.name())
            if place < 0:
                fields.append(field)
                mapping[field.name()] = more[field.name()]
            elif fields.at(place).type() != field.type():
                name = fields.at(place).name()
                alias = fields.at(place).alias()
                fields.remove(place)
                fields.append(make_field(name, "string", 0, 0, alias))
                column = mapping[name]
                result.layer[column] = [
                    None if v is None or v != v else str(v) for v in result.layer[column]
                ]
        return fields, mapping
