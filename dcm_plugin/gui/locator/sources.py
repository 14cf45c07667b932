"""What the locator looks through. A new kind of thing is a :class:`.model.Source` in this list."""

from __future__ import annotations

from typing import TYPE_CHECKING, List

from .codes import code_sources
from .model import Source
from .places import PlaceSource

if TYPE_CHECKING:
    from ...expressions.project_places import ProjectPlaces


def sources(places: ProjectPlaces) -> List[Source]:
    """In the order in which they stand in the list."""
    return [PlaceSource(places), *code_sources()]
