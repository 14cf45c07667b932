"""Guards (校验) of transitions: small functions that say why something may not be done.

The words in the column ``guards`` of the workflow table are the names of :data:`GUARDS`. A guard
gives None, or the reason with what to do about it. What only the data of an action can tell is not
asked while probing.
"""

from __future__ import annotations

import datetime
from typing import Callable, Dict, Optional

from ..errors import InputError
from ..messages import Message, Name, shortened
from . import clock as clocks
from .attempt import (
    Attempt,
    open_clock,
    open_request,
    open_task,
    reason,
    unit_above,
    unit_in_charge,
    valid_log,
)
from .limits_of_case import disposal_limit
from .rules import CENTRES, Unit

Guard = Callable[[Attempt], Optional[Message]]

GUARDS: Dict[str, Guard] = {}
#: Guards whose no hides an action instead of showing it greyed: there is nothing to act on.
HIDING = {"request_waits", "urged", "not_received", "reply_wanted", "appeal_on"}


def guard(function: Guard) -> Guard:
    GUARDS[function.__name__] = function
    return function


# --- who


def jurisdiction(attempt: Attempt) -> Optional[Message]:
    """Always asked: somebody of a district acts only on cases of the district (辖区)."""
    rules, actor, case = attempt.rules, attempt.actor, attempt.before
    unit = rules.units.get(actor.unit)
    if unit is None or attempt.role in ("system", "department"):
        return None
    if not rules.covers(unit.code, case):
        return reason("jurisdiction", unit=rules.unit_name(unit.code))
    if attempt.role in ("acceptor", "filer", "dispatcher") and not _in_chain(attempt):
        holder = rules.units.get(_centre_in_charge(attempt))
        if holder is not None and holder.kind in CENTRES and unit.level > holder.level:
            return reason("level", unit=rules.unit_name(holder.code))
    return None


def _centre_in_charge(attempt: Attempt) -> str:
    """The centre whose turn it is; while a department works, the one that dispatched."""
    case = attempt.before
    if attempt.role == "dispatcher" and case.get("department"):
        return attempt.rules.dispatching_unit(case) or ""
    return str(case.get("current_unit") or "")


def _in_chain(attempt: Attempt) -> bool:
    """The unit of the actor is one of the departments of the case."""
    case = attempt.before
    chain = (case.get("department"), case.get("department_2"), case.get("department_3"))
    return attempt.actor.unit in chain


@guard
def own_unit(attempt: Attempt) -> Optional[Message]:
    """The department that has the case acts on it, or one below it."""
    holder = unit_in_charge(attempt.before)
    if attempt.rules.is_below(attempt.actor.unit, holder):
        return None
    if not attempt.actor.unit:
        return reason("no_unit", login=attempt.actor.login)
    return reason("own_unit", unit=attempt.rules.unit_name(holder))


@guard
def own_department(attempt: Attempt) -> Optional[Message]:
    """Any of the departments that had the case at its end."""
    case = attempt.before
    chain = [case.get(column) for column in ("department", "department_2", "department_3")]
    if any(unit and attempt.rules.is_below(attempt.actor.unit, str(unit)) for unit in chain):
        return None
    return reason("own_unit", unit=attempt.rules.unit_name(case.get("department")))


@guard
def note_unit(attempt: Attempt) -> Optional[Message]:
    """A department writes notes on its own cases only."""
    return own_department(attempt) if attempt.role == "department" else None


@guard
def deciding_unit(attempt: Attempt) -> Optional[Message]:
    """A request of a second level is decided by the level above; of the first by the centre."""
    upper = unit_above(attempt.before)
    if not upper:
        return reason("decided_by_centre") if attempt.role == "department" else None
    if attempt.rules.is_below(attempt.actor.unit, upper) and not attempt.rules.is_below(
        attempt.actor.unit, unit_in_charge(attempt.before)
    ):
        return None
    return reason("own_unit", unit=attempt.rules.unit_name(upper))


@guard
def own_task(attempt: Attempt) -> Optional[Message]:
    """The supervisor who was sent answers."""
    task = open_task(attempt.file)
    if task is None:
        return reason("no_task")
    if task["patrol"] == attempt.actor.login:
        return None
    return reason("own_task", patrol=_operator_name(attempt, str(task["patrol"])))


