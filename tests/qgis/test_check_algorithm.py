"""dcm:checkunitgrid: real runs on the sample, bad input, cancel, files."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsRuleBasedRenderer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from sample_layers import fill

from dcm_plugin.core import files
from dcm_plugin.core.grid.checks import catalogue
from dcm_plugin.core.messages import text
from dcm_plugin.processing import adapters, base, styling
from dcm_plugin.processing.grid import check_run
from dcm_plugin.processing.grid.check_unit_grid import CHECK_IDS, CheckUnitGrid

FIELDS = "field=DYWGBSM:string(15)&field=MJ:double&field=CSRQ:string(8)"
X0, Y0 = 640000.0, 3450000.0
PREFIX = "310101001001"


def memory(rows: Any, fields: str = FIELDS, crs: str = "EPSG:4549", kind: str = "Polygon") -> Any:
    layer = QgsVectorLayer(f"{kind}?crs={crs}&{fields}", "made", "memory")
    assert layer.isValid()
    fill(layer, rows)
    return layer


def box(x: float, y: float, width: float = 100.0, height: float = 100.0) -> str:
    return shapely.box(X0 + x, Y0 + y, X0 + x + width, Y0 + y + height).wkt


def good_rows() -> List[Any]:
    """Two by two grids, numbered west to east and north to south."""
    places = [(0, 100), (100, 100), (0, 0), (100, 0)]
    return [
        ((f"{PREFIX}{n + 1:03d}", 10000.0, "20260101"), box(*place))
        for n, place in enumerate(places)
    ]


def communities() -> Any:
    return memory([((PREFIX,), box(0, 0, 200, 200))], "field=SQDM:string")


def run(
    parameters: Dict[str, Any],
    feedback: Optional[QgsProcessingFeedback] = None,
    context: Optional[QgsProcessingContext] = None,
) -> Dict[str, Any]:
    context = context or QgsProcessingContext()
    run.context = context  # type: ignore[attr-defined]
    algorithm = CheckUnitGrid().create()
    values, done = algorithm.run(
        parameters, context, feedback or QgsProcessingFeedback(), {}, False
    )
    assert done
    return values


def opened(results: Dict[str, Any], name: str) -> Any:
    layer = run.context.getMapLayer(results[name])  # type: ignore[attr-defined]
    return layer or QgsVectorLayer(results[name], name, "ogr")


def rows_of(layer: Any) -> List[Dict[str, Any]]:
    return [feature.attributeMap() for feature in layer.getFeatures()]


def test_ids_are_those_of_the_catalogue():
    assert list(catalogue()) == CHECK_IDS


def test_in_the_provider(qgis_app):
    from dcm_plugin import classFactory

    plugin = classFactory(None)
    plugin.initProcessing()
    provider = QgsApplication.processingRegistry().providerById("dcm")
    assert provider.algorithm("checkunitgrid") is not None
    plugin.unload()


def test_good_grid(qgis_app):
    results = run(
        {
            "INPUT": memory(good_rows()),
            "COMMUNITIES": communities(),
            "BASE_SCALE": 500,
            "ERRORS": "TEMPORARY_OUTPUT",
            "OUTPUT": "TEMPORARY_OUTPUT",
        }
    )
    assert results["ERROR_COUNT"] == results["WARNING_COUNT"] == results["INFO_COUNT"] == 0
    assert results["SKIPPED_COUNT"] == 9
    assert opened(results, "ERRORS").featureCount() == 0
    assert opened(results, "OUTPUT").featureCount() == 0


def test_findings_layers_and_reports(qgis_app, tmp_path):
    rows = good_rows()
    rows[1] = (rows[1][0], box(95, 100, 105, 100))
    rows[3] = ((f"{PREFIX}001", 5.0, "20269999"), rows[3][1])
    results = run(
        {
            "INPUT": memory(rows),
            "COMMUNITIES": communities(),
            "BUILDINGS": memory([((), box(90, 40, 20, 20))], ""),
            "ERRORS": "TEMPORARY_OUTPUT",
            "ERROR_AREAS": "TEMPORARY_OUTPUT",
            "OUTPUT": "TEMPORARY_OUTPUT",
            "REPORT": str(tmp_path / "r.html"),
            "REPORT_JSON": str(tmp_path / "r.json"),
            "REPORT_CSV": str(tmp_path / "r.csv"),
        }
    )
    found = rows_of(opened(results, "ERRORS"))
    by_check = {row["check"] for row in found}
    assert {"G01", "Q02", "Q05", "Q09", "Q10", "Q12"} <= by_check
    total = sum(results[n] for n in ("ERROR_COUNT", "WARNING_COUNT", "INFO_COUNT"))
    assert len(found) == total
    overlap = next(row for row in found if row["check"] == "Q02" and row["measure"] == 500)
    assert overlap["grids"] == "1,2" and overlap["principle"] == "G08" and overlap["unit"] == "m²"
    assert "500" in overlap["message"]
    cut = next(row for row in found if row["check"] == "Q12")
    assert cut["layer"] == "buildings" and cut["feature"] == 1 and cut["grids"] == "3,4"
    placeless = next(f for f in opened(results, "ERRORS").getFeatures() if f["check"] == "G01")
    assert placeless.geometry().isNull()

    areas = opened(results, "ERROR_AREAS")
    shape = next(f for f in areas.getFeatures() if f["check"] == "Q02" and f["measure"] == 500)
    assert shape.geometry().area() == pytest.approx(500)

    offenders = {row["DYWGBSM"] + str(row["MJ"]): row for row in rows_of(opened(results, "OUTPUT"))}
    worst = offenders[f"{PREFIX}0015.0"]
    assert {"Q05", "Q09", "Q10"} <= set(worst["checks"].split(",")) and worst["findings"] >= 3
    assert worst["severity"] == "error"

    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "gbt47678_3_2026" in page and "http" not in page.replace("http://www.w3.org", "")
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert data["figures"]["errors"] == results["ERROR_COUNT"]
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream))) == total + 1


def test_only_chosen_checks(qgis_app):
    rows = good_rows()
    rows[0] = (("x", 1.0, ""), rows[0][1])
    base = {"INPUT": memory(rows), "ERRORS": "TEMPORARY_OUTPUT"}
    results = run({**base, "CHECKS": ["Q10"]})
    assert [row["check"] for row in rows_of(opened(results, "ERRORS"))] == ["Q10"]
    assert results["SKIPPED_COUNT"] == 0
    everything = run({**base, "CHECKS": []})
    assert everything["ERROR_COUNT"] > 3


def test_no_sink_no_file(qgis_app):
    results = run({"INPUT": memory(good_rows()), "ERRORS": None, "OUTPUT": None})
    assert results["ERROR_COUNT"] == 1  # the base scale is not given


def test_chinese(qgis_app, monkeypatch, tmp_path):
    monkeypatch.setattr(base, "current_language", lambda: "zh")
    rows = good_rows()
    rows[1] = (rows[1][0], box(95, 100, 105, 100))
    results = run(
        {
            "INPUT": memory(rows),
            "ERRORS": "TEMPORARY_OUTPUT",
            "REPORT": str(tmp_path / "报告.html"),
        }
    )
    layer = opened(results, "ERRORS")
    assert layer.fields().field("message").alias() in ("问题说明", "")
    assert any("重叠" in row["message"] for row in rows_of(layer))
    assert "单元网格检查报告" in (tmp_path / "报告.html").read_text(encoding="utf-8")


# --- bad input --------------------------------------------------------------------------------


def test_degrees_are_refused_with_the_way_out(qgis_app):
    layer = memory([(("", 0.0, ""), "POLYGON((121 31,122 31,122 32,121 31))")], crs="EPSG:4490")
    with pytest.raises(QgsProcessingException, match="EPSG:4490"):
        run({"INPUT": layer})


def test_empty_layer_is_refused(qgis_app):
    with pytest.raises(QgsProcessingException, match="made"):
        run({"INPUT": memory([])})


def test_broken_shapes_are_findings(qgis_app):
    rows = good_rows()
    rows[0] = (rows[0][0], None)
    rows[1] = (rows[1][0], "POLYGON EMPTY")
    bow = [(0, 0), (100, 100), (100, 0), (0, 100), (0, 0)]
    rows[2] = (rows[2][0], shapely.Polygon([(X0 + x, Y0 + y) for x, y in bow]).wkt)
    results = run(
        {
            "INPUT": memory(rows),
            "COMMUNITIES": memory([((PREFIX,), None)], "field=SQDM:string"),
            "BUILDINGS": memory([((), None), ((), box(90, 40, 20, 20))], ""),
            "COMPONENTS": memory([(("",), None)], "field=SZDYWGBSM:string", kind="Point"),
            "ERRORS": "TEMPORARY_OUTPUT",
            "OUTPUT": "TEMPORARY_OUTPUT",
        }
    )
    found = {(row["check"], row["feature"]) for row in rows_of(opened(results, "ERRORS"))}
    assert {("Q01", 1), ("Q01", 2), ("Q01", 3), ("Q15", 1)} <= found
    assert opened(results, "OUTPUT").featureCount() >= 3


def test_mixed_z_and_m(qgis_app):
    rows = [
        (attributes, shapely.to_wkt(shapely.force_3d(shapely.from_wkt(wkt), 7)))
        for attributes, wkt in good_rows()
    ]
    layer = memory(rows, kind="PolygonZ")
    results = run({"INPUT": layer, "BASE_SCALE": 500, "OUTPUT": "TEMPORARY_OUTPUT"})
    assert results["ERROR_COUNT"] == 0
    line = f"LineStringZM({X0} {Y0 + 150} 1 2, {X0 + 200} {Y0 + 150} 3 4)"
    results = run(
        {
            "INPUT": layer,
            "BASE_SCALE": 500,
            "BARRIERS": memory([((), line)], "", kind="LineStringZM"),
        }
    )
    assert results["WARNING_COUNT"] == 2


def test_no_code_field(qgis_app):
    layer = memory([((n,), wkt) for n, (_, wkt) in enumerate(good_rows())], "field=n:integer")
    results = run({"INPUT": layer, "ERRORS": "TEMPORARY_OUTPUT", "BASE_SCALE": 500})
    found = rows_of(opened(results, "ERRORS"))
    assert {row["check"] for row in found} == {"Q09"} and len(found) == 3
    assert results["SKIPPED_COUNT"] > 15
    with pytest.raises(QgsProcessingException, match="nothere"):
        run({"INPUT": layer, "CODE_FIELD": "nothere"})


def test_own_field_names_and_keep_field(qgis_app):
    fields = "field=mycode:string&field=checks:string&field=severity:string"
    rows = [((a[0], "own", "own"), wkt) for a, wkt in good_rows()]
    yards = memory(
        [(("是",), box(60, 20, 80, 30)), (("否",), box(20, 60, 30, 80))], "field=whole:string"
    )
    results = run(
        {
            "INPUT": memory(rows, fields),
            "CODE_FIELD": "MYCODE",
            "COMPOUNDS": yards,
            "KEEP_FIELD": "whole",
            "CHECKS": ["Q13", "Q04"],
            "ERRORS": "TEMPORARY_OUTPUT",
            "OUTPUT": "TEMPORARY_OUTPUT",
        }
    )
    found = rows_of(opened(results, "ERRORS"))
    assert [(row["check"], row["feature"], row["grids"]) for row in found] == [("Q13", 1, "3,4")]
    names = [field.name() for field in opened(results, "OUTPUT").fields()]
    assert names == ["mycode", "checks", "severity", "checks_", "severity_", "findings"]
    assert {row["checks"] for row in rows_of(opened(results, "OUTPUT"))} == {"own"}


def test_chinese_shapefile_in_gbk(qgis_app, tmp_path):
    rows = [((a[0], "单元网格备注"), wkt) for a, wkt in good_rows()]
    rows[1] = (rows[1][0], box(95, 100, 105, 100))
    layer = memory(rows, "field=DYWGBSM:string(15)&field=BZ:string(40)")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = "ESRI Shapefile", "GBK"
    path = tmp_path / "网格.shp"
    context = QgsProcessingContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context.transformContext(), options)
    results = run(
        {
            "INPUT": str(path),
            "ERRORS": str(tmp_path / "错误.shp"),
            "OUTPUT": str(tmp_path / "问题网格.gpkg"),
        }
    )
    found = QgsVectorLayer(str(tmp_path / "错误.shp"), "e", "ogr")
    assert found.featureCount() == sum(
        results[n] for n in ("ERROR_COUNT", "WARNING_COUNT", "INFO_COUNT")
    )
    assert (tmp_path / "错误.cpg").exists()
    grids = QgsVectorLayer(str(tmp_path / "问题网格.gpkg"), "g", "ogr")
    assert {feature["BZ"] for feature in grids.getFeatures()} == {"单元网格备注"}


def test_other_layers_are_transformed(qgis_app):
    buildings = memory(
        [
            (
                (),
                "POLYGON((121.4743 31.2297,121.4753 31.2297,121.4753 31.2307,"
                "121.4743 31.2307,121.4743 31.2297))",
            )
        ],
        "",
        crs="EPSG:4326",
    )
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject

    to = QgsCoordinateTransform(
        buildings.crs(), QgsCoordinateReferenceSystem("EPSG:4549"), QgsProject.instance()
    )
    shape = next(buildings.getFeatures()).geometry()
    shape.transform(to)
    middle = shape.centroid().asPoint()
    sides = [
        shapely.box(middle.x() + dx, middle.y() - 100, middle.x() + dx + 100, middle.y() + 100).wkt
        for dx in (-100, 0)
    ]
    rows = [((f"{PREFIX}00{n}", 20000.0, "20260101"), wkt) for n, wkt in enumerate(sides, 1)]
    results = run(
        {
            "INPUT": memory(rows),
            "BUILDINGS": buildings,
            "CHECKS": ["Q12"],
            "ERRORS": "TEMPORARY_OUTPUT",
        }
    )
    assert [row["grids"] for row in rows_of(opened(results, "ERRORS"))] == ["1,2"]


# --- files ------------------------------------------------------------------------------------


def outputs_in(folder: Path) -> Dict[str, str]:
    return {
        "ERRORS": str(folder / "e.gpkg"),
        "ERROR_AREAS": str(folder / "a.gpkg"),
        "OUTPUT": str(folder / "o.gpkg"),
        "REPORT": str(folder / "r.html"),
        "REPORT_CSV": str(folder / "r.csv"),
    }


class Impatient(QgsProcessingFeedback):
    """Presses cancel when it has been asked a number of times."""

    def __init__(self, patience: int) -> None:
        super().__init__(False)
        self.patience = patience
        self.asked = 0

    def isCanceled(self) -> bool:
        self.asked += 1
        return self.asked > self.patience


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_cancel_leaves_no_file(qgis_app, tmp_path, share):
    rows = good_rows()
    rows[1] = (rows[1][0], box(95, 100, 105, 100))
    inputs = {"INPUT": memory(rows), "COMMUNITIES": communities()}
    patient = Impatient(10**9)
    run(inputs, patient)
    with pytest.raises(QgsProcessingException):
        run({**inputs, **outputs_in(tmp_path)}, Impatient(int(share * (patient.asked - 1))))
    assert list(tmp_path.iterdir()) == []


def test_report_folder_is_looked_at_before_the_work(qgis_app, tmp_path):
    with pytest.raises(QgsProcessingException, match="nowhere"):
        run({"INPUT": memory(good_rows()), "REPORT_CSV": str(tmp_path / "nowhere" / "r.csv")})


def test_failed_writing_leaves_no_file(qgis_app, tmp_path, monkeypatch):
    written = adapters.write_features

    def broken(features: Any, sink: Any, feedback: Any, total: int, *more: Any) -> int:
        written(features, sink, feedback, total, *more)
        raise files.DcmError("processing.write_failed", reason="disk")

    monkeypatch.setattr(check_run.adapters, "write_features", broken)
    rows = good_rows()
    rows[1] = (rows[1][0], box(95, 100, 105, 100))
    with pytest.raises(QgsProcessingException):
        run({"INPUT": memory(rows), **outputs_in(tmp_path)})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [("check_points", "Point"), ("check_areas", "MultiPolygon"), ("check_grids", "Polygon")],
)
def test_styles_load_with_a_legend_in_the_language(qgis_app, name, kind):
    layer = memory([], "field=severity:string", kind=kind)
    assert styling.apply_style(layer, styling.style_file(name), "zh")
    renderer = layer.renderer()
    assert isinstance(renderer, QgsRuleBasedRenderer)
    shown = [rule.label() for rule in renderer.rootRule().children()]
    assert sorted(shown) == sorted(
        text("style.check." + s, "zh") for s in ("error", "warning", "info")
    )


def test_on_the_sample(qgis_app, sample_path, tmp_path):
    """Real map data; its communities stand in for the grids, which they are not: all is found."""
    path = shutil.copy(sample_path, tmp_path / "sample.gpkg")

    def layer(name: str) -> str:
        return f"{path}|layername={name}"

    results = run(
        {
            "INPUT": layer("communities"),
            "COMMUNITIES": layer("communities"),
            "BUILDINGS": layer("buildings"),
            "COMPOUNDS": layer("landuse"),
            "LAYOUT": [layer("roads"), layer("waterlines")],
            "BARRIERS": layer("waterlines"),
            "COMPONENTS": layer("pois"),
            "BASE_SCALE": 1000,
            "ERRORS": "TEMPORARY_OUTPUT",
            "REPORT": str(tmp_path / "r.html"),
        }
    )
    found = rows_of(opened(results, "ERRORS"))
    by_check = {row["check"] for row in found}
    assert {"Q11", "Q12", "Q13"} <= by_check  # large, cutting buildings and yards
    assert not {"G02", "Q03"} & by_check  # communities do not cross themselves
