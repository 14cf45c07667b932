"""Acting on a case in the city database: read, decide, write.

The dock, the batch algorithm and imports all act through here.
"""

from __future__ import annotations

import datetime
from typing import Any, Iterator, List, Mapping, Optional, Tuple

from ..errors import DcmError, InputError
from .engine import decide
from .model import Action, Actor, CaseFile, Change
from .place import fill_place
from .query import CaseFilter, Page
from .rules import Rules
from .store import CaseStore

#: The actor of what happens by itself.
SYSTEM = Actor("system", roles=("system",))
RESUME = "resume"


def act(
    store: CaseStore,
    rules: Rules,
    case_id: Optional[int],
    action: Action,
    actor: Actor,
    now: datetime.datetime,
    version: Optional[int] = None,
) -> Tuple[int, int]:
    """Do one action; (id, version) of the case afterwards. ``case_id`` None: a new case.

    ``version``: the one that the person saw; when somebody changed the case since then, nothing is
    done, and the error says who did what (``cases.conflict``). An action whose key was done before
    is not done again.
    """
    if case_id is None:
        return store.apply(decide(rules, None, with_place(store, action), actor, now))
    file = store.read(case_id)
    done = done_before(file, action.key)
    if done is not None:
        return case_id, file.version
    if version is not None and file.version != version:
        raise conflict(rules, file, version)
    action = with_place(store, action)
    change = decide(rules, file, action, actor, now)
    try:
        return store.apply(change)
    except DcmError as error:
        if error.message_id != "city.conflict":
            raise
        current = store.read(case_id)
        if done_before(current, action.key) is not None:
            return case_id, current.version
        raise conflict(rules, current, file.version) from error


def done_before(file: CaseFile, key: str) -> Optional[Mapping[str, Any]]:
    """The step of the log that this key did already."""
    if not key:
        return None
    return next((row for row in file.log if row.get("action_key") == key), None)


def conflict(rules: Rules, file: CaseFile, seen: int) -> InputError:
    """Who did what since a version was seen."""
    last: Mapping[str, Any] = max(file.log, key=lambda row: int(row["seq"]), default={})
    operator = rules.operators.get(str(last.get("actor")))
    offset = datetime.timedelta(minutes=rules.settings.number("utc_offset_minutes"))
    moment = last.get("time")
    return InputError(
        "cases.conflict",
        case=file.case.get("task_no") or file.case.get("id"),
        who=(operator.name if operator else "") or last.get("actor") or "–",
        action=rules.action_name(str(last.get("action") or "–")),
        time=f"{moment + offset:%Y-%m-%d %H:%M:%S}" if moment else "–",
        state=rules.state_name(str(file.case.get("state"))),
    )


def with_place(store: CaseStore, action: Action) -> Action:
    """The action with the codes of the place of its point, where they are not given."""
    if action.data.get("point") is None:
        return action
    return Action(action.name, fill_place(store, dict(action.data)), action.key)


def resume_due(
    store: CaseStore, rules: Rules, now: datetime.datetime, most: int = 10_000
) -> List[int]:
    """Deferred cases whose day has come go on by themselves; gives their ids.

    Somebody else may have acted meanwhile: such a case is left to the next time.
    """
    if not rules.settings.flag("hang_auto_resume"):
        return []
    states = tuple(
        {t.from_state for t in rules.workflow.transitions if "system" in t.roles and t.from_state}
    )
    due = [
        int(row["id"])
        for row in _deferred(store, states, most)
        if row.get("hung_until") is not None and row["hung_until"] <= now
    ]
    resumed = []
    for case_id in due:
        try:
            change = due_change(rules, store.read(case_id), now)
            if change is None:
                continue
            store.apply(change)
        except DcmError as error:
            if error.message_id not in ("city.conflict", "cases.refused"):
                raise
            continue
        resumed.append(case_id)
    return resumed


def _deferred(store: CaseStore, states: Tuple[str, ...], most: int) -> Iterator[Mapping[str, Any]]:
    """The cases in some states, ``most`` at a time."""
    offset = 0
    while states:
        rows = store.page(CaseFilter(states=states), Page(offset=offset, limit=most))
        yield from rows
        offset += most
        if len(rows) < most:
            return


def due_change(rules: Rules, file: CaseFile, now: datetime.datetime) -> Optional[Change]:
    """How a deferred case goes on by itself at its day; None when that has not come.

    The step is dated to that day, or behind the last step when somebody wrote a note since then.
    """
    until = file.case.get("hung_until")
    if until is None or until > now or not rules.settings.flag("hang_auto_resume"):
        return None
    ways = rules.workflow.out(str(file.case.get("state")), RESUME)
    if not any("system" in way.roles for way in ways):
        return None
    last = max((row["time"] for row in file.log), default=until)
    return decide(rules, file, Action(RESUME), SYSTEM, max(until, last))
