"""How a case looks in the list: as a card where there is little room, as a row of a table else."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from qgis.PyQt.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    pyqtSignal,
)
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from . import labels
from .model import (
    ADDRESS,
    CASE,
    CLASS,
    COLUMNS,
    DEPARTMENT,
    NODE,
    REMAINING,
    REPORTED,
    STATE,
    CaseModel,
)
from .tree import Node

translate = QCoreApplication.translate

#: Pixels of width (at 96 dpi) from which on cases are shown as a table.
TABLE_WIDTH = 640
_PAD, _LIGHT = 5, 12


class CaseDelegate(QStyledItemDelegate):
    """Paints cases; groups are painted by Qt, with the mark of their state or light."""

    def __init__(self, view: CaseView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        line = option.fontMetrics.lineSpacing()
        node: Optional[Node] = index.data(NODE)
        if self._view.cards and node is not None and node.is_case:
            return QSize(120, 2 * line + 2 * _PAD)
        return QSize(40, line + 2 * _PAD - 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        node: Optional[Node] = index.data(NODE)
        if node is None:
            super().paint(painter, option, index)
            return
        if node.row is None:
            self._paint_group(painter, option, index, node)
            return
        chosen = QStyleOptionViewItem(option)
        self.initStyleOption(chosen, index)
        chosen.text = ""
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, chosen, painter, self._view)
        painter.save()
        painter.setClipRect(option.rect)
        model: CaseModel = self._view.model()
        if self._view.cards:
            self._card(painter, chosen, node.row, model)
        else:
            self._cell(painter, chosen, node.row, model, index.column())
        painter.restore()

    # --- a group -------------------------------------------------------------------------------

    def _paint_group(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, node: Node
    ) -> None:
        chosen = QStyleOptionViewItem(option)
        by, code = node.key
        if by in ("state", "light"):
            mark = QRectF(option.rect.left() + 2, option.rect.center().y() - 5, 11, 11)
            chosen.rect = option.rect.adjusted(18, 0, 0, 0)
            super().paint(painter, chosen, index)
            if by == "light":
                labels.paint_light(painter, mark, code)
            else:
                painter.fillRect(mark, QColor(self._view.model().names.colour(code)))
        else:
            super().paint(painter, chosen, index)

    # --- a case --------------------------------------------------------------------------------

    def _inks(self, option: QStyleOptionViewItem) -> Any:
        palette = option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            active = option.state & QStyle.StateFlag.State_Active
            group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
            ink = palette.color(group, QPalette.ColorRole.HighlightedText)
            return ink, ink, True
        ink = palette.color(QPalette.ColorRole.Text)
        paper = palette.color(QPalette.ColorRole.Base)
        quiet = QColor(
            *(round(0.62 * a + 0.38 * b) for a, b in zip(ink.getRgb()[:3], paper.getRgb()[:3]))
        )
        return ink, quiet, False

    def _card(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: Mapping[str, Any],
        model: CaseModel,
    ) -> None:
        ink, quiet, selected = self._inks(option)
        box = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        line = option.fontMetrics.lineSpacing()
        light = labels.light_of(row, model.now)
        labels.paint_light(
            painter, QRectF(box.left(), box.top() + (line - _LIGHT) / 2, _LIGHT, _LIGHT), light
        )
        bold = QFont(option.font)
        bold.setBold(True)
        left = box.left() + _LIGHT + _PAD
        first = QRect(left, box.top(), box.right() - left, line)
        remaining = model.text(row, REMAINING)
        taken = option.fontMetrics.horizontalAdvance(remaining) + 8 if remaining else 0
        colour = ink if selected else self._light_ink(light, option.palette, quiet)
        painter.setPen(colour)
        painter.drawText(
            first, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), remaining
        )
        painter.setPen(ink)
        painter.setFont(bold)
        name = model.text(row, CLASS)
        if row.get("is_urgent") or row.get("is_supervised"):
            name = "‼ " + name
        self._text(painter, first.adjusted(0, 0, -taken, 0), name, bold)
        painter.setFont(option.font)
        second = QRect(left, box.top() + line + 1, box.right() - left, line)
        state = model.text(row, STATE)
        width = self._pill(painter, second, state, model.names.colour(row.get("state")), option)
        number = model.text(row, CASE)
        number_width = option.fontMetrics.horizontalAdvance(number) + 10
        room = second.width() - width - 8
        painter.setPen(quiet)
        if room > number_width + 70:
            painter.drawText(
                second, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number
            )
            room -= number_width
        rest = QRect(second.left() + width + 6, second.top(), max(room, 0), line)
        painter.setPen(ink if selected else quiet)
        self._text(painter, rest, model.text(row, ADDRESS), option.font)

    def _cell(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: Mapping[str, Any],
        model: CaseModel,
        column: int,
    ) -> None:
        ink, quiet, selected = self._inks(option)
        box = option.rect.adjusted(4, 0, -4, 0)
        text = model.text(row, column)
        painter.setFont(option.font)
        painter.setPen(ink)
        light = labels.light_of(row, model.now)
        if column == CASE:
            mark = QRectF(box.left(), box.center().y() - _LIGHT / 2 + 1, _LIGHT, _LIGHT)
            labels.paint_light(painter, mark, light)
            box.setLeft(box.left() + _LIGHT + _PAD)
            if row.get("is_urgent") or row.get("is_supervised"):
                text = "‼ " + text
        elif column == STATE:
            line = option.fontMetrics.lineSpacing()
            place = QRect(box.left(), box.center().y() - line // 2, box.width(), line)
            self._pill(painter, place, text, model.names.colour(row.get("state")), option)
            return
        elif column == REMAINING:
            painter.setPen(ink if selected else self._light_ink(light, option.palette, quiet))
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
            )
            return
        elif column == REPORTED:
            painter.setPen(quiet)
        self._text(painter, box, text, option.font)

    def _light_ink(self, light: str, palette: QPalette, quiet: QColor) -> QColor:
        if light in ("red", "yellow"):
            return labels.readable(labels.COLOURS[light], palette)
        return quiet

    def _text(self, painter: QPainter, box: QRect, text: str, font: QFont) -> None:
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)

    def _pill(
        self, painter: QPainter, box: QRect, text: str, colour: str, option: QStyleOptionViewItem
    ) -> int:
        """The state on its colour; the width that it took."""
        font = QFont(option.font)
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 0.9)
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(text) + 12, box.width())
        place = QRectF(box.left(), box.top() + 1, width, box.height() - 2)
        fill = QColor(colour)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(labels.ink_on(fill))
        painter.setFont(font)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()
        return int(width)


class CaseView(QTreeView):
    """The list. ``entered``: Enter or double click on a case. Keeps its place at a refresh."""

    entered = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.cards = True
        self._held: Optional[QPersistentModelIndex] = None
        self._held_at = 0
        self._held_value = 0
        self.setItemDelegate(CaseDelegate(self))
        self.setUniformRowHeights(False)
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(True)
        self.setRootIsDecorated(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setExpandsOnDoubleClick(False)
        self.doubleClicked.connect(self._double)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        self._arrange()

    def _widths(self) -> None:
        header = self.header()
        wide = self.fontMetrics().horizontalAdvance
        names = self.model().names
        states = [names.state(row["code"]) for row in names.states if not row.get("terminal")]
        time = translate("DCM", "{time} over").format(time=labels.duration_text(86_340))
        for column, sample in (
            (CASE, "‼ 00000000000" + 4 * "0"),
            (CLASS, "暴露垃圾暴露垃圾"),
            (STATE, max(states, key=len, default="") + " "),
            (REMAINING, time),
            (DEPARTMENT, "市城市管理监督指"),
            (REPORTED, "2026-01-01 00:00 "),
        ):
            header.resizeSection(column, wide(sample) + 14)
        header.setSectionResizeMode(ADDRESS, QHeaderView.ResizeMode.Stretch)

    def _double(self, index: QModelIndex) -> None:
        node = index.data(NODE)
        if node is not None and node.is_case:
            self.entered.emit()
        else:
            self.setExpanded(index.sibling(index.row(), 0), not self.isExpanded(index))

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            index = self.currentIndex()
            node = index.data(NODE) if index.isValid() else None
            if node is not None and node.is_case:
                self.entered.emit()
            elif index.isValid():
                self.setExpanded(index, not self.isExpanded(index))
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        width = self.viewport().width() * 96 / self.logicalDpiX()
        wanted = width < TABLE_WIDTH
        if wanted != self.cards:
            self.cards = wanted
            self._arrange()
        if not wanted and self.model() is not None:  # what is least needed goes first
            self.setColumnHidden(REPORTED, width < TABLE_WIDTH + 320)
            self.setColumnHidden(DEPARTMENT, width < TABLE_WIDTH + 160)

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _arrange(self) -> None:
        """Cards have one column and no header."""
        model = self.model()
        if model is None:
            return
        for column in range(1, COLUMNS):
            self.setColumnHidden(column, self.cards)
        self.header().setSectionResizeMode(ADDRESS, QHeaderView.ResizeMode.Interactive)
        self.setHeaderHidden(self.cards)
        if self.cards:
            self.header().setSectionResizeMode(CASE, QHeaderView.ResizeMode.Stretch)
        else:
            self.header().setSectionResizeMode(CASE, QHeaderView.ResizeMode.Interactive)
            self._widths()
        self.scheduleDelayedItemsLayout()

    def set_grouped(self, grouped: bool) -> None:
        """A list of equal rows is laid out much faster than groups with cards in them."""
        self.setRootIsDecorated(grouped)
        self.setUniformRowHeights(not grouped)
        self.setIndentation(14 if grouped else 0)

    def near_end(self, loaded: int) -> bool:
        """Whether rows behind the loaded ones would be seen soon."""
        line = self.fontMetrics().lineSpacing()
        height = (2 * line if self.cards else line) + _PAD
        room = max(self.viewport().height(), 1)
        return loaded * height <= self.verticalScrollBar().value() + 2 * room

    # --- place at a refresh --------------------------------------------------------------------

    def hold_place(self) -> None:
        """Remember what stands at the top before the model changes."""
        top = self.indexAt(self.viewport().rect().topLeft())
        self._held_value = self.verticalScrollBar().value()
        self._held = QPersistentModelIndex(top) if top.isValid() else None
        self._held_at = self.visualRect(top).top() if top.isValid() else 0

    def regain_place(self) -> None:
        """Bring it back there, however many rows came above it; at the very top stay at the top."""
        held, self._held = self._held, None
        bar = self.verticalScrollBar()
        if self._held_value == 0 or held is None:
            return
        self.doItemsLayout()
        if not held.isValid():
            bar.setValue(min(self._held_value, bar.maximum()))
            return
        index = QModelIndex(held)
        top = self.visualRect(index).top()
        bar.setValue(bar.value() + top - self._held_at)
