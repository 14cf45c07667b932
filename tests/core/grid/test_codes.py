"""Codes: the examples of the domain notes, and taking apart and putting together."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcm_plugin.core import messages
from dcm_plugin.core.errors import InputError
from dcm_plugin.core.grid import codes
from dcm_plugin.core.standards import load_profile

CALM = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FIFTEEN = ("gbt47678_3_2026", "gbt30428_1_2013")
KNOWN = {"county": ["110101", "110105", "110108", "441900"]}


def reason(code, profile_id="gbt47678_3_2026", known=None):
    return codes.validate_codes([code], load_profile(profile_id).code, known)[0]


@pytest.mark.parametrize("profile_id", FIFTEEN)
@pytest.mark.parametrize(
    "code, expected",
    [
        ("110101001001001", ""),
        ("110105035200001", ""),
        ("110105400001001", ""),
        ("441900003001001", ""),
        ("110101001001000", "sequence_zero"),
        ("1101010010011", "length"),
        ("110199001001001", "unknown_county"),
        ("110101001601001", "suspicious_community"),
    ],
)
def test_example_codes(profile_id, code, expected):
    assert reason(code, profile_id, KNOWN) == expected


def test_fourteen_digits():
    assert reason("11010801100408", "cjt213_2005") == ""
    assert reason("11010801100400", "cjt213_2005") == "sequence_zero"
    assert reason("11010801140008", "cjt213_2005") == "suspicious_community"
    assert reason("11010801100408") == "length"


def test_twenty_digits():
    assert reason("01010011010100100101", "cjt349_2010") == ""
    assert reason("01010011010100100100", "cjt349_2010") == "", "00: community is not split"
    assert reason("01010011010100160101", "cjt349_2010") == "", "merged communities"


@pytest.mark.parametrize(
    "code, expected",
    [
        (None, "null"),
        ("", "null"),
        (float("nan"), "null"),
        (" 10101001001001", "characters"),
        ("11010100100100 ", "characters"),
        ("11010100100１001", "characters"),
        ("11010100A001001", "characters"),
        ("110101000001001", "range_street"),
        ("110101600001001", "range_street"),
        ("110101001000001", "range_community"),
        ("110101001600001", "range_community"),
        ("990101001001001", "range_county"),
        (110101001001001, ""),
        (110101001001001.0, ""),
    ],
)
def test_wrong_codes(code, expected):
    assert reason(code) == expected


def test_letters_where_the_profile_allows_them():
    assert reason("1101010A1001001", "custom") == ""
    assert reason("1101010a1001001", "custom") == "characters"
    assert reason("110101001001000", "custom") == "sequence_zero"


def test_known_streets_and_communities():
    known = {"street": ["110101001"], "community": {"110101001001"}}
    assert reason("110101001001001", known=known) == ""
    assert reason("110101002001001", known=known) == "unknown_street"
    assert reason("110101001002001", known=known) == "unknown_community"


def test_every_reason_has_a_text():
    names = {s.name for p in (*FIFTEEN, "cjt349_2010") for s in load_profile(p).code.segments}
    reasons = ["null", "length", "characters", "sequence_zero"]
    reasons += [kind + name for name in names for kind in ("range_", codes.SUSPICIOUS)]
    reasons += ["unknown_" + level for level in codes.LEVELS]
    reasons.remove("suspicious_object")
    for name in reasons:
        assert "standards.code." + name in messages.catalogue(), name
    assert codes.is_warning("suspicious_street") and not codes.is_warning("range_street")


def test_parts():
    structure = load_profile("cjt349_2010").code
    column = pd.Series(["01010011010100100107", None, "1"])
    parts = codes.split_codes(column, structure)
    assert [parts[s.name][0] for s in structure.segments] == [
        "010100", "110101", "001", "001", "07",
    ]  # fmt: skip
    assert parts["grid"].tolist() == ["07", None, None]
    assert codes.part(column, structure, "street").tolist() == ["110101001", None, None]
    assert codes.prefixes(column, structure).tolist() == ["010100110101001001", None, None]
    assert codes.sequences(column, structure).tolist() == [7, -1, -1]


def test_compose_refuses():
    structure = load_profile("cjt213_2005").code
    assert codes.compose("110108011004", 8, structure).tolist() == ["11010801100408"]
    with pytest.raises(InputError, match="100"):
        codes.compose("110108011004", [1, 100], structure)
    with pytest.raises(InputError, match="0"):
        codes.compose("110108011004", [0], structure)
    with pytest.raises(InputError, match="12 characters"):
        codes.compose(["11010801100"], [1], structure)


def test_empty():
    structure = load_profile("custom").code
    assert len(codes.validate_codes([], structure)) == 0
    assert len(codes.compose([], [], structure)) == 0
    assert codes.validate_codes([None, None], structure).tolist() == ["null", "null"]


@CALM
@given(street=st.integers(1, 599), community=st.integers(1, 599), sequence=st.integers(1, 999))
def test_there_and_back(street, community, sequence):
    structure = load_profile("gbt47678_3_2026").code
    prefix = f"110101{street:03d}{community:03d}"
    code = codes.compose(prefix, sequence, structure)
    assert codes.validate_codes(code, structure).tolist() == [""]
    assert codes.prefixes(code, structure)[0] == prefix
    assert codes.sequences(code, structure)[0] == sequence


@CALM
@given(st.lists(st.one_of(st.none(), st.text(max_size=20), st.integers(), st.floats()), max_size=8))
def test_anything_gets_a_reason(values):
    structure = load_profile("gbt47678_3_2026").code
    reasons = codes.validate_codes(np.array(values, dtype=object), structure)
    for value, found in zip(codes.as_text(values), reasons):
        assert "standards.code." + found in messages.catalogue() or found == ""
        if found == "":
            assert len(value) == 15 and value.isascii() and value.isdigit()
