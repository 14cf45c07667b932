"""The names of areas and streets, held in memory: they tell where in a text an address stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Dict, Iterable, Iterator, List, NamedTuple, Optional, Pattern, Set, Tuple

from ..text import sound_key
from .model import AdminLevel, PlaceType
from .words import words

_HEAD = 2
#: What is left out of the name of a district when people speak of it.
_DISTRICT = re.compile("(?<!自治)(?:新区|区|县|旗|市)$")


class Known(NamedTuple):
    """A name of an area or street: ``level`` 1 ... 5 of an area, 6 for streets."""

    place_id: int
    type: int
    level: int
    match: str


class Hit(NamedTuple):
    """A known name at a place of a text."""

    start: int
    end: int
    name: str


def deletions(text: str) -> Iterator[str]:
    """The text with one character left out, each once."""
    previous = ""
    for position, character in enumerate(text):
        if character != previous:
            yield text[:position] + text[position + 1 :]
        previous = character


@dataclass
class Vocabulary:
    """Names -> places, by spelling, by sound and with one character wrong or missing."""

    names: Dict[str, List[Known]] = field(default_factory=dict)
    streets: Set[str] = field(default_factory=set)
    areas: Set[str] = field(default_factory=set)
    cities: Set[str] = field(default_factory=set)
    #: Short names of districts that name nothing else -> full name; all of them as a pattern.
    shorts: Dict[str, str] = field(default_factory=dict)
    short_names: Optional[Pattern[str]] = None
    #: Names of the city, in full and short.
    city_forms: Tuple[str, ...] = ()
    _lengths: Dict[str, Tuple[int, ...]] = field(default_factory=dict)
    _sounds: Dict[str, List[str]] = field(default_factory=dict)
    _edits: Dict[str, List[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Tuple[str, Known]]) -> Vocabulary:
        """``entries``: names in the spelling of :func:`names.clean` and what they name."""
        made = cls()
        lengths: Dict[str, Set[int]] = {}
        for name, known in entries:
            if len(name) < 2:
                continue
            made.names.setdefault(name, []).append(known)
            lengths.setdefault(name[:_HEAD], set()).add(len(name))
            if known.type == PlaceType.AREA and known.level == AdminLevel.CITY:
                made.cities.add(name)
            (made.streets if known.type == PlaceType.STREET else made.areas).add(name)
        made._shorten()
        made._lengths = {head: tuple(sorted(s, reverse=True)) for head, s in lengths.items()}
        for name in sorted(made.streets):
            made._sounds.setdefault(sound_key(name), []).append(name)
            for key in deletions(name):
                if len(key) >= 2:
                    made._edits.setdefault(key, []).append(name)
        return made

    def _shorten(self) -> None:
        """The short names of districts; those that two districts or anything else bear are out."""
        found: Dict[str, Set[str]] = {}
        for name in self.areas:
            if any(k.level == AdminLevel.COUNTY and k.match == "exact" for k in self.names[name]):
                found.setdefault(_DISTRICT.sub("", name), set()).add(name)
        unfit = set(words("no_short"))
        self.shorts = {
            short: min(full)
            for short, full in sorted(found.items())
            if len(short) >= 2 and len(full) == 1 and not {short} & (self.names.keys() | unfit)
        }
        if self.shorts:
            longest = sorted(self.shorts, key=len, reverse=True)
            self.short_names = re.compile("|".join(map(re.escape, longest)))
        cities = sorted(self.cities)
        self.city_forms = (*cities, *(city[:-1] for city in cities if city.endswith("市")))

    def scan(self, text: str) -> List[Hit]:
        """The longest known name at every position, overlaps included."""
        lengths, names = self._lengths, self.names
        hits = []
        for start in range(len(text) - 1):
            possible = lengths.get(text[start : start + _HEAD])
            if possible:
                for length in possible:
                    name = text[start : start + length]
                    if len(name) == length and name in names:
                        hits.append(Hit(start, start + length, name))
                        break
        return hits

    def sounding(self, text: str) -> List[str]:
        """Streets that sound like the text."""
        return self._sounds.get(sound_key(text), [])

    def one_edit(self, text: str) -> List[str]:
        """Streets that differ from the text by one character (wrong, missing or too much)."""
        found = list(self._edits.get(text, ()))
        for key in deletions(text):
            if key in self.streets:
                found.append(key)
            for name in self._edits.get(key, ()):
                if len(name) == len(text):
                    found.append(name)
        return list(dict.fromkeys(found))
