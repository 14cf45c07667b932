"""The working calendar: office hours, holidays and make-up days, and deadlines counted in them.

A limit (时限) is counted in one of five units. Urgent hours and days and natural days run day and
night; work hours run in office hours only; work days are office hours too, where one work day is
the longest regular office day of that time of the year: a half day counts as half, and the shorter
days of winter hours count as whole ones. The setting ``work_day_hours`` gives a work day a fixed
length instead.

Calendars are made into a table of office intervals with the seconds counted up to each; a deadline
is then one binary search, for one case or for a million.

Times are aware datetimes in UTC, or seconds since 1970 in the array methods; office hours are local
times of the city.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import (
    Any,
    Dict,
    FrozenSet,
    Iterable,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Sequence,
    Tuple,
    Union,
)

import numpy as np

from ..errors import InputError

UNITS = ("urgent_hour", "urgent_day", "work_hour", "work_day", "natural_day")
#: Units that only run in office hours.
OFFICE_UNITS = ("work_hour", "work_day")
#: Units of one length; a work day has the length that its calendar says.
_SECONDS = {
    "urgent_hour": 3600.0,
    "urgent_day": 86400.0,
    "work_hour": 3600.0,
    "natural_day": 86400.0,
}
#: No limit is longer: hours or days.
LONGEST = 100_000
DAY = 86400
CHINA = datetime.timedelta(hours=8)
_EPOCH = datetime.date(1970, 1, 1).toordinal()
_UTC = datetime.timezone.utc
#: 1970-01-01 was a Thursday: weekday of a day number is (day + 3) % 7, Monday 0.
_WEEKDAY_SHIFT = 3
#: A calendar without office hours for so long will have none: days.
_HORIZON = 366 * 60
_MARGIN = 400


@dataclass(frozen=True)
class Limit:
    """A time limit: ``value`` of a ``unit`` of :data:`UNITS`."""

    unit: str
    value: float

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise InputError("limits.unit", unit=self.unit, known=", ".join(UNITS))
        if not 0 <= self.value <= LONGEST:
            raise InputError("limits.value", value=self.value, longest=LONGEST)


@dataclass(frozen=True)
class Slot:
    """Office hours ``start`` to ``stop`` (seconds after local midnight) on ``weekdays`` (1 Monday).

    Valid from ``valid_from`` to ``valid_to``, both included; None: without end.
    """

    start: int
    stop: int
    weekdays: FrozenSet[int] = frozenset((1, 2, 3, 4, 5))
    valid_from: Optional[datetime.date] = None
    valid_to: Optional[datetime.date] = None


class _Measure(NamedTuple):
    """Office intervals (seconds since 1970, local) of the days ``first`` to ``last``."""

    first: int
    last: int
    starts: np.ndarray
    stops: np.ndarray
    #: Counted at the start and at the end of each interval.
    before: np.ndarray
    after: np.ndarray
    #: Counted seconds for each second of the interval: 1, or what makes a work day one length.
    rate: np.ndarray


Seconds = Union[float, np.ndarray]


class WorkCalendar:
    """Office hours of a city, and what is counted in them."""

    def __init__(
        self,
        slots: Sequence[Slot],
        days: Optional[Mapping[datetime.date, str]] = None,
        utc_offset: datetime.timedelta = CHINA,
        work_day_seconds: Optional[float] = None,
    ) -> None:
        """``days``: "work" (make-up day) or "off" (holiday) of days that differ from their weekday.

        A make-up day has the hours of its weekday, or where that has none, those of the first
        weekday with office hours. ``work_day_seconds``: fixed length of a work day.
        """
        self.slots = tuple(slots)
        self.days: Dict[datetime.date, str] = dict(days or {})
        self.utc_offset = utc_offset
        self._shift = utc_offset.total_seconds()
        self._fixed = work_day_seconds
        self._measures: Dict[str, _Measure] = {}
        #: Years for which the table of holidays has any day.
        self.years = frozenset(day.year for day in self.days)
        self.work_day_seconds = work_day_seconds or self._longest_day()

    @classmethod
    def from_rows(
        cls,
        slot_rows: Iterable[Mapping[str, Any]],
        day_rows: Iterable[Mapping[str, Any]],
        settings: Optional[Mapping[str, Any]] = None,
    ) -> WorkCalendar:
        """A calendar of the tables ``calendar_slot`` and ``calendar_day`` and of the settings.

        Settings: ``utc_offset_minutes`` (480), ``work_day_hours`` (empty: of the office hours).
        Raises :class:`InputError` that names table, row and cell.
        """
        settings = settings or {}
        offset = _number(settings, "utc_offset_minutes", 480.0)
        hours = _number(settings, "work_day_hours", 0.0)
        if abs(offset) > 14 * 60 or not 0 <= hours <= 24:
            key = "utc_offset_minutes" if abs(offset) > 14 * 60 else "work_day_hours"
            raise InputError("limits.setting", key=key, value=settings.get(key))
        days: Dict[datetime.date, str] = {}
        for number, row in enumerate(day_rows, 1):
            day = _date(row.get("day"), "calendar_day", number, "day")
            kind = str(row.get("kind") or "").strip()
            if day is None or kind not in ("work", "off"):
                column = "day" if day is None else "kind"
                raise _cell("calendar_day", number, column, row.get(column))
            days[day] = kind
        return cls(
            [_slot(row, number) for number, row in enumerate(slot_rows, 1)],
            days,
            datetime.timedelta(minutes=offset),
            hours * 3600 or None,
        )

    # --- one case

    def deadline(self, start: datetime.datetime, limit: Limit) -> datetime.datetime:
        """When a limit that starts at ``start`` is used up: the first such second.

        Raises :class:`InputError` when the calendar has no office hours to count in.
        """
        return self.after(start, limit.unit, self.seconds(limit))

    def after(self, start: datetime.datetime, unit: str, seconds: float) -> datetime.datetime:
        """When ``seconds`` that count in ``unit`` have run after ``start`` (before it: < 0)."""
        return moment(float(self.deadlines(_one(start), np.array([seconds]), unit)[0]))

    def counted(self, start: datetime.datetime, end: datetime.datetime, unit: str) -> float:
        """Seconds that count in ``unit`` between two times; negative when ``end`` is before."""
        return float(self.counted_all(_one(start), _one(end), unit)[0])

    def seconds(self, limit: Limit, at: Optional[datetime.datetime] = None) -> float:
        """Length of a limit in seconds that count in its unit; the same at any time (``at``)."""
        return limit.value * self.unit_seconds(limit.unit)

    def unit_seconds(self, unit: str) -> float:
        """Counted seconds of one of a unit."""
        if unit == "work_day":
            return self.work_day_seconds
        if unit not in _SECONDS:
            raise InputError("limits.unit", unit=unit, known=", ".join(UNITS))
        return _SECONDS[unit]

    def is_office_time(self, time: datetime.datetime) -> bool:
        """The office is open."""
        local = timestamp(time) + self._shift
        measure = self._measure("work_hour", local, local)
        place = int(np.searchsorted(measure.starts, local, "right")) - 1
        return place >= 0 and bool(local < measure.stops[place])

    # --- many cases

    def deadlines(self, starts: Any, seconds: Any, unit: str) -> np.ndarray:
        """:meth:`after` for arrays: (n,) starts in seconds since 1970 and (n,) or one ``seconds``.

        Gives (n,) whole seconds since 1970 as float64.
        """
        starts = np.asarray(starts, dtype=float)
        wanted = np.broadcast_to(np.asarray(seconds, dtype=float), starts.shape)
        if unit not in OFFICE_UNITS:
            self.unit_seconds(unit)
            return np.floor(starts + wanted + 0.5)
        if not starts.size:
            return starts
        if not (np.isfinite(starts).all() and np.isfinite(wanted).all()):
            raise InputError("limits.not_finite")
        local = starts + self._shift
        # days that the limit takes if every day were an office day, then as many as it needs
        reach = float(np.abs(wanted).max()) / max(self.work_day_seconds, 60.0) * 2 * DAY
        low, high = float(local.min()), float(local.max())
        if (wanted < 0).any():
            low -= min(reach, _HORIZON * DAY)
        high += min(reach, _HORIZON * DAY)
        while True:
            measure = self._measure(unit, low, high)
            targets = _counted(measure, local) + wanted
            enough = measure.after.size > 0 and targets.max() <= measure.after[-1] + 1e-6
            if enough and targets.min() >= -1e-6:
                break
            grow = max(high - low, _MARGIN * DAY)
            if grow > 2 * _HORIZON * DAY:
                raise InputError("limits.no_office_hours")
            if not enough:
                high += grow
            else:
                low -= grow
        found = _inverse(measure, targets)
        forward = wanted >= 0
        found[forward] = np.maximum(found[forward], local[forward])
        return np.floor(found - self._shift + 0.5)

    def counted_all(self, starts: Any, ends: Any, unit: str) -> np.ndarray:
        """:meth:`counted` for arrays of seconds since 1970."""
        starts, ends = np.asarray(starts, dtype=float), np.asarray(ends, dtype=float)
        if unit not in OFFICE_UNITS:
            self.unit_seconds(unit)
            return np.asarray(ends - starts)
        if not starts.size:
            return np.zeros(starts.shape)
        first = min(starts.min(), ends.min()) + self._shift
        last = max(starts.max(), ends.max()) + self._shift
        measure = self._measure(unit, float(first), float(last))
        return np.asarray(
            _counted(measure, ends + self._shift) - _counted(measure, starts + self._shift)
        )

    # --- what the calendar knows

    def uncovered_years(self, start: datetime.datetime, end: datetime.datetime) -> Tuple[int, ...]:
        """Years between two times for which the table of holidays has no day at all.

        Office hours are counted in them as if there were no holidays: a person must know.
        """
        zone = datetime.timezone(self.utc_offset)
        first, last = start.astimezone(zone).year, end.astimezone(zone).year
        return tuple(year for year in range(first, last + 1) if year not in self.years)

    def uncovered_years_of(self, times: Any) -> Tuple[int, ...]:
        """The same for an array of seconds since 1970: years in which one of them lies."""
        times = np.asarray(times, dtype=float)
        times = times[np.isfinite(times)] + self._shift
        years = np.unique(times.astype("int64").astype("datetime64[s]").astype("datetime64[Y]"))
        return tuple(
            year
            for year in (int(y) + 1970 for y in years.astype("int64"))
            if year not in self.years
        )

    # --- the table of office intervals

    def _longest_day(self) -> float:
        """The longest office day of all times of validity; 8 h where there are no office hours."""
        turns = {slot.valid_from for slot in self.slots} | {
            slot.valid_to + datetime.timedelta(days=1) for slot in self.slots if slot.valid_to
        }
        numbers = np.array([_day_number(day) for day in turns if day] + [0, 40000])
        lengths = self._regular_lengths(np.unique(np.concatenate([numbers, numbers - 1])))
        return float(lengths.max()) or 8 * 3600.0

    def _regular_lengths(self, days: np.ndarray) -> np.ndarray:
        """Seconds of the longest weekday under the slots that are valid on each day."""
        longest = np.zeros(len(days))
        for weekday in range(1, 8):
            total = np.zeros(len(days))
            for start, stop, valid in self._disjoint(days, weekday):
                total += np.where(valid, stop - start, 0)
            longest = np.maximum(longest, total)
        return longest

    def _disjoint(self, days: np.ndarray, weekday: int) -> Iterable[Tuple[int, int, np.ndarray]]:
        """Parts of a day between all bounds of slots, and on which days the office is open then."""
        slots = [slot for slot in self.slots if weekday in slot.weekdays]
        bounds = sorted({slot.start for slot in slots} | {slot.stop for slot in slots})
        for start, stop in zip(bounds, bounds[1:]):
            valid = np.zeros(len(days), dtype=bool)
            for slot in slots:
                if slot.start <= start and stop <= slot.stop:
                    valid |= _valid(slot, days)
            if valid.any():
                yield start, stop, valid

    def _measure(self, unit: str, low: float, high: float) -> _Measure:
        """The intervals for local times from ``low`` to ``high``; kept for the next question."""
        first, last = int(low // DAY), int(high // DAY)
        known = self._measures.get(unit)
        if known is not None:
            if known.first <= first and last <= known.last:
                return known
            first, last = min(first, known.first), max(last, known.last)
        made = self._build(unit, first - _MARGIN, last + _MARGIN)
        self._measures[unit] = made
        return made

    def _build(self, unit: str, first: int, last: int) -> _Measure:
        days = np.arange(first, last + 1)
        weekdays = (days + _WEEKDAY_SHIFT) % 7 + 1
        closed = np.zeros(len(days), dtype=bool)
        makeup = np.zeros(len(days), dtype=bool)
        for day, kind in self.days.items():
            place = _day_number(day) - first
            if 0 <= place < len(days):
                (closed if kind == "off" else makeup)[place] = True
        self._borrow_hours(days, weekdays, makeup)
        starts: List[np.ndarray] = []
        stops: List[np.ndarray] = []
        for weekday in range(1, 8):
            those = days[(weekdays == weekday) & ~closed]
            for start, stop, valid in self._disjoint(those, weekday):
                starts.append(those[valid] * DAY + start)
                stops.append(those[valid] * DAY + stop)
        begin = np.concatenate(starts) if starts else np.zeros(0, dtype=int)
        end = np.concatenate(stops) if stops else np.zeros(0, dtype=int)
        order = np.argsort(begin, kind="stable")
        begin, end = begin[order].astype(float), end[order].astype(float)
        rate = np.ones(len(begin))
        if unit == "work_day" and self._fixed is None and len(begin):
            regular = self._regular_lengths(days)
            rate = self.work_day_seconds / regular[(begin // DAY).astype(int) - first]
        after = np.cumsum((end - begin) * rate)
        before = np.concatenate([[0.0], after[:-1]]) if len(after) else after
        return _Measure(first, last, begin, end, before, after, rate)

    def _borrow_hours(self, days: np.ndarray, weekdays: np.ndarray, makeup: np.ndarray) -> None:
        """A make-up day without hours of its own takes those of the first weekday that has some."""
        for weekday in range(1, 8):
            places = np.flatnonzero(makeup & (weekdays == weekday))
            if not len(places):
                continue
            lacking = np.ones(len(places), dtype=bool)
            for other in (weekday, *range(1, 8)):
                has = np.zeros(len(places), dtype=bool)
                for _, _, valid in self._disjoint(days[places], other):
                    has |= valid
                weekdays[places[lacking & has]] = other
                lacking &= ~has


def timestamp(time: datetime.datetime) -> float:
    """Seconds since 1970 of an aware time."""
    if time.tzinfo is None:
        raise ValueError(f"a time without zone: {time}")
    return time.timestamp()


def moment(seconds: float) -> datetime.datetime:
    """The aware time in UTC of seconds since 1970, whole seconds."""
    return datetime.datetime(1970, 1, 1, tzinfo=_UTC) + datetime.timedelta(
        seconds=int(np.floor(seconds + 0.5))
    )


def _one(time: datetime.datetime) -> np.ndarray:
    return np.array([timestamp(time)])


def _day_number(day: datetime.date) -> int:
    return day.toordinal() - _EPOCH


def _valid(slot: Slot, days: np.ndarray) -> np.ndarray:
    valid = np.ones(len(days), dtype=bool)
    if slot.valid_from is not None:
        valid &= days >= _day_number(slot.valid_from)
    if slot.valid_to is not None:
        valid &= days <= _day_number(slot.valid_to)
    return valid


def _counted(measure: _Measure, local: np.ndarray) -> np.ndarray:
    """Counted seconds from the begin of the measure to each local time."""
    if not len(measure.starts):
        return np.zeros(local.shape)
    place = np.searchsorted(measure.starts, local, "right") - 1
    inside = np.maximum(place, 0)
    run = np.minimum(local, measure.stops[inside]) - measure.starts[inside]
    return np.where(place < 0, 0.0, measure.before[inside] + run * measure.rate[inside])


def _inverse(measure: _Measure, targets: np.ndarray) -> np.ndarray:
    """The first local time at which so much has been counted."""
    # what rounding adds must not carry the end of a day into the next morning
    place = np.searchsorted(measure.after, targets - 1e-6, "left")
    place = np.minimum(place, len(measure.after) - 1)
    rest = np.clip(targets - measure.before[place], 0.0, None) / measure.rate[place]
    return np.minimum(measure.starts[place] + rest, measure.stops[place])


def _number(settings: Mapping[str, Any], key: str, default: float) -> float:
    value = settings.get(key)
    if value is None or not str(value).strip():
        return default
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not np.isfinite(number):
        raise InputError("limits.setting", key=key, value=value)
    return number


def _cell(table: str, row: int, column: str, value: Any) -> InputError:
    return InputError("limits.cell", table=table, row=row, column=column, value=value)


def _date(value: Any, table: str, row: int, column: str) -> Optional[datetime.date]:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = str(value or "").strip()
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError as error:
        raise _cell(table, row, column, value) from error


def _slot(row: Mapping[str, Any], number: int) -> Slot:
    start, stop = (_seconds(row.get(column), number, column) for column in ("start", "stop"))
    if stop <= start:
        raise _cell("calendar_slot", number, "stop", row.get("stop"))
    text = str(row.get("weekdays") or "").strip()
    if not text or not set(text) <= set("1234567"):
        raise _cell("calendar_slot", number, "weekdays", row.get("weekdays"))
    return Slot(
        start,
        stop,
        frozenset(map(int, text)),
        _date(row.get("valid_from"), "calendar_slot", number, "valid_from"),
        _date(row.get("valid_to"), "calendar_slot", number, "valid_to"),
    )


def _seconds(value: Any, number: int, column: str) -> int:
    """Seconds after midnight of "HH:MM" (or "HH:MM:SS"); 24:00 is the end of the day."""
    parts = str(value or "").strip().replace("：", ":").split(":")
    if len(parts) in (2, 3) and all(part.isascii() and part.isdigit() for part in parts):
        hours, minutes, seconds = (*map(int, parts), 0)[:3]
        total = hours * 3600 + minutes * 60 + seconds
        if minutes < 60 and seconds < 60 and total <= DAY:
            return total
    raise _cell("calendar_slot", number, column, value)
