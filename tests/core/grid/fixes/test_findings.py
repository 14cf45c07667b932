"""The list of open findings: keys, differences, what a check of some cells replaces."""

from __future__ import annotations

from typing import Any, List

import numpy as np
import pytest
import shapely
from fix_samples import PROFILE, WEST, X0, Y0, applied, data_of, patch_of, squares

from dcm_plugin.core.grid.checks import catalogue, finding_messages, run_checks
from dcm_plugin.core.grid.findings import LOCAL_CHECKS, FindingList, check_cells, findings_of
from dcm_plugin.core.grid.redraw import Patch
from dcm_plugin.core.grid.redraw.fixes import fixes_of


def box(x: float, y: float, width: float, height: float) -> Any:
    return shapely.box(X0 + x, Y0 + y, X0 + x + width, Y0 + y + height)


def grid(patch: Patch) -> Any:
    count = len(patch)
    return data_of(
        patch,
        code=[f"{WEST}{fid:03d}" for fid in patch.fids.tolist()],
        area=shapely.area(patch.shapes),
        start=["20260101"] * count,
    )


def near(patch: Patch, fids: Any) -> Patch:
    """Cells and their neighbours."""
    inside = np.isin(patch.fids, list(fids))
    if not inside.any():
        return patch
    tree = shapely.STRtree(patch.shapes)
    _, j = tree.query(patch.shapes[inside], predicate="dwithin", distance=0.1)
    chosen = np.unique(j)
    return Patch(patch.fids[chosen], patch.shapes[chosen], patch.frame[chosen])


@pytest.fixture
def broken() -> Patch:
    cells = squares(5, 5)
    cells[6] = cells[6].difference(box(190, 130, 10, 40))
    cells[6] = cells[6].difference(box(100, 130, 10, 40))  # two gaps between the same cells? no
    cells[18] = cells[18].union(box(290, 330, 10, 40))
    return patch_of(cells)


def full(patch: Patch) -> FindingList:
    data = grid(patch)
    found = FindingList()
    found.replace_all(findings_of(run_checks(data, PROFILE), data, PROFILE))
    return found


def test_all_checks_are_either_local_or_not() -> None:
    assert set(LOCAL_CHECKS) <= set(catalogue())
    whole = set(catalogue()) - set(LOCAL_CHECKS)
    assert whole == {"G01", "G07", "G09", "Q05", "Q07", "Q08", "Q14", "Q15", "Q16"}


def test_what_a_finding_says(broken: Patch) -> None:
    data = grid(broken)
    result = run_checks(data, PROFILE)
    found = findings_of(result, data, PROFILE, ("en", "zh"))
    assert len(found) == len(result.findings) > 0
    # the sentences of the report, with codes in the place of feature ids
    for f, said in zip(found, finding_messages(result, "en")):
        text = f.text("en")
        if not f.fids:
            assert text == said
        for code, fid in zip(f.codes, f.fids):
            assert code not in said
            text = text.replace(code, str(fid))
        assert text == said or len(f.fids) > 10  # long lists are cut
    overlap = next(f for f in found if f.kind == "overlap")
    assert all(code in overlap.text("zh") for code in overlap.codes)
    assert len({f.key for f in found}) == len(found)
    gap = next(f for f in found if f.kind == "gap")
    assert gap.community == WEST and gap.codes[0].startswith(WEST)
    assert shapely.Point(gap.point).within(gap.geometry)
    again = findings_of(run_checks(data, PROFILE), data, PROFILE)
    assert [f.key for f in again] == [f.key for f in found]
    assert all(a.same(b) for a, b in zip(found, again))


def test_the_second_run_changes_nothing(broken: Patch) -> None:
    found = full(broken)
    data = grid(broken)
    assert not found.replace_all(findings_of(run_checks(data, PROFILE), data, PROFILE))


