"""House numbers between known plates: by parity, along the centre line, with an honest error."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
import shapely

#: Errors as a share of the distance between the two plates, where a database has no own figures.
DEFAULT_SHARE = 0.35
DEFAULT_BASE = 12.0


class Position(NamedTuple):
    """Where a number should be: ``error`` metres (68 % lie nearer), ``inside`` between plates."""

    x: float
    y: float
    error: float
    inside: bool


class ErrorModel(NamedTuple):
    """error = base + share × distance between the neighbouring plates."""

    base: float = DEFAULT_BASE
    share: float = DEFAULT_SHARE

    def between(self, span: float) -> float:
        return self.base + self.share * span


@dataclass
class Side:
    """The numbers of one parity in order, with positions."""

    numbers: List[int] = field(default_factory=list)
    points: List[Tuple[float, float]] = field(default_factory=list)


class StreetNumbers:
    """The plates of one street, ready to place other numbers between them."""

    def __init__(
        self,
        numbers: Sequence[int],
        points: Sequence[Tuple[float, float]],
        line: Optional[shapely.Geometry] = None,
        model: Optional[ErrorModel] = None,
    ) -> None:
        self.model = model or ErrorModel()
        self.line = _one_line(line)
        self.sides = (Side(), Side())
        by_number: Dict[int, List[Tuple[float, float]]] = {}
        for number, point in zip(numbers, points):
            by_number.setdefault(number, []).append(point)
        for number in sorted(by_number):
            side = self.sides[number % 2]
            found = by_number[number]
            side.numbers.append(number)
            side.points.append(
                found[0] if len(found) == 1 else tuple(np.median(np.array(found), axis=0))
            )

    def locate(self, number: int, without: Optional[int] = None) -> Optional[Position]:
        """Where the number is; None when the plates say nothing about it.

        ``without``: a number that counts as unknown, to measure the error.
        """
        best = self._between(self.sides[number % 2], number, without)
        if best is not None and best.inside:
            return best
        across = self._between(self.sides[1 - number % 2], number, without)
        if across is not None and across.inside:
            return Position(across.x, across.y, across.error * 1.3 + 15.0, True)
        if best is None:
            return across
        return best if across is None or best.error <= across.error else across

    def _between(self, side: Side, number: int, without: Optional[int]) -> Optional[Position]:
        numbers = side.numbers
        at = bisect_left(numbers, number)
        below, above = at - 1, at
        if above < len(numbers) and numbers[above] == without:
            above += 1
        if below >= 0 and numbers[below] == without:
            below -= 1
        if above < len(numbers) and numbers[above] == number:
            x, y = side.points[above]
            return Position(x, y, self.model.base, True)
        if below < 0 and above >= len(numbers):
            return None
        if below < 0 or above >= len(numbers):
            near = above if below < 0 else below
            return self._beyond(side, number, near, without)
        share = (number - numbers[below]) / (numbers[above] - numbers[below])
        first, second = side.points[below], side.points[above]
        span = float(np.hypot(second[0] - first[0], second[1] - first[1]))
        x, y = self._along(first, second, share, span)
        return Position(x, y, self.model.between(span), True)

    def _along(
        self, first: Tuple[float, float], second: Tuple[float, float], share: float, span: float
    ) -> Tuple[float, float]:
        """The point at a share of the way along the centre line, as far from it as the plates."""
        straight = (
            first[0] + share * (second[0] - first[0]),
            first[1] + share * (second[1] - first[1]),
        )
        if self.line is None or span < 1.0:
            return straight
        ends = shapely.points([first, second])
        d1, d2 = shapely.line_locate_point(self.line, ends)
        foot1, foot2 = shapely.line_interpolate_point(self.line, [d1, d2])
        gap1, gap2 = shapely.distance(ends, np.array([foot1, foot2]))
        way = abs(d2 - d1)
        if max(gap1, gap2) > 150.0 or not 0.5 * span <= way <= 3.0 * span + 50.0:
            return straight
        on_line = shapely.line_interpolate_point(self.line, d1 + share * (d2 - d1))
        aside = (
            (1 - share) * (first[0] - foot1.x) + share * (second[0] - foot2.x),
            (1 - share) * (first[1] - foot1.y) + share * (second[1] - foot2.y),
        )
        return float(on_line.x + aside[0]), float(on_line.y + aside[1])

    def _beyond(
        self, side: Side, number: int, near: int, without: Optional[int]
    ) -> Optional[Position]:
        """At the end of the known numbers: the last plate, with the error that this means."""
        gap = abs(number - side.numbers[near])
        x, y = side.points[near]
        # the number lies on this street: no farther off than the street is long
        return Position(x, y, self.model.base + 15.0 + min(5.0 * gap, self._extent()), False)

    def _extent(self) -> float:
        """Diagonal of all that is known of the street, metres."""
        known = [np.array(side.points).reshape(-1, 2) for side in self.sides]
        if self.line is not None:
            known.append(shapely.get_coordinates(self.line))
        return float(np.hypot(*np.ptp(np.vstack(known), axis=0)))


def _one_line(line: Optional[shapely.Geometry]) -> Optional[shapely.Geometry]:
    """The longest connected part of a centre line; None when there is none."""
    if line is None or shapely.is_empty(line):
        return None
    merged = shapely.line_merge(line)
    parts = shapely.get_parts(merged)
    if len(parts) == 0:
        return None
    return parts[int(np.argmax(shapely.length(parts)))]


class HeldOut(NamedTuple):
    """Known numbers placed from their neighbours: distance of those, how far off it was, and how
    many numbers lie between them."""

    spans: np.ndarray
    errors: np.ndarray
    gaps: np.ndarray


class Calibration(NamedTuple):
    """Numbers whose neighbouring plates lie ``least`` to ``most`` metres apart."""

    least: float
    most: float
    numbers: int
    median: float
    stated: float
    #: Shares that lie within the stated error and within twice of it.
    within: float
    within_twice: float


#: Distances of two plates at which the calibration is told apart (metres).
_SPANS = (0.0, 25.0, 50.0, 100.0, 200.0, 400.0, np.inf)


def held_out(streets: Sequence[StreetNumbers]) -> HeldOut:
    """Every plate between two others of its side placed as if it were not known."""
    spans, errors, gaps = [], [], []
    for street in streets:
        for side in street.sides:
            for i in range(1, len(side.numbers) - 1):
                found = street._between(side, side.numbers[i], side.numbers[i])
                if found is None or not found.inside:
                    continue
                (x0, y0), (x1, y1) = side.points[i - 1], side.points[i + 1]
                spans.append(float(np.hypot(x1 - x0, y1 - y0)))
                x, y = side.points[i]
                errors.append(float(np.hypot(found.x - x, found.y - y)))
                gaps.append(side.numbers[i + 1] - side.numbers[i - 1])
    return HeldOut(np.array(spans), np.array(errors), np.array(gaps, dtype=int))


def measured_model(found: HeldOut) -> ErrorModel:
    """How far off interpolation is in this database.

    The model whose error is met by 68 % of the plates. With fewer than 30 the defaults stay.
    """
    span, error = found.spans, found.errors
    if len(error) < 30:
        return ErrorModel()
    best, best_loss = ErrorModel(), np.inf
    for base in (2.0, 5.0, 8.0, 12.0, 20.0, 30.0, 45.0):
        for share in (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0):
            estimate = base + share * span
            # pinball loss: the least at the 68 % quantile for every span
            off = error - estimate
            loss = float(np.minimum(np.where(off > 0, 0.68 * off, -0.32 * off), 500.0).mean())
            if loss < best_loss:
                best, best_loss = ErrorModel(base, share), loss
    return best


def calibration(found: HeldOut, model: ErrorModel) -> List[Calibration]:
    """How often the stated error is met, by the distance of the neighbouring plates."""
    rows = []
    stated = model.base + model.share * found.spans
    for least, most in zip(_SPANS, _SPANS[1:]):
        here = (found.spans >= least) & (found.spans < most)
        if not here.any():
            continue
        error, said = found.errors[here], stated[here]
        rows.append(
            Calibration(
                least,
                most,
                int(here.sum()),
                float(np.median(error)),
                float(said.mean()),
                float((error <= said).mean()),
                float((error <= 2 * said).mean()),
            )
        )
    return rows
