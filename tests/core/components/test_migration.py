"""Classes and identification codes from one version of the standard to another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.classes import load_catalogue, load_crosswalk
from dcm_plugin.core.components.migration import DONE, MigrationOptions, migrate
from dcm_plugin.core.components.migration_report import migration_report

OLD, MIDDLE, NEW = "cjt214_2007", "gbt30428_2_2013", "gbt47678_5_2026"


def up(**columns):
    return migrate(MigrationOptions(MIDDLE, NEW), **columns)


def test_codes_keep_their_number():
    result = up(ids=["1101050137000012", "1101050301000007"])
    assert result.new_ids.tolist() == ["11010501037000012", "11010503001000007"]
    assert result.old_ids.tolist() == ["1101050137000012", "1101050301000007"]
    assert result.column("class_code").tolist() == ["01037", "03001"]
    assert result.column("name").tolist() == ["路灯", "公共厕所"]
    assert result.column("old_class_name").tolist() == ["路灯", "公共厕所"]
    assert result.column("reversible").tolist() == [1, 1]


def test_merged_classes_share_numbers_without_collision():
    """0306 and part of 0307 became 户外广告: 0306 is merged, 0307 was split."""
    options = MigrationOptions(OLD, NEW)
    ids = ["1101050306000001", "1101050307000001", "1101050307000002", "1101050306000009"]
    names = ["灯箱霓虹灯", "户外广告", "牌匾标识", "灯箱霓虹灯"]
    result = migrate(options, ids=ids, names=names)
    assert result.states.tolist() == ["merged", "by_name", "by_name", "merged"]
    assert result.new_ids.tolist() == [
        "11010503006000001", "11010503006000010", "11010503007000002", "11010503006000009",
    ]  # fmt: skip
    assert result.renumbered == 1
    assert result.column("reversible").tolist() == [0] * 4


def test_splits_are_not_guessed():
    result = migrate(MigrationOptions(OLD, NEW), ids=["1101050117000001"], names=["立杆"])
    assert result.states.tolist() == ["split"]
    assert result.new_ids.tolist() == [None]
    assert result.column("candidates")[0].count(";") == 4
    assert result.column("class_code").tolist() == [None]


def test_unknown_withdrawn_and_empty_rows_are_listed():
    codes = ["0196", "0504", None, "0196", "137"]
    names = ["奇怪的东西", "液化气站", None, "烟头收集器或灭烟处", None]
    result = up(class_codes=codes, names=names)
    assert result.states.tolist() == ["unknown", "none", "empty", "by_name", "one_to_one"]
    assert result.column("class_code").tolist() == [None, None, None, "03016", "01037"]
    assert result.counts()["unknown"] == 1


def test_a_contradiction_inside_a_row():
    result = up(class_codes=["0301"], ids=["1101050137000012"])
    assert result.states.tolist() == ["conflict"]
    assert "01037" in result.column("candidates")[0]


def test_codes_on_two_rows_stay_the_same_code():
    result = up(ids=["1101050137000012"] * 2)
    assert len(set(result.new_ids.tolist())) == 1
    assert result.twice == ("1101050137000012",)


def test_draft_codes_become_final_ones():
    result = migrate(MigrationOptions("gbt47678_5_draft", NEW), ids=["1101050103700012"])
    assert result.new_ids.tolist() == ["11010501037000012"]


def test_numbers_that_run_out_are_told():
    ids = ["1101050306999999", "1101050307999999"]
    result = migrate(MigrationOptions(OLD, NEW), ids=ids, names=["灯箱霓虹灯", "户外广告"])
    assert result.states.tolist() == ["merged", "full"]
    assert result.new_ids.tolist() == ["11010503006999999", None]


def test_events_get_event_codes():
    options = MigrationOptions(MIDDLE, NEW, kind="event")
    result = migrate(options, ids=["1101050110", "1101050507", "1101050505"])
    assert result.new_ids.tolist() == ["11010506010", "11010510001", None]
    assert result.states.tolist() == ["one_to_one", "one_to_one", "none"]


def test_broken_codes_break_nothing():
    result = up(ids=["abc", "", None, "11010501370000XY", "1101050137000012"])
    assert [code is not None for code in result.new_ids] == [False, False, False, False, True]


ALL = load_catalogue(MIDDLE).of_kind("component")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([item.code for item in ALL]), st.integers(1, 999999)),
        min_size=1,
        max_size=40,
        unique=True,
    ),
    st.sampled_from([OLD, NEW]),
)
def test_reversible_rows_come_back(rows, target):
    ids = [f"110105{code}{number:06d}" for code, number in rows]
    there = migrate(MigrationOptions(MIDDLE, target), ids=ids)
    back = migrate(MigrationOptions(target, MIDDLE), ids=there.new_ids.tolist())
    for place, reversible in enumerate(there.column("reversible")):
        if reversible:
            assert back.new_ids[place] == ids[place]
            assert back.states[place] == "one_to_one"
    made = [code for code in there.new_ids.tolist() if code is not None]
    assert len(made) == len(set(made))
    for state, code in zip(there.states, there.new_ids):
        assert (state in DONE) == (code is not None)


def test_every_class_has_the_state_of_its_relation():
    crosswalk = load_crosswalk()
    result = up(class_codes=[item.code for item in ALL])
    for item, state in zip(ALL, result.states):
        assert state == crosswalk.relation("component", MIDDLE, NEW, item.code)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_report(lang):
    result = migrate(
        MigrationOptions(OLD, NEW, lang=lang),
        class_codes=["0117", "0306", "0602", "0118", "9999"],
    )
    data = migration_report(result, "layer").to_data(lang)
    assert data["figures"] == {"rows": 5, "done": 2, "reversible": 1, "open": 3}
    assert {"split", "merged", "none", "unknown", "one_to_one"} <= set(data["sections"])
    assert data["sections"]["split"]["table"][0]["old"] == "0117"
    assert "<table" in migration_report(result).to_html(lang)
