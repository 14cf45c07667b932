"""Two regions at their common border: what does not match, and one layer of both."""

from __future__ import annotations

import datetime
from typing import Any, Dict, List, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from test_derive import cells

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.geos import coverage_is_valid
from dcm_plugin.core.grid import places
from dcm_plugin.core.grid.regions import MergeSwitches, Region, compare, join, merge
from dcm_plugin.core.grid.regions.border import gaps, overlaps, rim_of
from dcm_plugin.core.standards import load_profile

PROFILE = load_profile("gbt47678_3_2026")
WEST, EAST = "110101001001", "110102001001"
TOLERANCE = 2.0
DAY = datetime.date(2026, 7, 1)
SIDE = 6


def halves(seed: int = 1) -> Tuple[np.ndarray, np.ndarray]:
    """West and east half of a coverage."""
    shapes = cells(seed, SIDE)
    west = np.arange(len(shapes)) % SIDE < SIDE // 2
    return shapes[west], shapes[~west]


def region(name: str, shapes: np.ndarray, prefix: str, **columns: Any) -> Region:
    codes = columns.pop("code", [f"{prefix}{n:03d}" for n in range(1, len(shapes) + 1)])
    data: Dict[str, Any] = {
        "_fid": np.arange(1, len(shapes) + 1),
        "code": pd.Series(codes, dtype=object),
        "area": np.round(shapely.area(shapes), 2),
        "changed": pd.Series([None] * len(shapes), dtype=object),
    }
    data.update({key: pd.Series(values, dtype=object) for key, values in columns.items()})
    table = gpd.GeoDataFrame(pd.DataFrame(data), geometry=gpd.array.GeometryArray(shapes))
    return Region(name, table, {"DYWGBSM": "String"}, "EPSG:4549", "DYWGBSM")


def regions(west: np.ndarray, east: np.ndarray) -> Tuple[Region, Region]:
    return region("west", west, WEST), region("east", east, EAST)


def check(west: Any, east: Any) -> Tuple[List[str], Any, Dict[str, Any]]:
    findings, figures = compare((west, east), PROFILE, TOLERANCE)
    assert all(places.messages(findings, lang) for lang in ("en", "zh") if len(findings))
    return [kind.rpartition(".")[2] for kind in findings["kind"]], findings, figures


def shifted(shapes: np.ndarray, x: float, y: float = 0.0) -> np.ndarray:
    return shapely.transform(shapes, lambda xy: xy + [x, y])


# --- check ---------------------------------------------------------------------------------------


def test_regions_that_match() -> None:
    kinds, _, figures = check(*regions(*halves()))
    assert kinds == [] and figures["border_grids"] == 2 * SIDE


def test_a_gap_an_overlap_and_missing_vertices() -> None:
    west, east = halves()
    kinds, findings, figures = check(*regions(west, shifted(east, 0.5)))
    assert set(kinds) == {"gap", "vertices"} and figures["vertices"] > 10
    gap = findings[findings["kind"].str.endswith("gap")].iloc[0]
    assert gap["measure"] == pytest.approx(0.5 * SIDE * 100, rel=0.1)
    assert gap["params"]["width"] == pytest.approx(0.5, rel=0.2)
    kinds, _, figures = check(*regions(west, shifted(east, -0.5)))
    assert set(kinds) == {"overlap", "vertices"} and figures["overlaps"] >= SIDE


def test_wider_than_the_tolerance() -> None:
    west, east = halves()
    assert set(check(*regions(west, shifted(east, 4.0)))[0]) == {"gap_wide"}
    assert "overlap_wide" in check(*regions(west, shifted(east, -8.0)))[0]
    assert check(*regions(west, shifted(east, 500.0)))[0] == ["apart"]


def test_codes_and_layers() -> None:
    west, east = halves()
    codes = [f"{EAST}{n:03d}" for n in range(1, len(east) + 1)]
    codes[0], codes[1], codes[2] = f"{WEST}001", f"{WEST}99", f"{WEST}777"
    first = region("west", west, WEST)
    second = region("east", east, EAST, code=codes, profile=["cjt213_2005"] * len(east))
    second.fields = {"dywgbsm": "Integer", "more": "String"}
    second.crs = "EPSG:4527"
    kinds = check(first, second)[0]
    assert sorted(kinds) == sorted(
        ["crs", "fields", "field_type", "profile", "code_wrong", "code_twice", "code_twice",
         "code_foreign", "code_foreign"]
    )  # fmt: skip


def test_streets_of_one_district() -> None:
    west, east = halves()
    first = region("west", west, "110101001001")
    second = region("east", east, "110101002001")
    assert check(first, second)[0] == []
    codes = second.codes.tolist()
    codes[3] = "110101001009001"
    second = region("east", east, "", code=codes)
    assert check(first, second)[0] == ["code_foreign"]


# --- join ----------------------------------------------------------------------------------------


def drawn_twice(
    seed: int, amplitude: float, steps: int, shift: Tuple[float, float]
) -> Tuple[np.ndarray, np.ndarray]:
    """Halves whose border was drawn twice: each vertex of the east moved, and all shifted."""
    west, east = halves(seed)
    rng = np.random.default_rng(steps)
    rim = sorted({tuple(p) for p in rim_of(east).start.tolist()})
    by = rng.uniform(-amplitude, amplitude, (len(rim), 2)).tolist()
    moved = {p: (p[0] + a, p[1] + b) for p, (a, b) in zip(rim, by)}
    east = shapely.transform(
        east, lambda xy: np.array([moved.get(tuple(p), tuple(p)) for p in xy.tolist()])
    )
    return west, shifted(east, *shift)


