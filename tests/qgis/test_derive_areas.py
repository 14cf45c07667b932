"""``dcm:deriveareas`` as users run it."""

from __future__ import annotations

import processing
import pytest
from qgis.core import NULL, QgsProcessingException, QgsProject, QgsVectorLayer
from test_exchange import make_layer, square, table

pytestmark = pytest.mark.usefixtures("provider")

WEST, EAST = "110101001001", "110101002001"
FIELDS = [
    ("DYWGBSM", "string", 15), ("SZSQMC", "string", 20), ("duty", "string", 10), ("ZZRQ", "string"),
]  # fmt: skip


def grids(**options):
    rows = [
        [f"{WEST}001", "东社区", "D1", None], [f"{WEST}002", "东社区", "D1", None],
        [f"{EAST}001", "西社区", "D2", None], [f"{EAST}002", "西社区", "D1", None],
        [f"{EAST}003", "西社区", "D2", "20260101"],
    ]  # fmt: skip
    shapes = [square(100 * i) for i in range(4)] + [square(300)]
    return make_layer(FIELDS, rows, shapes=shapes, name="Grids", **options)


def run(layer, **parameters):
    parameters = {
        "INPUT": layer, "ERRORS": "TEMPORARY_OUTPUT", "OUTPUT": "TEMPORARY_OUTPUT", **parameters,
    }  # fmt: skip
    return processing.run("dcm:deriveareas", parameters)


def test_levels(tmp_path):
    result = run(grids(), REPORT=str(tmp_path / "r.html"))
    rows, shapes = table(result["OUTPUT"])
    assert [row["SQDM"] for row in rows] == [WEST, EAST]
    assert [row["SQMC"] for row in rows] == ["东社区", "西社区"]
    assert [row["JDDM"] for row in rows] == [WEST[:9], EAST[:9]]
    assert [row["MJ"] for row in rows] == [20000, 20000] == [s.area for s in shapes]
    assert (result["AREA_COUNT"], result["MEMBER_COUNT"], result["LEFT_COUNT"]) == (2, 4, 0)
    assert "东社区" in (tmp_path / "r.html").read_text("utf-8")
    rows, _ = table(run(grids(), LEVEL="district")["OUTPUT"])
    assert [row["QXDM"] for row in rows] == ["110101"]


def test_duty_grids(tmp_path):
    target = str(tmp_path / "duty.gpkg")
    result = run(grids(), LEVEL="dutygrid", FIELD="duty", OUTPUT=target)
    rows, _ = table(QgsVectorLayer(target, "duty", "ogr"))
    assert [(r["ZRWGBSM"], r["DYWGS"]) for r in rows] == [("D1", 3), ("D2", 1)]
    assert result["ERROR_COUNT"] == 2 and result["WARNING_COUNT"] == 1
    messages = [feature["message"] for feature in result["ERRORS"].getFeatures()]
    assert all(f"{EAST}002" in message for message in messages)


def test_lists_and_names():
    members = QgsVectorLayer(
        "NoGeometry?field=单元网格编码:string&field=ZRWGBSM:string", "list", "memory"
    )
    names = QgsVectorLayer("NoGeometry?field=ZRWGBSM:string&field=ZRWGMC:string", "n", "memory")
    for layer, rows in (
        (members, [[f"{WEST}001", "X"], [f"{WEST}002", "X"], ["110101009009001", "X"]]),
        (names, [["X", "一号责任网格"]]),
    ):
        from qgis.core import QgsFeature

        features = []
        for row in rows:
            feature = QgsFeature(layer.fields())
            feature.setAttributes(row)
            features.append(feature)
        assert layer.dataProvider().addFeatures(features)[0]
    QgsProject.instance().addMapLayers([members, names])
    result = run(grids(), LEVEL="dutygrid", MEMBERS=members, NAMES=names)
    rows, _ = table(result["OUTPUT"])
    assert [(r["ZRWGBSM"], r["ZRWGMC"], r["SZJDDM"]) for r in rows] == [
        ("X", "一号责任网格", WEST[:9])
    ]
    kinds = sorted(feature["kind"] for feature in result["ERRORS"].getFeatures())
    assert kinds == ["unknown", "without", "without"]
    unknown = [f for f in result["ERRORS"].getFeatures() if f["kind"] == "unknown"]
    assert unknown[0].geometry().isNull() and unknown[0]["codes"] != NULL


def test_refusals():
    with pytest.raises(QgsProcessingException, match="which duty grid"):
        run(grids(), LEVEL="dutygrid")
    with pytest.raises(QgsProcessingException, match="no field"):
        run(grids(), LEVEL="dutygrid", FIELD="nothing")
    with pytest.raises(QgsProcessingException, match="metres"):
        run(grids(crs="EPSG:4326"))
    with pytest.raises(QgsProcessingException, match="no features"):
        run(make_layer(FIELDS, []))
