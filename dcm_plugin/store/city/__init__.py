"""The city database: unit grids, organisation, calendar, workflow and cases in one place.

A GeoPackage, or a schema of a PostgreSQL database with PostGIS; one schema (``data/city``), one
interface (:class:`..core.cases.store.CaseStore`).
"""

from __future__ import annotations

from .connection import create, open_city
from .create import Reference
from .database import CityDatabase
from .verify import Finding, verify

__all__ = ["CityDatabase", "Finding", "Reference", "create", "open_city", "verify"]
