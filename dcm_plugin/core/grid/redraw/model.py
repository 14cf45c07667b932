"""What a redraw of unit grids works on and what it gives back.

Everything here is planar, in metres, in the CRS of the grid layer; a cell is named by the feature
id it has in its layer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Tuple

import numpy as np
import shapely

from ...errors import InputError


@dataclass(frozen=True)
class Patch:
    """The cells an edit may touch and their neighbours: some cells of a layer, none twice.

    fids:   feature ids, int64, shape (n,).
    shapes: their polygons, one part each where the layer is sound, shape (n,).
    frame:  what each cell is a part of (code of the community), object, shape (n,): ground never
            goes from one frame to another. None where it is not known: then it is not held.
    """

    fids: np.ndarray
    shapes: np.ndarray
    frame: np.ndarray

    def __len__(self) -> int:
        return len(self.fids)

    def position(self, fid: int) -> int:
        """Where a cell stands in the arrays; KeyError when it is not of this patch."""
        found = np.flatnonzero(self.fids == fid)
        if not len(found):
            raise KeyError(fid)
        return int(found[0])


@dataclass(frozen=True)
class Edit:
    """The outcome of one step of a redraw: polygons by feature id, to be applied all together.

    kind:    'move', 'split', 'merge' or 'fix'; the name of the undo step is made of it.
    changed: feature id -> new polygon. Neighbours that only got a vertex are among them.
    added:   (feature id whose attributes the new row is given, polygon) each.
    removed: feature ids of rows that go.
    main:    feature ids that the user meant, in the order in which they are to be told.
    attributes: feature id -> role of a field (``area``) -> its new value; a role that the layer
             has no field for is passed over. Rows that stay only.
    """

    kind: str
    changed: Mapping[int, Any] = field(default_factory=dict)
    added: Tuple[Tuple[int, Any], ...] = ()
    removed: Tuple[int, ...] = ()
    main: Tuple[int, ...] = ()
    attributes: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.added or self.removed or self.attributes)

    @property
    def touched(self) -> Tuple[int, ...]:
        """Feature ids of existing rows that the edit changes or takes away."""
        return tuple(sorted({*self.changed, *self.removed, *self.attributes}))


class Refused(InputError):
    """A redraw that cannot be, with the place where it fails, for the map to show."""

    def __init__(self, message_id: str, place: Optional[Any] = None, **params: Any) -> None:
        super().__init__(message_id, **params)
        self.place = place

    @property
    def point(self) -> Optional[Tuple[float, float]]:
        """The place as x, y; None when there is none."""
        if self.place is None or shapely.is_empty(self.place):
            return None
        point = shapely.point_on_surface(self.place)
        return float(point.x), float(point.y)


def new_ids(patch: Patch, edit: Edit) -> Tuple[int, ...]:
    """Ids for the polygons that an edit adds: from -2 down (-1 means no feature), and none that a
    cell of the patch has (rows that are not saved yet have negative ids too)."""
    lowest = min(-1, int(patch.fids.min())) if len(patch) else -1
    return tuple(lowest - 1 - number for number in range(len(edit.added)))


def after(patch: Patch, edit: Edit) -> Patch:
    """The cells of a patch as an edit leaves them; new ones have the ids of :func:`new_ids`."""
    shapes: Dict[int, Any] = dict(zip(patch.fids.tolist(), patch.shapes.tolist()))
    frames: Dict[int, Any] = dict(zip(patch.fids.tolist(), patch.frame.tolist()))
    shapes.update(edit.changed)
    for fid, (source, shape) in zip(new_ids(patch, edit), edit.added):
        shapes[fid] = shape
        frames[fid] = frames[source]
    for fid in edit.removed:
        del shapes[fid]
    fids = np.array(sorted(shapes), dtype=np.int64)
    return Patch(fids, _objects(shapes[f] for f in fids.tolist()),
                 _objects(frames.get(f) for f in fids.tolist()))  # fmt: skip


def _objects(values: Any) -> np.ndarray:
    items = list(values)
    result = np.empty(len(items), dtype=object)
    result[:] = items
    return result
