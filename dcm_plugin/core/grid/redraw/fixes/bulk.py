"""The same kind of fix for many findings, as one edit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, Set, Tuple

import numpy as np

from ...findings import Finding
from ..model import Edit, Patch
from .model import Fix
from .offer import fixes_of
from .proof import still_there

#: Rows that an edit has not made yet have feature ids from here downwards.
_FIRST_NEW = -1_000_000_000
#: Times that what is left is tried again.
_PASSES = 3


@dataclass
class BulkResult:
    """What came of it. ``left``: findings for which there is no fix."""

    edit: Edit = field(default_factory=lambda: Edit("fix"))
    fixed: List[Finding] = field(default_factory=list)
    left: List[Finding] = field(default_factory=list)


class _Pending:
    """Edits that are made up but not applied, laid over the patches of the layer."""

    def __init__(self) -> None:
        self.shapes: Dict[int, Any] = {}
        self.added: Dict[int, Tuple[int, Any]] = {}
        self.removed: Set[int] = set()
        self.attributes: Dict[int, Dict[str, Any]] = {}
        self.main: List[int] = []

    def over(self, patch: Patch) -> Patch:
        """The patch as it will be, with new cells made of cells of the patch."""
        shapes = dict(zip(patch.fids.tolist(), patch.shapes.tolist()))
        frames = dict(zip(patch.fids.tolist(), patch.frame.tolist()))
        for fid in list(shapes):
            if fid in self.removed:
                del shapes[fid]
            elif fid in self.shapes:
                shapes[fid] = self.shapes[fid]
        for fid, (source, shape) in self.added.items():
            if source in frames:
                shapes[fid], frames[fid] = shape, frames[source]
        fids = sorted(shapes)
        return Patch(
            np.array(fids, dtype=np.int64),
            _objects([shapes[fid] for fid in fids]),
            _objects([frames[fid] for fid in fids]),
        )

    def take(self, edit: Edit) -> None:
        for fid, shape in edit.changed.items():
            if fid in self.added:
                self.added[fid] = (self.added[fid][0], shape)
            else:
                self.shapes[fid] = shape
        for source, shape in edit.added:
            origin = self.added[source][0] if source in self.added else source
            self.added[_FIRST_NEW - len(self.added)] = (origin, shape)
        for fid in edit.removed:
            self.removed.add(fid)
            self.shapes.pop(fid, None)
            self.attributes.pop(fid, None)
        for fid, values in edit.attributes.items():
            self.attributes.setdefault(fid, {}).update(values)
        self.main.extend(edit.main)

    def edit(self) -> Edit:
        main = tuple(dict.fromkeys(fid for fid in self.main if fid >= 0))
        new = tuple(self.added.values())
        return Edit("fix", self.shapes, new, tuple(sorted(self.removed)), main, self.attributes)


def fix_all(
    findings: Iterable[Finding],
    around: Callable[[Finding], Tuple[Patch, Mapping[Any, Any]]],
    profile: Any,
    name: Callable[[int], str] = str,
    wanted: Callable[[Fix], bool] = lambda fix: True,
) -> Iterator[BulkResult]:
    """Take the best fix of each finding, one after the other; each sees what came before it.

    What cannot be fixed at first is tried again when the others are: a cut that would leave crumbs
    does so no more. Yields the same result after each step, so that a caller may show progress
    (``fixed`` and ``left`` together only grow in the first pass) and stop; what it holds then is
    whole. ``around`` gives the patch of a finding as the layer has it and the polygons of the
    frames that are known; ``wanted`` chooses among the fixes of a finding.
    """
    pending = _Pending()
    result = BulkResult()
    todo = list(findings)
    for _ in range(_PASSES):
        result.left = []
        for finding in todo:
            patch, frames = around(finding)
            patch = pending.over(patch)
            fixes = fixes_of(finding, patch, profile, frames, name)
            fix = next((fix for fix in fixes if wanted(fix)), None)
            if fix is None and still_there(finding, patch, profile):
                result.left.append(finding)
            elif fix is None:
                result.fixed.append(finding)  # the fix of another one did away with it
            else:
                pending.take(fix.edit)
                result.fixed.append(finding)
                result.edit = pending.edit()
            yield result
        if len(result.left) in (0, len(todo)):
            return
        todo = list(result.left)


def _objects(values: List[Any]) -> np.ndarray:
    result = np.empty(len(values), dtype=object)
    result[:] = values
    return result
