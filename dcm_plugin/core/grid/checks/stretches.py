"""How much of a segment lies near other segments: exact, without a buffer."""

from __future__ import annotations

from typing import Tuple

import numpy as np
import shapely
from shapely import STRtree

_CHUNK = 1_000_000


def near_length(
    start: np.ndarray,
    end: np.ndarray,
    other_start: np.ndarray,
    other_end: np.ndarray,
    distance: float,
) -> np.ndarray:
    """Length of each segment that lies within ``distance`` of any other segment.

    The points of a segment that are near another one form a single interval (distance to a
    convex thing is convex along a line), so the answer is the union of intervals.
    """
    length = np.hypot(*(end - start).T)
    if not len(start) or not len(other_start):
        return np.zeros(len(start))
    low = np.minimum(other_start, other_end) - distance
    high = np.maximum(other_start, other_end) + distance
    tree = STRtree(shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]))
    result = np.zeros(len(start))
    for first in range(0, len(start), _CHUNK // 4):
        chosen = slice(first, first + _CHUNK // 4)
        lines = shapely.linestrings(np.stack([start[chosen], end[chosen]], axis=1))
        i, j = tree.query(lines)
        a, b = start[chosen][i], end[chosen][i]
        t0, t1 = capsule_interval(a, b, other_start[j], other_end[j], distance)
        some = t1 > t0
        share = union_share(i[some], t0[some], t1[some], len(lines))
        result[chosen] = share * length[chosen]
    return result


def capsule_interval(
    a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray, radius: float
) -> Tuple[np.ndarray, np.ndarray]:
    """Interval of t in 0 ... 1 where a + t (b − a) is within ``radius`` of segment c–d.

    Empty intervals have t1 < t0.
    """
    direction = b - a
    low = np.full(len(a), np.inf)
    high = np.full(len(a), -np.inf)
    for centre in (c, d):
        t0, t1 = _disc(a, direction, centre, radius)
        low, high = np.minimum(low, t0), np.maximum(high, t1)
    t0, t1 = _rectangle(a, direction, c, d, radius)
    low, high = np.minimum(low, t0), np.maximum(high, t1)
    return np.maximum(low, 0.0), np.minimum(high, 1.0)


def union_share(owner: np.ndarray, low: np.ndarray, high: np.ndarray, count: int) -> np.ndarray:
    """Total length of the union of intervals (inside 0 ... 1) of each owner."""
    if not len(owner):
        return np.zeros(count)
    order = np.lexsort((low, owner))
    owner, low, high = owner[order], low[order], high[order]
    # Running maximum inside each owner: shift the owners apart, so that one pass does for all.
    apart = owner * 2.0
    reach = np.maximum.accumulate(high + apart)
    before = np.concatenate([[-np.inf], reach[:-1]]) - apart
    gain = np.maximum(0.0, high - np.maximum(low, before))
    return np.minimum(np.bincount(owner, gain, minlength=count), 1.0)


def _disc(
    a: np.ndarray, direction: np.ndarray, centre: np.ndarray, radius: float
) -> Tuple[np.ndarray, np.ndarray]:
    to = a - centre
    qa = (direction**2).sum(axis=1)
    qb = (direction * to).sum(axis=1)
    qc = (to**2).sum(axis=1) - radius**2
    root = qb**2 - qa * qc
    hit = root >= 0
    root = np.sqrt(np.where(hit, root, 0.0))
    t0 = np.where(hit, (-qb - root) / qa, np.inf)
    t1 = np.where(hit, (-qb + root) / qa, -np.inf)
    return t0, t1


def _rectangle(
    a: np.ndarray, direction: np.ndarray, c: np.ndarray, d: np.ndarray, radius: float
) -> Tuple[np.ndarray, np.ndarray]:
    along = d - c
    size = np.hypot(*along.T)
    along = along / np.where(size > 0, size, 1.0)[:, None]
    to = a - c
    t0, t1 = np.full(len(a), -np.inf), np.full(len(a), np.inf)
    for position, speed, lowest, highest in (
        ((to * along).sum(axis=1), (direction * along).sum(axis=1), 0.0, size),
        (_cross(along, to), _cross(along, direction), -radius, radius),
    ):
        still = speed == 0
        safe = np.where(still, 1.0, speed)
        u, v = (lowest - position) / safe, (highest - position) / safe
        inside = (position >= lowest) & (position <= highest)
        t0 = np.maximum(t0, np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(u, v)))
        t1 = np.minimum(t1, np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(u, v)))
    empty = (t0 > t1) | (size <= 0)
    return np.where(empty, np.inf, t0), np.where(empty, -np.inf, t1)


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    result: np.ndarray = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return result
