"""Numbering: the order, existing codes, and properties that hold for any layer."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.grid import codes as grid_codes
from dcm_plugin.core.grid.numbering import KEEP, kendall_tau, number, order_agreement, order_ranks
from dcm_plugin.core.standards import load_profile

try:
    from scipy import stats
except ImportError:
    stats = None

PROFILE = load_profile("gbt47678_3_2026")
HOME = "110101001001"
#: The same examples in every run; a slow machine is no failure.
CALM = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ORDERS = ("row_band", "strict_y_then_x", "column_band")


def cells(*corners, size=100.0):
    return np.array([box(x, y, x + size, y + size) for x, y in corners], dtype=object)


def sequence(result):
    return grid_codes.sequences(result.codes, PROFILE.code).tolist()


def test_row_by_row():
    shapes = cells((0, 0), (100, 0), (0, 100), (100, 100))
    assert sequence(number(shapes, [HOME] * 4, PROFILE)) == [3, 4, 1, 2]


def test_column_by_column():
    shapes = cells((0, 0), (100, 0), (0, 100), (100, 100))
    assert sequence(number(shapes, [HOME] * 4, PROFILE, order="column_band")) == [2, 4, 1, 3]


def test_rows_of_uneven_grids():
    """Points up to half a row height lower are in the same row."""
    shapes = cells((200, 0), (0, -49), (100, 30), (0, -200))
    assert sequence(number(shapes, [HOME] * 4, PROFILE)) == [2, 3, 1, 4]
    # 30 − (−49) = 79 > 50: the second one starts a row of its own
    assert sequence(number(shapes, [HOME] * 4, PROFILE, row_height=200)) == [3, 1, 2, 4]
    assert sequence(number(shapes, [HOME] * 4, PROFILE, order="strict_y_then_x")) == [2, 3, 1, 4]


def test_row_starts_above_half_the_height_only():
    shapes = cells((100, 50), (0, 0))
    assert sequence(number(shapes, [HOME] * 2, PROFILE, row_height=100)) == [2, 1]
    assert sequence(number(shapes, [HOME] * 2, PROFILE, row_height=99)) == [1, 2]


def test_ties_north_first_then_the_larger():
    shapes = cells((0, 0), (0, 20))
    assert sequence(number(shapes, [HOME] * 2, PROFILE)) == [2, 1]
    same_centre = np.array([box(40, 40, 60, 60), box(0, 0, 100, 100)], dtype=object)
    assert sequence(number(same_centre, [HOME] * 2, PROFILE)) == [2, 1]


def test_the_point_is_on_the_surface():
    """A horseshoe's centre lies outside of it; the grid in its middle must not confuse."""
    horseshoe = Polygon([(0, 0), (300, 0), (300, 300), (200, 300), (200, 100), (0, 100)])
    inside = box(0, 100, 200, 300)
    ranks = order_ranks(np.array([horseshoe, inside]), [HOME] * 2, PROFILE, row_height=10)
    points = shapely.point_on_surface([horseshoe, inside])
    assert (ranks[0] < ranks[1]) == (points[0].y > points[1].y)


def test_each_community_counts_for_itself():
    shapes = cells((0, 0), (100, 0), (200, 0))
    other = "110101001002"
    result = number(shapes, [HOME, other, HOME], PROFILE)
    assert result.codes.tolist() == [HOME + "001", other + "001", HOME + "002"]
    assert result.rank_in_community.tolist() == [1, 1, 2]


def test_existing_codes_stay_and_new_ones_follow_the_largest():
    shapes = cells((0, 0), (100, 0), (200, 0), (300, 0))
    existing = [None, HOME + "003", None, HOME + "001"]
    result = number(shapes, [HOME] * 4, PROFILE, existing=existing, keep_existing=True)
    assert sequence(result) == [4, 3, 5, 1]
    assert result.kept.tolist() == [False, True, False, True]
    again = number(shapes, [HOME] * 4, PROFILE, order=KEEP, existing=existing)
    assert again.codes.tolist() == result.codes.tolist()


