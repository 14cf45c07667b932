"""One run of ``dcm:advancecases``: read the table, act row by row, write the outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from qgis.core import QgsFeature, QgsFeatureSink, QgsFields, QgsProcessingException, QgsWkbTypes

from ...compat import field as make_field
from ...core.errors import DcmError, InputError
from ...core.messages import text
from .. import adapters, styling
from ..base import optional
from ..geocoding.common import TextsTable
from ..layer_writer import OutputLayers
from ..run import AlgorithmRun
from .database_parameter import city_database
from .report_source import plain

if TYPE_CHECKING:
    from ...core.cases.batch import BatchRow, Outcome

_FIELDS: Tuple[Tuple[str, str, int], ...] = (
    ("row", "int", 0),
    ("case", "string", 40),
    ("task_no", "string", 40),
    ("action", "string", 40),
    ("actor", "string", 60),
    ("outcome", "string", 10),
    ("outcome_name", "string", 20),
    ("reason", "string", 500),
    ("from_state", "string", 40),
    ("to_state", "string", 40),
    ("step", "int", 0),
    ("key", "string", 80),
)


class AdvanceRun(AlgorithmRun):
    """Acts on the cases that a table names."""

    def run(self) -> Dict[str, Any]:
        rows = self._rows()
        fields = QgsFields()
        for name, kind, length in _FIELDS:
            alias = text("cases.field." + name, self.lang)
            fields.append(make_field(name, kind, length, 0, alias))
        dry_run = self._flag("DRY_RUN")
        operator = self._text("OPERATOR")
        # the sink comes first: an output that cannot be written is told before anything is done
        layers = OutputLayers(self.algorithm, self.parameters, self.context)
        with layers:
            sink = layers.sink("OUTPUT", fields, QgsWkbTypes.Type.NoGeometry)
            with city_database(
                self.algorithm, self.parameters, self.context, operator, readonly=dry_run
            ) as city:
                counts, failure = self._advance(city, rows, fields, sink, operator, dry_run)
            del sink
        styling.style_output(
            self.context,
            layers.targets.get("OUTPUT"),
            "action_outcomes",
            language=self.lang,
            layer_name=text("cases.layer.outcomes", self.lang),
            aliases={field.name(): field.alias() for field in fields},
        )
        self._say("cases.batch.finished_dry" if dry_run else "cases.batch.finished", **counts)
        if failure is not None:
            raise failure
        return {
            **layers.targets,
            **{f"{name.upper()}_COUNT": counts[name] for name in counts},
        }

    def _rows(self) -> List[BatchRow]:
        from ...core.cases.batch import columns_of, rows_of
        from ...core.exchange.hotline import read_choice

        path = optional(self.algorithm.parameterAsFile(self.parameters, "FILE", self.context))
        source = self._source("INPUT")
        if path:
            encoding = self._choice("ENCODING")
            table = TextsTable.of_file(path, "" if encoding == "auto" else encoding)
            name = Path(path).name
        elif source is not None:
            table = TextsTable.of_source(source, self.feedback)
            name = source.sourceName()
        else:
            raise InputError("cases.batch.no_input")
        names = [field.name() for field in table.fields]
        columns = columns_of(names, read_choice(self._text("COLUMNS")), name)
        cells = [[plain(value) for value in row] for row in table.rows]
        rows = rows_of(names, cells, columns, name)
        if not rows:
            raise InputError("cases.batch.empty", table=name)
        shown = ", ".join(f"{meaning}={column}" for meaning, column in columns.items())
        self._say("cases.batch.read", count=len(rows), table=name, columns=shown)
        return rows

    def _advance(
        self,
        city: Any,
        rows: List[BatchRow],
        fields: QgsFields,
        sink: Any,
        operator: str,
        dry_run: bool,
    ) -> Tuple[Dict[str, int], Optional[DcmError]]:
        """Counts by outcome; a failure of the database ends the run after what was done is told."""
        from ...core.cases import batch
        from ...core.cases.model import utc_now
        from ...core.cases.rules import Rules
        from ...core.cases.workflow_checks import require_usable

        rules = Rules.from_store(city)
        require_usable(rules.workflow, rules.roles)
        counts = dict.fromkeys(("done", "known", "refused", "conflict", "left"), 0)
        failure: Optional[DcmError] = None
        told = batch.advance(
            city,
            rules,
            rows,
            utc_now,
            operator=operator,
            dry_run=dry_run,
            stopped=adapters.cancel_check(self.feedback),
        )
        number = 0
        try:
            for number, outcome in enumerate(told, 1):
                counts["done" if outcome.outcome == batch.WOULD else outcome.outcome] += 1
                self._write(outcome, fields, sink)
                self._progress(100.0 * number / len(rows))
        except DcmError as error:
            failure = InputError(
                "cases.batch.failed",
                count=number,
                total=len(rows),
                reason=error.localized(self.lang),
            )
            for row in rows[number:]:
                counts["left"] += 1
                self._write(batch.Outcome(row), fields, sink)
        if counts["left"] and failure is None:
            done = len(rows) - counts["left"]
            self._warn("cases.batch.stopped", count=done, total=len(rows))
        return counts, failure

    def _write(self, outcome: Outcome, fields: QgsFields, sink: Any) -> None:
        """One row of the output; also after the user has stopped, so that it tells how far."""
        values = outcome.row.values
        reason = outcome.reason
        feature = QgsFeature(fields)
        feature.setAttributes(
            [
                outcome.row.number,
                str(values.get("case") or values.get("id") or ""),
                outcome.task_no or None,
                outcome.action or str(values.get("action") or ""),
                outcome.actor or str(values.get("actor") or ""),
                outcome.outcome,
                text("cases.outcome." + outcome.outcome, self.lang),
                text(reason.message_id, self.lang, **reason.params)[:500] if reason else None,
                outcome.from_state or None,
                outcome.to_state or None,
                outcome.step,
                outcome.row.key,
            ]
        )
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(sink.lastError())
