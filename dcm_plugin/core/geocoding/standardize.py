"""Descriptions in their standard form: full names, fixed order, one of the patterns A to E."""

from __future__ import annotations

from typing import Dict, NamedTuple, Optional

from .model import AdminLevel, Answer, Candidate, Parsed, Reached


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
    elif parsed.plate is not None and parsed.street:
        street = parsed.street
        if best is not None and best.reached in (Reached.PLATE, Reached.INTERPOLATED):
            street = best.name.partition(parsed.plate.outer)[0] or street
        local, pattern = street + plate_text(parsed) + building_text(parsed), "A"
    elif parsed.street:
        local = parsed.street
    elif best is None and parsed.rest:
        local, pattern = parsed.rest[0], "C"
    if front.endswith(local) and local:
        local = ""
    text = front + local
    offset = parsed.offset
    if offset is not None:
        text += f"{offset.word}{offset.distance:g}米"
        pattern = {"A": "B", "C": "D"}.get(pattern, pattern)
    return Standard(text, pattern)


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
