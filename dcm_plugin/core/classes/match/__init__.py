"""From what a survey wrote (codes, names, texts) to classes of one version of the catalogue."""

from __future__ import annotations

from .codes import AUTOMATIC, CodeIndex, detect_reading
from .model import METHODS, NO_EVIDENCE, Evidence, candidate_text, method_table
from .names import NameIndex, name_index

__all__ = [
    "AUTOMATIC",
    "METHODS",
    "NO_EVIDENCE",
    "CodeIndex",
    "Evidence",
    "NameIndex",
    "candidate_text",
    "detect_reading",
    "method_table",
    "name_index",
]
