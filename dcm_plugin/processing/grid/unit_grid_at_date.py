"""``dcm:unitgridatdate``: the unit grids of a day, and what became of a code."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm, language
from ..parameters import date_parameter, grid_code_field, text_parameter

translate = QCoreApplication.translate


class UnitGridAtDate(DcmAlgorithm):
    """Looks into the history; changes nothing."""

    NAME = "unitgridatdate"

    def displayName(self) -> str:
        return translate("DCM", "Unit grids at date")

    def shortDescription(self) -> str:
        return translate("DCM", "The unit grids in use on a day, or what became of a code.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Takes from a layer with history the unit grids that were in use on a day: begun on "
            "or before it, and not ended on or before it.\n\n"
            "With a code, only the cells of that code come out: the cell itself when it was in "
            "use on that day, else the cells that came of it, also over several changes, or for "
            "an earlier day the cells that it came from.\n\n"
            "A moved border keeps the code and the row, so the layer knows only the outline of "
            "today; with the tables of changes that the updates wrote, the outlines of that day "
            "come back.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "unit grid,history,date,code,successor,predecessor,look up,city management"
        ).split(",") + ["单元网格", "历史", "日期", "标识码", "查询", "追溯"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        for parameter in (
            QgsProcessingParameterFeatureSource(
                "INPUT", translate("DCM", "Unit grids with history"), [polygon]
            ),
            grid_code_field("CODE_FIELD", "INPUT"),
            self.profile_parameter(),
            date_parameter(
                "DATE",
                translate("DCM", "Date"),
                translate("DCM", "The day to look at. Empty: today."),
            ),
            text_parameter(
                "CODE",
                translate("DCM", "Code"),
                translate(
                    "DCM", "A code to follow, or several with commas between. Empty: all cells."
                ),
            ),
            self.set_help(
                QgsProcessingParameterFeatureSource(
                    "CHANGES", translate("DCM", "Changes"), [polygon], optional=True
                ),
                translate(
                    "DCM", "The change table of the updates, to bring back outlines of that day."
                ),
            ),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Unit grids of the day"), polygon
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputString("CODES", translate("DCM", "Codes on that day")))
        self.addOutput(QgsProcessingOutputNumber("COUNT", translate("DCM", "Number of cells")))
        self.addOutput(
            QgsProcessingOutputNumber("RESTORED", translate("DCM", "Outlines brought back"))
        )

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.errors import Cancelled
        from .. import adapters
        from ..layer_writer import OutputLayers

        target = None
        with self.errors_shown():
            self.check_destinations(parameters)
            table, frame, fields, mapping, codes, restored = self._select(
                parameters, context, feedback
            )
            if feedback.isCanceled():
                raise Cancelled()
            from .history_tables import polygon_type

            kind, multi = polygon_type(frame, table.source)
            with OutputLayers(self, parameters, context) as layers:
                sink = layers.sink("OUTPUT", fields, kind, table.source.sourceCrs())
                adapters.frame_to_sink(frame, sink, fields, feedback, mapping, multi)
                del sink
            target = layers.targets["OUTPUT"]
            self._style(parameters, context, target, fields)
        return {
            "OUTPUT": target,
            "CODES": ",".join(codes),
            "COUNT": len(frame),
            "RESTORED": restored,
        }

    def _select(self, parameters: Any, context: Any, feedback: Any) -> Tuple[Any, ...]:
        """The table and its rows of the day."""
        import numpy as np

        from ...core.grid.lifecycle import check_codes, check_history, read_rows, valid_at
        from ...core.messages import text
        from .history_tables import HistoryTable, chosen_text, day_of

        source = self.required_source(parameters, "INPUT", context)
        profile = self.load_profile(parameters, context)
        date = day_of(self, parameters, "DATE", context)
        table = HistoryTable(source, profile, chosen_text(self, parameters, "CODE_FIELD", context))
        frame = table.read(feedback)
        rows = read_rows(frame, table.name, table.roles)
        check_codes(rows, profile, table.roles["code"])
        for message_id, params in check_history(rows, profile):
            feedback.pushWarning(text(message_id, language(), **params))
        chosen = valid_at(rows, date)
        asked = chosen_text(self, parameters, "CODE", context)
        codes: List[str] = []
        if asked:
            codes = self._follow(rows, asked, date, table, feedback)
            chosen &= np.isin(rows.code.astype(str), codes)
        else:
            codes = sorted(rows.code[chosen].tolist())
        restored = self._restore(parameters, context, feedback, frame, rows, date, chosen)
        feedback.pushInfo(
            text(
                "lifecycle.at.done",
                language(),
                count=int(chosen.sum()),
                date=date.isoformat(),
                restored=restored,
            )
        )
        fields, mapping = table.output_fields()
        for role in ("start", "end", "changed"):
            if role in frame.columns:
                from ...core.grid.lifecycle.rows import as_dates

                frame[role] = as_dates(getattr(rows, role))
        return table, frame[chosen].reset_index(drop=True), fields, mapping, codes, restored

    def _follow(self, rows: Any, asked: str, date: Any, table: Any, feedback: Any) -> List[str]:
        """The codes of the day for the codes asked for."""
        from ...core.errors import InputError
        from ...core.grid.lifecycle import codes_at
        from ...core.grid.lifecycle.rows import split_codes
        from ...core.messages import shortened, text

        answers = codes_at(rows, split_codes(asked), date)
        unknown = [answer.code for answer in answers if answer.relation == "unknown"]
        if unknown:
            raise InputError(
                "lifecycle.at.unknown",
                layer=table.name,
                field=table.roles["code"],
                codes=shortened(unknown),
            )
        for answer in answers:
            feedback.pushInfo(
                text(
                    "lifecycle.at.answer." + answer.relation,
                    language(),
                    code=answer.code,
                    date=date.isoformat(),
                    **({"codes": ", ".join(answer.codes)} if len(answer.codes) > 0 else {}),
                )
            )
        return sorted({code for answer in answers for code in answer.codes})

    def _restore(
        self, parameters: Any, context: Any, feedback: Any, frame: Any, rows: Any, date: Any,
        chosen: Any,
    ) -> int:  # fmt: skip
        """Puts the outlines of the day into the table; how many of the chosen rows."""
        import geopandas as gpd
        import numpy as np

        from ...core.grid.lifecycle import outlines_at
        from .. import adapters

        source = self.parameterAsSource(parameters, "CHANGES", context)
        if source is None:
            return 0
        specs = self.load_profile(parameters, context).tables["unit_grid_change"]
        names = {role: specs[role].name for role in ("kind", "old_codes", "new_codes", "date")}
        main: Optional[Any] = self.parameterAsSource(parameters, "INPUT", context)
        changes = adapters.source_to_frame(
            source,
            feedback,
            list(names.values()),
            target_crs=main.sourceCrs() if main is not None else None,
            transform_context=context.transformContext(),
        )
        changes = changes.rename(
            columns={adapters.exact_name(source, name): role for role, name in names.items()}
        )
        shapes = np.asarray(frame.geometry.array, dtype=object).copy()
        found = {row: s for row, s in outlines_at(rows, date, changes).items() if chosen[row]}
        for row, shape in found.items():
            shapes[row] = shape
            if "area" in frame.columns:
                frame.loc[row, "area"] = round(shape.area, 2)
        frame.geometry = gpd.array.GeometryArray(shapes)
        return len(found)

    def _style(self, parameters: Any, context: Any, target: str, fields: Any) -> None:
        from ...core.messages import text
        from .. import styling
        from .history_tables import day_of

        profile = self.load_profile(parameters, context)
        styling.style_output(
            context,
            target,
            "unit_grid",
            language=language(),
            layer_name=text(
                "lifecycle.layer.at",
                language(),
                date=day_of(self, parameters, "DATE", context).isoformat(),
            ),
            aliases={field.name(): field.alias() for field in fields},
            variables={
                "dcm_target": profile.area.target,
                "dcm_lower": profile.area.lower,
                "dcm_upper": profile.area.upper,
            },
        )
