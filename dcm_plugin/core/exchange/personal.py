"""Personal data (个人信息) of cases: which columns hold it, and numbers inside texts.

Names inside a free text cannot be told from other words, but for those that the case itself knows;
an export that leaves personal data out says so.
"""

from __future__ import annotations

import re
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

#: Columns by table that name a person outside or let them be called.
COLUMNS: Mapping[str, Tuple[str, ...]] = {
    "cases": (
        "reporter_id", "reporter_name", "reporter_phone", "caller_name", "caller_sex",
        "caller_phone", "visit_result", "report_patrol", "verify_patrol",
        "check_patrol", "acceptor", "filer", "dispatcher", "closer", "current_operator",
    ),
    "case_log": ("actor", "receiver", "data", "action_key"),
    "case_task": ("patrol",),
    "case_request": ("applicant", "decider"),
    "case_supervise": ("actor",),
    "case_media": ("path", "uploader"),
}  # fmt: skip
#: Columns that hold what people wrote.
TEXTS: Mapping[str, Tuple[str, ...]] = {
    "cases": ("description", "remark", "address", "road_name"),
    "case_log": ("opinion",),
    "case_task": ("opinion",),
    "case_request": ("reason", "opinion"),
    "case_supervise": ("text", "answer"),
}
#: Columns of a case whose values are made stars wherever its texts repeat them.
KNOWN = ("caller_name", "caller_phone", "reporter_name", "reporter_phone")
#: A single character would be found in every other word.
_SHORTEST = 2
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


def masked(text: Optional[str], known: Sequence[str] = ()) -> Optional[str]:
    """A text in which phone and identity card numbers, and ``known`` words, are stars."""
    if not text:
        return text
    for word in known:
        text = text.replace(word, "*" * len(word))
    return _NUMBERS.sub(lambda match: "*" * len(match.group()), text)


def known_of(case: Mapping[str, Any]) -> Tuple[str, ...]:
    """Names and numbers of the persons of a case, longest first."""
    words = {str(case.get(name) or "").strip() for name in KNOWN}
    return tuple(sorted((w for w in words if len(w) >= _SHORTEST), key=len, reverse=True))


def without_personal(table: str, row: Dict[str, Any], known: Sequence[str] = ()) -> Dict[str, Any]:
    """The row without personal data; the same keys. ``known``: :func:`known_of` its case."""
    result = dict(row)
    for name in COLUMNS.get(table, ()):
        if result.get(name) is not None:
            result[name] = HIDDEN if name in _REQUIRED else None
    for name in TEXTS.get(table, ()):
        if isinstance(result.get(name), str):
            result[name] = masked(result[name], known)
    return result
