"""Deadlines of running clocks anew, after the calendar has changed: many at once.

What a clock has used before it was resumed stays as it was counted then; only what is still to run
is counted by the calendar of today.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, NamedTuple, Tuple

import numpy as np
import pandas as pd

from ..errors import Cancelled
from . import clock as clocks
from .calendar import WorkCalendar, moment
from .model import Row

#: What is asked of running clocks; times as seconds since 1970.
COLUMNS = (
    "id", "case_id", "clock", "round", "limit_unit", "limit_value", "limit_base", "warn_share",
    "started", "resumed", "used_seconds", "deadline", "warn", "ended",
)  # fmt: skip


class Refreshed(NamedTuple):
    """What came of a refresh: clocks looked at, changed and why a person should look.

    ``changed``: columns id, case_id, clock, old and new deadline and warn (seconds since 1970).
    """

    clocks: int
    changed: pd.DataFrame
    uncovered_years: Tuple[int, ...]

    @property
    def later(self) -> int:
        return int((self.changed["new_deadline"] > self.changed["old_deadline"]).sum())

    @property
    def earlier(self) -> int:
        return int((self.changed["new_deadline"] < self.changed["old_deadline"]).sum())


def refresh(
    calendar: WorkCalendar, running: pd.DataFrame, cancelled: Callable[[], bool] = lambda: False
) -> Refreshed:
    """The deadlines that differ by this calendar.

    ``running``: :data:`COLUMNS` of clocks that run, times in seconds since 1970 (NaN for none).
    Clocks without a limit are passed over.
    """
    rows = running[running["limit_unit"].notna() & running["limit_value"].notna()]
    rows = rows.reset_index(drop=True)
    deadline = np.full(len(rows), np.nan)
    warn = np.full(len(rows), np.nan)
    for unit, group in rows.groupby("limit_unit"):
        if cancelled():
            raise Cancelled()
        places = group.index.to_numpy()
        length = group["limit_value"].to_numpy(dtype=float) * calendar.unit_seconds(str(unit))
        share = group["warn_share"].fillna(clocks.WARN_SHARE).to_numpy(dtype=float)
        used = group["used_seconds"].fillna(0.0).to_numpy(dtype=float)
        resumed = group["resumed"].to_numpy(dtype=float)
        deadline[places] = calendar.deadlines(resumed, length - used, str(unit))
        warn[places] = calendar.deadlines(resumed, length * share - used, str(unit))
    old, old_warn = rows["deadline"].to_numpy(float), rows["warn"].to_numpy(float)
    differs = (deadline != old) | (warn != old_warn)
    changed = pd.DataFrame(
        {
            "id": rows["id"], "case_id": rows["case_id"], "clock": rows["clock"],
            "old_deadline": old, "new_deadline": deadline, "old_warn": old_warn, "new_warn": warn,
        }
    )[differs]  # fmt: skip
    office = rows["limit_unit"].isin(("work_hour", "work_day")).to_numpy()
    return Refreshed(
        len(running), changed.reset_index(drop=True), calendar.uncovered_years_of(deadline[office])
    )


def bundles(
    calendar: WorkCalendar, rounds: List[Row], new: Dict[int, float], now: Any
) -> Dict[int, Any]:
    """case_id → bundled deadline, of all disposal clocks of the cases.

    ``new``: id of a clock → its new deadline, which the rows do not hold yet.
    """
    by_case: Dict[int, List[Row]] = {}
    for row in rounds:
        if row["id"] in new:
            row = {**row, "deadline": moment(new[row["id"]])}
        by_case.setdefault(int(row["case_id"]), []).append(row)
    return {case: clocks.bundle(calendar, rows, now).deadline for case, rows in by_case.items()}
