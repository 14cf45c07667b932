"""Many rows at once into a city database: a million components or cases.

Rows go in as columns, with ids that the caller has chosen. What the database promises (spatial
index, extent, references) holds afterwards; values are not looked at one by one, so they come from
this program or have been checked by the caller.
"""

from __future__ import annotations

import contextlib
import io
import re
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence

import numpy as np
import shapely

from ...core.errors import Cancelled, DcmError
from ..geopackage import fill_index
from . import schema
from .database import CityDatabase
from .schema import GEOMETRY, listed, marks, quoted, words
from .sqlite_city import SqliteCity

#: Rows between two looks at the cancel button.
_STRIDE = 50_000
_BESIDE = "dcm_rows_beside"
_FILE_TYPES = {"id": "INTEGER", "text": "TEXT", "datetime": "TEXT", "real": "REAL"}
_SERVER_TYPES = {
    "id": "bigint", "text": "text", "datetime": "timestamptz", "real": "double precision",
}  # fmt: skip
_POINT = np.dtype(
    [("mark", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("order", "u1"),
     ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")]
)  # fmt: skip

Columns = Mapping[str, Any]
Cancel = Callable[[], bool]


def append(
    city: CityDatabase, name: str, columns: Columns, cancelled: Cancel = lambda: False
) -> int:
    """Add rows to a table inside one transaction; how many.

    ``columns``: column → array or list of equal length, ``id`` among them; None is NULL; times are
    ``datetime64`` (UTC, NaT is NULL). ``geom``: points as array (n, 2), or an array of shapely
    geometries.
    """
    table = schema.table(name)
    names = table.checked(columns)
    count = len(next(iter(columns.values()))) if columns else 0
    if not count:
        return 0
    with city.transaction():
        if isinstance(city, SqliteCity):
            _append_sqlite(city, name, columns, names, cancelled)
        else:
            _copy_postgres(city, name, columns, names, cancelled)
        city._account(table)
    return count


@contextlib.contextmanager
def rows_beside(
    city: CityDatabase,
    kinds: Mapping[str, str],
    columns: Columns,
    cancelled: Cancel = lambda: False,
) -> Iterator[str]:
    """A table for the statements of this transaction only; gives its name.

    ``kinds``: column → type as in ``data/city/columns.csv``; the first column is its key.
    ``columns``: as for :func:`append`. One statement over it writes a million rows in the time of
    thousands one by one.
    """
    names = list(kinds)
    server = not isinstance(city, SqliteCity)
    types = _SERVER_TYPES if server else _FILE_TYPES
    fields = [quoted(name) + " " + types[kind] for name, kind in kinds.items()]
    with city.transaction():
        city._run(words("CREATE TEMP TABLE", _BESIDE, "(" + ", ".join(fields) + ")"))
        if server:
            _copy(city, _BESIDE, columns, names, kinds, cancelled)
            city._run(words("CREATE INDEX ON", _BESIDE, "(" + quoted(names[0]) + ")"))
            city._run(words("ANALYZE", _BESIDE))
        else:
            statement = words("INSERT INTO", _BESIDE, "VALUES (" + marks(names) + ")")
            for rows in _batches(columns, names, _plain, cancelled):
                city._many(statement, rows)
        try:
            yield _BESIDE
        finally:
            # a transaction that failed takes it away itself
            with contextlib.suppress(DcmError):
                city._run(words("DROP TABLE", _BESIDE))


def _plain(name: str, values: Any) -> Sequence[Any]:
    return _values(values, _sqlite_times)


def highest_id(city: CityDatabase, name: str) -> int:
    """The highest id of a table; 0 when it is empty."""
    table = schema.table(name)
    statement = words("SELECT max(id) FROM", city._table(table.name))
    return int(city._query(statement)[0][0] or 0)


def count_rows(city: CityDatabase, name: str) -> int:
    table = schema.table(name)
    return int(city._query(words("SELECT count(*) FROM", city._table(table.name)))[0][0])


def _values(column: Any, time: Callable[[np.ndarray], List[Any]]) -> Sequence[Any]:
    """A column as plain Python values."""
    if isinstance(column, np.ndarray):
        if column.dtype.kind == "M":
            return time(column)
        if column.dtype.kind == "b":
            return column.astype(int).tolist()
        if column.dtype.kind == "f":
            return np.where(np.isnan(column), None, column.astype(object)).tolist()
        return column.tolist()
    return list(column)


def _sqlite_times(column: np.ndarray) -> List[Any]:
    texts = np.datetime_as_string(column, unit="ms", timezone="UTC").astype(object)
    texts[np.isnat(column)] = None
    return texts.tolist()


def _iso_times(column: np.ndarray) -> List[Any]:
    texts = np.char.add(np.datetime_as_string(column, unit="s"), "+00").astype(object)
    texts[np.isnat(column)] = None
    return texts.tolist()


def _batches(
    columns: Columns,
    names: Sequence[str],
    encode: Callable[[str, Any], Sequence[Any]],
    cancelled: Cancel,
) -> Iterator[List[Any]]:
    """Rows, a stride at a time."""
    count = len(next(iter(columns.values())))
    for start in range(0, count, _STRIDE):
        if cancelled():
            raise Cancelled()
        part = slice(start, start + _STRIDE)
        yield list(zip(*(encode(name, columns[name][part]) for name in names)))


# --- GeoPackage --------------------------------------------------------------------------------


def _append_sqlite(
    city: SqliteCity, name: str, columns: Columns, names: Sequence[str], cancelled: Cancel
) -> None:
    connection, tree = city.connection, f"rtree_{name}_{GEOMETRY}"
    trigger = f"{tree}_insert"
    spatial = GEOMETRY in columns
    made: Optional[str] = None
    with city._explained():
        if spatial:
            found = connection.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (trigger,)
            ).fetchone()
            made = found[0] if found else None
        if made:
            # the index is filled at once below, ten times as fast
            connection.execute(words("DROP TRIGGER", quoted(trigger)))

    def encode(column: str, values: Any) -> Sequence[Any]:
        if column == GEOMETRY:
            return geometry_blobs(values, city.srs_id)
        return _values(values, _sqlite_times)

    statement = words(
        "INSERT INTO", quoted(name), "(" + listed(names) + ")",
        "VALUES (" + ", ".join("?" * len(names)) + ")",
    )  # fmt: skip
    for rows in _batches(columns, names, encode, cancelled):
        city._many(statement, rows)
    with city._explained():
        if spatial:
            fill_index(connection, tree, np.asarray(columns["id"]), _boxes(columns[GEOMETRY]))
        if made:
            connection.execute(made)


def geometry_blobs(values: Any, srs_id: int) -> List[Any]:
    """Geometries as a GeoPackage keeps them; ``values``: points (n, 2) or shapely geometries."""
    array = np.asarray(values)
    if array.ndim == 2:
        made = np.zeros(len(array), dtype=_POINT)
        made["mark"], made["flags"], made["srs"] = b"GP", 1, srs_id
        made["order"], made["kind"] = 1, 1
        made["x"], made["y"] = array[:, 0], array[:, 1]
        raw, width = made.tobytes(), _POINT.itemsize
        lacking = np.isnan(array[:, 0])
        blobs: List[Any] = [raw[start : start + width] for start in range(0, len(raw), width)]
        for index in np.flatnonzero(lacking):
            blobs[index] = None
        return blobs
    head = b"GP\0\1" + int(srs_id).to_bytes(4, "little", signed=True)
    wkbs = shapely.to_wkb(array, byte_order=1, output_dimension=2)
    return [None if wkb is None else head + wkb for wkb in wkbs.tolist()]


def _boxes(values: Any) -> np.ndarray:
    array = np.asarray(values)
    return np.hstack([array, array]) if array.ndim == 2 else np.asarray(shapely.bounds(array))


# --- PostgreSQL --------------------------------------------------------------------------------


def _copy_postgres(
    city: Any, name: str, columns: Columns, names: Sequence[str], cancelled: Cancel
) -> None:
    """COPY, ten times as fast as INSERT."""
    kinds: Dict[str, str] = {c.name: c.type for c in schema.table(name).columns}

    _copy(city, city._table(name), columns, names, kinds, cancelled)
    # the next id that the server gives is one after those that were given here
    city._query(
        words(
            "SELECT setval(pg_get_serial_sequence(?, 'id'), (SELECT max(id) FROM",
            city._table(name) + "))",
        ),
        (city._table(name),),
    )


def _copy(
    city: Any,
    into: str,
    columns: Columns,
    names: Sequence[str],
    kinds: Mapping[str, str],
    cancelled: Cancel,
) -> None:
    def encode(column: str, values: Any) -> Sequence[Any]:
        if column == GEOMETRY:
            array = np.asarray(values)
            shapes = shapely.points(array) if array.ndim == 2 else array
            return shapely.to_wkb(
                shapely.set_srid(shapes, city.srs_id), hex=True, include_srid=True
            ).tolist()
        return [_copied(value, kinds[column]) for value in _values(values, _iso_times)]

    statement = words("COPY", into, "(" + listed(names) + ") FROM STDIN")
    for rows in _batches(columns, names, encode, cancelled):
        text = "\n".join(
            "\t".join("\\N" if value is None else value for value in row) for row in rows
        )
        with city._explained(), city.connection.cursor() as cursor:
            cursor.copy_expert(statement, io.StringIO(text + "\n"))


def _copied(value: Any, kind: str) -> Optional[str]:
    if value is None:
        return None
    if kind == "boolean":
        return "t" if value else "f"
    text = str(value)
    if kind != "text":
        return text
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def serials(city: CityDatabase, column: str, width: int) -> Dict[str, int]:
    """Numbers of cases that are given already: prefix → highest serial.

    Of ``width`` digits, or of more where those are used up.
    """
    name = quoted(schema.table("cases").checked([column])[0])
    statement = words(
        "SELECT substr(", name, ", 1, length(", name, ") - ?), max(substr(", name,
        ", length(", name, ") - ? + 1)) FROM", city._table("cases"),
        "WHERE", name, "IS NOT NULL GROUP BY 1",
    )  # fmt: skip
    found = city._query(statement, (width, width))
    highest = {str(prefix): int(serial) for prefix, serial in found if str(serial).isdecimal()}
    made = dict(highest)
    for prefix, serial in highest.items():
        for digits in (1, 2):  # the first of a longer serial look like the end of a prefix
            start, lead = prefix[:-digits], prefix[-digits:]
            if highest.get(start) == 10**width - 1 and re.fullmatch("[1-9][0-9]*", lead):
                made[start] = max(made[start], int(lead) * 10**width + serial)
    return made
