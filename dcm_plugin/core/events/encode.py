"""Event codes: division and class. They name the class of the event in its county, no event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Tuple

import numpy as np
import shapely

from ..classes.codes import event_codes
from ..classes.model import EVENT, Catalogue
from ..grid.codes import as_text

NO_CLASS, UNKNOWN_CLASS, NO_PLACE, NO_GRID, GRID_CODE = (
    "no_class", "unknown_class", "no_place", "no_grid", "grid_code",
)  # fmt: skip


@dataclass
class EncodedEvents:
    """Columns of one length, None for no value; a reason is '' where all is well."""

    codes: np.ndarray
    names: np.ndarray
    grids: np.ndarray
    reasons: np.ndarray


def grids_of_points(points: np.ndarray, grids: np.ndarray, codes: Any) -> np.ndarray:
    """The code of the grid that each point lies in; None for a missing point and outside.

    A point on a border is in two grids and gets the smaller code. ``points``, ``grids``: shapely
    geometries in one CRS; ``codes``: one a grid.
    """
    texts = as_text(codes)
    usable = [i for i, text in enumerate(texts) if text is not None and grids[i] is not None]
    order = sorted(usable, key=lambda i: texts[i])
    result = np.full(len(points), None, dtype=object)
    if not order:
        return result
    tree = shapely.STRtree(grids[order])
    there = np.flatnonzero(~(shapely.is_missing(points) | shapely.is_empty(points)))
    rows, found = tree.query(points[there], predicate="intersects")
    smallest = np.full(len(there), len(order), dtype=np.int64)
    np.minimum.at(smallest, rows, found)
    inside = smallest < len(order)
    sorted_codes = texts[order]
    result[there[inside]] = sorted_codes[smallest[inside]]
    return result


def encode(
    catalogue: Catalogue,
    classes: Any,
    grids: np.ndarray,
    missing: np.ndarray,
    division: str,
    county_span: Tuple[int, int],
) -> EncodedEvents:
    """Codes of events by class and grid.

    ``grids``: grid codes, None outside; ``missing``: rows without a place; ``division``: county
    for rows without grid, '' for none; ``county_span``: where the county stands in a grid code.
    """
    texts = as_text(classes)
    texts[:] = [None if text is None else _padded(text, catalogue) for text in texts]
    items = {item.code: item for item in catalogue.of_kind(EVENT)}
    known = np.array([text in items for text in texts], dtype=bool)
    start, end = county_span
    counties = np.full(len(texts), division or None, dtype=object)
    counties[:] = [
        county if grid is None else (grid[start:end] if len(grid) > end else None)
        for grid, county in zip(grids.tolist(), counties.tolist())
    ]
    reasons = np.full(len(texts), "", dtype=object)
    for chosen, reason in (
        (np.array([text is None for text in texts], dtype=bool), NO_CLASS),
        (~known, UNKNOWN_CLASS),
        (missing & np.array([county is None for county in counties], dtype=bool), NO_PLACE),
        (np.array([g is None and c is None for g, c in zip(grids, counties)], dtype=bool), NO_GRID),
        (np.array([county is None for county in counties], dtype=bool), GRID_CODE),
    ):
        reasons[chosen & (reasons == "")] = reason
    usable = reasons == ""
    codes = np.full(len(texts), None, dtype=object)
    codes[usable] = event_codes(counties[usable], texts[usable], catalogue)
    names = np.empty(len(texts), dtype=object)
    names[:] = [items[text].name_zh if text in items else None for text in texts]
    return EncodedEvents(codes, names, grids, reasons)


def _padded(text: str, catalogue: Catalogue) -> str:
    """A class code that lost its leading zero in a number field gets it back."""
    text = text.strip()
    if text.isdigit() and len(text) == catalogue.class_length - 1:
        return "0" + text
    return text
