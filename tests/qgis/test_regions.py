"""``dcm:checkregionborder`` and ``dcm:mergeregions`` as users run them."""

from __future__ import annotations

import processing
import pytest
import shapely
from qgis.core import QgsProcessingException, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from test_exchange import column, make_layer, table

pytestmark = pytest.mark.usefixtures("provider")

WEST, EAST = "110101001001", "110102001001"
FIELDS = [
    ("DYWGBSM", "string", 15), ("MJ", "double", 18, 2), ("BGRQ", "date"), ("own", "string", 10),
]  # fmt: skip
DAY = QDateTime(QDate(2026, 7, 1), QTime(0, 0))


def boxes(x, width=100.0, count=2):
    return [
        shapely.box(500000 + x, 3400000 + 100 * i, 500000 + x + width, 3400100 + 100 * i).wkt
        for i in range(count)
    ]


def layers(shift=0.3, east=EAST, fields=FIELDS, **options):
    """A region in the west, two rows of cells deep, and one in the east beside it."""
    shapes = boxes(0) + boxes(100)
    west = [[f"{WEST}{n:03d}", 10000.0, None, "a"] for n in range(1, 5)]
    other = [[f"{east}{n:03d}", 10000.0, None, "b"] for n in range(1, 3)]
    if fields is not FIELDS:
        other = [[*row[:3], 7, "m"] for row in other]
    return (
        make_layer(FIELDS, west, shapes=shapes, name="West"),
        make_layer(fields, other, shapes=boxes(200 + shift), name="East", **options),
    )


def run(name, first, second, **parameters):
    sinks = ["ERRORS", "ERROR_AREAS"] + (["CHANGES", "OUTPUT"] if name == "mergeregions" else [])
    parameters = {
        "INPUT": first, "OVERLAY": second, **dict.fromkeys(sinks, "TEMPORARY_OUTPUT"),
        **parameters,
    }  # fmt: skip
    return processing.run(f"dcm:{name}", parameters)


def test_check(tmp_path):
    result = run("checkregionborder", *layers(), REPORT=str(tmp_path / "r.html"))
    assert (result["GAP_COUNT"], result["OVERLAP_COUNT"], result["VERTEX_COUNT"]) == (1, 0, 6)
    assert sorted(set(column(result["ERRORS"], "kind"))) == ["gap", "vertices"]
    area = next(result["ERROR_AREAS"].getFeatures())
    assert area.geometry().area() == pytest.approx(60, abs=0.1) and area["unit"] == "m²"
    assert "60" in area["message"]
    assert "m²" in (tmp_path / "r.html").read_text("utf-8")
    assert run("checkregionborder", *layers(0.0))["ERROR_COUNT"] == 0


@pytest.mark.parametrize("method", ["first", "second", "middle"])
def test_merge(method, tmp_path):
    target = str(tmp_path / "merged.gpkg")
    result = run(
        "mergeregions", *layers(), METHOD=method, DATE=DAY, REASON="接边", OUTPUT=target,
        REPORT=str(tmp_path / "r.html"),
    )  # fmt: skip
    rows, shapes = table(QgsVectorLayer(target, "merged", "ogr"))
    assert [row["DYWGBSM"] for row in rows] == [f"{WEST}{n:03d}" for n in range(1, 5)] + [
        f"{EAST}001", f"{EAST}002",
    ]  # fmt: skip
    assert [row["own"] for row in rows] == list("aaaabb")
    edge = {"first": 200.0, "second": 200.3, "middle": 200.15}[method] + 500000
    assert [s.bounds[2] for s in shapes[2:4]] == pytest.approx([edge] * 2)
    assert [s.bounds[0] for s in shapes[4:]] == pytest.approx([edge] * 2)
    assert [row["MJ"] for row in rows] == pytest.approx([s.area for s in shapes], abs=0.006)
    moved = {"first": 2, "second": 2, "middle": 4}[method]
    assert result["MOVED_COUNT"] == moved and result["ERROR_COUNT"] == 0
    assert sum(row["BGRQ"] is not None for row in rows) == moved
    assert result["CHANGES"].featureCount() == result["TOUCHED_COUNT"]


def test_other_fields():
    first, second = layers(fields=[*FIELDS[:3], ("own", "int"), ("more", "string", 5)])
    result = run("mergeregions", first, second)
    assert column(result["OUTPUT"], "own") == ["a"] * 4 + ["7"] * 2
    assert column(result["OUTPUT"], "more") == [None] * 4 + ["m"] * 2


def test_refusals():
    with pytest.raises(QgsProcessingException, match=f"{WEST}001"):
        run("mergeregions", *layers(east=WEST))
    with pytest.raises(QgsProcessingException, match="metres"):
        run("mergeregions", *layers(crs="EPSG:4326"))
    first, _ = layers()
    with pytest.raises(QgsProcessingException, match="no features"):
        run("checkregionborder", first, make_layer(FIELDS, [], name="Empty"))
    twice = run("checkregionborder", *layers(0.0, east=WEST))
    assert set(column(twice["ERRORS"], "kind")) == {"code_twice"}
