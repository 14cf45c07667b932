"""Fixes one by one, with the frame, and what is refused."""

from __future__ import annotations

from typing import Any, List

import numpy as np
import pytest
import shapely
from fix_samples import EAST, PROFILE, WEST, X0, Y0, applied, data_of, findings, patch_of, squares

from dcm_plugin.core.grid.checks import run_checks
from dcm_plugin.core.grid.findings import Finding, findings_of
from dcm_plugin.core.grid.redraw import Patch
from dcm_plugin.core.grid.redraw.fixes import FIXABLE, fixes_of
from dcm_plugin.core.messages import catalogue


def ids(finding: Finding, patch: Patch, **more: Any) -> List[str]:
    return [fix.id for fix in fixes_of(finding, patch, PROFILE, **more)]


def only(patch: Patch, kind: str) -> Finding:
    found = [f for f in findings(patch) if f.kind == kind]
    assert len(found) == 1
    return found[0]


def box(x: float, y: float, width: float, height: float) -> Any:
    return shapely.box(X0 + x, Y0 + y, X0 + x + width, Y0 + y + height)


@pytest.fixture
def cells() -> List[Any]:
    return squares()


def test_every_fixable_kind_is_a_kind_of_the_checks() -> None:
    assert {"checks." + kind for kind in FIXABLE} <= set(catalogue())


def test_a_finding_without_a_fix() -> None:
    patch = patch_of([box(0, 0, 100, 100)])
    (large,) = findings(patch_of([box(0, 0, 300, 300)]), "Q11")
    assert large.kind not in FIXABLE and ids(large, patch) == []


class TestFrame:
    """A gap between two communities goes to the one in which it lies, or to nobody."""

    @pytest.fixture
    def patch(self, cells: List[Any]) -> Patch:
        # the western community has the first column; the gap is cut from its middle cell
        cells[3] = cells[3].difference(box(90, 130, 10, 40))
        frame = [WEST if i % 3 == 0 else EAST for i in range(9)]
        return patch_of(cells, frame)

    def test_known(self, patch: Patch) -> None:
        gap = only(patch, "gap")
        frames = {WEST: box(0, 0, 100, 300), EAST: box(100, 0, 200, 300)}
        assert ids(gap, patch, frames=frames) == ["give:4"]

    def test_not_known(self, patch: Patch) -> None:
        assert ids(only(patch, "gap"), patch) == []

    def test_not_held(self, patch: Patch) -> None:
        free = Patch(patch.fids, patch.shapes, np.array([None] * 9, dtype=object))
        assert ids(only(free, "gap"), free) == ["give:4", "give:5"]

    def test_one_community_around(self, cells: List[Any]) -> None:
        cells[4] = cells[4].difference(box(100, 130, 10, 40))
        patch = patch_of(cells, [WEST] * 9)
        assert ids(only(patch, "gap"), patch) == ["give:5", "give:4"]

    def test_an_overlap_is_kept_where_it_lies(self, cells: List[Any]) -> None:
        cells[3] = cells[3].union(box(100, 130, 10, 40))
        patch = patch_of(cells, [WEST if i % 3 == 0 else EAST for i in range(9)])
        frames = {WEST: box(0, 0, 100, 300), EAST: box(100, 0, 200, 300)}
        overlap = only(patch, "overlap")
        assert ids(overlap, patch, frames=frames) == ["keep:5"]
        assert set(ids(overlap, patch)) == {"keep:4", "keep:5"}

    def test_a_sliver_stays_in_its_community(self, cells: List[Any]) -> None:
        thin = box(199.96, 100, 0.04, 100)
        cells[4] = box(100, 100, 99.96, 100)
        corners = [(X0 + 199.96, Y0 + 100), (X0 + 199.96, Y0 + 200)]
        from dcm_plugin.core.grid.redraw.fixes.rings import insert

        cells = [insert(c, corners, 1e-9) for c in cells]
        patch = patch_of([*cells, thin], [WEST] * 5 + [EAST] * 4 + [WEST])
        offered = ids(only(patch, "sliver"), patch)
        assert offered[0] == "merge:5" and not {"merge:6", "merge:8"} & set(offered)


def test_an_uncovered_place_goes_to_a_cell_of_its_community(cells: List[Any]) -> None:
    cells[3] = cells[3].difference(box(0, 130, 10, 40))
    patch = patch_of(cells, [WEST] * 9)
    data = data_of(patch, code=[f"{WEST}{i + 1:03d}" for i in range(9)])
    import geopandas as gpd

    data.communities = gpd.GeoDataFrame(
        {"_fid": [1], "code": [WEST]}, geometry=[box(0, 0, 300, 300)]
    )
    (open_place,) = findings_of(run_checks(data, PROFILE, ["Q03"]), data, PROFILE)
    assert open_place.kind == "uncovered"
    frames = {WEST: box(0, 0, 300, 300)}
    (fix,) = fixes_of(open_place, patch, PROFILE, frames)
    assert fix.id == "give:4"
    assert applied(patch, fix.edit).shapes[3].equals(squares()[3])


def test_a_hole_is_filled(cells: List[Any]) -> None:
    cells[4] = cells[4].difference(box(130, 130, 40, 40))
    patch = patch_of(cells)
    kinds = {f.kind for f in findings(patch)}
    assert kinds == {"hole", "gap"}
    for kind in sorted(kinds):
        (fix,) = fixes_of(only(patch, kind), patch, PROFILE)
        fixed = applied(patch, fix.edit)
        assert fix.id == "give:5" and findings(fixed) == []
        assert shapely.to_wkb(shapely.normalize(fixed.shapes[4])) == shapely.to_wkb(
            shapely.normalize(squares()[4])
        )


