#!/usr/bin/env python3
"""Translations of the texts of the user interface.

    scripts/i18n.py update     bring i18n/dcm_zh_CN.ts up to date with the source
    scripts/i18n.py check      fail if that would change anything, or an entry is unfinished
    scripts/i18n.py compile F  make the .qm files in folder F

Extracted are ``translate("DCM", "literal")`` and ``QT_TRANSLATE_NOOP("DCM", "literal")``; anything
else than literals in such a call is an error, for Qt could not find it at run time.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple
from xml.sax.saxutils import escape

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCE = REPOSITORY / "dcm_plugin"
FOLDER = REPOSITORY / "i18n"
CONTEXT = "DCM"
LANGUAGES = ("zh_CN",)
CALLS = {"translate", "QT_TRANSLATE_NOOP"}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\d|%n")


class Key(NamedTuple):
    source: str
    comment: str = ""


class Entry(NamedTuple):
    translation: str
    unfinished: bool


class ExtractionError(Exception):
    pass


def _literal(node: ast.expr) -> Optional[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def calls_in(tree: ast.AST) -> List[ast.Call]:
    """The calls of the two forms that are extracted."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            text_method = isinstance(node.func, ast.Attribute) and len(node.args) < 2
            if name in CALLS and not text_method:  # str.translate(table) is another thing
                found.append(node)
    return found


def key_of(call: ast.Call, place: str) -> Key:
    """Context and text of a call; raises where they are not literals."""
    texts = [_literal(argument) for argument in call.args]
    if len(texts) < 2 or len(texts) > 3 or None in texts or call.keywords:
        raise ExtractionError(f'{place}: only literals in translate("{CONTEXT}", "...")')
    if texts[0] != CONTEXT:
        raise ExtractionError(f'{place}: the context must be "{CONTEXT}", not {texts[0]!r}')
    if not texts[1]:
        raise ExtractionError(f"{place}: an empty text")
    return Key(texts[1] or "", texts[2] or "" if len(texts) == 3 else "")


def extract() -> Dict[Key, List[str]]:
    """Every text and the files that use it."""
    found: Dict[Key, List[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(REPOSITORY).as_posix()
        for call in calls_in(ast.parse(path.read_text(encoding="utf-8"), name)):
            files = found.setdefault(key_of(call, f"{name}:{call.lineno}"), [])
            if name not in files:
                files.append(name)
    return found


def read(path: Path) -> Dict[Key, Entry]:
    if not path.exists():
        return {}
    entries = {}
    for message in ET.parse(path).iter("message"):
        translation = message.find("translation")
        text = "" if translation is None else translation.text or ""
        unfinished = translation is None or translation.get("type") == "unfinished" or not text
        key = Key(message.findtext("source") or "", message.findtext("comment") or "")
        entries[key] = Entry(text, unfinished)
    return entries


def render(language: str, found: Dict[Key, List[str]], known: Dict[Key, Entry]) -> str:
    """The .ts file: by file, then by text, without line numbers, so that diffs stay small."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
        "<context>",
        f"    <name>{CONTEXT}</name>",
    ]
    for key in sorted(found, key=lambda k: (found[k][0], k)):
        entry = known.get(key, Entry("", True))
        mark = ' type="unfinished"' if entry.unfinished else ""
        lines.append("    <message>")
        lines += [f'        <location filename="../{name}"/>' for name in found[key]]
        lines.append(f"        <source>{escape(key.source)}</source>")
        if key.comment:
            lines.append(f"        <comment>{escape(key.comment)}</comment>")
        lines.append(f"        <translation{mark}>{escape(entry.translation)}</translation>")
        lines.append("    </message>")
    lines += ["</context>", "</TS>", ""]
    return "\n".join(lines)


def ts_file(language: str) -> Path:
    return FOLDER / f"dcm_{language}.ts"


def update() -> int:
    found = extract()
    for language in LANGUAGES:
        path = ts_file(language)
        known = read(path)
        path.parent.mkdir(exist_ok=True)
        path.write_text(render(language, found, known), encoding="utf-8")
        open_entries = sum(known.get(key, Entry("", True)).unfinished for key in found)
        dropped = len(set(known) - set(found))
        print(f"{path.name}: {len(found)} texts, {open_entries} unfinished, {dropped} dropped")
    return 0


def problems() -> List[str]:
    """What ``check`` complains about."""
    answer = []
    try:
        found = extract()
    except ExtractionError as error:
        return [str(error)]
    for language in LANGUAGES:
        path = ts_file(language)
        known = read(path)
        if not path.exists() or path.read_text(encoding="utf-8") != render(language, found, known):
            answer.append(f"{path.name} is not up to date: run scripts/i18n.py update")
        for key, entry in sorted(known.items()):
            if entry.unfinished:
                answer.append(f"{path.name}: unfinished: {key.source!r}")
            elif sorted(PLACEHOLDER.findall(key.source)) != sorted(
                PLACEHOLDER.findall(entry.translation)
            ):
                answer.append(f"{path.name}: other placeholders than in {key.source!r}")
    return answer


def lrelease() -> str:
    """The compiler of Qt Linguist, wherever the distribution has put it."""
    candidates = [
        os.environ.get("LRELEASE", ""),
        "/usr/lib/qt5/bin/lrelease",
        "/usr/lib/qt6/bin/lrelease",
        *(shutil.which(name) or "" for name in ("lrelease", "lrelease-qt5", "lrelease6")),
    ]
    for candidate in candidates:
        if candidate and Path(candidate).exists():
            return candidate
    raise FileNotFoundError("lrelease is missing: install qttools5-dev-tools (Qt Linguist tools)")


def compile_all(target: Path) -> List[Path]:
    """Makes the .qm files in the folder."""
    target.mkdir(parents=True, exist_ok=True)
    made = []
    for language in LANGUAGES:
        compiled = target / f"dcm_{language}.qm"
        subprocess.run(
            [lrelease(), "-silent", str(ts_file(language)), "-qm", str(compiled)], check=True
        )
        made.append(compiled)
    return made


def main(arguments: Optional[Tuple[str, ...]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=("update", "check", "compile"))
    parser.add_argument("folder", nargs="?", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "update":
        return update()
    if options.command == "compile":
        for made in compile_all(options.folder or REPOSITORY / "build" / "i18n"):
            print(made)
        return 0
    found = problems()
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
