"""Time limits from a spreadsheet into a city database, and deadlines refreshed there."""

from __future__ import annotations

import datetime

import pytest
from osgeo import ogr
from qgis import processing
from qgis.core import QgsProcessingException, QgsProcessingFeedback

from dcm_plugin.core.cases import clock as clocks
from dcm_plugin.core.cases.calendar import Limit
from dcm_plugin.core.cases.model import RowChange
from dcm_plugin.store.city import create, open_city
from dcm_plugin.store.city.deadlines import calendar_of
from tests.store.city_sample import REFERENCE, new_case, seed

HEAD = ("大类代码", "大类名称", "小类代码", "小类名称", "处置单位", "立案条件", "处置时限")
SHEETS = {
    "部件": [
        ("部件标准",),
        HEAD,
        ("01", "公用设施", "01", "上水井盖", "供水公司", "缺失", "2紧急工作时"),
        ("", "", "", "", "", "破损", "4工作时"),
        ("", "", "", "", "", "其他", "尽快"),
    ],
    "事件": [HEAD, ("01", "", "02", "", "", "存在", "2小时")],
}


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "city.gpkg"
    create(str(path), REFERENCE, seed)
    with open_city(str(path)) as city:
        city.replace_rows(
            "time_limit",
            [
                {"catalogue_id": "cjt214_2007", "case_kind": "component", "class_code": code,
                 "condition_code": condition, "limit_unit": "work_day", "limit_value": 5}
                for code, condition in (("*", "C*"), ("0101", "C0101-01"))
            ],
        )  # fmt: skip
    return path


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "时限.xlsx"
    made = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
    for name, lines in SHEETS.items():
        sheet = made.CreateLayer(name, geom_type=ogr.wkbNone)
        for place in range(len(HEAD)):
            sheet.CreateField(ogr.FieldDefn(f"f{place}", ogr.OFTString))
        for line in lines:
            feature = ogr.Feature(sheet.GetLayerDefn())
            for place, text in enumerate(line):
                feature.SetField(place, text)
            sheet.CreateFeature(feature)
    del sheet, made
    return path


def test_a_workbook_becomes_the_limits_of_the_city(provider, tmp_path, database, book):
    out = processing.run(
        "dcm:importtimelimits",
        {
            "INPUT": str(book), "CATALOGUE": "cjt214_2007", "DATABASE": str(database),
            "REPORT": str(tmp_path / "r.html"), "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )  # fmt: skip
    assert (out["ROWS"], out["FLAGGED"], out["STORED"]) == (4, 2, 4)
    flags = [feature["flag"] or "" for feature in out["OUTPUT"].getFeatures()]
    assert flags == ["", "", "unparsed", "plain_hour"]
    with open_city(str(database), readonly=True) as city:
        rows = city.rows("time_limit")
    # the default of the kind stays, the limits of the classes are replaced
    assert [row["condition_code"] for row in rows] == [
        "C*", "C0101-01", "C0101-02", "C0101-03", "E0102-01",
    ]  # fmt: skip
    assert [row["limit_value"] for row in rows] == [5, 2, 4, None, 2]
    assert "尽快" in (tmp_path / "r.html").read_text(encoding="utf-8")


def codes(database):
    with open_city(str(database), readonly=True) as city:
        return [row["condition_code"] for row in city.rows("time_limit")]


def some_classes(tmp_path, database, **more):
    """Import a table that has one class only; what was told."""
    path = tmp_path / "部件.csv"
    lines = [HEAD, ("01", "", "02", "污水井盖", "", "缺失", "2工作日")]
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    feedback = QgsProcessingFeedback()
    processing.run(
        "dcm:importtimelimits",
        {
            "INPUT": str(path), "CATALOGUE": "cjt214_2007", "DATABASE": str(database),
            "OUTPUT": "TEMPORARY_OUTPUT", **more,
        },
        feedback=feedback,
    )  # fmt: skip
    return feedback.textLog()


def test_other_classes_keep_their_limits(provider, tmp_path, database):
    for _ in range(2):  # the same table again changes nothing
        assert ": 0101." not in some_classes(tmp_path, database)
        assert codes(database) == ["C*", "C0101-01", "C0102-01"]


def test_classes_that_lose_their_limits_are_told(provider, tmp_path, database):
    assert ": 0101." in some_classes(tmp_path, database, REPLACE="kinds")
    assert codes(database) == ["C*", "C0102-01"]


def test_a_file_that_is_not_there(provider, tmp_path):
    for name in ("没有.xlsx", "没有.csv"):
        path = str(tmp_path / name)
        with pytest.raises(QgsProcessingException, match=f"{name}.*(name|文件名)"):
            processing.run("dcm:importtimelimits", {"INPUT": path, "OUTPUT": "TEMPORARY_OUTPUT"})


def test_a_table_in_gbk_without_a_database(provider, tmp_path):
    path = tmp_path / "部件.csv"
    lines = [HEAD, ("01", "", "01", "上水井盖", "", "缺失", "３天")]
    path.write_text("\n".join(map(",".join, lines)), encoding="gb18030")
    out = processing.run(
        "dcm:importtimelimits",
        {
            "INPUT": str(path), "CATALOGUE": "cjt214_2007", "PLAIN_DAY": "natural_day",
            "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )  # fmt: skip
    (row,) = out["OUTPUT"].getFeatures()
    assert (row["limit_unit"], row["limit_value"], out["STORED"]) == ("natural_day", 3, 0)


def test_a_file_that_is_no_table(provider, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(QgsProcessingException, match=r"x\.xlsx"):
        processing.run("dcm:importtimelimits", {"INPUT": str(path), "OUTPUT": "TEMPORARY_OUTPUT"})


def test_deadlines_follow_a_new_holiday(provider, database):
    start = datetime.datetime(2026, 9, 30, 8, tzinfo=datetime.timezone.utc)
    with open_city(str(database)) as city:
        city.replace_rows(
            "calendar_slot", [{"weekdays": "12345", "start": "08:00", "stop": "18:00"}]
        )
        calendar = calendar_of(city)
        row = clocks.start(calendar, "dispose", Limit("work_day", 1), start)
        change = new_case(**clocks.case_columns([row], calendar, start))
        change.rows.append(RowChange("case_clock", row))
        city.apply(change)
        city.replace_rows("calendar_day", [{"day": "2026-10-01", "kind": "off"}])
    out = processing.run(
        "dcm:refreshdeadlines", {"DATABASE": str(database), "OUTPUT": "TEMPORARY_OUTPUT"}
    )
    (row,) = out["OUTPUT"].getFeatures()
    assert (row["task_no"], row["clock"], row["hours"]) == ("26010100001", "dispose", 24)
    shown = row["new_deadline"].toString("yyyy-MM-dd HH:mm")
    with open_city(str(database), readonly=True) as city:
        local = city.read(1).case["clock_deadline"] + datetime.timedelta(hours=8)
    assert shown == local.strftime("%Y-%m-%d %H:%M")
    assert (out["CLOCKS"], out["CHANGED"], out["LATER"], out["EARLIER"]) == (1, 1, 1, 0)
    again = processing.run("dcm:refreshdeadlines", {"DATABASE": str(database)})
    assert again["CHANGED"] == 0
