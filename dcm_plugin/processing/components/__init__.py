"""Algorithms of components and events: (module, class) in the order of the toolbox."""

from __future__ import annotations

ALGORITHMS = (
    ("encode_components", "EncodeComponents"),
    ("component_statistics", "ComponentStatistics"),
    ("export_components", "ExportComponents"),
)
