"""Clocks of a case (计时): start, pause, resume, extend, end, and the light.

A clock is a row of ``case_clock``. While it runs, ``resumed`` says since when, and ``deadline`` and
``warn`` when it turns red and yellow; while it stands (verification under way, case hung) these
three are empty and ``used_seconds`` holds what it has used. Seconds are those that count in the
unit of the limit. Nothing here writes: functions give new rows, or the columns that change.

Waiting for the decision on a request stops no clock.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Union

from .calendar import Limit, WorkCalendar
from .model import Row

DISPOSE = "dispose"
WARN_SHARE = 0.8
#: What a clock without a limit counts in: every second.
_NO_LIMIT = "urgent_hour"


@dataclass(frozen=True)
class ClockState:
    """A clock at one time; seconds that count in its unit.

    ``light``: green, yellow, red, or none for a clock without a limit or one that stands in time.
    ``multiple``: used / limit (超时倍数), None without a limit.
    """

    used: float
    limit: Optional[float]
    remaining: Optional[float]
    light: str
    multiple: Optional[float]
    deadline: Optional[datetime.datetime] = None
    warn: Optional[datetime.datetime] = None

    @property
    def overdue(self) -> bool:
        return self.light == "red"


def start(
    calendar: WorkCalendar,
    clock: str,
    limit: Optional[Limit],
    now: datetime.datetime,
    *,
    round: int = 1,  # noqa: A002 - the name of the column
    unit_code: Optional[str] = None,
    warn_share: float = WARN_SHARE,
) -> Row:
    """A new clock that runs from ``now``; without ``case_id`` and ``id``, which the store adds."""
    row: Row = {
        "clock": clock,
        "round": round,
        "unit_code": unit_code,
        "limit_unit": limit.unit if limit else None,
        "limit_value": limit.value if limit else None,
        "limit_base": limit.value if limit else None,
        "warn_share": warn_share,
        "started": now,
        "resumed": now,
        "used_seconds": 0.0,
        "ended": None,
        "overdue": None,
    }
    return {**row, **_times(calendar, row)}


def is_open(row: Mapping[str, Any]) -> bool:
    """The clock has not ended."""
    return row.get("ended") is None


def is_running(row: Mapping[str, Any]) -> bool:
    """The clock has not ended and does not stand."""
    return is_open(row) and row.get("resumed") is not None


def voided(row: Mapping[str, Any]) -> Row:
    """The columns of a clock whose start was undone: it ends where it started, counts nothing."""
    return {
        "ended": row["started"],
        "resumed": None,
        "used_seconds": 0.0,
        "limit_value": 0.0,
        "limit_base": 0.0,
        "deadline": None,
        "warn": None,
        "overdue": False,
    }


def is_void(row: Mapping[str, Any]) -> bool:
    """The clock never ran, see :func:`voided`. Nothing that counts or shows clocks counts it."""
    ended = row.get("ended")
    return ended is not None and ended == row["started"] and not row.get("limit_base")


def disposals(rows: Iterable[Mapping[str, Any]]) -> List[Mapping[str, Any]]:
    """The rounds of disposal of a case in their order, without those that never ran."""
    return sorted(
        (row for row in rows if row["clock"] == DISPOSE and not is_void(row)),
        key=lambda row: (int(row.get("round") or 0), row["started"]),
    )


def pause(calendar: WorkCalendar, row: Mapping[str, Any], now: datetime.datetime) -> Row:
    """The columns that change when a clock stops for a while; none when it stands already."""
    if not is_running(row):
        return {}
    return {
        "used_seconds": used(calendar, row, now),
        "resumed": None,
        "deadline": None,
        "warn": None,
    }


def resume(calendar: WorkCalendar, row: Mapping[str, Any], now: datetime.datetime) -> Row:
    """The columns that change when a clock goes on; its deadline has moved by the time it stood."""
    if not is_open(row) or is_running(row):
        return {}
    running = {**row, "resumed": now}
    return {"resumed": now, **_times(calendar, running)}


def end(calendar: WorkCalendar, row: Mapping[str, Any], now: datetime.datetime) -> Row:
    """The columns that change when a clock ends; the deadline that held stays for the record."""
    if not is_open(row):
        return {}
    return {
        "used_seconds": used(calendar, row, now),
        "resumed": None,
        "ended": now,
        "overdue": state(calendar, row, now).overdue,
    }


def extend(
    calendar: WorkCalendar,
    row: Mapping[str, Any],
    by: Union[Limit, float],
    now: datetime.datetime,
) -> Row:
    """The columns that change when time is added (延期), from the present deadline on.

    ``by``: a number of units of the clock, or a limit. A limit of another unit is added behind the
    deadline in its own unit, and kept as what that is in the unit of the clock. A clock without a
    limit has nothing to extend.
    """
    limit = limit_of(row)
    if limit is None or not is_open(row):
        return {}
    if isinstance(by, Limit):
        by = _in_unit(calendar, row, limit.unit, by, now)
    changed: Row = {"limit_value": limit.value + by}
    if is_running(row):
        changed.update(_times(calendar, {**row, **changed}))
    return changed


def limit_of(row: Mapping[str, Any]) -> Optional[Limit]:
    """The limit of a clock with its extensions; None when it has none."""
    if not row.get("limit_unit") or row.get("limit_value") is None:
        return None
    return Limit(str(row["limit_unit"]), float(row["limit_value"]))


def used(calendar: WorkCalendar, row: Mapping[str, Any], now: datetime.datetime) -> float:
    """Counted seconds that a clock has used at ``now``."""
    before = float(row.get("used_seconds") or 0.0)
    if not is_running(row):
        return before
    unit = str(row.get("limit_unit") or _NO_LIMIT)
    return before + max(0.0, calendar.counted(row["resumed"], now, unit))


def state(calendar: WorkCalendar, row: Mapping[str, Any], now: datetime.datetime) -> ClockState:
    """A clock at ``now``.

    A running clock is judged by its deadline: work handed back on Saturday is late when the limit
    was used up on Friday, though nothing counted since. A clock that has ended is judged by when
    it ended, one that stands by what it has used.
    """
    limit = limit_of(row)
    spent = used(calendar, row, now)
    if limit is None:
        return ClockState(spent, None, None, "none", None)
    length = calendar.seconds(limit)
    deadline, warn = row.get("deadline"), row.get("warn")
    if not is_open(row):
        late = row.get("overdue")
        light = "red" if (late if late is not None else spent > length) else "green"
    elif deadline is None:
        light = "red" if spent > length else "none"
    else:
        light = _light(deadline, warn, now)
    return _clock_state(spent, length, light, deadline, warn)


def bundle(
    calendar: WorkCalendar, rows: Iterable[Mapping[str, Any]], now: datetime.datetime
) -> ClockState:
    """All rounds of disposal as one (总时限): rework gives no new time.

    The limit is that of the first round with the extensions of all rounds; used is what all rounds
    used. A round in another unit counts by its share of its own limit.
    """
    rounds = disposals(rows)
    first = next((limit for limit in map(_base_of, rounds) if limit is not None), None)
    if first is None:
        return ClockState(sum(used(calendar, row, now) for row in rounds), None, None, "none", None)
    base = calendar.seconds(first)
    length, spent, stood = base, 0.0, 0.0
    running: Optional[Mapping[str, Any]] = None
    for row in rounds:
        own_base, own = _base_of(row), limit_of(row)
        if own_base is None or own is None:
            continue
        whole = calendar.seconds(own_base)
        # seconds of this round in those of the first one
        share = 1.0 if own.unit == first.unit or not whole else base / whole
        length += (calendar.seconds(own) - whole) * share
        spent += used(calendar, row, now) * share
        if is_running(row):
            running, stood = row, spent - used(calendar, row, now) * share
            stood += float(row.get("used_seconds") or 0.0) * share
    if running is None:
        last = rounds[-1]
        light = "red" if spent > length else ("none" if is_open(last) else "green")
        return _clock_state(spent, length, light, None, None)
    own = limit_of(running)
    own_base = _base_of(running)
    unit = own.unit if own else first.unit
    whole = calendar.seconds(own_base) if own_base else base
    share = 1.0 if unit == first.unit or not whole else base / whole
    warn_share = float(running.get("warn_share") or WARN_SHARE)
    deadline = calendar.after(running["resumed"], unit, (length - stood) / share)
    warn = calendar.after(running["resumed"], unit, (length * warn_share - stood) / share)
    return _clock_state(spent, length, _light(deadline, warn, now), deadline, warn)


def shown(rows: Sequence[Mapping[str, Any]]) -> Optional[Mapping[str, Any]]:
    """The clock that a case shows: the running one that began last, or one that stands."""
    open_rows = [row for row in rows if is_open(row)]
    running = [row for row in open_rows if is_running(row)]
    chosen = running or open_rows
    return max(chosen, key=lambda row: row["started"]) if chosen else None


def case_columns(
    rows: Sequence[Mapping[str, Any]],
    calendar: Optional[WorkCalendar] = None,
    now: Optional[datetime.datetime] = None,
) -> Row:
    """The columns of ``cases`` that follow from its clocks.

    ``bundle_*`` are only among them when calendar and time are given.
    """
    current = shown(rows)
    columns: Row = {
        "clock": current["clock"] if current else None,
        "clock_start": current["started"] if current else None,
        "clock_warn": current.get("warn") if current else None,
        "clock_deadline": current.get("deadline") if current else None,
    }
    rounds = disposals(rows)
    last = rounds[-1] if rounds else None
    columns["dispose_start"] = last["started"] if last else None
    columns["dispose_deadline"] = last.get("deadline") if last else None
    if calendar is not None and now is not None:
        whole = bundle(calendar, rounds, now) if rounds else None
        columns["bundle_deadline"] = whole.deadline if whole else None
        columns["bundle_used"] = whole.used if whole else None
    return columns


def _base_of(row: Mapping[str, Any]) -> Optional[Limit]:
    limit = limit_of(row)
    base = row.get("limit_base")
    return limit if limit is None or base is None else Limit(limit.unit, float(base))


def _times(calendar: WorkCalendar, row: Mapping[str, Any]) -> Dict[str, Any]:
    """Deadline and time of the yellow light of a running clock."""
    limit = limit_of(row)
    if limit is None:
        return {"deadline": None, "warn": None}
    length = calendar.seconds(limit)
    before = float(row.get("used_seconds") or 0.0)
    share = row.get("warn_share")
    warn = length * (WARN_SHARE if share is None else float(share))
    return {
        "deadline": calendar.after(row["resumed"], limit.unit, length - before),
        "warn": calendar.after(row["resumed"], limit.unit, warn - before),
    }


def _in_unit(
    calendar: WorkCalendar,
    row: Mapping[str, Any],
    unit: str,
    by: Limit,
    now: datetime.datetime,
) -> float:
    """How many units of a clock another limit is, counted from its deadline (or from now)."""
    if by.unit == unit:
        return by.value
    begin = row.get("deadline") or now
    seconds = calendar.counted(begin, calendar.deadline(begin, by), unit)
    return seconds / calendar.unit_seconds(unit)


def _light(
    deadline: datetime.datetime, warn: Optional[datetime.datetime], now: datetime.datetime
) -> str:
    """The bounds are those by which a store filters: red after the deadline, yellow from warn."""
    if now > deadline:
        return "red"
    return "yellow" if warn is not None and now >= warn else "green"


def _clock_state(
    spent: float,
    length: float,
    light: str,
    deadline: Optional[datetime.datetime],
    warn: Optional[datetime.datetime],
) -> ClockState:
    multiple = spent / length if length > 0 else None
    return ClockState(spent, length, length - spent, light, multiple, deadline, warn)
