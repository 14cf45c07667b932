"""The city database in a GeoPackage.

A confirmed action survives a kill and a power cut: every commit is written through to the disk
(``synchronous = FULL`` with a write-ahead log, ``EXTRA`` with a rollback journal). On a local disk
the write-ahead log lets QGIS and others read while somebody writes; it needs shared memory, so on a
network drive the rollback journal is used.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple
from urllib.parse import quote

from ...core.cases.model import Row
from ...core.cases.query import GROUPS, LIST_COLUMNS, CaseFilter, Page
from ...core.errors import DcmError, InputError
from . import bars, schema
from .blobs import add_functions, from_wkb, point, to_wkb, xy
from .conditions import Dialect, Where, moment, where
from .database import CityDatabase
from .ddl_sqlite import script
from .facts import Facts, page_statements
from .network import on_network
from .schema import GEOMETRY, Table, quoted, words
from .values import time_text

#: Seconds that a writer waits for another one.
TIMEOUT = 10.0
#: KiB of the file that a connection keeps in memory.
_CACHE = "-65536"


class SqliteCity(CityDatabase):
    """A city database in a file. Used by one thread at a time."""

    deadline = "COALESCE(clock_deadline, '9999')"

    def __init__(self, path: str, readonly: bool = False, timeout: float = TIMEOUT) -> None:
        self.path = str(path)
        self.name = self.path
        self.readonly = readonly
        self._depth = 0
        self._longest = {}
        self._own = 0
        with self._explained():
            self.connection = connect(self.path, readonly, timeout)
            try:
                check_version(self.connection, self.path)
                found = self.connection.execute(
                    "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'cases'"
                ).fetchone()
                self.srs_id = int(found[0])
                self._facts = Facts(self.connection)
            except BaseException:
                self.connection.close()
                raise
        self._identity = _identity(self.path)

    def close(self) -> None:
        self.connection.close()

    # --- statements --------------------------------------------------------------------------

    def _query(self, statement: str, params: Sequence[Any] = ()) -> List[Tuple[Any, ...]]:
        with self._explained():
            return self.connection.execute(statement, tuple(params)).fetchall()

    def _run(self, statement: str, params: Sequence[Any] = ()) -> int:
        with self._explained():
            return self.connection.execute(statement, tuple(params)).rowcount

    def _add(self, statement: str, params: Sequence[Any] = ()) -> int:
        with self._explained():
            return int(self.connection.execute(statement, tuple(params)).lastrowid or 0)

    def _many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._explained():
            self.connection.executemany(statement, rows)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if self._depth:
            yield
            return
        if self.readonly:
            raise DcmError("city.readonly", name=self.name)
        self._check_there()
        with self._explained():
            self.connection.execute("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
            self._check_there()
            self._commit()
            self._own += 1
        except BaseException:
            if self.connection.in_transaction:
                with contextlib.suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
            raise
        finally:
            self._depth = 0

    def _commit(self) -> None:
        try:
            self.connection.execute("COMMIT")
        except sqlite3.IntegrityError as error:
            # only references are looked at this late
            broken = self.connection.execute(
                'SELECT "table", parent, rowid FROM pragma_foreign_key_check LIMIT 1'
            ).fetchone()
            if broken is None:
                raise explained(error, self.path) from error
            raise InputError("city.in_use", table=broken[1], other=broken[0]) from error
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        if self._depth:
            yield
            return
        with self._explained():
            self.connection.execute("BEGIN")
        self._depth = 1
        try:
            yield
        finally:
            self._depth = 0
            if self.connection.in_transaction:
                self.connection.execute("COMMIT")

    def _check_there(self) -> None:
        """Refuse to write into a file that was deleted or replaced since it was opened."""
        if _identity(self.path) != self._identity:
            raise DcmError("city.gone", name=self.name)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

    # --- the list: all of it over case_fact -------------------------------------------------------

    def page(self, condition: CaseFilter, page: Page) -> List[Row]:
        with self._reading():
            ids = self.page_ids(condition, page)
            rows = self._select(
                "cases",
                "WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
                (*LIST_COLUMNS, GEOMETRY),
            )
        places = {case_id: place for place, case_id in enumerate(ids)}
        return sorted(rows, key=lambda row: places[row["id"]])

    def page_ids(self, condition: CaseFilter, page: Page) -> List[int]:
        ids: List[int] = []
        with self._explained():
            statements = page_statements(condition, page, self._facts)
        for statement, params in statements:
            ids = self.ids_of(statement, params)
            if len(ids) >= page.limit:
                break
        return ids

    def count(self, condition: CaseFilter) -> int:
        with self._explained():
            chosen = where(condition, self._facts)
        # one pass is quicker than looking up the many rows of the best of several indexes
        combined = len(chosen.parts) > 1 and not condition.states
        source = "case_fact NOT INDEXED" if combined else "case_fact"
        statement = words("SELECT count(*) FROM", source, chosen.clause)
        return int(self._query(statement, chosen.params)[0][0])

    def counts(self, condition: CaseFilter, by: str) -> Dict[Optional[str], int]:
        if by not in GROUPS:
            raise DcmError("city.no_column", table="cases", column=by)
        with self._explained():
            chosen = where(condition, self._facts)
        if by == "light":
            return self._lights(condition, chosen)
        if not chosen.parts:
            found = self._query(words("SELECT", quoted(by), ", count(*) FROM case_fact GROUP BY 1"))
        elif by == "state" and not any(part.startswith("id ") for part in chosen.parts):
            # the rows in the order of the states: nothing is sorted
            found = self._query(
                words(
                    "SELECT state, count(*) FROM case_fact INDEXED BY case_fact_by_state",
                    chosen.clause,
                    "GROUP BY 1",
                ),
                chosen.params,
            )
        else:
            # counting here is several times as fast as SQLite's sorting of so many rows
            rows = self._query(
                words("SELECT", quoted(by), "FROM case_fact NOT INDEXED", chosen.clause),
                chosen.params,
            )
            found = list(Counter(row[0] for row in rows).items())
        names = self._texts(row[0] for row in found)
        return {names.get(row[0]): int(row[1]) for row in found}

    def _texts(self, numbers: Iterable[Optional[int]]) -> Dict[Optional[int], str]:
        """What the numbers of codes stand for."""
        wanted = json.dumps(sorted({number for number in numbers if number is not None}))
        return dict(
            self._query(
                "SELECT id, value FROM case_fact_code WHERE id IN (SELECT value FROM json_each(?))",
                (wanted,),
            )
        )

    def bars(self, condition: CaseFilter, only_open: Optional[bool]) -> bars.Bars:
        now = self._facts.time(moment(condition))
        with self._explained():
            chosen = bars.where(condition, only_open, self._facts)
        if any(part.startswith("id ") for part in chosen.parts):
            # few rows, looked up by their ids
            rows = self._query(
                words(
                    "SELECT state, is_open, CASE WHEN clock_deadline IS NULL THEN 'none'",
                    "WHEN clock_deadline < ? THEN 'red' WHEN clock_warn <= ? THEN 'yellow'",
                    "ELSE 'green' END FROM case_fact NOT INDEXED",
                    chosen.clause,
                ),
                (now, now, *chosen.params),
            )
            found = [(row[0], bool(row[1]), row[2], n) for row, n in Counter(rows).items()]
        else:
            # the rows in the order of states: one pass that sorts nothing
            sums = self._query(
                words(
                    "SELECT state, is_open, count(*), count(clock_deadline),",
                    "count(*) FILTER (WHERE clock_deadline < ?),",
                    "count(*) FILTER (WHERE clock_deadline >= ? AND clock_warn <= ?)",
                    "FROM case_fact INDEXED BY case_fact_by_state",
                    chosen.clause,
                    "GROUP BY 1, 2",
                ),
                (now, now, now, *chosen.params),
            )
            found = bars.of_sums(sums)
        names = self._texts(row[0] for row in found)
        crossed = [(names.get(row[0]), *row[1:]) for row in found]
        return bars.fold(crossed, condition, only_open)

    def _lights(self, condition: CaseFilter, chosen: Where) -> Dict[Optional[str], int]:
        """Counts by light in one pass, without sorting."""
        now = self._facts.time(moment(condition))
        statement = words(
            "SELECT count(*), sum(clock_deadline IS NULL), sum(clock_deadline < ?),",
            "sum(clock_deadline >= ? AND clock_warn <= ?) FROM case_fact NOT INDEXED",
            chosen.clause,
        )
        found = self._query(statement, (now, now, now, *chosen.params))[0]
        total, none, red, yellow = (int(number or 0) for number in found)
        lights = {"red": red, "yellow": yellow, "green": total - none - red - yellow, "none": none}
        return {light: number for light, number in lights.items() if number}

    @property
    def dialect(self) -> Dialect:
        return self._facts

    def matching(self, condition: CaseFilter) -> Tuple[str, Where]:
        return quoted("case_fact"), where(condition, self._facts)

    # --- dialect -----------------------------------------------------------------------------

    def among(self, column: str, values: Sequence[Any]) -> Tuple[str, List[Any]]:
        if len(values) > 100:
            part = words(column, "IN (SELECT value FROM json_each(?))")
            return part, [json.dumps(list(values))]
        return f"{column} IN ({schema.marks(values)})", list(values)

    def inside(self, extent: Tuple[float, float, float, float]) -> Tuple[str, List[Any]]:
        return _overlapping("cases"), [extent[2], extent[0], extent[3], extent[1]]

    def _covering(self, table: str, x: float, y: float) -> Tuple[str, List[Any]]:
        return _overlapping(table), [x, x, y, y]

    def epoch(self, column: str) -> str:
        """A time as seconds since 1970, for a statement."""
        return f"CAST(strftime('%s', {column}) AS INTEGER)"

    def time(self, value: datetime.datetime) -> str:
        return time_text(value)

    def _to_store(self, value: Any) -> Any:
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, datetime.datetime):
            return time_text(value)
        if isinstance(value, datetime.date):
            return value.isoformat()
        return value

    def _to_geometry(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, (tuple, list)):
            return point(float(value[0]), float(value[1]), self.srs_id)
        return from_wkb(wkb_of(value), self.srs_id)

    def _from_geometry(self, value: Any, table: Table) -> Any:
        if value is None:
            return None
        if table.geometry == "point":
            return xy(value)
        import shapely

        return shapely.from_wkb(to_wkb(value))

    def _account(self, table: Table) -> None:
        if not table.geometry:
            return
        tree = quoted(f"rtree_{table.name}_{GEOMETRY}")
        found = self._query(words("SELECT min(minx), min(miny), max(maxx), max(maxy) FROM", tree))[
            0
        ]
        self._run(
            "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?, "
            "last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = ?",
            (*found, table.name),
        )

    def after_bulk(self) -> None:
        """Bring up to date what is derived, after rows were put in without the triggers."""
        self._account(schema.table("cases"))
        for statement in script("derived.sql"):
            self._run(statement)

    # --- live refresh ------------------------------------------------------------------------

    def change_mark(self) -> object:
        """Differs after any commit, of others or of this connection; of use for this one only."""
        return self._query("PRAGMA data_version")[0][0], self._own

    @property
    def watched(self) -> List[str]:
        """Files whose change says that somebody has written."""
        return [self.path, self.path + "-wal"]


def _overlapping(table: str) -> str:
    """Rows whose bounds meet a box; parameters highest x, lowest x, highest y, lowest y."""
    return words(
        "id IN (SELECT id FROM",
        quoted(f"rtree_{table}_{GEOMETRY}"),
        "WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ?)",
    )


def wkb_of(value: Any) -> bytes:
    """WKB of a shapely geometry, a polygon as a multipolygon; bytes are taken as they are."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    import shapely

    if value.geom_type == "Polygon":
        value = shapely.MultiPolygon([value])
    made: bytes = shapely.to_wkb(value, byte_order=1, output_dimension=2)
    return made


