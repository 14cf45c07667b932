"""Makes the rows of a load: drawn, then played through the rules of the workflow."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Callable, Dict, List, Mapping, Sequence

import numpy as np

from ...errors import Cancelled
from ..model import CaseFile
from ..rules import Rules, Settings
from .city import City, Reports, give_case_codes
from .columns import Columns, ordered, tables_of
from .play import Player

#: Cases between two looks at the cancel button.
_STRIDE = 200


@dataclass(frozen=True)
class Start:
    """Where ids and numbers begin: highest id per table, highest serial per prefix of a number."""

    ids: Mapping[str, int]
    task_no: Mapping[str, int]
    case_code: Mapping[str, int]


@dataclass
class Made:
    """Rows of all tables as columns; ``stopped``: why cases stopped before their end, how often."""

    tables: Dict[str, Columns]
    stopped: Dict[str, int]


def without_photos(rules: Rules) -> Rules:
    """The rules of a city, but that no action needs photos: generated cases have none."""
    return replace(rules, settings=Settings({**rules.settings.values, "photos_required": ""}))


def played(
    reports: Reports,
    numbers: Sequence[str],
    player: Player,
    which: np.ndarray,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[float], None] = lambda percent: None,
) -> List[CaseFile]:
    """Some cases of a load, played to the end of the period."""
    files = []
    for count, index in enumerate(which.tolist()):
        if count % _STRIDE == 0:
            if cancelled():
                raise Cancelled()
            progress(100.0 * count / max(len(which), 1))
        given = {"task_no": numbers[index], "case_code": "-"}
        files.append(player.play(index, reports.row(index), int(reports.ids[index]), given))
    return files


def make_player(city: City, lang: str, until: datetime.datetime, seed: int) -> Player:
    return Player(
        without_photos(city.rules), city.people, city.departments, lang, until, seed
    )


def make(
    reports: Reports,
    city: City,
    start: Start,
    lang: str,
    until: datetime.datetime,
    seed: int,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[float], None] = lambda percent: None,
) -> Made:
    """All cases of a load, each of them played."""
    player = make_player(city, lang, until, seed)
    numbers = reports.task_numbers(start.task_no)
    which = np.arange(len(reports.load))
    files = played(reports, numbers, player, which, cancelled, progress)
    tables = ordered(tables_of(files), start.ids)
    give_case_codes(city.rules, tables["cases"], start.case_code)
    return Made(tables, player.stopped)
