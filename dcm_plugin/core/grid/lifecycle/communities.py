"""The community of each edited cell, as what stands before the running number."""

from __future__ import annotations

from collections import Counter
from typing import Any, Dict, List, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd

from ...errors import InputError
from ...messages import Message, shortened
from .. import codes as grid_codes
from ..number_layer import NumberingTask, community_prefixes
from .conflicts import Claims
from .model import FID, UpdateTask
from .rows import Rows

Warnings = List[Tuple[str, Dict[str, Any]]]


def from_layer(task: UpdateTask, old: Rows, edited: Rows, warnings: Warnings) -> Tuple[Any, Any]:
    """Prefix and name of the community in which each edited cell lies (current rows only)."""
    structure = task.profile.code
    rows = np.flatnonzero(edited.current)
    work = NumberingTask(
        grids=gpd.GeoDataFrame(
            pd.DataFrame({FID: edited.fid}), geometry=gpd.array.GeometryArray(edited.shapes)
        ),
        profile=task.profile,
        communities=task.communities,
        object_code=_object_code(old, structure.object_length),
        names={
            "grids": task.named("edited"),
            "communities": task.named("communities"),
            "community_code": task.named("community_code"),
        },
    )
    return community_prefixes(work, rows, edited.shapes, warnings)


def _object_code(old: Rows, length: int) -> str:
    """The managed object in front of most codes."""
    if not length or not len(old):
        return ""
    return Counter(code[:length] for code in old.code.tolist()).most_common(1)[0][0]


def from_rows(
    task: UpdateTask, old: Rows, edited: Rows, claims: Claims, main: np.ndarray
) -> np.ndarray:
    """Prefix of each current edited row from its fields and from the old cell it lies on.

    ``main`` is the old row with which each of them shares most ground, -1 for none. The community
    field counts where an editor changed it.
    """
    structure = task.profile.code
    rows = np.flatnonzero(edited.current)
    old_prefix = grid_codes.prefixes(old.code, structure)
    old_part = grid_codes.part(old.code, structure, "community")
    own_prefix = grid_codes.prefixes(edited.code, structure)
    result = np.full(len(rows), None, dtype=object)
    result[main >= 0] = old_prefix[main[main >= 0]]
    base = np.where(claims.row[rows] >= 0, claims.row[rows], main)
    stated: Dict[int, str] = {}
    for place, row in enumerate(rows.tolist()):
        said = (edited.community[row] or "").strip()
        if said:
            before = base[place]
            known = (old.community[before] or old_part[before]) if before >= 0 else None
            if said != known:
                stated[place] = said
        if result[place] is None and place not in stated:
            result[place] = own_prefix[row]
    if stated:
        _check_stated(task, edited.fid[rows], stated)
        front = _object_code(old, structure.object_length)
        for place, said in stated.items():
            before = result[place] or front
            result[place] = before[: structure.object_length] + said
    lost = np.array([prefix is None for prefix in result], dtype=bool)
    if lost.any():
        raise InputError(
            "lifecycle.no_community",
            layer=task.named("edited"),
            fids=shortened(edited.fid[rows[lost]].tolist()),
        )
    return result


def _check_stated(task: UpdateTask, fids: np.ndarray, stated: Dict[int, str]) -> None:
    structure = task.profile.code
    wrong: Dict[int, str] = {}
    reasons: Dict[str, str] = {}
    zeros = "0" * structure.object_length
    for place, said in stated.items():
        if said not in reasons:
            reasons[said] = (
                "length"
                if len(said) != structure.community_length
                else str(grid_codes.prefix_reasons([zeros + said], structure)[0])
            )
        if reasons[said] and not grid_codes.is_warning(reasons[said]):
            wrong[place] = reasons[said]
    if wrong:
        first = next(iter(wrong))
        raise InputError(
            "standards.community_code",
            layer=task.named("edited"),
            field=task.named("community"),
            value=stated[first],
            fids=shortened([int(fids[place]) for place in wrong]),
            length=structure.community_length,
            profile=task.profile.id,
            reason=Message("standards.code." + wrong[first]),
        )
