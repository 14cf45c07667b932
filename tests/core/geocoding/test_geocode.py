"""Texts find their places; what is not known or not sure is said."""

from __future__ import annotations

import math

import numpy as np
import pytest
from city_sample import CITY, POIS, plates

from dcm_plugin.core import messages
from dcm_plugin.core.geocoding.compare import compare
from dcm_plugin.core.geocoding.match import Geocoder
from dcm_plugin.core.geocoding.model import Reached
from dcm_plugin.core.geocoding.standardize import standard_of
from dcm_plugin.core.geocoding.table import answer_row


def near(candidate: object, x: float, y: float, metres: float = 1.0) -> bool:
    return math.hypot(candidate.x - x, candidate.y - y) <= metres  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    ["斜土路31号", "江城市东湖区斜土路31号", "斜土路３１号", "斜土路三十一号",
     "斜土路31号3号楼502室",
     "斜土路31", "邪土路31号", "东湖区斜路31号", "来电反映斜土路31号门口有人占道经营"],
)  # fmt: skip
def test_addresses(geocoder: Geocoder, text: str) -> None:
    best = geocoder.geocode(text).best
    assert best is not None
    assert best.reached == Reached.PLATE
    assert near(best, 985.0, 170.0)
    assert best.county == "东湖区"


@pytest.mark.parametrize(
    ("text", "match"),
    [("江城市第一人民医院", "exact"), ("第一人民医院", "short"), ("东湖区第一人民医院", "short"),
     ("江城市第一人名医院", "sound"), ("江城市第人民医院", "missing"),
     ("市民反映江城市第一人民医院门口堵车", "exact")],
)  # fmt: skip
def test_named_places(geocoder: Geocoder, text: str, match: str) -> None:
    answer = geocoder.geocode(text)
    best = answer.best
    assert best is not None and answer.state == "matched"
    assert (best.reached, best.match) == (Reached.POI, match)
    assert near(best, 1200.0, 1300.0)


def test_alias_and_former_name(geocoder: Geocoder) -> None:
    for text, match in (("人民大街7号", "alias"), ("和平路7号", "former")):
        best = geocoder.geocode(text).best
        assert best is not None and best.match == match
        assert best.name == "人民路7号"


def test_ties_are_returned(geocoder: Geocoder) -> None:
    for text in ("人民路7号", "红星菜市场"):
        answer = geocoder.geocode(text)
        assert answer.state == "tied"
        assert len(answer.candidates) == 2
        assert sum(c.score for c in answer.candidates) <= 1.0
        assert {c.county for c in answer.candidates} == {"东湖区", "西山区"}
    told = geocoder.geocode("西山区人民路7号")
    assert told.state == "matched" and told.best is not None and told.best.x > 19000


