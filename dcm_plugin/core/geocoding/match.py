"""Texts to places: exact, by alias, former name, sound, with one wrong character; numbers between
plates; crossings; offsets; the area when no more is known. Nothing is guessed that the text does
not name."""

from __future__ import annotations

import math
from copy import copy
from dataclasses import dataclass, replace
from typing import Dict, Iterable, List, NamedTuple, Optional, Sequence, Set, Tuple

import shapely

from .crossing import crossings
from .interpolate import ErrorModel, StreetNumbers
from .model import AdminLevel, Answer, Candidate, Offset, Parsed, PlaceType, Plate, Reached
from .names import (
    HEAD,
    SHORTEST,
    alikeness,
    bigrams,
    exact_key,
    name_key,
    one_edit,
    query_keys,
)
from .parse import begins_tail, parse, strip_lead, strip_tail
from .scores import score
from .store import NameRow, Place, PlaceStore, PlateRow
from .vocabulary import Known, Vocabulary

#: Candidates nearer to each other than this are one place for the user (our default).
SAME_PLACE = 60.0
#: From this score on an answer counts as matched (our default).
CONFIDENT = 0.8
#: What unread text before a street name counts against it; a wrong character counts 1.5.
_LOOSE = 1.6
#: How a name may differ from the text, the likest first.
_LIKENESS = ("exact", "sound", "missing", "edit")
#: From this many texts on all plates are read at once.
_BATCH = 2000
#: Streets of one name in which a number is looked for between plates.
_MOST = 12
#: Interpolation that may be farther off than this is no sure answer (metres, our default).
_SURE = 150.0
#: How far the houses of a lane lie from its entrance (metres, our default).
_LANE_DEPTH = 60.0
_PLATE_ERROR, _POI_ERROR = 10.0, 20.0
#: How far a direction without a distance leads (metres, our default).
SIDE_DISTANCE = 30.0
#: Two landmarks of one description lie no farther apart than this (metres, our default).
_TOGETHER = 1000.0
#: What has an extent of its own along which a direction says little.
_LONG = (Reached.STREET, Reached.COMMUNITY, Reached.TOWN, Reached.COUNTY, Reached.CITY)
_NAMED = (Reached.POI, Reached.ZONE)
_REACHED = {
    1: Reached.CITY,
    2: Reached.CITY,
    3: Reached.COUNTY,
    4: Reached.TOWN,
    5: Reached.COMMUNITY,
}


@dataclass(frozen=True)
class Settings:
    """What a user may choose. ``limit``: candidates handed out; ``confident``: lowest score of a
    matched answer; ``same_place``: metres within which candidates are one place;
    ``side_distance``: metres that a direction without a distance leads."""

    limit: int = 5
    confident: float = CONFIDENT
    same_place: float = SAME_PLACE
    side_distance: float = SIDE_DISTANCE


class _Street(NamedTuple):
    """A street that may be meant: how its name was found, and what stood unread before it."""

    known: Known
    name: str
    match: str
    leftover: int


class StreetPlates:
    """The plates of a street by key."""

    __slots__ = ("rows", "by_key", "ranges")

    def __init__(self) -> None:
        self.rows: List[PlateRow] = []
        self.by_key: Dict[str, List[PlateRow]] = {}
        self.ranges: List[PlateRow] = []

    def add(self, row: PlateRow) -> None:
        self.rows.append(row)
        self.by_key.setdefault(row.key, []).append(row)
        if row.last > row.number:
            self.ranges.append(row)


