"""The verification of a draft: the finding is gone, nothing else arises, the frame is held."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Set, Tuple

import geopandas as gpd
import shapely

from ....geos import coverage_is_valid
from ...checks import CheckInput
from ...checks import geometry as geometry_checks
from ...checks import topology as topology_checks
from ...checks.context import Context
from ...findings import Finding
from ..model import Edit, Patch, after
from .ground import woven
from .model import Case, Draft, Fix
from .rings import NOISE

#: Both are always looked at here, whatever the profile says about reporting them.
_CHECKS = {
    "Q01": {"severity": "error"},
    "Q02": {"severity": "error", "severity_small": "info"},
}
#: Kinds of which the cells are told anew when one of them changes: all together must not grow.
_AS_A_WHOLE = ("gap", "unsnapped")
#: Kind and cells ('' for all cells of a kind of the above) -> how many and how much.
Trouble = Dict[Tuple[str, str], Tuple[int, float]]


def trouble(patch: Patch, profile: Any, renamed: Mapping[int, int]) -> Trouble:
    """What is wrong with the shapes of a patch by the checks Q01 and Q02.

    ``renamed``: cells that are told as another one (they are merged into it).
    """
    table = gpd.GeoDataFrame(
        {"_fid": patch.fids}, geometry=gpd.array.GeometryArray(patch.shapes.copy())
    )
    context = Context(CheckInput(table), profile, list(_CHECKS), _CHECKS, lambda: False)
    geometry_checks.run(context)
    topology_checks.run(context)
    result: Trouble = {}
    for batch in context.batches:
        for fids, measure in zip(batch.fids, batch.measure.tolist()):
            kind = plain_kind(batch.kind)
            _count(result, (kind, _renamed(fids, renamed)), 1, measure)
            if kind in _AS_A_WHOLE:
                _count(result, (kind, ""), 1 if kind == "gap" else int(measure), measure)
    return result


def still_there(finding: Finding, patch: Patch, profile: Any) -> bool:
    """Whether a finding about shapes holds in a patch; of other kinds it is taken for granted."""
    kind = plain_kind(finding.kind)
    if kind in ("gap", "uncovered"):
        return bool(shapely.area(_open_part(finding.geometry, patch)) > NOISE)
    if kind not in ("overlap", "unsnapped", "spike", "duplicate_vertex", "sliver", "multipart"):
        return True
    return (kind, _renamed(finding.fids, {})) in trouble(patch, profile, {})


def _open_part(ground: Any, patch: Patch) -> Any:
    """The part of some ground that no cell of a patch has."""
    near = patch.shapes[shapely.is_valid(patch.shapes)]
    near = near[shapely.intersects(near, ground)]
    return shapely.difference(ground, shapely.union_all(near))


def plain_kind(kind: str) -> str:
    """The kind without the mark for being below the tolerance."""
    return kind.replace("_small", "")


def _part_of_a_group(key: Tuple[str, str], before: Trouble) -> bool:
    """Whether the cells of a kind were all in one finding of that kind before."""
    cells = set(key[1].split(","))
    return any(kind == key[0] and cells <= set(fids.split(",")) for kind, fids in before)


def _renamed(fids: Any, renamed: Mapping[int, int]) -> str:
    cells = fids.split(",") if isinstance(fids, str) else fids
    return ",".join(map(str, sorted({renamed.get(int(f), int(f)) for f in cells if f != ""})))


def _count(result: Trouble, key: Tuple[str, str], number: int, much: float) -> None:
    known = result.get(key, (0, 0.0))
    result[key] = (known[0] + number, known[1] + (much if much == much else 0.0))


class Proof:
    """Verifies the drafts for one finding; what was wrong before is found once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._before: Dict[Tuple[Tuple[int, int], ...], Trouble] = {}

    def fix(self, draft: Draft) -> Optional[Fix]:
        """The fix that a draft makes; None when it does harm or does not help."""
        case = self.case
        if draft.attributes:
            edit = Edit("fix", attributes=draft.attributes, main=tuple(draft.attributes))
            return Fix(draft.id, draft.message_id, draft.params, edit)
        before = case.shapes
        given = {**draft.shapes, **{-1 - n: s for n, (_, s) in enumerate(draft.added)}}
        if not all(_sound(s, before.get(fid)) for fid, s in given.items()):
            return None
        rest = {fid: shape for fid, shape in before.items() if fid not in draft.removed}
        done = woven(rest, given)
        added = tuple((source, done.pop(-1 - n)) for n, (source, _) in enumerate(draft.added))
        changed = {
            fid: shape
            for fid, shape in done.items()
            if not shapely.equals_exact(shape, before[fid], 0.0)
            or shapely.get_num_coordinates(shape) != shapely.get_num_coordinates(before[fid])
        }
        main = tuple(dict.fromkeys((*case.members, *draft.shapes)))
        edit = Edit("fix", changed, added, tuple(draft.removed), main)
        if edit.is_empty or not all(_sound(s, before[fid]) for fid, s in changed.items()):
            return None
        patch = after(case.patch, edit)
        if not (self._frame_held(patch, draft) and self._better(patch, draft)):
            return None
        return Fix(draft.id, draft.message_id, draft.params, edit)

    def _better(self, patch: Patch, draft: Draft) -> bool:
        """The finding is gone, nothing is worse, and the borders are shared where they should."""
        now = trouble(patch, self.case.profile, {})
        names = tuple(sorted(draft.removed.items()))
        if names not in self._before:
            self._before[names] = trouble(self.case.patch, self.case.profile, draft.removed)
        before = self._before[names]
        for key, (number, much) in now.items():
            if key[0] in _AS_A_WHOLE and key[1]:
                if key[0] == "unsnapped" and not _part_of_a_group(key, before):
                    return False
                continue
            known, limit = before.get(key, (0, 0.0))
            if number > known or (key[0] != "sliver" and much > limit + NOISE):
                return False
        if not self._gone(before, now, patch, draft):
            return False
        return bool(now) or coverage_is_valid(patch.shapes)

    def _gone(self, before: Trouble, now: Trouble, patch: Patch, draft: Draft) -> bool:
        finding = self.case.finding
        if draft.ground is not None:
            return bool(shapely.area(_open_part(draft.ground, patch)) <= NOISE)
        kind = plain_kind(finding.kind)
        key = (kind, _renamed(finding.fids, draft.removed))
        if kind == "sliver":
            return finding.fid in draft.removed
        return now.get(key, (0, 0.0))[0] < max(before.get(key, (0, 0.0))[0], 1)

    def _frame_held(self, patch: Patch, draft: Draft) -> bool:
        """No cell takes ground of another frame, and none is lost, but by rounding or snapping."""
        case = self.case
        before = case.shapes
        frame = case.frame
        slack = draft.slack + NOISE
        changed = [
            (fid, shape)
            for fid, shape in zip(patch.fids.tolist(), patch.shapes.tolist())
            if fid not in before or shape is not before[fid]
        ]
        if not all(shapely.is_valid(shape) for _, shape in changed):
            return False
        old = {fid: s for fid, s in before.items() if shapely.is_valid(s)}
        own = dict(zip(patch.fids.tolist(), patch.frame.tolist()))
        for fid, shape in changed:
            if fid not in old:
                continue
            gained = shapely.difference(shape, old[fid])
            if shapely.area(gained) <= NOISE:
                continue
            for other, ground in old.items():
                if frame[other] == own[fid] or other == fid or not ground.intersects(gained):
                    continue
                if not _thin(shapely.intersection(gained, ground), slack):
                    return False
            home = case.frames.get(own[fid])
            if home is not None and not _thin(shapely.difference(gained, home), slack):
                return False
        touched: Set[int] = {fid for fid, _ in changed} | set(draft.removed)
        lost = shapely.difference(
            shapely.union_all([old[fid] for fid in touched if fid in old]),
            shapely.union_all(patch.shapes[shapely.is_valid(patch.shapes)]),
        )
        return _thin(lost, slack)


def _sound(shape: Any, before: Any) -> bool:
    """A valid polygon, in one part unless it had more."""
    if shape is None or shapely.is_empty(shape) or not shapely.is_valid(shape):
        return False
    allowed = 1 if before is None else max(1, shapely.get_num_geometries(before))
    return bool(shapely.get_type_id(shape) in (3, 6)) and (
        shapely.get_num_geometries(shape) <= allowed
    )


def _thin(shape: Any, width: float) -> bool:
    """Whether all there is of an area is no wider than rounding or snapping makes it."""
    return bool(shapely.area(shape) <= NOISE + width * shapely.length(shape) / 2)
