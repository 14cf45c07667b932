"""Many rows at once: the same as row by row, and everything around them holds."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any, Dict

import numpy as np
import pytest
import shapely

from dcm_plugin.core.cases.query import CaseFilter, Page
from dcm_plugin.core.errors import Cancelled
from dcm_plugin.store.city import create, open_city
from dcm_plugin.store.city.bulk import append, count_rows, geometry_blobs, highest_id, serials
from tests.store.city_sample import REFERENCE, X, Y


def cases(count: int) -> Dict[str, Any]:
    ids = np.arange(1, count + 1)
    time = np.datetime64("2026-09-01T00:00:00") + ids.astype("timedelta64[m]")
    return {
        "id": ids,
        "geom": np.column_stack([X + ids, Y + ids]).astype(float),
        "task_no": [f"260901{i:05d}" for i in ids],
        "case_kind": ["event"] * count,
        "class_code": ["06010"] * count,
        "source_code": ["patrol"] * count,
        "address": ["人民路\t1号\\"] * count,
        "description": ["暴露垃圾\n成堆"] * count,
        "state": ["reported"] * count,
        "is_open": np.ones(count, dtype=bool),
        "stage": ["collect"] * count,
        "report_time": time,
        "updated": time,
        "close_time": np.full(count, np.datetime64("NaT")),
        "profile_id": ["custom"] * count,
    }


def check(uri: str) -> None:
    create(uri, REFERENCE)
    with open_city(uri) as city:
        squares = shapely.box(X + np.arange(3) * 100, Y, X + np.arange(1, 4) * 100, Y + 100)
        grid = {"id": np.arange(1, 4), "code": ["a", "b", "c"], "geom": squares}
        grid["geom"] = shapely.multipolygons([[square] for square in squares])
        assert append(city, "unit_grid", grid) == 3
        assert city.place(X + 150, Y + 50)["cell_code"] == "b"
        assert append(city, "cases", cases(500)) == 500
        assert count_rows(city, "cases") == highest_id(city, "cases") == 500
        case = city.read(7).case
        assert case["geom"] == (X + 7, Y + 7) and case["close_time"] is None
        assert case["description"] == "暴露垃圾\n成堆" and case["address"] == "人民路\t1号\\"
        assert case["report_time"].isoformat() == "2026-09-01T00:07:00+00:00"
        near = CaseFilter(extent=(X + 10.5, Y + 10.5, X + 20.5, Y + 20.5))
        assert city.count(near) == 10
        assert serials(city, "task_no", 5) == {"260901": 500}
        more = {key: values[:1] for key, values in cases(1).items()}
        more["id"], more["task_no"] = np.array([501]), ["26090100501"]
        assert append(city, "cases", more) == 1
        assert len(city.page(CaseFilter(), Page(limit=1000))) == 501


def test_geopackage(tmp_path: Path) -> None:
    path = str(tmp_path / "city.gpkg")
    check(path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT rtreecheck('rtree_cases_geom')").fetchone()[0] == "ok"
        found = connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'rtree_cases_geom_insert'"
        ).fetchone()[0]
    assert found == 1


def test_nothing_is_left_of_a_cancelled_load(tmp_path: Path) -> None:
    path = str(tmp_path / "city.gpkg")
    create(path, REFERENCE)
    with open_city(path) as city:
        with pytest.raises(Cancelled):
            append(city, "cases", cases(10), lambda: True)
        assert count_rows(city, "cases") == 0
        assert append(city, "cases", cases(10)) == 10


def test_points_are_written_as_geopackage_wants() -> None:
    points = np.array([[1.5, 2.5], [np.nan, np.nan]])
    first, second = geometry_blobs(points, 4549)
    assert second is None
    assert first[:2] == b"GP" and len(first) == 29
    assert shapely.from_wkb(first[8:]) == shapely.Point(1.5, 2.5)
    assert geometry_blobs(np.array([shapely.Point(1.5, 2.5)]), 4549) == [first]


def test_postgis(server: str) -> None:
    check(server + " schema=city_bulk")
