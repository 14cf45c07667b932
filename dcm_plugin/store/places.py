"""The place database in a GeoPackage: layers of places, and what is needed to find them fast.

One file holds the layers ``place_area`` ... ``place_poi`` (to see and edit in QGIS), the keys of
all names, a full-text index and the history. Python's own SQLite does all of it.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import sqlite3
import struct
from collections import Counter
from pathlib import Path
from typing import (
    Any,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Sequence,
    Tuple,
)

import numpy as np
import shapely

from ..core.errors import DcmError, InputError
from ..core.geocoding.build import Built, Record
from ..core.geocoding.identifiers import SEQUENCE_WIDTH, Numbering, prefix
from ..core.geocoding.model import PlaceType
from ..core.geocoding.names import bigrams, head_of, index_keys, name_key
from ..core.geocoding.parse import clean
from ..core.geocoding.store import NameRow, Place, PlateRow
from ..core.geocoding.words import FOLDER, rows
from .geopackage import read_only_uri, wkb_of
from .layer_styles import add_default_styles

TABLES = {
    PlaceType.AREA: ("place_area", "GEOMETRY"),
    PlaceType.ZONE: ("place_zone", "GEOMETRY"),
    PlaceType.BLOCK: ("place_zone", "GEOMETRY"),
    PlaceType.STREET: ("place_street", "GEOMETRY"),
    PlaceType.PLATE: ("place_plate", "POINT"),
    PlaceType.POI: ("place_poi", "GEOMETRY"),
}
_SQL_TYPES = {"string": "TEXT", "int": "INTEGER", "double": "DOUBLE", "date": "DATE"}
_VERSION = "1"
_PLACES = (
    "SELECT place_id, type, level, name, x, y, county, town, identifier, radius, end_date IS NULL "
    "FROM dcm_place WHERE place_id IN (SELECT value FROM json_each(?))"
)
_NAMES = (
    "SELECT k.key, n.spelling, n.match, p.place_id, p.type, p.level, p.name, p.x, p.y, p.county, "
    "p.town, p.identifier, p.radius, p.end_date IS NULL FROM dcm_place_key k "
    "JOIN dcm_place_name n ON n.name_id = k.name_id JOIN dcm_place p ON p.place_id = n.place_id "
    "WHERE k.key IN (SELECT value FROM json_each(?))"
)
_SEARCH = (
    "SELECT 0, n.spelling, n.match, p.place_id, p.type, p.level, p.name, p.x, p.y, p.county, "
    "p.town, p.identifier, p.radius, p.end_date IS NULL FROM "
    "(SELECT rowid FROM dcm_place_text WHERE dcm_place_text MATCH ? LIMIT ?) t "
    "JOIN dcm_place_name n ON n.name_id = t.rowid JOIN dcm_place p ON p.place_id = n.place_id"
)

_BEGINNING = (
    "SELECT 0, n.spelling, n.match, p.place_id, p.type, p.level, p.name, p.x, p.y, p.county, "
    "p.town, p.identifier, p.radius, p.end_date IS NULL FROM "
    "(SELECT spelling, match, place_id FROM dcm_place_name WHERE keyed = ? AND spelling >= ? "
    "AND spelling < ? AND match <> 'short' ORDER BY spelling LIMIT ?) n "
    "JOIN dcm_place p ON p.place_id = n.place_id"
)
_PLATES_BEGINNING = (
    "SELECT street, place_id, plate_key, plate_mark, number, last_number, x, y, county, identifier "
    "FROM dcm_place WHERE street > 0 AND end_date IS NULL AND plate_key >= ? AND plate_key < ? "
    "AND street IN (SELECT value FROM json_each(?)) ORDER BY number, plate_key, place_id LIMIT ?"
)
#: Behind every text that begins alike.
_LAST = chr(0x10FFFF)

_ALL_PLATES = (
    "SELECT street, place_id, plate_key, plate_mark, number, last_number, x, y, county, identifier "
    "FROM dcm_place WHERE street > 0 AND end_date IS NULL ORDER BY street, number, place_id"
)
_PLATES = (
    "SELECT street, place_id, plate_key, plate_mark, number, last_number, x, y, county, identifier "
    "FROM dcm_place WHERE street > 0 AND end_date IS NULL "
    "AND street IN (SELECT value FROM json_each(?)) ORDER BY street, number, place_id"
)


class Reference(NamedTuple):
    """A coordinate reference system as a GeoPackage writes it."""

    srs_id: int
    organization: str
    code: int
    name: str
    definition: str


class Changes(NamedTuple):
    """What an update did."""

    added: int
    changed: int
    ended: int
    unchanged: int
    #: Type -> identifiers that this update gave.
    identified: Mapping[int, int]


class PlaceDatabase:
    """Reads and writes one place database; a :class:`..core.geocoding.store.PlaceStore`."""

    def __init__(self, path: str, write: bool = False) -> None:
        self.path = path
        if not write and not Path(path).is_file():
            raise InputError("geocoding.no_database", path=path)
        try:
            address = path if write else read_only_uri(path)
            self.connection = sqlite3.connect(
                address, uri=not write, isolation_level=None, check_same_thread=False
            )
            found = self.connection.execute(
                "SELECT name FROM sqlite_master WHERE name = 'dcm_place'"
            ).fetchone()
        except sqlite3.Error as error:
            raise InputError("geocoding.no_database", path=path) from error
        self.ready = found is not None
        if write:
            _add_functions(self.connection)
        if not write and not self.ready:
            self.close()
            raise InputError("geocoding.no_database", path=path)

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> PlaceDatabase:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    # --- PlaceStore ------------------------------------------------------------------------------

    def area_and_street_names(self) -> List[Tuple[str, int, int, int, str]]:
        return self.connection.execute(
            "SELECT n.spelling, p.place_id, p.type, p.level, n.match FROM dcm_place p "
            "JOIN dcm_place_name n ON n.place_id = p.place_id WHERE p.type IN (1, 4) "
            "AND (p.end_date IS NULL OR n.match = 'former') ORDER BY p.place_id, n.name_id"
        ).fetchall()

    def places(self, ids: Sequence[int]) -> Dict[int, Place]:
        cursor = self.connection.execute(_PLACES, (json.dumps(list(ids)),))
        return {row[0]: Place._make(row) for row in cursor}

    def plates(self, streets: Optional[Sequence[int]]) -> List[PlateRow]:
        if streets is None:
            cursor = self.connection.execute(_ALL_PLATES)
        else:
            cursor = self.connection.execute(_PLATES, (json.dumps(streets),))
        return [PlateRow(*row) for row in cursor]

    def line(self, street: int) -> Optional[bytes]:
        row = self.connection.execute(
            "SELECT geom FROM place_street WHERE fid = ?", (street,)
        ).fetchone()
        return None if row is None or row[0] is None else wkb_of(row[0])

    def names(self, keys: Sequence[int]) -> List[NameRow]:
        cursor = self.connection.execute(_NAMES, (json.dumps(keys),))
        return [NameRow(row[0], row[1], row[2], Place(*row[3:])) for row in cursor]

    def search(self, pairs: Sequence[str], limit: int) -> List[NameRow]:
        if not pairs:
            return []
        query = " OR ".join('"' + pair.replace('"', '""') + '"' for pair in pairs)
        cursor = self.connection.execute(_SEARCH, (query, limit))
        return [NameRow(row[0], row[1], row[2], Place(*row[3:])) for row in cursor]

    def beginning(self, prefix: str, listed: bool, limit: int) -> List[NameRow]:
        bounds = (int(not listed), prefix, prefix + _LAST, limit)
        cursor = self.connection.execute(_BEGINNING, bounds)
        return [NameRow(row[0], row[1], row[2], Place(*row[3:])) for row in cursor]

    def plates_beginning(self, streets: Sequence[int], prefix: str, limit: int) -> List[PlateRow]:
        cursor = self.connection.execute(
            _PLATES_BEGINNING, (prefix, prefix + _LAST, json.dumps(list(streets)), limit)
        )
        return [PlateRow(*row) for row in cursor]

    def containing(self, pairs: Sequence[str], limit: int) -> List[NameRow]:
        if not pairs:
            return []
        query = " AND ".join('"' + pair.replace('"', '""') + '"' for pair in pairs)
        cursor = self.connection.execute(_SEARCH, (query, limit))
        return [NameRow(row[0], row[1], row[2], Place(*row[3:])) for row in cursor]

    def shape(self, place: int) -> Optional[bytes]:
        for statement in (
            "SELECT geom FROM place_street WHERE fid = ?",
            "SELECT geom FROM place_area WHERE fid = ?",
            "SELECT geom FROM place_zone WHERE fid = ?",
            "SELECT geom FROM place_poi WHERE fid = ?",
            "SELECT geom FROM place_plate WHERE fid = ?",
        ):
            row = self.connection.execute(statement, (place,)).fetchone()
            if row is not None and row[0] is not None:
                return wkb_of(row[0])
        return None

    def heads(self) -> Dict[str, int]:
        return dict(self.connection.execute("SELECT head, lengths FROM dcm_place_head"))

    def meta(self) -> Dict[str, str]:
        return dict(self.connection.execute("SELECT key, value FROM dcm_place_meta"))

    def counts(self) -> Dict[int, Tuple[int, int]]:
        """Type -> how many current places, and how many of them have an identifier."""
        if not self.ready:
            return {}
        cursor = self.connection.execute(
            "SELECT type, count(*), sum(identifier <> '') FROM dcm_place "
            "WHERE end_date IS NULL GROUP BY type"
        )
        return {kind: (number, coded) for kind, number, coded in cursor}

    def points(
        self, types: Sequence[int]
    ) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """ids, types, x, y, street ids of current places."""
        found = self.connection.execute(
            "SELECT place_id, type, x, y, street FROM dcm_place WHERE end_date IS NULL AND type IN "
            "(SELECT value FROM json_each(?)) ORDER BY place_id",
            (json.dumps([int(kind) for kind in types]),),
        ).fetchall()
        table = np.array(found, dtype=float).reshape(-1, 5)
        return (
            table[:, 0].astype(np.int64),
            table[:, 1].astype(np.int64),
            table[:, 2],
            table[:, 3],
            table[:, 4].astype(np.int64),
        )

    def shapes(self, types: Sequence[int]) -> Tuple[np.ndarray, np.ndarray]:
        """ids and shapely geometries of current areas or streets (types AREA and STREET)."""
        ids: List[int] = []
        blobs: List[bytes] = []
        for kind, statement in (
            (PlaceType.AREA, "SELECT t.fid, t.geom FROM place_area t JOIN dcm_place p ON "
             "p.place_id = t.fid WHERE p.end_date IS NULL AND t.geom IS NOT NULL ORDER BY 1"),
            (PlaceType.STREET, "SELECT t.fid, t.geom FROM place_street t JOIN dcm_place p ON "
             "p.place_id = t.fid WHERE p.end_date IS NULL AND t.geom IS NOT NULL ORDER BY 1"),
        ):  # fmt: skip
            if kind in types:
                for fid, blob in self.connection.execute(statement):
                    ids.append(fid)
                    blobs.append(wkb_of(blob))
        shapes = np.empty(len(blobs), dtype=object)
        if blobs:
            shapes[:] = shapely.from_wkb(blobs)
        return np.array(ids, dtype=np.int64), shapes

    def area_records(self) -> List[Record]:
        """The current areas as records, for an update that does not read them again."""
        cursor = self.connection.execute(
            "SELECT p.source_key, p.name, p.x, p.y, p.level, p.radius, p.identifier, t.geom "
            "FROM dcm_place p JOIN place_area t ON t.fid = p.place_id "
            "WHERE p.type = 1 AND p.end_date IS NULL ORDER BY p.place_id"
        )
        found = []
        for key, name, x, y, level, radius, identifier, blob in cursor:
            shape = shapely.from_wkb(wkb_of(blob))
            polygon = shape if shapely.get_dimensions(shape) == 2 else None
            values = {"identifier": identifier}
            found.append(
                Record(key, PlaceType.AREA, name, x, y, level, radius, shape=polygon, values=values)
            )
        return found

    def reference(self) -> Optional[Reference]:
        """The CRS of the places."""
        row = self.connection.execute(
            "SELECT s.srs_id, s.organization, s.organization_coordsys_id, s.srs_name, s.definition "
            "FROM gpkg_geometry_columns g JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id "
            "WHERE g.table_name = 'place_poi'"
        ).fetchone()
        return None if row is None else Reference._make(row)

    # --- writing ---------------------------------------------------------------------------------

    def apply(
        self,
        built: Built,
        reference: Reference,
        day: datetime.date,
        whole: bool = True,
        layers: Sequence[str] = (),
        styles: Optional[Mapping[str, str]] = None,
    ) -> Changes:
        """Bring the database up to date; all of it or nothing.

        ``whole``: places that are no longer in the layers are ended on ``day``; else only those of
        ``layers`` (ids of the layers that were read). ``styles``: layer -> QML.
        """
        with self._transaction():
            self._create(reference)
            writer = _Writer(self.connection, day)
            changes = writer.apply(built.records, whole, layers)
            figures = {key: str(value) for key, value in built.figures.items()}
            figures.update(version=_VERSION, updated=day.isoformat())
            self.connection.executemany(
                "INSERT OR REPLACE INTO dcm_place_meta VALUES (?, ?)", sorted(figures.items())
            )
            _account(self.connection)
            if styles:
                add_default_styles(self.connection, styles)
        self.ready = True
        return changes

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise DcmError("geocoding.write_failed", path=self.path, reason=str(error)) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def _create(self, reference: Reference) -> None:
        known = self.reference() if self.ready else None
        if known is not None and known.srs_id != reference.srs_id:
            raise InputError(
                "geocoding.other_crs", path=self.path, there=known.name, here=reference.name
            )
        if not self.ready:
            self.connection.execute("PRAGMA application_id = 1196444487")
            self.connection.execute("PRAGMA user_version = 10300")
        for name in ("geopackage.sql", "schema.sql"):
            for statement in (FOLDER / name).read_text(encoding="utf-8").split(";\n"):
                if statement.strip():
                    self.connection.execute(statement)
        self.connection.execute(
            "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)",
            (reference.name, *reference[:3], reference.definition),
        )
        for table, kind in dict.fromkeys(TABLES.values()):
            self._create_layer(table, kind, reference.srs_id)
        # one registered table without geometry: GDAL then lists none of the others
        self.connection.execute(
            "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier) "
            "VALUES ('dcm_place_history', 'attributes', 'dcm_place_history')"
        )

    def _create_layer(self, table: str, kind: str, srs_id: int) -> None:
        columns = [
            '"' + row["column"] + '" ' + _SQL_TYPES[row["type"]]
            + ("(" + row["length"] + ")" if row["length"] else "")
            for row in rows("fields.csv")
            if "place_" + row["table"] == table
        ]  # fmt: skip
        parts = ["fid INTEGER PRIMARY KEY NOT NULL", "geom " + kind, *columns]
        self.connection.execute(
            " ".join(("CREATE TABLE IF NOT EXISTS", table, "(" + ", ".join(parts) + ")"))
        )
        self.connection.execute(
            "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
            "VALUES (?, 'features', ?, ?)",
            (table, table, srs_id),
        )
        self.connection.execute(
            "INSERT OR IGNORE INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
            (table, kind, srs_id),
        )


class _Writer:
    """Writes what differs between the records and the database."""

    def __init__(self, connection: sqlite3.Connection, day: datetime.date) -> None:
        self.connection, self.day = connection, day.isoformat()
        self.srs_id = connection.execute(
            "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'place_poi'"
        ).fetchone()[0]
        self.identified: Counter[int] = Counter()
        self.columns: Dict[str, List[str]] = {}
        for row in rows("fields.csv"):
            self.columns.setdefault("place_" + row["table"], []).append(row["column"])

    def apply(self, records: Sequence[Record], whole: bool, layers: Sequence[str]) -> Changes:
        known = {
            row[0]: row[1:]
            for row in self.connection.execute(
                "SELECT source_key, place_id, digest, end_date IS NULL FROM dcm_place"
            )
        }
        ids = {key: row[0] for key, row in known.items()}
        highest = max(ids.values(), default=0)
        for record in records:
            if record.key not in ids:
                highest += 1
                ids[record.key] = highest
        digests = {record.key: record.digest() for record in records}
        fresh = [r for r in records if r.key not in known]
        changed = [
            r for r in records
            if r.key in known and (known[r.key][1] != digests[r.key] or not known[r.key][2])
        ]  # fmt: skip
        present = {record.key for record in records}
        gone = [
            key for key, row in known.items()
            if key not in present and row[2] and (whole or _of_layers(key, layers))
        ]  # fmt: skip
        self._remember(
            [(ids[r.key], "changed") for r in changed] + [(ids[k], "ended") for k in gone]
        )
        for record in changed:
            self._keep_former_names(record, ids[record.key])
        self._identify(fresh, changed, ids)
        self._remove([ids[r.key] for r in changed])
        self._write(fresh + changed, ids, digests, {ids[r.key] for r in changed})
        self._end([ids[key] for key in gone])
        self._heads()
        unchanged = len(records) - len(fresh) - len(changed)
        return Changes(len(fresh), len(changed), len(gone), unchanged, self.identified)

    def _remember(self, items: Sequence[Tuple[int, str]]) -> None:
        """The old state of places that change, so that former names and places can be traced."""
        self.connection.executemany(
            "INSERT INTO dcm_place_history (place_id, changed_on, action, before) "
            "SELECT place_id, ?, ?, json_object('name', name, 'x', x, 'y', y, 'identifier', "
            "identifier, 'plate', plate_key, 'start_date', start_date) FROM dcm_place "
            "WHERE place_id = ?",
            [(self.day, action, place) for place, action in items],
        )

    def _identify(
        self, fresh: Sequence[Record], changed: Sequence[Record], ids: Dict[str, int]
    ) -> None:
        """Identifiers for places whose layer gives none; those given once are never given again."""
        given = dict(
            self.connection.execute(
                "SELECT place_id, identifier FROM dcm_place WHERE identifier <> ''"
            )
        )
        for record in changed:
            if not record.values.get("identifier") and ids[record.key] in given:
                record.values["identifier"] = given[ids[record.key]]
        towns = {ids[r.key]: r.values.get("identifier", "") for r in [*fresh, *changed]}
        used: Dict[str, int] = {}
        for known in [*given.values(), *(str(v) for v in towns.values())]:
            front, number = known[:-SEQUENCE_WIDTH], known[-SEQUENCE_WIDTH:]
            if number.isdigit() and front:
                used[front] = max(used.get(front, 0), int(number))
        numbering = Numbering(used)
        for record in [*fresh, *changed]:
            if record.type == PlaceType.AREA or record.values.get("identifier") or not record.town:
                continue
            town = ids[record.town]
            front = prefix(str(towns.get(town) or given.get(town, "")), record.type)
            if front:
                record.values["identifier"] = numbering.next(front)
                self.identified[record.type] += bool(record.values["identifier"])

    def _keep_former_names(self, record: Record, place: int) -> None:
        """The name before a renaming, and those before it, go on as former names."""
        told = {text for text, _ in record.names} | {record.name}
        for (text,) in self.connection.execute(
            "SELECT name FROM dcm_place_name WHERE place_id = ? "
            "AND match IN ('exact', 'former') ORDER BY name_id",
            (place,),
        ).fetchall():
            if text not in told:
                record.names.append((text, "former"))

    def _remove(self, ids: Sequence[int]) -> None:
        these = [(place,) for place in ids]
        run = self.connection.executemany
        run("DELETE FROM dcm_place_key WHERE name_id IN (SELECT name_id FROM dcm_place_name "
            "WHERE place_id = ?)", these)  # fmt: skip
        run("DELETE FROM dcm_place_text WHERE rowid IN (SELECT name_id FROM dcm_place_name "
            "WHERE place_id = ?)", these)  # fmt: skip
        run("DELETE FROM dcm_place_name WHERE place_id = ?", these)
        run("DELETE FROM dcm_place WHERE place_id = ?", these)
        for statement in (
            "DELETE FROM place_area WHERE fid = ?",
            "DELETE FROM place_zone WHERE fid = ?",
            "DELETE FROM place_street WHERE fid = ?",
            "DELETE FROM place_plate WHERE fid = ?",
            "DELETE FROM place_poi WHERE fid = ?",
        ):
            run(statement, these)

    def _end(self, ids: Sequence[int]) -> None:
        these = [(self.day, place) for place in ids]
        run = self.connection.executemany
        run("UPDATE dcm_place SET end_date = ? WHERE place_id = ?", these)
        run("UPDATE place_area SET end_date = ? WHERE fid = ?", these)
        run("UPDATE place_zone SET end_date = ? WHERE fid = ?", these)
        run("UPDATE place_street SET end_date = ? WHERE fid = ?", these)
        run("UPDATE place_plate SET end_date = ? WHERE fid = ?", these)
        run("UPDATE place_poi SET end_date = ? WHERE fid = ?", these)

    def _write(
        self,
        records: Sequence[Record],
        ids: Dict[str, int],
        digests: Dict[str, str],
        again: Iterable[int],
    ) -> None:
        again = set(again)
        run = self.connection.executemany
        run(
            "INSERT INTO dcm_place VALUES "
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                (
                    ids[r.key], r.key, digests[r.key], int(r.type), r.level, r.name, r.x, r.y,
                    r.radius, ids.get(r.county, 0), ids.get(r.town, 0), ids.get(r.street, 0),
                    r.plate.key if r.plate else "", r.plate.mark if r.plate else "",
                    r.plate.number if r.plate else 0, r.plate.last if r.plate else 0,
                    str(r.values.get("identifier", "")),
                    str(r.values.get("start_date", "") or self.day),
                )
                for r in records
            ),
        )  # fmt: skip
        for table in self.columns:
            mine = [r for r in records if TABLES[r.type][0] == table]
            self._layer(table, mine, ids, again)
        self._names(records, ids)

    def _layer(
        self, table: str, records: Sequence[Record], ids: Dict[str, int], again: Iterable[int]
    ) -> None:
        columns = self.columns[table]
        marks = ", ".join("?" * (len(columns) + 2))
        again = set(again)
        values = []
        for record in records:
            filled = dict(record.values)
            filled["name"] = record.name
            filled.setdefault("start_date", self.day)
            if ids[record.key] in again:
                filled["change_date"] = self.day
            if "x" in columns:
                filled["x"], filled["y"] = record.x, record.y
            shape = record.shape if record.shape is not None else shapely.points(record.x, record.y)
            blob = _blob(shape, self.srs_id)
            values.append((ids[record.key], blob, *(filled.get(name) for name in columns)))
        self.connection.executemany(
            " ".join(("INSERT INTO", table, "VALUES (", marks, ")")), values
        )

    def _names(self, records: Sequence[Record], ids: Dict[str, int]) -> None:
        number = self.connection.execute(
            "SELECT ifnull(max(name_id), 0) FROM dcm_place_name"
        ).fetchone()[0]
        kept, keys, texts = [], [], []
        for record in records:
            place = ids[record.key]
            if record.type == PlaceType.PLATE:
                continue
            listed = record.type in (PlaceType.AREA, PlaceType.STREET)
            for text, match in [(record.name, "exact"), *record.names]:
                spelling = clean(text) if listed else name_key(text)
                if not spelling:
                    continue
                number += 1
                kept.append((number, place, text, spelling, match, int(not listed)))
                if listed:
                    continue
                keys += [(key, number) for key in index_keys(spelling)]
                if match != "short":
                    texts.append((number, " ".join(bigrams(spelling))))
        run = self.connection.executemany
        run("INSERT INTO dcm_place_name VALUES (?, ?, ?, ?, ?, ?)", kept)
        run("INSERT OR IGNORE INTO dcm_place_key VALUES (?, ?)", sorted(keys))
        run("INSERT INTO dcm_place_text (rowid, pairs) VALUES (?, ?)", texts)

    def _heads(self) -> None:
        heads: Dict[str, int] = {}
        for (spelling,) in self.connection.execute(
            "SELECT spelling FROM dcm_place_name WHERE keyed AND length(spelling) >= 3"
        ):
            head, bit = head_of(spelling)
            heads[head] = heads.get(head, 0) | bit
        self.connection.execute("DELETE FROM dcm_place_head")
        self.connection.executemany(
            "INSERT INTO dcm_place_head VALUES (?, ?)", sorted(heads.items())
        )


def _of_layers(key: str, layers: Sequence[str]) -> bool:
    """Whether a key was made from one of the layers."""
    kind, _, rest = key.partition("|")
    return "streets" in layers if kind == "street" else rest.partition("|")[0] in layers


def _account(connection: sqlite3.Connection) -> None:
    """Extents and dates of the layers in the contents of the GeoPackage."""
    boxes = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT type, min(x - radius), min(y - radius), max(x + radius), max(y + radius) "
            "FROM dcm_place GROUP BY type"
        )
    }
    for kind, (table, _) in TABLES.items():
        if kind in boxes:
            connection.execute(
                "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?, "
                "last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = ?",
                (*boxes[kind], table),
            )


def _add_functions(connection: sqlite3.Connection) -> None:
    """What the triggers of a spatial index call, should a user have made one in QGIS."""

    def side(position: int) -> Any:
        def value(blob: Optional[bytes]) -> Optional[float]:
            bounds = shapely.bounds(shapely.from_wkb(wkb_of(blob))) if blob else [np.nan] * 4
            return None if np.isnan(bounds[position]) else float(bounds[position])

        return value

    for name, position in (("ST_MinX", 0), ("ST_MinY", 1), ("ST_MaxX", 2), ("ST_MaxY", 3)):
        connection.create_function(name, 1, side(position), deterministic=True)
    connection.create_function(
        "ST_IsEmpty", 1, lambda blob: int(side(0)(blob) is None), deterministic=True
    )


def _blob(shape: Any, srs_id: int) -> bytes:
    """A geometry as a GeoPackage keeps it: header without envelope, then WKB."""
    return struct.pack("<2sBBi", b"GP", 0, 1, srs_id) + shapely.to_wkb(shape, byte_order=1)
