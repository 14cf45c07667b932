"""Filters of the case list over the narrow table ``case_fact`` of the GeoPackage.

One pass over a million of its rows takes a tenth of a second whatever is asked, so that no
combination of filters is slow; see ``data/city/list.sql``.
"""

from __future__ import annotations

import datetime
import sqlite3
from typing import Any, List, Optional, Sequence, Tuple

from ...core.cases.query import CaseFilter, Page
from . import conditions
from .conditions import HIGHEST
from .schema import marks, words
from .values import aware

#: Up to so many rows a rectangle is looked up in the spatial index; beyond, x and y are compared.
_FEW = 20_000
#: Rows in the order of the list that are looked at before all of them are.
_AHEAD = 20_000


class Facts:
    """The dialect of ``case_fact``: codes are numbers, times seconds."""

    deadline = "COALESCE(clock_deadline, 9999999999)"
    urgent = "urgent"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def codes(self, column: str, values: Sequence[Any]) -> Tuple[str, List[Any]]:
        found = self.connection.execute(
            words("SELECT id FROM case_fact_code WHERE value IN (", marks(values), ")"),
            tuple(values),
        ).fetchall()
        return _one_of(column, [row[0] for row in found])

    def prefix(self, column: str, start: str) -> Tuple[str, List[Any]]:
        found = self.connection.execute(
            "SELECT id FROM case_fact_code WHERE value >= ? AND value < ?", (start, start + HIGHEST)
        ).fetchall()
        return _one_of(column, [row[0] for row in found])

    def ids(self, values: Sequence[int]) -> Tuple[str, List[Any]]:
        return _one_of("id", list(values))

    def time(self, value: datetime.datetime) -> int:
        return int(aware(value).timestamp())

    def inside(self, extent: Tuple[float, float, float, float]) -> Tuple[str, List[Any]]:
        box = [extent[2], extent[0], extent[3], extent[1]]
        rows = self.connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM rtree_cases_geom WHERE minx <= ? AND maxx >= ? "
            "AND miny <= ? AND maxy >= ? LIMIT ?)",
            (*box, _FEW),
        ).fetchone()[0]
        exact = "x <= ? AND x >= ? AND y <= ? AND y >= ?"
        if rows >= _FEW:
            return exact, box
        part = (
            "id IN (SELECT id FROM rtree_cases_geom WHERE minx <= ? AND maxx >= ? AND miny <= ? "
            "AND maxy >= ?) AND "
        )
        return part + exact, [*box, *box]

    def text(self, text: str) -> Tuple[str, List[Any]]:
        parts: List[str] = []
        params: List[Any] = []
        for word in text.split():
            if len(word) > 2:
                parts.append("id IN (SELECT rowid FROM case_text WHERE case_text MATCH ?)")
                params.append('"' + word.replace('"', '""') + '"')
            else:
                # the groups that begin so; SQLite folds them to small letters
                low = word.lower()
                parts.append(
                    "id IN (SELECT doc FROM temp.case_groups WHERE term >= ? AND term < ?)"
                )
                params += [low, low + HIGHEST]
        return " AND ".join(parts), params


def _one_of(column: str, numbers: List[int]) -> Tuple[str, List[Any]]:
    if len(numbers) == 1:
        return f"{column} = ?", numbers
    if len(numbers) > 500:
        return words(column, "IN (SELECT value FROM json_each(?))"), [str(numbers)]
    return f"{column} IN ({marks(numbers)})", list(numbers)


