"""dcm:checkcomponents, dcm:drawsample, dcm:comparesurvey: real runs, files, bad input."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Dict, List, Optional

import numpy as np
import pytest
import shapely
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)

from dcm_plugin.core.messages import text
from dcm_plugin.core.survey.checks import COMPONENT_CHECKS
from dcm_plugin.core.survey.sample import acceptance_limits
from dcm_plugin.processing import styling
from dcm_plugin.processing.components.check_components import CHECK_IDS, CheckComponents
from dcm_plugin.processing.components.compare_survey import ROLES, CompareSurvey
from dcm_plugin.processing.components.component_statistics import ComponentStatistics
from dcm_plugin.processing.components.draw_sample import DrawSample
from dcm_plugin.processing.components.encode_components import EncodeComponents
from dcm_plugin.processing.pdf import pdf_bytes

X0, Y0 = 640000.0, 3450000.0
COMMUNITY = "310101001001"
FIELDS = (
    "field=GLBJBSM:string(17)&field=GLBJMC:string(30)&field=ZGBMDM:string(18)"
    "&field=ZGBMMC:string(100)&field=SZDYWGBSM:string(15)&field=GLBJZT:string(10)"
    "&field=CSRQ:string(8)"
)


@pytest.fixture(autouse=True)
def _clean(qgis_app: Any) -> Any:
    yield
    QgsProject.instance().clear()


def layer(rows: Any, fields: str, kind: str, name: str, crs: str = "EPSG:4549") -> Any:
    made = QgsVectorLayer(f"{kind}?crs={crs}&{fields}", name, "memory")
    features = []
    for values, wkt in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes(list(values))
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    QgsProject.instance().addMapLayer(made)  # lists of layers are found there
    return made


def grids(count: int = 10) -> Any:
    rows = [
        (
            (f"{COMMUNITY}{n + 1:03d}",),
            shapely.box(X0 + 100 * n, Y0, X0 + 100 * n + 100, Y0 + 100).wkt,
        )
        for n in range(count)
    ]
    return layer(rows, "field=DYWGBSM:string(15)", "Polygon", "grids")


def values(n: int, name: str = "路灯", code: str = "01037", grid: int = 1) -> List[Any]:
    return [
        f"310101{code}{n:06d}",
        name,
        "913100001",
        "城管局",
        f"{COMMUNITY}{grid:03d}",
        "完好",
        "20260701",
    ]


def point(x: float, y: float) -> str:
    return f"POINT({X0 + x} {Y0 + y})"


def lamps(rows: Optional[List[Any]] = None, name: str = "lamps") -> Any:
    rows = rows if rows is not None else [(values(n), point(4 * n, 50)) for n in range(1, 20)]
    return layer(rows, FIELDS, "Point", name)


def run(
    algorithm: Any, parameters: Dict[str, Any], context: Optional[Any] = None
) -> Dict[str, Any]:
    context = context or QgsProcessingContext()
    context.setProject(QgsProject.instance())
    run.context = context  # type: ignore[attr-defined]
    made = algorithm.create()
    found, done = made.run(parameters, context, QgsProcessingFeedback(), {}, False)
    assert done
    return dict(found)


def rows_of(results: Dict[str, Any], name: str) -> List[Dict[str, Any]]:
    context: QgsProcessingContext = run.context  # type: ignore[attr-defined]
    found = context.getMapLayer(results[name]) or QgsVectorLayer(results[name], name, "ogr")
    return [dict(f.attributeMap(), _shape=f.geometry().asWkt(1)) for f in found.getFeatures()]


# --- check -----------------------------------------------------------------------------------


def test_ids_are_those_of_the_catalogue() -> None:
    assert list(COMPONENT_CHECKS.checks) == CHECK_IDS


def test_good_components() -> None:
    results = run(
        CheckComponents(),
        {"INPUT": [lamps()], "GRID": grids(), "ERRORS": "TEMPORARY_OUTPUT"},
    )
    assert results["COMPONENT_COUNT"] == 19
    assert [results[n] for n in ("ERROR_COUNT", "WARNING_COUNT", "INFO_COUNT")] == [0, 0, 0]
    assert results["SKIPPED_COUNT"] == 0 and rows_of(results, "ERRORS") == []


def test_findings_over_several_layers(tmp_path: Path) -> None:
    bad = [
        (values(1), point(30, 50)),  # the code of a lamp
        (values(51, grid=3), point(40, 60)),
        (values(52, name="地灯"), point(50, 60)),
        (values(53), point(4, 50.1)),  # on a lamp
    ]
    fence = values(1, "交通护栏", "02017", 2)
    green = values(1, "绿地", "04013")
    more = [
        lamps(bad, "more"),
        layer(
            [(fence, f"LINESTRING({X0 + 110} {Y0 + 5}, {X0 + 150} {Y0 + 5})")],
            FIELDS,
            "LineString",
            "fences",
        ),
        layer(
            [
                (green, shapely.box(X0, Y0, X0 + 20, Y0 + 20).wkt),
                (
                    values(2, "绿地", "04013"),
                    shapely.box(X0 + 15, Y0, X0 + 30, Y0 + 20).wkt,
                ),
            ],
            FIELDS,
            "Polygon",
            "greens",
        ),
    ]
    results = run(
        CheckComponents(),
        {
            "INPUT": [lamps(), *more],
            "GRID": grids(),
            "ERRORS": "TEMPORARY_OUTPUT",
            "ERROR_AREAS": "TEMPORARY_OUTPUT",
            "REPORT": str(tmp_path / "r.html"),
            "REPORT_JSON": str(tmp_path / "r.json"),
            "REPORT_CSV": str(tmp_path / "r.csv"),
        },
    )
    found = {row["check"]: row for row in rows_of(results, "ERRORS")}
    assert set(found) == {"C07", "C08", "C09", "C12", "C15"}
    assert found["C09"]["layer"] == "more" and f"{COMMUNITY}001" in found["C09"]["message"]
    assert found["C08"]["components"] == "1,1"
    assert found["C09"]["_shape"].startswith("Point")
    assert rows_of(results, "ERROR_AREAS")[0]["measure"] == 100
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert data["figures"]["errors"] == results["ERROR_COUNT"] == 3
    with (tmp_path / "r.csv").open(encoding="utf-8-sig") as stream:
        assert len(list(csv.reader(stream))) == 6
    assert "C15" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_distance_and_choice_of_checks() -> None:
    pair = lamps([(values(1), point(10, 50)), (values(2), point(11, 50))])
    some = {"INPUT": [pair], "CHECKS": ["C12"]}
    assert run(CheckComponents(), some)["WARNING_COUNT"] == 0
    assert run(CheckComponents(), {**some, "DISTANCE": 1.5})["WARNING_COUNT"] == 1


def test_old_field_names_are_known() -> None:
    fields = FIELDS
    for new, old in (("GLBJBSM", "ObjID"), ("GLBJMC", "ObjName"), ("SZDYWGBSM", "BGID")):
        fields = fields.replace(new, old)
    old_layer = layer([(values(1), point(5, 5))], fields, "Point", "old")
    results = run(CheckComponents(), {"INPUT": [old_layer], "GRID": grids()})
    assert results["ERROR_COUNT"] == 0


def test_bad_input_is_told(tmp_path: Path) -> None:
    degrees = layer([], FIELDS, "Point", "degrees", "EPSG:4326")
    empty = lamps([], "empty")
    for source, words in ((degrees, "metr"), (empty, "empty")):
        with pytest.raises(QgsProcessingException, match=words):
            run(CheckComponents(), {"INPUT": [source], "REPORT": str(tmp_path / "r.html")})
    assert list(tmp_path.iterdir()) == []


# --- sample ----------------------------------------------------------------------------------


def town() -> Any:
    """10 grids with 10 lamps each, and 3 benches in one of them."""
    rows = [(values(n, grid=n // 10 + 1), point(10.0 * n + 5, 50)) for n in range(100)]
    rows += [(values(n, "街头座椅", "04007", 7), point(610 + 5.0 * n, 20)) for n in range(3)]
    return lamps(rows, "town")


def test_a_sample(tmp_path: Path) -> None:
    town_layer, grid = town(), grids()
    results = run(
        DrawSample(),
        {
            "INPUT": [town_layer],
            "GRID": grid,
            "PER_CLASS": 15,
            "GRIDS": "TEMPORARY_OUTPUT",
            "OUTPUT": "TEMPORARY_OUTPUT",
            "REPORT": str(tmp_path / "r.html"),
            "REPORT_JSON": str(tmp_path / "r.json"),
        },
    )
    drawn = rows_of(results, "GRIDS")
    components = rows_of(results, "OUTPUT")
    assert len(drawn) == results["GRID_COUNT"] == 2
    assert [row["turn"] for row in drawn] == [1, 2]
    assert len(components) == results["COMPONENT_COUNT"] == 23
    assert {row["grid"] for row in components} == {row["code"] for row in drawn}
    assert sum(row["class_code"] == "04007" for row in components) == 3
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert data["figures"]["grids"] == 2 and data["sections"]["settings"]["seed"] == "1"
    again = run(
        DrawSample(),
        {"INPUT": [town_layer], "GRID": grid, "PER_CLASS": 15, "GRIDS": "TEMPORARY_OUTPUT"},
    )
    assert [r["code"] for r in rows_of(again, "GRIDS")] == [r["code"] for r in drawn]


def test_a_sample_of_what_lies_in_no_grid_is_refused() -> None:
    far = lamps([(values(1), point(5000, 50))])
    with pytest.raises(QgsProcessingException, match="no component lies"):
        run(DrawSample(), {"INPUT": [far], "GRID": grids(), "GRIDS": "TEMPORARY_OUTPUT"})


def test_grids_without_codes_are_told() -> None:
    """By every algorithm that looks components up in grids, in the same words."""
    shape = shapely.box(X0, Y0, X0 + 100, Y0 + 100).wkt
    bare = layer([([None], shape)], "field=DYWGBSM:string(15)", "Polygon", "bare")
    for algorithm, parameters in (
        (DrawSample(), {"INPUT": [lamps()], "GRIDS": "TEMPORARY_OUTPUT"}),
        (CheckComponents(), {"INPUT": [lamps()], "ERRORS": "TEMPORARY_OUTPUT"}),
        (EncodeComponents(), {"INPUT": lamps(), "OUTPUT": "TEMPORARY_OUTPUT"}),
        (ComponentStatistics(), {"INPUT": lamps(), "OUTPUT": "TEMPORARY_OUTPUT"}),
    ):
        with pytest.raises(QgsProcessingException, match="unit grids without a code"):
            run(algorithm, {**parameters, "GRID": bare, "CLASS_FIELD": "GLBJMC"})


def test_defaults_are_those_of_the_data() -> None:
    limits = acceptance_limits()
    sample, comparison = DrawSample().create(), CompareSurvey().create()
    for algorithm, name, limit, factor in (
        (sample, "SHARE", "grid_share", 100),
        (sample, "PER_CLASS", "per_class", 1),
        (comparison, "MISSING", "missing", 100),
        (comparison, "SUPERFLUOUS", "superfluous", 100),
        (comparison, "ATTRIBUTES", "attributes", 100),
        (comparison, "GROSS", "gross_share", 100),
    ):
        default = algorithm.parameterDefinition(name).defaultValue()
        assert default == pytest.approx(limits[limit].value * factor), name
    assert set(comparison.parameterDefinition("FIELDS").defaultValue()) <= set(ROLES)


# --- comparison ------------------------------------------------------------------------------


def second(change: Any = None, drop: int = 0) -> Any:
    rng = np.random.default_rng(2)
    rows = []
    for n in range(1, 20 - drop):
        dx, dy = rng.normal(0, 0.2, 2)
        own = values(n)
        rows.append((change(own) if change else own, point(4 * n + dx, 50 + dy)))
    return lamps(rows, "second")


def compared(reference: Any, folder: Path, **more: Any) -> Dict[str, Any]:
    return run(
        CompareSurvey(),
        {
            "INPUT": [lamps()],
            "REFERENCE": [reference],
            "OUTPUT": "TEMPORARY_OUTPUT",
            "REPORT": str(folder / "r.html"),
            "REPORT_JSON": str(folder / "r.json"),
            "PROTOCOL": str(folder / "r.pdf"),
            **more,
        },
    )


def test_a_good_survey_passes(tmp_path: Path) -> None:
    results = compared(second(), tmp_path, GRIDS=grids())
    assert results["PASSED"] is True and results["MATCHED_COUNT"] == 19
    rows = rows_of(results, "OUTPUT")
    assert {row["kind"] for row in rows} == {"ok"} and len(rows) == 19
    assert max(row["off"] for row in rows) < 1
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert data["verdict"]["status"] == "ok"


def test_what_is_wrong_fails_and_is_shown(tmp_path: Path) -> None:
    def other_state(own: List[Any]) -> List[Any]:
        return [*own[:5], "破损", own[6]] if own[0].endswith("05") else own

    results = compared(second(other_state, drop=2), tmp_path)
    assert results["PASSED"] is False
    assert results["SUPERFLUOUS_COUNT"] == 2 and results["MISSING_COUNT"] == 0
    assert results["ATTRIBUTE_COUNT"] == 1
    kinds = [row["kind"] for row in rows_of(results, "OUTPUT")]
    assert kinds.count("superfluous") == 2 and kinds.count("attributes") == 1
    loose = compared(second(other_state, drop=2), tmp_path, SUPERFLUOUS=20.0, ATTRIBUTES=10.0)
    assert loose["PASSED"] is True


def test_components_on_the_edge_of_the_sample_are_not_judged(tmp_path: Path) -> None:
    """They may be of a grid that was not drawn: there they are missing in the second survey."""
    rows = [(values(n), point(4 * n, 50)) for n in range(1, 20)]
    on_edge = [(values(n), point(100, 10.0 * (n - 100) + 5)) for n in range(100, 105)]
    first = lamps(rows + on_edge, "first")
    results = compared(lamps(rows, "again"), tmp_path, INPUT=[first], GRIDS=grids(1))
    assert results["PASSED"] is True
    assert results["SUPERFLUOUS_COUNT"] == 0 and results["MATCHED_COUNT"] == 19


def test_a_drawn_sample_is_read_back(tmp_path: Path) -> None:
    sample = run(
        DrawSample(),
        {"INPUT": [lamps()], "GRID": grids(), "GRIDS": "TEMPORARY_OUTPUT",
         "OUTPUT": "TEMPORARY_OUTPUT"},
    )  # fmt: skip
    drawn = run.context.takeResultLayer(sample["OUTPUT"])  # type: ignore[attr-defined]
    QgsProject.instance().addMapLayer(drawn)
    results = compared(drawn, tmp_path)
    assert results["ATTRIBUTE_COUNT"] == 0 and results["MATCHED_COUNT"] == 19


def test_without_any_class_nothing_is_drawn_or_judged(tmp_path: Path) -> None:
    bare = layer([(["x"], point(4 * n, 50)) for n in range(5)], "field=own:string", "Point", "bare")
    with pytest.raises(QgsProcessingException, match="bare.*the class of no component"):
        run(DrawSample(), {"INPUT": [bare], "GRID": grids(), "GRIDS": "TEMPORARY_OUTPUT"})
    with pytest.raises(QgsProcessingException, match="bare.*the class of no component"):
        compared(bare, tmp_path)


def test_another_reference_system_is_transformed(tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

    to_degrees = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4549"),
        QgsCoordinateReferenceSystem("EPSG:4490"),
        QgsProject.instance(),
    )
    rows = []
    for n in range(1, 20):
        shape = QgsGeometry.fromWkt(point(4 * n, 50))
        shape.transform(to_degrees)
        rows.append((values(n), shape.asWkt(12)))
    degrees = layer(rows, FIELDS, "Point", "degrees", "EPSG:4490")
    assert compared(degrees, tmp_path)["PASSED"] is True


def test_styles_fit_the_layers() -> None:
    fields = "field=kind:string"
    made = layer([(["missing"], point(1, 1))], fields, "Point", "comparison")
    assert styling.apply_style(made, styling.style_file("survey_comparison"), "zh")
    renderer = made.renderer()
    assert isinstance(renderer, QgsRuleBasedRenderer)
    labels = [rule.label() for rule in renderer.rootRule().descendants()]
    assert labels == [
        text("style.comparison." + kind, "zh")
        for kind in ("ok", "attributes", "gross", "superfluous", "missing")
    ]
    for name in ("survey_sample", "survey_sample_grids"):
        kind = "Polygon" if name.endswith("grids") else "Point"
        plain = layer([], "field=code:string&field=turn:int", kind, name)
        assert styling.apply_style(plain, styling.style_file(name), "en")


def test_a_pdf_has_pages() -> None:
    data = pdf_bytes("<p>" + "<br>".join(["验收"] * 200) + "</p>", "x")
    assert data.startswith(b"%PDF") and data.count(b"/Type /Page\n") >= 2
