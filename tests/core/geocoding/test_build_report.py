"""The report of a place database tells what is in it, what is not, and how sure numbers are."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
from city_sample import CITY, REFERENCE, source, sources

from dcm_plugin.core.geocoding.build import build
from dcm_plugin.core.geocoding.build_report import build_report
from dcm_plugin.core.geocoding.interpolate import (
    ErrorModel,
    StreetNumbers,
    calibration,
    held_out,
    measured_model,
)
from dcm_plugin.core.geocoding.model import PlaceType
from dcm_plugin.store.places import PlaceDatabase


def report_of(path: Path, given: list) -> dict:
    with PlaceDatabase(str(path), write=True) as database:
        built = build(given, CITY)
        before = database.counts()
        changes = database.apply(built, REFERENCE, datetime.date(2026, 1, 1))
        return build_report(built, changes._asdict(), before, database.counts(), "x").to_data("en")


def test_counts_identifiers_and_what_was_dropped(tmp_path: Path) -> None:
    nameless = source(PlaceType.POI, "pois", [None], name=["蓝鲸水产行"])
    first = report_of(tmp_path / "a.gpkg", [*sources()[:3], nameless, *sources()[4:]])
    types = {row["type"]: row for row in first["sections"]["types"]["types"]}
    assert types["Areas"]["places"] == 4  # the city and three areas of the layer
    assert types["Areas"]["given"] == 0 and types["Areas"]["identified"] == 3
    plates = types["Door plates"]
    # the district of the second 人民路 has no street office
    assert 0 < plates["given"] == plates["identified"] < plates["places"]
    assert first["sections"]["dropped"]["dropped"] == [
        {"layer": "Points of interest", "reason": "no geometry", "count": 1, "features": "0"}
    ]
    assert first["verdict"]["status"] == "warning"
    again = report_of(tmp_path / "a.gpkg", sources())
    assert again["verdict"]["status"] == "ok"
    assert again["figures"]["identifiers"] == 5  # POIs inside the street office
    assert again["figures"]["skipped"] == 0 and again["figures"]["added"] == 6


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_made_in_both_languages(tmp_path: Path, lang: str) -> None:
    built = build(sources(), CITY)
    changes = {"added": 1, "changed": 0, "ended": 0, "unchanged": 0, "identified": {}}
    page = build_report(built, changes, {}, {4: (6, 0)}).to_html(lang)
    assert "geocoding." not in page


def test_the_stated_error_holds_for_two_thirds() -> None:
    rng = np.random.default_rng(3)
    streets = []
    for _ in range(40):
        numbers = np.arange(1, 120, 2)
        along = np.cumsum(rng.gamma(2.0, 8.0, len(numbers)))
        streets.append(StreetNumbers(numbers, np.column_stack([along, rng.normal(15, 4, 60)])))
    found = held_out(streets)
    model = measured_model(found)
    rows = calibration(found, model)
    assert sum(row.numbers for row in rows) == len(found.errors) == 40 * 58
    share = sum(row.within * row.numbers for row in rows) / len(found.errors)
    assert share == pytest.approx(0.68, abs=0.06)
    for row in rows:
        assert row.least <= row.most and 0 <= row.within <= row.within_twice <= 1
        assert row.stated >= model.base


def test_few_numbers_leave_the_defaults() -> None:
    found = held_out([StreetNumbers([1, 3, 5], [(0, 0), (10, 0), (20, 0)])])
    assert len(found.errors) == 1
    assert measured_model(found) == ErrorModel()
