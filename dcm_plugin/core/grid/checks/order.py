"""Q08: the running numbers follow the order of the standard."""

from __future__ import annotations

import numpy as np

from ..numbering import order_agreement
from .context import Context


def run(context: Context) -> None:
    """Kendall's tau between the stored and the computed order of each community."""
    rule = context.rule("Q08")
    least = float(rule["minimum_tau"])
    real = context.area > 0
    codes = context.codes[real]
    table = order_agreement(codes, context.shapes[real], context.profile)
    table = table[(table["grids"] >= int(rule["least_grids"])) & table["tau"].notna()]
    context.figures["order_tau_lowest"] = float(table["tau"].min()) if len(table) else None
    low = table[table["tau"] < least]
    tail = context.profile.code.prefix_length
    prefixes = np.array([code[:tail] for code in codes.tolist()], dtype=object)
    members = [np.flatnonzero(real)[np.flatnonzero(prefixes == p)[0]] for p in low["prefix"]]
    first = np.array(members, dtype=np.int64)
    context.add(
        "order",
        ("Q08",),
        context.fid[first],
        context.inner_points[first],
        [""] * len(first),
        low["tau"].round(3).to_numpy(),
        community=low["prefix"].to_numpy(dtype=object),
        least=least,
    )
