"""Lists as CSV that a spreadsheet opens without a question."""

from __future__ import annotations

import csv
import io
from typing import Any, Iterable, Sequence

from .. import messages
from .model import label_text, plain

_BOM = "\ufeff"
#: A cell that starts with one of these is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

FINDING_COLUMNS = ("check", "name", "severity", "layer", "fids", "measure", "unit", "message")


def table_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """CSV text with a byte order mark (so that Chinese arrives whole) and no live formulas."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_harmless(cell) for cell in header])
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return _BOM + stream.getvalue()


def findings_csv(rows: Iterable[Sequence[Any]], lang: str = "en") -> str:
    """The list of findings; a row has the values of ``FINDING_COLUMNS`` and then x and y."""
    header = [messages.text("report.column." + name, lang) for name in FINDING_COLUMNS]
    cells = ([label_text(cell, lang) for cell in row] for row in rows)
    return table_csv([*header, "x", "y"], cells)


def _harmless(cell: Any) -> Any:
    cell = plain(cell)
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return "'" + cell
    return cell
