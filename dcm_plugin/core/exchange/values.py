"""Values of a delivery as the profile wants them: texts, codes, days, numbers.

Each function gives the values (objects, None for none) and, per value, what is wrong with it
("" for nothing). The same few values stand in most rows, so each is looked at once.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Callable, Dict, Tuple

import numpy as np
import pandas as pd

from ..grid.codes import as_text
from ..grid.lifecycle.rows import as_dates, days_of

Converted = Tuple[np.ndarray, np.ndarray]

#: Blanks that a dBASE table does not keep at either end of a text.
BLANKS = " \t\r\n\0"
_WHOLE = re.compile(r"(\d+)\.0*$")
_POWER = re.compile(r"\d(\.\d+)?[eE][+]?\d+$")
_UNIT = re.compile(r"(m2|㎡|m²|平方米|米|m)$")
_NO_DAY = ("0", "00000000", "0.0")
#: Above this a floating point number does not hold every whole number.
_EXACT = 2**53


def objects(column: Any) -> np.ndarray:
    """A column as objects with None where there is no value."""
    values = pd.Series(column).astype(object)
    return values.where(values.notna(), None).to_numpy(dtype=object)


def texts(column: Any) -> Converted:
    """Texts without blanks at the ends; an empty one counts as none."""
    values = as_text(objects(column))
    for position, value in enumerate(values):
        if value is not None:
            values[position] = value.strip(BLANKS) or None
    return values, _fine(values)


def codes(column: Any) -> Converted:
    """Codes as texts, also where they are kept as numbers or in full-width letters.

    "digits": a number that has lost digits (a spreadsheet keeps fifteen).
    """
    return _each(objects(column), _code)


def _code(value: Any) -> Tuple[Any, str]:
    if value is None:
        return None, ""
    if isinstance(value, (float, np.floating)) and abs(float(value)) >= _EXACT:
        return f"{value:.0f}", "digits"
    if not isinstance(value, str):
        return as_text([value])[0], ""
    text = unicodedata.normalize("NFKC", value).strip(BLANKS + "\u3000")
    if _POWER.fullmatch(text):
        return text, "digits"
    whole = _WHOLE.fullmatch(text)
    return (whole.group(1) if whole else text) or None, ""


def days(column: Any) -> Converted:
    """Days as dates, from dates, texts (20260701, 2026-07-01, 2026年7月1日 ...) and numbers."""
    values = objects(column)
    plain = pd.Series(
        [None if v is None or str(v).strip() in _NO_DAY else v for v in values], dtype=object
    )
    found, bad = days_of(plain)
    return as_dates(found), np.where(bad, "date", "").astype(object)


def numbers(column: Any, whole: bool = False) -> Converted:
    """Numbers, also from texts with thousands separators or a unit; "number" for what is none."""
    return _each(objects(column), _whole if whole else _number)


def _number(value: Any) -> Tuple[Any, str]:
    if value is None or isinstance(value, (bool, np.bool_)):
        return (None, "") if value is None else (float(value), "")
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).strip().replace(",", "").replace(" ", "")
        if not text:
            return None, ""
        value = _UNIT.sub("", text)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None, "number"
    return (number, "") if np.isfinite(number) else (None, "number")


def _whole(value: Any) -> Tuple[Any, str]:
    if isinstance(value, (int, np.integer)):
        return int(value), ""
    if isinstance(value, str) and ":" in unicodedata.normalize("NFKC", value):
        value = unicodedata.normalize("NFKC", value).rpartition(":")[2]  # a scale of 1:500
    number, wrong = _number(value)
    if number is None or wrong:
        return number, wrong
    return (int(number), "") if number.is_integer() else (None, "number")


def _each(values: np.ndarray, convert: Callable[[Any], Tuple[Any, str]]) -> Converted:
    known: Dict[Any, Tuple[Any, str]] = {}
    result = np.full(len(values), None, dtype=object)
    wrong = _fine(values)
    for position, value in enumerate(values):
        key = (type(value), value)
        if key not in known:
            known[key] = convert(value)
        result[position], wrong[position] = known[key]
    return result, wrong


def _fine(values: np.ndarray) -> np.ndarray:
    return np.full(len(values), "", dtype=object)
