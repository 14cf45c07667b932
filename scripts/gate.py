#!/usr/bin/env python3
"""The publishing gate: checks the built zip by the rules of plugins.qgis.org, and stricter.

    scripts/gate.py [ZIP]      without a zip it builds one, twice, and compares them

Every problem is printed; the exit code is 1 if there is one. Run it with the Python of
scripts/install.sh --tests, which has Bandit and detect-secrets.
"""

from __future__ import annotations

import argparse
import ast
import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import List

sys.path.insert(0, str(Path(__file__).resolve().parent))
import build  # noqa: E402

PACKAGE = build.PACKAGE
MAXIMUM_BYTES = 25 * 1024 * 1024
MAXIMUM_UNPACKED = 100 * 1024 * 1024
REQUIRED_FILES = ("__init__.py", "metadata.txt", "LICENSE")
REQUIRED_KEYS = (
    "name", "description", "about", "version", "author", "email", "tracker", "repository",
    "homepage", "qgisMinimumVersion", "qgisMaximumVersion", "hasProcessingProvider", "icon",
    "tags", "changelog", "category",
)  # fmt: skip
FIXED_VALUES = {
    "qgisMinimumVersion": "3.22",
    "qgisMaximumVersion": "4.99",
    "hasProcessingProvider": "yes",
    "category": "Vector",
}
LOCALIZED_KEYS = ("name", "description", "about")
LOCALES = ("zh", "zh_CN", "zh-Hans")
FORBIDDEN_SUFFIXES = {
    ".pyc", ".pyo", ".pyd", ".so", ".dll", ".dylib", ".exe", ".bin", ".a", ".lib", ".o", ".whl",
    ".egg", ".jar", ".class", ".zip", ".gz", ".tar", ".7z", ".sh", ".bat", ".cmd", ".ts", ".gpkg",
    ".sqlite", ".db", ".shp", ".qrc",
}  # fmt: skip
FORBIDDEN_NAMES = re.compile(r"^(ui_.*\.py|resources(_rc)?\.py|.*_rc\.py|\..*|Thumbs\.db)$")
FORBIDDEN_FOLDERS = {"__pycache__", "__MACOSX", "tests", "test", "build", "help"}
BINARY_STARTS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe")


def check_files(archive: zipfile.ZipFile) -> List[str]:
    problems = []
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        problems.append("a file name occurs twice")
    if len({name.lower() for name in names}) != len(set(names)):
        problems.append("two file names differ only by upper and lower case")
    if sum(entry.file_size for entry in entries) > MAXIMUM_UNPACKED:
        problems.append("unpacked size is too large")
    for entry in entries:
        name = entry.filename
        path = PurePosixPath(name)
        if path.parts[0] != PACKAGE or ".." in path.parts or "\\" in name or name.startswith("/"):
            problems.append(f"{name}: not inside the one top folder {PACKAGE}")
        if not name.isascii():
            problems.append(f"{name}: the name is not ASCII")
        if path.suffix.lower() in FORBIDDEN_SUFFIXES or FORBIDDEN_NAMES.match(path.name):
            problems.append(f"{name}: such a file must not be published")
        if FORBIDDEN_FOLDERS & set(path.parts[:-1]):
            problems.append(f"{name}: such a folder must not be published")
        if entry.external_attr >> 16 & 0o170000 not in (0, 0o100000):
            problems.append(f"{name}: not a plain file")
        if entry.external_attr >> 16 & 0o111:
            problems.append(f"{name}: is executable")
        content = archive.read(name)
        if content.startswith(BINARY_STARTS):
            problems.append(f"{name}: is a binary")
        if path.suffix == ".py":
            try:
                ast.parse(content.decode("utf-8"), name, feature_version=(3, 9))
            except (SyntaxError, UnicodeDecodeError) as error:
                problems.append(f"{name}: not Python 3.9 in UTF-8: {error}")
    for name in REQUIRED_FILES:
        if f"{PACKAGE}/{name}" not in names:
            problems.append(f"{name} is missing")
    if f"{PACKAGE}/i18n/dcm_zh_CN.qm" not in names:
        problems.append("the Chinese translation is missing")
    return problems


