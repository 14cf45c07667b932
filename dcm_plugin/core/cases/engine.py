"""Decides about actions on cases: what they change, and what may be done now.

Pure: a case and an action go in, one :class:`Change` comes out, which the store writes whole.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from ..errors import InputError
from ..messages import Message, Name
from . import clock as clocks
from . import defaults, guards, needs, undo
from .attempt import Attempt, open_clock, unit_in_charge
from .calendar import Limit
from .effects import EFFECTS, REPORTED, decide_request
from .limits_of_case import limit_of_stage
from .model import Action, Actor, CaseFile, Change, Row, RowChange
from .needs import Need, media_of
from .numbers import task_no_number
from .record import changed, jsonable, to_json
from .rules import Rules
from .workflow import NEW, ActionKind, ClockStep, Condition, Transition

#: Effects that look at clocks as they will be.
LATE = ("send_task", "approve")
UNDO = "undo"
LANGS = ("en", "zh")


@dataclass(frozen=True)
class Offer:
    """Something that an actor may do now, or is shown why not.

    ``transition``: its code, empty when the data of the action choose between several.
    """

    action: str
    transition: str
    name_zh: str
    name_en: str
    allowed: bool
    reason: Optional[Message] = None
    needs: Tuple[Need, ...] = ()


def decide(
    rules: Rules,
    file: Optional[CaseFile],
    action: Action,
    actor: Actor,
    now: datetime.datetime,
) -> Change:
    """What an action changes. ``file`` None: a new case.

    Raises :class:`InputError` ``cases.*`` naming case, action, reason and what to do.
    """
    now, skew = time_of(rules, file, now)
    if action.name == UNDO:
        return undo.decide(rules, file, action, actor, now)
    found = file if file is not None else CaseFile({})
    attempt = _attempt(rules, found, action, actor, now)
    if skew:
        attempt.facts["clock_behind"] = skew
    needs.check(attempt)
    if file is None:
        _take_effects(attempt, early=True)
        attempt.file = CaseFile(dict(attempt.case))
        _refuse(attempt)
    else:
        _refuse(attempt)
        _take_effects(attempt, early=True)
    return _change(attempt, file)


def available(
    rules: Rules, file: Optional[CaseFile], actor: Actor, now: datetime.datetime
) -> List[Offer]:
    """What an actor may do now with a case (None: which new cases), in the order of the table.

    Shown are the actions of the roles of the actor; those that something stands against come with
    the reason. Undoing is offered where there is something to undo.
    """
    found = file if file is not None else CaseFile({})
    state = str(found.case.get("state") or NEW)
    branches: Dict[str, List[Attempt]] = {}
    for transition in rules.workflow.out(state):
        role = _role(transition, actor)
        kind = rules.workflow.actions.get(transition.action)
        if role is None or kind is None or not _possible(rules, found, transition):
            continue
        branches.setdefault(transition.action, []).append(
            Attempt(
                rules, found, transition, kind, Action(transition.action), actor, role, now, True
            )
        )
    offers = []
    for action, attempts in branches.items():
        offer = _offer(rules, action, attempts)
        if offer is not None:
            offers.append(offer)
    if file is not None:
        offers.extend(_undo_offer(rules, file, actor, now))
    return offers


def time_of(
    rules: Rules, file: Optional[CaseFile], now: datetime.datetime
) -> Tuple[datetime.datetime, int]:
    """The time of an action and by how many seconds the clock of the computer was behind.

    Time never runs backwards in a case: a clock that is a little behind the one of the computer
    that acted before is taken to stand at that time; more than the setting allows is refused.
    """
    if now.tzinfo is None:
        raise InputError("cases.time_zone", time=now.isoformat(" "))
    now = now.astimezone(datetime.timezone.utc).replace(microsecond=0)
    if file is None or not file.log:
        return now, 0
    last = max(row["time"] for row in file.log)
    behind = int((last - now).total_seconds())
    if behind <= 0:
        return now, 0
    if behind > rules.settings.number("clock_skew_seconds"):
        raise InputError(
            "cases.time_backwards",
            case=file.case.get("task_no") or "–",
            time=_local(rules, now),
            last=_local(rules, last),
        )
    return last, behind


# --- which transition


def _attempt(
    rules: Rules, file: CaseFile, action: Action, actor: Actor, now: datetime.datetime
) -> Attempt:
    state = str(file.case.get("state") or NEW)
    words = {"case": file.case.get("task_no") or "–", "action": rules.action_name(action.name)}
    there = rules.workflow.out(state, action.name)
    kind = rules.workflow.actions.get(action.name)
    if kind is None:
        known = ", ".join(sorted({item.action for item in rules.workflow.transitions}))
        raise InputError("cases.action_unknown", action=action.name, known=known)
    if not there:
        raise InputError("cases.not_in_state", **words, state=rules.state_name(state))
    roles = [(item, role) for item in there for role in [_role(item, actor)] if role]
    if not roles:
        raise _wrong_role(rules, there, actor, words)
    fitting = [
        (item, role)
        for item, role in roles
        if all(_holds(rules, file, action.data, condition) for condition in item.when)
    ]
    if not fitting:
        missing = [c for item, _ in roles for c in item.when if "." not in c.key]
        if missing and action.data.get(missing[0].key) in (None, ""):
            # the branch is chosen by what is missing: the check of needs names it
            fitting = roles[:1]
        elif not missing:
            # the ways that lead on from this case are those of others
            ways = [item for item in there if _possible(rules, file, item)]
            raise _wrong_role(rules, ways or there, actor, words)
        else:
            raise InputError(
                "cases.no_branch",
                **words,
                data=_branch_words(missing, action.data),
                known=_branch_values(missing),
            )
    transition, role = fitting[0]
    return Attempt(rules, file, transition, kind, action, actor, role, now)


def _wrong_role(
    rules: Rules, ways: Sequence[Transition], actor: Actor, words: Mapping[str, Any]
) -> InputError:
    wanted = dict.fromkeys(role for item in ways for role in item.roles)
    return InputError("cases.role", **words, login=actor.login, roles=rules.role_names(wanted))


def _role(transition: Transition, actor: Actor) -> Optional[str]:
    return next((role for role in transition.roles if role in actor.roles), None)


def _holds(rules: Rules, file: CaseFile, data: Mapping[str, Any], condition: Condition) -> bool:
    owner, _, key = condition.key.partition(".")
    if owner == "setting":
        return condition.holds(rules.settings.get(key))
    if owner == "case":
        return condition.holds(file.case.get(key))
    return condition.holds(data.get(condition.key))


def _possible(rules: Rules, file: CaseFile, transition: Transition) -> bool:
    """Nothing but the data of the action, which is not there yet, may speak against it."""
    return all(
        _holds(rules, file, {}, condition) for condition in transition.when if "." in condition.key
    )


def _branch_words(conditions: Sequence[Condition], data: Mapping[str, Any]) -> str:
    keys = dict.fromkeys(condition.key for condition in conditions)
    return ", ".join(f"{key}={data.get(key)}" for key in keys) or "–"


def _branch_values(conditions: Sequence[Condition]) -> Name:
    """The values that lead somewhere, as they are called and in code."""
    codes = list(dict.fromkeys(code for condition in conditions for code in condition.values))
    return Name(*(", ".join(_value_word(code, language) for code in codes) for language in LANGS))


def _value_word(code: str, language: str) -> str:
    rows = defaults.rows("values")
    name = next((row[f"name_{language}"] for row in rows if row["code"] == code), "")
    return f"{name} ({code})" if name else code


# --- guards


def _refusal(attempt: Attempt) -> Optional[Tuple[str, Message]]:
    for always in guards.ALWAYS:
        message = always(attempt)
        if message is not None:
            return "", message
    for name in attempt.transition.guards:
        guard = guards.GUARDS.get(name)
        message = guard(attempt) if guard else Message("cases.guard.unknown", {"guard": name})
        if message is not None:
            return name, message
    return None


def _refuse(attempt: Attempt) -> None:
    refusal = _refusal(attempt)
    if refusal is not None:
        raise InputError(
            "cases.refused",
            case=attempt.before.get("task_no") or "–",
            action=attempt.rules.action_name(attempt.action.name),
            reason=refusal[1],
        )


def _offer(rules: Rules, action: str, attempts: Sequence[Attempt]) -> Optional[Offer]:
    refusals = [_refusal(attempt) for attempt in attempts]
    allowed = any(refusal is None for refusal in refusals)
    if not allowed and all(r is not None and r[0] in guards.HIDING for r in refusals):
        return None
    asked: Dict[Tuple[str, str], Need] = {}
    for attempt, refusal in zip(attempts, refusals):
        if allowed and refusal is not None:
            continue
        for need in needs.needs(attempt):
            key = (need.key, need.choices)
            if key not in asked or (asked[key].required and not need.required):
                asked[key] = need
    only = attempts[0].transition if len(attempts) == 1 else None
    kind = rules.workflow.actions[action]
    first = next((refusal for refusal in refusals if refusal is not None), None)
    return Offer(
        action=action,
        transition=only.code if only else "",
        name_zh=only.name("zh") if only else kind.name("zh"),
        name_en=only.name("en") if only else kind.name("en"),
        allowed=allowed,
        reason=None if allowed or first is None else first[1],
        needs=tuple(asked.values()),
    )


def _undo_offer(rules: Rules, file: CaseFile, actor: Actor, now: datetime.datetime) -> List[Offer]:
    last = undo.last_step(file)
    if last is None or last["actor"] != actor.login:
        return []
    message = undo.refusal(rules, file, actor, now)
    kind = rules.workflow.actions.get(UNDO)
    name_zh, name_en = (kind.name("zh"), kind.name("en")) if kind else (UNDO, UNDO)
    return [Offer(UNDO, "", name_zh, name_en, message is None, message)]


# --- what changes


def _take_effects(attempt: Attempt, early: bool) -> None:
    kind, case = attempt.kind, attempt.case
    for name in kind.effects:
        if (name in LATE) != early:
            EFFECTS[name](attempt)
    if early:
        if kind.time_column:
            case[kind.time_column] = attempt.now
        if kind.person_column:
            case[kind.person_column] = attempt.actor.login


def _change(attempt: Attempt, file: Optional[CaseFile]) -> Change:
    rules, transition, case = attempt.rules, attempt.transition, attempt.case
    state = rules.workflow.states[transition.to_state]
    old_state = file.case.get("state") if file is not None else None
    before = attempt.file.case if file is not None else {}
    moved = transition.to_state != old_state
    waits = before.get("pending_request") and "pending_request" not in case
    if moved and waits and rules.request_of(attempt.action.name) is None:
        # what nobody decided before the case went on is over
        decide_request(attempt, "refused", opinion="lapsed")
    case.update(state=state.code, is_open=not state.terminal, stage=state.stage)
    if moved:
        case.setdefault("current_operator", None)
        if before.get("hung_until") is not None:
            case.setdefault("hung_until", None)
    _put_in_charge(attempt)
    _move_clocks(attempt)
    _take_effects(attempt, early=False)
    case.update(_clock_columns(attempt))
    case["updated"] = attempt.now
    seq = 1 + max((int(row["seq"]) for row in attempt.file.log), default=0)
    _add_media(attempt, seq)
    if file is None:
        attempt.numbers["task_no"] = task_no_number(rules.settings, case, attempt.now)
        return Change(None, 0, case, _log(attempt, None, seq, {}), attempt.rows, attempt.numbers)
    values = changed(before, case)
    values["updated"] = attempt.now
    old = {column: before.get(column) for column in values if column != "updated"}
    log = _log(attempt, str(old_state), seq, old)
    return Change(int(before["id"]), file.version, values, log, attempt.rows, attempt.numbers)


def _put_in_charge(attempt: Attempt) -> None:
    """Who must act next: role and unit."""
    rules, case = attempt.rules, attempt.case
    after = attempt.after()
    role = rules.workflow.role_of(case["state"])
    unit: Optional[str] = None
    if role == "department":
        unit = unit_in_charge(after) or None
        found = rules.units.get(unit or "")
        if found is not None and found.kind == "center_command":
            role = "dispatcher"
    elif role == "dispatcher":
        working = after.get("department") and case["stage"] != "dispatch"
        unit = rules.dispatching_unit(after) if working else rules.command_unit(after)
    elif role in ("acceptor", "filer"):
        unit = after.get("supervise_unit")
    case["current_role"] = role or None
    case["current_unit"] = unit


def _move_clocks(attempt: Attempt) -> None:
    attempt.clocks = [dict(row) for row in attempt.file.clocks]
    for step in attempt.transition.clocks:
        if step.verb == "start":
            _start_clock(attempt, step)
            continue
        row = open_clock(attempt.clocks, step.clock)
        if row is None:
            continue
        values = _moved(attempt, step, row)
        row.update(values)
        if row.get("id") is not None:
            attempt.rows.append(RowChange("case_clock", values, row["id"]))
        if step.verb == "end":
            attempt.log.update(
                clock=step.clock,
                used_seconds=row.get("used_seconds"),
                overdue=row.get("overdue"),
            )


def _moved(attempt: Attempt, step: ClockStep, row: Row) -> Row:
    calendar, now = attempt.rules.calendar, attempt.now
    if step.verb == "end":
        return clocks.end(calendar, row, now)
    if step.verb == "pause":
        return clocks.pause(calendar, row, now)
    if step.verb == "resume":
        return clocks.resume(calendar, row, _resumed_at(attempt))
    # one more original limit, from the deadline as it is now
    return clocks.extend(calendar, row, float(row["limit_base"] or 0.0), now)


def _resumed_at(attempt: Attempt) -> datetime.datetime:
    """A case that goes on by itself does so at its day, however late somebody looks or acts."""
    until = attempt.before.get("hung_until")
    by_itself = attempt.role == "system" or attempt.rules.settings.flag("hang_auto_resume")
    if by_itself and until is not None and until < attempt.now:
        return until
    return attempt.now


def _start_clock(attempt: Attempt, step: ClockStep) -> None:
    rules, after = attempt.rules, attempt.after()
    limit, share = limit_of_stage(rules, step.clock, after)
    unit = after.get("current_unit")
    if step.clock == clocks.DISPOSE:
        unit = unit_in_charge(after) or None
        limit = _round_limit(attempt) or limit
    same = [row for row in attempt.clocks if row["clock"] == step.clock]
    void = next((row for row in same if clocks.is_void(row)), None)
    number = max((int(row["round"]) for row in same), default=0)
    row = clocks.start(
        rules.calendar,
        step.clock,
        limit,
        attempt.now,
        round=int(void["round"]) if void else number + 1,
        unit_code=unit,
        warn_share=share,
    )
    if void is not None:
        # a start that was undone is started again in its place: it is the same round
        void.update(row)
        attempt.rows.append(RowChange("case_clock", dict(row), void["id"]))
        return
    attempt.clocks.append(dict(row))
    attempt.rows.append(RowChange("case_clock", row))


def _round_limit(attempt: Attempt) -> Optional[Limit]:
    """The limit of a round of disposal: that of the case, without extensions of former rounds."""
    after = attempt.after()
    if not after.get("limit_unit") or not after.get("limit_value"):
        return None
    value = float(after["limit_value"])
    for row in clocks.disposals(attempt.clocks)[-1:]:
        if row.get("limit_unit") == after["limit_unit"] and row.get("limit_value") == value:
            value = float(row.get("limit_base") or value)
    return Limit(str(after["limit_unit"]), value)


def _clock_columns(attempt: Attempt) -> Row:
    """The columns of the case that repeat its clocks; the limit follows a clock that is there."""
    columns = clocks.case_columns(attempt.clocks, attempt.rules.calendar, attempt.now)
    if open_clock(attempt.clocks, clocks.DISPOSE) is None:
        columns.pop("limit_unit", None)
        columns.pop("limit_value", None)
    return columns


def _add_media(attempt: Attempt, seq: int) -> None:
    for item in media_of(attempt.data):
        attempt.rows.append(
            RowChange(
                "case_media",
                {
                    "log_seq": seq,
                    "kind": item.get("kind") or "image",
                    "role": item.get("role") or _photo_role(attempt),
                    "path": item["path"],
                    "x": item.get("x"),
                    "y": item.get("y"),
                    "shot_time": item.get("shot_time"),
                    "uploader": item.get("uploader") or attempt.actor.login,
                },
            )
        )


def _photo_role(attempt: Attempt) -> str:
    wanted = [need.choices for need in attempt.transition.needs if need.key == "media"]
    return next(filter(None, wanted), "reference")


def _log(attempt: Attempt, from_state: Optional[str], seq: int, old: Row) -> Row:
    data: Dict[str, Any] = dict(attempt.facts)
    skipped = {"opinion", "media"}
    if "new_case" in attempt.kind.effects:
        # what was reported stands in the case; persons are not written down twice
        skipped |= {*REPORTED, "point", "source_code"}
    for key, value in attempt.data.items():
        if key not in skipped and value not in (None, ""):
            data[key] = value
    if attempt.transition.undo or "correct" in attempt.kind.effects:
        data["before"] = jsonable(old)
    if attempt.transition.undo:
        data.update(undo.facts(attempt))
    row: Row = {
        "seq": seq,
        "action": attempt.action.name,
        "transition": attempt.transition.code,
        "from_state": from_state,
        "to_state": attempt.case["state"],
        "stage": attempt.case["stage"],
        "actor": attempt.actor.login,
        "role": attempt.role,
        "actor_unit": attempt.actor.unit or None,
        "receiver": None,
        "receiver_unit": None,
        "level": None,
        "time": attempt.now,
        "clock": None,
        "used_seconds": None,
        "overdue": None,
        "opinion": attempt.given("opinion"),
        "data": to_json(data) if data else None,
        "undoes": None,
        "action_key": attempt.action.key or None,
    }
    row.update(attempt.log)
    if row["receiver_unit"] is None and from_state != attempt.case["state"]:
        row["receiver_unit"] = attempt.case.get("current_unit")
    return row


def _local(rules: Rules, moment: datetime.datetime) -> str:
    offset = datetime.timedelta(minutes=rules.settings.number("utc_offset_minutes"))
    return f"{moment + offset:%Y-%m-%d %H:%M:%S}"


__all__ = ["ActionKind", "Offer", "available", "decide", "time_of"]
