"""Word lists of the interchange of cases, from ``data/exchange``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Dict, List

from ..shipped import shipped_rows

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "exchange"


@cache
def rows(name: str) -> List[Dict[str, str]]:
    """The rows of one table of the folder (``hotline/headings.csv``); not to be changed."""
    return shipped_rows(FOLDER / name)
