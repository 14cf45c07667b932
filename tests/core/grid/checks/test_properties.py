"""Properties: random perfect grids have no error; each injected defect is found where it is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from check_samples import (
    PREFIX,
    X0,
    Y0,
    check,
    found,
    good_input,
    rectangles,
    set_shape,
    shape_of,
    table,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcm_plugin.core.grid.checks.edges import edge_table, segments_of, vertex_ids
from dcm_plugin.core.grid.checks.overlay import subdivide
from dcm_plugin.core.grid.checks.stretches import near_length

COMMON = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
steps = st.lists(st.integers(60, 140), min_size=2, max_size=5)


def random_input(widths, heights, angle=0.0):
    """One community cut into a random rectangular coverage, turned by an angle."""
    xs, ys = np.cumsum([0, *widths]).astype(float), np.cumsum([0, *heights]).astype(float)
    cells = np.array(rectangles(xs, ys), dtype=object)
    outline = shapely.box(X0, Y0, X0 + xs[-1], Y0 + ys[-1])
    # the outline gets the same vertices, so that border and grids are turned alike
    outline = shapely.Polygon(
        [(X0 + x, Y0) for x in xs[:-1]]
        + [(X0 + xs[-1], Y0 + y) for y in ys[:-1]]
        + [(X0 + x, Y0 + ys[-1]) for x in xs[:0:-1]]
        + [(X0, Y0 + y) for y in ys[:0:-1]]
    )
    c, s = np.cos(angle), np.sin(angle)

    def turn(xy):
        return (xy - [X0, Y0]) @ np.array([[c, s], [-s, c]]) + [X0, Y0]

    cells, outline = shapely.transform(cells, turn), shapely.transform(outline, turn)
    data = good_input()
    data.grid = table(
        list(cells),
        code=[f"{PREFIX[0]}{i + 1:03d}" for i in range(len(cells))],
        area=shapely.area(cells).round(2),
        start="20260101",
    )
    data.communities = table([outline], code=[PREFIX[0]])
    return data, cells


@COMMON
@given(steps, steps, st.floats(0, 1.5))
def test_perfect_grid_has_no_error(widths, heights, angle):
    data, cells = random_input(widths, heights, angle)
    middle = shapely.get_coordinates(shapely.centroid(cells))
    data.buildings = table(list(shapely.buffer(shapely.points(middle), 10)))
    data.components = table(list(shapely.points(middle)), code=data.grid["code"].to_numpy())
    data.layout = table(list(shapely.boundary(cells)))
    data.previous = data.grid[["_fid", "code", "geometry"]].copy()
    result = check(data)
    rows = result.findings
    assert rows[rows["severity"] == "error"]["kind"].tolist() == []
    assert result.figures["gap_m2"] < 1e-3 and result.figures["overlap_m2"] < 1e-3
    assert result.figures["unsnapped"] == 0


@COMMON
@given(steps, steps, st.floats(0, 1.5), st.data())
def test_a_grown_grid_overlaps_its_neighbours(widths, heights, angle, draw):
    data, cells = random_input(widths, heights, angle)
    row = draw.draw(st.integers(0, len(cells) - 1))
    grown = shapely.buffer(cells[row], 2.0, join_style="mitre")
    set_shape(data, row, grown)
    area = shapely.area(shapely.intersection(cells, grown))
    hit = [i for i in range(len(cells)) if i != row and area[i] > 1]
    expected = {",".join(map(str, sorted((row + 1, i + 1)))) for i in hit}
    result = check(data, "Q02")
    assert {f for _, _, f in found(result, "overlap")} == {
        ",".join(sorted(e.split(","), key=int)) for e in expected
    }


@COMMON
@given(steps, steps, st.floats(0, 1.5), st.data())
def test_a_removed_or_shrunk_grid_leaves_its_place_open(widths, heights, angle, draw):
    data, cells = random_input(widths, heights, angle)
    row = draw.draw(st.integers(0, len(cells) - 1))
    if draw.draw(st.booleans()):
        shape, missing = shapely.buffer(cells[row], -5.0), None
        missing = cells[row].area - shape.area
        set_shape(data, row, shape)
    else:
        missing = cells[row].area
        data.grid = data.grid.drop(index=row).reset_index(drop=True)
    result = check(data, "Q02", "Q03")
    rows = result.findings
    open_places = rows[rows["kind"].isin(["gap", "uncovered"])]
    assert open_places["measure"].sum() == pytest.approx(missing, rel=1e-6, abs=1e-3)
    for shape in open_places.geometry:
        assert shape.within(cells[row].buffer(0.001))


@COMMON
@given(steps, steps, st.data())
def test_a_moved_vertex_is_found(widths, heights, draw):
    data, cells = random_input(widths, heights)
    row = draw.draw(st.integers(0, len(cells) - 1))
    corner = draw.draw(st.integers(0, 3))
    far = draw.draw(st.sampled_from([0.02, 0.3, 4.0]))
    xy = shapely.get_coordinates(cells[row])[:4].copy()
    inward = np.sign(shapely.get_coordinates(shapely.centroid(cells[row]))[0] - xy[corner])
    shared = shapely.intersects(cells, shapely.Point(xy[corner])).sum() > 1
    xy[corner] += inward * far
    set_shape(data, row, shapely.Polygon(xy))
    result = check(data, "Q02", "Q03")
    named = {fid for _, _, fids in found(result) for fid in fids.split(",")}
    if (
        shared or far > 1
    ):  # a corner of the whole community alone, moved by centimetres, is tolerated
        assert str(row + 1) in named


@COMMON
@given(steps, steps, st.data())
def test_a_wrong_code_is_found(widths, heights, draw):
    data, cells = random_input(widths, heights)
    row = draw.draw(st.integers(0, len(cells) - 1))
    code = data.grid.loc[row, "code"]
    kind = draw.draw(st.sampled_from(["short", "letter", "twice", "place", "zero"]))
    other = data.grid.loc[(row + 1) % len(cells), "code"]
    wrong = {
        "short": code[:-1],
        "letter": code[:-1] + "X",
        "twice": other,
        "place": code[:9] + "002" + code[12:],
        "zero": code[:12] + "000",
    }[kind]
    data.grid.loc[row, "code"] = wrong
    result = check(data, "Q04", "Q05", "Q06", "Q07")
    rows = result.findings[result.findings["severity"] == "error"]
    expected = {"short": "Q04", "letter": "Q04", "twice": "Q05", "place": "Q06", "zero": "Q07"}
    hits = rows[rows["check"] == expected[kind]]["fids"].tolist()
    assert any(str(row + 1) in fids.split(",") for fids in hits)


@COMMON
@given(steps, steps, st.floats(0, 1.5), st.data())
def test_a_cut_building_is_found(widths, heights, angle, draw):
    data, cells = random_input(widths, heights, angle)
    row = draw.draw(st.integers(0, len(cells) - 1))
    neighbours = [
        i
        for i in range(len(cells))
        if i != row and shapely.length(shapely.intersection(cells[i], cells[row])) > 1
    ]
    other = draw.draw(st.sampled_from(neighbours))
    edge = shapely.intersection(cells[row], cells[other])
    middle = shapely.line_interpolate_point(edge, 0.5, normalized=True)
    centres = shapely.centroid(cells)
    shapes = [*shapely.buffer(centres, 8), shapely.buffer(middle, 6)]
    data.buildings = table(shapes)
    result = check(data, "Q12")
    pair = ",".join(str(n + 1) for n in sorted((row, other)))
    assert found(result, "building_cut") == [("Q12", "building_cut", pair)]
    assert result.findings["fid"].tolist() == [len(shapes)]


@COMMON
@given(st.integers(0, 2**32 - 1))
def test_near_length_equals_sampling(seed):
    rng = np.random.default_rng(seed)
    start, other = rng.uniform(0, 60, (6, 2)), rng.uniform(0, 60, (5, 2))
    end = start + rng.uniform(-30, 30, (6, 2))
    other_end = other + rng.uniform(-30, 30, (5, 2))
    other_end[0] = other[0] + [0.0, 12.0]
    got = near_length(start, end, other, other_end, 5.0)
    lines = shapely.linestrings(np.stack([other, other_end], axis=1))
    t = (np.arange(4000) + 0.5) / 4000
    for k in range(len(start)):
        points = shapely.points(start[k] + t[:, None] * (end[k] - start[k]))
        near = (shapely.distance(points[:, None], lines[None, :]) <= 5.0).any(axis=1).mean()
        size = np.hypot(*(end[k] - start[k]))
        assert got[k] == pytest.approx(near * size, abs=size * 2e-3)


def test_near_length_of_a_border_on_the_line():
    start, end = np.array([[0.0, 0.0]]), np.array([[100.0, 0.0]])
    assert near_length(start, end, start, end, 1.0)[0] == pytest.approx(100)
    half = near_length(start, end, np.array([[50.0, 0.0]]), np.array([[200.0, 0.0]]), 5.0)
    assert half[0] == pytest.approx(55)
    assert near_length(start, end, start[:0], end[:0], 5.0)[0] == 0


def test_segments_run_with_the_inside_on_the_left():
    ring = shapely.Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(2, 2), (4, 2), (4, 4), (2, 4)]])
    segments = segments_of(np.array([ring, shapely.box(2, 2, 4, 4)], dtype=object))
    a, b = segments.start, segments.end
    area = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    assert area[segments.owner == 0].sum() / 2 == pytest.approx(77)
    edges = edge_table(segments)
    assert edges.matched.sum() == 8 and len(edges.boundary) == 4


def test_vertex_ids_are_exact():
    xy = np.array([[0.0, 1.0], [-0.0, 1.0], [1.0, 0.0], [1.0 + 2**-52, 0.0]])
    unique, ids = vertex_ids(xy)
    assert len(unique) == 3 and ids[0] == ids[1] and ids[2] != ids[3]


def test_subdivide_keeps_the_area():
    circle = shapely.Point(0, 0).buffer(100, quad_segs=2000)
    shape = circle.difference(shapely.Point(30, 0).buffer(20))
    pieces, owner = subdivide(np.array([shape, shapely.box(0, 0, 1, 1)], dtype=object), 64)
    assert shapely.get_num_coordinates(pieces).max() <= 64 and set(owner) == {0, 1}
    assert shapely.area(pieces[owner == 0]).sum() == pytest.approx(shape.area)


def test_result_does_not_depend_on_the_rows():
    data = good_input()
    set_shape(data, 4, shape_of(data, 4).buffer(3))
    first = sorted(found(check(data)))
    data.grid = data.grid.sample(frac=1, random_state=3).reset_index(drop=True)
    assert sorted(found(check(data))) == first
    assert isinstance(data.grid, pd.DataFrame)
