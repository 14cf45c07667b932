"""The look of the layers of a place database: symbols, labels, legend, names of the fields."""

from __future__ import annotations

from typing import Dict

from qgis.PyQt.QtXml import QDomDocument

from ...core.geocoding.words import rows
from ...core.messages import catalogue, text
from ..styling import style_file

TABLES = ("area", "zone", "street", "plate", "poi")


def styles(language: str) -> Dict[str, str]:
    """Table -> QML, with legend and names of the fields in the language."""
    return {f"place_{table}": _style(table, language) for table in TABLES}


def _style(table: str, language: str) -> str:
    document = QDomDocument()
    document.setContent(style_file(f"place_{table}").read_text(encoding="utf-8"))
    rules = document.elementsByTagName("rule")
    for position in range(rules.count()):
        rule = rules.at(position).toElement()
        message = "style." + rule.attribute("key")
        if message in catalogue():
            rule.setAttribute("label", text(message, language))
    aliases = document.createElement("aliases")
    mine = [row for row in rows("fields.csv") if row["table"] == table]
    for position, row in enumerate(mine, 1):
        alias = document.createElement("alias")
        alias.setAttribute("index", str(position))
        alias.setAttribute("field", row["column"])
        alias.setAttribute("name", row[language if language == "zh" else "en"])
        aliases.appendChild(alias)
    document.documentElement().appendChild(aliases)
    return str(document.toString(1))
