"""dcm:createdatabase and dcm:generatecases: a city to work in, and plain words for bad input."""

from __future__ import annotations

import datetime
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
import shapely
from qgis.core import (
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDateTime, Qt
from sample_layers import memory_layer

from dcm_plugin.core.cases.generate.columns import columns_of
from dcm_plugin.core.cases.model import CHILD_TABLES
from dcm_plugin.core.cases.query import CaseFilter
from dcm_plugin.processing.cases.city_forms import columns, form_items, tables, value_names
from dcm_plugin.processing.cases.city_layers import location_points
from dcm_plugin.processing.cases.create_database import CreateDatabase
from dcm_plugin.processing.cases.generate_cases import GenerateCases
from dcm_plugin.store.city import open_city
from dcm_plugin.store.city.schema import VERSION
from dcm_plugin.store.city.seeds import fill
from tests.store.city_sample import new_case
from tests.store.city_version1 import restore

X0, Y0, SIDE = 640000.0, 3450000.0, 100.0
CELLS = 5
CODES = [f"310101002{1 + i // 15:03d}{i % 15 + 1:03d}" for i in range(CELLS * CELLS)]


def grid(codes: Any = CODES, name: str = "DYWGBSM", **options: Any) -> QgsVectorLayer:
    shapes = [
        shapely.box(
            X0 + i % CELLS * SIDE,
            Y0 + i // CELLS * SIDE,
            X0 + (i % CELLS + 1) * SIDE,
            Y0 + (i // CELLS + 1) * SIDE,
        )
        for i in range(len(codes))
    ]
    return memory_layer(
        "单元网格", [(name, "string", 20)], [(c,) for c in codes], shapes, **options
    )


def create(**parameters: Any) -> Dict[str, Any]:
    values = {"MODE": "one_one", "LANGUAGE": "en", "UTC_OFFSET": 480, **parameters}
    context, algorithm = QgsProcessingContext(), CreateDatabase().create()
    allowed, message = algorithm.checkParameterValues(values, context)
    if not allowed:
        raise QgsProcessingException(message)
    return dict(algorithm.processAlgorithm(values, context, QgsProcessingFeedback(False)))


def generate(**parameters: Any) -> Dict[str, Any]:
    values = {"LANGUAGE": "zh", "SEED": 3, "COUNT": 60, **parameters}
    context, algorithm = QgsProcessingContext(), GenerateCases().create()
    return dict(algorithm.processAlgorithm(values, context, QgsProcessingFeedback(False)))


def refused(**parameters: Any) -> str:
    """The message; its error is let go, for it would keep layers alive."""
    try:
        create(**parameters)
    except QgsProcessingException as error:
        return str(error)
    raise AssertionError("nothing was refused")


@pytest.fixture(scope="module")
def city(tmp_path_factory: Any, qgis_app: Any) -> Iterator[Path]:
    """A database with its project, and sixty cases in it."""
    path = tmp_path_factory.mktemp("city") / "城市.gpkg"
    create(INPUT=grid(), PROJECT=str(path.with_suffix(".qgz")), OUTPUT=str(path))
    generate(DATABASE=str(path), START_DATE="2026-09-21", END_DATE="2026-10-20")
    yield path
    QgsProject.instance().clear()


def test_limits_of_management_classes_hold_from_grid_to_clock(
    tmp_path: Path, qgis_app: Any
) -> None:
    """The class of the unit grid, in which a case lies, chooses the row of the table of limits."""
    classes = {code: "ABC"[number % 3] for number, code in enumerate(CODES)}
    shapes = [next_shape.geometry() for next_shape in grid().getFeatures()]
    layer = memory_layer(
        "单元网格",
        [("DYWGBSM", "string", 20), ("管理类别", "string", 1)],
        list(classes.items()),
        [shapely.from_wkb(bytes(shape.asWkb())) for shape in shapes],
    )
    path = str(tmp_path / "city.gpkg")
    create(INPUT=layer, FIELDS="unit_grid.mgmt_class=管理类别", OUTPUT=path)
    hours = {"A": 3.0, "B": 5.0, "C": 7.0}
    with open_city(path) as database:
        stored = {row["code"]: row["mgmt_class"] for row in database.rows("unit_grid")}
        assert stored == classes
        database.replace_rows(
            "time_limit",
            [
                {"catalogue_id": "gbt47678_5_2026", "case_kind": kind, "class_code": "*",
                 "condition_code": start + "*", "mgmt_class": name or None,
                 "limit_unit": "work_hour", "limit_value": value}
                for kind, start in (("component", "C"), ("event", "E"))
                for name, value in (*hours.items(), ("", 11.0))
            ],
        )  # fmt: skip
    generate(DATABASE=path, COUNT=80, START_DATE="2026-09-21", END_DATE="2026-10-20")
    with open_city(path) as database:
        cells = {row["id"]: row["cell_code"] for row in database.rows("cases")}
        first = [
            row
            for row in database.rows("case_clock")
            if row["clock"] == "dispose" and row["round"] == 1
        ]
    assert len(first) > 40
    assert {classes[cells[row["case_id"]]] for row in first} == set(hours)
    for row in first:
        assert row["limit_unit"] == "work_hour"
        assert row["limit_base"] == hours[classes[cells[row["case_id"]]]]


def test_areas_are_made_of_the_unit_grids(city: Path) -> None:
    with open_city(str(city), readonly=True) as database:
        assert len(database.rows("unit_grid", ("code",))) == len(CODES)
        communities = {row["code"]: row for row in database.rows("community")}
        assert set(communities) == {"310101002001", "310101002002"}
        assert communities["310101002001"]["street_code"] == "310101002"
        assert [row["code"] for row in database.rows("district")] == ["310101"]
        settings = database.settings()
        place = database.place(X0 + 1, Y0 + 1)
    assert settings["catalogue_id"] == "gbt47678_5_2026"
    assert settings["profile_id"] == "gbt47678_3_2026"
    assert place["cell_code"] == CODES[0] and place["district_code"] == "310101"


def test_the_project_opens_from_file_and_database(city: Path) -> None:
    for source in (str(city.with_suffix(".qgz")), f"geopackage:{city}?projectName={city.stem}"):
        project = QgsProject()
        assert project.read(source), project.error()
        layers = list(project.mapLayers().values())
        assert layers and all(layer.isValid() for layer in layers)
        relations = project.relationManager().relations()
        assert all(relation.isValid() for relation in relations.values())
        assert {f"cases_open_{child}_case_id" for child in CHILD_TABLES} <= set(relations)
        assert len(project.mapThemeCollection().mapThemes()) == 3
        del layers, relations
        project.clear()


def test_states_and_log_cannot_be_edited_by_hand(city: Path) -> None:
    project = QgsProject()
    assert project.read(str(city.with_suffix(".qgz")))
    layers = {layer.name(): layer for layer in project.mapLayers().values()}
    cases, log = layers["All cases"], layers["Case log"]
    form = cases.editFormConfig()
    for name in ("state", "task_no", "department", "clock_deadline_shown"):
        assert form.readOnly(cases.fields().lookupField(name)), name
    assert not form.readOnly(cases.fields().lookupField("remark"))
    assert log.readOnly()
    assert cases.temporalProperties().isActive()
    del layers, cases, log
    project.clear()


def test_steps_beside_a_case_are_listed_by_time_and_name(city: Path) -> None:
    project = QgsProject()
    assert project.read(str(city.with_suffix(".qgz")))
    layers = {layer.name(): layer for layer in project.mapLayers().values()}
    for name in ("Case clocks", "Verify and check tasks", "Case requests", "Urging of cases"):
        layer = layers[name]
        expression = QgsExpression(layer.displayExpression())
        scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
        context = QgsExpressionContext(scopes)
        assert expression.prepare(context), expression.parserErrorString()
        missing = expression.referencedColumns() - set(layer.fields().names())
        assert not missing, (name, missing)
    clocks = layers["Case clocks"]
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(clocks))
    expression = QgsExpression(clocks.displayExpression())
    shown = []
    for feature in clocks.getFeatures(QgsFeatureRequest().setLimit(5)):
        context.setFeature(feature)
        shown.append(str(expression.evaluate(context)))
    assert shown and not any(word.endswith(("accept", "dispose", "file")) for word in shown)
    del layers, layer, clocks
    project.clear()


def test_played_back_a_case_is_there_from_its_report_to_its_end(city: Path, tmp_path: Path) -> None:
    for file in (city, city.with_suffix(".qgz")):
        shutil.copy(file, tmp_path / file.name)
    city = tmp_path / city.name
    day = datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.timezone.utc)
    ends = (("closed", "close_time"), ("not_accepted", "cancel_time"), ("disposing", None))
    with open_city(str(city)) as store:
        for state, column in ends:
            change = new_case(state=state, class_code="01001", report_time=day)
            change.case["is_open"] = column is None
            if column:
                change.case[column] = day + datetime.timedelta(days=1)
            store.apply(change)
    project = QgsProject()
    assert project.read(str(city.with_suffix(".qgz")))
    cases = next(layer for layer in project.mapLayers().values() if layer.name() == "All cases")
    shown = []
    for offset in (-1, 0, 3):
        begin = QDateTime.fromString("2026-03-02T04:00:00Z", Qt.DateFormat.ISODate).addDays(offset)
        span = QgsDateTimeRange(begin, begin.addSecs(3600))
        context = QgsVectorLayerTemporalContext()
        context.setLayer(cases)
        words = cases.temporalProperties().createFilterString(context, span)
        shown.append(len(list(cases.getFeatures(words))))
    assert shown == [0, 3, 1]
    del cases
    project.clear()


