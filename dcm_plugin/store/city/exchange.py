"""What import and export ask of a city database: many rows at once, and never all of them."""

from __future__ import annotations

import datetime
from typing import Any, Dict, Iterator, List, Sequence, Tuple

import numpy as np

from ...core.cases.model import Row
from ...core.cases.query import CaseFilter
from .database import AREAS, CityDatabase
from .schema import GEOMETRY, words

#: Rows read with one question.
SLICE = 5000


def case_slices(
    city: CityDatabase, condition: CaseFilter, columns: Sequence[str], size: int = SLICE
) -> Iterator[List[Row]]:
    """The cases that hold the conditions, by id, a slice at a time; ``id`` is always there.

    A case that is written meanwhile is in or not; none is read twice.
    """
    wanted = columns if "id" in columns else ("id", *columns)
    table, chosen = city.matching(condition)
    last = -1
    while True:
        clause = words(chosen.clause, "AND" if chosen.clause else "WHERE", "id > ?")
        part = words("SELECT id FROM", table, clause, "ORDER BY id LIMIT ?")
        statement = words("WHERE id IN (", part, ") ORDER BY id")
        rows = city.select("cases", statement, (*chosen.params, last, size), wanted)
        if rows:
            yield rows
            last = rows[-1]["id"]
        if len(rows) < size:
            return


def child_rows(
    city: CityDatabase, table: str, case_ids: Sequence[int], columns: Sequence[str] = ()
) -> List[Row]:
    """Rows of a child table of these cases, by case and id."""
    if not case_ids:
        return []
    part, params = city.among("case_id", list(case_ids))
    return city.select(table, words("WHERE", part, "ORDER BY case_id, id"), params, columns)


def known_numbers(city: CityDatabase, system: str, numbers: Sequence[str]) -> Dict[str, int]:
    """Number in the other system → id, of those that are cases already."""
    found: Dict[str, int] = {}
    wanted = list(dict.fromkeys(numbers))
    for start in range(0, len(wanted), SLICE):
        part, params = city.among("external_id", wanted[start : start + SLICE])
        rows = city.select(
            "cases", words("WHERE external_system = ? AND", part), (system, *params),
            ("id", "external_id"),
        )  # fmt: skip
        found.update({row["external_id"]: row["id"] for row in rows})
    return found


def own_cases(city: CityDatabase, numbers: Sequence[str]) -> Dict[str, Row]:
    """Task number → id and report time, of the numbers that are cases of this very database."""
    found: Dict[str, Row] = {}
    wanted = list(dict.fromkeys(numbers))
    for start in range(0, len(wanted), SLICE):
        part, params = city.among("task_no", wanted[start : start + SLICE])
        rows = city.select("cases", words("WHERE", part), params, ("id", "task_no", "report_time"))
        found.update({row["task_no"]: row for row in rows})
    return found


def cases_between(
    city: CityDatabase,
    first: datetime.datetime,
    last: datetime.datetime,
    columns: Sequence[str],
) -> List[Row]:
    """Cases reported between two times."""
    condition = CaseFilter(reported_from=first, reported_to=last)
    return [row for rows in case_slices(city, condition, columns) for row in rows]


def areas_of(city: CityDatabase, xy: np.ndarray) -> List[Row]:
    """As ``city.place`` for many points at once; points without coordinates get nothing."""
    import shapely

    made: List[Row] = [{} for _ in range(len(xy))]
    placed = np.flatnonzero(np.isfinite(xy).all(axis=1))
    points = shapely.points(xy[placed])
    for table, columns in AREAS:
        rows = [r for r in city.rows(table, (*columns, GEOMETRY)) if r[GEOMETRY] is not None]
        if not rows:
            continue
        rows.sort(key=lambda row: str(row["code"]))
        shapes = np.array([row[GEOMETRY] for row in rows], dtype=object)
        where, which = shapely.STRtree(shapes).query(points, predicate="intersects")
        order = np.lexsort((which, where))
        where, which = where[order], which[order]
        first = np.ones(len(where), dtype=bool)
        first[1:] = where[1:] != where[:-1]
        for place, area in zip(placed[where[first]].tolist(), which[first].tolist()):
            for column, key in columns.items():
                if made[place].get(key) is None and rows[area][column] is not None:
                    made[place][key] = rows[area][column]
    return made


def extent_of(city: CityDatabase) -> Tuple[float, float, float, float]:
    """Bounds of all areas of the city; NaN when it has none."""
    import shapely

    shapes: List[Any] = []
    for table, _ in AREAS:
        shapes += [row[GEOMETRY] for row in city.rows(table, (GEOMETRY,))]
    there = [shape for shape in shapes if shape is not None]
    found = shapely.total_bounds(np.array(there, dtype=object)) if there else [np.nan] * 4
    return tuple(float(value) for value in found)  # type: ignore[return-value]
