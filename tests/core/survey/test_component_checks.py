"""The checks C01 ... C15: what is right passes, each fault is found where it is."""

from __future__ import annotations

from datetime import date
from typing import Any, Dict, List, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.checks.catalogue import CheckCatalogue
from dcm_plugin.core.classes import load_catalogue
from dcm_plugin.core.messages import catalogue as messages
from dcm_plugin.core.standards import load_profile
from dcm_plugin.core.survey.checks import (
    COMPONENT_CHECKS,
    ComponentInput,
    ComponentResult,
    check_components,
    component_report,
    component_rows,
)
from dcm_plugin.core.survey.checks import context as context_module

CATALOGUE = load_catalogue()
PROFILE = load_profile("gbt47678_3_2026")
COMMUNITY = "310101001001"
TODAY = date(2026, 8, 1)


def grid() -> gpd.GeoDataFrame:
    cells = [shapely.box(100 * n, 0, 100 * n + 100, 100) for n in range(3)]
    codes = [f"{COMMUNITY}{n + 1:03d}" for n in range(3)]
    return gpd.GeoDataFrame({"code": codes, "_fid": [1, 2, 3]}, geometry=cells)


def row(n: int = 1, shape: Any = None, **changes: Any) -> Dict[str, Any]:
    """A street lamp without a fault in the first grid."""
    made = {
        "_fid": n,
        "_layer": "lamps",
        "geometry": shapely.Point(5.0 * n, 50) if shape is None else shape,
        "code": f"31010101037{n:06d}",
        "name": "路灯",
        "competent_code": "913100001",
        "competent_name": "城管局",
        "grid_code": f"{COMMUNITY}001",
        "state": "完好",
        "start": "20260701",
        "changed": None,
        "data_source": "实测",
    }
    made.update(changes)
    return made


def check(rows: List[Dict[str, Any]], **options: Any) -> ComponentResult:
    departments = options.pop("departments", None)
    given_grid = options.pop("grid", grid())
    types = options.pop("types", {})
    frame = gpd.GeoDataFrame(pd.DataFrame(rows), geometry="geometry")
    data = ComponentInput(frame, given_grid, departments, {}, types, TODAY)
    return check_components(data, CATALOGUE, PROFILE, **options)


def kinds(result: ComponentResult) -> List[str]:
    return sorted(result.findings["kind"])


def test_what_is_right_passes_everything() -> None:
    result = check([row(n) for n in range(1, 10)])
    assert kinds(result) == []
    assert {entry.verdict for entry in result.summary.values()} == {"ok"}
    assert list(result.summary) == list(COMPONENT_CHECKS.checks)
    assert result.classes["components"].tolist() == [9]


FAULTS = [
    ({"name": None}, "field_empty", "C01"),
    ({"state": " "}, "field_empty", "C01"),
    ({"competent_name": "x" * 101}, "too_long", "C02"),
    ({"state": "很好"}, "not_listed", "C03"),
    ({"code": "3101010103700001"}, "code_wrong", "C04"),
    ({"code": "31010101037000000"}, "code_wrong", "C04"),
    ({"code": "31010501037000001"}, "division_other", "C05"),
    ({"code": "31010101999000001", "name": "路灯"}, "class_unknown", "C06"),
    ({"class_code": "01038"}, "class_other", "C06"),
    ({"name": "地灯"}, "name_other", "C07"),
    ({"grid_code": f"{COMMUNITY}003"}, "grid_other", "C09"),
    ({"grid_code": f"{COMMUNITY}999"}, "grid_unknown", "C09"),
    ({"geometry": shapely.Point(5, 500)}, "grid_outside", "C09"),
    ({"geometry": None}, "no_geometry", "C10"),
    ({"geometry": shapely.MultiPoint([(1, 1), (2, 2)])}, "multipart", "C10"),
    ({"geometry": shapely.LineString([(1, 1), (2, 2)])}, "kind_other", "C11"),
    ({"start": "20261301"}, "date_invalid", "C13"),
    ({"start": "20260802"}, "date_future", "C13"),
    ({"changed": "20260630"}, "change_before", "C13"),
]


@pytest.mark.parametrize(("change", "kind", "check_id"), FAULTS)
def test_one_fault_is_one_finding(change: Dict[str, Any], kind: str, check_id: str) -> None:
    good = [row(n) for n in range(10, 14)]
    result = check([*good, row(1, **change)])
    found = result.findings[result.findings["kind"] == kind]
    assert len(found) == 1, kinds(result)
    assert found.iloc[0]["check"] == check_id
    assert found.iloc[0]["fid"] == 1 and found.iloc[0]["layer"] == "lamps"
    assert "component_checks." + kind in messages()