def test_times_are_shown_by_the_clock_of_the_city(city: Path) -> None:
    project = QgsProject()
    assert project.read(str(city.with_suffix(".qgz")))
    layer = next(x for x in project.mapLayers().values() if x.name() == "All cases")
    feature = next(layer.getFeatures())
    utc = feature["report_time"].toUTC().toPyDateTime()
    local = utc + datetime.timedelta(minutes=480)
    assert feature["report_time_shown"] == local.strftime("%Y-%m-%d %H:%M")
    offset = QgsExpressionContextUtils.projectScope(project).variable("dcm_utc_offset_minutes")
    assert int(offset) == 480
    del layer, feature
    project.clear()


def test_generated_cases_are_in_the_database(city: Path) -> None:
    with open_city(str(city), readonly=True) as database:
        cases = database.rows("cases")
        assert len(cases) == 60
        for case in cases:
            file = database.read(case["id"])
            assert file.log and file.log[-1]["to_state"] == case["state"]
            assert database.place(*case["geom"])["cell_code"] is not None
        assert database.rows("operator")


def test_columns_keep_rows() -> None:
    made = columns_of("case_log", [{"time": None, "seq": 1}])
    assert made["seq"].tolist() == [1] and str(made["time"][0]) == "NaT"


def test_every_column_of_a_form_is_in_the_schema() -> None:
    for table, items in form_items().items():
        for item in items:
            assert item.column in columns()[table] or item.widget == "light", (table, item)
            kind, _, other = item.widget.partition("/")
            if kind == "map":
                values = columns()[other or table][item.column]["values"].split("|")
                assert set(values) <= set(value_names()), (table, item)
    assert set(form_items()) <= set(tables())


