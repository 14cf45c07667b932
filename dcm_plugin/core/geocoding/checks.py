"""Is a place database complete and right? Findings by unit grid, street, plate and name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
import shapely
from scipy.spatial import cKDTree

from .interpolate import ErrorModel, StreetNumbers
from .model import AdminLevel, PlaceType
from .store import Place, PlaceStore, PlateRow
from .table import OutputField
from .words import rows

FIELDS = (
    OutputField("check_id", "string", 30, "Check", "检查项"),
    OutputField("severity", "string", 10, "Severity", "级别"),
    OutputField("message", "string", 254, "Finding", "问题"),
    OutputField("place", "string", 200, "Place", "地点"),
    OutputField("value", "double", 0, "Value", "数值"),
    OutputField("place_id", "int", 0, "Place id", "地点编号"),
)
_ODD_NAME = re.compile(r"[,，.。;；:：!！?？、\"'“”]|\s{2,}|^\s|\s$|无名|未命名|待定")


@dataclass(frozen=True)
class Finding:
    """``value``: metres or a number of plates, NaN where there is none."""

    check: str
    place: str
    x: float
    y: float
    value: float = float("nan")
    place_id: int = 0
    detail: str = ""


def check_places(
    store: PlaceStore, grids: Optional[np.ndarray] = None, codes: Sequence[Any] = ()
) -> List[Finding]:
    """All findings, in a fixed order. ``grids``: polygons of unit grids with their codes."""
    limits = {row["check"]: float(row["limit"] or "nan") for row in rows("checks.csv")}
    found: List[Finding] = []
    ids, types, x, y, _ = store.points([kind.value for kind in PlaceType])
    places = store.places(ids.tolist())
    if grids is not None:
        basic = types != PlaceType.AREA
        found += _empty_grids(grids, codes, np.column_stack([x[basic], y[basic]]))
    found += _streets(store, places, limits)
    found += _names(places)
    found += _twice(places, limits["poi_twice"])
    return sorted(found, key=lambda f: (f.check, f.place, f.place_id, f.x, f.y, f.detail))


def _empty_grids(grids: np.ndarray, codes: Sequence[Any], xy: np.ndarray) -> List[Finding]:
    filled = np.zeros(len(grids), dtype=bool)
    if len(xy):
        _, cells = shapely.STRtree(grids).query(shapely.points(xy), predicate="intersects")
        filled[cells] = True
    result = []
    for position in np.flatnonzero(~filled & ~shapely.is_missing(grids)).tolist():
        point = shapely.point_on_surface(grids[position])
        result.append(Finding("grid_without_place", str(codes[position] or ""), point.x, point.y))
    return result


def _streets(
    store: PlaceStore, places: Dict[int, Place], limits: Dict[str, float]
) -> List[Finding]:
    meta = store.meta()
    model = ErrorModel(
        float(meta.get("error_base", ErrorModel().base)),
        float(meta.get("error_share", ErrorModel().share)),
    )
    by_street: Dict[int, List[PlateRow]] = {}
    for row in store.plates(None):
        by_street.setdefault(row.street, []).append(row)
    names: Dict[str, List[Place]] = {}
    found: List[Finding] = []
    for place in places.values():
        if place.type != PlaceType.STREET:
            continue
        names.setdefault(place.name, []).append(place)
        plates = by_street.get(place.place_id, [])
        if not plates:
            found.append(_of(place, "street_without_plates"))
        else:
            found += _numbers(store, place, plates, model, limits)
    for same in names.values():
        if len(same) > 1:
            found += [_of(place, "street_name_twice", float(len(same))) for place in same]
    return found


def _numbers(
    store: PlaceStore,
    street: Place,
    plates: Sequence[PlateRow],
    model: ErrorModel,
    limits: Dict[str, float],
) -> List[Finding]:
    """Gaps in the numbers of a street, and numbers far from where their neighbours put them."""
    simple = [p for p in plates if p.key.count("弄") + p.key.count("号") <= 1]
    wkb = store.line(street.place_id)
    line = shapely.from_wkb(wkb) if wkb is not None else None
    numbers = StreetNumbers([p.number for p in simple], [(p.x, p.y) for p in simple], line, model)
    by_number = {p.number: p for p in simple}
    found = []
    for side in numbers.sides:
        for before, after in zip(side.numbers, side.numbers[1:]):
            if after - before > limits["numbers_missing"]:
                plate = by_number[before]
                missing = (after - before) // 2 - 1
                detail = f"{before + 2}–{after - 2}"
                found.append(
                    Finding("numbers_missing", street.name, plate.x, plate.y, float(missing),
                            street.place_id, detail)
                )  # fmt: skip
        for number, (x, y) in list(zip(side.numbers, side.points))[1:-1]:
            where = numbers.locate(number, without=number)
            if where is None or not where.inside:
                continue
            off = float(np.hypot(where.x - x, where.y - y))
            if off > max(limits["plate_out_of_place"], 6.0 * where.error):
                plate = by_number[number]
                name = street.name + plate.key
                found.append(Finding("plate_out_of_place", name, x, y, off, plate.place_id))
    return found


def _names(places: Dict[int, Place]) -> List[Finding]:
    found = []
    areas = any(p.type == PlaceType.AREA and p.level == AdminLevel.COUNTY for p in places.values())
    for place in places.values():
        if place.type in (PlaceType.ZONE, PlaceType.BLOCK, PlaceType.STREET, PlaceType.AREA):
            if _ODD_NAME.search(place.name):
                found.append(_of(place, "name_form"))
        elif areas and not place.county:
            found.append(_of(place, "outside_areas"))
    return found


def _twice(places: Dict[int, Place], limit: float) -> List[Finding]:
    """POIs of one name nearer to each other than the limit: all but the first."""
    groups: Dict[str, List[Place]] = {}
    for place in places.values():
        if place.type == PlaceType.POI:
            groups.setdefault(place.name, []).append(place)
    found = []
    for same in groups.values():
        if len(same) < 2:
            continue
        xy = np.array([(p.x, p.y) for p in same])
        pairs: Sequence[Tuple[int, int]] = sorted(cKDTree(xy).query_pairs(limit))
        for second in sorted({b for _, b in pairs}):
            first = min(a for a, b in pairs if b == second)
            away = float(np.hypot(*(xy[second] - xy[first])))
            found.append(_of(same[second], "poi_twice", away))
    return found


def _of(place: Place, check: str, value: float = float("nan")) -> Finding:
    return Finding(check, place.name, place.x, place.y, value, place.place_id)


def finding_row(finding: Finding, lang: str) -> List[Any]:
    """Values of FIELDS."""
    row = next(row for row in rows("checks.csv") if row["check"] == finding.check)
    text = row["zh" if lang == "zh" else "en"]
    if finding.detail:
        text += f"：{finding.detail}" if lang == "zh" else f": {finding.detail}"
    value = None if np.isnan(finding.value) else round(finding.value, 1)
    return [finding.check, row["severity"], text, finding.place, value, finding.place_id or None]
