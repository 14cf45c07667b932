"""Division of communities into unit grids (万米单元网格划分).

Principles of CJ/T 213 and its successors as hard rules by construction (inside one community, no
gap, no overlap, one part, no building cut) and goals weighed against each other (area, real lines,
compactness, load). See docs/partition.md for the method.
"""

from __future__ import annotations

from typing import Any

__all__ = ["partition"]


def __getattr__(name: str) -> Any:
    # the workers import this package for its modules, not for geopandas
    if name == "partition":
        from .engine import partition

        return partition
    raise AttributeError(name)
