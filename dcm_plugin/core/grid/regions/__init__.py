"""Neighbouring regions: what does not match at their common border, and one layer of both."""

from __future__ import annotations

from .compare import compare
from .join import METHODS, join
from .merge import MergeResult, MergeSwitches, merge
from .model import Region
from .report import regions_report

__all__ = [
    "METHODS",
    "MergeResult",
    "MergeSwitches",
    "Region",
    "compare",
    "join",
    "merge",
    "regions_report",
]
