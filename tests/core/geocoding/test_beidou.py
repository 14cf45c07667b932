"""BeiDou grid codes: published examples, nesting, and codes that lead back to their cells."""

from __future__ import annotations

from typing import List

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.geocoding import beidou

LON = st.floats(0, 180, exclude_max=True, allow_nan=False)
LAT = st.floats(0, 88, exclude_max=True, allow_nan=False)
LEVEL = st.integers(1, 10)


def one(lon: float, lat: float, level: int) -> str:
    return str(beidou.encode(np.array([lon]), np.array([lat]), level)[0])


def dms(degrees: int, minutes: int, seconds: float) -> float:
    return degrees + minutes / 60 + seconds / 3600


@pytest.mark.parametrize(
    ("lon", "lat", "level", "code"),
    [
        # 116°18'45.37"E 39°59'35.38"N, the point that descriptions of the standard code
        (dms(116, 18, 45.37), dms(39, 59, 35.38), 9, "N50J47539B82553461"),
        (dms(116, 18, 45.37), dms(39, 59, 35.38), 5, "N50J47539B8"),
        (116.315222, 39.910278, 4, "N50J47534"),
    ],
)
def test_published_codes(lon: float, lat: float, level: int, code: str) -> None:
    assert one(lon, lat, level) == code


def test_sizes_and_lengths_of_the_levels() -> None:
    table = beidou.levels()
    assert [spec.length for spec in table] == [4, 6, 7, 9, 11, 12, 14, 16, 18, 20]
    degree = beidou.UNITS_PER_DEGREE
    sizes = [(spec.width / degree, spec.height / degree) for spec in table]
    assert sizes[0] == (6.0, 4.0)
    assert sizes[2] == pytest.approx((0.25, 1 / 6))
    for above, spec in zip(table, table[1:]):
        assert spec.columns * spec.width == above.width
        assert spec.rows * spec.height == above.height
        assert max(spec.columns, spec.rows) <= 16


@given(LON, LAT, LEVEL)
def test_a_point_lies_in_the_cell_of_its_code(lon: float, lat: float, level: int) -> None:
    code = one(lon, lat, level)
    assert len(code) == beidou.levels()[level - 1].length
    assert beidou.level_of(code) == level
    west, south, east, north = beidou.cell(code)
    near = 1e-10  # what lies that near to a border lies on it
    assert west - near <= lon < east + near
    assert south - near <= lat < north + near


@given(LON, LAT, LEVEL)
def test_a_cell_leads_back_to_its_code(lon: float, lat: float, level: int) -> None:
    code = one(lon, lat, level)
    cell = beidou.cell(code)
    assert one(*cell.centre, level) == code
    assert one(cell.west, cell.south, level) == code
    ring = beidou.polygon(code)
    assert ring[0] == ring[-1]
    assert len(set(ring)) == 4


@given(LON, LAT, st.integers(1, 9))
def test_a_code_begins_with_that_of_its_parent(lon: float, lat: float, level: int) -> None:
    finer = one(lon, lat, level + 1)
    assert finer.startswith(one(lon, lat, level))
    inner, outer = beidou.cell(finer), beidou.cell(finer[: beidou.levels()[level - 1].length])
    assert outer.west <= inner.west < inner.east <= outer.east
    assert outer.south <= inner.south < inner.north <= outer.north


@given(st.lists(st.tuples(LON, LAT), max_size=20), LEVEL)
def test_many_points_are_coded_as_each_alone(points: List[tuple], level: int) -> None:
    lon = np.array([p[0] for p in points], dtype=float)
    lat = np.array([p[1] for p in points], dtype=float)
    assert beidou.encode(lon, lat, level).tolist() == [one(x, y, level) for x, y in points]


def test_neighbours_have_different_codes() -> None:
    x, y = np.meshgrid(120.5 + np.arange(40) / 3600 * 4, 31.1 + np.arange(40) / 3600 * 4)
    codes = beidou.encode(x.ravel() + 1e-5, y.ravel() + 1e-5, 5)
    assert len(set(codes)) == 1600


def test_outside_the_hemisphere_there_is_no_code() -> None:
    lon = np.array([-0.1, 180.0, 120.0, 120.0, np.nan, 120.0])
    lat = np.array([30.0, 30.0, -0.1, 88.0, 30.0, np.nan])
    assert beidou.encode(lon, lat, 8).tolist() == [""] * 6


@pytest.mark.parametrize("code", ["", "N50", "S50J", "N50W", "N99J", "N50J4", "N50JF7", "N50J476"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(InputError):
        beidou.cell(code)
