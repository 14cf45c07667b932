"""Names of classes in every spelling, version and alias; similar names where none is the same."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np

from ..loader import VERSIONS, load_catalogue, load_crosswalk, own_stamps
from ..model import Catalogue
from ..normalise import key, readings, spellings
from .fuzzy import Similar
from .model import Evidence, method_table

#: A name inside a text must have at least this many characters.
_SHORTEST = 2


class NameIndex:
    """All names by which a class of one version and kind is known.

    ``exact``: spelling -> (method, codes); no code for a class that this version has no more.
    """

    def __init__(self, catalogue: Catalogue, kind: str, folder: Optional[Path] = None) -> None:
        self.catalogue, self.kind = catalogue, kind
        self.exact: Dict[str, Tuple[str, Tuple[str, ...]]] = {}
        own = catalogue.of_kind(kind)
        self._add("name", [(n, (i.code,)) for i in own for n in (i.name_zh, i.name_en)])
        self._add("alias", [(alias, (item.code,)) for item in own for alias in item.aliases])
        self._add("alias", [(s, (i.code,)) for i in own for s in spellings(i.name_zh)])
        self._add("crosswalk", self._other_names(folder))
        self._longest = max(map(len, self.exact), default=0)
        self._similar: Optional[Similar] = None

    def _other_names(self, folder: Optional[Path]) -> List[Tuple[str, Tuple[str, ...]]]:
        """Names of the other versions with their classes in this one."""
        crosswalk = load_crosswalk()
        names = []
        for version in VERSIONS:
            if version != self.catalogue.id:
                for item in load_catalogue(version, folder).of_kind(self.kind):
                    codes = crosswalk.targets(self.kind, version, self.catalogue.id, item.code)
                    names += [(n, codes) for n in (item.name_zh, *item.aliases, item.name_en)]
        return names

    def _add(self, method: str, entries: Sequence[Tuple[str, Tuple[str, ...]]]) -> None:
        """Add names that are not known yet; the same one for two classes stands for both."""
        new: Dict[str, List[str]] = {}
        for name, codes in entries:
            spelling = key(name)
            if spelling and spelling not in self.exact:
                found = new.setdefault(spelling, [])
                found += [code for code in codes if code not in found]
        self.exact.update({spelling: (method, tuple(codes)) for spelling, codes in new.items()})

    def look_up(self, text: str) -> Optional[Evidence]:
        """The class that has exactly this name, in some spelling; None when nothing has."""
        for spelling in readings(text):
            found = self.exact.get(spelling)
            if found is not None:
                method, codes = found
                reason = "" if len(codes) == 1 else "split" if codes else "withdrawn"
                return Evidence(codes, method, method_table()[method].score, reason=reason)
        return None

    def at_the_end(self, text: str) -> Optional[Evidence]:
        """The class whose name stands at the end: 人民路路灯 is a 路灯."""
        word = key(text)
        for start in range(max(1, len(word) - self._longest), len(word) - _SHORTEST + 1):
            found = self.exact.get(word[start:])
            if found is not None and found[1]:
                return self._contained(found[1])
        return None

    def inside(self, text: str) -> Optional[Evidence]:
        """The class with the longest name that stands in a text."""
        word = key(text)
        for length in range(min(self._longest, len(word)), _SHORTEST - 1, -1):
            codes: List[str] = []
            for start in range(len(word) - length + 1):
                found = self.exact.get(word[start : start + length])
                if found is not None:
                    codes += [code for code in found[1] if code not in codes]
            if codes:
                return self._contained(tuple(codes))
        return None

    def _contained(self, codes: Tuple[str, ...]) -> Evidence:
        reason = "" if len(codes) == 1 else "several"
        return Evidence(codes, "contained", method_table()["contained"].score, reason=reason)

    def similar(
        self, texts: Sequence[str], threshold: float, margin: float, count: int
    ) -> List[Evidence]:
        """The classes with the most similar names; decided when good and better than the next."""
        if self._similar is None:
            entries = [(s, codes) for s, (_, codes) in self.exact.items() if codes]
            self._similar = Similar(entries)
        highest = method_table()["fuzzy"].score
        made = []
        for near in self._similar.best([key(text) for text in texts], count):
            near = tuple((code, score * highest) for code, score in near)
            if not near or near[0][1] < threshold:
                made.append(Evidence(near=near, reason="low_score"))
            elif len(near) > 1 and near[0][1] - near[1][1] < margin:
                close = tuple(c for c, score in near if near[0][1] - score < margin)
                made.append(Evidence(close, "fuzzy", near[0][1], near, "several"))
            else:
                made.append(Evidence((near[0][0],), "fuzzy", near[0][1], near))
        return made

    def evidence(
        self, texts: Sequence[str], threshold: float, margin: float, count: int, free: bool
    ) -> List[Evidence]:
        """What each of the texts says; ``free``: they are sentences, not names."""
        made = [self.look_up(text) or (self.inside(text) if free else None) for text in texts]
        open_places = [place for place, item in enumerate(made) if item is None]
        words = [texts[place] for place in open_places]
        for place, similar in zip(open_places, self.similar(words, threshold, margin, count)):
            ends = None if free else self.at_the_end(texts[place])
            made[place] = similar if ends is None else _backed(ends, similar, margin)
        return [item for item in made if item is not None]


@lru_cache(maxsize=12)
def _index(version: str, kind: str, folder: Optional[Path], stamps: Tuple[Any, ...]) -> NameIndex:
    return NameIndex(load_catalogue(version, folder), kind, folder)


def name_index(version: str, kind: str, folder: Optional[Path] = None) -> NameIndex:
    """The index of a version and kind; kept until a file of own classes changes."""
    return _index(version, kind, folder, own_stamps(folder))


def _backed(ends: Evidence, similar: Evidence, margin: float) -> Evidence:
    """The class whose name stands at the end, unless another class is as similar.

    雨水井 ends with 水井 (well) and is none; 人民路路灯 is a 路灯.
    """
    near = dict(similar.near)
    own = max((near.get(code, 0.0) for code in ends.codes), default=0.0)
    rivals = tuple(c for c, score in similar.near if c not in ends.codes and score > own - margin)
    if not rivals:
        return Evidence(ends.codes, ends.method, ends.score, similar.near, ends.reason)
    return Evidence(ends.codes + rivals, ends.method, ends.score, similar.near, "several")


def distinct(values: np.ndarray) -> Tuple[np.ndarray, List[str]]:
    """Number of each value among the distinct ones (-1 for none) and the distinct texts."""
    import pandas as pd

    numbers, found = pd.factorize(np.asarray(values, dtype=object))
    return numbers, [str(value) for value in found]
