"""The nodes of a spatial index of SQLite, packed at once instead of row by row.

Layout of the nodes: https://www.sqlite.org/rtree.html and the comments of its source (``rtree.c``).
Order of the rows: sort-tile-recursive (Leutenegger, Edgington, Lopez 1997).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Tuple

import numpy as np

#: An entry of a node: row or child, and its bounds.
_CELL = np.dtype([("id", ">i8"), ("x0", ">f4"), ("x1", ">f4"), ("y0", ">f4"), ("y1", ">f4")])
_HEAD = 4
_ROOT = 1


@dataclass
class Nodes:
    """Rows of the tables behind an index: node and bytes, child and parent, row and node."""

    nodes: List[Tuple[int, bytes]] = field(default_factory=list)
    parents: List[Tuple[int, int]] = field(default_factory=list)
    rowids: List[Tuple[int, int]] = field(default_factory=list)


def packed(fids: np.ndarray, boxes: np.ndarray, size: int) -> Nodes:
    """An index of boxes (n, 4: lowest x and y, highest x and y), all of them finite.

    ``size``: bytes of a node. Single precision is rounded outwards, as SQLite does.
    """
    capacity = (size - _HEAD) // _CELL.itemsize
    cells = np.empty(len(fids), dtype=_CELL)
    cells["id"] = fids
    for name, column, towards in (
        ("x0", 0, -np.inf), ("y0", 1, -np.inf), ("x1", 2, np.inf), ("y1", 3, np.inf),
    ):  # fmt: skip
        cells[name] = _outwards(boxes[:, column], towards)
    made = Nodes()
    depth, first = 0, _ROOT + 1
    while len(cells) > capacity:
        cells = cells[_tiles(cells, capacity)]
        count = -(-len(cells) // capacity)
        starts = np.arange(count) * len(cells) // count
        numbers = np.arange(first, first + count)
        _put(made, cells, starts, numbers, size, depth)
        upper = np.empty(count, dtype=_CELL)
        upper["id"] = numbers
        for name, reduce in (
            ("x0", np.minimum), ("y0", np.minimum), ("x1", np.maximum), ("y1", np.maximum),
        ):  # fmt: skip
            upper[name] = reduce.reduceat(cells[name].astype(np.float32), starts)
        cells, first, depth = upper, first + count, depth + 1
    _put(made, cells, np.array([0]), np.array([_ROOT]), size, depth)
    made.nodes[-1] = (_ROOT, depth.to_bytes(2, "big") + made.nodes[-1][1][2:])
    made.rowids.sort()
    return made


def _outwards(values: np.ndarray, towards: float) -> np.ndarray:
    near = values.astype(np.float32)
    inside = near > values if towards < 0 else near < values
    result: np.ndarray = np.where(inside, np.nextafter(near, np.float32(towards)), near)
    return result


def _tiles(cells: np.ndarray, capacity: int) -> np.ndarray:
    """An order in which neighbours stand together: strips by x, in each of them by y."""
    x = cells["x0"].astype(float) + cells["x1"]
    y = cells["y0"].astype(float) + cells["y1"]
    strips = max(1, int(np.sqrt(len(cells) / capacity)))
    strip = np.empty(len(cells), dtype=np.int64)
    strip[np.argsort(x, kind="stable")] = np.arange(len(cells)) * strips // len(cells)
    order: np.ndarray = np.lexsort((y, strip))
    return order


def _put(
    made: Nodes, cells: np.ndarray, starts: np.ndarray, numbers: np.ndarray, size: int, depth: int
) -> None:
    """Nodes of one level. ``starts``: where the entries of each node begin."""
    counts = np.diff(np.append(starts, len(cells)))
    of = np.repeat(numbers, counts)
    (made.rowids if depth == 0 else made.parents).extend(zip(cells["id"].tolist(), of.tolist()))
    raw, width = cells.tobytes(), _CELL.itemsize
    for number, start, count in zip(numbers.tolist(), starts.tolist(), counts.tolist()):
        head = b"\0\0" + count.to_bytes(2, "big")
        body = raw[start * width : (start + count) * width]
        made.nodes.append((number, (head + body).ljust(size, b"\0")))
