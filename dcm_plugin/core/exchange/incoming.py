"""Reports from elsewhere, whatever file they came in, as one table: a row for each report.

Columns: ``row`` (number in the file, from 1), the texts ``external_id``, ``caller_name``,
``caller_sex``, ``caller_phone``, ``description``, ``address``, ``class_name``, ``class_code``,
``case_kind`` ('component', 'event' or ''), ``satisfaction``, ``remark`` ('' for none),
``report_time`` (aware UTC or None), ``time_problem`` ('' or why there is none), ``lon``, ``lat``
(WGS 84 degrees after the declared datum was taken away, NaN for none), ``need_reply``,
``is_urgent``, ``closed`` (bool), and ``problems`` (ids of messages).
"""

from __future__ import annotations

import hashlib
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from ..errors import InputError
from ..geocoding.datum import to_wgs84
from .open311.model import CLOSED, ServiceRequest

TEXTS = (
    "external_id",
    "caller_name",
    "caller_sex",
    "caller_phone",
    "description",
    "address",
    "class_name",
    "class_code",
    "case_kind",
    "satisfaction",
    "remark",
)
FLAGS = ("need_reply", "is_urgent", "closed")
KINDS = {"C": "component", "E": "event"}
_LETTERS = {kind: letter for letter, kind in KINDS.items()}


def empty_table(count: int) -> pd.DataFrame:
    """A table in which nothing is known yet."""
    values: Dict[str, Any] = {"row": np.arange(1, count + 1)}
    for name in TEXTS:
        values[name] = np.full(count, "", dtype=object)
    values["report_time"] = pd.Series([None] * count, dtype=object)
    values["time_problem"] = np.full(count, "", dtype=object)
    values["lon"] = np.full(count, np.nan)
    values["lat"] = np.full(count, np.nan)
    for name in FLAGS:
        values[name] = np.zeros(count, dtype=bool)
    values["problems"] = [() for _ in range(count)]
    return pd.DataFrame(values)


def service_code(case_kind: str, class_code: str) -> str:
    """The code of a service: C (component, 部件) or E (event, 事件), then the class code."""
    return _LETTERS.get(case_kind, "") + class_code


def kind_and_class(code: Optional[str]) -> Tuple[str, str]:
    """The kind and class code of a service code; ('', code) when it names no kind."""
    code = (code or "").strip()
    kind = KINDS.get(code[:1].upper(), "")
    if kind and code[1:].isdigit():
        return kind, code[1:]
    return "", code


def from_requests(requests: Sequence[ServiceRequest]) -> pd.DataFrame:
    """Service requests of Open311 as the table."""
    table = empty_table(len(requests))
    kinds = [kind_and_class(r.service_code or r.service_subtype) for r in requests]
    table["external_id"] = _texts(r.id for r in requests)
    table["description"] = _texts(r.description or r.service_name for r in requests)
    table["address"] = _texts(r.address or r.address_id for r in requests)
    table["class_name"] = _texts(r.service_name for r in requests)
    table["case_kind"] = _texts(kind for kind, _ in kinds)
    # an unknown code of another city means nothing here: the name and the text decide
    table["class_code"] = _texts(code if code.isdigit() else "" for _, code in kinds)
    table["report_time"] = pd.Series([r.requested for r in requests], dtype=object)
    table["time_problem"] = ["" if r.requested else _time_problem(r) for r in requests]
    table["lon"] = np.array([np.nan if r.long is None else r.long for r in requests], dtype=float)
    table["lat"] = np.array([np.nan if r.lat is None else r.lat for r in requests], dtype=float)
    table["closed"] = np.array([r.status == CLOSED for r in requests], dtype=bool)
    table["problems"] = [r.problems for r in requests]
    return table


def declared_datum(table: pd.DataFrame, datum: str) -> None:
    """Take the declared datum (one of ``geocoding.datum.DATUMS``) off the coordinates, in place."""
    lon, lat = to_wgs84(datum, table["lon"].to_numpy(), table["lat"].to_numpy())
    table["lon"], table["lat"] = lon, lat


def give_numbers(table: pd.DataFrame) -> None:
    """Reports without a number of their own get one from what they say, in place.

    So the same table read again is known again. No phone number goes into it.
    """
    for place in np.flatnonzero((table["external_id"] == "").to_numpy()).tolist():
        said = (
            str(table.at[place, "report_time"]),
            table.at[place, "address"],
            table.at[place, "description"],
        )
        digest = hashlib.sha256("\x1f".join(said).encode("utf-8")).hexdigest()
        table.at[place, "external_id"] = "#" + digest[:16]


def require_rows(table: pd.DataFrame, name: str) -> None:
    """Raise :class:`InputError` for a file without reports."""
    if not len(table):
        raise InputError("case_exchange.empty", path=name)


def _texts(values: Iterable[Optional[str]]) -> List[str]:
    return [value or "" for value in values]


def _time_problem(request: ServiceRequest) -> str:
    mark = "case_exchange.problem.time_"
    found = [p[len(mark) :] for p in request.problems if p.startswith(mark)]
    return found[0] if found else "empty"
