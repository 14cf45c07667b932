"""A description as the ten levels of GB/T 37149, and the parts that go on behind them."""

from __future__ import annotations

import math
from typing import Any, Dict, Optional

from .model import AdminLevel, Answer, Parsed, Reached
from .standardize import plate_text

#: Names of the ten levels, from the province to the landmark.
LEVELS = (
    "province", "city", "county", "town", "community", "street", "zone", "door_number", "building",
    "poi",
)  # fmt: skip
PARTS = ("unit", "floor", "room", "second_street", "direction", "distance", "rest", "notes")


def levels_of(parsed: Parsed, answer: Optional[Answer] = None) -> Dict[str, Any]:
    """LEVELS and PARTS of a text; None where it says nothing.

    ``answer``: of the geocoder; without it zones and landmarks are not told from other words, and
    stand in ``rest``. ``distance`` in metres; ``notes`` are ids of messages.
    """
    found: Dict[str, Any] = dict.fromkeys((*LEVELS, *PARTS))
    for level, name in parsed.admin.items():
        found[LEVELS[level - AdminLevel.PROVINCE]] = name
    found.update(
        street=parsed.street,
        second_street=parsed.second_street,
        door_number=plate_text(parsed),
        building=parsed.building,
        unit=parsed.unit,
        floor=parsed.floor,
        room=parsed.room,
        rest=" ".join(parsed.rest),
        notes=" ".join(parsed.notes),
    )
    if parsed.offset is not None:
        found["direction"] = parsed.offset.word
        if math.isfinite(parsed.offset.distance):
            found["distance"] = parsed.offset.distance
    best = answer.best if answer is not None and answer.state == "matched" else None
    if best is not None and best.reached in (Reached.ZONE, Reached.POI):
        found["zone" if best.reached == Reached.ZONE else "poi"] = best.name
    return {key: None if value == "" else value for key, value in found.items()}
