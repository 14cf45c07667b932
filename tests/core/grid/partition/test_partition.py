"""The hard rules of the partition hold for whatever city comes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from partition_samples import ALONE, PROFILE, box, city, communities, line, table

from dcm_plugin.core import geos
from dcm_plugin.core.errors import Cancelled, InputError
from dcm_plugin.core.grid.partition import partition
from dcm_plugin.core.grid.partition.model import PartitionInput

SAMPLE = Path(__file__).parents[3] / "data" / "shanghai_core.gpkg"


def run(data, changed=None, **extra):
    return partition(data, replace(ALONE, **(changed or {})), PROFILE, **extra)


def assert_hard_rules(data: PartitionInput, result) -> None:
    cells = np.asarray(result.cells.geometry.values)
    frame = np.asarray(data.communities.geometry.values)
    assert shapely.is_valid(cells).all()
    assert (shapely.get_type_id(cells) == 3).all()  # single parts
    assert geos.coverage_is_valid(cells)
    assert shapely.area(cells).sum() == pytest.approx(shapely.area(frame).sum(), abs=1e-4)
    # each cell inside the community of its code
    owner = data.communities.set_index("code").geometry
    mine = np.array([owner[c] for c in result.cells["community"]], dtype=object)
    outside = shapely.area(shapely.difference(cells, mine))
    assert outside.max() < 1e-4
    assert result.cells["code"].is_unique
    assert (result.cells["code"].str[:12] == result.cells["community"]).all()
    if data.buildings is not None:
        assert uncut(np.asarray(data.buildings.geometry.values), cells, frame)


def uncut(things: np.ndarray, cells: np.ndarray, frame: np.ndarray) -> bool:
    """No cell border runs more than 3 cm inside a thing, but along a community border."""
    core = shapely.buffer(things, -0.03)
    core = core[~shapely.is_empty(core)]
    legal = shapely.buffer(shapely.union_all(shapely.boundary(frame)), 0.01)
    borders = shapely.boundary(cells)
    c, b = shapely.STRtree(core).query(borders, predicate="intersects")
    rest = shapely.difference(shapely.intersection(borders[c], core[b]), legal)
    return float(shapely.length(rest).sum()) == 0.0


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000))
def test_hard_rules_hold_in_any_city(seed):
    data = city(seed)
    result = run(data)
    assert_hard_rules(data, result)
    assert int(result.cells["components"].sum()) == len(data.components)


def test_same_input_and_seed_give_the_same_grid():
    data = city(3)
    first, second = run(data), run(data)
    assert list(first.cells["code"]) == list(second.cells["code"])
    assert shapely.equals_exact(
        first.cells.geometry.values, second.cells.geometry.values, 0.0
    ).all()


@pytest.mark.full_search  # worker processes search as they always do
def test_number_of_workers_changes_nothing(monkeypatch):
    from dcm_plugin.core.grid.partition import engine

    monkeypatch.setattr(engine, "TASK_CELLS", 10)  # several tasks
    data = city(5, columns=2, rows=2)
    alone = run(data)
    many = run(data, {"workers": 2})
    assert_hard_rules(data, alone)
    assert shapely.equals_exact(alone.cells.geometry.values, many.cells.geometry.values, 0.0).all()


@pytest.mark.full_search
def test_areas_are_near_the_target_where_nothing_hinders():
    data = PartitionInput(communities(box(0, 0, 400, 300)))
    result = run(data)
    assert_hard_rules(data, result)
    assert 9 <= len(result.cells) <= 13
    assert result.cells["area"].between(8000, 12000).all()
    assert (result.cells["reason"] == "").all()
    assert result.figures["gap_m2"] == result.figures["overlap_m2"] == 0.0


def test_main_roads_become_borders():
    roads = table([line((-5, 210), (405, 210)), line((200, -5), (200, 405))], rank=[4, 3])
    data = PartitionInput(communities(box(0, 0, 400, 400)), barriers=roads)
    result = run(data)
    assert_hard_rules(data, result)
    assert result.figures["main_feature_followed"] > 0.999


def test_river_does_not_run_through_a_cell():
    river = table([line((-5, 100), (150, 180), (405, 260))], rank=[5])
    data = PartitionInput(communities(box(0, 0, 400, 400)), barriers=river)
    result = run(data)
    assert result.figures["hard_inside_m"] == 0.0


def test_hole_in_a_community_stays_free():
    lake = shapely.buffer(shapely.centroid(box(0, 0, 400, 400)), 60)
    data = PartitionInput(communities(shapely.difference(box(0, 0, 400, 400), lake)))
    result = run(data)
    assert_hard_rules(data, result)


def test_lake_as_layout_polygon_gives_borders():
    lake = shapely.buffer(shapely.centroid(box(0, 0, 400, 400)), 60)
    data = PartitionInput(communities(box(0, 0, 400, 400)), layout=table([lake]))
    result = run(data)
    assert_hard_rules(data, result)
    share = shapely.length(
        shapely.intersection(
            shapely.union_all(shapely.boundary(result.cells.geometry.values)),
            shapely.buffer(shapely.boundary(lake), 0.05),
        )
    )
    assert share > 0.3 * shapely.length(lake)


def test_parts_of_one_community_are_numbered_together():
    two = shapely.union(box(0, 0, 150, 150), box(300, 0, 150, 150))
    data = PartitionInput(communities(two))
    result = run(data)
    assert_hard_rules(data, result)
    assert list(result.cells["code"]) == [
        f"310199001001{k + 1:03d}" for k in range(len(result.cells))
    ]


def test_tiny_community_is_one_cell_with_a_reason():
    data = PartitionInput(communities(box(0, 0, 60, 50)))
    result = run(data)
    assert len(result.cells) == 1
    assert result.cells["reason"][0] == "partition.reason.community_small"
    assert shapely.equals_exact(
        result.cells.geometry.values[0].normalize(),
        data.communities.geometry.values[0].normalize(),
        0.0,
    )


def test_kept_compound_stays_whole():
    yard = box(120, 90, 150, 100)
    data = PartitionInput(communities(box(0, 0, 400, 300)), compounds=table([yard], keep=[True]))
    result = run(data)
    assert_hard_rules(data, result)
    cells = np.asarray(result.cells.geometry.values)
    assert uncut(np.array([yard]), cells, np.asarray(data.communities.geometry.values))


def test_large_building_stays_whole_and_says_so():
    hall = box(50, 50, 220, 150)
    data = PartitionInput(communities(box(0, 0, 400, 300)), buildings=table([hall]))
    result = run(data)
    assert_hard_rules(data, result)
    large = result.cells[result.cells["area"] > 15000]
    assert list(large["reason"]) == ["partition.reason.whole"]


def test_missing_invalid_and_odd_geometry_is_survived():
    bow = shapely.polygons([[0, 0], [60, 60], [60, 0], [0, 60]] + np.array([641100.0, 3457100.0]))
    data = city(1)
    data.buildings = table([*data.buildings.geometry, None, bow, shapely.from_wkt("POLYGON EMPTY")])
    data.barriers = table(
        [*data.barriers.geometry, None, box(10, 10, 50, 50), shapely.from_wkt("LINESTRING EMPTY")],
        rank=[*data.barriers["rank"], 3, 3, 3],
    )
    result = run(data)
    assert shapely.is_valid(result.cells.geometry.values).all()
    assert geos.coverage_is_valid(np.asarray(result.cells.geometry.values))


def test_too_many_cells_for_the_code_stop_before_any_work():
    data = PartitionInput(communities(box(0, 0, 5000, 4000)))
    with pytest.raises(InputError) as error:
        run(data)
    assert error.value.message_id == "partition.input.capacity"
    assert "310199001001" in str(error.value)


def test_cancel_raises():
    with pytest.raises(Cancelled):
        run(city(1), cancelled=lambda: True)


def test_progress_goes_from_0_to_100():
    seen = []
    run(city(2), progress=seen.append)
    assert seen[0] == 0 and seen[-1] == 100 and seen == sorted(seen)


@pytest.mark.full_search
def test_sample_of_shanghai():
    """Real roads and buildings of one made-up community of the sample."""
    frame = gpd.read_file(SAMPLE, layer="communities")
    frame = frame[frame["code"] == "310199002004"].reset_index(drop=True)
    frame["_fid"] = range(len(frame))
    roads = gpd.read_file(SAMPLE, layer="measure_main")
    roads["rank"] = 3
    data = PartitionInput(frame, barriers=roads, buildings=gpd.read_file(SAMPLE, layer="buildings"))
    result = run(data)
    assert_hard_rules(data, result)
    assert result.figures["buildings_cut"] == result.figures["buildings_cut_forced_by_community"]
    assert result.figures["share_5k_15k"] > 0.9


def test_a_broken_outline_is_never_handed_on(monkeypatch):
    """When outlines come out wrong, the task is done again with fewer lines."""
    from dcm_plugin.core.grid.partition import worker

    seen = []
    real = worker.is_sound

    def doubtful(solved, task):
        seen.append(solved)
        return len(seen) > 2 and real(solved, task)

    monkeypatch.setattr(worker, "is_sound", doubtful)
    data = city(8)
    assert_hard_rules(data, run(data))
    assert len(seen) == 3


def test_a_road_along_the_frame_leaves_no_needle():
    """A road that wavers a few centimetres about the community border is that border."""
    road = table([line((-5, 0.03), (130, -0.04), (260, 0.05), (405, -0.02))], rank=[4])
    data = PartitionInput(communities(box(0, 0, 400, 300), box(0, -300, 400, 300)), barriers=road)
    result = run(data)
    assert_hard_rules(data, result)
    cells = np.asarray(result.cells.geometry.values)
    core = shapely.buffer(
        shapely.buffer(cells, -0.05, join_style="mitre"), 0.06, join_style="mitre"
    )
    assert shapely.area(shapely.difference(cells, core)).max() < 0.01


def test_borders_straight_up_at_any_coordinate():
    """Points on an upright frame edge are off it by rounding, to either side."""
    for x in (248791.34, 240123.457, 263004.1):
        shapes = [
            shapely.transform(
                box(0, k * 311.7, 480.3, 311.7), lambda p, x=x: p + [x - 641000, 0.37]
            )
            for k in range(2)
        ]
        data = PartitionInput(communities(*shapes))
        assert_hard_rules(data, run(data))


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.floats(0.1, 1.4))
def test_tasks_meet_without_a_seam(seed, angle):
    """Every community a task of its own, with slanting borders between them."""
    from dcm_plugin.core.grid.partition import engine

    data = city(seed, columns=2, rows=2, side=260.0)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array([641260.0, 3457260.0])
    for name in ("communities", "barriers", "buildings", "components"):
        table = getattr(data, name)
        table.geometry = shapely.transform(
            np.asarray(table.geometry.values), lambda p: (p - middle) @ turn + middle
        )
    before, engine.TASK_CELLS = engine.TASK_CELLS, 1
    try:
        result = run(data)
    finally:
        engine.TASK_CELLS = before
    assert_hard_rules(data, result)


def test_cancel_is_noticed_within_the_search():
    """In one process a task must not run to its end before the cancel is seen."""
    from dcm_plugin.core.grid.partition import optimise

    seen = []

    def stop() -> bool:
        seen.append(1)
        return len(seen) > 12

    optimise.MOST_ROUNDS = 100_000  # a minute and more; the fixture puts it back
    with pytest.raises(Cancelled):
        run(city(4), cancelled=stop)
