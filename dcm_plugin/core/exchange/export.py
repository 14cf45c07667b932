"""A unit-grid layer in the fields of a profile, as a format can hold them."""

from __future__ import annotations

import csv
import datetime
import io
import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from ..errors import InputError
from ..files import read_text
from ..report import table_csv
from ..standards import FieldSpec
from . import values
from .dbf import TEXT_BYTES
from .delivery import ERROR, FID, FINDING_COLUMNS, Delivery, Notes
from .encoding import UTF8
from .fields import is_code
from .names import short_names

NAMINGS = ("profile", "pinyin", "legacy")
DATES = ("auto", "date", "text")
#: Widest number a Shapefile gives back as it was; whole numbers, and numbers with decimals.
_INT_WIDTH, _DECIMALS = 18, 15
#: Part of a number, at most, that its writing with 15 decimals may lose.
_LOST = 1e-9
_INT32 = 2**31
_DAY_TEXT = "%Y%m%d"


@dataclass(frozen=True)
class Format:
    """A file format: GDAL driver, whether it knows days and long names, whether it is WGS 84."""

    driver: str
    has_dates: bool = True
    is_dbf: bool = False
    geographic: bool = False


FORMATS: Mapping[str, Format] = {
    ".gpkg": Format("GPKG"),
    ".shp": Format("ESRI Shapefile", is_dbf=True),
    ".geojson": Format("GeoJSON", has_dates=False, geographic=True),
}


@dataclass(frozen=True)
class OutField:
    """A field of the file: its name there, the column it is filled with, and its kind."""

    name: str
    column: str
    kind: str
    width: int = 0
    decimals: int = 0
    spec: Optional[FieldSpec] = None
    long: str = ""


@dataclass
class Wish:
    """How to write: naming scheme, format, encoding of a Shapefile, dates, current rows only."""

    naming: str
    format: Format
    encoding: str = UTF8
    dates: str = "auto"
    current_only: bool = False


@dataclass
class Plan:
    """What is written: fields, rows, values that did not fit, notes."""

    wish: Wish
    fields: List[OutField]
    table: pd.DataFrame
    findings: pd.DataFrame
    notes: Notes = field(default_factory=list)
    left_out: int = 0

    @property
    def cut_names(self) -> Dict[str, str]:
        """Name in the file -> name it was cut from."""
        return {f.name: f.long for f in self.fields if f.long != f.name}


def file_format(path: str) -> Format:
    """The format of a file by its ending."""
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        raise InputError("exchange.format", path=path, known=", ".join(FORMATS))
    return FORMATS[ending]


def plan_export(made: Delivery, kinds: Mapping[str, str], wish: Wish) -> Plan:
    """Fields and values as they will stand in the file; values that do not fit are emptied and
    listed. ``kinds``: own field -> one of the kinds of fields, or "" for none that can be written.
    """
    table = made.table
    if wish.current_only:
        table = table[made.rows().current].reset_index(drop=True)
    table = table.copy()
    # texts that are too long are looked at again here, in the way of the format
    known = made.findings[made.findings["kind"] != "long"]
    findings = [known[known["fid"].isin(table[FID])]]
    plan = Plan(wish, [], table, made.findings, list(made.notes))
    plan.left_out = len(made.table) - len(table)
    plan.fields = _fields(made, kinds, wish, plan)
    _fit(plan, findings)
    return plan


def plan_table(table: pd.DataFrame, specs: Mapping[str, FieldSpec], wish: Wish) -> Plan:
    """As :func:`plan_export` for any table of a standard: columns by role, and those of FID."""
    fields = [
        OutField(spec.name, role, spec.type, spec.length, spec.decimals, spec, spec.name)
        for role, spec in specs.items()
    ]
    plan = Plan(wish, _shortened(fields, wish), table.copy(), pd.DataFrame())
    _fit(plan, [])
    return plan


