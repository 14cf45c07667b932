"""Directions without a distance, two landmarks, and districts called by their short names."""

from __future__ import annotations

import math

import pytest
from city_sample import CITY
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core import messages
from dcm_plugin.core.geocoding.match import Geocoder, Settings
from dcm_plugin.core.geocoding.model import AdminLevel, PlaceType
from dcm_plugin.core.geocoding.parse import parse
from dcm_plugin.core.geocoding.standardize import standard_of, standardize
from dcm_plugin.core.geocoding.table import answer_row
from dcm_plugin.core.geocoding.vocabulary import Known, Vocabulary
from dcm_plugin.core.geocoding.words import directions, words

COMPASS = sorted(word for word, azimuth in directions().items() if azimuth is not None)
SUFFIXES = sorted(words("street_suffix"))


# --- directions ----------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["第一人民医院", "斜土路31号", "中山东路与斜土路交叉口", "紫荆花园"]),
    st.sampled_from(COMPASS),
    st.sampled_from(["侧", "面", "边"]),
    st.sampled_from(["", "路灯不亮", "有人占道经营", "的井盖破损"]),
)
def test_a_direction_moves_the_place_and_says_so(
    geocoder: Geocoder, base: str, word: str, end: str, tail: str
) -> None:
    plain = geocoder.geocode(base).best
    answer = geocoder.geocode(base + word + end + tail)
    moved = answer.best
    assert plain is not None and moved is not None
    assert moved.place_id == plain.place_id and moved.score == plain.score
    far = math.hypot(moved.x - plain.x, moved.y - plain.y)
    assert far >= geocoder.settings.side_distance - 1e-6
    assert moved.error >= far
    azimuth = math.degrees(math.atan2(moved.x - plain.x, moved.y - plain.y)) % 360
    assert azimuth == pytest.approx(directions()[word] or 0.0, abs=1e-6)
    standard = standard_of(answer, CITY)
    assert standard.text.endswith(f"{word}侧") and standard.pattern in ("B", "D")
    row = answer_row(answer, CITY, "zh")
    assert row["gc_direction"] == f"{word}侧"
    assert messages.text("geocoding.note.side", "zh") in row["gc_reason"]


def test_a_street_keeps_its_place_but_tells_the_side(geocoder: Geocoder) -> None:
    plain = geocoder.geocode("西山区人民路").best
    answer = geocoder.geocode("西山区人民路南面")
    assert plain is not None and answer.best is not None
    assert (answer.best.x, answer.best.y) == (plain.x, plain.y)
    assert answer.best.error > plain.error
    assert answer_row(answer, CITY, "en")["gc_direction"] == "南侧"


def test_the_distance_of_directions_is_a_setting(geocoder: Geocoder) -> None:
    far = Geocoder(geocoder.store, Settings(side_distance=80.0)).geocode("第一人民医院东侧").best
    still = Geocoder(geocoder.store, Settings(side_distance=0.0)).geocode("第一人民医院东侧").best
    assert far is not None and still is not None
    assert far.x == pytest.approx(1280.0) and far.error > 80.0
    assert still.x == pytest.approx(1200.0)


def test_a_direction_without_bearing_stays_and_widens_the_error(geocoder: Geocoder) -> None:
    plain = geocoder.geocode("第一人民医院").best
    answer = geocoder.geocode("第一人民医院对面有人摆摊")
    assert plain is not None and answer.best is not None
    assert (answer.best.x, answer.best.y) == (plain.x, plain.y)
    assert answer.best.error > plain.error
    assert standard_of(answer, CITY) == ("江城市东湖区江城市第一人民医院对面", "D")


@pytest.mark.parametrize("text", ["斜土路31号南面馆", "斜土路31号东方面包店", "斜土路31号"])
def test_names_that_look_like_directions(geocoder: Geocoder, text: str) -> None:
    best = geocoder.geocode(text).best
    assert best is not None and best.notes == ()


# --- two landmarks -------------------------------------------------------------------------------


