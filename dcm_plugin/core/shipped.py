"""Tables that come with the plugin (``data``): CSV in UTF-8 with a heading, read in one way."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Dict, List


def shipped_rows(path: Path) -> List[Dict[str, str]]:
    """The rows of a table, as text under its headings."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
