"""The panel of the open findings of a unit grid, with their fixes."""

from __future__ import annotations

from .panel import FindingsPanel
from .source import FindingsSource

__all__ = ["FindingsPanel", "FindingsSource"]
