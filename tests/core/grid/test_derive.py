"""Areas that consist of whole unit grids."""

from __future__ import annotations

import datetime
from typing import Any, List

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.geos import coverage_is_valid
from dcm_plugin.core.grid import places
from dcm_plugin.core.grid.derive import DeriveTask, derive, derive_names, dissolve
from dcm_plugin.core.standards import load_profile

PROFILE = load_profile("gbt47678_3_2026")
SIDE = 4


def cells(seed: int = 1, side: int = SIDE) -> np.ndarray:
    """A coverage of crooked cells with vertices in the middle of their sides."""
    rng = np.random.default_rng(seed)
    n = 2 * side + 1
    x, y = np.meshgrid(np.arange(n) * 50.0, np.arange(n) * 50.0)
    x, y = (
        np.round(x + rng.uniform(-9, 9, x.shape), 3),
        np.round(y + rng.uniform(-9, 9, x.shape), 3),
    )
    ring = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0)]
    return np.array(
        [
            shapely.Polygon([(x[2 * j + b, 2 * i + a], y[2 * j + b, 2 * i + a]) for a, b in ring])
            for j in range(side)
            for i in range(side)
        ]
    )


def grid(codes: List[str], shapes: Any = None, **columns: Any) -> gpd.GeoDataFrame:
    shapes = cells() if shapes is None else shapes
    data = {"_fid": np.arange(1, len(codes) + 1), "code": pd.Series(codes, dtype=object)}
    data.update({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    return gpd.GeoDataFrame(pd.DataFrame(data), geometry=gpd.array.GeometryArray(shapes))


def codes_of(communities: List[str]) -> List[str]:
    seen: dict = {}
    made = []
    for prefix in communities:
        seen[prefix] = seen.get(prefix, 0) + 1
        made.append(f"{prefix}{seen[prefix]:03d}")
    return made


def run(table: gpd.GeoDataFrame, level: str, **options: Any) -> Any:
    return derive(DeriveTask(table, PROFILE, level, "grids", "DYWGBSM", **options))


def found(result: Any) -> list:
    return sorted(
        (kind.rpartition(".")[2], codes) for kind, codes in zip(result.findings["kind"],
                                                                result.findings["codes"])
    )  # fmt: skip


COMMUNITIES = ["110101001001", "110101001002", "110101002001", "110102001001"]
HALVES = [COMMUNITIES[(i % SIDE) // 2 + 2 * (i // (2 * SIDE))] for i in range(SIDE * SIDE)]


def test_communities_streets_and_districts() -> None:
    table = grid(
        codes_of(HALVES),
        community_name=["东" if c == COMMUNITIES[0] else None for c in HALVES],
        start=[datetime.date(2020, 1, 1 + i) for i in range(16)],
    )
    made = run(table, "community").areas
    assert made["code"].tolist() == COMMUNITIES
    assert made["parent"].tolist() == [c[:9] for c in COMMUNITIES]
    assert made["name"].tolist() == ["东", None, None, None]
    assert made["members"].tolist() == [4] * 4
    assert made["start"].tolist()[:2] == [datetime.date(2020, 1, 1), datetime.date(2020, 1, 3)]
    assert set(made["profile"]) == {PROFILE.id}
    streets = run(table, "street", names={"110101001": "东风街道"}).areas
    assert streets["code"].tolist() == ["110101001", "110101002", "110102001"]
    assert streets["name"].tolist() == ["东风街道", None, None]
    assert streets["parent"].tolist() == ["110101", "110101", "110102"]
    districts = run(table, "district").areas
    assert districts["code"].tolist() == ["110101", "110102"]
    assert districts["members"].tolist() == [12, 4]
    for part in (made, streets, districts):
        assert part["area"].sum() == pytest.approx(shapely.area(cells()).sum(), abs=0.05)


@given(
    labels=st.lists(st.integers(0, 4), min_size=SIDE * SIDE, max_size=SIDE * SIDE),
    seed=st.integers(1, 5),
)
@example(labels=[0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], seed=1)  # a hole in a corner
@settings(deadline=None)
def test_dissolving_invents_and_loses_nothing(labels: List[int], seed: int) -> None:
    """A coverage of the same vertices; each area is the union of its members, holes and all."""
    shapes = cells(seed)
    kinds, group = np.unique(labels, return_inverse=True)
    areas = dissolve(shapes, group, len(kinds))
    assert coverage_is_valid(shapely.get_parts(areas))
    for place, area in enumerate(areas):
        assert shapely.is_valid(area)
        assert area.equals(shapely.union_all(shapes[group == place]))
    assert shapely.area(areas).sum() == pytest.approx(shapely.area(shapes).sum(), rel=1e-12)
    corners = {tuple(p) for p in shapely.get_coordinates(shapes).tolist()}
    assert {tuple(p) for p in shapely.get_coordinates(areas).tolist()} <= corners


def test_an_island_and_the_hole_around_it() -> None:
    middle = {5}
    inner = [COMMUNITIES[1] if i in middle else COMMUNITIES[0] for i in range(16)]
    outer, island = run(grid(codes_of(inner)), "community").areas.geometry
    assert len(outer.interiors) == 1
    assert shapely.Polygon(outer.interiors[0]).equals(island)


def test_ended_rows_are_left_out() -> None:
    ends = [None] * 15 + [datetime.date(2026, 1, 1)]
    result = run(grid(codes_of(HALVES), end=ends), "district")
    assert result.figures["ended"] == 1 and result.areas["members"].sum() == 15


def test_grids_that_are_no_coverage_are_told() -> None:
    shapes = cells()
    shapes[5] = shapely.buffer(shapes[5], 1.0)
    result = run(grid(codes_of(HALVES), shapes), "street")
    assert not result.exact and shapely.is_valid(result.areas.geometry.to_numpy()).all()


def test_bad_grids() -> None:
    with pytest.raises(InputError, match="fit"):
        run(grid([*codes_of(HALVES)[:15], "11010100100101"]), "street")
    shapes = cells()
    shapes[3] = None
    with pytest.raises(InputError, match="feature 4"):
        run(grid(codes_of(HALVES), shapes), "street")
    shapes[3] = shapely.from_wkt("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))")
    with pytest.raises(InputError, match="invalid"):
        run(grid(codes_of(HALVES), shapes), "street")


# --- duty grids ----------------------------------------------------------------------------------

FOURS = [f"D{(i % SIDE) // 2 + 2 * (i // (2 * SIDE))}" for i in range(SIDE * SIDE)]


def test_duty_grids_of_a_field() -> None:
    result = run(grid(codes_of(HALVES), area_name=FOURS), "dutygrid", member=np.array(FOURS))
    assert (
        result.areas["code"].tolist() == ["D0", "D1", "D2", "D3"] == result.areas["name"].tolist()
    )
    assert result.areas["community"].tolist() == COMMUNITIES and found(result) == []
    for line in places.messages(result.findings, "zh"):
        assert line


def test_rules_of_duty_grids() -> None:
    member = np.array(FOURS, dtype=object)
    member[0], member[15], member[1], member[5] = "D3", "D0", None, " "
    result = run(grid(codes_of(HALVES)), "dutygrid", member=member)
    codes = codes_of(HALVES)
    assert found(result) == sorted(
        [
            ("without", codes[1]), ("without", codes[5]),
            ("apart", codes[0]), ("apart", codes[15]),
            ("street", codes[0]), ("street", codes[15]),
            ("community", codes[0]), ("community", codes[15]),
        ]
    )  # fmt: skip
    assert places.count(result.findings, "error") == 4
    english = places.messages(result.findings, "en")
    assert any("D0" in line and codes[15] in line for line in english)


def test_a_common_corner_is_no_adjoining() -> None:
    member = np.array([None] * 16, dtype=object)
    member[0] = member[5] = "D"
    result = run(grid(codes_of(["110101001001"] * 16)), "dutygrid", member=member)
    assert [kind for kind, _ in found(result)].count("apart") == 1


def test_a_list_of_members() -> None:
    codes = codes_of(HALVES)
    ends = [None] * 15 + [datetime.date(2026, 1, 1)]
    members = pd.DataFrame(
        {
            "grid": [codes[0], codes[1], codes[1], codes[15], "110101001001999", None],
            "area": ["D0", "D0", "D1", "D1", "D1", "D1"],
        }
    )
    result = run(grid(codes, end=ends), "dutygrid", members=members, members_layer="list")
    assert result.areas["code"].tolist() == ["D0"] and result.areas["members"].tolist() == [2]
    kinds = [entry for entry in found(result) if entry[0] != "without"]
    assert kinds == [
        ("ended", codes[15]), ("twice", codes[1]), ("unknown", "110101001001999"),
    ]  # fmt: skip
    assert result.figures["without"] == 13


def test_size_of_management_grids() -> None:
    result = run(
        grid(codes_of(["110101001001"] * 16)), "managementgrid", member=np.array(["M"] * 16)
    )
    assert found(result) == [("size", "M")]
    assert "16" in places.messages(result.findings, "en")[0]


def test_names_with_two_meanings() -> None:
    table = pd.DataFrame({"code": ["1", "1", "2", None], "name": ["a", "b", "c", "d"]})
    assert derive_names(table) == ({"1": "a", "2": "c"}, ["1"])
