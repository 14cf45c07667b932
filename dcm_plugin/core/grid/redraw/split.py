"""Split cells by a drawn line (拆分): every cell that the line crosses from border to border."""

from __future__ import annotations

from typing import Collection, List, Optional, Tuple

import numpy as np
import shapely

from .arrangement import Arrangement
from .drawing import checked_line
from .model import Edit, Patch, Refused


def split(
    patch: Patch, line: np.ndarray, tolerance: float, only: Optional[Collection[int]] = None
) -> Edit:
    """Divide cells along a line (n, 2).

    The largest part keeps the row; the others are new rows with the same attributes: codes are
    given when the life cycle takes the edited layer over. A line that ends inside a cell does not
    split it. ``only``: feature ids that may be split (all by default). Refused when no cell is
    crossed wholly.
    """
    line = checked_line(line)
    arrangement = Arrangement(patch, [line], tolerance)
    allowed = np.ones(len(patch), dtype=bool)
    if only is not None:
        allowed = np.isin(patch.fids, list(only))
    useful = _useful(arrangement, allowed)
    if not useful.any():
        loose = _loose_end(patch, line, allowed)
        if loose is not None:
            raise Refused("redraw.split_loose", loose)
        middle = shapely.line_interpolate_point(shapely.linestrings(line), 0.5, normalized=True)
        raise Refused("redraw.split_nothing", middle)
    if (arrangement.drawn & ~arrangement.border & ~useful).any():
        # the ends that lie in cells which stay whole must leave no vertex on their borders
        arrangement = Arrangement(patch, _lines_of(arrangement, useful), tolerance)
        useful = _useful(arrangement, allowed)
    return _edit(arrangement, useful, allowed)


def _useful(arrangement: Arrangement, allowed: np.ndarray) -> np.ndarray:
    """Edges (mask) of the line that part a cell from itself."""
    both = (arrangement.left >= 0) & (arrangement.right >= 0)
    useful = arrangement.drawn & ~arrangement.border & both
    at = np.flatnonzero(useful)
    common = arrangement.member[arrangement.left[at]] & arrangement.member[arrangement.right[at]]
    useful[at] = (common & allowed).any(axis=1)
    return useful


def _lines_of(arrangement: Arrangement, edges: np.ndarray) -> List[np.ndarray]:
    ends = [arrangement.vertices[arrangement.start[edges]],
            arrangement.vertices[arrangement.end[edges]]]  # fmt: skip
    pieces = shapely.linestrings(np.stack(ends, axis=1))
    merged = shapely.line_merge(shapely.multilinestrings(pieces))
    return [shapely.get_coordinates(part) for part in shapely.get_parts(merged)]


def _loose_end(patch: Patch, line: np.ndarray, allowed: np.ndarray) -> Optional[shapely.Point]:
    """The end of the line that lies inside a cell."""
    ends = shapely.points(line[[0, -1]])
    for end in ends[::-1]:
        if shapely.contains_properly(patch.shapes[allowed], end).any():
            return end
    return None


def _edit(arrangement: Arrangement, useful: np.ndarray, allowed: np.ndarray) -> Edit:
    patch = arrangement.patch
    member = arrangement.member
    others: List[Tuple[int, np.ndarray]] = []
    main: List[int] = []
    new_member = member.copy()
    for position in np.flatnonzero(allowed).tolist():
        piece = arrangement.pieces(member[:, position], useful)
        count = int(piece.max()) + 1
        if count < 2:
            continue
        area = np.bincount(
            piece[piece >= 0], shapely.area(arrangement.faces[piece >= 0]), minlength=count
        )
        largest = int(np.argmax(area))
        new_member[:, position] = piece == largest
        others += [(position, piece == number) for number in range(count) if number != largest]
        main.append(position)
    edit = arrangement.edit("split", new_member, main)
    added = tuple(
        (int(patch.fids[position]), arrangement.cell(faces, "redraw.in_parts"))
        for position, faces in others
    )
    return Edit("split", edit.changed, added, (), edit.main)
