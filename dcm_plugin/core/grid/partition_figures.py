"""The figures of a partition: which there are and how they are called.

Imports nothing but the standard library, for the list of outputs is needed before any run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ..report import Msg


@dataclass(frozen=True)
class Figure:
    """One figure: key in the results and the JSON, name as an output of the algorithm."""

    key: str
    output: str
    unit: str = ""
    decimals: int = 0
    percent: bool = False
    group: str = "quality"
    #: "" or the value that a correct partition has.
    must_be: Optional[float] = None

    @property
    def label(self) -> Msg:
        return Msg("partition.figure." + self.key)


FIGURES: Tuple[Figure, ...] = (
    Figure("cells", "CELL_COUNT"),
    Figure("share_5k_15k", "SHARE_WITHIN_BOUNDS", percent=True, decimals=1),
    Figure("share_8k_12k", "SHARE_NEAR_TARGET", percent=True, decimals=1),
    Figure("area_in_5k_15k", "AREA_SHARE_WITHIN_BOUNDS", percent=True, decimals=1),
    Figure("area_mean", "AREA_MEAN", "m²"),
    Figure("area_cv", "AREA_CV", decimals=3),
    Figure("slivers_lt_1000", "SMALL_COUNT"),
    Figure("gt_30000", "LARGE_COUNT"),
    Figure("polsby_popper_med", "COMPACTNESS_MEDIAN", decimals=3),
    Figure("border_on_feature", "BORDER_ON_LINES", percent=True, decimals=1),
    Figure("main_feature_followed", "MAIN_ROADS_FOLLOWED", percent=True, decimals=1),
    Figure("multipart", "MULTIPART_COUNT", group="hard", must_be=0),
    Figure("invalid", "INVALID_COUNT", group="hard", must_be=0),
    Figure("overlap_m2", "OVERLAP_AREA", "m²", decimals=3, group="hard", must_be=0),
    Figure("gap_m2", "GAP_AREA", "m²", decimals=3, group="hard", must_be=0),
    Figure("crosses_community", "CROSSING_COUNT", group="hard", must_be=0),
    Figure("buildings", "BUILDING_COUNT", group="objects"),
    Figure("buildings_cut", "BUILDINGS_CUT", group="objects"),
    Figure("buildings_cut_forced_by_community", "BUILDINGS_CUT_FORCED", group="objects"),
    Figure("components", "COMPONENT_COUNT", group="objects"),
    Figure("components_within_0.5m_of_border", "COMPONENTS_ON_BORDER", group="objects"),
    Figure("components_cv", "COMPONENTS_CV", decimals=3, group="objects"),
    Figure("components_max", "COMPONENTS_MAX", group="objects"),
    Figure("compounds", "COMPOUND_COUNT", group="compounds"),
    Figure("compounds_median", "COMPOUND_MEDIAN_AREA", "m²", group="compounds"),
    Figure("compounds_larger_than_target", "COMPOUNDS_ABOVE_TARGET", group="compounds"),
    Figure("compounds_kept", "COMPOUNDS_KEPT", group="compounds"),
    Figure("compounds_kept_above_upper", "COMPOUNDS_KEPT_ABOVE_UPPER", group="compounds"),
    Figure(
        "compounds_kept_above_upper_area",
        "COMPOUNDS_KEPT_ABOVE_UPPER_AREA",
        "m²",
        group="compounds",
    ),
    Figure("compounds_may_be_cut", "COMPOUNDS_MAY_BE_CUT", group="compounds"),
    Figure("communities", "COMMUNITY_COUNT", group="input"),
    Figure("issues", "ISSUE_COUNT", group="input"),
    Figure("seconds", "SECONDS", "s", decimals=1, group="input"),
)

#: Largest area in m² that counts as none: rounding of coordinates in the sums.
NO_AREA = 0.5


def outputs(figures: Mapping[str, Any]) -> Dict[str, Any]:
    """The figures under the names of the algorithm's outputs; None where not measured."""
    result: Dict[str, Any] = {}
    for figure in FIGURES:
        value = figures.get(figure.key)
        if value is not None and hasattr(value, "item"):
            value = value.item()
        if isinstance(value, float) and not math.isfinite(value):
            value = None
        result[figure.output] = value
    return result


def broken_rules(figures: Mapping[str, Any]) -> List[Figure]:
    """Hard rules that the result breaks; empty for every result of the partition."""
    broken = []
    for figure in FIGURES:
        value = figures.get(figure.key)
        if figure.must_be is None or value is None:
            continue
        limit = NO_AREA if figure.unit == "m²" else 0.0
        if abs(float(value) - figure.must_be) > limit:
            broken.append(figure)
    return broken


def avoidable_cuts(figures: Mapping[str, Any]) -> Optional[int]:
    """Buildings cut although no community border cuts them; None when not measured."""
    if figures.get("buildings_cut") is None:
        return None
    forced = figures.get("buildings_cut_forced_by_community") or 0
    return max(0, int(figures["buildings_cut"]) - int(forced))
