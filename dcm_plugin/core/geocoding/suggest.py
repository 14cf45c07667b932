"""What somebody may mean who has not finished typing: names and numbers that begin so, names that
hold the text, and the answer of the geocoder to the text as it stands."""

from __future__ import annotations

import re
from typing import Callable, Dict, Iterator, List, Sequence, Set, Tuple

from .match import Geocoder
from .model import BEGINS, HOLDS, Candidate, PlaceType, Plate, Reached
from .names import bigrams, name_key
from .parse import clean
from .scores import score
from .store import NameRow, PlateRow
from .vocabulary import Hit

#: Names read to choose the shortest from.
_READ = 60
#: Answers with less than this share of the best score are left out: another district, mostly.
_UNLIKELY = 0.3
#: Numbers beside known plates that may be farther off than this lead nowhere (metres).
_FAR = 500.0
_REACHED_OF_AREA = {3: Reached.COUNTY, 4: Reached.TOWN, 5: Reached.COMMUNITY}
_BEFORE = "甲乙丙丁戊临附增旁"
_NUMBER = re.compile(rf"[{_BEFORE}]?(\d[0-9弄号支]*)$")
_PLATE_ERROR, _POI_ERROR, _STREET_ERROR, _AREA_ERROR = 10.0, 20.0, 50.0, 100.0


def suggest(
    geocoder: Geocoder,
    text: str,
    limit: int = 10,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Candidate]:
    """Places for an unfinished text, the likeliest first, each once; ``error`` in metres.

    First known places by a name of their own, then what begins with the text (``method`` BEGINS),
    then similar names and numbers between plates, with their score, then names that hold it.
    """
    cleaned = clean(text)
    if not name_key(cleaned):
        return
    seen: Set[Tuple[int, float, float]] = set()
    for candidate in _in_order(geocoder, text, cleaned, limit, stopped):
        mark = (candidate.place_id, round(candidate.x), round(candidate.y))
        if mark not in seen:
            seen.add(mark)
            yield candidate
            if len(seen) >= limit:
                return


def _in_order(
    geocoder: Geocoder, text: str, cleaned: str, limit: int, stopped: Callable[[], bool]
) -> Iterator[Candidate]:
    # a street or an area that is called so comes before the bus stop that bears its name
    names = _names(geocoder, cleaned, limit)
    yield from (c for c in names if c.address == cleaned and c.match == "exact")
    answers = _answers(geocoder, text, cleaned)
    yield from (c for c in answers if _is_exact(c))
    if stopped():
        return
    yield from _numbers(geocoder, cleaned, limit)
    yield from names
    yield from (c for c in answers if not _is_exact(c))
    if not stopped():
        yield from _inside(geocoder, cleaned, limit)


def _answers(geocoder: Geocoder, text: str, cleaned: str) -> List[Candidate]:
    """What the geocoder says; areas and streets are found by their names, whole or begun."""
    if len(cleaned) < 2:
        return []
    found = geocoder.geocode(text).candidates
    least = _UNLIKELY * max((c.score for c in found), default=0.0)
    return [
        c
        for c in found
        if c.method not in ("area", "search", "street")
        and c.score >= least
        and (c.method not in ("interpolated", "beyond") or c.error <= _FAR)
    ]


def _is_exact(candidate: Candidate) -> bool:
    """A known place by one of its own names."""
    sure = candidate.method in ("plate", "poi", "crossing", "inside_text")
    return sure and candidate.match in ("exact", "alias", "former", "short")


def _numbers(geocoder: Geocoder, cleaned: str, limit: int) -> List[Candidate]:
    """Plates of the street in the text whose number begins with what stands behind it."""
    hits = [h for h in geocoder.vocabulary.scan(cleaned) if h.name in geocoder.vocabulary.streets]
    for hit in sorted(hits, key=lambda h: (-h.end, h.start)):
        number = _NUMBER.match(cleaned, hit.end)
        if number is None:
            continue
        streets = _streets(geocoder, hit)
        counties = _counties(geocoder, cleaned[: hit.start])
        rows = geocoder.store.plates_beginning(streets, number[1], 4 * limit)
        if counties:
            rows = [row for row in rows if not row.county or row.county in counties]
        return [_plate(geocoder, row, hit.name) for row in rows]
    return []


def _streets(geocoder: Geocoder, hit: Hit) -> List[int]:
    known = geocoder.vocabulary.names[hit.name]
    return [k.place_id for k in known if k.type == PlaceType.STREET]


def _counties(geocoder: Geocoder, before: str) -> Set[int]:
    """The counties that the text in front of a street names."""
    return {
        known.place_id
        for hit in geocoder.vocabulary.scan(before)
        for known in geocoder.vocabulary.names[hit.name]
        if known.type == PlaceType.AREA and known.level == 3
    }


def _names(geocoder: Geocoder, cleaned: str, limit: int) -> List[Candidate]:
    """Areas, streets, zones and POIs whose name, alias or former name begins with the text."""
    store = geocoder.store
    rows = [
        *store.beginning(cleaned, True, _READ),
        *store.beginning(name_key(cleaned), False, _READ),
    ]
    return [_named(geocoder, row, BEGINS) for row in _best(rows)[:limit]]


def _inside(geocoder: Geocoder, cleaned: str, limit: int) -> List[Candidate]:
    """Names that hold the text somewhere."""
    key = name_key(cleaned)
    if len(key) < 2:
        return []
    rows = geocoder.store.containing(bigrams(key)[:20], _READ)
    holding = _best([row for row in rows if key in row.spelling])
    return [_named(geocoder, row, HOLDS) for row in holding[:limit]]


def _best(rows: Sequence[NameRow]) -> List[NameRow]:
    """Each place once, shortest names first; places of today before former ones."""
    first: Dict[int, NameRow] = {}
    order = sorted(
        rows,
        key=lambda r: (not r.place.current, len(r.spelling), r.place.type, r.spelling, r.place[0]),
    )
    for row in order:
        first.setdefault(row.place.place_id, row)
    return list(first.values())


def _plate(geocoder: Geocoder, row: PlateRow, street: str) -> Candidate:
    plate = Plate(row.key, row.number, row.mark, row.last)
    before = plate.mark if plate.mark and plate.mark in _BEFORE else ""
    behind = plate.mark if plate.mark and not before else ""
    return Candidate(
        row.place_id,
        PlaceType.PLATE,
        f"{geocoder.name_of(row.street) or street}{before}{row.key}{behind}",
        row.x,
        row.y,
        Reached.PLATE,
        "exact",
        BEGINS,
        score("plate", "exact"),
        _PLATE_ERROR,
        geocoder.name_of(row.county),
        identifier=row.identifier,
    )


def _named(geocoder: Geocoder, row: NameRow, method: str) -> Candidate:
    place = row.place
    kind = PlaceType(place.type)
    reached, error = {
        PlaceType.AREA: (_REACHED_OF_AREA.get(place.level, Reached.CITY), _AREA_ERROR),
        PlaceType.STREET: (Reached.STREET, _STREET_ERROR),
        PlaceType.POI: (Reached.POI, _POI_ERROR),
    }.get(kind, (Reached.ZONE, _POI_ERROR))
    return Candidate(
        place.place_id,
        kind,
        place.name,
        place.x,
        place.y,
        reached,
        row.match,
        method,
        score("poi", row.match),
        max(error, 0.7 * place.radius),
        geocoder.name_of(place.county),
        address=row.spelling,
        identifier=place.identifier,
        notes=() if place.current else ("geocoding.note.ended",),
    )
