"""Densities on the map: areas shaded from few to many, those without components apart."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsRendererRange,
    QgsVectorLayer,
)

from .. import styling
from .alias_styler import AliasStyler

_EMPTY = "#f0f0f0"
#: Light to dark, readable by the colour-blind.
_SHADES = ("#d4e4f1", "#9dc4e0", "#5f9ecb", "#2f6fa8", "#123f6d")
_OUTLINE = "#ffffff"


class DensityStyler(AliasStyler):
    """``ranges``: lowest and highest value of each shade; ``names``: layer, value, "none"."""

    def __init__(
        self,
        field: str,
        ranges: Sequence[Tuple[float, float]],
        aliases: Mapping[str, str],
        names: Tuple[str, str, str],
    ) -> None:
        super().__init__(aliases)
        self.field, self.ranges, self.names = field, ranges, names

    def look(self, layer: QgsVectorLayer) -> None:
        if layer.isSpatial() and self.ranges:
            layer.setRenderer(QgsGraduatedSymbolRenderer(self.field, self._shades()))

    def _shades(self) -> List[QgsRendererRange]:
        shaded = [pair for pair in self.ranges if pair != (0.0, 0.0)]
        shades = _SHADES[len(_SHADES) - len(shaded) :] if len(shaded) < len(_SHADES) else _SHADES
        made = []
        if len(shaded) < len(self.ranges):
            made.append(QgsRendererRange(0.0, 0.0, _fill(_EMPTY), f"0 ({self.names[2]})"))
        for (low, high), shade in zip(shaded, shades):
            label = f"{low:,.4g} – {high:,.4g}"
            made.append(QgsRendererRange(low, high, _fill(shade), f"{label} · {self.names[1]}"))
        return made


def _fill(colour: str) -> QgsFillSymbol:
    return QgsFillSymbol.createSimple(
        {"color": colour, "outline_color": _OUTLINE, "outline_width": "0.16"}
    )


def style_density(
    context: Any,
    dest_id: Optional[str],
    field: str,
    ranges: Sequence[Tuple[float, float]],
    aliases: Mapping[str, str],
    names: Tuple[str, str, str],
) -> None:
    styling.attach(context, dest_id, DensityStyler(field, ranges, aliases, names), names[0])


def style_table(
    context: Any, dest_id: Optional[str], aliases: Mapping[str, str], name: str
) -> None:
    styling.attach(context, dest_id, AliasStyler(aliases), name)
