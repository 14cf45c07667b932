"""Q04 form, Q05 uniqueness, Q07 running numbers of the codes."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import numpy as np
import pandas as pd
import shapely

from ...messages import shortened
from ...report import Msg
from ...standards import CodeStructure
from ..codes import is_warning, validate_codes
from .context import Context, code_texts, fid_text
from .overlay import polygonal

#: Holes named in one finding.
_NAMED = 20


def run_form(context: Context) -> None:
    """Q04: length, characters, ranges of the parts; all rows, also ended ones."""
    structure = context.profile.code
    reasons = validate_codes(context.row_codes, structure)
    for reason in np.unique(reasons[reasons != ""].astype(str)).tolist():
        if reason in _sequence_reasons(structure):
            continue  # Q07
        _add(
            context,
            "code_null" if reason == "null" else "code_wrong",
            ("Q04",),
            np.flatnonzero(reasons == reason),
            group="suspicious" if is_warning(reason) else "",
            reason=Msg("standards.code." + reason),
        )


def _sequence_reasons(structure: CodeStructure) -> Tuple[str, ...]:
    """Reasons of :func:`validate_codes` that speak of the running number."""
    return ("sequence_zero", "range_" + structure.sequence.name)


def _add(
    context: Context,
    kind: str,
    checks: Tuple[str, ...],
    rows: np.ndarray,
    group: str = "",
    **params: Any,
) -> None:
    fid = context.rows["_fid"].to_numpy(dtype=np.int64)
    context.add(
        kind,
        checks,
        fid[rows],
        context.row_shapes[rows],
        group=group,
        code=context.row_codes[rows],
        length=context.profile.code.length,
        **params,
    )


def run_unique(context: Context) -> None:
    """Q05: no code twice among all rows there ever were."""
    codes = context.row_codes
    fid = context.rows["_fid"].to_numpy(dtype=np.int64)
    filled = np.flatnonzero(codes != "")
    _, inverse, counts = np.unique(
        codes[filled].astype(str), return_inverse=True, return_counts=True
    )
    twice = filled[counts[inverse.reshape(-1)] > 1]
    order = twice[np.argsort(codes[twice].astype(str), kind="stable")]
    turns = np.flatnonzero(codes[order][1:] != codes[order][:-1]) + 1
    found: List[np.ndarray] = np.split(order, turns) if len(order) else []
    context.figures["duplicate_codes"] = len(found)
    for retired in (False, True):
        groups = [g for g in found if context.ended[g].any() == retired]
        if not groups:
            continue
        shapes = [_together(context.row_shapes[group]) for group in groups]
        context.add(
            "code_reused" if retired else "code_twice",
            ("Q05",),
            [int(fid[group[0]]) for group in groups],
            shapes,
            [fid_text(fid[group]) for group in groups],
            [len(group) for group in groups],
            code=np.array([codes[group[0]] for group in groups], dtype=object),
        )


def _together(shapes: np.ndarray) -> object:
    parts = shapes[~shapely.is_missing(shapes)]
    parts = shapely.get_parts(polygonal(parts)) if len(parts) else parts
    parts = parts[~shapely.is_empty(parts)] if len(parts) else parts
    return shapely.multipolygons(parts) if len(parts) else None


def run_sequence(context: Context) -> None:
    """Q07: the running number is in its range; unused numbers are listed as information."""
    structure = context.profile.code
    codes = context.row_codes
    reasons = validate_codes(codes, structure)
    wrong = np.isin(reasons.astype(str), _sequence_reasons(structure))
    _add(
        context,
        "sequence_range",
        ("Q07",),
        np.flatnonzero(wrong),
        first=structure.first,
        last=structure.last,
    )
    used = sequences(context, codes)
    current = set(context.prefix.tolist())
    number = 0
    for prefix, numbers in used.items():
        if prefix not in current:
            continue
        last = max(numbers)
        holes = [n for n in range(max(structure.first, 1), last) if n not in numbers]
        number += len(holes)
        if not holes:
            continue
        members = np.flatnonzero(context.prefix == prefix)
        context.add(
            "sequence_holes",
            ("Q07",),
            context.fid[members[0]],
            context.inner_points[members[0]],
            [""],
            len(holes),
            group="holes",
            community=prefix,
            holes=shortened([str(n).zfill(structure.sequence_length) for n in holes], _NAMED),
        )
    context.figures["unused_numbers"] = number


def sequences(context: Context, codes: np.ndarray) -> Dict[str, set]:
    """Numbers used per community, of codes with the right length; also those used before."""
    structure = context.profile.code
    every = [codes]
    if context.data.previous is not None and "code" in context.data.previous.columns:
        every.append(code_texts(context.data.previous["code"]))
    used: Dict[str, set] = {}
    start, end = structure.community_span
    tail = structure.length - structure.sequence_length
    for code in pd.unique(np.concatenate(every)).tolist():
        if len(code) == structure.length and code[tail:].isdigit():
            used.setdefault(code[start:end], set()).add(int(code[tail:]))
    return used