def test_counts_leave_out_what_is_set_aside(broken: Patch) -> None:
    found = full(broken)
    before = found.counts()
    by_check = found.counts_by_check()
    assert before["error"] == sum(entry["error"] for entry in by_check.values()) > 0
    gap = next(f for f in found if f.kind == "gap")
    found.set_aside[gap.key] = "a pond"
    assert found.counts()["error"] == before["error"] - 1
    assert found.counts_by_check()["Q02"]["error"] == by_check["Q02"]["error"] - 1


def test_a_fix_and_a_local_check_leave_what_a_full_check_finds(broken: Patch) -> None:
    """Step by step until nothing can be fixed, the list stays that of a full check."""
    found = full(broken)
    patch = broken
    steps = 0
    while True:
        offers = [
            fix
            for f in found
            if f.check == "Q02"
            for fix in fixes_of(f, near(patch, f.fids), PROFILE, limit=1)
        ]
        if not offers:
            break
        steps += 1
        edit = offers[0].edit
        patch = applied(patch, edit)
        touched = edit.touched
        data = grid(near(patch, touched))
        diff = found.replace(touched, check_cells(data, PROFILE), data, PROFILE)
        assert diff.removed
        expected = full(patch)
        local = {f.key for f in found if f.check in LOCAL_CHECKS}
        assert local == {f.key for f in expected if f.check in LOCAL_CHECKS}
    assert steps >= 3
    assert [f for f in found if f.check == "Q02"] == []


def test_findings_of_other_cells_stay(broken: Patch) -> None:
    found = full(broken)
    before = {f.key for f in found}
    data = grid(near(broken, [25]))
    diff = found.replace([25], check_cells(data, PROFILE), data, PROFILE)
    assert not diff and {f.key for f in found} == before


def test_a_gap_that_the_patch_does_not_shut_in_stays() -> None:
    """A gap along many cells: the neighbours of one of them do not surround it."""
    cells: List[Any] = [box(100 * i, 0, 100, 100) for i in range(6)]
    cells += [box(100 * i, 110, 100, 100) for i in range(6)]
    cells += [box(-100, 0, 100, 210), box(600, 0, 100, 210)]
    patch = patch_of(cells)
    found = full(patch)
    (gap,) = [f for f in found if f.kind == "gap"]
    some = [1, 2, 3, 7]
    chosen = np.flatnonzero(np.isin(patch.fids, some))
    data = grid(Patch(patch.fids[chosen], patch.shapes[chosen], patch.frame[chosen]))
    found.replace([1], check_cells(data, PROFILE), data, PROFILE)
    assert gap.key in found
    # filled by a cell it goes
    filled = applied(patch, fixes_of(gap, patch, PROFILE)[0].edit)
    data = grid(filled)
    touched = [f for f, a, b in zip(patch.fids, patch.shapes, filled.shapes) if a is not b]
    diff = found.replace(touched, check_cells(data, PROFILE), data, PROFILE)
    assert gap.key in {f.key for f in diff.removed}


def test_a_removed_cell_takes_its_findings_along(broken: Patch) -> None:
    found = full(broken)
    gone = next(f for f in found if f.kind == "overlap").fids[0]
    keep = broken.fids != gone
    rest = Patch(broken.fids[keep], broken.shapes[keep], broken.frame[keep])
    data = grid(rest)
    found.replace([gone], check_cells(data, PROFILE), data, PROFILE)
    left = [f for f in found.concerning([gone]) if f.check in LOCAL_CHECKS]
    assert left == []


def test_a_cell_inside_a_gap_is_checked_along() -> None:
    """A cell that touches no other lies in the gap around it; neighbours alone would miss it."""
    cells = squares(3, 3)
    cells[4] = shapely.buffer(cells[4], -3, join_style="mitre")
    patch = patch_of(cells)
    found = full(patch)
    (gap,) = [f for f in found if f.kind == "gap"]
    fids = found.to_check([2])
    assert fids == {2, *gap.fids} and 5 in fids
    data = grid(near(patch, fids))
    found.replace(fids, check_cells(data, PROFILE), data, PROFILE)
    assert [f.measure for f in found if f.kind == "gap"] == [gap.measure]
