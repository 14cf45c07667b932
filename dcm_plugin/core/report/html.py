"""A report as one HTML page: no script, no outside file, prints on A4."""

from __future__ import annotations

import base64
import math
from html import escape
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from .. import messages
from .model import Block, Column, Section, Value, label_text
from .svg import bars_svg, histogram_svg

if TYPE_CHECKING:
    from .model import Report

#: More figures than this stand in two columns.
_ONE_COLUMN = 9
_STATUS = {"ok", "info", "warning", "error", "skipped", "off", "failed"}

_CSS = """
:root{--ink:#1c2733;--soft:#5b6b7b;--line:#dde4ea;--paper:#fff;--wash:#f4f7f9;--brand:#16507e;
--ok:#1d7f4b;--info:#2a6fb0;--warning:#a86200;--error:#b3261e;--skipped:#6b7783;--off:#6b7783}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--wash);color:var(--ink);font:15px/1.55 "Segoe UI","Helvetica Neue",
Arial,"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",
"WenQuanYi Micro Hei",sans-serif}
main{max-width:1020px;margin:0 auto;padding:28px 32px 40px;background:var(--paper)}
header{border-top:6px solid var(--brand);padding:18px 0 6px}
h1{font-size:27px;line-height:1.25;margin:0 0 4px;font-weight:650}
h2{font-size:18px;margin:34px 0 10px;padding-bottom:6px;border-bottom:1px solid var(--line);
color:var(--brand);font-weight:650}
h3{font-size:15px;margin:18px 0 6px;font-weight:650}
.sub{color:var(--soft);margin:0 0 8px}
.facts{color:var(--soft);font-size:13px;margin:0}
.facts span{white-space:nowrap;margin-right:18px}
.verdict{margin:16px 0 4px;padding:11px 15px;border-left:5px solid var(--info);
background:var(--wash);
font-weight:600}
.cards{display:flex;flex-wrap:wrap;gap:12px;margin:16px 0 0}
.card{flex:1 1 135px;border:1px solid var(--line);border-top:3px solid var(--brand);
border-radius:3px;padding:10px 13px 9px;min-width:125px}
.card b{display:block;font-size:24px;line-height:1.25;font-weight:650;
font-variant-numeric:tabular-nums}
.card small{color:var(--soft);font-size:13px}
.card .unit{font-size:14px;font-weight:400;color:var(--soft);margin-left:3px}
table{border-collapse:collapse;width:100%;margin:8px 0 4px;font-size:13.5px}
caption{text-align:left;font-weight:650;padding:6px 0;font-size:15px}
th{text-align:left;background:var(--wash);border-bottom:2px solid var(--line);padding:6px 9px;
font-weight:650;vertical-align:bottom}
td{border-bottom:1px solid var(--line);padding:5px 9px;vertical-align:top;
overflow-wrap:anywhere}
th.n,td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.c{white-space:nowrap;overflow-wrap:normal}
.pair{display:flex;gap:36px;align-items:flex-start}.pair table{flex:1 1 0;max-width:60%}
table.kv{width:auto}
table.kv td:first-child{color:var(--soft);padding-right:28px}
.note{margin:10px 0;padding:9px 14px;border-left:4px solid var(--info);background:var(--wash)}
.badge{display:inline-block;border-radius:9px;padding:0 9px;font-size:12px;line-height:19px;
color:#fff;background:var(--info);white-space:nowrap}
.remark{color:var(--soft);font-size:12.5px;margin-left:8px}
.more{color:var(--soft);font-size:13px;margin:4px 0}
figure{margin:10px 0}
figure img,svg{max-width:100%;height:auto;display:block}
figcaption{color:var(--soft);font-size:13px;margin-top:4px}
.s-ok{--info:var(--ok)}.s-warning{--info:var(--warning)}.s-error,.s-failed{--info:var(--error)}
.s-skipped,.s-off{--info:var(--skipped)}
.card.s-ok,.card.s-info,.card.s-warning,.card.s-error{border-top-color:var(--info)}
.card.s-warning b,.card.s-error b,.card.s-ok b{color:var(--info)}
td.s-ok,td.s-warning,td.s-error{color:var(--info);font-weight:600}
footer{margin-top:36px;padding-top:10px;border-top:1px solid var(--line);color:var(--soft);
font-size:12.5px}
@media (max-width:640px){main{padding:16px}
.pair{display:block}.pair table{max-width:none;width:100%}}
@page{size:A4;margin:16mm 14mm}
@media print{body{background:#fff;font-size:11.5px}main{max-width:none;padding:0}
table{font-size:10.5px}thead{display:table-header-group}tr,figure,.card,.verdict,.note
{break-inside:avoid}h2,h3,caption{break-after:avoid}
.card b{font-size:18px}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""


def render(report: Report, lang: str) -> str:
    """The page as text; every text and value is escaped."""
    title = _text(report.title, lang)
    out: List[str] = [
        "<!DOCTYPE html>",
        '<html lang="{}">'.format("zh-CN" if lang == "zh" else "en"),
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{_CSS.strip()}</style></head>",
        f"<body><main><header><h1>{title}</h1>",
    ]
    subtitle = _text(report.subtitle, lang)
    if subtitle:
        out.append(f'<p class="sub">{subtitle}</p>')
    facts = []
    if report.profile:
        named = _text(report.profile_title, lang)
        shown = f"{named} ({escape(report.profile)})" if named else escape(report.profile)
        facts.append("{}: {}".format(_word("report.profile", lang), shown))
    facts.append(
        "{}: {}".format(
            _word("report.created", lang), escape(report.created.strftime("%Y-%m-%d %H:%M"))
        )
    )
    out.append('<p class="facts">{}</p>'.format("".join(f"<span>{f}</span>" for f in facts)))
    out.append("</header>")
    verdict, status = report.verdict
    if verdict:
        out.append(f'<p class="verdict {_status(status)}">{_text(verdict, lang)}</p>')
    if report.headlines:
        out.append('<div class="cards">')
        out.extend(_card(value, lang) for value in report.headlines)
        out.append("</div>")
    for section in report.sections:
        out.extend(_section(section, lang))
    made = _word("report.footer", lang)
    if report.software:
        made = f"{made} · {escape(report.software)}"
    out.append(f"<footer>{made}</footer></main></body></html>")
    return "\n".join(out) + "\n"


def _section(section: Section, lang: str) -> List[str]:
    out = [f"<section><h2>{_text(section.title, lang)}</h2>"]
    for block in section.blocks:
        out.append(_BLOCKS[block.kind](block, lang))
    out.append("</section>")
    return out


def _card(value: Value, lang: str) -> str:
    shown, label = _shown(value, lang, big=True), _text(value.label, lang)
    return f'<div class="card {_status(value.status)}"><b>{shown}</b><small>{label}</small></div>'


def _values(block: Block, lang: str) -> str:
    rows = []
    for value in block.content["rows"]:
        note = _text(value.note, lang)
        rows.append(
            '<tr><td>{}</td><td class="{}">{}{}</td></tr>'.format(
                _text(value.label, lang),
                _status(value.status),
                _shown(value, lang),
                f'<span class="remark">{note}</span>' if note else "",
            )
        )
    half = len(rows) if len(rows) <= _ONE_COLUMN else -(-len(rows) // 2)
    tables = "".join(
        '<table class="kv"><tbody>{}</tbody></table>'.format("".join(part))
        for part in (rows[:half], rows[half:])
        if part
    )
    return f'{_heading(block, lang)}<div class="pair">{tables}</div>'


def _table(block: Block, lang: str) -> str:
    columns: List[Column] = block.content["columns"]
    head = "".join(
        '<th scope="col"{}>{}</th>'.format(
            ' class="n"' if column.kind in ("number", "percent") else "", _text(column.label, lang)
        )
        for column in columns
    )
    body = []
    for row in block.content["rows"]:
        cells = "".join(_cell(column, cell, lang) for column, cell in zip(columns, row))
        body.append(f"<tr>{cells}</tr>")
    out = "{}<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>".format(
        _heading(block, lang), head, "".join(body)
    )
    total = block.content["total"]
    if total is not None and total > len(body):
        more = messages.text("report.part_shown", lang, shown=len(body), total=total)
        out += f'<p class="more">{escape(more)}</p>'
    return out


def _cell(column: Column, cell: Any, lang: str) -> str:
    if column.kind == "status":
        name = str(cell) if str(cell) in _STATUS else "info"
        return '<td class="c"><span class="badge {}">{}</span></td>'.format(
            _status(name), _word("report.status." + name, lang)
        )
    if column.kind in ("number", "percent"):
        shown = number(cell, column.decimals, column.kind == "percent")
        return f'<td class="n">{escape(shown)}</td>'
    return "<td>{}</td>".format(_text("" if cell is None else cell, lang))


def _histogram(block: Block, lang: str) -> str:
    content = block.content
    words = {
        "band": messages.text("report.histogram.band", lang),
        "target": messages.text("report.histogram.target", lang),
        "count": str(label_text(content["counted"], lang))
        or messages.text("report.histogram.count", lang),
    }
    drawing = histogram_svg(
        content["edges"],
        content["counts"],
        str(label_text(content["measured"], lang)) or content["unit"],
        content["band"],
        content["target"],
        words,
        str(label_text(content["title"], lang)),
    )
    caption = _text(content["title"], lang)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{drawing}{below}</figure>"


def _bars(block: Block, lang: str) -> str:
    content = block.content
    labels = [str(label_text(label, lang)) for label in content["labels"]]
    title = str(label_text(content["title"], lang))
    drawing = bars_svg(labels, content["counts"], content["unit"], title)
    caption = _text(content["title"], lang)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{drawing}{below}</figure>"


def _note(block: Block, lang: str) -> str:
    return '<p class="note {}">{}</p>'.format(
        _status(block.content["status"]), _text(block.content["text"], lang)
    )


def _image(block: Block, lang: str) -> str:
    caption = _text(block.content["caption"], lang)
    data = base64.b64encode(block.content["png"]).decode("ascii")
    image = f'<img alt="{caption}" src="data:image/png;base64,{data}">'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


_BLOCKS: Dict[str, Any] = {
    "values": _values,
    "table": _table,
    "histogram": _histogram,
    "bars": _bars,
    "note": _note,
    "image": _image,
}


def _heading(block: Block, lang: str) -> str:
    title = _text(block.content["title"], lang)
    return f"<h3>{title}</h3>" if title else ""


def _shown(value: Value, lang: str, big: bool = False) -> str:
    raw = label_text(value.value, lang)
    text = escape(number(raw, value.decimals, value.percent))
    if not value.unit or raw is None:
        return text
    unit = escape(value.unit)
    return f'{text}<span class="unit">{unit}</span>' if big else text + " " + unit


def number(value: Any, decimals: Optional[int] = None, percent: bool = False) -> str:
    """A value as a reader wants it: thousands grouped, shares in per cent, unknown as a dash."""
    if hasattr(value, "item"):
        value = value.item()
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    if not math.isfinite(value):
        return "–"
    if percent:
        return "{:,.{}f} %".format(100.0 * value, 1 if decimals is None else decimals)
    if isinstance(value, int) and decimals is None:
        return f"{value:,}"
    if decimals is None:
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return "{:,.{}f}".format(value, decimals)


def _status(name: str) -> str:
    return "s-" + name if name in _STATUS else ""


def _text(label: Any, lang: str) -> str:
    return escape(str(label_text(label, lang)))


def _word(message_id: str, lang: str) -> str:
    return escape(messages.text(message_id, lang))
