"""What an update of the unit grid is given and what it gives back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Any, Dict, List, Mapping, Optional, Tuple

import geopandas as gpd

from ...standards import Profile

FID = "_fid"
#: Kinds of changes in the order in which they are listed.
KINDS = ("split", "merged", "recoded", "moved", "new", "ended", "attribute", "conflict")
#: Roles that the life cycle itself writes; what an editor puts there does not count as an edit.
MANAGED = (
    "code",
    "area",
    "start",
    "end",
    "changed",
    "state",
    "reason",
    "predecessor",
    "profile",
    "community",
    "street",
)
#: Words for the state of a row, by language; both are understood wherever they stand.
STATES: Mapping[str, Mapping[str, str]] = {
    "valid": {"en": "valid", "zh": "有效"},
    "void": {"en": "void", "zh": "作废"},
}
#: Between several codes in one field.
SEPARATOR = ";"


@dataclass(frozen=True)
class Switches:
    """How to run; None: as the profile says.

    date:     the day from which the new grid is valid.
    partial:  the edited layer holds only a part of the grid; cells it does not touch stay.
    """

    date: datetime.date
    reason: str = ""
    tolerance: Optional[float] = None
    split_keeps_code_for: Optional[str] = None
    merge_keeps_code_for: Optional[str] = None
    reuse_codes: Optional[bool] = None
    partial: bool = False
    lang: str = "en"

    def applied(self, profile: Profile) -> Profile:
        """The profile with the switches of this run."""
        given: Dict[str, Any] = {
            name: getattr(self, name)
            for name in ("split_keeps_code_for", "merge_keeps_code_for", "reuse_codes")
            if getattr(self, name) is not None
        }
        tolerances = profile.tolerances
        if self.tolerance is not None:
            tolerances = replace(tolerances, length=self.tolerance)
        return replace(
            profile, lifecycle=replace(profile.lifecycle, **given), tolerances=tolerances
        )


@dataclass
class UpdateTask:
    """Old layer and edited layer.

    Both tables have ``_fid`` and geometry, a column per role of the profile (``code``, ``start``,
    ``end`` ...) that the layer has, and its other fields under any other name; columns of the same
    name are compared.

    communities:  table with ``_fid``, ``code``, perhaps ``name``, and geometry, or None.
    history:      ended rows that are kept in another table (roles, no geometry), or None.
    names:        how layers and fields are called in messages.
    """

    old: gpd.GeoDataFrame
    edited: gpd.GeoDataFrame
    profile: Profile
    switches: Switches
    communities: Optional[gpd.GeoDataFrame] = None
    history: Optional[gpd.GeoDataFrame] = None
    names: Dict[str, str] = field(default_factory=dict)

    def named(self, what: str) -> str:
        return self.names.get(what) or what


@dataclass
class UpdateResult:
    """The new layer and what changed.

    layer:    the rows of the old layer in their order, then new ones; columns by role and name.
    changes:  one row per change, columns by role of the table ``unit_grid_change``; the geometry is
              the outline before (the new cell for ``new``, the edited cells for ``conflict``).
    counts:   number of changes by kind, and of cells ``kept``.
    """

    layer: gpd.GeoDataFrame
    changes: gpd.GeoDataFrame
    counts: Dict[str, int]
    figures: Dict[str, Any]
    warnings: List[Tuple[str, Dict[str, Any]]] = field(default_factory=list)
