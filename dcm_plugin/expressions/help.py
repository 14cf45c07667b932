"""Help of the functions, as the expression builder shows it."""

from __future__ import annotations

from html import escape
from typing import Sequence, Tuple

from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate

#: (name, what it is); a name in brackets may be left out.
Argument = Tuple[str, str]
#: (expression, its value)
Example = Tuple[str, str]


def help_html(
    name: str,
    about: str,
    arguments: Sequence[Argument],
    examples: Sequence[Example],
    notes: str = "",
) -> str:
    """The parts that the built-in functions have: syntax, arguments, examples, notes."""
    optional = [given.startswith("[") for given, _ in arguments]
    names = [given.strip("[]") for given, _ in arguments]
    syntax = ""
    for number, given in enumerate(names):
        comma = ", " if number else ""
        text = f'{comma}<span class="argument">{given}</span>'
        syntax += f"[{text}]" if optional[number] else text
    table = "".join(
        f'<tr><td class="argument">{given}</td><td>{escape(what)}</td></tr>'
        for given, (_, what) in zip(names, arguments)
    )
    listed = "".join(
        f"<li><code>{escape(expression)}</code> → <code>{escape(value)}</code></li>"
        for expression, value in examples
    )
    titles = (
        translate("DCM", "Syntax"),
        translate("DCM", "Arguments"),
        translate("DCM", "Examples"),
        translate("DCM", "Notes"),
    )
    return (
        f"<h3>{name}</h3><div class='description'><p>{escape(about)}</p></div>"
        f"<h4>{titles[0]}</h4><div class='syntax'><code>"
        f"<span class='functionname'>{name}</span>({syntax})</code></div>"
        f"<h4>{titles[1]}</h4><div class='arguments'><table>{table}</table></div>"
        f"<h4>{titles[2]}</h4><div class='examples'><ul>{listed}</ul></div>"
        + (f"<h4>{titles[3]}</h4><div class='notes'><p>{escape(notes)}</p></div>" if notes else "")
    )
