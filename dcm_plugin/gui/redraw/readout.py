"""Figures beside the cursor: area and components of the cell, or of the cells to be."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, List, Optional, Sequence

from qgis.PyQt.QtCore import QCoreApplication, QPoint, Qt
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from ...core.grid.redraw.assess import CellFigures
    from ...core.standards import AreaRule
    from .session import CellInfo

translate = QCoreApplication.translate

_GOOD, _MARKED, _REFUSED = "#1a7f37", "#b35900", "#c4161c"
_OFFSET = QPoint(22, 22)
_SHOWN = 6
#: Pixels: widest text; room for border and padding of the style.
_WIDEST = 380.0
_PADDING_X, _PADDING_Y = 24, 16
_STYLE = (
    "QLabel { background: rgba(255, 255, 255, 235); color: #202020; border: 1px solid #909090;"
    " border-radius: 4px; padding: 5px 8px; }"
)


class Readout(QLabel):
    """A small plate over the map that follows the cursor and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setStyleSheet(_STYLE)
        self.hide()

    def tell(self, html: str, at: QPoint) -> None:
        """Show a text beside a place of the parent; '' hides the plate."""
        if not html:
            self.hide()
            return
        if html != self.text():
            self.setText(html)
            self._fit(html)
        room = self.parentWidget().rect()
        x = at.x() + _OFFSET.x()
        y = at.y() + _OFFSET.y()
        if x + self.width() > room.right():
            x = at.x() - _OFFSET.x() - self.width()
        if y + self.height() > room.bottom():
            y = at.y() - _OFFSET.y() - self.height()
        self.move(max(x, 2), max(y, 2))
        self.show()
        self.raise_()

    def _fit(self, html: str) -> None:
        """As wide as the text needs, but not wider than a reader's eye: a label of rich text does
        not break lines by itself."""
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setHtml(html)
        document.setDocumentMargin(0)
        document.setTextWidth(-1)
        width = min(document.idealWidth(), _WIDEST)
        document.setTextWidth(width)
        self.setWordWrap(True)
        self.setFixedSize(
            math.ceil(width) + _PADDING_X, math.ceil(document.size().height()) + _PADDING_Y
        )


def cell_text(info: Optional[CellInfo], rule: AreaRule) -> str:
    """What is told of the cell under the cursor."""
    if info is None:
        return ""
    lines = [f"<b>{escape(info.code or _no_code())}</b>", area_text(info.area, rule)]
    if info.components is not None:
        lines.append(components_text(info.components, info.on_border))
    return "<br>".join(lines)


def figures_text(
    figures: Sequence[CellFigures], codes: Sequence[str], rule: AreaRule, headline: str = ""
) -> str:
    """A table of the cells to be: area and components before and after."""
    rows: List[str] = []
    for entry, code in list(zip(figures, codes))[:_SHOWN]:
        if entry.area_after is None:
            area = f"<s>{_square_metres(entry.area_before or 0.0)}</s>"
        else:
            area = area_text(entry.area_after, rule)
        change = ""
        if entry.area_before is not None and entry.area_after is not None:
            change = f"{entry.area_after - entry.area_before:+,.0f}"
        count = ""
        if entry.components_after is not None:
            count = str(entry.components_after)
            if entry.components_before not in (None, entry.components_after):
                count = f"{entry.components_before} → {count}"
        rows.append(
            f"<tr><td>{escape(code)}&nbsp;&nbsp;</td><td align=right>{area}&nbsp;&nbsp;</td>"
            f"<td align=right>{change}&nbsp;&nbsp;</td>"
            f"<td align=right>{count}&nbsp;&nbsp;</td></tr>"
        )
    more = len(figures) - _SHOWN
    if more > 0:
        said = translate("DCM", "… and {count} more").format(count=more)
        rows.append(f"<tr><td colspan=4>{escape(said)}</td></tr>")
    head = ""
    if rows:
        names = (
            translate("DCM", "Cell"),
            translate("DCM", "Area"),
            translate("DCM", "Change"),
            translate("DCM", "Components"),
        )
        cells = "".join(
            f"<td align={'left' if place == 0 else 'right'}><font color=#707070>{escape(name)}"
            "&nbsp;&nbsp;</font></td>"
            for place, name in enumerate(names)
        )
        head = f"<tr>{cells}</tr>"
    return headline + f"<table cellspacing=0>{head}{''.join(rows)}</table>"


def refusal_text(reasons: Sequence[str]) -> str:
    """Why a step cannot be made."""
    title = translate("DCM", "Not possible")
    return _message(title, _REFUSED, reasons)


def marked_text(reasons: Sequence[str]) -> str:
    """What marks a step that can be made."""
    return _message(translate("DCM", "Possible, but"), _MARKED, reasons) if reasons else ""


def _message(title: str, colour: str, reasons: Sequence[str]) -> str:
    shown = [escape(reason) for reason in dict.fromkeys(reasons)]
    more = len(shown) - 3
    shown = shown[:3]
    if more > 0:
        shown.append(escape(translate("DCM", "… and {count} more").format(count=more)))
    body = "<br>".join(shown)
    head = f"<font color={colour}><b>{escape(title)}</b></font>"
    return f"{head}<br>{body}<br>"


def area_text(area: float, rule: AreaRule) -> str:
    """An area in m², coloured by the area band of the profile."""
    if area < rule.strong_warn_below:
        colour = _REFUSED
    elif rule.lower <= area <= rule.upper:  # as the style of the grid
        colour = _GOOD
    else:
        colour = _MARKED
    return f"<font color={colour}>{_square_metres(area)}</font>"


def components_text(count: int, on_border: int) -> str:
    """How many components a cell has."""
    said = translate("DCM", "Components: {count}").format(count=count)
    if on_border:
        said += translate("DCM", " (+{count} on the border)").format(count=on_border)
    return escape(said)


def _square_metres(area: float) -> str:
    return f"{area:,.0f} m²"


def _no_code() -> str:
    return translate("DCM", "(no code)")
