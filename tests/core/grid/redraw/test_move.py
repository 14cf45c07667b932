from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from redraw_samples import TOLERANCE, areas, check_whole, line, objects, squares

from dcm_plugin.core.grid.redraw.model import Patch, Refused
from dcm_plugin.core.grid.redraw.move import move_border


def moved(patch: Patch, *places: Any) -> dict:
    edit = move_border(patch, line(*places), TOLERANCE)
    check_whole(patch, edit)
    return areas(patch, edit)


def test_a_border_between_two_cells() -> None:
    edit = move_border(squares(2, 1), line((100, 0), (110, 50), (100, 100)), TOLERANCE)
    assert edit.kind == "move" and edit.main == (1, 2)
    assert (110.0, 50.0) in edit.changed[1].exterior.coords[:]
    assert moved(squares(2, 1), (100, 0), (110, 50), (100, 100)) == {1: 10500, 2: 9500}


def test_a_part_of_a_border_gets_its_vertices_on_both_sides() -> None:
    assert moved(squares(2, 1), (100, 20), (90, 50), (100, 80)) == {1: 9700, 2: 10300}


def test_both_junctions_move_along_the_frame() -> None:
    assert moved(squares(2, 1), (90, 0), (110, 100)) == {1: 10000, 2: 10000}


def test_a_line_to_and_fro_gives_and_takes() -> None:
    assert moved(squares(2, 1), (100, 0), (120, 25), (80, 75), (100, 100)) == {1: 10000, 2: 10000}


def test_a_long_border_of_many_cells_moves_at_once_and_their_borders_follow() -> None:
    found = moved(squares(4, 2), (20, 100), (20, 110), (380, 110), (380, 100))
    assert found == {1: 10800, 2: 11000, 3: 11000, 4: 10800, 5: 9200, 6: 9000, 7: 9000, 8: 9200}


def test_borders_are_led_on_in_their_own_direction() -> None:
    patch = Patch(
        np.arange(1, 4),
        objects(
            [
                shapely.Polygon([(0, 0), (40, 0), (60, 100), (0, 100)]),
                shapely.Polygon([(40, 0), (120, 0), (120, 100), (60, 100)]),
                shapely.Polygon([(0, 100), (60, 100), (120, 100), (120, 200), (0, 200)]),
            ]
        ),
        objects(["a"] * 3),
    )
    edit = move_border(patch, line((0, 120), (120, 120)), TOLERANCE)
    check_whole(patch, edit)
    corners = {(round(x, 6), round(y, 6)) for x, y in edit.changed[1].exterior.coords}
    assert (64.0, 120.0) in corners  # on along the border that comes from (40, 0) to (60, 100)
    assert areas(patch, edit)[3] == 120 * 80


def test_a_crossing_within_the_tolerance_of_a_corner_is_the_corner() -> None:
    edit = move_border(squares(2, 2), line((100, 0), (120, 50), (100.03, 100.02)), TOLERANCE)
    assert set(edit.changed) == {1, 2}
    check_whole(squares(2, 2), edit)


def test_neighbours_beyond_only_get_the_vertex() -> None:
    patch = squares(2, 2)
    edit = move_border(patch, line((90, 0), (90, 100)), TOLERANCE)
    check_whole(patch, edit)
    assert set(edit.changed) == {1, 2, 3}
    assert areas(patch, edit)[3] == 10000
    assert (90.0, 100.0) in edit.changed[3].exterior.coords[:]


def refused(patch: Patch, *places: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        move_border(patch, line(*places), TOLERANCE)
    return caught.value


def test_what_is_refused_and_where() -> None:
    patch = squares(2, 2)
    assert refused(patch, (50, 100), (50, 50)).point == (50.0, 50.0)
    assert refused(patch, (50, 100), (50, 50)).message_id == "redraw.end_on_no_border"
    assert refused(patch, (50, 0), (70, -10), (90, 0)).message_id == "redraw.leaves_grid"
    assert refused(patch, (0, 20), (30, 50), (0, 80)).message_id == "redraw.frame_fixed"
    assert refused(patch, (100, 0), (100, 100)).message_id == "redraw.nothing"
    assert refused(patch, (100, 0)).message_id == "redraw.line_short"
    assert refused(patch, (100, 0), (110, 20), (90, 20), (100, 0)).message_id == "redraw.ends_meet"
    crossing = refused(patch, (100, 0), (150, 80), (150, 20), (100, 90))
    assert crossing.message_id == "redraw.line_crosses_itself"
    assert crossing.point == (130.0, 48.0)


def test_a_line_that_went_to_and_fro_loses_the_spike() -> None:
    spiked = [(100, 0), (120, 0), (140, 10), (120, 0), (110, 50), (90, 50), (110, 50), (100, 100)]
    assert moved(squares(2, 1), *spiked) == moved(
        squares(2, 1), (100, 0), (120, 0), (110, 50), (100, 100)
    )


def test_a_cell_may_not_vanish_or_fall_into_parts() -> None:
    patch = squares(3, 1)
    assert refused(patch, (100, 0), (200, 0), (200, 100), (100, 100)).message_id in (
        "redraw.vanishes",
        "redraw.nothing",
    )
    parts = refused(squares(2, 2), (100, 20), (140, -0.0), (160, 0), (160, 40), (100, 80))
    assert parts.message_id in ("redraw.in_parts", "redraw.frame_fixed", "redraw.pinched")


def test_a_community_border_stays() -> None:
    patch = squares(2, 1, frame=lambda column, row: "ab"[column])
    error = refused(patch, (100, 0), (110, 50), (100, 100))
    assert error.message_id == "redraw.frame_fixed"
    assert error.params["frame"] in ("a", "b")
    assert error.point is not None


def test_the_line_may_not_reach_into_another_community() -> None:
    patch = squares(2, 2, frame=lambda column, row: "ab"[row])
    error = refused(patch, (100, 20), (150, 150), (100, 80))
    assert error.message_id == "redraw.frame_fixed"
    assert error.point is not None and error.point[1] > 100
