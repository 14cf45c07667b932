"""Profiles: what the built-in ones say, own ones, and errors that name file and key."""

from __future__ import annotations

import pytest
import yaml

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.standards import (
    DEFAULT_PROFILE,
    Basis,
    FieldSpec,
    list_profiles,
    load_profile,
)
from dcm_plugin.core.standards.loader import FOLDER

BUILT_IN = (
    "gbt47678_3_2026",
    "gbt30428_1_2013",
    "cjt213_2005",
    "db11t2157_2023",
    "cjt349_2010",
    "custom",
)
CHECKS = [f"G{n:02d}" for n in range(1, 11)] + [f"Q{n:02d}" for n in range(1, 17)]


def test_what_is_on_offer():
    assert list_profiles() == BUILT_IN
    assert BUILT_IN[0] == DEFAULT_PROFILE


@pytest.mark.parametrize(
    "profile_id, length, prefix, first, last",
    [
        ("cjt213_2005", 14, 12, 1, 99),
        ("gbt30428_1_2013", 15, 12, 1, 999),
        ("gbt47678_3_2026", 15, 12, 1, 999),
        ("db11t2157_2023", 15, 12, 1, 999),
        ("cjt349_2010", 20, 18, 0, 99),
        ("custom", 15, 12, 1, 999),
    ],
)
def test_code_structures(profile_id, length, prefix, first, last):
    code = load_profile(profile_id).code
    assert (code.length, code.prefix_length, code.first, code.last) == (length, prefix, first, last)
    assert code.community_length == 12
    assert code.community_span == (prefix - 12, prefix)


@pytest.mark.parametrize("profile_id", BUILT_IN)
def test_every_profile_is_complete(profile_id):
    profile = load_profile(profile_id)
    assert set(profile.checks) == set(CHECKS)
    assert profile.name("zh") and profile.name("en")
    assert profile.fields["code"].length == profile.code.length
    assert profile.tables["foreign_keys"]["code"].length == profile.code.length
    assert [r for r in ("code", "area", "start") if profile.fields[r].required != "M"] == []
    for table in profile.tables.values():
        for spec in table.values():
            assert len(spec.name) <= 10, "Shapefile"


@pytest.mark.parametrize("profile_id", BUILT_IN)
def test_every_value_has_a_basis(profile_id):
    profile = load_profile(profile_id)
    for group in ("tolerances", "area", "numbering", "lifecycle"):
        for name in getattr(profile, group).__dataclass_fields__:
            if getattr(getattr(profile, group), name) is not None:
                assert f"{group}.{name}" in profile.bases, name
    for check, rule in profile.checks.items():
        for name in ["severity", *rule.params]:
            assert f"checks.{check}.{name}" in profile.bases
    for table, specs in profile.tables.items():
        for role in specs:
            assert f"tables.{table}.{role}" in profile.bases
            assert f"tables.{table}.{role}.name" in profile.bases


def test_standard_and_our_default_are_told_apart():
    profile = load_profile(DEFAULT_PROFILE)
    assert profile.is_standard("area.target")
    assert not profile.is_standard("area.upper")
    assert profile.basis("tolerances.length") is Basis.DEFAULT
    assert profile.basis("checks.G03.share") is Basis.DEFAULT
    assert profile.is_standard("checks.G04.compound_area")
    assert profile.basis("tables.unit_grid.code.name") is Basis.INFERRED
    assert profile.is_standard("tables.unit_grid.code.length")
    assert not profile.is_standard("no.such.key")
    assert not Basis.RECALLED_MEDIUM.standard


def test_values():
    profile = load_profile(DEFAULT_PROFILE)
    assert (profile.tolerances.length, profile.tolerances.area) == (0.05, 1.0)
    assert (profile.area.target, profile.area.lower, profile.area.upper) == (10000, 5000, 15000)
    assert profile.check("G07").params["factor"] == 3.0
    assert profile.check("G10").severity == "off" and not profile.check("G10").active
    assert load_profile("db11t2157_2023").check("G10").active
    assert not profile.check("X99").active
    assert not profile.lifecycle.reuse_codes
    assert load_profile("cjt349_2010").numbering.single == 0


def test_field_names_old_and_new():
    spec = load_profile(DEFAULT_PROFILE).fields["code"]
    assert spec.name == "DYWGBSM"
    assert spec.find(["bgcode", "x"]) == "bgcode"
    assert spec.find(["BGID", "dywgbsm"]) == "dywgbsm"
    assert spec.find(["other"]) is None
    assert load_profile("cjt213_2005").fields["code"].name == "BGCODE"
    assert isinstance(spec, FieldSpec) and spec.alias("zh") == "单元网格标识码"


