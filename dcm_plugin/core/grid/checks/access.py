"""G05: grids are easy to patrol: no barrier runs through, and the shape is compact."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import STRtree

from .context import Context, required
from .edges import line_segments


def run(context: Context) -> None:
    rule = context.rule("G05")
    index = 4 * np.pi * context.area / np.maximum(context.perimeter, 1e-12) ** 2
    context.figures["compactness_median"] = float(np.median(index)) if len(index) else None
    least = float(rule["shape_index"])
    bad = index < least
    context.add(
        "shape",
        ("G05",),
        context.fid[bad],
        context.shapes[bad],
        measure=np.round(index[bad], 3),
        group="shape",
        least=least,
    )
    if context.data.barriers is None:
        context.note("G05", "checks.note.no_barriers")
    else:
        _barriers(context, float(rule["barrier_length"]), float(rule["depth"]))


def _barriers(context: Context, least: float, depth: float) -> None:
    """Barriers inside a grid, farther than ``depth`` from its border, longer than ``least``.

    Barriers are taken apart into segments, so that a river through a whole city costs no more
    than its parts.
    """
    frame = required(context.data.barriers)
    shapes = np.asarray(frame.geometry.array, dtype=object)
    real = ~shapely.is_missing(shapes)
    shapes = shapes[real]
    fids = frame["_fid"].to_numpy(dtype=np.int64)[real]
    start, end, owner = line_segments(shapes)
    if not len(start) or not len(context.shapes):
        context.figures["barrier_crossings"] = 0
        return
    lines = shapely.linestrings(np.stack([start, end], axis=1))
    s, c = STRtree(context.shapes).query(lines, predicate="intersects")
    near = context.threaded(shapely.intersection, lines[s], context.shapes[c])
    length = shapely.length(near)
    some = length > 0
    s, c, near = s[some], c[some], near[some]
    key = owner[s] * np.int64(len(context.cells)) + c
    pairs, place = np.unique(key, return_inverse=True)
    place = place.reshape(-1)
    total = np.bincount(place, length[some], minlength=len(pairs))
    suspect = total > least
    chosen = suspect[place]
    near, place, c = near[chosen], place[chosen], c[chosen]
    cells = np.unique(c)
    core = np.empty(len(context.cells), dtype=object)
    core[cells] = context.threaded(
        lambda g: shapely.buffer(g, -depth, quad_segs=2), context.shapes[cells]
    )
    inner = context.threaded(shapely.intersection, near, core[c])
    deep = np.bincount(place, shapely.length(inner), minlength=len(pairs))
    bad = np.flatnonzero(deep > least)
    context.figures["barrier_crossings"] = len(bad)
    which = np.unique(pairs[bad] % len(context.cells))
    context.figures["grids_crossed_by_barrier"] = len(which)
    first = np.searchsorted(np.sort(place, kind="stable"), bad, "left")
    order = np.argsort(place, kind="stable")
    stop = np.searchsorted(place[order], bad, "right")
    geometry = np.empty(len(bad), dtype=object)
    for position, (a, b) in enumerate(zip(first.tolist(), stop.tolist())):
        parts = shapely.get_parts(inner[order[a:b]])
        geometry[position] = shapely.line_merge(
            shapely.multilinestrings(parts[shapely.get_type_id(parts) == 1])
        )
    cell = (pairs[bad] % len(context.cells)).astype(np.int64)
    context.add(
        "barrier",
        ("G05",),
        context.fid[cell],
        geometry,
        measure=deep[bad],
        unit="m",
        group="barrier",
        barrier=fids[(pairs[bad] // len(context.cells)).astype(np.int64)],
        least=least,
    )