def check_metadata(archive: zipfile.ZipFile) -> List[str]:
    problems = []
    text = archive.read(f"{PACKAGE}/metadata.txt").decode("utf-8")
    parser = configparser.ConfigParser()  # with interpolation, as the site reads it
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(text)
        general = dict(parser["general"])
    except (configparser.Error, KeyError) as error:
        return [f"metadata.txt: {error} (a % must be doubled)"]
    for key in REQUIRED_KEYS:
        if not general.get(key, "").strip():
            problems.append(f"metadata.txt: {key} is missing or empty")
    for key, value in FIXED_VALUES.items():
        if general.get(key) != value:
            problems.append(f"metadata.txt: {key} must be {value}, not {general.get(key)}")
    if "supportsQt6" in general:
        problems.append("metadata.txt: supportsQt6 exists no more")
    for key in LOCALIZED_KEYS:
        values = {general.get(f"{key}[{locale}]", "") for locale in LOCALES}
        if len(values) != 1 or not re.search(r"[\u4e00-\u9fff]", values.pop()):
            problems.append(f"metadata.txt: {key} must be given in Chinese, alike for {LOCALES}")
    if not re.fullmatch(r"\d+\.\d+(\.\d+)?", general.get("version", "")):
        problems.append("metadata.txt: version must look like 1.2.3")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", general.get("email", "")):
        problems.append("metadata.txt: email is not an address")
    for key in ("tracker", "repository", "homepage"):
        if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", general.get(key, "")):
            problems.append(f"metadata.txt: {key} is not an address of the web")
    if f"{PACKAGE}/{general.get('icon')}" not in archive.namelist():
        problems.append("metadata.txt: the icon is not in the zip")
    if general.get("version", "") not in general.get("changelog", ""):
        problems.append("metadata.txt: the changelog does not tell of this version")
    licence = archive.read(f"{PACKAGE}/LICENSE").decode("utf-8")
    if "GNU GENERAL PUBLIC LICENSE" not in licence:
        problems.append("LICENSE is not the GPL")
    return problems


def check_bandit(folder: Path) -> List[str]:
    """Every rule, every severity, and no ``# nosec``."""
    run = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-r", str(folder), "--ignore-nosec", "-f", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        report = json.loads(run.stdout)
    except ValueError:
        return [f"bandit gave no report: {run.stderr.strip()}"]
    problems = [f"bandit: {error['filename']}: {error['reason']}" for error in report["errors"]]
    for finding in report["results"]:
        place = Path(finding["filename"]).relative_to(folder)
        problems.append(
            f"bandit: {place}:{finding['line_number']}: {finding['test_id']} "
            f"{finding['issue_text']}"
        )
    if report["metrics"]["_totals"]["loc"] == 0:
        problems.append("bandit saw no code")
    return problems


def check_secrets(folder: Path) -> List[str]:
    run = subprocess.run(
        [sys.executable, "-m", "detect_secrets", "-C", str(folder), "scan", "--all-files",
         "--no-verify", "."],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    try:
        report = json.loads(run.stdout)
    except ValueError:
        return [f"detect-secrets gave no report: {run.stderr.strip()}"]
    return [
        f"detect-secrets: {name}:{secret['line_number']}: {secret['type']}"
        for name, secrets in report["results"].items()
        for secret in secrets
    ]


def check(path: Path) -> List[str]:
    """All problems of a zip."""
    problems = []
    if path.stat().st_size > MAXIMUM_BYTES:
        problems.append(f"larger than {MAXIMUM_BYTES} bytes")
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as temporary:
        problems += check_files(archive)
        if problems:
            return problems  # not safe to unpack
        problems += check_metadata(archive)
        archive.extractall(temporary)
        problems += check_bandit(Path(temporary))
        problems += check_secrets(Path(temporary))
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("zip", nargs="?", type=Path)
    path = parser.parse_args().zip
    problems = []
    if path is None:
        path = build.build(build.REPOSITORY / "build")[1]
        with tempfile.TemporaryDirectory() as temporary:
            if build.build(Path(temporary))[1].read_bytes() != path.read_bytes():
                problems.append("two builds of the same files differ")
    problems += check(path)
    for problem in problems:
        print(f"gate: {problem}", file=sys.stderr)
    size = path.stat().st_size / 1024
    print(f"gate: {path.name}, {size:.0f} KiB: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
