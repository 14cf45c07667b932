"""Checks of a unit-grid layer: the division principles G01 ... G10 and the tests Q01 ... Q16."""

from __future__ import annotations

from .catalogue import CheckInfo, Parameter, catalogue, parameters
from .model import (
    FINDING_COLUMNS,
    SEVERITIES,
    CheckInput,
    CheckResult,
    CheckSummary,
    CrsInfo,
)
from .report import check_report, finding_messages, finding_rows
from .run import finding_points, run_checks

__all__ = [
    "FINDING_COLUMNS",
    "SEVERITIES",
    "CheckInfo",
    "CheckInput",
    "CheckResult",
    "CheckSummary",
    "CrsInfo",
    "Parameter",
    "catalogue",
    "check_report",
    "finding_messages",
    "finding_points",
    "finding_rows",
    "parameters",
    "run_checks",
]
