"""What a change makes of a case file, in memory: as the store would have written it."""

from __future__ import annotations

from typing import Dict, List, Optional

from ..model import CaseFile, Change, Row

_PARTS = {
    "case_clock": "clocks",
    "case_task": "tasks",
    "case_request": "requests",
    "case_supervise": "supervisions",
    "case_media": "media",
}


def fold(
    file: Optional[CaseFile], change: Change, case_id: int, numbers: Dict[str, str]
) -> CaseFile:
    """The case file after a change.

    ``numbers``: what the store would give for the columns in ``change.numbers``. Ids of child rows
    are their places in the case, from 1.
    """
    if file is None:
        file = CaseFile({"id": case_id, "version": 0})
    file.case.update(change.case)
    for column in change.numbers:
        file.case[column] = numbers[column]
    file.case["version"] = change.version + 1
    for row in change.rows:
        part: List[Row] = getattr(file, _PARTS[row.table])
        if row.id is None:
            part.append({**row.values, "id": len(part) + 1, "case_id": case_id})
        else:
            part[row.id - 1].update(row.values)
    seq = 1 + max((int(step["seq"]) for step in file.log), default=0)
    file.log.append({**change.log, "seq": seq, "id": seq, "case_id": case_id})
    return file
