"""G04/Q13 yards, G06/Q12 buildings and components: what a grid border must not cut."""

from __future__ import annotations

from typing import Tuple

import numpy as np
import shapely
from shapely import STRtree

from .context import Context, required, valid_areas
from .overlay import intersection_area

_YARDS = ("Q13", "G04")
_OBJECTS = ("Q12", "G06")


def run_yards(context: Context) -> None:
    """A yard that must stay whole lies in one grid (a community border may part it)."""
    frame = required(context.data.compounds)
    rule = context.rule(*_YARDS)
    shapes, kept = valid_areas(frame)
    area = shapely.area(shapes)
    whole = area > float(rule["compound_area"])
    if "keep" in frame.columns:
        whole = frame["keep"].to_numpy()[kept].astype(bool)
    shapes, kept, area = shapes[whole], kept[whole], area[whole]
    context.figures["yards"] = len(shapes)
    fid = frame["_fid"].to_numpy(dtype=np.int64)[kept]
    cut = _find_cuts(context, shapes, float(rule["inset"]), context.tolerances.area)
    _report_cuts(context, cut, shapes, fid, area, "yard", _YARDS, "compounds")


def run_objects(context: Context) -> None:
    """Buildings, component lines and polygons are whole; points on a border are listed."""
    rule = context.rule(*_OBJECTS)
    if context.data.buildings is not None:
        frame = context.data.buildings
        shapes, kept = valid_areas(frame)
        context.figures["buildings"] = len(shapes)
        fid = frame["_fid"].to_numpy(dtype=np.int64)[kept]
        cut = _find_cuts(context, shapes, float(rule["inset"]), float(rule["min_part"]))
        area = shapely.area(shapes)
        _report_cuts(context, cut, shapes, fid, area, "building", _OBJECTS, "buildings")
    else:
        context.note(rule.check, "checks.note.no_buildings")
    context.check_cancelled()
    if context.data.components is not None:
        _components(context)
    else:
        context.note(rule.check, "checks.note.no_components")


class Cuts:
    """Which objects are cut: by a border inside a community, or only by its outer border."""

    def __init__(self, index: np.ndarray, forced: np.ndarray, lost: np.ndarray) -> None:
        self.index = index
        self.forced = forced
        self.lost = lost
        self.owner = np.empty(0, dtype=np.int64)
        self.cell = np.empty(0, dtype=np.int64)


def _find_cuts(context: Context, shapes: np.ndarray, inset: float, least: float) -> Cuts:
    """Objects (shrunk by ``inset``) that a border enters, leaving more than ``least`` m² cut off.

    What lies wholly in one grid is settled by a point-in-polygon test; only the rest is shrunk
    and measured.
    """
    none = np.empty(0, dtype=np.int64)
    if not len(shapes) or not len(context.shapes):
        return Cuts(none, none.astype(bool), none.astype(float))
    whole = np.zeros(len(shapes), dtype=bool)
    i, j = STRtree(shapes).query(context.shapes)
    shapely.prepare(context.shapes)
    inside = context.stepwise(shapely.contains_properly, context.shapes[i], shapes[j])
    whole[j[inside]] = True
    doubtful = np.flatnonzero(~whole)
    if not len(doubtful):
        return Cuts(none, none.astype(bool), none.astype(float))
    core = context.threaded(
        lambda g: shapely.buffer(g, -inset, quad_segs=1, join_style="mitre"), shapes[doubtful]
    )
    parts, owner = shapely.get_parts(core, return_index=True)
    real = ~shapely.is_empty(parts)
    parts, owner = parts[real], owner[real]
    p, c = context.tree.query(parts)
    inside = context.stepwise(shapely.contains_properly, context.shapes[c], parts[p])
    settled = np.zeros(len(parts), dtype=bool)
    settled[p[inside]] = True
    p, c = p[~settled[p]], c[~settled[p]]
    area = context.threaded(intersection_area, parts[p], context.shapes[c])
    some = area > 0
    p, c, area = p[some], c[some], area[some]
    return _judge(context, doubtful[owner], parts, p, c, area, least)


def _judge(
    context: Context,
    owner: np.ndarray,
    parts: np.ndarray,
    p: np.ndarray,
    c: np.ndarray,
    area: np.ndarray,
    least: float,
) -> Cuts:
    """A part is cut when it lies in a grid and, by more than ``least``, elsewhere too."""
    size = shapely.area(parts)
    largest, second_home, home = _largest(p, c, area, len(parts), context)
    touched = np.unique(p)
    lost = size - largest
    cut = np.zeros(len(parts), dtype=bool)
    cut[touched] = lost[touched] > least
    # inside the community of its main grid: more than one grid?
    chosen = np.flatnonzero(cut)
    forced = second_home <= least
    if context.communities is not None:
        beyond = _beyond_community(context, parts[chosen], home[chosen])
        alone = np.maximum(size[chosen] - largest[chosen] - second_home[chosen], 0) - beyond
        forced_chosen = (second_home[chosen] <= least) & (alone <= least)
        forced = np.zeros(len(parts), dtype=bool)
        forced[chosen] = forced_chosen
    else:
        forced &= _other_prefix(context, p, c, area, home, len(parts)) >= lost - least
    index = np.unique(owner[chosen])
    place = np.searchsorted(index, owner[chosen])
    all_forced = np.ones(len(index), dtype=bool)
    np.logical_and.at(all_forced, place, forced[chosen])
    total = np.zeros(len(index))
    np.add.at(total, place, lost[chosen])
    result = Cuts(index, all_forced, total)
    in_cut = cut[p] & (area > least * 0.01)
    result.owner, result.cell = owner[p[in_cut]], c[in_cut]
    return result


