"""What actions change beside the state: tasks, requests, departments, counts.

The words in the column ``effects`` of ``data/cases/actions.csv`` are the names of :data:`EFFECTS`.
An effect writes into the attempt; nothing is stored here.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from ..errors import InputError
from .attempt import Attempt, open_clock, open_request, open_task, unit_in_charge, valid_log
from .guards import until_of
from .limits_of_case import disposal_limit
from .model import Row, RowChange
from .numbers import case_code_number

Effect = Callable[[Attempt], None]

EFFECTS: Dict[str, Effect] = {}

#: Columns of a case that somebody may give with a report or correct later.
CONTENT = (
    "case_kind",
    "class_code",
    "type_code",
    "catalogue_id",
    "object_code",
    "address",
    "description",
    "remark",
    "is_urgent",
    "is_typical",
    "is_similar",
    "similar_to",
    "position_method",
    "position_error",
    "cell_code",
    "duty_grid_code",
    "community_code",
    "street_code",
    "district_code",
    "road_name",
    "mgmt_class",
    "reporter_name",
    "reporter_phone",
    "caller_name",
    "caller_sex",
    "caller_phone",
    "need_reply",
)
#: Columns that only a report gives.
REPORTED = (
    *CONTENT,
    "reporter_id",
    "external_id",
    "external_system",
    "profile_id",
    "condition_code",
)
#: What the place of a case says: it is looked up again when the point is moved.
PLACE = (
    "cell_code",
    "duty_grid_code",
    "community_code",
    "street_code",
    "district_code",
    "mgmt_class",
)
TASKS = {"verify": "V", "check": "C"}


def effect(function: Effect) -> Effect:
    EFFECTS[function.__name__] = function
    return function


@effect
def new_case(attempt: Attempt) -> None:
    """The columns of a report, with what is known without being told."""
    rules, case, data = attempt.rules, attempt.case, attempt.data
    for column in REPORTED:
        if data.get(column) is not None:
            case[column] = data[column]
    if data.get("point") is not None:
        case["geom"] = _point(attempt)
    kind = str(case.get("case_kind") or "")
    case["case_kind"] = kind or ("component" if case.get("object_code") else "event")
    case["source_code"] = source = attempt.given("source_code") or (
        "patrol" if attempt.role == "patrol" else "hotline"
    )
    found = rules.sources.get(str(source))
    case["report_class"] = found.report_class if found else "other"
    case.setdefault("reporter_id", attempt.actor.login)
    case.setdefault("profile_id", rules.settings.get("profile_id") or "custom")
    for flag in ("need_reply", "is_urgent", "is_typical", "is_similar"):
        case.setdefault(flag, False)
    case.update(
        reply_done=False,
        is_supervised=False,
        self_handled=False,
        extension_count=0,
        hang_count=0,
        rework_count=0,
        return_count=0,
        disposal_round=0,
        report_time=attempt.now,
    )
    case["supervise_unit"] = rules.supervise_unit(case)


@effect
def self_handled(attempt: Attempt) -> None:
    attempt.case["self_handled"] = True
    attempt.case["dispose_end_time"] = attempt.now
    if attempt.given("source_code") is None and "patrol_self" in attempt.rules.sources:
        attempt.case["source_code"] = "patrol_self"


@effect
def correct(attempt: Attempt) -> None:
    """Corrects what was reported. A moved point loses the codes of its old place."""
    data, case = attempt.data, attempt.case
    if data.get("point") is not None:
        point = _point(attempt)
        if point != attempt.before.get("geom"):
            case["geom"] = point
            case.update(dict.fromkeys(PLACE))
    for column in (*CONTENT, "source_code"):
        if column in data and data[column] != attempt.before.get(column):
            case[column] = data[column]
    source = attempt.rules.sources.get(str(attempt.value("source_code") or ""))
    if "source_code" in case and source is not None:
        case["report_class"] = source.report_class
    if "class_code" in case:
        case["condition_code"] = None
    case["supervise_unit"] = attempt.rules.supervise_unit(attempt.after())


def _point(attempt: Attempt) -> Any:
    point = attempt.data["point"]
    try:
        x, y = (float(value) for value in point)
    except (TypeError, ValueError):
        x = y = float("nan")
    if not (abs(x) < float("inf") and abs(y) < float("inf")):
        raise InputError("cases.point", point=str(point))
    return (x, y)


@effect
def file(attempt: Attempt) -> None:
    """Filing gives the limit and, the first time, the case code."""
    limit = disposal_limit(attempt)
    attempt.case["limit_unit"], attempt.case["limit_value"] = limit.unit, limit.value
    condition = attempt.given("condition_code")
    if condition is not None:
        attempt.case["condition_code"] = condition
    _give_code(attempt)


@effect
def self_filed(attempt: Attempt) -> None:
    """What the reporter handled is filed and closed at once."""
    attempt.case["filer"] = attempt.actor.login
    attempt.case["file_time"] = attempt.now
    _give_code(attempt)


def _give_code(attempt: Attempt) -> None:
    if not attempt.before.get("case_code"):
        attempt.numbers["case_code"] = case_code_number(
            attempt.rules.settings, attempt.after(), attempt.now
        )


@effect
def dispatch(attempt: Attempt) -> None:
    """The case goes to a department of the first level; the same one after a rework counts."""
    department = attempt.given("department")
    # the department stays on the case while its result is checked; a return empties it
    if attempt.before.get("department") == department and _after_rework(attempt):
        attempt.case["rework_count"] = int(attempt.before.get("rework_count") or 0) + 1
    attempt.case.update(
        department=department,
        department_2=None,
        department_3=None,
        receive_time=None,
        dispose_end_time=None,
        disposal_round=int(attempt.before.get("disposal_round") or 0) + 1,
    )
    attempt.log.update(receiver_unit=department, level=1)


def _after_rework(attempt: Attempt) -> bool:
    """The case waits for dispatch because its result was not good."""
    for row in reversed(valid_log(attempt.file)):
        if row.get("from_state") != row["to_state"]:
            kind = attempt.rules.workflow.actions.get(row["action"])
            effects = kind.effects if kind else ()
            return "rework" in effects or "answer_task" in effects
    return False


@effect
def assign(attempt: Attempt) -> None:
    """The department in charge dispatches on to the next level (二级派遣)."""
    column = "department_3" if attempt.before.get("department_2") else "department_2"
    department = attempt.given("department")
    attempt.case.update({column: department, "receive_time": None})
    attempt.log.update(receiver_unit=department, level=3 if column == "department_3" else 2)


@effect
def rework(attempt: Attempt) -> None:
    """Sent back to the same department it is a rework; from closing the next dispatch tells."""
    if any(step.clock == "dispose" and step.verb == "start" for step in attempt.transition.clocks):
        case = attempt.before
        attempt.case.update(
            rework_count=int(case.get("rework_count") or 0) + 1,
            disposal_round=int(case.get("disposal_round") or 0) + 1,
            dispose_end_time=None,
            receive_time=None,
        )
        attempt.log["receiver_unit"] = unit_in_charge(case)


@effect
def send_task(attempt: Attempt) -> None:
    """A task for one supervisor; its deadline is the one of the clock that starts."""
    kind = next(
        (s.clock for s in attempt.transition.clocks if s.verb == "start" and s.clock in TASKS),
        "check",
    )
    patrol = str(attempt.given("patrol"))
    number = 1 + sum(1 for row in attempt.file.tasks if row["kind"] == kind)
    clock = open_clock(attempt.clocks, kind)
    attempt.rows.append(
        RowChange(
            "case_task",
            {
                "number": f"{attempt.before.get('task_no')}-{TASKS[kind]}{number}",
                "kind": kind,
                "patrol": patrol,
                "assigned": attempt.now,
                "deadline": clock.get("deadline") if clock else None,
                "done": None,
                "result": None,
                "opinion": attempt.given("opinion"),
            },
        )
    )
    attempt.case["current_operator"] = patrol
    attempt.log["receiver"] = patrol


@effect
def answer_task(attempt: Attempt) -> None:
    task = open_task(attempt.file)
    if task is not None:
        answer = {"done": attempt.now, "result": attempt.given("result")}
        if attempt.given("opinion") is not None:
            answer["opinion"] = attempt.given("opinion")
        attempt.rows.append(RowChange("case_task", answer, task["id"]))


@effect
def withdraw_task(attempt: Attempt) -> None:
    """The task ends without a result."""
    task = open_task(attempt.file)
    if task is not None:
        attempt.rows.append(RowChange("case_task", {"done": attempt.now}, task["id"]))


@effect
def ask(attempt: Attempt) -> None:
    """A request that waits for a decision; the clock goes on."""
    kind = attempt.rules.request_of(attempt.action.name)
    if kind is None:
        raise InputError("cases.no_request_kind", action=attempt.action.name)
    clock = open_clock(attempt.file.clocks, "dispose")
    attempt.rows.append(
        RowChange(
            "case_request",
            {
                "kind": kind.code,
                "applicant": attempt.actor.login,
                "unit_code": _asking_unit(attempt),
                "reason": attempt.given("opinion") or "",
                "asked_value": attempt.given("asked_value"),
                "asked_until": attempt.given("until"),
                "asked": attempt.now,
                "decision": None,
                "old_deadline": clock.get("deadline") if clock else None,
            },
        )
    )
    attempt.case["pending_request"] = kind.code


def _asking_unit(attempt: Attempt) -> Optional[str]:
    if attempt.role == "department":
        return unit_in_charge(attempt.before) or attempt.actor.unit or None
    return attempt.actor.unit or None


def decide_request(attempt: Attempt, decision: str, opinion: Any = None) -> Optional[Row]:
    """Writes the decision about the request that waits; gives the request as it was."""
    request = open_request(attempt.file)
    if request is None:
        return None
    attempt.rows.append(
        RowChange(
            "case_request",
            {
                "decision": decision,
                "decider": attempt.actor.login,
                "decided": attempt.now,
                "opinion": attempt.given("opinion") if opinion is None else opinion,
            },
            request["id"],
        )
    )
    attempt.case["pending_request"] = None
    return request


@effect
def approve(attempt: Attempt) -> None:
    decide_request(attempt, "approved")
    clock = open_clock(attempt.clocks, "dispose")
    if clock is not None and attempt.rows and attempt.rows[-1].table == "case_request":
        attempt.rows[-1].values["new_deadline"] = clock.get("deadline")


@effect
def refuse(attempt: Attempt) -> None:
    decide_request(attempt, "refused")


@effect
def extension(attempt: Attempt) -> None:
    attempt.case["extension_count"] = int(attempt.before.get("extension_count") or 0) + 1


@effect
def returned(attempt: Attempt) -> None:
    """The department gives the case back: to the level above it, or to the centre."""
    case = attempt.before
    attempt.case["return_count"] = int(case.get("return_count") or 0) + 1
    attempt.case["receive_time"] = None
    if case.get("department_3"):
        attempt.case["department_3"] = None
    elif case.get("department_2"):
        attempt.case["department_2"] = None
    else:
        attempt.case["department"] = None
        return
    attempt.log["receiver_unit"] = unit_in_charge(attempt.after())


@effect
def hang(attempt: Attempt) -> None:
    attempt.case["hang_count"] = int(attempt.before.get("hang_count") or 0) + 1
    attempt.case["hung_until"] = until_of(attempt)


@effect
def resume(attempt: Attempt) -> None:
    attempt.case["hung_until"] = None


@effect
def urge(attempt: Attempt) -> None:
    """Urging (督办) changes no clock: it sets a flag that stays, and wants an answer."""
    department = unit_in_charge(attempt.before) or None
    attempt.rows.append(
        RowChange(
            "case_supervise",
            {
                "kind": attempt.given("kind") or "leader",
                "actor": attempt.actor.login,
                "department": department,
                "text": attempt.given("opinion") or "",
                "asked": attempt.now,
                "answer": None,
                "answered": None,
            },
        )
    )
    attempt.case["is_supervised"] = True
    attempt.log["receiver_unit"] = department


@effect
def answer_urge(attempt: Attempt) -> None:
    for row in attempt.file.supervisions:
        if not row.get("answered"):
            answer = {"answer": attempt.given("opinion"), "answered": attempt.now}
            attempt.rows.append(RowChange("case_supervise", answer, row["id"]))


@effect
def note(attempt: Attempt) -> None:
    """A note stands in the log only."""


@effect
def reply(attempt: Attempt) -> None:
    """The caller was told; what the caller says about it."""
    attempt.case["reply_done"] = True
    attempt.case["visit_result"] = attempt.given("opinion")
    if attempt.given("satisfaction") is not None:
        attempt.case["satisfaction"] = attempt.given("satisfaction")
