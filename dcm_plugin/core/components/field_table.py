"""Components in exactly the field table of a version: what does not fit is told, never cut."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from ..classes import COMPONENT, VERSIONS, Catalogue, load_catalogue
from ..classes.codes import READINGS, validate
from ..exchange import FID, FORMATS, Plan, Wish, plan_table
from ..grid.codes import as_text
from ..standards import FieldSpec

#: Why a value does not fit. "missing": a field that must be filled is empty; the last three: a
#: Shapefile does not hold it.
KINDS = (
    "missing", "long", "no_date", "no_number", "code", "duplicate", "orphan", "bytes", "letters",
    "wide",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T ].*)?$")


@dataclass
class Fitted:
    """Columns by role as they are written, and what did not fit: row, role, kind, value."""

    columns: Dict[str, np.ndarray]
    findings: List[Tuple[int, str, str, str]] = field(default_factory=list)

    @property
    def wrong_rows(self) -> np.ndarray:
        return np.unique(np.array([row for row, *_ in self.findings], dtype=np.int64))


def fit_table(columns: Mapping[str, Any], specs: Mapping[str, FieldSpec], count: int) -> Fitted:
    """The values of each role in the type and length of its field; None where one does not fit.

    A role without column is empty. Dates may be dates or texts (20260701, 2026-07-01, 2026/7/1).
    """
    made = Fitted({})
    for role, spec in specs.items():
        given = columns.get(role)
        raw = np.full(count, None, dtype=object) if given is None else _objects(given)
        read, wrong = _READERS[spec.type]
        values, place = _by_value(raw, partial(read, spec=spec))
        result = values[place]
        bad = np.array([value is _WRONG for value in values.tolist()], dtype=bool)[place]
        empty = np.array([value is None for value in values.tolist()], dtype=bool)[place]
        result[bad] = None
        made.columns[role] = result
        for row in np.flatnonzero(bad).tolist():
            made.findings.append((row, role, wrong, str(raw[row])))
        if spec.required == "M":
            made.findings += [(row, role, "missing", "") for row in np.flatnonzero(empty).tolist()]
    return made


def fields_of(names: Sequence[str], specs: Mapping[str, FieldSpec], table: str) -> Dict[str, str]:
    """Role -> field: as the version names it, else as any other version does."""
    others = [load_catalogue(version).tables.get(table, {}) for version in VERSIONS]
    found: Dict[str, str] = {}
    for candidates in (specs, *others):
        for role in specs:
            if role in found or role not in candidates:
                continue
            name = candidates[role].find([n for n in names if n not in found.values()])
            if name:
                found[role] = name
    return found


def check_codes(made: Fitted, catalogue: Catalogue, reading: str) -> None:
    """Find identification codes that are wrong or stand twice; they stay as they are."""
    codes = made.columns["code"]
    there = np.flatnonzero(pd.notna(codes))
    reasons = validate(codes[there], catalogue, COMPONENT, READINGS[reading][1])
    made.findings += [(row, "code", "code", codes[row]) for row in there[reasons != ""].tolist()]
    again = pd.Series(codes[there], dtype=object).duplicated(keep=False).to_numpy()
    made.findings += [(row, "code", "duplicate", codes[row]) for row in there[again].tolist()]


def fit_evidence(
    columns: Mapping[str, Any], specs: Mapping[str, FieldSpec], count: int, codes: np.ndarray
) -> Fitted:
    """Evidence of ownership in its field table; rows of components that are not there are told."""
    made = fit_table(columns, specs, count)
    known = set(codes[pd.notna(codes)].tolist())
    made.findings += [
        (row, "component", "orphan", code)
        for row, code in enumerate(made.columns["component"].tolist())
        if code is not None and code not in known
    ]
    return made


def fit_shapefile(made: Fitted, specs: Mapping[str, FieldSpec], encoding: str) -> Plan:
    """The fields of a Shapefile; values that it does not hold become None and are told."""
    table = pd.DataFrame({role: pd.Series(made.columns[role], dtype=object) for role in specs})
    table[FID] = np.arange(len(table))
    plan = plan_table(table, specs, Wish("profile", FORMATS[".shp"], encoding))
    roles = {spec.name: role for role, spec in specs.items()}
    found = plan.findings
    made.findings += [
        (int(row), roles[name], kind, value)
        for row, name, kind, value in zip(
            found["fid"], found["field"], found["kind"], found["value"]
        )
    ]
    for role in specs:
        made.columns[role] = plan.table[role].to_numpy(dtype=object)
    return plan


class _Wrong:
    """A value that does not fit."""


_WRONG = _Wrong()


def _objects(values: Any) -> np.ndarray:
    raw = np.asarray(values, dtype=object)
    result = raw.copy()
    result[pd.isna(raw)] = None
    return result


def _by_value(raw: np.ndarray, read: Callable[[Any], Any]) -> Tuple[np.ndarray, np.ndarray]:
    """Each value that occurs, read once, and which one each row has; None is the last one."""
    place, kinds = pd.factorize(raw)
    values = np.empty(len(kinds) + 1, dtype=object)
    values[:-1] = [read(kind) for kind in kinds.tolist()]
    values[-1] = None
    return values, place


def _text(value: Any, spec: FieldSpec) -> Any:
    if isinstance(value, (datetime.date, datetime.datetime)):
        text: Optional[str] = value.strftime("%Y%m%d")
    else:
        text = as_text([value])[0]
    if text is None or not text.strip():
        return None
    return _WRONG if spec.length and len(text) > spec.length else text


def _date(value: Any, spec: FieldSpec) -> Any:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = (as_text([value])[0] or "").strip()
    if not text:
        return None
    found = _DAY.match(text)
    if not found:
        return _WRONG
    try:
        return datetime.date(*(int(part) for part in found.groups()))
    except ValueError:
        return _WRONG


def _number(value: Any, spec: FieldSpec) -> Any:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return _WRONG
    if not np.isfinite(number):
        return _WRONG
    if spec.type in ("int", "int64"):
        return int(number) if number.is_integer() else _WRONG
    return number


_READERS: Mapping[str, Any] = {
    "string": (_text, "long"),
    "date": (_date, "no_date"),
    **dict.fromkeys(("int", "int64", "double"), (_number, "no_number")),
}
