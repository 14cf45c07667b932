"""The class of each event: from its code or name where there is one, else from its text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

import numpy as np

from ..classes.loader import load_catalogue
from ..classes.match import AUTOMATIC, candidate_text
from ..classes.match.names import distinct
from ..classes.model import EVENT, Catalogue
from ..components.classification import Evidences, Options, classify
from ..components.classification.classify import Decision
from ..errors import Cancelled
from ..grid.codes import as_text
from .text_model import Choice, load_model

RESOLVED, AMBIGUOUS, UNRESOLVED, EMPTY = "resolved", "ambiguous", "unresolved", "empty"
TEXT = "text"
_CHUNK = 20000


@dataclass(frozen=True)
class EventOptions:
    """How to classify; scores from 0 to 1."""

    version: str = "gbt47678_5_2026"
    reading: str = AUTOMATIC
    #: Lowest score of the first choice of a text.
    threshold: float = 0.35
    #: The first choice must have this many times the score of the second.
    lead: float = 1.5
    lang: str = "zh"
    folder: Optional[Path] = None

    def decides(self, choices: Sequence[Choice]) -> bool:
        """Whether the first choice stands out enough to be the class."""
        if not choices or choices[0].score < self.threshold:
            return False
        return len(choices) == 1 or choices[0].score >= self.lead * choices[1].score


@dataclass(frozen=True)
class EventDecision:
    """What was found for one distinct row."""

    state: str
    code: str = ""
    method: str = ""
    score: float = 0.0
    choices: Tuple[Choice, ...] = ()
    reason: str = ""


@dataclass
class EventClassification:
    """``place``: for each row the position of its decision; ``values``: what was read for it."""

    catalogue: Catalogue
    options: EventOptions
    place: np.ndarray
    decisions: List[EventDecision]
    values: List[Tuple[str, ...]]
    counts: np.ndarray
    reading: Optional[str]

    def count(self, state: str) -> int:
        """Rows in a state."""
        return int(sum(c for d, c in zip(self.decisions, self.counts) if d.state == state))

    def rows(self, names: Sequence[str]) -> List[List[Any]]:
        """The output columns of each decision, by role of the table ``proposed``."""
        return [[self._value(name, decision) for name in names] for decision in self.decisions]

    def _value(self, role: str, decision: EventDecision) -> Any:
        lang = self.options.lang
        item = self.catalogue.find(EVENT, decision.code)
        major = self.catalogue.major(EVENT, decision.code) if decision.code else None
        number = {"first": 0, "second": 1, "third": 2}
        if role in number:
            return self._choice(decision, number[role])
        values: Dict[str, Any] = {
            "class_code": decision.code or None,
            "class_name": item.name(lang) if item else None,
            "major_code": decision.code[:2] or None,
            "major_name": major.name(lang) if major else None,
            "method": decision.method or decision.state,
            "score": round(decision.score, 3),
            "words": self.words(decision) or None,
            "version": self.catalogue.id,
        }
        return values[role]

    def words(self, decision: EventDecision) -> str:
        """The words that decided for the first choice."""
        return "、".join(decision.choices[0].words) if decision.choices else ""

    def _choice(self, decision: EventDecision, place: int) -> Optional[str]:
        if place >= len(decision.choices):
            return None
        choice = decision.choices[place]
        pair = [(choice.code, choice.score)]
        return candidate_text(pair, self.catalogue, EVENT, self.options.lang)


def classify_events(
    options: EventOptions,
    text: Any = None,
    code: Any = None,
    name: Any = None,
    progress: Optional[Callable[[float], None]] = None,
    canceled: Callable[[], bool] = lambda: False,
) -> EventClassification:
    """The class of each row; the columns that are given have the same length.

    A code or name of any version goes first; where it does not decide, the text does, and where
    that is not clear either the row is open, with the first three choices.
    """
    catalogue = load_catalogue(options.version, options.folder)
    count = next(len(column) for column in (text, code, name) if column is not None)
    named = classify(
        Evidences(code=code, name=name),
        count,
        Options(
            version=options.version,
            kind=EVENT,
            reading=options.reading,
            lang=options.lang,
            folder=options.folder,
        ),
    )
    numbers, texts = (np.full(count, -1), []) if text is None else distinct(_stripped(text))
    pairs = named.place.astype(np.int64) * (len(texts) + 1) + numbers + 1
    _, first, place, counts = np.unique(
        pairs, return_index=True, return_inverse=True, return_counts=True
    )
    wanted = sorted(
        {
            int(numbers[row])
            for row in first.tolist()
            if numbers[row] >= 0 and named.decisions[named.place[row]].state != RESOLVED
        }
    )
    ranked = _rank(options, [texts[i] for i in wanted], progress, canceled)
    choices = dict(zip(wanted, ranked))
    decisions, values = [], []
    for row in first.tolist():
        number = int(numbers[row])
        known = named.decisions[named.place[row]]
        decisions.append(_decide(options, known, choices.get(number)))
        said = named.values[named.place[row]]
        values.append((*said, texts[number] if number >= 0 else ""))
    return EventClassification(
        catalogue, options, place.ravel(), decisions, values, counts, named.reading
    )


def _stripped(values: Any) -> np.ndarray:
    texts = as_text(values)
    texts[:] = [None if item is None else item.strip() or None for item in texts]
    return texts


def _rank(
    options: EventOptions,
    texts: Sequence[str],
    progress: Optional[Callable[[float], None]],
    canceled: Callable[[], bool],
) -> List[Tuple[Choice, ...]]:
    if not texts:
        return []
    model = load_model(options.version, options.folder)
    result: List[Tuple[Choice, ...]] = []
    for start in range(0, len(texts), _CHUNK):
        if canceled():
            raise Cancelled()
        result += model.rank(texts[start : start + _CHUNK], 3)
        if progress is not None:
            progress(100.0 * len(result) / len(texts))
    return result


def _decide(
    options: EventOptions, named: Decision, choices: Optional[Tuple[Choice, ...]]
) -> EventDecision:
    if named.state == RESOLVED:
        only = (Choice(named.code, named.score, ()),)
        return EventDecision(RESOLVED, named.code, named.method, named.score, only)
    offered = tuple(Choice(code, score, ()) for code, score in named.candidates)
    if choices and named.state == AMBIGUOUS:
        # the code or name leaves a few classes: the text may choose one of these and no other
        allowed = {choice.code for choice in offered}
        within = tuple(choice for choice in choices if choice.code in allowed)
        if named.reason == "conflict" or not within or within[0] is not choices[0]:
            reason = "conflict" if named.reason == "conflict" else "text_differs"
            return EventDecision(AMBIGUOUS, choices=offered[:3], reason=reason)
        return EventDecision(RESOLVED, within[0].code, TEXT, within[0].score, choices)
    if choices:
        if options.decides(choices):
            best = choices[0]
            return EventDecision(RESOLVED, best.code, TEXT, best.score, choices)
        unclear = choices[0].score >= options.threshold
        state, reason = (AMBIGUOUS, "several") if unclear else (UNRESOLVED, "unclear_text")
        return EventDecision(state, score=choices[0].score, choices=choices, reason=reason)
    if choices is not None:
        return EventDecision(UNRESOLVED, reason="no_class")
    return EventDecision(named.state, choices=offered[:3], reason=named.reason)
