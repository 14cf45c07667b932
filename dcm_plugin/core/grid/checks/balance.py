"""G07 and Q14: about the same number of components in each grid of a community."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from .context import Context

CHECKS = ("Q14", "G07")


def run(context: Context) -> None:
    """Grids with far more components than is usual in their community, or with none."""
    rule = context.rule(*CHECKS)
    cell = context.component_cell
    count = np.bincount(cell[cell >= 0], minlength=len(context.cells))
    key = context.community_key
    table = pd.DataFrame({"key": key, "count": count})
    groups = table.groupby("key", sort=True)["count"]
    median = groups.transform("median").to_numpy()
    mean = groups.transform("mean").to_numpy()
    spread = groups.agg(["size", "sum", "median", "mean", "std"])
    variation = (groups.std(ddof=0) / groups.mean()).replace([np.inf, -np.inf], np.nan)
    context.shared["balance"] = spread.assign(cv=variation)
    context.figures["components"] = len(cell)
    context.figures["components_per_grid"] = float(count.mean()) if len(count) else None
    context.figures["components_cv"] = (
        float(count.std() / count.mean()) if len(count) and count.mean() > 0 else None
    )
    limit = np.maximum(float(rule["factor"]) * median, float(rule["least_many"]))
    many = (count > limit) & (mean > 0)
    context.add(
        "components_many",
        CHECKS,
        context.fid[many],
        context.shapes[many],
        measure=count[many],
        median=median[many],
        limit=limit[many],
    )
    if not rule.get("flag_zero", True):
        return
    none = (count == 0) & (median > 0)
    context.add(
        "components_none",
        CHECKS,
        context.fid[none],
        context.shapes[none],
        measure=0.0,
        median=median[none],
    )
    # where half of the grids have none, one line for the community says it better
    zero = pd.Series(count == 0).groupby(pd.Series(key)).agg(["sum", "size"])
    for name, empty, size in zip(zero.index, zero["sum"], zero["size"]):
        members = np.flatnonzero(key == name)
        if size < 2 or median[members[0]] > 0:
            continue
        context.add(
            "components_sparse",
            CHECKS,
            context.fid[members[0]],
            shapely.point_on_surface(context.shapes[members[0]]),
            [""],
            int(empty),
            community=name or "?",
            size=int(size),
        )
