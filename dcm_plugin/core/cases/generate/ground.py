"""Where cases happen: unit grids with hot spots, places along streets, components."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, Optional, Sequence, Tuple

import numpy as np
import shapely

#: Metres between two possible places along a street, and how far from its middle they are.
_SPACING = 15.0
_BESIDE = 6.0
#: Metres that a place is moved at random, so that no two cases lie on the same spot.
_JITTER = 4.0
#: Clusters of cells with many cases: one for so many cells, and their radius in cells.
_CELLS_OF_A_SPOT = 60
_ROUNDS = 40


@dataclass(frozen=True)
class Pool:
    """Possible places, sorted by the cell they lie in.

    ``points`` (n, 2); ``first`` and ``count`` per cell; ``label`` per place (number of the road
    name, or of the component), -1 for none.
    """

    points: np.ndarray
    first: np.ndarray
    count: np.ndarray
    label: np.ndarray


@dataclass
class Ground:
    """The unit grids of a city.

    ``cells``: polygons (metres), ``codes`` their codes. ``streets``: places along roads or cell
    borders. ``components``: class code → places of the components of this class, ``label`` is the
    number in ``component_codes``.
    """

    cells: np.ndarray
    codes: np.ndarray
    streets: Pool
    road_names: Sequence[str] = ()
    components: Dict[str, Pool] = field(default_factory=dict)
    component_codes: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=object))


def make_ground(
    cells: np.ndarray,
    codes: np.ndarray,
    roads: Optional[np.ndarray] = None,
    road_names: Sequence[str] = (),
    components: Optional[Tuple[np.ndarray, np.ndarray, np.ndarray]] = None,
) -> Ground:
    """``roads``: lines, one name each in ``road_names``; ``components``: points (n, 2), class
    codes, component codes. All in the CRS of the city database."""
    tree = shapely.STRtree(cells)
    names = list(dict.fromkeys(n for n in road_names if isinstance(n, str) and n.strip()))
    if roads is not None and len(roads):
        points, labels = _beside_roads(roads, road_names, names)
    else:
        points = _inside_borders(cells)
        labels = np.full(len(points), -1)
    streets = _pool(tree, len(cells), points, labels)
    lacking = np.flatnonzero(streets.count == 0)
    if len(lacking):
        more = _inside_borders(cells[lacking])
        streets = _pool(
            tree,
            len(cells),
            np.vstack([points, more]),
            np.concatenate([labels, np.full(len(more), -1)]),
        )
    by_class: Dict[str, Pool] = {}
    component_codes = np.empty(0, dtype=object)
    if components is not None and len(components[0]):
        places, classes, component_codes = components
        for code in np.unique(classes.astype(str)):
            mine = np.flatnonzero(classes == code)
            by_class[str(code)] = _pool(tree, len(cells), places[mine], mine)
    return Ground(cells, codes, streets, names, by_class, component_codes)


def _beside_roads(
    roads: np.ndarray, road_names: Sequence[str], names: Sequence[str]
) -> Tuple[np.ndarray, np.ndarray]:
    """Places every few metres on both sides of roads, and the number of the name of the road."""
    parts, owner = shapely.get_parts(roads, return_index=True)
    lengths = shapely.length(parts)
    steps = np.maximum(1, (lengths / _SPACING).astype(int))
    line = np.repeat(np.arange(len(parts)), steps)
    nth = np.arange(len(line)) - np.repeat(np.cumsum(steps) - steps, steps)
    share = (nth + 0.5) / steps[line]
    at = shapely.get_coordinates(shapely.line_interpolate_point(parts[line], share, True))
    ahead = shapely.get_coordinates(
        shapely.line_interpolate_point(parts[line], np.minimum(share + 1e-3, 1.0), True)
    )
    along = ahead - at
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    side = np.where(nth % 2, _BESIDE, -_BESIDE)[:, None]
    points = at + np.column_stack([-along[:, 1], along[:, 0]]) * side
    number = {name: index for index, name in enumerate(names)}
    of_road = np.array([number.get(name, -1) for name in road_names], dtype=int)
    return points, of_road[owner[line]]


def _inside_borders(cells: np.ndarray) -> np.ndarray:
    """Places just inside the borders of cells: most borders are streets."""
    parts, owner = shapely.get_parts(shapely.boundary(cells), return_index=True)
    steps = np.maximum(1, (shapely.length(parts) / _SPACING).astype(int))
    line = np.repeat(np.arange(len(parts)), steps)
    nth = np.arange(len(line)) - np.repeat(np.cumsum(steps) - steps, steps)
    at = shapely.get_coordinates(
        shapely.line_interpolate_point(parts[line], (nth + 0.5) / steps[line], True)
    )
    middle = shapely.get_coordinates(shapely.point_on_surface(cells))[owner[line]]
    inward = middle - at
    inward /= np.maximum(np.hypot(inward[:, 0], inward[:, 1]), 1e-9)[:, None]
    return np.asarray(at + inward * (_BESIDE / 2))


def _pool(tree: shapely.STRtree, cells: int, points: np.ndarray, labels: np.ndarray) -> Pool:
    """The places that lie in a cell, sorted by cell; of two cells the one of the lower number."""
    which, cell = tree.query(shapely.points(points), predicate="intersects")
    _, first_hit = np.unique(which, return_index=True)
    which, cell = which[first_hit], cell[first_hit]
    order = np.argsort(cell, kind="stable")
    which, cell = which[order], cell[order]
    count = np.bincount(cell, minlength=cells)
    return Pool(points[which], np.cumsum(count) - count, count, labels[which])


def cell_weights(ground: Ground, share: float, rng: np.random.Generator) -> np.ndarray:
    """Probability of each cell: by chance everywhere, and ``share`` of it in a few hot spots."""
    number = len(ground.cells)
    plain = rng.lognormal(0.0, 0.7, number)
    centres = shapely.get_coordinates(shapely.centroid(ground.cells))
    spots = centres[rng.integers(0, number, max(1, number // _CELLS_OF_A_SPOT))]
    reach = 1.6 * np.sqrt(np.median(shapely.area(ground.cells)))
    hot = np.zeros(number)
    for spot in spots:
        away = np.hypot(*(centres - spot).T)
        hot += rng.lognormal(0.0, 0.5) * np.exp(-0.5 * (away / reach) ** 2)
    mixed = (1 - share) * plain / plain.sum() + share * hot / hot.sum()
    return np.asarray(mixed / mixed.sum())


def pick(pool: Pool, cells: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A place of the pool for each of the cells; -1 where the cell has none."""
    count = pool.count[cells]
    chosen = pool.first[cells] + (rng.random(len(cells)) * count).astype(int)
    return np.where(count > 0, chosen, -1)


