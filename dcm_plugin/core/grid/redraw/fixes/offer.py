"""Which fixes there are for a finding."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional

from ...findings import Finding
from ..model import Patch
from . import areas, vertices
from .model import Case, Draft, Fix
from .proof import Proof

_WAYS: Dict[str, Callable[[Case], Iterator[Draft]]] = {
    "unsnapped": vertices.unsnapped,
    "duplicate_vertex": vertices.repeated,
    "spike": vertices.spike,
    "gap": areas.empty_ground,
    "gap_small": areas.empty_ground,
    "uncovered": areas.empty_ground,
    "hole": areas.empty_ground,
    "overlap": areas.overlap,
    "overlap_small": areas.overlap,
    "sliver": areas.merged,
    "multipart": areas.parts,
    "invalid": areas.repaired,
    "invalid_crossing": areas.repaired,
    "invalid_touch": areas.repaired,
    "invalid_hole": areas.repaired,
    "invalid_nested": areas.repaired,
    "invalid_few": areas.repaired,
    "area_attribute": areas.area_attribute,
    "area_empty": areas.area_attribute,
    "field_empty": areas.area_attribute,
}
#: Kinds of findings that may have a fix.
FIXABLE = frozenset(_WAYS)


def fixes_of(
    finding: Finding,
    patch: Patch,
    profile: Any,
    frames: Optional[Mapping[Any, Any]] = None,
    name: Callable[[int], str] = str,
    limit: Optional[int] = None,
) -> List[Fix]:
    """The verified fixes of a finding, best first; none when each would do harm.

    patch:  the cells of the finding and all their neighbours.
    frames: frame -> its polygon (communities by code), as far as known: where it is, ground is
            only given to a cell of the frame it lies in.
    name:   what a cell is called in a title.
    limit:  so many are enough.
    """
    case = Case(finding, patch, profile, frames or {}, name)
    proof = Proof(case)
    found: List[Fix] = []
    for draft in drafts_of(case):
        fix = proof.fix(draft)
        if fix is not None:
            found.append(fix)
            if limit is not None and len(found) >= limit:
                break
    return found


def drafts_of(case: Case) -> Iterator[Draft]:
    """What might help, not yet verified."""
    way = _WAYS.get(case.finding.kind)
    return iter(()) if way is None else way(case)
