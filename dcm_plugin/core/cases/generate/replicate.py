"""Many cases from few that were played: the same course in another week, at another place.

Office hours repeat from week to week. A case that was played to its end is therefore right, to the
second, in every other week with the same office hours and without holidays as far as its times
reach: all times move by whole weeks, and place, words, numbers and the supervisor of the place are
those of the new case. Near holidays the same holds for another case of the same day. What fits no
pattern is played by the engine.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Tuple

import numpy as np

from .. import needs
from ..calendar import OFFICE_UNITS, WorkCalendar
from ..model import CHILD_TABLES
from ..record import from_json, jsonable, to_json
from .city import PLACE, Reports
from .columns import Columns, objects

_DAY = 86400
_WEEK = 7
#: Days before a holiday on which most cases still run into it.
_NEAR = 4
_EPOCH = datetime.date(1970, 1, 1)
#: Columns of a case that come from the new report; the rest from the pattern.
OWN = (
    "case_kind", "class_code", "object_code", "address", "description", "road_name", "geom", *PLACE,
)  # fmt: skip
#: Times of a case that its code may follow from.
CASE_TIMES = ("file_time", "close_time")
#: When limits end: they lie beyond the last step of most cases.
_LIMITS = ("deadline", "warn", "dispose_deadline", "bundle_deadline")
_PATROLS = ("reporter_id", "report_patrol", "verify_patrol", "check_patrol", "current_operator")


@dataclass(frozen=True)
class Patterns:
    """Cases that were played to their end, ordered tables.

    ``number`` in the load, ``key``, first and last local day, last moment (seconds), supervisor;
    ``closed`` at all, ``usable`` in other weeks.
    """

    tables: Mapping[str, Columns]
    number: np.ndarray
    key: np.ndarray
    first_day: np.ndarray
    last_day: np.ndarray
    last: np.ndarray
    patrol: np.ndarray
    closed: np.ndarray
    usable: np.ndarray


def office_kinds(calendar: WorkCalendar, first: int, last: int) -> np.ndarray:
    """What kind of office day each day is (days since 1970): -1 for holidays and make-up days,
    else a number that is the same while the office hours are the same."""
    days = np.arange(first, last + 1)
    kinds = np.zeros(len(days), dtype=int)
    for slot in calendar.slots:
        for end, step in ((slot.valid_from, 0), (slot.valid_to, 1)):
            if end is not None:
                kinds += days >= (end - _EPOCH).days + step
    for day in calendar.days:
        place = (day - _EPOCH).days - first
        if 0 <= place < len(kinds):
            kinds[place] = -1
    return kinds


def same_until(kinds: np.ndarray) -> np.ndarray:
    """For each place the first later one that is of another kind."""
    changes = np.flatnonzero(np.diff(kinds)) + 1
    ends = np.append(changes, len(kinds))
    return np.asarray(ends[np.searchsorted(changes, np.arange(len(kinds)), side="right")])


def case_keys(reports: Reports, which: np.ndarray) -> np.ndarray:
    """What a pattern and a case must have in common: class, report class, weekday, zone."""
    load, columns = reports.load, reports.columns
    shift = int(reports.city.rules.calendar.utc_offset.total_seconds())
    weekday = (load.time[which] + shift) // _DAY % 7
    parts = [
        load.kind, load.class_code, load.report_class,
        columns["mgmt_class"], columns["district_code"], _areas(reports),
    ]  # fmt: skip
    texts = objects([f"{day}" for day in weekday.tolist()])
    for part in parts:
        texts = texts + "|" + objects([str(value) for value in part[which].tolist()])
    return texts


def _areas(reports: Reports) -> np.ndarray:
    """The street, where departments or centres depend on areas smaller than districts."""
    rules = reports.city.rules
    codes = [str(row.get("area_code") or "") for row in rules.dispatch_rules]
    codes += [unit.jurisdiction for unit in rules.units.values() if unit.kind.startswith("center_")]
    fine = any(len(code) > 6 for code in codes)
    name = "community_code" if fine else "district_code"
    return reports.columns[name]


def patterns_of(tables: Mapping[str, Columns], reports: Reports, which: np.ndarray) -> Patterns:
    """``tables``: ordered, of the cases ``which`` of the load, played without an end."""
    calendar = reports.city.rules.calendar
    shift = int(calendar.utc_offset.total_seconds())
    cases = tables["cases"]
    number = len(which)
    last = np.zeros(number, dtype=np.int64)
    simple = _simple(tables)
    for table, columns in tables.items():
        key = "id" if table == "cases" else "case_id"
        place = np.searchsorted(cases["id"].astype(np.int64), columns[key].astype(np.int64))
        for name, values in columns.items():
            if values.dtype.kind == "M":
                if name in _LIMITS:
                    # counted anew for the simple ones, so that their office days may differ
                    values = np.where(simple[place], np.datetime64("NaT"), values)
                real = ~np.isnat(values)
                seconds = values[real].astype("datetime64[s]").astype(np.int64)
                np.maximum.at(last, place[real], seconds)
    first_day = (reports.load.time[which] + shift) // _DAY
    last_day = (last + shift) // _DAY
    low, high = int(first_day.min()), int(last_day.max())
    kinds = office_kinds(calendar, low, high + 1)
    ends = same_until(kinds)
    even = (kinds[first_day - low] >= 0) & (ends[first_day - low] > last_day - low)
    closed = ~cases["is_open"].astype(bool)
    return Patterns(
        tables, which, case_keys(reports, which), first_day, last_day, last,
        _patrols(tables), closed, even & closed,
    )  # fmt: skip


def _simple(tables: Mapping[str, Columns]) -> np.ndarray:
    """Cases of one round of disposal without requests: their deadlines follow from their start."""
    cases, requests = tables["cases"], tables["case_request"]
    ids = cases["id"].astype(np.int64)
    asked = np.isin(ids, requests["case_id"].astype(np.int64))
    return np.asarray(~asked & (cases["disposal_round"].astype(int) <= 1))


def _count_limits(made: Mapping[str, Columns], simple: np.ndarray, calendar: WorkCalendar) -> None:
    """Deadlines of the disposal clocks of simple cases by the calendar of their own days."""
    cases, clocks = made["cases"], made["case_clock"]
    ids = cases["id"].astype(np.int64)
    place = np.searchsorted(ids, clocks["case_id"].astype(np.int64))
    mine = (clocks["clock"] == "dispose") & simple[place]
    for unit in OFFICE_UNITS:
        rows = np.flatnonzero(mine & (clocks["limit_unit"] == unit))
        if not len(rows):
            continue
        starts = clocks["started"][rows].astype(np.int64)
        length = clocks["limit_value"][rows].astype(float) * calendar.unit_seconds(unit)
        share = clocks["warn_share"][rows].astype(float)
        for name, seconds in (("deadline", length), ("warn", length * share)):
            found = calendar.deadlines(starts, seconds, unit).astype(np.int64)
            clocks[name][rows] = found.astype("datetime64[s]")
        of = place[rows]
        cases["dispose_deadline"][of] = clocks["deadline"][rows]
        bundled = ~np.isnat(cases["bundle_deadline"][of])
        cases["bundle_deadline"][of[bundled]] = clocks["deadline"][rows[bundled]]


def _patrols(tables: Mapping[str, Columns]) -> np.ndarray:
    """The supervisor of each case: who reported it, or got its tasks."""
    cases, tasks = tables["cases"], tables["case_task"]
    found = cases["report_patrol"].copy()
    place = np.searchsorted(cases["id"].astype(np.int64), tasks["case_id"].astype(np.int64))
    found[place] = tasks["patrol"]
    return found


def broken_days(reports: Reports) -> np.ndarray:
    """Cases whose weeks hardly repeat: a holiday or other office hours within some days."""
    calendar = reports.city.rules.calendar
    day = (reports.load.time + int(calendar.utc_offset.total_seconds())) // _DAY
    low, high = int(day.min()), int(day.max())
    kinds = office_kinds(calendar, low, high + _WEEK)
    near = same_until(kinds)[day - low] <= day - low + _NEAR
    return np.asarray((kinds[day - low] < 0) | near)


def assigned(
    patterns: Patterns, reports: Reports, until: int, rng: np.random.Generator
) -> np.ndarray:
    """The pattern of each case of the load; -1 for those that must be played.

    A pattern of another week first; where holidays part the weeks, one of the same day. Which one
    is drawn before it is looked at how long it took, so that quick cases are not preferred.
    """
    load = reports.load
    calendar = reports.city.rules.calendar
    shift = int(calendar.utc_offset.total_seconds())
    keys = case_keys(reports, np.arange(len(load)))
    chosen = _drawn(patterns.key, np.flatnonzero(patterns.usable), keys, rng)
    day = (load.time + shift) // _DAY
    moved = day - patterns.first_day[chosen]
    low = int(min(day.min(), patterns.first_day.min()))
    high = int(max(day.max(), patterns.last_day.max())) + 400
    kinds = office_kinds(calendar, low, high)
    ends = same_until(kinds)
    known = (chosen >= 0) & (load.like < 0)
    even = (kinds[day - low] == kinds[patterns.first_day[chosen] - low]) & (
        ends[day - low] > patterns.last_day[chosen] + moved - low
    )
    fits = known & even & (patterns.last[chosen] + moved * _DAY <= until)
    found = np.where(fits, chosen, -1)
    odd = np.flatnonzero(~(known & even) & (load.like < 0))
    same = _drawn(
        _on_day(patterns.key, patterns.first_day), np.arange(len(patterns.key)),
        _on_day(keys[odd], day[odd]), rng,
    )  # fmt: skip
    ended = (same >= 0) & patterns.closed[same] & (patterns.last[same] <= until)
    found[odd[ended]] = same[ended]
    # a pattern is a case of the load itself, and as good as played
    own = np.flatnonzero(patterns.closed & (patterns.last <= until))
    found[patterns.number[own]] = own
    return found


def _on_day(keys: np.ndarray, days: np.ndarray) -> np.ndarray:
    return keys + "|" + objects([str(day) for day in days.tolist()])


def _drawn(
    of_pattern: np.ndarray, which: np.ndarray, keys: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """For each key one of the patterns ``which`` that have it, by chance; -1 where none has."""
    if not len(which):
        return np.full(len(keys), -1)
    names, place = np.unique(of_pattern[which].astype(str), return_inverse=True)
    order = np.argsort(place, kind="stable")
    count = np.bincount(place, minlength=len(names))
    first = np.cumsum(count) - count
    texts = keys.astype(str)
    found = np.minimum(np.searchsorted(names, texts), len(names) - 1)
    pick = first[found] + (rng.random(len(keys)) * count[found]).astype(int)
    chosen = which[order[np.minimum(pick, len(order) - 1)]]
    return np.where(names[found] == texts, chosen, -1)


def moves(
    patterns: Patterns, reports: Reports, which: np.ndarray, chosen: np.ndarray
) -> np.ndarray:
    """How far the times of patterns move for cases of the load (``timedelta64[s]``)."""
    shift = int(reports.city.rules.calendar.utc_offset.total_seconds())
    day = (reports.load.time[which] + shift) // _DAY
    return ((day - patterns.first_day[chosen]) * _DAY).astype("timedelta64[s]")


def replicated(
    patterns: Patterns,
    reports: Reports,
    which: np.ndarray,
    chosen: np.ndarray,
    numbers: np.ndarray,
    patrols: np.ndarray,
) -> Dict[str, Columns]:
    """The rows of cases ``which`` of the load after the patterns ``chosen``.

    ``patrols``: the supervisor of each of the cases; child rows get their ids later.
    """
    calendar = reports.city.rules.calendar
    move = moves(patterns, reports, which, chosen)
    ids = reports.ids[which]
    cases = _taken(patterns.tables["cases"], chosen, move)
    for name in OWN:
        cases[name] = reports.columns[name][which]
    cases["id"], cases["task_no"] = ids, numbers
    before = patterns.patrol[chosen]
    for name in _PATROLS:
        _swap(cases, name, before, patrols)
    made: Dict[str, Columns] = {"cases": cases}
    old_ids = patterns.tables["cases"]["id"].astype(np.int64)
    for table in CHILD_TABLES:
        source = patterns.tables[table]
        owner = source["case_id"].astype(np.int64)
        start = np.searchsorted(owner, old_ids)
        count = np.searchsorted(owner, old_ids, side="right") - start
        repeat = count[chosen]
        case = np.repeat(np.arange(len(which)), repeat)
        nth = np.arange(len(case)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
        rows = start[chosen][case] + nth
        columns = _taken(source, rows, move[case])
        columns["case_id"] = ids[case]
        for name in ("actor", "receiver", "patrol", "uploader"):
            if name in columns:
                _swap(columns, name, before[case], patrols[case])
        if table == "case_log":
            columns["data"] = _data(source["data"], rows, move[case], patrols[case])
        elif table == "case_task":
            suffix = objects([str(text).rpartition("-")[2] for text in source["number"]])[rows]
            columns["number"] = numbers[case] + "-" + suffix
        made[table] = columns
    _count_limits(made, _simple(made), calendar)
    return made


def _taken(columns: Columns, rows: np.ndarray, move: np.ndarray) -> Columns:
    """Rows of a table, their times moved."""
    made: Columns = {}
    for name, values in columns.items():
        made[name] = values[rows] + move if values.dtype.kind == "M" else values[rows]
    return made


def _swap(columns: Columns, name: str, old: np.ndarray, new: np.ndarray) -> None:
    values = columns[name]
    mine = (values == old) & (values != None)  # noqa: E711
    columns[name] = np.where(mine, new, values)


def _data(
    source: np.ndarray, rows: np.ndarray, move: np.ndarray, patrols: np.ndarray
) -> np.ndarray:
    """The data of the steps: what they were told, without what only undoing needs."""
    keys = set(needs.known()) | {"asked_value"}
    facts: List[Dict[str, Any]] = [
        {key: value for key, value in from_json(text).items() if key in keys} for text in source
    ]
    plain = objects([to_json(found) if found else None for found in facts])
    made = plain[rows]
    special = np.array([bool({"patrol", "until"} & set(found)) for found in facts], dtype=bool)
    known: Dict[Tuple[int, str], str] = {}
    for place in np.flatnonzero(special[rows]).tolist():
        row, patrol = int(rows[place]), str(patrols[place])
        found = facts[row]
        if "until" in found:
            until = datetime.datetime.fromisoformat(str(found["until"]))
            seconds = int(move[place].astype(np.int64))
            moved = jsonable(until + datetime.timedelta(seconds=seconds))
            made[place] = to_json({**found, "until": moved})
            continue
        if (row, patrol) not in known:
            known[row, patrol] = to_json({**found, "patrol": patrol})
        made[place] = known[row, patrol]
    return made


def spread(values: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """At most ``most`` of the values, drawn by chance, in their order."""
    if len(values) <= most:
        return values
    return np.asarray(np.sort(rng.choice(values, most, replace=False)))
