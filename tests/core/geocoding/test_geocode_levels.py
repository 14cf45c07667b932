"""Descriptions as ten levels and parts."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.geocoding.levels import LEVELS, PARTS, levels_of
from dcm_plugin.core.geocoding.match import Geocoder
from dcm_plugin.core.geocoding.parse import parse


def test_levels_of_a_whole_address() -> None:
    found = levels_of(
        parse("江苏省南京市玄武区梅园新村街道人民路301弄22支弄70号3号楼2单元5楼201室")
    )
    assert [found[level] for level in LEVELS[:4]] == [
        "江苏省", "南京市", "玄武区", "梅园新村街道",
    ]  # fmt: skip
    assert found["street"] == "人民路"
    assert found["door_number"] == "301弄22支弄70号"
    assert (found["building"], found["unit"], found["room"]) == ("3号楼", "2", "201")
    assert found["poi"] is None and found["zone"] is None


def test_crossings_and_offsets(geocoder: Geocoder) -> None:
    answer = geocoder.geocode("人民路与斜土路交叉口东50米")
    found = levels_of(answer.parsed, answer)
    assert (found["street"], found["second_street"]) == ("人民路", "斜土路")
    assert (found["direction"], found["distance"]) == ("东", 50.0)


def test_zones_and_landmarks_only_when_they_are_known(geocoder: Geocoder) -> None:
    for text, level in (("紫荆花园", "zone"), ("东湖图书馆(南馆)", "poi")):
        answer = geocoder.geocode(text)
        assert levels_of(answer.parsed, answer)[level] == text
        assert levels_of(parse(text))[level] is None
    tied = geocoder.geocode("红星菜市场")
    assert levels_of(tied.parsed, tied)["poi"] is None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_all_keys_and_no_empty_texts(text: str) -> None:
    found: Any = levels_of(parse(text))
    assert set(found) == {*LEVELS, *PARTS}
    assert "" not in found.values()