def test_a_crossing_border_is_repaired_when_the_area_stays(cells: List[Any]) -> None:
    xy = shapely.get_coordinates(cells[8])[:-1]
    corner = np.flatnonzero((xy == [X0 + 300, Y0 + 300]).all(axis=1))[0]
    loop = [[X0 + 300, Y0 + 299.9], [X0 + 299.9, Y0 + 300.0]]
    broken = list(cells)
    ring = np.roll(xy, -corner, axis=0)
    broken[8] = shapely.Polygon(np.vstack([ring, loop[::-1]]))
    patch = patch_of(broken)
    found = [f for f in findings(patch) if f.kind.startswith("invalid")]
    if found:  # the order of the loop makes it cross
        assert [fix.id for fix in fixes_of(found[0], patch, PROFILE)] == ["repair"]


def test_a_bow_tie_has_no_repair(cells: List[Any]) -> None:
    cells[4] = shapely.Polygon(
        [(X0 + 100, Y0 + 100), (X0 + 200, Y0 + 200), (X0 + 200, Y0 + 100), (X0 + 100, Y0 + 200)]
    )
    patch = patch_of(cells)
    assert ids(only(patch, "invalid_crossing"), patch) == []


def test_a_touching_border_is_repaired(cells: List[Any]) -> None:
    """A shell that comes back to a point of its own, so that it shuts in a hole."""
    shell = [
        (100, 100), (200, 100), (200, 200), (150, 200), (170, 150), (130, 150), (150, 200),
        (100, 200),
    ]  # fmt: skip
    cells[4] = shapely.Polygon([(X0 + x, Y0 + y) for x, y in shell])
    filler = shapely.Polygon([(X0 + x, Y0 + y) for x, y in ((150, 200), (130, 150), (170, 150))])
    cells[7] = shapely.Polygon(
        [(X0 + x, Y0 + y) for x, y in ((100, 200), (150, 200), (200, 200), (200, 300), (100, 300))]
    )
    patch = patch_of([*cells, filler])
    touch = only(patch, "invalid_touch")
    (fix,) = fixes_of(touch, patch, PROFILE)
    assert fix.id == "repair"
    fixed = applied(patch, fix.edit)
    assert shapely.is_valid(fixed.shapes).all() and findings(fixed) == []


def test_a_wrong_area_is_only_written(cells: List[Any]) -> None:
    patch = patch_of(cells)
    area = [10000.0] * 9
    area[4] = 8765.0
    (wrong,) = findings(patch, "Q10", area=area)
    (fix,) = fixes_of(wrong, patch, PROFILE, name=lambda fid: f"#{fid}")
    assert fix.edit.attributes == {5: {"area": 10000.0}} and not fix.edit.changed
    assert not fix.edit.is_empty and fix.edit.touched == (5,)
    assert "#5" in fix.title("en") and "#5" in fix.title("zh")


def test_an_empty_area_is_written_too(cells: List[Any]) -> None:
    patch = patch_of(cells)
    area = [10000.0] * 9
    area[4] = float("nan")
    empty = [f for f in findings(patch, "Q09", area=area, start="20260101", code="x") if f.fids]
    assert [f.kind for f in empty] == ["field_empty"]
    assert [f.edit.attributes for f in fixes_of(empty[0], patch, PROFILE)] == [
        {5: {"area": 10000.0}}
    ]
    start = ["20260101"] * 9
    start[2] = ""
    empty = [f for f in findings(patch, "Q09", area=10000.0, start=start, code="x") if f.fids]
    assert [fixes_of(f, patch, PROFILE) for f in empty] == [[]]


def test_small_parts_go_to_neighbours_first(cells: List[Any]) -> None:
    crumb = box(198, 200, 2, 2)
    cells[7] = cells[7].difference(crumb)
    cells[4] = shapely.MultiPolygon([box(100, 100, 50, 100), crumb])
    patch = patch_of([*cells, box(150, 100, 50, 100)])
    multi = only(patch, "multipart")
    assert ids(multi, patch) == ["give"]  # a crumb as a cell of its own would be a sliver
    large = box(150, 100, 50, 100)
    cells = squares()
    cells[3] = shapely.MultiPolygon([cells[3], large])
    cells[4] = box(100, 100, 50, 100)
    patch = patch_of(cells)
    assert ids(only(patch, "multipart"), patch)[0] == "parts"


def test_an_overlap_up_to_a_corner_of_others_may_go_to_either_side(cells: List[Any]) -> None:
    """The one that keeps the ground gets the corner at which two others meet below it."""
    number = next(n for n, cell in enumerate(cells) if cell.equals(box(100, 100, 100, 100)))
    cells[number] = box(100, 100, 110, 100)
    patch = patch_of(cells)
    finding = only(patch, "overlap")
    keeper = int(patch.fids[number])
    assert sorted(ids(finding, patch)) == sorted(f"keep:{fid}" for fid in finding.fids)
    (fix,) = [f for f in fixes_of(finding, patch, PROFILE) if f.id == f"keep:{keeper}"]
    assert (X0 + 200, Y0 + 100) in fix.edit.changed[keeper].exterior.coords[:]
    done = applied(patch, fix.edit)
    assert [f.kind for f in findings(done) if f.check in ("Q01", "Q02")] == []
