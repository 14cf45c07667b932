"""A frame that is a coverage is left alone; every repair is on record."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from partition_samples import X0, Y0, box, communities

from dcm_plugin.core import geos
from dcm_plugin.core.grid.partition.frame import issue_table, repair


def kinds(frame):
    return sorted(issue["kind"].rpartition(".")[2] for issue in frame.issues)


def assert_coverage(frame):
    assert geos.coverage_is_valid(frame.polygons)
    assert shapely.is_valid(frame.polygons).all()


def test_coverage_is_used_as_it_came():
    table = communities(box(0, 0, 100, 100), box(100, 0, 100, 100))
    frame = repair(table, 0.5)
    assert kinds(frame) == []
    assert shapely.equals_exact(frame.polygons, table.geometry.values, 0.0).all()
    assert (frame.changed == 0).all()


def test_slit_goes_to_a_neighbour():
    frame = repair(communities(box(0, 0, 100, 100), box(100.4, 0, 100, 100)), 0.5)
    assert_coverage(frame)
    assert shapely.area(frame.polygons).sum() == pytest.approx(200.4 * 100, abs=1e-6)
    assert frame.changed.sum() > 0


def test_wide_opening_stays_open_and_is_told():
    ring = shapely.difference(box(0, 0, 100, 100), box(40, 40, 20, 20))
    inner = box(42, 42, 10, 10)
    frame = repair(communities(ring, inner, box(99.9, 0, 100, 100)), 0.5)
    assert_coverage(frame)
    assert "gap_open" in kinds(frame)


def test_overlap_goes_to_one_side():
    frame = repair(communities(box(0, 0, 100, 100), box(95, 0, 100, 100)), 0.5)
    assert_coverage(frame)
    assert kinds(frame) == ["overlap"]
    assert shapely.area(frame.polygons).sum() == pytest.approx(195 * 100, abs=1e-6)


def test_missing_vertex_on_the_common_border_is_put_in():
    left = shapely.polygons(
        np.array([[0, 0], [100, 0], [100.2, 50], [100, 100], [0, 100]]) + [X0, Y0]
    )
    frame = repair(communities(left, box(100, 0, 100, 100)), 0.5)
    assert_coverage(frame)


def test_bow_tie_is_repaired_and_told():
    bow = shapely.polygons(np.array([[0, 0], [100, 100], [100, 0], [0, 100]]) + [X0, Y0])
    frame = repair(communities(bow), 0.5)
    assert kinds(frame) == ["invalid"]
    assert shapely.is_valid(frame.polygons).all()
    assert (frame.community == 0).all() and len(frame.polygons) == 2


def test_parts_keep_their_community():
    two = shapely.union(box(0, 0, 50, 50), box(80, 0, 50, 50))
    frame = repair(communities(two, box(200, 0, 50, 50)), 0.5)
    assert sorted(frame.community) == [0, 0, 1]
    assert list(frame.table["code"]) == ["310199001001", "310199001002"]


def test_issue_table_without_issues():
    assert len(issue_table([], None)) == 0
