"""What the locator speaks of: sources that are searched, and what they find."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterator, Optional, Protocol

from qgis.PyQt.QtGui import QIcon


@dataclass
class Hit:
    """One line of the list. ``target``: plain values that tell :mod:`.show` what was picked."""

    title: str
    note: str
    #: Heading above it.
    group: str = ""
    target: Dict[str, Any] = field(default_factory=dict)
    icon: Optional[QIcon] = None


class Search(Protocol):
    """One question to one source, asked in a thread of its own: it touches neither project, layers
    nor windows."""

    def hits(self, stopped: Callable[[], bool]) -> Iterator[Hit]:
        """What was found, the likeliest first; groups stand in the order of their first hit."""


class Source(Protocol):
    """A kind of thing that can be found; add one to :func:`.sources.sources`."""

    def search(self, project: Any, text: str, context: Any) -> Optional[Search]:
        """In the main thread, at every keystroke: what to ask, None when it is not concerned."""
