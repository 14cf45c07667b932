"""Which edited cell is which old one: by outline and by shared area, never by id or code alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Dict, List, Tuple

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..checks.overlay import intersection_area

_STEP = 2000
_EPS = 1e-9
Tick = Callable[[float], None]


@dataclass
class Matching:
    """Positions in the two arrays of current cells.

    same:   for each edited cell the old one with the same outline, or -1.
    exact:  the outline is the same to the last digit.
    old, new, area:  pairs of the other cells that share ground, and how much (m²).
    """

    same: np.ndarray
    exact: np.ndarray
    old: np.ndarray
    new: np.ndarray
    area: np.ndarray
    old_area: np.ndarray
    new_area: np.ndarray


@dataclass
class Group:
    """Old cells that became new ones; ``kind`` as in KINDS, not yet looking at communities."""

    kind: str
    olds: List[int] = field(default_factory=list)
    news: List[int] = field(default_factory=list)


def match(old: np.ndarray, new: np.ndarray, tolerance: float, tick: Tick) -> Matching:
    """Compare two sets of polygons."""
    same = np.full(len(new), -1, dtype=np.int64)
    exact = np.zeros(len(new), dtype=bool)
    _match_exact(old, new, same, exact)
    tick(0.2)
    _match_near(old, new, same, tolerance)
    tick(0.4)
    rest_old = np.setdiff1d(np.arange(len(old)), same[same >= 0])
    rest_new = np.flatnonzero(same < 0)
    i, j, area = shared_areas(old[rest_old], new[rest_new], lambda s: tick(0.4 + 0.6 * s))
    return Matching(
        same, exact, rest_old[i], rest_new[j], area, shapely.area(old), shapely.area(new)
    )


def shared_areas(
    first: np.ndarray, second: np.ndarray, tick: Tick
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs with ground in common, and its area."""
    none = np.empty(0, dtype=np.int64)
    if not len(first) or not len(second):
        return none, none, np.empty(0)
    j, i = shapely.STRtree(first).query(second)
    return _areas(first, second, i, j, tick)


