"""Algorithms of the city database and of cases (案件)."""

from __future__ import annotations

from typing import Tuple

#: Module and class of each algorithm, in the order of the names.
ALGORITHMS: Tuple[Tuple[str, str], ...] = (
    ("advance_cases", "AdvanceCases"),
    ("create_database", "CreateDatabase"),
    ("export_cases", "ExportCases"),
    ("generate_cases", "GenerateCases"),
    ("import_cases", "ImportCases"),
    ("import_time_limits", "ImportTimeLimits"),
    ("refresh_deadlines", "RefreshDeadlines"),
)