def test_numbers_between_plates(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("斜土路33号")
    best = answer.best
    assert best is not None and best.reached == Reached.INTERPOLATED
    assert near(best, 985.0, 180.0)
    assert best.error >= 2.0
    far = geocoder.geocode("斜土路9001号")
    assert far.state != "matched"
    assert far.best is not None and far.best.error > 1000


def test_lane_falls_back_to_its_entrance(geocoder: Geocoder) -> None:
    best = geocoder.geocode("斜土路301弄22支弄70号").best
    assert best is not None and near(best, 1100.0, 1500.0)


def test_crossing_and_offset(geocoder: Geocoder) -> None:
    best = geocoder.geocode("中山东路与斜土路交叉口").best
    assert best is not None and best.reached == Reached.CROSSING and near(best, 1000.0, 1000.0)
    moved = geocoder.geocode("中山东路与斜土路交叉口东北100米").best
    assert moved is not None
    assert near(moved, 1000 + 100 / math.sqrt(2), 1000 + 100 / math.sqrt(2))
    assert moved.error > best.error and "geocoding.note.offset" in moved.notes


def test_a_district_is_never_guessed(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("人民路7号")
    assert answer.parsed is not None and answer.parsed.admin == {}
    assert answer.state == "tied"
    only = geocoder.geocode("东湖区")
    assert only.best is not None and only.best.reached == Reached.COUNTY


def test_other_city_and_other_district(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("北京市朝阳区斜土路31号")
    assert (answer.state, answer.reason) == ("unmatched", "geocoding.reason.elsewhere")
    wrong = geocoder.geocode("西山区斜土路31号")
    assert wrong.state == "uncertain" and wrong.reason == "geocoding.reason.other_county"


def test_numerals_are_no_slips(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("瑞金三路7号")
    assert answer.state != "matched"


@pytest.mark.parametrize("text", ["", "   ", "。，！", None, 5])
def test_nothing_to_look_for(geocoder: Geocoder, text: object) -> None:
    answer = geocoder.geocode(text)  # type: ignore[arg-type]
    assert (answer.state, answer.reason) == ("unmatched", "geocoding.reason.empty")


def test_long_and_odd_texts(geocoder: Geocoder) -> None:
    for text in (
        "😀" * 50,
        "路" * 10000,
        "号" * 10000,
        "1" * 10000,
        "斜土路31号" * 2000,
        "\x00'\";--",
    ):
        answer = geocoder.geocode(text)
        assert answer.state in ("matched", "tied", "uncertain", "unmatched")
        assert answer.state == "matched" or answer.reason


def test_every_known_place_finds_itself(geocoder: Geocoder) -> None:
    for name, number, x, y in plates():
        answer = geocoder.geocode(name + number)
        assert any(near(c, x, y) for c in answer.candidates), (name, number)
    for name, x, y in POIS:
        assert any(near(c, x, y) for c in geocoder.geocode(name).candidates), name
    zone = geocoder.geocode("紫荆花园").best
    assert zone is not None and zone.reached == Reached.ZONE


def test_order_does_not_matter(geocoder: Geocoder) -> None:
    texts = [n + k for n, k, _, _ in plates()] + [p[0] for p in POIS] + ["邪土路31号", "东湖区"]
    first = geocoder.geocode_many(texts)
    order = np.random.default_rng(1).permutation(len(texts))
    fresh = Geocoder(geocoder.store)
    second = fresh.geocode_many([texts[i] for i in order])
    for place, answer in zip(order.tolist(), second):
        assert first[place].candidates == answer.candidates


def test_standard_text(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("东湖区人民大街7号3栋2单元501室")
    assert standard_of(answer, CITY) == ("江城市东湖区人民路7号3幢2单元501室", "A")
    named = geocoder.geocode("第一人民医院东50米")
    assert standard_of(named, CITY) == ("江城市东湖区江城市第一人民医院东50米", "D")


def test_rows_tell_the_reason(geocoder: Geocoder) -> None:
    for text in ("", "没有的路7号", "人民路7号", "北京市朝阳区斜土路31号"):
        row = answer_row(geocoder.geocode(text), CITY, "zh")
        assert row["gc_reason"], text
    assert answer_row(geocoder.geocode("斜土路31号"), CITY, "en")["gc_reason"] is None


def test_comparison(geocoder: Geocoder) -> None:
    def told(a: str, b: str) -> str:
        forth = compare(geocoder, geocoder.geocode(a), geocoder.geocode(b))
        back = compare(geocoder, geocoder.geocode(b), geocoder.geocode(a))
        assert forth.result == back.result
        return forth.result

    assert told("斜土路31号", "江城市东湖区斜土路三十一号") == "same"
    assert told("斜土路31号301室", "斜土路31号502室") == "partly"
    assert told("斜土路31号", "斜土路31号502室") == "partly"
    assert told("斜土路31号", "斜土路103号") == "different"
    assert told("和平路7号", "东湖区人民路7号") in ("same", "partly")
    assert told("没有的地方", "斜土路31号") == "unclear"


def test_all_reasons_have_a_text(geocoder: Geocoder) -> None:
    known = messages.catalogue()
    for text in ("", "东湖区西山区", "北京市人民路1号", "人民路7号", "没有的路7号", "斜土路东街口"):
        reason = geocoder.geocode(text).reason
        assert not reason or reason in known


def test_a_building_of_an_estate_and_a_side(geocoder: Geocoder) -> None:
    for text in ("紫荆花园3号楼502室", "紫荆花园西侧垃圾堆放"):
        answer = geocoder.geocode(text)
        assert answer.state == "matched" and answer.best is not None, text
        assert answer.best.name == "紫荆花园"
    moved = geocoder.geocode("江城市第一人民醫院西側100公尺").best
    assert moved is not None and near(moved, 1100.0, 1300.0)


@pytest.mark.parametrize(
    "text",
    ["江城市苏州市人民路7号", "江城市东湖区苏州市人民路", "江城市苏州市姑苏区人民路7号",
     "江城市苏州市", "江城市江门市人民路7号", "江城市成都市人民路7号"],
)  # fmt: skip
def test_a_second_city_is_no_noise(geocoder: Geocoder, text: str) -> None:
    answer = geocoder.geocode(text)
    assert (answer.state, answer.reason) == ("unmatched", "geocoding.reason.elsewhere")


@pytest.mark.parametrize(
    "text",
    [
        "江城市大都市酒店",
        "江城市东湖区苏州市场人民路7号",
        "江城市联华超市人民路7号",
        "江城市东湖区江城市人民路7号",
        "江城市东区江城市人民路7号",
        "江城市东湖区东湖城市工业园区人民路7号",
        "江城市东湖区罗店镇市一路7号",
    ],
)
def test_what_only_looks_like_a_city_is_none(geocoder: Geocoder, text: str) -> None:
    assert geocoder.geocode(text).reason != "geocoding.reason.elsewhere"


@pytest.mark.parametrize(
    ("text", "standard"),
    [("邪土路31号", "江城市东湖区斜土路31号"), ("邪土路31号502室", "江城市东湖区斜土路31号502室"),
     ("邪土路9999号", "江城市东湖区斜土路9999号"), ("斜土路甲31号", "江城市东湖区斜土路甲31号"),
     ("斜土路301弄22支弄70号", "江城市东湖区斜土路301弄22支弄70号")],
)  # fmt: skip
def test_the_standard_text_names_the_street_that_was_found(
    geocoder: Geocoder, text: str, standard: str
) -> None:
    assert standard_of(geocoder.geocode(text), CITY) == (standard, "A")


def test_a_crossing_that_is_none_is_not_moved(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("斜土路与瑞金二路交叉口东50米")
    alone = geocoder.geocode("斜土路").best
    assert answer.reason == "geocoding.reason.no_crossing"
    assert answer.best is not None and alone is not None
    assert near(answer.best, alone.x, alone.y)


def test_a_number_far_beyond_lies_on_the_street(geocoder: Geocoder) -> None:
    best = geocoder.geocode("斜土路99999号").best
    assert best is not None and best.method == "beyond" and best.error < 2500.0


def test_suggestions_by_full_text_are_no_ties(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("红星农贸菜市场")
    assert [c.method for c in answer.candidates] == ["search", "search"]
    assert (answer.state, answer.reason) == ("uncertain", "geocoding.reason.uncertain")


@pytest.mark.parametrize("text", ["斜土路/中山东路", "斜土路(近中山东路)", "斜土路(临近中山东路)"])
def test_other_ways_to_write_a_crossing(geocoder: Geocoder, text: str) -> None:
    best = geocoder.geocode(text).best
    assert best is not None and best.reached == Reached.CROSSING
    assert near(best, 1000.0, 1000.0)


def test_a_mark_that_no_plate_bears_is_said_to_be_near(geocoder: Geocoder) -> None:
    """甲31号 is another door than 31号: the point of 31号 is not it, and the answer says so."""
    plain = geocoder.geocode("斜土路31号").candidates[0]
    marked = geocoder.geocode("斜土路甲31号").candidates[0]
    assert (plain.method, marked.method) == ("plate", "plate_part")
    assert marked.score < plain.score and marked.error > plain.error
    assert (marked.x, marked.y) == (plain.x, plain.y)
