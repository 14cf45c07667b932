"""Q15: every component carries the code of the grid that it is in."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from .context import Context, code_texts, required


def run(context: Context) -> None:
    """Wrong, missing and outside; on an edge the smallest code of the grids there is right."""
    frame = required(context.data.components)
    shapes, fid = context.component_shapes, context.component_fids
    cell = context.component_cell
    real = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    carried = np.array([code.strip() for code in code_texts(frame["code"]).tolist()], dtype=object)
    expected = np.where(cell >= 0, context.codes[np.maximum(cell, 0)], "").astype(object)
    grids = [str(context.fid[c]) if c >= 0 else "" for c in cell.tolist()]
    named = np.array(grids, dtype=object)

    context.add("component_no_geometry", ("Q15",), fid[~real], None, layer="components")
    outside = real & (cell < 0)
    context.add(
        "component_outside",
        ("Q15",),
        fid[outside],
        context.component_points[outside],
        layer="components",
        group="outside",
    )
    inside = real & (cell >= 0) & (expected != "")
    empty = inside & (carried == "")
    context.add(
        "component_no_code",
        ("Q15",),
        fid[empty],
        context.component_points[empty],
        named[empty].tolist(),
        layer="components",
        expected=expected[empty],
    )
    wrong = inside & (carried != "") & (carried != expected)
    # long and large components lie in several grids; the code of any of them is accepted
    spread = np.flatnonzero(wrong & (shapely.get_type_id(shapes) > 0) & shapely.is_valid(shapes))
    if len(spread):
        i, c = context.tree.query(shapes[spread], predicate="intersects")
        fits = np.unique(i[context.codes[c] == carried[spread[i]]])
        wrong[spread[fits]] = False
    context.figures["components_wrong_code"] = int(wrong.sum())
    context.add(
        "component_wrong_code",
        ("Q15",),
        fid[wrong],
        context.component_points[wrong],
        named[wrong].tolist(),
        layer="components",
        code=carried[wrong],
        expected=expected[wrong],
    )
    _ties(context, expected, carried)


def _ties(context: Context, expected: np.ndarray, carried: np.ndarray) -> None:
    """Points exactly on an edge are listed with the code that the tie rule gives."""
    component, cell = context.component_cells
    number = np.bincount(component, minlength=len(context.component_shapes))
    tied = np.flatnonzero(number > 1)
    if not len(tied):
        return
    pairs = pd.Series(component).isin(tied).to_numpy()
    context.add(
        "component_tie",
        ("Q15",),
        context.component_fids[tied],
        context.component_points[tied],
        context.grouped_fids(component[pairs], cell[pairs], tied),
        number[tied],
        layer="components",
        group="tie",
        expected=expected[tied],
        code=carried[tied],
    )