@given(
    seed=st.integers(1, 8),
    amplitude=st.sampled_from([0.0, 0.2, 0.5]),
    steps=st.integers(0, 10**6),
    shift=st.sampled_from([(0.0, 0.0), (0.6, 0.2), (-0.6, 0.3)]),
    method=st.sampled_from(["first", "second", "middle"]),
)
@settings(deadline=None, max_examples=40)
def test_a_joined_border_is_one(
    seed: int, amplitude: float, steps: int, shift: Tuple[float, float], method: str
) -> None:
    """One coverage; cells off the border are untouched; nothing moves beyond the tolerance."""
    pair = drawn_twice(seed, amplitude, steps, shift)
    west, east = pair
    made = join(west, east, TOLERANCE, method)
    both = np.concatenate([made.first, made.second])
    assert shapely.is_valid(both).all()
    if not made.held:  # seldom a vertex has to stay; then the place is told
        assert coverage_is_valid(both)
        assert len(overlaps(made.first, made.second)[0]) == 0
        everything = np.arange(len(west))
        assert len(gaps(made.first, made.second, everything, everything, TOLERANCE)) == 0
    assert made.farthest <= TOLERANCE
    for old, new, touched in zip(pair, (made.first, made.second), made.touched):
        same = shapely.to_wkb(old[~touched]) == shapely.to_wkb(new[~touched])
        assert np.all(same)
        far = shapely.hausdorff_distance(old[touched], new[touched])
        assert np.all(far <= TOLERANCE)
        inner = np.setdiff1d(np.arange(len(old)), np.unique(rim_of(old).owner))
        assert not touched[inner].any()
    if method != "middle":
        stands, before = (made.first, west) if method == "first" else (made.second, east)
        assert shapely.hausdorff_distance(stands, before).max() < 1e-6


@pytest.mark.parametrize("method", ["first", "second", "middle"])
def test_regions_that_match_are_not_touched(method: str) -> None:
    for seed in range(1, 6):
        west, east = halves(seed)
        made = join(west, east, TOLERANCE, method)
        assert made.first is west and made.second is east
        assert not made.touched[0].any() and not made.touched[1].any()


def test_what_is_too_far_is_left() -> None:
    west, east = halves()
    far = shifted(east, 4.0)
    made = join(west, far, TOLERANCE, "first")
    assert not made.touched[0].any() and not made.touched[1].any()


# --- merge ---------------------------------------------------------------------------------------


def switches(method: str = "first") -> MergeSwitches:
    return MergeSwitches(TOLERANCE, method, DAY, "接边")


def test_merge_brings_areas_and_changes_up_to_date() -> None:
    west, east = halves()
    result = merge(regions(west, shifted(east, 0.5)), PROFILE, switches())
    assert len(result.layer) == len(west) + len(east) and len(result.findings) == 0
    shapes = np.asarray(result.layer.geometry.array, dtype=object)
    assert coverage_is_valid(shapes)
    assert np.allclose(result.layer["area"].astype(float), shapely.area(shapes), atol=0.006)
    dated = result.layer["changed"].notna().to_numpy()
    assert dated[: len(west)].sum() == 0 and dated.sum() == result.figures["moved"] == SIDE
    changes = result.changes
    assert len(changes) == result.figures["touched"] and set(changes["reason"]) == {"接边"}
    moved = changes[changes["old_codes"].str.startswith(EAST)]
    before = moved["area_before"].astype(float)
    assert np.allclose(shapely.area(moved.geometry.to_numpy()), before, atol=0.006)
    assert result.figures["gaps_before"] == 1 and result.figures["gaps_after"] == 0


def test_what_is_left_is_told() -> None:
    west, east = halves()
    result = merge(regions(west, shifted(east, 4.0)), PROFILE, switches())
    assert [k.rpartition(".")[2] for k in result.findings["kind"]] == ["gap_wide"]
    assert result.figures["touched"] == 0 and len(result.changes) == 0


def test_ended_rows_take_no_part() -> None:
    west, east = halves()
    ends = [None] * (len(west) - 1) + [DAY]
    first = region("west", west, WEST, end=ends)
    result = merge((first, region("east", shifted(east, 0.5), EAST)), PROFILE, switches("second"))
    assert len(result.layer) == len(west) + len(east)
    assert result.layer.geometry.iloc[len(west) - 1].equals(west[-1])


def test_days_and_codes_in_other_kinds_of_fields() -> None:
    west, east = halves()
    codes = [float(f"{WEST}{n:03d}") for n in range(1, len(west) + 1)]
    first = region("west", west, "", code=codes, start=["20200101"] * len(west))
    layer = merge((first, region("east", east, EAST)), PROFILE, switches()).layer
    assert layer["code"].iloc[0] == f"{WEST}001"
    assert layer["start"].iloc[0] == datetime.date(2020, 1, 1)


def test_codes_in_both_are_refused() -> None:
    west, east = halves()
    with pytest.raises(InputError, match=f"{WEST}001"):
        merge((region("west", west, WEST), region("east", east, WEST)), PROFILE, switches())
    wrong = [f"{EAST}{n:02d}" for n in range(1, len(east) + 1)]
    with pytest.raises(InputError, match="14: 18"):
        second = region("east", east, "", code=wrong)
        merge((region("west", west, WEST), second), PROFILE, switches())
    east[0] = None
    with pytest.raises(InputError, match="no geometry"):
        merge(regions(west, east), PROFILE, switches())
