"""One class per row from all that its columns say, ranked; what is in doubt is never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from ...classes.loader import load_catalogue
from ...classes.match import (
    AUTOMATIC,
    NO_EVIDENCE,
    CodeIndex,
    Evidence,
    NameIndex,
    candidate_text,
    detect_reading,
    method_table,
    name_index,
)
from ...classes.match.names import distinct
from ...classes.model import COMPONENT, Catalogue
from ...errors import Cancelled
from ...grid.codes import as_text
from .tags import tag_evidence, together

RESOLVED, AMBIGUOUS, UNRESOLVED, EMPTY = "resolved", "ambiguous", "unresolved", "empty"
STATES = (RESOLVED, AMBIGUOUS, UNRESOLVED, EMPTY)
#: Names that count as much as a code: they are what a class is called.
_EXACT = ("name", "alias", "crosswalk")


@dataclass(frozen=True)
class Options:
    """How to classify. ``reading``: version of the codes, or ``auto``; scores from 0 to 1."""

    version: str = "gbt47678_5_2026"
    kind: str = COMPONENT
    reading: str = AUTOMATIC
    threshold: float = 0.6
    #: A similar name must be better than the next class by this much.
    margin: float = 0.05
    candidates: int = 5
    lang: str = "zh"
    #: Folder of the city's own catalogues.
    folder: Optional[Path] = None


@dataclass
class Evidences:
    """The columns of a survey; each may be missing, all that are there have the same length."""

    code: Any = None
    name: Any = None
    tags: Mapping[str, Any] = field(default_factory=dict)
    text: Any = None
    layer: str = ""


@dataclass(frozen=True)
class Decision:
    """What was found for one distinct row."""

    state: str
    code: str = ""
    method: str = ""
    score: float = 0.0
    candidates: Tuple[Tuple[str, float], ...] = ()
    reason: str = ""


@dataclass
class Classification:
    """``place``: for each row the position of its decision; ``values``: what was read for it."""

    catalogue: Catalogue
    options: Options
    place: np.ndarray
    decisions: List[Decision]
    values: List[Tuple[str, ...]]
    #: Headings of ``values``.
    columns: Tuple[str, ...]
    counts: np.ndarray
    #: The version in which the codes were read; None for no or mixed codes.
    reading: Optional[str]

    def count(self, state: str) -> int:
        """Rows in a state."""
        return int(sum(c for d, c in zip(self.decisions, self.counts) if d.state == state))

    def column(self, name: str) -> np.ndarray:
        """One of the output columns for all rows, as Python objects with None for no value."""
        make: Callable[[Decision], Any] = getattr(self, "_" + name)
        values = np.empty(len(self.decisions), dtype=object)
        values[:] = [make(decision) for decision in self.decisions]
        return values[self.place]

    def rows(self, names: Sequence[str]) -> List[List[Any]]:
        """The output columns of each decision; see ``place``."""
        makers = [getattr(self, "_" + name) for name in names]
        return [[make(decision) for make in makers] for decision in self.decisions]

    def _class_code(self, decision: Decision) -> Optional[str]:
        return decision.code or None

    def _class_name(self, decision: Decision) -> Optional[str]:
        item = self.catalogue.find(self.options.kind, decision.code)
        return item.name(self.options.lang) if item else None

    def _major_code(self, decision: Decision) -> Optional[str]:
        return decision.code[:2] or None

    def _major_name(self, decision: Decision) -> Optional[str]:
        major = self.catalogue.major(self.options.kind, decision.code)
        return major.name(self.options.lang) if major else None

    def _method(self, decision: Decision) -> str:
        return decision.method or decision.state

    def _score(self, decision: Decision) -> float:
        return round(decision.score, 3)

    def _candidates(self, decision: Decision) -> Optional[str]:
        return self.candidate_text(decision) or None

    def _version(self, decision: Decision) -> str:
        return self.catalogue.id

    def _reason(self, decision: Decision) -> str:
        return decision.reason

    def _state(self, decision: Decision) -> str:
        return decision.state

    def candidate_text(self, decision: Decision) -> str:
        options = self.options
        return candidate_text(decision.candidates, self.catalogue, options.kind, options.lang)


def classify(
    evidences: Evidences,
    count: int,
    options: Options,
    progress: Optional[Callable[[float], None]] = None,
    canceled: Callable[[], bool] = lambda: False,
) -> Classification:
    """The class of each of ``count`` rows; the work is done once for each distinct row.

    Ranked: code, name, alias, name or code of another version, tag, name of the layer, name
    inside the text, similar name. A code and a name that contradict each other do not decide.
    """
    catalogue = load_catalogue(options.version, options.folder)
    names = name_index(options.version, options.kind, options.folder)
    parts: List[Tuple[str, np.ndarray, List[str]]] = []
    if evidences.code is not None:
        every = CodeIndex(catalogue, options.kind, options.reading, options.folder)
        parts.append(("code", *distinct(every.shortened(as_text(evidences.code)))))
    if evidences.name is not None:
        parts.append(("name", *distinct(_texts(evidences.name))))
    for column, values in evidences.tags.items():
        parts.append((column, *distinct(_texts(values))))
    if evidences.text is not None:
        parts.append(("text", *distinct(_texts(evidences.text))))
    place, rows, counts = _distinct_rows([numbers for _, numbers, _ in parts], count)
    _look(progress, canceled, 10)

    reading, index = _code_index(catalogue, options, parts, rows, counts)
    found: List[List[Evidence]] = []
    for position, (column, _, values) in enumerate(parts):
        if column == "code" and index is not None and position == 0:
            found.append(index.evidence(values))
        elif column in ("name", "text"):
            found.append(
                names.evidence(
                    values, options.threshold, options.margin, options.candidates, column == "text"
                )
            )
        else:
            found.append(tag_evidence(column, values, options.version))
        _look(progress, canceled, 10 + 60 * (position + 1) / max(len(parts), 1))
    layer = _layer_evidence(evidences.layer, catalogue, options, names)
    decisions, values_read = [], []
    for number, row in enumerate(rows.tolist()):
        if number % 65536 == 0:
            _look(progress, canceled, 70 + 30 * number / len(rows))
        said = {
            column: found[i][row[i]] if row[i] >= 0 else NO_EVIDENCE
            for i, (column, _, _) in enumerate(parts)
        }
        decisions.append(_decide(said, layer, options.candidates))
        values_read.append(
            tuple(values[row[i]] if row[i] >= 0 else "" for i, (_, _, values) in enumerate(parts))
        )
    columns = tuple(column for column, _, _ in parts)
    return Classification(
        catalogue, options, place, decisions, values_read, columns, counts, reading
    )


def _look(progress: Any, canceled: Callable[[], bool], percent: float) -> None:
    if canceled():
        raise Cancelled()
    if progress is not None:
        progress(percent)


def _texts(values: Any) -> np.ndarray:
    """A column as texts; '' counts as missing."""
    raw = np.asarray(values, dtype=object).ravel()
    result = np.empty(len(raw), dtype=object)
    result[:] = [
        (value if type(value) is str else str(value)) or None
        if value is not None and value == value
        else None
        for value in raw.tolist()
    ]
    return result


def _distinct_rows(
    columns: Sequence[np.ndarray], count: int
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each row its number among the distinct rows; the distinct rows; how often each is."""
    import pandas as pd

    if not columns:
        return np.zeros(count, dtype=np.int64), np.zeros((1, 0), dtype=np.int64), np.array([count])
    place = np.zeros(count, dtype=np.int64)
    for numbers in columns:
        place, _ = pd.factorize(place * (int(numbers.max(initial=0)) + 2) + numbers + 1)
    counts = np.bincount(place)
    first = np.full(len(counts), -1, dtype=np.int64)
    first[place[::-1]] = np.arange(count - 1, -1, -1)
    return place, np.stack([numbers[first] for numbers in columns], axis=1), counts


