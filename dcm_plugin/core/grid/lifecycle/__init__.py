"""The life of unit grids: what an edit changed, codes by the rules of change, history, look-up."""

from .history import (
    Answer,
    CodeHistory,
    check_codes,
    check_history,
    codes_at,
    outlines_at,
    valid_at,
)
from .model import KINDS, STATES, Switches, UpdateResult, UpdateTask
from .report import update_report
from .rows import Rows, read_rows
from .update import update

__all__ = [
    "KINDS",
    "STATES",
    "Answer",
    "CodeHistory",
    "Rows",
    "Switches",
    "UpdateResult",
    "UpdateTask",
    "check_codes",
    "check_history",
    "codes_at",
    "outlines_at",
    "read_rows",
    "update",
    "update_report",
    "valid_at",
]
