"""What happens when ``dcm:updateunitgrid`` runs: read, decide, write."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Dict, Optional

from qgis.core import (
    QgsProcessingMultiStepFeedback,
)

from ...core.errors import InputError
from ...core.messages import text
from .. import adapters, styling
from ..base import DcmAlgorithm
from ..layer_writer import OutputLayers
from ..run import AlgorithmRun
from .history_tables import (
    HistoryTable,
    community_table,
    day_of,
    history_table,
    is_part_of_layer,
    polygon_type,
    widened,
)

if TYPE_CHECKING:
    from ...core.grid.lifecycle import Switches, UpdateResult
    from ...core.standards import Profile

_STEPS = 6


class UpdateRun(AlgorithmRun):
    """One run. Nothing is written before all is decided."""

    def __init__(
        self, algorithm: DcmAlgorithm, parameters: Any, context: Any, feedback: Any
    ) -> None:
        super().__init__(algorithm, parameters, context, feedback)
        self.steps = QgsProcessingMultiStepFeedback(_STEPS, feedback)

    def run(self) -> Dict[str, Any]:
        from ...core.grid.lifecycle import UpdateTask, update

        self.algorithm.check_destinations(self.parameters)
        profile = self.algorithm.load_profile(self.parameters, self.context)
        switches = self._switches()
        source, edited_source = self._required_source("INPUT"), self._required_source("EDITED")
        for layer in (source, edited_source):
            adapters.require_metric(layer.sourceCrs(), layer.sourceName())
        self._check_whole(source, edited_source, switches)
        crs = source.sourceCrs()
        old = HistoryTable(source, profile, self._text("CODE_FIELD"))
        edited = HistoryTable(edited_source, profile, self._text("EDITED_FIELD"), needs_code=False)
        self._leave_out(old, edited)
        old_frame = old.read(self.steps)
        self.steps.setCurrentStep(1)
        edited_frame = edited.read(self.steps, crs, self.context)
        self.steps.setCurrentStep(2)
        communities, community_field = community_table(
            self._source("COMMUNITIES"),
            self._text("COMMUNITY_FIELD"),
            profile,
            crs,
            self.context,
            self.steps,
        )
        task = UpdateTask(
            old=old_frame,
            edited=edited_frame,
            profile=profile,
            switches=switches,
            communities=communities,
            history=history_table(self._source("HISTORY"), profile, self.steps),
            names=self._names(old, edited, community_field),
        )
        self.steps.setCurrentStep(3)
        result = update(task, self.steps.setProgress, self.feedback.isCanceled)
        self.steps.setCurrentStep(4)
        self._log(result, profile)
        outputs = self._layers(result, profile, old, edited)
        outputs.update(self._reports(result, profile, switches, old.name))
        outputs.update(self._numbers(result))
        self.feedback.setProgress(100)
        return outputs

    # --- reading -------------------------------------------------------------------------------

    def _switches(self) -> Switches:
        from ...core.grid.lifecycle import Switches

        def keeper(name: str) -> Optional[str]:
            chosen = self._choice(name)
            return None if chosen == "profile" else chosen

        reuse = self._choice("REUSE_CODES")
        return Switches(
            date=day_of(self.algorithm, self.parameters, "DATE", self.context),
            reason=self._text("REASON"),
            tolerance=self._given_real("TOLERANCE"),
            split_keeps_code_for=keeper("SPLIT_KEEPS_CODE_FOR"),
            merge_keeps_code_for=keeper("MERGE_KEEPS_CODE_FOR"),
            reuse_codes=None if reuse == "profile" else reuse == "yes",
            partial=self._flag("PARTIAL"),
            lang=self.lang,
        )

    def _check_whole(self, source: Any, edited: Any, switches: Switches) -> None:
        """All rows of the old layer are needed; a part of the edited one only when told so."""
        if is_part_of_layer(self.parameters.get("INPUT")):
            raise InputError("lifecycle.selection.input", layer=source.sourceName())
        if is_part_of_layer(self.parameters.get("EDITED")) and not switches.partial:
            raise InputError("lifecycle.selection.edited", layer=edited.sourceName())

    def _leave_out(self, old: HistoryTable, edited: HistoryTable) -> None:
        """Fields that only the edited layer has."""
        known = {name.casefold() for name in old.own}
        more = [name for name in edited.own if name.casefold() not in known]
        if more:
            edited.own = [name for name in edited.own if name not in more]
            self._warn("lifecycle.warning.own_fields", layer=edited.name, fields=", ".join(more))

    def _names(self, old: HistoryTable, edited: HistoryTable, community_field: str) -> Any:
        communities = self._source("COMMUNITIES")
        history = self._source("HISTORY")
        names = {**old.roles, "old": old.name, "edited": edited.name}
        names["edited_code"] = edited.roles.get("code", "")
        names["community_code"] = community_field
        names["communities"] = communities.sourceName() if communities else ""
        names["history"] = history.sourceName() if history else ""
        return names

    # --- writing -------------------------------------------------------------------------------

    def _log(self, result: UpdateResult, profile: Profile) -> None:
        for message_id, params in result.warnings:
            self._warn(message_id, **params)
        date = day_of(self.algorithm, self.parameters, "DATE", self.context)
        if date > datetime.date.today():
            self._warn("lifecycle.warning.future", date=date.isoformat())
        counts = result.counts
        if counts["conflict"]:
            self._warn("lifecycle.conflicts_listed", count=counts["conflict"])
        self._say(
            "lifecycle.done",
            changes=len(result.changes) - counts["conflict"],
            kept=counts["kept"],
            conflicts=counts["conflict"],
            profile=profile.id,
        )

    def _layers(
        self, result: UpdateResult, profile: Profile, old: HistoryTable, edited: HistoryTable
    ) -> Dict[str, Any]:
        specs = list(profile.tables["unit_grid_change"].values())
        change_fields = adapters.fields_from_specs(specs, self.lang)
        change_map = {spec.name: spec.role for spec in specs}
        fields, mapping = old.output_fields(edited.roles)
        with OutputLayers(self.algorithm, self.parameters, self.context) as layers:
            for step, (name, frame, layer_fields, columns, sources) in enumerate(
                (
                    ("CHANGES", result.changes, change_fields, change_map, ()),
                    ("OUTPUT", result.layer, fields, mapping, (old.source, edited.source)),
                )
            ):
                kind, multi = polygon_type(frame, *sources, multi=name == "CHANGES")
                layer_fields = widened(layer_fields, frame, columns)
                sink = layers.sink(name, layer_fields, kind, old.source.sourceCrs())
                if sink is None:
                    continue
                self.steps.setCurrentStep(4 + step)
                adapters.frame_to_sink(frame, sink, layer_fields, self.steps, columns, multi)
                del sink
        self._style(layers.targets, profile, fields, change_fields)
        return layers.targets

    def _style(self, outputs: Any, profile: Profile, fields: Any, change_fields: Any) -> None:
        looks = (
            ("CHANGES", "unit_grid_changes", "lifecycle.layer.changes", change_fields),
            ("OUTPUT", "unit_grid_history", "lifecycle.layer.grid", fields),
        )
        for name, style, title, layer_fields in looks:
            styling.style_output(
                self.context,
                outputs.get(name),
                style,
                language=self.lang,
                layer_name=text(title, self.lang),
                aliases={field.name(): field.alias() for field in layer_fields},
                fields={"ZZRQ": profile.fields["end"].name},
            )

    def _reports(
        self, result: UpdateResult, profile: Profile, switches: Switches, name: str
    ) -> Dict[str, Any]:
        from ...core.grid.lifecycle import update_report

        return self.algorithm.write_reports(
            self.parameters,
            self.context,
            lambda: update_report(result, profile, switches, name),
        )

    @staticmethod
    def _numbers(result: UpdateResult) -> Dict[str, int]:
        counts = result.counts
        return {
            "KEPT_COUNT": counts["kept"],
            "MOVED_COUNT": counts["moved"],
            "SPLIT_COUNT": counts["split"],
            "MERGED_COUNT": counts["merged"],
            "NEW_COUNT": counts["new"],
            "ENDED_COUNT": counts["ended"],
            "RECODED_COUNT": counts["recoded"],
            "ATTRIBUTE_COUNT": counts["attribute"],
            "CONFLICT_COUNT": counts["conflict"],
        }
