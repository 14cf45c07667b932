"""G09: the division is stable; what changed since the last version, and whether it says why."""

from __future__ import annotations

from typing import Dict

import numpy as np
import shapely

from .context import Context, code_texts, parse_dates, required, valid_areas
from .overlay import intersection_area

CHECKS = ("G09",)


def run(context: Context) -> None:
    """Compare by code with the layer as it was before."""
    rule = context.rule("G09")
    frame = required(context.data.previous)
    shapes, kept = valid_areas(frame)
    codes = code_texts(frame["code"])[kept]
    if "end" in frame.columns:
        current = parse_dates(frame["end"])[0].isna().to_numpy()[kept]
        shapes, codes, kept = shapes[current], codes[current], kept[current]
    old: Dict[str, int] = {}
    for position, code in enumerate(codes.tolist()):
        if code:
            old.setdefault(code, position)
    pairs = [(old[c], i) for i, c in enumerate(context.codes.tolist()) if c in old]
    before = np.array([p[0] for p in pairs], dtype=np.int64)
    now = np.array([p[1] for p in pairs], dtype=np.int64)
    total = float(shapely.area(shapes).sum())
    same = shapely.equals_exact(
        shapely.normalize(shapes[before]), shapely.normalize(context.shapes[now]), 1e-6
    )
    common = shapely.area(shapes[before])
    moved = np.flatnonzero(~same)
    common[moved] = intersection_area(shapes[before[moved]], context.shapes[now[moved]])
    first = np.unique(before, return_index=True)[1]
    kept_area = float(common[first].sum())
    context.figures["area_changed_share"] = 1 - kept_area / total if total > 0 else None
    _changed(context, shapes, before[moved], now[moved], common[moved], float(rule["elsewhere"]))
    _gone(context, shapes, codes, kept)
    _filled_holes(context, set(codes.tolist()))


def _changed(
    context: Context,
    shapes: np.ndarray,
    before: np.ndarray,
    now: np.ndarray,
    common: np.ndarray,
    elsewhere: float,
) -> None:
    if not len(before):
        return
    old_area, new_area = shapely.area(shapes[before]), context.area[now]
    change = old_area + new_area - 2 * common
    real = change > context.tolerances.area
    before, now, change = before[real], now[real], change[real]
    share = common[real] / np.maximum(np.minimum(old_area, new_area)[real], 1e-12)
    reused = share < elsewhere
    reasons = np.zeros(len(now), dtype=bool)
    for role in ("reason", "note"):
        if context.has(role):
            text = code_texts(context.rows[role])[context.cells[now]]
            reasons |= np.array([bool(t.strip()) for t in text.tolist()], dtype=bool)
    context.figures["grids_changed"] = int(real.sum())
    for kind, chosen in (
        ("code_elsewhere", reused),
        ("changed_no_reason", ~reused & ~reasons),
        ("changed", ~reused & reasons),
    ):
        context.add(
            kind,
            CHECKS,
            context.fid[now[chosen]],
            context.shapes[now[chosen]],
            measure=change[chosen],
            unit="m²",
            group="recorded" if kind == "changed" else "",
            code=context.codes[now[chosen]],
        )


def _gone(context: Context, shapes: np.ndarray, codes: np.ndarray, kept: np.ndarray) -> None:
    """Codes of the last version with no row at all: rows are ended, never deleted."""
    known = set(context.row_codes.tolist())
    gone = np.array([bool(c) and c not in known for c in codes.tolist()], dtype=bool)
    previous = context.data.previous
    if previous is None or not gone.any():
        return
    fid = previous["_fid"].to_numpy(dtype=np.int64)[kept]
    context.add(
        "row_deleted",
        CHECKS,
        fid[gone],
        shapes[gone],
        layer="previous",
        measure=shapely.area(shapes[gone]),
        unit="m²",
        code=codes[gone],
    )


def _filled_holes(context: Context, old: set) -> None:
    """New codes must come after the largest number that the community ever used."""
    structure = context.profile.code
    tail = structure.length - structure.sequence_length
    largest: Dict[str, int] = {}
    frame = context.data.previous
    ever = old if frame is None else set(code_texts(frame["code"]).tolist())
    for code in ever:
        if len(code) == structure.length and code[tail:].isdigit():
            largest[code[:tail]] = max(largest.get(code[:tail], 0), int(code[tail:]))
    bad = [
        position
        for position, code in enumerate(context.codes.tolist())
        if code not in ever
        and len(code) == structure.length
        and code[tail:].isdigit()
        and int(code[tail:]) <= largest.get(code[:tail], 0)
    ]
    chosen = np.array(bad, dtype=np.int64)
    context.add(
        "number_not_next",
        CHECKS,
        context.fid[chosen],
        context.shapes[chosen],
        code=context.codes[chosen],
        largest=np.array([largest[context.codes[c][:tail]] for c in bad], dtype=object),
    )
