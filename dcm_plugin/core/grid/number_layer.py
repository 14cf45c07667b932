"""Number a whole layer of unit grids: find the community of each, keep or give codes.

All checks come before the first code is given; an error names the layer, the field and the
features.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Optional, Tuple, Union

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import InputError
from ..messages import Message, shortened
from ..standards import Profile
from . import codes as grid_codes
from . import numbering

FID = "_fid"


@dataclass
class NumberingTask:
    """What a numbering run is given.

    grids:        table with ``_fid`` and geometry; ``code`` (codes of today), ``prefix`` (community
                  or full prefix) and ``end`` (end of use) when the layer has them.
    communities:  table with ``_fid``, ``code``, perhaps ``name``, and geometry, or None: then
                  ``prefix`` counts.
    used:         codes ever used, in other tables or rows that are not part of the run.
    occupied:     codes of grids in use that are not part of the run (rows not selected).
    names:        how layers and fields are called in messages.
    """

    grids: gpd.GeoDataFrame
    profile: Profile
    communities: Optional[gpd.GeoDataFrame] = None
    used: Iterable[Any] = ()
    occupied: Iterable[Any] = ()
    object_code: str = ""
    order: Optional[str] = None
    keep_existing: bool = True
    row_height: Optional[Union[float, str]] = None
    names: Dict[str, str] = field(default_factory=dict)

    def named(self, what: str) -> str:
        return self.names.get(what) or what


@dataclass
class NumberedLayer:
    """One entry per grid of the task; ``warnings`` are (message id, parameters)."""

    codes: np.ndarray
    community: np.ndarray
    community_name: np.ndarray
    ended: np.ndarray
    kept: np.ndarray
    warnings: List[Tuple[str, Dict[str, Any]]] = field(default_factory=list)

    @property
    def figures(self) -> Dict[str, int]:
        active = ~self.ended
        return {
            "numbered": int((active & ~self.kept).sum()),
            "kept": int((active & self.kept).sum()),
            "communities": int(len(set(self.community[active].tolist()))),
        }


def number_layer(task: NumberingTask) -> NumberedLayer:
    """Codes for all grids of a layer; rows whose use has ended stay as they are."""
    grids, profile = task.grids, task.profile
    if not len(grids):
        raise InputError("processing.layer_empty", layer=task.named("grids"))
    fids = grids[FID].to_numpy()
    existing = _column(grids, "code")
    ended = is_ended(grids["end"]) if "end" in grids else np.zeros(len(grids), dtype=bool)
    rows = np.flatnonzero(~ended)
    shapes = np.asarray(grids.geometry.array, dtype=object)
    check_geometry(shapes[rows], fids[rows], task.named("grids"))
    warnings: List[Tuple[str, Dict[str, Any]]] = []
    prefix, names = community_prefixes(task, rows, shapes, warnings)
    taken = list(task.occupied)
    if task.keep_existing:
        _check_existing(task, existing[rows], prefix, fids[rows], taken)

    result = numbering.number(
        shapes[rows],
        prefix,
        profile,
        order=task.order,
        existing=existing[rows] if task.keep_existing else None,
        used=_all_used(task, existing[ended], taken),
        keep_existing=task.keep_existing,
        row_height=task.row_height,
    )
    codes = existing.copy()
    codes[rows] = result.codes
    kept = ended.copy()
    kept[rows] = result.kept
    community = grid_codes.part(codes, profile.code, "community")
    community_name = np.full(len(grids), None, dtype=object)
    community_name[rows] = names
    return NumberedLayer(codes, community, community_name, ended, kept, warnings)


def is_ended(end: Any) -> np.ndarray:
    """Rows with an end date; 9999 (in use until further notice) and blanks are none."""
    values = pd.Series(end, dtype=object).reset_index(drop=True)
    texts = values.astype(str).str.strip()
    blank = values.isna() | texts.isin(["", "0", "0.0", "None"]) | texts.str.startswith("9999")
    return ~blank.to_numpy(dtype=bool)


def check_geometry(shapes: np.ndarray, fids: np.ndarray, layer: str) -> None:
    """Refuse missing and invalid geometry."""
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if missing.any():
        raise InputError("processing.geometry_missing", layer=layer, fids=shortened(fids[missing]))
    invalid = np.flatnonzero(~shapely.is_valid(shapes))
    if len(invalid):
        raise InputError(
            "processing.geometry_invalid",
            layer=layer,
            fids=shortened(fids[invalid]),
            reason=shapely.is_valid_reason(shapes[invalid[0]]),
        )


def assign_communities(
    shapes: np.ndarray, communities: np.ndarray, names: np.ndarray
) -> np.ndarray:
    """Index of the community in which the point on surface of each grid lies, -1 for none.

    On a shared border, or where communities overlap, the one with the larger part of the grid
    counts, then the smaller code.
    """
    points = shapely.point_on_surface(shapes)
    tree = shapely.STRtree(communities)
    grid, owner = tree.query(points, predicate="intersects")
    result = np.full(len(shapes), -1, dtype=np.int64)
    several = np.bincount(grid, minlength=len(shapes))[grid] > 1
    result[grid[~several]] = owner[~several]
    if several.any():
        grid, owner = grid[several], owner[several]
        share = shapely.area(shapely.intersection(shapes[grid], communities[owner]))
        best = np.lexsort((names[owner].astype(str), -np.round(share, 3), grid))
        first = best[np.r_[True, np.diff(grid[best]) != 0]]
        result[grid[first]] = owner[first]
    return result


def _column(table: gpd.GeoDataFrame, name: str) -> np.ndarray:
    if name in table:
        return grid_codes.as_text(table[name].to_numpy(dtype=object))
    return np.full(len(table), None, dtype=object)


def community_prefixes(
    task: NumberingTask,
    rows: np.ndarray,
    shapes: np.ndarray,
    warnings: List[Tuple[str, Dict[str, Any]]],
) -> Tuple[np.ndarray, np.ndarray]:
    """What stands before the running number of each current grid, and its community's name."""
    fids = task.grids[FID].to_numpy()[rows]
    if "prefix" in task.grids:
        values = _column(task.grids, "prefix")[rows]
        full = _full(task, values, fids, "grids", "prefix", warnings)
        return full, np.full(len(rows), None, dtype=object)
    if task.communities is None:
        raise InputError("standards.no_prefix", layer=task.named("grids"))
    table = task.communities
    if not len(table):
        raise InputError("processing.layer_empty", layer=task.named("communities"))
    own = table[FID].to_numpy()
    areas = np.asarray(table.geometry.array, dtype=object)
    check_geometry(areas, own, task.named("communities"))
    names = _full(task, _column(table, "code"), own, "communities", "community_code", warnings)
    twice = pd.Series(names).duplicated(keep=False).to_numpy()
    if twice.any():
        raise InputError(
            "standards.community_twice",
            layer=task.named("communities"),
            field=task.named("community_code"),
            codes=shortened(sorted(set(names[twice]))),
            fids=shortened(own[twice]),
        )
    found = assign_communities(shapes[rows], areas, names)
    lost = found < 0
    if lost.any():
        raise InputError(
            "standards.no_community",
            layer=task.named("grids"),
            communities=task.named("communities"),
            fids=shortened(fids[lost]),
        )
    return names[found], _column(table, "name")[found]