def test_used_codes_are_never_given_again():
    shapes = cells((0, 0), (100, 0))
    used = [HOME + "007", "110101001002050", "short", None, HOME + "0AB"]
    assert sequence(number(shapes, [HOME] * 2, PROFILE, used=used)) == [8, 9]
    assert sequence(number(shapes, [HOME] * 2, PROFILE, existing=[None] * 2, used=used)) == [8, 9]


def test_overflow_names_the_community_and_gives_nothing():
    profile = load_profile("cjt213_2005")
    shapes = cells(*[(i * 100, 0) for i in range(100)])
    with pytest.raises(InputError, match="110101001001.*100 grids.*99") as caught:
        number(shapes, [HOME] * 100, profile)
    assert HOME in caught.value.localized("zh")
    assert len(set(number(shapes[:99], [HOME] * 99, profile).codes)) == 99
    with pytest.raises(InputError, match="only 0 are left"):
        number(shapes[:1], [HOME], profile, used=[HOME + "99"])


@pytest.mark.parametrize(
    "existing, words",
    [
        (["11010100100101", None], "14|15 characters"),
        (["110101001002001", None], "another community"),
        ([HOME + "001", HOME + "001"], "more than one"),
    ],
)
def test_wrong_existing_codes_stop(existing, words):
    with pytest.raises(InputError, match=words):
        number(cells((0, 0), (100, 0)), [HOME] * 2, PROFILE, existing=existing, keep_existing=True)


def test_special_grids():
    profile = load_profile("cjt349_2010")
    prefix = "010100" + HOME
    assert number(cells((0, 0)), [prefix], profile).codes.tolist() == [prefix + "00"]
    two = number(cells((0, 0), (100, 0)), [prefix] * 2, profile)
    assert two.codes.tolist() == [prefix + "01", prefix + "02"]
    with pytest.raises(InputError, match="18 characters"):
        number(cells((0, 0)), [HOME], profile)


def test_bad_input():
    with pytest.raises(InputError, match="without geometry"):
        number(np.array([None, Polygon()], dtype=object), [HOME] * 2, PROFILE)
    with pytest.raises(InputError, match="zigzag"):
        number(cells((0, 0)), [HOME], PROFILE, order="zigzag")
    with pytest.raises(InputError, match="None"):
        number(cells((0, 0)), [None], PROFILE)
    with pytest.raises(ValueError, match="one prefix"):
        number(cells((0, 0)), [], PROFILE)
    assert number([], [], PROFILE).codes.tolist() == []


def plain_row_band(shapes, groups):
    """The rule in words, one grid at a time."""
    result = {}
    for group in set(groups):
        members = [i for i, name in enumerate(groups) if name == group]
        heights = [shapes[i].bounds[3] - shapes[i].bounds[1] for i in members]
        half = np.median(heights) / 2
        at = {i: np.round(shapely.point_on_surface(shapes[i]).coords[0], 4) for i in members}
        rows, first = [], None
        for i in sorted(members, key=lambda i: -at[i][1]):
            if first is None or first - at[i][1] > half:
                rows.append([])
                first = at[i][1]
            rows[-1].append(i)
        counter = 0
        for row in rows:
            for i in sorted(row, key=lambda i: (at[i][0], -at[i][1], -shapes[i].area)):
                counter += 1
                result[i] = counter
    return [result[i] for i in range(len(shapes))]


@st.composite
def layers(draw, least=1, most=25):
    count = draw(st.integers(least, most))
    numbers = st.integers(0, 40)
    shapes = []
    for _ in range(count):
        x, y = draw(numbers) * 10, draw(numbers) * 10
        width, height = draw(st.integers(1, 15)) * 10, draw(st.integers(1, 15)) * 10
        shapes.append(box(x, y, x + width, y + height))
    groups = [f"1101010010{draw(st.integers(1, 3)):02d}" for _ in range(count)]
    return np.array(shapes, dtype=object), np.array(groups, dtype=object)


