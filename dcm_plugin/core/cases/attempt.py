"""One attempt to act on a case: what guards look at and effects write into."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional

from ..messages import Message
from .model import Action, Actor, CaseFile, Row, RowChange
from .rules import Rules
from .workflow import ActionKind, Transition


def reason(guard: str, **params: Any) -> Message:
    """Why a guard says no: a message of ``data/messages/cases.csv``, which says what to do."""
    return Message(f"cases.guard.{guard}", params)


@dataclass
class Attempt:
    """An action on the way from one state to another.

    ``before``: the case as it was read (a new case: what was given). ``probing``: only asked
    whether it could be done, so ``action.data`` is empty.
    """

    rules: Rules
    file: CaseFile
    transition: Transition
    kind: ActionKind
    action: Action
    actor: Actor
    role: str
    now: datetime.datetime
    probing: bool = False
    #: Columns of the case that change.
    case: Row = field(default_factory=dict)
    #: Rows of child tables that are made or changed.
    rows: List[RowChange] = field(default_factory=list)
    #: Columns of the log row beyond the usual ones.
    log: Row = field(default_factory=dict)
    #: What the log keeps as data beside the data of the action.
    facts: Dict[str, Any] = field(default_factory=dict)
    numbers: Dict[str, Any] = field(default_factory=dict)
    #: The clocks as they will be.
    clocks: List[Row] = field(default_factory=list)

    @property
    def before(self) -> Row:
        return self.file.case

    @property
    def data(self) -> Mapping[str, Any]:
        return self.action.data

    def value(self, column: str) -> Any:
        """A column of the case as it will be."""
        return self.case.get(column, self.before.get(column))

    def after(self) -> Row:
        """The case as it will be."""
        return {**self.before, **self.case}

    def given(self, key: str) -> Any:
        """What the action brings under a key; blank text counts as nothing."""
        value = self.data.get(key)
        if isinstance(value, str):
            value = value.strip()
        return None if value in ("", None) else value


def open_request(file: CaseFile, kind: Optional[str] = None) -> Optional[Row]:
    """The request that waits for a decision."""
    for row in reversed(file.requests):
        if not row.get("decision") and (kind is None or row["kind"] == kind):
            return row
    return None


def open_task(file: CaseFile) -> Optional[Row]:
    """The verify or check task that nobody has answered yet."""
    return next((row for row in reversed(file.tasks) if not row.get("done")), None)


def open_clock(clocks: List[Row], clock: str) -> Optional[Row]:
    """The clock of a kind that has not ended (it may stand)."""
    return next(
        (row for row in reversed(clocks) if row["clock"] == clock and not row.get("ended")), None
    )


def valid_log(file: CaseFile) -> List[Row]:
    """The steps that count: without those that were undone, and without the undoing."""
    undone = {row["undoes"] for row in file.log if row.get("undoes")}
    return [row for row in file.log if row["seq"] not in undone and not row.get("undoes")]


def unit_in_charge(case: Mapping[str, Any]) -> str:
    """The department at the lowest level that has the case."""
    for column in ("department_3", "department_2", "department"):
        if case.get(column):
            return str(case[column])
    return ""


def unit_above(case: Mapping[str, Any]) -> str:
    """The department that dispatched on to the one in charge; empty at the first level."""
    for column, upper in (("department_3", "department_2"), ("department_2", "department")):
        if case.get(column):
            return str(case.get(upper) or "")
    return ""
