"""Whether two descriptions mean the same place."""

from __future__ import annotations

import math
from typing import List, NamedTuple, Optional, Tuple

from .match import Geocoder
from .model import Answer, Parsed
from .names import alikeness, name_key
from .table import OutputField

SAME, PARTLY, DIFFERENT, UNCLEAR = "same", "partly", "different", "unclear"
#: Places of two texts nearer than this may be the same (our default).
NEAR = 60.0

FIELDS = (
    OutputField("gc_result", "string", 10, "Result", "比对结果"),
    OutputField("gc_words", "string", 50, "Result in words", "结果说明"),
    OutputField("gc_score", "double", 0, "Score", "置信度"),
    OutputField("gc_distance_m", "double", 0, "Distance (m)", "距离（米）"),
    OutputField("gc_differing", "string", 100, "Differing parts", "不一致部分"),
)


class Comparison(NamedTuple):
    """``score`` 0 ... 1; ``distance`` metres between the places found, NaN when one is missing;
    ``differing`` names the parts that contradict each other."""

    result: str
    score: float
    distance: float
    differing: Tuple[str, ...]


def compare(geocoder: Geocoder, first: Answer, second: Answer) -> Comparison:
    """Compares two answers of the same geocoder."""
    a, b = first.parsed, second.parsed
    if a is None or b is None or not a.text or not b.text:
        return Comparison(UNCLEAR, 0.0, math.nan, ())
    if name_key(a.text) == name_key(b.text):
        return Comparison(SAME, 1.0, 0.0, ())
    contrary, lacking = _parts(a, b)
    one, two = first.best, second.best
    distance = math.nan
    sure = 0.0
    if one is not None and two is not None:
        distance = math.hypot(one.x - two.x, one.y - two.y)
        sure = min(one.score, two.score)
    if math.isnan(distance) or sure < 0.3:
        alike = alikeness(name_key(a.text), name_key(b.text))
        return Comparison(UNCLEAR, alike, distance, contrary)
    same_place = one is not None and two is not None and one.place_id == two.place_id
    same_place = same_place and distance < 1.0
    reach = max(one.error, two.error) if one is not None and two is not None else 0.0
    if same_place and not contrary and not lacking:
        return Comparison(SAME, sure, distance, ())
    if same_place or (distance <= NEAR and "plate" not in contrary):
        return Comparison(PARTLY, 0.7 * sure, distance, contrary or lacking)
    if distance <= reach and not contrary:
        return Comparison(PARTLY, 0.5 * sure, distance, lacking)
    return Comparison(DIFFERENT, 1.0 - sure, distance, contrary)


def _parts(a: Parsed, b: Parsed) -> Tuple[Tuple[str, ...], Tuple[str, ...]]:
    """Parts that both texts have but differently, and parts that only one of them has."""
    contrary: List[str] = []
    lacking: List[str] = []
    pairs: Tuple[Tuple[str, Optional[str], Optional[str]], ...] = (
        ("plate", a.plate.key if a.plate else None, b.plate.key if b.plate else None),
        ("building", a.building.rstrip("号楼栋幢座#"), b.building.rstrip("号楼栋幢座#")),
        ("unit", a.unit, b.unit),
        ("floor", a.floor, b.floor),
        ("room", a.room, b.room),
        ("offset", a.offset.text if a.offset else "", b.offset.text if b.offset else ""),
    )
    for name, one, two in pairs:
        if one and two and one != two:
            contrary.append(name)
        elif bool(one) != bool(two) and name != "plate":
            lacking.append(name)
    return tuple(contrary), tuple(lacking)
