"""Shorter searches: the rules hold after any number of rounds, only the figures get better."""

from __future__ import annotations

import pytest

from dcm_plugin.core.grid.partition import optimise


@pytest.fixture(autouse=True)
def short_search(request, monkeypatch):
    if "full_search" not in request.keywords:
        monkeypatch.setattr(optimise, "MOST_ROUNDS", 400)
