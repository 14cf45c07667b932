"""In which unit grid a component lies."""

from __future__ import annotations

from typing import Any, Callable, Tuple

import numpy as np
import shapely

#: By the locating point of the component, or by the grid that holds most of its length or area.
METHODS = ("locating_point", "larger_part")
#: Points between two looks at the cancel button.
_PIECE = 100_000


def locating_points(shapes: np.ndarray) -> np.ndarray:
    """x and y of the point by which each component is found, shape (n, 2); NaN where none is.

    A point is its own; of a line the middle of its longest part; of an area a point inside.
    """
    shapes = np.asarray(shapes, dtype=object)
    result = np.full((len(shapes), 2), np.nan)
    real = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    kinds = shapely.get_type_id(shapes)
    points = np.flatnonzero(real & (kinds == 0))
    result[points] = np.column_stack([shapely.get_x(shapes[points]), shapely.get_y(shapes[points])])
    lines = np.flatnonzero(real & np.isin(kinds, (1, 2, 5)))
    if len(lines):
        middle = shapely.line_interpolate_point(_longest(shapes[lines]), 0.5, normalized=True)
        result[lines] = np.column_stack([shapely.get_x(middle), shapely.get_y(middle)])
    others = np.flatnonzero(real & ~np.isin(kinds, (0, 1, 2, 5)))
    if len(others):
        inside = shapely.point_on_surface(shapes[others])
        result[others] = np.column_stack([shapely.get_x(inside), shapely.get_y(inside)])
    result[~np.isfinite(result).all(axis=1)] = np.nan
    return result


def _longest(lines: np.ndarray) -> np.ndarray:
    """Each line, or the longest part of it; of equal ones the first."""
    parts, owner = shapely.get_parts(lines, return_index=True)
    order = np.lexsort((np.arange(len(parts)), -shapely.length(parts), owner))
    first = order[np.r_[True, owner[order][1:] != owner[order][:-1]]]
    result: np.ndarray = parts[first]
    return result


def locate(
    points: np.ndarray,
    shapes: Any,
    cells: np.ndarray,
    codes: np.ndarray,
    method: str = METHODS[0],
    check_cancelled: Callable[[], None] = lambda: None,
) -> Tuple[np.ndarray, np.ndarray]:
    """The row of the cell of each component (-1 for none), and whether a rule had to choose it.

    On a border, and where two cells hold equally large parts, the cell with the smallest code is
    taken; ``codes`` are texts or None (None counts as the largest). ``shapes`` may be None when all
    components are points.
    """
    texts = np.array(["\uffff" if code is None else code for code in codes.tolist()], dtype=str)
    order = np.argsort(texts, kind="stable")
    tree = shapely.STRtree(np.asarray(cells, dtype=object)[order])
    cell = np.full(len(points), -1, dtype=np.int64)
    tied = np.zeros(len(points), dtype=bool)
    given = np.flatnonzero(np.isfinite(points).all(axis=1))
    spread = _spread(shapes, given) if method == METHODS[1] and shapes is not None else given[:0]
    simple = np.setdiff1d(given, spread, assume_unique=True)
    for start in range(0, len(simple), _PIECE):
        check_cancelled()
        rows = simple[start : start + _PIECE]
        i, j = tree.query(shapely.points(points[rows]), predicate="intersects")
        _choose(rows, i, j, np.zeros(len(i)), cell, tied)
    for start in range(0, len(spread), _PIECE):
        check_cancelled()
        rows = spread[start : start + _PIECE]
        i, j = tree.query(shapes[rows], predicate="intersects")
        part = shapely.intersection(shapes[rows][i], tree.geometries[j])
        area = shapely.get_dimensions(shapes[rows][i]) > 1
        size = np.where(area, shapely.area(part), shapely.length(part))
        # sizes that differ by less than a millimetre (a square one) are the same
        _choose(rows, i, j, -np.round(size, 3), cell, tied)
    found = cell >= 0
    cell[found] = order[cell[found]]
    return cell, tied


def _spread(shapes: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Rows of valid lines and areas: they may lie in several cells."""
    chosen: np.ndarray = rows[
        (shapely.get_dimensions(shapes[rows]) > 0) & shapely.is_valid(shapes[rows])
    ]
    return chosen


def _choose(
    rows: np.ndarray,
    i: np.ndarray,
    j: np.ndarray,
    cost: np.ndarray,
    cell: np.ndarray,
    tied: np.ndarray,
) -> None:
    """Of the pairs (component, cell) the cheapest cell, of equal ones the first one."""
    order = np.lexsort((j, cost, i))
    i, j, cost = i[order], j[order], cost[order]
    first = np.r_[True, i[1:] != i[:-1]] if len(i) else np.zeros(0, dtype=bool)
    cell[rows[i[first]]] = j[first]
    second = np.r_[False, first[:-1]] & ~first if len(i) else first
    at = np.flatnonzero(second)
    tied[rows[i[at[cost[at] == cost[at - 1]]]]] = True
