"""The schema as SQLite writes it, with what a GeoPackage wants."""

from __future__ import annotations

from typing import List, Tuple

from . import schema
from .schema import GEOMETRY, Column, Index, Table, literal, quoted, words

_TYPES = {
    "id": "INTEGER PRIMARY KEY AUTOINCREMENT",
    "text": "TEXT",
    "integer": "INTEGER",
    "real": "REAL",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "DATETIME",
}


def _default(column: Column) -> str:
    if column.type in ("integer", "real", "boolean"):
        return column.default
    return literal(column.default)


def column(item: Column) -> str:
    """The definition of a column."""
    parts = [quoted(item.name), _TYPES[item.type]]
    if item.required:
        parts.append("NOT NULL")
    if item.default:
        parts.append("DEFAULT " + _default(item))
    if item.values:
        parts.append(
            f"CHECK ({quoted(item.name)} IN ({', '.join(literal(v) for v in item.values)}))"
        )
    elif item.type == "boolean":
        parts.append(f"CHECK ({quoted(item.name)} IN (0, 1))")
    if item.references:
        other, key = item.references
        parts.append(f"REFERENCES {quoted(other)} ({quoted(key)}) DEFERRABLE INITIALLY DEFERRED")
    return " ".join(parts)


def create_table(table: Table) -> str:
    """CREATE TABLE."""
    parts = [column(item) for item in table.columns]
    if table.geometry:
        parts.insert(1, quoted(GEOMETRY) + " " + table.geometry.upper())
    return words("CREATE TABLE", quoted(table.name), "(" + ", ".join(parts) + ")")


def create_index(index: Index) -> str:
    """CREATE INDEX."""
    parts = [
        f"COALESCE({quoted(name)}, '')" if name in index.optional else quoted(name)
        for name in index.columns
    ]
    return words(
        "CREATE UNIQUE INDEX" if index.unique else "CREATE INDEX",
        quoted(index.name),
        "ON",
        quoted(index.table),
        "(" + ", ".join(parts) + ")",
    )


def spatial_index(table: Table) -> List[str]:
    """The R*Tree of a layer and the triggers that keep it (GeoPackage 1.3, annex F.3)."""
    name, key = table.name, "id"
    tree = quoted(f"rtree_{name}_{GEOMETRY}")
    base = f"rtree_{name}_{GEOMETRY}_"
    new, old = f"NEW.{quoted(GEOMETRY)}", f"OLD.{quoted(GEOMETRY)}"
    filled = f"({new} NOTNULL AND NOT ST_IsEmpty({new}))"
    empty = f"({new} ISNULL OR ST_IsEmpty({new}))"
    put = words(
        "INSERT OR REPLACE INTO", tree,
        f"VALUES (NEW.{key}, ST_MinX({new}), ST_MaxX({new}), ST_MinY({new}), ST_MaxY({new}));",
    )  # fmt: skip
    drop = words("DELETE FROM", tree, f"WHERE id = OLD.{key};")
    drop_both = words("DELETE FROM", tree, f"WHERE id IN (OLD.{key}, NEW.{key});")
    same, other = f"OLD.{key} = NEW.{key}", f"OLD.{key} != NEW.{key}"

    def trigger(kind: str, event: str, when: str, body: str) -> str:
        return words(
            "CREATE TRIGGER", quoted(base + kind), event, "ON", quoted(name),
            ("WHEN " + when) if when else "", "BEGIN", body, "END",
        )  # fmt: skip

    moved = "AFTER UPDATE OF " + quoted(GEOMETRY)
    return [
        words("CREATE VIRTUAL TABLE", tree, "USING rtree(id, minx, maxx, miny, maxy)"),
        trigger("insert", "AFTER INSERT", filled, put),
        trigger("update1", moved, f"{same} AND {filled}", put),
        trigger("update2", moved, f"{same} AND {empty} AND {old} NOTNULL", drop),
        trigger("update3", "AFTER UPDATE", f"{other} AND {filled}", drop + " " + put),
        trigger("update4", "AFTER UPDATE", f"{other} AND {empty}", drop_both),
        trigger("delete", "AFTER DELETE", f"{old} NOT NULL", drop),
    ]


def feature_counts() -> List[str]:
    """The table in which GDAL keeps how many rows a layer has, and the triggers that keep it.

    Without it GDAL 3.8 and QGIS tell the number of all rows for a layer that shows some of them.
    """
    made = [
        "CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, "
        "feature_count INTEGER DEFAULT NULL)"
    ]
    for name in schema.tables():
        made.append(
            words(
                "INSERT INTO gpkg_ogr_contents SELECT",
                literal(name),
                ", count(*) FROM",
                quoted(name),
            )  # fmt: skip
        )
        for event, change in (("INSERT", "+ 1"), ("DELETE", "- 1")):
            made.append(
                words(
                    "CREATE TRIGGER",
                    quoted(f"trigger_{event.lower()}_feature_count_{name}"),
                    "AFTER",
                    event,
                    "ON",
                    quoted(name),
                    "BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count",
                    change,
                    "WHERE lower(table_name) = lower(" + literal(name) + "); END",
                )  # fmt: skip
            )
    return made


def script(name: str) -> List[str]:
    """The statements of a file of ``data/city``: each ends with ``;;`` at the end of a line."""
    text = (schema.FOLDER / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    return [part.strip() for part in "\n".join(lines).split(";;") if part.strip()]


def statements() -> List[str]:
    """Everything that makes the empty tables, in order."""
    made: List[str] = []
    for table in schema.tables().values():
        made.append(create_table(table))
        made += [create_index(index) for index in table.indexes]
        if table.geometry:
            made += spatial_index(table)
    return made + script("sqlite.sql") + script("list.sql") + feature_counts()


def registration(srs_id: int) -> List[Tuple[str, Tuple[object, ...]]]:
    """What a GeoPackage says of its tables: contents, geometry columns, extensions, names."""
    made: List[Tuple[str, Tuple[object, ...]]] = []
    for table in schema.tables().values():
        kind = "features" if table.geometry else "attributes"
        about = table.name_en + (f" ({table.note})" if table.note else "")
        made.append(
            (
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
                " VALUES (?, ?, ?, ?, ?)",
                (table.name, kind, table.name_zh, about, srs_id if table.geometry else 0),
            )
        )
        if table.geometry:
            made.append(
                (
                    "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
                    (table.name, GEOMETRY, table.geometry.upper(), srs_id),
                )
            )
            made.append(
                (
                    "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', "
                    "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
                    (table.name, GEOMETRY),
                )
            )
        made += [
            (
                "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) "
                "VALUES (?, ?, ?, ?, ?)",
                (table.name, item.name, item.name_zh, item.name_zh, item.name_en),
            )
            for item in table.columns
        ]
    return made
