"""G03: grids follow streets, yards, water and administrative borders."""

from __future__ import annotations

from typing import List

import numpy as np
import shapely

from .context import Context
from .edges import line_segments
from .stretches import near_length


def run(context: Context) -> None:
    """Share of each grid's border that lies near a line of the layout."""
    rule = context.rule("G03")
    distance = float(rule["distance"])
    lines = _lines(context)
    start, end, _ = line_segments(lines)
    edges = context.edges
    segments = context.segments
    once = edges.first
    near = near_length(segments.start[once], segments.end[once], start, end, distance)
    context.check_cancelled()
    length = np.hypot(*(segments.end - segments.start).T)
    total = np.bincount(segments.owner, length, minlength=len(context.cells))
    on_line = np.bincount(segments.owner, near[edges.edge], minlength=len(context.cells))
    share = on_line / np.maximum(total, 1e-12)
    context.figures["border_near_layout"] = float(near.sum() / max(length[once].sum(), 1e-12))
    context.figures["border_near_layout_m"] = distance
    least = float(rule["share"])
    bad = share < least
    context.add(
        "off_layout",
        ("G03",),
        context.fid[bad],
        context.shapes[bad],
        measure=np.round(100 * share[bad], 1),
        unit="%",
        least=round(100 * least),
        distance=distance,
    )


def _lines(context: Context) -> np.ndarray:
    """Everything a border may follow: layout, barriers, yards, communities, streets, districts."""
    data = context.data
    found: List[np.ndarray] = []
    for frame in (
        data.layout,
        data.barriers,
        data.compounds,
        data.communities,
        data.streets,
        data.districts,
    ):
        if frame is not None:
            shapes = np.asarray(frame.geometry.array, dtype=object)
            found.append(shapes[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)])
    return np.concatenate(found)
