"""Merge cells (合并): the borders between them go, all other vertices stay."""

from __future__ import annotations

from typing import Sequence

import numpy as np

from .arrangement import Arrangement
from .model import Edit, Patch, Refused


def merge(patch: Patch, fids: Sequence[int], tolerance: float) -> Edit:
    """One cell of several; the row of the first one goes on, with its attributes.

    patch: the cells and their neighbours. tolerance: metres, see :func:`noding.node`. Refused when
    the cells are in different communities or do not adjoin along a border.
    """
    chosen = list(dict.fromkeys(int(fid) for fid in fids))
    if len(chosen) < 2:
        raise Refused("redraw.merge_two")
    positions = [patch.position(fid) for fid in chosen]
    first = positions[0]
    for position in positions[1:]:
        if patch.frame[position] != patch.frame[first]:
            raise Refused(
                "redraw.merge_frame",
                patch.shapes[position],
                first=patch.frame[first],
                second=patch.frame[position],
            )
    arrangement = Arrangement(patch, [], tolerance)
    member = arrangement.member.copy()
    member[:, first] = member[:, positions].any(axis=1)
    keep = np.ones(len(patch), dtype=bool)
    keep[positions[1:]] = False
    try:
        return arrangement.edit("merge", member, positions, keep)
    except Refused as error:
        if error.message_id == "redraw.in_parts":
            raise Refused("redraw.merge_apart", error.place) from error
        raise
