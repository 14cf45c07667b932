"""Tables of addresses from text files: encoding and separator told by the content."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, Dict, List, NamedTuple

from ..errors import InputError
from ..files import TABLE_ENCODINGS, decoded

_SEPARATORS = ",;\t|"


class TextTable(NamedTuple):
    """``rows`` as texts by column; ``encoding`` as it was found."""

    columns: List[str]
    rows: List[Dict[str, Any]]
    encoding: str


def read_text_table(path: str, encoding: str = "") -> TextTable:
    """A CSV file (any of ``, ; tab |``); raises :class:`InputError` when it is no table."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError("geocoding.table_unreadable", path=path, reason=str(error)) from error
    text, found = _decoded(data, path, encoding)
    if "\0" in text:
        raise InputError("geocoding.table_unreadable", path=path, reason="binary")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise InputError("geocoding.table_unreadable", path=path, reason=str(error)) from error
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise InputError("processing.layer_empty", layer=Path(path).name)
    columns = _named([cell.strip() for cell in rows[0]])
    made = [dict(zip(columns, [*row, *[""] * (len(columns) - len(row))])) for row in rows[1:]]
    return TextTable(columns, made, found)


def _decoded(data: bytes, path: str, encoding: str) -> Any:
    tried = (encoding,) if encoding else TABLE_ENCODINGS
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") and not encoding:
        tried = ("utf-16",)
    found = decoded(data, tried)
    if found is None:
        reason = "encoding is none of " + ", ".join(tried)
        raise InputError("geocoding.table_unreadable", path=path, reason=reason)
    return found


def _named(columns: List[str]) -> List[str]:
    """Column names that are all there and all different."""
    taken: Dict[str, int] = {}
    result = []
    for number, name in enumerate(columns, 1):
        name = name or f"column_{number}"
        taken[name.casefold()] = taken.get(name.casefold(), 0) + 1
        count = taken[name.casefold()]
        result.append(name if count == 1 else f"{name}_{count}")
    return result
