"""The made-up city as a place database."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any, Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from city_sample import CITY, REFERENCE, sources  # noqa: E402

from dcm_plugin.core.geocoding.build import build  # noqa: E402
from dcm_plugin.core.geocoding.match import Geocoder  # noqa: E402
from dcm_plugin.store.places import PlaceDatabase  # noqa: E402


@pytest.fixture(scope="session")
def database(tmp_path_factory: Any) -> Iterator[PlaceDatabase]:
    path = str(tmp_path_factory.mktemp("places") / "city.gpkg")
    with PlaceDatabase(path, write=True) as made:
        made.apply(build(sources(), CITY), REFERENCE, datetime.date(2026, 1, 1))
    with PlaceDatabase(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def geocoder(database: PlaceDatabase) -> Geocoder:
    return Geocoder(database)
