"""GeoReport Bulk: a CSV of requests (RFC 4180, UTF-8, with a header).

Texts that a spreadsheet would run as a formula get an apostrophe in front, which is taken away
again when the file is read; nothing else is changed.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple

from ...errors import InputError
from ..tables import rows
from ..times import iso
from .model import CLOSED, OPEN, ServiceRequest
from .reading import read_request

_FIELDS: Tuple[Tuple[str, str], ...] = tuple(
    (row["column"], row["field"]) for row in rows("open311/bulk_columns.csv")
)
#: The columns, in their order.
BULK_COLUMNS = tuple(column for column, _ in _FIELDS)
_STATUS = BULK_COLUMNS.index("status_description")
_TIMES = ("requested", "updated", "closed")
_NUMBERS = ("lat", "long")
#: Columns that are no part of the specification but tell something when they are there.
_MORE = {"service_code": "service_code", "status": "status", "media_url": "media_url"}
_OTHER_NAMES = {
    "lng": "long", "lon": "long", "longitude": "long", "latitude": "lat",
    "closed_datetime": "closed_date", "service_request_number": "service_request_id",
}  # fmt: skip
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r"'+[=+\-@\t\r]")
_BOM = "\ufeff"


def write_bulk_rows(
    requests: Iterable[ServiceRequest], offset: datetime.timedelta
) -> Iterator[str]:
    """The file, line by line (the header first), with CR LF at the end of each."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(BULK_COLUMNS)
    yield _taken(stream)
    for request in requests:
        cells = [_cell(getattr(request, field), field, offset) for _, field in _FIELDS]
        cells[_STATUS] = request.bulk_status or request.status.capitalize()
        writer.writerow(cells)
        yield _taken(stream)


def _taken(stream: io.StringIO) -> str:
    line = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    return line


def _cell(value: Any, field: str, offset: datetime.timedelta) -> str:
    if value is None:
        return ""
    if field in _TIMES:
        return iso(value, offset) or ""
    if field in _NUMBERS:
        return repr(float(value))
    return "'" + value if _FORMULA.match(value) else str(value)


def read_bulk(
    text: str, offset: datetime.timedelta, order: str = "ymd", name: str = ""
) -> List[ServiceRequest]:
    """The requests of a Bulk file; ``offset`` is the zone of times that name none.

    Raises :class:`InputError` when the header has none of the columns that say what and when.
    """
    reader = csv.reader(io.StringIO(text[1:] if text.startswith(_BOM) else text, newline=""))
    try:
        header = next(reader, [])
        columns = [_column(cell) for cell in header]
        fields = {**dict(_FIELDS), **_MORE}
        if "requested_datetime" not in columns or not {
            "service_name",
            "service_code",
            "description",
        } & set(columns):
            raise InputError(
                "case_exchange.no_bulk",
                path=name,
                found=", ".join(cell for cell in header if cell) or "-",
                wanted=", ".join(BULK_COLUMNS),
            )
        wanted = {column: fields[column] for column in columns if column in fields}
        made = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row: Dict[str, Optional[str]] = {}
                for column, cell in zip(columns, cells):
                    row.setdefault(column, _plain(cell))
                made.append(read_request(row, wanted, offset, order))
    except csv.Error as error:
        raise InputError("case_exchange.broken_csv", path=name, reason=str(error)) from error
    return made


def _column(cell: str) -> str:
    name = "_".join(cell.strip().casefold().split())
    return _OTHER_NAMES.get(name, name)


def _plain(cell: str) -> str:
    return cell[1:] if _QUOTED.match(cell) else cell


def carried(request: ServiceRequest) -> ServiceRequest:
    """What a Bulk file keeps of a request: its columns, with one of the four statuses."""
    values = {field: getattr(request, field) for _, field in _FIELDS}
    bulk = values["bulk_status"] = request.bulk_status or request.status.capitalize()
    return ServiceRequest(**values, status=CLOSED if bulk == "Closed" else OPEN)
