"""Numbering whole layers: communities by place or field, history, and every refusal."""

from __future__ import annotations

import datetime

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Polygon, box

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.grid.number_layer import NumberingTask, is_ended, number_layer
from dcm_plugin.core.standards import load_profile

PROFILE = load_profile("gbt47678_3_2026")
WEST, EAST = "110101001001", "110101001002"
NAMES = {"grids": "Grids", "code": "DYWGBSM", "communities": "Towns", "community_code": "SQDM"}


def grids(count=4, **columns):
    shapes = [box(i * 100, 0, i * 100 + 100, 100) for i in range(count)]
    return gpd.GeoDataFrame({"_fid": range(1, count + 1), **columns}, geometry=shapes)


def towns(codes=(WEST, EAST), shapes=None, **columns):
    shapes = shapes or [box(0, -10, 200, 200), box(200, -10, 400, 200)]
    data = {"_fid": range(11, 11 + len(shapes)), "code": list(codes), **columns}
    return gpd.GeoDataFrame(data, geometry=shapes)


def run(table, profile=PROFILE, **options):
    return number_layer(NumberingTask(table, profile, names=NAMES, **options))


def test_communities_by_place():
    result = run(grids(), communities=towns(name=["West", None]))
    assert result.codes.tolist() == [WEST + "001", WEST + "002", EAST + "001", EAST + "002"]
    assert result.community.tolist() == [WEST, WEST, EAST, EAST]
    assert result.community_name.tolist() == ["West", "West", None, None]
    assert result.figures == {"numbered": 4, "kept": 0, "communities": 2}


def test_communities_by_field():
    result = run(grids(prefix=[EAST, EAST, WEST, WEST]))
    assert result.codes.tolist() == [EAST + "001", EAST + "002", WEST + "001", WEST + "002"]


def test_numbers_in_a_number_field():
    result = run(grids(2, prefix=[int(EAST), float(WEST)]))
    assert result.codes.tolist() == [EAST + "001", WEST + "001"]


def test_overlapping_communities_go_by_the_larger_part():
    shapes = [box(0, 0, 55, 100), box(45, 0, 100, 100)]
    table = gpd.GeoDataFrame({"_fid": [1]}, geometry=[box(20, 0, 80, 100)])
    assert run(table, communities=towns(shapes=shapes)).community[0] == WEST
    table = gpd.GeoDataFrame({"_fid": [1]}, geometry=[box(10, 0, 90, 100).buffer(0)])
    assert run(table, communities=towns((EAST, WEST), shapes=shapes)).community[0] == WEST
    table = gpd.GeoDataFrame({"_fid": [1]}, geometry=[box(30, 0, 75, 100)])
    assert run(table, communities=towns(shapes=shapes)).community[0] == EAST


def test_history_stays_and_counts_as_used():
    table = grids(
        code=[WEST + "009", None, None, EAST + "001"],
        end=[datetime.date(2020, 1, 1), None, None, None],
    )
    result = run(table, communities=towns())
    assert result.codes.tolist() == [WEST + "009", WEST + "010", EAST + "002", EAST + "001"]
    assert result.figures == {"numbered": 2, "kept": 1, "communities": 2}
    draft = run(table, communities=towns(), keep_existing=False)
    assert draft.codes.tolist() == [WEST + "009", WEST + "010", EAST + "001", EAST + "002"]


def test_what_counts_as_ended():
    ends = [None, "", " ", "99991231", "20200101", np.nan, datetime.date(9999, 12, 31), 0, 20200101]
    assert is_ended(ends).tolist() == [False] * 4 + [True] + [False] * 3 + [True]


def test_rows_that_take_no_part():
    table = grids(2, code=[None, WEST + "001"])
    result = run(table, communities=towns(), occupied=[WEST + "005", None])
    assert result.codes.tolist() == [WEST + "006", WEST + "001"]
    with pytest.raises(InputError, match="DYWGBSM.*110101001001001.*Feature 2"):
        run(table, communities=towns(), occupied=[WEST + "001"])


def test_managed_object():
    profile = load_profile("cjt349_2010")
    result = run(grids(2), profile, communities=towns(), object_code="010100")
    assert result.codes.tolist() == ["010100" + WEST + "01", "010100" + WEST + "02"]
    assert result.community.tolist() == [WEST, WEST]
    full = run(grids(1, prefix=["010100" + WEST]), profile)
    assert full.codes.tolist() == ["010100" + WEST + "00"]
    with pytest.raises(InputError, match="managed object.*6"):
        run(grids(1), profile, communities=towns())
    with pytest.raises(InputError, match="leave that parameter empty"):
        run(grids(1), communities=towns(), object_code="010100")


def test_unusual_communities_are_a_warning():
    result = run(grids(1, prefix=["110101001601"]))
    assert result.codes.tolist() == ["110101001601001"]
    assert [name for name, _ in result.warnings] == ["standards.community_odd"]


BOW_TIE = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
LINE_UP = {"communities": towns()}


@pytest.mark.parametrize(
    "table, options, words",
    [
        (grids(0), LINE_UP, "Grids.*no features"),
        (grids(2), {}, "which community"),
        (grids(5), LINE_UP, "feature 5 lies in no community.*Towns"),
        (grids(2), {"communities": towns((WEST, WEST))}, "Towns.*SQDM.*11, 12"),
        (grids(2), {"communities": towns((WEST, None))}, "Towns.*SQDM.*NULL.*12"),
        (grids(2), {"communities": towns((WEST, "110101"))}, "SQDM.*110101.*12 digits.*Feature 12"),
        (grids(2), {"communities": towns(shapes=[box(0, 0, 9, 9), BOW_TIE])}, "Towns.*invalid.*12"),
        (grids(2), {"communities": towns()[:0]}, "Towns.*no features"),
        (grids(2, prefix=[WEST, "x"]), {}, "Feature 2"),
        (grids(2, code=["11010100100101", None]), LINE_UP, "DYWGBSM.*14|15 characters.*Feature 1"),
        (grids(2, code=[None, EAST + "001"]), LINE_UP, "another community.*Feature 2"),
        (grids(2, code=[WEST + "001"] * 2), LINE_UP, "more than one grid.*1, 2"),
        (grids(2, code=[WEST + "000", None]), LINE_UP, "number is zero"),
        (grids(2).set_geometry([None, box(0, 0, 1, 1)]), LINE_UP, "Grids.*no geometry.*1"),
        (grids(2).set_geometry([Polygon(), box(0, 0, 1, 1)]), LINE_UP, "no geometry.*1"),
        (grids(2).set_geometry([BOW_TIE, box(0, 0, 1, 1)]), LINE_UP, "invalid.*1.*Self-inter"),
        (grids(2), {**LINE_UP, "used": [WEST + "998"]}, "110101001001.*2 grids.*only 1"),
    ],
)
def test_refusals_name_layer_field_and_feature(table, options, words):
    with pytest.raises(InputError, match=words) as caught:
        run(table, **options)
    chinese = caught.value.localized("zh")
    assert "{" not in chinese and any("一" <= c <= "鿿" for c in chinese)


def test_wrong_codes_do_not_matter_for_a_draft():
    table = grids(2, code=["rubbish", "rubbish"])
    assert run(table, communities=towns(), keep_existing=False).codes[1] == WEST + "002"
