"""What the checks say of an edit before it is made."""

from __future__ import annotations

from typing import Any, List

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from redraw_samples import TOLERANCE, areas, line, squares

from dcm_plugin.core.grid.redraw.assess import assess, check_patch
from dcm_plugin.core.grid.redraw.guide import Guides
from dcm_plugin.core.grid.redraw.merge import merge
from dcm_plugin.core.grid.redraw.model import Edit, Patch, after, new_ids
from dcm_plugin.core.grid.redraw.move import move_border
from dcm_plugin.core.grid.redraw.references import References
from dcm_plugin.core.grid.redraw.split import split
from dcm_plugin.core.grid.redraw.store import CellStore
from dcm_plugin.core.standards import load_profile

PROFILE = load_profile("gbt47678_3_2026")


def table(shapes: List[Any]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame({"_fid": np.arange(1, len(shapes) + 1)})
    return gpd.GeoDataFrame(frame, geometry=shapes)


def test_a_cut_building_refuses_and_a_large_cell_marks() -> None:
    patch = squares(3, 1)
    references = References({"buildings": table([shapely.box(105, 30, 125, 60)])})
    cut = assess(
        patch, move_border(patch, line((115, 0), (115, 100)), TOLERANCE), references, PROFILE
    )
    assert not cut.allowed
    assert set(cut.hard["kind"]) == {"building_cut"}
    whole = assess(
        patch, move_border(patch, line((130, 0), (130, 100)), TOLERANCE), references, PROFILE
    )
    assert whole.allowed and not len(whole.soft)
    large = assess(patch, merge(patch, [1, 2, 3], TOLERANCE), references, PROFILE)
    assert large.allowed and "area_large" in set(large.soft["kind"])


def test_what_was_wrong_before_is_not_held_against_an_edit() -> None:
    patch = squares(3, 1)
    building = shapely.box(190, 30, 230, 60)  # cut by the border between the cells 2 and 3
    references = References({"buildings": table([building])})
    assert "building_cut" in set(check_patch(patch, patch, references, PROFILE).findings["kind"])
    elsewhere = move_border(patch, line((100, 0), (120, 50), (100, 100)), TOLERANCE)
    assert assess(patch, elsewhere, references, PROFILE).allowed
    worse = move_border(patch, line((200, 0), (210, 50), (200, 100)), TOLERANCE)
    assert not assess(patch, worse, references, PROFILE).allowed


def test_a_large_yard_stays_whole() -> None:
    patch = Patch(
        np.array([1]),
        np.array([shapely.box(0, 0, 200, 100)], dtype=object),
        np.array(["a"], dtype=object),
    )
    references = References({"compounds": table([shapely.box(10, 10, 190, 90)])})
    verdict = assess(
        patch, split(patch, line((100, 0), (100, 100)), TOLERANCE), references, PROFILE
    )
    assert not verdict.allowed and set(verdict.hard["kind"]) == {"yard_cut"}


def test_gaps_and_overlaps_refuse() -> None:
    patch = squares(2, 1)
    gap = Edit("fix", {1: shapely.box(0, 0, 90, 100)})
    assert not assess(patch, gap, References(), PROFILE).allowed
    overlap = Edit("fix", {1: shapely.box(0, 0, 110, 100)})
    assert not assess(patch, overlap, References(), PROFILE).allowed


def test_edits_beside_an_overlap_that_was_there() -> None:
    patch = squares(3, 2)
    patch.shapes[4] = shapely.box(95, 100, 200, 200)  # overlaps the cell to its west
    edit = move_border(patch, line((100, 20), (110, 50), (100, 80)), TOLERANCE)
    verdict = assess(patch, edit, References(), PROFILE)
    assert verdict.allowed
    assert set(edit.changed) == {1, 2}


def test_figures_count_components_before_and_after() -> None:
    patch = squares(2, 1)
    points = [(95, 50), (99, 50), (120, 20), (100, 90)]
    references = References({"components": table([shapely.Point(p) for p in points])})
    edit = move_border(patch, line((90, 0), (90, 100)), TOLERANCE)
    first, second = assess(patch, edit, references, PROFILE).figures
    assert (first.fid, first.area_before, first.area_after) == (2, 10000, 11000)
    assert (first.components_before, first.components_after) == (1, 4)
    assert (second.components_before, second.components_after) == (2, 0)
    assert first.on_border_after == 0


def test_ids_of_new_cells_are_free() -> None:
    patch = squares(2, 1)
    edit = split(patch, line((30, 0), (30, 100)), TOLERANCE)
    middle = after(patch, edit)
    again = split(middle, line((60, 0), (60, 100)), TOLERANCE)
    assert new_ids(middle, again) == (-3,)
    assert after(middle, again).fids.tolist() == [-3, -2, 1, 2]
    assert sum(areas(patch, edit).values()) == 10000


def test_new_cells_are_named_in_what_is_found() -> None:
    patch = squares(1, 1)
    verdict = assess(patch, split(patch, line((3, 0), (3, 100)), TOLERANCE), References(), PROFILE)
    small = verdict.soft[verdict.soft["kind"] == "area_small_strong"]
    found = {*small["fids"], *verdict.soft["fids"]}
    assert "-2" in found


def test_the_store_follows() -> None:
    patch = squares(3, 2)
    store = CellStore(patch.fids, patch.shapes, patch.frame)
    assert store.at(50, 50) == 1 and store.at(100, 50) == 1 and store.at(-1, 50) is None
    edit = split(patch, line((50, 0), (50, 100)), TOLERANCE)
    store.updated(edit.changed)
    store.put(-1, edit.added[0][1], "a")
    assert store.at(20, 50) != store.at(80, 50)
    assert {-1, 1, 2, 4} <= set(store.neighbours([-1]).tolist())
    store.remove(-1)
    store.updated({1: None})
    assert store.at(20, 50) is None and len(store) == 5
    assert store.patch([1, 2]).fids.tolist() == [2]
    store.put(1, patch.shapes[0])
    assert store.frames[1] == "a"
    assert store.meeting(shapely.Point(300, 0), 1.0).tolist() == [3]


def test_an_empty_store() -> None:
    nothing = np.empty(0, dtype=object)
    store = CellStore(np.empty(0, dtype=np.int64), nothing, nothing)
    assert store.at(0, 0) is None and len(store.neighbours([])) == 0
    assert Guides(store).catch(0, 0, 10) is None


@pytest.fixture
def guides() -> Guides:
    patch = squares(2, 1)
    road = shapely.LineString([(120, -50), (120, 50), (150, 80), (150, 300)])
    return Guides(CellStore(patch.fids, patch.shapes, patch.frame), np.array([road], dtype=object))


def test_the_cursor_catches(guides: Guides) -> None:
    corner = guides.catch(102, 2, 6)
    assert corner is not None and (corner.x, corner.y, corner.kind) == (100, 0, "corner")
    border = guides.catch(103, 50, 6)
    assert border is not None and (border.x, border.y, border.kind) == (100, 50, "border")
    assert border.on_border
    road = guides.catch(122, 20, 6)
    assert road is not None and (road.x, road.y, road.kind) == (120, 20, "line")
    bend = guides.catch(122, 51, 6)
    assert bend is not None and (bend.x, bend.y, bend.kind) == (120, 50, "vertex")
    assert guides.catch(122, 20, 6, borders_only=True) is None
    assert guides.catch(60, 50, 6) is None


def test_the_line_runs_along_real_lines(guides: Guides) -> None:
    way = guides.trace((120.0, 0.0), (150.0, 100.0))
    assert way.tolist() == [[120, 0], [120, 50], [150, 80], [150, 100]]
    straight = guides.trace((60.0, 50.0), (150.0, 100.0))
    assert straight.tolist() == [[60, 50], [150, 100]]
    assert len(guides.trace((60.0, 50.0), (60.0, 50.0))) == 2
