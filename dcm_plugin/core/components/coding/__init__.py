"""Identification codes of components: where they lie, which number is next, what is wrong."""

from __future__ import annotations

from .encode import encode
from .locate import METHODS, locate, locating_points
from .model import (
    DEFAULT_METHOD,
    SIXTEEN,
    Cells,
    CodingResult,
    CodingRules,
    Components,
    Finding,
    finding_rows,
)
from .numbers import MemoryRegister, Register, Request

__all__ = [
    "DEFAULT_METHOD",
    "METHODS",
    "SIXTEEN",
    "Cells",
    "CodingResult",
    "CodingRules",
    "Components",
    "Finding",
    "MemoryRegister",
    "Register",
    "Request",
    "encode",
    "finding_rows",
    "locate",
    "locating_points",
]
