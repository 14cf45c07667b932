"""The class of each component, from whatever a survey says about it."""

from __future__ import annotations

from .classify import Classification, Evidences, Options, classify
from .report import classification_report
from .tags import known_keys

__all__ = [
    "Classification",
    "Evidences",
    "Options",
    "classification_report",
    "classify",
    "known_keys",
]
