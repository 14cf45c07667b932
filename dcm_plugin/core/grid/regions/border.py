"""Where two grids meet: the outer edges of each, and what lies near the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple

import numpy as np
import shapely

from ..checks.edges import Segments, edge_table, segments_of
from ..checks.overlay import polygonal

#: Areas (m²) below this are rounding.
NOISE_AREA = 1e-4
#: A slit is open at its ends at most; a notch where the border begins is open to one side.
_OPEN = 0.25
#: Distance (m) within which a slit touches the polygons beside it: rounding of the closing.
_TOUCH = 1e-5


@dataclass
class Rim:
    """Edges of polygons that no other polygon of the layer shares, interior on the left.

    start, end: (k, 2); owner: (k,) polygon of each. Faults inside the layer are edges of the rim
    too; they lie far from the other layer and take no part.
    """

    start: np.ndarray
    end: np.ndarray
    owner: np.ndarray

    def lines(self) -> np.ndarray:
        return shapely.linestrings(np.stack([self.start, self.end], axis=1))

    def part(self, chosen: np.ndarray) -> Rim:
        return Rim(self.start[chosen], self.end[chosen], self.owner[chosen])


def rim_of(shapes: np.ndarray) -> Rim:
    """The rim of a layer."""
    segments: Segments = segments_of(shapes)
    if not len(segments):
        return Rim(segments.start, segments.end, segments.owner)
    single = ~edge_table(segments).matched
    return Rim(segments.start[single], segments.end[single], segments.owner[single])


def near_parts(first: Rim, second: Rim, distance: float) -> Tuple[Rim, Rim]:
    """The edges of each rim within a distance of the other."""
    lines, others = first.lines(), second.lines()
    i, j = shapely.STRtree(others).query(lines, predicate="dwithin", distance=distance)
    return first.part(np.unique(i)), second.part(np.unique(j))


def overlaps(first: np.ndarray, second: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of polygons of the two layers that share ground, and what they share."""
    j, i = shapely.STRtree(first).query(second, predicate="intersects")
    i, j = np.asarray(i), np.asarray(j)
    shared = polygonal(shapely.intersection(first[i], second[j]))
    real = shapely.area(shared) > NOISE_AREA
    return i[real], j[real], shared[real]


def gaps(
    first: np.ndarray, second: np.ndarray, near_first: np.ndarray, near_second: np.ndarray,
    width: float,
) -> np.ndarray:  # fmt: skip
    """Ground between the two layers in neither, where it is no wider than ``width``, and holes.

    ``near_*``: the polygons at the border. Slits are what a closing of their union fills: mitred
    corners stay as they are, so the open ends of the border give no gap.
    """
    together = np.concatenate([first[near_first], second[near_second]])
    if not len(near_first) or not len(near_second):
        return np.empty(0, dtype=object)
    union = shapely.union_all(together)
    half = 0.5 * width
    mitred = {"join_style": "mitre", "mitre_limit": 5.0}
    closed = shapely.buffer(shapely.buffer(union, half, **mitred), -half, **mitred)
    found = shapely.get_parts(polygonal(np.array([shapely.difference(closed, union)])))
    found = np.concatenate([found, _holes(union)])
    found = found[shapely.area(found) > NOISE_AREA]
    if not len(found):
        return found
    found = _distinct(found)
    # the closing leaves hairs along straight edges
    found = shapely.buffer(shapely.buffer(found, -_TOUCH, **mitred), _TOUCH, **mitred)
    found = shapely.get_parts(found)
    found = found[shapely.area(found) > NOISE_AREA]
    rims = shapely.boundary(found)
    open_part = shapely.length(shapely.difference(rims, shapely.buffer(union, 2 * _TOUCH)))
    found = found[open_part < _OPEN * shapely.length(rims)]
    sides = []
    for shapes, near in ((first, near_first), (second, near_second)):
        hit = shapely.STRtree(shapes[near]).query(found, predicate="dwithin", distance=2 * _TOUCH)[
            0
        ]
        sides.append(np.isin(np.arange(len(found)), hit))
    result: np.ndarray = found[sides[0] & sides[1]]
    return result


def _holes(union: object) -> np.ndarray:
    """Holes of a union as polygons."""
    parts = shapely.get_parts(union)
    rings, part = shapely.get_rings(parts, return_index=True)
    inner = np.zeros(len(rings), dtype=bool)
    inner[1:] = part[1:] == part[:-1]
    result: np.ndarray = shapely.polygons(rings[inner])
    return result


def _distinct(found: np.ndarray) -> np.ndarray:
    """One polygon where a slit is both an enclosed hole and a place that the closing fills."""
    result: np.ndarray = shapely.get_parts(shapely.union_all(found))
    return result


def width_of(areas: np.ndarray) -> np.ndarray:
    """Mean width of thin polygons: that of a rectangle of the same area and outline."""
    half = 0.5 * shapely.length(areas)
    surface = shapely.area(areas)
    # width + length = half, width * length = surface
    root = np.sqrt(np.maximum(half * half - 4 * surface, 0.0))
    result: np.ndarray = np.round(0.5 * (half - root), 4)
    return result
