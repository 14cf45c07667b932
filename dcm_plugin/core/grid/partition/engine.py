"""The whole partition: frame, linework, tasks on all cores, codes and figures."""

from __future__ import annotations

import zlib
from typing import Any, Callable, Dict, List, Optional, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ... import parallel
from ...errors import Cancelled, InputError
from ...standards import Profile
from .. import numbering, quality
from . import planar, worker
from .assemble import stitch
from .atoms import Region
from .frame import Frame, issue_table, repair
from .geometry import lines_of, only_polygons
from .linework import Linework, node_lines
from .model import RANK_HARD, RANK_MAIN, PartitionInput, PartitionResult, PartitionSettings

#: Cells of one task; a larger community is a task of its own. Not a matter of the machine: the
#: result must be the same on every number of cores.
TASK_CELLS = 2000
#: Rank of the outlines of layout polygons (water, green, squares) and of compounds.
LAYOUT_RANK = 2
COMPOUND_RANK = 2
#: Histogram classes of the cell areas, as shares of the target.
HISTOGRAM = np.arange(0.0, 2.05, 0.1)

Progress = Callable[[float], None]


def partition(
    data: PartitionInput,
    settings: PartitionSettings,
    profile: Profile,
    progress: Progress = lambda value: None,
    cancelled: Callable[[], bool] = lambda: False,
    message: Callable[[str], None] = lambda text: None,
) -> PartitionResult:
    """Divide the communities into coded unit grids.

    All tables in one projected CRS in metres. Raises InputError for a community that would need
    more grids than its code has numbers, and Cancelled.
    """
    progress(0.0)
    frame = repair(data.communities, settings.frame_tolerance)
    codes = data.communities["code"].to_numpy(dtype=object)
    _check_capacity(frame, codes, settings, profile)
    _check(cancelled)
    work = _linework(frame, data, settings)
    progress(8.0)
    _check(cancelled)
    left, right = _communities_of_edges(work, frame)
    groups = _groups(frame, codes, settings)
    tasks = _tasks(work, left, right, groups, frame, data, settings, codes)
    progress(10.0)
    solved = parallel.run(
        worker.solve,
        tasks,
        workers=settings.workers,
        progress=lambda value: progress(10.0 + 0.75 * value),
        cancelled=cancelled,
        weights=[float(len(task.region.u)) for task in tasks],
        message=message,
    )
    _check(cancelled)
    shapes = stitch([s.rings for s in solved], work.xy, work.u, work.v)
    progress(88.0)
    cells = _cell_table(shapes, solved, data, settings, profile, codes)
    progress(93.0)
    _check(cancelled)
    figures = _figures(cells, frame, solved, data, settings)
    histogram = _histogram(cells["area"].to_numpy(), settings.target)
    issues = issue_table(frame.issues, data.communities.crs)
    progress(100.0)
    return PartitionResult(
        cells,
        frame.table,
        issues,
        figures,
        histogram,
    )


def _histogram(area: np.ndarray, target: float) -> dict:
    """Numbers of cells by area; the last class holds all that is larger."""
    edges = HISTOGRAM * target
    edges[-1] = max(edges[-1], float(area.max()) if len(area) else 0.0)
    counts, _ = np.histogram(area, edges)
    return {"edges": [float(e) for e in edges], "counts": [int(c) for c in counts]}


def _check(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled()


def _check_capacity(
    frame: Frame, codes: np.ndarray, settings: PartitionSettings, profile: Profile
) -> None:
    """Stop before any work when a community surely needs more numbers than there are."""
    area = np.bincount(frame.community, weights=shapely.area(frame.polygons), minlength=len(codes))
    least = np.floor(area / settings.upper)
    room = profile.code.last
    over = np.flatnonzero(least > room)
    if len(over):
        worst = over[np.argmax(least[over])]
        raise InputError(
            "partition.input.capacity",
            community=str(codes[worst]),
            area=f"{area[worst] / 1e6:.2f}",
            least=int(least[worst]),
            room=int(room),
            profile=profile.id,
        )


def _geometries(table: Optional[gpd.GeoDataFrame]) -> np.ndarray:
    """Geometry column (n,) without missing and empty ones."""
    if table is None or not len(table):
        return np.empty(0, dtype=object)
    shapes = np.asarray(table.geometry.values, dtype=object)
    return shapes[_present(shapes)]


def _present(shapes: np.ndarray) -> np.ndarray:
    return ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))


