"""Counts and densities of components."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.components.statistics import (
    Areas,
    breaks,
    count,
    density,
    distribution,
    merged_areas,
    positions,
)
from dcm_plugin.core.components.statistics_report import statistics_report
from dcm_plugin.core.components.statistics_tables import area_table, class_table

CODES = ["01001", "01002", "02001"]
NAMES = [{"en": "Cover", "zh": "井盖"}, {"en": "Box", "zh": "箱"}, {"en": "Park", "zh": "停车场"}]


def texts(values: Any) -> np.ndarray:
    result = np.empty(len(values), dtype=object)
    result[:] = list(values)
    return result


def areas(number: int = 3) -> Areas:
    shapes = shapely.box(100.0 * np.arange(number), 0, 100.0 * np.arange(number) + 100, 100)
    codes = texts([f"a{i}" for i in range(number)])
    return Areas(codes, texts([None] * number), shapely.area(shapes), shapes)


def example() -> Any:
    place, klass = np.array([0, 0, 1, -1, 0]), np.array([0, 2, 0, 0, -1])
    return count(place, klass, areas(), 3)


def test_every_component_is_counted_once() -> None:
    made = example()
    assert made.by_area.tolist() == [3, 1, 0]
    assert made.by_class.tolist() == [3, 0, 1]
    assert (made.total, made.unplaced, made.unclassified) == (5, 1, 1)
    assert made.pairs["count"].sum() == 5


@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 2)), max_size=30), st.booleans())
def test_totals_agree(rows: Any, zeros: bool) -> None:
    place = np.array([a for a, _ in rows], dtype=np.int64)
    klass = np.array([k for _, k in rows], dtype=np.int64)
    made = count(place, klass, areas(4), 3)
    table = class_table(made, areas(4), CODES, ["x", "y", "z"], "v", zeros)
    over_areas = table[table["area_code"].isna()]
    over_classes = table[table["class_code"].isna()]
    pairs = table[table["area_code"].notna() & table["class_code"].notna()]
    assert over_areas["count"].tolist() == made.by_class.tolist()
    assert over_classes["count"].tolist() == made.by_area.tolist()
    assert pairs["count"].sum() == len(rows)
    assert len(pairs) >= (12 if zeros else 0)
    assert not pairs.duplicated(["area_code", "class_code"]).any()


def test_the_table_of_areas_has_zero_areas_and_major_classes() -> None:
    table = area_table(example(), areas(), ["01", "02"], [0, 0, 1], "v")
    assert table["count"].tolist() == [3, 1, 0]
    assert table["major_01"].tolist() == [1, 1, 0]
    assert table["major_02"].tolist() == [1, 0, 0]
    assert table["classes"].tolist() == [2, 1, 0]
    assert table["per_wan"].tolist() == [3, 1, 0]
    assert table["per_km2"].tolist() == [300, 100, 0]


def test_density_without_ground_is_unknown() -> None:
    assert np.isnan(density([1, 2], [0, np.nan], 1.0)).all()


def test_grids_are_put_together_by_their_parent() -> None:
    grids = areas(4)
    made, parent = merged_areas(
        texts(["s2", "s1", None, "s2"]), texts([None, "One", None, "Two"]), grids.shapes
    )
    assert made.codes.tolist() == ["s1", "s2"]
    assert made.names.tolist() == ["One", "Two"]
    assert made.area.tolist() == [10000, 20000]
    assert parent.tolist() == [1, 0, -1, 1]


def test_ranges_of_a_map() -> None:
    assert breaks(np.array([])) == []
    assert breaks(np.zeros(3)) == [(0.0, 0.0)]
    assert breaks(np.array([0, 2.0, 2.0])) == [(0.0, 0.0), (2.0, 2.0)]


@given(st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=1, max_size=40))
def test_ranges_hold_every_value_and_touch(values: Any) -> None:
    ranges = breaks(np.array(values))
    assert all(any(low <= value <= high for low, high in ranges) for value in values)
    rest = [pair for pair in ranges if pair != (0.0, 0.0)]
    assert all(a[1] == b[0] for a, b in zip(rest, rest[1:]))
    assert len(rest) <= 5


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=50))
def test_the_distribution_counts_every_area(counts: Any) -> None:
    edges, number = distribution(np.array(counts))
    assert sum(number) == len(counts)
    assert len(edges) == len(number) + 1
    assert len(number) <= 21


def test_positions() -> None:
    assert positions(["b", None, "x", "a"], ["a", "b"]).tolist() == [1, -1, -1, 0]
    assert positions([], ["a"]).tolist() == []


def test_report() -> None:
    report = statistics_report(
        example(), areas(), CODES, NAMES, "unit_grid", "minor", "gbt47678_5_2026", {"en": "T"}
    )
    data = report.to_data("en")
    assert data["figures"]["components"] == 5
    assert data["figures"]["empty_areas"] == 1
    assert data["sections"]["absent"]["absent"] == [{"code": "01002", "name": "Box"}]
    assert data["sections"]["by_class"]["chart"]["labels"] == ["01001 Cover", "02001 Park"]
    assert data["sections"]["by_class"]["chart"]["counts"] == [3, 1]
    for lang in ("en", "zh"):
        page = report.to_html(lang)
        assert "statistics." not in page
        assert page.count("<svg") == 3


def test_report_of_nothing() -> None:
    nothing = Areas(texts([]), texts([]), np.zeros(0), None, 0.0)
    made = count(np.zeros(0, dtype=int), np.zeros(0, dtype=int), nothing, 3)
    report = statistics_report(made, nothing, CODES, NAMES, "department", "major", "v", {"en": "T"})
    assert report.to_data()["verdict"]["status"] == "warning"
    assert "<svg" not in report.to_html("zh")
