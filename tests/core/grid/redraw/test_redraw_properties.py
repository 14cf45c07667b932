"""Whatever is drawn, the coverage stays whole, and what is not concerned stays to the bit."""

from __future__ import annotations

from typing import Any, List

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from redraw_samples import SIDE, TOLERANCE, check_whole, irregular, line

from dcm_plugin.core.grid.redraw.merge import merge
from dcm_plugin.core.grid.redraw.model import Edit, Patch, Refused
from dcm_plugin.core.grid.redraw.move import move_border
from dcm_plugin.core.grid.redraw.split import split

seeds = st.integers(0, 10**6)
places = st.tuples(st.floats(-20, SIDE + 20), st.floats(-20, SIDE + 20))


def check_untouched(patch: Patch, edit: Edit, drawn: Any) -> None:
    """Cells far from all that changed are not in the edit; no row appears twice."""
    assert len(set(edit.removed) & set(edit.changed)) == 0
    for fid in (*edit.changed, *edit.removed):
        assert fid in patch.fids
    changed = {fid: patch.shapes[patch.position(fid)] for fid in edit.touched}
    ground = shapely.union_all([*changed.values(), drawn])
    for fid, shape in zip(patch.fids.tolist(), patch.shapes.tolist()):
        if shapely.distance(shape, ground) > 1:
            assert fid not in changed


@given(seeds, st.lists(places, min_size=2, max_size=6))
def test_splits_keep_the_coverage(seed: int, drawn: List[Any]) -> None:
    patch = irregular(seed)
    try:
        edit = split(patch, line(*drawn), TOLERANCE)
    except Refused:
        return
    check_whole(patch, edit)
    check_untouched(patch, edit, shapely.linestrings(drawn))
    assert edit.added


@given(seeds, st.data())
def test_moves_keep_the_coverage(seed: int, data: Any) -> None:
    patch = irregular(seed)
    borders = shapely.get_coordinates(shapely.boundary(patch.shapes))
    ends = []
    for _ in range(2):
        at = data.draw(st.integers(0, len(borders) - 2))
        share = data.draw(st.floats(0, 1))
        ends.append(borders[at] + share * (borders[at + 1] - borders[at]))
    middle = data.draw(st.lists(places, min_size=0, max_size=4))
    drawn = line(ends[0], *middle, ends[1])
    try:
        edit = move_border(patch, drawn, TOLERANCE)
    except Refused:
        return
    check_whole(patch, edit)
    check_untouched(patch, edit, shapely.linestrings(drawn))


@given(seeds, st.data())
def test_short_moves_between_two_cells_are_made(seed: int, data: Any) -> None:
    """A border pushed a little in its middle: refused only where a community ends."""
    patch = irregular(seed)
    pairs = []
    for first in range(len(patch)):
        for second in range(first + 1, len(patch)):
            shared = shapely.intersection(patch.shapes[first], patch.shapes[second])
            if shared.geom_type == "LineString" and shared.length > 30:
                pairs.append((first, second, shared))
    if not pairs:
        return
    first, second, border = data.draw(st.sampled_from(pairs))
    start, middle, end = (border.interpolate(share, normalized=True) for share in (0.2, 0.5, 0.8))
    push = data.draw(st.sampled_from([-2.0, 2.0]))
    across = np.array([start.y - end.y, end.x - start.x]) / start.distance(end) * push
    drawn = line((start.x, start.y), (middle.x + across[0], middle.y + across[1]), (end.x, end.y))
    try:
        edit = move_border(patch, drawn, TOLERANCE)
    except Refused as error:
        assert patch.frame[first] != patch.frame[second]
        assert error.message_id == "redraw.frame_fixed"
        return
    assert patch.frame[first] == patch.frame[second]
    check_whole(patch, edit)
    assert set(edit.changed) == {int(patch.fids[first]), int(patch.fids[second])}


@given(seeds, st.lists(st.integers(1, 14), min_size=2, max_size=5, unique=True))
def test_merges_keep_the_coverage(seed: int, chosen: List[int]) -> None:
    patch = irregular(seed)
    chosen = [fid for fid in chosen if fid <= len(patch)]
    try:
        edit = merge(patch, chosen, TOLERANCE)
    except Refused:
        return
    check_whole(patch, edit)
    assert set(edit.removed) == set(chosen[1:])
    assert set(edit.changed) == {chosen[0]}