def _largest(
    p: np.ndarray, c: np.ndarray, area: np.ndarray, count: int, context: Context
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per part: area in its main grid, area in other grids of that community, main grid."""
    order = np.lexsort((area, p))
    p, c, area = p[order], c[order], area[order]
    last = np.r_[p[1:] != p[:-1], True] if len(p) else np.empty(0, dtype=bool)
    largest, home = np.zeros(count), np.full(count, -1, dtype=np.int64)
    largest[p[last]] = area[last]
    home[p[last]] = c[last]
    key = context.community_key
    same = np.zeros(len(p), dtype=bool)
    if len(p):
        same = (key[c] == key[home[p]]) & ~last
    other = np.bincount(p[same], area[same], minlength=count)
    return largest, other, home


def _other_prefix(
    context: Context,
    p: np.ndarray,
    c: np.ndarray,
    area: np.ndarray,
    home: np.ndarray,
    count: int,
) -> np.ndarray:
    """Area of each part in grids of another community, judged by codes."""
    key = context.community_key
    other = (key[c] != key[home[p]]) & (key[c] != "") & (key[home[p]] != "")
    return np.bincount(p[other], area[other], minlength=count)


def _beyond_community(context: Context, parts: np.ndarray, home: np.ndarray) -> np.ndarray:
    """Area of each part outside the community of its main grid."""
    if not len(parts) or context.communities is None:
        return np.zeros(len(parts))
    pieces, owner = context.community_pieces
    i, j = STRtree(pieces).query(parts, predicate="intersects")
    of = context.community_of[home]
    same = owner[j] == of[i]
    i, j = i[same], j[same]
    inside = np.zeros(len(parts))
    np.add.at(inside, i, intersection_area(parts[i], pieces[j]))
    result: np.ndarray = shapely.area(parts) - inside
    return result


def _report_cuts(
    context: Context,
    cut: Cuts,
    shapes: np.ndarray,
    fid: np.ndarray,
    area: np.ndarray,
    name: str,
    checks: Tuple[str, str],
    layer: str,
) -> None:
    names = context.grouped_fids(cut.owner, cut.cell, cut.index)
    number = np.array([text.count(",") + 1 for text in names], dtype=np.int64)
    for kind, chosen in ((name + "_cut", ~cut.forced), (name + "_on_border", cut.forced)):
        index = cut.index[chosen]
        context.add(
            kind,
            checks,
            fid[index],
            shapes[index],
            [text for text, take in zip(names, chosen) if take],
            cut.lost[chosen],
            "m²",
            layer=layer,
            group="" if kind.endswith("_cut") else "on_border",
            area=np.round(area[index], 1),
            grids=number[chosen],
        )
    context.figures[name + "s_cut"] = int((~cut.forced).sum())
    context.figures[name + "s_cut_by_community"] = int(cut.forced.sum())


def _components(context: Context) -> None:
    shapes = context.component_shapes
    fid = context.component_fids
    kinds = shapely.get_type_id(shapes)
    valid = shapely.is_valid(shapes)
    for name, wanted, unit, measure in (
        ("component_line", (1, 2, 5), "m", shapely.length),
        ("component_area", (3, 6), "m²", shapely.area),
    ):
        chosen = np.flatnonzero(np.isin(kinds, wanted) & valid & ~shapely.is_empty(shapes))
        if not len(chosen):
            continue
        i, c = context.tree.query(shapes[chosen], predicate="intersects")
        several = np.bincount(i, minlength=len(chosen))[i] > 1
        i, c = i[several], c[several]
        size = measure(shapely.intersection(shapes[chosen[i]], context.shapes[c]))
        least = context.tolerances.length if unit == "m" else context.tolerances.area
        i, c, size = i[size > least], c[size > least], size[size > least]
        number = np.bincount(i, minlength=len(chosen))
        cut = np.flatnonzero(number > 1)
        largest = np.zeros(len(chosen))
        np.maximum.at(largest, i, size)
        total = np.bincount(i, size, minlength=len(chosen))
        context.figures[name + "s_cut"] = len(cut)
        context.add(
            name + "_cut",
            _OBJECTS,
            fid[chosen[cut]],
            shapes[chosen[cut]],
            context.grouped_fids(i, c, cut),
            (total - largest)[cut],
            unit,
            layer="components",
            group="component",
            grids=number[cut],
        )
    _points_on_borders(context, kinds)


def _points_on_borders(context: Context, kinds: np.ndarray) -> None:
    points = np.flatnonzero(np.isin(kinds, (0, 4)) & ~shapely.is_empty(context.component_shapes))
    if not len(points):
        return
    once = context.edges.first
    lines = context.segments.lines(once)
    shapes = context.component_shapes[points]
    i, j = STRtree(lines).query(shapes, predicate="dwithin", distance=context.tolerances.length)
    if not len(i):
        context.figures["components_on_border"] = 0
        return
    found = np.unique(i)
    p, c = context.tree.query(
        shapes[found], predicate="dwithin", distance=context.tolerances.length
    )
    context.figures["components_on_border"] = len(found)
    near = np.full(len(points), np.inf)
    np.minimum.at(near, i, shapely.distance(shapes[i], lines[j]))
    context.add(
        "component_on_border",
        _OBJECTS,
        context.component_fids[points[found]],
        shapes[found],
        context.grouped_fids(p, c, np.arange(len(found))),
        near[found],
        "m",
        layer="components",
        group="on_border",
    )
