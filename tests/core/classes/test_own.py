"""The city's own classes while they are edited, and what is said about a class."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcm_plugin.core.classes import (
    COMPONENT,
    EVENT,
    KINDS,
    VERSIONS,
    load_catalogue,
    load_crosswalk,
    next_free_code,
    search,
    tables,
)
from dcm_plugin.core.classes.card import (
    SAME_NAME,
    counterparts,
    facts,
    grouped,
    hit_text,
    notes,
)
from dcm_plugin.core.classes.extension import majors_for, split_aliases
from dcm_plugin.core.classes.loader import kind_name
from dcm_plugin.core.classes.model import EXTENSION, ManagedClass
from dcm_plugin.core.classes.own import FILE, CityCatalogue, Taken, to_csv
from dcm_plugin.core.errors import DcmError, InputError
from dcm_plugin.core.messages import text
from dcm_plugin.core.standards.model import Basis

NEW, MIDDLE, OLD = VERSIONS


def own(code: str = "03999", name: str = "爱心驿站箱", version: str = NEW, **more) -> ManagedClass:
    values = {
        "kind": COMPONENT, "name_en": "", "geometry": "point", "accuracy": "B",
        "basis": Basis.DEFAULT, "origin": EXTENSION,
    }  # fmt: skip
    return ManagedClass(
        version=version, major=code[:2], minor=code[2:], name_zh=name, **{**values, **more}
    )


@pytest.fixture
def city(tmp_path: Path) -> CityCatalogue:
    return CityCatalogue(tmp_path / "catalogues")


def test_what_is_saved_is_read_back(city):
    odd = own("03998", '休息"箱", 大', name_en="a,b", aliases=("甲", "乙"), description_zh="一\n二")
    for item in (own(), odd, own("2101", version=OLD), own("0399", version=MIDDLE, kind=COMPONENT)):
        city.put(item)
    city.put(own("10999", "占道直播", kind=EVENT, accuracy=""))
    assert city.modified
    assert city.save() == city.folder / FILE
    assert not city.modified
    again = CityCatalogue(city.folder)
    assert again.classes == city.classes
    assert again.problem is None
    assert load_catalogue(NEW, city.folder).find(COMPONENT, "03998") == odd
    assert city.path.read_bytes().startswith(b"\xef\xbb\xbf")


NAMES = st.text("甲乙丙丁戊,;；\"' \n", min_size=1, max_size=8).map(str.strip).filter(bool)


@settings(max_examples=40, deadline=None)
@given(
    numbers=st.lists(st.integers(80, 999), unique=True, max_size=6),
    names=st.lists(NAMES, unique=True, min_size=6, max_size=6),
    aliases=st.lists(NAMES.filter(lambda t: not set(t) & set(";；")), unique=True, max_size=3),
)
def test_any_classes_come_back_as_they_were(tmp_path_factory, numbers, names, aliases):
    folder = tmp_path_factory.mktemp("city")
    city = CityCatalogue(folder)
    for number, name in zip(numbers, names):
        city.put(own(f"04{number:03d}", name, aliases=tuple(aliases)))
    city.save()
    assert CityCatalogue(folder).classes == city.classes


def test_undo_goes_back_step_by_step(city):
    states = [city.classes]
    first = own()
    city.put(first)
    states.append(city.classes)
    city.put(replace(first, name_zh="驿站箱"), first)
    states.append(city.classes)
    city.remove(city.classes[0])
    assert city.classes == ()
    assert city.last_step.message_id == "catalogue.step.delete"
    while city.last_step is not None:
        city.undo()
        assert city.classes == states.pop()
    assert states == []
    assert not city.modified
    city.undo()
    assert city.classes == ()


def test_saved_changes_can_be_taken_back_too(city):
    city.put(own())
    city.save()
    city.undo()
    assert city.modified
    city.save()
    assert CityCatalogue(city.folder).classes == ()


@pytest.mark.parametrize(
    ("item", "message_id"),
    [
        (own("03079"), "classes.extension_range"),
        (own("0399"), "classes.extension_range"),
        (own("039x9"), "classes.extension_range"),
        (own("0399", version=OLD), "classes.extension_range"),
        (own(name=""), "classes.name_missing"),
        (own(name="长" * 31), "classes.name_long"),
        (own(name="垃圾箱"), "classes.name_taken"),
        (own("03990"), "classes.code_taken"),
    ],
)
def test_what_breaks_the_rules_is_refused(city, item, message_id):
    city.put(own("03990", "已有箱"))
    before = city.classes
    with pytest.raises(InputError) as caught:
        city.put(item)
    assert caught.value.message_id == message_id
    assert caught.value.localized("zh") != caught.value.localized("en")
    assert city.classes == before


def test_a_class_may_keep_its_own_code_and_name(city):
    city.put(own())
    item = city.classes[0]
    city.put(replace(item, name_en="Care box"), item)
    assert city.catalogue(NEW).find(COMPONENT, "03999").name_en == "Care box"
    assert len(city.classes) == 1


def test_standard_classes_are_never_touched(city):
    standard = city.catalogue(NEW).find(COMPONENT, "01037")
    assert not city.editable(standard)
    for action in (
        lambda: city.remove(standard),
        lambda: city.put(replace(standard, name_zh="灯"), standard),
    ):
        with pytest.raises(InputError) as caught:
            action()
        assert caught.value.message_id == "catalogue.not_own"
    assert not city.modified


def test_classes_of_other_files_are_shown_and_left_alone(city):
    city.folder.mkdir()
    other = city.folder / "district.csv"
    other.write_bytes(to_csv([own()]))
    city.reload()
    item = city.catalogue(NEW).find(COMPONENT, "03999")
    assert item.origin == EXTENSION
    assert not city.editable(item)
    with pytest.raises(InputError) as caught:
        city.put(own(name="别的箱"))
    assert caught.value.message_id == "classes.code_taken"
    assert next_free_code(city.catalogue(NEW), COMPONENT, "03") == "03998"
    city.put(own("03998", "别的箱"))
    city.save()
    assert other.read_bytes() == to_csv([own()])
    assert city.export(city.folder.parent / "all.csv") == 2


@pytest.mark.parametrize("name", [FILE, "district.csv"])
def test_a_wrong_file_stops_no_one_from_looking(city, name):
    city.folder.mkdir()
    (city.folder / name).write_text("version,kind\n", encoding="utf-8")
    city.reload()
    assert city.problem.message_id == "classes.column_missing"
    assert city.catalogue(NEW).find(COMPONENT, "01037")
    for action in (lambda: city.put(own()), city.save, lambda: city.take_over([own()], "f")):
        with pytest.raises(InputError):
            action()
    assert (city.folder / name).read_text(encoding="utf-8") == "version,kind\n"


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(city):
    city.put(own())
    city.folder.mkdir()
    city.path.write_bytes(to_csv([own("03998", "别人的箱")]))
    with pytest.raises(DcmError) as caught:
        city.save()
    assert caught.value.message_id == "catalogue.changed_elsewhere"
    assert "别人的箱" in city.path.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    city = CityCatalogue(tmp_path / "file" / "catalogues")
    city.put(own())
    with pytest.raises(DcmError) as caught:
        city.save()
    assert caught.value.message_id.startswith("files.")
    assert city.modified


HEAD = "版本,类型,大类,小类,名称,精度等级\n"


def imported(city: CityCatalogue, folder: Path, rows: str, encoding: str = "utf-8"):
    path = folder / "来件.csv"
    path.write_bytes((HEAD + rows).encode(encoding))
    return city.read_file(path)


def test_every_wrong_cell_of_a_file_is_listed(city, tmp_path):
    city.put(own())
    items, errors = imported(
        city,
        tmp_path,
        "2026,部件,3,998,好箱,A\n"
        "2026,部件,3,79,超范围,A\n"
        "2026,东西,3,997,,Z\n"
        "2026,部件,3,998,重码箱,B\n"
        "2026,部件,3,996,垃圾箱,B\n"
        "2026,部件,3,995,爱心驿站箱,B\n"
        "2026,部件,3,994,好箱,B\n",
    )
    told = [(error.params["row"], error.params["column"]) for error in errors]
    assert told == [
        (3, "minor"), (4, "kind"), (4, "name_zh"), (4, "accuracy"),
        (5, "version, kind, major, minor"), (6, "name_zh"), (7, "name_zh"), (8, "name_zh"),
    ]  # fmt: skip
    assert all("来件.csv" in error.localized("zh") for error in errors)
    assert len(city.classes) == 1


def test_a_right_file_is_taken_over_in_one_step(city, tmp_path):
    city.put(own())
    city.put(own("03998", "旧名箱"))
    before = city.classes
    rows = "2026,部件,3,998,新名箱,A\n2026,部件,03,997,另一箱,\n2007,事件,21,1,占道直播,\n"
    items, errors = imported(city, tmp_path, rows, "gb18030")
    assert errors == ()
    assert city.take_over(items, "来件.csv") == Taken(added=2, changed=1, same=0)
    assert city.catalogue(NEW).find(COMPONENT, "03998").name_zh == "新名箱"
    assert city.catalogue(OLD).find(EVENT, "2101").accuracy == ""
    items, errors = imported(city, tmp_path, rows)
    assert errors == ()
    assert city.take_over(items, "来件.csv") == Taken(added=0, changed=0, same=3)
    city.undo()
    assert city.classes == before


def test_an_export_is_an_import_without_change(city, tmp_path):
    city.put(own(aliases=("甲", "乙")))
    city.put(own("2101", version=OLD))
    assert city.export(tmp_path / "out.csv") == 2
    items, errors = city.read_file(tmp_path / "out.csv")
    assert errors == ()
    assert city.take_over(items, "out.csv") == Taken(0, 0, 2)


@pytest.mark.parametrize(
    ("data", "message_id"),
    [
        (b"", "classes.table_empty"),
        (HEAD.encode(), "catalogue.no_rows"),
        (b"\xff\xff\xff", "classes.table_encoding"),
        (b"a,b\n", "classes.column_missing"),
    ],
)
def test_files_without_classes_are_told(city, tmp_path, data, message_id):
    (tmp_path / "f.csv").write_bytes(data)
    items, errors = city.read_file(tmp_path / "f.csv")
    assert [error.message_id for error in errors] == [message_id]
    assert items == ()


@pytest.mark.skipif(importlib.util.find_spec("openpyxl") is None, reason="openpyxl is missing")
def test_excel_files_are_read(city, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for line in (
        ["版本", "类型", "大类", "小类", "名称"],
        [2026, "部件", 3, 997, "表格箱"],
        [None],
    ):
        book.active.append(line)
    book.save(tmp_path / "city.xlsx")
    items, errors = city.read_file(tmp_path / "city.xlsx")
    assert errors == ()
    assert [item.code for item in items] == ["03997"]
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    assert city.read_file(tmp_path / "broken.xlsx")[1][0].message_id == "classes.table_unreadable"


def test_aliases_as_people_write_them():
    assert split_aliases(" 甲；乙 ;;甲; ") == ("甲", "乙")


def test_where_a_city_may_add():
    assert [m.code for m in majors_for(load_catalogue(OLD), COMPONENT)] == ["21"]
    assert majors_for(load_catalogue(OLD), EVENT)[0].name("zh") == "扩展事件"
    assert [m.code for m in majors_for(load_catalogue(NEW), COMPONENT)][:2] == ["01", "02"]


def test_events_are_matters_since_2026():
    assert kind_name(OLD, EVENT, "zh") == "事件"
    assert kind_name(NEW, EVENT, "zh") == "管理事项"


def catalogues(city):
    return {version: city.catalogue(version) for version in VERSIONS}


def test_the_card_marks_what_is_ours(city):
    catalogue = city.catalogue(NEW)
    found = {
        fact.label: fact for fact in facts(catalogue, catalogue.find(COMPONENT, "01037"), "en")
    }
    assert found["Geometry"].ours and found["Accuracy class"].ours and found["Aliases"].ours
    assert not found["Chinese name"].ours
    assert found["Accuracy class"].text.startswith("A: ±0.5 m")
    city.put(own())
    mine = facts(city.catalogue(NEW), own(), "zh")
    assert not any(fact.ours for fact in mine)
    assert "本市扩展类别" in [fact.text for fact in mine]


def test_counterparts_follow_the_crosswalk(city):
    crosswalk = load_crosswalk()
    known = catalogues(city)
    for version in VERSIONS:
        for item in known[version].classes:
            for found in counterparts(item, known, "zh"):
                expected = crosswalk.targets(item.kind, version, found.version, item.code)
                assert tuple(other.code for other in found.classes) == expected
                assert not found.text.startswith("catalogue.")


def test_what_became_of_a_class_in_words(city):
    def said(code, version=OLD):
        item = city.catalogue(version).find(COMPONENT, code)
        return [c.text for c in counterparts(item, catalogues(city), "en")]

    assert said("0117") == ["was split into"] * 2
    assert said("0306") == ["was merged into"] * 2
    assert said("01030", NEW)[0] == "was split off from"
    gone = city.catalogue(MIDDLE).find(COMPONENT, "0504")
    assert notes(gone, "zh") == ("2026 版取消",)


def test_own_classes_are_compared_by_name(city):
    city.put(own("2101", "露天供热管", version=OLD, aliases=("露天供热管道",)))
    item = city.catalogue(OLD).find(COMPONENT, "2101")
    there = {c.version: c for c in counterparts(item, catalogues(city), "en")}
    assert there[NEW].text == text("catalogue.newer." + SAME_NAME, "en")
    assert [other.name_zh for other in there[NEW].classes] == ["露天供热管道"]
    assert notes(item, "en") == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_groups_hold_every_class_once(city, version):
    catalogue = city.catalogue(version)
    for kind in KINDS:
        groups = grouped(catalogue, kind)
        held = [item.code for group in groups for item in group.classes]
        assert held == sorted(item.code for item in catalogue.of_kind(kind))
        assert all(item.major == group.code for group in groups for item in group.classes)
        some = grouped(catalogue, kind, set(held[:3]))
        assert [item.code for group in some for item in group.classes] == held[:3]


def test_a_hit_says_how_it_was_found():
    hits = {hit.how: hit_text(hit, "en") for hit in search(load_catalogue(), "街灯", COMPONENT)}
    assert hits["alias"] == "Alias: 街灯"
    assert hit_text(search(load_catalogue(), "01037", COMPONENT)[0], "en") == ""


def test_errors_say_in_words_what_is_expected(city, tmp_path):
    items, errors = imported(city, tmp_path, "2026,东西,3a,998,好箱,A\n")
    said = " ".join(error.localized("zh") for error in errors)
    assert "component (部件)" in said
    assert "2 位数字" in said
    assert tables.column_title("extension", "minor", "zh") == "小类代码"
    assert tables.column_title("extension", "minor", "en") == "minor"
