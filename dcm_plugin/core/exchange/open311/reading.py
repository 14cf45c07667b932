"""What real endpoints write instead of what the specification says, put right and told."""

from __future__ import annotations

import datetime
import math
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ..times import parse_time
from .model import CLOSED, OPEN, ServiceRequest, known_status


def read_request(
    row: Mapping[str, Any], fields: Mapping[str, str], offset: datetime.timedelta, order: str
) -> ServiceRequest:
    """One request from the values of a row; ``fields``: name in the file → field of the request."""
    problems: List[str] = []
    values: Dict[str, Any] = {}
    for name, field in fields.items():
        given = row.get(name)
        if field in ("requested", "updated", "closed", "expected"):
            values[field], reason = parse_time(given, offset, order)
            if reason not in ("", "empty"):
                problems.append("case_exchange.problem.time_" + reason)
        elif field in ("lat", "long"):
            values[field] = _number(given)
        else:
            values[field] = text_of(given)
    values["lat"], values["long"] = _place(values.get("lat"), values.get("long"), problems)
    values["status"], values["bulk_status"] = _status(values, problems)
    return ServiceRequest(**values, problems=tuple(dict.fromkeys(problems)))


def text_of(value: Any) -> Optional[str]:
    """A text without blanks around it; numbers as they would be written, None when empty."""
    if value is None or isinstance(value, (dict, list)):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def _number(value: Any) -> Optional[float]:
    if value is None or isinstance(value, bool) or not str(value).strip():
        return None
    try:
        number = float(str(value).strip().replace("，", ",").rstrip(","))
    except ValueError:
        return math.nan
    return number


def _place(
    lat: Optional[float], long: Optional[float], problems: List[str]
) -> Tuple[Optional[float], Optional[float]]:
    if lat is None and long is None:
        return None, None
    if lat is None or long is None or not (math.isfinite(lat) and math.isfinite(long)):
        problems.append("case_exchange.problem.coordinates")
        return None, None
    if lat == 0 and long == 0:  # what many systems write for "none"
        return None, None
    if not (-90 <= lat <= 90 and -180 <= long <= 180):
        problems.append("case_exchange.problem.coordinates")
        return None, None
    return lat, long


def _status(values: Dict[str, Any], problems: List[str]) -> Tuple[str, Optional[str]]:
    """The status from either column; what closes a request is believed when no word is known."""
    written = values.get("status")
    bulk = values.get("bulk_status")
    for word in (bulk, written):
        known = known_status(word)
        if known is not None:
            return known[0], known[1] if word == bulk else None
    if written or bulk:
        problems.append("case_exchange.problem.status")
    return (CLOSED if values.get("closed") else OPEN), None
