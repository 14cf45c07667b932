"""Codes of unit grids: take apart, put together, validate. All of it works on whole columns."""

from __future__ import annotations

from typing import Any, Collection, Dict, Mapping, Optional, Sequence

import numpy as np
import pandas as pd

from ..errors import InputError
from ..messages import shortened
from ..standards import CodeStructure

#: Reasons that begin like this are worth a look, but no error.
SUSPICIOUS = "suspicious_"
LEVELS = ("county", "street", "community")


def is_warning(reason: str) -> bool:
    """A reason of :func:`validate_codes` that is no error."""
    return reason.startswith(SUSPICIOUS)


def as_text(values: Any) -> np.ndarray:
    """A column of codes as texts with None for missing ones.

    Codes kept in a number field come back without exponent and decimals; blanks stay, since they
    are an error of their own; '' counts as missing.
    """
    raw = np.asarray(values, dtype=object).ravel()
    result = np.empty(len(raw), dtype=object)
    for position, value in enumerate(raw):
        if type(value) is str:
            result[position] = value or None
        elif value is None or value != value:
            result[position] = None
        elif isinstance(value, (float, np.floating)) and float(value).is_integer():
            result[position] = str(int(value))
        else:
            result[position] = str(value)
    return result


def validate_codes(
    codes: Any,
    structure: CodeStructure,
    known: Optional[Mapping[str, Collection[str]]] = None,
) -> np.ndarray:
    """A reason per code, '' when it is right.

    Reasons: ``null``, ``length``, ``characters``, ``sequence_zero``, ``range_<segment>``,
    ``unknown_<level>`` and, as warnings only, ``suspicious_<segment>``; the first that holds.
    ``known`` lists the valid full codes of a level (county 6, street 9, community 12 digits).
    """
    texts = as_text(codes)
    reasons = np.full(len(texts), "", dtype=object)
    missing = pd.isna(texts)
    reasons[missing] = "null"
    lengths = np.array([0 if text is None else len(text) for text in texts], dtype=int)
    reasons[~missing & (lengths != structure.length)] = "length"
    open_rows = np.flatnonzero(reasons == "")
    if not len(open_rows):
        return reasons
    matrix = _matrix(texts[open_rows], structure.length)
    allowed = np.isin(matrix, [ord(c) for c in structure.alphabet]).all(axis=1)
    reasons[open_rows[~allowed]] = "characters"
    open_rows, matrix = open_rows[allowed], matrix[allowed]

    numbers = _numbers(matrix, structure)
    zero = numbers[structure.sequence.name] == 0
    if structure.first > 0:
        _set(reasons, open_rows, zero, "sequence_zero")
    for segment in structure.segments:
        number = numbers[segment.name]
        odd = np.zeros(len(number), dtype=bool)
        for lowest, highest in segment.suspicious:
            odd |= (number >= lowest) & (number <= highest)
        outside = np.zeros(len(number), dtype=bool)
        if segment.minimum is not None:
            outside |= (number >= 0) & (number < segment.minimum)
        if segment.maximum is not None:
            outside |= number > segment.maximum
        _set(reasons, open_rows, outside & ~odd, "range_" + segment.name)
    for level in LEVELS:
        if known and known.get(level):
            allowed_codes = set(known[level])
            parts = part(texts[open_rows], structure, level)
            wrong = np.array([text not in allowed_codes for text in parts], dtype=bool)
            _set(reasons, open_rows, wrong, "unknown_" + level)
    for segment in structure.segments:
        number = numbers[segment.name]
        for lowest, highest in segment.suspicious:
            odd = (number >= lowest) & (number <= highest)
            _set(reasons, open_rows, odd, SUSPICIOUS + segment.name)
    return reasons


