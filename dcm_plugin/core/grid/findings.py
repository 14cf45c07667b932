"""The open findings of a unit-grid layer: a list that is brought up to date piece by piece.

A full check fills it, the check of a few cells replaces what concerns these cells. Either says what
came, went or changed (:class:`Diff`), so that a view need not begin anew.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Set, Tuple

import numpy as np
import shapely

from ..messages import shortened
from ..report import Msg
from .checks import SEVERITIES, CheckInput, CheckResult, finding_points, run_checks
from .checks.context import code_texts

#: Checks that a cell and its neighbours decide; the other ones look at a community or the layer.
LOCAL_CHECKS = (
    "G02", "G03", "G04", "G05", "G06", "G08", "G10",
    "Q01", "Q02", "Q03", "Q04", "Q06", "Q09", "Q10", "Q11", "Q12", "Q13",
)  # fmt: skip
#: Kinds of local checks that need all cells of a community nevertheless.
_WHOLE_COMMUNITY = ("uncovered", "community_twice", "community_no_code", "field_missing")
#: Kinds that speak of ground without a cell: they stay until that ground is taken.
EMPTY_GROUND = ("gap", "gap_small", "uncovered")
#: Kinds of which the same cells may have several, told apart by their place.
_PLACED = (*EMPTY_GROUND, "hole", "spike", "barrier")
#: Area of empty ground that is noise, in m².
_NOISE = 1e-6


@dataclass(frozen=True, eq=False)
class Finding:
    """One place where a check failed.

    key:       the same in every run as long as the finding is the same.
    fid, layer: the feature it is about (layer as in :class:`CheckInput`), -1 for none.
    fids:      feature ids of the cells concerned; ``codes``: their codes, '' for none.
    community: code of the community of the first of them, '' when not known.
    geometry:  the place, in the CRS of the grid layer; ``point``: x, y on it; None for none.
    """

    key: str
    check: str
    kind: str
    severity: str
    layer: str
    fid: int
    fids: Tuple[int, ...]
    codes: Tuple[str, ...]
    community: str
    measure: float
    unit: str
    message_id: str
    params: Mapping[str, Any]
    geometry: Any
    point: Optional[Tuple[float, float]]
    _texts: Dict[str, str] = field(default_factory=dict, repr=False)

    def text(self, lang: str) -> str:
        """The sentence, as :func:`core.grid.checks.finding_messages` says it."""
        known = self._texts.get(lang)
        if known is None:
            known = self._texts[lang] = Msg(self.message_id, self.params).text(lang)
        return known

    def same(self, other: Finding) -> bool:
        """Whether nothing that can be seen differs."""
        return (
            self.severity == other.severity
            and self.codes == other.codes
            and (self.measure == other.measure or self.measure != self.measure)
            and self.params == other.params
            and _equal(self.geometry, other.geometry)
        )


@dataclass(frozen=True)
class Diff:
    """What changed in a list; ``changed`` holds pairs (before, now) of one key."""

    added: Tuple[Finding, ...] = ()
    removed: Tuple[Finding, ...] = ()
    changed: Tuple[Tuple[Finding, Finding], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def findings_of(
    result: CheckResult, data: CheckInput, profile: Any, languages: Sequence[str] = ()
) -> List[Finding]:
    """The findings of a check, in its order; sentences in ``languages`` are made at once."""
    table = result.findings
    points = finding_points(table)
    xs, ys = shapely.get_x(points).tolist(), shapely.get_y(points).tolist()
    codes = _codes(data)
    start, end = profile.code.community_span
    found: List[Finding] = []
    seen: Dict[str, int] = {}
    columns = (
        "check", "kind", "severity", "layer", "fid", "fids", "measure", "unit", "message_id",
        "params",
    )  # fmt: skip
    shapes = np.asarray(table.geometry.array, dtype=object).tolist()
    rows = zip(*(table[name].tolist() for name in columns), shapes, xs, ys)
    for check, kind, severity, layer, fid, fids, measure, unit, text, params, shape, x, y in rows:
        key = f"{check}/{kind}/{layer}:{fid}/{fids}"
        if kind in _PLACED and x == x:
            key += f"@{x:.0f},{y:.0f}"
        elif "name" in params:
            key += f"/{params['name']}"
        number = seen.get(key, 0)
        seen[key] = number + 1
        if number:
            key += f"#{number}"
        cells = tuple(map(int, fids.split(","))) if fids else ()
        named = tuple(codes.get(cell, "") for cell in cells)
        params = _named(params, fid if layer == "grid" else None, cells, codes)
        made = Finding(
            key, check, kind, severity, layer, fid, cells, named,
            named[0][start:end] if named else _community(params),
            measure, unit, text, params, shape, (x, y) if x == x else None,
        )  # fmt: skip
        for lang in languages:
            made.text(lang)
        found.append(made)
    return found


def _named(
    params: Mapping[str, Any], fid: Optional[int], cells: Tuple[int, ...], codes: Mapping[int, str]
) -> Mapping[str, Any]:
    """The parameters of a message with the codes of cells in the place of feature ids."""
    result = dict(params)
    if fid is not None and fid != -1:
        result["fid"] = codes.get(fid) or f"#{fid}"
    if cells:
        result["fids"] = shortened([codes.get(cell) or f"#{cell}" for cell in cells])
    return result


def _codes(data: CheckInput) -> Dict[int, str]:
    if "code" not in data.grid.columns:
        return {}
    return dict(zip(data.grid["_fid"].tolist(), code_texts(data.grid["code"]).tolist()))


def _community(params: Mapping[str, Any]) -> str:
    named = params.get("community", "")
    return named if isinstance(named, str) else ""


def _equal(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return bool(shapely.equals_exact(one, other, 0.0))


def check_cells(data: CheckInput, profile: Any) -> CheckResult:
    """The checks that can be made of some cells and their neighbours alone."""
    return run_checks(data, profile, selected=LOCAL_CHECKS)


class FindingList:
    """Findings by key, in the order of the checks; and which of them are set aside, with a note."""

    def __init__(self) -> None:
        self._by_key: Dict[str, Finding] = {}
        self._of_cell: Dict[int, Set[str]] = {}
        self.set_aside: Dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Any:
        return iter(self._by_key.values())

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def get(self, key: str) -> Optional[Finding]:
        return self._by_key.get(key)

    def concerning(self, fids: Iterable[int]) -> List[Finding]:
        """Findings in which one of the cells takes part."""
        keys: Set[str] = set()
        for fid in fids:
            keys |= self._of_cell.get(int(fid), set())
        return [self._by_key[key] for key in sorted(keys)]

    def to_check(self, fids: Iterable[int]) -> Set[int]:
        """Cells to be checked when some are touched: these, and all around empty ground at them.

        Cells that lie in a gap without touching one of these would be taken for part of it.
        """
        wanted = {int(fid) for fid in fids}
        for found in self.concerning(wanted):
            if found.kind in EMPTY_GROUND:
                wanted.update(found.fids)
        return wanted

    # --- bringing up to date -------------------------------------------------------------------

    def replace_all(self, findings: Iterable[Finding]) -> Diff:
        """Take the findings of a check of the whole layer in place of all."""
        return self._exchange(list(self._by_key), findings)

    def replace(
        self, fids: Iterable[int], result: CheckResult, data: CheckInput, profile: Any
    ) -> Diff:
        """Take the findings of a check of some cells in place of those that concern them.

        ``data`` is what was checked: the cells ``fids`` (see :meth:`to_check`), as far as they are
        still there, and all their neighbours. Findings of other cells in ``result`` are no good
        (their neighbours are missing) and are left out; so are checks that did not run.
        """
        wanted = {int(fid) for fid in fids}
        ran = {check for check, entry in result.summary.items() if entry.status == "ran"}
        new = [
            found
            for found in findings_of(result, data, profile)
            if wanted.intersection(found.fids) and found.kind not in _WHOLE_COMMUNITY
        ]
        old = [
            found
            for found in self.concerning(wanted)
            if found.check in ran and found.check in LOCAL_CHECKS
        ]
        empty = [found for found in old if found.kind in EMPTY_GROUND]
        known = {found.key for found in old}
        # a cell that came (an undone removal) fills ground that others are named for
        empty += [
            found
            for found in self.concerning(data.grid["_fid"].tolist())
            if found.kind in (*EMPTY_GROUND, "hole") and found.key not in known
        ]
        kept = self._still_empty(empty, new, data)
        gone = [f.key for f in (*old, *empty) if f.key not in kept]
        return self._exchange(gone, new)

    def _still_empty(
        self, old: Sequence[Finding], new: Sequence[Finding], data: CheckInput
    ) -> Set[str]:
        """Empty ground that no cell took and the local check could not see as a whole."""
        kept: Set[str] = set()
        if not old:
            return kept
        cells = np.asarray(data.grid.geometry.array, dtype=object)
        cells = cells[np.isin(shapely.get_type_id(cells), (3, 6))]
        cells = np.where(shapely.is_valid(cells), cells, shapely.make_valid(cells))
        tree = shapely.STRtree(cells)
        for found in old:
            ground = found.geometry
            for other in new:
                if other.kind in EMPTY_GROUND and shapely.area(other.geometry) > 0:
                    ground = shapely.difference(ground, other.geometry)
            near = tree.query(ground, predicate="intersects")
            if len(near):
                ground = shapely.difference(ground, shapely.union_all(cells[near]))
            if shapely.area(ground) > max(_NOISE, 0.5 * shapely.area(found.geometry)):
                kept.add(found.key)
        return kept

    def _exchange(self, gone: Iterable[str], new: Iterable[Finding]) -> Diff:
        before = {key: self._by_key[key] for key in dict.fromkeys(gone)}
        added: List[Finding] = []
        changed: List[Tuple[Finding, Finding]] = []
        for found in new:
            known = before.pop(found.key, None) or self._by_key.get(found.key)
            if known is None:
                added.append(found)
            elif known.same(found):
                continue
            else:
                changed.append((known, found))
        for found in before.values():
            self._forget(found)
        for known, found in changed:
            self._forget(known)
            self._keep(found)
        for found in added:
            self._keep(found)
        return Diff(tuple(added), tuple(before.values()), tuple(changed))

    def _keep(self, found: Finding) -> None:
        self._by_key[found.key] = found
        for fid in found.fids:
            self._of_cell.setdefault(fid, set()).add(found.key)

    def _forget(self, found: Finding) -> None:
        del self._by_key[found.key]
        for fid in found.fids:
            self._of_cell[fid].discard(found.key)

    # --- figures -------------------------------------------------------------------------------

    def counts(self) -> Dict[str, int]:
        """Severity -> number of findings that are not set aside."""
        number = Counter(f.severity for f in self if f.key not in self.set_aside)
        return {severity: number.get(severity, 0) for severity in SEVERITIES}

    def counts_by_check(self) -> Dict[str, Dict[str, int]]:
        """Check -> severity -> number of findings that are not set aside."""
        result: Dict[str, Dict[str, int]] = {}
        for found in self:
            if found.key in self.set_aside:
                continue
            entry = result.setdefault(found.check, dict.fromkeys(SEVERITIES, 0))
            entry[found.severity] += 1
        return result
