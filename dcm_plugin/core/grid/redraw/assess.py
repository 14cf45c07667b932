"""What the checks say of an edit before it is made: refused, marked, or free of objections.

The checks are those of the whole layer (:mod:`core.grid.checks`), run on the patch alone, before
and after. An edit answers only for what it brings about: what was wrong before does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Dict, Iterable, Optional, Sequence, Set, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...standards import Profile
from ..checks import CheckInput, CheckResult, run_checks
from .model import Edit, Patch, after, new_ids
from .references import References

#: Checks that look at the ground only. Codes, dates and areas in the table are the business of the
#: life cycle; balance and order need the whole community.
CHECKS = ("Q01", "Q02", "Q03", "Q11", "Q12", "Q13", "G02", "G03", "G04", "G05", "G06", "G08")
#: What an edit may not bring about, whatever else the profile marks as an error.
_HARD = "error"
#: m²: a border that only got a vertex differs by rounding.
_SAME_AREA = 1e-3


@dataclass(frozen=True)
class CellFigures:
    """Area (m²) and number of components of a cell before and after; None where it is not."""

    fid: int
    area_before: Optional[float]
    area_after: Optional[float]
    components_before: Optional[int]
    components_after: Optional[int]
    on_border_after: int = 0


@dataclass(frozen=True)
class Verdict:
    """``hard``: findings that forbid the edit; ``soft``: those that mark it (rows of findings)."""

    hard: gpd.GeoDataFrame
    soft: gpd.GeoDataFrame
    figures: Tuple[CellFigures, ...]

    @property
    def allowed(self) -> bool:
        return not len(self.hard)


def patch_input(
    patch: Patch, ground: Patch, references: References, today: Optional[date] = None
) -> CheckInput:
    """The cells of a patch with what lies near them, for the checks.

    ``ground``: the cells whose area, by frame, is the legal frame: those of the patch before it was
    edited. So the border of a patch is no gap.
    """
    near: Dict[str, gpd.GeoDataFrame] = {}
    if len(patch):
        bounds = shapely.total_bounds(np.concatenate([patch.shapes, ground.shapes])).tolist()
        near = references.near(tuple(bounds))
    data = CheckInput(_table(patch), communities=_frames(ground), today=today or date.today())
    for role, table in near.items():
        setattr(data, role, table)
    return data


def check_patch(
    patch: Patch,
    ground: Patch,
    references: References,
    profile: Profile,
    selected: Sequence[str] = CHECKS,
) -> CheckResult:
    """Run the checks of the ground on a patch."""
    return run_checks(patch_input(patch, ground, references), profile, selected)


def assess(patch: Patch, edit: Edit, references: References, profile: Profile) -> Verdict:
    """Compare the checks of a patch before and after an edit.

    ``patch`` holds the cells of the edit and everything that touches them.
    """
    changed = after(patch, edit)
    before_found = check_patch(patch, patch, references, profile).findings
    after_found = check_patch(changed, patch, references, profile).findings
    fresh = _brought_about(before_found, after_found, profile.tolerances.area)
    concerned = _concerns(after_found, _touched(patch, edit))
    found = after_found[fresh & concerned]
    hard = (found["severity"] == _HARD).to_numpy(dtype=bool)
    return Verdict(
        found[hard].reset_index(drop=True),
        found[~hard].reset_index(drop=True),
        figures(patch, edit, references),
    )


def figures(patch: Patch, edit: Edit, references: References) -> Tuple[CellFigures, ...]:
    """Areas and component counts of the cells of an edit whose ground changes, main ones first."""
    changed = after(patch, edit)
    at_before = {fid: n for n, fid in enumerate(patch.fids.tolist())}
    at_after = {fid: n for n, fid in enumerate(changed.fids.tolist())}
    new = [fid for fid in at_after if fid not in at_before]
    wanted = list(dict.fromkeys([*edit.main, *sorted(new, reverse=True), *edit.touched]))
    area_before, area_after = shapely.area(patch.shapes), shapely.area(changed.shapes)
    wanted = [
        fid
        for fid in wanted
        if fid not in at_before
        or fid not in at_after
        or abs(area_before[at_before[fid]] - area_after[at_after[fid]]) > _SAME_AREA
    ]
    known = "components" in references
    old = patch.shapes[[at_before[fid] for fid in wanted if fid in at_before]]
    current = changed.shapes[[at_after[fid] for fid in wanted if fid in at_after]]
    counts_old = iter(references.component_counts(old)[0].tolist())
    inner, border = references.component_counts(current)
    counts_new = iter(zip(inner.tolist(), border.tolist()))
    result = []
    for fid in wanted:
        was, is_ = fid in at_before, fid in at_after
        count_old = next(counts_old) if was else 0
        count_new, on_border = next(counts_new) if is_ else (0, 0)
        result.append(
            CellFigures(
                fid,
                float(area_before[at_before[fid]]) if was else None,
                float(area_after[at_after[fid]]) if is_ else None,
                count_old if was and known else None,
                count_new if is_ and known else None,
                on_border,
            )
        )
    return tuple(result)


def _touched(patch: Patch, edit: Edit) -> np.ndarray:
    return np.array([*edit.changed, *edit.removed, *new_ids(patch, edit)], dtype=np.int64)


def _table(patch: Patch) -> gpd.GeoDataFrame:
    table = pd.DataFrame({"_fid": patch.fids})
    return gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(patch.shapes))


def _frames(ground: Patch) -> gpd.GeoDataFrame:
    """The area of the cells of each frame: what may be shared out."""
    names = np.array([str(name) for name in ground.frame.tolist()], dtype=object)
    codes = list(dict.fromkeys(names.tolist()))
    shapes = np.empty(len(codes), dtype=object)
    shapes[:] = [_union(ground.shapes[names == code]) for code in codes]
    table = pd.DataFrame({"_fid": np.arange(len(codes)), "code": pd.Series(codes, dtype=object)})
    return gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(shapes))


def _union(shapes: np.ndarray) -> Any:
    """Exact where the cells share their vertices; overlaid where they do not."""
    if len(shapes) == 1:
        return shapes[0]
    total = float(shapely.area(shapes).sum())
    try:
        whole = shapely.coverage_union_all(shapes)
    except shapely.GEOSException:  # cells that overlap
        whole = None
    if (
        whole is not None
        and shapely.is_valid(whole)
        and (abs(shapely.area(whole) - total) <= 1e-9 * total)
    ):
        return whole
    return shapely.union_all(shapely.make_valid(shapes))


def _keys(findings: gpd.GeoDataFrame) -> Sequence[Tuple[Any, ...]]:
    """What makes two findings the same, the size of it aside."""
    columns = (findings[name].tolist() for name in ("kind", "layer", "fid", "fids"))
    return [
        (kind, layer, fids if layer == "grid" else fid) for kind, layer, fid, fids in zip(*columns)
    ]


def _brought_about(before: gpd.GeoDataFrame, now: gpd.GeoDataFrame, tolerance: float) -> np.ndarray:
    """Findings (mask of ``now``) that were not there before; errors also where they are larger by
    the tolerance."""
    known: Dict[Tuple[Any, ...], float] = {}
    for key, measure in zip(_keys(before), before["measure"].tolist()):
        known[key] = max(known.get(key, -np.inf), 0.0 if measure != measure else abs(measure))
    result = np.ones(len(now), dtype=bool)
    torn = _named(before[before["check"] == "Q02"]["fids"])
    columns = (_keys(now), now["measure"].tolist(), now["severity"].tolist(), now["fids"])
    for place, (key, measure, severity, fids) in enumerate(zip(*columns)):
        if key[0] == "unsnapped" and not torn.isdisjoint(_named([fids])):
            result[place] = False  # in torn ground it shows now at one cell, now at another
        elif key in known:
            size = 0.0 if measure != measure else abs(measure)
            result[place] = severity == _HARD and size > known[key] + tolerance
    return result


def _named(lists: Iterable[str]) -> Set[int]:
    """The cells that findings name."""
    return {int(fid) for fids in lists for fid in fids.split(",") if fid}


def _concerns(findings: gpd.GeoDataFrame, touched: np.ndarray) -> np.ndarray:
    """Findings (mask) about one of some cells, or about no cell of the grid."""
    wanted = set(touched.tolist())
    result = np.zeros(len(findings), dtype=bool)
    for place, fids in enumerate(findings["fids"].tolist()):
        named = _named([fids])
        result[place] = not named or not named.isdisjoint(wanted)
    return result
