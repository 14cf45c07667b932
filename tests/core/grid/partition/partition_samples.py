"""Made-up small cities for the partition tests (no real place)."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from dcm_plugin.core.grid.partition.model import PartitionInput, PartitionSettings
from dcm_plugin.core.standards import load_profile

PROFILE = load_profile("gbt47678_3_2026")
ALONE = PartitionSettings(workers=1)
#: A city grid origin as in real projected coordinates, so that rounding is real too.
X0, Y0 = 641000.0, 3457000.0


def table(shapes, **columns) -> gpd.GeoDataFrame:
    columns = {"_fid": range(len(shapes)), **columns}
    return gpd.GeoDataFrame(columns, geometry=list(shapes))


def box(x, y, w, h):
    return shapely.box(X0 + x, Y0 + y, X0 + x + w, Y0 + y + h)


def line(*points):
    return shapely.linestrings([(X0 + x, Y0 + y) for x, y in points])


def communities(*shapes) -> gpd.GeoDataFrame:
    codes = [f"3101990010{k + 1:02d}" for k in range(len(shapes))]
    return table(shapes, code=codes, name=[f"社区{k + 1}" for k in range(len(shapes))])


def city(seed: int, columns: int = 2, rows: int = 1, side: float = 300.0) -> PartitionInput:
    """Communities side by side with random roads through them and random turned buildings."""
    rng = np.random.default_rng(seed)
    frame = [box(c * side, r * side, side, side) for c in range(columns) for r in range(rows)]
    width, height = columns * side, rows * side
    ends = rng.uniform(-20, 1, (6, 2, 2)) * [0, 0] + rng.uniform(0, 1, (6, 2, 2)) * [width, height]
    ends[:3, 0, 0], ends[:3, 1, 0] = -10, width + 10
    ends[3:, 0, 1], ends[3:, 1, 1] = -10, height + 10
    roads = shapely.linestrings(ends + [X0, Y0])
    middle = rng.uniform(0, 1, (25, 2)) * [width, height]
    size = rng.uniform(8, 50, (25, 2))
    angle = rng.uniform(0, np.pi, 25)
    corner = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) / 2 * size[:, None, :]
    c, s = np.cos(angle)[:, None], np.sin(angle)[:, None]
    turned = np.stack(
        [c * corner[..., 0] - s * corner[..., 1], s * corner[..., 0] + c * corner[..., 1]], axis=2
    )
    houses = shapely.polygons(turned + middle[:, None, :] + [X0, Y0])
    points = shapely.points(rng.uniform(0, 1, (40, 2)) * [width, height] + [X0, Y0])
    return PartitionInput(
        communities(*frame),
        barriers=table(roads, rank=[4, 3, 2, 3, 2, 1]),
        buildings=table(houses),
        components=table(points),
    )
