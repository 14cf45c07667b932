"""Which field of a delivery is which field of a profile."""

from __future__ import annotations

from typing import Dict, List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.exchange.fields import match_fields
from dcm_plugin.core.exchange.names import short_names
from dcm_plugin.core.standards import list_profiles, load_profile

SPECS = load_profile("gbt47678_3_2026").fields


def cut(name: str, encoding: str) -> str:
    """As a dBASE table keeps a name."""
    return name.encode(encoding)[:10].decode(encoding, "replace")


@pytest.mark.parametrize("profile", list_profiles())
@pytest.mark.parametrize("scheme", ["profile", "pinyin", "legacy"])
def test_every_naming_of_every_profile(profile: str, scheme: str) -> None:
    specs = load_profile(profile).fields
    names = {role: spec.named(scheme) for role, spec in specs.items()}
    assert len(set(names.values())) == len(names)
    assert match_fields(list(names.values()), specs).roles == names


def test_older_names_in_any_case() -> None:
    found = match_fields(["bgid", "AREA", "ordate", "CHDATE", "note"], SPECS)
    assert found.roles == {
        "code": "bgid", "area": "AREA", "start": "ordate", "end": "CHDATE", "note": "note",
    }  # fmt: skip
    assert set(found.how.values()) == {"naming"}


def test_chinese_words() -> None:
    names = ["单元网格标识码", "面积(平方米)", "初始时间", "终止日期", "所属街道", "说明"]
    found = match_fields(names, SPECS)
    assert list(found.roles) == ["code", "area", "start", "end", "street_name", "note"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_chinese_words_cut_by_a_shapefile(encoding: str) -> None:
    names = {
        "code": cut("单元网格标识码", encoding),
        "area": cut("面积（平方米）", encoding),
        "community": cut("所在社区（村）代码", encoding),
        "predecessor": cut("原单元网格标识码", encoding),
    }
    values: Dict[str, List[str]] = {
        names["code"]: ["110101001001001"],
        names["area"]: [],
        names["community"]: ["110101001001"],
        names["predecessor"]: [],
    }
    found = match_fields(list(names.values()), SPECS, lambda name: values[name])
    assert {role: found.roles[role] for role in names} == names


def test_a_cut_name_that_may_be_two_fields_is_told_by_its_values() -> None:
    name = cut("所在社区（村）代码", "gbk")
    assert name == cut("所在社区（村）名称", "gbk")
    assert match_fields([name], SPECS, lambda _: ["东风社区"]).roles == {"community_name": name}
    assert match_fields([name], SPECS, lambda _: ["110101001001"]).roles == {"community": name}
    unclear = match_fields([name], SPECS, lambda _: [])
    assert unclear.roles == {} and set(unclear.unclear[name]) == {"community", "community_name"}


def test_ascii_names_cut_to_ten() -> None:
    assert match_fields(["base_scale", "predecesso"], SPECS).roles == {
        "base_scale": "base_scale", "predecessor": "predecesso",
    }  # fmt: skip


def test_the_first_name_wins_and_the_other_field_stays() -> None:
    found = match_fields(["BGID", "DYWGBSM"], SPECS)
    assert found.roles == {"code": "DYWGBSM"}


def test_a_chosen_field_goes_first() -> None:
    found = match_fields(["BGID", "x"], SPECS, fixed={"code": "x"})
    assert found.roles == {"code": "x"}


NAMES = st.lists(st.text(st.sampled_from("abcAB_单元网格标识码一二三"), min_size=1, max_size=14),
                 max_size=12, unique=True)  # fmt: skip


@given(names=NAMES, encoding=st.sampled_from(["UTF-8", "GBK"]))
def test_short_names_are_short_and_unique(names: List[str], encoding: str) -> None:
    short = short_names(names, encoding)
    assert list(short) == names
    made = [name.casefold() for name in short.values()]
    assert len(set(made)) == len(made)
    assert all(1 <= len(name.encode(encoding)) <= 10 for name in short.values())
    alone = [n for n in names if sum(o.casefold() == n.casefold() for o in names) == 1]
    assert all(short[n] == n for n in alone if len(n.encode(encoding)) <= 10)