def test_an_existing_file_is_not_overwritten(tmp_path: Path, qgis_app: Any) -> None:
    path = tmp_path / "city.gpkg"
    path.write_bytes(b"precious")
    message = refused(INPUT=grid(in_project=True), OUTPUT=str(path))
    assert str(path) in message
    assert path.read_bytes() == b"precious"


def test_bad_input_is_told(tmp_path: Path, qgis_app: Any) -> None:
    path = str(tmp_path / "city.gpkg")
    twice = [*CODES[:-1], CODES[0]]
    told = refused(INPUT=grid(twice), OUTPUT=path)
    assert "DYWGBSM" in told and f"({CODES[0]})" in told and "1 " in told
    assert "DYWGBSM" in refused(INPUT=grid([*CODES[:-1], None]), OUTPUT=path)
    assert "unit_grid.code" in refused(INPUT=grid(name="xyz"), OUTPUT=path)
    degrees = memory_layer(
        "grid", [("DYWGBSM", "string", 20)], [(CODES[0],)], [shapely.box(120, 31, 121, 32)],
        crs="EPSG:4490",
    )  # fmt: skip
    assert "4490" in refused(INPUT=degrees, OUTPUT=path) or refused(INPUT=degrees, OUTPUT=path)
    bare = memory_layer("grid", [("DYWGBSM", "string", 20)], [(CODES[0],)], [None])
    assert "grid" in refused(INPUT=bare, OUTPUT=path)
    assert "no=such" in refused(INPUT=grid(), FIELDS="no=such", OUTPUT=path)
    assert "CRS" in refused(OUTPUT=path) or "coordinate" in refused(OUTPUT=path)
    assert not os.path.exists(path)


