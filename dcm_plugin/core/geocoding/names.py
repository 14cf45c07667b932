"""Keys by which names are found: by spelling, by sound, and with one character wrong or missing."""

from __future__ import annotations

import re
from typing import Iterable, Iterator, List, Tuple
from zlib import crc32

from ..text import sound_key, sounds_alike
from .parse import clean
from .vocabulary import deletions

_NO_WORD = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
#: Shortest name for which one wrong character is forgiven.
FORGIVING = 4
#: Texts that may stand for a name of that length with one character missing.
SHORTEST = FORGIVING - 1
LONGEST_FORGIVING = 40
#: Characters that tell names apart: one for another is no slip of the pen.
_MEANING = frozenset("0123456789一二三四五六七八九十东南西北上下前后左右大小abcdefghij甲乙丙丁")
#: Characters of a name that the table of heads looks at.
HEAD = 3


def name_key(text: str) -> str:
    """The spelling by which names are compared: :func:`clean` without punctuation."""
    return _NO_WORD.sub("", clean(text))


def short_forms(name: str, prefixes: Iterable[str]) -> List[str]:
    """Keys of the name without what stands in brackets and without the name of the city."""
    text = clean(name)
    found = [_NO_WORD.sub("", _IN_BRACKETS.sub("", text))]
    whole = name_key(name)
    for base in (whole, found[0]):
        for prefix in prefixes:
            if base.startswith(prefix) and len(base) - len(prefix) >= FORGIVING:
                found.append(base[len(prefix) :])
                break
    return [form for form in dict.fromkeys(found) if form != whole and len(form) >= 2]


def exact_key(key: str) -> int:
    """The number under which a spelling is kept."""
    return crc32(("=" + key).encode("utf-8"))


def index_keys(key: str) -> Iterator[int]:
    """The numbers under which a name is kept: spelling, sound, and each with one character less.

    Numbers may collide by chance: what is found by one is compared with the text.
    """
    yield exact_key(key)
    if FORGIVING <= len(key) <= LONGEST_FORGIVING:
        yield crc32(("~" + sound_key(key)).encode("utf-8"))
        for shorter in deletions(key):
            yield crc32(("-" + shorter).encode("utf-8"))


def query_keys(key: str) -> Iterator[int]:
    """The numbers of names that sound like, or differ by one character from, a text."""
    yield crc32(("~" + sound_key(key)).encode("utf-8"))
    yield crc32(("-" + key).encode("utf-8"))
    for shorter in deletions(key):
        data = shorter.encode("utf-8")
        yield crc32(b"-" + data)
        yield crc32(b"=" + data)


def one_edit(first: str, second: str) -> str:
    """How texts differ: by one homophone ("sound"), a character too few or too many
    ("missing"), another character ("edit"), not at all ("exact") or by more ("")."""
    if abs(len(first) - len(second)) > 1:
        return ""
    start = 0
    for a, b in zip(first, second):
        if a != b:
            break
        start += 1
    if len(first) == len(second):
        if start == len(first):
            return "exact"
        if first[start + 1 :] != second[start + 1 :]:
            return "sound" if sound_key(first) == sound_key(second) else ""
        if first[start] in _MEANING and second[start] in _MEANING:
            return ""
        return "sound" if sounds_alike(first[start], second[start]) else "edit"
    longer, shorter = (first, second) if len(first) > len(second) else (second, first)
    return "missing" if longer[start + 1 :] == shorter[start:] else ""


def bigrams(key: str) -> List[str]:
    """Overlapping pairs of characters, for the full-text index."""
    return [key[i : i + 2] for i in range(len(key) - 1)] or [key]


def alikeness(first: str, second: str) -> float:
    """Share of common pairs of characters, 0 ... 1 (Dice)."""
    a, b = set(bigrams(first)), set(bigrams(second))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def head_of(key: str) -> Tuple[str, int]:
    """What the table of heads knows of a name: its first characters and a bit for its length."""
    return key[:HEAD], 1 << min(len(key), 62)
