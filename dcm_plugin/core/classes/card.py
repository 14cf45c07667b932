"""What is to be said about one class: its facts, and where it stands in the other versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Container, Dict, Iterator, List, Mapping, Optional, Tuple

from ..messages import text
from ..standards.model import Basis
from . import crosswalk as relations
from .loader import AGES, kind_name, load_crosswalk
from .model import EXTENSION, Catalogue, ManagedClass
from .normalise import key
from .search import Hit

#: One class of the other version has the name of an own class, or an alias of it.
SAME_NAME = "same_name"


@dataclass(frozen=True)
class Fact:
    """One line about a class. ``ours``: no standard behind it, a default of this plugin."""

    label: str
    text: str
    ours: bool = False


@dataclass(frozen=True)
class Counterpart:
    """What a class is in another version, with the classes there (often one)."""

    version: str
    text: str
    classes: Tuple[ManagedClass, ...]


@dataclass(frozen=True)
class Group:
    """A major with its classes, both in the order of their codes."""

    code: str
    name_zh: str
    name_en: str
    classes: Tuple[ManagedClass, ...]


def facts(catalogue: Catalogue, item: ManagedClass, lang: str) -> Tuple[Fact, ...]:
    """The facts about a class, in the order in which people ask for them; empty ones left out."""
    own = item.origin == EXTENSION

    def fact(label: str, content: str, ours: bool = False) -> Fact:
        return Fact(text("catalogue.fact." + label, lang), content, ours and not own)

    major = catalogue.major(item.kind, item.code)
    found = [
        fact("kind", kind_name(item.version, item.kind, lang)),
        fact("major", item.major + (" " + major.name(lang) if major else "")),
        fact("name_zh", item.name_zh),
        fact("name_en", item.name_en),
        fact(
            "geometry",
            text("catalogue.geometry." + item.geometry, lang),
            not catalogue.basis("class_facts.geometry").standard,
        ),
        fact(
            "accuracy",
            accuracy_text(catalogue, item.accuracy, lang) if item.accuracy else "",
            not catalogue.basis("class_facts.accuracy").standard,
        ),
        # descriptions and aliases are words of this plugin, see data/classes
        fact("description", item.description(lang), True),
        fact("aliases", "、".join(item.aliases) if lang == "zh" else "; ".join(item.aliases), True),
        fact("origin", text("catalogue.origin." + item.origin, lang)),
        fact("basis", "" if own else basis_text(item.basis, lang)),
    ]
    return tuple(line for line in found if line.text)


def accuracy_text(catalogue: Catalogue, grade: str, lang: str) -> str:
    """An accuracy class with its root mean square error: "A: ± 0.5 m, very clear outline"."""
    content = catalogue.values["accuracy_classes"][grade]
    return text("catalogue.accuracy", lang, grade=grade, rms=content["rms"], meaning=content[lang])


def basis_text(basis: Basis, lang: str) -> str:
    """Why we believe that the class is in the standard, in words."""
    return text("catalogue.basis." + basis.value, lang)


def hit_text(hit: Hit, lang: str) -> str:
    """By what a class was found; '' for its code or name, which stand beside it anyway."""
    if hit.how in ("code", "name", "english"):
        return ""
    return text("catalogue.hit." + hit.how, lang, text=hit.text)


def grouped(
    catalogue: Catalogue, kind: str, wanted: Optional[Container[str]] = None
) -> List[Group]:
    """The classes of a kind by major; ``wanted``: only these codes, and no empty major."""
    members: Dict[str, List[ManagedClass]] = {m.code: [] for m in catalogue.majors_of(kind)}
    for item in catalogue.of_kind(kind):
        if wanted is None or item.code in wanted:
            members.setdefault(item.major, []).append(item)
    groups = []
    for code in sorted(members):
        if members[code] or wanted is None:
            major = catalogue.major(kind, code)
            names = (code, code) if major is None else (major.name_zh, major.name_en)
            classes = tuple(sorted(members[code], key=lambda item: item.code))
            groups.append(Group(code, *names, classes))
    return groups


def counterparts(
    item: ManagedClass, catalogues: Mapping[str, Catalogue], lang: str
) -> Tuple[Counterpart, ...]:
    """What a class is in each other version, from old to new.

    Own classes stand in no crosswalk: they are looked for by name and alias.
    """
    crosswalk = load_crosswalk()
    found = []
    for version in AGES:
        if version == item.version:
            continue
        if item.origin == EXTENSION:
            classes = tuple(_namesakes(item, catalogues[version]))
            relation = SAME_NAME if classes else "own"
        else:
            codes = crosswalk.targets(item.kind, item.version, version, item.code)
            there = (catalogues[version].find(item.kind, code) for code in codes)
            classes = tuple(other for other in there if other is not None)
            relation = crosswalk.relation(item.kind, item.version, version, item.code)
            if relation == relations.UNKNOWN:
                relation = relations.NONE
        newer = AGES.index(version) > AGES.index(item.version)
        name = f"catalogue.{'newer' if newer else 'older'}.{relation}"
        found.append(Counterpart(version, text(name, lang), classes))
    return tuple(found)


def notes(item: ManagedClass, lang: str) -> Tuple[str, ...]:
    """What the comparison of the versions notes about a class."""
    if item.origin == EXTENSION:
        return ()
    return load_crosswalk().notes(item.kind, item.version, item.code, lang)


def _namesakes(item: ManagedClass, catalogue: Catalogue) -> Iterator[ManagedClass]:
    names = {key(item.name_zh), *map(key, item.aliases)}
    for other in catalogue.of_kind(item.kind):
        if names & {key(other.name_zh), *map(key, other.aliases)}:
            yield other
