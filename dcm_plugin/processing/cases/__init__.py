"""Algorithms of the city database and of cases (案件)."""

from __future__ import annotations

from typing import Tuple

#: Module and class of each algorithm, in the order of the names.
ALGORITHMS: Tuple[Tuple[str, str], ...] = (
    ("create_database", "CreateDatabase"),
    ("export_cases", "ExportCases"),
    ("import_cases", "ImportCases"),
)
