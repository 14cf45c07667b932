"""Broken coverages made of good ones: a fix does away with its finding and with nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any, List, Tuple

import numpy as np
import pytest
import shapely
from fix_samples import PROFILE, X0, Y0, applied, findings, irregular, moved_vertex, patch_of
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from dcm_plugin.core.geos import coverage_is_valid
from dcm_plugin.core.grid.findings import Finding
from dcm_plugin.core.grid.redraw import Patch
from dcm_plugin.core.grid.redraw.fixes import FIXABLE, fix_all, fixes_of
from dcm_plugin.core.grid.redraw.fixes.rings import insert, vertices

COMMON = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
seeds = st.integers(0, 400)
#: Changes of kind of one and the same trouble.
_SAME = {"overlap_small": "overlap", "gap_small": "gap"}


def inner(cells: List[Any], pick: int) -> int:
    """A cell that does not touch the outline."""
    outline = shapely.union_all(cells).boundary
    inside = [i for i, c in enumerate(cells) if c.distance(outline) > 10]
    assume(bool(inside))
    return inside[pick % len(inside)]


def tally(found: List[Finding]) -> Counter:
    kinds = Counter()
    for item in found:
        kind = _SAME.get(item.kind, item.kind)
        kinds[(kind, "" if kind == "gap" else item.fids)] += 1
    return kinds


def ground(patch: Patch) -> Tuple[float, float]:
    """Area of all cells together, and the sum of their areas."""
    return shapely.union_all(patch.shapes).area, float(shapely.area(patch.shapes).sum())


def every_fix_holds(patch: Patch) -> int:
    """Each fix of each finding is what it says; the number of fixes."""
    before = findings(patch)
    union, total = ground(patch)
    number = 0
    for finding in before:
        for fix in fixes_of(finding, patch, PROFILE):
            number += 1
            fixed = applied(patch, fix.edit)
            assert shapely.is_valid(fixed.shapes).all()
            now = tally(findings(fixed))
            new = now - tally(before)
            for kind, fids in new:  # vertices of a group that remain are told with fewer cells
                groups = [set(f.fids) for f in before if f.kind == kind == "unsnapped"]
                assert any(set(fids) <= group for group in groups), f"{fix.id}: {kind} arises"
            assert sum(now.values()) <= len(before) - (not new)
            new_union, new_total = ground(fixed)
            if finding.kind in ("gap", "gap_small"):
                assert new_union - union == pytest.approx(finding.measure, abs=1e-5)
                assert new_total - total == pytest.approx(finding.measure, abs=1e-5)
            elif finding.kind.startswith("overlap"):
                assert new_union == pytest.approx(union, abs=1e-5)
                if fix.way == "keep":
                    assert total - new_total == pytest.approx(finding.measure, abs=1e-5)
            for fid, shape in fix.edit.changed.items():
                kept_vertices(patch, fid, shape, finding, fix.way)
    return number


def kept_vertices(patch: Patch, fid: int, shape: Any, finding: Finding, way: str) -> None:
    """Vertices away from the finding are the same to the last bit."""
    old = set(map(tuple, shapely.get_coordinates(patch.shapes[patch.position(fid)]).tolist()))
    new = set(map(tuple, shapely.get_coordinates(shape).tolist()))
    if finding.kind == "unsnapped" or way == "cut":
        place = shapely.union_all(patch.shapes[[patch.position(f) for f in finding.fids]])
    else:
        place = finding.geometry
    near = 6.0 if finding.kind == "spike" else 0.2  # of a spike the tip is the place
    far = {v for v in old if place.distance(shapely.Point(v)) > near}
    assert far <= new
    assert {v for v in new if place.distance(shapely.Point(v)) > near} <= old


@COMMON
@given(seeds, st.integers(0, 20), st.integers(0, 20), st.sampled_from([0.002, 0.02, 0.045, 0.3, 4]),
       st.floats(0, 6.28))  # fmt: skip
def test_a_shifted_vertex(seed, pick, number, far, angle):
    cells = irregular(seed)
    assume(cells)
    row = inner(cells, pick)
    cells[row] = moved_vertex(cells[row], number, (far * np.cos(angle), far * np.sin(angle)))
    assume(cells[row].is_valid)
    every_fix_holds(patch_of(cells))


@COMMON
@given(seeds, st.integers(0, 20), st.integers(0, 20), st.floats(0.001, 0.03), st.floats(0, 6.28))
def test_a_vertex_shifted_within_the_tolerance_is_snapped(seed, pick, number, far, angle):
    cells = irregular(seed)
    assume(cells and min(edge_lengths(cells)) > 0.2)
    row = inner(cells, pick)
    cells[row] = moved_vertex(cells[row], number, (far * np.cos(angle), far * np.sin(angle)))
    patch = patch_of(cells)
    found = [f for f in findings(patch) if f.kind == "unsnapped"]
    assert found
    snaps = [fix for f in found for fix in fixes_of(f, patch, PROFILE) if fix.id == "snap"]
    assert snaps
    for snap in snaps:
        fixed = applied(patch, snap.edit)
        assert findings(fixed) == [] and coverage_is_valid(fixed.shapes)


def edge_lengths(cells: List[Any]) -> np.ndarray:
    xy = [np.diff(shapely.get_coordinates(c), axis=0) for c in cells]
    return np.concatenate([np.hypot(*d.T) for d in xy])


@COMMON
@given(seeds, st.integers(0, 20), st.booleans(), st.floats(0.05, 8))
def test_a_gap(seed, pick, whole, width):
    cells = irregular(seed)
    assume(cells)
    row = inner(cells, pick)
    if whole:
        del cells[row]
    else:
        cells[row] = shapely.buffer(cells[row], -width, join_style="mitre")
        assume(shapely.get_type_id(cells[row]) == 3 and cells[row].area > 100)
    patch = patch_of(cells)
    gaps = [f for f in findings(patch) if f.kind == "gap"]
    assert len(gaps) == 1
    fixes = fixes_of(gaps[0], patch, PROFILE)
    assert fixes
    borders = [fix.params["border"] for fix in fixes]
    assert borders == sorted(borders, key=lambda b: -float(b.replace(",", "")))
    fixed = applied(patch, fixes[0].edit)
    assert findings(fixed) == [] and coverage_is_valid(fixed.shapes)
    every_fix_holds(patch)


@COMMON
@given(seeds, st.integers(0, 20), st.floats(0.05, 8), st.sampled_from(["mitre", "round"]))
@example(39, 1, 0.0591751709536137, "round")  # overlaps as wide as the tolerance
def test_a_grown_cell_is_put_right_in_steps(seed, pick, width, style):
    cells = irregular(seed)
    assume(cells)
    row = inner(cells, pick)
    total = shapely.area(cells).sum()
    cells[row] = shapely.buffer(cells[row], width, join_style=style)
    patch = patch_of(cells)
    every_fix_holds(patch)
    wanted = [f for f in findings(patch) if f.kind.startswith("overlap")]
    assert wanted
    result = None
    steps = fix_all(
        wanted, lambda f: (patch, {}), PROFILE, wanted=lambda fix: fix.id != f"keep:{row + 1}"
    )
    for result in steps:
        assert len(result.fixed) + len(result.left) <= len(wanted)
    assert result is not None and not result.left
    fixed = applied(patch, result.edit)
    assert findings(fixed) == [] and coverage_is_valid(fixed.shapes)
    assert shapely.area(fixed.shapes).sum() == pytest.approx(total, abs=1e-3)


@COMMON
@given(seeds, st.integers(0, 20), st.floats(0.01, 0.08))
def test_a_spike(seed, pick, width):
    """A needle of one cell that lies on its neighbour, and one that both share."""
    cells = irregular(seed)
    assume(cells)
    row = inner(cells, pick)
    xy = shapely.get_coordinates(cells[row])[:-1]
    a, b = xy[0], xy[1]
    assume(np.hypot(*(b - a)) > 20)
    along = (b - a) / np.hypot(*(b - a))
    out = np.array([along[1], -along[0]])
    middle = (a + b) / 2
    for sign in (1, -1):
        tip = middle + along * width / 2 + sign * out * 5
        ring = np.vstack([a, middle, tip, middle + along * width, xy[1:]])
        broken = list(cells)
        broken[row] = shapely.Polygon(ring)
        assume(broken[row].is_valid)
        patch = patch_of(broken)
        spikes = [f for f in findings(patch) if f.kind == "spike"]
        assume(spikes)
        assert any(fixes_of(f, patch, PROFILE) for f in findings(patch))
        every_fix_holds(patch)


@COMMON
@given(seeds, st.integers(0, 20), st.integers(0, 20))
def test_slivers_and_parts(seed, pick, number):
    cells = irregular(seed)
    assume(cells)
    row = inner(cells, pick)
    x0, y0, x1, y1 = cells[row].bounds
    knife = shapely.box(x0 - 1, y0 - 1, (x0 + x1) / 2, y1 + 1)
    thin = shapely.box((x0 + x1) / 2, y0 - 1, (x0 + x1) / 2 + 0.05, y1 + 1)
    halves = [cells[row].intersection(knife), cells[row].intersection(thin)]
    rest = cells[row].difference(shapely.union(knife, thin))
    assume(all(shapely.get_type_id(h) == 3 for h in (*halves, rest)))
    corners = {v for piece in (*halves, rest) for v in vertices(piece)}
    cells = [insert(c, corners) for c in cells]
    patch = patch_of([*cells[:row], *cells[row + 1 :], *halves, rest])
    assert {f.kind for f in findings(patch)} == {"sliver"}
    slivers = [f for f in findings(patch) if f.kind == "sliver"]
    assert slivers
    every_fix_holds(patch)
    other = shapely.MultiPolygon([halves[0], rest])
    patch = patch_of([*cells[:row], *cells[row + 1 :], other, halves[1]])
    multi = [f for f in findings(patch) if f.kind == "multipart"]
    ids = {fix.id for f in multi for fix in fixes_of(f, patch, PROFILE)}
    assert "parts" in ids
    every_fix_holds(patch)


@COMMON
@given(seeds, st.integers(0, 20), st.sampled_from([0.0, 0.0002]), st.booleans())
def test_repeated_vertices(seed, pick, apart, both):
    """A vertex that stands twice, in one cell or alike in its neighbours."""
    cells = irregular(seed)
    assume(cells)
    row = inner(cells, pick)
    vertex = shapely.get_coordinates(cells[row])[0]
    twin = vertex + [apart, 0.0]

    def doubled(shape: Any) -> Any:
        xy = shapely.get_coordinates(shape)[:-1]
        at = np.flatnonzero((xy == vertex).all(axis=1))
        return shapely.Polygon(np.insert(xy, at[0] + 1, twin, axis=0)) if len(at) else shape

    others = [i for i, c in enumerate(cells) if tuple(vertex) in map(tuple, c.exterior.coords)]
    broken = list(cells)
    for i in others if both else [row]:
        broken[i] = doubled(cells[i])
    assume(all(shapely.is_valid(broken)))
    patch = patch_of(broken)
    found = [f for f in findings(patch) if f.kind == "duplicate_vertex"]
    assert found
    every_fix_holds(patch)
    if apart == 0:
        assert all(fixes_of(f, patch, PROFILE) for f in found)


@COMMON
@given(seeds, st.integers(0, 20), st.integers(0, 20), st.floats(0, 6.28))
def test_fixing_all_leaves_nothing_that_can_be_fixed(seed, pick, number, angle):
    cells = irregular(seed)
    assume(cells)
    row = inner(cells, pick)
    cells[row] = moved_vertex(cells[row], number, (2 * np.cos(angle), 2 * np.sin(angle)))
    assume(cells[row].is_valid)
    patch = patch_of(cells)
    todo = [f for f in findings(patch) if f.kind in FIXABLE]
    result = None
    for step in fix_all(todo, lambda f: (patch, {}), PROFILE):
        result = step
    if result is not None:
        fixed = applied(patch, result.edit)
        assert len(findings(fixed)) <= len(result.left)
        if not result.left:
            assert coverage_is_valid(fixed.shapes)
            outline = shapely.box(X0, Y0, X0 + 400, Y0 + 400)
            assert shapely.union_all(fixed.shapes).symmetric_difference(outline).area < 1e-3