def pick_any(pool: Pool, weights: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Places of a pool, more where the cells have more weight."""
    by_place = np.repeat(weights / np.maximum(pool.count, 1), pool.count)
    total = np.cumsum(by_place)
    found = np.searchsorted(total, rng.random(size) * total[-1], side="right")
    return np.asarray(np.minimum(found, len(by_place) - 1))


def cell_of(pool: Pool, places: np.ndarray) -> np.ndarray:
    """The cell in which places of a pool lie."""
    filled = np.flatnonzero(pool.count)
    return np.asarray(filled[np.searchsorted(pool.first[filled], places, side="right") - 1])


def inside(ground: Ground, cells: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A random point in each of the cells (n, 2)."""
    shapes = ground.cells[cells]
    low, high = np.split(shapely.bounds(shapes), 2, axis=1)
    points = shapely.get_coordinates(shapely.point_on_surface(ground.cells))[cells]
    open_ = np.arange(len(cells))
    shapely.prepare(ground.cells)
    for _ in range(_ROUNDS):
        if not len(open_):
            break
        tried = low[open_] + rng.random((len(open_), 2)) * (high[open_] - low[open_])
        good = shapely.intersects(shapes[open_], shapely.points(tried))
        points[open_[good]] = tried[good]
        open_ = open_[~good]
    return np.asarray(points)


def scattered(
    ground: Ground, points: np.ndarray, cells: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """The points, moved a little; those that would leave their cell stay."""
    moved = points + rng.uniform(-_JITTER, _JITTER, points.shape)
    stays = shapely.intersects(ground.cells[cells], shapely.points(moved))
    return np.where(stays[:, None], moved, points)
