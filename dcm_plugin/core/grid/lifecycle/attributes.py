"""Attributes that editors may change, compared between two tables."""

from __future__ import annotations

from typing import Any, List

import numpy as np
import pandas as pd

from .model import FID, MANAGED

_NOT_COMPARED = (FID, "geometry", *MANAGED)


def free_columns(table: pd.DataFrame) -> List[str]:
    """Columns that are not the business of the life cycle."""
    return [name for name in table.columns if name not in _NOT_COMPARED]


def values(table: pd.DataFrame, name: str) -> np.ndarray:
    """A column as objects, None where there is no value."""
    result = np.full(len(table), None, dtype=object)
    if name in table.columns:
        column = table[name].astype(object).to_numpy(dtype=object)
        there = ~pd.isna(column)
        result[there] = column[there]
    return result


def differ(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Where two columns say different things; kinds of numbers and blanks do not matter."""
    result = np.array(first != second, dtype=bool)
    for place in np.flatnonzero(result).tolist():
        result[place] = not _alike(first[place], second[place])
    return result


def _alike(first: Any, second: Any) -> bool:
    blank_first = first is None or first == ""
    blank_second = second is None or second == ""
    if blank_first or blank_second:
        return blank_first and blank_second
    if isinstance(first, (int, float)) and isinstance(second, (int, float)):
        return bool(abs(first - second) <= 1e-9 * max(1.0, abs(first)))
    return str(first) == str(second)


def changed_rows(
    old: pd.DataFrame, old_rows: np.ndarray, edited: pd.DataFrame, edited_rows: np.ndarray
) -> np.ndarray:
    """Pairs of rows whose free columns differ; a column that the editors' table lacks does not."""
    result = np.zeros(len(old_rows), dtype=bool)
    for name in free_columns(edited):
        result |= differ(values(old, name)[old_rows], values(edited, name)[edited_rows])
    return result
