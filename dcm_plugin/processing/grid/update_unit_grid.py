"""``dcm:updateunitgrid``: old and edited unit grids in, unit grids with history out."""

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

from ..base import DcmAlgorithm, language
from ..parameters import (
    advanced,
    by_profile,
    choice_parameter,
    date_parameter,
    field_parameter,
    grid_code_field,
    real_parameter,
    report_parameters,
    text_parameter,
)
from .update_run import UpdateRun

translate = QCoreApplication.translate

SPLIT_KEEPERS = ["profile", "none", "largest", "first"]
MERGE_KEEPERS = ["profile", "none", "largest"]
REUSE = ["profile", "no", "yes"]


class UpdateUnitGrid(DcmAlgorithm):
    """Never deletes a row and never gives a code twice; what is in doubt stays as it was."""

    NAME = "updateunitgrid"

    def displayName(self) -> str:
        return translate("DCM", "Update unit grids")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Turns an edited copy of the unit grids into a new version with history."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Compares an edited copy with the unit grids it was taken from and writes the new "
            "version with its history.\n\n"
            "Cells are compared by location. A cell with the same outline is kept; a moved "
            "border keeps the code; when a cell is split, or cells are merged, the old ones end "
            "and the new ones get the next number after the largest ever used in the community. "
            "A cell whose community got another code ends and gets a new code. Ended rows stay "
            "in the layer with their end date, new ones carry the codes they came from. Every "
            "change is a row of the change table.\n\n"
            "Where somebody else changed the grid after the copy was taken, the edit is not "
            "applied: the place stays as it is and is listed as a conflict. Running again with "
            "unchanged data changes nothing.\n\n"
            "The work stops before anything is written when a layer is measured in degrees, a "
            "geometry is missing or invalid, edited cells overlap, codes do not fit the profile, "
            "the history contradicts itself, or a community runs out of numbers.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "unit grid,update,history,change,split,merge,version,life cycle,city management"
        ).split(",") + ["单元网格", "万米网格", "更新", "变更", "历史", "拆分", "合并"]

    # --- parameters ----------------------------------------------------------------------------

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (*self._inputs(), *self._settings(), *self._destinations()):
            self.addParameter(parameter)
        for name, label in (
            ("KEPT_COUNT", translate("DCM", "Cells kept")),
            ("MOVED_COUNT", translate("DCM", "Cells with moved borders")),
            ("SPLIT_COUNT", translate("DCM", "Splits")),
            ("MERGED_COUNT", translate("DCM", "Merges")),
            ("NEW_COUNT", translate("DCM", "New cells")),
            ("ENDED_COUNT", translate("DCM", "Cells ended")),
            ("RECODED_COUNT", translate("DCM", "Cells with new codes")),
            ("ATTRIBUTE_COUNT", translate("DCM", "Changes of attributes")),
            ("CONFLICT_COUNT", translate("DCM", "Conflicts")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _inputs(self) -> List[Any]:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        source = QgsProcessingParameterFeatureSource
        return [
            source("INPUT", translate("DCM", "Unit grids"), [polygon]),
            self.set_help(
                source("EDITED", translate("DCM", "Edited unit grids"), [polygon]),
                translate(
                    "DCM",
                    "The copy that was edited. Leave codes and dates in it as they were: they "
                    "tell which version it was taken from.",
                ),
            ),
            grid_code_field("CODE_FIELD", "INPUT"),
            field_parameter(
                "EDITED_FIELD",
                translate("DCM", "Grid code field of the edited layer"),
                "EDITED",
                by_profile(),
            ),
            self.set_help(
                source("COMMUNITIES", translate("DCM", "Communities"), [polygon], optional=True),
                translate(
                    "DCM",
                    "Community or village polygons with their code of 12 digits, as they are "
                    "now. Empty: the community of the old cell at the place, or the community "
                    "field of the edited layer where it was changed.",
                ),
            ),
            field_parameter(
                "COMMUNITY_FIELD",
                translate("DCM", "Community code field"),
                "COMMUNITIES",
                by_profile(),
            ),
            self.set_help(
                source(
                    "HISTORY",
                    translate("DCM", "Ended rows elsewhere"),
                    [QgsProcessing.SourceType.TypeVector],
                    optional=True,
                ),
                translate(
                    "DCM",
                    "A table of ended unit grids that are not in the layer. Their codes count as "
                    "used.",
                ),
            ),
        ]

    def _settings(self) -> List[Any]:
        from_profile = translate("DCM", "profile: as the standard profile says.")
        return [
            self.profile_parameter(),
            date_parameter(
                "DATE",
                translate("DCM", "Date of change"),
                translate("DCM", "The day from which the new cells are valid. Empty: today."),
            ),
            text_parameter(
                "REASON",
                translate("DCM", "Reason of change"),
                translate(
                    "DCM",
                    "Written to each change for which the edited layer does not give a reason of "
                    "its own.",
                ),
            ),
            advanced(
                self.set_help(
                    QgsProcessingParameterBoolean(
                        "PARTIAL",
                        translate("DCM", "Edited layer is a part"),
                        defaultValue=False,
                    ),
                    translate(
                        "DCM",
                        "The edited layer holds only some of the cells; cells it does not touch "
                        "stay. To end a cell, give it an end date in the edited layer.",
                    ),
                )
            ),
            advanced(
                real_parameter(
                    "TOLERANCE",
                    translate("DCM", "Length tolerance (m)"),
                    translate(
                        "DCM",
                        "Outlines that nowhere lie farther apart count as the same. Empty: as the "
                        "profile says.",
                    ),
                )
            ),
            self._choice(
                "SPLIT_KEEPS_CODE_FOR",
                translate("DCM", "Code kept by a split"),
                SPLIT_KEEPERS,
                translate(
                    "DCM",
                    "Which part of a cell keeps its code: none, the largest, or the first in "
                    "numbering order.",
                )
                + " "
                + from_profile,
            ),
            self._choice(
                "MERGE_KEEPS_CODE_FOR",
                translate("DCM", "Code kept by a merge"),
                MERGE_KEEPERS,
                translate("DCM", "Whose code merged cells keep: none, or that of the largest.")
                + " "
                + from_profile,
            ),
            self._choice(
                "REUSE_CODES",
                translate("DCM", "Give codes again"),
                REUSE,
                translate(
                    "DCM",
                    "no: the code of an ended cell is never given to another. Change this only "
                    "for drafts.",
                )
                + " "
                + from_profile,
            ),
        ]

    @staticmethod
    def _choice(name: str, label: str, options: List[str], text: str) -> Any:
        return advanced(choice_parameter(name, label, options, text))

    def _destinations(self) -> List[Any]:
        sink = QgsProcessingParameterFeatureSink
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        return [
            *report_parameters(
                translate("DCM", "What changed, what was not applied, and how it was run.")
            ),
            self.set_help(
                sink("CHANGES", translate("DCM", "Changes"), polygon, optional=True),
                translate(
                    "DCM",
                    "One row per change with codes and areas before and after, community, date "
                    "and reason; the shape is the outline before the change. Keep these tables: "
                    "they are the record of moved borders.",
                ),
            ),
            sink("OUTPUT", translate("DCM", "Unit grids with history"), polygon),
        ]

    # --- run -----------------------------------------------------------------------------------

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        """In the main thread, where the layers live: tells of filters that hide rows."""
        from ...core.messages import text

        for name in ("INPUT", "EDITED"):
            layer = self.parameterAsVectorLayer(parameters, name, context)
            if layer is not None and layer.subsetString():
                feedback.pushWarning(
                    text(
                        "lifecycle.warning.filter",
                        language(),
                        layer=layer.name(),
                        filter=layer.subsetString(),
                    )
                )
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return UpdateRun(self, parameters, context, feedback).run()
        return {}
