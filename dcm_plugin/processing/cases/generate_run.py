"""What happens when ``dcm:generatecases`` runs: read the city, make the cases, write them."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from ...core.errors import DcmError, InputError
from ...core.messages import shortened
from .. import adapters
from ..base import catalogue_folder
from ..grid.history_tables import day_of
from ..run import AlgorithmRun
from .database_parameter import database_uri

if TYPE_CHECKING:
    import numpy as np

    from ...core.cases.generate.city import City
    from ...core.cases.generate.ground import Ground
    from ...core.cases.generate.make import Plan, Start
    from ...core.classes import Catalogue
    from ...store.city.database import CityDatabase

#: Days of the period when no first day is given.
_DAYS = 60
#: Bytes of a case with log and clocks, indexes included.
_SPACE = 9_000
_TABLES = (
    "case_log", "case_clock", "case_task", "case_request", "case_supervise", "case_media",
)  # fmt: skip
_WIDTH = re.compile(r"\{seq([1-9])\}$")


class GenerateRun(AlgorithmRun):
    """One run: all cases are written in one transaction, or none."""

    def run(self) -> Dict[str, Any]:
        from ...core.cases.generate.city import Reports
        from ...core.cases.generate.draw import Wanted, draw
        from ...core.cases.generate.make import plan
        from ...core.cases.rules import Rules
        from ...core.classes import load_catalogue
        from ...store.city import open_city

        chosen = self._choice("LANGUAGE")
        self.words = self.lang if chosen == "auto" else chosen
        count = self.algorithm.parameterAsInt(self.parameters, "COUNT", self.context)
        seed = self.algorithm.parameterAsInt(self.parameters, "SEED", self.context)
        uri = database_uri(self.algorithm, self.parameters, self.context)
        if Path(uri).is_file() and shutil.disk_usage(uri).free < count * _SPACE:
            raise DcmError("files.disk_full", path=uri)
        with open_city(uri) as city, city.transaction():
            settings = city.settings()
            catalogue = load_catalogue(
                settings.get("catalogue_id") or "gbt47678_5_2026", catalogue_folder()
            )
            self._organise(city, catalogue, seed)
            known = self._city(city, Rules.from_store(city), catalogue, settings)
            self._progress(5)
            first, last, until = self._period(known.rules.calendar.utc_offset)
            wanted = Wanted(
                count, first, last, seed, self.words, known.rules.calendar.utc_offset, until
            )
            load = draw(wanted, known.ground, catalogue, list(known.rules.sources))
            start = self._start(city, known.rules)
            reports = Reports(load, known, start.ids["cases"] + 1, self.words, seed)
            self._progress(10)
            made = plan(
                reports,
                known,
                start,
                self.words,
                until,
                seed,
                adapters.cancel_check(self.feedback),
                lambda percent: self._progress(10 + 0.5 * percent),
            )
            counts = self._write(city, made)
        self._progress(100)
        return self._told(made, counts, known)

    # --- what is there -------------------------------------------------------------------------

    def _organise(self, city: CityDatabase, catalogue: Catalogue, seed: int) -> None:
        """A sample organisation where there is none at all."""
        from ...core.cases.generate.organisation import sample_organisation

        if city.rows("org_unit") or city.rows("operator"):
            return
        streets = [(row["code"], row["name"]) for row in city.rows("street", ("code", "name"))]
        cells = len(city.rows("unit_grid", ("code",)))
        tables = sample_organisation(streets, cells, catalogue, self.words, seed)
        for table, rows in tables.items():
            if table != "dispatch_rule" or not city.rows("dispatch_rule"):
                city.replace_rows(table, rows)
        self._say(
            "case_database.organised",
            units=len(tables["org_unit"]),
            operators=len(tables["operator"]),
        )

    def _city(
        self, city: CityDatabase, rules: Any, catalogue: Catalogue, settings: Dict[str, str]
    ) -> City:
        import numpy as np
        import shapely

        from ...core.cases.generate.city import City, places_of
        from ...core.cases.generate.organisation import logins

        rows = city.rows("unit_grid", ("code", "community_code", "mgmt_class", "geom"))
        rows = [row for row in rows if row["geom"] is not None]
        if not rows:
            raise InputError("case_database.no_grid", path=city.name)
        cells = np.array([row["geom"] for row in rows], dtype=object)
        duty = [row for row in city.rows("duty_grid", ("code", "geom")) if row["geom"] is not None]
        place = places_of(
            cells,
            rows,
            city.rows("community", ("code", "street_code")),
            city.rows("street", ("code", "district_code")),
            (
                np.array([row["geom"] for row in duty], dtype=object),
                [row["code"] for row in duty],
            ),
        )
        shapely.prepare(cells)
        departments = [
            row["code"]
            for row in city.rows("org_unit")
            if row["kind"] in ("department", "company") and not row.get("jurisdiction_code")
        ]
        people = logins(city.rows("operator_role"), city.rows("operator"))
        if not departments:
            raise InputError("case_database.nobody", role="department")
        return City(
            self._ground(city, cells, rows),
            place,
            catalogue.id,
            settings.get("profile_id") or "custom",
            rules,
            departments,
            people,
        )

    def _ground(self, city: CityDatabase, cells: np.ndarray, rows: List[Any]) -> Ground:
        import numpy as np

        from ...core.cases.generate.ground import make_ground

        components = None
        found = city.rows("component", ("code", "class_code", "geom"))
        if found:
            components = (
                np.array([row["geom"] or (np.nan, np.nan) for row in found], dtype=float),
                np.array([row["class_code"] for row in found], dtype=object),
                np.array([row["code"] for row in found], dtype=object),
            )
        lines, names = self._roads(city)
        codes = np.array([row["code"] for row in rows], dtype=object)
        return make_ground(cells, codes, lines, names, components)

    def _roads(self, city: CityDatabase) -> Tuple[Optional[np.ndarray], List[str]]:
        import shapely

        from .create_run import stored_crs

        source = self._source("ROADS")
        if source is None:
            return None, []
        self.crs = stored_crs(city)
        field = self._text("NAME_FIELD")
        if not field and source.fields().lookupField("name") >= 0:
            field = adapters.exact_name(source, "name")
        if field and source.fields().lookupField(field) < 0:
            raise InputError("processing.field_missing", layer=source.sourceName(), field=field)
        frame = self._table(source, source.sourceName(), "line", [field] if field else [])
        frame = frame[~shapely.is_missing(frame.geometry.to_numpy())]
        if not len(frame):
            raise InputError("processing.layer_empty", layer=source.sourceName())
        names = frame[field].tolist() if field else [""] * len(frame)
        return frame.geometry.to_numpy(), names

    def _period(
        self, offset: datetime.timedelta
    ) -> Tuple[datetime.date, datetime.date, datetime.datetime]:
        """First and last day, and the moment at which everything stops."""
        utc = datetime.timezone.utc
        now = datetime.datetime.now(utc).replace(microsecond=0)
        last = (now + offset).date()
        if self.parameters.get("END_DATE"):
            last = day_of(self.algorithm, self.parameters, "END_DATE", self.context)
        first = last - datetime.timedelta(days=_DAYS - 1)
        if self.parameters.get("START_DATE"):
            first = day_of(self.algorithm, self.parameters, "START_DATE", self.context)
        if last < first:
            raise InputError("case_database.period", first=str(first), last=str(last))
        midnight = datetime.datetime.combine(last, datetime.time(), utc) - offset
        until = min(now, midnight + datetime.timedelta(days=1, seconds=-1))
        if midnight - datetime.timedelta(days=(last - first).days) >= now:
            raise InputError("case_database.future", first=str(first))
        return first, last, until

    def _start(self, city: CityDatabase, rules: Any) -> Start:
        from ...core.cases.generate.make import Start
        from ...store.city.bulk import highest_id, serials

        widths = {
            column: int(found.group(1))
            for column in ("task_no", "case_code")
            for found in [_WIDTH.search(rules.settings[column + "_template"])]
            if found
        }
        taken = {column: serials(city, column, width) for column, width in widths.items()}
        return Start(
            {table: highest_id(city, table) for table in ("cases", *_TABLES)},
            taken.get("task_no", {}),
            taken.get("case_code", {}),
        )

    # --- writing -------------------------------------------------------------------------------

    def _write(self, city: CityDatabase, made: Plan) -> Dict[str, int]:
        """Write all rows, some cases at a time; how many there are of what."""
        import numpy as np

        from ...store.city.bulk import append

        cancelled = adapters.cancel_check(self.feedback)
        counts = {"cases": 0, "open": 0, "steps": 0, "overdue": 0}
        for tables in made.batches():
            for table in ("cases", *_TABLES):
                append(city, table, tables[table], cancelled)
            cases, clocks = tables["cases"], tables["case_clock"]
            late = np.array([value is True for value in clocks["overdue"]], dtype=bool)
            counts["cases"] += len(cases["id"])
            counts["open"] += int(np.count_nonzero(cases["is_open"].astype(bool)))
            counts["steps"] += len(tables["case_log"]["id"])
            counts["overdue"] += int(np.count_nonzero(late & (clocks["clock"] == "dispose")))
            self._progress(60 + 38.0 * counts["cases"] / max(len(made.chosen), 1))
        return counts

    def _told(self, made: Plan, counts: Dict[str, int], known: City) -> Dict[str, Any]:
        self._say(
            "case_database.generated",
            **counts,
            catalogue=known.catalogue_id,
            profile=known.profile_id,
        )
        if made.stopped:
            reasons = sorted(made.stopped.items(), key=lambda item: -item[1])
            shown = shortened([f"{reason} ({number})" for reason, number in reasons], 3)
            self._warn("case_database.stopped", count=sum(made.stopped.values()), reasons=shown)
        return {
            "CASE_COUNT": counts["cases"],
            "OPEN_COUNT": counts["open"],
            "OVERDUE_COUNT": counts["overdue"],
            "LOG_COUNT": counts["steps"],
        }
