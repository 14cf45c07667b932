"""dcm:createsurveyproject: the project opens, its forms ask and check, records get their grid."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any, Dict, Iterator, Tuple

import pytest
import qgis.core
import qgis.gui
import shapely
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFieldConstraints,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.gui import (
    QgsAdvancedDigitizingDockWidget,
    QgsAttributeEditorContext,
    QgsAttributeForm,
    QgsGui,
    QgsMapCanvas,
)
from qgis.PyQt.QtCore import QCoreApplication, QDate
from qgis.PyQt.QtWidgets import QComboBox

from dcm_plugin.compat import QGIS_VERSION
from dcm_plugin.core.classes import VERSIONS, load_catalogue
from dcm_plugin.core.messages import text
from dcm_plugin.processing.components.component_parameters import VERSIONS as OFFERED
from dcm_plugin.processing.components.create_survey_project import CreateSurveyProject
from dcm_plugin.processing.components.survey_expressions import quoted
from dcm_plugin.processing.components.survey_package import COMPONENT_LAYERS

X0, Y0 = 640000.0, 3450000.0
COMMUNITY = "310101001001"
HARD = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard


def box(x: float, y: float, width: float = 100.0, height: float = 100.0) -> str:
    return str(shapely.box(X0 + x, Y0 + y, X0 + x + width, Y0 + y + height).wkt)


def layer(rows: Any, fields: str, kind: str = "Polygon", crs: str = "EPSG:4549") -> Any:
    geometry = f"{kind}?crs={crs}&" if kind != "None" else "None?"
    made = QgsVectorLayer(geometry + fields, "made", "memory")
    features = []
    for values, wkt in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes(list(values))
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    return made


def grids(rows: Any = None) -> Any:
    return layer(
        rows
        or [
            ((f"{COMMUNITY}001", None), box(0, 0)),
            ((f"{COMMUNITY}002", None), box(100, 0)),
            ((f"{COMMUNITY}009", "20200101"), box(0, 0, 200)),
        ],
        "field=DYWGBSM:string(15)&field=ZZRQ:string(8)",
    )


def run(parameters: Dict[str, Any]) -> Dict[str, Any]:
    algorithm = CreateSurveyProject().create()
    feedback, context = QgsProcessingFeedback(), QgsProcessingContext()
    values, done = algorithm.run(parameters, context, feedback, {}, False)
    assert done
    return dict(values)


def made(folder: Path, **more: Any) -> Tuple[QgsProject, Dict[str, Any]]:
    parameters = {
        "INPUT": grids(),
        "LANGUAGE": "zh",
        "PROJECT": str(folder / "survey.qgz"),
        "OUTPUT": str(folder / "survey.gpkg"),
        **more,
    }
    return opened(Path(run(parameters)["PROJECT"]))


def opened(path: Path) -> Tuple[QgsProject, Dict[str, Any]]:
    # the project of the application, where expressions and widgets look layers up
    project = QgsProject.instance()
    assert project.read(str(path))
    layers = {item.source().split("layername=")[1]: item for item in project.mapLayers().values()}
    assert all(item.isValid() for item in layers.values())
    return project, layers


@pytest.fixture(scope="module")
def package(qgis_app: Any, tmp_path_factory: Any) -> Path:
    folder = tmp_path_factory.mktemp("survey")
    departments = layer(
        [
            (("913100001", "城管局", "competent"), ""),
            (("913100002", "供电公司", "owner,maintainer"), ""),
            (("913100003", "未定", None), ""),
        ],
        "field=code:string&field=name:string&field=role:string",
        "None",
    )
    project, _ = made(folder, DEPARTMENTS=departments)
    project.clear()
    return folder


@pytest.fixture
def survey(package: Path, tmp_path: Path) -> Iterator[Tuple[QgsProject, Dict[str, Any]]]:
    """A copy at another place: what is portable is what was meant."""
    folder = tmp_path / "elsewhere"
    shutil.copytree(package, folder)
    project, layers = opened(folder / "survey.qgz")
    yield project, layers
    for item in layers.values():
        if item.isEditable():
            item.rollBack()
    project.clear()


def new_feature(target: Any, wkt: str, **values: Any) -> QgsFeature:
    index = target.fields().lookupField
    given = {index(name): value for name, value in values.items()}
    return QgsVectorLayerUtils.createFeature(
        target, QgsGeometry.fromWkt(wkt), given, target.createExpressionContext()
    )


def point(x: float, y: float) -> str:
    return f"POINT({X0 + x} {Y0 + y})"


def valid(target: Any, feature: QgsFeature, name: str) -> bool:
    return bool(
        QgsVectorLayerUtils.validateAttribute(
            target, feature, target.fields().lookupField(name), HARD
        )[0]
    )


def test_versions_on_offer() -> None:
    assert OFFERED == VERSIONS


def test_the_project_is_whole_and_portable(survey: Any, package: Path) -> None:
    project, layers = survey
    assert len(layers) == 15
    assert project.crs().authid() == "EPSG:4549"
    assert project.topologicalEditing()
    assert project.snappingConfig().enabled()
    assert layers["component_points"].name() == "部件（点）"
    assert layers["unit_grid"].readOnly() and not layers["component_points"].readOnly()
    assert layers["unit_grid"].featureCount() == 2  # the ended one is not taken along
    assert layers["communities"].featureCount() == 1
    names = {"evidence_component_points", "evidence_component_lines", "evidence_component_polygons"}
    relations = project.relationManager().relations()
    assert set(relations) == names and all(r.isValid() for r in relations.values())
    with zipfile.ZipFile(package / "survey.qgz") as archive:
        content = archive.read("survey.qgs").decode("utf-8")
    assert str(package) not in content and "resources/symbols" not in content
    assert "base64:" in content


def test_forms_have_their_widgets(survey: Any) -> None:
    _, layers = survey
    for geometry, table in COMPONENT_LAYERS.items():
        target = layers[table]
        widget = {f.name(): target.editorWidgetSetup(i) for i, f in enumerate(target.fields())}
        for name in ("DLDM", "LBDM", "GLBJZT", "SJLY", "ZGBMDM", "QSDWDM", "YHDWDM"):
            assert widget[name].type() == "ValueRelation", name
            assert widget[name].config()["Layer"] in [item.id() for item in layers.values()]
        assert "current_value('DLDM')" in widget["LBDM"].config()["FilterExpression"]
        assert f"'{geometry}'" in widget["LBDM"].config()["FilterExpression"]
        assert widget["CSRQ"].type() == "DateTime"
        assert widget["PICTURE"].type() == "ExternalResource"
        assert widget["UUID"].type() == widget["fid"].type() == "Hidden"
        assert len(target.editFormConfig().tabs()) == 5
        assert target.fields().field("LBDM").alias() == "小类"


def test_symbols_of_all_classes(survey: Any) -> None:
    _, layers = survey
    catalogue = load_catalogue()
    for geometry, table in COMPONENT_LAYERS.items():
        renderer = layers[table].renderer()
        assert isinstance(renderer, QgsCategorizedSymbolRenderer)
        codes = [c.code for c in catalogue.of_kind("component") if c.geometry == geometry]
        assert [c.value() for c in renderer.categories()] == [*codes, ""]
    water = layers["component_points"].renderer().categories()[0]
    assert water.label() == "01001 供水井盖"
    assert water.symbol().symbolLayer(0).path().startswith("base64:")


def test_a_new_record_knows_its_place_and_day(survey: Any) -> None:
    _, layers = survey
    target = layers["component_points"]
    target.startEditing()
    feature = new_feature(target, point(150, 50), DLDM="01", LBDM="01037")
    assert feature["SZDYWGBSM"] == f"{COMMUNITY}002"
    assert feature["SZSQDM"] == COMMUNITY and feature["SZJDDM"] == COMMUNITY[:9]
    assert feature["CSRQ"] == QDate.currentDate()
    assert feature["BGRQ"] in (None,) or feature["BGRQ"].isNull()
    assert feature["GLBJMC"] == "路灯" and feature["GLBJZT"] == "完好" and feature["SJLY"] == "实测"
    assert len(feature["UUID"]) == 38
    # on a common border the smallest code, outside none: that is a warning, not a wall
    assert new_feature(target, point(100, 50))["SZDYWGBSM"] == f"{COMMUNITY}001"
    outside = new_feature(target, point(900, 50))
    assert outside["SZDYWGBSM"] is None or not outside["SZDYWGBSM"]
    assert valid(target, outside, "SZDYWGBSM")


def test_lines_and_areas_take_the_grid_of_their_locating_point(survey: Any) -> None:
    _, layers = survey
    lines, areas = layers["component_lines"], layers["component_polygons"]
    line = f"LINESTRING({X0 + 90} {Y0 + 50}, {X0 + 140} {Y0 + 50}, {X0 + 180} {Y0 + 50})"
    assert new_feature(lines, line)["SZDYWGBSM"] == f"{COMMUNITY}002"
    assert new_feature(areas, box(90, 20, 80, 20))["SZDYWGBSM"] == f"{COMMUNITY}002"
    assert new_feature(areas, box(20, 20, 90, 20))["SZDYWGBSM"] == f"{COMMUNITY}001"


@pytest.mark.parametrize(
    ("major", "code", "right"),
    [
        ("01", "01037", True),
        ("02", "01037", False),  # of another major
        ("01", "01026", False),  # surveyed as a line
        ("01", "01999", False),
        ("01", None, False),
    ],
)
def test_a_wrong_class_is_refused(survey: Any, major: str, code: Any, right: bool) -> None:
    _, layers = survey
    target = layers["component_points"]
    assert valid(target, new_feature(target, point(1, 1), DLDM=major, LBDM=code), "LBDM") is right


def test_codes_dates_lists_and_lengths_are_checked(survey: Any) -> None:
    _, layers = survey
    target = layers["component_points"]
    feature = new_feature(target, point(1, 1), DLDM="01", LBDM="01037")
    for code, right in (
        (None, True),
        ("31010101037000001", True),
        ("31010101038000001", False),  # the code of another class
        ("3101010103700001", False),
        ("3101010103700000x", False),
    ):
        feature["GLBJBSM"] = code
        assert valid(target, feature, "GLBJBSM") is right, code
    feature["GLBJZT"] = "很好"
    assert not valid(target, feature, "GLBJZT")
    feature["CSRQ"] = QDate.currentDate().addDays(1)
    assert not valid(target, feature, "CSRQ")
    feature["CSRQ"] = QDate.currentDate()
    feature["BGRQ"] = QDate.currentDate().addDays(-1)
    assert not valid(target, feature, "BGRQ")
    feature["MATERIAL"] = "x" * 31
    assert not valid(target, feature, "MATERIAL")


def test_a_record_changed_on_a_later_day_gets_a_date_of_change(survey: Any) -> None:
    _, layers = survey
    target = layers["component_points"]
    target.startEditing()
    feature = new_feature(target, point(10, 10), DLDM="01", LBDM="01037")
    feature["CSRQ"] = QDate(2020, 1, 1)
    index = target.fields().lookupField("BGRQ")

    def changed(item: QgsFeature) -> Any:
        return target.defaultValue(index, item, target.createExpressionContext())

    assert not isinstance(changed(feature), QDate) or changed(feature).isNull()
    assert target.addFeature(feature) and target.commitChanges()
    assert changed(next(target.getFeatures())) == QDate.currentDate()
    target.startEditing()
    first = new_feature(target, point(11, 10), DLDM="01", LBDM="01037")
    target.addFeature(first)
    assert target.commitChanges()
    today = [f for f in target.getFeatures() if f["CSRQ"] == QDate.currentDate()]
    assert len(today) == 1
    assert not isinstance(changed(today[0]), QDate) or changed(today[0]).isNull()


def test_an_event_gets_code_name_and_grid(survey: Any) -> None:
    _, layers = survey
    target = layers["events"]
    feature = new_feature(target, point(50, 50), DLDM="06", LBDM="06001")
    assert feature["SXDM"] == COMMUNITY[:6] + "06001"
    assert feature["SXMC"] == load_catalogue().find("event", "06001").name_zh  # type: ignore[union-attr]
    assert feature["SZDYWGBSM"] == f"{COMMUNITY}001"
    assert not valid(target, feature, "SFWZ")
    assert valid(target, feature, "LBDM")
    feature["LBDM"] = "01001"
    assert not valid(target, feature, "LBDM")


def test_digitized_through_the_form(survey: Any) -> None:
    """The lists follow the major class; what is worked out stands in the record that is saved."""
    QgsGui.editorWidgetRegistry().initEditors()
    _, layers = survey
    target = layers["component_points"]
    target.startEditing()
    canvas = QgsMapCanvas()
    dock = QgsAdvancedDigitizingDockWidget(canvas)
    home = qgis.core if hasattr(qgis.core, "QgsTrackedVectorLayerTools") else qgis.gui
    tools = home.QgsTrackedVectorLayerTools()
    context = QgsAttributeEditorContext()
    context.setMapCanvas(canvas)
    context.setCadDockWidget(dock)
    context.setVectorLayerTools(tools)
    feature = new_feature(target, point(160, 20))
    form = QgsAttributeForm(target, feature, context)
    form.setMode(QgsAttributeEditorContext.Mode.AddFeatureMode)
    lists = {box.currentText(): box for box in form.findChildren(QComboBox)}
    assert "完好" in lists
    form.changeAttribute("DLDM", "02")
    QCoreApplication.processEvents()
    classes = [
        [box.itemText(i) for i in range(box.count())] for box in form.findChildren(QComboBox)
    ]
    offered = next(items for items in classes if "02014 交通信号灯" in items)
    if QGIS_VERSION >= 32800:  # before, a form that is not shown does not narrow its lists
        wrong = [item for item in offered if item and not item.startswith(("02", "(", "（"))]
        assert wrong == []
        assert not any("停车场" in item for item in offered)  # an area
    form.changeAttribute("LBDM", "02014")
    form.changeAttribute("ZGBMDM", "913100001")
    assert form.save()
    saved = next(target.getFeatures())
    assert saved["SZDYWGBSM"] == f"{COMMUNITY}002"
    assert saved["GLBJMC"] == "交通信号灯" and saved["ZGBMMC"] == "城管局"
    assert saved["CSRQ"] == QDate.currentDate()
    form.deleteLater()
    dock.deleteLater()
    canvas.deleteLater()
    QCoreApplication.processEvents()


@pytest.mark.parametrize(("version", "lang"), zip(VERSIONS, ("en", "en", "zh")))
def test_every_version_and_language(qgis_app: Any, tmp_path: Path, version: str, lang: str) -> None:
    project, layers = made(tmp_path, VERSION=version, LANGUAGE=lang)
    target = layers["component_points"]
    catalogue = load_catalogue(version)
    item = next(c for c in catalogue.of_kind("component") if c.geometry == "point")
    feature = new_feature(target, point(50, 50), DLDM=item.major, LBDM=item.code)
    assert valid(target, feature, "LBDM")
    names = {role: spec.name for role, spec in catalogue.tables["component"].items()}
    assert feature[names["name"]] == item.name_zh
    assert feature[names["grid_code"]] == f"{COMMUNITY}001"
    assert target.name() == text("survey.layer.component_points", lang)
    labels = [c.label() for c in target.renderer().categories()]
    assert f"{item.code} {item.name(lang)}" in labels
    for table in ("component_points", "component_lines", "component_polygons", "events"):
        for index in range(layers[table].fields().count()):
            assert not layers[table].defaultValueDefinition(index).expression().count("dcm_")
    project.clear()


def test_communities_give_their_names(qgis_app: Any, tmp_path: Path) -> None:
    communities = layer(
        [((COMMUNITY, "外滩"), box(0, 0, 200))], "field=SQDM:string&field=SQMC:string"
    )
    project, layers = made(tmp_path, COMMUNITIES=communities)
    feature = new_feature(layers["component_points"], point(10, 10))
    assert feature["SZSQMC"] == "外滩"
    assert next(layers["communities"].getFeatures())["name"] == "外滩"
    project.clear()


def test_a_package_with_records_is_not_overwritten(qgis_app: Any, tmp_path: Path) -> None:
    project, layers = made(tmp_path)
    target = layers["component_points"]
    target.startEditing()
    target.addFeature(new_feature(target, point(10, 10), DLDM="01", LBDM="01037"))
    assert target.commitChanges()
    project.clear()
    before = (tmp_path / "survey.gpkg").stat().st_size
    with pytest.raises(QgsProcessingException, match="1 records"):
        made(tmp_path)
    assert (tmp_path / "survey.gpkg").stat().st_size == before
    other, _ = opened(tmp_path / "survey.qgz")
    other.clear()


def test_an_empty_package_is_made_anew(qgis_app: Any, tmp_path: Path) -> None:
    for version in VERSIONS[:2]:
        project, layers = made(tmp_path, VERSION=version)
        project.clear()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["survey.gpkg", "survey.qgz"]


def test_bad_input_is_told(qgis_app: Any, tmp_path: Path) -> None:
    rows = [((None, None), box(0, 0))]
    for change, words in (
        ({"INPUT": grids(rows)}, "without a code"),
        ({"INPUT": grids([((f"{COMMUNITY}001", "20200101"), box(0, 0))])}, "in use"),
        ({"OUTPUT": str(tmp_path / "survey.shp")}, "extension"),
        ({"PROJECT": str(tmp_path / "survey.zip")}, "extension"),
        (
            {"DEPARTMENTS": layer([(("a",), "")], "field=name:string", "None")},
            "code",
        ),
        (
            {"INPUT": layer([(("1",), box(0, 0))], "field=DYWGBSM:string", crs="EPSG:4326")},
            "metr",
        ),
    ):
        with pytest.raises(QgsProcessingException, match=words):
            made(tmp_path, **change)
        assert list(tmp_path.iterdir()) == []


def test_an_input_is_never_overwritten(qgis_app: Any, tmp_path: Path) -> None:
    project, layers = made(tmp_path)
    source = layers["unit_grid"].source()
    project.clear()
    with pytest.raises(QgsProcessingException, match="also an input"):
        made(tmp_path, INPUT=source, CODE_FIELD="code")


def test_literals_of_expressions() -> None:
    assert quoted("a'b\\c") == "'a\\'b\\\\c'"
