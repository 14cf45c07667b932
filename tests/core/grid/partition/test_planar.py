"""The planar subdivision: faces, islands, rings without pinches."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.grid.partition import planar


def from_lines(lines):
    noded = shapely.get_parts(shapely.union_all(lines))
    coords, line = shapely.get_coordinates(noded, return_index=True)
    same = line[1:] == line[:-1]
    xy, idx = planar.unique_vertices(coords)
    return planar.build(xy, idx[:-1][same], idx[1:][same])


def faces_of(g):
    return planar.face_polygons(g, np.ones(g.n_faces, dtype=bool))


def test_square_with_a_cross_has_four_faces():
    g = from_lines(
        [shapely.boundary(shapely.box(0, 0, 4, 4)), shapely.linestrings([[2, 0], [2, 4]]),
         shapely.linestrings([[0, 1], [4, 1]])]
    )  # fmt: skip
    assert sorted(g.area) == [2, 2, 6, 6]
    assert sorted(shapely.area(faces_of(g))) == [2, 2, 6, 6]


def test_islands_in_islands_are_holes():
    g = from_lines([shapely.boundary(shapely.box(k, k, 20 - k, 20 - k)) for k in (0, 3, 6)])
    assert sorted(g.area) == [64, 132, 204]
    faces = faces_of(g)
    assert shapely.is_valid(faces).all()
    assert sorted(shapely.get_num_interior_rings(faces)) == [0, 1, 1]


def test_loop_that_touches_the_outline_in_a_point_is_a_valid_hole():
    outline = shapely.boundary(shapely.box(0, 0, 10, 10))
    loop = shapely.linestrings([[0, 0], [4, 2], [2, 4], [0, 0]])
    g = from_lines([outline, loop])
    faces = faces_of(g)
    assert shapely.is_valid(faces).all()
    assert shapely.area(faces).sum() == pytest.approx(100)


def test_neighbouring_islands_in_one_row():
    boxes = [shapely.box(1 + 3 * k, 1, 3 + 3 * k, 3) for k in range(3)]
    g = from_lines([shapely.boundary(b) for b in [shapely.box(0, 0, 12, 4), *boxes]])
    assert sorted(g.area) == [4, 4, 4, 36]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), st.integers(2, 14))
def test_faces_are_those_of_polygonize(seed, count):
    rng = np.random.default_rng(seed)
    lines = [shapely.boundary(shapely.box(0, 0, 100, 100))]
    lines += list(shapely.linestrings(rng.integers(1, 99, (count, 2, 2)).astype(float)))
    lines += [
        shapely.boundary(shapely.box(x, y, x + 7, y + 7)) for x, y in rng.uniform(0, 90, (3, 2))
    ]
    g = from_lines(lines)
    want = shapely.get_parts(shapely.polygonize([shapely.union_all(lines)]))
    faces = faces_of(g)
    # polygonize leaves islands out of no face: compare by area and validity
    assert shapely.area(faces).sum() == pytest.approx(10_000, rel=1e-9)
    assert shapely.is_valid(faces).all()
    assert np.allclose(np.sort(shapely.area(faces)), np.sort(shapely.area(want)), atol=1e-6)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.integers(0, 1000))
def test_ring_positions_follow_the_walk(sizes, seed):
    n = sum(sizes)
    name = np.random.default_rng(seed).permutation(n)
    nxt = np.empty(n, dtype=np.int64)
    cycle = np.empty(n, dtype=np.int64)
    at = 0
    for k, size in enumerate(sizes):
        ring = name[at : at + size]
        nxt[ring] = np.roll(ring, -1)
        cycle[ring] = k
        at += size
    order = planar.ring_positions(nxt, cycle)
    for k in range(len(sizes)):
        walk = [h for h in order if cycle[h] == k]
        assert [nxt[h] for h in walk] == walk[1:] + walk[:1]
