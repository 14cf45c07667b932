"""A case once more from its log through the engine: the proof that its rows are what rules make."""

from __future__ import annotations

import datetime
from typing import Any, Dict, List

from ..effects import REPORTED
from ..engine import decide
from ..model import Action, CaseFile, Row
from ..record import from_json
from ..rules import Rules
from .columns import PARTS
from .fold import fold

#: Columns that the log does not say.
_UNTOLD = {"id", "action_key", "data", "case_id"}


def replayed(rules: Rules, file: CaseFile) -> CaseFile:
    """The case that the engine makes of the steps of a log."""
    case = file.case
    made = None
    numbers = {"task_no": case["task_no"], "case_code": case["case_code"]}
    for step in file.log:
        data: Dict[str, Any] = from_json(step["data"])
        data.pop("before", None)
        if data.get("until"):
            data["until"] = datetime.datetime.fromisoformat(data["until"])
        if step["opinion"]:
            data["opinion"] = step["opinion"]
        if made is None:
            data.update({c: case[c] for c in REPORTED if case.get(c) is not None})
            data.pop("condition_code", None)
            data["point"], data["source_code"] = case["geom"], case["source_code"]
        actor = rules.operators[step["actor"]].actor()
        change = decide(rules, made, Action(step["action"], data), actor, step["time"])
        made = fold(made, change, int(case["id"]), numbers)
    if made is None:
        raise ValueError(f"case {case['id']} has no log")
    return made


def differences(one: CaseFile, other: CaseFile) -> List[str]:
    """What two case files do not have in common: table, row, column, both values."""
    found = _different("cases", 0, one.case, other.case)
    for table, part in PARTS.items():
        rows, others = getattr(one, part), getattr(other, part)
        if len(rows) != len(others):
            found.append(f"{table}: {len(rows)} rows, {len(others)} rows")
        for number, (left, right) in enumerate(zip(rows, others), 1):
            found += _different(table, number, left, right)
    return found


def _different(table: str, number: int, one: Row, other: Row) -> List[str]:
    names = (set(one) | set(other)) - _UNTOLD
    return [
        f"{table} {number} {name}: {one.get(name)!r} / {other.get(name)!r}"
        for name in sorted(names)
        if not _same(one.get(name), other.get(name))
    ]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, (int, float)):
        return abs(one - other) < 1e-6
    return bool(one == other)
