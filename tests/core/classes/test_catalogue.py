"""The shipped catalogues, own classes of a city, codes and the crosswalk."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.classes import (
    AGES,
    KINDS,
    VERSIONS,
    load_catalogue,
    load_crosswalk,
    next_free_code,
    tables,
)
from dcm_plugin.core.classes.codes import (
    class_part,
    component_ids,
    event_codes,
    readings_of_length,
    take_apart,
    validate,
)
from dcm_plugin.core.classes.normalise import key, readings, spellings
from dcm_plugin.core.errors import InputError
from dcm_plugin.core.text import tables as characters

#: Counts that the standards name, less what could not be named (docs/components.md).
COUNTS = {
    "cjt214_2007": (85, 54),
    "gbt30428_2_2013": (119, 77),
    "gbt47678_5_2026": (153, 250),
}
HEAD = "version,kind,major,minor,name_zh,aliases\n"


def own(folder: Path, text: str, name: str = "city.csv", encoding: str = "utf-8") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder


@pytest.mark.parametrize("version", VERSIONS)
def test_all_classes_are_there(version):
    catalogue = load_catalogue(version)
    assert tuple(len(catalogue.of_kind(kind)) for kind in KINDS) == COUNTS[version]
    for item in catalogue.classes:
        assert re.fullmatch(catalogue.patterns["class_code"], item.code)
        assert catalogue.find(item.kind, item.code) is item
        assert catalogue.major(item.kind, item.code) is not None
        assert item.name_en and item.description_zh and item.description_en
        assert item.code not in catalogue.gaps[item.kind]
        assert item.accuracy in (("A", "B", "C") if item.kind == "component" else ("",))


@pytest.mark.parametrize("version", VERSIONS)
def test_structures_and_patterns_agree(version):
    catalogue = load_catalogue(version)
    county, item = "110105", catalogue.of_kind("component")[0]
    for name, structure in catalogue.codes.items():
        if name.startswith("component_id"):
            code = component_ids([county], [item.code], [7], catalogue, name)[0]
            assert re.fullmatch(catalogue.patterns[name], code)
            assert len(code) == structure.length
            assert validate([code], catalogue, "component", name).tolist() == [""]
    assert re.fullmatch(
        catalogue.patterns["event_code"], event_codes([county], [item.code], catalogue)[0]
    )


def test_lengths_are_those_of_the_standards():
    lengths = {
        version: [
            load_catalogue(version).codes[name].length
            for name in ("class_code", "component_id", "event_code")
        ]
        for version in VERSIONS
    }
    assert lengths == {
        "cjt214_2007": [4, 16, 10],
        "gbt30428_2_2013": [4, 16, 10],
        "gbt47678_5_2026": [5, 17, 11],
    }
    assert load_catalogue().codes["component_id_draft"].length == 16


def test_sixteen_digits_may_be_old_or_draft():
    readings_found = {reading for reading, _ in readings_of_length("component", 16)}
    assert readings_found == {"gbt30428_2_2013", "cjt214_2007", "gbt47678_5_draft"}
    code = "1101050103700012"
    catalogue = load_catalogue()
    assert class_part([code], catalogue, "component_id_draft").tolist() == ["01037"]
    assert class_part([code], load_catalogue("cjt214_2007"), "component_id").tolist() == ["0103"]


def test_validation_names_the_reason():
    catalogue = load_catalogue()
    codes = [
        "11010501037000012", "1101050103700012", "11010501016000001", "11010501037000000",
        None, "1101050103700001X",
    ]  # fmt: skip
    assert validate(codes, catalogue, "component", "component_id").tolist() == [
        "", "length", "unknown_class", "sequence_zero", "null", "characters",
    ]  # fmt: skip


@given(
    county=st.integers(110000, 829999),
    place=st.integers(0, 152),
    sequence=st.integers(1, 999999),
)
def test_codes_come_apart_as_they_were_put_together(county, place, sequence):
    catalogue = load_catalogue()
    item = catalogue.of_kind("component")[place]
    code = component_ids([str(county)], [item.code], [sequence], catalogue, "component_id")
    parts = take_apart(code, catalogue, "component_id")
    assert parts["county"][0] == str(county)
    assert parts["class"][0] == item.code
    assert int(parts["sequence"][0]) == sequence


def test_event_codes_of_the_wrong_length_are_refused():
    with pytest.raises(InputError) as caught:
        event_codes(["1101"], ["06010"], load_catalogue())
    assert caught.value.message_id == "classes.event_code_length"
    assert event_codes([None, "110105"], ["06010", None], load_catalogue()).tolist() == [None] * 2


def test_crosswalk_names_only_classes_that_exist():
    crosswalk = load_crosswalk()
    for kind in KINDS:
        for source in VERSIONS:
            known = {item.code for item in load_catalogue(source).of_kind(kind)}
            for target in VERSIONS:
                if target == source:
                    continue
                pairs = crosswalk.pairs(kind, source, target)
                assert set(pairs) <= known
                there = {item.code for item in load_catalogue(target).of_kind(kind)}
                assert {code for codes in pairs.values() for code in codes} <= there


def test_every_older_class_has_a_row():
    crosswalk = load_crosswalk()
    for kind in KINDS:
        for source in AGES[:2]:
            rows = crosswalk.pairs(kind, source, "gbt47678_5_2026")
            assert set(rows) == {item.code for item in load_catalogue(source).of_kind(kind)}


def test_relations():
    crosswalk = load_crosswalk()
    old, middle, new = AGES

    def relation(code, source=old, target=new):
        return crosswalk.relation("component", source, target, code)

    assert relation("0118") == "one_to_one"
    assert relation("0117") == "split"
    assert relation("0306") == "merged"
    assert relation("0602") == "none"
    assert relation("0195") == "unknown"
    assert relation("0405", old, middle) == "none"
    assert crosswalk.targets("component", old, new, "0118") == ("01037",)
    assert crosswalk.targets("component", new, new, "01037") == ("01037",)


def test_one_to_one_goes_back_where_it_came_from():
    crosswalk = load_crosswalk()
    for kind in KINDS:
        for source in VERSIONS:
            for target in set(VERSIONS) - {source}:
                for code, targets in crosswalk.pairs(kind, source, target).items():
                    if crosswalk.relation(kind, source, target, code) == "one_to_one":
                        back = crosswalk.targets(kind, target, source, targets[0])
                        assert back == (code,)


def test_minor_of_2026_continues_that_of_2013():
    """What the gaps of 2026 prove: "0" + the minor of 2013, for what stayed in its major."""
    pairs = load_crosswalk().pairs("component", "gbt30428_2_2013", "gbt47678_5_2026")
    stayed = [(code, to[0]) for code, to in pairs.items() if to and code[:2] == to[0][:2]]
    assert len(stayed) > 100
    assert all(new == f"{old[:2]}0{old[2:]}" for old, new in stayed)


@pytest.mark.parametrize(
    ("version", "first", "second"),
    [
        ("cjt214_2007", "2101", "2102"),
        ("gbt30428_2_2013", "0399", "0398"),
        ("gbt47678_5_2026", "03999", "03998"),
    ],
)
def test_extension_codes_follow_the_rule_of_each_version(tmp_path, version, first, second):
    assert next_free_code(load_catalogue(version), "component", "03") == first
    own(tmp_path, HEAD + f"{version},component,{first[:2]},{first[2:]},爱心驿站箱,驿站箱;歇脚箱\n")
    catalogue = load_catalogue(version, tmp_path)
    added = catalogue.find("component", first)
    assert (added.name_zh, added.origin) == ("爱心驿站箱", "extension")
    assert added.aliases == ("驿站箱", "歇脚箱")
    assert catalogue.major("component", first) is not None
    assert next_free_code(catalogue, "component", "03") == second
    assert load_catalogue(version).find("component", first) is None


def test_what_fits_nowhere_goes_to_other():
    codes = [next_free_code(load_catalogue(version), "event") for version in AGES]
    assert codes == ["2101", "0699", "10999"]


def test_a_full_range_is_told(tmp_path):
    rows = "".join(f"gbt30428_2_2013,component,03,{n},自建部件{n},\n" for n in range(60, 100))
    catalogue = load_catalogue("gbt30428_2_2013", own(tmp_path, HEAD + rows))
    with pytest.raises(InputError) as caught:
        next_free_code(catalogue, "component", "03")
    assert caught.value.message_id == "classes.extension_full"
    with pytest.raises(InputError) as caught:
        next_free_code(catalogue, "component", "77")
    assert caught.value.message_id == "classes.major_unknown"


GOOD = "gbt47678_5_2026,component,03,999,爱心驿站箱,"


@pytest.mark.parametrize(
    ("text", "message_id", "row", "column"),
    [
        (HEAD + GOOD.replace("999", "079"), "classes.row", 2, "minor"),
        (HEAD + GOOD.replace("component", "thing"), "classes.cell", 2, "kind"),
        (HEAD + GOOD + "\n" + GOOD.replace("爱心驿站箱", ""), "classes.cell_empty", 3, "name_zh"),
        (HEAD + GOOD + "\n" + GOOD, "classes.row_twice", 3, None),
        (HEAD + GOOD.replace("爱心驿站箱", "垃圾箱"), "classes.row", 2, "name_zh"),
        (HEAD + GOOD.replace("gbt47678_5_2026", "gb1999"), "classes.cell", 2, "version"),
        (HEAD + GOOD.replace(",03,", ",3a,"), "classes.cell", 2, "major"),
        (HEAD.replace("kind", "sort") + GOOD, "classes.column_missing", None, None),
        ("", "classes.table_empty", None, None),
    ],
)
def test_wrong_own_classes_are_told_by_file_row_and_column(tmp_path, text, message_id, row, column):
    with pytest.raises(InputError) as caught:
        load_catalogue("gbt47678_5_2026", own(tmp_path, text))
    error = caught.value
    assert error.message_id == message_id
    assert error.params["file"] == "city.csv"
    assert row is None or error.params["row"] == row
    assert column is None or error.params["column"] == column
    for lang in ("en", "zh"):
        assert "city.csv" in error.localized(lang)


def test_own_classes_in_chinese_and_gbk_with_lost_zeros(tmp_path):
    text = (
        "版本,类型,大类代码,小类代码,名称,几何类型\nGB/T 30428.2-2013,部件,3,97,烟头回收筒,点\n\n"
    )
    catalogue = load_catalogue("gbt30428_2_2013", own(tmp_path, text, encoding="gb18030"))
    assert catalogue.find("component", "0397").name_zh == "烟头回收筒"


def test_excel_without_openpyxl_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(tables.util, "find_spec", lambda name: None)
    (tmp_path / "city.xlsx").write_bytes(b"PK")
    with pytest.raises(InputError) as caught:
        load_catalogue("gbt47678_5_2026", tmp_path)
    assert caught.value.message_id == "classes.no_openpyxl"
    assert "openpyxl" in caught.value.localized("zh")


def test_cells_of_a_spreadsheet(tmp_path, monkeypatch):
    """Numbers without leading zeros and empty rows, as openpyxl hands them over."""
    cells = [
        ["版本", "类型", "大类代码", "小类代码", "名称"],
        [2026, "部件", 3, 999.0, "宠物乐园"],
        [None] * 5,
    ]
    monkeypatch.setattr(tables, "_sheets", lambda path: {"Sheet1": cells})
    (tmp_path / "city.xlsx").write_bytes(b"PK")
    (tmp_path / "~$city.xlsx").write_bytes(b"lock of an open file")
    catalogue = load_catalogue("gbt47678_5_2026", tmp_path)
    assert catalogue.find("component", "03999").name_zh == "宠物乐园"


def test_a_changed_file_is_read_again(tmp_path):
    own(tmp_path, HEAD + GOOD)
    assert load_catalogue("gbt47678_5_2026", tmp_path).find("component", "03999")
    (tmp_path / "city.csv").unlink()
    assert load_catalogue("gbt47678_5_2026", tmp_path).find("component", "03999") is None


@pytest.mark.parametrize("version", VERSIONS)
def test_basis_of_the_facts(version):
    catalogue = load_catalogue(version)
    assert catalogue.basis("class_facts.geometry").value == "default"
    assert not catalogue.basis("class_facts.accuracy").standard
    assert catalogue.basis("extension.direction").standard
    assert catalogue.basis("tables.component.code.name").standard


def test_field_tables():
    new, old = load_catalogue().tables["component"], load_catalogue("cjt214_2007").tables
    assert len(new) == 18
    assert len(load_catalogue().tables["event"]) == 6
    assert len(old["component"]) == 14
    assert all(len(spec.name) <= 10 for spec in old["component"].values())
    assert set(old["component"]) <= set(new)
    assert new["code"].find(["objid"]) == "objid"


def test_aliases_are_no_names_of_classes():
    for version in VERSIONS:
        for kind in KINDS:
            items = load_catalogue(version).of_kind(kind)
            names = {item.name_zh for item in items}
            assert not names & {alias for item in items for alias in item.aliases}


def test_every_character_has_a_pinyin():
    texts = "".join(
        item.name_zh + "".join(item.aliases)
        for version in VERSIONS
        for item in load_catalogue(version).classes
    )
    missing = set(re.findall(r"[\u4e00-\u9fff]", texts)) - set(characters.readings())
    assert missing == set()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("路灯０１２", "路灯"),
        ("  路　灯 ", "路灯"),
        ("路燈", "路灯"),
        ("变压器(箱)", "变压器箱"),
        ("爱心驿站（自定义）", "爱心驿站"),
        ("01037 路灯", "路灯"),
        ("12号路灯", "路灯"),
        ("Street Lamp", "streetlamp"),
    ],
)
def test_readings_of_what_surveys_write(written, meant):
    assert meant in list(readings(written))


def test_brackets_are_read_in_every_way():
    assert {"公交站亭", "公交站牌", "公交站亭牌"} <= set(spellings("公交站亭（牌）"))
    assert "车辆加气站" in spellings("车辆加油（气、电）站")


@given(st.text(max_size=20))
def test_keys_are_stable(text):
    assert key(key(text)) == key(text)
    assert next(iter(readings(text))) == key(text)


def test_numpy_columns_are_taken():
    codes = np.array([11010501037000012, 0], dtype=np.int64)
    assert validate(codes, load_catalogue(), "component", "component_id").tolist() == ["", "length"]
