"""What a filter of the case list means in SQL; the same words for both dialects.

Only values of the filter are parameters; every word of a statement stands here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Protocol, Sequence, Tuple

from ...core.cases.model import utc_now
from ...core.cases.query import GROUPS, CaseFilter, Page
from ...core.errors import DcmError

#: Above every character that a code may hold.
HIGHEST = "\U0010ffff"
#: Cases with a request that waits; there are five kinds, some of them given more than once.
_KINDS = 5
_WAITING = (
    "id IN (SELECT case_request.case_id FROM case_request WHERE case_request.decision IS NULL "
    "AND case_request.kind IN (?, ?, ?, ?, ?))"
)


class Dialect(Protocol):
    """Where the two databases differ."""

    #: Deadline with cases without one last.
    deadline: str
    #: True for urged and urgent cases.
    urgent: str

    def codes(self, column: str, values: Sequence[Any]) -> Tuple[str, List[Any]]: ...

    def prefix(self, column: str, start: str) -> Tuple[str, List[Any]]: ...

    def ids(self, values: Sequence[int]) -> Tuple[str, List[Any]]: ...

    def inside(self, extent: Tuple[float, float, float, float]) -> Tuple[str, List[Any]]: ...

    def text(self, text: str) -> Tuple[str, List[Any]]: ...

    def time(self, value: datetime.datetime) -> Any: ...


@dataclass
class Where:
    """Conditions that hold together, and their parameters in order."""

    parts: List[str] = field(default_factory=list)
    params: List[Any] = field(default_factory=list)

    def add(self, part: str, *params: Any) -> None:
        self.parts.append(part)
        self.params.extend(params)

    @property
    def clause(self) -> str:
        return "WHERE " + " AND ".join(self.parts) if self.parts else ""


def where(condition: CaseFilter, dialect: Dialect) -> Where:
    """The filter as conditions on ``cases``."""
    made = Where()

    def among(column: str, values: Sequence[Any]) -> None:
        if values:
            part, params = dialect.codes(column, values)
            made.add(part, *params)

    def prefix(column: str, start: str) -> None:
        if start:
            part, params = dialect.prefix(column, start)
            made.add(part, *params)

    if condition.only_open is not None:
        made.add("is_open = TRUE" if condition.only_open else "is_open = FALSE")
    among("state", condition.states)
    if condition.lights:
        _lights(made, condition, dialect)
    if condition.case_kind:
        among("case_kind", (condition.case_kind,))
    prefix("class_code", condition.class_code)
    among("department", condition.department)
    among("source_code", condition.source_code)
    prefix("street_code", condition.street_code)
    prefix("community_code", condition.community_code)
    among("duty_grid_code", condition.duty_grid_code)
    if condition.reported_from is not None:
        made.add("report_time >= ?", dialect.time(condition.reported_from))
    if condition.reported_to is not None:
        made.add("report_time <= ?", dialect.time(condition.reported_to))
    _turn(made, condition, dialect)
    if condition.ids:
        part, params = dialect.ids(condition.ids)
        made.add(part, *params)
    for column in condition.missing:
        if column not in GROUPS or column == "light":
            raise DcmError("city.no_column", table="cases", column=column)
        made.add(f"({column} IS NULL OR {column} = '')")
    if condition.extent is not None:
        part, params = dialect.inside(condition.extent)
        made.add(part, *params)
    if condition.text.strip():
        part, params = dialect.text(condition.text.strip())
        made.add(part, *params)
    return made


def _turn(made: Where, condition: CaseFilter, dialect: Dialect) -> None:
    """Whose turn it is: role and unit that must act next, or a request that waits for a decision.

    While a request waits, the department stays in charge and its clock goes on.
    """
    mine = Where()
    if condition.roles:
        part, params = dialect.codes('"current_role"', condition.roles)
        mine.add(part, *params)
    if condition.unit:
        part, params = dialect.codes("current_unit", (condition.unit,))
        mine.add(part, *params)
    if not mine.parts:
        return
    part = " AND ".join(mine.parts)
    if condition.requests:
        kinds = (condition.requests * _KINDS)[:_KINDS]
        made.add("((" + part + ") OR " + _WAITING + ")", *mine.params, *kinds)
    else:
        made.add(part, *mine.params)


def moment(condition: CaseFilter) -> datetime.datetime:
    """The time at which lights are judged."""
    return condition.now or utc_now()


def _lights(made: Where, condition: CaseFilter, dialect: Dialect) -> None:
    """Lights as ranges of the clock columns; a clock that stands has no deadline and no light."""
    now = dialect.time(moment(condition))
    parts: Dict[str, Tuple[str, List[Any]]] = {
        "red": ("clock_deadline < ?", [now]),
        "yellow": ("(clock_deadline >= ? AND clock_warn <= ?)", [now, now]),
        "green": (
            "(clock_deadline >= ? AND (clock_warn > ? OR clock_warn IS NULL))",
            [now, now],
        ),
        "none": ("clock_deadline IS NULL", []),
    }
    chosen = [parts[light] for light in dict.fromkeys(condition.lights) if light in parts]
    if len(chosen) == len(parts):
        return
    made.add(
        "(" + " OR ".join(part for part, _ in chosen) + ")",
        *(value for _, values in chosen for value in values),
    )


def group(by: str, condition: CaseFilter, dialect: Dialect) -> Tuple[str, List[Any]]:
    """The expression by which cases are counted."""
    if by not in GROUPS:
        raise DcmError("city.no_column", table="cases", column=by)
    if by != "light":
        return by, []
    now = dialect.time(moment(condition))
    return (
        "CASE WHEN clock_deadline IS NULL THEN 'none' WHEN clock_deadline < ? THEN 'red' "
        "WHEN clock_warn <= ? THEN 'yellow' ELSE 'green' END",
        [now, now],
    )


def order(page: Page, dialect: Dialect) -> str:
    """ORDER BY of a page; the id makes it unambiguous."""
    urgency = [
        (dialect.urgent, True),
        (dialect.deadline, False),
        ("report_time", False),
        ("id", False),
    ]
    keys: Optional[List[Tuple[str, bool]]] = {
        "urgency": urgency,
        "report_time": [("report_time", False), ("id", False)],
        "updated": [("updated", False), ("id", False)],
        "task_no": [("task_no", False)],
        "state": [("state", False), (dialect.deadline, False), ("id", False)],
        "clock_deadline": [(dialect.deadline, False), ("id", False)],
    }.get(page.sort)
    if keys is None:
        raise DcmError("city.no_column", table="cases", column=page.sort)
    return "ORDER BY " + ", ".join(
        key + (" DESC" if down != page.descending else "") for key, down in keys
    )
