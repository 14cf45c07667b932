"""Statistics of components as tables: one row per area, and one per area and class."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence

import numpy as np
import pandas as pd

from .statistics import KM2, WAN, Areas, Statistics, density


def area_table(
    made: Statistics,
    areas: Areas,
    majors: Sequence[str],
    major_of_class: Sequence[int],
    version: str,
) -> pd.DataFrame:
    """A row per area, those without components too, by role; ``major_<code>`` for each major.

    ``major_of_class``: the place of the major of each class that was counted.
    """
    pairs = made.pairs[(made.pairs["area"] >= 0) & (made.pairs["klass"] >= 0)]
    columns = {
        "area_code": areas.codes,
        "area_name": areas.names,
        "area": np.round(areas.area, 2),
        "count": made.by_area,
        "per_km2": np.round(density(made.by_area, areas.area, KM2), 3),
        "per_wan": np.round(density(made.by_area, areas.area, WAN), 4),
        "classes": np.bincount(pairs["area"].to_numpy(), minlength=len(areas)),
        "version": [version] * len(areas),
    }
    major = np.asarray(major_of_class, dtype=np.int64)[pairs["klass"].to_numpy()]
    for place, code in enumerate(majors):
        chosen = pairs[major == place]
        columns["major_" + code] = np.bincount(
            chosen["area"].to_numpy(), weights=chosen["count"].to_numpy(), minlength=len(areas)
        ).astype(np.int64)
    return pd.DataFrame(columns)


def class_table(
    made: Statistics,
    areas: Areas,
    codes: Sequence[str],
    names: Sequence[str],
    version: str,
    zeros: bool = False,
) -> pd.DataFrame:
    """By role: a row for every class over all areas, for every area over all classes, and for
    every pair that occurs; with ``zeros`` for every pair.

    Code and name of the area are None in rows over all areas, those of the class in rows over all
    classes; what has no area, or no class, has '-' as code. Zeros are rows, too.
    """
    ground = np.array([made.ground])
    parts: List[pd.DataFrame] = [
        _part(made, areas, codes, names, np.full(len(codes), -2), np.arange(len(codes)),
              made.by_class, np.repeat(ground, len(codes))),
        _part(made, areas, codes, names, np.arange(len(areas)), np.full(len(areas), -2),
              made.by_area, areas.area),
    ]  # fmt: skip
    pairs = made.pairs
    if zeros:
        grid = pd.MultiIndex.from_product(
            [range(len(areas)), range(len(codes))], names=["area", "klass"]
        )
        full = pairs.set_index(["area", "klass"])["count"]
        pairs = full.reindex(grid.union(full.index), fill_value=0).reset_index()
    place = pairs["area"].to_numpy()
    size = np.append(areas.area, np.nan)[place]
    parts.append(
        _part(made, areas, codes, names, place, pairs["klass"].to_numpy(),
              pairs["count"].to_numpy(), size)
    )  # fmt: skip
    table = pd.concat(parts, ignore_index=True)
    table["version"] = version
    return table


def _part(
    made: Statistics,
    areas: Areas,
    codes: Sequence[str],
    names: Sequence[str],
    area: np.ndarray,
    klass: np.ndarray,
    count: np.ndarray,
    size: np.ndarray,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": _labels(areas.codes.tolist(), area, "-"),
            "area_name": _labels(areas.names.tolist(), area, None),
            "class_code": _labels(codes, klass, "-"),
            "class_name": _labels(names, klass, None),
            "count": count,
            "per_km2": np.round(density(count, size, KM2), 3),
            "per_wan": np.round(density(count, size, WAN), 4),
        }
    )


def _labels(values: Sequence[Any], place: np.ndarray, missing: Optional[str]) -> np.ndarray:
    """Texts at places; -1 is ``missing``, -2 (over all) None."""
    texts = np.empty(len(values) + 2, dtype=object)
    texts[: len(values)] = list(values)
    texts[-1] = missing
    result: np.ndarray = texts[place]
    return result
