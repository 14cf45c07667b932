"""The table of states and transitions (流程表) of cases, which a city can edit.

A transition leads from one state to another by one action of certain roles. What it asks for, what
guards it and which clocks it moves are words of the table; :mod:`workflow_checks` tells what is
wrong with a table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple

from ..messages import Message
from . import defaults
from .model import Row

#: What stands as ``from_state`` of an action that makes a new case.
NEW = ""
#: Value of a condition: anything that is not empty.
ANY = "*"


@dataclass(frozen=True)
class State:
    """One state of a case."""

    code: str
    name_zh: str = ""
    name_en: str = ""
    stage: str = ""
    terminal: bool = False
    open311: str = ""
    bulk: str = ""
    colour: str = ""
    sort: int = 0
    basis: str = ""

    def name(self, lang: str) -> str:
        return (self.name_zh if lang == "zh" else self.name_en) or self.code


@dataclass(frozen=True)
class Condition:
    """``key=a,b``: the value of the key is one of these. :data:`ANY`: any; no value: empty.

    Keys: a key of the data of the action; ``case.column``; ``setting.key``.
    """

    key: str
    values: Tuple[str, ...]

    def holds(self, value: Any) -> bool:
        text = "" if value is None else str(value)
        if self.values == (ANY,):
            return text != ""
        return text in self.values

    def excludes(self, other: Condition) -> bool:
        """No value satisfies both."""
        if self.key != other.key:
            return False
        mine, others = set(self.values), set(other.values)
        if ANY in mine:
            return others == {""}
        if ANY in others:
            return mine == {""}
        return not mine & others


@dataclass(frozen=True)
class NeedSpec:
    """``key``, ``key?`` (may be left out), ``key:choices``: list of choices or role of a photo."""

    key: str
    required: bool = True
    choices: str = ""


@dataclass(frozen=True)
class ClockStep:
    """``end:accept``: what happens to which clock (start, end, pause, resume, extend)."""

    verb: str
    clock: str


@dataclass(frozen=True)
class Transition:
    """One row of the table."""

    code: str
    from_state: str
    action: str
    roles: Tuple[str, ...]
    to_state: str
    when: Tuple[Condition, ...] = ()
    needs: Tuple[NeedSpec, ...] = ()
    guards: Tuple[str, ...] = ()
    clocks: Tuple[ClockStep, ...] = ()
    undo: bool = False
    name_zh: str = ""
    name_en: str = ""
    sort: int = 0
    basis: str = ""

    def name(self, lang: str) -> str:
        return (self.name_zh if lang == "zh" else self.name_en) or self.code

    def excludes(self, other: Transition) -> bool:
        """The conditions of both never hold together."""
        return any(mine.excludes(theirs) for mine in self.when for theirs in other.when)


@dataclass(frozen=True)
class ActionKind:
    """What an action writes beside the state: a time, a person, and named effects."""

    code: str
    name_zh: str = ""
    name_en: str = ""
    time_column: str = ""
    person_column: str = ""
    effects: Tuple[str, ...] = ()
    returns: bool = False

    def name(self, lang: str) -> str:
        return (self.name_zh if lang == "zh" else self.name_en) or self.code


@dataclass(frozen=True)
class Workflow:
    """States and transitions, in the order of the table."""

    states: Mapping[str, State]
    transitions: Tuple[Transition, ...]
    actions: Mapping[str, ActionKind]
    _out: Dict[str, List[Transition]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for transition in sorted(self.transitions, key=lambda item: item.sort):
            self._out.setdefault(transition.from_state, []).append(transition)

    def out(self, state: str, action: Optional[str] = None) -> List[Transition]:
        """Transitions that leave a state (:data:`NEW` for new cases), in the order of the table."""
        found = self._out.get(state, [])
        return [item for item in found if action is None or item.action == action]

    def transition(self, code: Optional[str]) -> Optional[Transition]:
        return next((item for item in self.transitions if item.code == code), None)

    def problems(self) -> List[Message]:
        """What is wrong with the table; nothing when it may be used."""
        from .workflow_checks import problems

        return problems(self)

    def action_name(self, action: str, lang: str) -> str:
        kind = self.actions.get(action)
        return kind.name(lang) if kind else action

    def state_name(self, state: str, lang: str) -> str:
        found = self.states.get(state)
        return found.name(lang) if found else state

    def role_of(self, state: str) -> str:
        """Who must act in a state: the first role of the first transition that leaves it."""
        for transition in self.out(state):
            if transition.to_state != state:
                return transition.roles[0] if transition.roles else ""
        return ""


def split(text: Any) -> Tuple[str, ...]:
    """The words of a cell that are separated by ``|``."""
    return tuple(word.strip() for word in str(text or "").split("|") if word.strip())


def parse_condition(text: str) -> Condition:
    key, _, values = text.partition("=")
    return Condition(key.strip(), tuple(value.strip() for value in values.split(",")))


def parse_need(text: str) -> NeedSpec:
    key, _, choices = text.partition(":")
    optional = "?" in text
    return NeedSpec(key.replace("?", "").strip(), not optional, choices.replace("?", "").strip())


def parse_clock(text: str) -> ClockStep:
    verb, _, clock = text.partition(":")
    return ClockStep(verb.strip(), clock.strip())


def from_rows(
    states: Iterable[Mapping[str, Any]],
    transitions: Iterable[Mapping[str, Any]],
    actions: Optional[Iterable[Mapping[str, Any]]] = None,
) -> Workflow:
    """The workflow out of the rows of ``workflow_state`` and ``workflow_transition``.

    ``actions``: rows like those of ``data/cases/actions.csv``, which stand in when None.
    """
    return Workflow(
        states={state.code: state for state in map(_state, states)},
        transitions=tuple(map(_transition, transitions)),
        actions={
            kind.code: kind
            for kind in map(_action, defaults.rows("actions") if actions is None else actions)
        },
    )


@lru_cache(maxsize=1)
def default_workflow() -> Workflow:
    """The workflow that a new city database starts with."""
    return from_rows(defaults.workflow_states(), defaults.workflow_transitions())


def _text(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    return "" if value is None else str(value).strip()


def _state(row: Mapping[str, Any]) -> State:
    texts = {
        column: _text(row, column)
        for column in ("code", "name_zh", "name_en", "stage", "open311", "bulk", "colour", "basis")
    }
    return State(terminal=bool(row.get("terminal")), sort=int(row.get("sort") or 0), **texts)


def _transition(row: Mapping[str, Any]) -> Transition:
    return Transition(
        code=_text(row, "code"),
        from_state=_text(row, "from_state"),
        action=_text(row, "action"),
        roles=split(row.get("roles")),
        to_state=_text(row, "to_state"),
        when=tuple(map(parse_condition, split(row.get("when_data")))),
        needs=tuple(map(parse_need, split(row.get("needs")))),
        guards=split(row.get("guards")),
        clocks=tuple(map(parse_clock, split(row.get("clocks")))),
        undo=bool(row.get("undo")),
        name_zh=_text(row, "name_zh"),
        name_en=_text(row, "name_en"),
        sort=int(row.get("sort") or 0),
        basis=_text(row, "basis"),
    )


def _action(row: Mapping[str, Any]) -> ActionKind:
    return ActionKind(
        code=_text(row, "code"),
        name_zh=_text(row, "name_zh"),
        name_en=_text(row, "name_en"),
        time_column=_text(row, "time_column"),
        person_column=_text(row, "person_column"),
        effects=split(row.get("effects")),
        returns=str(row.get("returns") or "0") == "1",
    )


def as_row(transition: Transition) -> Row:
    """The row of ``workflow_transition`` that makes this transition."""
    return {
        "code": transition.code,
        "from_state": transition.from_state or None,
        "action": transition.action,
        "roles": "|".join(transition.roles),
        "to_state": transition.to_state,
        "when_data": "|".join(f"{item.key}={','.join(item.values)}" for item in transition.when),
        "needs": "|".join(
            item.key + ("" if item.required else "?") + (f":{item.choices}" if item.choices else "")
            for item in transition.needs
        ),
        "guards": "|".join(transition.guards),
        "clocks": "|".join(f"{item.verb}:{item.clock}" for item in transition.clocks),
        "undo": transition.undo,
        "name_zh": transition.name_zh,
        "name_en": transition.name_en,
        "sort": transition.sort,
        "basis": transition.basis,
    }
