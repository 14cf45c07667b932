"""Classes of events from their texts, and event codes."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.classes import VERSIONS, load_catalogue
from dcm_plugin.core.errors import Cancelled
from dcm_plugin.core.events import EventOptions, classify_events, event_report, load_model
from dcm_plugin.core.events.encode import encode, grids_of_points

NEW = "gbt47678_5_2026"


def evaluation(repository: Path, part: str):
    path = repository / "tests" / "data" / "events" / "evaluation.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["part"] == part]


def best(text, version=NEW):
    return load_model(version).rank([text])[0]


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("市民反映人民路12号门口垃圾乱堆放，请处理", "06010", "垃圾乱堆放"),
        ("小区路灯不亮", "01037", "路灯"),
        ("店家把货摆在门口，出店经营", "09005", "出店经营"),
        ("有人在河边钓鱼", "06024", "钓鱼"),
        ("馬路塌陷，路面破損", "06013", "路面破损"),
    ],
)
def test_a_complaint_and_the_words_that_decide(text, code, word):
    choices = best(text)
    assert choices[0].code == code
    assert word in choices[0].words
    assert len(choices) <= 3
    scores = [choice.score for choice in choices]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) < 1


def test_damaged_components_are_abnormal_conditions():
    assert best("路灯坏了")[0].score > best("路灯")[0].score * 0.5
    assert best("消火栓漏水")[0].code == "01013"


def test_where_it_is_says_nothing_about_what_it_is():
    model = load_model(NEW)
    assert "公园" not in model.clean("中山公园东侧垃圾没人清")
    assert "人民路" not in model.clean("市民反映人民路12号门口垃圾没人清")
    assert "路面" in model.clean("小区南门路面塌陷")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_class_is_found_by_its_name(version):
    items = load_catalogue(version).of_kind("event")
    ranked = load_model(version).rank([item.name_zh for item in items])
    right = [c[0].code == item.code for c, item in zip(ranked, items)]
    assert sum(right) >= 0.98 * len(items)


def test_texts_without_words_name_no_class():
    assert best("") == ()
    assert best("您好，谢谢！") == ()
    assert best("abc 123") == ()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_taken(text):
    for choice in best(text):
        assert 0 <= choice.score < 1
        assert load_catalogue().find("event", choice.code)


def test_ranking_does_not_depend_on_the_neighbours():
    texts = ["路灯不亮", "垃圾没人清", "有人占道摆摊"]
    model = load_model(NEW)
    together = model.rank(texts)
    assert together == [model.rank([text])[0] for text in texts]


def test_evaluation_set_is_what_the_script_makes(repository):
    sys.path.insert(0, str(repository / "scripts"))
    import make_event_evaluation

    stored = [
        (row["part"], row["code"], row["text"])
        for part in make_event_evaluation.PARTS
        for row in evaluation(repository, part)
    ]
    assert stored == make_event_evaluation.sentences()


def test_nothing_held_out_is_in_the_tables(repository):
    """The sentences of the evaluation stand in no table that the model reads."""
    rows = make_rows(repository, "paraphrases.csv")
    folder = repository / "dcm_plugin" / "data" / "classes"
    known = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.csv"))
    assert not [row["text"] for row in rows if row["text"] in known]


def make_rows(repository, name):
    path = repository / "tests" / "data" / "events" / name
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("part", "first", "third"),
    [("assembled", 0.98, 0.99), ("examples", 0.95, 0.99), ("held_out", 0.74, 0.88)],
)
def test_accuracy_does_not_fall(repository, part, first, third):
    rows = evaluation(repository, part)
    ranked = load_model(NEW).rank([row["text"] for row in rows])
    codes = [[choice.code for choice in choices] for choices in ranked]
    pairs = list(zip(rows, codes))
    assert sum(found[:1] == [row["code"]] for row, found in pairs) >= first * len(rows)
    assert sum(row["code"] in found for row, found in pairs) >= third * len(rows)


def classify(**columns):
    options = columns.pop("options", EventOptions())
    result = classify_events(options, **columns)
    return [result.decisions[place] for place in result.place], result


def test_codes_and_names_go_first():
    decisions, result = classify(
        text=["路灯不亮", "路灯不亮", "路灯不亮", None],
        code=["06010", None, None, None],
        name=[None, "暴露垃圾", None, None],
    )
    assert [d.code for d in decisions] == ["06010", "06010", "01037", ""]
    assert [d.method for d in decisions] == ["code", "name", "text", ""]
    assert [d.state for d in decisions] == ["resolved"] * 3 + ["empty"]
    assert result.count("resolved") == 3


def test_event_codes_of_older_versions():
    options = EventOptions(reading="gbt30428_2_2013")
    decisions, _ = classify(code=["1101050110", "0507", "0505"], options=options)
    assert [d.code for d in decisions] == ["06010", "10001", ""]
    assert decisions[2].reason == "withdrawn"


def test_the_text_chooses_only_between_the_classes_of_a_code():
    """0110 is 道路破损 in 2007 and 暴露垃圾 in 2013."""
    texts = ["路面有大坑，道路破损", "垃圾没人清", "路灯不亮"]
    decisions, _ = classify(code=["0110"] * 3, text=texts)
    assert [d.code for d in decisions] == ["06013", "06010", ""]
    assert (decisions[2].state, decisions[2].reason) == ("ambiguous", "text_differs")


def test_unclear_texts_stay_open_with_choices():
    decisions, result = classify(text=["井盖没了", "没有什么问题吧"])
    assert decisions[0].state in ("ambiguous", "unresolved")
    assert len(decisions[0].choices) == 3
    columns = ("class_code", "first", "second", "third", "words", "score", "version")
    rows = result.rows(columns)
    assert rows[result.place[0]][0] is None
    assert rows[result.place[0]][1]


def test_cancel():
    with pytest.raises(Cancelled):
        classify(text=["路灯不亮"], canceled=lambda: True)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_report(lang):
    _, result = classify(text=["路灯不亮"] * 3 + ["井盖没了"], options=EventOptions(lang=lang))
    data = event_report(result, "layer").to_data(lang)
    assert data["figures"]["resolved"] == 3
    assert data["sections"]["open"]["table"][0]["value"] == "井盖没了"
    assert "<table" in event_report(result).to_html(lang)


GRIDS = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
CODES = ["110105001001002", "110105001001001"]


def test_points_get_the_grid_they_lie_in():
    points = shapely.points([[0.5, 0.5], [1.5, 0.5], [1.0, 0.5], [9, 9]])
    points = np.append(points, None)
    found = grids_of_points(points, GRIDS, CODES)
    assert found.tolist() == [CODES[0], CODES[1], CODES[1], None, None]
    assert grids_of_points(points, GRIDS, [None, None]).tolist() == [None] * 5


def test_event_codes_of_class_and_grid():
    grids = np.array([CODES[0], CODES[0], None, None, CODES[0], "11"], dtype=object)
    classes = ["06010", "99999", "06010", "06010", None, 6010]
    missing = np.array([False, False, True, False, False, False])
    result = encode(load_catalogue(), classes, grids, missing, "", (0, 6))
    assert result.codes.tolist() == ["11010506010"] + [None] * 5
    assert result.names.tolist()[0] == "暴露垃圾"
    assert result.reasons.tolist() == [
        "", "unknown_class", "no_place", "no_grid", "no_class", "grid_code",
    ]  # fmt: skip
    outside = encode(load_catalogue(), classes, grids, missing, "310101", (0, 6))
    assert outside.codes.tolist()[2] == "31010106010"


def test_old_catalogues_give_ten_digits():
    catalogue = load_catalogue("gbt30428_2_2013")
    grids = np.array(CODES[:1], dtype=object)
    result = encode(catalogue, ["0110"], grids, np.array([False]), "", (0, 6))
    assert result.codes.tolist() == ["1101050110"]
