"""New deadlines of all running clocks of a city database, in one transaction.

Every case whose deadline changed gets a row in the append-only log (action ``refresh_deadlines``,
with the deadline before and after), and a new version: who acts on it at that time is told.
"""

from __future__ import annotations

import datetime
import json
from typing import Any, Callable, Iterator, List, Tuple

import numpy as np
import pandas as pd

from ...core.cases import refresh as refreshing
from ...core.cases.calendar import WorkCalendar, moment
from ...core.cases.clock import DISPOSE
from ...core.cases.refresh import Refreshed
from .database import CityDatabase
from .schema import words

ACTION = "refresh_deadlines"
#: The role in the log: no person decided about the single case.
ROLE = "system"
_TIMES = ("started", "resumed", "deadline", "warn", "ended")


def calendar_of(city: CityDatabase) -> WorkCalendar:
    """The working calendar that the tables of a city hold."""
    return WorkCalendar.from_rows(
        city.rows("calendar_slot"), city.rows("calendar_day"), city.settings()
    )


def running_clocks(city: CityDatabase) -> pd.DataFrame:
    """All clocks that run; times as seconds since 1970."""
    rows = city.select(
        "case_clock",
        "WHERE ended IS NULL AND resumed IS NOT NULL ORDER BY id",
        (),
        refreshing.COLUMNS,
    )
    frame = pd.DataFrame(rows, columns=list(refreshing.COLUMNS))
    for name in _TIMES:
        frame[name] = [np.nan if time is None else time.timestamp() for time in frame[name]]
    return frame


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
            _write(city, calendar, found.changed, actor, time)
    return found


def _write(
    city: CityDatabase, calendar: WorkCalendar, changed: pd.DataFrame, actor: str, time: Any
) -> None:
    clock, cases, log = (city._table(name) for name in ("case_clock", "cases", "case_log"))
    rows: List[Tuple[int, int, str, Any, Any, Any]] = [
        (int(a), int(b), str(c), float(old), moment(new), moment(warn))
        for a, b, c, old, new, warn in changed[
            ["id", "case_id", "clock", "old_deadline", "new_deadline", "new_warn"]
        ].itertuples(index=False)
    ]
    city._many(
        words("UPDATE", clock, "SET deadline = ?, warn = ? WHERE id = ?"),
        ((city.time(new), city.time(warn), key) for key, _, _, _, new, warn in rows),
    )
    # one statement for a case: its version grows once, and with it all that it shows
    stamp = city.time(time)
    shown = (
        "version = version + 1, updated = ?,",
        "clock_deadline = CASE WHEN clock = ? THEN ? ELSE clock_deadline END,",
        "clock_warn = CASE WHEN clock = ? THEN ? ELSE clock_warn END",
    )
    city._many(
        words("UPDATE", cases, "SET", *shown, "WHERE id = ?"),
        (
            (stamp, name, city.time(new), name, city.time(warn), case)
            for _, case, name, _, new, warn in rows
            if name != DISPOSE
        ),
    )
    whole = dict(_bundles(city, calendar, changed, time))
    city._many(
        words(
            "UPDATE", cases, "SET", *shown, ", dispose_deadline = ?, bundle_deadline = ?",
            "WHERE id = ?",
        ),
        (
            (stamp, name, city.time(new), name, city.time(warn), city.time(new),
             None if whole[case] is None else city.time(whole[case]), case)
            for _, case, name, _, new, warn in rows
            if name == DISPOSE
        ),
    )  # fmt: skip
    city._many(
        words(
            "INSERT INTO", log,
            "(case_id, seq, action, from_state, to_state, stage, actor, role, time, clock, data)",
            "SELECT id, (SELECT coalesce(max(seq), 0) + 1 FROM", log, "WHERE case_id = c.id),",
            "?, state, state, stage, ?, ?, ?, ?, ? FROM", cases, "AS c WHERE id = ?",
        ),
        (
            (ACTION, actor, ROLE, stamp, name, _data(old, new), case)
            for _, case, name, old, new, _ in rows
        ),
    )  # fmt: skip


def _bundles(
    city: CityDatabase, calendar: WorkCalendar, changed: pd.DataFrame, time: Any
) -> Iterator[Tuple[int, Any]]:
    """Bundled deadlines of the cases whose disposal changed; one round is its own bundle."""
    disposal = changed[changed["clock"] == DISPOSE]
    if not len(disposal):
        return
    cases = set(disposal["case_id"].tolist())
    rounds = [
        row
        for row in city.select(
            "case_clock",
            words(
                "WHERE clock = ? AND case_id IN (SELECT id FROM", city._table("cases"),
                "WHERE disposal_round > 1)",
            ),
            (DISPOSE,),
            refreshing.COLUMNS,
        )
        if row["case_id"] in cases
    ]  # fmt: skip
    new = dict(zip(disposal["id"].tolist(), disposal["new_deadline"].tolist()))
    several = refreshing.bundles(calendar, rounds, new, time)
    for case, deadline in zip(disposal["case_id"].tolist(), disposal["new_deadline"].tolist()):
        yield case, several.get(case, moment(deadline))


def _data(old: float, new: datetime.datetime) -> str:
    before = None if np.isnan(old) else moment(old).isoformat()
    return json.dumps({"deadline_before": before, "deadline_after": new.isoformat()})
