"""The city database in PostgreSQL with PostGIS.

A writer locks the rows that it changes; numbers and action keys are given under advisory locks. A
commit is confirmed when the server has it on its disk. A connection that broke between two actions
is made again; one that breaks within an action is reported, and nothing of the action is written.
"""

from __future__ import annotations

import contextlib
import datetime
import select
from functools import lru_cache
from typing import Any, FrozenSet, Iterable, Iterator, List, Optional, Sequence, Set, Tuple

from ...core.errors import DcmError, InputError
from . import dsn, schema
from .database import CityDatabase
from .schema import Table, quoted, words
from .sqlite_city import same_version, wkb_of
from .values import aware

#: Channel on which changes of cases are told.
CHANNEL = "dcm_cases"
_LOCK_TIMEOUT = "10s"
#: What is looked through for texts, and its index; see ``data/city/list_postgres.sql``.
_TEXT = "case_text(task_no, case_code, address, description)"
_PAIRS = "pairs(case_text(task_no, case_code, address, description))"
#: Classes of errors of PostgreSQL: https://www.postgresql.org/docs/15/errcodes-appendix.html
_MESSAGES = {
    "55P03": "city.locked",
    "40P01": "city.locked",
    "40001": "city.locked",
    "25006": "city.readonly",
    "42501": "city.denied",
    "DC001": "city.append_only",
    "53100": "city.full",
    "53200": "city.full",
}
_KEEP = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


def driver() -> Any:
    """psycopg2, which comes with QGIS on most systems."""
    try:
        import psycopg2
        import psycopg2.errors
    except ImportError as error:
        raise DcmError("city.no_driver") from error
    return psycopg2


