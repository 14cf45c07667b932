"""Values of rows: from Python to what a column keeps, and back."""

from __future__ import annotations

import datetime
from typing import Any, Optional

_UTC = datetime.timezone.utc


def time_text(value: datetime.datetime) -> str:
    """A time as the GeoPackage keeps it: UTC, whole seconds."""
    return aware(value).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def aware(value: datetime.datetime) -> datetime.datetime:
    """In UTC; a time without a zone is taken as UTC."""
    if value.tzinfo is None:
        return value.replace(tzinfo=_UTC)
    return value.astimezone(_UTC)


def to_time(value: Any) -> Optional[datetime.datetime]:
    """A time from what a database gives: text with or without a zone, or a datetime."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return aware(value).replace(microsecond=0)
    text = str(value).strip()
    if text.endswith(("Z", "z")):
        text = text[:-1]
    if len(text) >= 19 and text[10] in "T " and (len(text) == 19 or text[19] == "."):
        return datetime.datetime.fromisoformat(text[:19]).replace(tzinfo=_UTC)
    return aware(datetime.datetime.fromisoformat(text)).replace(microsecond=0)


def to_date(value: Any) -> Optional[datetime.date]:
    """A day from what a database gives."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    return datetime.date.fromisoformat(str(value)[:10])


def from_store(value: Any, kind: str) -> Any:
    """What a row of the domain holds, from what the database gave."""
    if value is None:
        return None
    if kind == "datetime":
        return to_time(value)
    if kind == "date":
        return to_date(value)
    if kind == "boolean":
        return bool(value)
    if kind == "real":
        return float(value)
    return value


def typed(value: Any, kind: str) -> Any:
    """A value of a row in the type of its column; texts of tables (CSV) are read as such."""
    if value is None or (value == "" and kind != "text"):
        return None
    if kind == "datetime":
        return to_time(value)
    if kind == "date":
        return to_date(value)
    if kind == "boolean":
        if isinstance(value, str):
            return value.strip().lower() in ("1", "true", "yes", "t")
        return bool(value)
    if kind in ("integer", "id"):
        return int(value)
    if kind == "real":
        return float(value)
    return str(value)
