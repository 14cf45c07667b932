"""What the geocoder speaks of: places, parsed texts, candidates, answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Dict, List, NamedTuple, Optional, Tuple


class PlaceType(IntEnum):
    """The six basic place types; the value is the default layer code of an identifier."""

    AREA = 1
    ZONE = 2
    BLOCK = 3
    STREET = 4
    PLATE = 5
    POI = 6


class AdminLevel(IntEnum):
    """Levels 1 to 5 of a description."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWN = 4
    COMMUNITY = 5


class Reached(IntEnum):
    """How far a text could be followed, best first."""

    PLATE = 1
    INTERPOLATED = 2
    POI = 3
    CROSSING = 4
    STREET = 5
    ZONE = 6
    COMMUNITY = 7
    TOWN = 8
    COUNTY = 9
    CITY = 10


#: How the name was recognised, the surest first.
MATCHES = ("exact", "alias", "former", "short", "sound", "missing", "edit", "search")
#: What became of a text.
STATES = ("matched", "tied", "uncertain", "unmatched")

#: ``method`` of a place whose name or number goes on where an unfinished text ends.
BEGINS = "begins"
#: ``method`` of a place whose name holds the text.
HOLDS = "holds"


class Plate(NamedTuple):
    """A door number: its parts from the street inwards ("301弄", "22支弄", "70号")."""

    key: str
    number: int
    #: What stood behind or before the number (甲, 丙, a, -2), '' mostly.
    mark: str = ""
    #: Last number of a range, else the number itself.
    last: int = 0

    @property
    def outer(self) -> str:
        """The key of the first part only: the lane, or the plate itself."""
        for end, character in enumerate(self.key):
            if not character.isdigit():
                for suffix in ("支弄", "弄", "号"):
                    if self.key.startswith(suffix, end):
                        return self.key[: end + len(suffix)]
        return self.key


class Offset(NamedTuple):
    """A direction from a base point; ``azimuth`` degrees from north, ``distance`` metres or NaN."""

    word: str
    azimuth: Optional[float]
    distance: float
    #: What stood in the text in front of the direction.
    before: str = ""

    @property
    def text(self) -> str:
        """As it stands in a standard description: 东50米, 东侧."""
        if self.distance == self.distance:
            return f"{self.word}{self.distance:g}米"
        return self.word if self.azimuth is None else f"{self.word}侧"


@dataclass
class Parsed:
    """A description taken apart; ``spans`` say where in ``text`` (already cleaned) things stood."""

    text: str
    #: Level (1 ... 5) -> names as written in the text.
    admin: Dict[int, str] = field(default_factory=dict)
    street: str = ""
    second_street: str = ""
    plate: Optional[Plate] = None
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    offset: Optional[Offset] = None
    #: A second landmark behind the direction, and the direction from there.
    second_landmark: str = ""
    second_offset: Optional[Offset] = None
    #: What is left in front of, and behind, the address: perhaps names of zones and POIs.
    rest: Tuple[str, ...] = ()
    #: Text between the areas and the number, for a tolerant search of the street.
    before_number: str = ""
    #: The text behind the areas: perhaps a name as a whole.
    body: str = ""
    #: The areas as they were written, in front of ``body``.
    areas: str = ""
    #: Why the text needs a second look: ids of messages.
    notes: List[str] = field(default_factory=list)


@dataclass
class Candidate:
    """One possible answer. ``x``, ``y`` in the CRS of the database, ``error`` metres (about 68 %
    of such answers lie nearer), ``score`` the probability that it is the place meant."""

    place_id: int
    type: PlaceType
    name: str
    x: float
    y: float
    reached: Reached
    match: str
    method: str
    score: float
    error: float
    county: str = ""
    address: str = ""
    identifier: str = ""
    notes: Tuple[str, ...] = ()
    #: The key by which a named place was found.
    spelling: str = ""
    #: Name of the second landmark that the text gives, '' for none.
    second: str = ""


@dataclass
class Answer:
    """What the geocoder says about a text: candidates best first, and why if there is none."""

    text: str
    state: str
    candidates: List[Candidate] = field(default_factory=list)
    reason: str = ""
    parsed: Optional[Parsed] = None

    @property
    def best(self) -> Optional[Candidate]:
        return self.candidates[0] if self.candidates else None
