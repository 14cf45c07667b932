"""The numbers of the two bars of the desk, by state and by light, of one look at the cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from ...core.cases.query import CaseFilter
from . import conditions
from .conditions import Dialect, Where
from .schema import words

#: Cases of one state and light: state, whether they are open, light, number.
Crossed = Tuple[Optional[str], bool, str, int]
Bars = Tuple[Dict[Optional[str], int], Dict[Optional[str], int]]

_LIGHTS = ("red", "yellow", "green", "none")


def where(condition: CaseFilter, only_open: Optional[bool], dialect: Dialect) -> Where:
    """Cases that count for at least one of the bars."""
    base = replace(condition, states=(), lights=(), only_open=None)
    if condition.only_open == only_open:
        return conditions.where(replace(base, only_open=only_open), dialect)
    made = conditions.where(base, dialect)
    if only_open and condition.states:
        part, params = dialect.codes("state", condition.states)
        made.add(words("(is_open = TRUE OR", part, ")"), *params)
    return made


def fold(found: Iterable[Crossed], condition: CaseFilter, only_open: Optional[bool]) -> Bars:
    """Counts by state without the filter of states, by light without that of lights."""
    states: Dict[Optional[str], int] = {}
    lights: Dict[Optional[str], int] = {}
    for state, is_open, light, count in found:
        if only_open in (None, is_open) and (not condition.lights or light in condition.lights):
            states[state] = states.get(state, 0) + count
        if condition.only_open in (None, is_open) and (
            not condition.states or state in condition.states
        ):
            lights[light] = lights.get(light, 0) + count
    return states, lights


def of_sums(rows: Iterable[Sequence[Any]]) -> List[Tuple[Any, bool, str, int]]:
    """From state, open, all, with a clock, red, yellow to one row for each light that occurs."""
    made = []
    for state, is_open, total, running, red, yellow in rows:
        numbers = (red, yellow, running - red - yellow, total - running)
        made += [
            (state, bool(is_open), light, int(number))
            for light, number in zip(_LIGHTS, numbers)
            if number
        ]
    return made
