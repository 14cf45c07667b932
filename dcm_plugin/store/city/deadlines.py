"""New deadlines of all running clocks of a city database, in one transaction.

Every case whose deadline changed gets a row in the append-only log (action ``refresh_deadlines``,
with the deadline before and after), and a new version: who acts on it at that time is told.
"""

from __future__ import annotations

import datetime
from typing import Any, Callable, Dict, List

import numpy as np
import pandas as pd

from ...core.cases import refresh as refreshing
from ...core.cases.calendar import WorkCalendar
from ...core.cases.clock import DISPOSE
from ...core.cases.refresh import Refreshed
from .bulk import rows_beside
from .database import CityDatabase
from .schema import listed, quoted, words

ACTION = "refresh_deadlines"
#: The role in the log: no person decided about the single case.
ROLE = "system"
_TIMES = ("started", "resumed", "deadline", "warn", "ended")
_KINDS = {
    "id": "id", "case_id": "id", "clock": "text", "deadline": "datetime", "warn": "datetime",
    "bundle": "datetime", "data": "text",
}  # fmt: skip


def calendar_of(city: CityDatabase) -> WorkCalendar:
    """The working calendar that the tables of a city hold."""
    return WorkCalendar.from_rows(
        city.rows("calendar_slot"), city.rows("calendar_day"), city.settings()
    )


def running_clocks(city: CityDatabase) -> pd.DataFrame:
    """All clocks that run; times as seconds since 1970."""
    columns = [
        city.epoch(quoted(name)) if name in _TIMES else quoted(name) for name in refreshing.COLUMNS
    ]
    rows = city._query(
        words(
            "SELECT", ", ".join(columns), "FROM", city._table("case_clock"),
            "WHERE ended IS NULL AND resumed IS NOT NULL ORDER BY id",
        )
    )  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(refreshing.COLUMNS))
    for name in _TIMES:
        frame[name] = frame[name].astype(float)
    return frame


def task_numbers(city: CityDatabase) -> Dict[int, str]:
    """Id → task number of all open cases."""
    rows = city._query(words("SELECT id, task_no FROM", city._table("cases"), "WHERE is_open"))
    return {int(key): str(number) for key, number in rows}


def refresh_deadlines(
    city: CityDatabase,
    calendar: WorkCalendar,
    actor: str,
    time: datetime.datetime,
    cancelled: Callable[[], bool] = lambda: False,
) -> Refreshed:
    """Compute and write the deadlines that differ; all or none. Answers what has changed."""
    with city.transaction():
        found = refreshing.refresh(calendar, running_clocks(city), cancelled)
        if len(found.changed):
            _write(city, calendar, found.changed, actor, time, cancelled)
    return found


def _write(
    city: CityDatabase,
    calendar: WorkCalendar,
    changed: pd.DataFrame,
    actor: str,
    time: datetime.datetime,
    cancelled: Callable[[], bool],
) -> None:
    clock, cases, log = (city._table(name) for name in ("case_clock", "cases", "case_log"))
    new, warn = _moments(changed["new_deadline"]), _moments(changed["new_warn"])
    columns = {
        "id": changed["id"].to_numpy(),
        "case_id": changed["case_id"].to_numpy(),
        "clock": changed["clock"].to_numpy(dtype=object),
        "deadline": new,
        "warn": warn,
        "bundle": _bundles(city, calendar, changed, time),
        "data": _data(_moments(changed["old_deadline"]), new),
    }
    stamp = city.time(time)
    with rows_beside(city, _KINDS, columns, cancelled) as beside:
        city._run(
            words(
                "UPDATE", clock, "SET deadline = n.deadline, warn = n.warn FROM", beside,
                "AS n WHERE n.id =", clock + ".id",
            )
        )  # fmt: skip
        # one clock after the other: no case twice in one statement
        for name in sorted(set(columns["clock"].tolist())):
            shown = [
                "version = version + 1, updated = ?,",
                "clock_deadline = CASE WHEN", cases + ".clock = n.clock THEN n.deadline",
                "ELSE clock_deadline END,",
                "clock_warn = CASE WHEN", cases + ".clock = n.clock THEN n.warn",
                "ELSE clock_warn END",
            ]  # fmt: skip
            if name == DISPOSE:
                shown.append(", dispose_deadline = n.deadline, bundle_deadline = n.bundle")
            city._run(
                words(
                    "UPDATE", cases, "SET", *shown, "FROM", beside, "AS n",
                    "WHERE n.case_id =", cases + ".id AND n.clock = ?",
                ),
                (stamp, name),
            )  # fmt: skip
            city._run(
                words(
                    "INSERT INTO", log,
                    "(" + listed(_LOGGED) + ")",
                    "SELECT c.id, (SELECT coalesce(max(seq), 0) + 1 FROM", log,
                    "AS s WHERE s.case_id = c.id), ?, c.state, c.state, c.stage, ?, ?, ?,",
                    "n.clock, n.data FROM", beside, "AS n JOIN", cases, "AS c ON c.id = n.case_id",
                    "WHERE n.clock = ? ORDER BY n.id",
                ),
                (ACTION, actor, ROLE, stamp, name),
            )  # fmt: skip


_LOGGED = (
    "case_id", "seq", "action", "from_state", "to_state", "stage", "actor", "role", "time", "clock",
    "data",
)  # fmt: skip


def _bundles(
    city: CityDatabase, calendar: WorkCalendar, changed: pd.DataFrame, time: Any
) -> np.ndarray:
    """Bundled deadline for each changed clock of disposal; one round is its own bundle."""
    disposal = (changed["clock"] == DISPOSE).to_numpy()
    found = np.where(disposal, changed["new_deadline"].to_numpy(float), np.nan)
    made = _moments(found)
    cases = changed["case_id"].to_numpy()
    places = dict(zip(cases[disposal].tolist(), np.flatnonzero(disposal).tolist()))
    if not places:
        return made
    rounds = [
        row
        for row in city.select(
            "case_clock",
            words(
                "WHERE clock = ? AND case_id IN (SELECT id FROM", city._table("cases"),
                "WHERE disposal_round > 1 AND is_open)",
            ),
            (DISPOSE,),
            refreshing.COLUMNS,
        )
        if row["case_id"] in places
    ]  # fmt: skip
    new = dict(zip(changed["id"].tolist(), changed["new_deadline"].tolist()))
    for case, deadline in refreshing.bundles(calendar, rounds, new, time).items():
        made[places[case]] = None if deadline is None else deadline.replace(tzinfo=None)
    return made


def _moments(seconds: Any) -> np.ndarray:
    """Seconds since 1970 (NaN for none) as ``datetime64[s]``."""
    values = np.asarray(seconds, dtype=float)
    made = np.full(len(values), np.datetime64("NaT"), dtype="datetime64[s]")
    real = np.isfinite(values)
    made[real] = np.floor(values[real] + 0.5).astype(np.int64).astype("datetime64[s]")
    return made


def _data(old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """What the log keeps of each change, as JSON."""
    texts: List[List[str]] = [
        [
            "null" if np.isnat(value) else f'"{text}+00:00"'
            for value, text in zip(moments, np.datetime_as_string(moments, unit="s"))
        ]
        for moments in (old, new)
    ]
    made = np.empty(len(old), dtype=object)
    made[:] = [
        f'{{"deadline_before": {before}, "deadline_after": {after}}}'
        for before, after in zip(*texts)
    ]
    return made
