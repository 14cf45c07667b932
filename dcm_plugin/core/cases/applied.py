"""A change on a case in memory, for trying out what a store would hold."""

from __future__ import annotations

import copy

from .model import CHILD_TABLES, CaseFile, Change

_LISTS = dict(zip(CHILD_TABLES, ("log", "clocks", "tasks", "requests", "supervisions", "media")))


def applied(file: CaseFile, change: Change) -> CaseFile:
    """The case as it would be; new rows get ids below zero, numbers stay open."""
    after = copy.deepcopy(file)
    after.case.update(change.case)
    after.case["version"] = change.version + 1
    for column, (prefix, width) in change.numbers.items():
        after.case[column] = prefix + "0" * width
    after.log.append({**change.log, "id": -len(after.log) - 1, "case_id": change.case_id})
    for row in change.rows:
        rows = getattr(after, _LISTS[row.table])
        if row.id is None:
            rows.append({**row.values, "id": -len(rows) - 1, "case_id": change.case_id})
        else:
            next(item for item in rows if item["id"] == row.id).update(row.values)
    return after
