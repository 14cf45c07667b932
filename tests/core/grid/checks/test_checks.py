"""Each check fires when it should, names the right features, and is silent otherwise."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from check_samples import (
    PREFIX,
    PROFILE,
    X0,
    Y0,
    box,
    check,
    found,
    full_input,
    good_input,
    kinds,
    line,
    point,
    set_shape,
    shape_of,
    table,
)

from dcm_plugin.core.errors import Cancelled
from dcm_plugin.core.grid.checks import (
    CrsInfo,
    catalogue,
    check_report,
    finding_messages,
    finding_points,
    finding_rows,
    parameters,
    run_checks,
)
from dcm_plugin.core.grid.checks.registry import CHECKS
from dcm_plugin.core.messages import catalogue as messages
from dcm_plugin.core.standards import load_profile

ALL = [f"G{n:02d}" for n in range(1, 11)] + [f"Q{n:02d}" for n in range(1, 17)]


def fids(result, kind):
    return sorted(f for _, _, f in found(result, kind))


# --- the catalogue ----------------------------------------------------------------------------


def test_catalogue_is_complete_and_bilingual():
    assert list(catalogue()) == ALL
    for info in catalogue().values():
        for text in (info.name, info.says):
            assert text["en"] and text["zh"] and text["en"] != text["zh"]
        assert info.severity in ("error", "warning", "info", "off")
        assert "checks.basis." + info.basis in messages()


def test_every_check_has_an_answer():
    assert {name for entry in CHECKS for name in entry.ids} == set(ALL)


def test_profile_knows_all_checks_and_no_unknown_numbers():
    known = {(item.check, item.name) for item in parameters()}
    for profile_id in ("gbt47678_3_2026", "cjt213_2005", "db11t2157_2023", "cjt349_2010"):
        profile = load_profile(profile_id)
        assert set(profile.checks) == set(ALL)
    ours = {
        "G01": {"preferred_scale", "smallest_scale", "severity_not_preferred"},
        "G03": {"distance", "share"},
        "Q11": {"below", "above", "strongly_below", "exempt_land_use"},
    }
    for name, wanted in ours.items():
        assert wanted <= {n for c, n in known if c == name}
        assert wanted <= set(PROFILE.checks[name].params)


# --- nothing wrong ----------------------------------------------------------------------------


def test_good_grid_with_all_layers_has_no_finding():
    result = check(full_input())
    assert kinds(result) == []
    states = {name: entry.status for name, entry in result.summary.items()}
    assert states.pop("G10") == "off"
    assert set(states.values()) == {"ran"}
    assert [name for name, entry in result.summary.items() if entry.notes] == []
    assert result.figures["gap_m2"] == 0 and result.figures["overlap_m2"] == 0
    assert result.figures["border_near_layout"] == pytest.approx(1)


def test_missing_layers_are_skipped_never_passed():
    data = good_input(communities=None, crs=None)
    result = check(data)
    skipped = {name for name, entry in result.summary.items() if entry.status == "skipped"}
    assert skipped == {
        "G02",
        "G03",
        "G04",
        "G06",
        "G07",
        "G09",
        "Q03",
        "Q06",
        "Q12",
        "Q13",
        "Q14",
        "Q15",
    }
    for name in skipped:
        reason = result.summary[name].reason
        assert reason is not None and reason.text("zh") and "checks." not in reason.text("en")
        assert result.summary[name].verdict == "skipped"
    assert [n.id for n in result.summary["G05"].notes] == ["checks.note.no_barriers"]
    assert [n.id for n in result.summary["Q16"].notes] == ["checks.note.no_crs"]


def test_only_selected_checks_run():
    data = good_input()
    data.grid.loc[0, "code"] = "x"
    result = check(data, "Q05")
    assert list(result.summary) == ["Q05"] and kinds(result) == []


def test_severity_from_profile_and_override():
    data = good_input()
    set_shape(data, 0, shape_of(data, 0).buffer(3))
    assert set(check(data, "Q02").findings["severity"]) == {"error"}
    result = check(data, "Q02", overrides={"Q02": {"severity": "warning"}})
    assert "warning" in set(result.findings["severity"])
    assert "error" not in set(result.findings["severity"])
    result = check(data, "Q02", overrides={"Q02": {"severity": "off"}})
    assert len(result.findings) == 0 and result.summary["Q02"].verdict == "off"


def test_finding_is_filed_once_and_counted_for_the_principle():
    data = good_input()
    set_shape(data, 4, box(95, 100, 105, 100))
    both = check(data, "Q02", "G08")
    overlap = both.findings[both.findings["kind"] == "overlap"]
    assert overlap["check"].tolist() == ["Q02"] and overlap["principle"].tolist() == ["G08"]
    assert both.summary["G08"].errors == both.summary["Q02"].errors
    alone = check(data, "G08")
    assert set(alone.findings["check"]) == {"G08"} and set(alone.findings["principle"]) == {""}


# --- geometry and topology --------------------------------------------------------------------


def test_geometry_missing_and_wrong_type():
    data = good_input()
    set_shape(data, 0, None)
    set_shape(data, 1, shapely.Polygon())
    set_shape(data, 2, line((0, 0), (1, 1)))
    result = check(data, "Q01")
    assert fids(result, "no_geometry") == ["1", "2"]
    assert fids(result, "no_polygon") == ["3"]


def test_self_crossing_is_placed_and_does_not_stop_other_checks():
    data = full_input()
    bow = shapely.Polygon(
        [(X0, Y0 + 200), (X0 + 100, Y0 + 300), (X0 + 100, Y0 + 200), (X0, Y0 + 300)]
    )
    set_shape(data, 0, bow)
    result = check(data)
    row = result.findings[result.findings["kind"] == "invalid_crossing"].iloc[0]
    assert row["fids"] == "1" and row["geometry"].distance(point(50, 250)) < 1e-6
    assert result.figures["gap_m2"] > 0 or result.figures["uncovered_m2"] > 0


def test_multipart_belongs_to_q01_and_g05():
    data = good_input()
    set_shape(data, 0, shapely.MultiPolygon([box(0, 200, 40, 100), box(60, 200, 40, 100)]))
    result = check(data, "Q01", "G05")
    assert found(result, "multipart") == [("Q01", "multipart", "1")]
    assert check(data, "G05").findings["check"].tolist()[0] == "G05"


def test_hole_open_or_filled():
    data = good_input()
    ring = box(0, 200, 100, 100).difference(box(40, 240, 20, 20))
    set_shape(data, 0, ring)
    result = check(data, "Q01", "Q02", "Q03")
    assert fids(result, "hole") == ["1"] and fids(result, "gap") == ["1"]
    assert fids(result, "uncovered") == []  # the same place, named once
    island = data.grid.iloc[[0]].copy()
    island["_fid"], island["code"] = 99, PREFIX[0] + "010"
    island = island.set_geometry([box(40, 240, 20, 20)])
    data.grid = pd.concat([data.grid, island], ignore_index=True)
    assert kinds(check(data, "Q01", "Q02", "Q03")) == []


def test_repeated_vertex_and_spike():
    data = good_input()
    square = [(0, 200), (100, 200), (100, 300), (0, 300)]
    repeated = [(0, 200), (50, 200), (50, 200), (100, 200), (100, 300), (0, 300)]
    spiked = [
        (100, 200),
        (200, 200),
        (200, 300),
        (150, 300),
        (150.01, 330),
        (149.99, 300),
        (100, 300),
    ]
    for row, points in ((0, repeated), (1, spiked)):
        set_shape(data, row, shapely.Polygon([(X0 + x, Y0 + y) for x, y in points]))
    result = check(data, "Q01")
    assert fids(result, "duplicate_vertex") == ["1"]
    assert fids(result, "spike") == ["2"]
    assert square


def test_sharp_corner_of_a_real_block_is_no_spike():
    data = good_input()
    wedge = shapely.Polygon([(X0, Y0 + 200), (X0 + 100, Y0 + 200), (X0 + 100, Y0 + 208)])
    set_shape(data, 0, wedge)
    assert "spike" not in kinds(check(data, "Q01"))


def test_overlap_gap_and_unshared_vertex():
    data = good_input()
    set_shape(data, 4, box(95, 100, 100, 100))  # 5 m to the west: overlap with 4, gap before 6
    result = check(data, "Q02")
    rows = result.findings
    overlap = rows[rows["kind"] == "overlap"].iloc[0]
    assert overlap["fids"] == "4,5" and overlap["measure"] == pytest.approx(500)
    assert overlap["geometry"].equals(box(95, 100, 5, 100))
    gap = rows[rows["kind"] == "gap"].iloc[0]
    assert gap["measure"] == pytest.approx(500) and gap["geometry"].equals(box(195, 100, 5, 100))
    assert {"5", "6"} <= set(gap["fids"].split(","))
    assert "unsnapped" in kinds(result)


def test_double_layer_of_grids():
    """The same coverage twice: every border edge has a partner, yet everything overlaps."""
    data = good_input()
    twin = data.grid.copy()
    twin["_fid"] += 100
    data.grid = pd.concat([data.grid, twin], ignore_index=True)
    result = check(data, "Q02")
    assert fids(result, "overlap") == sorted(f"{n},{n + 100}" for n in range(1, 19))
    assert result.figures["overlap_m2"] == pytest.approx(180000)


def test_shifted_layer_of_grids():
    data = good_input()
    twin = data.grid.copy()
    twin["_fid"] += 100
    twin = twin.set_geometry(
        list(
            shapely.transform(
                np.asarray(twin.geometry.array, dtype=object), lambda xy: xy + [30.0, 40.0]
            )
        )
    )
    whole = pd.concat([data.grid, twin], ignore_index=True)
    data.grid = whole
    shapes = np.asarray(whole.geometry.array, dtype=object)
    i, j = shapely.STRtree(shapes).query(shapes)
    area = shapely.area(shapely.intersection(shapes[i], shapes[j]))
    expected = {
        f"{whole['_fid'][a]},{whole['_fid'][b]}" for a, b, s in zip(i, j, area) if a < b and s > 1
    }
    assert set(fids(check(data, "Q02"), "overlap")) == expected


def test_grid_inside_another():
    data = good_input()
    inner = data.grid.iloc[[0]].copy()
    inner["_fid"] = 99
    data.grid = pd.concat(
        [data.grid, inner.set_geometry([box(120, 120, 30, 30)])], ignore_index=True
    )
    assert fids(check(data, "Q02"), "overlap") == ["5,99"]


def test_tiny_overlap_is_information():
    data = good_input()
    set_shape(data, 4, box(99.995, 100, 100.005, 100))
    result = check(data, "Q02")
    small = result.findings[result.findings["kind"] == "overlap_small"]
    assert small["severity"].tolist() == ["info"] and small["measure"].iloc[0] == pytest.approx(0.5)
    assert "unsnapped" in kinds(result)


def test_vertex_that_the_neighbour_lacks():
    data = good_input()
    set_shape(
        data,
        4,
        shapely.Polygon(
            [
                (X0 + x, Y0 + y)
                for x, y in [(100, 100), (200, 100), (200, 150), (200, 200), (100, 200)]
            ]
        ),
    )
    result = check(data, "Q02")
    assert kinds(result) == ["unsnapped"]
    assert result.findings["fids"].tolist() == ["5,6"]
    assert result.findings["geometry"].iloc[0].equals(point(200, 150))


def test_short_outer_border_is_no_unshared_vertex():
    """Corners a few centimetres apart on the outside, all shared properly."""
    data = good_input(communities=None)
    shift = np.array([642046.128, 3459368.357])
    corner = (0.0141, 0.0066)
    a = [(-80, -40), (0, 0), corner, (-40, 60)]
    b = [corner, (0.045, 0.021), (0.091, 0.038), (60, 20), (-40, 60)]
    shapes = [shapely.Polygon(np.array(ring) + shift) for ring in (a, b)]
    data.grid = data.grid.iloc[:2].set_geometry(shapes)
    assert kinds(check(data, "Q02")) == []


def test_sliver():
    data = good_input()
    set_shape(data, 0, box(0, 200, 0.1, 100))
    result = check(data, "Q02")
    assert fids(result, "sliver") == ["1"]


def test_island_community_hole_is_no_gap():
    """A place that belongs to no community may stay open."""
    data = good_input()
    frame = box(0, 0, 300, 300).difference(box(100, 100, 100, 100))
    data.communities = table([frame, box(300, 0, 300, 300)], code=list(PREFIX))
    data.grid = data.grid.drop(index=4).reset_index(drop=True)
    assert kinds(check(data, "Q01", "Q02", "Q03")) == []
    data.communities = None
    assert "gap" in kinds(check(data, "Q02"))


# --- communities ------------------------------------------------------------------------------


def test_crossing_a_community():
    data = good_input()
    set_shape(data, 2, box(200, 200, 110, 100))
    set_shape(data, 9, box(310, 200, 90, 100))
    result = check(data, "G02", "Q03", "Q06")
    assert found(result) == [("G02", "crosses_community", "3")]
    row = result.findings.iloc[0]
    assert row["measure"] == pytest.approx(1000) and row["params"]["others"] == PREFIX[1]
    assert row["geometry"].equals(box(300, 200, 10, 100))


def test_outside_and_uncovered():
    data = good_input()
    set_shape(data, 0, box(-10, 200, 110, 100))
    set_shape(data, 17, box(500, 0, 90, 100))
    result = check(data, "Q03", "G02")
    assert fids(result, "outside") == ["1"]
    rows = result.findings[result.findings["kind"] == "uncovered"]
    assert rows["fid"].tolist() == [2] and rows["layer"].tolist() == ["communities"]
    assert rows["measure"].iloc[0] == pytest.approx(1000) and "18" in rows["fids"].iloc[0]


def test_uncovered_is_found_beside_an_overlap():
    data = good_input()
    set_shape(data, 0, box(0, 210, 100, 90))
    set_shape(data, 4, box(90, 100, 110, 100))
    rows = check(data, "Q03").findings
    assert rows[rows["kind"] == "uncovered"]["measure"].tolist() == [pytest.approx(1000)]


def test_communities_named_twice_or_not():
    data = good_input()
    data.communities = table(
        [box(0, 0, 300, 150), box(0, 150, 300, 150), box(300, 0, 300, 300)],
        code=[PREFIX[0], PREFIX[0], None],
    )
    result = check(data, "Q03", "G02")
    assert "community_twice" in kinds(result) and "community_no_code" in kinds(result)
    assert "crosses_community" not in kinds(result)  # two rows with one code are one community


@pytest.mark.parametrize(
    ("start", "value", "kind"),
    [(9, "002", "prefix_community"), (6, "002", "prefix_community"), (0, "3101", "prefix_")],
)
def test_prefix_differs(start, value, kind):
    data = full_input()
    code = data.grid.loc[0, "code"]
    data.grid.loc[0, "code"] = code[:start] + value + code[start + len(value) :]
    result = check(data, "Q06")
    if data.grid.loc[0, "code"] == code:
        assert kinds(result) == []
    else:
        assert found(result) == [("Q06", kind, "1")]  # once, by the closest level


def test_prefix_by_street_only():
    data = full_input()
    data.communities = data.districts = None
    data.streets.loc[0, "code"] = "310101999"
    assert kinds(check(data, "Q06")) == ["prefix_street"]
    data.streets = None
    data.districts = table([box(0, 0, 600, 300)], code=["310102"])
    assert kinds(check(data, "Q06")) == ["prefix_district"]


# --- codes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", ["1101010010011", " 10101001001001", "31010100100100x", "110101601001001"]
)
def test_wrong_code(code):
    data = good_input()
    data.grid.loc[3, "code"] = code
    assert found(check(data, "Q04")) == [("Q04", "code_wrong", "4")]


def test_missing_code_and_suspicious_code():
    data = good_input()
    data.grid.loc[0, "code"] = None
    data.grid.loc[1, "code"] = "110101001601001"
    result = check(data, "Q04")
    assert fids(result, "code_null") == ["1"]
    odd = result.findings[result.findings["fids"] == "2"]
    assert odd["severity"].tolist() == ["warning"]


def test_valid_14_digit_code_of_the_old_standard():
    data = good_input()
    data.grid["code"] = "11010801100408"
    assert kinds(check(data, "Q04", profile=load_profile("cjt213_2005"))) == []
    assert kinds(check(data, "Q04")) == ["code_wrong"]


def test_code_twice_and_reused_after_the_end():
    data = good_input()
    data.grid.loc[1, "code"] = data.grid.loc[0, "code"]
    data.grid.loc[3, "code"] = data.grid.loc[2, "code"]
    data.grid.loc[3, "end"] = "20260601"
    result = check(data, "Q05")
    assert fids(result, "code_twice") == ["1,2"] and fids(result, "code_reused") == ["3,4"]


def test_codes_in_a_number_field():
    data = good_input()
    data.grid["code"] = data.grid["code"].astype(np.int64)
    assert kinds(check(data, "Q04", "Q05", "Q06", "Q07")) == []
    data.grid["code"] = data.grid["code"].astype(float)
    assert kinds(check(data, "Q04", "Q05", "Q06", "Q07")) == []


def test_running_number_zero_and_holes():
    data = good_input()
    data.grid.loc[0, "code"] = PREFIX[0] + "000"
    data.grid.loc[10, "code"] = PREFIX[1] + "020"
    result = check(data, "Q07")
    assert fids(result, "sequence_range") == ["1"]
    rows = result.findings[result.findings["kind"] == "sequence_holes"]
    assert set(rows["severity"]) == {"info"}
    holes = dict(
        zip((p["community"] for p in rows["params"]), (p["holes"] for p in rows["params"]))
    )
    assert holes[PREFIX[0]] == "001" and holes[PREFIX[1]].startswith("002, 010, 011")


def test_order():
    data = good_input()
    assert check(data, "Q08").figures["order_tau_lowest"] == pytest.approx(1)
    data.grid.loc[:8, "code"] = [f"{PREFIX[0]}{9 - i:03d}" for i in range(9)]
    result = check(data, "Q08")
    assert kinds(result) == ["order"] and result.findings["measure"].tolist() == [-1]
    assert result.findings["params"].iloc[0]["community"] == PREFIX[0]


# --- attributes and areas ---------------------------------------------------------------------


def test_fields_missing_and_empty():
    data = good_input()
    data.grid.loc[0, "start"] = " "
    data.grid = data.grid.drop(columns=["area"])
    result = check(data, "Q09", "Q10")
    assert fids(result, "field_empty") == ["1"] and fids(result, "field_missing") == [""]
    assert result.summary["Q10"].status == "skipped"


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        ("20261332", None, "date_invalid"),
        ("1 May 2026", None, "date_invalid"),
        ("2026-5", None, "date_invalid"),
        ("20260501", "20260430", "end_before_start"),
        ("20990101", None, "date_future_start"),
        ("20260101", "20990101", "date_future_end"),
    ],
)
def test_bad_dates(start, end, kind):
    data = good_input()
    data.grid.loc[0, "start"], data.grid.loc[0, "end"] = start, end
    assert found(check(data, "Q09")) == [("Q09", kind, "1")]


@pytest.mark.parametrize(
    "start",
    [
        "20260501",
        "2026-05-01",
        "2026/5/1",
        "2026年5月1日",
        "2026-05-01T00:00:00",
        pd.Timestamp(2026, 5, 1),
        pd.Timestamp(2026, 5, 1).date(),
        20260501,
        "２０２６０５０１",
    ],
)
def test_good_dates(start):
    data = good_input()
    data.grid["start"] = data.grid["start"].astype(object)
    data.grid.loc[0, "start"] = start
    assert kinds(check(data, "Q09")) == []


def test_ended_rows_are_history():
    data = good_input()
    old = data.grid.iloc[[0]].copy()
    old["_fid"], old["code"], old["end"] = 99, PREFIX[0] + "010", "20260601"
    data.grid = pd.concat([data.grid, old], ignore_index=True)
    result = check(data)
    assert kinds(result) == [] and result.figures["ended_rows"] == 1


def test_area_attribute():
    data = good_input()
    data.grid.loc[0, "area"] = 10049.0
    data.grid.loc[1, "area"] = 10051.0
    data.grid.loc[2, "area"] = None
    assert fids(check(data, "Q10"), "area_attribute") == ["2"]
    assert fids(check(data, "Q10"), "area_empty") == ["3"]


def test_area_band_and_exemptions():
    data = good_input(size=200.0)
    data.grid.loc[0, "land_use_class"] = "water"
    result = check(data, "Q11")
    assert set(fids(result, "area_large")) == {str(n) for n in range(2, 19)}
    data.compounds = table([shapely.buffer(shape_of(data, 1), -10)])
    result = check(data, "Q11")
    assert fids(result, "area_yard") == ["2"] and "2" not in fids(result, "area_large")
    small = check(good_input(size=60.0), "Q11")
    assert kinds(small) == ["area_small"]
    assert kinds(check(good_input(size=20.0), "Q11")) == ["area_tiny"]


def test_hills_of_the_beijing_profile():
    data = good_input(size=200.0)
    data.grid["land_use_class"] = "hill"
    result = check(data, "G10", "Q11", profile=load_profile("db11t2157_2023"))
    assert kinds(result) == ["hill"] and set(result.findings["severity"]) == {"info"}
    assert (
        check(good_input(), "G10", profile=load_profile("db11t2157_2023")).summary["G10"].status
        == "skipped"
    )


# --- lines, barriers, objects -----------------------------------------------------------------


def test_layout_share_is_exact():
    data = good_input(communities=None)
    data.layout = table([line((0, 304), (300, 304))])  # 4 m from the upper border of three grids
    result = check(data, "G03")
    rows = result.findings.set_index("fids")["measure"]
    assert len(rows) == 18
    assert rows["1"] == pytest.approx(100 * (100 + 2 * 1) / 400, abs=0.1)
    assert rows["4"] == 0
    assert rows["10"] == pytest.approx(100 * (3 + 1) / 400, abs=0.1)


def test_barrier_and_shape():
    data = good_input()
    data.barriers = table([line((-50, 250), (150, 250)), line((0, 204), (300, 204))])
    result = check(data, "G05")
    rows = result.findings
    assert kinds(result) == ["barrier"] and set(rows["severity"]) == {"warning"}
    crossed = dict(zip(rows["fids"], rows["measure"]))
    assert crossed == {"1": pytest.approx(90), "2": pytest.approx(45)}  # 5 m in from the border
    set_shape(data, 17, box(500, 0, 2, 100))
    assert fids(check(data, "G05"), "shape") == ["18"]


def test_long_barrier_of_many_segments():
    data = good_input()
    points = [(x, 150.0 + (x % 2) * 0.5) for x in np.arange(0, 600, 1.0)]
    data.barriers = table([line(*points)])
    assert set(fids(check(data, "G05"), "barrier")) == {"4", "5", "6", "13", "14", "15"}


def test_building_cut_or_on_community_border():
    data = good_input()
    data.buildings = table(
        [
            box(40, 240, 20, 20),  # whole
            box(90, 240, 20, 20),  # between 1 and 2
            box(290, 240, 20, 20),  # over the border of the communities
            box(99.8, 140, 20, 20),  # 0.2 m over: within the inset
            box(-10, 40, 20, 20),  # over the outer border
        ]
    )
    result = check(data, "Q12", "G06")
    rows = result.findings
    cut = rows[rows["kind"] == "building_cut"]
    assert cut["fid"].tolist() == [2] and cut["fids"].tolist() == ["1,2"]
    assert cut["check"].tolist() == ["Q12"] and cut["principle"].tolist() == ["G06"]
    assert sorted(rows[rows["kind"] == "building_on_border"]["fid"]) == [3, 5]
    assert [n.id for n in result.summary["Q12"].notes] == ["checks.note.no_components"]
    data.communities = None  # then codes tell the communities apart
    rows = check(data, "Q12").findings
    assert sorted(rows[rows["kind"] == "building_cut"]["fid"]) == [2, 5]


def test_building_over_a_corner_of_communities_is_still_cut_inside():
    data = good_input()
    data.buildings = table([box(250, 190, 100, 20)])  # crosses border and the inner edge
    rows = check(data, "Q12").findings
    assert rows["kind"].tolist() == ["building_cut"] and rows["fids"].tolist() == ["3,6,10,13"]


def test_self_crossing_and_missing_buildings():
    data = good_input()
    bow = shapely.Polygon(
        [(X0 + 85, Y0 + 240), (X0 + 107, Y0 + 260), (X0 + 107, Y0 + 240), (X0 + 85, Y0 + 260)]
    )
    data.buildings = table([bow, None, shapely.Polygon()])
    assert check(data, "Q12").findings["fid"].tolist() == [1]


def test_yards():
    data = good_input()
    data.compounds = table(
        [
            box(10, 210, 150, 80),  # large, in 1 and 2
            box(10, 110, 120, 60),  # small, in 4 and 5: may be split
            box(200, 100, 200, 100),  # large, parted by the community border only
        ]
    )
    result = check(data, "Q13", "G04")
    assert (
        fids(result, "yard_cut") == ["1,2"]
        and fids(result, "yard_on_border") == ["13,6"]
        or (fids(result, "yard_on_border") == ["6,13"])
    )
    data.compounds["keep"] = [False, True, False]
    assert fids(check(data, "Q13"), "yard_cut") == ["4,5"]


def test_components_cut_and_on_border():
    data = good_input()
    data.components = table(
        [
            line((50, 250), (150, 250)),
            box(190, 140, 20, 20),
            point(100, 250),
            point(100.04, 150),
            point(100.06, 150),
            line((110, 110), (120, 120)),
        ]
    )
    result = check(data, "Q12")
    rows = result.findings.set_index("kind")
    assert rows.loc["component_line_cut", "fids"] == "1,2"
    assert rows.loc["component_line_cut", "severity"] == "warning"
    assert rows.loc["component_area_cut", "fids"] == "5,6"
    listed = rows.loc[["component_on_border"]]
    assert listed["fid"].tolist() == [3, 4] and set(listed["severity"]) == {"info"}
    assert listed["fids"].tolist() == ["1,2", "4,5"]


def test_balance():
    data = full_input()
    more = table([point(50 + n, 250) for n in range(20)], 200, code=["x"] * 20)
    data.components = pd.concat([data.components, more], ignore_index=True)
    data.components = data.components[data.components["code"] != PREFIX[0] + "002"]
    result = check(data, "Q14", "G07")
    assert fids(result, "components_many") == ["1"] and fids(result, "components_none") == ["2"]
    assert result.communities.set_index("community").loc[PREFIX[0], "components_cv"] > 1
    data.components = data.components.iloc[:3]
    assert "components_sparse" in kinds(check(data, "Q14"))


def test_code_carried_by_components():
    data = good_input()
    one, two = PREFIX[0] + "001", PREFIX[0] + "002"
    data.components = table(
        [
            point(50, 250),
            point(50, 250),
            point(50, 250),
            point(100, 250),
            point(100, 250),
            point(-5, 250),
            None,
            line((50, 250), (150, 250)),
        ],
        code=[one, two, None, one, two, one, one, two],
    )
    result = check(data, "Q15")
    rows = result.findings
    assert rows[rows["kind"] == "component_wrong_code"]["fid"].tolist() == [2, 5]
    assert rows[rows["kind"] == "component_no_code"]["fid"].tolist() == [3]
    assert rows[rows["kind"] == "component_outside"]["fid"].tolist() == [6]
    assert rows[rows["kind"] == "component_no_geometry"]["fid"].tolist() == [7]
    ties = rows[rows["kind"] == "component_tie"]
    assert set(ties["fid"]) >= {4, 5} and ties["params"].iloc[0]["expected"] == one


# --- metadata and history ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "kind", "severity"),
    [
        (None, "scale_missing", "error"),
        (5000, "scale_small", "error"),
        (1000, "scale_coarse", "warning"),
        (2000, "scale_coarse", "warning"),
        (500, "", ""),
    ],
)
def test_base_scale(scale, kind, severity):
    result = check(good_input(base_scale=scale), "G01", "Q16")
    assert kinds(result) == ([kind] if kind else [])
    assert result.findings["severity"].tolist() == ([severity] if kind else [])


@pytest.mark.parametrize(
    ("crs", "kind"),
    [
        (CrsInfo(known=False), "crs_unknown"),
        (CrsInfo("EPSG:4490", geographic=True), "crs_not_metric"),
        (CrsInfo("EPSG:32651"), "crs_other"),
        (CrsInfo("EPSG:4549"), ""),
        (CrsInfo("EPSG:2229", metres=False), "crs_not_metric"),
    ],
)
def test_reference_system(crs, kind):
    assert kinds(check(good_input(crs=crs), "Q16")) == ([kind] if kind else [])


def test_history():
    data = full_input()
    set_shape(data, 0, box(0, 200, 110, 100))
    set_shape(data, 1, box(110, 200, 90, 100))
    data.grid["note"] = [None, "moved with the new road"] + [None] * 16
    data.grid.loc[17, "code"] = PREFIX[1] + "005x"[:3]
    gone = data.grid.loc[17, "code"]
    data.grid.loc[2, "code"], data.grid.loc[12, "code"] = (
        data.grid.loc[12, "code"],
        data.grid.loc[2, "code"],
    )
    result = check(data, "G09")
    assert fids(result, "changed_no_reason") == ["1"] and fids(result, "changed") == ["2"]
    assert fids(result, "code_elsewhere") and fids(result, "row_deleted") == [""]
    assert result.figures["area_changed_share"] > 0 and gone


def test_new_number_must_follow_the_largest():
    data = full_input()
    data.previous = data.previous[data.previous["code"] != PREFIX[0] + "003"]
    assert fids(check(data, "G09"), "number_not_next") == ["3"]
    data.previous = data.previous[data.previous["code"] != PREFIX[0] + "009"]
    assert fids(check(data, "G09"), "number_not_next") == ["3"]


# --- whole runs -------------------------------------------------------------------------------


def test_empty_layers():
    data = full_input()
    data.grid = data.grid.iloc[:0]
    for name in (
        "communities",
        "buildings",
        "compounds",
        "layout",
        "barriers",
        "components",
        "previous",
        "streets",
        "districts",
    ):
        setattr(data, name, getattr(data, name).iloc[:0])
    result = check(data)
    assert result.figures["grids"] == 0
    check_report(result, PROFILE).to_html("zh")
    data = good_input()
    for name in ("buildings", "compounds", "layout", "barriers", "components", "previous"):
        setattr(data, name, getattr(full_input(), name).iloc[:0])
    check(data)


def test_cancel_and_progress():
    seen = []
    run_checks(full_input(), PROFILE, progress=seen.append)
    assert seen == sorted(seen) and seen[-1] == pytest.approx(100)
    with pytest.raises(Cancelled):
        run_checks(full_input(), PROFILE, cancelled=lambda: True)


def everything_wrong():
    data = full_input()
    set_shape(data, 4, box(95, 100, 100, 100))
    set_shape(data, 9, box(290, 200, 100, 100))
    set_shape(data, 0, None)
    data.grid.loc[3, "code"] = "=1+1"
    data.grid.loc[7, "start"] = "<b>x</b>"
    data.buildings = table([box(90, 140, 20, 20)])
    data.barriers = table([line((0, 50), (300, 50))])
    data.base_scale = None
    return data


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_messages_reports_and_lists(lang):
    result = check(everything_wrong())
    assert len(set(result.findings["check"])) > 6
    for sentence in finding_messages(result, lang):
        assert "{" not in sentence and "checks." not in sentence and "(fid=" not in sentence
    report = check_report(result, PROFILE, "layer", "1.0")
    page = report.to_html(lang)
    assert "checks." not in page and "report." not in page and "<b>x</b>" not in page
    data = json.loads(report.to_json(lang))
    assert data["figures"]["errors"] == result.count("error")
    assert data["profile"] == "gbt47678_3_2026"
    rows = finding_rows(result, lang)
    assert len(rows) == len(result.findings) and len({len(row) for row in rows}) == 1
    points = finding_points(result.findings)
    named = ~shapely.is_missing(np.asarray(result.findings.geometry.array, dtype=object))
    assert (shapely.get_type_id(points[named]) == 0).all()


def test_every_kind_has_a_message_with_filled_places():
    kinds_used = set()
    for entry in messages():
        if entry.startswith("checks.") and entry.count(".") == 1:
            kinds_used.add(entry)
    assert len(kinds_used) > 50


def test_offenders_name_all_checks():
    data = good_input()
    set_shape(data, 4, box(95, 100, 100, 100))
    data.grid.loc[4, "code"] = "x"
    offenders = check(data).offenders()
    checks, severity, number = offenders[5]
    assert {"G08", "Q02", "Q04"} <= set(checks.split(",")) and severity == "error" and number >= 3
    assert 18 not in offenders and "Q06" not in checks


def test_tolerance_is_taken_from_the_profile():
    data = good_input()
    set_shape(data, 4, box(99.9, 100, 100.1, 100))
    loose = replace(PROFILE, tolerances=replace(PROFILE.tolerances, area=50.0, length=0.001))
    assert "overlap" in kinds(check(data, "Q02"))
    assert kinds(check(data, "Q02", profile=loose)) in (
        ["overlap_small"],
        ["overlap_small", "unsnapped"],
    )