@CALM
@given(layers())
def test_same_as_the_rule_in_words(layer):
    shapes, groups = layer
    distinct = len({shape.wkb for shape in shapes}) == len(shapes)
    ranks = order_ranks(shapes, groups, PROFILE, "row_band").tolist()
    if distinct:
        assert ranks == plain_row_band(shapes, groups.tolist())


@CALM
@given(layers(), st.sampled_from(ORDERS), st.randoms(use_true_random=False))
def test_input_order_does_not_matter(layer, order, random):
    shapes, groups = layer
    mixed = list(range(len(shapes)))
    random.shuffle(mixed)
    straight = number(shapes, groups, PROFILE, order=order)
    shuffled = number(shapes[mixed], groups[mixed], PROFILE, order=order)
    by_shape = sorted(zip((s.wkb for s in shapes), straight.codes))
    assert by_shape == sorted(zip((s.wkb for s in shapes[mixed]), shuffled.codes))


@CALM
@given(layers(), st.sampled_from(ORDERS))
def test_codes_are_unique_valid_and_without_holes(layer, order):
    shapes, groups = layer
    result = number(shapes, groups, PROFILE, order=order)
    assert len(set(result.codes)) == len(shapes)
    assert set(grid_codes.validate_codes(result.codes, PROFILE.code)) <= {""}
    for group in set(groups):
        own = [int(c[12:]) for c in result.codes if c[:12] == group]
        assert sorted(own) == list(range(1, len(own) + 1))


@CALM
@given(layers(), st.sampled_from(ORDERS))
def test_numbering_again_changes_nothing(layer, order):
    shapes, groups = layer
    first = number(shapes, groups, PROFILE, order=order)
    kept = number(shapes, groups, PROFILE, order, existing=first.codes, keep_existing=True)
    assert kept.codes.tolist() == first.codes.tolist() and kept.kept.all()
    anew = number(shapes, groups, PROFILE, order, existing=first.codes)
    assert anew.codes.tolist() == first.codes.tolist()


@CALM
@given(layers(), st.data())
def test_new_numbers_are_greater_than_every_used_one(layer, data):
    shapes, groups = layer
    count = len(shapes)
    keep = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    numbers = data.draw(st.lists(st.integers(1, 400), min_size=count, max_size=count, unique=True))
    existing = [f"{g}{n:03d}" if k else None for g, n, k in zip(groups, numbers, keep)]
    used = [f"{g}{n:03d}" for g, n in data.draw(
        st.lists(st.tuples(st.sampled_from(sorted(set(groups))), st.integers(1, 500)), max_size=9)
    )]  # fmt: skip
    result = number(shapes, groups, PROFILE, existing=existing, used=used, keep_existing=True)
    assert len(set(result.codes)) == count
    for code, group, old in zip(result.codes, groups, existing):
        if old is not None:
            assert code == old
        else:
            before = [c for c in [*existing, *used] if c and c[:12] == group]
            assert all(code > c for c in before)


@pytest.mark.skipif(stats is None, reason="scipy is not installed")
@CALM
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=30))
def test_kendall_tau_is_the_usual_one(pairs):
    a, b = np.array(pairs).T
    expected = stats.kendalltau(a, b)[0]
    assert kendall_tau(a, b) == pytest.approx(expected, nan_ok=True)


def test_agreement_per_community():
    shapes = cells(*[(i * 100, 0) for i in range(6)])
    codes = [HOME + f"{n:03d}" for n in (1, 2, 3)] + [f"110101001002{n:03d}" for n in (3, 2, 1)]
    table = order_agreement(codes, shapes, PROFILE)
    assert table["prefix"].tolist() == [HOME, "110101001002"]
    assert table["tau"].tolist() == [1.0, -1.0]
    lone = order_agreement([HOME + "001", "bad", None], cells((0, 0), (1, 1), (2, 2)), PROFILE)
    assert lone["grids"].tolist() == [1] and np.isnan(lone["tau"][0])
