"""Looking up classes as people type."""

from __future__ import annotations

import pytest

from dcm_plugin.core.classes import load_catalogue, search


@pytest.mark.parametrize(
    ("text", "code", "how"),
    [
        ("01037", "01037", "code"),
        ("1037", "01037", "code"),
        ("路灯", "01037", "name"),
        ("路燈", "01037", "name"),
        ("ld", "01037", "pinyin"),
        ("ludeng", "01037", "pinyin"),
        ("ljx", "03005", "pinyin"),
        ("lajix", "03005", "pinyin"),
        ("消火栓", "01013", "alias"),
        ("Street lamp", "01037", "english"),
        ("hangdaoshu", "04002", "pinyin"),
    ],
)
def test_best_hit(text, code, how):
    hit = search(load_catalogue(), text, "component")[0]
    assert (hit.found.code, hit.how) == (code, how)


def test_better_hits_come_first():
    hits = search(load_catalogue(), "井盖", "component", limit=200)
    scores = [hit.score for hit in hits]
    assert len(hits) >= 20
    assert scores == sorted(scores, reverse=True)


def test_nothing_typed_lists_all_in_order():
    hits = search(load_catalogue(), "  ", "event", limit=3)
    assert [hit.found.code for hit in hits] == ["01001", "01002", "01003"]


def test_nonsense_finds_nothing():
    assert search(load_catalogue(), "qqqqq") == []


def test_every_class_is_found_by_its_name_and_code():
    catalogue = load_catalogue()
    for item in catalogue.classes:
        for text in (item.name_zh, item.code):
            hits = search(catalogue, text, item.kind)
            assert hits[0].found is item, text
