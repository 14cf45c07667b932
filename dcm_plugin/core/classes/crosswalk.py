"""From the classes of one version to those of another."""

from __future__ import annotations

from functools import lru_cache
from typing import Dict, List, Mapping, Tuple

UNCHANGED = "one_to_one"
SPLIT = "split"
MERGED = "merged"
NONE = "none"
UNKNOWN = "unknown"
RELATIONS = (UNCHANGED, SPLIT, MERGED, NONE, UNKNOWN)


class Crosswalk:
    """``rows``: kind, and the code of the class in each version ('' where it has none).

    ``notes``: language -> note of each row. A class that stands in several rows was split or
    merged. Immutable, so that look-ups are kept.
    """

    def __init__(
        self,
        rows: Tuple[Tuple[str, Mapping[str, str]], ...],
        notes: Tuple[Mapping[str, str], ...] = (),
    ) -> None:
        self._rows = rows
        self._notes = notes
        self._pairs = lru_cache(maxsize=None)(self._make_pairs)

    def _make_pairs(self, kind: str, source: str, target: str) -> Dict[str, Tuple[str, ...]]:
        found: Dict[str, List[str]] = {}
        for row_kind, codes in self._rows:
            if row_kind != kind or not codes[source]:
                continue
            targets = found.setdefault(codes[source], [])
            if codes[target] and codes[target] not in targets:
                targets.append(codes[target])
        return {code: tuple(targets) for code, targets in found.items()}

    def pairs(self, kind: str, source: str, target: str) -> Mapping[str, Tuple[str, ...]]:
        """Code in ``source`` -> codes in ``target``; none for a withdrawn class."""
        return self._pairs(kind, source, target)

    def targets(self, kind: str, source: str, target: str, code: str) -> Tuple[str, ...]:
        """Codes in ``target``; the code itself when both versions are the same."""
        return (code,) if source == target else self.pairs(kind, source, target).get(code, ())

    def relation(self, kind: str, source: str, target: str, code: str) -> str:
        """``one_to_one`` (reversible), ``split``, ``merged``, ``none`` or ``unknown``.

        A class of the source that no row names is ``unknown`` here; whether the version has it is
        a matter of its catalogue.
        """
        if source == target:
            return UNCHANGED
        forward = self.pairs(kind, source, target)
        if code not in forward:
            return UNKNOWN
        targets = forward[code]
        if not targets:
            return NONE
        if len(targets) > 1:
            return SPLIT
        sources = self.pairs(kind, target, source).get(targets[0], ())
        return UNCHANGED if sources == (code,) else MERGED

    def notes(self, kind: str, version: str, code: str, lang: str) -> Tuple[str, ...]:
        """What is noted about a class of a version, each note once."""
        found = (
            note.get(lang, "")
            for (row_kind, codes), note in zip(self._rows, self._notes)
            if row_kind == kind and codes[version] == code
        )
        return tuple(dict.fromkeys(filter(None, found)))