def connect(path: str, readonly: bool = False, timeout: float = TIMEOUT) -> sqlite3.Connection:
    """A connection with the settings of the city database; the file must be there."""
    file = Path(path)
    if not file.is_file():
        raise InputError("city.gone", name=path)
    if not readonly and not os.access(path, os.W_OK):
        readonly = True
    address = "file:" + quote(str(file.resolve()).replace("\\", "/"))
    connection = _open(address, "ro" if readonly else "rw", timeout)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if not readonly or os.access(file.parent, os.W_OK):
            raise
        # a file with a write-ahead log in a folder where its index cannot be made
        connection = _open(address, "ro&immutable=1", timeout)
    if not readonly:
        network = on_network(path)
        with contextlib.suppress(sqlite3.OperationalError):
            # somebody reads just now: the mode stays what it is, which is safe too
            connection.execute(
                "PRAGMA journal_mode = DELETE" if network else "PRAGMA journal_mode = WAL"
            )
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        connection.execute(
            "PRAGMA synchronous = FULL" if mode == "wal" else "PRAGMA synchronous = EXTRA"
        )
    return connection


def _open(address: str, mode: str, timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address + "?mode=" + mode,
        uri=True,
        isolation_level=None,
        timeout=timeout,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = ON")
    connection.execute("PRAGMA cache_size = " + _CACHE)
    add_functions(connection)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(
        "CREATE VIRTUAL TABLE temp.case_groups USING fts5vocab(main, case_text, instance)"
    )
    return connection


def check_version(connection: sqlite3.Connection, path: str) -> int:
    """The version of the schema; raises when the file is none of ours, older or newer."""
    try:
        found = connection.execute("SELECT max(version) FROM schema_version").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            raise InputError("city.not_city", name=path) from error
        raise
    return same_version(found, path)


def same_version(found: Optional[int], name: str) -> int:
    """The version when this program can work with it."""
    if found is None:
        raise InputError("city.not_city", name=name)
    if int(found) > schema.VERSION:
        raise InputError("city.newer", name=name, there=found, here=schema.VERSION)
    if int(found) < schema.VERSION:
        raise InputError("city.older", name=name, there=found, here=schema.VERSION)
    return int(found)


def _identity(path: str) -> Optional[Tuple[int, int]]:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def unique_error(about: str) -> DcmError:
    """What SQLite says of a key that is there twice: its columns, or the name of the index."""
    for table in schema.tables().values():
        for index in table.indexes:
            columns = ", ".join(f"{table.name}.{name}" for name in index.columns)
            if about in (columns, f"index '{index.name}'"):
                return InputError("city.twice", table=table.name, columns=", ".join(index.columns))
    return InputError("city.refused", reason=about)


def explained(error: sqlite3.Error, path: str) -> DcmError:
    """What a failure means for the user."""
    text = str(error)
    low = text.lower()
    if "append-only" in low:
        return DcmError("city.append_only")
    if "locked" in low or "busy" in low:
        return DcmError("city.locked", name=path)
    if "readonly" in low or "read-only" in low:
        return DcmError("city.readonly", name=path)
    if "full" in low:
        return DcmError("city.full", name=path)
    if "unable to open" in low:
        return DcmError("city.gone", name=path)
    if "malformed" in low or "not a database" in low:
        return DcmError("city.damaged", name=path, reason=text)
    if low.startswith("unique constraint failed: "):
        return unique_error(text.split(": ", 1)[1])
    if isinstance(error, sqlite3.IntegrityError):
        return DcmError("city.refused", reason=text)
    if "disk i/o" in low:
        return DcmError("city.io" if Path(path).is_file() else "city.gone", name=path)
    return DcmError("city.failed", name=path, reason=text)
