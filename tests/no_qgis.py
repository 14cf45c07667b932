"""pytest plugin: makes QGIS and Qt impossible to import, so that core is tested without them.

Use: ``python -m pytest -p no:pytest_qgis -p tests.no_qgis tests/core``.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import Any

BLOCKED = {"qgis", "PyQt5", "PyQt6", "sip", "processing"}


class _Refuse(MetaPathFinder):
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> None:
        if fullname.split(".")[0] in BLOCKED:
            raise ImportError(f"{fullname} must not be imported by core or its tests")


for _name in BLOCKED & set(sys.modules):
    raise RuntimeError(f"{_name} was imported before the tests of core began")
sys.meta_path.insert(0, _Refuse())
