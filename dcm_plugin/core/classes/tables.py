"""Tables of classes from CSV or Excel files, checked against a schema.

The schema is data (``data/classes/schema.csv``): per column whether it must be filled, what is
allowed and under which other headings it may stand. Errors name file, row and column.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import util
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from ..errors import InputError
from ..files import decoded
from ..messages import Message, shortened

FOLDER = Path(__file__).resolve().parents[2] / "data" / "classes"
SPREADSHEET = (".xlsx", ".xlsm")
#: How the rows of a table are numbered for the reader: the heading is row 1.
_FIRST_ROW = 2


@dataclass(frozen=True)
class ColumnRule:
    """What a column may hold. ``words``: spellings of users -> value of the table."""

    name: str
    required: bool
    pattern: Optional[str]
    choices: Tuple[str, ...]
    words: Mapping[str, str]
    headings: Tuple[str, ...]
    #: Digits are filled up with zeros to this length (spreadsheets drop them); 0: they are not.
    digits: int


@dataclass(frozen=True)
class Row:
    """A row with its number in the file."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@lru_cache(maxsize=1)
def schema() -> Mapping[str, Tuple[ColumnRule, ...]]:
    """table -> rules of its columns."""
    rules: Dict[str, List[ColumnRule]] = {}
    with (FOLDER / "schema.csv").open(encoding="utf-8-sig", newline="") as stream:
        for line in csv.DictReader(stream):
            words: Dict[str, str] = {}
            choices: List[str] = []
            for choice in filter(None, line["choices"].split("|")):
                value, *others = choice.split("=")
                choices.append(value)
                words.update({other.casefold(): value for other in (value, *others)})
            rules.setdefault(line["table"], []).append(
                ColumnRule(
                    name=line["column"],
                    required=line["required"] == "yes",
                    pattern=line["pattern"] or None,
                    choices=tuple(choices),
                    words=words,
                    headings=tuple(filter(None, line["headings"].split("|"))),
                    digits=int(line["digits"] or 0),
                )
            )
    return {table: tuple(items) for table, items in rules.items()}


def read_table(
    path: Path,
    table: str,
    errors: Optional[List[InputError]] = None,
    cells: Optional[List[List[Any]]] = None,
) -> Tuple[Row, ...]:
    """The rows of a CSV or Excel file, checked; ``table`` names the schema.

    CSV may be UTF-8 or GB 18030. Rows without any value and columns that the schema does not know
    are passed over. Raises :class:`InputError` with file, row and column; with a list for
    ``errors`` every wrong cell goes into it, and its row is left out. ``cells``: what stands in
    the file, where it was read already.
    """
    if cells is None:
        cells = next(iter(read_cells(path).values()))
    rules = schema()[table]
    if not cells:
        raise InputError("classes.table_empty", file=path.name)
    places = _places(cells[0], rules, path.name)
    rows = []
    for number, line in enumerate(cells[1:], _FIRST_ROW):
        if not any(map(_text, line)):
            continue
        values = {}
        for rule in rules:
            cell = line[places[rule.name]] if _has(line, places, rule) else ""
            try:
                values[rule.name] = _value(rule, cell, path, number)
            except InputError as error:
                if errors is None:
                    raise
                errors.append(error)
        if len(values) == len(rules):
            rows.append(Row(number, values))
    return tuple(rows)


def wrong_cell(file: str, row: int, column: str, value: Any, expected: Any) -> InputError:
    """The error for one cell of a table."""
    return InputError(
        "classes.cell", file=file, row=row, column=column, value=value, expected=expected
    )


def _has(line: Sequence[Any], places: Mapping[str, int], rule: ColumnRule) -> bool:
    return rule.name in places and places[rule.name] < len(line)


