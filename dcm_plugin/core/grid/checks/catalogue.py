"""The catalogue of the checks of unit grids."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Mapping, Tuple

from ...checks.catalogue import CheckCatalogue, CheckInfo, Parameter

GRID_CHECKS = CheckCatalogue(Path(__file__).resolve().parents[3] / "data" / "checks", "checks.")


def catalogue() -> Mapping[str, CheckInfo]:
    """All checks in their order."""
    return GRID_CHECKS.checks


def parameters() -> Tuple[Parameter, ...]:
    """The default numbers of all checks."""
    return GRID_CHECKS.parameters


def default_parameters(check: str) -> Dict[str, Any]:
    """The default numbers of one check by name."""
    return GRID_CHECKS.defaults(check)
