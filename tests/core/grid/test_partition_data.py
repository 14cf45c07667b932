"""Preparation of the input, figures and report of the partition; no QGIS."""

from __future__ import annotations

import json
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from dcm_plugin.core import messages
from dcm_plugin.core.errors import InputError
from dcm_plugin.core.grid import partition_data, partition_figures, partition_report
from dcm_plugin.core.grid.partition.model import PartitionResult, PartitionSettings
from dcm_plugin.core.standards import load_profile

PROFILE = load_profile("gbt47678_3_2026")
SOURCES = Path(partition_report.__file__).resolve().parent


def codes(*values):
    return partition_data.community_codes(values, range(1, len(values) + 1), PROFILE, "l", "f")


def test_codes_become_text():
    found = codes("310199001001", 310199001002, 310199001003.0, " 310199001004 ")
    assert found.tolist() == [f"31019900100{i}" for i in range(1, 5)]


@pytest.mark.parametrize(
    ("values", "message_id", "fids"),
    [
        (("310199001001", None), "partition.input.code_missing", "2"),
        ((float("nan"),), "partition.input.code_missing", "1"),
        (("310199001001", "3101990010"), "partition.input.code_length", "2"),
        (("31019900100A",), "partition.input.code_characters", "1"),
        (("310199001001",) * 2, "partition.input.code_twice", "1, 2"),
    ],
)
def test_codes_that_are_refused(values, message_id, fids):
    with pytest.raises(InputError) as caught:
        codes(*values)
    assert caught.value.message_id == message_id
    assert caught.value.params["fids"] == fids
    assert "“f”" in caught.value.localized("zh")


def test_invalid_shapes_are_told_and_kept():
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    frame = gpd.GeoDataFrame({"_fid": [4, 9]}, geometry=[shapely.box(0, 0, 1, 1), bow_tie])
    left, findings = partition_data.with_geometry(frame, "houses")
    assert len(left) == 2
    assert [(f["fid"], f["kind"]) for f in findings] == [(9, "partition.issue.invalid_shape")]
    assert findings[0]["geometry"].geom_type == "Point"
    assert "“houses”要素 9" in messages.text(findings[0]["kind"], "zh", **findings[0]["params"])
    frame["code"] = ["a", "b"]  # communities are told by the repair of the frame
    assert partition_data.with_geometry(frame, "communities")[1] == []


def test_rows_without_shape_are_named():
    shapes = np.array([shapely.box(0, 0, 1, 1), None], dtype=object)
    frame = gpd.GeoDataFrame({"_fid": [4, 9], "code": ["a", "b"]}, geometry=list(shapes))
    left, findings = partition_data.with_geometry(frame, "parks")
    assert left["_fid"].tolist() == [4]
    assert [(f["fid"], f["community"], f["layer"]) for f in findings] == [(9, "b", "parks")]
    issues = partition_data.append_issues(empty_issues(), findings)
    assert issues["fid"].tolist() == [9]
    more = partition_data.append_issues(issues, findings)
    assert len(more) == 2
    assert more.geometry.isna().all()


def test_which_compounds_are_kept():
    areas = np.array([1000.0, 8000.0, 40854.0])
    assert partition_data.kept_whole(areas, 5000, 15000).tolist() == [False, True, False]
    assert partition_data.kept_whole(areas, None, None).all()
    chosen = np.array([True, False, True])
    assert partition_data.kept_whole(areas, None, None, chosen).tolist() == [True, False, True]
    assert partition_data.kept_whole(areas, 5000, None, chosen).tolist() == [False, False, True]
    figures = partition_data.compound_figures(areas, chosen, 10000, 15000)
    assert figures["compounds_kept_above_upper"] == 1
    assert figures["compounds_kept_above_upper_area"] == 40854.0
    assert figures["compounds_may_be_cut"] == 0
    empty = partition_data.compound_figures(np.zeros(0), np.zeros(0, bool), 10000, 15000)
    assert empty["compounds"] == 0


def empty_issues():
    columns = {name: [] for name in partition_data.ISSUE_COLUMNS}
    return gpd.GeoDataFrame(columns, geometry=[])


