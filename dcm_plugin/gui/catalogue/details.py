"""The page about one class."""

from __future__ import annotations

from html import escape
from typing import List, Mapping, Optional, Tuple

from qgis.PyQt.QtCore import QCoreApplication, QUrl

from ...core.classes.card import counterparts, facts, notes
from ...core.classes.model import Catalogue, ManagedClass
from .look import quiet_colour

translate = QCoreApplication.translate
_SCHEME = "dcm"


def link_to(item: ManagedClass) -> str:
    return f"{_SCHEME}:{item.version}/{item.kind}/{item.code}"


def target_of(link: QUrl) -> Optional[Tuple[str, str, str]]:
    """Version, kind and code that a link of the page names."""
    parts = link.path().split("/")
    if link.scheme() != _SCHEME or len(parts) != 3:
        return None
    return parts[0], parts[1], parts[2]


def class_page(
    item: ManagedClass, catalogues: Mapping[str, Catalogue], file_note: str, lang: str
) -> str:
    """The page as HTML that Qt shows. ``file_note``: why an own class cannot be edited."""
    quiet = quiet_colour().name()
    lines = [
        f"<p style='font-size:large'><b>{escape(item.code)} {escape(item.name(lang))}</b></p>",
        "<table cellspacing='0' cellpadding='3'>",
    ]
    ours = translate("DCM", "our default").replace(" ", "\u00a0")
    for fact in facts(catalogues[item.version], item, lang):
        mark = f" <span style='color:{quiet}'>[{escape(ours)}]</span>" if fact.ours else ""
        lines.append(_row(fact.label, _escaped(fact.text) + mark, quiet))
    lines.append("</table>")
    if file_note:
        lines.append(f"<p style='color:{quiet}'>{escape(file_note)}</p>")
    title = translate("DCM", "In the other versions")
    lines.append(f"<p><b>{escape(title)}</b></p><table cellspacing='0' cellpadding='3'>")
    for found in counterparts(item, catalogues, lang):
        links = "<br/>".join(
            f"<a href='{link_to(c)}'>{escape(c.code)} {escape(c.name(lang))}</a>"
            for c in found.classes
        )
        text = f"<span style='color:{quiet}'>{escape(found.text)}</span>"
        label = catalogues[found.version].name(lang)
        lines.append(_row(label, f"{text}<br/>{links}" if links else text, quiet))
    lines.append("</table>")
    lines += [f"<p style='color:{quiet}'>{escape(note)}</p>" for note in notes(item, lang)]
    return "".join(lines)


def empty_page(lines: List[str]) -> str:
    """What is shown when no class is chosen."""
    quiet = quiet_colour().name()
    return "".join(f"<p style='color:{quiet}'>{escape(line)}</p>" for line in lines)


def _row(label: str, content: str, quiet: str) -> str:
    return (
        f"<tr><td style='color:{quiet}; white-space:nowrap'>{escape(label)}&nbsp;</td>"
        f"<td>{content}</td></tr>"
    )


def _escaped(content: str) -> str:
    return escape(content).replace("\n", "<br/>")
