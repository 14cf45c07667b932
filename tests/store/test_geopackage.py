"""Bulk work on GeoPackages by SQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from dcm_plugin.core.errors import Cancelled, DcmError, InputError
from dcm_plugin.store.geopackage import Added, copy_rows, layer_table, read_rows

NAME = 'Kan"äle 1'


def layer(path: Path, shapes: Any, name: str = NAME, empty: bool = False, **columns: Any) -> Any:
    frame = gpd.GeoDataFrame(columns or {"kind": ["a"] * len(shapes)}, geometry=list(shapes))
    frame = frame.set_crs(4549)
    frame.to_file(path, layer=name, driver="GPKG")
    if empty:
        connection = sqlite3.connect(path)
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (name,)
        ).fetchall()
        for trigger, _ in triggers:
            connection.execute('DROP TRIGGER "{}"'.format(trigger.replace('"', '""')))
        connection.execute('DELETE FROM "{}"'.format(name.replace('"', '""')))
        connection.execute('DELETE FROM "{}"'.format(f"rtree_{name}_geom".replace('"', '""')))
        for _, statement in triggers:
            connection.execute(statement)
        connection.commit()
        connection.close()
    return layer_table(str(path), name)


POINTS = shapely.points([[1, 2], [3, 4], [5, 6]])
LINES = [shapely.LineString([(0, 0), (2, 2)]), shapely.LineString([(5, 5), (6, 9)])]


def test_points_and_columns(tmp_path: Path) -> None:
    table = layer(tmp_path / "a.gpkg", POINTS, kind=["x", None, "z"])
    assert table.columns == ("kind",)
    rows = read_rows(table, ["kind"])
    assert rows.fids.tolist() == [1, 2, 3]
    assert rows.points.tolist() == [[1, 2], [3, 4], [5, 6]]
    assert rows.columns["kind"].tolist() == ["x", None, "z"]
    assert rows.extent == [1, 2, 5, 6]


def test_lines_are_shapes(tmp_path: Path) -> None:
    rows = read_rows(layer(tmp_path / "a.gpkg", LINES), [])
    assert rows.points is None
    assert [shape.length for shape in rows.shapes] == [line.length for line in LINES]
    assert rows.extent == [0, 0, 6, 9]


def test_missing_geometry(tmp_path: Path) -> None:
    rows = read_rows(layer(tmp_path / "a.gpkg", [POINTS[0], None]), [])
    assert rows.points.tolist()[0] == [1, 2]
    assert np.isnan(rows.points[1]).all()
    assert rows.extent == [1, 2, 1, 2]


def test_what_is_no_layer(tmp_path: Path) -> None:
    layer(tmp_path / "a.gpkg", POINTS)
    assert layer_table(str(tmp_path / "a.gpkg"), "other") is None
    assert layer_table(str(tmp_path / "none.gpkg"), NAME) is None
    (tmp_path / "text.gpkg").write_text("no database " * 100)
    assert layer_table(str(tmp_path / "text.gpkg"), NAME) is None


@pytest.mark.parametrize("shapes", [POINTS, LINES, [POINTS[0], None]])
@pytest.mark.parametrize("indexed", [True, False])
def test_a_copy_has_rows_index_and_count(tmp_path: Path, shapes: Any, indexed: bool) -> None:
    count = len(shapes)
    source = layer(tmp_path / "a.gpkg", shapes, kind=["x"] * count, name_=["n"] * count)
    if not indexed:
        connection = sqlite3.connect(source.path)
        connection.execute("DROP TABLE " + '"rtree_Kan""äle 1_geom"')
        connection.commit()
        connection.close()
    target = layer(
        tmp_path / "b.gpkg", shapes, name="b", empty=True,
        code=["?"] * count, cell=["?"] * count, kind=["?"] * count, name_=["?"] * count,
    )  # fmt: skip
    rows = read_rows(source, [])
    texts = np.array([f"c{i}" for i in range(count)], dtype=object)
    index = np.array([0] + [-1] * (count - 1))
    added = [
        Added("code", texts),
        Added("cell", np.array(["cell"], dtype=object), index),
        Added("name_", np.array(["new"], dtype=object), np.zeros(count, dtype=int), "name_",
              np.arange(count) == 1),
    ]  # fmt: skip
    copy_rows(source, target, {"kind": "kind"}, added, rows)
    connection = sqlite3.connect(target.path)
    found = connection.execute("SELECT fid, code, cell, kind, name_ FROM b ORDER BY fid").fetchall()
    assert found[0] == (1, "c0", "cell", "x", "n")
    assert found[1] == (2, "c1", None, "x", "new")
    assert connection.execute("SELECT rtreecheck('main', 'rtree_b_geom')").fetchone() == ("ok",)
    real = sum(shape is not None for shape in shapes)
    assert connection.execute("SELECT count(*) FROM rtree_b_geom").fetchone() == (real,)
    assert connection.execute("SELECT feature_count FROM gpkg_ogr_contents").fetchone() == (count,)
    extent = connection.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents").fetchone()
    assert list(extent) == rows.extent
    connection.close()
    assert len(gpd.read_file(target.path, bbox=(0.5, 0.5, 1.5, 2.5))) == 1


def test_cancel_and_a_source_that_changed(tmp_path: Path) -> None:
    source = layer(tmp_path / "a.gpkg", POINTS)
    with pytest.raises(Cancelled):
        read_rows(source, [], lambda: True)
    rows = read_rows(source, [])
    target = layer(tmp_path / "b.gpkg", POINTS, name="b", empty=True)
    rows.fids = np.array([1, 2, 99])
    with pytest.raises(InputError):
        copy_rows(source, target, {"kind": "kind"}, [], rows)


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    source = layer(tmp_path / "a.gpkg", POINTS)
    target = layer(tmp_path / "b.gpkg", POINTS, name="b", empty=True)
    with pytest.raises(DcmError) as caught:
        copy_rows(source, target, {"missing": "kind"}, [], read_rows(source, []))
    assert caught.value.message_id == "processing.write_failed"