@guard
def own_draft(attempt: Attempt) -> Optional[Message]:
    """Drafts belong to who wrote them."""
    author = attempt.before.get("reporter_id")
    if author in (None, "", attempt.actor.login):
        return None
    return reason("own_draft", login=_operator_name(attempt, str(author)))


@guard
def closing_right(attempt: Attempt) -> Optional[Message]:
    """The centre that owns the case closes it (结案权)."""
    rules = attempt.rules
    owner = rules.units.get(str(attempt.before.get("supervise_unit") or ""))
    unit = rules.units.get(attempt.actor.unit)
    if owner is None or (unit is None and owner.level == rules.level_of(attempt.actor)):
        return None
    if unit is not None and (unit.code == owner.code or _same_office(unit, owner)):
        return None
    return reason("closing_right", unit=rules.unit_name(owner.code))


def _same_office(unit: Unit, owner: Unit) -> bool:
    """One office may hold both axes: the same level and the same area."""
    return (unit.level, unit.jurisdiction) == (owner.level, owner.jurisdiction)


@guard
def not_own_request(attempt: Attempt) -> Optional[Message]:
    """Who asks does not decide (four eyes), nor does somebody of the unit that asked."""
    request = open_request(attempt.file)
    if request is None or not attempt.rules.settings.flag("four_eyes"):
        return None
    unit = attempt.actor.unit
    if request["applicant"] == attempt.actor.login or (unit and unit == request.get("unit_code")):
        return reason("not_own_request")
    return None


# --- the report


@guard
def source_known(attempt: Attempt) -> Optional[Message]:
    source = attempt.given("source_code")
    if source is None or source in attempt.rules.sources:
        return None
    known = shortened(attempt.rules.sources, 20)
    return reason("source_known", source=source, known=known)


@guard
def place_known(attempt: Attempt) -> Optional[Message]:
    """A report says where, when the settings ask for it."""
    if attempt.action.name not in attempt.rules.settings.words("point_required"):
        return None
    return None if attempt.probing or attempt.value("geom") else reason("place_known")


@guard
def place_complete(attempt: Attempt) -> Optional[Message]:
    """Filing needs the unit grid: the deadline class hangs on it."""
    if attempt.before.get("cell_code") or attempt.rules.settings.flag("file_without_grid"):
        return None
    return reason("place_complete")


@guard
def verified(attempt: Attempt) -> Optional[Message]:
    """What outsiders report is looked at first (核实)."""
    case = attempt.before
    source = attempt.rules.sources.get(str(case.get("source_code") or ""))
    if source is None or not source.needs_verify:
        return None
    answers = [row for row in attempt.file.tasks if row["kind"] == "verify" and row.get("result")]
    if not answers:
        return reason("verify_first", source=Name(source.name_en, source.name_zh))
    if answers[-1]["result"] == "exists":
        return None
    return reason("verify_negative")


# --- filing


@guard
def condition_known(attempt: Attempt) -> Optional[Message]:
    """A filing condition of the class is chosen, where the table has some."""
    if attempt.probing:
        return None
    conditions = {str(row["condition_code"]) for row in attempt.rules.conditions(attempt.before)}
    if not conditions:
        return None
    given = attempt.given("condition_code") or attempt.before.get("condition_code")
    if given in conditions:
        return None
    return reason(
        "condition_known",
        condition=given or "–",
        class_code=attempt.before.get("class_code"),
        known=shortened(sorted(conditions)),
    )


@guard
def limit_known(attempt: Attempt) -> Optional[Message]:
    """There is a disposal limit: of the table, or given by hand."""
    if attempt.probing:
        return None
    try:
        disposal_limit(attempt)
    except InputError as error:
        return Message(error.message_id, error.params)
    return None


# --- dispatch


@guard
def department_known(attempt: Attempt) -> Optional[Message]:
    """The case goes to a unit of the organisation that handles cases."""
    if attempt.probing:
        return None
    code = str(attempt.given("department") or "")
    if not attempt.rules.units:
        return None
    unit = attempt.rules.units.get(code)
    if unit is None:
        return reason("department_known", department=code)
    if unit.kind == "center_supervise":
        return reason("department_handles", department=attempt.rules.unit_name(code))
    if unit.kind == "center_command" and 2 not in attempt.rules.mode.command_levels:
        return reason("command_levels", department=attempt.rules.unit_name(code))
    if unit.kind == "center_command" and unit.level == 1:
        return reason("department_handles", department=attempt.rules.unit_name(code))
    if not attempt.rules.covers(code, attempt.before):
        return reason("department_area", department=attempt.rules.unit_name(code))
    return None


