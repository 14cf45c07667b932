"""Errors in slots fail the test in which they happen (PyQt would end the process)."""

from __future__ import annotations

import sys
import traceback
from typing import Any, Iterator, List

import pytest


@pytest.fixture(autouse=True)
def _errors_in_slots(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    found: List[str] = []

    def note(kind: Any, error: Any, trace: Any) -> None:
        found.append("".join(traceback.format_exception(kind, error, trace)))

    monkeypatch.setattr(sys, "excepthook", note)
    yield
    if found:
        pytest.fail("\n".join(found))
