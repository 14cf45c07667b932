"""Coded components on the map: what has a code and what has none, whatever the geometry is."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Tuple

from qgis.core import (
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)

from ...core.messages import text
from .. import styling
from ..base import language
from .alias_styler import AliasStyler, coloured_symbol

_CODED, _OPEN = "#16507e", "#b3261e"
_POINT_SIZE = 1.9


class CodedStyler(AliasStyler):
    """``field``: the field of the identification code."""

    def __init__(self, field: str, labels: Tuple[str, str], aliases: Mapping[str, str]) -> None:
        super().__init__(aliases)
        self.field, self.labels = field, labels

    def look(self, layer: QgsVectorLayer) -> None:
        coded, open_ = (
            coloured_symbol(layer.geometryType(), colour, _POINT_SIZE) for colour in (_CODED, _OPEN)
        )
        if coded is None or open_ is None:
            return
        renderer = QgsRuleBasedRenderer(coded)
        root = renderer.rootRule()
        first = root.children()[0]
        second = first.clone()
        second.setSymbol(open_)
        root.appendChild(second)
        for rule, label, condition in zip((first, second), self.labels, ("IS NOT NULL", "IS NULL")):
            rule.setLabel(label)
            rule.setFilterExpression(f'"{self.field}" {condition}')
        layer.setRenderer(renderer)


def style_coded(
    context: Any, dest_id: Optional[str], field: str, aliases: Mapping[str, str]
) -> None:
    """Look and name of the coded layer once it is loaded."""
    labels = (text("style.coding.coded", language()), text("style.coding.open", language()))
    styling.attach(
        context,
        dest_id,
        CodedStyler(field, labels, aliases),
        text("coding.layer.components", language()),
    )
