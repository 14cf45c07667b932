"""What a city brings, brought into the shape the partition wants."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import InputError
from ..messages import shortened
from ..standards import Profile

FID = "_fid"
ISSUE_COLUMNS = ("kind", "community", "measure", "layer", "fid", "params")


def community_codes(
    values: Sequence[Any], fids: Sequence[int], profile: Profile, layer: str, field: str
) -> np.ndarray:
    """Codes of the communities as text; refuses what cannot become the front of a grid code.

    Raises InputError that names layer, field and features for a missing code, one of another
    length or with other characters than the profile says, and one that stands twice.
    """
    ids = np.asarray(fids)
    codes = np.array([_code_text(value) for value in values], dtype=object)
    where = {"layer": layer, "field": field}
    missing = codes == ""
    if missing.any():
        raise InputError("partition.input.code_missing", fids=_some(ids[missing]), **where)
    lengths = np.array([len(code) for code in codes], dtype=int)
    wanted = profile.code.prefix_length
    wrong = lengths != wanted
    if wrong.any():
        raise InputError(
            "partition.input.code_length",
            wanted=wanted,
            found=shortened(dict.fromkeys(codes[wrong])),
            fids=_some(ids[wrong]),
            profile=profile.id,
            **where,
        )
    alphabet = set(profile.code.alphabet)
    wrong = np.array([not set(code) <= alphabet for code in codes], dtype=bool)
    if wrong.any():
        raise InputError(
            "partition.input.code_characters",
            found=shortened(dict.fromkeys(codes[wrong])),
            fids=_some(ids[wrong]),
            **where,
        )
    twice = pd.Series(codes).duplicated(keep=False).to_numpy()
    if twice.any():
        order = np.argsort(codes[twice].astype(str), kind="stable")
        raise InputError(
            "partition.input.code_twice",
            found=shortened(dict.fromkeys(codes[twice][order])),
            fids=_some(ids[twice][order]),
            **where,
        )
    return codes


def _code_text(value: Any) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()


def _some(fids: np.ndarray) -> str:
    return shortened([int(fid) for fid in fids])


def with_geometry(
    frame: gpd.GeoDataFrame, layer: str
) -> Tuple[gpd.GeoDataFrame, List[Dict[str, Any]]]:
    """The rows that have a shape, and a finding for each that has none or an invalid one.

    Invalid communities are told where the frame is repaired, so they are not told here.
    """
    shapes = np.asarray(frame.geometry.array, dtype=object)
    missing = shapely.is_missing(shapes)
    told = {"no_geometry": missing}
    if "code" not in frame:
        told["invalid_shape"] = ~missing & ~shapely.is_valid(shapes)
    findings = []
    for kind, rows in told.items():
        for position in np.flatnonzero(rows):
            row = frame.iloc[position]
            fid = int(row[FID])
            findings.append(
                {
                    "geometry": _place(shapes[position]),
                    "kind": "partition.issue." + kind,
                    "community": str(row.get("code") or ""),
                    "measure": float("nan"),
                    "layer": layer,
                    "fid": fid,
                    "params": {"layer": layer, "fid": fid},
                }
            )
    return frame[~missing].reset_index(drop=True), findings


def _place(shape: Any) -> Any:
    """A point on a shape that may be invalid; None when there is none."""
    corners = shapely.get_coordinates(shape)
    return shapely.Point(corners[0]) if len(corners) else None


def append_issues(issues: gpd.GeoDataFrame, findings: Sequence[Dict[str, Any]]) -> gpd.GeoDataFrame:
    """The findings as further rows of the issues."""
    if not findings:
        return issues
    columns: Dict[str, List[Any]] = {
        name: [*(issues[name].tolist() if name in issues else []), *(f[name] for f in findings)]
        for name in ISSUE_COLUMNS
    }
    old = list(issues.geometry) if len(issues) else []
    shapes = np.empty(len(old) + len(findings), dtype=object)
    shapes[:] = [*old, *(f["geometry"] for f in findings)]
    result = gpd.GeoDataFrame(pd.DataFrame(columns), geometry=gpd.array.GeometryArray(shapes))
    result.attrs.update(issues.attrs)
    return result


def kept_whole(
    areas: np.ndarray,
    low: Optional[float],
    high: Optional[float],
    chosen: Optional[np.ndarray] = None,
) -> np.ndarray:
    """Which compounds must not be cut: the chosen ones whose area is in the range.

    Of 3,700 real compounds 87 % are larger than 10,000 m² (median 40,854 m²), so keeping all of
    them whole would make a target of 10,000 m² impossible: without a choice only those that fit
    between the bounds of a unit grid are kept.
    """
    keep = np.ones(len(areas), dtype=bool) if chosen is None else np.asarray(chosen, dtype=bool)
    if low is not None:
        keep = keep & (areas >= low)
    if high is not None:
        keep = keep & (areas <= high)
    return keep


def compound_figures(
    areas: np.ndarray, keep: np.ndarray, target: float, upper: float
) -> Dict[str, Any]:
    """What there is to keep whole and what it costs: a kept compound above the upper bound makes
    a unit grid above the upper bound."""
    count = len(areas)
    large = keep & (areas > upper)
    return {
        "compounds": count,
        "compounds_median": float(np.median(areas)) if count else 0.0,
        "compounds_larger_than_target": int((areas > target).sum()),
        "compounds_kept": int(keep.sum()),
        "compounds_kept_above_upper": int(large.sum()),
        "compounds_kept_above_upper_area": float(areas[large].sum()),
        "compounds_may_be_cut": int((~keep & (areas > upper)).sum()),
    }
