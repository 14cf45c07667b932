"""Fixes of findings: edits that do away with one, verified before they are offered."""

from __future__ import annotations

from .bulk import BulkResult, fix_all
from .model import Fix
from .offer import FIXABLE, fixes_of

__all__ = ["FIXABLE", "BulkResult", "Fix", "fix_all", "fixes_of"]
