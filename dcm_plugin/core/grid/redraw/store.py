"""The cells of a layer while they are redrawn: polygons by feature id, and an index."""

from __future__ import annotations

from typing import Any, Dict, Iterable, Iterator, Mapping, Optional, Tuple

import numpy as np
import shapely
from rtree import index as rtree_index

from .model import Patch

Bounds = Tuple[float, float, float, float]


class CellStore:
    """Polygons of the cells in use and what community each is a part of.

    ``fids`` int64, ``shapes`` polygons, ``frame`` community codes (or None), all of shape (n,).
    Rows without polygon are left out. The index (rtree) is brought up to date with each change, so
    that a place is looked up in a layer of any size in well under a millisecond.
    """

    def __init__(self, fids: np.ndarray, shapes: np.ndarray, frame: np.ndarray) -> None:
        there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        fids, shapes, frame = fids[there], shapes[there], frame[there]
        self.shapes: Dict[int, Any] = dict(zip(fids.tolist(), shapes.tolist()))
        self.frames: Dict[int, Any] = dict(zip(fids.tolist(), frame.tolist()))
        bounds = shapely.bounds(shapes).tolist()
        if len(fids):
            stream: Iterator[Any] = (
                (fid, box, None) for fid, box in zip(fids.tolist(), map(tuple, bounds))
            )
            self._index = rtree_index.Index(stream)
        else:
            self._index = rtree_index.Index()

    def __len__(self) -> int:
        return len(self.shapes)

    def __contains__(self, fid: int) -> bool:
        return fid in self.shapes

    def put(self, fid: int, shape: Any, frame: Any = None) -> None:
        """A cell with a new or another polygon; a cell that is known keeps its frame."""
        self.remove(fid)
        if shape is None or shapely.is_empty(shape):
            return
        self.shapes[fid] = shape
        self.frames[fid] = frame if frame is not None else self.frames.get(fid)
        self._index.insert(fid, shapely.bounds(shape).tolist())

    def remove(self, fid: int) -> None:
        """Take a cell out; its frame is remembered, should it come back."""
        shape = self.shapes.pop(fid, None)
        if shape is not None:
            self._index.delete(fid, shapely.bounds(shape).tolist())

    def at(self, x: float, y: float) -> Optional[int]:
        """The cell at a place; on a border the one with the smallest id; None outside."""
        found = sorted(self._index.intersection((x, y, x, y)))
        if not found:
            return None
        point = shapely.points(x, y)
        hit = shapely.intersects(self._array(found), point)
        return found[int(np.argmax(hit))] if hit.any() else None

    def in_bounds(self, bounds: Bounds) -> np.ndarray:
        """Ids of the cells whose extent meets a rectangle, in order."""
        return np.array(sorted(set(self._index.intersection(bounds))), dtype=np.int64)

    def meeting(self, shape: Any, distance: float = 0.0) -> np.ndarray:
        """Ids of the cells that are not farther than ``distance`` (m) from a geometry."""
        low_x, low_y, high_x, high_y = shapely.bounds(shape).tolist()
        box = (low_x - distance, low_y - distance, high_x + distance, high_y + distance)
        near = self.in_bounds(box)
        if not len(near):
            return near
        result: np.ndarray = near[shapely.dwithin(self._array(near.tolist()), shape, distance)]
        return result

    def neighbours(self, fids: Iterable[int], distance: float = 0.0) -> np.ndarray:
        """Ids of some cells and of all that touch them, in order."""
        known = [fid for fid in fids if fid in self.shapes]
        found = [self.meeting(self.shapes[fid], distance) for fid in known]
        if not found:
            return np.empty(0, dtype=np.int64)
        return np.unique(np.concatenate([*found, np.array(known, dtype=np.int64)]))

    def patch(self, fids: Iterable[int]) -> Patch:
        """Cells as a patch; ids that are not known are left out."""
        known = sorted({int(fid) for fid in fids if int(fid) in self.shapes})
        frame = np.empty(len(known), dtype=object)
        frame[:] = [self.frames.get(fid) for fid in known]
        return Patch(np.array(known, dtype=np.int64), self._array(known), frame)

    def updated(self, shapes: Mapping[int, Any]) -> None:
        """Many cells at once; None takes a cell out."""
        for fid, shape in shapes.items():
            if shape is None:
                self.remove(fid)
            else:
                self.put(fid, shape)

    def _array(self, fids: Iterable[int]) -> np.ndarray:
        items = [self.shapes[fid] for fid in fids]
        result = np.empty(len(items), dtype=object)
        result[:] = items
        return result
