"""What import and export ask of a city database, in both stores."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from dcm_plugin.core.cases.query import CaseFilter
from dcm_plugin.store.city import create, open_city
from dcm_plugin.store.city.exchange import (
    areas_of,
    case_slices,
    cases_between,
    child_rows,
    extent_of,
    known_numbers,
)
from tests.store.city_sample import REFERENCE, X, Y, new_case, seed


@pytest.fixture(params=["geopackage", "postgis"])
def city(request, tmp_path):
    if request.param == "geopackage":
        uri = str(tmp_path / "city.gpkg")
        create(uri, REFERENCE, seed)
    else:
        uri = request.getfixturevalue("server") + " schema=city_exchange"
        create(uri, REFERENCE, seed, overwrite=True)
    with open_city(uri) as made:
        yield made


def cases(city, count, system="s"):
    changes = [
        new_case(f"{system}{n}", external_id=str(n), external_system=system) for n in range(count)
    ]
    return changes, [case_id for case_id, _ in city.apply_all(changes)]


def test_slices_hold_every_case_once(city):
    _, ids = cases(city, 7)
    parts = list(case_slices(city, CaseFilter(), ("task_no",), 3))
    assert [len(part) for part in parts] == [3, 3, 1]
    assert [row["id"] for part in parts for row in part] == sorted(ids)
    assert list(case_slices(city, CaseFilter(states=("closed",)), ("id",), 3)) == []
    some = list(case_slices(city, CaseFilter(ids=tuple(ids[2:5])), ("id", "geom"), 2))
    assert [row["id"] for part in some for row in part] == sorted(ids[2:5])
    assert some[0][0]["geom"] == (X + 1, Y + 2)


def test_children_of_some_cases(city):
    _, ids = cases(city, 3)
    rows = child_rows(city, "case_log", ids[1:])
    assert [row["case_id"] for row in rows] == sorted(ids[1:])
    assert child_rows(city, "case_log", []) == []


def test_known_numbers(city):
    _, ids = cases(city, 3)
    assert known_numbers(city, "s", ["0", "2", "x", "0"]) == {"0": ids[0], "2": ids[2]}
    assert known_numbers(city, "t", ["0"]) == {}


def test_cases_of_a_time(city):
    changes, _ = cases(city, 2)
    time = changes[0].case["report_time"]
    day = datetime.timedelta(days=1)
    assert len(cases_between(city, time - day, time + day, ("report_time", "geom"))) == 2
    assert cases_between(city, time + day, time + 2 * day, ("report_time",)) == []


def test_areas_are_the_same_as_asked_one_by_one(city):
    xy = np.array(
        [[X + 1, Y + 1], [X + 50, Y + 10], [X + 99, Y + 99], [X + 500, Y], [np.nan, np.nan]]
    )
    found = areas_of(city, xy)
    for row, (x, y) in zip(found[:4], xy.tolist()):
        assert row == {name: value for name, value in city.place(x, y).items() if value is not None}
    assert found[4] == {}
    assert extent_of(city) == (X, Y, X + 100, Y + 100)


def test_a_case_refers_to_one_written_before_it(city):
    first, second = new_case("a", external_id="1"), new_case("b", external_id="2")
    second.refers["similar_to"] = 0
    (one, _), (two, _) = city.apply_all([first, second])
    assert city.read(two).case["similar_to"] == one


def test_a_large_import_holds_few_locks(city, monkeypatch):
    """A server keeps some thousands of locks at most."""
    asked = []
    monkeypatch.setattr(city, "_lock_numbers", asked.append)
    _, ids = cases(city, 300, "many")
    assert len(set(ids)) == 300
    assert len(set(asked)) < 5
    assert cases(city, 3, "many")[1] == ids[:3]
