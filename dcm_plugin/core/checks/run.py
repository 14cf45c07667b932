"""Run checks of any kind and put their findings into one table."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..report import Msg
from .catalogue import CheckCatalogue
from .context import CheckContext
from .model import FINDING_COLUMNS, Batch, CheckSummary

Need = Callable[[Any], Optional[Msg]]


@dataclass(frozen=True)
class Check:
    """A piece of work. ``ids``: the checks it answers; it runs when one of them is wanted.

    ``need`` gives the reason why it cannot run, or None. ``weight`` is its share of the progress.
    """

    name: str
    ids: Tuple[str, ...]
    run: Callable[[Any], None]
    need: Tuple[Need, ...] = ()
    weight: float = 1.0


def chosen_checks(known: CheckCatalogue, selected: Optional[Iterable[str]]) -> List[str]:
    """The wanted checks in the order of the catalogue; all when nothing is selected."""
    return (
        list(known.checks) if selected is None else [c for c in known.checks if c in set(selected)]
    )


def run_registry(
    context: CheckContext,
    checks: Sequence[Check],
    wanted: Sequence[str],
    progress: Optional[Callable[[float], None]] = None,
) -> Dict[str, CheckSummary]:
    """Run what is wanted of the checks; a summary line per wanted check.

    What cannot be checked for want of input is 'skipped' with the reason, what the profile
    switches off is 'off'. The findings are in ``context.batches``.
    """
    summary = {check: CheckSummary(check, "off") for check in wanted}
    todo = [check for check in checks if context.wants(*check.ids)]
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
    count_findings(summary, context.batches)
    return summary


def findings_table(batches: List[Batch], known: CheckCatalogue) -> gpd.GeoDataFrame:
    """One row per finding, in the order of the catalogue."""
    columns: Dict[str, List[Any]] = {name: [] for name in FINDING_COLUMNS}
    for batch in batches:
        count = len(batch)
        for name in ("kind", "check", "principle", "severity", "unit"):
            columns[name].extend([getattr(batch, name)] * count)
        several = isinstance(batch.layer, np.ndarray)
        columns["layer"].extend(list(batch.layer) if several else [batch.layer] * count)
        columns["fid"].extend(batch.fid.tolist())
        columns["fids"].extend(batch.fids)
        columns["measure"].extend(batch.measure.tolist())
        columns["message_id"].extend([known.prefix + batch.kind] * count)
        columns["params"].extend(_params(batch))
        columns["geometry"].extend(batch.geometry.tolist())
    geometry = np.empty(len(columns["fid"]), dtype=object)
    geometry[:] = columns.pop("geometry")
    frame = pd.DataFrame({name: columns[name] for name in FINDING_COLUMNS if name != "geometry"})
    frame["fid"] = frame["fid"].astype(np.int64)
    frame["measure"] = frame["measure"].astype(float)
    table = gpd.GeoDataFrame(frame, geometry=gpd.array.GeometryArray(geometry))
    order = {check: position for position, check in enumerate(known.checks)}
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


def count_findings(summary: Dict[str, CheckSummary], batches: List[Batch]) -> None:
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
