"""What holds for any text and any numbers."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.geocoding.datum import DATUMS, gcj02_to_bd09, to_wgs84, wgs84_to_gcj02
from dcm_plugin.core.geocoding.interpolate import StreetNumbers
from dcm_plugin.core.geocoding.match import Geocoder
from dcm_plugin.core.geocoding.model import STATES
from dcm_plugin.core.geocoding.names import index_keys as keys_of
from dcm_plugin.core.geocoding.names import name_key, one_edit, query_keys
from dcm_plugin.core.geocoding.parse import clean, parse
from dcm_plugin.core.geocoding.standardize import standardize

PIECES = st.sampled_from(
    ["江城市", "东湖区", "西山区", "梅园街道", "人民路", "斜土路", "中山东路", "与", "交叉口",
     "31号", "三十一号", "301弄", "22支弄", "甲7号", "3号楼", "2单元", "502室", "东50米",
     "红星菜市场", "附近", "市民反映", "(", ")", "😀", "一", "5", "-", "路", "号",
     "第一人民医院", " ", "\n", "以北2公里", "东侧", "对面", "北面", "东湖", "西山", "江城"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map("".join))
STREET = st.sampled_from(["人民路", "斜土路", "中山东一路", "长江大道"])


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_gets_an_answer(geocoder: Geocoder, text: str) -> None:
    answer = geocoder.geocode(text)
    assert answer.state in STATES
    assert (answer.state == "unmatched") == (not answer.candidates)
    scores = [c.score for c in answer.candidates]
    assert all(0.0 <= s <= 1.0 for s in scores) and scores == sorted(scores, reverse=True)
    assert all(math.isfinite(c.x + c.y) and c.error > 0 for c in answer.candidates)
    assert answer.state == "matched" or answer.reason


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.lists(PIECES, max_size=9).map("".join), st.text("a１Ａ二十號Ⅳ里灘（【", max_size=12)
    )
)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@settings(max_examples=200, deadline=None)
@given(STREET, st.integers(1, 9999), st.integers(0, 30), st.integers(0, 9), st.integers(0, 999))
def test_standard_form_is_read_as_it_was_meant(
    street: str, number: int, building: int, unit: int, room: int
) -> None:
    text = f"江苏省南京市鼓楼区{street}{number}号"
    text += f"{building}栋" if building else ""
    text += f"{unit}单元" if unit else ""
    text += f"{room}室" if room else ""
    first = standardize(parse(text))
    second = standardize(parse(first.text))
    assert first == second
    assert first.pattern == "A" and f"{street}{number}号" in first.text


@settings(max_examples=200, deadline=None)
@given(st.text("东湖实验小学一二三", min_size=4, max_size=12), st.data())
def test_one_missing_character_shares_a_key(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    shorter = name[:place] + name[place + 1 :]
    assert set(query_keys(shorter)) & set(keys_of(name))
    assert one_edit(name, shorter) == "missing" == one_edit(shorter, name)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 400), st.floats(0, 9e3), st.floats(0, 9e3)), max_size=12),
    st.integers(1, 500),
)
def test_interpolation_stays_between_the_plates(plates: list, number: int) -> None:
    street = StreetNumbers([p[0] for p in plates], [(p[1], p[2]) for p in plates])
    found = street.locate(number)
    assert (found is None) == (not plates)
    if found is not None:
        xs, ys = [p[1] for p in plates], [p[2] for p in plates]
        assert min(xs) - 1e-6 <= found.x <= max(xs) + 1e-6
        assert min(ys) - 1e-6 <= found.y <= max(ys) + 1e-6
        assert found.error > 0


@given(st.floats(73.6, 135.0), st.floats(3.9, 53.5))
def test_datums_come_back(lon: float, lat: float) -> None:
    moved = wgs84_to_gcj02(np.array([lon]), np.array([lat]))
    twice = gcj02_to_bd09(*moved)
    for datum, given_ in (("gcj02", moved), ("bd09", twice), ("as_is", ([lon], [lat]))):
        assert datum in DATUMS
        back = to_wgs84(datum, *given_)
        assert abs(back[0][0] - lon) < 1e-7 and abs(back[1][0] - lat) < 1e-7
    assert 50 < 111e3 * math.hypot(moved[0][0] - lon, moved[1][0] - lat) < 1500


def test_keys_of_names_ignore_punctuation() -> None:
    assert name_key("东湖图书馆（南馆）") == name_key("東湖圖書館 (南館)") == "东湖图书馆南馆"
