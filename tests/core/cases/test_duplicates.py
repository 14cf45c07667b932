"""Reports of the same problem."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.cases.duplicates import (
    CALLER,
    NEAR,
    Reports,
    SimilarSettings,
    find_similar,
    text_similarity,
)

HOUR = 3600.0


def reports(*rows):
    """Rows (x, y, hours, class, caller, text)."""
    columns = list(zip(*rows)) if rows else [(), (), (), (), (), ()]
    x, y, hours, classes, callers, texts = columns
    return Reports(
        np.array(list(zip(x, y)), dtype=float).reshape(-1, 2),
        np.array(hours, dtype=float) * HOUR,
        np.array(classes, dtype=object),
        np.array(callers, dtype=object),
        list(texts),
    )


def test_near_in_place_and_time():
    known = reports((0, 0, 0, "E1", "", "占道经营"))
    new = reports(
        (30, 40, 24, "E1", "", "有人占道经营"),  # 50 m and 24 h: still one
        (-60, 0, 1, "E1", "", "x"),  # too far
        (0, 0, 24.1, "E1", "", "x"),  # near the first new one, too late for the known one
        (0, 0, 1, "E2", "", "x"),  # another class
        (np.nan, np.nan, 1, "E1", "", "x"),
    )
    found = find_similar(new, known, SimilarSettings())
    assert found.other.tolist() == [0, -1, 1, -1, -1]
    assert found.reason.tolist()[0] == NEAR and found.reason.tolist()[3:] == ["", ""]
    assert found.distance[0] == 50.0 and 0 < found.text[0] < 1


def test_a_known_case_goes_first_also_when_it_is_later():
    known = reports((0, 0, 5, "E1", "", "x"))
    found = find_similar(reports((0, 0, 0, "E1", "", "x")), known, SimilarSettings())
    assert found.other.tolist() == [0]


def test_the_same_caller_says_the_same():
    new = reports(
        (np.nan, np.nan, 0, "E1", "138", "滨江大道夜间施工噪音扰民"),
        (np.nan, np.nan, 3, "E2", "138", "滨江大道夜间施工噪音扰民！"),
        (np.nan, np.nan, 4, "E2", "138", "小区门口垃圾没人收"),
        (np.nan, np.nan, 4, "E2", "139", "滨江大道夜间施工噪音扰民"),
        (np.nan, np.nan, 40, "E1", "138", "滨江大道夜间施工噪音扰民"),
    )
    found = find_similar(new, reports(), SimilarSettings())
    assert found.other.tolist() == [-1, 0, -1, -1, -1]
    assert found.reason.tolist()[1] == CALLER and found.text[1] > 0.8


def test_texts():
    assert text_similarity("占道经营", "占道经营 ") == 1.0
    assert text_similarity("占道经营", "噪音扰民") == 0.0
    assert text_similarity("", "噪音") == 0.0


def test_a_crowd_at_one_point_costs_no_more():
    """All pairs of 40,000 reports at one point would be 800 million."""
    count = 40000
    new = Reports(
        np.full((count, 2), 5.0),
        np.arange(count, dtype=float),
        np.full(count, "E1", dtype=object),
        np.full(count, "", dtype=object),
        ["x"] * count,
    )
    found = find_similar(new, reports(), SimilarSettings())
    assert found.other.tolist() == [-1, *range(count - 1)]


SPOTS = st.tuples(
    st.integers(0, 150), st.integers(0, 80), st.integers(0, 60),
    st.sampled_from(["E1", "E2"]), st.just(""), st.just("x"),
)  # fmt: skip


@given(st.lists(SPOTS, max_size=8), st.lists(SPOTS, max_size=12))
def test_against_all_pairs(known, new):
    """Who is linked, and to nobody out of reach: the same as looking at every pair."""
    settings = SimilarSettings()
    found = find_similar(reports(*new), reports(*known), settings)
    rows = [*known, *new]
    order = {place: (place >= len(known), rows[place][2], place) for place in range(len(rows))}

    def alike(one, two):
        far = np.hypot(one[0] - two[0], one[1] - two[1])
        return one[3] == two[3] and far <= 50 and abs(one[2] - two[2]) <= 24

    for number, other in enumerate(found.other.tolist()):
        place = len(known) + number
        earlier = [p for p in order if order[p] < order[place] and alike(rows[p], rows[place])]
        assert (other >= 0) == bool(earlier)
        assert other < 0 or other in earlier
