"""Shared by all tests. Imports nothing of QGIS: the tests of core run where there is none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent

# The same examples at every CI run: new ones are looked for where somebody can look into them.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if str(REPOSITORY) not in sys.path:
    sys.path.insert(0, str(REPOSITORY))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def sample_path() -> Path:
    """The sample of real map data; see tests/data/README.md. Read only."""
    return REPOSITORY / "tests" / "data" / "shanghai_core.gpkg"
