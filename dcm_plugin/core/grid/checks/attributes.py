"""Q09 fields and dates, Q10 area attribute, Q11 and G10 area bands."""

from __future__ import annotations

from typing import Any, Dict

import numpy as np
import pandas as pd

from .context import Context, code_texts, parse_dates, valid_areas

_EXEMPT = "land_use_class"


def run_fields(context: Context) -> None:
    """Q09: mandatory fields filled, dates valid, the end not before the start."""
    rows = context.rows
    fid = rows["_fid"].to_numpy(dtype=np.int64)
    for role, spec in context.profile.fields.items():
        if spec.required != "M":
            continue
        label = {"en": spec.alias_en, "zh": spec.alias_zh}
        if role not in rows.columns:
            context.add("field_missing", ("Q09",), -1, None, [""], field=label, name=spec.name)
            continue
        if role == "code":
            continue  # Q04 names rows without a code
        text = code_texts(rows[role])
        empty = np.array([not value.strip() for value in text.tolist()], dtype=bool)
        context.add(
            "field_empty",
            ("Q09",),
            fid[empty],
            context.row_shapes[empty],
            field=label,
            name=context.data.field_names.get(role, spec.name),
        )
    days: Dict[str, Any] = {}
    for role in ("start", "end"):
        if role not in rows.columns:
            continue
        days[role], bad = parse_dates(rows[role])
        values = np.array([str(v) for v in rows[role].tolist()], dtype=object)
        spec = context.profile.fields[role]
        context.add(
            "date_invalid",
            ("Q09",),
            fid[bad],
            context.row_shapes[bad],
            field={"en": spec.alias_en, "zh": spec.alias_zh},
            value=values[bad],
        )
    if len(days) == 2:
        wrong = (days["end"] < days["start"]).to_numpy()
        context.add(
            "end_before_start",
            ("Q09",),
            fid[wrong],
            context.row_shapes[wrong],
            start=_shown(days["start"][wrong]),
            end=_shown(days["end"][wrong]),
        )
    today = pd.Timestamp(context.data.today)
    for role, day in days.items():
        later = (day > today).to_numpy()
        context.add(
            "date_future_" + role,
            ("Q09",),
            fid[later],
            context.row_shapes[later],
            group="" if role == "end" else "future_start",
            value=_shown(day[later]),
        )


def _shown(days: pd.Series) -> np.ndarray:
    result: np.ndarray = days.dt.strftime("%Y-%m-%d").to_numpy(dtype=object)
    return result


def run_area_attribute(context: Context) -> None:
    """Q10: the area in the table is the area of the shape."""
    rule = context.rule("Q10")
    stored = pd.to_numeric(context.rows["area"], errors="coerce").to_numpy(dtype=float)
    stored = stored[context.cells]
    allowed = np.maximum(float(rule["absolute"]), float(rule["relative"]) * context.area)
    differs = np.abs(stored - context.area) > allowed
    context.add(
        "area_attribute",
        ("Q10",),
        context.fid[differs],
        context.shapes[differs],
        measure=(stored - context.area)[differs],
        unit="m²",
        stored=np.round(stored[differs], 2),
        real=np.round(context.area[differs], 2),
    )
    if "Q09" not in context.active:
        none = np.isnan(stored)
        context.add("area_empty", ("Q10",), context.fid[none], context.shapes[none])


def run_area_band(context: Context) -> None:
    """Q11: areas in the band; a grid that a whole yard makes large, or exempt land, may differ."""
    rule = context.rule("Q11")
    area = context.area
    below, above = float(rule["below"]), float(rule["above"])
    strong = float(rule["strongly_below"])
    free = exempt(context, "Q11", "G10")
    yard = _whole_yards(context, float(rule["yard_share"])) & (area > above)
    context.figures["exempt_land_use"] = int(free.sum())
    context.figures["large_for_a_yard"] = int(yard.sum())
    for kind, bad, limit in (
        ("area_tiny", (area < strong) & ~free, strong),
        ("area_small", (area >= strong) & (area < below) & ~free, below),
        ("area_large", (area > above) & ~free & ~yard, above),
    ):
        context.add(
            kind,
            ("Q11",),
            context.fid[bad],
            context.shapes[bad],
            measure=area[bad],
            unit="m²",
            limit=limit,
        )
    context.add(
        "area_yard",
        ("Q11",),
        context.fid[yard],
        context.shapes[yard],
        measure=area[yard],
        unit="m²",
        group="yard",
        limit=above,
    )


def exempt(context: Context, *checks: str) -> np.ndarray:
    """Cells whose land use frees them from the area band."""
    if not context.has(_EXEMPT):
        return np.zeros(len(context.cells), dtype=bool)
    names = set()
    for check in checks:
        if check in context.active:
            names |= {str(n).casefold() for n in context.rules[check].get("exempt_land_use", ())}
    uses = code_texts(context.rows[_EXEMPT])[context.cells]
    return np.array([use.strip().casefold() in names for use in uses.tolist()], dtype=bool)


def run_hills(context: Context) -> None:
    """G10: grids that the profile frees from the area rule because they are hills."""
    rule = context.rule("G10")
    free = exempt(context, "G10")
    area = context.area
    band = context.rule("Q11")
    odd = free & ((area < float(band["below"])) | (area > float(band["above"])))
    context.figures["hill_grids"] = int(free.sum())
    context.add(
        "hill",
        ("G10",),
        context.fid[odd],
        context.shapes[odd],
        measure=area[odd],
        unit="m²",
        uses=", ".join(str(n) for n in rule.get("exempt_land_use", ())),
    )


def _whole_yards(context: Context, least: float) -> np.ndarray:
    """Cells of which one yard covers at least the given share."""
    result = np.zeros(len(context.cells), dtype=bool)
    frame = context.data.compounds
    if frame is None:
        return result
    from .overlay import intersection_area

    shapes, kept = valid_areas(frame)
    if "keep" in frame.columns:
        shapes = shapes[frame["keep"].to_numpy()[kept].astype(bool)]
    large = np.flatnonzero(context.area > float(context.rule("Q11")["above"]))
    if not len(large) or not len(shapes):
        return result
    from shapely import STRtree

    i, j = STRtree(shapes).query(context.shapes[large], predicate="intersects")
    share = intersection_area(context.shapes[large[i]], shapes[j]) / context.area[large[i]]
    result[large[i[share >= least]]] = True
    return result