def test_a_code_twice_over_layers_is_one_finding_with_all_features() -> None:
    rows = [row(1), row(2, code=row(1)["code"], _layer="other"), row(3)]
    result = check(rows)
    found = result.findings[result.findings["kind"] == "code_twice"]
    assert len(found) == 1 and found.iloc[0]["fids"] == "1,2" and found.iloc[0]["measure"] == 2


def test_the_accuracy_of_the_class_is_the_tolerance_of_the_grid() -> None:
    near = row(1, shapely.Point(100.4, 50))  # A: 0.5 m
    far = row(2, shapely.Point(100.6, 90))
    result = check([near, far])
    by_fid = dict(zip(result.findings["fid"], result.findings["kind"]))
    assert by_fid == {1: "grid_near", 2: "grid_other"}
    assert result.summary["C09"].errors == 1 and result.summary["C09"].infos == 1


def test_a_component_across_a_border_may_have_the_grid_of_its_larger_part() -> None:
    shape = shapely.LineString([(60, 50), (130, 50)])
    for grid_code, fine in ((1, True), (2, False), (3, False)):
        fence = row(
            1,
            shape,
            code="31010102017000001",
            name="交通护栏",
            grid_code=f"{COMMUNITY}{grid_code:03d}",
        )
        assert ("grid_other" not in kinds(check([fence]))) is fine, grid_code


def test_duplicates_are_grouped_by_class_and_distance() -> None:
    bench: Dict[str, Any] = {"code": "31010104007000001", "name": "街头座椅"}
    rows = [
        row(1, shapely.Point(10, 10)),
        row(2, shapely.Point(10.2, 10)),
        row(3, shapely.Point(10.4, 10)),
        row(4, shapely.Point(10.1, 10), **bench),  # of another class
        row(5, shapely.Point(20, 10)),
        row(6, shapely.Point(20.4, 10)),
    ]
    result = check(rows)
    found = result.findings[result.findings["kind"] == "duplicate"]
    assert found["fids"].tolist() == ["1,2,3"]
    wide = check(rows, overrides={"C12": {"distance": 0.5}})
    assert wide.figures["duplicates"] == 2


def test_many_components_at_one_place_are_one_group() -> None:
    rows = [row(n, shapely.Point(10, 10)) for n in range(1, 3001)]
    result = check(rows, selected=["C12"])
    assert result.figures["duplicates"] == 1
    assert result.findings["params"].iloc[0]["count"] == 3000


def fence(n: int, *points: Any, **more: Any) -> Dict[str, Any]:
    shape = shapely.LineString(points)
    return row(n, shape, code=f"31010102017{n:06d}", name="交通护栏", **more)


def test_ends_of_lines() -> None:
    joined = [fence(1, (0, 0), (10, 0)), fence(2, (10, 0), (20, 0))]
    assert "line_gap" not in kinds(check(joined))
    gap = [fence(1, (0, 0), (10, 0)), fence(2, (10.3, 0), (20, 0))]
    result = check(gap)
    assert kinds(result).count("line_gap") == 2  # seen from both lines
    assert result.findings["measure"].tolist() == pytest.approx([0.3, 0.3])
    over = [fence(1, (0, 0), (10, 0)), fence(2, (9.8, 5), (9.8, -5))]
    assert kinds(check(over)) == ["line_overshoot"]
    other = [fence(1, (0, 0), (10, 0)), row(2, shapely.LineString([(10.3, 0), (20, 0)]))]
    assert "line_gap" not in kinds(check(other))


def test_overlapping_areas_of_one_class() -> None:
    def green(n: int, x: float, **more: Any) -> Dict[str, Any]:
        given = {"code": f"31010104013{n:06d}", "name": "绿地", **more}
        return row(n, shapely.box(x, 0, x + 10, 10), **given)

    assert kinds(check([green(1, 0), green(2, 10)])) == []
    result = check([green(1, 0), green(2, 9)])
    assert kinds(result) == ["area_overlap"] and result.findings["measure"].iloc[0] == 10
    parking = green(2, 9, code="31010102001000001", name="停车场")
    assert kinds(check([green(1, 0), parking])) == []


