"""What a fix is, and what the making of fixes works on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from ....messages import text
from ...findings import Finding
from ..model import Edit, Patch


@dataclass(frozen=True)
class Fix:
    """A way to do away with a finding. ``id`` is the same for the same way ('give:12', 'snap')."""

    id: str
    message_id: str
    params: Mapping[str, Any]
    edit: Edit

    def title(self, lang: str) -> str:
        return text(self.message_id, lang, **self.params)

    @property
    def way(self) -> str:
        """The id without the cell: what fixes of several findings have in common."""
        return self.id.partition(":")[0]


@dataclass
class Draft:
    """A fix before it is verified.

    shapes:  feature id -> new polygon (cells that change, grown or cut).
    ground:  empty ground that must not be empty afterwards, or None.
    slack:   how far a border may move, in metres (0: only by rounding).
    """

    id: str
    message_id: str
    params: Mapping[str, Any] = field(default_factory=dict)
    shapes: Dict[int, Any] = field(default_factory=dict)
    added: List[Tuple[int, Any]] = field(default_factory=list)
    removed: Dict[int, int] = field(default_factory=dict)
    attributes: Dict[int, Dict[str, Any]] = field(default_factory=dict)
    ground: Optional[Any] = None
    slack: float = 0.0


@dataclass(frozen=True)
class Case:
    """A finding with all that a fix of it may look at.

    frames: frame -> its polygon, as far as they are known: ground is only given inside.
    name:   what a cell is called in a title (its code).
    """

    finding: Finding
    patch: Patch
    profile: Any
    frames: Mapping[Any, Any]
    name: Callable[[int], str]

    @property
    def shapes(self) -> Dict[int, Any]:
        return dict(zip(self.patch.fids.tolist(), self.patch.shapes.tolist()))

    @property
    def frame(self) -> Dict[int, Any]:
        return dict(zip(self.patch.fids.tolist(), self.patch.frame.tolist()))

    @property
    def members(self) -> List[int]:
        """The cells of the finding that are in the patch."""
        known = set(self.patch.fids.tolist())
        return [fid for fid in self.finding.fids if fid in known]
