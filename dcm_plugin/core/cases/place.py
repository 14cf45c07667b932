"""What the place of a case tells: its codes, and whether it was reported already."""

from __future__ import annotations

import datetime
from typing import Any, Dict, List, Mapping, Optional

from .model import Row
from .rules import Settings
from .store import CaseStore

#: What a place says about a case.
COLUMNS = (
    "cell_code",
    "community_code",
    "street_code",
    "district_code",
    "duty_grid_code",
    "mgmt_class",
)


def fill_place(store: CaseStore, row: Mapping[str, Any]) -> Dict[str, Any]:
    """The row with grid, community, street, district, duty grid and management class of its point.

    The point stands under ``point`` or ``geom``; what the row has already is kept.
    """
    filled = dict(row)
    point = row.get("point") if row.get("point") is not None else row.get("geom")
    if point is None:
        return filled
    for column, value in store.place(float(point[0]), float(point[1])).items():
        if column in COLUMNS and not filled.get(column) and value is not None:
            filled[column] = value
    return filled


def duplicates(
    store: CaseStore,
    row: Mapping[str, Any],
    settings: Settings,
    now: Optional[datetime.datetime] = None,
) -> List[Row]:
    """Cases that may be the same one: same class, near, reported shortly before; nearest first.

    Distance and hours are settings (``duplicate_distance`` 50 m, ``duplicate_hours`` 24 h).
    """
    point = row.get("point") if row.get("point") is not None else row.get("geom")
    class_code = str(row.get("class_code") or "")
    reported = row.get("report_time") or now
    if point is None or not class_code or reported is None:
        return []
    since = reported - datetime.timedelta(hours=settings.number("duplicate_hours"))
    distance = settings.number("duplicate_distance")
    found = store.near(float(point[0]), float(point[1]), distance, class_code, since)
    return [item for item in found if item.get("id") != row.get("id")]
