"""A layout that puts widgets side by side and begins a new line where the room ends."""

from __future__ import annotations

from typing import Any, List, Optional

from qgis.PyQt.QtCore import QPoint, QRect, QSize, Qt
from qgis.PyQt.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines of widgets; with ``stretch`` those of a line share its width."""

    def __init__(self, parent: Optional[QWidget] = None, spacing: int = 3, stretch: bool = False):
        super().__init__(parent)
        self._items: List[QLayoutItem] = []
        self._stretch = stretch
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> Any:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> Any:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Any:
        return (
            Qt.Orientations(Qt.Orientation.Horizontal)
            if hasattr(Qt, "Orientations")
            else (Qt.Orientation.Horizontal)
        )

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return QSize(min(size.width(), 120), size.height())

    def _place(self, rect: QRect, really: bool) -> int:
        lines: List[List[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), rect.width())
            if not lines or used + self.spacing() + width > rect.width():
                lines.append([item])
                used = width
            else:
                lines[-1].append(item)
                used += self.spacing() + width
        y = rect.y()
        for line in lines:
            height = max(item.sizeHint().height() for item in line)
            if really:
                self._place_line(line, rect, y, height)
            y += height + self.spacing()
        return y - rect.y() - (self.spacing() if lines else 0)

    def _place_line(self, line: List[QLayoutItem], rect: QRect, y: int, height: int) -> None:
        widths = [min(item.sizeHint().width(), rect.width()) for item in line]
        spare = rect.width() - sum(widths) - self.spacing() * (len(line) - 1)
        share = spare // len(line) if self._stretch and spare > 0 else 0
        x = rect.x()
        for item, width in zip(line, widths):
            item.setGeometry(QRect(QPoint(x, y), QSize(width + share, height)))
            x += width + share + self.spacing()