def write(folder, name, content):
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_city_profile(tmp_path):
    write(
        tmp_path,
        "mycity",
        "id: mycity\nextends: gbt30428_1_2013\ntitle: {en: My city, zh: 我市}\n"
        "area: {target: 8000}\n"
        "code: {segments: {street: {length: 3, minimum: null}}}\n"
        "checks: {Q11: {severity: 'off'}}\n",
    )
    assert list_profiles(tmp_path)[-1] == "mycity"
    profile = load_profile("mycity", tmp_path)
    assert profile.area.target == 8000 and profile.area.upper == 15000
    assert profile.basis("area.target") is Basis.DEFAULT
    assert profile.code.segments[1].minimum is None
    assert profile.check("Q11").params["above"] == 20000
    assert profile.name("zh") == "我市"


def test_a_city_may_change_a_built_in_one(tmp_path):
    write(tmp_path, "custom", {"id": "custom", "extends": "custom", "area": {"target": 9000}})
    assert load_profile("custom", tmp_path).area.target == 9000
    assert load_profile("custom").area.target == 10000


def test_a_changed_file_is_read_again(tmp_path):
    import os

    write(tmp_path, "mine", {"id": "mine", "extends": "custom", "area": {"target": 9000}})
    assert load_profile("mine", tmp_path).area.target == 9000
    write(tmp_path, "mine", {"id": "mine", "extends": "custom", "area": {"target": 9500}})
    os.utime(tmp_path / "mine.yaml", ns=(1, 1))
    assert load_profile("mine", tmp_path).area.target == 9500


@pytest.mark.parametrize(
    "content, words",
    [
        ("id: bad\nextends: base\narea: {target: -3}\n", ["bad.yaml", "area.target", "-3"]),
        ("id: bad\nextends: base\narea: {tarket: 3}\n", ["area.tarket"]),
        ("id: bad\nextends: base\nareas: {}\n", ["areas"]),
        ("id: other\nextends: base\n", ["id", "other", "bad"]),
        ("id: bad\nextends: base\ncode: {alphabet: abc}\n", ["code.alphabet"]),
        ("id: bad\nextends: base\ncode: {order: [grid]}\n", ["code.order"]),
        (
            "id: bad\nextends: base\ncode: {segments: {grid: {maximum: 1000}}}\n",
            ["code.segments.grid.maximum"],
        ),
        (
            "id: bad\nextends: base\ncode: {segments: {grid: {length: x}}}\n",
            ["code.segments.grid.length"],
        ),
        ("id: bad\nextends: base\nchecks: {G01: {severity: fatal}}\n", ["checks.G01.severity"]),
        ("id: bad\nextends: base\nchecks: {G01: 3}\n", ["checks.G01"]),
        ("id: bad\nextends: base\nnumbering: {order: zigzag}\n", ["numbering.order"]),
        ("id: bad\nextends: base\nnumbering: {row_height: tall}\n", ["numbering.row_height"]),
        ("id: bad\nextends: base\nlifecycle: {reuse_codes: 1}\n", ["lifecycle.reuse_codes"]),
        (
            "id: bad\nextends: base\narea: {target: {value: 1, basis: guess}}\n",
            ["area.target.basis", "guess"],
        ),
        ("id: bad\nextends: base\narea: {target: {value: 1}}\n", ["area.target.basis"]),
        ("id: bad\nextends: base\narea: {target: 4000}\n", ["area.target", "4000"]),
        (
            "id: bad\nextends: base\ntables: {unit_grid: {code: {name: 编码}}}\n",
            ["tables.unit_grid.code.name"],
        ),
        (
            "id: bad\nextends: base\ntables: {unit_grid: {code: {name: mj}}}\n",
            ["tables.unit_grid", "mj"],
        ),
        ("id: bad\nextends: base\ntables: {unit_grid: {code: null}}\n", ["code"]),
        ("id: bad\nextends: nothing\n", ["nothing", "gbt47678_3_2026"]),
        ("id: bad\nextends: bad\n", ["bad"]),
        ("id: bad\nid: bad\n", ["bad.yaml", "twice"]),
        ("id: [\n", ["bad.yaml"]),
        ("- a\n", ["bad.yaml"]),
        ("id: bad\nextends: base\ntitle: x\n", ["title"]),
        ("id: bad\nextends: base\nabstract: true\n", ["bad"]),
        ("id: bad\nextends: base\ncode: {alphabet: !!python/object:os.system x}\n", ["bad.yaml"]),
    ],
)
def test_errors_name_file_and_key(tmp_path, content, words):
    write(tmp_path, "bad", content)
    with pytest.raises(InputError) as caught:
        load_profile("bad", tmp_path)
    for lang in ("en", "zh"):
        for word in words:
            assert word in caught.value.localized(lang)


def test_unknown_and_abstract():
    with pytest.raises(InputError, match="no_such"):
        load_profile("no_such")
    with pytest.raises(InputError, match="common values"):
        load_profile("base")


def test_only_yaml_in_the_folder():
    assert {path.suffix for path in FOLDER.iterdir()} == {".yaml"}
