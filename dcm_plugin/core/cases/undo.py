"""Taking back the last step (撤销): what may be taken back, and how.

Only steps that the workflow table marks, which route a case and give nothing out (no number, no
closing, no answer of somebody). By who did it, within the minutes of the setting, and only while
nobody acted after. The log stays: a further row says which step it undoes.
"""

from __future__ import annotations

import datetime
from typing import Any, Dict, List, Optional

from ..errors import InputError
from ..messages import Message
from . import clock as clocks
from .attempt import Attempt, reason
from .model import Action, Actor, CaseFile, Change, Row, RowChange
from .record import changed, from_json, jsonable, restored, to_json
from .rules import Rules

#: What the log of a step that may be undone keeps beside the old columns.
FACTS = ("before", "old_clocks", "new_clocks", "new_tasks", "new_requests", "old_requests")


def facts(attempt: Attempt) -> Dict[str, Any]:
    """Which child rows a step made or changed, for its log row."""
    by_id = {row.get("id"): row for row in attempt.file.clocks}
    result: Dict[str, Any] = {}
    for change in attempt.rows:
        if change.table == "case_clock" and change.id is not None:
            old = by_id[change.id]
            columns = {column: old.get(column) for column in change.values}
            result.setdefault("old_clocks", []).append({"id": change.id, "before": columns})
        elif change.table == "case_clock":
            clock = [change.values["clock"], change.values["round"]]
            result.setdefault("new_clocks", []).append(clock)
        elif change.table == "case_task" and change.id is None:
            result.setdefault("new_tasks", []).append(change.values["number"])
        elif change.table == "case_request" and change.id is None:
            result["new_requests"] = [change.values["kind"]]
        elif change.table == "case_request":
            # a request that lapsed with the step waits again when the step is taken back
            result.setdefault("old_requests", []).append(change.id)
    kept: Dict[str, Any] = jsonable(result)
    return kept


def last_step(file: CaseFile) -> Optional[Row]:
    """The step that may be undone next: the last one of the log, when it is no undoing itself."""
    if not file.log:
        return None
    last = max(file.log, key=lambda row: int(row["seq"]))
    return None if last.get("undoes") else last


def refusal(
    rules: Rules, file: CaseFile, actor: Actor, now: datetime.datetime
) -> Optional[Message]:
    """Why the last step is not undone; None when it may be."""
    last = last_step(file)
    if last is None:
        return reason("undo_nothing")
    transition = rules.workflow.transition(last.get("transition"))
    name = rules.action_name(str(last["action"]))
    if transition is None or not transition.undo:
        return reason("undo_not", step=name)
    if last["actor"] != actor.login:
        return reason("undo_other", step=name, login=last["actor"])
    minutes = rules.settings.number("undo_minutes")
    if now > last["time"] + datetime.timedelta(minutes=minutes):
        return reason("undo_late", step=name, minutes=int(minutes))
    if "before" not in from_json(last.get("data")):
        return reason("undo_not", step=name)
    return None


def decide(
    rules: Rules,
    file: Optional[CaseFile],
    action: Action,
    actor: Actor,
    now: datetime.datetime,
) -> Change:
    """The change that takes the last step back."""
    message = reason("undo_nothing") if file is None else refusal(rules, file, actor, now)
    if file is None or message is not None:
        raise InputError(
            "cases.refused",
            case=(file.case.get("task_no") if file else None) or "–",
            action=rules.action_name(action.name),
            reason=message,
        )
    step = last_step(file) or {}
    kept = from_json(step.get("data"))
    case = changed(file.case, restored("cases", kept["before"]))
    case["updated"] = now
    state = case.get("state", file.case["state"])
    log: Row = {
        "seq": int(step["seq"]) + 1,
        "action": action.name,
        "transition": None,
        "from_state": file.case["state"],
        "to_state": state,
        "stage": case.get("stage", file.case.get("stage")),
        "actor": actor.login,
        "role": step["role"],
        "actor_unit": actor.unit or None,
        "receiver": None,
        "receiver_unit": case.get("current_unit", file.case.get("current_unit")),
        "level": None,
        "time": now,
        "clock": None,
        "used_seconds": None,
        "overdue": None,
        "opinion": action.data.get("opinion") or None,
        "data": to_json({"undone": step["action"]}),
        "undoes": step["seq"],
        "action_key": action.key or None,
    }
    return Change(int(file.case["id"]), file.version, case, log, _rows(file, kept, actor, now))


def _rows(
    file: CaseFile, kept: Dict[str, Any], actor: Actor, now: datetime.datetime
) -> List[RowChange]:
    rows = [
        RowChange("case_clock", restored("case_clock", item["before"]), item["id"])
        for item in kept.get("old_clocks", ())
    ]
    new_clocks = {(clock, number) for clock, number in kept.get("new_clocks", ())}
    for row in file.clocks:
        if (row["clock"], row["round"]) in new_clocks:
            rows.append(RowChange("case_clock", clocks.voided(row), row["id"]))
    for row in file.tasks:
        if row["number"] in kept.get("new_tasks", ()):
            rows.append(RowChange("case_task", {"done": now}, row["id"]))
    for row in file.requests:
        if row["kind"] in kept.get("new_requests", ()) and not row.get("decision"):
            withdrawn = {
                "decision": "refused",
                "decider": actor.login,
                "decided": now,
                "opinion": "withdrawn",
            }
            rows.append(RowChange("case_request", withdrawn, row["id"]))
        elif row["id"] in kept.get("old_requests", ()):
            waits = dict.fromkeys(("decision", "decider", "decided", "opinion"))
            rows.append(RowChange("case_request", waits, row["id"]))
    return rows
