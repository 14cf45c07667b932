"""Small grids to be redrawn."""

from __future__ import annotations

from typing import Any, Callable, List, Sequence

import numpy as np
import shapely
from scipy.spatial import Voronoi

from dcm_plugin.core.geos import coverage_is_valid
from dcm_plugin.core.grid.redraw.model import Edit, Patch, after, new_ids

TOLERANCE = 0.05
#: Width and height (m) of the irregular sample.
SIDE = 400.0


def objects(values: Sequence[Any]) -> np.ndarray:
    result = np.empty(len(values), dtype=object)
    result[:] = list(values)
    return result


def squares(
    columns: int,
    rows: int,
    frame: Callable[[int, int], Any] = lambda column, row: "a",
    side: float = 100.0,
) -> Patch:
    """Cells of 100 m from west to east, then south to north; the first one has the id 1."""
    shapes: List[Any] = []
    frames: List[Any] = []
    for row in range(rows):
        for column in range(columns):
            x, y = column * side, row * side
            shapes.append(shapely.box(x, y, x + side, y + side))
            frames.append(frame(column, row))
    return Patch(np.arange(1, len(shapes) + 1), objects(shapes), objects(frames))


def line(*places: Sequence[float]) -> np.ndarray:
    return np.array(places, dtype=float)


def areas(patch: Patch, edit: Edit) -> dict:
    """Rounded area of each cell that changed; new ones are -2, -3, …"""
    changed = after(patch, edit)
    wanted = {*edit.changed, *new_ids(patch, edit)}
    return {
        fid: round(shape.area, 3)
        for fid, shape in zip(changed.fids.tolist(), changed.shapes.tolist())
        if fid in wanted
    }


def check_whole(patch: Patch, edit: Edit) -> Patch:
    """No edit opens a gap, makes an overlap, or leaves a vertex that the neighbour lacks."""
    changed = after(patch, edit)
    assert shapely.is_valid(changed.shapes).all()
    assert (shapely.get_type_id(changed.shapes) == 3).all()
    assert coverage_is_valid(changed.shapes)
    before, now = shapely.area(patch.shapes).sum(), shapely.area(changed.shapes).sum()
    assert abs(before - now) < 1e-6
    assert abs(shapely.union_all(changed.shapes).area - shapely.union_all(patch.shapes).area) < 1e-6
    for name in set(patch.frame.tolist()):
        ground = shapely.union_all(patch.shapes[patch.frame == name])
        later = shapely.union_all(changed.shapes[changed.frame == name])
        assert shapely.area(shapely.symmetric_difference(ground, later)) < 1e-6
    return changed


def irregular(seed: int, count: int = 14) -> Patch:
    """A square cut into irregular cells with exactly shared vertices, in two communities."""
    random = np.random.default_rng(seed)
    points = random.uniform(0, SIDE, (count, 2))
    mirrored = [points]
    for axis in (0, 1):
        for edge in (0.0, SIDE):
            other = points.copy()
            other[:, axis] = 2 * edge - other[:, axis]
            mirrored.append(other)
    diagram = Voronoi(np.concatenate(mirrored))
    xy = np.round(diagram.vertices, 3)
    shapes = [
        shapely.Polygon(xy[diagram.regions[diagram.point_region[place]]]) for place in range(count)
    ]
    noded = shapely.node(shapely.multilinestrings([s.exterior for s in shapes]))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    frame = ["west" if shape.centroid.x < SIDE / 2 else "east" for shape in faces]
    return Patch(np.arange(1, len(faces) + 1), objects(list(faces)), objects(frame))