class Geocoder:
    """Answers texts from a place database. Safe to use for any text: it never raises for one."""

    def __init__(self, store: PlaceStore, settings: Optional[Settings] = None) -> None:
        self.store, self.settings = store, settings or Settings()
        self.vocabulary = Vocabulary.of(
            (name, Known(place, kind, level, match))
            for name, place, kind, level, match in store.area_and_street_names()
        )
        self.heads = store.heads()
        meta = store.meta()
        self.model = ErrorModel(
            float(meta.get("error_base", ErrorModel().base)),
            float(meta.get("error_share", ErrorModel().share)),
        )
        self.has_cities = bool(self.vocabulary.cities)
        #: Name of the city when the database holds one alone, else ''.
        self.city = next(iter(self.vocabulary.cities)) if len(self.vocabulary.cities) == 1 else ""
        self._plates: Dict[int, StreetPlates] = {}
        self._streets: Dict[int, StreetNumbers] = {}
        self._places: Dict[int, Place] = {}

    def on(self, store: PlaceStore) -> Geocoder:
        """The same knowledge over another connection, for another thread; caches of its own."""
        made = copy(self)
        made.store = store
        made._plates, made._streets, made._places = {}, {}, {}
        return made

    # --- texts -----------------------------------------------------------------------------------

    def geocode(self, text: Optional[str]) -> Answer:
        """The answer to one text."""
        given = text if isinstance(text, str) else ""
        parsed = parse(given, self.vocabulary)
        if not name_key(parsed.text):
            return Answer(given, "unmatched", reason="geocoding.reason.empty", parsed=parsed)
        if "geocoding.note.two_areas" in parsed.notes:
            return Answer(given, "unmatched", reason="geocoding.reason.two_areas", parsed=parsed)
        return _Search(self, given, parsed).answer()

    def geocode_many(self, texts: Iterable[Optional[str]]) -> List[Answer]:
        """Answers in the order of the texts; the same text is looked up once."""
        known: Dict[Optional[str], Answer] = {}
        answers = []
        texts = list(texts)
        if len(texts) >= _BATCH:
            self.load(None)
        for text in texts:
            found = known.get(text)
            if found is None:
                found = known[text] = self.geocode(text)
            answers.append(found)
        return answers

    # --- places ----------------------------------------------------------------------------------

    def place(self, place_id: int) -> Optional[Place]:
        found = self._places.get(place_id)
        if found is None and place_id:
            got = self.store.places([place_id])
            found = got.get(place_id)
            if found is not None:
                self._places[place_id] = found
        return found

    def name_of(self, place_id: int) -> str:
        found = self.place(place_id)
        return found.name if found is not None else ""

    def plates(self, street: int) -> StreetPlates:
        """The plates of a street."""
        if street not in self._plates:
            self.load([street])
        return self._plates[street]

    def load(self, streets: Optional[List[int]]) -> None:
        """Plates of some streets, or of all, into memory."""
        if streets is not None:
            streets = [street for street in streets if street not in self._plates]
            for street in streets:
                self._plates[street] = StreetPlates()
            if not streets:
                return
            rows = self.store.plates(streets)
        else:
            names = self.vocabulary.names
            self._plates = {
                known.place_id: StreetPlates()
                for street in self.vocabulary.streets
                for known in names[street]
            }
            rows = self.store.plates(None)
            known = [k.place_id for entries in names.values() for k in entries]
            self._places.update(self.store.places(known))
        for row in rows:
            found = self._plates.get(row.street)
            if found is None:
                found = self._plates[row.street] = StreetPlates()
            found.add(row)

    def numbers(self, street: int) -> StreetNumbers:
        """The plates of a street, ready for interpolation."""
        found = self._streets.get(street)
        if found is None:
            plates = [p for p in self.plates(street).rows if _simple(p.key)]
            wkb = self.store.line(street)
            found = self._streets[street] = StreetNumbers(
                [p.number for p in plates],
                [(p.x, p.y) for p in plates],
                shapely.from_wkb(wkb) if wkb is not None else None,
                self.model,
            )
        return found


def _simple(key: str) -> bool:
    """Whether a plate stands at the street itself and not in a lane."""
    return key.count("弄") + key.count("号") <= 1


