"""Descriptions taken apart, with and without the names of the city."""

from __future__ import annotations

from typing import Dict

import pytest

from dcm_plugin.core.geocoding.match import Geocoder
from dcm_plugin.core.geocoding.parse import clean, parse
from dcm_plugin.core.text import plain, sounds_alike, written_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("八百八十五", 885), ("八八五", 885), ("廿三", 23), ("两千零一", 2001), ("一百二", 120),
     ("十五", 15), ("一百零五", 105), ("路", -1), ("", -1), ("百千", -1)],
)  # fmt: skip
def test_numbers_in_chinese(text: str, value: int) -> None:
    assert written_number(text) == value


def test_one_spelling() -> None:
    assert plain("外灘Ａ８８５號 ") == "外滩a885号"
    assert clean("斜土路 八百八十五號") == "斜土路885号"
    assert clean("瑞金二路") == "瑞金二路"
    assert sounds_alike("山", "三") and sounds_alike("重", "崇")
    assert not sounds_alike("山", "海")


@pytest.mark.parametrize(
    ("text", "street", "key", "mark"),
    [
        ("斜土路885号", "斜土路", "885号", ""),
        ("斜土路８８５號", "斜土路", "885号", ""),
        ("斜土路885", "斜土路", "885号", ""),
        ("重庆南路24号-丙", "重庆南路", "24号", "丙"),
        ("中山东二路甲18号", "中山东二路", "18号", "甲"),
        ("兰坪路301弄22支弄70号", "兰坪路", "301弄22支弄70号", ""),
        ("北京西路二十二号3号楼2单元502室", "北京西路", "22号", ""),
        ("昌吉路231弄-2号", "昌吉路", "231弄2号", ""),
        ("场中路4098弄38号楼下", "场中路", "4098弄38号", ""),
    ],
)
def test_plates(text: str, street: str, key: str, mark: str) -> None:
    parsed = parse(text)
    assert parsed.street == street
    assert parsed.plate is not None
    assert (parsed.plate.key, parsed.plate.mark) == (key, mark)


def test_range_and_outer_part() -> None:
    plate = parse("曹安路1391-1401号").plate
    assert plate is not None and (plate.number, plate.last) == (1391, 1401)
    lane = parse("兰坪路301弄22支弄70号").plate
    assert lane is not None and lane.outer == "301弄" and lane.number == 301


def test_building_parts() -> None:
    parsed = parse("江苏省南京市鼓楼区北京西路22号3号楼2单元5层502室")
    assert parsed.admin == {1: "江苏省", 2: "南京市", 3: "鼓楼区"}
    assert (parsed.building, parsed.unit, parsed.floor, parsed.room) == ("3号楼", "2", "5", "502")
    dashed = parse("人民路88号3-502")
    assert (dashed.building, dashed.room) == ("3", "502")


def test_offset_and_crossing() -> None:
    parsed = parse("双丁路与合作路交叉口东北150米")
    assert (parsed.street, parsed.second_street) == ("双丁路", "合作路")
    assert parsed.offset is not None
    assert (parsed.offset.word, parsed.offset.azimuth, parsed.offset.distance) == ("东北", 45, 150)
    away = parse("东湖图书馆以东约1.5公里处").offset
    assert away is not None and away.distance == 1500


def test_a_number_of_a_building_is_no_plate(geocoder: Geocoder) -> None:
    assert parse("江城大学医学院附属医院7号楼", geocoder.vocabulary).plate is None


def test_names_of_the_city_are_seen_anywhere(geocoder: Geocoder) -> None:
    parsed = parse("市民反映东湖区斜土路31号门口垃圾无人清理", geocoder.vocabulary)
    assert parsed.admin == {3: "东湖区"}
    assert parsed.street == "斜土路"
    assert parsed.plate is not None and parsed.plate.key == "31号"


def test_two_cities(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("江城市东湖区西山区人民路1号")
    assert answer.state == "unmatched"
    assert answer.reason == "geocoding.reason.two_areas"


@pytest.mark.parametrize(
    ("text", "admin"),
    [
        ("江苏省无锡市江阴市澄江街道人民路269号", {1: "江苏省", 2: "无锡市", 3: "江阴市"}),
        (
            "江苏省徐州市徐州经济技术开发区金山桥街道人民路2号",
            {2: "徐州市", 3: "徐州经济技术开发区"},
        ),
        ("人民路269号", {}),
        ("市民反映人民路269号有人摆摊", {}),
        ("城市广场人民路2号", {}),
    ],
)
def test_areas_are_read_and_none_is_made_up(text: str, admin: Dict[int, str]) -> None:
    found = parse(text).admin
    assert {level: found.get(level) for level in admin} == admin
    assert admin or not found
