"""Redrawing unit grids by hand: steps that keep the coverage whole, and what they must obey."""

from .model import Edit, Patch, Refused

__all__ = ["Edit", "Patch", "Refused"]
