"""Algorithms of the unit grid: (module, class) in the order of the toolbox."""

from __future__ import annotations

ALGORITHMS = (
    ("number_unit_grid", "NumberUnitGrid"),
)
