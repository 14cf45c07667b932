"""Makes the rows of a load: drawn, then played through the rules of the workflow."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Callable, Dict, List, Mapping, Tuple

import numpy as np

from ...errors import Cancelled
from ..model import CaseFile
from ..rules import Rules, Settings
from .city import City, Reports, give_case_codes
from .columns import Columns, joined, objects, ordered, tables_of
from .play import Player
from .replicate import assigned, patterns_of, replicated, spread

#: So many cases are played to their end and taken as patterns for a larger load.
PATTERNS = 12_000
#: How long after the period patterns may go on.
_ENDLESS = datetime.timedelta(days=400)
#: Cases between two looks at the cancel button.
_STRIDE = 200
_TOGETHER = 1000


@dataclass(frozen=True)
class Start:
    """Where ids and numbers begin: highest id per table, highest serial per prefix of a number."""

    ids: Mapping[str, int]
    task_no: Mapping[str, int]
    case_code: Mapping[str, int]


@dataclass
class Made:
    """Rows of all tables as columns; ``stopped``: why cases stopped before their end, how often;
    ``played``: how many were played one by one."""

    tables: Dict[str, Columns]
    stopped: Dict[str, int]
    played: int = 0


def without_photos(rules: Rules) -> Rules:
    """The rules of a city, but that no action needs photos: generated cases have none."""
    return replace(rules, settings=Settings({**rules.settings.values, "photos_required": ""}))


def played(
    reports: Reports,
    numbers: np.ndarray,
    player: Player,
    which: np.ndarray,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[float], None] = lambda percent: None,
) -> Dict[str, Columns]:
    """The rows of some cases of a load, played to the end of the period."""
    files: List[CaseFile] = []
    parts = []
    for count, index in enumerate(which.tolist()):
        if count % _STRIDE == 0:
            if cancelled():
                raise Cancelled()
            progress(100.0 * count / max(len(which), 1))
        given = {"task_no": numbers[index], "case_code": "-"}
        files.append(player.play(index, reports.row(index), int(reports.ids[index]), given))
        if len(files) == _TOGETHER:
            # columns take a tenth of the memory of rows
            parts.append(tables_of(files))
            files = []
    return joined([*parts, tables_of(files)])


def make_player(city: City, lang: str, until: datetime.datetime, seed: int) -> Player:
    return Player(
        without_photos(city.rules),
        city.people,
        city.departments,
        lang,
        until,
        seed,
        len(city.ground.cells),
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
    """All cases of a load: played one by one, or from :data:`PATTERNS` on after patterns."""
    player = make_player(city, lang, until, seed)
    numbers = reports.task_numbers(start.task_no)
    total = len(reports.load)
    which, parts = np.arange(total), []
    if total > PATTERNS:
        which, bulk = _by_patterns(
            reports, city, lang, until, seed, numbers, cancelled, lambda p: progress(0.4 * p)
        )
        parts.append(bulk)
    done = 40.0 if parts else 0.0
    files = played(
        reports,
        numbers,
        player,
        which,
        cancelled,
        lambda p: progress(done + (100 - done) * p / 100),
    )
    parts.append(files)
    tables = ordered(joined(parts), start.ids)
    give_case_codes(city.rules, tables["cases"], start.case_code)
    return Made(tables, player.stopped, len(which))


def _by_patterns(
    reports: Reports,
    city: City,
    lang: str,
    until: datetime.datetime,
    seed: int,
    numbers: np.ndarray,
    cancelled: Callable[[], bool],
    progress: Callable[[float], None],
) -> Tuple[np.ndarray, Dict[str, Columns]]:
    """The cases that must be played, and the rows of all others."""
    rng = np.random.default_rng([seed, 4])
    sample = spread(np.flatnonzero(reports.load.like < 0), PATTERNS, rng)
    endless = make_player(city, lang, until + _ENDLESS, seed)
    files = played(reports, numbers, endless, sample, cancelled, progress)
    patterns = patterns_of(ordered(files, {}), reports, sample)
    chosen = assigned(patterns, reports, int(until.timestamp()), rng)
    mine = np.flatnonzero(chosen >= 0)
    patrols = objects(
        [
            endless.patrol(*pair)
            for pair in zip(
                reports.columns["duty_grid_code"][mine].tolist(), reports.load.cell[mine].tolist()
            )
        ]
    )
    bulk = replicated(patterns, reports, mine, chosen[mine], numbers[mine], patrols)
    return np.flatnonzero(chosen < 0), bulk
