"""The city database as cases need it, whatever keeps it; the dialects fill in the rest."""

from __future__ import annotations

import contextlib
import datetime
from typing import (
    Any,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
)

from ...core.cases.model import CHILD_TABLES, CaseFile, Change, Row, RowChange, utc_now
from ...core.cases.query import LIST_COLUMNS, CaseFilter, Page
from ...core.errors import DcmError, InputError
from . import bars, conditions, schema
from .schema import GEOMETRY, Table, listed, quoted, words
from .turned import turned
from .values import from_store, typed

#: Changes written together from which they share the lock of their keys.
MANY = 100
_FIND = ("task_no", "case_code", "external_id")
#: Which field of a case file holds the rows of a table, and their order.
_PARTS = {
    "case_log": ("log", "seq"),
    "case_clock": ("clocks", "id"),
    "case_task": ("tasks", "id"),
    "case_request": ("requests", "id"),
    "case_supervise": ("supervisions", "id"),
    "case_media": ("media", "id"),
}
#: Areas that hold a place: table, what its columns are called in the answer.
AREAS = (
    ("unit_grid", {"code": "cell_code", "community_code": "community_code",
                   "mgmt_class": "mgmt_class"}),
    ("community", {"code": "community_code", "street_code": "street_code"}),
    ("street", {"code": "street_code", "district_code": "district_code"}),
    ("district", {"code": "district_code"}),
    ("duty_grid", {"code": "duty_grid_code"}),
)  # fmt: skip
_PLACE = (
    "cell_code", "community_code", "street_code", "district_code", "duty_grid_code", "mgmt_class",
)  # fmt: skip
#: What a city edits as a whole; all else changes through actions only.
EDITABLE_GROUPS = ("area", "object", "organisation", "calendar", "code", "administration")