def test_fields_may_be_named(tmp_path: Path, qgis_app: Any) -> None:
    path = str(tmp_path / "city.gpkg")
    found = create(INPUT=grid(name="xyz"), FIELDS="unit_grid.code=xyz", OUTPUT=path)
    assert found["GRID_COUNT"] == len(CODES)


def organisation(fields: str, rows: List[Any], name: str = "机构") -> QgsVectorLayer:
    return memory_layer(name, [(field, "string", 60) for field in fields.split()], rows)


@pytest.mark.parametrize(
    ("heads", "people"),
    [
        ("机构代码 机构名称 上级机构 类型 层级", "登录名 姓名 所属机构 电话 角色"),
        ("编码 名称 上级 机构类型 级别", "账号 姓名 所属部门 联系电话 岗位"),
        ("code name parent kind level", "login name unit_code phone role"),
    ],
)
def test_departments_and_operators_under_chinese_headings(
    tmp_path: Path, qgis_app: Any, heads: str, people: str
) -> None:
    path = str(tmp_path / "city.gpkg")
    units = [
        ("J1", "监督中心甲", None, "监督中心", "市"),
        ("Z1", "指挥中心甲", None, "center_command", "1"),
        ("B1", "园林局", "指挥中心甲", "部门", "区级"),
        ("Q1", "供水公司", "Z1", "企业", None),
        ("S1", "外滩街道", "Z1", "街道", "街道"),
        ("S2", "北京东路社区", "S1", "社区", "社区"),
    ]
    staff = [
        ("li", "李一", "园林局", "13800000000", "专业部门"),
        ("wang", "王二", "J1", None, "受理员、值班长"),
        ("zhao", "赵三", None, None, "admin|Dispatcher"),
    ]
    found = create(
        INPUT=grid(),
        DEPARTMENTS=organisation(heads, units),
        OPERATORS=organisation(people, staff, "人员"),
        OUTPUT=path,
    )
    assert found["OPERATOR_COUNT"] == 3
    with open_city(path, readonly=True) as made:
        rows = [
            (r["code"], r["name"], r["parent"], r["kind"], r["level"])
            for r in made.rows("org_unit")
        ]
        operators = [
            (r["login"], r["name"], r["unit_code"], r["phone"]) for r in made.rows("operator")
        ]
        roles = [(r["login"], r["role"]) for r in made.rows("operator_role")]
    assert rows == [
        ("J1", "监督中心甲", None, "center_supervise", 1),
        ("Z1", "指挥中心甲", None, "center_command", 1),
        ("B1", "园林局", "Z1", "department", 2),
        ("Q1", "供水公司", "Z1", "company", 1),
        ("S1", "外滩街道", "Z1", "street", 3),
        ("S2", "北京东路社区", "S1", "community", 4),
    ]
    assert operators[:2] == [("li", "李一", "B1", "13800000000"), ("wang", "王二", "J1", None)]
    assert roles == [
        ("li", "department"), ("wang", "acceptor"), ("wang", "filer"), ("zhao", "admin"),
        ("zhao", "dispatcher"),
    ]  # fmt: skip


def test_unknown_words_of_an_organisation_are_told(tmp_path: Path, qgis_app: Any) -> None:
    path = str(tmp_path / "city.gpkg")
    units = organisation("编码 名称 类型", [("A", "甲", "监督中心"), ("B", "乙", "星球")])
    told = refused(INPUT=grid(), DEPARTMENTS=units, OUTPUT=path)
    assert "星球" in told and "类型" in told and "center_command (指挥中心)" in told
    staff = organisation("账号 姓名 角色", [("a", "甲", "受理员，船长")])
    told = refused(INPUT=grid(), OPERATORS=staff, OUTPUT=path)
    assert "船长" in told and "dispatcher (派遣员)" in told
    twice = organisation("编码 名称", [("A", "甲"), ("A", "乙")])
    assert "(A)" in refused(INPUT=grid(), DEPARTMENTS=twice, OUTPUT=path)
    nowhere = organisation("编码 名称 上级", [("A", "甲", "无此机构")])
    assert "无此机构" in refused(INPUT=grid(), DEPARTMENTS=nowhere, OUTPUT=path)
    mapping = "operator_role.role=没有"
    assert "没有" in refused(INPUT=grid(), OPERATORS=staff, FIELDS=mapping, OUTPUT=path)
    assert not os.path.exists(path)