def test_geometry_that_is_broken() -> None:
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    twice = shapely.LineString([(0, 0), (5, 0), (5, 0), (9, 0)])
    dot = shapely.LineString([(1, 1), (1, 1)])
    green: Dict[str, Any] = {"code": "31010104013000001", "name": "绿地"}
    result = check(
        [
            row(1, bow, **green),
            row(2, twice, code="31010102017000002", name="交通护栏"),
            row(3, dot, code="31010102017000003", name="交通护栏"),
        ],
        selected=["C10"],
    )
    assert kinds(result) == ["duplicate_vertex", "invalid", "no_extent"]


def test_departments() -> None:
    table = pd.DataFrame({"code": ["913100001", "2"], "name": ["城管局", "供电"]}, dtype=object)
    rows = [
        row(1),
        row(2, competent_name="市容局"),
        row(3, competent_code="7"),
        row(4, owner_code="2", owner_name="供电"),
    ]
    assert kinds(check(rows, departments=table)) == ["department_name", "department_unknown"]


def test_what_cannot_be_checked_is_skipped_and_never_passed() -> None:
    rows = [{k: v for k, v in row(1).items() if k not in ("start", "changed", "grid_code")}]
    result = check(rows, grid=None)
    assert {c for c, s in result.summary.items() if s.status == "skipped"} == {"C05", "C09", "C13"}
    assert kinds(result) == ["field_missing", "field_missing"]


def test_codes_as_numbers_are_told_once() -> None:
    rows = [row(1, competent_code=913100001.0), row(2, competent_code=913100002.0)]
    result = check(rows, types={"competent_code": "number"})
    assert kinds(result) == ["type_wrong"]


def test_a_profile_may_switch_off_and_an_override_may_weaken() -> None:
    bad = [row(1, name="地灯")]
    assert check(bad, overrides={"C07": {"severity": "off"}}).summary["C07"].status == "off"
    assert check(bad, overrides={"C07": {"severity": "info"}}).count("info") == 1
    assert check(bad, selected=["C01"]).count("error") == 0


def test_many_findings_of_one_kind_are_counted_and_the_first_listed(monkeypatch: Any) -> None:
    monkeypatch.setattr(context_module, "MOST_LISTED", 10)
    result = check([row(n, code=None) for n in range(1, 31)], selected=["C01"])
    assert result.summary["C01"].notes
    assert len(result.findings) == 10
    assert result.count("error") == 30


def test_report_and_rows_in_both_languages() -> None:
    result = check([row(1, name="地灯"), row(2, state="?")])
    for lang in ("en", "zh"):
        html = component_report(result, CATALOGUE, PROFILE, "lamps").to_html(lang)
        assert "component_checks." not in html and "C15" in html
        assert len(component_rows(result, lang)) == 2
    data = component_report(result, CATALOGUE, PROFILE).to_data("en")
    assert data["figures"]["components"] == 2
    assert data["sections"]["classes"]["list"][0]["with_error"] == 1


def test_catalogue_of_checks() -> None:
    assert isinstance(COMPONENT_CHECKS, CheckCatalogue)
    for check_id, info in COMPONENT_CHECKS.checks.items():
        assert info.name["zh"] and info.says["en"], check_id
        assert "checks.basis." + info.basis in messages()
    assert {p.check for p in COMPONENT_CHECKS.parameters} <= set(COMPONENT_CHECKS.checks)


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(8)), seed=st.integers(0, 3))
def test_the_order_of_the_rows_does_not_matter(order: List[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = [row(n, shapely.Point(*rng.uniform(-5, 110, 2).round(1))) for n in range(1, 9)]
    rows[2]["code"] = rows[1]["code"]
    rows[4]["name"] = "地灯"

    def found(result: ComponentResult) -> List[Any]:
        table = result.findings
        return sorted(
            (k, f) for k, f in zip(table["kind"], table["fids"]) if k not in ("code_twice",)
        )

    assert found(check(rows)) == found(check([rows[i] for i in order]))


def test_an_empty_geometry_or_column_never_stops_a_run() -> None:
    rows: List[Dict[str, Any]] = [row(1, shapely.Point()), row(2, shapely.Polygon())]
    result = check(rows)
    assert kinds(result).count("no_geometry") == 2
    nothing: Optional[Any] = None
    assert check([row(1, geometry=nothing)], grid=None).count("error") == 1


def test_fields_are_named_as_a_reader_knows_them() -> None:
    parts = {"class_code", "code", "name"}
    summary = check([{k: v for k, v in row(1).items() if k not in parts}]).summary
    told = str(summary["C06"])
    assert "class_code" not in told and ("Class code" in told or "小类代码" in told), told
