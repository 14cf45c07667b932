"""Run the wanted checks and put their findings into one table."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, Mapping, Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from ...checks.run import chosen_checks, finding_points, findings_table, run_registry
from .catalogue import GRID_CHECKS
from .context import Context
from .model import CheckInput, CheckResult
from .registry import CHECKS

__all__ = ["finding_points", "run_checks"]

_BINS = 30


def run_checks(
    data: CheckInput,
    profile: Any,
    selected: Optional[Iterable[str]] = None,
    overrides: Optional[Mapping[str, Mapping[str, Any]]] = None,
    progress: Optional[Callable[[float], None]] = None,
    cancelled: Optional[Callable[[], bool]] = None,
) -> CheckResult:
    """Check a unit-grid layer.

    ``selected``: check ids (all of the catalogue when None). ``overrides``: check id -> severity
    and numbers for this run only. What cannot be checked for want of input is 'skipped' in the
    summary, with the reason; what the profile switches off is 'off'.
    """
    wanted = chosen_checks(GRID_CHECKS, selected)
    context = Context(data, profile, wanted, overrides or {}, cancelled or (lambda: False))
    summary = run_registry(context, CHECKS, wanted, progress)
    findings = findings_table(context.batches, GRID_CHECKS)
    _figures(context)
    return CheckResult(
        findings,
        summary,
        context.figures,
        getattr(profile, "id", ""),
        _communities(context, findings),
        _histogram(context),
    )


def _figures(context: Context) -> None:
    area = context.area
    figures = context.figures
    rule = context.profile.area
    figures["grids"] = len(context.cells)
    figures["rows"] = len(context.rows)
    figures["ended_rows"] = int(context.ended.sum())
    figures["communities"] = 0 if context.communities is None else len(context.communities[0])
    if not len(area):
        return
    figures["area_total"] = float(area.sum())
    figures["area_mean"] = float(area.mean())
    figures["area_median"] = float(np.median(area))
    figures["area_min"] = float(area.min())
    figures["area_max"] = float(area.max())
    figures["share_in_bounds"] = float(((area >= rule.lower) & (area <= rule.upper)).mean())
    figures["area_cv"] = float(area.std() / area.mean()) if area.mean() > 0 else None


def _histogram(context: Context) -> Dict[str, Any]:
    area = context.area
    if not len(area):
        return {"edges": [0.0, 1.0], "counts": [0]}
    target = context.profile.area.target
    top = 3 * target
    edges = np.linspace(0, top, _BINS + 1)
    counts, _ = np.histogram(np.minimum(area, top * (1 - 1e-9)), bins=edges)
    return {"edges": edges.tolist(), "counts": counts.tolist(), "clipped": int((area > top).sum())}


def _communities(context: Context, findings: gpd.GeoDataFrame) -> pd.DataFrame:
    """One line per community: grids, area, and how many of its grids have errors or warnings."""
    key = pd.Series(context.community_key, dtype=object)
    table = pd.DataFrame({"community": key, "area": context.area})
    grouped = table.groupby("community", sort=True)["area"]
    result = grouped.agg(["size", "sum", "median"]).rename(
        columns={"size": "grids", "sum": "area", "median": "median_area"}
    )
    bad: Dict[str, set] = {"error": set(), "warning": set()}
    for severity, fids in zip(findings["severity"], findings["fids"]):
        if severity in bad and fids:
            bad[severity].update(map(int, fids.split(",")))
    for severity, fids in bad.items():
        flag = np.isin(context.fid, np.fromiter(fids, dtype=np.int64, count=len(fids)))
        result["with_" + severity] = pd.Series(flag).groupby(key).sum().astype(int)
    if "balance" in context.shared:
        result["components_cv"] = context.shared["balance"]["cv"]
    return result.reset_index()
