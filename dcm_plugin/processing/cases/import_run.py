"""One run of ``dcm:importcases``: read, judge, place, compare, and write in one transaction."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsWkbTypes,
)

from ...compat import field as make_field
from ...core.cases import intake as step
from ...core.cases.intake import IMPORTED, KNOWN, LEFT, SIMILAR, Intake, IntakeOptions
from ...core.errors import DcmError, InputError
from ...core.messages import text
from .. import adapters, styling
from ..base import catalogue_folder, optional
from ..geocoding.common import WGS84, database_crs, transformed
from ..layer_writer import OutputLayers
from ..run import AlgorithmRun
from .create_run import stored_crs
from .report_source import Reading, Wish, read_file, read_layer

if TYPE_CHECKING:
    import numpy as np

    from ...core.cases.model import Actor, Change
    from ...core.cases.rules import Rules

#: Metres outside the areas of the city within which coordinates are still believed.
_MARGIN = 1000.0
_STRIDE = 500
_STATES = {"tied": "place_tied", "uncertain": "place_uncertain", "unmatched": "place_unknown"}


class ImportRun(AlgorithmRun):
    """Reads reports and makes cases of them. ``city``: the open city database."""

    def __init__(self, algorithm: Any, parameters: Any, context: Any, feedback: Any, city: Any):
        super().__init__(algorithm, parameters, context, feedback)
        self.city = city
        self.settings: Mapping[str, str] = city.settings()
        minutes = float(self.settings.get("utc_offset_minutes") or 480)
        self.city_offset = datetime.timedelta(minutes=minutes)
        self.crs = stored_crs(city)
        self.dry_run = self._flag("DRY_RUN")

    def run(self) -> Dict[str, Any]:
        from ...core.cases.intake_report import intake_report
        from ...core.cases.rules import Rules
        from ...core.cases.workflow_checks import require_usable
        from ...core.exchange.incoming import require_rows

        rules = Rules.from_store(self.city)
        require_usable(rules.workflow, rules.roles)
        actor = self._actor(rules)
        reading = self._read()
        require_rows(reading.table, reading.name)
        self._say(
            "case_exchange.read",
            count=len(reading.table),
            path=reading.name,
            format=reading.format,
        )
        intake = self._judged(reading, rules)
        self._progress(40)
        self._place(intake)
        step.mark_unplaced(intake)
        self._progress(60)
        self._compare(intake)
        self._progress(65)
        cases = self._write(intake, rules, actor)
        self._progress(90)
        outputs = self._outcomes(intake, cases)
        outputs.update(
            self.algorithm.write_reports(
                self.parameters,
                self.context,
                lambda: intake_report(intake, reading.name, reading.columns, self.dry_run),
            )
        )
        return {**outputs, **self._counted(intake)}

    # --- reading -------------------------------------------------------------------------------

    def _read(self) -> Reading:
        from ...core.exchange.hotline import read_choice

        hours = self._given_real("UTC_OFFSET")
        offset = self.city_offset if hours is None else datetime.timedelta(hours=hours)
        encoding = self._choice("ENCODING")
        wish = Wish(
            self._choice("FORMAT"),
            "" if encoding == "auto" else encoding,
            offset,
            self._choice("DATE_ORDER"),
            self._choice("DATUM"),
            read_choice(self._text("COLUMNS")),
        )
        path = optional(self.algorithm.parameterAsFile(self.parameters, "FILE", self.context))
        if path:
            return read_file(path, wish)
        source = self._source("INPUT")
        if source is None:
            raise InputError("case_exchange.no_file")
        return read_layer(source, wish, self.context, self.feedback)

    def _judged(self, reading: Reading, rules: Rules) -> Intake:
        """What is missing, what is known, and the class."""
        from ...core.cases.duplicates import SimilarSettings
        from ...core.cases.model import utc_now
        from ...core.classes.loader import DEFAULT_VERSION, load_catalogue
        from ...core.exchange.incoming import give_numbers
        from ...store.city.exchange import known_numbers, own_cases

        version = self._choice("CATALOGUE")
        if version == "city":
            version = self.settings.get("catalogue_id") or DEFAULT_VERSION
        catalogue = load_catalogue(version, catalogue_folder())
        source = self._text("SOURCE") or "hotline"
        if rules.sources and source not in rules.sources:
            known = ", ".join(sorted(rules.sources))
            raise InputError("case_exchange.no_source", source=source, known=known)
        options = IntakeOptions(
            catalogue.id,
            self._text("SYSTEM"),
            source,
            self._choice("PERSONAL") == "keep",
            self._flag("CLOSED"),
            self._fallback(catalogue),
            self._choice("UNPLACED"),
            SimilarSettings(
                rules.settings.number("duplicate_distance"),
                rules.settings.number("duplicate_hours"),
            ),
            utc_now() + datetime.timedelta(hours=1),
            self.lang,
            catalogue_folder(),
        )
        give_numbers(reading.table)
        intake = step.start_intake(reading.table, catalogue, options)
        numbers = intake.table["external_id"].tolist()
        step.mark_own(intake, own_cases(self.city, numbers))
        step.mark_known(intake, known_numbers(self.city, options.system, numbers))
        self._check_cancelled()
        step.classify_rows(
            intake,
            lambda share: self._progress(10 + 0.3 * share),
            adapters.cancel_check(self.feedback),
        )
        return intake

    def _fallback(self, catalogue: Any) -> str:
        code = self._text("CLASS").upper()
        if not code:
            return ""
        kind = {"C": "component", "E": "event"}.get(code[0], "")
        if not kind or catalogue.find(kind, code[1:]) is None:
            raise InputError("case_exchange.no_class", catalogue=catalogue.id, code=code)
        return code

    def _actor(self, rules: Rules) -> Actor:
        """The operator who registers; without one, an import of its own name."""
        from ...core.cases.model import Actor

        login = self._text("OPERATOR")
        if not login:
            return Actor("import", text("case_exchange.actor", self.lang), "", ("acceptor",))
        found = rules.operators.get(login)
        if found is None or not found.active:
            known = ", ".join(sorted(rules.operators)) or "-"
            raise InputError("case_exchange.no_operator", login=login, known=known)
        return found.actor()

    # --- places --------------------------------------------------------------------------------

    def _place(self, intake: Intake) -> None:
        """Coordinates where they are given and inside the city, else the address."""
        import numpy as np

        table = intake.table
        degrees = table[["lon", "lat"]].to_numpy(dtype=float)
        world = QgsCoordinateReferenceSystem(WGS84)
        xy = transformed(degrees, world, self.crs, self.context, "FILE")
        outside = self._outside(xy)
        xy[outside] = np.nan
        for row in np.flatnonzero(outside).tolist():
            table.at[row, "place_problem"] = "case_exchange.problem.place_outside"
        table["x"], table["y"] = xy[:, 0], xy[:, 1]
        table.loc[np.isfinite(xy).all(axis=1), "position_method"] = step.GIVEN
        self._geocode(intake)

    def _outside(self, xy: np.ndarray) -> np.ndarray:
        import numpy as np

        from ...store.city.exchange import extent_of

        bounds = np.array(extent_of(self.city))
        if not np.isfinite(bounds).all():
            return np.zeros(len(xy), dtype=bool)
        low, high = bounds[:2] - _MARGIN, bounds[2:] + _MARGIN
        return np.isfinite(xy).all(axis=1) & ~((xy >= low) & (xy <= high)).all(axis=1)

    def _geocode(self, intake: Intake) -> None:
        import numpy as np

        from ...core.geocoding.match import Geocoder, Settings
        from ...store.places import PlaceDatabase

        table = intake.table
        wanted = (table["outcome"] == IMPORTED) & table["x"].isna() & (table["address"] != "")
        rows = np.flatnonzero(wanted.to_numpy())
        if not len(rows):
            return
        path = optional(self.algorithm.parameterAsFile(self.parameters, "PLACES", self.context))
        if not path and not has_places(self.city.name):
            self._warn("case_exchange.no_places")
            return
        with PlaceDatabase(path or self.city.name) as places:
            geocoder = Geocoder(places, Settings(confident=self._real("MIN_SCORE")))
            answers = self._answers(geocoder, table["address"].iloc[rows].tolist())
            there = database_crs(places)
        best = [answer.best for answer in answers]
        xy = np.array([(b.x, b.y) if b else (np.nan, np.nan) for b in best], dtype=float)
        xy = transformed(xy.reshape(-1, 2), there, self.crs, self.context, "PLACES")
        for row, answer, point in zip(rows.tolist(), answers, xy.tolist()):
            problem = _STATES.get(answer.state)
            if problem is not None:
                table.at[row, "place_problem"] = "case_exchange.problem." + problem
            if answer.best is not None and np.isfinite(point).all():
                sure = answer.state == "matched"
                table.at[row, "x"], table.at[row, "y"] = point
                table.at[row, "position_method"] = step.GEOCODED if sure else step.UNCERTAIN
                table.at[row, "position_error"] = answer.best.error
                table.at[row, "place"] = answer.best.address or answer.best.name

    def _answers(self, geocoder: Any, addresses: Sequence[str]) -> List[Any]:
        """As ``Geocoder.geocode_many``, with a cancel in between."""
        known: Dict[str, Any] = {}
        if len(set(addresses)) >= 4 * _STRIDE:
            geocoder.load(None)
        for number, address in enumerate(addresses):
            if number % _STRIDE == 0:
                self._check_cancelled()
                self._progress(40 + 20 * number / len(addresses))
            if address not in known:
                known[address] = geocoder.geocode(address)
        return [known[address] for address in addresses]

    # --- comparing -----------------------------------------------------------------------------

    def _compare(self, intake: Intake) -> None:
        """Reports that may be the same problem as a case of that time."""
        import numpy as np

        from ...core.cases.duplicates import Reports
        from ...store.city.exchange import cases_between

        rows = intake.taken
        if not len(rows):
            return
        times = intake.table["report_time"].iloc[rows].tolist()
        window = datetime.timedelta(hours=intake.options.similar.hours)
        known = cases_between(
            self.city,
            min(times) - window,
            max(times) + window,
            ("id", "case_kind", "class_code", "report_time", "caller_phone", "description", "geom"),
        )
        nowhere = (np.nan, np.nan)
        step.mark_similar(
            intake,
            Reports(
                np.array([r["geom"] or nowhere for r in known], dtype=float).reshape(-1, 2),
                np.array([r["report_time"].timestamp() for r in known], dtype=float),
                np.array([r["case_kind"] + r["class_code"] for r in known], dtype=object),
                np.array([r["caller_phone"] or "" for r in known], dtype=object),
                [r["description"] for r in known],
            ),
            [r["id"] for r in known],
        )

    # --- writing -------------------------------------------------------------------------------

    def _write(self, intake: Intake, rules: Rules, actor: Actor) -> Dict[int, Dict[str, Any]]:
        """All cases in one transaction; what each row became: task number, state, cell."""
        from ...core.cases.query import CaseFilter
        from ...store.city.exchange import areas_of, case_slices

        rows = step.in_order(intake)
        areas = areas_of(self.city, intake.table[["x", "y"]].to_numpy(dtype=float)[rows])
        changes, places = self._changes(intake, rules, actor, rows, areas)
        if self.dry_run or not changes:
            return {
                place: {"cell_code": change.case.get("cell_code"), "state": change.case["state"]}
                for place, change in zip(places, changes)
            }
        self._check_cancelled()
        ids = [case_id for case_id, _ in self.city.apply_all(changes)]
        written: Dict[int, Dict[str, Any]] = {}
        condition = CaseFilter(ids=tuple(ids))
        for part in case_slices(self.city, condition, ("id", "task_no", "state", "cell_code")):
            written.update({row["id"]: row for row in part})
        self._tell_long_numbers(changes, [written[case_id]["task_no"] for case_id in ids])
        return {place: written[case_id] for place, case_id in zip(places, ids)}

    def _tell_long_numbers(self, changes: Sequence[Change], given: Sequence[str]) -> None:
        """A day may have more cases than the template has digits for."""
        usual = [change.numbers.get("task_no") for change in changes]
        widths = [
            shape[1]
            for shape, number in zip(usual, given)
            if shape is not None and len(number) > len(shape[0]) + shape[1]
        ]
        if widths:
            most = 10 ** widths[0] - 1
            words = {"count": len(widths), "most": most, "digits": widths[0] + 1}
            self._warn("case_exchange.long_numbers", **words)

    def _changes(
        self,
        intake: Intake,
        rules: Rules,
        actor: Actor,
        rows: np.ndarray,
        areas: Sequence[Mapping[str, Any]],
    ) -> Tuple[List[Change], List[int]]:
        """The change of each row; a row that the workflow refuses is left with its reason."""
        from ...core.cases.engine import decide
        from ...core.cases.model import Action, utc_now

        now = utc_now()
        changes: List[Change] = []
        at: Dict[int, int] = {}
        records = intake.table.iloc[rows].to_dict("records")
        for number, (place, record, area) in enumerate(zip(rows.tolist(), records, areas)):
            if number % _STRIDE == 0:
                self._check_cancelled()
                self._progress(65 + 15 * number / len(records))
            action = step.action_of(record, intake.options)
            action = Action(action.name, {**action.data, **area}, action.key)
            try:
                change = decide(rules, None, action, actor, now)
            except InputError as error:
                intake.table.at[place, "outcome"] = LEFT
                intake.table.at[place, "reason"] = "case_exchange.left.refused"
                intake.table.at[place, "detail"] = error
                continue
            change.case["report_time"] = record["report_time"]
            if record["satisfaction"]:
                change.case["satisfaction"] = record["satisfaction"]
            if record["other_row"] in at:
                change.refers["similar_to"] = at[record["other_row"]]
            at[place] = len(changes)
            changes.append(change)
        return changes, list(at)

    # --- what is told --------------------------------------------------------------------------

    def _outcomes(self, intake: Intake, cases: Mapping[int, Mapping[str, Any]]) -> Dict[str, Any]:
        from ...core.cases.intake_report import FIELDS, outcome_rows
        from ...core.cases.query import CaseFilter
        from ...store.city.exchange import case_slices

        ids = [other for other in intake.table["other"].tolist() if other is not None]
        others: Dict[int, str] = {}
        if ids:
            for part in case_slices(self.city, CaseFilter(ids=tuple(set(ids))), ("id", "task_no")):
                others.update({row["id"]: row["task_no"] for row in part})
        fields = QgsFields()
        for item in FIELDS:
            alias = text("case_exchange.field." + item.name, self.lang)
            fields.append(make_field(item.name, item.kind, item.length, 0, alias))
        rows = outcome_rows(intake, cases, others, self.city_offset)
        xy = intake.table[["x", "y"]].to_numpy(dtype=float).tolist()
        with OutputLayers(self.algorithm, self.parameters, self.context) as layers:
            sink = layers.sink("OUTPUT", fields, QgsWkbTypes.Type.Point, self.crs)
            if sink is not None:
                adapters.write_features(
                    _features(fields, rows, xy), sink, self.feedback, len(rows), (90.0, 100.0)
                )
            del sink
        styling.style_output(
            self.context,
            layers.targets.get("OUTPUT"),
            "import_outcomes",
            language=self.lang,
            layer_name=text("case_exchange.layer.outcomes", self.lang),
            aliases={field.name(): field.alias() for field in fields},
        )
        return dict(layers.targets)

    def _counted(self, intake: Intake) -> Dict[str, Any]:
        similar = intake.count(SIMILAR)
        figures = {
            "imported": intake.count(IMPORTED) + similar,
            "similar": similar,
            "known": intake.count(KNOWN),
            "left": intake.count(LEFT),
        }
        self._say("case_exchange.done_dry" if self.dry_run else "case_exchange.done", **figures)
        return {
            "IMPORTED_COUNT": figures["imported"],
            "SIMILAR_COUNT": similar,
            "KNOWN_COUNT": figures["known"],
            "LEFT_COUNT": figures["left"],
        }


def _features(fields: QgsFields, rows: Sequence[Sequence[Any]], xy: Sequence[Any]) -> Any:
    for row, (x, y) in zip(rows, xy):
        feature = QgsFeature(fields)
        feature.setAttributes(list(row))
        if x == x:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        yield feature


def has_places(path: str) -> bool:
    """Whether the GeoPackage of a city holds a place database too."""
    from ...store.places import PlaceDatabase

    try:
        with PlaceDatabase(path):
            return True
    except DcmError:
        return False
