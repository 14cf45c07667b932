"""Sample and comparison: by lot but reproducible, one to one, nothing lost, a fair verdict."""

from __future__ import annotations

from typing import Any, Dict, List

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.classes import load_catalogue
from dcm_plugin.core.report.paper import render_paper
from dcm_plugin.core.standards import load_profile
from dcm_plugin.core.survey import compare as compare_module
from dcm_plugin.core.survey.acceptance import SIGNATURES, acceptance_report, sample_report
from dcm_plugin.core.survey.compare import comparable, compare, judge, match
from dcm_plugin.core.survey.sample import acceptance_limits, draw_sample, limit_values

CATALOGUE = load_catalogue()
PROFILE = load_profile("gbt47678_3_2026")
RMS = {"A": 0.5, "B": 1.0, "C": 10.0}
LIMITS = limit_values({})


# --- the sample ------------------------------------------------------------------------------


def city(seed: int, grids: int, components: int, classes: int) -> Any:
    rng = np.random.default_rng(seed)
    codes = np.array([f"{n:03d}" for n in range(grids)], dtype=object)
    grid_of = rng.integers(-1, grids, components)
    # some classes are much rarer than others
    class_codes = (rng.pareto(1.0, components) * 2).astype(int) % classes
    return codes, grid_of, class_codes.astype(str).astype(object)


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 1000),
    grids=st.integers(1, 60),
    components=st.integers(0, 400),
    share=st.floats(0.001, 1.0),
    per_class=st.integers(0, 40),
)
def test_a_sample_has_its_grids_and_its_classes(
    seed: int, grids: int, components: int, share: float, per_class: int
) -> None:
    codes, grid_of, classes = city(seed, grids, components, 6)
    sample = draw_sample(codes, grid_of, classes, seed, share, per_class)
    assert len(set(sample.grids.tolist())) == len(sample.grids) <= grids
    assert len(sample.grids) >= min(grids, share * grids - 1e-6)
    # whole grids: all components of a drawn one, and none of another
    assert np.array_equal(sample.rows, np.isin(grid_of, sample.grids))
    for code, total, drawn, wanted in sample.classes.itertuples(index=False):
        assert total == int(((classes == code) & (grid_of >= 0)).sum())
        assert wanted == min(total, per_class) <= drawn


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 50), order=st.randoms(use_true_random=False))
def test_the_seed_alone_decides(seed: int, order: Any) -> None:
    codes, grid_of, classes = city(seed, 30, 300, 5)
    first = draw_sample(codes, grid_of, classes, 7, 0.1, 20)
    turn = list(range(30))
    order.shuffle(turn)
    back = np.argsort(turn)
    moved = np.where(grid_of >= 0, back[np.maximum(grid_of, 0)], -1)
    again = draw_sample(codes[turn], moved, classes, 7, 0.1, 20)
    assert codes[first.grids].tolist() == codes[turn][again.grids].tolist()
    assert np.array_equal(first.rows, again.rows)


def test_another_seed_gives_another_sample() -> None:
    codes, grid_of, classes = city(1, 200, 500, 3)
    drawn = {tuple(draw_sample(codes, grid_of, classes, s, 0.05, 0).grids) for s in range(5)}
    assert len(drawn) == 5 and all(len(grids) == 10 for grids in drawn)


# --- matching --------------------------------------------------------------------------------

points = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 2)), max_size=25)


@settings(max_examples=60, deadline=None)
@given(one=points, two=points, reach=st.floats(0.5, 12))
def test_matching_is_one_to_one_and_within_reach(one: Any, two: Any, reach: float) -> None:
    a = np.array([p[:2] for p in one], dtype=float).reshape(-1, 2)
    b = np.array([p[:2] for p in two], dtype=float).reshape(-1, 2)
    ga, gb = np.array([p[2] for p in one]), np.array([p[2] for p in two])
    left, right = match(a, b, ga, gb, np.full(len(b), reach))
    assert len(set(left.tolist())) == len(left) == len(right) == len(set(right.tolist()))
    assert (ga[left] == gb[right]).all() if len(left) else True
    off = np.hypot(*(a[left] - b[right]).T) if len(left) else np.empty(0)
    assert (off <= reach + 1e-9).all()
    # as many as can be: nobody who is free is near a free one of the same kind
    free_a = np.setdiff1d(np.arange(len(a)), left)
    free_b = np.setdiff1d(np.arange(len(b)), right)
    for i in free_a.tolist():
        for j in free_b.tolist():
            assert ga[i] != gb[j] or np.hypot(*(a[i] - b[j])) > reach - 1e-9


