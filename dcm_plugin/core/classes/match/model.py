"""What one value says about the class, and how sure that is."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from typing import Iterable, List, Mapping, Tuple

from ..model import Catalogue
from ..tables import FOLDER

#: Characters of a list of candidates: with the mark of what is left out 254 or fewer.
_LONGEST = 250


@dataclass(frozen=True)
class Evidence:
    """``codes``: the classes that the value names, the best first; several: it does not decide.

    ``near``: classes that are only similar, with their similarity, for the list of candidates.
    ``reason``: why there is no class (message id without its group), '' when there is one.
    """

    codes: Tuple[str, ...] = ()
    method: str = ""
    score: float = 0.0
    near: Tuple[Tuple[str, float], ...] = ()
    reason: str = ""

    @property
    def decided(self) -> bool:
        return len(self.codes) == 1


NO_EVIDENCE = Evidence()


@dataclass(frozen=True)
class Method:
    """A way to find the class: its rank (1 first) and the score it gives."""

    id: str
    rank: int
    score: float
    en: str
    zh: str


@lru_cache(maxsize=1)
def method_table() -> Mapping[str, Method]:
    """The methods by id, as ``data/classes/methods.csv`` has them."""
    with (FOLDER / "methods.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream)
        made = [
            Method(r["method"], int(r["rank"]), float(r["score"]), r["en"], r["zh"]) for r in rows
        ]
    return {method.id: method for method in sorted(made, key=lambda method: method.rank)}


METHODS = tuple(method_table())


def candidate_text(
    candidates: Iterable[Tuple[str, float]], catalogue: Catalogue, kind: str, lang: str
) -> str:
    """Candidates as people read them: ``01030 电力立杆; 01031 通信立杆 (0.42)``.

    What does not fit into a text field of a Shapefile is left out, and the text says so.
    """
    shown: List[str] = []
    for code, score in candidates:
        item = catalogue.find(kind, code)
        name = f"{code} {item.name(lang)}" if item else code
        text = f"{name} ({score:.2f})" if 0 < score < 1 else name
        if sum(len(other) + 2 for other in shown) + len(text) > _LONGEST:
            shown.append("…")
            break
        shown.append(text)
    return "; ".join(shown)
