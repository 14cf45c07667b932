"""Tables of departments and operators (机构, 人员) as cities keep them: headings and words.

No standard names the columns; the usual headings and words are data (``data/city``), and codes and
names of roles and kinds in both languages are those of the code tables.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

from ..errors import InputError
from ..exchange.hotline import columns_by_headings, heading_key
from ..shipped import shipped_rows
from . import defaults

FOLDER = Path(__file__).resolve().parents[2] / "data" / "city"
_SEPARATORS = re.compile(r"[|｜、,，;；/\n]")
_SHOWN = 5


@cache
def _rows(name: str) -> Tuple[Dict[str, str], ...]:
    return tuple(shipped_rows(FOLDER / name))


def proposed_columns(table: str, fields: Sequence[str]) -> Dict[str, str]:
    """Column of the database → field, by the usual headings; a field serves one column."""
    usual = {
        row["column"]: row["names"].split("|")
        for row in _rows("organisation_headings.csv")
        if row["table"] == table
    }
    return columns_by_headings(fields, usual)


@cache
def _words(table: str, column: str) -> Mapping[str, str]:
    """Word, as it is compared → code."""
    known: Dict[str, str] = {}
    for code, names in _names(table, column).items():
        for name in (code, *names):
            known.setdefault(heading_key(name), code)
    return known


@cache
def _names(table: str, column: str) -> Mapping[str, Tuple[str, ...]]:
    """Code → words for it, the usual one first."""
    found: Dict[str, Tuple[str, ...]] = {}
    if (table, column) == ("operator_role", "role"):
        for row in defaults.rows("roles"):
            found[row["code"]] = (row["name_zh"], row["name_en"])
    for row in _rows("organisation_words.csv"):
        if (row["table"], row["column"]) == (table, column):
            found[row["value"]] = (*found.get(row["value"], ()), *row["words"].split("|"))
    return found


def coded(
    table: str, column: str, values: Sequence[Optional[str]], layer: str, field: str
) -> List[Optional[str]]:
    """The codes for words of a column; other columns as they are.

    Several roles may stand in one cell; they come back separated by ``|``. Raises
    :class:`InputError` for words that stand for no code, and says which are known.
    """
    known = _words(table, column)
    if not known:
        return list(values)
    several = table == "operator_role"
    made: List[Optional[str]] = []
    unknown: Dict[str, None] = {}
    for value in values:
        parts = _SEPARATORS.split(value or "") if several else [value or ""]
        codes: Dict[str, None] = {}
        for part in filter(None, map(str.strip, parts)):
            code = known.get(heading_key(part))
            if code is None:
                unknown[part] = None
            else:
                codes[code] = None
        made.append("|".join(codes) or None)
    if unknown:
        shown, names = list(unknown), _names(table, column)
        raise InputError(
            "case_database.unknown_word",
            layer=layer,
            field=field,
            values=", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else ""),
            known=", ".join(f"{code} ({words[0]})" for code, words in names.items()),
        )
    return made


def unit_codes(
    table: str,
    column: str,
    values: Sequence[Optional[str]],
    units: Sequence[Mapping[str, Optional[str]]],
) -> List[Optional[str]]:
    """References to units by code; a name that one unit only has stands for its code.

    Raises :class:`InputError` for the first that is no unit.
    """
    codes = {unit["code"]: unit["code"] for unit in units}
    by_name = Counter(unit.get("name") for unit in units)
    known = {unit.get("name"): unit["code"] for unit in units if by_name[unit.get("name")] == 1}
    known.update(codes)
    for value in values:
        if value and value not in known:
            raise InputError(
                "city.unknown_code", table=table, column=column, value=value, other="org_unit"
            )
    return [known[value] if value else None for value in values]
