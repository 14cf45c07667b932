"""G01 and Q16: statutory base map and reference system, as the metadata say."""

from __future__ import annotations

from .context import Context


def run_scale(context: Context) -> None:
    """G01: the base map is 1:500 at best and never smaller than 1:2000."""
    checks = ("G01", "Q16")
    rule = context.rule(*checks)
    scale = context.data.base_scale
    if not scale:
        context.add("scale_missing", checks, -1, None)
        return
    context.figures["base_scale"] = float(scale)
    smallest = float(rule["smallest_scale"])
    preferred = float(context.rules["G01"]["preferred_scale"])
    if scale > smallest:
        context.add(
            "scale_small",
            checks,
            -1,
            None,
            measure=scale,
            scale=f"{scale:g}",
            limit=f"{smallest:g}",
        )
    elif scale > preferred and context.wants("G01"):
        context.add(
            "scale_coarse",
            ("G01",),
            -1,
            None,
            measure=scale,
            group="not_preferred",
            scale=f"{scale:g}",
            limit=f"{preferred:g}",
        )


def run_crs(context: Context) -> None:
    """Q16: a projected system in metres, best one of CGCS2000."""
    crs = context.data.crs
    if crs is None:
        context.note("Q16", "checks.note.no_crs")
        return
    named = crs.authid or crs.name or "?"
    if not crs.known:
        context.add("crs_unknown", ("Q16",), -1, None, crs=named)
        return
    if crs.geographic or not crs.metres:
        context.add("crs_not_metric", ("Q16",), -1, None, crs=named)
        return
    context.figures["crs"] = named
    ranges = context.rule("Q16").get("epsg", ())
    authority, _, number = crs.authid.partition(":")
    national = authority == "EPSG" and number.isdigit()
    if not (national and any(low <= int(number) <= high for low, high in ranges)):
        context.add("crs_other", ("Q16",), -1, None, group="other_crs", crs=named)
