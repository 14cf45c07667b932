"""Chinese text: one spelling for the many ways of writing, numerals, sounds."""

from __future__ import annotations

from .normalise import plain, squeezed, written_number
from .sound import sound_key, sounds_alike

__all__ = ["plain", "sound_key", "sounds_alike", "squeezed", "written_number"]