def _polygons(table: Optional[gpd.GeoDataFrame]) -> np.ndarray:
    """Valid single polygons of a table."""
    shapes = _geometries(table)
    if not len(shapes):
        return shapes
    bad = ~shapely.is_valid(shapes)
    shapes[bad] = only_polygons(shapely.make_valid(shapes[bad]))
    parts = shapely.get_parts(shapes)
    return parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]


def _linework(frame: Frame, data: PartitionInput, settings: PartitionSettings) -> Linework:
    lines: List[np.ndarray] = []
    ranks: List[np.ndarray] = []
    if data.barriers is not None and len(data.barriers):
        shapes = np.asarray(data.barriers.geometry.values, dtype=object)
        rank = data.barriers["rank"].to_numpy()
        ok = _present(shapes) & (rank > 0)
        lines.append(lines_of(shapes[ok]))
        ranks.append(np.clip(rank[ok].astype(np.int64), 1, RANK_HARD))
    for table, rank in ((data.layout, LAYOUT_RANK), (data.compounds, COMPOUND_RANK)):
        shapes = lines_of(_polygons(table))
        lines.append(shapes)
        ranks.append(np.full(len(shapes), rank, dtype=np.int64))
    return node_lines(
        frame.polygons,
        np.concatenate(lines) if lines else np.empty(0, dtype=object),
        np.concatenate(ranks) if ranks else np.empty(0, dtype=np.int64),
        RANK_MAIN,
        settings.precision,
    )


def _communities_of_edges(work: Linework, frame: Frame) -> Tuple[np.ndarray, np.ndarray]:
    """Frame polygon on the left and right of each edge, -1 outside."""
    g = planar.build(work.xy, work.u, work.v)
    faces = planar.face_polygons(g, np.ones(g.n_faces, dtype=bool))
    inside = shapely.point_on_surface(faces)
    f, p = shapely.STRtree(frame.polygons).query(inside, predicate="intersects")
    owner = np.full(g.n_faces, -1, dtype=np.int64)
    owner[f] = p
    side = np.where(g.face >= 0, owner[np.maximum(g.face, 0)], -1)
    return side[0::2], side[1::2]


def _groups(frame: Frame, codes: np.ndarray, settings: PartitionSettings) -> np.ndarray:
    """Task number of each frame polygon: neighbours in code order, up to TASK_CELLS cells."""
    area = shapely.area(frame.polygons)
    order = np.lexsort((np.arange(len(area)), codes[frame.community].astype(str)))
    group = np.empty(len(area), dtype=np.int64)
    number, filled = 0, 0.0
    for k in order:
        cells = area[k] / settings.target
        if filled > 0 and filled + cells > TASK_CELLS:
            number, filled = number + 1, 0.0
        group[k] = number
        filled += cells
    return group


def _tasks(
    work: Linework,
    left: np.ndarray,
    right: np.ndarray,
    group: np.ndarray,
    frame: Frame,
    data: PartitionInput,
    settings: PartitionSettings,
    codes: np.ndarray,
) -> List[worker.Task]:
    count = int(group.max()) + 1
    gl = np.where(left >= 0, group[np.maximum(left, 0)], -1)
    gr = np.where(right >= 0, group[np.maximum(right, 0)], -1)
    whole = _polygons(data.buildings)
    if data.compounds is not None and len(data.compounds) and "keep" in data.compounds:
        kept = data.compounds[data.compounds["keep"].to_numpy(dtype=bool)]
        whole = np.concatenate([whole, _polygons(kept)])
    whole_of = _by_task(whole, frame.polygons, group, count)
    shapes = _geometries(data.components)
    points = shapely.point_on_surface(shapes)
    points_of = _by_task(points, frame.polygons, group, count)
    uncut = shapes[shapely.get_dimensions(shapes) > 0]
    uncut_of = _by_task(uncut, frame.polygons, group, count)
    first = np.full(count, -1, dtype=np.int64)
    first[group[::-1]] = np.arange(len(group))[::-1]
    ground = shapely.area(frame.polygons)
    city_cells = float(ground.sum()) / settings.target
    tasks = []
    for t in range(count):
        e = np.flatnonzero((gl == t) | (gr == t))
        used = np.unique(np.r_[work.u[e], work.v[e]])
        region = Region(
            work.xy[used],
            np.searchsorted(used, work.u[e]),
            np.searchsorted(used, work.v[e]),
            work.rank[e],
            np.where(gl[e] == t, left[e], -1),
            np.where(gr[e] == t, right[e], -1),
            e,
        )
        name = str(codes[frame.community[first[t]]])
        tasks.append(
            worker.Task(
                region,
                whole[whole_of[t]],
                shapely.get_coordinates(points[points_of[t]]),
                uncut[uncut_of[t]],
                frame.community,
                ground,
                settings,
                zlib.crc32(f"{settings.seed}:{name}".encode()),
                city_cells,
            )
        )
    return tasks


