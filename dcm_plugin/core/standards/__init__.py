"""Standards as data: profiles with code structures, tolerances, checks and field tables."""

from __future__ import annotations

from .loader import DEFAULT_PROFILE, list_profiles, load_profile, parse_profile
from .model import (
    AreaRule,
    Basis,
    CheckRule,
    CodeStructure,
    FieldSpec,
    LifecycleRule,
    NumberingRule,
    Profile,
    Segment,
    Tolerances,
)

__all__ = [
    "DEFAULT_PROFILE",
    "AreaRule",
    "Basis",
    "CheckRule",
    "CodeStructure",
    "FieldSpec",
    "LifecycleRule",
    "NumberingRule",
    "Profile",
    "Segment",
    "Tolerances",
    "list_profiles",
    "load_profile",
    "parse_profile",
]
