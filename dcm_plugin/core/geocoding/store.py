"""What the geocoder asks of a place database, whatever keeps it (GeoPackage, PostGIS)."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Protocol, Sequence, Tuple


class Place(NamedTuple):
    """A place as the geocoder needs it; coordinates in the CRS of the database, in metres."""

    place_id: int
    type: int
    level: int
    name: str
    x: float
    y: float
    #: Place ids of the county and of the town, 0 where unknown.
    county: int
    town: int
    identifier: str
    #: Radius in metres: half of how far the place reaches.
    radius: float
    #: False once it was ended (demolished, renamed).
    current: bool


class NameRow(NamedTuple):
    """A name found by a key."""

    key: int
    spelling: str
    match: str
    place: Place


class PlateRow(NamedTuple):
    """A door plate of a street."""

    street: int
    place_id: int
    key: str
    mark: str
    number: int
    last: int
    x: float
    y: float
    county: int
    identifier: str


class PlaceStore(Protocol):
    """A place database. All ids are place ids, unique over the types."""

    def area_and_street_names(self) -> Iterable[Tuple[str, int, int, int, str]]:
        """(cleaned name, place id, type, level, match) of all areas, zones not among them."""

    def places(self, ids: Sequence[int]) -> Dict[int, Place]:
        """Places by id; unknown ids are left out."""

    def plates(self, streets: Optional[Sequence[int]]) -> List[PlateRow]:
        """The current plates of some streets, or of all, in a fixed order."""

    def line(self, street: int) -> Optional[bytes]:
        """The centre line of a street as WKB, None when only its plates are known."""

    def names(self, keys: Sequence[int]) -> List[NameRow]:
        """Names of zones, blocks and POIs that are kept under one of the keys."""

    def search(self, pairs: Sequence[str], limit: int) -> List[NameRow]:
        """Full text: the names that share most of the pairs of characters."""

    def beginning(self, prefix: str, listed: bool, limit: int) -> List[NameRow]:
        """Names whose spelling begins with a text, in the order of spelling: of areas and streets
        (``listed``), or of zones, blocks and POIs. ``key`` of the rows is 0."""

    def plates_beginning(self, streets: Sequence[int], prefix: str, limit: int) -> List[PlateRow]:
        """The current plates of some streets whose key begins so, smallest number first."""

    def containing(self, pairs: Sequence[str], limit: int) -> List[NameRow]:
        """Full text: names of zones, blocks and POIs that have all of the pairs of characters."""

    def shape(self, place: int) -> Optional[bytes]:
        """The point, line or polygon of a place as WKB."""

    def heads(self) -> Dict[str, int]:
        """First characters of the names -> bits of the lengths that begin so."""

    def meta(self) -> Dict[str, str]:
        """Figures kept with the database, such as how good interpolation is."""

    def points(self, types: Sequence[int]) -> Any:
        """(ids, types, x, y, names) of current places of some types, for look-up by position."""

    def shapes(self, types: Sequence[int]) -> Any:
        """(ids, WKB) of current places of some types that have a line or polygon."""