def _code_index(
    catalogue: Catalogue,
    options: Options,
    parts: Sequence[Tuple[str, np.ndarray, List[str]]],
    rows: np.ndarray,
    counts: np.ndarray,
) -> Tuple[Optional[str], Optional[CodeIndex]]:
    """The reading of the codes of this layer, and their index."""
    if not parts or parts[0][0] != "code":
        return None, None
    index = CodeIndex(catalogue, options.kind, options.reading, options.folder)
    if options.reading != AUTOMATIC:
        return options.reading, index
    with_code = np.flatnonzero(rows[:, 0] >= 0)
    named = len(parts) > 1 and parts[1][0] == "name"
    codes = [parts[0][2][i] for i in rows[with_code, 0]]
    names = [parts[1][2][i] if i >= 0 else None for i in rows[with_code, 1]] if named else []
    reading = detect_reading(index, codes, names or [None] * len(codes), counts[with_code].tolist())
    if reading is None:
        return None, index
    return reading, CodeIndex(catalogue, options.kind, reading, options.folder)


def _layer_evidence(
    layer: str, catalogue: Catalogue, options: Options, names: NameIndex
) -> Evidence:
    """What the name of the layer says: ``BJ0118``, ``prefix_路灯``, or the name of a class."""
    if not layer:
        return NO_EVIDENCE
    rules = catalogue.values["layer_names"]
    found: Optional[Evidence] = None
    match = re.search(rules["code"], layer)
    if match:
        index = CodeIndex(catalogue, options.kind, options.reading, options.folder)
        found = index.evidence([match.group(1)])[0]
    if found is None or not found.codes:
        match = re.search(rules["name"], layer)
        found = names.look_up(match.group(1) if match else layer)
    if found is None or not found.codes:
        return NO_EVIDENCE
    return Evidence(found.codes, "layer", method_table()["layer"].score, reason=found.reason)