def _by_task(
    shapes: np.ndarray, polygons: np.ndarray, group: np.ndarray, count: int
) -> List[np.ndarray]:
    """For each task the shapes (positions) that touch its communities."""
    if not len(shapes):
        return [np.zeros(0, dtype=np.int64)] * count
    i, p = shapely.STRtree(polygons).query(shapes, predicate="intersects")
    pair = np.unique(np.c_[group[p], i], axis=0)
    return np.split(pair[:, 1], np.searchsorted(pair[:, 0], np.arange(1, count)))


def _cell_table(
    shapes: np.ndarray,
    solved: List[worker.Solved],
    data: PartitionInput,
    settings: PartitionSettings,
    profile: Profile,
    codes: np.ndarray,
) -> gpd.GeoDataFrame:
    def column(name: str) -> np.ndarray:
        return np.concatenate([getattr(s, name) for s in solved])

    owner = column("frame_part")
    community = column("community")
    area = shapely.area(shapes)
    border = column("border")
    prefix = codes[community]
    numbered = numbering.number(shapes, prefix, profile, order=settings.order)
    names = data.communities["name"].to_numpy() if "name" in data.communities else None
    tree = shapely.STRtree(shapes)
    table = pd.DataFrame(
        {
            "code": numbered.codes,
            "community": prefix,
            "name": "" if names is None else names[community],
            "area": area,
            "components": _count(tree, _geometries(data.components), len(shapes)),
            "buildings": _count(tree, _geometries(data.buildings), len(shapes)),
            "on_lines": np.clip(column("real") / np.maximum(border, 1e-9), 0, 1),
            "compactness": 4 * np.pi * area / shapely.length(shapes) ** 2,
            "reason": _reasons(area, owner, column("atom_area"), column("part_area"), settings),
            "profile": profile.id,
        }
    )
    table = gpd.GeoDataFrame(table, geometry=shapes, crs=data.communities.crs)
    return table.iloc[np.argsort(table["code"].to_numpy(dtype=str), kind="stable")].reset_index(
        drop=True
    )


def _count(tree: shapely.STRtree, things: np.ndarray, n: int) -> np.ndarray:
    """How many things lie in each cell, by a point inside each thing; on a border the first."""
    if not len(things):
        return np.zeros(n, dtype=np.int64)
    i, c = tree.query(shapely.point_on_surface(things), predicate="intersects")
    order = np.lexsort((c, i))
    i, c = i[order], c[order]
    first = np.r_[True, i[1:] != i[:-1]] if len(i) else np.zeros(0, dtype=bool)
    return np.bincount(c[first], minlength=n)


def _reasons(
    area: np.ndarray,
    owner: np.ndarray,
    largest: np.ndarray,
    part_area: np.ndarray,
    settings: PartitionSettings,
) -> np.ndarray:
    """Why a cell is outside the bounds: message id, '' inside."""
    reason = np.full(len(area), "", dtype=object)
    small, large = area < settings.lower, area > settings.upper
    alone = np.bincount(owner)[owner] == 1
    reason[small | large] = "partition.reason.lines"
    reason[large & (largest > 0.8 * settings.upper)] = "partition.reason.whole"
    reason[small & (part_area < 2 * settings.lower)] = "partition.reason.community_rest"
    reason[small & alone] = "partition.reason.community_small"
    return reason


def _figures(
    cells: gpd.GeoDataFrame,
    frame: Frame,
    solved: List[worker.Solved],
    data: PartitionInput,
    settings: PartitionSettings,
) -> Dict[str, Any]:
    figures = quality.measure(
        cells,
        frame.table,
        buildings=data.buildings,
        components=data.components,
        target=settings.target,
    )
    border = sum(float(s.border.sum()) for s in solved)
    real = sum(float(s.real.sum()) for s in solved)
    main = sum(s.main for s in solved)
    inside = sum(s.main_inside for s in solved)
    figures["border_on_feature"] = real / border if border else 0.0
    figures["main_feature_followed"] = 1.0 - inside / main if main else None
    figures["hard_inside_m"] = sum(float(s.hard_inside.sum()) for s in solved)
    figures["frame_changed_m2"] = float(frame.changed.sum())
    return figures
