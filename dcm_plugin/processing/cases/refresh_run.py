"""One run of ``dcm:refreshdeadlines``: hung cases go on, deadlines are counted, changes told."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Dict, Optional

from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingException,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDateTime, Qt

from ...compat import field as make_field
from ...core.messages import text
from .. import adapters, styling
from ..layer_writer import OutputLayers
from ..run import AlgorithmRun
from .database_parameter import city_database

if TYPE_CHECKING:
    from ...core.cases.refresh import Refreshed
    from ...store.city.database import CityDatabase

_FIELDS = (
    ("case_id", "int64", 0),
    ("task_no", "string", 40),
    ("clock", "string", 20),
    ("clock_name", "string", 40),
    ("old_deadline", "datetime", 0),
    ("new_deadline", "datetime", 0),
    ("hours", "double", 0),
)


class RefreshRun(AlgorithmRun):
    """All changes and the table of them, or none."""

    def run(self) -> Dict[str, Any]:
        from ...core.cases.act import resume_due
        from ...core.cases.model import utc_now
        from ...core.cases.rules import Rules
        from ...store.city.deadlines import calendar_of, refresh_deadlines

        who = QgsApplication.userLoginName()
        fields = QgsFields()
        for name, kind, length in _FIELDS:
            alias = text("limits.changed." + name, self.lang)
            fields.append(make_field(name, kind, length, 0, alias))
        layers = OutputLayers(self.algorithm, self.parameters, self.context)
        with layers:
            sink = layers.sink("OUTPUT", fields, QgsWkbTypes.Type.NoGeometry)
            opened = city_database(self.algorithm, self.parameters, self.context, who)
            with opened as city, city.transaction():
                resumed = resume_due(city, Rules.from_store(city), utc_now())
                self._progress(10)
                stop = adapters.cancel_check(self.feedback)
                found = refresh_deadlines(city, calendar_of(city), who, utc_now(), stop)
                self._progress(80)
                if sink is not None:
                    self._write(city, found, fields, sink)
            del sink
        styling.style_output(
            self.context,
            layers.targets.get("OUTPUT"),
            "deadline_changes",
            language=self.lang,
            layer_name=text("limits.layer.changed", self.lang),
            aliases={field.name(): field.alias() for field in fields},
        )
        return {**layers.targets, **self._told(found, len(resumed))}

    def _write(
        self, city: CityDatabase, found: Refreshed, fields: QgsFields, sink: Optional[Any]
    ) -> None:
        """A row for each deadline that changed, by the clock of the city."""
        from ...store.city.deadlines import task_numbers

        names = {
            row["code"]: row["name_" + self.lang]
            for row in city.rows("code_value")
            if row["list"] == "clock"
        }
        zone = int(city.settings().get("utc_offset_minutes") or 480) * 60
        numbers = task_numbers(city)
        columns = ["case_id", "clock", "old_deadline", "new_deadline"]
        for place, (case, clock, old, new) in enumerate(
            found.changed[columns].itertuples(index=False)
        ):
            if place % 10_000 == 0:
                self._check_cancelled()
            feature = QgsFeature(fields)
            feature.setAttributes(
                [
                    int(case),
                    numbers.get(int(case)),
                    clock,
                    names.get(clock) or clock,
                    _local(old, zone),
                    _local(new, zone),
                    None if old != old else round((new - old) / 3600, 2),
                ]
            )
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise QgsProcessingException(sink.lastError())

    def _told(self, found: Refreshed, resumed: int) -> Dict[str, Any]:
        if found.uncovered_years:
            years = ", ".join(map(str, found.uncovered_years))
            self._warn("limits.uncovered", years=years)
        if resumed:
            self._say("limits.resumed", count=resumed)
        counts = {
            "clocks": found.clocks,
            "changed": len(found.changed),
            "later": found.later,
            "earlier": found.earlier,
        }
        self._say("limits.refreshed", **counts)
        return {"RESUMED": resumed, **{name.upper(): count for name, count in counts.items()}}


def _local(seconds: float, zone: int) -> Optional[QDateTime]:
    """Seconds since 1970 (NaN for none) as the clock of the city shows them."""
    if seconds != seconds:
        return None
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=int(seconds) + zone)
    return QDateTime.fromString(moment.isoformat(), Qt.DateFormat.ISODate)
