"""What a class catalogue says. All of it is read from ``data/classes``."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Dict, Mapping, Optional, Tuple

from ..standards.model import Basis, CodeStructure, FieldSpec

COMPONENT = "component"
EVENT = "event"
KINDS = (COMPONENT, EVENT)
GEOMETRIES = ("point", "line", "polygon")
STANDARD = "standard"
EXTENSION = "extension"


@dataclass(frozen=True)
class ManagedClass:
    """One class of components or events in one version of the standard."""

    version: str
    kind: str
    major: str
    minor: str
    name_zh: str
    name_en: str
    geometry: str
    #: A, B or C; '' for events.
    accuracy: str
    basis: Basis
    origin: str = STANDARD
    description_zh: str = ""
    description_en: str = ""
    aliases: Tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.major + self.minor

    def name(self, lang: str) -> str:
        return self.name_zh if lang == "zh" else self.name_en or self.name_zh

    def description(self, lang: str) -> str:
        return self.description_zh if lang == "zh" else self.description_en


@dataclass(frozen=True)
class Major:
    """A major class: the first two digits of the code."""

    version: str
    kind: str
    code: str
    name_zh: str
    name_en: str
    basis: Basis

    def name(self, lang: str) -> str:
        return self.name_zh if lang == "zh" else self.name_en or self.name_zh


@dataclass(frozen=True)
class ExtensionRule:
    """Where a city may put classes of its own."""

    #: The one major for them; None: the major they fit.
    major: Optional[str]
    #: Lowest and highest minor.
    first: int
    last: int
    #: "up" or "down": from which end the minors are given.
    direction: str
    #: kind -> major for what fits nowhere.
    fallback_major: Mapping[str, str]

    def allows(self, major: str, minor: int) -> bool:
        return self.major in (None, major) and self.first <= minor <= self.last


@dataclass(frozen=True)
class Catalogue:
    """The classes, codes and fields of one version of the standard, with a city's own classes."""

    id: str
    title: Mapping[str, str]
    base_standard: str
    classes: Tuple[ManagedClass, ...]
    majors: Tuple[Major, ...]
    #: "class_code", "component_id", "event_code" and variants -> structure and pattern
    codes: Mapping[str, CodeStructure]
    patterns: Mapping[str, str]
    extension: ExtensionRule
    #: kind -> codes that were withdrawn or whose class is unknown; they are not given again
    gaps: Mapping[str, Tuple[str, ...]]
    tables: Mapping[str, Mapping[str, FieldSpec]]
    #: accuracy classes, value lists, numbering, names of layers
    values: Mapping[str, Any]
    bases: Mapping[str, Basis] = field(default_factory=dict)

    def name(self, lang: str) -> str:
        return self.title.get(lang) or self.title.get("en") or self.id

    def basis(self, key: str) -> Basis:
        """Basis of a value of the file, for example ``extension.first``; see ``Profile.basis``."""
        while key:
            if key in self.bases:
                return self.bases[key]
            key = key.rpartition(".")[0]
        return Basis.DEFAULT

    @cached_property
    def _by_code(self) -> Dict[Tuple[str, str], ManagedClass]:
        return {(item.kind, item.code): item for item in self.classes}

    @cached_property
    def _majors(self) -> Dict[Tuple[str, str], Major]:
        return {(item.kind, item.code): item for item in self.majors}

    def find(self, kind: str, code: str) -> Optional[ManagedClass]:
        """The class with this code; None when there is none."""
        return self._by_code.get((kind, code))

    def of_kind(self, kind: str) -> Tuple[ManagedClass, ...]:
        return tuple(item for item in self.classes if item.kind == kind)

    def majors_of(self, kind: str) -> Tuple[Major, ...]:
        return tuple(item for item in self.majors if item.kind == kind)

    def major(self, kind: str, code: str) -> Optional[Major]:
        return self._majors.get((kind, code[:2]))

    @property
    def class_length(self) -> int:
        """Digits of a class code."""
        return self.codes["class_code"].length

    @property
    def minor_length(self) -> int:
        return self.codes["class_code"].sequence_length
