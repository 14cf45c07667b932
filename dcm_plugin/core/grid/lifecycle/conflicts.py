"""Edits made against an older version: found by what an edited row says of the row it was.

An edited row carries the code, the start date and the date of change of the row it was copied
from. When that row has ended since, or changed since, somebody else worked at the same place.
"""

from __future__ import annotations

from typing import Dict, List, Set, Tuple

import numpy as np

from ...messages import Message
from ...standards import Profile
from .match import Matching, label
from .rows import Rows


class Claims:
    """Which old row each edited row says it was."""

    def __init__(self, old: Rows, edited: Rows) -> None:
        self.old, self.edited = old, edited
        self.of_code: Dict[str, int] = {}
        current = old.current
        for row in [*np.flatnonzero(~current).tolist(), *np.flatnonzero(current).tolist()]:
            self.of_code[old.code[row]] = row  # a current row counts before an ended one
        self.row = np.array([self.of_code.get(code, -1) for code in edited.code], dtype=np.int64)

    def unknown(self) -> np.ndarray:
        """Edited rows with a code that the old layer does not have."""
        given = np.array([code is not None for code in self.edited.code], dtype=bool)
        result: np.ndarray = given & (self.row < 0)
        return result


def stale_rows(
    claims: Claims,
    old_area: np.ndarray,
    edited_area: np.ndarray,
    measured: np.ndarray,
    profile: Profile,
) -> Dict[int, Message]:
    """Edited rows made of an older version of their row, with the reason.

    The areas are the values of the area fields (NaN for none), ``measured`` those of the edited
    outlines.
    """
    old, edited, row = claims.old, claims.edited, claims.row
    said = np.flatnonzero((row >= 0) & edited.current)
    claimed = row[said]
    gone = ~old.current[claimed]
    told = ~np.isnat(edited.start[said])
    other = told & ~_equal(edited.start[said], old.start[claimed])
    other |= (told | np.isnat(old.start[claimed])) & ~_equal(
        edited.changed[said], old.changed[claimed]
    )
    with np.errstate(invalid="ignore"):
        rule = profile.area
        near = np.maximum(rule.attribute_absolute, rule.attribute_relative * measured[said])
        other |= (np.abs(edited_area[said] - old_area[claimed]) > 0.015) & (
            np.abs(edited_area[said] - measured[said]) > near
        )
    result: Dict[int, Message] = {}
    for place in np.flatnonzero(gone | other).tolist():
        kind = "ended" if gone[place] else "changed"
        result[int(said[place])] = Message(
            "lifecycle.conflict." + kind, {"code": old.code[claimed[place]]}
        )
    return result


def unseen_rows(old: Rows, edited: Rows, candidates: np.ndarray) -> Dict[int, Message]:
    """Old rows that are younger than everything in the edited layer, which does not know them."""
    days = np.concatenate([edited.stamp, edited.end])
    days = days[~np.isnat(days)]
    if not len(days) or not len(candidates):
        return {}
    seen = set(edited.code.tolist())
    stamp = old.stamp[candidates]
    return {
        int(row): Message("lifecycle.conflict.unseen", {"code": old.code[row]})
        for row in candidates[stamp > days.max()].tolist()
        if old.code[row] not in seen
    }


def held_back(
    found: Matching, old: Set[int], new: Set[int], area_tolerance: float
) -> List[Tuple[List[int], List[int]]]:
    """Whole places around the cells in conflict: old cells and edited cells (positions).

    All cells that share ground, also over several steps, are one place: a border that one of two
    neighbours keeps cannot move for the other.
    """
    olds = np.flatnonzero(~np.isin(np.arange(len(found.old_area)), found.same))
    news = np.flatnonzero(found.same < 0)
    real = found.area > area_tolerance
    of_old, of_new = label(olds, news, found.old[real], found.new[real])
    hit = set(of_old[np.isin(olds, list(old))].tolist())
    hit |= set(of_new[np.isin(news, list(new))].tolist())
    return [
        (olds[of_old == number].tolist(), news[of_new == number].tolist()) for number in sorted(hit)
    ]


def _equal(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    result: np.ndarray = (first == second) | (np.isnat(first) & np.isnat(second))
    return result
