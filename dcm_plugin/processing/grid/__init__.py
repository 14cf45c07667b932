"""Algorithms of the unit grid: (module, class) in the order of the toolbox."""

from __future__ import annotations

ALGORITHMS = (
    ("partition_unit_grid", "PartitionUnitGrid"),
    ("number_unit_grid", "NumberUnitGrid"),
    ("check_unit_grid", "CheckUnitGrid"),
    ("update_unit_grid", "UpdateUnitGrid"),
    ("unit_grid_at_date", "UnitGridAtDate"),
)
