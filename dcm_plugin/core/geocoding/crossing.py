"""Where two streets meet."""

from __future__ import annotations

from typing import List, NamedTuple

import numpy as np
import shapely
from scipy.spatial import cKDTree

from .store import PlaceStore

#: Meetings of two streets nearer than this are one crossing (dual carriageways, roundabouts).
_ONE = 120.0
#: Streets whose lines end this near to each other still meet (squares, short gaps).
_GAP = 60.0
#: Plates of two streets that are nearer than this show where the streets meet.
_PLATES = 250.0


class Crossing(NamedTuple):
    x: float
    y: float
    error: float
    #: False when only plates near the corner are known.
    on_lines: bool


def crossings(store: PlaceStore, first: int, second: int) -> List[Crossing]:
    """The places where two streets meet, in a fixed order; empty when they do not."""
    if first == second:
        return []
    one, two = store.line(first), store.line(second)
    if one is not None and two is not None:
        a, b = shapely.from_wkb(one), shapely.from_wkb(two)
        if shapely.distance(a, b) <= _GAP:
            return _on_lines(a, b)
        return []
    return _by_plates(store, first, second)


def _on_lines(a: shapely.Geometry, b: shapely.Geometry) -> List[Crossing]:
    points = shapely.get_coordinates(shapely.intersection(a, b))
    if not len(points):
        points = shapely.get_coordinates(shapely.shortest_line(a, b)).mean(axis=0)[None, :]
    groups: List[List[np.ndarray]] = []
    for point in points[np.lexsort(points.T)]:
        for group in groups:
            if np.hypot(*(np.mean(group, axis=0) - point)) <= _ONE:
                group.append(point)
                break
        else:
            groups.append([point])
    found = []
    for group in groups:
        middle = np.mean(group, axis=0)
        spread = float(np.hypot(*(np.array(group) - middle).T).max())
        found.append(Crossing(float(middle[0]), float(middle[1]), 12.0 + spread, True))
    return found


def _by_plates(store: PlaceStore, first: int, second: int) -> List[Crossing]:
    a = np.array([(p.x, p.y) for p in store.plates([first])]).reshape(-1, 2)
    b = np.array([(p.x, p.y) for p in store.plates([second])]).reshape(-1, 2)
    if not len(a) or not len(b):
        return []
    distances, nearest = cKDTree(b).query(a)
    at = int(np.argmin(distances))
    if distances[at] > _PLATES:
        return []
    middle = (a[at] + b[nearest[at]]) / 2
    return [Crossing(float(middle[0]), float(middle[1]), 30.0 + float(distances[at]), False)]
