"""Descriptions in their standard form: full names, fixed order, one of the patterns A to E."""

from __future__ import annotations

import re
from typing import Dict, NamedTuple, Optional

from .model import AdminLevel, Answer, Candidate, Parsed, Reached
from .parse import strip_lead

#: Notes of candidates that were found by a direction of the text.
DIRECTED = frozenset(
    "geocoding.note." + name for name in ("offset", "side", "direction", "two_landmarks")
)


#: The plate at the end of the name of a place.
_NUMBER = re.compile(r"[甲乙丙丁戊临附增旁]?(?:\d+(?:支弄|弄|号院|号))+$")

#: How house numbers are found.
_NUMBERS = frozenset(("plate", "plate_part", "interpolated", "beyond"))


class Standard(NamedTuple):
    """``pattern`` A ... E, '' when neither a number nor a named place is there."""

    text: str
    pattern: str


def standardize(
    parsed: Parsed, best: Optional[Candidate] = None, admin: Optional[Dict[int, str]] = None
) -> Standard:
    """The standard form of a description.

    ``best``: the place that was found: its names stand for aliases and slips of the pen.
    ``admin``: full names of the areas it lies in, by level.
    """
    levels = {**parsed.admin, **(admin or {})}
    front = "".join(levels[level] for level in sorted(levels))
    local, pattern = "", ""
    if parsed.second_street:
        local = f"{parsed.street}与{parsed.second_street}交叉口"
        pattern = "C"
    elif best is not None and best.reached in (Reached.POI, Reached.ZONE):
        local, pattern = best.name, "C"
    elif parsed.plate is not None and (parsed.street or _numbered(best)):
        street = parsed.street
        if best is not None and _numbered(best):
            street = _NUMBER.sub("", best.name) or street
        local, pattern = street + plate_text(parsed) + building_text(parsed), "A"
    elif parsed.street:
        local = parsed.street
    elif best is None and parsed.rest:
        local, pattern = parsed.rest[0], "C"
        offset = parsed.offset
        if offset is not None and offset.distance != offset.distance and offset.before in local:
            local = strip_lead(offset.before) or local
    if front.endswith(local) and local:
        local = ""
    text = front + local + direction_text(parsed, best)
    if parsed.offset is not None and text != front + local:
        pattern = {"A": "B", "C": "D"}.get(pattern, pattern)
        if best is not None and best.second:
            pattern = {"B": "B", "D": "E"}.get(pattern, pattern)
        elif best is None and parsed.second_landmark:
            pattern = {"D": "E"}.get(pattern, pattern)
    return Standard(text, pattern)


def _numbered(best: Optional[Candidate]) -> bool:
    """Whether a place is a house number, and its name the right one of the street."""
    return best is not None and best.method in _NUMBERS


def direction_text(parsed: Parsed, best: Optional[Candidate] = None) -> str:
    """The directions of a description as written: 东50米, 东侧, 东侧红星菜市场南侧; '' for none.

    A direction that turned out to be a part of the name of ``best`` is none.
    """
    offset = parsed.offset
    if offset is None:
        return ""
    told = offset.distance == offset.distance
    if best is not None and not told and not DIRECTED & set(best.notes):
        return ""
    text = offset.text
    second = best.second if best is not None else parsed.second_landmark
    if second and parsed.second_offset is not None:
        text += second + parsed.second_offset.text
    return text


def plate_text(parsed: Parsed) -> str:
    """The plate as it is written in a standard address: 甲24号, 301弄22支弄70号."""
    plate = parsed.plate
    if plate is None:
        return ""
    before = (
        plate.mark if plate.mark in ("临", "附", "增", "旁", "甲", "乙", "丙", "丁", "戊") else ""
    )
    behind = plate.mark if plate.mark and not before else ""
    return before + plate.key + behind


def building_text(parsed: Parsed) -> str:
    """Building, unit, floor and room with their words."""
    building = parsed.building
    if building and building.isdigit():
        building += "号楼"
    for short in ("栋", "#楼", "#"):
        if building.endswith(short):
            building = building[: -len(short)] + "幢"
            break
    return (
        building
        + (f"{parsed.unit}单元" if parsed.unit else "")
        + (f"{parsed.floor}层" if parsed.floor else "")
        + (f"{parsed.room}室" if parsed.room else "")
    )


def standard_of(answer: Answer, city: str = "") -> Standard:
    """The standard form of what was found for a text; '' when nothing was found."""
    best = answer.best
    if answer.parsed is None or best is None:
        return Standard("", "")
    admin = {}
    if city:
        admin[int(AdminLevel.CITY)] = city
    if best.county and best.score >= 0.2:
        admin[int(AdminLevel.COUNTY)] = best.county
    return standardize(answer.parsed, best, admin)