def _full(
    task: NumberingTask,
    values: np.ndarray,
    fids: np.ndarray,
    layer: str,
    field_name: str,
    warnings: List[Tuple[str, Dict[str, Any]]],
) -> np.ndarray:
    """Community codes as full prefixes, each checked by the profile."""
    structure = task.profile.code
    where = {"layer": task.named(layer), "field": task.named(field_name)}
    object_code = task.object_code.strip()
    if structure.object_length:
        short = np.array([v is not None and len(v) == structure.community_length for v in values])
        if short.any() and len(object_code) != structure.object_length:
            raise InputError(
                "standards.object_code",
                code=object_code or "–",
                length=structure.object_length,
                profile=task.profile.id,
            )
        values = values.copy()
        values[short] = [object_code + value for value in values[short]]
    elif object_code:
        raise InputError("standards.object_code_unused", profile=task.profile.id)
    distinct, place = np.unique(["" if v is None else v for v in values], return_inverse=True)
    reasons = grid_codes.prefix_reasons(distinct, structure)[place]
    odd = np.array([grid_codes.is_warning(reason) for reason in reasons], dtype=bool)
    wrong = (reasons != "") & ~odd
    if wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        raise InputError(
            "standards.community_code",
            value="NULL" if values[first] is None else values[first],
            fids=shortened(fids[wrong]),
            length=structure.prefix_length
            if structure.object_length
            else structure.community_length,
            profile=task.profile.id,
            reason=_reason(reasons[first]),
            **where,
        )
    if odd.any():
        codes = sorted(set(values[odd]))
        warnings.append(("standards.community_odd", {"codes": shortened(codes), **where}))
    return values


def _reason(reason: str) -> Message:
    return Message("standards.code." + reason)


def _check_existing(
    task: NumberingTask,
    existing: np.ndarray,
    prefix: np.ndarray,
    fids: np.ndarray,
    occupied: List[Any],
) -> None:
    """Codes that are to stay must fit the profile, the community, and stand once."""
    structure = task.profile.code
    rows = np.flatnonzero(~pd.isna(existing))
    where = {"layer": task.named("grids"), "field": task.named("code")}
    values, ids = existing[rows], fids[rows]
    reasons = grid_codes.validate_codes(values, structure)
    wrong = np.array([bool(r) and not grid_codes.is_warning(r) for r in reasons], dtype=bool)
    if wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        raise InputError(
            "standards.layer_code_invalid",
            fids=shortened(ids[wrong]),
            value=values[first],
            length=structure.length,
            profile=task.profile.id,
            reason=_reason(reasons[first]),
            **where,
        )
    foreign = grid_codes.prefixes(values, structure) != prefix[rows]
    if foreign.any():
        first = int(np.flatnonzero(foreign)[0])
        raise InputError(
            "standards.layer_code_foreign",
            fids=shortened(ids[foreign]),
            value=values[first],
            prefix=prefix[rows][first],
            **where,
        )
    others = set(grid_codes.as_text(occupied).tolist())
    twice = pd.Series(values).duplicated(keep=False).to_numpy()
    twice |= np.array([value in others for value in values], dtype=bool)
    if twice.any():
        raise InputError(
            "standards.layer_code_twice",
            fids=shortened(ids[twice]),
            codes=shortened(sorted(set(values[twice]))),
            **where,
        )


def _all_used(task: NumberingTask, ended: np.ndarray, occupied: List[Any]) -> List[Any]:
    return list(task.used) + [code for code in ended if code is not None] + occupied
