"""Run the wanted checks and put their findings into one table."""

from __future__ import annotations

import time
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .catalogue import catalogue
from .context import Context
from .model import FINDING_COLUMNS, Batch, CheckInput, CheckResult, CheckSummary
from .registry import CHECKS

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
    known = catalogue()
    wanted = list(known) if selected is None else [c for c in known if c in set(selected)]
    context = Context(data, profile, wanted, overrides or {}, cancelled or (lambda: False))
    summary = {check: CheckSummary(check, "off") for check in wanted}
    todo = [check for check in CHECKS if context.wants(*check.ids)]
    total = sum(check.weight for check in todo) or 1.0
    done = 0.0
    reasons: Dict[str, List[Any]] = {}
    ran: Dict[str, int] = {}
    for check in todo:
        context.check_cancelled()
        lacking = [reason for reason in (need(context) for need in check.need) if reason]
        started = time.perf_counter()
        if not lacking:
            check.run(context)
        spent = time.perf_counter() - started
        for name in check.ids:
            if name not in context.active:
                continue
            if lacking:
                reasons.setdefault(name, []).append(lacking[0])
            else:
                ran[name] = ran.get(name, 0) + 1
                summary[name].seconds += spent
        done += check.weight
        if progress is not None:
            progress(100.0 * done / total)
    for name in context.active:
        entry = summary[name]
        entry.status = "ran" if ran.get(name) else "skipped"
        given = reasons.get(name, [])
        unique = list({reason.id + repr(reason.params): reason for reason in given}.values())
        if entry.status == "skipped":
            entry.reason = unique[0] if unique else None
        else:
            entry.notes.extend(unique)
        entry.notes.extend(context.notes.get(name, []))
    findings = _table(context.batches)
    _count(summary, context.batches)
    _figures(context)
    return CheckResult(
        findings,
        summary,
        context.figures,
        _communities(context, findings),
        getattr(profile, "id", ""),
        _histogram(context),
    )


def _table(batches: List[Batch]) -> gpd.GeoDataFrame:
    columns: Dict[str, List[Any]] = {name: [] for name in FINDING_COLUMNS}
    for batch in batches:
        count = len(batch)
        for name in ("kind", "check", "principle", "severity", "layer", "unit"):
            columns[name].extend([getattr(batch, name)] * count)
        columns["fid"].extend(batch.fid.tolist())
        columns["fids"].extend(batch.fids)
        columns["measure"].extend(batch.measure.tolist())
        columns["message_id"].extend(["checks." + batch.kind] * count)
        columns["params"].extend(_params(batch))
        columns["geometry"].extend(batch.geometry.tolist())
    geometry = np.empty(len(columns["fid"]), dtype=object)
    geometry[:] = columns.pop("geometry")
    frame = pd.DataFrame({name: columns[name] for name in FINDING_COLUMNS if name != "geometry"})
    frame["fid"] = frame["fid"].astype(np.int64)
    frame["measure"] = frame["measure"].astype(float)
    table = gpd.GeoDataFrame(frame, geometry=gpd.array.GeometryArray(geometry))
    order = {check: position for position, check in enumerate(catalogue())}
    rank = table["check"].map(order).to_numpy()
    return table.iloc[np.argsort(rank, kind="stable")].reset_index(drop=True)


def _params(batch: Batch) -> List[Dict[str, Any]]:
    """The parameters of each finding, with ``fid``, ``fids`` and ``measure`` for the message."""
    count = len(batch)
    names = list(batch.params)
    lists = [
        value.tolist() if isinstance(value, np.ndarray) else [value] * count
        for value in batch.params.values()
    ]
    rows = zip(*lists) if lists else ([()] * count)
    result = []
    for values, fid, fids, measure in zip(
        rows, batch.fid.tolist(), batch.fids, batch.measure.tolist()
    ):
        entry = dict(zip(names, values))
        entry.update(fid=fid, fids=fids.replace(",", ", "), measure=_rounded(measure))
        result.append(entry)
    return result


def _rounded(value: float) -> str:
    """A measure for a sentence: no more digits than a reader can use."""
    if value != value:
        return ""
    size = abs(value)
    if size >= 100 or value == int(value):
        return f"{value:,.0f}"
    if size >= 10:
        return f"{value:,.1f}"
    return f"{value:,.2f}" if size >= 0.1 else f"{value:.2g}"


def _count(summary: Dict[str, CheckSummary], batches: List[Batch]) -> None:
    """Findings count for the check they are filed under and for the principle behind it."""
    for batch in batches:
        for name in {batch.check, batch.principle} - {""}:
            entry = summary[name]
            if batch.severity == "error":
                entry.errors += len(batch)
            elif batch.severity == "warning":
                entry.warnings += len(batch)
            else:
                entry.infos += len(batch)


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


def finding_points(findings: gpd.GeoDataFrame) -> np.ndarray:
    """A point for each finding that has a place, on its geometry."""
    shapes = np.asarray(findings.geometry.array, dtype=object)
    points = np.empty(len(shapes), dtype=object)
    some = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    valid = some.copy()
    valid[some] = shapely.is_valid(shapes[some])
    points[valid] = shapely.point_on_surface(shapes[valid])
    broken = np.flatnonzero(some & ~valid)
    for position in broken.tolist():
        points[position] = shapely.Point(shapely.get_coordinates(shapes[position])[0])
    return points
