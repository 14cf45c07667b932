"""Checks of surveyed components: C01 ... C15."""

from __future__ import annotations

from .model import COMPONENT_CHECKS, ComponentInput, ComponentResult
from .report import component_report, component_rows
from .run import check_components

__all__ = [
    "COMPONENT_CHECKS",
    "ComponentInput",
    "ComponentResult",
    "check_components",
    "component_report",
    "component_rows",
]
