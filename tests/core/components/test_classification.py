"""The class of each component from whatever a survey says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.classes import VERSIONS, load_catalogue
from dcm_plugin.core.classes.match import METHODS, NameIndex, candidate_text, method_table
from dcm_plugin.core.components.classification import (
    Evidences,
    Options,
    classification_report,
    classify,
    known_keys,
)
from dcm_plugin.core.errors import Cancelled

OLD, MIDDLE, NEW = "cjt214_2007", "gbt30428_2_2013", "gbt47678_5_2026"


def decide(layer="", tags=None, options=None, **columns):
    """The decision for one row."""
    tags = {key: [value] for key, value in (tags or {}).items()}
    columns = {role: [value] for role, value in columns.items()}
    found = classify(Evidences(layer=layer, tags=tags, **columns), 1, options or Options())
    return found.decisions[found.place[0]]


@pytest.mark.parametrize(
    ("columns", "code", "method"),
    [
        ({"code": "01037"}, "01037", "code"),
        ({"code": "11010501037000012"}, "01037", "code"),
        ({"code": 1037}, "01037", "code"),
        ({"code": 1037.0}, "01037", "code"),
        ({"name": "路灯"}, "01037", "name"),
        ({"name": "路燈０１２"}, "01037", "name"),
        ({"name": "Litter bin"}, "03005", "name"),
        ({"name": "消火栓"}, "01013", "alias"),
        ({"name": "果皮箱"}, "03005", "alias"),
        ({"name": "公交站牌（自定义）"}, "02004", "alias"),
        ({"name": "上水井盖"}, "01001", "crosswalk"),
        ({"code": "0158"}, "01058", "crosswalk"),
        ({"tags": {"highway": "street_lamp"}}, "01037", "tag"),
        ({"tags": {"kind": "toilets"}}, "03001", "tag"),
        ({"tags": {"other_tags": '"a"=>"b","highway"=>"bus_stop"'}}, "02004", "tag"),
        ({"tags": {"natural": "tree", "denotation": "avenue"}}, "04002", "tag"),
        ({"layer": "BJ01037"}, "01037", "layer"),
        ({"layer": "朝阳_路灯"}, "01037", "layer"),
        ({"name": "人民路路灯"}, "01037", "contained"),
        ({"text": "人民路12号门口的路灯不亮了"}, "01037", "contained"),
        ({"name": "公交站牌亭"}, "02004", "fuzzy"),
    ],
)
def test_what_a_survey_may_say(columns, code, method):
    decision = decide(**columns)
    assert (decision.state, decision.code, decision.method) == ("resolved", code, method)
    if method != "fuzzy":
        assert decision.score == method_table()[method].score
    else:
        assert 0.6 <= decision.score < method_table()["contained"].score


@pytest.mark.parametrize(
    ("columns", "state", "reason", "candidates"),
    [
        ({"name": "立杆"}, "ambiguous", "split", {"01030", "01031", "01032", "01033", "01034"}),
        ({"code": "01037", "name": "垃圾箱"}, "ambiguous", "conflict", {"01037", "03005"}),
        ({"code": "1101050103700012"}, "ambiguous", "versions", {"01003", "01037"}),
        ({"code": "0114"}, "ambiguous", "versions", {"01014", "01023"}),
        ({"tags": {"natural": "tree"}}, "ambiguous", "several", {"04002", "04003"}),
        (
            {"tags": {"highway": "street_lamp", "amenity": "toilets"}},
            "ambiguous",
            "conflict_tags",
            {"01037", "03001"},
        ),
        ({"code": "99999"}, "unresolved", "unknown_code", set()),
        ({"name": "液化气站"}, "unresolved", "withdrawn", set()),
        ({"tags": {"amenity": "restaurant"}}, "unresolved", "no_class", set()),
        ({"name": None}, "empty", "empty", set()),
        ({"name": ""}, "empty", "empty", set()),
    ],
)
def test_what_is_in_doubt_is_listed(columns, state, reason, candidates):
    decision = decide(**columns)
    assert (decision.state, decision.reason, decision.code) == (state, reason, "")
    assert {code for code, _ in decision.candidates} == candidates


def test_a_well_is_not_taken_for_a_manhole():
    """雨水管井 ends with a name of two characters and is something else."""
    decision = decide(name="消防水井")
    assert decision.state != "resolved" or decision.method != "contained"


def test_names_that_are_only_similar_are_candidates():
    decision = decide(name="垃圾收集箱")
    assert (decision.state, decision.reason) == ("unresolved", "low_score")
    assert "03005" in {code for code, _ in decision.candidates}
    scores = [score for _, score in decision.candidates]
    assert scores == sorted(scores, reverse=True)
    assert decide(name="垃圾收集箱", options=Options(threshold=0.3, margin=0.0)).code


def test_other_evidence_chooses_between_the_classes_of_a_code():
    assert decide(code="0117", name="通信立杆").code == "01031"
    assert decide(code="0114", name="无主井盖").code == "01023"
    assert decide(layer="BJ0118", text="路灯不亮").code == "01037"


def test_the_layer_tells_which_version_its_codes_are():
    names = ["上水井盖", "无主井盖", "路灯", None]
    found = classify(Evidences(code=["0101", "0114", "0118", "0127"], name=names), 4, Options())
    assert found.reading == OLD
    assert found.column("class_code").tolist() == ["01001", "01023", "01037", "01019"]
    found = classify(Evidences(code=["0101", "0114", "0158", "0227"]), 4, Options())
    assert found.reading == MIDDLE
    assert found.column("class_code").tolist() == ["01001", "01014", "01058", "02027"]


def test_the_version_of_the_codes_can_be_said():
    code = "1101050103700012"
    assert decide(code=code, options=Options(reading="gbt47678_5_draft")).code == "01037"
    assert decide(code=code, options=Options(reading=OLD)).code == "01003"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("column", ["code", "name"])
def test_every_class_is_itself(version, column):
    items = load_catalogue(version).of_kind("component")
    values = [item.code if column == "code" else item.name_zh for item in items]
    options = Options(version=version, reading=version)
    found = classify(Evidences(**{column: values}), len(items), options)
    assert found.column("class_code").tolist() == [item.code for item in items]
    assert set(found.column("method")) == {column}


def test_aliases_lead_to_their_class_or_are_split():
    catalogue = load_catalogue()
    for item in catalogue.of_kind("component"):
        for alias in item.aliases:
            decision = decide(name=alias)
            codes = {decision.code} | {code for code, _ in decision.candidates}
            assert item.code in codes, alias


def test_own_classes_take_part(tmp_path):
    (tmp_path / "own.csv").write_text(
        "version,kind,major,minor,name_zh,aliases\n"
        "gbt47678_5_2026,component,03,999,宠物乐园,狗狗乐园\n",
        encoding="utf-8",
    )
    options = Options(folder=tmp_path)
    assert decide(name="狗狗乐园", options=options).code == "03999"
    assert decide(code="03999", options=options).method == "code"
    assert decide(name="狗狗乐园").state == "unresolved"


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.sampled_from(["01037", "0118", "0114", "9", "x"])),
            st.one_of(st.none(), st.sampled_from(["路灯", "立杆", "路灯１", "没有", ""])),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_rows_do_not_depend_on_their_order(rows):
    options = Options(reading=OLD)

    def run(chosen):
        codes, names = zip(*chosen)
        return classify(Evidences(code=list(codes), name=list(names)), len(chosen), options)

    forward, backward = run(rows), run(rows[::-1])
    columns = ("class_code", "method", "state", "candidates")
    for name in columns:
        assert forward.column(name).tolist() == backward.column(name).tolist()[::-1]
    counts = [forward.count(s) for s in ("resolved", "ambiguous", "unresolved", "empty")]
    assert sum(counts) == len(rows) == int(forward.counts.sum())
    for code, state in zip(forward.column("class_code"), forward.column("state")):
        assert (code is not None) == (state == "resolved")


@given(st.text(max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_text_is_taken(text):
    decision = decide(name=text)
    assert decision.state in ("resolved", "ambiguous", "unresolved", "empty")
    assert 0 <= decision.score <= 1


def test_lists_of_candidates_fit_into_their_field():
    catalogue = load_catalogue()
    many = [(item.code, 0.5) for item in catalogue.of_kind("component")[:20]]
    for lang in ("en", "zh"):
        text = candidate_text(many, catalogue, "component", lang)
        assert len(text) <= catalogue.tables["classified"]["candidates"].length
        assert text.endswith("; …")


def test_names_fit_into_their_fields():
    for version in VERSIONS:
        catalogue = load_catalogue(version)
        fields = catalogue.tables["classified"]
        for item in catalogue.classes:
            assert len(item.name_en) <= fields["class_name"].length
            assert len(item.name_zh) <= catalogue.tables[item.kind]["name"].length


def test_cancel():
    with pytest.raises(Cancelled):
        classify(Evidences(name=["路灯"]), 1, Options(), canceled=lambda: True)


def test_report_lists_open_values_once():
    names = ["路灯"] * 5 + ["立杆"] * 3 + ["怪东西"]
    found = classify(Evidences(name=names), 9, Options())
    data = classification_report(found, "layer").to_data("zh")
    assert data["figures"] == {"rows": 9, "resolved": 5, "ambiguous": 3, "unresolved": 1}
    assert data["profile"] == NEW
    [row] = data["sections"]["ambiguous"]["table"]
    assert (row["value"], row["count"]) == ("立杆", 3)
    html = classification_report(found).to_html("en")
    assert "Ambiguous" in html


def test_methods_are_ranked_as_they_are_documented():
    assert METHODS == (
        "code", "name", "alias", "crosswalk", "tag", "layer", "contained", "fuzzy",
    )  # fmt: skip
    scores = [method_table()[method].score for method in METHODS]
    assert scores == sorted(scores, reverse=True)


def test_keys_and_names():
    assert {"highway", "amenity", "other_tags"} <= known_keys()
    index = NameIndex(load_catalogue(), "component")
    assert index.look_up("路灯").codes == ("01037",)
    assert index.look_up("没有这个") is None


def test_numpy_columns():
    found = classify(Evidences(code=np.array([1037, 3005])), 2, Options())
    assert found.column("class_name").tolist() == ["路灯", "垃圾箱"]
    assert found.column("major_code").tolist() == ["01", "03"]
    assert found.column("version").tolist() == [NEW, NEW]
