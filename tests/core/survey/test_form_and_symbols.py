"""What a survey asks, and which symbol each class has."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from dcm_plugin.core.classes import COMPONENT, EVENT, KINDS, VERSIONS, load_catalogue
from dcm_plugin.core.survey.form import (
    department_words,
    evidence_kinds,
    field_name,
    form_fields,
    survey_tables,
)
from dcm_plugin.core.survey.symbols import SYMBOLS, UNCLASSIFIED, class_symbol, symbol_file


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("layer", ["component", "event"])
def test_a_form_has_all_fields_of_the_standard(version: str, layer: str) -> None:
    catalogue = load_catalogue(version)
    fields = form_fields(layer, catalogue)
    names = [item.name.casefold() for item in fields]
    assert len(set(names)) == len(names)
    assert "fid" not in names
    roles = {item.role for item in fields}
    assert set(catalogue.tables[layer]) <= roles
    assert {"major_code", "class_code", "uid"} <= roles
    asked = {item.role for item in fields if item.strength}
    mandatory = {r for r, spec in catalogue.tables[layer].items() if spec.required == "M"}
    assert mandatory <= asked


def test_a_field_of_one_class_follows_the_class_through_the_versions() -> None:
    for version, code in (("gbt47678_5_2026", "02004"), ("cjt214_2007", "0203")):
        catalogue = load_catalogue(version)
        stop = next(f for f in form_fields("component", catalogue) if f.role == "stop")
        assert stop.classes == (code,)
        assert catalogue.find(COMPONENT, code) is not None


def test_tables_of_a_survey() -> None:
    catalogue = load_catalogue()
    evidence = form_fields("evidence", catalogue)
    assert field_name(evidence, "component") == "BJUUID"
    assert field_name(evidence, "nothing") is None
    assert all(kind["en"] and kind["zh"] for kind in evidence_kinds())
    assert set(survey_tables()["department"]) >= {"code", "name", "role"}
    assert "权属" in department_words("owner")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_class_has_a_symbol_and_a_colour(version: str, kind: str) -> None:
    catalogue = load_catalogue(version)
    for item in catalogue.of_kind(kind):
        look = class_symbol(item, catalogue)
        assert look.file.is_file(), (version, item.code, look.symbol)
        assert re.fullmatch(r"#[0-9a-f]{6}", look.colour), (version, item.code, look.colour)


def test_kinds_of_covers_differ_and_versions_agree() -> None:
    new, old = load_catalogue("gbt47678_5_2026"), load_catalogue("cjt214_2007")
    covers = [c for c in new.of_kind(COMPONENT) if "井盖" in c.name_zh]
    assert len({class_symbol(item, new).symbol for item in covers}) == len(covers)
    water = old.find(COMPONENT, "0101")
    assert water is not None and class_symbol(water, old).symbol == "cover_water"
    event = next(iter(new.of_kind(EVENT)))
    assert class_symbol(event, new).symbol.startswith("event_")


def test_drawings_are_small_square_and_take_a_colour() -> None:
    used = {
        class_symbol(item, catalogue).symbol
        for catalogue in map(load_catalogue, VERSIONS)
        for item in catalogue.classes
    } | {UNCLASSIFIED}
    there = {path.stem for path in SYMBOLS.glob("*.svg")}
    assert used <= there
    for name in there:
        text = symbol_file(name).read_text(encoding="utf-8")
        root = ET.fromstring(text)
        assert root.get("viewBox") == "0 0 16 16", name
        assert "param(fill)" in text, name
        assert len(text) < 2500, name
        assert "<text" not in text and "<image" not in text and "href" not in text, name
