"""Makes the rows of a load: drawn, then played through the rules of the workflow."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Callable, Dict, Iterator, List, Mapping, Optional

import numpy as np

from ..rules import Rules, Settings
from .city import CODED, City, Reports, case_codes
from .columns import Columns, joined, objects, ordered, sliced
from .crew import played
from .play import Player
from .replicate import (
    CASE_TIMES,
    OWN,
    Patterns,
    assigned,
    broken_days,
    moves,
    patterns_of,
    replicated,
    spread,
)

#: So many cases are played to their end and taken as patterns for a larger load; as many again of
#: the days near holidays.
PATTERNS = 12_000
#: How long after the period patterns may go on.
_ENDLESS = datetime.timedelta(days=400)
#: Cases whose rows are made at a time: a million at once would take many gigabytes.
BATCH = 50_000

Cancel = Callable[[], bool]
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Start:
    """Where ids and numbers begin: highest id per table, highest serial per prefix of a number."""

    ids: Mapping[str, int]
    task_no: Mapping[str, int]
    case_code: Mapping[str, int]


@dataclass
class Plan:
    """A load of which everything is decided: the cases that were played, and whose pattern each
    other one follows. Rows are made from it a batch at a time."""

    reports: Reports
    start: Start
    numbers: np.ndarray
    chosen: np.ndarray
    tables: Mapping[str, Columns]
    patterns: Optional[Patterns] = None
    patrols: np.ndarray = field(default_factory=lambda: objects([]))
    stopped: Dict[str, int] = field(default_factory=dict)

    @property
    def played(self) -> int:
        """How many cases were played one by one to what they are."""
        return int(np.count_nonzero(self.chosen < 0))

    def batches(self, size: int = BATCH) -> Iterator[Dict[str, Columns]]:
        """The rows of all cases, in the order of their ids, ``size`` cases at a time."""
        codes = case_codes(self.reports.city.rules, self._coded(), self.start.case_code)
        ids = dict(self.start.ids)
        for first in range(0, len(self.chosen), size):
            last = min(first + size, len(self.chosen))
            tables = ordered(self._rows(first, last), ids)
            tables["cases"]["case_code"] = codes[first:last]
            for table, columns in tables.items():
                ids[table] = ids.get(table, 0) + len(columns["id"])
            yield tables

    def _rows(self, first: int, last: int) -> Dict[str, Columns]:
        parts = [sliced(self.tables, int(self.reports.ids[first]), int(self.reports.ids[last - 1]))]
        which = first + np.flatnonzero(self.chosen[first:last] >= 0)
        if self.patterns is not None and len(which):
            parts.append(
                replicated(
                    self.patterns, self.reports, which, self.chosen[which], self.numbers[which],
                    self.patrols[which],
                )
            )  # fmt: skip
        return joined(parts)

    def _coded(self) -> Dict[str, np.ndarray]:
        """What the codes of all cases follow from."""
        alone, others = np.flatnonzero(self.chosen < 0), np.flatnonzero(self.chosen >= 0)
        found = {}
        for name in CODED:
            values = self.tables["cases"][name]
            found[name] = np.empty(len(self.chosen), dtype=values.dtype)
            found[name][alone] = values
            if self.patterns is None or not len(others):
                continue
            chosen = self.chosen[others]
            if name in OWN:
                found[name][others] = self.reports.columns[name][others]
                continue
            found[name][others] = self.patterns.tables["cases"][name][chosen]
            if name in CASE_TIMES:
                found[name][others] += moves(self.patterns, self.reports, others, chosen)
        return found


def without_photos(rules: Rules) -> Rules:
    """The rules of a city, but that no action needs photos: generated cases have none."""
    return replace(rules, settings=Settings({**rules.settings.values, "photos_required": ""}))


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


def plan(
    reports: Reports,
    city: City,
    start: Start,
    lang: str,
    until: datetime.datetime,
    seed: int,
    cancelled: Cancel = lambda: False,
    progress: Progress = lambda percent: None,
    workers: Optional[int] = None,
) -> Plan:
    """All cases of a load: played one by one, or from :data:`PATTERNS` on after patterns.

    The same for any number of ``workers`` (None: one a core).
    """
    player = make_player(city, lang, until, seed)
    numbers = reports.task_numbers(start.task_no)
    total = len(reports.load)
    chosen, patterns, patrols, done = np.full(total, -1), None, objects([None] * total), 0.0
    if total > PATTERNS:
        rng = np.random.default_rng([seed, 4])
        endless = make_player(city, lang, until + _ENDLESS, seed)
        sample = _sample(reports, rng)
        files, _ = played(
            reports.told(sample), numbers[sample], endless, cancelled,
            lambda percent: progress(0.4 * percent), workers,
        )  # fmt: skip
        patterns = patterns_of(ordered(files, {}), reports, sample)
        chosen = assigned(patterns, reports, int(until.timestamp()), rng)
        grids, cells = reports.columns["duty_grid_code"].tolist(), reports.load.cell.tolist()
        for place in np.flatnonzero(chosen >= 0).tolist():
            patrols[place] = endless.patrol(grids[place], cells[place])
        done = 40.0
    alone = np.flatnonzero(chosen < 0)
    files, stopped = played(
        reports.told(alone), numbers[alone], player, cancelled,
        lambda percent: progress(done + (100 - done) * percent / 100), workers,
    )  # fmt: skip
    return Plan(reports, start, numbers, chosen, ordered(files, {}), patterns, patrols, stopped)


def _sample(reports: Reports, rng: np.random.Generator) -> np.ndarray:
    """Cases that are played as patterns."""
    first = reports.load.like < 0
    broken = broken_days(reports)
    parts: List[np.ndarray] = [
        spread(np.flatnonzero(first & part), PATTERNS, rng) for part in (~broken, broken)
    ]
    return np.sort(np.concatenate(parts))
