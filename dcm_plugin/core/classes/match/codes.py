"""Codes of classes and whole identification codes, of whatever version they are."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from ..codes import READINGS, class_part, identifier_structure, readings_of_length
from ..loader import VERSIONS, load_catalogue, load_crosswalk
from ..model import Catalogue
from .model import NO_EVIDENCE, Evidence, method_table

AUTOMATIC = "auto"
#: A reading is taken for the whole layer when it explains this much more than the next one.
_LEAD = 0.02
_LEAST = 0.5
#: Digits of the division, in front of the class in every version.
_COUNTY = 6


class CodeIndex:
    """Looks codes up; ``reading`` is a key of ``READINGS`` or ``auto``."""

    def __init__(
        self,
        catalogue: Catalogue,
        kind: str,
        reading: str = AUTOMATIC,
        folder: Optional[Path] = None,
    ) -> None:
        self.catalogue, self.kind, self.folder = catalogue, kind, folder
        self.readings = tuple(READINGS) if reading == AUTOMATIC else (reading,)
        self._known = {
            version: {item.code for item in load_catalogue(version, folder).of_kind(kind)}
            for version in VERSIONS
        }

    def classes(self, code: str) -> Dict[str, str]:
        """reading -> code of the class in its version, for every way in which the code is known.

        A code kept as a number may have lost its leading zero; it is put back where only that
        gives a class.
        """
        text = self._whole(code.strip())
        found = self._classes(text)
        if not found and text.isascii() and text.isdigit():
            found = self._classes("0" + text)
        return found

    def _classes(self, text: str) -> Dict[str, str]:
        found = {}
        for reading, structure in readings_of_length(self.kind, len(text)):
            if reading not in self.readings:
                continue
            version = READINGS[reading][0]
            part: Optional[str] = text
            if structure != "class":
                part = class_part([text], load_catalogue(version), structure)[0]
            if part in self._known[version]:
                found[reading] = str(part)
        return found

    def targets(self, found: Mapping[str, str]) -> Dict[str, Tuple[str, ...]]:
        """reading -> classes in the version that is wanted."""
        crosswalk = load_crosswalk()
        result = {}
        for reading, code in found.items():
            version = READINGS[reading][0]
            codes = crosswalk.targets(self.kind, version, self.catalogue.id, code)
            result[reading] = codes
        return result

    def shortened(self, codes: np.ndarray) -> np.ndarray:
        """Identification codes cut down to what tells the class: ``*0118*16`` is a code of 16
        digits with 0118 behind the division; all other texts as they are. Numbers of components
        differ from row to row, their classes do not."""
        spans: Dict[int, Tuple[int, int]] = {}
        for reading in self.readings:
            version = READINGS[reading][0]
            structure = load_catalogue(version).codes[identifier_structure(self.kind, reading)]
            start, end = structure.span("major")[0], structure.span("minor")[1]
            other = spans.get(structure.length, (start, end))
            spans[structure.length] = (min(start, other[0]), max(end, other[1]))
        result = np.empty(len(codes), dtype=object)
        result[:] = [
            f"*{code[spans[len(code)][0] : spans[len(code)][1]]}*{len(code)}"
            if code is not None and len(code) in spans and code.isdigit()
            else code
            for code in codes.tolist()
        ]
        return result

    @staticmethod
    def _whole(text: str) -> str:
        """A code that reads like the shortened one."""
        if not text.startswith("*"):
            return text
        part, _, length = text[1:].partition("*")
        return ("0" * _COUNTY + part).ljust(int(length), "0")

    def evidence(self, codes: Sequence[str]) -> List[Evidence]:
        """What each code says. Read in several ways with different classes, it does not decide."""
        return [self._evidence(code) for code in codes]

    def _evidence(self, code: str) -> Evidence:
        if not code.strip():
            return NO_EVIDENCE
        found = self.classes(code)
        if not found:
            return Evidence(reason="unknown_code")
        targets = self.targets(found)
        codes = tuple(dict.fromkeys(c for options in targets.values() for c in options))
        own = any(READINGS[reading][0] == self.catalogue.id for reading in found)
        method = "code" if own and len(codes) == 1 else "crosswalk"
        if not codes:
            reason = "withdrawn"
        elif len(codes) == 1:
            reason = ""
        else:
            reason = "split" if len(found) == 1 else "versions"
        return Evidence(codes, method, method_table()[method].score, reason=reason)


def detect_reading(
    index: CodeIndex, codes: Sequence[str], names: Sequence[Optional[str]], counts: Sequence[int]
) -> Optional[str]:
    """The one reading that the codes of a layer have in common; None when it does not show.

    ``codes``, ``names``: the distinct pairs of a layer, and how often each stands. A name counts
    when the class of the code has it: this is what tells 0114 of 2007 from 0114 of 2013.
    """
    total = float(sum(counts)) or 1.0
    known = dict.fromkeys(index.readings, 0.0)
    agree = dict.fromkeys(index.readings, 0.0)
    titles: Dict[Tuple[str, str], str] = {
        (version, item.code): item.name_zh
        for version in VERSIONS
        for item in load_catalogue(version, index.folder).of_kind(index.kind)
    }
    for code, name, count in zip(codes, names, counts):
        for reading, part in index.classes(code).items():
            known[reading] += count / total
            if name and titles[READINGS[reading][0], part] == name.strip():
                agree[reading] += count / total
    for share in (agree, known):
        order = sorted(index.readings, key=lambda r: -share[r])
        if len(order) == 1:
            return order[0] if share[order[0]] >= _LEAST else None
        best, next_best = share[order[0]], share[order[1]]
        least = _LEAST if share is known else 0.05
        if best >= least and best - next_best >= _LEAD:
            return order[0]
    return None