def overlaps(
    shapes: np.ndarray, changed: np.ndarray, tick: Tick
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of a set of polygons that share ground, one of them at least a changed one (given by
    their positions), and the area; each pair once."""
    none = np.empty(0, dtype=np.int64)
    if not len(changed):
        return none, none, np.empty(0)
    place, j = shapely.STRtree(shapes).query(shapes[changed])
    i = changed[place]
    is_changed = np.zeros(len(shapes), dtype=bool)
    is_changed[changed] = True
    once = np.where(is_changed[j], i < j, True)
    return _areas(shapes, shapes, i[once], j[once], tick)


def _areas(
    first: np.ndarray, second: np.ndarray, i: np.ndarray, j: np.ndarray, tick: Tick
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    order = np.lexsort((j, i))
    i, j = i[order], j[order]
    area = np.zeros(len(i))
    for start in range(0, len(i), _STEP):
        part = slice(start, start + _STEP)
        area[part] = intersection_area(first[i[part]], second[j[part]])
        tick(min(1.0, (start + _STEP) / len(i)))
    some = area > 0
    return i[some], j[some], area[some]


def _match_exact(old: np.ndarray, new: np.ndarray, same: np.ndarray, exact: np.ndarray) -> None:
    waiting: Dict[bytes, List[int]] = {}
    for position, key in enumerate(_keys(old)):
        waiting.setdefault(key, []).append(position)
    for position, key in enumerate(_keys(new)):
        places = waiting.get(key)
        if places:
            same[position] = places.pop(0)
            exact[position] = True


def _keys(shapes: np.ndarray) -> List[bytes]:
    keys: List[bytes] = shapely.to_wkb(shapely.normalize(single(shapes))).tolist()
    return keys


def single(shapes: np.ndarray) -> np.ndarray:
    """Multipolygons of one part as polygons."""
    result = np.asarray(shapes, dtype=object).copy()
    lonely = np.flatnonzero(
        (shapely.get_type_id(result) == 6) & (shapely.get_num_geometries(result) == 1)
    )
    result[lonely] = shapely.get_geometry(result[lonely], 0)
    return result


def _match_near(old: np.ndarray, new: np.ndarray, same: np.ndarray, tolerance: float) -> None:
    """Outlines that nowhere lie farther apart than the tolerance."""
    rest_old = np.setdiff1d(np.arange(len(old)), same[same >= 0])
    rest_new = np.flatnonzero(same < 0)
    if tolerance <= 0 or not len(rest_old) or not len(rest_new):
        return
    boxes_old, boxes_new = shapely.bounds(old[rest_old]), shapely.bounds(new[rest_new])
    tree = shapely.STRtree(_centres(boxes_old))
    j, i = tree.query(_centres(boxes_new), predicate="dwithin", distance=2 * tolerance)
    near = (np.abs(boxes_old[i] - boxes_new[j]) <= tolerance).all(axis=1)
    i, j = rest_old[i[near]], rest_new[j[near]]
    distance = shapely.hausdorff_distance(shapely.boundary(old[i]), shapely.boundary(new[j]))
    taken = set()
    for pair in np.lexsort((i, j, distance)).tolist():
        if distance[pair] > tolerance:
            break
        if same[j[pair]] < 0 and i[pair] not in taken:
            same[j[pair]] = i[pair]
            taken.add(i[pair])


def _centres(boxes: np.ndarray) -> np.ndarray:
    middle: np.ndarray = shapely.points(
        (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    )
    return middle


# --- groups ------------------------------------------------------------------------------------


def links(found: Matching, share: float) -> np.ndarray:
    """Pairs in which one cell has at least ``share`` of its area in the other."""
    limit = share - _EPS
    of_old = found.area / found.old_area[found.old]
    of_new = found.area / found.new_area[found.new]
    result: np.ndarray = (of_old >= limit) | (of_new >= limit)
    return result


def groups(found: Matching, share: float) -> List[Group]:
    """What became of the cells whose outline changed.

    Cells are linked where one has at least ``share`` of its area in the other. One old and one
    new cell: moved. One to several: split. Several to one: merged. Where several meet several,
    pairs that are each other's main part go on (moved), and what is left is looked at again.
    """
    linked = links(found, share)
    old, new, area = found.old[linked], found.new[linked], found.area[linked]
    limit = share - _EPS
    mutual = (area / found.old_area[old] >= limit) & (area / found.new_area[new] >= limit)
    matched = np.zeros(len(found.old_area), dtype=bool)
    matched[found.same[found.same >= 0]] = True
    olds, news = np.flatnonzero(~matched), np.flatnonzero(found.same < 0)

    of_old, of_new = label(olds, news, old, new)
    count = int(max(of_old.max(initial=-1), of_new.max(initial=-1))) + 1
    mixed = (np.bincount(of_old, minlength=count) > 1) & (np.bincount(of_new, minlength=count) > 1)
    place = np.searchsorted(olds, old)
    pairs = np.flatnonzero(mutual & mixed[of_old[place]]) if len(old) else np.empty(0, dtype=int)
    result, gone_old, gone_new = [], set(), set()
    for pair in pairs[np.lexsort((new[pairs], old[pairs], -area[pairs]))].tolist():
        i, j = int(old[pair]), int(new[pair])
        if i not in gone_old and j not in gone_new:
            gone_old.add(i)
            gone_new.add(j)
            result.append(Group("moved", [i], [j]))
    olds = olds[~np.isin(olds, list(gone_old))]
    news = news[~np.isin(news, list(gone_new))]
    open_pairs = np.isin(old, olds) & np.isin(new, news)
    of_old, of_new = label(olds, news, old[open_pairs], new[open_pairs])
    return result + _by_label(olds, news, of_old, of_new)


def _by_label(
    olds: np.ndarray, news: np.ndarray, of_old: np.ndarray, of_new: np.ndarray
) -> List[Group]:
    found: Dict[int, Group] = {}
    for number, old in zip(of_old.tolist(), olds.tolist()):
        found.setdefault(number, Group("")).olds.append(old)
    for number, new in zip(of_new.tolist(), news.tolist()):
        found.setdefault(number, Group("")).news.append(new)
    for group in found.values():
        group.kind = _kind(len(group.olds), len(group.news))
    return list(found.values())


def _kind(olds: int, news: int) -> str:
    if not news:
        return "ended"
    if not olds:
        return "new"
    if olds == news == 1:
        return "moved"
    return "split" if news >= olds else "merged"


def label(
    olds: np.ndarray, news: np.ndarray, old: np.ndarray, new: np.ndarray
) -> Tuple[np.ndarray, np.ndarray]:
    """Numbers of the connected parts: one per entry of ``olds`` and of ``news``.

    ``old`` and ``new`` are the linked pairs; both lists are sorted and hold what is in the pairs.
    """
    size = len(olds) + len(news)
    if not size:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    rows = np.searchsorted(olds, old)
    columns = len(olds) + np.searchsorted(news, new)
    graph = coo_matrix((np.ones(len(rows), dtype=bool), (rows, columns)), shape=(size, size))
    numbers = connected_components(graph, directed=False)[1].astype(np.int64)
    return numbers[: len(olds)], numbers[len(olds) :]
