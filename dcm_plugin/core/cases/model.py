"""What a case is made of, and what one action changes in it.

Rows are plain dictionaries with the columns of ``data/city/columns.csv``; times are aware datetimes
in UTC, booleans are bool, missing values None, geometry is a pair (x, y) in the CRS of the city
database under the key ``geom``.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Tuple

Row = Dict[str, Any]

#: Tables of one case beside ``cases`` itself, each with a column ``case_id``.
CHILD_TABLES = (
    "case_log",
    "case_clock",
    "case_task",
    "case_request",
    "case_supervise",
    "case_media",
)


def utc_now() -> datetime.datetime:
    """The time of an action: aware, UTC, whole seconds (what every store keeps)."""
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


@dataclass(frozen=True)
class Actor:
    """Who acts: login, name, unit and the roles (角色) that the person holds there."""

    login: str
    name: str = ""
    unit: str = ""
    roles: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """What somebody wants to do with a case.

    ``name``: an action of the workflow table (``accept``, ``file``, ``dispatch`` …). ``data``: what
    the action needs (``opinion``, ``department``, ``condition_code``, ``media`` …). ``key``: chosen
    by the caller and unique for the action; the same action sent again with the same key is done
    once.
    """

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""


@dataclass
class CaseFile:
    """A case (案卷) with all that hangs on it; ``case["id"]`` is None before it is stored."""

    case: Row
    log: List[Row] = field(default_factory=list)
    clocks: List[Row] = field(default_factory=list)
    tasks: List[Row] = field(default_factory=list)
    requests: List[Row] = field(default_factory=list)
    supervisions: List[Row] = field(default_factory=list)
    media: List[Row] = field(default_factory=list)

    @property
    def version(self) -> int:
        return int(self.case.get("version") or 0)


@dataclass
class RowChange:
    """One row of a child table: a new one (``id`` None), or columns of an old one."""

    table: str
    values: Row
    id: Optional[int] = None


@dataclass
class Change:
    """All that one action writes; the store writes it in one transaction or not at all.

    ``case_id`` None: a new case. ``version``: the version that was read (0 for a new case); the
    store refuses the change when the row has another one by now and writes ``version + 1`` else.
    ``numbers``: columns of the case that the store fills inside the transaction from the number
    templates (``task_no``, ``case_code``): column → (template prefix, width), the next free number
    of that prefix. ``refers``: columns that hold the id of another case written in the same
    transaction before this one: column → its place among the changes.
    """

    case_id: Optional[int]
    version: int
    case: Row
    log: Row
    rows: List[RowChange] = field(default_factory=list)
    numbers: Dict[str, Tuple[str, int]] = field(default_factory=dict)
    refers: Dict[str, int] = field(default_factory=dict)
