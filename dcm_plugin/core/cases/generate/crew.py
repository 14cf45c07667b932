"""Plays many cases on all cores: each is the same whoever plays it, and beside whichever others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict, List, Optional, Tuple

import numpy as np

from ... import parallel
from ..model import CaseFile
from .city import Told
from .columns import Columns, joined, tables_of
from .play import Player

#: Cases of one task, and up to how many no other process is worth its start.
_PART = 500
_FEW = 2000
#: Cases between two looks at the cancel button.
_STRIDE = 50


@dataclass(frozen=True)
class Part:
    """Some cases to be played, with their task numbers."""

    player: Player
    told: Told
    numbers: np.ndarray


def play_part(part: Part) -> Tuple[Dict[str, Columns], Dict[str, int]]:
    """The rows of the cases, and why some of them stopped before their end, how often."""
    player, files = part.player, []
    player.stopped = {}
    for place in range(len(part.told)):
        if place % _STRIDE == 0:
            parallel.tick(place / len(part.told))
        files.append(_played(part, place))
    # columns take a tenth of the memory of rows
    return tables_of(files), player.stopped


def _played(part: Part, place: int) -> CaseFile:
    given = {"task_no": part.numbers[place], "case_code": "-"}
    told = part.told
    number, case_id = int(told.number[place]), int(told.ids[place])
    return part.player.play(number, told.row(place), case_id, given)


def played(
    told: Told,
    numbers: np.ndarray,
    player: Player,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[float], None] = lambda percent: None,
    workers: Optional[int] = None,
) -> Tuple[Dict[str, Columns], Dict[str, int]]:
    """The rows of all cases; why some stopped before their end, how often.

    ``numbers``: their task numbers; ``workers`` None: one a core.
    """
    parts: List[Part] = [
        Part(player, told.part(start, start + _PART), numbers[start : start + _PART])
        for start in range(0, max(len(told), 1), _PART)
    ]
    found = parallel.run(
        play_part,
        parts,
        1 if len(told) <= _FEW else workers,
        progress,
        cancelled,
        [len(part.told) + 1.0 for part in parts],
    )
    stopped: Dict[str, int] = {}
    for _, reasons in found:
        for reason, count in reasons.items():
            stopped[reason] = stopped.get(reason, 0) + count
    return joined([tables for tables, _ in found]), stopped
