"""Run the checks of components."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Mapping, Optional, Tuple

import numpy as np

from ...checks.run import Check, Need, chosen_checks, findings_table, run_registry
from ...classes import Catalogue
from ...report import Msg
from . import attributes, places
from .context import ComponentContext
from .model import COMPONENT_CHECKS, ComponentInput, ComponentResult


def _layer(name: str) -> Need:
    """The layer must be given."""

    def missing(context: ComponentContext) -> Optional[Msg]:
        if getattr(context.data, name) is not None:
            return None
        layer = Msg("component_checks.layer." + name)
        return Msg("component_checks.skip.no_layer", {"layer": layer})

    return missing


def _column(*roles: str) -> Need:
    """The components must have one of the fields."""

    def missing(context: ComponentContext) -> Optional[Msg]:
        if any(context.has(role) for role in roles):
            return None
        return Msg("component_checks.skip.no_field", {"field": context.label(roles[0])})

    return missing


CHECKS: Tuple[Check, ...] = (
    Check("required", ("C01",), attributes.run_required, weight=2),
    Check("types", ("C02",), attributes.run_types, weight=2),
    Check("lists", ("C03",), attributes.run_lists),
    Check("form", ("C04",), attributes.run_form, (_column("code"),), 2),
    Check("division", ("C05",), attributes.run_division, (_layer("grid"), _column("code")), 4),
    Check("class", ("C06",), attributes.run_class, (_column("class_code", "code", "name"),)),
    Check("name", ("C07",), attributes.run_name, (_column("name"), _column("class_code", "code"))),
    Check("unique", ("C08",), attributes.run_unique, (_column("code"),)),
    Check("grid", ("C09",), places.run_grid, (_layer("grid"), _column("grid_code")), 2),
    Check("geometry", ("C10",), places.run_geometry, weight=2),
    Check("kind", ("C11",), places.run_kind),
    Check("duplicates", ("C12",), places.run_duplicates, weight=4),
    Check("dates", ("C13",), attributes.run_dates, (_column("start", "changed"),), 2),
    Check("line_ends", ("C14",), places.run_line_ends, weight=2),
    Check("overlaps", ("C15",), places.run_overlaps, weight=2),
)


def check_components(
    data: ComponentInput,
    catalogue: Catalogue,
    profile: Any,
    selected: Optional[Iterable[str]] = None,
    overrides: Optional[Mapping[str, Mapping[str, Any]]] = None,
    progress: Optional[Callable[[float], None]] = None,
    cancelled: Optional[Callable[[], bool]] = None,
) -> ComponentResult:
    """Check components against the catalogue of their version and the unit grids.

    ``selected``: check ids, all when None. ``overrides``: check id -> severity and numbers for
    this run; a profile may override them too (``checks: C12: {distance: 0.5}``). What cannot be
    checked for want of input is 'skipped' in the summary.
    """
    wanted = chosen_checks(COMPONENT_CHECKS, selected)
    context = ComponentContext(
        data, catalogue, profile, wanted, overrides or {}, cancelled or (lambda: False)
    )
    summary = run_registry(context, CHECKS, wanted, progress)
    findings = findings_table(context.batches, COMPONENT_CHECKS)
    figures = context.figures
    figures["components"] = len(context.rows)
    figures["layers"] = len(np.unique(context.layer.astype(str)))
    figures["classes"] = len([name for name in context.class_ids[1] if name])
    figures["without_class"] = int((~context.class_known).sum())
    return ComponentResult(
        findings,
        summary,
        figures,
        getattr(profile, "id", ""),
        catalogue.id,
        attributes.class_table(context, findings),
    )