def result(**figures):
    shapes = [shapely.box(0, 0, 100, 100), shapely.box(100, 0, 400, 100)]
    cells = gpd.GeoDataFrame(
        {
            "code": ["310199001001001", "310199001001002"],
            "community": ["310199001001"] * 2,
            "name": ["<b>甲</b>"] * 2,
            "area": [10000.0, 30000.0],
            "components": [3, 0],
            "buildings": [1, 2],
            "on_lines": [0.5, 1.0],
            "compactness": [0.78, 0.6],
            "reason": ["", "partition.reason.test"],
            "profile": [PROFILE.id] * 2,
        },
        geometry=shapes,
    )
    frame = gpd.GeoDataFrame(
        {"code": ["310199001001"], "name": ["甲"], "changed": [0.0]},
        geometry=[shapely.box(0, 0, 400, 100)],
    )
    base = {"cells": 2, "share_5k_15k": 0.95, "overlap_m2": -1e-9, "gap_m2": 0.0, "multipart": 0}
    base.update(figures)
    return PartitionResult(
        cells, frame, empty_issues(), base, {"edges": [0, 15000, 30000], "counts": [1, 1]}
    )


def test_report_in_both_languages():
    report = partition_report.build(
        result(compounds=3, compounds_kept_above_upper=1, compounds_kept_above_upper_area=4e4),
        PartitionSettings(),
        PROFILE,
        [("partition.role.communities", "shequ", 1)],
    )
    for lang in ("en", "zh"):
        html = report.to_html(lang)
        assert "<b>甲</b>" not in html
        assert "<svg" in html
        assert not re.findall(r"partition\.(?!reason\.test)[a-z_.]+", html)
        data = json.loads(report.to_json(lang))
        assert data["verdict"]["status"] == "ok"
        assert data["sections"]["hard"]["multipart"] == 0
        assert "87" in " ".join(data["sections"]["compounds"]["notes"])
        assert len(data["sections"]["compounds"]["notes"]) == 2


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        ({}, "ok"),
        ({"share_5k_15k": 0.5}, "warning"),
        ({"multipart": 1}, "error"),
        ({"gap_m2": 24.0}, "error"),
        ({"buildings_cut": 3, "buildings_cut_forced_by_community": 3}, "ok"),
        ({"buildings_cut": 4, "buildings_cut_forced_by_community": 3}, "error"),
    ],
)
def test_verdict(figures, status):
    report = partition_report.build(result(**figures), PartitionSettings(), PROFILE)
    assert report.to_data()["verdict"]["status"] == status


def test_an_empty_result_has_a_report():
    whole = result()
    none = PartitionResult(whole.cells[:0], whole.frame[:0], whole.issues, {}, {})
    assert partition_report.build(none, PartitionSettings(), PROFILE).to_html("zh")


def test_histogram_with_an_open_end():
    whole = result()
    whole.histogram = {"edges": [0.0, 5000.0, 10000.0], "counts": [0, 0, 2]}
    data = partition_report.build(whole, PartitionSettings(), PROFILE).to_data("en")
    assert data["sections"]["areas"]["histogram"]["edges"][-1] == 15000.0
    assert "10,000 m² and more" in data["sections"]["areas"]["notes"][0]


def test_outputs():
    values = partition_figures.outputs({"cells": np.int64(5), "area_cv": float("nan")})
    assert values["CELL_COUNT"] == 5
    assert values["AREA_CV"] is None
    assert set(values) == {f.output for f in partition_figures.FIGURES}
    assert len({f.key for f in partition_figures.FIGURES}) == len(partition_figures.FIGURES)


def test_all_messages_are_there():
    known = messages.catalogue()
    for figure in partition_figures.FIGURES:
        assert figure.label.id in known
    used = set()
    for name in ("partition_data", "partition_report", "partition_figures"):
        text = (SOURCES / f"{name}.py").read_text("utf-8")
        used |= set(re.findall(r'"(partition\.[a-z_.0-9]+[a-z0-9])"', text))
    assert used
    assert sorted(used - set(known)) == []
