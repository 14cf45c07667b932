"""Service requests and services, whatever file they stand in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Dict, Optional, Tuple

from ..tables import rows

OPEN, CLOSED = "open", "closed"
#: Longest description of a request, characters.
DESCRIPTION_LENGTH = 4000
#: Problem of an item in a list of requests that is no request at all.
NO_OBJECT = "case_exchange.problem.no_object"


@dataclass(frozen=True)
class ServiceRequest:
    """One request. Texts are not empty, times aware and in whole seconds, lat/long WGS 84 degrees.

    ``status`` is 'open' or 'closed'; ``bulk_status`` Open, Processing, Hold or Closed.
    ``problems``: what had to be put right when it was read, as ids of messages.
    """

    id: Optional[str] = None
    status: str = OPEN
    bulk_status: Optional[str] = None
    status_notes: Optional[str] = None
    service_code: Optional[str] = None
    service_name: Optional[str] = None
    service_subtype: Optional[str] = None
    description: Optional[str] = None
    agency: Optional[str] = None
    service_notice: Optional[str] = None
    requested: Optional[datetime.datetime] = None
    updated: Optional[datetime.datetime] = None
    closed: Optional[datetime.datetime] = None
    expected: Optional[datetime.datetime] = None
    address: Optional[str] = None
    address_id: Optional[str] = None
    zipcode: Optional[str] = None
    lat: Optional[float] = None
    long: Optional[float] = None
    media_url: Optional[str] = None
    source: Optional[str] = None
    problems: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Service:
    """One kind of request that a city takes."""

    code: str
    name: str
    group: Optional[str] = None
    description: Optional[str] = None
    keywords: Optional[str] = None
    type: str = "realtime"
    metadata: bool = False


def known_status(written: Optional[str]) -> Optional[Tuple[str, str]]:
    """(status, bulk status) of a word that some system writes; None for an unknown one."""
    return _statuses().get(" ".join((written or "").replace("_", " ").casefold().split()))


def _statuses() -> Dict[str, Tuple[str, str]]:
    return {row["written"]: (row["status"], row["bulk"]) for row in rows("open311/statuses.csv")}