class _Search:
    """The search for one text."""

    def __init__(self, geocoder: Geocoder, text: str, parsed: Parsed) -> None:
        self.g, self.text, self.parsed = geocoder, text, parsed
        self.store = geocoder.store
        self.names = geocoder.vocabulary.names
        self.settings = geocoder.settings
        self.found: List[Candidate] = []
        self.whole = name_key(parsed.text)
        self.doubtful = False

    def answer(self) -> Answer:
        parsed = self.parsed
        foreign = self._areas() or "geocoding.note.other_city" in parsed.notes
        if foreign and not self._exact_names([self.whole]):
            return Answer(
                self.text, "unmatched", reason="geocoding.reason.elsewhere", parsed=parsed
            )
        if parsed.areas == parsed.text and not self._exact_names([self.whole]):
            self._area_itself()
            return self._finish()
        if parsed.second_street:
            # a bus stop may be called by the two streets: then that is meant
            both = name_key(parsed.street + parsed.second_street)
            if not self._exact_names([*self._pieces(), both]):
                self._crossing()
        elif parsed.plate is not None:
            self._plates()
        if not self._good():
            self._named_places()
        if not self._good(0.4) and parsed.street:
            self._street_itself()
        if not self.found:
            self._search()
        if not self._good(0.4):
            self._area_itself()
        return self._finish()

    def _good(self, least: float = 0.8) -> bool:
        return any(candidate.score >= least for candidate in self.found)

    # --- areas -----------------------------------------------------------------------------------

    def _areas(self) -> bool:
        """The ids of the areas that the text names; True when they lie outside the database."""
        self.counties: Set[int] = set()
        self.towns: Set[int] = set()
        for level, name in self.parsed.admin.items():
            ids = {
                known.place_id
                for known in self.names.get(name, ())
                if known.type == PlaceType.AREA and known.level == level
            }
            if level == AdminLevel.COUNTY:
                self.counties = ids
            elif level == AdminLevel.TOWN:
                self.towns = ids
            if not ids and level == AdminLevel.CITY and self.g.has_cities:
                return True
        return False

    def _fits(self, county: int) -> float:
        """1 in the county that the text names, 0.97 where unknown, 0.15 in another one."""
        if not self.counties:
            return 1.0
        if not county:
            return 0.97
        return 1.0 if county in self.counties else 0.15

    # --- plates ----------------------------------------------------------------------------------

    def _plates(self) -> None:
        plate = self.parsed.plate
        if plate is None:
            return
        streets = self._exact_streets()
        self.g.load([street.known.place_id for street in streets])
        for street in streets:
            self._known_plate(street, plate)
        if self._good(0.5):
            return
        similar = self._similar_streets()
        self.g.load([street.known.place_id for street in similar])
        if self.doubtful:
            self.found = []
        for street in similar:
            self._known_plate(street, plate)
        if streets and not self.doubtful:
            # the street is there, only the number is not: another street is less likely meant
            self.found = [replace(c, score=0.7 * c.score) for c in self.found]
        if self._good(0.5) and (self.doubtful or not streets):
            return
        if self._exact_names([self.whole, name_key(self.parsed.body)]):
            return
        for street in similar[:_MOST] if self.doubtful or not streets else streets[:_MOST]:
            self._between_plates(street, plate)

    def _exact_streets(self) -> List[_Street]:
        name = self.parsed.street
        return [
            _Street(known, name, known.match, 0)
            for known in self.names.get(name, ())
            if known.type == PlaceType.STREET
        ]

    def _similar_streets(self) -> List[_Street]:
        """Streets whose name stands before the number with one character wrong or missing."""
        before = self.parsed.before_number
        if not before:
            return []
        boundaries = {0, len(before) - len(strip_lead(before))}
        best = self._windows(before, sorted(boundaries))
        if not best:
            inner = range(max(0, len(before) - 11), len(before) - 1)
            best = self._windows(before, [at for at in inner if at not in boundaries], _LOOSE)
        if not best:
            return []
        street = self.parsed.street
        given = len(before) - len(street) not in boundaries if street else False
        least = min(cost for cost, *_ in best)
        # a known street with unread text before it is less sure than one that takes all of it
        self.doubtful = given and least < _LOOSE
        streets = []
        seen = set()
        for cost, start, name, match in sorted(best):
            if cost > least + 0.6 or name in seen:
                continue
            seen.add(name)
            if match == "edit":
                match = one_edit(name, before[start:])
            for known in self.names[name]:
                if known.type == PlaceType.STREET:
                    streets.append(_Street(known, name, match, 0 if cost < _LOOSE else 1))
        return streets

    def _windows(
        self, before: str, starts: Sequence[int], loose: float = 0.0
    ) -> List[Tuple[float, int, str, str]]:
        """(cost, start, street, match) of streets like the text from one of the starts on."""
        vocabulary = self.g.vocabulary
        best = []
        for start in starts:
            window = before[start:]
            if len(window) < 2:
                continue
            for name in vocabulary.sounding(window):
                if name != window:
                    best.append((1.0 + loose, start, name, "sound"))
            if len(window) > 2 or not loose:
                for name in vocabulary.one_edit(window):
                    if _street_like(name, window):
                        best.append((1.5 + loose, start, name, "edit"))
        return best

    def _known_plate(self, street: _Street, plate: Plate) -> None:
        plates = self.g.plates(street.known.place_id)
        match = street.match
        found = plates.by_key.get(plate.key)
        if found:
            marked = [row for row in found if row.mark == plate.mark]
            # 甲885号 is another door than 885号, if mostly not far from it
            method = "plate" if marked or not plate.mark else "plate_part"
            for row in marked or found:
                self._add_plate(row, street, method, score(method, match))
            return
        outer = plate.outer
        part = plates.by_key.get(outer, []) if plate.key != outer else []
        if not part and plates.ranges:
            part = [
                row
                for row in plates.ranges
                if row.number <= plate.number <= row.last and (plate.number - row.number) % 2 == 0
            ]
        for row in part:
            self._add_plate(row, street, "plate_part", score("plate_part", match))

    def _between_plates(self, street: _Street, plate: Plate) -> None:
        plates, match = self.g.plates(street.known.place_id), street.match
        position = self.g.numbers(street.known.place_id).locate(plate.number)
        if position is None:
            return
        method = "interpolated" if position.inside else "beyond"
        # a number inside a lane lies off the street
        error = position.error if plate.key == plate.outer else position.error + _LANE_DEPTH
        county = min(plates.rows, key=lambda row: abs(row.number - plate.number)).county
        self.found.append(
            Candidate(
                street.known.place_id,
                PlaceType.STREET,
                f"{self.g.name_of(street.known.place_id)}{plate.key}",
                position.x,
                position.y,
                Reached.INTERPOLATED if position.inside else Reached.STREET,
                match,
                method,
                score(method, match) * self._fits(county) * (1.0 if error <= _SURE else 0.8),
                error,
                self.g.name_of(county),
            )
        )

    def _add_plate(self, row: PlateRow, street: _Street, method: str, value: float) -> None:
        error = _PLATE_ERROR if method == "plate" else 60.0
        value *= self._fits(row.county) * (0.8 if street.leftover else 1.0)
        self.found.append(
            Candidate(
                row.place_id,
                PlaceType.PLATE,
                f"{self.g.name_of(street.known.place_id)}{row.mark if row.mark else ''}{row.key}"
                if row.mark in ("甲", "乙", "丙", "临", "附", "增", "旁")
                else f"{self.g.name_of(street.known.place_id)}{row.key}",
                row.x,
                row.y,
                Reached.PLATE,
                street.match,
                method,
                value,
                error,
                self.g.name_of(row.county),
                identifier=row.identifier,
            )
        )

    # --- names -----------------------------------------------------------------------------------

    def _named_places(self) -> None:
        pieces = self._pieces()
        if self._exact_names(pieces) or self._similar_names(pieces) or self._names_inside():
            return
        parts = [form for piece in self.parsed.rest for form in _forms(piece)]
        self._exact_names(parts, 0.85)

    def _pieces(self) -> List[str]:
        """The whole text, and what is left of it without areas and words around a place."""
        body, areas = self.parsed.body, self.parsed.areas
        found = [self.whole]
        if areas:
            # a name may begin with its area: 松江区泗泾小学
            found += [name_key(areas + body), name_key(areas + strip_tail(body))]
        found += _forms(body)
        return [piece for piece in dict.fromkeys(found) if len(piece) >= 2]

    def _exact_names(self, pieces: Sequence[str], factor: float = 1.0) -> bool:
        asked = set(pieces)
        rows = self.store.names([exact_key(piece) for piece in asked]) if asked else []
        rows = [row for row in rows if row.spelling in asked]
        if not rows:
            return False
        # the text without words like 门口 counts only when nothing longer is known
        complete = {self.whole, name_key(self.parsed.body)}
        longest = max(len(row.spelling) for row in rows)
        for row in rows:
            if len(row.spelling) == longest or row.spelling in complete:
                self._add_name(row, "poi", row.match, self._tells_area(row), factor)
        return True

    def _tells_area(self, row: NameRow) -> bool:
        """Whether the area in the text is a part of the name, and so says nothing of its own."""
        spelling = row.spelling
        return spelling == self.whole or any(
            area in spelling for area in self.parsed.admin.values()
        )

    def _similar_names(self, pieces: Sequence[str]) -> bool:
        """Names that sound like a piece or differ by one character."""
        long = [piece for piece in pieces if SHORTEST <= len(piece) <= 40]
        if not long:
            return False
        keys = [key for piece in long for key in query_keys(piece)]
        best: Dict[Tuple[int, str], Tuple[int, NameRow, str]] = {}
        for row in self.store.names(keys):
            for rank, piece in enumerate(long):
                found = one_edit(row.spelling, piece)
                if found:
                    key = (row.place.place_id, row.spelling)
                    if key not in best or rank < best[key][0]:
                        best[key] = (rank, row, found)
                    break
        if not best:
            return False
        first = min(rank for rank, _, _ in best.values())
        # of several names the ones most like the text, other characters last
        likest = min(_LIKENESS.index(found) for rank, _, found in best.values() if rank == first)
        for rank, row, found in best.values():
            if rank == first and _LIKENESS.index(found) == likest:
                shortness = 1.0 if len(row.spelling) > 5 else 0.85
                self._add_name(row, "poi", found, self._tells_area(row), shortness)
        return True

    def _names_inside(self) -> bool:
        """The longest known names anywhere in the text."""
        text, heads = name_key(self.parsed.areas + self.parsed.body), self.g.heads
        areas = len(name_key(self.parsed.areas))
        keys: Dict[int, int] = {}
        for start in range(len(text) - HEAD + 1):
            bits = heads.get(text[start : start + HEAD])
            if not bits:
                continue
            bits &= (1 << (len(text) - start + 1)) - 1
            while bits:
                length = bits.bit_length() - 1
                bits ^= 1 << length
                keys.setdefault(exact_key(text[start : start + length]), start)
        if not keys:
            return False
        rows = [
            row
            for row in self.store.names(list(keys)[:500])
            if len(row.spelling) >= HEAD and text.startswith(row.spelling, keys[row.key])
        ]
        if not rows:
            return False
        longest = max(len(row.spelling) for row in rows)
        for row in rows:
            if len(row.spelling) == longest:
                start = keys[row.key]
                factor = 0.7 if longest == HEAD else 1.0
                before = text[areas:start] if start >= areas else text[:start]
                factor *= 1.0 if _is_lead(before) or self._is_district(before, row) else 0.6
                factor *= 1.0 if _is_tail(text[start + longest :]) else 0.6
                told = self._tells_area(row)
                self._add_name(row, "inside_text", row.match, told, factor)
        return True

    def _is_district(self, before: str, row: NameRow) -> bool:
        """Whether what stands in front of a name is the short name of the district it lies in."""
        vocabulary = self.g.vocabulary
        rest = strip_lead(before)
        for city in vocabulary.city_forms:
            rest = rest[len(city) :] if rest.startswith(city) else rest
        full = vocabulary.shorts.get(rest)
        return full is not None and self.g.name_of(row.place.county) == full

    def _search(self) -> None:
        """Full text, when nothing else was found: suggestions, never sure."""
        pieces = self._pieces()
        best: Dict[int, Tuple[float, NameRow]] = {}
        for piece in pieces[:3]:
            if len(piece) < 3:
                continue
            for row in self.store.search(bigrams(piece[:40]), 60):
                alike = alikeness(row.spelling, piece)
                if alike >= 0.4 and alike > best.get(row.place.place_id, (0.0, row))[0]:
                    best[row.place.place_id] = (alike, row)
        top = max((alike for alike, _ in best.values()), default=0.0)
        for alike, row in best.values():
            if alike >= top - 0.1:
                self._add_name(row, "search", "search", False, alike**2)

    def _add_name(
        self, row: NameRow, method: str, match: str, whole: bool, factor: float = 1.0
    ) -> None:
        place = row.place
        is_poi = place.type == PlaceType.POI
        if match in ("sound", "missing", "edit") and row.match == "short":
            factor *= 0.8
        if not place.current:
            factor *= 0.7
        value = score(method if is_poi or method == "search" else "zone", match) * factor
        value *= 1.0 if whole else self._fits(place.county)
        self.found.append(
            Candidate(
                place.place_id,
                PlaceType(place.type),
                place.name,
                place.x,
                place.y,
                Reached.POI if is_poi else Reached.ZONE,
                match,
                method,
                value,
                max(_POI_ERROR, 0.7 * place.radius),
                self.g.name_of(place.county),
                identifier=place.identifier,
                notes=() if place.current else ("geocoding.note.ended",),
                spelling=row.spelling,
            )
        )

    # --- streets, crossings, areas ---------------------------------------------------------------

    def _street_itself(self) -> None:
        for street in self._exact_streets():
            place = self.g.place(street.known.place_id)
            if place is None:
                continue
            counties = {row.county for row in self.g.plates(place.place_id).rows} | {place.county}
            fit = max(self._fits(county) for county in counties)
            # a street named alone is what is meant; with a number it is only the way there
            rest = name_key("".join(self.parsed.rest))
            whole = self.parsed.plate is None and not self.parsed.second_street
            alone = whole and (not rest or begins_tail(rest))
            method = "street_named" if alone else "street"
            self.found.append(
                Candidate(
                    place.place_id,
                    PlaceType.STREET,
                    place.name,
                    place.x,
                    place.y,
                    Reached.STREET,
                    street.match,
                    "street",
                    score(method, street.match) * fit,
                    max(50.0, 0.7 * place.radius),
                    self.g.name_of(place.county),
                    identifier=place.identifier,
                )
            )

    def _crossing(self) -> None:
        first = self._exact_streets()
        second = [
            known
            for known in self.names.get(self.parsed.second_street, ())
            if known.type == PlaceType.STREET
        ]
        for street in first:
            for other in second:
                for point in crossings(self.store, street.known.place_id, other.place_id):
                    place = self.g.place(street.known.place_id)
                    county = place.county if place is not None else 0
                    method = "crossing" if point.on_lines else "near_crossing"
                    self.found.append(
                        Candidate(
                            street.known.place_id,
                            PlaceType.STREET,
                            f"{self.g.name_of(street.known.place_id)}"
                            f"与{self.g.name_of(other.place_id)}交叉口",
                            point.x,
                            point.y,
                            Reached.CROSSING,
                            street.match,
                            method,
                            score(method, street.match) * self._fits(county),
                            point.error,
                            self.g.name_of(county),
                        )
                    )

    def _area_itself(self) -> None:
        """The smallest area that the text names, and nothing that it does not."""
        if not self.parsed.admin:
            return
        level = max(self.parsed.admin)
        for known in self.names.get(self.parsed.admin[level], ()):
            if known.type != PlaceType.AREA or known.level != level:
                continue
            place = self.g.place(known.place_id)
            if place is None:
                continue
            only = not self.parsed.rest and self.parsed.plate is None
            self.found.append(
                Candidate(
                    place.place_id,
                    PlaceType.AREA,
                    place.name,
                    place.x,
                    place.y,
                    _REACHED[level],
                    known.match,
                    "area",
                    score("area", known.match) * (1.0 if only else 0.4),
                    max(100.0, 0.7 * place.radius),
                    place.name if level == AdminLevel.COUNTY else self.g.name_of(place.county),
                    identifier=place.identifier,
                )
            )

    # --- answer ----------------------------------------------------------------------------------

    def _finish(self) -> Answer:
        parsed, settings = self.parsed, self.settings
        if not self.found:
            reason = "geocoding.reason.no_place"
            if parsed.plate is not None and not parsed.street:
                reason = "geocoding.reason.no_street"
            elif parsed.plate is not None:
                reason = "geocoding.reason.no_number"
            return Answer(self.text, "unmatched", reason=reason, parsed=parsed)
        ranked = _ranked(self.found, settings.same_place)
        ranked = self._beside_second(ranked) or [self._moved(candidate) for candidate in ranked]
        best = ranked[0]
        rivals = [c for c in ranked[1:] if c.score >= 0.8 * best.score]
        state, reason = "matched", ""
        if rivals:
            state, reason = "tied", "geocoding.reason.tied"
            total = sum(c.score for c in [best, *rivals])
            shared = {id(c) for c in [best, *rivals]}
            part = min(1.0, best.score / total)
            least = part * min(c.score for c in [best, *rivals])
            ranked = [
                replace(c, score=c.score * part if id(c) in shared else min(c.score, least))
                for c in ranked
            ]
        if best.method == "search":
            # suggestions by full text: that some are equally poor says nothing
            state, reason = "uncertain", "geocoding.reason.uncertain"
        elif not rivals and best.score < settings.confident:
            state, reason = "uncertain", "geocoding.reason.uncertain"
            if parsed.plate is not None and best.reached == Reached.STREET:
                reason = "geocoding.reason.street_only"
            elif parsed.second_street and best.reached == Reached.STREET:
                reason = "geocoding.reason.no_crossing"
            if best.score < 0.4 and any(self._elsewhere(c) for c in ranked):
                reason = "geocoding.reason.other_county"
        return Answer(self.text, state, ranked[: settings.limit], reason, parsed)

    def _elsewhere(self, candidate: Candidate) -> bool:
        """Whether a place lies in another county than the one that the text names."""
        named = {self.g.name_of(county) for county in self.counties}
        sure = candidate.method not in ("area", "search", "street")
        return sure and bool(named) and candidate.county not in ("", *named)

    def _moved(self, candidate: Candidate) -> Candidate:
        """A candidate at the end of the direction that the text gives."""
        offset = self.parsed.offset
        if offset is None or not _applies(offset, candidate):
            return candidate
        if self.parsed.second_street and candidate.reached in _LONG:
            return candidate  # the direction is meant from the crossing, which is not known
        if offset.distance == offset.distance:
            if offset.azimuth is None:
                return candidate
            far, note = offset.distance, "geocoding.note.offset"
            error = math.hypot(candidate.error, 10.0 + 0.35 * far)
        else:
            # beside what has an extent means beside its edge
            far = self.settings.side_distance
            if candidate.reached in _LONG or offset.azimuth is None:
                error = math.hypot(candidate.error, far)
                notes = (*candidate.notes, "geocoding.note.direction")
                return replace(candidate, error=error, notes=notes)
            if candidate.reached in _NAMED and candidate.error > _POI_ERROR:
                far = max(far, candidate.error)
            note = "geocoding.note.side"
            error = math.hypot(candidate.error, far)
        angle = math.radians(offset.azimuth)
        x = candidate.x + far * math.sin(angle)
        y = candidate.y + far * math.cos(angle)
        return replace(candidate, x=x, y=y, error=error, notes=(*candidate.notes, note))

    def _beside_second(self, ranked: Sequence[Candidate]) -> List[Candidate]:
        """Places in the named direction of two landmarks; empty when the text names no two, or
        they are not known near each other."""
        parsed = self.parsed
        if not parsed.second_landmark or parsed.second_offset is None:
            return []
        inner = self.g.geocode(parsed.second_landmark)
        second = Parsed(parsed.second_landmark, offset=parsed.second_offset)
        others = [
            replace(c, score=1.0 if inner.state == "tied" else c.score)
            for c in inner.candidates
            if inner.state in ("matched", "tied") and c.reached not in _LONG
        ]
        found = []
        for first in ranked:
            if parsed.offset is None or not _applies(parsed.offset, first):
                continue
            pairs = [
                (math.hypot(first.x - other.x, first.y - other.y), other)
                for other in others
                if other.place_id != first.place_id
            ]
            for apart, other in sorted(pairs, key=lambda pair: pair[0])[:1]:
                long = first.reached in _LONG
                if apart > (max(_TOGETHER, 2 * first.error) if long else _TOGETHER):
                    continue
                one, two = self._moved(first), _Search(self.g, "", second)._moved(other)
                x, y = (one.x + two.x) / 2, (one.y + two.y) / 2
                error = max(one.error, two.error, apart / 2)
                if long:
                    x, y, error = two.x, two.y, two.error
                elif parsed.offset.distance == parsed.offset.distance:
                    # a distance says more: the second landmark only confirms the first
                    x, y, error = one.x, one.y, one.error
                found.append(
                    replace(
                        one,
                        x=x,
                        y=y,
                        score=first.score * min(other.score, 1.0),
                        error=error,
                        second=other.name,
                        notes=(*first.notes, "geocoding.note.two_landmarks"),
                    )
                )
        return found


