"""Personal data (个人信息) of cases: which columns hold it, and numbers inside texts.

Names inside a free text cannot be told from other words; an export that leaves personal data out
says so.
"""

from __future__ import annotations

import re
from typing import Any, Dict, Mapping, Optional, Tuple

#: Columns by table that name a person outside or let them be called.
COLUMNS: Mapping[str, Tuple[str, ...]] = {
    "cases": (
        "reporter_id", "reporter_name", "reporter_phone",
        "caller_name", "caller_sex", "caller_phone", "report_patrol", "verify_patrol",
        "check_patrol", "acceptor", "filer", "dispatcher", "closer", "current_operator",
    ),
    "case_log": ("actor", "receiver", "data"),
    "case_task": ("patrol",),
    "case_request": ("applicant", "decider"),
    "case_supervise": ("actor",),
    "case_media": ("path", "uploader"),
}  # fmt: skip
#: Columns that hold what people wrote.
TEXTS: Mapping[str, Tuple[str, ...]] = {
    "cases": ("description", "remark", "visit_result", "address"),
    "case_log": ("opinion",),
    "case_task": ("opinion",),
    "case_request": ("reason", "opinion"),
    "case_supervise": ("text", "answer"),
}
#: Required texts get this instead of a name.
HIDDEN = "*"
_REQUIRED = {"actor", "patrol", "applicant", "path"}
_NUMBERS = re.compile(
    r"(?<!\d)(?:"
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"  # mobile
    r"|\d{17}[\dXx]"  # identity card
    r"|0\d{2,3}[- ]?\d{7,8}"  # land line
    r")(?!\d)"
)


def masked(text: Optional[str]) -> Optional[str]:
    """A text in which phone and identity card numbers are stars."""
    if not text:
        return text
    return _NUMBERS.sub(lambda match: "*" * len(match.group()), text)


def without_personal(table: str, row: Dict[str, Any]) -> Dict[str, Any]:
    """The row without personal data; the same keys."""
    result = dict(row)
    for name in COLUMNS.get(table, ()):
        if result.get(name) is not None:
            result[name] = HIDDEN if name in _REQUIRED else None
    for name in TEXTS.get(table, ()):
        if isinstance(result.get(name), str):
            result[name] = masked(result[name])
    return result
