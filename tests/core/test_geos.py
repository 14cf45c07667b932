"""core.geos: no function that dies where two GEOS libraries meet in one process."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
import shapely

from dcm_plugin.core import geos

SOURCE = Path(geos.__file__).resolve().parents[1]


def test_the_product_calls_no_newer_function():
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name == "geos.py" and path.parent.name == "core":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Attribute):
                continue
            of_shapely = isinstance(node.value, ast.Name) and node.value.id == "shapely"
            if (of_shapely and node.attr in geos.NEWER) or node.attr == "wkt":
                found.append(f"{path.relative_to(SOURCE)}:{node.lineno} {node.attr}")
    assert found == []


def test_contains_xy():
    polygons = np.array([shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 1)], dtype=object)
    assert geos.contains_xy(polygons, [0.5, 1.0], [0.5, 0.5]).tolist() == [True, False]
    assert geos.contains_xy(polygons[[0, 0, 1]], [0.5] * 3, [2, 0.1, 0.2]).tolist() == [
        False,
        True,
        True,
    ]
    assert geos.contains_xy(polygons[:0], [], []).tolist() == []


def boxes(*bounds):
    return np.array([shapely.box(*b) for b in bounds], dtype=object)


CASES = {
    "neighbours": (boxes((0, 0, 1, 1), (1, 0, 2, 1)), True),
    "apart": (boxes((0, 0, 1, 1), (5, 0, 6, 1)), True),
    "corner": (boxes((0, 0, 1, 1), (1, 1, 2, 2)), True),
    "overlap": (boxes((0, 0, 1.2, 1), (1, 0, 2, 1)), False),
    "twice": (boxes((0, 0, 1, 1), (0, 0, 1, 1)), False),
    "inside": (boxes((0, 0, 9, 9), (3, 3, 4, 4)), False),
    "missing vertex": (boxes((0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2)), False),
    "island": (
        np.array([shapely.box(0, 0, 9, 9) - shapely.box(3, 3, 4, 4), shapely.box(3, 3, 4, 4)]),
        True,
    ),
    "crossing": (
        np.array([shapely.box(0, 0, 4, 1), shapely.box(1, -2, 2, 3)], dtype=object),
        False,
    ),
}


@pytest.mark.parametrize("name", sorted(CASES))
@pytest.mark.parametrize("one", [True, False])
def test_coverage(name, one, monkeypatch):
    polygons, valid = CASES[name]
    monkeypatch.setattr(geos, "one_library", lambda: one)
    assert geos.coverage_is_valid(polygons) == valid


def test_a_large_coverage_without_the_newer_library(monkeypatch):
    monkeypatch.setattr(geos, "one_library", lambda: False)
    x, y = np.meshgrid(np.arange(60.0), np.arange(60.0))
    cells = shapely.box(x.ravel(), y.ravel(), x.ravel() + 1, y.ravel() + 1)
    assert geos.coverage_is_valid(cells)
    cells[77] = shapely.box(*(shapely.bounds(cells[77]) + [0, 0, 0.01, 0]))
    assert not geos.coverage_is_valid(cells)


def test_number_of_libraries():
    assert isinstance(geos.one_library(), bool)
