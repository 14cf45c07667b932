"""Look up classes as a person types: code, Chinese name, pinyin (whole or initials), English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import FrozenSet, List, Optional, Sequence, Tuple

from ..text.tables import readings
from .model import Catalogue, ManagedClass
from .normalise import key

#: What was hit, the best first.
HITS = ("code", "name", "alias", "pinyin", "english", "description")
_NOTHING: FrozenSet[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """A class, what of it fits the text, and how well (0 ... 1)."""

    found: ManagedClass
    how: str
    score: float
    #: The name or alias that fits.
    text: str


def initials(name: str) -> Tuple[FrozenSet[str], ...]:
    """First letters of the readings of each character; Latin letters stand for themselves."""
    table = readings()
    return tuple(
        frozenset(r[0] for r in table[char]) if char in table else frozenset((char,))
        for char in key(name)
    )


def search(
    catalogue: Catalogue, text: str, kind: Optional[str] = None, limit: int = 50, lang: str = "zh"
) -> List[Hit]:
    """The classes that fit ``text``, the best first; all in order of code for an empty text.

    >>> [hit.found.name_zh for hit in search(load_catalogue(), "ljx", "component")][0]
    '垃圾箱'
    """
    wanted = key(text)
    chosen = [item for item in catalogue.classes if kind in (None, item.kind)]
    if not wanted:
        return [Hit(item, "code", 0.0, item.code) for item in chosen[:limit]]
    hits = [hit for item in chosen if (hit := _hit(item, wanted, lang)) is not None]
    hits.sort(key=lambda hit: (-hit.score, hit.found.kind, hit.found.code))
    return hits[:limit]


def _hit(item: ManagedClass, wanted: str, lang: str) -> Optional[Hit]:
    """The best that a class offers."""
    offers: List[Hit] = []
    if wanted.isdigit():
        if item.code.startswith(wanted):
            offers.append(Hit(item, "code", 1.0 if item.code == wanted else 0.9, item.code))
        elif item.code.lstrip("0").startswith(wanted):
            offers.append(Hit(item, "code", 0.8, item.code))
    for how, weight, names in (
        ("name", 1.0, (item.name_zh,)),
        ("alias", 0.85, item.aliases),
        ("english", 0.8, (item.name_en,)),
        ("description", 0.4, (item.description(lang),)),
    ):
        for name in names:
            share = _contained(key(name), wanted)
            if share:
                offers.append(Hit(item, how, weight * share, name))
    if wanted.isascii() and wanted.isalpha():
        for weight, names in ((0.9, (item.name_zh,)), (0.75, item.aliases)):
            for name in names:
                share = _spelled(name, wanted)
                if share:
                    offers.append(Hit(item, "pinyin", weight * share, name))
    return max(offers, key=lambda hit: hit.score, default=None)


def _contained(name: str, wanted: str) -> float:
    """1 for the whole name, less for its beginning, still less for a part; 0 if not there."""
    if wanted == name:
        return 1.0
    place = name.find(wanted)
    if place < 0:
        return 0.0
    return (0.7 if place == 0 else 0.5) + 0.2 * len(wanted) / len(name)


def _spelled(name: str, wanted: str) -> float:
    """How well letters spell the name, or a part of it, by initials or in whole pinyin."""
    characters = key(name)
    best = 0.0
    letters = initials(name)
    for start in range(len(letters) - len(wanted) + 1):
        if all(w in options for w, options in zip(wanted, letters[start:])):
            whole = len(wanted) == len(letters)
            best = max(best, 1.0 if whole else (0.7 if start == 0 else 0.5))
    for start in range(len(characters)):
        used = _whole_pinyin(characters[start:], wanted)
        if used:
            whole = start == 0 and used == len(characters)
            best = max(best, 1.0 if whole else (0.7 if start == 0 else 0.5))
    return best


def _whole_pinyin(characters: Sequence[str], wanted: str) -> int:
    """How many characters from the first one on are spelled by all the letters; 0 if they do not.

    The last one may be unfinished, as while typing ("lajix").
    """
    table = readings()
    open_ends: List[Tuple[int, int]] = [(0, 0)]
    longest = 0
    while open_ends:
        count, place = open_ends.pop()
        rest = wanted[place:]
        if not rest:
            longest = max(longest, count)
            continue
        if count == len(characters):
            continue
        for reading in table.get(characters[count], _NOTHING):
            if rest.startswith(reading):
                open_ends.append((count + 1, place + len(reading)))
            elif count and reading.startswith(rest):
                longest = max(longest, count + 1)
    return longest
