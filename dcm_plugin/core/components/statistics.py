"""How many components of which class lie where, and how densely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List, Optional, Sequence, Tuple

import numpy as np
import pandas as pd
import shapely

#: What components are counted by.
LEVELS = ("unit_grid", "community", "street", "department")
#: Which classes are told apart.
DETAILS = ("major", "minor")
KM2, WAN = 1.0e6, 1.0e4


@dataclass(frozen=True)
class Areas:
    """What is counted by: ``codes`` and ``names`` are texts or None, ``area`` is in m².

    ``shapes`` is None where there is no ground to it (departments); ``area`` is then that of the
    whole ground, for each of them. ``ground`` is the area of it all, the sum where it is not given.
    """

    codes: np.ndarray
    names: np.ndarray
    area: np.ndarray
    shapes: Any = None
    ground: Optional[float] = None

    @property
    def whole(self) -> float:
        """All the ground in m²."""
        return float(self.area.sum()) if self.ground is None else self.ground

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True)
class Statistics:
    """``pairs``: columns area, klass, count for every pair that occurs; -1 is no area or no class.

    ``by_area`` and ``by_class``: components per area and per class, zeros included, whatever their
    class or area is. ``total`` counts all components, so nothing is left out.
    """

    pairs: pd.DataFrame
    by_area: np.ndarray
    by_class: np.ndarray
    total: int
    ground: float

    @property
    def unplaced(self) -> int:
        return self.total - int(self.by_area.sum())

    @property
    def unclassified(self) -> int:
        return self.total - int(self.by_class.sum())


def count(area: np.ndarray, klass: np.ndarray, areas: Areas, classes: int) -> Statistics:
    """Count components by area and class (places in ``areas`` and in the list of classes, or -1).

    >>> made = count(np.array([0, 0, -1]), np.array([1, -1, 1]), areas, 3)
    >>> made.by_area.sum(), made.by_class.tolist(), made.unplaced
    """
    keys = (area.astype(np.int64) + 1) * (classes + 1) + klass + 1
    found, number = np.unique(keys, return_counts=True)
    pairs = pd.DataFrame(
        {
            "area": found // (classes + 1) - 1,
            "klass": found % (classes + 1) - 1,
            "count": number,
        }
    )
    return Statistics(
        pairs=pairs,
        by_area=np.bincount(area[area >= 0], minlength=len(areas)),
        by_class=np.bincount(klass[klass >= 0], minlength=classes),
        total=len(area),
        ground=areas.whole,
    )


def density(number: Any, area: Any, unit: float) -> np.ndarray:
    """Components per ``unit`` m²; NaN where there is no ground."""
    number, area = np.asarray(number, dtype=float), np.asarray(area, dtype=float)
    return np.divide(number * unit, area, out=np.full(np.shape(number), np.nan), where=area > 0)


def merged_areas(
    codes: np.ndarray, names: np.ndarray, shapes: np.ndarray
) -> Tuple[Areas, np.ndarray]:
    """Unit grids put together by the code of their parent, and the parent of each grid (-1: none).

    A name is the first one that is there.
    """
    place, kinds = pd.factorize(codes, sort=True)
    united = np.empty(len(kinds), dtype=object)
    order = np.argsort(place, kind="stable")
    order = order[place[order] >= 0]
    starts = np.searchsorted(place[order], np.arange(len(kinds) + 1))
    titles = np.full(len(kinds), None, dtype=object)
    for parent in range(len(kinds)):
        members = order[starts[parent] : starts[parent + 1]]
        united[parent] = shapely.union_all(shapes[members])
        titles[parent] = next((name for name in names[members].tolist() if name), None)
    made = Areas(np.asarray(kinds, dtype=object), titles, shapely.area(united), united)
    return made, place


def breaks(values: np.ndarray, parts: int = 5) -> List[Tuple[float, float]]:
    """Ranges for a map: 0 on its own where it occurs, the rest in parts of equal number.

    Ranges touch and cover all values; equal values stay together, so there may be fewer.
    """
    real = np.sort(values[np.isfinite(values)])
    if not len(real):
        return []
    ranges = [(0.0, 0.0)] if real[0] == 0 else []
    rest = real[real > 0]
    if not len(rest):
        return ranges
    edges = np.unique(np.quantile(rest, np.linspace(0, 1, parts + 1)))
    # a layer keeps rounded values: the outermost ones must not fall outside
    edges[0], edges[-1] = edges[0] * (1 - 1e-9), edges[-1] * (1 + 1e-9)
    if len(edges) == 1:
        return [*ranges, (float(rest[0]), float(rest[-1]))]
    return [*ranges, *zip(edges[:-1].tolist(), edges[1:].tolist())]


def distribution(counts: np.ndarray, bars: int = 20) -> Tuple[List[float], List[int]]:
    """Edges and numbers for a histogram of components per area."""
    top = max(int(counts.max(initial=0)), 1)
    width = max(1, -(-(top + 1) // bars))
    edges = np.arange(0, top + 1 + width, width)
    number, _ = np.histogram(counts, bins=edges)
    return edges.astype(float).tolist(), number.tolist()


def largest(counts: np.ndarray, limit: int) -> np.ndarray:
    """Places of the largest numbers, the largest first; of equal ones the first one first."""
    return np.argsort(-np.asarray(counts), kind="stable")[:limit]


def positions(texts: Sequence[Any], known: Sequence[str]) -> np.ndarray:
    """The place of each text in ``known``, -1 for one that is not there."""
    given, kinds = pd.factorize(np.asarray(texts, dtype=object))
    place = {text: number for number, text in enumerate(known)}
    return np.array([place.get(str(kind).strip(), -1) for kind in kinds] + [-1], dtype=np.int64)[
        given
    ]
