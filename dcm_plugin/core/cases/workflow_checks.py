"""What is wrong with a table of states and transitions (流程校验).

A city edits the table; a wrong one would leave cases without a way on, or clocks that never stop.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import Dict, FrozenSet, Iterable, Iterator, List, Optional, Set, Tuple

from ..errors import InputError
from ..messages import Message
from . import defaults
from .effects import EFFECTS
from .guards import GUARDS
from .needs import known as known_needs
from .needs import values_of
from .workflow import ANY, NEW, Transition, Workflow

CLOCKS = ("accept", "file", "dispatch", "dispose", "verify", "send_check", "check", "close")
VERBS = ("start", "end", "pause", "resume", "extend")
RUNS, STANDS = "runs", "stands"
#: What an effect cannot do without.
NEEDED = {"dispatch": "department", "assign": "department", "send_task": "patrol"}
#: What is wrong, but does no harm to a case.
HARMLESS = ("cases.table.colour", "cases.table.unreachable")
#: Effects that give something out which cannot be taken back.
FINAL_EFFECTS = ("new_case", "file", "self_filed", "answer_task", "approve", "refuse")
#: The clocks that have not ended: pairs of clock and ``RUNS`` or ``STANDS``.
Clocks = FrozenSet[Tuple[str, str]]


def problems(workflow: Workflow, roles: Optional[Iterable[str]] = None) -> List[Message]:
    """Everything that is wrong, most basic first; nothing when the table may be used.

    ``roles``: the codes that are known; those of the product when None.
    """
    known_roles = (
        set(roles) if roles is not None else {row["code"] for row in defaults.rows("roles")}
    )
    found = [*_words(workflow, known_roles), *_states(workflow)]
    if not found:
        found = [
            *_ways(workflow),
            *_ambiguous(workflow),
            *_branches(workflow),
            *_needed(workflow),
            *_requests(workflow),
            *_terminals(workflow),
            *_clocks(workflow),
            *_returns(workflow),
            *_undo(workflow),
        ]
    return found


def require_usable(workflow: Workflow, roles: Optional[Iterable[str]] = None) -> None:
    """Raises :class:`InputError` with what is wrong when cases would come to harm by the table."""
    found = [item for item in problems(workflow, roles) if item.message_id not in HARMLESS]
    if found:
        raise InputError("cases.table.broken", count=len(found), problem=found[0])


def _problem(name: str, **params: object) -> Message:
    return Message(f"cases.table.{name}", params)


# --- words


def _words(workflow: Workflow, roles: Set[str]) -> Iterator[Message]:
    seen: Set[str] = set()
    for item in workflow.transitions:
        if item.code in seen:
            yield _problem("code_twice", transition=item.code)
        seen.add(item.code)
        for state in (item.from_state, item.to_state):
            if state not in workflow.states and not (state == NEW and state == item.from_state):
                yield _problem("state_unknown", transition=item.code, state=state or "–")
        kind = workflow.actions.get(item.action)
        if kind is None:
            yield _problem("action_unknown", transition=item.code, action=item.action or "–")
        for effect in kind.effects if kind else ():
            if effect not in EFFECTS:
                yield _problem("effect_unknown", action=item.action, effect=effect)
        if not item.roles:
            yield _problem("no_role", transition=item.code)
        for role in item.roles:
            if role not in roles:
                yield _problem("role_unknown", transition=item.code, role=role)
        for guard in item.guards:
            if guard not in GUARDS:
                yield _problem("guard_unknown", transition=item.code, guard=guard)
        for need in item.needs:
            if need.key not in known_needs():
                yield _problem("need_unknown", transition=item.code, need=need.key)
        for step in item.clocks:
            if step.verb not in VERBS or step.clock not in CLOCKS:
                yield _problem(
                    "clock_unknown", transition=item.code, clock=f"{step.verb}:{step.clock}"
                )


def _states(workflow: Workflow) -> Iterator[Message]:
    if not any(item.from_state == NEW for item in workflow.transitions):
        yield _problem("no_start")
    if not any(state.terminal for state in workflow.states.values()):
        yield _problem("no_terminal")
    for state in workflow.states.values():
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", state.colour):
            yield _problem("colour", state=state.code, colour=state.colour or "–")


# --- ways


def reachable(workflow: Workflow) -> Set[str]:
    """States that a new case can come to."""
    return _closure({NEW}, [(t.from_state, t.to_state) for t in workflow.transitions])


def ending(workflow: Workflow) -> Set[str]:
    """States from which a case can come to an end."""
    ends = {state.code for state in workflow.states.values() if state.terminal}
    return _closure(ends, [(t.to_state, t.from_state) for t in workflow.transitions])


def _closure(begin: Set[str], edges: List[Tuple[str, str]]) -> Set[str]:
    found, todo = set(begin), list(begin)
    while todo:
        state = todo.pop()
        for source, target in edges:
            if source == state and target not in found:
                found.add(target)
                todo.append(target)
    return found


def _ways(workflow: Workflow) -> Iterator[Message]:
    came, ends = reachable(workflow), ending(workflow)
    for code in workflow.states:
        if code not in came:
            yield _problem("unreachable", state=code)
        if code not in ends:
            yield _problem("dead_end", state=code)


def _ambiguous(workflow: Workflow) -> Iterator[Message]:
    groups: Dict[Tuple[str, str], List[Transition]] = {}
    for item in workflow.transitions:
        groups.setdefault((item.from_state, item.action), []).append(item)
    for items in groups.values():
        for one, other in combinations(items, 2):
            if not one.excludes(other):
                yield _problem("ambiguous", first=one.code, second=other.code)


def _branches(workflow: Workflow) -> Iterator[Message]:
    """A choice that decides the way has a way for each of its values."""
    groups: Dict[Tuple[str, str], List[Transition]] = {}
    for item in workflow.transitions:
        groups.setdefault((item.from_state, item.action), []).append(item)
    for items in groups.values():
        choices = {need.key: need.choices for item in items for need in item.needs if need.choices}
        for key, name in choices.items():
            conditions = [c for item in items for c in item.when if c.key == key]
            if len(conditions) < len(items):
                continue
            covered = {value for condition in conditions for value in condition.values}
            missing = [value for value in values_of(name) if value not in covered]
            if missing and ANY not in covered:
                yield _problem(
                    "branch_missing",
                    transition=items[0].code,
                    need=key,
                    values=", ".join(missing),
                )


def _needed(workflow: Workflow) -> Iterator[Message]:
    """What is given out is given to somebody."""
    for item in workflow.transitions:
        asked = {need.key for need in item.needs if need.required}
        for effect in workflow.actions[item.action].effects:
            key = NEEDED.get(effect)
            if key is not None and key not in asked:
                yield _problem("need_missing", transition=item.code, need=key)


def _requests(workflow: Workflow) -> Iterator[Message]:
    """What may be asked for can be approved and refused; else it would wait for ever."""
    for kind in defaults.rows("requests"):
        for item in workflow.transitions:
            if item.action != kind["ask"]:
                continue
            for answer in (kind["approve"], kind["refuse"]):
                if not workflow.out(item.to_state, answer):
                    yield _problem("undecided", transition=item.code, action=answer)


def _terminals(workflow: Workflow) -> Iterator[Message]:
    for item in workflow.transitions:
        state = workflow.states.get(item.from_state)
        if (
            state is not None
            and state.terminal
            and (item.to_state != item.from_state or item.clocks)
        ):
            yield _problem("terminal_goes_on", state=state.code, transition=item.code)


# --- clocks


def clocks_of_states(workflow: Workflow) -> Dict[str, Clocks]:
    """The clocks that a case has in each state: running, or standing."""
    return {state: min(found, key=sorted) for state, (found, _) in _walk(workflow).items() if state}


def _walk(workflow: Workflow) -> Dict[str, Tuple[Set[Clocks], List[Message]]]:
    """state → (all that its clocks may be, what is wrong with the transitions out of it)."""
    result: Dict[str, Tuple[Set[Clocks], List[Message]]] = {NEW: ({frozenset()}, [])}
    todo: List[Tuple[str, Clocks]] = [(NEW, frozenset())]
    while todo:
        state, clocks = todo.pop()
        for item in workflow.out(state):
            after, wrong = _move(item, clocks)
            result[state][1].extend(wrong)
            found = result.setdefault(item.to_state, (set(), []))[0]
            # two are enough to tell that they differ; more would only go round in circles
            if after not in found and len(found) < 2:
                found.add(after)
                todo.append((item.to_state, after))
    return result


def _move(item: Transition, clocks: Clocks) -> Tuple[Clocks, List[Message]]:
    now, wrong = dict(clocks), []
    for step in item.clocks:
        there = now.get(step.clock)
        fits = {
            "start": there is None,
            "end": there is not None,
            "pause": there == RUNS,
            "resume": there == STANDS,
            "extend": there == RUNS,
        }[step.verb]
        if not fits:
            name = "clock_twice" if step.verb == "start" else "clock_missing"
            wrong.append(_problem(name, transition=item.code, clock=f"{step.verb}:{step.clock}"))
        if step.verb in ("start", "resume"):
            now[step.clock] = RUNS
        elif step.verb == "pause":
            now[step.clock] = STANDS
        elif step.verb == "end":
            now.pop(step.clock, None)
    return frozenset(now.items()), wrong


def _clocks(workflow: Workflow) -> Iterator[Message]:
    told: Set[str] = set()
    for code, (found, wrong) in _walk(workflow).items():
        for message in wrong:
            key = f"{message.message_id} {message.params}"
            if key not in told:
                told.add(key)
                yield message
        if len(found) > 1:
            words = " / ".join(sorted(_clock_words(clocks) for clocks in found))
            yield _problem("clock_differs", state=code, clocks=words)
        state = workflow.states.get(code)
        if state is not None and state.terminal and any(found):
            left = ", ".join(sorted({clock for clocks in found for clock, _ in clocks}))
            yield _problem("clock_left", state=code, clocks=left)


def _clock_words(clocks: Clocks) -> str:
    return ", ".join(clock if how == RUNS else f"({clock})" for clock, how in sorted(clocks)) or "–"


# --- rules of the field


def _returns(workflow: Workflow) -> Iterator[Message]:
    """Who gets a case back may correct or re-route it, not jump ahead of where it came from."""
    for back in workflow.transitions:
        kind = workflow.actions[back.action]
        origin = workflow.states.get(back.from_state)
        target = workflow.states[back.to_state]
        if not kind.returns or origin is None or target.sort >= origin.sort:
            continue
        for item in workflow.out(back.to_state):
            ahead = workflow.states[item.to_state]
            by_setting = any(condition.key.startswith("setting.") for condition in item.when)
            if not ahead.terminal and not by_setting and ahead.sort > origin.sort:
                yield _problem("jump", transition=item.code, back=back.code, state=origin.code)


def _undo(workflow: Workflow) -> Iterator[Message]:
    for item in workflow.transitions:
        effects = workflow.actions[item.action].effects
        final = any(effect in FINAL_EFFECTS for effect in effects)
        if item.undo and (final or workflow.states[item.to_state].terminal):
            yield _problem("undo", transition=item.code)
