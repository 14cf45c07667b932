"""Draws the cases of a load: when, where, what, by whom, in which words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import List, Mapping, Optional, Sequence

import numpy as np

from ...classes import COMPONENT, Catalogue
from ...errors import InputError
from . import ground as places
from . import tables
from .ground import Ground

_DAY = 86400
_EPOCH = datetime.date(1970, 1, 1)


@dataclass(frozen=True)
class Wanted:
    """What is asked for: ``count`` cases reported from ``first`` to ``last`` (both days count)."""

    count: int
    first: datetime.date
    last: datetime.date
    seed: int = 1
    lang: str = "zh"
    utc_offset: datetime.timedelta = datetime.timedelta(hours=8)
    #: Nothing is reported after this moment.
    until: Optional[datetime.datetime] = None


@dataclass
class Load:
    """The drawn cases, sorted by time; arrays of one value per case.

    ``time``: seconds since 1970 UTC; ``kind`` and ``class_code`` texts; ``source`` and
    ``report_class``; ``points`` (n, 2); ``cell`` number of the unit grid; ``component`` number in
    ``Ground.component_codes`` or -1; ``like``: number of the case that it repeats or -1.
    """

    time: np.ndarray
    kind: np.ndarray
    class_code: np.ndarray
    source: np.ndarray
    report_class: np.ndarray
    points: np.ndarray
    cell: np.ndarray
    component: np.ndarray
    road: np.ndarray
    address: np.ndarray
    description: np.ndarray
    urgent: np.ndarray
    like: np.ndarray

    def __len__(self) -> int:
        return len(self.time)


def draw(wanted: Wanted, ground: Ground, catalogue: Catalogue, sources: Sequence[str]) -> Load:
    """The load; ``sources``: codes that the city knows (all when empty).

    Raises :class:`InputError` when the period or the catalogue gives nothing to draw from.
    """
    if wanted.last < wanted.first:
        raise InputError("case_database.period", first=str(wanted.first), last=str(wanted.last))
    mix = tables.class_mix(catalogue, wanted.lang)
    if not mix:
        raise InputError("case_database.no_classes", catalogue=catalogue.id)
    rng = np.random.default_rng(wanted.seed)
    shares, number = tables.shares(), wanted.count
    weights = np.array([item.weight for item in mix])
    chosen = rng.choice(len(mix), number, p=weights / weights.sum())
    report_class = _report_classes(
        np.array([item.public_share for item in mix])[chosen], shares["other_share"], rng
    )
    time = _times(wanted, report_class, rng)
    order = np.argsort(time, kind="stable")
    time, report_class = time[order], report_class[order]
    cell_weight = places.cell_weights(ground, shares["hot_spots"], rng)
    cell, points, component, road = _places(ground, mix, chosen, cell_weight, rng)
    like = _repeat(time, report_class, chosen, cell, points, component, road, shares, rng)
    kind = _of(mix, chosen, "kind")
    address = _addresses(ground, road, cell, wanted.lang, rng)
    return Load(
        time,
        kind,
        _of(mix, chosen, "code"),
        _sources(report_class, kind, sources, rng),
        report_class,
        points,
        cell,
        component,
        np.array([*ground.road_names, None], dtype=object)[road],
        address,
        _descriptions(mix, chosen, report_class, address, wanted.lang, rng),
        rng.random(number) < shares["urgent"],
        like,
    )


def _of(mix: Sequence[tables.MixClass], chosen: np.ndarray, name: str) -> np.ndarray:
    return np.array([getattr(item, name) for item in mix], dtype=object)[chosen]


def _report_classes(public: np.ndarray, other: float, rng: np.random.Generator) -> np.ndarray:
    found = np.where(rng.random(len(public)) < public, "public", "patrol").astype(object)
    found[(found == "patrol") & (rng.random(len(public)) < other)] = "other"
    return found


def _times(wanted: Wanted, report_class: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Seconds since 1970 UTC by month, weekday and hour."""
    first = (wanted.first - _EPOCH).days
    days = np.arange(first, (wanted.last - _EPOCH).days + 1)
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    time = np.zeros(len(report_class), dtype=np.int64)
    offset = int(wanted.utc_offset.total_seconds())
    for name in ("patrol", "public", "other"):
        mine = np.flatnonzero(report_class == name)
        weight = tables.rhythm("weekday", name)[weekday] * tables.rhythm("month", name)[month]
        weight = weight * rng.lognormal(0.0, 0.12, len(days))
        day = rng.choice(days, len(mine), p=weight / weight.sum())
        hour = rng.choice(24, len(mine), p=tables.rhythm("hour", name))
        time[mine] = day * _DAY + hour * 3600 + rng.integers(0, 3600, len(mine)) - offset
    if wanted.until is not None:
        # of the last day only what has passed by now: the rest is moved to the days before
        late = time > wanted.until.timestamp()
        span = max(1, len(days) - 1)
        time[late] -= _DAY * (1 + (rng.random(int(late.sum())) * span).astype(np.int64))
    return time