def _applies(offset: Offset, candidate: Candidate) -> bool:
    """Whether a direction of the text is meant from a candidate, and not a part of its name."""
    if offset.distance == offset.distance or candidate.reached not in _NAMED:
        return True
    if any(offset.word + end in candidate.name for end in ("侧", "面", "边")):
        return False
    if candidate.match not in ("exact", "alias", "former", "short"):
        return True
    # 南侧 of a shop that stands behind it in the text is not meant from there
    before = name_key(offset.before)
    return bool(candidate.spelling) and candidate.spelling in before


def _forms(text: str) -> List[str]:
    """Keys of a text as it is, and without the words that lead to and follow a place."""
    inner = strip_lead(text)
    return [name_key(text), name_key(inner), name_key(strip_tail(inner))]


def _is_lead(text: str) -> bool:
    """Whether a text in front of a name says nothing about the place."""
    return not text or not strip_lead(text)


def _is_tail(text: str) -> bool:
    """Whether a text behind a name begins with a word that no longer belongs to it."""
    return not text or begins_tail(text)


def _street_like(name: str, written: str) -> bool:
    """Whether a street name with one wrong character may be what was written.

    The kind of street must not change (路 to 街), but it may be missing or sound alike.
    """
    if not one_edit(name, written):
        return False
    if name[-1] == written[-1]:
        return True
    if len(name) == len(written):
        return one_edit(name, written) == "sound"
    return name[:-1] == written


def _ranked(found: Sequence[Candidate], same: float) -> List[Candidate]:
    """Best first; of candidates at the same place only the best; equal ones in a fixed order."""
    ordered = sorted(
        found, key=lambda c: (-round(c.score, 6), c.reached, c.name, c.place_id, c.x, c.y)
    )
    kept: List[Candidate] = []
    for candidate in ordered:
        if any(
            abs(candidate.x - other.x) <= same
            and abs(candidate.y - other.y) <= same
            and math.hypot(candidate.x - other.x, candidate.y - other.y) <= same
            for other in kept
        ):
            continue
        kept.append(candidate)
    return kept
