"""Numbers that are pressed: cases by state on the colours of the states, and by light."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Tuple

from qgis.PyQt.QtCore import QCoreApplication, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QFontMetrics, QPainter, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QToolButton, QWidget

from .flow import FlowLayout
from .labels import LIGHTS, ink_on, light_icon, light_name
from .names import Names

translate = QCoreApplication.translate


def short_number(count: int) -> str:
    """A number that fits on a button: 1,234 and 123k."""
    return f"{count:,}" if count < 100_000 else f"{count // 1000:,}k"


class StateButton(QToolButton):
    """One state: its colour as ground, its name and number; a frame when it is chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.colour = QColor("#8a97a3")
        self.name, self.number = "", ""

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(f"{self.name} {self.number}") + 14
        return QSize(width, metrics.lineSpacing() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: Any) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        fill = self.colour.lighter(108) if self.underMouse() else self.colour
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked() or self.hasFocus():
            ring = self.palette().color(self.palette().ColorRole.WindowText)
            pen = QPen(ring, 2.2 if self.isChecked() else 1.0)
            if not self.isChecked():
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
        painter.setPen(ink_on(fill))
        metrics = QFontMetrics(self.font())
        room = int(box.width()) - 8 - metrics.horizontalAdvance(" " + self.number)
        name = metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, max(room, 0))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{name} {self.number}".strip())


class StateBar(QWidget):
    """Cases by state. ``chosen``: the states that are pressed."""

    chosen = pyqtSignal(tuple)

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, 2, True)
        self.setAccessibleName(translate("DCM", "Cases by state"))
        self.buttons: Dict[str, StateButton] = {}
        self._counts: Dict[str, int] = {}

    def set_names(self, names: Names) -> None:
        for button in self.buttons.values():
            self.flow.removeWidget(button)
            button.deleteLater()
        self.buttons = {}
        for row in names.states:
            button = StateButton(self)
            button.colour = QColor(row["colour"] or "#8a97a3")
            button.name = names.state(row["code"])
            button.hide()
            button.clicked.connect(self._pressed)
            self.flow.addWidget(button)
            self.buttons[row["code"]] = button

    def set_counts(self, counts: Mapping[Optional[str], int]) -> None:
        """States without cases are not shown, unless they are chosen."""
        for code, button in self.buttons.items():
            count = counts.get(code, 0)
            button.number = short_number(count)
            text = translate("DCM", "{state}: {count} cases").format(state=button.name, count=count)
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setVisible(bool(count) or button.isChecked())
            button.updateGeometry()
            button.update()
        self.flow.invalidate()
        self.updateGeometry()

    def set_chosen(self, states: Tuple[str, ...]) -> None:
        for code, button in self.buttons.items():
            button.setChecked(code in states)
            if code in states:
                button.show()

    def _pressed(self, *_: Any) -> None:
        states: List[str] = [code for code, made in self.buttons.items() if made.isChecked()]
        self.chosen.emit(tuple(states))


class LightBar(QWidget):
    """Cases by light. ``chosen``: the lights that are pressed."""

    chosen = pyqtSignal(tuple)

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, 2, True)
        self.setAccessibleName(translate("DCM", "Cases by light"))
        self.buttons: Dict[str, QToolButton] = {}
        for light in LIGHTS:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setIcon(light_icon(light, 16))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._pressed)
            self.flow.addWidget(button)
            self.buttons[light] = button
        self.set_counts({})

    def set_counts(self, counts: Mapping[Optional[str], int]) -> None:
        for light, button in self.buttons.items():
            count = counts.get(light, 0)
            button.setText(f"{light_name(light)} {short_number(count)}")
            text = translate("DCM", "{state}: {count} cases").format(
                state=light_name(light), count=count
            )
            button.setToolTip(text)
            button.setAccessibleName(text)

    def set_chosen(self, lights: Tuple[str, ...]) -> None:
        for light, button in self.buttons.items():
            button.setChecked(light in lights)

    def _pressed(self, *_: Any) -> None:
        self.chosen.emit(tuple(code for code, made in self.buttons.items() if made.isChecked()))
