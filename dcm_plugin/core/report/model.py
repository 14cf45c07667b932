"""What a report holds, before anybody decides how it looks."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from .. import messages


@dataclass(frozen=True)
class Msg:
    """A text in both languages: a message id and what fills its template."""

    id: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        filled = {key: label_text(value, lang) for key, value in self.params.items()}
        return messages.text(self.id, lang, **filled)


#: Text of a report: a message, ``{"en": ..., "zh": ...}``, or a plain value shown as it is.
Label = Union[Msg, Mapping[str, str], str]


def label_text(label: Any, lang: str) -> Any:
    """The text of a label in a language; values that are no label come back unchanged."""
    if isinstance(label, Msg):
        return label.text(lang)
    if isinstance(label, Mapping):
        return label.get(lang) or label.get("en") or ""
    return label


@dataclass(frozen=True)
class Value:
    """One figure: ``key`` is its stable name in the JSON, ``label`` what a reader sees.

    ``decimals`` rounds for the reader only; ``percent`` shows a share 0 ... 1 in per cent;
    ``status`` is one of '', 'ok', 'info', 'warning', 'error'; ``note`` a small remark.
    """

    key: str
    label: Label
    value: Any
    unit: str = ""
    decimals: Optional[int] = None
    percent: bool = False
    status: str = ""
    note: Label = ""


@dataclass(frozen=True)
class Column:
    """A column of a table. ``kind``: 'text', 'number', 'percent' or 'status' (shown as a badge)."""

    key: str
    label: Label
    kind: str = "text"
    decimals: Optional[int] = None


@dataclass
class Block:
    """A piece of a section: 'values', 'table', 'histogram', 'bars', 'note' or 'image'."""

    kind: str
    content: Dict[str, Any]


@dataclass
class Section:
    """A part of a report under one heading; ``key`` names it in the JSON."""

    key: str
    title: Label
    blocks: List[Block] = field(default_factory=list)

    def values(self, rows: Sequence[Value], title: Label = "") -> Section:
        """Figures, one a line."""
        self.blocks.append(Block("values", {"title": title, "rows": list(rows)}))
        return self

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        title: Label = "",
        key: str = "table",
        total: Optional[int] = None,
    ) -> Section:
        """A table; a cell is a value or a label. ``total``: say that only a part is shown."""
        self.blocks.append(
            Block(
                "table",
                {
                    "title": title,
                    "key": key,
                    "columns": list(columns),
                    "rows": [list(row) for row in rows],
                    "total": total,
                },
            )
        )
        return self

    def histogram(
        self,
        edges: Sequence[float],
        counts: Sequence[int],
        title: Label = "",
        unit: str = "",
        band: Optional[Tuple[float, float]] = None,
        target: Optional[float] = None,
        key: str = "histogram",
        counted: Label = "",
        measured: Label = "",
    ) -> Section:
        """Counts between ``edges`` (one more than counts); ``band`` is the wanted range.

        Words at the axes: ``counted`` is counted (unit grids when empty) by ``measured`` (the unit
        when empty).
        """
        if len(edges) != len(counts) + 1:
            raise ValueError("a histogram needs one edge more than counts")
        self.blocks.append(
            Block(
                "histogram",
                {
                    "title": title,
                    "key": key,
                    "edges": [float(edge) for edge in edges],
                    "counts": [int(count) for count in counts],
                    "unit": unit,
                    "band": band,
                    "target": target,
                    "counted": counted,
                    "measured": measured,
                },
            )
        )
        return self

    def bars(
        self,
        labels: Sequence[Label],
        counts: Sequence[int],
        title: Label = "",
        unit: str = "",
        key: str = "bars",
    ) -> Section:
        """Numbers by name, as bars one below the other."""
        if len(labels) != len(counts):
            raise ValueError("every bar needs a label")
        self.blocks.append(
            Block(
                "bars",
                {
                    "title": title,
                    "key": key,
                    "labels": list(labels),
                    "counts": [int(count) for count in counts],
                    "unit": unit,
                },
            )
        )
        return self

    def note(self, text: Label, status: str = "info") -> Section:
        """A paragraph; ``status`` colours its edge."""
        self.blocks.append(Block("note", {"text": text, "status": status}))
        return self

    def image(self, png: bytes, caption: Label = "") -> Section:
        """A picture, embedded (HTML only)."""
        self.blocks.append(Block("image", {"png": png, "caption": caption}))
        return self


class Report:
    """Collects headline figures and sections, then gives HTML or JSON."""

    def __init__(
        self,
        title: Label,
        profile: str = "",
        subtitle: Label = "",
        created: Optional[datetime] = None,
        software: str = "",
    ) -> None:
        self.title = title
        self.subtitle = subtitle
        self.profile = profile
        self.profile_title: Label = ""
        self.created = created if created is not None else datetime.now().astimezone()
        self.software = software
        self.headlines: List[Value] = []
        self.verdict: Tuple[Label, str] = ("", "")
        self.sections: List[Section] = []

    def headline(
        self,
        key: str,
        label: Label,
        value: Any,
        unit: str = "",
        decimals: Optional[int] = None,
        percent: bool = False,
        status: str = "",
    ) -> None:
        """A figure shown large at the top."""
        self.headlines.append(Value(key, label, value, unit, decimals, percent, status))

    def judge(self, text: Label, status: str) -> None:
        """The one sentence that a reader in a hurry reads; status 'ok', 'warning' or 'error'."""
        self.verdict = (text, status)

    def section(self, key: str, title: Label) -> Section:
        """Start a section and give it back, to be filled."""
        section = Section(key, title)
        self.sections.append(section)
        return section

    def to_html(self, lang: str = "en") -> str:
        """A page that needs no other file: style, drawings and pictures are inside."""
        from .html import render

        return render(self, lang)

    def to_data(self, lang: str = "en") -> Dict[str, Any]:
        """Plain types: figures by stable key, texts in ``lang``."""
        sections: Dict[str, Any] = {}
        for section in self.sections:
            part: Dict[str, Any] = {"title": label_text(section.title, lang)}
            notes: List[str] = []
            for block in section.blocks:
                content = block.content
                if block.kind == "values":
                    for row in content["rows"]:
                        part[row.key] = plain(label_text(row.value, lang))
                elif block.kind == "table":
                    names = [column.key for column in content["columns"]]
                    part[content["key"]] = [
                        {name: plain(label_text(cell, lang)) for name, cell in zip(names, row)}
                        for row in content["rows"]
                    ]
                elif block.kind == "histogram":
                    part[content["key"]] = {
                        "edges": content["edges"],
                        "counts": content["counts"],
                        "unit": content["unit"],
                    }
                elif block.kind == "bars":
                    names = [str(label_text(label, lang)) for label in content["labels"]]
                    part[content["key"]] = {
                        "labels": names,
                        "counts": content["counts"],
                        "unit": content["unit"],
                    }
                elif block.kind == "note":
                    notes.append(str(label_text(content["text"], lang)))
            if notes:
                part["notes"] = notes
            sections[section.key] = part
        return {
            "title": label_text(self.title, lang),
            "subtitle": label_text(self.subtitle, lang),
            "profile": self.profile,
            "created": self.created.isoformat(timespec="seconds"),
            "software": self.software,
            "verdict": {"text": label_text(self.verdict[0], lang), "status": self.verdict[1]},
            "figures": {
                value.key: plain(label_text(value.value, lang)) for value in self.headlines
            },
            "sections": sections,
        }

    def to_json(self, lang: str = "en") -> str:
        """The report for machines; keys do not depend on the language."""
        return json.dumps(self.to_data(lang), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def plain(value: Any) -> Any:
    """The value in a type that JSON knows; what is no number there (NaN, infinity) becomes null."""
    if value is None or isinstance(value, (bool, str, int)):
        return value
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, str, int)):
        return value
    return str(value)