def test_the_sum_of_the_distances_decides_not_the_nearest_pair() -> None:
    here, there = np.array([[0.0, 0], [2.0, 0]]), np.array([[1.9, 0], [3.5, 0]])
    kind = np.zeros(2, dtype=int)
    left, right = match(here, there, kind, kind, np.full(2, 2.0))
    assert sorted(zip(left.tolist(), right.tolist())) == [(0, 0), (1, 1)]


def test_a_very_large_cluster_is_matched_too(monkeypatch: Any) -> None:
    monkeypatch.setattr(compare_module, "_EXACT", 5)
    xy = np.column_stack([np.arange(40.0), np.zeros(40)])
    kind = np.zeros(40, dtype=int)
    left, right = match(xy, xy + [0.1, 0], kind, kind, np.full(40, 3.0))
    assert left.tolist() == right.tolist() and len(left) == 40


# --- comparison ------------------------------------------------------------------------------


def table(rows: List[Any]) -> pd.DataFrame:
    """(x, y, class) or (x, y, class, state)."""
    return pd.DataFrame(
        {
            "_fid": range(1, len(rows) + 1),
            "_layer": "lamps",
            "x": [float(r[0]) for r in rows],
            "y": [float(r[1]) for r in rows],
            "class_code": np.array([r[2] for r in rows], dtype=object),
            "accuracy": np.full(len(rows), "A", dtype=object),
            "inside": True,
            "state": np.array([r[3] if len(r) > 3 else "完好" for r in rows], dtype=object),
        }
    )


def run(one: List[Any], two: List[Any]) -> Any:
    return compare(table(one), table(two), ["class_code", "state"], RMS, LIMITS)


@settings(max_examples=25, deadline=None)
@given(one=points, two=points)
def test_nothing_is_lost(one: Any, two: Any) -> None:
    survey = [(x, y, str(k)) for x, y, k in one]
    truth = [(x, y, str(k)) for x, y, k in two]
    result = run(survey, truth)
    here = sorted([*result.pairs["here"].tolist(), *result.superfluous.tolist()])
    there = sorted([*result.pairs["there"].tolist(), *result.missing.tolist()])
    assert here == list(range(len(survey))) and there == list(range(len(truth)))
    assert result.classes["matched"].sum() == len(result.pairs)
    assert result.classes["missing"].sum() == len(result.missing)
    assert result.classes["superfluous"].sum() == len(result.superfluous)


def test_a_survey_beside_itself_passes() -> None:
    rows = [(n, 0, "01037") for n in range(0, 100, 5)]
    result = run(rows, rows)
    assert result.passed and not len(result.missing) and not len(result.superfluous)
    assert (result.pairs["here"] == result.pairs["there"]).all()


def test_another_class_at_the_same_place_is_an_attribute_error() -> None:
    result = run([(0, 0, "01037"), (50, 0, "01037")], [(0.2, 0, "01038"), (50, 0, "01037")])
    assert result.pairs["fields"].tolist() == ["class_code", ""]
    assert not len(result.missing) and not len(result.superfluous)
    # farther off than its accuracy it is another thing
    result = run([(0, 0, "01037")], [(0.9, 0, "01038")])
    assert result.missing.tolist() == [0] and result.superfluous.tolist() == [0]


def test_only_the_sample_counts() -> None:
    survey, truth = table([(0, 0, "a"), (50, 0, "a")]), table([(0, 0.1, "a"), (90, 0, "a")])
    survey["inside"] = [True, False]
    truth["inside"] = [False, False]
    result = compare(survey, truth, ["class_code"], RMS, LIMITS)
    # a partner may lie just outside
    assert len(result.pairs) == 1 and not len(result.missing) and not len(result.superfluous)


def test_rows_without_place_have_no_partner() -> None:
    survey, truth = table([(0, 0, "a")]), table([(0, 0, "a")])
    survey["x"] = np.nan
    result = compare(survey, truth, ["class_code"], RMS, LIMITS)
    assert result.missing.tolist() == [0] and result.superfluous.tolist() == [0]


numbers = st.integers(0, 60)
errors = st.lists(st.floats(0, 3), min_size=1, max_size=40)