def without_deadline(
    condition: CaseFilter, page: Page, facts: Facts
) -> Optional[Tuple[str, Tuple[Any, ...]]]:
    """The beginning of a list of states none of whose cases has a deadline (closed ones).

    They come last by urgency, behind all open cases; the index of the list is entered there.
    """
    if not condition.states or page.sort != "urgency" or page.descending:
        return None
    part, states = facts.codes("state", condition.states)
    running = words(
        "SELECT 1 FROM case_fact INDEXED BY case_fact_state WHERE", part, "AND",
        facts.deadline, "< 9999999999 LIMIT 1",
    )  # fmt: skip
    if facts.connection.execute(running, tuple(states)).fetchone() is not None:
        return None
    chosen = conditions.where(condition, facts)
    segment = words(
        "SELECT id FROM (SELECT * FROM case_fact WHERE urgent = ? AND", facts.deadline,
        "= 9999999999 ORDER BY report_time, id LIMIT ?)", chosen.clause,
    )  # fmt: skip
    params = [1, _AHEAD, *chosen.params]
    urgent = facts.connection.execute(
        words(
            "SELECT count(*) FROM (SELECT 1 FROM case_fact WHERE urgent = 1 AND", facts.deadline,
            "= 9999999999 LIMIT ?)",
        ),
        (_AHEAD + 1,),
    ).fetchone()[0]  # fmt: skip
    statement = words("SELECT id FROM (", segment, ")")
    if urgent <= _AHEAD:
        # all urgent ones were looked at: the others follow
        statement = words(statement, "UNION ALL SELECT id FROM (", segment, ")")
        params += [0, _AHEAD, *chosen.params]
    return words(statement, "LIMIT ? OFFSET ?"), (
        *params,
        max(0, page.limit),
        max(0, page.offset),
    )


def _narrow(condition: CaseFilter, facts: Facts) -> str:
    """The index that leaves so few cases that they are all looked up; '' when there is none."""
    if 0 < len(condition.duty_grid_code) <= 500:
        part, params = facts.codes("duty_grid_code", condition.duty_grid_code)
        if _at_most(part, params, facts):
            return "case_fact_duty_grid_code"
    if condition.reported_from is not None and condition.reported_to is not None:
        span = [facts.time(condition.reported_from), facts.time(condition.reported_to)]
        if _at_most("report_time >= ? AND report_time <= ?", span, facts):
            return "case_fact_report_time"
    return ""


def _at_most(part: str, params: List[Any], facts: Facts) -> bool:
    statement = words("SELECT count(*) FROM (SELECT 1 FROM case_fact WHERE", part, "LIMIT ?)")
    found = facts.connection.execute(statement, (*params, _AHEAD + 1)).fetchone()[0]
    return bool(found <= _AHEAD)


def page_statements(
    condition: CaseFilter, page: Page, facts: Facts
) -> List[Tuple[str, Tuple[Any, ...]]]:
    """Statements that give the ids of a page; the first that fills it is enough.

    Cases in the order of the list are looked at first, as far as that is quick: a filter that many
    cases meet is filled at once. Else all that meet the filter are found and sorted.
    """
    chosen = conditions.where(condition, facts)
    order = conditions.order(page, facts)
    limit, offset = max(0, page.limit), max(0, page.offset)
    if not chosen.parts:
        return [(words("SELECT id FROM case_fact", order, "LIMIT ? OFFSET ?"), (limit, offset))]
    index = _narrow(condition, facts)
    if index:
        few = words("SELECT id FROM case_fact INDEXED BY", index, chosen.clause, order)
        return [(words(few, "LIMIT ? OFFSET ?"), (*chosen.params, limit, offset))]
    begin = without_deadline(condition, page, facts)
    if begin is None:
        ahead = words(
            "SELECT id FROM (SELECT * FROM case_fact",
            order,
            "LIMIT ?)",
            chosen.clause,
            "LIMIT ? OFFSET ?",
        )
        begin = ahead, (_AHEAD, *chosen.params, limit, offset)
    # not indexed: SQLite must not walk through the whole order in search of rare cases
    whole = words("SELECT id FROM case_fact NOT INDEXED", chosen.clause, order, "LIMIT ? OFFSET ?")
    return [
        begin,
        (whole, (*chosen.params, limit, offset)),
    ]
