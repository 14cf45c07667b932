"""Texts of the domain in English and Chinese, read from ``data/messages/*.csv``.

A file has the columns id, en, zh; a text is a ``str.format`` template. Ids are unique over all
files and both languages use the same placeholders.
"""

from __future__ import annotations

import csv
import string
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Mapping, Set

LANGUAGES = ("en", "zh")
FOLDER = Path(__file__).resolve().parent.parent / "data" / "messages"


@dataclass(frozen=True)
class Message:
    """A message as parameter of another one: shown in the language of the outer one."""

    message_id: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return text(self.message_id, "en", **self.params)


@dataclass(frozen=True)
class Name:
    """A name out of a code table as parameter of a message: shown in the language of that one."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.en or self.zh


def read_file(path: Path) -> Dict[str, Dict[str, str]]:
    """The messages of one CSV file: id -> language -> template."""
    result: Dict[str, Dict[str, str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            message_id = (row.get("id") or "").strip()
            if not message_id or message_id.startswith("#"):
                continue
            if message_id in result:
                raise ValueError(f"{path.name}: message id {message_id} twice")
            result[message_id] = {lang: row.get(lang) or "" for lang in LANGUAGES}
    return result


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Dict[str, str]]:
    """All messages of the product."""
    result: Dict[str, Dict[str, str]] = {}
    for path in sorted(FOLDER.glob("*.csv")):
        for message_id, texts in read_file(path).items():
            if message_id in result:
                raise ValueError(f"{path.name}: message id {message_id} twice")
            result[message_id] = texts
    return result


def text(message_id: str, lang: str = "en", **params: Any) -> str:
    """The message in ``lang``; English when there is no such language.

    An unknown id or a missing parameter never hides the message: the id and the parameters are
    shown instead.
    """
    texts = catalogue().get(message_id)
    if texts is None:
        return _plain(message_id, params)
    template = texts.get(lang) or texts["en"]
    inner = {name: _inner(value, lang) for name, value in params.items()}
    try:
        return template.format(**inner)
    except (KeyError, IndexError, ValueError, TypeError, AttributeError):
        return _plain(template, params)


def placeholders(template: str) -> Set[str]:
    """Names of the parameters of a template."""
    names: Set[str] = set()
    for _, name, _, _ in string.Formatter().parse(template):
        if name is not None:
            names.add(name.split(".")[0].split("[")[0])
    return names


def shortened(values: Any, limit: int = 10) -> str:
    """A list for a message: the first values and how many more there are."""
    items: List[str] = [str(value) for value in values]
    if len(items) <= limit:
        return ", ".join(items)
    return "{} … (+{})".format(", ".join(items[:limit]), len(items) - limit)


def _inner(value: Any, lang: str) -> Any:
    if isinstance(value, Message):
        return text(value.message_id, lang, **value.params)
    if isinstance(value, Name):
        return (value.zh if lang == "zh" else value.en) or str(value)
    return value


def _plain(head: str, params: Mapping[str, Any]) -> str:
    if not params:
        return head
    return "{} ({})".format(head, ", ".join(f"{k}={v}" for k, v in params.items()))
