"""What happens when ``dcm:checkcomponents`` runs: read, check, write."""

from __future__ import annotations

from typing import Any, Dict

from qgis.core import QgsFields

from ...core.errors import Cancelled
from .. import adapters, check_output, styling
from ..base import DcmAlgorithm, catalogue_folder, language
from ..grid.history_tables import chosen_text
from ..layer_writer import LayerWriter
from .component_layers import ComponentTable, Sources, current_grid, department_table

#: Fields of the findings; the names of layers are those of the user.
FIELDS = (
    ("check", "string", 3, 0),
    ("severity", "string", 10, 0),
    ("layer", "string", 60, 0),
    ("feature", "int64", 18, 0),
    ("components", "string", 254, 0),
    ("measure", "double", 18, 3),
    ("unit", "string", 5, 0),
    ("message", "string", 254, 0),
)


class ComponentCheckRun:
    """One run. Nothing is written before all is checked."""

    def __init__(
        self,
        algorithm: DcmAlgorithm,
        parameters: Any,
        context: Any,
        feedback: Any,
        sources: Sources,
    ) -> None:
        self.algorithm, self.parameters = algorithm, parameters
        self.context, self.feedback = context, feedback
        self.sources = sources
        self.lang = language()

    def run(self) -> Dict[str, Any]:
        from ...core.classes import load_catalogue
        from ...core.survey.checks import (
            COMPONENT_CHECKS,
            ComponentInput,
            check_components,
            component_report,
            component_rows,
        )

        error = self.algorithm.destination_error(self.parameters)
        if error is not None:
            raise error
        profile = self.algorithm.load_profile(self.parameters, self.context)
        version = self.algorithm.parameterAsEnumString(self.parameters, "VERSION", self.context)
        catalogue = load_catalogue(version, catalogue_folder())
        table = ComponentTable(self.sources, catalogue)
        self.crs = table.crs
        frame = table.read(self.context, self.feedback)
        self._progress(20)
        data = ComponentInput(
            frame,
            current_grid(
                self._source("GRID"),
                chosen_text(self.algorithm, self.parameters, "CODE_FIELD", self.context),
                profile,
                self.crs,
                self.context,
                self.feedback,
            ),
            department_table(self._source("DEPARTMENTS"), self.feedback),
            table.names,
            table.types,
        )
        self._progress(30)
        chosen = self.algorithm.parameterAsEnumStrings(self.parameters, "CHECKS", self.context)
        result = check_components(
            data,
            catalogue,
            profile,
            selected=chosen or None,
            overrides=self._overrides(),
            progress=lambda value: self._progress(30 + 0.6 * value),
            cancelled=adapters.cancel_check(self.feedback),
        )
        check_output.log_summary(self.feedback, result, COMPONENT_CHECKS, self.lang)
        fields = check_output.finding_fields(FIELDS, self.lang)
        outputs = FindingWriter(self).write(
            check_output.finding_layers(result, fields, self.lang)[::-1]
        )
        name = ", ".join(name for name, _ in self.sources)
        outputs.update(
            check_output.write_reports(
                self,
                lambda: component_report(result, catalogue, profile, name),
                lambda: component_rows(result, self.lang),
            )
        )
        outputs.update(
            COMPONENT_COUNT=len(frame),
            ERROR_COUNT=result.count("error"),
            WARNING_COUNT=result.count("warning"),
            INFO_COUNT=result.count("info"),
            SKIPPED_COUNT=sum(s.status == "skipped" for s in result.summary.values()),
        )
        self._progress(100)
        return outputs

    def _source(self, name: str) -> Any:
        return self.algorithm.parameterAsSource(self.parameters, name, self.context)

    def _overrides(self) -> Dict[str, Any]:
        if self.parameters.get("DISTANCE") in (None, ""):
            return {}
        distance = self.algorithm.parameterAsDouble(self.parameters, "DISTANCE", self.context)
        return {"C12": {"distance": distance}}

    def _progress(self, value: float) -> None:
        if adapters.cancel_check(self.feedback)():
            raise Cancelled()
        self.feedback.setProgress(value)


class FindingWriter(LayerWriter):
    """Writes findings; both layers are optional."""

    def __init__(self, run: ComponentCheckRun) -> None:
        super().__init__(run)  # type: ignore[arg-type]

    def _style(self, target: str, fields: QgsFields, style: str) -> None:
        styling.style_output(
            self.run.context,
            target,
            style,
            language=self.run.lang,
            aliases={field.name(): field.alias() for field in fields},
        )
