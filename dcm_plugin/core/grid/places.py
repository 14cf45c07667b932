"""Findings with a place: collected column by column, handed out as one table."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..messages import text

ERROR, WARNING, INFO = "error", "warning", "info"
COLUMNS = ("kind", "severity", "layer", "fids", "codes", "measure", "unit", "params")


class Places:
    """Collects findings; ``prefix`` stands before the kind in the message id."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self._parts: List[pd.DataFrame] = []

    def add(
        self,
        kind: str,
        severity: str,
        shapes: Any,
        fids: Sequence[str],
        codes: Sequence[str],
        layer: Any = "",
        measure: Optional[Any] = None,
        unit: str = "",
        **params: Any,
    ) -> None:
        """Findings of one kind; ``shapes`` may hold None. ``params``: one value, or one each."""
        count = len(fids)
        if not count:
            return
        array = np.full(count, None, dtype=object)
        array[:] = list(shapes)
        filled = [
            {name: _nth(value, place) for name, value in params.items()} for place in range(count)
        ]
        self._parts.append(
            pd.DataFrame(
                {
                    "kind": self.prefix + kind,
                    "severity": severity,
                    "layer": layer,
                    "fids": pd.Series(list(fids), dtype=object),
                    "codes": pd.Series(list(codes), dtype=object),
                    "measure": np.full(count, np.nan) if measure is None else measure,
                    "unit": unit,
                    "params": pd.Series(filled, dtype=object),
                    "geometry": pd.Series(array, dtype=object),
                }
            )
        )

    def table(self) -> gpd.GeoDataFrame:
        """All findings: columns ``COLUMNS`` and geometry."""
        if not self._parts:
            empty = pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
            return gpd.GeoDataFrame(empty, geometry=gpd.array.GeometryArray(np.empty(0, object)))
        table = pd.concat(self._parts, ignore_index=True)
        shapes = table.pop("geometry").to_numpy(dtype=object)
        return gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(shapes))


def _nth(value: Any, place: int) -> Any:
    return value[place] if isinstance(value, (list, np.ndarray)) else value


def messages(table: gpd.GeoDataFrame, lang: str) -> List[str]:
    """The text of each finding."""
    return [
        text(kind, lang, codes=codes, fids=fids, measure=_number(measure), layer=layer, **params)
        for kind, codes, fids, measure, layer, params in zip(
            *(table[n] for n in ("kind", "codes", "fids", "measure", "layer", "params"))
        )
    ]


def _number(measure: float) -> str:
    return "" if measure != measure else f"{measure:,.3f}".rstrip("0").rstrip(".")


def spots(table: gpd.GeoDataFrame) -> np.ndarray:
    """A point for each finding, None where it has no place."""
    shapes = np.asarray(table.geometry.array, dtype=object)
    result: np.ndarray = shapely.point_on_surface(shapes)
    return result


def count(table: gpd.GeoDataFrame, severity: str) -> int:
    return int((table["severity"] == severity).sum())
