"""Ranks of barriers from attributes of OpenStreetMap, Geofabrik and Chinese survey layers."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from dcm_plugin.core.grid import barriers


def rank(layer="", **values):
    return int(barriers.assign_ranks({k: pd.Series([v]) for k, v in values.items()}, 1, layer)[0])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"highway": "motorway"}, 5),
        ({"highway": "trunk_link"}, 4),
        ({"HIGHWAY": "Primary"}, 4),
        ({"fclass": "secondary"}, 4),
        ({"highway": "residential"}, 3),
        ({"highway": "service"}, 2),
        ({"highway": "footway"}, 0),
        ({"kind": "major_road", "kind_detail": "primary"}, 4),
        ({"kind": "minor_road", "kind_detail": "service"}, 2),
        ({"kind": "minor_road", "kind_detail": None}, 3),
        ({"kind": "path", "kind_detail": "pier"}, 2),
        ({"kind": "path", "kind_detail": "pedestrian"}, 2),
        ({"kind": "path", "kind_detail": "steps"}, 0),
        ({"kind": "rail", "kind_detail": "subway"}, 0),
        ({"kind": "ferry"}, 0),
        ({"kind": "major_road", "kind_detail": "trunk", "is_tunnel": "True"}, 0),
        ({"kind": "major_road", "kind_detail": "trunk", "is_tunnel": True}, 0),
        ({"kind": "major_road", "kind_detail": "trunk", "is_tunnel": "False"}, 4),
        ({"fclass": "trunk", "tunnel": "F"}, 4),
        ({"fclass": "trunk", "tunnel": "T"}, 0),
        ({"waterway": "canal", "tunnel": "culvert"}, 0),
        ({"railway": "rail"}, 5),
        ({"railway": "tram"}, 2),
        ({"waterway": "river"}, 5),
        ({"kind": "riverbank"}, 5),
        ({"kind": "canal"}, 4),
        ({"kind": "water"}, 2),
        ({"barrier": "city_wall"}, 5),
        ({"barrier": "fence"}, 2),
        ({"道路等级": "快速路"}, 5),
        ({"TYPE": "高速公路"}, 5),
        ({"LX": "主干路"}, 4),
        ({"LX": "次干路"}, 4),
        ({"LX": "支路"}, 3),
        ({"地物": " 铁路 "}, 5),
        ({"地物": "水渠"}, 4),
        ({"地物": "围墙"}, 2),
        ({"地物": "栅栏"}, 2),
        ({"名称": "铁路新村路"}, barriers.DEFAULT_RANK),
        ({"name": "x", "n": 3}, barriers.DEFAULT_RANK),
    ],
)
def test_known_values(values, expected):
    assert rank(**values) == expected


def test_layer_name_is_the_last_resort():
    assert rank("城市铁路中心线") == 5
    assert rank("gis_osm_waterways_free_1", fclass="drain") == 2
    assert rank("院落围墙", name="x") == 2
    assert rank("whatever") == barriers.DEFAULT_RANK
    assert rank("道路", LX="人行道") == 0


def test_rules_are_complete():
    rules = barriers.load_rules()
    assert {r.rank for r in rules} == {0, 1, 2, 3, 4, 5}
    assert all(r.en and r.zh and r.value for r in rules)
    assert any("一" <= c <= "鿿" for r in rules for c in r.zh)
    ranks = {}
    for rule in rules:
        for field in rule.fields:
            ranks.setdefault((field, rule.value, rule.level), set()).add(rule.rank)
    assert not [key for key, found in ranks.items() if len(found) > 1]
    assert rules[0].text("zh") != rules[0].text("en")


def test_columns_used():
    assert barriers.columns_used(["id", "Highway", "NAME", "tunnel"]) == ("Highway", "tunnel")


def test_no_features():
    assert barriers.assign_ranks({"highway": pd.Series([], dtype=object)}, 0).tolist() == []


def test_many_features_quickly():
    n = 300_000
    kinds = np.array(["primary", "residential", "service", "odd"], dtype=object)
    table = {
        "highway": pd.Series(kinds[np.arange(n) % 4]),
        "name": pd.Series([f"路{i}" for i in range(n)]),
    }
    started = time.perf_counter()
    ranks = barriers.assign_ranks(table, n)
    assert ranks[:4].tolist() == [4, 3, 2, barriers.DEFAULT_RANK]
    assert time.perf_counter() - started < 5.0