def _places(
    ground: Ground,
    mix: Sequence[tables.MixClass],
    chosen: np.ndarray,
    weight: np.ndarray,
    rng: np.random.Generator,
) -> Sequence[np.ndarray]:
    """Cell, point, number of the component and of the road name (-1) of each case."""
    number = len(chosen)
    cell = rng.choice(len(weight), number, p=weight)
    component, road = np.full(number, -1), np.full(number, -1)
    points = np.zeros((number, 2))
    on_street = np.array([item.on_street for item in mix])[chosen]
    for index, item in enumerate(mix):
        pool = ground.components.get(item.code) if item.kind == COMPONENT else None
        if pool is None or not len(pool.points):
            continue
        mine = np.flatnonzero(chosen == index)
        place = places.pick_any(pool, weight, len(mine), rng)
        cell[mine] = places.cell_of(pool, place)
        points[mine], component[mine] = pool.points[place], pool.label[place]
    mine = np.flatnonzero(on_street & (component < 0))
    place = places.pick(ground.streets, cell[mine], rng)
    mine, place = mine[place >= 0], place[place >= 0]
    points[mine] = places.scattered(ground, ground.streets.points[place], cell[mine], rng)
    road[mine] = ground.streets.label[place]
    done = component >= 0
    done[mine] = True
    rest = np.flatnonzero(~done)
    points[rest] = places.inside(ground, cell[rest], rng)
    # what lies inside a block is named after a road of the block
    near = places.pick(ground.streets, cell, rng)
    nameless = (road < 0) & (near >= 0)
    road[nameless] = ground.streets.label[near[nameless]]
    return cell, np.round(points, 3), component, road


def _repeat(
    time: np.ndarray,
    report_class: np.ndarray,
    chosen: np.ndarray,
    cell: np.ndarray,
    points: np.ndarray,
    component: np.ndarray,
    road: np.ndarray,
    shares: Mapping[str, float],
    rng: np.random.Generator,
) -> np.ndarray:
    """Let some cases report once more what one of the cases before told; changes the arrays."""
    like = np.full(len(time), -1)
    again = np.flatnonzero(
        (rng.random(len(time)) < shares["duplicates"]) & (report_class != "patrol")
    )
    again = again[again > 0]
    back = 1 + (rng.random(len(again)) * np.minimum(again, 40)).astype(int)
    first = again - back
    # within a day, and not a repetition of a repetition
    good = (time[again] - time[first] < _DAY) & ~np.isin(first, again)
    again, first = again[good], first[good]
    like[again] = first
    for column in (chosen, cell, component, road):
        column[again] = column[first]
    points[again] = np.round(points[first] + rng.uniform(-8, 8, (len(again), 2)), 3)
    return like


def _sources(
    report_class: np.ndarray, kind: np.ndarray, known: Sequence[str], rng: np.random.Generator
) -> np.ndarray:
    """A source of the right class; unknown ones of the city are left out."""
    found = np.empty(len(report_class), dtype=object)
    for name in ("patrol", "public", "other"):
        listed = [
            row
            for row in tables.rows("source_mix")
            if row["report_class"] == name and (not known or row["source_code"] in known)
        ]
        if not listed:
            continue
        weight = np.array([float(row["weight"]) for row in listed])
        codes = np.array([row["source_code"] for row in listed], dtype=object)
        mine = np.flatnonzero(report_class == name)
        found[mine] = codes[rng.choice(len(codes), len(mine), p=weight / weight.sum())]
    # a broken component is not mended by the one who finds it
    found[(found == "patrol_self") & (kind == COMPONENT)] = "patrol"
    return found


def _addresses(
    ground: Ground, road: np.ndarray, cell: np.ndarray, lang: str, rng: np.random.Generator
) -> np.ndarray:
    number = len(road)
    made_up = tables.names("road")
    names = np.array([*ground.road_names, *made_up], dtype=object)
    # cells without named roads keep one invented name each
    own = len(ground.road_names) + cell % len(made_up)
    name = names[np.where(road >= 0, road, own)]
    numbers = np.array([str(value) for value in range(2000)], dtype=object)[
        1 + (rng.random(number) ** 1.5 * 900).astype(int)
    ]
    if lang != "zh":
        return np.asarray(numbers + " " + name)
    with_number = np.array(tables.phrases("number", lang), dtype=object)
    near = np.array(tables.phrases("near", lang), dtype=object)
    told = name + numbers + with_number[rng.integers(0, len(with_number), number)]
    plain = name + near[rng.integers(0, len(near), number)]
    return np.where(rng.random(number) < 0.7, told, plain)


def _descriptions(
    mix: Sequence[tables.MixClass],
    chosen: np.ndarray,
    report_class: np.ndarray,
    address: np.ndarray,
    lang: str,
    rng: np.random.Generator,
) -> np.ndarray:
    """Sentences of the classes inside the sentences of the channels."""
    number = len(chosen)
    flat: List[str] = []
    first, count = [], []
    for item in mix:
        first.append(len(flat))
        flat += item.texts
        count.append(len(item.texts))
    draw_text = (rng.random(number) * np.array(count)[chosen]).astype(int)
    text = np.array(flat, dtype=object)[np.array(first)[chosen] + draw_text]
    result = np.empty(number, dtype=object)
    for name in ("patrol", "public", "other"):
        mine = np.flatnonzero(report_class == name)
        patterns = tables.phrases(name, lang)
        heads, middles, tails = (
            np.array(part, dtype=object)
            for part in zip(*(_pieces(pattern) for pattern in patterns))
        )
        which = rng.integers(0, len(patterns), len(mine))
        result[mine] = heads[which] + address[mine] + middles[which] + text[mine] + tails[which]
    return result


def _pieces(pattern: str) -> Sequence[str]:
    head, _, rest = pattern.partition("{place}")
    middle, _, tail = rest.partition("{text}")
    return head, middle, tail
