"""Which symbol and colour each class of components and events is drawn with."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Tuple

from ..classes import DEFAULT_VERSION, Catalogue, ManagedClass, load_crosswalk
from .form import FOLDER

SYMBOLS = Path(__file__).resolve().parents[2] / "resources" / "symbols"
#: What has no class, or one that the catalogue does not know.
UNCLASSIFIED = "unclassified"
EXTENSION = "major_extension"
GREY = "#8a949c"


@dataclass(frozen=True)
class ClassSymbol:
    """Name of a drawing in ``resources/symbols`` and its colour (#rrggbb)."""

    symbol: str
    colour: str

    @property
    def file(self) -> Path:
        return symbol_file(self.symbol)


def symbol_file(name: str) -> Path:
    return SYMBOLS / f"{name}.svg"


@lru_cache(maxsize=1)
def _table() -> Dict[Tuple[str, str, str], Tuple[str, str]]:
    with (FOLDER / "symbols.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {
            (row["version"], row["kind"], row["code"]): (row["symbol"], row["colour"])
            for row in csv.DictReader(stream)
        }


def class_symbol(item: ManagedClass, catalogue: Catalogue) -> ClassSymbol:
    """The symbol of a class: its own, that of the same class in the newest version, or its major's.

    A class that was joined with others keeps their symbol; a class of the city has that of its
    major.
    """
    table = _table()
    major, colour = table.get((catalogue.id, item.kind, item.major), (EXTENSION, GREY))
    codes: Tuple[str, ...] = (item.code,)
    if catalogue.id != DEFAULT_VERSION:
        codes = load_crosswalk().targets(item.kind, catalogue.id, DEFAULT_VERSION, item.code)
    for code in codes:
        own = table.get((DEFAULT_VERSION, item.kind, code))
        if own is not None:
            return ClassSymbol(own[0], own[1] or colour)
    return ClassSymbol(major, colour)
