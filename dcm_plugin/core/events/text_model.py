"""From the text of a complaint to classes of events: a linear model that shows its reasons.

Nothing is trained and nothing unpickled: the model is put together when it is loaded, from what
ships in ``data/classes`` – names, aliases and descriptions of the classes in all versions, a table
of words with weights, example sentences, and words for damage. The sum for a class has two parts:

- words: every name, alias or word of the table that stands in the text (of words inside each other
  the longest) gives its weight to its class; a component together with a word for damage gives
  more to the class "component – abnormal condition";
- likeness: cosine of the TF-IDF of the pairs and triples of characters of the text, and of all
  that is known about the class.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
from scipy import sparse

from ..classes.loader import VERSIONS, load_catalogue, load_crosswalk
from ..classes.model import COMPONENT, EVENT, Catalogue
from ..classes.normalise import key, spellings
from ..classes.tables import FOLDER, read_table

#: How much parts of the text count (choices of this plugin).
_NAME, _ALIAS, _OBJECT, _DAMAGED, _BROKEN, _LIKENESS = 8.0, 7.0, 2.0, 5.0, 2.0, 9.0
#: A damaged thing that does not stand next to the word for damage counts this much.
_FAR = 0.5
#: Matters that are damage too: their words count more beside a word for damage.
_BROKEN_NAMES = ("破损", "缺损", "污损", "破裂", "脱落", "裸露")
#: How often each source stands in the document of a class.
_TIMES = {"name": 3, "alias": 2, "word": 1, "description": 1, "example": 1}
#: Half of the score is reached with a sum of this size.
_SATURATION = 5.0
_CHUNK = 4000
_SHORTEST, _ASIDE = 2, 0.35
#: 人民路12号门口, 中山公园东侧, 第三小学对面: where it is says nothing about what it is.
_SIDE = "(?:[东南西北](?:侧|门口?|面)|门口|对面|楼下|旁边?|附近|背后|交叉口|[东南西北]广场)"
_PLACE = "公园|小区|花园|学校|小学|中学|医院|广场|社区|大厦|超市|车站|路|街"
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:路|街|大道|巷|弄|村)\d+(?:号楼|号|弄|栋|幢)?(?:"
    + _SIDE
    + r")?|[\u4e00-\u9fff]{2,8}?(?:"
    + _PLACE
    + r")(?:\d+号楼)?"
    + _SIDE
)


@dataclass(frozen=True)
class Choice:
    """A class for a text: score from 0 to 1, and the words that spoke for it."""

    code: str
    score: float
    words: Tuple[str, ...]


class EventModel:
    """Weights of words and of grams for the classes of one version."""

    def __init__(self, catalogue: Catalogue, folder: Optional[Path] = None) -> None:
        self.catalogue = catalogue
        self.codes = [item.code for item in catalogue.of_kind(EVENT)]
        self._place = {code: place for place, code in enumerate(self.codes)}
        self._broken = {
            self._place[item.code]
            for item in catalogue.of_kind(EVENT)
            if any(word in item.name_zh for word in _BROKEN_NAMES)
        }
        self._words: Dict[str, Dict[int, float]] = defaultdict(dict)
        self._objects: Dict[str, List[int]] = defaultdict(list)
        self._documents: List[Counter[str]] = [Counter() for _ in self.codes]
        phrases = read_table(FOLDER / "phrases.csv", "phrases")
        self._damage = {
            key(row["phrase"]): float(row["weight"] or 1)
            for row in phrases
            if row["use"] == "condition"
        }
        stops = sorted((row["phrase"] for row in phrases if row["use"] == "stop"), key=len)
        self._stops = re.compile("|".join(map(re.escape, reversed(stops))))
        self._add_names(folder)
        self._add_keywords()
        self._add_examples()
        self._add_components(folder)
        self._longest = max(map(len, (*self._words, *self._objects, *self._damage)))
        self._build()

    # --- putting it together ---------------------------------------------------------------------

    def _add_names(self, folder: Optional[Path]) -> None:
        crosswalk = load_crosswalk()
        for version in VERSIONS:
            for item in load_catalogue(version, folder).of_kind(EVENT):
                codes = crosswalk.targets(EVENT, version, self.catalogue.id, item.code)
                for place in self._places(codes):
                    for name in spellings(item.name_zh):
                        self._word(name, place, _NAME / len(codes))
                    for alias in item.aliases:
                        self._word(key(alias), place, _ALIAS / len(codes))
                    self._document(place, item.name_zh, "name")
                    self._document(place, item.description_zh, "description")
                    for alias in item.aliases:
                        self._document(place, alias, "alias")

    def _add_keywords(self) -> None:
        crosswalk = load_crosswalk()
        for row in read_table(FOLDER / "keywords.csv", "keywords"):
            codes = crosswalk.targets(EVENT, row["version"], self.catalogue.id, row["code"])
            if row["version"] == self.catalogue.id:
                codes = (row["code"],)
            for place in self._places(codes):
                self._word(key(row["word"]), place, float(row["weight"]) / len(codes))
                self._document(place, row["word"], "word")

    def _add_examples(self) -> None:
        """Sentences in other words than the names: they count for the likeness only."""
        crosswalk = load_crosswalk()
        for row in read_table(FOLDER / "examples.csv", "examples"):
            codes = crosswalk.targets(EVENT, row["version"], self.catalogue.id, row["code"])
            for place in self._places(codes):
                self._document(place, self.clean(row["text"]), "example")

    def _add_components(self, folder: Optional[Path]) -> None:
        """Names of components for the classes of their abnormal condition, where there are any."""
        for item in load_catalogue(self.catalogue.id, folder).of_kind(COMPONENT):
            event = self.catalogue.find(EVENT, item.code)
            if event is None or not event.name_zh.startswith(item.name_zh[:2]):
                continue
            place = self._place[item.code]
            for name in (*spellings(item.name_zh), *map(key, item.aliases)):
                if len(name) >= _SHORTEST:
                    self._objects[name].append(place)
                    self._document(place, name, "alias")

    def _places(self, codes: Sequence[str]) -> List[int]:
        return [self._place[code] for code in codes if code in self._place]

    def _word(self, word: str, place: int, weight: float) -> None:
        if len(word) >= 1:
            held = self._words[word]
            held[place] = max(held.get(place, 0.0), weight)

    def _document(self, place: int, text: str, source: str) -> None:
        for gram in grams(key(text)):
            self._documents[place][gram] += _TIMES[source]

    def _build(self) -> None:
        seen = Counter(gram for document in self._documents for gram in document)
        self._terms = {gram: number for number, gram in enumerate(sorted(seen))}
        total = len(self._documents)
        self._idf = np.array([math.log((1 + total) / (0.5 + seen[g])) for g in sorted(seen)])
        rows, columns, values = [], [], []
        for place, document in enumerate(self._documents):
            weights = {
                self._terms[g]: (1 + math.log(n)) * self._idf[self._terms[g]]
                for g, n in document.items()
            }
            length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
            rows += [place] * len(weights)
            columns += list(weights)
            values += [weight / length for weight in weights.values()]
        shape = (total, len(self._terms))
        self._matrix = sparse.csr_matrix((values, (rows, columns)), shape=shape)

    # --- using it --------------------------------------------------------------------------------

    def clean(self, text: str) -> str:
        """The text without greetings, requests and addresses."""
        return key(self._stops.sub("，", _ADDRESS.sub("，", text)))

    def rank(self, texts: Sequence[str], count: int = 3) -> List[Tuple[Choice, ...]]:
        """The best classes of each text with score and deciding words; none for an empty text."""
        result: List[Tuple[Choice, ...]] = []
        for start in range(0, len(texts), _CHUNK):
            words = [self.clean(text) for text in texts[start : start + _CHUNK]]
            likeness = self._likeness(words)
            for row, word in enumerate(words):
                result.append(self._choices(word, likeness[row], count))
        return result

    def _likeness(self, words: Sequence[str]) -> np.ndarray:
        """Cosine of each text and each class."""
        rows, columns, values = [], [], []
        for row, word in enumerate(words):
            found = Counter(self._terms[g] for g in grams(word) if g in self._terms)
            if not found:
                continue
            weights = {t: (1 + math.log(n)) * self._idf[t] for t, n in found.items()}
            length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
            rows += [row] * len(weights)
            columns += list(weights)
            values += [weight / length for weight in weights.values()]
        query = sparse.csr_matrix((values, (rows, columns)), shape=(len(words), len(self._terms)))
        return (query @ self._matrix.T).toarray()

    def _choices(self, word: str, likeness: np.ndarray, count: int) -> Tuple[Choice, ...]:
        reasons = self._reasons(word)
        sums = _LIKENESS * likeness
        for place, said in reasons.items():
            sums[place] += sum(said.values())
        top = min(len(sums), max(count, 10))
        best = np.argpartition(-sums, top - 1)[:top]
        best = best[np.lexsort((best, -sums[best]))]
        best = best[sums[best] > 0.3]
        if not len(best):
            return ()
        squares = sums[best] ** 2
        trust = sums[best[0]] / (sums[best[0]] + _SATURATION)
        scores = trust * squares / squares.sum()
        return tuple(
            Choice(
                self.codes[place],
                float(score),
                self._explained(word, int(place), reasons.get(int(place), {})),
            )
            for place, score in zip(best[:count].tolist(), scores[:count].tolist())
        )

    def _spans(self, word: str) -> List[str]:
        """The known words in a text, without those inside a longer one."""
        found: List[Tuple[int, int]] = []
        for start in range(len(word)):
            for end in range(min(len(word), start + self._longest), start, -1):
                part = word[start:end]
                if part in self._words or part in self._objects:
                    if not any(a <= start and end <= b for a, b in found):
                        found.append((start, end))
                    break
        return [word[a:b] for a, b in found]

    def _reasons(self, word: str) -> Mapping[int, Dict[str, float]]:
        """Class -> words and what they add to its sum."""
        made: Dict[int, Dict[str, float]] = defaultdict(dict)
        spans = self._spans(word)
        damage = max(
            (p for p in self._damage if p in word), key=self._damage.__getitem__, default=""
        )
        factor = min(self._damage.get(damage, 0.0), 2.0) / 2.0
        near = _nearness(word, spans, damage)
        for span in spans:
            for place, weight in self._words.get(span, {}).items():
                made[place][span] = weight + (
                    _BROKEN * factor * near[span] if place in self._broken else 0.0
                )
            owners = self._objects.get(span, ())
            for place in owners:
                size = (0.6 + 0.2 * min(len(span), 4)) / len(owners)
                made[place][span] = made[place].get(span, 0.0) + _OBJECT * size
                if factor:
                    made[place][damage] = max(
                        made[place].get(damage, 0.0), _DAMAGED * factor * size * near[span]
                    )
        return made

    def _explained(self, word: str, place: int, said: Mapping[str, float]) -> Tuple[str, ...]:
        """The words that spoke for a class, the weightiest first; else stretches that are alike."""
        words = [w for w, _ in sorted(said.items(), key=lambda item: (-item[1], item[0]))]
        if words:
            return tuple(words[:5])
        row = self._matrix.getrow(place)
        alike = set(row.indices.tolist())
        marked = [False] * len(word)
        for size in (2, 3):
            for start in range(len(word) - size + 1):
                if self._terms.get(word[start : start + size], -1) in alike:
                    marked[start : start + size] = [True] * size
        stretches = re.findall("1+", "".join("1" if m else "0" for m in marked))
        found, start = [], 0
        text = "".join("1" if m else "0" for m in marked)
        for stretch in stretches:
            start = text.index(stretch, start)
            found.append(word[start : start + len(stretch)])
            start += len(stretch)
        return tuple(dict.fromkeys(sorted(found, key=len, reverse=True)))[:5]


def _nearness(word: str, spans: Sequence[str], damage: str) -> Dict[str, float]:
    """1 for the known word that ends last before the word for damage, less for the others."""
    end = word.find(damage) if damage else -1
    places = [(word.rfind(span, 0, end) + len(span), span) for span in spans if end > 0]
    before = [(place, span) for place, span in places if word.rfind(span, 0, end) >= 0]
    nearest = max(before)[1] if before else None
    return {span: 1.0 if nearest in (None, span) else _FAR for span in spans}


def grams(word: str) -> List[str]:
    """Pairs and triples of neighbouring characters."""
    return [word[i : i + n] for n in (2, 3) for i in range(len(word) - n + 1)]


def load_model(version: str, folder: Optional[Path] = None) -> EventModel:
    """The model of a version, with the city's own classes of ``folder``."""
    return _model(load_catalogue(version, folder), folder)


@lru_cache(maxsize=4)
def _build_in(version: str) -> EventModel:
    return EventModel(load_catalogue(version))


def _model(catalogue: Catalogue, folder: Optional[Path]) -> EventModel:
    if catalogue is load_catalogue(catalogue.id):
        return _build_in(catalogue.id)
    return EventModel(catalogue, folder)