def split_codes(codes: Any, structure: CodeStructure) -> Dict[str, np.ndarray]:
    """Segment name -> texts; None where the code has not the right length."""
    texts = as_text(codes)
    result = {}
    for segment in structure.segments:
        start, end = structure.span(segment.name)
        result[segment.name] = _cut(texts, start, end, structure.length)
    return result


def part(codes: Any, structure: CodeStructure, level: str) -> np.ndarray:
    """Full code of the county, street or community (6, 9, 12 digits), None for wrong lengths."""
    start = structure.community_span[0]
    return _cut(as_text(codes), start, structure.span(level)[1], structure.length)


def prefixes(codes: Any, structure: CodeStructure) -> np.ndarray:
    """All before the running number, None for codes of a wrong length."""
    return _cut(as_text(codes), 0, structure.prefix_length, structure.length)


def sequences(codes: Any, structure: CodeStructure) -> np.ndarray:
    """The running numbers; -1 where there is none (wrong length, not a number)."""
    texts = _cut(as_text(codes), structure.prefix_length, structure.length, structure.length)
    return np.array(
        [int(t) if t is not None and t.isascii() and t.isdigit() else -1 for t in texts],
        dtype=np.int64,
    )


def compose(prefix: Any, sequence: Any, structure: CodeStructure) -> np.ndarray:
    """Codes of prefixes and running numbers (one prefix for all, or one per number)."""
    numbers = np.atleast_1d(np.asarray(sequence, dtype=np.int64))
    texts = np.broadcast_to(np.asarray(prefix, dtype=object), numbers.shape)
    wrong = [p for p in dict.fromkeys(texts.tolist()) if len(str(p)) != structure.prefix_length]
    if wrong:
        raise InputError(
            "standards.prefix_length", prefix=shortened(wrong), length=structure.prefix_length
        )
    outside = (numbers < structure.first) | (numbers > structure.last)
    if outside.any():
        raise InputError(
            "standards.sequence_range",
            numbers=shortened(numbers[outside]),
            first=structure.first,
            last=structure.last,
        )
    width = structure.sequence_length
    result = np.empty(len(numbers), dtype=object)
    result[:] = [f"{p}{n:0{width}d}" for p, n in zip(texts.tolist(), numbers.tolist())]
    return result


def prefix_reasons(
    prefix: Sequence[Any], structure: CodeStructure, known: Optional[Mapping[str, Any]] = None
) -> np.ndarray:
    """Reasons for prefixes alone, by the rules of :func:`validate_codes`."""
    tail = f"{max(structure.first, 1):0{structure.sequence_length}d}"
    texts = as_text(prefix)
    whole = [None if text is None else text + tail for text in texts]
    return validate_codes(whole, structure, known)


def _cut(texts: np.ndarray, start: int, end: int, length: int) -> np.ndarray:
    result = np.empty(len(texts), dtype=object)
    result[:] = [
        text[start:end] if text is not None and len(text) == length else None for text in texts
    ]
    return result


def _matrix(texts: np.ndarray, length: int) -> np.ndarray:
    """Character codes, one row per text; all texts have the same length."""
    return np.array(texts.tolist(), dtype=f"<U{length}").view(np.uint32).reshape(-1, length)


def _numbers(matrix: np.ndarray, structure: CodeStructure) -> Dict[str, np.ndarray]:
    """The number in each segment, -1 where a letter stands."""
    result = {}
    start = 0
    for segment in structure.segments:
        digits = matrix[:, start : start + segment.length].astype(np.int64) - ord("0")
        start += segment.length
        powers = 10 ** np.arange(segment.length - 1, -1, -1, dtype=np.int64)
        letters = ((digits < 0) | (digits > 9)).any(axis=1)
        result[segment.name] = np.where(letters, -1, digits @ powers)
    return result


def _set(reasons: np.ndarray, rows: np.ndarray, chosen: np.ndarray, reason: str) -> None:
    """Write a reason where none stands yet."""
    target = rows[chosen]
    reasons[target[reasons[target] == ""]] = reason
