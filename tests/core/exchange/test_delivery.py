"""Deliveries in the fields of a profile, and what does not fit."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest
import shapely
from exchange_samples import codes, delivery

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.exchange import (
    FORMATS,
    Wish,
    marks,
    plan_export,
    read_delivery,
    refuse_errors,
    without_errors,
)  # fmt: skip
from dcm_plugin.core.standards import load_profile

PROFILE = load_profile("gbt47678_3_2026")
DAY = datetime.date(2026, 7, 1)


def read(columns: dict, count: int = 3, profile: Any = PROFILE) -> Any:
    return read_delivery(delivery(columns, count), "delivery", profile)


def kinds(found: Any) -> list:
    return list(zip(found["kind"], found["fid"]))


@pytest.mark.parametrize(
    "days",
    [
        ["20260701", "2026-07-01", "2026年7月1日"],
        [20260701, 20260701.0, " 20260701 "],
        [DAY, datetime.datetime(2026, 7, 1, 8), "2026/7/1"],
    ],
)
def test_dates_of_any_kind(days: list) -> None:
    made = read({"BGID": codes(), "ORDate": days})
    assert made.table["start"].tolist() == [DAY] * 3
    assert not len(made.errors)


def test_no_date_at_all() -> None:
    made = read(
        {"BGID": codes(), "ORDate": [None, "", 0], "EDDate": ["99991231", "00000000", None]}
    )
    assert made.table["start"].tolist() == [None] * 3 == made.table["end"].tolist()
    assert not len(made.errors)


def test_codes_kept_as_numbers() -> None:
    wanted = codes()
    for values in (
        [int(c) for c in wanted],
        [float(c) for c in wanted],
        [c + ".0" for c in wanted],
    ):
        made = read({"BGID": values})
        assert made.table["code"].tolist() == wanted and not len(made.errors)
    full = ["１１０１０１００１００１００１", " 110101001001002", "110101001001003 "]
    assert read({"BGID": full}).table["code"].tolist() == wanted


def test_codes_that_lost_digits() -> None:
    made = read({"BGID": [1.10101001001001e19, "1.10101E+14", codes()[2]]})
    assert kinds(made.errors) == [("digits", 1), ("digits", 2)]
    with pytest.raises(InputError):
        refuse_errors(made)


def test_mixed_codes_are_refused_with_counts() -> None:
    made = read({"BGID": [*codes(2), *codes(1, width=2)]})
    assert kinds(made.errors) == [("code.length", 3)]
    with pytest.raises(InputError) as caught:
        refuse_errors(made)
    message = str(caught.value)
    assert "14: 1" in message and "15: 2" in message and "cjt213_2005" in message
    assert without_errors(made)["code"].tolist() == codes(2)
    assert marks(made, "en").tolist()[:2] == [None, None]
    assert "BGID" in marks(made, "en")[2] and "长度" in marks(made, "zh")[2]


def test_no_code_field_names_what_is_there() -> None:
    with pytest.raises(InputError) as caught:
        read({"what": ["1", "2", "3"]})
    assert "what" in str(caught.value) and "BGCODE" in str(caught.value)


def test_numbers_in_texts() -> None:
    made = read({"BGID": codes(), "Area": ["10,000.5", "９９９９平方米", "many"],
                 "base_scale": ["1:500", 500.0, 0.5]})  # fmt: skip
    assert made.table["area"].tolist() == [10000.5, 9999.0, None]
    assert made.table["base_scale"].tolist() == [500, 500, None]
    assert kinds(made.errors) == [("number", 3), ("number", 3)]
    assert made.errors["value"].tolist() == ["many", "0.5"]


def test_own_fields_are_kept_and_never_hide_one_of_the_profile() -> None:
    made = read({"BGID": codes(), "DYWGBSM_1": ["a", "b", "c"], "what": [1, 2, 3]})
    assert list(made.own) == ["DYWGBSM_1", "what"]
    chosen = read_delivery(
        delivery({"x": codes(), "DYWGBSM": ["old"] * 3}), "delivery", PROFILE, "x"
    )
    assert chosen.own == {"DYWGBSM_1": "field:DYWGBSM_1"}
    assert chosen.sources == {"DYWGBSM_1": "DYWGBSM"}


def test_what_is_odd_is_listed() -> None:
    frame = delivery({"BGID": [codes()[0]] * 2 + [codes()[1]], "PZBS": ["cjt213_2005", None, None]})
    shapes = np.asarray(frame.geometry.array, dtype=object).copy()
    shapes[0] = None
    shapes[1] = shapely.from_wkt("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))")
    made = read_delivery(frame.set_geometry(shapes), "delivery", PROFILE)
    assert kinds(made.findings) == [("twice", 1), ("twice", 2), ("no_shape", 1), ("bad_shape", 2)]
    assert set(made.findings["severity"]) == {"warning"}
    assert {note for note, _ in made.notes} == {"exchange.note.profile", "exchange.note.required"}
    assert made.table["profile"].tolist() == ["cjt213_2005", PROFILE.id, PROFILE.id]


# --- export ----------------------------------------------------------------------------------


def plan(columns: dict, ending: str = ".shp", kinds: Any = None, **wish: Any) -> Any:
    made = read(columns)
    return plan_export(made, kinds or {}, Wish("pinyin", FORMATS[ending], **wish))


def test_what_gbk_cannot_hold_is_listed() -> None:
    notes = ["东风", "𠮷野家", "x" * 255]
    found = plan({"BGID": codes(), "BZ": notes}, encoding="GBK")
    assert kinds(found.findings) == [("letters", 2), ("bytes", 3)]
    assert found.table["note"].tolist() == ["东风", None, None]
    assert kinds(plan({"BGID": codes(), "BZ": notes}).findings) == [("bytes", 3)]
    assert not len(plan({"BGID": codes(), "BZ": notes}, ".gpkg").findings)


def test_texts_longer_than_the_profile_allows() -> None:
    found = plan({"BGID": codes(), "DYWGMC": ["名" * 50, "名" * 51, None]}, ".gpkg")
    assert kinds(found.findings) == [("long", 2)]


def test_numbers_too_wide() -> None:
    own = {"own": [1e300, 1e-30, 12.5], "count": [10**18, 5, None]}
    found = plan({"BGID": codes(), **own}, kinds={"own": "double", "count": "int64"})
    assert kinds(found.findings) == [("wide", 1), ("wide", 2), ("wide", 1)]
    fields = {out.long: out for out in found.fields}
    assert (fields["own"].width, fields["own"].decimals) == (4, 1)
    assert fields["count"].width == 10


def test_names_of_a_shapefile() -> None:
    own = {
        "a_very_long_name": [1, 2, 3],
        "a_very_long_name_2": [1, 2, 3],
        "单元网格附加信息": [1, 2, 3],
    }
    found = plan({"BGID": codes(), **own}, encoding="GBK")
    short = {out.long: out.name for out in found.fields if out.long in own}
    assert short == {
        "a_very_long_name": "a_very_lon", "a_very_long_name_2": "a_very_l_1",
        "单元网格附加信息": "单元网格附",
    }  # fmt: skip
    assert found.cut_names == {name: long for long, name in short.items()}


def test_current_rows_only() -> None:
    columns = {"BGID": codes(), "ZZRQ": [None, "20260101", None], "CSRQ": ["20200101"] * 3}
    found = plan(columns, ".geojson", current_only=True)
    assert found.table["code"].tolist() == [codes()[0], codes()[2]] and found.left_out == 1
    assert found.table["start"].tolist() == ["20200101"] * 2
    assert len(plan(columns, ".geojson").table) == 3
