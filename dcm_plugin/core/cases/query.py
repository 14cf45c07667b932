"""What a dispatcher asks for: filters of the case list, its order, and counts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Optional, Tuple

#: Columns that a list row holds, beside ``geom``; everything else is read with the case file.
LIST_COLUMNS = (
    "id",
    "version",
    "task_no",
    "case_code",
    "case_kind",
    "class_code",
    "catalogue_id",
    "source_code",
    "address",
    "description",
    "state",
    "is_open",
    "is_urgent",
    "is_supervised",
    "pending_request",
    "hung_until",
    "department",
    "street_code",
    "cell_code",
    "duty_grid_code",
    "clock",
    "clock_start",
    "clock_warn",
    "clock_deadline",
    "bundle_deadline",
    "report_time",
    "updated",
)
#: Columns by which cases may be counted and grouped.
GROUPS = (
    "state",
    "department",
    "class_code",
    "case_kind",
    "source_code",
    "street_code",
    "community_code",
    "duty_grid_code",
    "light",
)
LIGHTS = ("green", "yellow", "red", "none")
SORTS = ("urgency", "report_time", "updated", "task_no", "state", "clock_deadline")


@dataclass(frozen=True)
class CaseFilter:
    """Conditions that all hold together; an empty tuple or None asks for nothing.

    Codes of areas and classes are prefixes (``class_code`` "01" is the whole big class).
    ``missing``: columns of ``GROUPS`` that must be empty. ``extent``: (xmin, ymin, xmax, ymax) in
    the CRS of the city database. ``text`` is looked for in
    task number, case code, address and description. ``lights`` are judged at ``now``. ``roles``
    (with ``unit``): who must act next; cases with a waiting request of the kinds ``requests`` are
    found beside these, whoever else must act.
    """

    states: Tuple[str, ...] = ()
    only_open: Optional[bool] = None
    lights: Tuple[str, ...] = ()
    case_kind: str = ""
    class_code: str = ""
    department: Tuple[str, ...] = ()
    source_code: Tuple[str, ...] = ()
    street_code: str = ""
    community_code: str = ""
    duty_grid_code: Tuple[str, ...] = ()
    reported_from: Optional[datetime.datetime] = None
    reported_to: Optional[datetime.datetime] = None
    extent: Optional[Tuple[float, float, float, float]] = None
    text: str = ""
    roles: Tuple[str, ...] = ()
    unit: str = ""
    requests: Tuple[str, ...] = ()
    ids: Tuple[int, ...] = ()
    missing: Tuple[str, ...] = ()
    now: Optional[datetime.datetime] = None


@dataclass(frozen=True)
class Page:
    """Which part of the list: ``limit`` rows after ``offset``, in the order ``sort``.

    Urgency: urged and urgent cases first, then by deadline (none last), then by time of report.
    """

    sort: str = "urgency"
    descending: bool = False
    offset: int = 0
    limit: int = 200
