"""A report for paper: the little HTML that text documents of Qt know, with a place to sign."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, List, Sequence

from .. import messages
from .html import number
from .model import Block, Column, Value, label_text

if TYPE_CHECKING:
    from .model import Report

_COLOURS = {
    "ok": "#1d7f4b",
    "warning": "#a86200",
    "error": "#b3261e",
    "info": "#2a6fb0",
    "failed": "#b3261e",
}
_INK, _WASH, _LINE, _BRAND = "#1c2733", "#eef2f5", "#c3ccd4", "#16507e"


def render_paper(report: Report, lang: str, signatures: Sequence[str] = ()) -> str:
    """The pages as HTML; ``signatures``: message ids of lines to be signed at the end.

    Histograms and pictures are left out; every text is escaped.
    """
    out: List[str] = [
        f'<html><body style="color:{_INK}">',
        f'<h1 style="color:{_BRAND};font-size:18pt;margin-bottom:2px">'
        f"{_text(report.title, lang)}</h1>",
    ]
    if report.subtitle:
        out.append(f'<p style="font-size:10pt;margin-top:0">{_text(report.subtitle, lang)}</p>')
    named = _text(report.profile_title, lang)
    shown = f"{named} ({escape(report.profile)})" if named else escape(report.profile)
    facts = (
        (messages.text("report.profile", lang), shown),
        (
            messages.text("report.created", lang),
            escape(report.created.strftime("%Y-%m-%d %H:%M")),
        ),
    )
    colon = "：" if lang == "zh" else ": "
    line = " &nbsp; ".join(f"{escape(name)}{colon}{value}" for name, value in facts if value)
    out.append(f'<p style="font-size:9pt;color:#5b6b7b">{line}</p>')
    verdict, status = report.verdict
    if verdict:
        out.append(
            f'<table width="100%" cellpadding="8" bgcolor="{_WASH}"><tr><td>'
            f'<b><font color="{_COLOURS.get(status, _INK)}" size="+1">{_text(verdict, lang)}'
            "</font></b></td></tr></table>"
        )
    if report.headlines:
        out.append(_values(report.headlines, lang))
    for section in report.sections:
        out.append(
            f'<h2 style="color:{_BRAND};font-size:13pt;margin-bottom:4px">'
            f"{_text(section.title, lang)}</h2>"
        )
        out.extend(_block(block, lang) for block in section.blocks)
    if signatures:
        cells = "".join(
            f'<td width="{100 // len(signatures)}%"><br><br>{escape(messages.text(name, lang))}'
            f"{colon}____________________</td>"
            for name in signatures
        )
        out.append(f'<table width="100%" cellpadding="4"><tr>{cells}</tr></table>')
    out.append("</body></html>")
    return "\n".join(out)


def _block(block: Block, lang: str) -> str:
    content = block.content
    if block.kind == "values":
        return _title(content, lang) + _values(content["rows"], lang)
    if block.kind == "table":
        return _title(content, lang) + _table(content, lang)
    if block.kind == "note":
        return f'<p style="font-size:9pt">{_text(content["text"], lang)}</p>'
    return ""


def _title(content: Any, lang: str) -> str:
    title = _text(content["title"], lang)
    return f'<p style="font-size:10pt"><b>{title}</b></p>' if title else ""


def _grid(rows: Sequence[str]) -> str:
    return (
        f'<table width="100%" border="1" cellspacing="0" cellpadding="3" '
        f'style="border-collapse:collapse;border-color:{_LINE};font-size:9pt">'
        + "".join(rows)
        + "</table>"
    )


def _values(values: Sequence[Value], lang: str) -> str:
    rows = []
    for value in values:
        raw = label_text(value.value, lang)
        shown = escape(number(raw, value.decimals, value.percent))
        if value.unit and raw is not None:
            shown += " " + escape(value.unit)
        colour = _COLOURS.get(value.status, _INK)
        rows.append(
            f'<tr><td width="50%">{_text(value.label, lang)}</td>'
            f'<td><font color="{colour}">{shown}</font></td></tr>'
        )
    return _grid(rows)


def _table(content: Any, lang: str) -> str:
    columns: List[Column] = content["columns"]
    head = "".join(f"<th>{_text(column.label, lang)}</th>" for column in columns)
    rows = [f'<tr bgcolor="{_WASH}">{head}</tr>']
    for row in content["rows"]:
        cells = "".join(_cell(column, cell, lang) for column, cell in zip(columns, row))
        rows.append(f"<tr>{cells}</tr>")
    out = _grid(rows)
    total = content["total"]
    if total is not None and total > len(content["rows"]):
        more = messages.text("report.part_shown", lang, shown=len(content["rows"]), total=total)
        out += f'<p style="font-size:8pt">{escape(more)}</p>'
    return out


def _cell(column: Column, cell: Any, lang: str) -> str:
    if column.kind == "status":
        word = messages.text(f"report.status.{cell}", lang)
        colour = _COLOURS.get(str(cell), _INK)
        return f'<td><font color="{colour}"><b>{escape(word)}</b></font></td>'
    if column.kind in ("number", "percent"):
        shown = number(cell, column.decimals, column.kind == "percent")
        return f'<td align="right">{escape(shown)}</td>'
    return "<td>{}</td>".format(_text("" if cell is None else cell, lang))


def _text(label: Any, lang: str) -> str:
    return escape(str(label_text(label, lang)))
