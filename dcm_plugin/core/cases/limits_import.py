"""Tables of time limits as cities keep them, read into rows of ``time_limit``.

Two layouts are understood, by the headings and not by the places of columns: sheets 部件 and 事件
with one limit in each row, and sheets with a code for each filing condition (立案明细编码) and
limits of management class A, B and C. A title may stand above the headings; cells left blank under
a merged one take what stands above. What cannot be read is kept as it was written, with a flag.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Set, Tuple

from ..classes import COMPONENT, EVENT, Catalogue
from ..classes.tables import read_cells
from ..errors import InputError
from .limits import ANY, EMPTY, UNPARSED, parse_limit
from .model import Row

DATA = Path(__file__).resolve().parents[2] / "data" / "cases"
#: More reasons for which a person must look; texts ``limits.flag.*``.
UNKNOWN_CLASS, TWICE = "unknown_class", "twice"
#: Words in the name of a sheet or in the column of kinds.
_KINDS = {"部件": COMPONENT, "事件": EVENT, "事项": EVENT, "component": COMPONENT, "event": EVENT}
_MGMT = {"limit_A": "A", "limit_B": "B", "limit_C": "C"}
#: Columns that are filled from above; the others belong to one row.
_INHERITED = (
    "major", "major_name", "minor", "minor_name", "kind", "responsible", "supervising",
)  # fmt: skip
#: The headings stand within so many rows.
_TOP = 10


@dataclass(frozen=True)
class Remark:
    """A row of the file that a person must look at; ``flag``: codes joined by ``|``."""

    sheet: str
    line: int
    condition_code: str
    text: str
    flag: str


@dataclass(frozen=True)
class ImportedLimits:
    """Rows of ``time_limit``, and what is to be looked at."""

    rows: Tuple[Row, ...]
    remarks: Tuple[Remark, ...]
    #: Sheets without the headings of a table of limits.
    skipped: Tuple[str, ...] = ()


def read_limits(
    path: Path,
    catalogue: Catalogue,
    kind: str = "",
    plain_hour: str = "work_hour",
    plain_day: str = "work_day",
) -> ImportedLimits:
    """The limits of an Excel file or of a CSV file (UTF-8 or GB 18030); see :func:`from_sheets`."""
    return from_sheets(read_cells(path), path.name, catalogue, kind, plain_hour, plain_day)


def from_sheets(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    file: str,
    catalogue: Catalogue,
    kind: str = "",
    plain_hour: str = "work_hour",
    plain_day: str = "work_day",
) -> ImportedLimits:
    """The limits in the cells of the sheets of a file; ``file``: its name, without folder.

    ``kind``: "component" or "event" where neither a sheet name, the file name nor a column says it.
    Raises :class:`InputError` when no sheet has the headings, or the kind of a sheet is not told.
    """
    rows: List[Row] = []
    remarks: List[Remark] = []
    skipped: List[str] = []
    taken: Set[Tuple[str, Optional[str]]] = set()
    for sheet, cells in sheets.items():
        found = _headings(cells)
        if found is None:
            skipped.append(sheet)
            continue
        top, places = found
        sheet_kind = _kind_of(sheet) or kind or _kind_of(file)
        if not sheet_kind and "kind" not in places:
            raise InputError("limits.import_kind", file=file, sheet=sheet or file)
        reader = _Sheet(file, sheet, catalogue, sheet_kind, (plain_hour, plain_day), taken)
        made, noted = reader.read(cells[top + 1 :], places, top + 2)
        rows += made
        remarks += noted
    if not rows:
        raise InputError("limits.import_none", file=file)
    return ImportedLimits(tuple(rows), tuple(remarks), tuple(skipped))


def kept_rows(
    before: Sequence[Row], rows: Sequence[Row], catalogue_id: str, whole: bool = False
) -> List[Row]:
    """The rows of the table of limits that stay when ``rows`` of a catalogue come in.

    The limits of their classes go, or all of their kinds (``whole``); the defaults of a kind and
    other catalogues always stay. A condition with the code of a new one goes whatever its class.
    """
    kinds = {row["case_kind"] for row in rows}
    classes = {(row["case_kind"], row["class_code"]) for row in rows if row["class_code"]}
    conditions = {(row["condition_code"], row["mgmt_class"] or None) for row in rows}

    def goes(row: Row) -> bool:
        if row["catalogue_id"] != catalogue_id or row["class_code"] == ANY:
            return False
        return (
            (whole and row["case_kind"] in kinds)
            or (row["case_kind"], row["class_code"]) in classes
            or (row["condition_code"], row["mgmt_class"] or None) in conditions
        )

    return [row for row in before if not goes(row)]


class _Sheet:
    """One sheet; counts the conditions of each class where the file gives them no code."""

    def __init__(
        self,
        file: str,
        sheet: str,
        catalogue: Catalogue,
        kind: str,
        plain: Tuple[str, str],
        taken: Set[Tuple[str, Optional[str]]],
    ) -> None:
        self.file, self.sheet, self.catalogue, self.kind = file, sheet, catalogue, kind
        self.plain, self.taken = plain, taken
        self.counts: Dict[Tuple[str, str], int] = {}

    def read(
        self, lines: Sequence[Sequence[Any]], places: Mapping[str, int], first: int
    ) -> Tuple[List[Row], List[Remark]]:
        rows: List[Row] = []
        remarks: List[Remark] = []
        above: Dict[str, str] = {}
        limits = [name for name in ("limit", *_MGMT) if name in places]
        for number, line in enumerate(lines, first):
            values = {
                name: _text(line[place]) if place < len(line) else ""
                for name, place in places.items()
            }
            if not any(values.values()):
                continue
            _inherit(values, above)
            base, flag = self._base(values)
            for name in limits:
                text = values[name]
                if name != "limit" and not text:
                    continue
                rows.append(self._row(base, flag, text, _MGMT.get(name)))
                self._remark(rows[-1], number, remarks)
            if not any(values[name] for name in limits) and "limit" not in places:
                rows.append(self._row(base, flag, "", None))
                self._remark(rows[-1], number, remarks)
        return rows, remarks

    def _base(self, values: Mapping[str, str]) -> Tuple[Row, str]:
        kind = _kind_of(values.get("kind", "")) or self.kind or COMPONENT
        code, flag = self._class(kind, values)
        condition = values.get("condition_code", "")
        if not condition:
            self.counts[kind, code] = number = self.counts.get((kind, code), 0) + 1
            condition = f"{'C' if kind == COMPONENT else 'E'}{code}-{number:02d}"
        base: Row = {
            "catalogue_id": self.catalogue.id,
            "case_kind": kind,
            "class_code": code,
            "condition_code": condition,
            "basis": self.file,
        }
        for column in ("filing_condition", "closing_condition", "supervising", "responsible"):
            base[column] = values.get(column) or None
        notes = [values[name] for name in ("legal", "note") if values.get(name)]
        base["note"] = "；".join(notes) or None
        return base, flag

    def _class(self, kind: str, values: Mapping[str, str]) -> Tuple[str, str]:
        """The class code, by codes (zeros that a spreadsheet dropped are put back) or by name."""
        major, minor = values.get("major", ""), values.get("minor", "")
        length = len(next(iter(self.catalogue.of_kind(kind))).code)
        tried = [minor.zfill(length)] if len(minor) >= length - 1 and minor.isdigit() else []
        if major.isdigit() and minor.isdigit():
            tried.insert(0, major.zfill(2) + minor.zfill(length - 2))
        for code in tried:
            if self.catalogue.find(kind, code) is not None:
                return code, ""
        name = values.get("minor_name", "")
        for item in self.catalogue.of_kind(kind):
            if name and name in (item.name_zh, *item.aliases):
                return item.code, ""
        return (tried[0] if tried else minor or name or "?"), UNKNOWN_CLASS

    def _row(self, base: Row, flag: str, text: str, mgmt_class: Optional[str]) -> Row:
        limit, about = parse_limit(text, *self.plain)
        flags = [part for part in (flag, about) if part]
        code = str(base["condition_code"])
        if (code, mgmt_class) in self.taken:
            flags.append(TWICE)
            number = 2
            while (f"{code}~{number}", mgmt_class) in self.taken:
                number += 1
            code = f"{code}~{number}"
        self.taken.add((code, mgmt_class))
        return {
            **base,
            "condition_code": code,
            "mgmt_class": mgmt_class,
            "limit_unit": limit.unit if limit else None,
            "limit_value": limit.value if limit else None,
            "limit_text": text or None,
            "flag": "|".join(flags) or None,
        }

    def _remark(self, row: Row, number: int, remarks: List[Remark]) -> None:
        if row["flag"]:
            remarks.append(
                Remark(
                    self.sheet, number, row["condition_code"], row["limit_text"] or "", row["flag"]
                )
            )


def unreadable(row: Mapping[str, Any]) -> bool:
    """A row whose limit is missing or could not be read: it never holds for a case."""
    return bool({EMPTY, UNPARSED} & set(str(row.get("flag") or "").split("|")))


def _inherit(values: Dict[str, str], above: Dict[str, str]) -> None:
    """Fill blank cells from above; under a new class nothing of the one before is taken."""
    if values.get("major") and values["major"] != above.get("major"):
        above.clear()
    if values.get("minor") and values["minor"] != above.get("minor"):
        for name in ("minor_name", "responsible", "supervising"):
            above.pop(name, None)
    for name in _INHERITED:
        if name in values:
            values[name] = values[name] or above.get(name, "")
            above[name] = values[name]


def _headings(cells: Sequence[Sequence[Any]]) -> Optional[Tuple[int, Dict[str, int]]]:
    """The row of headings, and the place of each column; None when there is no such row."""
    known = _known_headings()
    for number, line in enumerate(cells[:_TOP]):
        places: Dict[str, int] = {}
        for place, cell in enumerate(line):
            column = known.get("".join(_text(cell).split()))
            if column and column not in places:
                places[column] = place
        has_limit = bool({"limit", *_MGMT} & set(places))
        if has_limit and {"minor", "minor_name", "condition_code"} & set(places):
            return number, places
    return None


@lru_cache(maxsize=1)
def _known_headings() -> Mapping[str, str]:
    with (DATA / "limit_headings.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {
            heading: row["column"]
            for row in csv.DictReader(stream)
            for heading in row["headings"].split("|")
        }


def _kind_of(text: str) -> str:
    return next((kind for word, kind in _KINDS.items() if word in text.lower()), "")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
