"""A packed spatial index is one that SQLite itself could have made."""

from __future__ import annotations

import sqlite3
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.store.rtree import packed


def database(fids: Any, boxes: Any) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)")
    size = connection.execute("SELECT length(data) FROM tree_node").fetchone()[0]
    made = packed(np.asarray(fids), np.asarray(boxes, dtype=float).reshape(-1, 4), size)
    for name, rows in (("node", made.nodes), ("parent", made.parents), ("rowid", made.rowids)):
        connection.execute(f"DELETE FROM tree_{name}")
        connection.executemany(f"INSERT INTO tree_{name} VALUES (?, ?)", rows)
    return connection


def found(connection: sqlite3.Connection, box: Any) -> set:
    statement = "SELECT id FROM tree WHERE maxx >= ? AND maxy >= ? AND minx <= ? AND miny <= ?"
    return {row[0] for row in connection.execute(statement, tuple(map(float, box)))}


@pytest.mark.parametrize("count", [0, 1, 51, 52, 2601, 2602, 140_000])
def test_every_box_is_found_and_the_tree_is_sound(count: int) -> None:
    random = np.random.default_rng(count)
    low = random.uniform(3_000_000, 40_500_000, (count, 2))
    boxes = np.hstack([low, low + random.uniform(0, 50, (count, 2))])
    fids = random.permutation(10 * count + 1)[:count] + 1
    connection = database(fids, boxes)
    assert connection.execute("SELECT rtreecheck('tree')").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM tree").fetchone() == (count,)
    for row in range(0, count, max(1, count // 50)):
        assert fids[row] in found(connection, boxes[row])
    if count:
        window = [*low.mean(axis=0), *(low.mean(axis=0) + 3_000_000)]
        inside = (boxes[:, 2:] >= window[:2]).all(axis=1) & (boxes[:, :2] <= window[2:]).all(axis=1)
        assert set(fids[inside].tolist()) <= found(connection, window)


@given(st.lists(st.tuples(*[st.floats(-1e8, 1e8)] * 2), max_size=200))
def test_any_points_are_found_and_rows_can_follow(points: Any) -> None:
    boxes = [[x, y, x, y] for x, y in points]
    connection = database(range(1, len(points) + 1), boxes)
    for fid, box in enumerate(boxes, 1):
        assert fid in found(connection, box)
    for fid in range(1001, 1101):
        connection.execute("INSERT INTO tree VALUES (?, ?, ?, ?, ?)", (fid, fid, fid, fid, fid))
    connection.execute("DELETE FROM tree WHERE id <= ?", (len(points) // 2,))
    assert connection.execute("SELECT rtreecheck('tree')").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM tree").fetchone() == (
        100 + len(points) - len(points) // 2,
    )
