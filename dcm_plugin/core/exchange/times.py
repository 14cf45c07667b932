"""Times as hotline tables and other systems write them, as aware times in UTC.

What shape a text has is told by the text alone; the zone of a time that names none, and the order
of day and month where both stand in front of the year, are declared by the user, never guessed.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any, List, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

ORDERS = ("ymd", "mdy", "dmy")
UTC = datetime.timezone.utc
#: Days since 1899-12-30, as spreadsheets count; 1955 to 2119.
_SERIALS = (20000.0, 80000.0)
_EPOCH = datetime.datetime(1899, 12, 30)
_YEARS = (1950, 2150)
_CLOCK = (
    r"(?:\s*[T ]?\s*(?P<half>上午|下午|早上|晚上|中午|凌晨)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:时点]\s*(?:(?P<minute>\d{1,2})?\s*(?:[:分]\s*"
    r"(?:(?P<second>\d{1,2})(?:[.,]\d+)?)?\s*秒?)?)?)?"
    r"\s*(?P<after>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?\s*"
)
_WEEKDAY = r"(?:\s*[(（]?\s*(?:星期|周)[一二三四五六日天]\s*[)）]?)?"
_FIRST_YEAR = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    + _WEEKDAY
    + _CLOCK
)
_LAST_YEAR = re.compile(
    r"(?P<one>\d{1,2})\s*[-/.]\s*(?P<two>\d{1,2})\s*[-/.]\s*(?P<year>\d{4})" + _CLOCK
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T ]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?)?"
    r"(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?"
)
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
_MILLISECONDS = re.compile(r"1\d{12}")
_AFTERNOON = ("下午", "晚上", "pm")
_FORENOON = ("上午", "早上", "凌晨", "am")


def parse_times(
    values: Sequence[Any], offset: datetime.timedelta, order: str = "ymd"
) -> Tuple[List[Optional[datetime.datetime]], np.ndarray]:
    """Times in UTC (None where there is none), and per value what is wrong with it.

    ``offset``: local time minus UTC of times that name no zone. ``order``: one of ORDERS, for
    dates that end with the year. Reasons: ``empty``, ``shape`` (no date can be read), ``order``
    (day and month cannot be told apart without a declared order), ``range`` (no such day or time).
    """
    codes, distinct = pd.factorize(
        pd.Series([None if _missing(v) else v for v in values], dtype=object), use_na_sentinel=True
    )
    found = [parse_time(value, offset, order) for value in distinct]
    times = [found[c][0] if c >= 0 else None for c in codes.tolist()]
    reasons = np.array([found[c][1] if c >= 0 else "empty" for c in codes.tolist()], dtype=object)
    return times, reasons


def _missing(value: Any) -> bool:
    return value is None or value != value or (isinstance(value, str) and not value.strip())


def parse_time(
    value: Any, offset: datetime.timedelta, order: str = "ymd"
) -> Tuple[Optional[datetime.datetime], str]:
    """One time in UTC with whole seconds, or None and why (see :func:`parse_times`)."""
    if _missing(value):
        return None, "empty"
    if isinstance(value, datetime.datetime):
        return _aware(value, offset), ""
    if isinstance(value, datetime.date):
        return _aware(datetime.datetime(value.year, value.month, value.day), offset), ""
    if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
        value = repr(float(value)) if float(value) % 1 else str(int(value))
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if _NUMBER.fullmatch(text):
        return _serial(float(text), offset)
    if _MILLISECONDS.fullmatch(text):
        return datetime.datetime.fromtimestamp(int(text) // 1000, UTC), ""
    for pattern in (_FIRST_YEAR, _COMPACT):
        match = pattern.fullmatch(text)
        if match:
            return _built(match, int(match["month"]), int(match["day"]), offset)
    match = _LAST_YEAR.fullmatch(text)
    if match:
        one, two = int(match["one"]), int(match["two"])
        if order == "ymd":
            return None, "order"
        month, day = (one, two) if order == "mdy" else (two, one)
        return _built(match, month, day, offset)
    return None, "shape"


def _serial(days: float, offset: datetime.timedelta) -> Tuple[Optional[datetime.datetime], str]:
    if not _SERIALS[0] <= days <= _SERIALS[1]:
        return None, "range"
    local = _EPOCH + datetime.timedelta(seconds=round(days * 86400.0))
    return _aware(local, offset), ""


def _built(
    match: Any, month: int, day: int, offset: datetime.timedelta
) -> Tuple[Optional[datetime.datetime], str]:
    parts = match.groupdict()
    year = int(parts["year"])
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = parts.get("half") or (parts.get("after") or "").replace(".", "").lower()
    if half in _AFTERNOON and hour < 12 or half == "中午" and hour < 3:
        hour += 12
    elif half in _FORENOON and hour == 12:
        hour = 0
    more = datetime.timedelta(0)
    if hour == 24 and minute == second == 0:
        hour, more = 0, datetime.timedelta(days=1)
    if not _YEARS[0] <= year <= _YEARS[1]:
        return None, "range"
    try:
        local = datetime.datetime(year, month, day, hour, minute, second) + more
    except ValueError:
        return None, "range"
    zone = _zone(parts.get("zone") or "")
    return _aware(local, offset if zone is None else zone), ""


def _zone(text: str) -> Optional[datetime.timedelta]:
    if not text:
        return None
    if text[0] not in "+-":
        return datetime.timedelta(0)
    digits = text[1:].replace(":", "").ljust(4, "0")
    size = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if text[0] == "-" else size


def _aware(time: datetime.datetime, offset: datetime.timedelta) -> datetime.datetime:
    time = time.replace(microsecond=0)
    if time.tzinfo is not None:
        return time.astimezone(UTC)
    return (time - offset).replace(tzinfo=UTC)


def iso(time: Optional[datetime.datetime], offset: datetime.timedelta) -> Optional[str]:
    """An aware time as ISO 8601 with whole seconds and the zone ``offset`` (Z for UTC)."""
    if time is None:
        return None
    text = time.astimezone(datetime.timezone(offset)).isoformat(timespec="seconds")
    return text.replace("+00:00", "Z")