def test_field_mapping_goes_before_headings(tmp_path: Path, qgis_app: Any) -> None:
    path = str(tmp_path / "city.gpkg")
    units = organisation("编码 新编码 名称", [("A", "A1", "甲"), ("A", "B1", "乙")])
    create(INPUT=grid(), DEPARTMENTS=units, FIELDS="org_unit.code=新编码", OUTPUT=path)
    with open_city(path, readonly=True) as made:
        assert [row["code"] for row in made.rows("org_unit")] == ["A1", "B1"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path, qgis_app: Any) -> None:
    tmp_path.chmod(stat.S_IREAD | stat.S_IEXEC)
    assert str(tmp_path) in refused(INPUT=grid(), OUTPUT=str(tmp_path / "city.gpkg"))
    tmp_path.chmod(stat.S_IRWXU)


def test_a_full_disk_is_told_before_the_work(
    tmp_path: Path, qgis_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 1000

    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage)
    path = tmp_path / "city.gpkg"
    assert str(path) in refused(INPUT=grid(), OUTPUT=str(path))
    assert not path.exists()


def test_one_point_of_each_geometry() -> None:
    import numpy as np

    shapes = np.array(
        [shapely.Point(1, 2), shapely.LineString([(0, 0), (4, 0)]), shapely.box(0, 0, 2, 2), None],
        dtype=object,
    )
    assert location_points(shapes)[:3].tolist() == [[1, 2], [2, 0], [1, 1]]
    assert np.isnan(location_points(shapes)[3]).all()


def test_layers_loaded_alone_look_as_in_the_project(city: Path) -> None:
    layer = QgsVectorLayer(f"{city}|layername=cases", "cases", "ogr")
    assert layer.renderer().type() == "categorizedSymbol"
    assert {"closed", "disposing"} <= {c.value() for c in layer.renderer().categories()}
    communities = QgsVectorLayer(f"{city}|layername=community", "community", "ogr")
    settings = communities.labeling().settings()
    assert communities.labelsEnabled() and settings.minimumScale == 15000
    del layer, communities, settings


def test_an_older_database_is_brought_up_to_date(tmp_path: Path, qgis_app: Any) -> None:
    path = tmp_path / "old.gpkg"
    restore(path)
    shown: List[str] = []

    class Feedback(QgsProcessingFeedback):
        def pushInfo(self, text: str) -> None:
            shown.append(text)

        def pushWarning(self, text: str) -> None:
            shown.append(text)

    values = {"MODE": "one_one", "LANGUAGE": "en", "MIGRATE": True, "OUTPUT": str(path)}
    for _ in range(2):
        context, feedback = QgsProcessingContext(), Feedback(False)
        found = dict(CreateDatabase().create().processAlgorithm(values, context, feedback))
        assert found["VERSION_NUMBER"] == VERSION
    (copy,) = tmp_path.glob("old.version1-*.gpkg")
    assert sum(str(copy) in text for text in shown) == 1
    with open_city(str(path)) as database:
        assert database.count(CaseFilter()) == 2
        fill(database)
        rows = database.rows("workflow_transition")
        database.replace_rows(
            "workflow_transition", [row for row in rows if row["to_state"] != "closed"]
        )
        period = database.select("cases", "ORDER BY report_time LIMIT 1", (), ("report_time",))
    shown.clear()
    context, feedback = QgsProcessingContext(), Feedback(False)
    CreateDatabase().create().processAlgorithm(values, context, feedback)
    assert any("workflow in this database has" in text for text in shown)
    with closing(sqlite3.connect(path)) as connection:
        styled = connection.execute("SELECT f_table_name, styleName FROM layer_styles").fetchall()
    assert sorted({table for table, _ in styled}) == sorted(table for table, _ in styled)
    project = QgsProject()
    assert project.read(f"geopackage:{path}?projectName=old")
    begin = project.timeSettings().temporalRange().begin().toUTC().toPyDateTime()
    assert begin == period[0]["report_time"].replace(tzinfo=None)
    project.clear()