def test_two_landmarks_with_directions(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("反映第一人民医院东侧红星菜市场南侧有垃圾")
    best = answer.best
    assert answer.state == "matched" and best is not None
    # the market near the hospital is meant, not the one of the other district
    assert best.second == "红星菜市场" and best.county == "东湖区"
    assert best.error >= math.hypot(1500 - 1200, 600 - 1300) / 2
    assert 1200 < best.x < 1550 and 550 < best.y < 1350
    assert standard_of(answer, CITY) == (
        "江城市东湖区江城市第一人民医院东侧红星菜市场南侧",
        "E",
    )


def test_a_second_landmark_tells_the_first_apart(geocoder: Geocoder) -> None:
    assert geocoder.geocode("红星菜市场西侧").state == "tied"
    answer = geocoder.geocode("红星菜市场西侧第一人民医院南侧")
    assert answer.state == "matched"
    assert answer.best is not None and answer.best.county == "东湖区"


def test_a_distance_counts_more_than_the_second_landmark(geocoder: Geocoder) -> None:
    best = geocoder.geocode("第一人民医院东50米红星菜市场南侧").best
    assert best is not None and best.second == "红星菜市场"
    assert (best.x, best.y) == (pytest.approx(1250.0), pytest.approx(1300.0))


def test_an_unknown_second_landmark_changes_nothing(geocoder: Geocoder) -> None:
    one = geocoder.geocode("第一人民医院东侧").best
    two = geocoder.geocode("第一人民医院东侧蓝鲸水产行南侧").best
    assert one is not None and two is not None
    assert (one.x, one.y, one.error) == (two.x, two.y, two.error)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["第一人民医院", "东方明珠", "东湖图书馆"]),
    st.sampled_from(COMPASS),
    st.sampled_from(["红星菜市场", "人民广场"]),
    st.sampled_from(COMPASS),
)
def test_pattern_e_is_read_as_it_was_meant(first: str, a: str, second: str, b: str) -> None:
    standard = standardize(parse(f"{first}{a}面{second}{b}边"))
    assert standard == (f"{first}{a}侧{second}{b}侧", "E")
    assert standardize(parse(standard.text)) == standard


# --- districts -----------------------------------------------------------------------------------


def city_of(*streets: str) -> Vocabulary:
    """浦东新区, 徐汇区 and 南区 of 上海市 and some streets."""
    names = [("上海市", 2), ("浦东新区", 3), ("徐汇区", 3), ("南区", 3)]
    entries = [(n, Known(i, PlaceType.AREA, level, "exact")) for i, (n, level) in enumerate(names)]
    entries += [(s, Known(100 + i, PlaceType.STREET, 6, "exact")) for i, s in enumerate(streets)]
    return Vocabulary.of(entries)


SHANGHAI = city_of("人民路", "浦东大道", "徐汇路", "斜土路", "桂林路")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["浦东", "徐汇"]),
    st.sampled_from(["", "上海", "上海市", "反映", "市民反映上海"]),
    st.sampled_from(["人民路", "斜土路", "桂林路"]),
    st.integers(1, 2000),
)
def test_a_short_name_in_front_of_a_known_street_names_the_district(
    short: str, front: str, street: str, number: int
) -> None:
    parsed = parse(f"{front}{short}{street}{number}号", SHANGHAI)
    assert parsed.admin[AdminLevel.COUNTY] == SHANGHAI.shorts[short]
    assert parsed.street == street and parsed.plate is not None
    assert parsed.plate.number == number


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["浦东", "徐汇"]),
    st.sampled_from(["", "上海", "上海市", "反映", "小", "张"]),
    st.sampled_from(["", "东", "南", "一", "大"]),
    st.sampled_from(SUFFIXES),
    st.sampled_from(["", "7号", "与人民路交叉口", "人民路"]),
    st.booleans(),
)
def test_a_road_that_begins_with_a_short_name_is_no_district(
    short: str, front: str, middle: str, suffix: str, behind: str, known: bool
) -> None:
    road = short + middle + suffix
    vocabulary = city_of("人民路", road) if known else city_of("人民路")
    parsed = parse(front + road + behind, vocabulary)
    assert AdminLevel.COUNTY not in parsed.admin


@settings(max_examples=300, deadline=None)
@given(st.text("上海市浦东徐汇新区南人民路大道斜土桂林7号，的", max_size=14))
def test_no_district_without_its_name(text: str) -> None:
    county = parse(text, SHANGHAI).admin.get(AdminLevel.COUNTY)
    shorts = {full: short for short, full in SHANGHAI.shorts.items()}
    if county in shorts:
        assert shorts[county] in text


def test_what_two_things_bear_is_no_short_name() -> None:
    entries = [("东城区", 3), ("东城县", 3), ("西湖区", 3), ("高新区", 3), ("海淀区", 3)]
    areas = [(n, Known(i, PlaceType.AREA, lvl, "exact")) for i, (n, lvl) in enumerate(entries)]
    street = ("西湖", Known(9, PlaceType.STREET, 6, "exact"))
    assert Vocabulary.of([*areas, street]).shorts == {"海淀": "海淀区"}


def test_short_names_break_ties_and_contradict(geocoder: Geocoder) -> None:
    told = geocoder.geocode("西山人民路7号")
    assert told.state == "matched" and told.best is not None and told.best.county == "西山区"
    market = geocoder.geocode("反映西山红星菜市场有人摆摊")
    assert market.best is not None and market.best.county == "西山区"
    wrong = geocoder.geocode("江城西山斜土路31号")
    assert (wrong.state, wrong.reason) == ("uncertain", "geocoding.reason.other_county")
    assert geocoder.geocode("江城市西山").best is not None
