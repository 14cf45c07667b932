"""The tables of ``data/cases/generate``: what the load is drawn from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Tuple

import numpy as np

from ...classes import COMPONENT, EVENT, VERSIONS, Catalogue, load_crosswalk
from ...shipped import shipped_rows

FOLDER = Path(__file__).resolve().parents[3] / "data" / "cases" / "generate"
EXAMPLES = Path(__file__).resolve().parents[3] / "data" / "classes" / "examples.csv"


@cache
def rows(name: str) -> Tuple[Mapping[str, str], ...]:
    """The rows of one table."""
    return tuple(shipped_rows(FOLDER / f"{name}.csv"))


@lru_cache(maxsize=1)
def shares() -> Mapping[str, float]:
    """How often things happen, by name."""
    return {row["name"]: float(row["value"]) for row in rows("shares")}


@cache
def rhythm(part: str, report_class: str) -> np.ndarray:
    """Weights of the hours (24), weekdays (7, Monday first) or months (12), as probabilities."""
    column = "patrol" if report_class == "patrol" else "public"
    found = np.array([float(row[column]) for row in rows("rhythm") if row["part"] == part])
    return found / found.sum()


@cache
def phrases(part: str, lang: str) -> Tuple[str, ...]:
    """Sentences of one part; Chinese where there is no English one."""
    return tuple(row[lang] or row["zh"] for row in rows("phrases") if row["part"] == part)


def names(part: str) -> List[str]:
    return [row["text"] for row in rows("names") if row["part"] == part]


@dataclass(frozen=True)
class MixClass:
    """A class of the load: its code in the catalogue of the city, weight, and sentences."""

    kind: str
    code: str
    weight: float
    public_share: float
    on_street: bool
    name: str
    texts: Tuple[str, ...]


@lru_cache(maxsize=1)
def _examples() -> Mapping[Tuple[str, str], Tuple[str, ...]]:
    found: Dict[Tuple[str, str], List[str]] = {}
    with EXAMPLES.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault((row["version"], row["code"]), []).append(row["text"])
    return {key: tuple(texts) for key, texts in found.items()}


def class_mix(catalogue: Catalogue, lang: str = "zh") -> Tuple[MixClass, ...]:
    """The classes of the load in the codes of a catalogue; those that it lacks are left out.

    Weights of classes that the catalogue keeps together are summed.
    """
    crosswalk = load_crosswalk()
    base = catalogue.id if catalogue.id in VERSIONS else _base_version(catalogue)
    found: Dict[Tuple[str, str], MixClass] = {}
    for row in rows("class_mix"):
        kind, version = row["kind"], row["version"]
        for code in crosswalk.targets(kind, version, base, row["code"])[:1]:
            item = catalogue.find(kind, code)
            if item is None:
                continue
            texts = _sentences(row, item.name(lang), item.description(lang), lang)
            old: Optional[MixClass] = found.get((kind, code))
            weight = float(row["weight"]) + (old.weight if old else 0.0)
            found[kind, code] = MixClass(
                kind,
                code,
                weight,
                float(row["public_share"]),
                row["place"] == "street",
                item.name(lang),
                tuple(dict.fromkeys((*(old.texts if old else ()), *texts))),
            )
    return tuple(found.values())


def _sentences(row: Mapping[str, str], name: str, described: str, lang: str) -> Tuple[str, ...]:
    """What people say of a class: the example sentences; else its name and description."""
    if lang != "zh":
        return (name.lower(),)
    told = _examples().get((row["version"], row["code"]), ())
    broken = "破损" if row["kind"] == COMPONENT else ""
    return told + ((f"有{name}问题" if row["kind"] == EVENT else f"{name}{broken}"),)


def _base_version(catalogue: Catalogue) -> str:
    """The version of the standard that a city's own catalogue was made of."""
    versions = {item.version for item in catalogue.classes} & set(VERSIONS)
    return max(versions, key=VERSIONS.index) if versions else VERSIONS[-1]