def _places(heading: Sequence[Any], rules: Iterable[ColumnRule], file: str) -> Dict[str, int]:
    found = {_text(cell).casefold(): place for place, cell in reversed(list(enumerate(heading)))}
    places = {}
    missing = []
    for rule in rules:
        for name in (rule.name, *rule.headings):
            if name.casefold() in found:
                places[rule.name] = found[name.casefold()]
                break
        else:
            if rule.required:
                missing.append(" / ".join((rule.name, *rule.headings)))
    if missing:
        raise InputError("classes.column_missing", file=file, columns="; ".join(missing))
    return places


def _value(rule: ColumnRule, cell: Any, path: Path, number: int) -> str:
    text = _text(cell)
    if rule.digits and text.isascii() and text.isdigit():
        text = text.zfill(rule.digits)
    if not text:
        if rule.required:
            raise InputError("classes.cell_empty", file=path.name, row=number, column=rule.name)
        return ""
    if rule.choices:
        if text.casefold() not in rule.words:
            raise wrong_cell(path.name, number, rule.name, text, _spelled_choices(rule))
        return rule.words[text.casefold()]
    if rule.pattern and not re.fullmatch(rule.pattern, text):
        raise wrong_cell(path.name, number, rule.name, text, _spelled_pattern(rule.pattern))
    return text


def _spelled_choices(rule: ColumnRule) -> str:
    """What may be written: each value with the first other word for it (kept in lower case)."""
    shown = []
    for choice in rule.choices:
        words = [w for w, value in rule.words.items() if value == choice and w != choice]
        shown.append(f"{choice} ({words[0].upper()})" if words else choice)
    return " / ".join(shown)


def _spelled_pattern(pattern: str) -> Union[str, Message]:
    """A number of digits in words; any other pattern as it is."""
    found = re.fullmatch(r"\\d\{(\d+)(?:,(\d+))?\}", pattern)
    if found is None:
        return pattern
    return Message("classes.digits", {"count": "–".join(filter(None, found.groups()))})


def column_title(table: str, column: str, lang: str) -> str:
    """How a column is called for people: in Chinese by the first heading that is understood."""
    for rule in schema()[table]:
        if rule.name == column and lang == "zh" and rule.headings:
            return rule.headings[0]
    return column


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_cells(path: Path) -> Dict[str, List[List[Any]]]:
    """All cells of a CSV (UTF-8 or GB 18030) or Excel file, by sheet; one sheet "" for CSV.

    Raises :class:`InputError` when the file cannot be read.
    """
    return _sheets(path) if path.suffix.lower() in SPREADSHEET else {"": _csv(path)}


def _csv(path: Path) -> List[List[Any]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            "classes.table_unreadable", file=path.name, reason=error.strerror or str(error)
        ) from error
    found = decoded(raw)
    if found is None:
        raise InputError("classes.table_encoding", file=path.name)
    try:
        return list(csv.reader(io.StringIO(found[0], newline="")))
    except csv.Error as error:
        raise InputError("classes.table_unreadable", file=path.name, reason=str(error)) from error


def _sheets(path: Path) -> Dict[str, List[List[Any]]]:
    if util.find_spec("openpyxl") is None:
        raise InputError("classes.no_openpyxl", file=path.name)
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # many kinds of damage, many kinds of error
        raise InputError(
            "classes.table_unreadable", file=path.name, reason=" ".join(str(error).split())
        ) from error
    try:
        return {
            sheet.title: [list(line) for line in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
    finally:
        book.close()


def check_unique(
    rows: Iterable[Row],
    columns: Sequence[str],
    file: str,
    errors: Optional[List[InputError]] = None,
) -> None:
    """Refuse two rows with the same values in the columns, or list them in ``errors``."""
    seen: Dict[Tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        if key in seen:
            error = InputError(
                "classes.row_twice",
                file=file,
                row=row.number,
                other=seen[key],
                column=shortened(columns),
                value=" ".join(key),
            )
            if errors is None:
                raise error
            errors.append(error)
        seen[key] = row.number