class PostgresCity(CityDatabase):
    """A city database in a schema of a PostgreSQL database. Used by one thread at a time."""

    deadline = "COALESCE(clock_deadline, 'infinity')"

    def __init__(self, uri: str, actor: str = "", readonly: bool = False) -> None:
        self.target = dsn.parse(uri)
        self.name = self.target.title
        self.readonly = readonly
        self.actor = actor
        self._depth = 0
        self._longest = {}
        self._listening = False
        self.user = ""
        self._hidden: FrozenSet[Tuple[str, str]] = frozenset()
        self.connection: Any = None
        self.srs_id = 0
        self._connect()

    def _connect(self) -> None:
        """A fresh connection, looked at before it is used."""
        self.connection = connect(self.target)
        try:
            with self._explained():
                self._prepare()
        except BaseException:
            self.connection.close()
            raise

    def _prepare(self) -> None:
        cursor = self.connection.cursor()
        cursor.execute("SELECT to_regclass(%s)::text", (self.target.schema + ".schema_version",))
        if cursor.fetchone()[0] is None:
            raise InputError("city.not_city", name=self.name)
        cursor.execute("SELECT max(version) FROM schema_version")
        same_version(cursor.fetchone()[0], self.name)
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND "
            "c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND "
            "NOT has_column_privilege(c.oid, a.attnum, 'SELECT')",
            (self.target.schema,),
        )
        self._hidden = frozenset((row[0], row[1]) for row in cursor.fetchall())
        cursor.execute(
            "SELECT srid FROM geometry_columns WHERE f_table_schema = %s "
            "AND f_table_name = 'cases'",
            (self.target.schema,),
        )
        found = cursor.fetchone()
        if found is not None:
            self.srs_id = int(found[0])
        cursor.execute("SELECT session_user, is_admin()")
        self.user, admin = cursor.fetchone()
        if self.actor and not admin and self.actor != self.user:
            raise InputError("city.other_user", name=self.name, user=self.user, actor=self.actor)
        if self._listening:
            cursor.execute(words("LISTEN", quoted(CHANNEL)))
        cursor.close()

    @property
    def hidden(self) -> Set[str]:
        """Columns of ``cases`` that this user may not read; they are None in every row."""
        return {column for table, column in self._hidden if table == "cases"}

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()

    # --- statements --------------------------------------------------------------------------

    def _execute(self, statement: str, params: Sequence[Any]) -> Any:
        if not self._depth and self.connection.closed:
            self._connect()
        with self._explained():
            cursor = self.connection.cursor()
            try:
                cursor.execute(_marked(statement), tuple(params))
            except driver().Error as error:
                if not _broken(error, bool(self.connection.closed)):
                    raise
                self.connection.close()
                if self._depth:
                    raise DcmError("city.gone", name=self.name) from error
                # the server was started again since: between two actions nothing is lost
                self._connect()
                cursor = self.connection.cursor()
                cursor.execute(_marked(statement), tuple(params))
            return cursor

    def _query(self, statement: str, params: Sequence[Any] = ()) -> List[Tuple[Any, ...]]:
        with contextlib.closing(self._execute(statement, params)) as cursor:
            return list(cursor.fetchall())

    def _run(self, statement: str, params: Sequence[Any] = ()) -> int:
        with contextlib.closing(self._execute(statement, params)) as cursor:
            return int(cursor.rowcount)

    def _add(self, statement: str, params: Sequence[Any] = ()) -> int:
        return int(self._query(words(statement, "RETURNING id"), params)[0][0])

    def _many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        for row in rows:
            self._run(statement, row)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if self._depth:
            yield
            return
        if self.readonly:
            raise DcmError("city.readonly", name=self.name)
        with self._block("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"):
            yield

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        if self._depth:
            yield
            return
        with self._block("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextlib.contextmanager
    def _block(self, begin: str) -> Iterator[None]:
        self._run(begin)
        self._depth = 1
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            if not self.connection.closed:
                with contextlib.suppress(driver().Error):
                    self.connection.cursor().execute("ROLLBACK")
            raise
        finally:
            self._depth = 0

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except driver().Error as error:
            raise explained(error, self.name, bool(self.connection.closed)) from error

    def _lock_numbers(self, prefix: str) -> None:
        self._query("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", (prefix,))

    # --- dialect -----------------------------------------------------------------------------

    def _table(self, name: str) -> str:
        return quoted(self.target.schema) + "." + quoted(name)

    def _readable(self, table: Table, column: str) -> str:
        if (table.name, column) in self._hidden:
            return "NULL"
        return quoted(column)

    def among(self, column: str, values: Sequence[Any]) -> Tuple[str, List[Any]]:
        return f"{column} = ANY(?)", [list(values)]

    def inside(self, extent: Tuple[float, float, float, float]) -> Tuple[str, List[Any]]:
        return f"geom && ST_MakeEnvelope(?, ?, ?, ?, {self.srs_id})", list(extent)

    def _covering(self, table: str, x: float, y: float) -> Tuple[str, List[Any]]:
        return f"geom && ST_SetSRID(ST_MakePoint(?, ?), {self.srs_id})", [x, y]

    def text(self, text: str) -> Tuple[str, List[Any]]:
        """Every word is somewhere in number, code, address or description."""
        parts: List[str] = []
        params: List[Any] = []
        for word in text.lower().split():
            pairs = sorted({word[i : i + 2] for i in range(len(word) - 1)})
            if pairs:
                parts.append(words(_PAIRS, "@> ?"))
                params.append(pairs)
            escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            parts.append(words(_TEXT, "LIKE ?"))
            params.append("%" + escaped + "%")
        return " AND ".join(parts), params

    def epoch(self, column: str) -> str:
        """A time as seconds since 1970, for a statement."""
        return f"CAST(EXTRACT(EPOCH FROM {column}) AS double precision)"

    def time(self, value: datetime.datetime) -> datetime.datetime:
        return aware(value).replace(microsecond=0)

    def _geometry_mark(self) -> str:
        return f"ST_SetSRID(ST_GeomFromWKB(?), {self.srs_id})"

    def _geometry_column(self) -> str:
        return "ST_AsBinary(geom)"

    def _to_geometry(self, value: Any) -> Any:
        if value is None:
            return None
        import shapely

        if isinstance(value, (tuple, list)):
            value = shapely.Point(float(value[0]), float(value[1]))
        return driver().Binary(wkb_of(value))

    def _from_geometry(self, value: Any, table: Table) -> Any:
        if value is None:
            return None
        import shapely

        shape = shapely.from_wkb(bytes(value))
        if table.geometry != "point":
            return shape
        return None if shape.is_empty else (shape.x, shape.y)

    def reference_row(self) -> Tuple[Any, ...]:
        return self._query(
            "SELECT auth_name, auth_srid, srtext, srtext FROM spatial_ref_sys WHERE srid = ?",
            (self.srs_id,),
        )[0]

    # --- bulk --------------------------------------------------------------------------------

    @property
    def srid(self) -> int:
        """The CRS of all layers."""
        return self.srs_id

    def copy(self, statement: str, stream: Any) -> None:
        """COPY … FROM STDIN, within a transaction."""
        with self._explained(), contextlib.closing(self.connection.cursor()) as cursor:
            cursor.copy_expert(statement, stream)

    def advance_ids(self, name: str) -> None:
        """Let new ids follow those that were given by the caller."""
        table = self._table(name)
        self._query(
            words(
                "SELECT setval(pg_get_serial_sequence(?, 'id'), GREATEST((SELECT max(id) FROM",
                table,
                "), 1))",
            ),
            (table,),
        )

    # --- live refresh ------------------------------------------------------------------------

    def change_mark(self) -> object:
        """Differs after any commit that changed a case."""
        return self._query(
            "SELECT max(updated), max(id), (SELECT max(id) FROM case_log) FROM cases"
        )[0]

    def listen(self) -> int:
        """Be told of changes from now on; the number of a socket that becomes readable then."""
        self._run(words("LISTEN", quoted(CHANNEL)))
        self._listening = True
        return int(self.connection.fileno())

    def poll(self, seconds: float = 0.0) -> Optional[Set[int]]:
        """Ids of cases that changed since the last call; empty for none, None for very many.

        Waits up to ``seconds`` for the first one. Not within a transaction.
        """
        if self.connection.closed:
            self._connect()
            return None  # what was told meanwhile is lost: look at everything
        with self._explained():
            if seconds > 0 and not self.connection.notifies:
                select.select([self.connection], [], [], seconds)
            self.connection.poll()
        found: Set[int] = set()
        many = False
        while self.connection.notifies:
            space, _, number = self.connection.notifies.pop(0).payload.partition(":")
            if space == self.target.schema:
                many = many or not number
                found.update([int(number)] if number else [])
        return None if many else found

    @property
    def watched(self) -> List[str]:
        """Files to watch: none, the server tells."""
        return []


@lru_cache(maxsize=1024)
def _marked(statement: str) -> str:
    """A statement with the parameter marks of psycopg2."""
    return statement.replace("%", "%%").replace("?", "%s")


def connect(target: dsn.Connection) -> Any:
    """A connection with the settings of the city database; ``city.gone`` when there is none."""
    psycopg2 = driver()
    settings = {"connect_timeout": 10, "application_name": "dcm_plugin", **_KEEP}
    try:
        if target.url:
            made = psycopg2.connect(target.url, **settings)
        else:
            made = psycopg2.connect(**{**settings, **target.keywords})
    except psycopg2.Error as error:
        raise _not_connected(error, target.title) from None
    made.autocommit = True
    try:
        with made.cursor() as cursor:
            cursor.execute(
                "SELECT nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
                "WHERE extname = 'postgis'"
            )
            found = cursor.fetchone()
            path = ", ".join(map(quoted, (target.schema, found[0] if found else "public")))
            for name, value in (
                ("search_path", path),
                ("timezone", "UTC"),
                ("lock_timeout", _LOCK_TIMEOUT),
                ("synchronous_commit", "on"),
                ("client_min_messages", "warning"),
            ):
                cursor.execute("SELECT set_config(%s, %s, false)", (name, value))
    except psycopg2.Error as error:
        made.close()
        raise explained(error, target.title, True) from error
    return made


def _not_connected(error: Any, name: str) -> DcmError:
    """Why there is no connection. libpq names host and user in its text, never the password."""
    text = str(error).lower()
    if "password" in text or "authentication" in text or "no pg_hba" in text:
        return InputError("city.login", name=name)
    return DcmError("city.gone", name=name)


def _broken(error: Any, closed: bool) -> bool:
    """Whether the connection is gone: libpq's own errors have no code of the server."""
    code = getattr(error, "pgcode", None) or ""
    psycopg2 = driver()
    own = isinstance(error, (psycopg2.OperationalError, psycopg2.InterfaceError))
    own = own or type(error) is psycopg2.DatabaseError
    return closed or code.startswith(("08", "57P")) or (own and not code)


def explained(error: Any, name: str, closed: bool) -> DcmError:
    """What a failure means for the user."""
    code = getattr(error, "pgcode", None) or ""
    diagnosis = getattr(error, "diag", None)
    reason = (getattr(diagnosis, "message_primary", None) or str(error)).strip()
    if _broken(error, closed):
        return DcmError("city.gone", name=name)
    if code == "DC002":
        return DcmError("city.not_allowed", reason=reason)
    if code in _MESSAGES:
        return DcmError(_MESSAGES[code], name=name)
    table = getattr(diagnosis, "table_name", None) or ""
    constraint = getattr(diagnosis, "constraint_name", None) or ""
    if code == "23505":
        for index in schema.tables()[table].indexes if table in schema.tables() else ():
            if index.name[:63] == constraint:
                columns = ", ".join(index.columns)
                return InputError("city.twice", table=table, columns=columns)
    if code == "23503":
        for described in schema.tables().values():
            for column in described.columns:
                if column.references and constraint == f"{described.name}_{column.name}_fkey":
                    return InputError(
                        "city.in_use", table=column.references[0], other=described.name
                    )
    if code.startswith("23"):
        return DcmError("city.refused", reason=reason)
    return DcmError("city.failed", name=name, reason=reason)
