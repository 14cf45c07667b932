"""The build, the publishing gate and the translations."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Dict

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))
import gate  # noqa: E402

import build  # noqa: E402
import i18n  # noqa: E402


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build.build(tmp_path_factory.mktemp("build"))[1]


def changed(archive: Path, target: Path, changes: Dict[str, bytes]) -> Path:
    """A copy of the zip with files changed or added."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(old.getinfo(name), old.read(name))
        for name, content in changes.items():
            new.writestr(zipfile.ZipInfo(name), content)
    return target


def test_the_zip_passes_the_gate(archive: Path) -> None:
    assert gate.check(archive) == []


def test_two_builds_are_the_same(tmp_path: Path) -> None:
    first, second = (build.build(tmp_path / name)[1].read_bytes() for name in "ab")
    assert first == second


BAD_CODE = {
    "B101": b"assert True\n",
    "B110": b"try:\n    x = 1\nexcept Exception:  # nosec\n    pass\n",
    "B324": b"import hashlib\nhashlib.md5(b'')\n",
    "B311": b"import random\nrandom.random()\n",
    "B404": b"import subprocess\n",
    "B405": b"import xml.etree.ElementTree\n",
    "B108": b"P = '/tmp/x'\n",
    "B310": b"import urllib.request\nurllib.request.urlopen('x')\n",
    "B608": b"def q(c, t):\n    c.execute('SELECT a FROM ' + t)\n",
    "AWS": b"key = 'AKIA" + b"IOSFODNN7EXAMPLF'\n",
}


def test_the_gate_refuses_code(archive: Path, tmp_path: Path) -> None:
    files = {f"dcm_plugin/bad_{rule}.py": code for rule, code in BAD_CODE.items()}
    problems = gate.check(changed(archive, tmp_path / "bad.zip", files))
    for rule in BAD_CODE:
        assert any(f"bad_{rule}.py" in p and rule in p for p in problems), (rule, problems)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("dcm_plugin/bad.py", b"match 1:\n    case 1:\n        x = 1\n", "not Python 3.9"),
        ("dcm_plugin/ui_form.py", b"", "must not be published"),
        ("dcm_plugin/a.so", b"", "must not be published"),
        ("dcm_plugin/a.dat", b"\x7fELF", "is a binary"),
        ("dcm_plugin/__pycache__/a.py", b"", "must not be published"),
        ("other/a.py", b"", "one top folder"),
        ("dcm_plugin/../a.py", b"", "one top folder"),
    ],
)
def test_the_gate_refuses_files(
    archive: Path, tmp_path: Path, name: str, content: bytes, complaint: str
) -> None:
    problems = gate.check(changed(archive, tmp_path / "bad.zip", {name: content}))
    assert any(complaint in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("qgisMinimumVersion=3.22", "qgisMinimumVersion=3.16", "qgisMinimumVersion"),
        ("qgisMaximumVersion=4.99", "supportsQt6=True", "supportsQt6"),
        ("about=", "about=100 % ", "doubled"),
        ("name[zh-Hans]=数字城市管理", "", "name must be given in Chinese"),
        ("tracker=http", "tracker=ftp", "tracker"),
        ("icon=resources/icons/dcm.svg", "icon=none.svg", "icon is not in the zip"),
        ("hasProcessingProvider=yes", "", "hasProcessingProvider"),
    ],
)
def test_the_gate_reads_the_metadata(
    archive: Path, tmp_path: Path, repository: Path, old: str, new: str, complaint: str
) -> None:
    text = (repository / "metadata.txt").read_text(encoding="utf-8")
    assert old in text
    content = text.replace(old, new, 1).encode("utf-8")
    bad = changed(archive, tmp_path / "bad.zip", {"dcm_plugin/metadata.txt": content})
    with zipfile.ZipFile(bad) as opened:
        assert any(complaint in problem for problem in gate.check_metadata(opened))


def test_translations_are_complete() -> None:
    assert i18n.problems() == []


@pytest.mark.parametrize(
    "source",
    [
        'translate("DCM", f"area {x}")',
        'translate("DCM", name)',
        'translate("Other", "text")',
        'QCoreApplication.translate("DCM", "a" + b)',
        'QT_TRANSLATE_NOOP("DCM", "")',
        'translate("DCM", "{} m".format(2))',
    ],
)
def test_only_literals_can_be_translated(source: str) -> None:
    (call,) = i18n.calls_in(i18n.ast.parse(source))[:1]
    with pytest.raises(i18n.ExtractionError):
        i18n.key_of(call, "test")


def test_extraction_finds_both_forms() -> None:
    source = (
        'QCoreApplication.translate("DCM", "one " "text")\n'
        'QT_TRANSLATE_NOOP("DCM", "two")\n'
        '"word".translate(table)\n'
    )
    calls = i18n.calls_in(i18n.ast.parse(source))
    assert [i18n.key_of(call, "test").source for call in calls] == ["one text", "two"]
