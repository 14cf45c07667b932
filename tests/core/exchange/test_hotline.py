"""Tables of hotlines: headings, values, what is wrong in them."""

from __future__ import annotations

import datetime

import pytest

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.exchange.hotline import (
    REQUIRED,
    ROLES,
    chosen_columns,
    heading_key,
    propose_columns,
    read_rows,
)
from dcm_plugin.core.exchange.incoming import declared_datum, give_numbers, kind_and_class
from dcm_plugin.core.exchange.personal import masked, without_personal
from dcm_plugin.core.exchange.tables import rows
from dcm_plugin.core.exchange.times import UTC
from dcm_plugin.core.geocoding.datum import gcj02_to_bd09, wgs84_to_gcj02

CHINA = datetime.timedelta(hours=8)


def test_usual_headings():
    columns = [
        "序号",
        "工单编号",
        "来电人",
        "来电时间",
        "来电号码",
        "诉求内容",
        "事发地址",
        "诉求分类",
    ]
    assert propose_columns(columns) == {
        "external_id": "工单编号",
        "caller_name": "来电人",
        "report_time": "来电时间",
        "caller_phone": "来电号码",
        "description": "诉求内容",
        "address": "事发地址",
        "class_name": "诉求分类",
    }


def test_headings_with_marks_and_in_any_order():
    found = propose_columns(
        ["地址 ", "*诉求 内容", "受理时间（年月日）", "受理时间", "联系 电话："]
    )
    assert found == {
        "report_time": "受理时间", "description": "*诉求 内容", "address": "地址 ",
        "caller_phone": "联系 电话：",
    }  # fmt: skip


def test_a_column_plays_one_role():
    found = propose_columns(["诉求人", "联系人", "内容", "时间"])
    assert sorted(found.values()) == sorted(set(found.values()))


def test_the_list_of_headings_is_sound():
    seen = {}
    for row in rows("hotline/headings.csv"):
        assert row["zh"] and row["en"] and row["required"] in ("yes", "no")
        for name in row["names"].split("|"):
            key = heading_key(name)
            assert key and seen.setdefault(key, row["role"]) in (row["role"], "class_name"), name
            seen[key] = row["role"]
    assert set(REQUIRED) <= set(ROLES)
    known = {row["role"] for row in rows("hotline/words.csv")}
    assert known <= set(ROLES)


def test_the_user_says_otherwise():
    columns = ["受理时间", "回访时间", "内容", "地址"]
    assert chosen_columns(columns, {"report_time": "回访时间"})["report_time"] == "回访时间"
    assert "remark" not in chosen_columns(columns, {"remark": ""})
    for chosen, error in (
        ({"x": "内容"}, "no_role"), ({"remark": "没有"}, "no_column"),
        ({"report_time": ""}, "role_missing"), ({"remark": "内容"}, "role_missing"),
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            chosen_columns(columns, chosen, "t.csv")
        assert caught.value.message_id == "case_exchange." + error
        assert caught.value.localized("zh")


def test_a_place_by_coordinates_needs_no_address():
    found = chosen_columns(["时间", "标题", "经度", "纬度"], {"report_time": "时间"})
    assert found == {"report_time": "时间", "title": "标题", "lon": "经度", "lat": "纬度"}


def test_values():
    table = {
        "工单编号": ["A1", 20260918000001.0, None],
        "来电时间": ["2026/9/18 17:00", 46283.75, "昨天"],
        "联系电话": ["13800000000", 13900000000.0, "021-12345678"],
        "标题": ["占道", None, "井盖"],
        "诉求内容": ["路口有人\n摆摊", "噪音", "井盖丢失"],
        "事发地址": [" 南京东路100号 ", "", "外滩"],
        "小类代码": ["E02001", 1001.0, "占道"],
        "经度": ["121.4737°E", "", "200"],
        "纬度": [31.2304, None, "31"],
        "是否回复": ["是", "否", "看情况"],
        "紧急程度": ["特急", "一般", None],
        "工单状态": ["办理中", "已办结", "x"],
    }
    made = read_rows(table, propose_columns(list(table)), CHINA)
    assert made["external_id"].tolist() == ["A1", "20260918000001", ""]
    assert made["report_time"].tolist() == [
        datetime.datetime(2026, 9, 18, 9, 0, tzinfo=UTC),
        datetime.datetime(2026, 9, 18, 10, 0, tzinfo=UTC),
        None,
    ]
    assert made["time_problem"].tolist() == ["", "", "shape"]
    assert made["caller_phone"].tolist() == ["13800000000", "13900000000", "021-12345678"]
    assert made["description"].tolist() == ["占道：路口有人 摆摊", "噪音", "井盖丢失"]
    assert made["address"].tolist() == ["南京东路100号", "", "外滩"]
    assert made["case_kind"].tolist() == ["event", "", ""]
    assert made["class_code"].tolist() == ["02001", "1001", "占道"]
    assert made["lon"][0] == 121.4737 and made["lon"].isna().tolist() == [False, True, True]
    assert made["need_reply"].tolist() == [True, False, False]
    assert made["is_urgent"].tolist() == [True, False, False]
    assert made["closed"].tolist() == [False, True, False]
    assert made["problems"][2] == (
        "case_exchange.problem.need_reply",
        "case_exchange.problem.status",
        "case_exchange.problem.coordinates",
    )
    give_numbers(made)
    numbers = made["external_id"].tolist()
    assert numbers[:2] == ["A1", "20260918000001"] and numbers[2].startswith("#")


def test_the_datum_is_declared():
    table = {"来电时间": ["2026/9/18"], "内容": ["x"], "经度": [0.0], "纬度": [0.0]}
    lon, lat = gcj02_to_bd09(*wgs84_to_gcj02([121.4737], [31.2304]))
    table["经度"], table["纬度"] = lon.tolist(), lat.tolist()
    made = read_rows(table, propose_columns(list(table)), CHINA)
    declared_datum(made, "bd09")
    assert made["lon"][0] == pytest.approx(121.4737, abs=1e-6)
    assert made["lat"][0] == pytest.approx(31.2304, abs=1e-6)


def test_service_codes():
    assert kind_and_class("C01001") == ("component", "01001")
    assert kind_and_class("e02001") == ("event", "02001")
    assert kind_and_class("POTHOLE") == ("", "POTHOLE")
    assert kind_and_class("Event") == ("", "Event")
    assert kind_and_class(None) == ("", "")


def test_personal_data_is_left_out():
    row = {
        "caller_name": "张三",
        "caller_phone": "1",
        "description": "电话13812345678，021-12345678",
        "address": "中山路 18号",
        "task_no": "26091800001",
        "caller_sex": None,
    }
    clean = without_personal("cases", row)
    assert clean["caller_name"] is None and clean["caller_phone"] is None
    assert clean["description"] == "电话" + "*" * 11 + "，" + "*" * 12
    assert clean["task_no"] == row["task_no"] and clean["address"] == row["address"]
    assert row["caller_name"] == "张三"
    assert without_personal("case_log", {"actor": "li", "opinion": None})["actor"] == "*"
    assert (
        masked("案件 202609180000123456 见 310101199001011234")
        == "案件 " + "*" * 18 + " 见 " + "*" * 18
    )
    assert masked(None) is None