class CityDatabase:
    """One connection; see :class:`..core.cases.store.CaseStore`. Times in UTC."""

    #: What messages call the database: the path, or host and database without credentials.
    name: str
    deadline: str
    urgent = "(is_supervised OR is_urgent)"
    readonly: bool = False
    #: Column and prefix → the highest serial that was given here, once they got longer.
    _longest: Dict[Tuple[str, str], int]

    # --- what a dialect gives ----------------------------------------------------------------

    def _query(self, statement: str, params: Sequence[Any] = ()) -> List[Tuple[Any, ...]]:
        raise NotImplementedError

    def _run(self, statement: str, params: Sequence[Any] = ()) -> int:
        """Rows that a statement changed."""
        raise NotImplementedError

    def _add(self, statement: str, params: Sequence[Any] = ()) -> int:
        """The id of the row that an INSERT made."""
        raise NotImplementedError

    def _many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        raise NotImplementedError

    def _writing(self) -> contextlib.AbstractContextManager[None]:
        """A transaction that writes: committed at its end, undone when something is raised."""
        raise NotImplementedError

    def _reading(self) -> contextlib.AbstractContextManager[None]:
        """A transaction that sees one state of the database."""
        raise NotImplementedError

    def among(self, column: str, values: Sequence[Any]) -> Tuple[str, List[Any]]:
        """Rows whose column has one of the values."""
        raise NotImplementedError

    def codes(self, column: str, values: Sequence[Any]) -> Tuple[str, List[Any]]:
        return self.among(column, values)

    def ids(self, values: Sequence[int]) -> Tuple[str, List[Any]]:
        return self.among("id", values)

    def prefix(self, column: str, start: str) -> Tuple[str, List[Any]]:
        """Codes that begin so."""
        return f"{column} >= ? AND {column} < ?", [start, start + conditions.HIGHEST]

    def inside(self, extent: Tuple[float, float, float, float]) -> Tuple[str, List[Any]]:
        raise NotImplementedError

    def text(self, text: str) -> Tuple[str, List[Any]]:
        raise NotImplementedError

    def epoch(self, column: str) -> str:
        raise NotImplementedError

    def time(self, value: datetime.datetime) -> Any:
        raise NotImplementedError

    def _to_geometry(self, value: Any) -> Any:
        raise NotImplementedError

    def _from_geometry(self, value: Any, table: Table) -> Any:
        raise NotImplementedError

    def _geometry_mark(self) -> str:
        return "?"

    def _geometry_column(self) -> str:
        return quoted(GEOMETRY)

    def _lock_numbers(self, prefix: str) -> None:
        """Let nobody else use this prefix or key until the end of the transaction."""

    def change_mark(self) -> object:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> CityDatabase:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    # --- reading -----------------------------------------------------------------------------

    def read(self, case_id: int) -> CaseFile:
        """The whole case, as it was at one moment."""
        with self._reading():
            cases = self._select("cases", "WHERE id = ?", (case_id,))
            if not cases:
                raise InputError("city.no_case", case=case_id)
            parts = {
                field: self._select(
                    name, words("WHERE case_id = ? ORDER BY", quoted(key)), (case_id,)
                )
                for name, (field, key) in _PARTS.items()
            }
        return CaseFile(case=cases[0], **parts)

    def find(self, column: str, value: str) -> List[int]:
        if column not in _FIND:
            raise DcmError("city.no_column", table="cases", column=column)
        found = self._query(
            words("SELECT id FROM cases WHERE", quoted(column), "= ? ORDER BY id"), (value,)
        )
        return [int(row[0]) for row in found]

    def page(self, condition: CaseFilter, page: Page) -> List[Row]:
        """Rows of the list: their ids are found first, their columns read for these only."""
        chosen = conditions.where(condition, self)
        order = conditions.order(page, self)
        statement = words(
            "WHERE id IN (SELECT id FROM cases", chosen.clause, order, "LIMIT ? OFFSET ?)", order
        )
        params = (*chosen.params, max(0, page.limit), max(0, page.offset))
        return self._select("cases", statement, params, (*LIST_COLUMNS, GEOMETRY))

    def page_ids(self, condition: CaseFilter, page: Page) -> List[int]:
        """Ids of a page in its order."""
        chosen = conditions.where(condition, self)
        statement = words(
            "SELECT id FROM cases", chosen.clause, conditions.order(page, self), "LIMIT ? OFFSET ?"
        )
        return self.ids_of(statement, (*chosen.params, max(0, page.limit), max(0, page.offset)))

    def count(self, condition: CaseFilter) -> int:
        chosen = conditions.where(condition, self)
        statement = words("SELECT count(*) FROM cases", chosen.clause)
        return int(self._query(statement, chosen.params)[0][0])

    def counts(self, condition: CaseFilter, by: str) -> Dict[Optional[str], int]:
        expression, first = conditions.group(by, condition, self)
        chosen = conditions.where(condition, self)
        statement = words(
            "SELECT", expression, "AS kind, count(*) FROM cases", chosen.clause, "GROUP BY 1"
        )
        return {row[0]: int(row[1]) for row in self._query(statement, (*first, *chosen.params))}

    def bars(self, condition: CaseFilter, only_open: Optional[bool]) -> bars.Bars:
        """Counts by state without the filter of states (of open cases if ``only_open``), and by
        light without that of lights."""
        expression, first = conditions.group("light", condition, self)
        chosen = bars.where(condition, only_open, self)
        found = self._query(
            words(
                "SELECT state, is_open,",
                expression,
                "AS kind, count(*) FROM cases",
                chosen.clause,
                "GROUP BY 1, 2, 3",
            ),
            (*first, *chosen.params),
        )
        crossed = [(row[0], bool(row[1]), str(row[2]), int(row[3])) for row in found]
        return bars.fold(crossed, condition, only_open)

    @property
    def dialect(self) -> conditions.Dialect:
        """The words of the conditions that :meth:`matching` gives."""
        return self

    def turned(
        self, since: datetime.datetime, until: datetime.datetime
    ) -> Dict[str, Tuple[int, ...]]:
        """Ids of the open cases that came to red or yellow in this time."""
        return turned(self, since, until)

    def ids_of(self, statement: str, params: Sequence[Any]) -> List[int]:
        """Ids by a statement made of the words of :mod:`.conditions`; for this package."""
        return [int(row[0]) for row in self._query(statement, params)]

    def near(
        self, x: float, y: float, distance: float, class_code: str, since: datetime.datetime
    ) -> List[Row]:
        """Rows of the list within ``distance`` (metres), with the key ``distance``."""
        box = (x - distance, y - distance, x + distance, y + distance)
        part, params = self.inside(box)
        found = self._select(
            "cases",
            words("WHERE", part, "AND class_code >= ? AND class_code < ? AND report_time >= ?"),
            (*params, class_code, class_code + conditions.HIGHEST, self.time(since)),
            (*LIST_COLUMNS, GEOMETRY),
        )
        for row in found:
            there = row[GEOMETRY]
            row["distance"] = ((there[0] - x) ** 2 + (there[1] - y) ** 2) ** 0.5
        return sorted(
            (row for row in found if row["distance"] <= distance),
            key=lambda row: (row["distance"], row["id"]),
        )

    def place(self, x: float, y: float) -> Dict[str, Optional[str]]:
        """The areas that hold a point. On a common border the lowest code is taken."""
        import shapely

        here = shapely.Point(x, y)
        found: Dict[str, Optional[str]] = dict.fromkeys(_PLACE)
        for name, columns in AREAS:
            part, params = self._covering(name, x, y)
            rows = self._select(
                name, words("WHERE", part, "ORDER BY code"), params, (*columns, GEOMETRY)
            )
            for row in rows:
                shape = row[GEOMETRY]
                if shape is not None and shape.intersects(here):
                    for column, key in columns.items():
                        found[key] = found[key] or row[column]
                    break
        return found

    def _covering(self, table: str, x: float, y: float) -> Tuple[str, List[Any]]:
        """Areas whose bounds hold the point."""
        raise NotImplementedError

    def rows(self, table: str, columns: Sequence[str] = ()) -> List[Row]:
        """All rows in the order of their ids; the geometry only when it is asked for."""
        return self._select(table, "ORDER BY id", (), columns)

    def matching(self, condition: CaseFilter) -> Tuple[str, conditions.Where]:
        """The table in which cases are filtered by their ids, and the conditions on it."""
        return self._table("cases"), conditions.where(condition, self)

    def select(
        self, table: str, rest: str, params: Sequence[Any] = (), columns: Sequence[str] = ()
    ) -> List[Row]:
        """Rows by conditions made of the words of :mod:`.conditions`; for this package."""
        return self._select(table, rest, params, columns)

    def settings(self) -> Dict[str, str]:
        return {row["key"]: row["value"] or "" for row in self.rows("setting", ("key", "value"))}

    def _select(
        self, name: str, rest: str, params: Sequence[Any] = (), columns: Sequence[str] = ()
    ) -> List[Row]:
        table = schema.table(name)
        chosen = list(columns)
        if not chosen:
            chosen = list(table.names)
            if name == "cases":
                chosen.append(GEOMETRY)
        table.checked(chosen)
        kinds = {column.name: column.type for column in table.columns}
        names = [
            self._geometry_column() if column == GEOMETRY else self._readable(table, column)
            for column in chosen
        ]
        statement = words("SELECT", ", ".join(names), "FROM", self._table(name), rest)
        made = []
        for values in self._query(statement, params):
            row: Row = {}
            for column, value in zip(chosen, values):
                if column == GEOMETRY:
                    row[column] = self._from_geometry(value, table)
                else:
                    row[column] = from_store(value, kinds[column])
            made.append(row)
        return made

    def _table(self, name: str) -> str:
        return quoted(name)

    def _readable(self, table: Table, column: str) -> str:
        """A column as it is read; NULL when this user must not see it."""
        return quoted(column)

    # --- writing -----------------------------------------------------------------------------

    def apply(self, change: Change) -> Tuple[int, int]:
        """Write a change whole or not at all; (id, version) of the case.

        A log row whose ``action_key`` is there already is not written again: the answer is the
        version that it made.
        """
        return self.apply_all([change])[0]

    def apply_all(self, changes: Sequence[Change]) -> List[Tuple[int, int]]:
        done: List[Tuple[int, int]] = []
        many = len(changes) > MANY
        with self._writing():
            if many:
                # a server keeps some thousands of locks at most: one stands for all keys
                self._lock_numbers("keys of many")
            for change in changes:
                for column, place in change.refers.items():
                    change.case[column] = done[place][0]
                done.append(self._apply(change, not many))
        return done

    def _apply(self, change: Change, lock_key: bool = True) -> Tuple[int, int]:
        key = change.log.get("action_key")
        if key:
            if lock_key:
                self._lock_numbers("key " + str(key))
            done = self._done(str(key))
            if done is not None:
                return done
        time = change.log.get("time") or utc_now()
        case = {name: value for name, value in change.case.items() if name not in ("id", "version")}
        case["updated"] = case.get("updated") or time
        for column, (prefix, width) in change.numbers.items():
            case[column] = self._next_number(column, prefix, width)
        self._check_codes(schema.table("cases"), case)
        if change.case_id is None:
            version = 1
            case_id = self._insert("cases", {**case, "version": version})
        else:
            case_id, version = change.case_id, change.version + 1
            written = self._update(
                "cases", {**case, "version": version}, "id = ? AND version = ?",
                (case_id, change.version),
            )  # fmt: skip
            if written != 1:
                raise self._conflict(case_id, change.version)
        seq = self._last_step(case_id) + 1
        for row in change.rows:
            seq = self._write_row(case_id, row, seq)
        self._insert("case_log", {"time": time, **change.log, "case_id": case_id, "seq": seq})
        return case_id, version

    def _write_row(self, case_id: int, row: RowChange, seq: int) -> int:
        """Write a row of a child table; the step that comes next."""
        if row.table not in CHILD_TABLES:
            raise DcmError("city.no_table", table=row.table)
        values = {**row.values, "case_id": case_id}
        if row.id is None:
            if row.table == "case_log":
                # steps before the one of the change itself: histories that are imported
                values["seq"], seq = seq, seq + 1
            elif row.table == "case_media" and values.get("log_seq") is None:
                values["log_seq"] = seq
            self._insert(row.table, values)
            return seq
        values.pop("id", None)
        if self._update(row.table, values, "id = ? AND case_id = ?", (row.id, case_id)) != 1:
            raise DcmError("city.no_row", table=row.table, id=row.id, case=case_id)
        return seq

    def _done(self, key: str) -> Optional[Tuple[int, int]]:
        """Case and version of an action that was written before."""
        found = self._query(
            "SELECT c.id, c.version - (SELECT max(l.seq) FROM case_log l WHERE l.case_id = c.id) "
            "+ d.seq FROM case_log d JOIN cases c ON c.id = d.case_id WHERE d.action_key = ?",
            (key,),
        )
        return (int(found[0][0]), int(found[0][1])) if found else None

    def _last_step(self, case_id: int) -> int:
        found = self._query("SELECT max(seq) FROM case_log WHERE case_id = ?", (case_id,))
        return int(found[0][0] or 0)

    def _next_number(self, column: str, prefix: str, width: int) -> str:
        """The next free number after the highest one of this prefix."""
        self._lock_numbers(column + prefix)
        name = quoted(schema.table("cases").checked([column])[0])
        bounds = (prefix + "0", prefix + ":")
        condition = words("FROM cases WHERE", name, ">= ? AND", name, "< ?")
        highest = self._query(words("SELECT max(", name, ")", condition), bounds)[0][0]
        last = _serial(highest, prefix)
        usual = highest is None or len(highest) == len(prefix) + width
        if last is None or last >= 10**width - 1 or not usual:
            last = self._longer_number(column, prefix, width)
            self._longest[column, prefix] = last + 1
        return prefix + str(last + 1).zfill(width)

    def _longer_number(self, column: str, prefix: str, width: int) -> int:
        """The highest serial of a prefix that has serials of other lengths, too.

        No index sorts these as numbers. The one that this connection gave last is remembered; as
        each writer goes on from the highest, those of others stand right behind it.
        """
        name = quoted(schema.table("cases").checked([column])[0])

        def given(serial: int) -> bool:
            number = prefix + str(serial).zfill(width)
            return bool(self._query(words("SELECT 1 FROM cases WHERE", name, "= ?"), (number,)))

        last = self._longest.get((column, prefix), 0)
        if not (last and given(last)):
            bounds = (prefix + "0", prefix + ":")
            statement = words("SELECT", name, "FROM cases WHERE", name, ">= ? AND", name, "< ?")
            found = self._query(statement, bounds)
            return max((_serial(row[0], prefix) or 0 for row in found), default=0)
        stride = 1
        while stride:
            forward = given(last + stride)
            last += stride if forward else 0
            stride = stride * 2 if forward else stride // 2
        return last

    def _conflict(self, case_id: int, version: int) -> DcmError:
        """Who changed the case meanwhile, when and what."""
        found = self._query("SELECT task_no, version, updated FROM cases WHERE id = ?", (case_id,))
        if not found:
            return InputError("city.no_case", case=case_id)
        task_no, now, updated = found[0]
        last = self._select(
            "case_log", "WHERE case_id = ? ORDER BY seq DESC LIMIT 1", (case_id,),
            ("actor", "action", "time"),
        )  # fmt: skip
        step = last[0] if last else {}
        time = from_store(updated, "datetime")
        who = step.get("actor") or ""
        action = step.get("action") or ""
        if step and step["time"] is not None and time is not None and step["time"] < time:
            who, action = "", ""  # edited by hand after the last action
        return DcmError(
            "city.conflict" if who else "city.conflict_edit",
            case=task_no,
            who=who,
            action=action,
            when=self._local(time),
            version=version,
            now=now,
        )

    def _local(self, time: Optional[datetime.datetime]) -> str:
        """A time as the city's clocks show it."""
        if time is None:
            return ""
        try:
            minutes = int(self.settings().get("utc_offset_minutes") or 480)
        except ValueError:
            minutes = 480
        zone = datetime.timezone(datetime.timedelta(minutes=minutes))
        return time.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")

    def _check_codes(self, table: Table, values: Mapping[str, Any]) -> None:
        """Codes that point at other tables are there; the message names column and value."""
        for column in table.columns:
            value = values.get(column.name)
            if not column.references or value is None:
                continue
            other, key = column.references
            if not self._query(
                words("SELECT 1 FROM", self._table(other), "WHERE", quoted(key), "= ?"), (value,)
            ):
                raise InputError(
                    "city.unknown_code", table=table.name, column=column.name, value=value,
                    other=other,
                )  # fmt: skip

    def _values(self, table: Table, values: Mapping[str, Any]) -> Tuple[List[str], List[Any]]:
        names = table.checked(values)
        made = []
        for name in names:
            value = values[name]
            if name == GEOMETRY:
                made.append(self._to_geometry(value))
                continue
            column = table.column(name)
            expected = " | ".join(column.values) or column.type
            try:
                new = typed(value, column.type)
                wrong = new is None and column.required
                wrong = wrong or (bool(column.values) and new not in (None, *column.values))
            except (TypeError, ValueError):
                wrong = True
            if wrong:
                raise InputError(
                    "city.value", table=table.name, column=name, value=value, expected=expected
                )
            made.append(self._to_store(new))
        return names, made

    def _to_store(self, value: Any) -> Any:
        return value

    def _marks(self, names: Sequence[str]) -> str:
        return ", ".join(self._geometry_mark() if name == GEOMETRY else "?" for name in names)

    def _insert(self, name: str, values: Mapping[str, Any]) -> int:
        table = schema.table(name)
        # an empty value gives way to the default of the column
        filled = {
            key: value for key, value in values.items()
            if not (value is None and key != GEOMETRY and table.column(key).default)
            and not (key == "id" and value is None)
        }  # fmt: skip
        names, params = self._values(table, filled)
        statement = words(
            "INSERT INTO", self._table(name), "(" + listed(names) + ")",
            "VALUES (" + self._marks(names) + ")",
        )  # fmt: skip
        return self._add(statement, params)

    def _update(
        self, name: str, values: Mapping[str, Any], condition: str, params: Sequence[Any]
    ) -> int:
        table = schema.table(name)
        names, new = self._values(table, values)
        assignments = ", ".join(
            quoted(key) + " = " + (self._geometry_mark() if key == GEOMETRY else "?")
            for key in names
        )
        statement = words("UPDATE", self._table(name), "SET", assignments, "WHERE", condition)
        return self._run(statement, (*new, *params))

    def replace_rows(self, table: str, rows: Iterable[Mapping[str, object]]) -> int:
        """Put these rows in place of all rows; rows that others point at may only stay or change.

        Areas and components take a shapely geometry or WKB under ``geom``.
        """
        described = schema.table(table)
        if described.group not in EDITABLE_GROUPS or table == "schema_version":
            raise DcmError("city.not_editable", table=table)
        count = 0
        with self._writing():
            self._run(words("DELETE FROM", self._table(table)))
            for row in rows:
                self._insert(table, {k: v for k, v in row.items() if k != "id"})
                count += 1
            self._account(described)
        return count

    def _account(self, table: Table) -> None:
        """Bring up to date what the database says of a layer."""

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Several writes that hold together: :meth:`apply` and :meth:`replace_rows` inside join."""
        with self._writing():
            yield


def _serial(number: Optional[str], prefix: str) -> Optional[int]:
    """The number behind a prefix; 0 for none, None when it is no number."""
    if not number:
        return 0
    rest = number[len(prefix) :]
    return int(rest) if rest.isdecimal() else None