def _fit(plan: Plan, findings: List[pd.DataFrame]) -> None:
    """Put the values as the file holds them into the table; ``findings``: what is known already."""
    table, wish = plan.table, plan.wish
    for position, out in enumerate(plan.fields):
        changed, wrong = _fitted(table[out.column].to_numpy(dtype=object), out, wish)
        raw = table[out.column].to_numpy(dtype=object)
        rows = np.flatnonzero(wrong != "")
        if len(rows):
            findings.append(
                pd.DataFrame(
                    {
                        "severity": ERROR,
                        "kind": wrong[rows],
                        "fid": table[FID].to_numpy()[rows],
                        "code": table["code"].to_numpy()[rows],
                        "field": out.long,
                        "value": pd.Series([str(raw[r]) for r in rows.tolist()], dtype=object),
                    }
                )
            )
        table[out.column] = pd.Series(changed, dtype=object, index=table.index)
        if wish.format.is_dbf:
            plan.fields[position] = _sized(out, changed, wish)
    some = [part for part in findings if len(part)]
    plan.findings = (
        pd.concat(some, ignore_index=True) if some else pd.DataFrame(columns=list(FINDING_COLUMNS))
    )


def _fields(made: Delivery, kinds: Mapping[str, str], wish: Wish, plan: Plan) -> List[OutField]:
    fields: List[OutField] = []
    taken: set = set()
    for role, spec in made.profile.fields.items():
        name = spec.named(wish.naming)
        taken.add(name.casefold())
        kind = spec.type
        if kind == "date" and _dates_as_text(wish):
            kind = "string"
        fields.append(OutField(name, role, kind, spec.length, spec.decimals, spec, name))
    for name, column in made.own.items():
        kind = kinds.get(name, "string")
        if not kind:
            plan.notes.append(("exchange.note.kind", {"field": name}))
            continue
        number, shown = 0, name
        while shown.casefold() in taken:
            number += 1
            shown = f"{name}_{number}"
        taken.add(shown.casefold())
        fields.append(OutField(shown, column, kind, long=shown))
    return _shortened(fields, wish)


def _shortened(fields: List[OutField], wish: Wish) -> List[OutField]:
    if not wish.format.is_dbf:
        return fields
    short = short_names([out.long for out in fields], wish.encoding)
    return [replace(out, name=short[out.long]) for out in fields]


def _dates_as_text(wish: Wish) -> bool:
    return wish.dates == "text" or (wish.dates == "auto" and not wish.format.has_dates)


# --- values --------------------------------------------------------------------------------------


def _fitted(column: np.ndarray, out: OutField, wish: Wish) -> values.Converted:
    """The values as the file holds them; None, with the reason, for one that it cannot hold."""
    made = values.objects(column)
    if out.kind == "string":
        made = np.array([_text(value) for value in made] or [], dtype=object)
        wrong = _each(made, lambda text: _text_problem(text, out, wish))
    elif out.kind in ("int", "int64", "double"):
        made, wrong = _numbers(made, out, wish)
    else:
        if wish.format.is_dbf and out.kind == "bool":
            made = np.array([None if v is None else int(v) for v in made], dtype=object)
        elif wish.format.is_dbf and out.kind == "datetime":
            made = np.array([_text(value) for value in made], dtype=object)
        elif not wish.format.has_dates and out.kind in ("date", "datetime"):
            made = np.array([v.isoformat() if v is not None else None for v in made], dtype=object)
        wrong = np.full(len(made), "", dtype=object)
    made = made.copy()
    made[wrong != ""] = None
    return made, wrong


def _each(column: np.ndarray, judge: Any) -> np.ndarray:
    known: Dict[Any, str] = {None: ""}
    result = np.full(len(column), "", dtype=object)
    for position, value in enumerate(column):
        if value not in known:
            known[value] = judge(value)
        result[position] = known[value]
    return result


def _text(value: Any) -> Optional[str]:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, datetime.date):
        return value.strftime(_DAY_TEXT) if value.year > 999 else value.isoformat().replace("-", "")
    return str(value)


def _text_problem(text: str, out: OutField, wish: Wish) -> str:
    if "\0" in text:
        return "letters"
    try:
        raw = text.encode(wish.encoding if wish.format.is_dbf else UTF8)
    except UnicodeEncodeError:
        return "letters"
    if wish.format.is_dbf and len(raw) > TEXT_BYTES:
        return "bytes"
    if out.spec is not None and out.spec.length and len(text) > out.spec.length:
        return "long"
    return ""


