"""What a profile says. All of it is read from ``data/profiles``; nothing of a standard is here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Dict, Iterable, Mapping, Optional, Tuple, Union

SEVERITIES = ("error", "warning", "info", "off")
ORDERS = ("row_band", "strict_y_then_x", "column_band")
KEEPERS = ("none", "largest", "first")
FIELD_TYPES = ("string", "int", "int64", "double", "date", "datetime", "bool")
CONSTRAINTS = ("M", "C", "O")
UNIT_GRID = "unit_grid"
#: Naming schemes beside the names that a profile itself uses.
NAMING = ("pinyin", "legacy")
#: Longest field name of a Shapefile; names of the schemes fit into it.
SHORT_NAME = 10


class Basis(str, Enum):
    """Why a value is what it is."""

    SEEN = "seen"
    RECALLED_HIGH = "recalled_high"
    RECALLED_MEDIUM = "recalled_medium"
    RECALLED_LOW = "recalled_low"
    INFERRED = "inferred"
    DEFAULT = "default"

    @property
    def standard(self) -> bool:
        """May be shown as "the standard requires"."""
        return self in (Basis.SEEN, Basis.RECALLED_HIGH)


@dataclass(frozen=True)
class Segment:
    """One part of a code."""

    name: str
    length: int
    #: Lowest and highest number; None for no limit.
    minimum: Optional[int] = None
    maximum: Optional[int] = None
    #: Numbers inside these ranges are allowed but deserve a look.
    suspicious: Tuple[Tuple[int, int], ...] = ()
    source: str = ""


@dataclass(frozen=True)
class CodeStructure:
    """The parts of a code from left to right; the last one is the running number."""

    segments: Tuple[Segment, ...]
    alphabet: str = "0123456789"

    @property
    def length(self) -> int:
        return sum(segment.length for segment in self.segments)

    @property
    def sequence(self) -> Segment:
        return self.segments[-1]

    @property
    def sequence_length(self) -> int:
        return self.sequence.length

    @property
    def prefix_length(self) -> int:
        """Characters before the running number."""
        return self.length - self.sequence_length

    @property
    def first(self) -> int:
        """Lowest running number."""
        return self.sequence.minimum or 0

    @property
    def last(self) -> int:
        """Highest running number."""
        highest = 10**self.sequence_length - 1
        return highest if self.sequence.maximum is None else self.sequence.maximum

    def span(self, name: str) -> Tuple[int, int]:
        """Where a segment stands in the code: start and end position."""
        start = 0
        for segment in self.segments:
            if segment.name == name:
                return start, start + segment.length
            start += segment.length
        raise KeyError(name)

    @property
    def community_span(self) -> Tuple[int, int]:
        """Where the full community code (county, street, community) stands."""
        return self.span("county")[0], self.span("community")[1]

    @property
    def community_length(self) -> int:
        start, end = self.community_span
        return end - start

    @property
    def object_length(self) -> int:
        """Characters in front of the community code (managed object), mostly 0."""
        return self.community_span[0]


@dataclass(frozen=True)
class Tolerances:
    length: float
    area: float
    sliver_area: float
    sliver_ratio: float


@dataclass(frozen=True)
class AreaRule:
    """Areas in m²."""

    target: float
    lower: float
    upper: float
    warn_below: float
    warn_above: float
    strong_warn_below: float
    attribute_absolute: float
    attribute_relative: float
    compound_whole_above: float


@dataclass(frozen=True)
class NumberingRule:
    direction: str
    order: str
    #: "median" (grid height in the community) or metres.
    row_height: Union[str, float]
    #: A new row starts when a point lies lower than this share of the row height.
    new_row_above: float
    first: int
    minimum_tau: float
    merged_community_first: int
    #: Number of the only grid of a community that is not divided; None: numbered like the others.
    single: Optional[int] = None


@dataclass(frozen=True)
class LifecycleRule:
    reuse_codes: bool
    new_code: str
    split_keeps_code_for: str
    merge_keeps_code_for: str
    boundary_shift_keeps_code: bool
    parent_change_gives_new_code: bool
    rows_deleted: bool
    #: Part of a cell, at least, that it has in common with the one it goes on in or comes from.
    identity_share: float


@dataclass(frozen=True)
class CheckRule:
    """Severity and parameters of one check."""

    severity: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        return self.severity != "off"


@dataclass(frozen=True)
class FieldSpec:
    """One field of a table.

    legacy:    names that older data use for it.
    names:     its name in other naming schemes (``NAMING``); a scheme that is not there: its own.
    synonyms:  other words for it in deliveries, mostly Chinese; only looked at on import.
    """

    role: str
    name: str
    alias_en: str
    alias_zh: str
    type: str
    length: int = 0
    decimals: int = 0
    required: str = "O"
    legacy: Tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    synonyms: Tuple[str, ...] = ()

    def named(self, scheme: str) -> str:
        """The name in a naming scheme of ``NAMING``; "profile" is its own."""
        return self.names.get(scheme, self.name)

    def alias(self, lang: str) -> str:
        return self.alias_zh if lang == "zh" else self.alias_en

    def find(self, names: Iterable[str]) -> Optional[str]:
        """Which of the names is this field: its own name first, then the legacy ones."""
        by_key: Dict[str, str] = {}
        for name in names:
            by_key.setdefault(name.casefold(), name)
        for wanted in (self.name, *self.legacy, *self.names.values()):
            if wanted.casefold() in by_key:
                return by_key[wanted.casefold()]
        return None


@dataclass(frozen=True)
class Profile:
    """A standard, or a city's own version of it, as values with their basis."""

    id: str
    title: Mapping[str, str]
    base_standard: str
    code: CodeStructure
    tolerances: Tolerances
    area: AreaRule
    numbering: NumberingRule
    lifecycle: LifecycleRule
    checks: Mapping[str, CheckRule]
    #: table name -> role -> field
    tables: Mapping[str, Mapping[str, FieldSpec]]
    #: Everything else of the file as plain values (kinds, accuracy, drawing, duty_grids).
    values: Mapping[str, Any]
    #: dotted key -> basis
    bases: Mapping[str, Basis]

    @property
    def fields(self) -> Mapping[str, FieldSpec]:
        """Fields of the unit-grid layer by role."""
        return self.tables[UNIT_GRID]

    def name(self, lang: str) -> str:
        return self.title.get(lang) or self.title.get("en") or self.id

    def basis(self, key: str) -> Basis:
        """Basis of a value, for example ``area.target`` or ``checks.G03.share``.

        A key without a mark of its own has that of the group above it.
        """
        while key:
            if key in self.bases:
                return self.bases[key]
            key = key.rpartition(".")[0]
        return Basis.DEFAULT

    def is_standard(self, key: str) -> bool:
        """May the value be shown as "the standard requires"?"""
        return self.basis(key).standard

    def check(self, check_id: str) -> CheckRule:
        """The rule of a check; one that the profile does not know is off."""
        return self.checks.get(check_id, CheckRule("off"))
