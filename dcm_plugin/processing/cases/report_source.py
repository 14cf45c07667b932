"""Reports to import, from whatever the user chose: a layer, a table file, Open311."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, NamedTuple, Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsFeatureRequest, QgsWkbTypes

from ...core.errors import Cancelled, InputError
from .. import adapters
from ..geocoding.common import WGS84, TextsTable, transformed

if TYPE_CHECKING:
    import pandas as pd

AUTO, HOTLINE, OPEN311, BULK = "auto", "hotline", "open311", "bulk"
FORMATS = (AUTO, HOTLINE, OPEN311, BULK)
_SHEETS = (".xlsx", ".xls", ".ods", ".dbf")
_TEXTS = (".csv", ".txt", ".tsv")


class Wish(NamedTuple):
    """How the user says that the file is to be read."""

    format: str
    encoding: str
    offset: datetime.timedelta
    order: str
    datum: str
    columns: Dict[str, str]


class Reading(NamedTuple):
    """The reports, the format they were in, and role → column of a hotline table."""

    table: pd.DataFrame
    format: str
    columns: Dict[str, str]
    name: str


def read_file(path: str, wish: Wish) -> Reading:
    """The reports of a file; InputError when it is none of the formats."""
    from ...core.exchange.incoming import declared_datum, from_requests
    from ...core.exchange.open311 import read_bulk, read_requests

    name = Path(path).name
    if not Path(path).is_file():
        raise InputError("case_exchange.file_missing", path=path)
    found = wish.format if wish.format != AUTO else tell_format(path)
    if found in (OPEN311, BULK):
        read = read_requests if found == OPEN311 else read_bulk
        table = from_requests(read(_text(path, wish.encoding), wish.offset, wish.order, name))
        made = Reading(table, found, {}, name)
    else:
        sheet = TextsTable.of_file(path, wish.encoding)
        names = [field.name() for field in sheet.fields]
        made = _hotline(name, names, [[plain(v) for v in row] for row in sheet.rows], wish)
        made.table["row"] += 1  # as a spreadsheet numbers them: the headings are a row
    declared_datum(made.table, wish.datum)
    return made


def read_layer(source: Any, wish: Wish, context: Any, feedback: Any) -> Reading:
    """The reports of a layer or table; points of a layer stand for the coordinates."""
    import numpy as np

    from ...core.exchange.incoming import declared_datum

    name = source.sourceName()
    stopped = adapters.cancel_check(feedback)
    rows: List[List[Any]] = []
    points: List[Any] = []
    is_point = QgsWkbTypes.geometryType(source.wkbType()) == QgsWkbTypes.GeometryType.PointGeometry
    for number, feature in enumerate(source.getFeatures(QgsFeatureRequest())):
        if number % 4096 == 0 and stopped():
            raise Cancelled()
        rows.append([plain(value) for value in feature.attributes()])
        shape = feature.geometry() if is_point else None
        usable = shape is not None and not shape.isNull() and not shape.isEmpty()
        at = next(iter(shape.vertices())) if usable else None
        points.append((np.nan, np.nan) if at is None else (at.x(), at.y()))
    made = _hotline(name, [field.name() for field in source.fields()], rows, wish, is_point)
    if is_point and len(points) == len(made.table):
        if not source.sourceCrs().isValid():
            raise InputError("processing.crs_unknown", layer=name)
        xy = np.array(points, dtype=float).reshape(-1, 2)
        degrees = transformed(
            xy, source.sourceCrs(), QgsCoordinateReferenceSystem(WGS84), context, name
        )
        there = np.isfinite(degrees).all(axis=1)
        made.table.loc[there, "lon"] = degrees[there, 0]
        made.table.loc[there, "lat"] = degrees[there, 1]
    declared_datum(made.table, wish.datum)
    return made


def tell_format(path: str) -> str:
    """The format by the ending, and of a CSV by its header."""
    from ...core.exchange.open311 import BULK_COLUMNS

    ending = Path(path).suffix.lower()
    if ending == ".json":
        return OPEN311
    if ending in _TEXTS:
        with open(path, "rb") as stream:
            head = stream.readline(4096).decode("utf-8", "replace").casefold()
        known = sum(name in head for name in BULK_COLUMNS)
        return BULK if known >= 3 and "requested_datetime" in head else HOTLINE
    if ending in _SHEETS:
        return HOTLINE
    raise InputError("case_exchange.format_unknown", path=path)


def plain(value: Any) -> Any:
    """An attribute as Python has it; None for NULL."""
    if adapters.is_null(value):
        return None
    for convert in ("toPyDateTime", "toPyDate"):
        if hasattr(value, convert):
            return getattr(value, convert)() if value.isValid() else None
    return value


def _hotline(
    name: str, names: List[str], rows: Sequence[Sequence[Any]], wish: Wish, placed: bool = False
) -> Reading:
    from ...core.exchange.hotline import chosen_columns, heading_row, read_rows

    place = heading_row(names, rows)
    if place >= 0:
        names = [
            f"column_{number}" if value is None else str(value)
            for number, value in enumerate(rows[place], 1)
        ]
        rows = rows[place + 1 :]
    columns = chosen_columns(names, wish.columns, name, placed)
    by_column = dict(zip(names, zip(*rows))) if rows else dict.fromkeys(names, ())
    table = read_rows(by_column, columns, wish.offset, wish.order)
    table["row"] += place + 1
    return Reading(table, HOTLINE, columns, name)


def _text(path: str, encoding: str) -> str:
    """The text of a file: UTF-8 with or without a mark, unless the user says otherwise."""
    try:
        return Path(path).read_text(encoding=encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError("case_exchange.not_utf8", path=path, reason=str(error)) from error
    except OSError as error:
        raise InputError("case_exchange.file_missing", path=path) from error