@settings(max_examples=100, deadline=None)
@given(
    missing=numbers,
    superfluous=numbers,
    wrong=numbers,
    values=errors,
    worse=st.tuples(numbers, numbers, numbers),
    grow=st.floats(0, 5),
    at=st.integers(0, 39),
)
def test_worse_never_passes_where_better_fails(
    missing: int,
    superfluous: int,
    wrong: int,
    values: List[float],
    worse: Any,
    grow: float,
    at: int,
) -> None:
    pairs = len(values)

    def passed(m: int, s: int, w: int, off: List[float]) -> bool:
        found = judge(pairs + s, pairs + m, m, s, min(w, pairs), {"A": np.array(off)}, RMS, LIMITS)
        return all(item.passed for item in found)

    grown = list(values)
    grown[at % pairs] += grow
    before = passed(missing, superfluous, wrong, values)
    after = passed(missing + worse[0], superfluous + worse[1], wrong + worse[2], grown)
    assert before or not after


def test_each_requirement_fails_by_itself() -> None:
    good: Dict[str, Any] = {
        "survey_total": 100,
        "truth_total": 100,
        "missing": 2,
        "superfluous": 2,
        "attribute_errors": 5,
        "errors": {"A": np.full(100, 0.5)},
    }
    assert all(c.passed for c in judge(**good, position_limits=RMS, limits=LIMITS))
    gross = np.full(100, 0.1)
    gross[:6] = 1.01
    for change, key in (
        ({"missing": 3}, "missing"),
        ({"superfluous": 3}, "superfluous"),
        ({"attribute_errors": 6}, "attributes"),
        ({"errors": {"A": np.full(100, 0.51)}}, "position"),
        ({"errors": {"A": gross}}, "gross"),
    ):
        found = judge(**{**good, **change}, position_limits=RMS, limits=LIMITS)
        assert [c.key for c in found if not c.passed] == [key]


def test_nothing_to_compare_with_fails_when_something_is_there() -> None:
    assert not run([(0, 0, "a")], []).passed
    assert not run([], [(0, 0, "a")]).passed


def test_limits_are_data_and_settings() -> None:
    assert all(limit.basis == "default" for limit in acceptance_limits().values())
    assert limit_values({"missing": 0.1})["missing"] == 0.1


# --- tables and reports ----------------------------------------------------------------------


def layer() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "_fid": [1, 2, 3],
            "_layer": ["lamps"] * 3,
            "name": ["路灯", "绿地", "路灯"],
            "state": ["完好", None, " 破损 "],
        },
        geometry=[shapely.Point(1, 1), shapely.box(10, 0, 30, 10), None],
    )


def test_layers_become_comparable() -> None:
    made = comparable(
        layer(), CATALOGUE, PROFILE, ["class_code", "state"], [shapely.box(0, 0, 5, 5)]
    )
    assert made["class_code"].tolist() == ["01037", "04013", "01037"]
    assert made["accuracy"].tolist() == ["A", "B", "A"]
    assert made["state"].tolist() == ["完好", "", "破损"]
    assert made["inside"].tolist() == [True, False, False]
    assert made["x"].iloc[1] == 20 and np.isnan(made["x"].iloc[2])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_reports_and_protocol(lang: str) -> None:
    survey = table([(0, 0, "01037"), (50, 0, "01037", "破损"), (90, 0, "04007")])
    truth = table([(0, 0.2, "01037"), (50, 0, "01037"), (120, 0, "04007")])
    result = compare(survey, truth, ["class_code", "state"], RMS, LIMITS)
    report = acceptance_report(result, survey, truth, CATALOGUE, PROFILE, "a <b>")
    html = report.to_html(lang)
    assert not result.passed and "survey.criterion" not in html and "a &lt;b&gt;" in html
    paper = render_paper(report, lang, SIGNATURES)
    assert "____" in paper and "a &lt;b&gt;" in paper and "survey.sign" not in paper
    data = report.to_data("en")
    found = {row["requirement"]: row["result"] for row in data["sections"]["criteria"]["list"]}
    assert found["Missing components"] == "failed"
    codes, grid_of, classes = city(1, 20, 100, 3)
    sample = draw_sample(codes, grid_of, classes, 1, 0.1, 5)
    sample.limits.update(grid_share=0.1, per_class=5)
    drawn = sample_report(sample, 20, 1, CATALOGUE, PROFILE, "x")
    assert drawn.to_data("en")["figures"]["grids"] == len(sample.grids)
    assert "survey.sample" not in drawn.to_html(lang)