def _numbers(made: np.ndarray, out: OutField, wish: Wish) -> values.Converted:
    limit = 10**_INT_WIDTH if wish.format.is_dbf else 2**63
    if out.kind == "int":
        limit = _INT32
    wrong = np.full(len(made), "", dtype=object)
    result = made.copy()
    for position, value in enumerate(made):
        if value is None:
            continue
        number = float(value)
        if not math.isfinite(number) or (out.kind != "double" and abs(int(value)) >= limit):
            wrong[position] = "wide"
        elif wish.format.is_dbf and out.kind != "double" and len(str(int(value))) > _INT_WIDTH:
            wrong[position] = "wide"  # with its sign it would come back as a number with decimals
        elif out.kind != "double":
            result[position] = int(value)
        elif out.spec is not None:
            result[position] = round(number, out.spec.decimals) if out.spec.decimals else number
            if wish.format.is_dbf and len(f"{number:.{out.spec.decimals}f}") > out.spec.length:
                wrong[position] = "wide"
        else:
            result[position] = number
            if wish.format.is_dbf and _layout(number) is None:
                wrong[position] = "wide"
    return result, wrong


def _layout(number: float) -> Optional[Tuple[int, int]]:
    """Digits before the point (with sign) and after it with which a number is written.

    None when there are not enough of them: the number is too large or far too small.
    """
    longest = f"{number:.{_DECIMALS}f}"
    whole, _, part = longest.partition(".")
    if len(whole) > _INT_WIDTH or abs(float(longest) - number) > _LOST * abs(number):
        return None
    decimals = len(part.rstrip("0"))
    while decimals and float(f"{number:.{decimals - 1}f}") == float(longest):
        decimals -= 1
    return len(whole), decimals


# --- widths of a dBASE table ------------------------------------------------------------------


def _sized(out: OutField, column: np.ndarray, wish: Wish) -> OutField:
    """The field with a width that holds what the profile allows and what is there."""
    there = [value for value in column if value is not None]
    if out.kind == "datetime":
        return replace(out, kind="string", width=32)
    if out.kind == "bool":
        return replace(out, kind="int", width=1)
    if out.kind == "string":
        longest = max((len(text.encode(wish.encoding)) for text in there), default=1)
        letters = out.width
        if out.spec is not None and not is_code(out.spec) and out.spec.type == "string":
            letters *= 3 if wish.encoding == UTF8 else 2
        return replace(out, width=min(TEXT_BYTES, max(letters, longest, 1)), decimals=0)
    if out.kind in ("int", "int64"):
        longest = max((len(str(value)) for value in there), default=1)
        least = 9 if out.kind == "int" else 10
        return replace(out, width=max(least, longest), decimals=0)
    if out.kind == "double" and out.spec is None:
        return _sized_float(out, there)
    return out


def _sized_float(out: OutField, there: Sequence[float]) -> OutField:
    """One width for all; numbers that need more places than there are keep their digits each."""
    layouts = [layout for layout in map(_layout, there) if layout is not None]
    whole = max((size for size, _ in layouts), default=1)
    decimals = max((size for _, size in layouts), default=0)
    # a number without decimals comes back as a whole one
    decimals = max(1, decimals)
    return replace(out, width=whole + 1 + decimals, decimals=decimals)


# --- list of names beside a Shapefile ----------------------------------------------------------


def names_file(path: Path) -> Path:
    """The list of field names beside a Shapefile."""
    return path.with_suffix(".fields.csv")


def names_table(plan: Plan) -> str:
    """Names in the file, names they were cut from, and what they mean, as CSV."""
    rows = [
        [
            out.name,
            out.long,
            out.spec.alias_zh if out.spec else "",
            out.spec.alias_en if out.spec else "",
            out.kind,
        ]
        for out in plan.fields
    ]
    return table_csv(["name", "long_name", "alias_zh", "alias_en", "type"], rows)


def long_names(path: Path) -> Dict[str, str]:
    """Cut name -> long name, from the list beside a Shapefile; nothing when there is none."""
    file = names_file(path)
    if not file.exists():
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO(read_text(file))))
    except (UnicodeDecodeError, csv.Error):
        return {}
    return {
        row["name"]: row["long_name"]
        for row in rows
        if row.get("name") and row.get("long_name") and row["name"] != row["long_name"]
    }
