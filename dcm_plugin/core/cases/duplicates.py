"""Which reports speak of the same problem (疑似重复), for whole tables.

Same class within a distance and a time is the hint that dispatch products give (50 m and 24 hours
are defaults, no rule of a standard); the same caller saying nearly the same within that time is
one too, wherever the place was found. It is a hint: who decides is a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import FrozenSet, List, Sequence

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from ..text.normalise import squeezed

NEAR, CALLER = "near", "caller"
#: Reports looked at together; bounds the memory of the search.
_CHUNK = 10000
#: Farther than any neighbour, in the scaled space of the search.
_APART = 8.0


@dataclass(frozen=True)
class SimilarSettings:
    """Metres, hours, and the share of text (0 to 1) from which two texts say the same."""

    distance: float = 50.0
    hours: float = 24.0
    text: float = 0.6


@dataclass
class Reports:
    """Columns of equal length: ``xy`` metres (NaN for no place), ``seconds`` since 1970 UTC,
    ``classes`` kind and class code, ``callers`` ('' for none), ``texts``."""

    xy: np.ndarray
    seconds: np.ndarray
    classes: np.ndarray
    callers: np.ndarray
    texts: Sequence[str]

    def __len__(self) -> int:
        return len(self.seconds)


@dataclass
class Similar:
    """Per new report: ``other`` (place in known reports followed by new ones, -1 for none), the
    ``reason`` ('', NEAR, CALLER), ``distance`` metres and ``text`` 0 to 1 (NaN without other)."""

    other: np.ndarray
    reason: np.ndarray
    distance: np.ndarray
    text: np.ndarray


def find_similar(new: Reports, known: Reports, settings: SimilarSettings) -> Similar:
    """An earlier or known report for each new one that may be the same problem.

    A new report points to a known one, or to a new one that was made before it; so no two point
    to each other. The nearest goes first, then the earliest.
    """
    count, before = len(new), len(known)
    xy = np.vstack([known.xy.reshape(-1, 2), new.xy.reshape(-1, 2)])
    seconds = np.concatenate([known.seconds, new.seconds]).astype(float)
    classes = pd.factorize(np.concatenate([known.classes, new.classes]))[0]
    rank = _ranks(seconds, before)
    other = np.full(before + count, -1)
    reason = np.full(count, "", dtype=object)
    window = settings.hours * 3600.0
    _same_place(other, xy, seconds, classes, rank, before, window)
    _neighbours(other, xy, seconds, classes, rank, before, settings)
    reason[other[before:] >= 0] = NEAR
    texts = [*known.texts, *new.texts]
    callers = np.concatenate([known.callers, new.callers])
    for place, earlier in _same_caller(other, seconds, callers, rank, before, window):
        if text_similarity(texts[place], texts[earlier]) >= settings.text:
            other[place] = earlier
            reason[place - before] = CALLER
    found = other[before:]
    linked = np.flatnonzero(found >= 0)
    distance, share = np.full(count, np.nan), np.full(count, np.nan)
    gap = xy[linked + before] - xy[found[linked]]
    distance[linked] = np.hypot(gap[:, 0], gap[:, 1])
    share[linked] = [text_similarity(texts[before + p], texts[found[p]]) for p in linked.tolist()]
    return Similar(found, reason, distance, share)


def text_similarity(one: str, two: str) -> float:
    """Share of neighbouring pairs of characters that two texts have in common, 0 to 1."""
    first, second = _pairs(one), _pairs(two)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)


def _pairs(text: str) -> FrozenSet[str]:
    text = squeezed(text)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _ranks(seconds: np.ndarray, before: int) -> np.ndarray:
    """The order in which reports may be pointed to: known ones, then by time."""
    is_new = np.arange(len(seconds)) >= before
    rank = np.empty(len(seconds), dtype=np.int64)
    rank[np.lexsort((seconds, is_new))] = np.arange(len(seconds))
    return rank


def _same_place(
    other: np.ndarray,
    xy: np.ndarray,
    seconds: np.ndarray,
    classes: np.ndarray,
    rank: np.ndarray,
    before: int,
    window: float,
) -> None:
    """Reports at one and the same point: each to its neighbour in time.

    Thousands may stand there (the gate of a market); so they are not all compared with all.
    """
    placed = np.flatnonzero(np.isfinite(xy).all(axis=1))
    cells = np.round(xy[placed]).astype(np.int64)
    order = placed[np.lexsort((seconds[placed], cells[:, 1], cells[:, 0], classes[placed]))]
    cell = np.round(xy[order]).astype(np.int64)
    same = (cell[1:] == cell[:-1]).all(axis=1) & (classes[order][1:] == classes[order][:-1])
    same &= seconds[order][1:] - seconds[order][:-1] <= window
    first, second = order[:-1][same], order[1:][same]
    # the neighbour before goes first: it is written last
    for one, two in ((first, second), (second, first)):
        good = (one >= before) & (rank[two] < rank[one])
        other[one[good]] = two[good]


def _neighbours(
    other: np.ndarray,
    xy: np.ndarray,
    seconds: np.ndarray,
    classes: np.ndarray,
    rank: np.ndarray,
    before: int,
    settings: SimilarSettings,
) -> None:
    """Reports of the class within the distance and time, the nearest first."""
    placed = np.flatnonzero(np.isfinite(xy).all(axis=1))
    asking = placed[(placed >= before) & (other[placed] < 0)]
    if not len(asking) or settings.distance <= 0 or settings.hours <= 0:
        return
    scaled = np.column_stack(
        [
            (xy - xy[placed].min(axis=0)) / settings.distance,
            (seconds - seconds.min()) / (settings.hours * 3600.0),
            classes * _APART,
        ]
    )
    tree = cKDTree(scaled[placed])
    for start in range(0, len(asking), _CHUNK):
        part = asking[start : start + _CHUNK]
        pairs = cKDTree(scaled[part]).sparse_distance_matrix(
            tree, 1.0 + 1e-9, p=np.inf, output_type="ndarray"
        )
        one, two = part[pairs["i"]], placed[pairs["j"]]
        gap = xy[one] - xy[two]
        far = np.hypot(gap[:, 0], gap[:, 1])
        # the search is a little wider than the limits, which hold to the second
        good = (far <= settings.distance) & (rank[two] < rank[one])
        good &= np.abs(seconds[one] - seconds[two]) <= settings.hours * 3600.0
        one, two, far = one[good], two[good], far[good]
        order = np.lexsort((rank[two], far, one))
        one, two = one[order], two[order]
        first = np.ones(len(one), dtype=bool)
        first[1:] = one[1:] != one[:-1]
        other[one[first]] = two[first]


def _same_caller(
    other: np.ndarray,
    seconds: np.ndarray,
    callers: np.ndarray,
    rank: np.ndarray,
    before: int,
    window: float,
) -> List[Sequence[int]]:
    """Pairs (new report, the one before it by the same caller within the time)."""
    codes, _ = pd.factorize(pd.Series([c or None for c in callers.tolist()], dtype=object))
    named = np.flatnonzero(codes >= 0)
    order = named[np.lexsort((rank[named], seconds[named], codes[named]))]
    same = codes[order][1:] == codes[order][:-1]
    same &= seconds[order][1:] - seconds[order][:-1] <= window
    first, second = order[:-1][same], order[1:][same]
    pairs: List[Sequence[int]] = []
    for one, two in ((second, first), (first, second)):
        good = (one >= before) & (other[one] < 0) & (rank[two] < rank[one])
        pairs += list(zip(one[good].tolist(), two[good].tolist()))
    return pairs