@guard
def not_returned_department(attempt: Attempt) -> Optional[Message]:
    """A case that a department gave back as not its own goes to another one."""
    if attempt.probing or attempt.rules.settings.flag("redispatch_returned"):
        return None
    steps = (row for row in reversed(valid_log(attempt.file)))
    last = next((row for row in steps if row.get("from_state") != row["to_state"]), None)
    kind = attempt.rules.workflow.actions.get(last["action"]) if last else None
    request = next(
        (row for row in reversed(attempt.file.requests) if row["kind"] == "return"), None
    )
    if kind is None or "returned" not in kind.effects or request is None:
        return None
    if request.get("unit_code") != attempt.given("department"):
        return None
    return reason("returned", department=attempt.rules.unit_name(request["unit_code"]))


@guard
def not_received(attempt: Attempt) -> Optional[Message]:
    """A department receives a case once."""
    return reason("received") if attempt.before.get("receive_time") else None


@guard
def assign_level(attempt: Attempt) -> Optional[Message]:
    """Further levels are dispatched to only as deep as the city allows."""
    case = attempt.before
    used = sum(1 for c in ("department", "department_2", "department_3") if case.get(c))
    most = min(3, int(attempt.rules.settings.number("dispatch_levels_max")))
    if used >= most:
        return reason("assign_level", levels=most)
    return None


@guard
def department_below(attempt: Attempt) -> Optional[Message]:
    """The next level lies below the unit that dispatches on."""
    if attempt.probing or not attempt.rules.units:
        return None
    code = str(attempt.given("department") or "")
    unit = attempt.rules.units.get(code)
    if unit is None:
        return reason("department_known", department=code)
    holder = unit_in_charge(attempt.before)
    upper = attempt.rules.units.get(holder)
    below = code != holder and (
        attempt.rules.is_below(code, holder)
        or (
            # a district centre commands all units of its area, whatever they belong to
            upper is not None
            and upper.kind == "center_command"
            and unit.level >= upper.level
            and unit.kind not in CENTRES
            and unit.jurisdiction.startswith(upper.jurisdiction)
        )
    )
    if below:
        return None
    names = attempt.rules.unit_name
    return reason("department_below", department=names(code), unit=names(holder))


@guard
def patrol_known(attempt: Attempt) -> Optional[Message]:
    """Tasks go to supervisors who are on the list."""
    if attempt.probing or not attempt.rules.operators:
        return None
    login = str(attempt.given("patrol") or "")
    operator = attempt.rules.operators.get(login)
    if operator is None or not operator.active or "patrol" not in operator.roles:
        return reason("patrol_known", login=login)
    return None


# --- requests


@guard
def no_request_waits(attempt: Attempt) -> Optional[Message]:
    request = open_request(attempt.file)
    if request is None:
        return None
    return reason("no_request_waits", request=_request_name(attempt, str(request["kind"])))


@guard
def request_waits(attempt: Attempt) -> Optional[Message]:
    """There is a request of the kind that the action decides."""
    kind = attempt.rules.request_of(attempt.action.name)
    if kind is not None and open_request(attempt.file, kind.code) is not None:
        return None
    name = Name(kind.name_en, kind.name_zh) if kind else ""
    return reason("request_waits", request=name)


@guard
def extension_left(attempt: Attempt) -> Optional[Message]:
    most = int(attempt.rules.settings.number("extension_max"))
    if int(attempt.before.get("extension_count") or 0) < most:
        return None
    return reason("extension_left", count=most)


@guard
def before_overdue(attempt: Attempt) -> Optional[Message]:
    """Extensions are asked for before the time is over."""
    if not attempt.rules.settings.flag("extension_before_overdue"):
        return None
    row = open_clock(attempt.file.clocks, "dispose")
    if row is None:
        return None
    state = clocks.state(attempt.rules.calendar, row, attempt.now)
    return reason("before_overdue") if state.overdue else None


@guard
def hang_left(attempt: Attempt) -> Optional[Message]:
    most = int(attempt.rules.settings.number("hang_max"))
    if int(attempt.before.get("hang_count") or 0) < most:
        return None
    return reason("hang_left", count=most)


