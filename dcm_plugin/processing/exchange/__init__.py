"""Algorithms of the interchange: (module, class) in the order of the toolbox."""

from __future__ import annotations

ALGORITHMS = (
    ("import_unit_grid", "ImportUnitGrid"),
    ("export_unit_grid", "ExportUnitGrid"),
    ("derive_areas", "DeriveAreas"),
    ("check_region_border", "CheckRegionBorder"),
    ("merge_regions", "MergeRegions"),
)
