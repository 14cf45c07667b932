"""Identifiers of basic places: county, street office, layer, running number.

County (6) and street (3) are those of the administrative codes; the widths of layer code and
running number, and the layer codes themselves, are defaults of this project.
"""

from __future__ import annotations

from typing import Dict

from .model import PlaceType

LAYER_WIDTH, SEQUENCE_WIDTH = 2, 6


def prefix(street_code: str, kind: PlaceType) -> str:
    """County, street and layer part; '' when the street office has no code of 9 digits."""
    code = street_code.strip()
    if len(code) < 9 or not code[:9].isdigit():
        return ""
    return f"{code[:9]}{int(kind):0{LAYER_WIDTH}d}"


class Numbering:
    """Gives running numbers, each once; ``used`` is the highest number by prefix."""

    def __init__(self, used: Dict[str, int]) -> None:
        self.used = dict(used)

    def next(self, front: str) -> str:
        """The next identifier of a prefix; '' when its numbers have run out."""
        number = self.used.get(front, 0) + 1
        if number >= 10**SEQUENCE_WIDTH:
            return ""
        self.used[front] = number
        return f"{front}{number:0{SEQUENCE_WIDTH}d}"
