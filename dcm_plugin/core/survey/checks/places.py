"""C09 ... C12, C14 and C15: grids, geometry, duplicates, line ends, overlapping areas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from shapely import STRtree

from ...messages import shortened
from ...report import Msg
from .context import KINDS, ComponentContext

#: Coordinates closer than this are one place (m): that of the third decimal of a coordinate.
_SAME = 1e-9


def run_grid(context: ComponentContext) -> None:
    """C09: the recorded grid holds the locating point, or is nearer than the accuracy allows."""
    rule = context.rule("C09")
    cells, codes = context.grids
    cell = context.grid_of
    real, carried = context.real, context.texts("grid_code")
    outside = np.flatnonzero(real & (cell < 0))
    context.figures["outside"] = len(outside)
    context.found("grid_outside", "C09", outside, group="outside")
    expected = np.where(cell >= 0, codes[np.maximum(cell, 0)] if len(codes) else "", "")
    expected = expected.astype(object)
    wrong = np.flatnonzero(real & (cell >= 0) & (carried != "") & (carried != expected))
    wrong = wrong[~_larger_part(context, wrong)]
    context.figures["wrong_grid"] = len(wrong)
    if not len(wrong):
        return
    index = pd.Index(codes)
    first = pd.Series(np.arange(len(codes)), index=index)
    first = first[~first.index.duplicated()]
    named = first.reindex(carried[wrong]).to_numpy(dtype=float)
    known = ~np.isnan(named)
    rows = wrong[~known]
    context.found("grid_unknown", "C09", rows, code=carried[rows], expected=expected[rows])
    rows = wrong[known]
    off = shapely.distance(context.points[rows], cells[named[known].astype(np.int64)])
    near = off <= _tolerances(context)[rows] * float(rule["tolerance_factor"])
    for kind, chosen, group in (("grid_other", ~near, ""), ("grid_near", near, "near")):
        context.found(
            kind,
            "C09",
            rows[chosen],
            measure=off[chosen],
            unit="m",
            group=group,
            code=carried[rows[chosen]],
            expected=expected[rows[chosen]],
        )
    context.figures["wrong_grid"] = int(len(wrong) - near.sum())


def _tolerances(context: ComponentContext) -> np.ndarray:
    """Limit of the accuracy class of each component, in metres."""
    limits = context.catalogue.values["accuracy_classes"]
    unknown = float(context.rule("C09")["tolerance_unknown"])
    found = context.class_values(
        lambda item: float(limits[item.accuracy]["rms"]) if item.accuracy in limits else unknown,
        unknown,
    )
    return found.astype(float)


def _larger_part(context: ComponentContext, rows: np.ndarray) -> np.ndarray:
    """Of lines and areas: the recorded grid is the one with the larger part of the component."""
    result = np.zeros(len(rows), dtype=bool)
    long = np.flatnonzero((context.kinds[rows] > 0) & context.valid[rows])
    if not len(long):
        return result
    cells, codes = context.grids
    shapes = context.shapes[rows[long]]
    i, c = context.grid_tree.query(shapes, predicate="intersects")
    parts = shapely.intersection(shapes[i], cells[c])
    area = context.kinds[rows[long]][i] == 2
    size = np.where(area, shapely.area(parts), shapely.length(parts))
    order = np.lexsort((size, i))
    last = np.r_[i[order][1:] != i[order][:-1], True]
    best = order[last]
    result[long[i[best]]] = codes[c[best]] == context.texts("grid_code")[rows[long[i[best]]]]
    return result


def run_geometry(context: ComponentContext) -> None:
    """C10: there, valid, one part, no repeated point, with an extent."""
    shapes, real = context.shapes, context.real
    context.found("no_geometry", "C10", np.flatnonzero(~real))
    extended = np.flatnonzero(real & (context.kinds > 0))
    own = shapes[extended]
    is_line = context.kinds[extended] == 1
    size = np.where(is_line, shapely.length(own), shapely.area(own))
    # a polygon that crosses itself may have no area in sum, but has an extent
    flat = extended[(size <= 0) & (is_line | context.valid[extended])]
    context.found("no_extent", "C10", flat)
    bad = np.setdiff1d(np.flatnonzero(real & ~context.valid), flat)
    if len(bad):
        words = np.array([str(w).split("[")[0] for w in shapely.is_valid_reason(shapes[bad])])
        context.found("invalid", "C10", bad, words=words.astype(object))
    parts = shapely.get_num_geometries(shapes)
    several = np.flatnonzero(real & (parts > 1))
    context.found("multipart", "C10", several, measure=parts[several])
    if not len(extended):
        return
    limit = float(context.rule("C10")["duplicate_distance"])
    lines, owner = shapely.get_parts(own, return_index=True)
    is_area = shapely.get_type_id(lines) == 3
    rings, ring_owner = shapely.get_rings(lines[is_area], return_index=True)
    lines = np.concatenate([lines[~is_area], rings])
    owner = np.concatenate([owner[~is_area], owner[is_area][ring_owner]])
    xy, line = shapely.get_coordinates(lines, return_index=True)
    if len(xy) < 2:
        return
    close = (line[1:] == line[:-1]) & (np.hypot(*(xy[1:] - xy[:-1]).T) <= limit)
    at = np.flatnonzero(close)
    if not len(at):
        return
    whose = owner[line[at]]
    count = np.bincount(whose, minlength=len(own))
    some, first = np.unique(whose, return_index=True)
    keep = ~np.isin(extended[some], flat)
    some, first = some[keep], first[keep]
    places = np.empty(len(some), dtype=object)
    places[:] = shapely.points(xy[at[first]])
    context.found("duplicate_vertex", "C10", extended[some], geometry=places, measure=count[some])


def run_kind(context: ComponentContext) -> None:
    """C11: points, lines, areas as the class is surveyed."""
    wanted = context.class_values(lambda item: KINDS.index(item.geometry), -1).astype(int)
    other = context.real & (wanted >= 0) & (context.kinds != wanted) & (context.kinds >= 0)
    names = context.class_values(lambda item: item.code, "").astype(object)
    for want, kind in enumerate(KINDS):
        for is_now, shown in enumerate(KINDS):
            rows = np.flatnonzero(other & (wanted == want) & (context.kinds == is_now))
            for code in np.unique(names[rows].astype(str)).tolist():
                item = context.catalogue.find("component", code)
                chosen = rows[names[rows] == code]
                context.found(
                    "kind_other",
                    "C11",
                    chosen,
                    code=code,
                    name={"en": item.name("en"), "zh": item.name_zh} if item else "",
                    expected=Msg("component_checks.geometry." + kind),
                    value=Msg("component_checks.geometry." + shown),
                )


def run_duplicates(context: ComponentContext) -> None:
    """C12: components of one class and one kind of geometry at the same place."""
    limit = float(context.rule("C12")["distance"])
    ids, names = context.class_ids
    rows = np.flatnonzero(context.real & (context.class_codes != ""))
    context.figures["duplicates"] = 0
    if len(rows) < 2:
        return
    key = ids[rows] * 4 + context.kinds[rows]
    xy = context.xy[rows]
    # those at exactly one place are one point of the search, however many they are
    spots, spot = np.unique(np.column_stack([key, xy]), axis=0, return_inverse=True)
    spot = spot.reshape(-1)
    # a third coordinate keeps the classes apart
    apart = np.column_stack([spots[:, 1:] - spots[:, 1:].min(axis=0), spots[:, 0] * 10.0 * limit])
    pairs = cKDTree(apart).query_pairs(limit, output_type="ndarray")
    graph = coo_matrix(
        (np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(spots), len(spots))
    )
    _, group = connected_components(graph, directed=False)
    group = group[spot]
    _, group, size = np.unique(group, return_inverse=True, return_counts=True)
    group = group.reshape(-1)
    several = np.flatnonzero(size[group] > 1)
    order = several[np.lexsort((rows[several], group[several]))]
    groups = np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else []
    kept, counts, lists, sizes = [], [], [], []
    for members in groups:
        found = rows[members]
        if context.kinds[found[0]] > 0:
            found = _same_shape(context, found, limit)
            if len(found) < 2:
                continue
        span = context.xy[found]
        kept.append(found[0])
        counts.append(len(found))
        lists.append(",".join(map(str, context.fid[found][:60].tolist())))
        sizes.append(float(np.hypot(*(span.max(axis=0) - span.min(axis=0)))))
    context.figures["duplicates"] = len(kept)
    if not kept:
        return
    at = np.array(kept)
    context.found(
        "duplicate",
        "C12",
        at,
        fids=lists,
        measure=np.maximum(sizes, 0.0),
        unit="m",
        count=np.array(counts),
        code=context.class_codes[at],
    )


def _same_shape(context: ComponentContext, rows: np.ndarray, limit: float) -> np.ndarray:
    """The rows whose lines or outlines keep close to those of the first one all along."""
    good = rows[context.valid[rows]]
    if len(good) < 2:
        return good[:0]
    off = shapely.hausdorff_distance(context.shapes[good[0]], context.shapes[good])
    return good[off <= limit]


def run_line_ends(context: ComponentContext) -> None:
    """C14: ends that nearly meet another line of the class, or reach a little beyond it."""
    limit = float(context.rule("C14")["distance"])
    rows = np.flatnonzero(context.valid & (shapely.get_type_id(context.shapes) == 1))
    rows = rows[~shapely.is_closed(context.shapes[rows])]
    if len(rows) < 2:
        return
    lines, ids = context.shapes[rows], context.class_ids[0][rows]
    ends = np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
    owner = np.tile(np.arange(len(lines)), 2)
    around = shapely.box(
        shapely.get_x(ends) - limit,
        shapely.get_y(ends) - limit,
        shapely.get_x(ends) + limit,
        shapely.get_y(ends) + limit,
    )
    end, line = STRtree(lines).query(around, predicate="intersects")
    other = (owner[end] != line) & (ids[owner[end]] == ids[line])
    end, line = end[other], line[other]
    off = shapely.distance(ends[end], lines[line])
    joined = np.unique(end[off <= _SAME])
    open_ = (off <= limit) & ~np.isin(end, joined)
    end, line, off = end[open_], line[open_], off[open_]
    order = np.lexsort((off, end))
    first = order[np.r_[True, end[order][1:] != end[order][:-1]]] if len(order) else order
    end, line, off = end[first], line[first], off[first]
    beyond = shapely.intersects(lines[owner[end]], lines[line])
    for kind, chosen in (("line_gap", ~beyond), ("line_overshoot", beyond)):
        at = rows[owner[end[chosen]]]
        with_ = rows[line[chosen]]
        context.found(
            kind,
            "C14",
            at,
            geometry=ends[end[chosen]],
            fids=[
                shortened(pair).replace(" ", "")
                for pair in zip(context.fid[at].tolist(), context.fid[with_].tolist())
            ],
            measure=off[chosen],
            unit="m",
            code=context.class_codes[at],
        )


def run_overlaps(context: ComponentContext) -> None:
    """C15: areas of one class that overlap."""
    smallest = float(context.rule("C15")["area"])
    rows = np.flatnonzero(context.valid & (context.kinds == 2))
    if len(rows) < 2:
        return
    shapes, ids = context.shapes[rows], context.class_ids[0][rows]
    i, j = STRtree(shapes).query(shapes, predicate="intersects")
    pair = (i < j) & (ids[i] == ids[j])
    i, j = i[pair], j[pair]
    common = shapely.intersection(shapes[i], shapes[j])
    size = shapely.area(common)
    large = size >= smallest
    i, j, common, size = i[large], j[large], common[large], size[large]
    context.found(
        "area_overlap",
        "C15",
        rows[i],
        geometry=common,
        fids=[f"{a},{b}" for a, b in zip(context.fid[rows[i]], context.fid[rows[j]])],
        measure=size,
        unit="m²",
        code=context.class_codes[rows[i]],
    )
