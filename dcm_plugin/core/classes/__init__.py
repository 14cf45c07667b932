"""Classes of components and events: three versions of the standard, and a city's own classes."""

from __future__ import annotations

from .crosswalk import Crosswalk
from .extension import next_free_code
from .loader import AGES, DEFAULT_VERSION, VERSIONS, load_catalogue, load_crosswalk
from .model import (
    COMPONENT,
    EVENT,
    EXTENSION,
    KINDS,
    STANDARD,
    Catalogue,
    ExtensionRule,
    Major,
    ManagedClass,
)
from .search import search

__all__ = [
    "AGES",
    "COMPONENT",
    "DEFAULT_VERSION",
    "EVENT",
    "EXTENSION",
    "KINDS",
    "STANDARD",
    "VERSIONS",
    "Catalogue",
    "Crosswalk",
    "ExtensionRule",
    "Major",
    "ManagedClass",
    "load_catalogue",
    "load_crosswalk",
    "next_free_code",
    "search",
]