@guard
def until_valid(attempt: Attempt) -> Optional[Message]:
    """A case is deferred to a day to come, and not for ever."""
    if attempt.probing:
        return None
    until = until_of(attempt)
    if until is None:
        return None
    most = attempt.rules.settings.number("hang_days_max")
    if until <= attempt.now:
        return reason("until_past", until=until.isoformat(" ", "minutes"))
    if until > attempt.now + datetime.timedelta(days=most):
        return reason("until_far", days=int(most))
    return None


@guard
def hang_decider(attempt: Attempt) -> Optional[Message]:
    """Long deferrals are decided by a leader."""
    until = until_of(attempt)
    days = attempt.rules.settings.number("hang_days_leader")
    if until is None or "leader" in attempt.actor.roles:
        return None
    if until > attempt.now + datetime.timedelta(days=days):
        return reason("hang_decider", days=int(days))
    return None


def until_of(attempt: Attempt) -> Optional[datetime.datetime]:
    """The day to which a case is to be deferred: given, or as it was asked for."""
    until = attempt.given("until")
    if until is None:
        request = open_request(attempt.file, "hang")
        until = request.get("asked_until") if request else None
    return until


@guard
def resume_due(attempt: Attempt) -> Optional[Message]:
    """By itself a case goes on only when its day has come."""
    until = attempt.before.get("hung_until")
    if attempt.role != "system" or (until is not None and until <= attempt.now):
        return None
    return reason("resume_due", until=until.isoformat(" ", "minutes") if until else "–")


@guard
def urged(attempt: Attempt) -> Optional[Message]:
    if any(not row.get("answered") for row in attempt.file.supervisions):
        return None
    return reason("urged")


@guard
def checked_fixed(attempt: Attempt) -> Optional[Message]:
    """Only what was found fixed is closed."""
    answers = [row for row in attempt.file.tasks if row["kind"] == "check" and row.get("result")]
    if answers and answers[-1]["result"] == "fixed":
        return None
    return reason("checked_fixed")


# --- after closing


@guard
def appeal_on(attempt: Attempt) -> Optional[Message]:
    return None if attempt.rules.settings.flag("appeal_enabled") else reason("appeal_on")


@guard
def appeal_left(attempt: Attempt) -> Optional[Message]:
    settings = attempt.rules.settings
    made = sum(1 for row in attempt.file.requests if row["kind"] == "appeal")
    most = int(settings.number("appeal_max"))
    if made >= most:
        return reason("appeal_left", count=most)
    days = settings.number("appeal_days")
    closed = attempt.before.get("close_time")
    if closed is not None and attempt.now > closed + datetime.timedelta(days=days):
        return reason("appeal_late", days=int(days))
    return None


@guard
def reply_wanted(attempt: Attempt) -> Optional[Message]:
    case = attempt.before
    if case.get("need_reply") and not case.get("reply_done"):
        return None
    return reason("reply_wanted")


# --- always


def no_jump_after_return(attempt: Attempt) -> Optional[Message]:
    """Always asked: who gets a case back may correct or re-route it, not jump ahead.

    After a return out of one state, nothing leads beyond that state but an end.
    """
    workflow = attempt.rules.workflow
    target = workflow.states.get(attempt.transition.to_state)
    state = attempt.before.get("state")
    if target is None or target.terminal or attempt.transition.to_state == state:
        return None
    if any(condition.key.startswith("setting.") for condition in attempt.transition.when):
        return None  # the city left the state out that lies between
    for row in reversed(valid_log(attempt.file)):
        if row.get("from_state") == row["to_state"]:
            continue
        kind = workflow.actions.get(row["action"])
        if kind is None or not kind.returns or row["to_state"] != state:
            return None
        origin = workflow.states.get(str(row.get("from_state") or ""))
        if origin is not None and target.sort > origin.sort:
            return reason("jump", state=attempt.rules.state_name(origin.code))
        return None
    return None


ALWAYS = (jurisdiction, no_jump_after_return)


def _operator_name(attempt: Attempt, login: str) -> str:
    operator = attempt.rules.operators.get(login)
    return f"{operator.name} ({login})" if operator and operator.name else login


def _request_name(attempt: Attempt, code: str) -> Name:
    kind = attempt.rules.requests.get(code)
    return Name(kind.name_en, kind.name_zh) if kind else Name(code, code)