def _decide(said: Mapping[str, Evidence], layer: Evidence, count: int) -> Decision:
    """The decision for what the columns and the layer say about one row."""
    code = said.get("code", NO_EVIDENCE)
    name = said.get("name", NO_EVIDENCE)
    firm = name if name.method in _EXACT and name.codes else NO_EVIDENCE
    if code.codes and firm.codes and not set(code.codes) & set(firm.codes):
        both = tuple((c, 1.0) for c in dict.fromkeys(code.codes + firm.codes))
        return Decision(AMBIGUOUS, candidates=both[:count], reason="conflict")
    tags = together([e for column, e in said.items() if column not in ("code", "name", "text")])
    certain = name.method != "fuzzy"
    order = [code, name if certain else NO_EVIDENCE, tags, layer, said.get("text", NO_EVIDENCE)]
    if not certain:
        order.append(name)
    speaking = [item for item in order if item.codes]
    if speaking:
        return _narrowed(speaking, count)
    weak = [item for item in (name, said.get("text", NO_EVIDENCE)) if item.near]
    near = max(weak, key=lambda item: item.near[0][1]).near if weak else ()
    reasons = [item.reason for item in (code, name, tags, said.get("text", NO_EVIDENCE))]
    told = next(filter(None, reasons), "")
    if told:
        return Decision(UNRESOLVED, candidates=near[:count], reason=told)
    read = any(item is not NO_EVIDENCE for item in said.values())
    return Decision(UNRESOLVED if read else EMPTY, reason="no_class" if read else "empty")


def _narrowed(speaking: Sequence[Evidence], count: int) -> Decision:
    """The first that speaks; where it leaves several classes, the next ones may choose of them."""
    first = speaking[0]
    codes = first.codes
    for other in speaking[1:]:
        if len(codes) == 1:
            break
        common = tuple(c for c in codes if c in other.codes)
        codes = common or codes
    if len(codes) == 1:
        rest = tuple((c, s) for c, s in first.near if c != codes[0])
        return Decision(RESOLVED, codes[0], first.method, first.score, rest[:count])
    scores: Dict[str, float] = dict(first.near)
    listed = tuple((c, scores.get(c, 1.0)) for c in codes)
    return Decision(AMBIGUOUS, candidates=listed[:count], reason=first.reason or "several")
