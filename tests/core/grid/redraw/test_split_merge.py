from __future__ import annotations

import numpy as np
import pytest
import shapely
from redraw_samples import TOLERANCE, areas, check_whole, line, objects, squares

from dcm_plugin.core.grid.redraw.merge import merge
from dcm_plugin.core.grid.redraw.model import Patch, Refused, after
from dcm_plugin.core.grid.redraw.split import split


def test_split_keeps_the_row_of_the_largest_part() -> None:
    patch = squares(2, 1)
    edit = split(patch, line((30, -10), (30, 110)), TOLERANCE)
    check_whole(patch, edit)
    assert areas(patch, edit) == {1: 7000, -2: 3000}
    assert [source for source, _ in edit.added] == [1]


def test_split_of_several_cells_and_a_loose_end_that_leaves_no_vertex() -> None:
    patch = squares(3, 1)
    edit = split(patch, line((-10, 50), (250, 40)), TOLERANCE)
    check_whole(patch, edit)
    assert edit.main == (1, 2)
    assert [source for source, _ in edit.added] == [1, 2]
    third = edit.changed[3]  # only the place where the line enters it, no more
    assert third.area == 10000 and len(third.exterior.coords) == 6


def test_split_only_what_is_chosen() -> None:
    patch = squares(3, 1)
    edit = split(patch, line((-10, 50), (310, 50)), TOLERANCE, only=[2])
    check_whole(patch, edit)
    assert edit.main == (2,)
    assert set(edit.changed) == {1, 2, 3}


def test_split_by_a_closed_line_makes_an_island() -> None:
    patch = squares(1, 1)
    ring = line((40, 40), (60, 40), (60, 60), (40, 60), (40, 40))
    edit = split(patch, ring, TOLERANCE)
    check_whole(patch, edit)
    assert areas(patch, edit) == {1: 9600, -2: 400}
    assert len(edit.changed[1].interiors) == 1


def test_split_into_three() -> None:
    u_shape = shapely.Polygon(
        [(0, 0), (90, 0), (90, 90), (60, 90), (60, 30), (30, 30), (30, 90), (0, 90)]
    )
    patch = Patch(np.array([7]), objects([u_shape]), objects(["a"]))
    edit = split(patch, line((-5, 60), (95, 60)), TOLERANCE)
    check_whole(patch, edit)
    assert len(edit.added) == 2


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        (((50, 50), (60, 60)), "redraw.split_loose"),
        (((50, -10), (50, 50)), "redraw.split_loose"),
        (((100, 0), (100, 100)), "redraw.split_nothing"),
    ],
)
def test_split_refused(places: tuple, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        split(squares(2, 1), line(*places), TOLERANCE)
    assert caught.value.message_id == reason
    assert caught.value.point is not None


def test_merge_keeps_the_first_row_and_every_other_vertex() -> None:
    patch = squares(3, 2)
    edit = merge(patch, [2, 1], TOLERANCE)
    changed = check_whole(patch, edit)
    assert edit.removed == (1,) and set(edit.changed) == {2}
    assert edit.changed[2].area == 20000
    assert (100.0, 100.0) in edit.changed[2].exterior.coords[:]
    assert changed.fids.tolist() == [2, 3, 4, 5, 6]


def test_merge_around_an_island_leaves_it() -> None:
    patch = squares(3, 3)
    edit = merge(patch, [1, 2, 3, 4, 6, 7, 8, 9], TOLERANCE)
    check_whole(patch, edit)
    assert len(edit.changed[1].interiors) == 1


def test_a_hole_may_touch_the_outline_in_a_corner() -> None:
    patch = squares(3, 3)
    edit = merge(patch, [1, 2, 4, 6, 7, 8, 9], TOLERANCE)  # around the middle, but for a corner
    check_whole(patch, edit)
    assert edit.changed[1].area == 70000 and len(edit.changed[1].interiors) == 1


def test_merge_undoes_a_split() -> None:
    patch = squares(2, 2)
    first = split(patch, line((30, -10), (30, 110)), TOLERANCE)
    middle = after(patch, first)
    second = merge(middle, [1, -2], TOLERANCE)
    final = check_whole(middle, second)
    assert final.fids.tolist() == [1, 2, 3, 4]
    assert shapely.equals(final.shapes, patch.shapes).all()


@pytest.mark.parametrize(
    ("fids", "reason"),
    [([1, 4], "redraw.merge_apart"), ([1, 3], "redraw.merge_frame"), ([1], "redraw.merge_two")],
)
def test_merge_refused(fids: list, reason: str) -> None:
    patch = squares(2, 2, frame=lambda column, row: "a" if (column, row) != (0, 1) else "b")
    with pytest.raises(Refused) as caught:
        merge(patch, fids, TOLERANCE)
    assert caught.value.message_id == reason


def test_cells_that_touch_in_a_corner_are_apart() -> None:
    with pytest.raises(Refused) as caught:
        merge(squares(2, 2), [1, 4], TOLERANCE)
    assert caught.value.message_id == "redraw.merge_apart"
