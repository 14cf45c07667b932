"""One case: what it is, what happened, its clocks and photos, and what may be done with it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence

from qgis.PyQt.QtCore import QCoreApplication, QRectF, QSize, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QTabWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.cases.model import CaseFile
from ..catalogue.look import quiet_colour
from . import labels
from .flow import FlowLayout
from .names import Names
from .pages import Pages, header
from .photos import PhotoList

translate = QCoreApplication.translate


class LightMark(QWidget):
    """The light of the case, large."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(20, 20))
        self.light = "none"

    def set_light(self, light: str) -> None:
        self.light = light
        self.setAccessibleName(labels.light_name(light))
        self.setToolTip(labels.light_name(light))
        self.update()

    def paintEvent(self, _event: Any) -> None:
        painter = QPainter(self)
        labels.paint_light(painter, QRectF(1.5, 1.5, 17, 17), self.light)


class CaseDetail(QWidget):
    """acted: the offer that was pressed. linked: a link of a page. back: Esc was pressed."""

    acted = pyqtSignal(object)
    linked = pyqtSignal(str, str)
    zoomed = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, lang: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.file: Optional[CaseFile] = None
        self.names: Optional[Names] = None
        self.offers: List[Any] = []
        self.buttons: List[QToolButton] = []
        self._shown: Dict[int, Any] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head())
        self.actions_box = QWidget(self)
        self.flow = FlowLayout(self.actions_box, 4)
        column.addWidget(self.actions_box)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.pages: List[QTextBrowser] = []
        for title in (
            translate("DCM", "Facts"),
            translate("DCM", "History"),
            translate("DCM", "Clocks"),
        ):
            self._page(title)
        self.photos = PhotoList(self)
        self.tabs.addTab(self.photos, translate("DCM", "Photos"))
        self._page(translate("DCM", "Tasks"))
        self.tabs.currentChanged.connect(self._fill)
        column.addWidget(self.tabs, 1)
        self.clear()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.light = LightMark(self)
        row.addWidget(self.light)
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.title, 1)
        self.remaining = QLabel(self)
        row.addWidget(self.remaining)
        return row

    def _page(self, title: str) -> None:
        page = QTextBrowser(self)
        page.setOpenLinks(False)
        page.setFrameShape(QTextBrowser.Shape.NoFrame)
        page.setAccessibleName(title)
        page.setTabChangesFocus(True)
        page.anchorClicked.connect(self._link)
        self.pages.append(page)
        self.tabs.addTab(page, title)

    # --- what is shown -------------------------------------------------------------------------

    def clear(self) -> None:
        self.file = None
        self._shown = {}
        self.light.set_light("none")
        self.light.hide()
        self.title.setText(translate("DCM", "Choose a case in the list or on the map."))
        self.remaining.setText("")
        self.tabs.hide()
        self.show_offers([])

    def show_case(
        self,
        file: CaseFile,
        names: Names,
        offset: datetime.timedelta,
        rules: Any,
        folder: Path,
        now: datetime.datetime,
    ) -> None:
        """Show a case; a page that is looked at stays where it was scrolled when it is the same."""
        same = self.file is not None and self.file.case.get("id") == file.case.get("id")
        self.file, self.names = file, names
        self.light.show()
        self.tabs.show()
        self.tick(now)
        quiet = quiet_colour().name()
        dark = labels.is_dark(self.palette())
        conditions = {
            str(row["condition_code"]): str(row.get("filing_condition") or "")
            for row in rules.conditions(file.case)
        }
        self._made = Pages(file, names, offset, rules.calendar, now, quiet, dark, conditions)
        self._shown = {}
        self.photos.show_media(file.media, folder, names)
        for index, (title, count) in {
            3: (translate("DCM", "Photos"), len(file.media)),
            4: (
                translate("DCM", "Tasks"),
                len(file.tasks) + len(file.requests) + len(file.supervisions),
            ),
        }.items():
            self.tabs.setTabText(index, f"{title} {count}" if count else title)
        self._fill(self.tabs.currentIndex(), keep=same)

    def _fill(self, index: int, keep: bool = False) -> None:
        """Make the page that is looked at."""
        if self.file is None or index in self._shown or index == 3 or index < 0:
            return
        self._shown[index] = True
        made = self._made
        page, text = {
            0: (self.pages[0], made.facts),
            1: (self.pages[1], made.history),
            2: (self.pages[2], made.clocks),
            4: (self.pages[3], made.tasks),
        }[index]
        bar = page.verticalScrollBar()
        at = bar.value()
        page.setHtml(text())
        if keep:
            bar.setValue(at)

    def tick(self, now: datetime.datetime) -> None:
        """Light and remaining time as they are now."""
        if self.file is None or self.names is None:
            return
        shown = header(self.file.case, self.names, now)
        self.light.set_light(shown["light"])
        self.title.setText(f"{shown['class']}\n{shown['number']} · {shown['state']}")
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.remaining.setText(shown["remaining"])
        colour = (
            labels.readable(labels.COLOURS[shown["light"]], self.palette())
            if shown["light"] in ("red", "yellow")
            else QColor(self.palette().color(QPalette.ColorRole.WindowText))
        )
        self.remaining.setStyleSheet(f"color: {colour.name()}; font-weight: bold")

    # --- what may be done ----------------------------------------------------------------------

    def show_offers(self, offers: Sequence[Any], why_none: str = "") -> None:
        """A button for each action; what stands against one is its tooltip."""
        focused = next((b.property("action") for b in self.buttons if b.hasFocus()), None)
        for button in self.buttons:
            self.flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        self.offers = list(offers)
        for number, offer in enumerate(self.offers, 1):
            button = QToolButton(self.actions_box)
            name = offer.name_zh if self.lang == "zh" else offer.name_en
            button.setProperty("action", offer.action)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setEnabled(offer.allowed)
            button.setAccessibleName(name)
            tip = name
            if not offer.allowed and offer.reason is not None:
                tip = f"{name}: {self.reason(offer)}"
            elif number <= 9:
                tip = f"{name} (Alt+{number})"
            button.setText(name)
            button.setToolTip(tip)
            button.setAccessibleDescription(tip)
            button.clicked.connect(lambda _checked=False, chosen=offer: self.acted.emit(chosen))
            self.flow.addWidget(button)
            button.show()
            self.buttons.append(button)
            if offer.action == focused and offer.allowed:
                button.setFocus()
        if not self.offers and why_none:
            button = QToolButton(self.actions_box)
            button.setText(why_none)
            button.setEnabled(False)
            button.setAutoRaise(True)
            self.flow.addWidget(button)
            button.show()
            self.buttons.append(button)
        self.actions_box.setVisible(bool(self.buttons))
        self.actions_box.updateGeometry()

    def nth(self, number: int) -> Optional[Callable[[], None]]:
        """What presses an action; None where there is none that may be done."""
        if number < len(self.offers) and self.offers[number].allowed:
            return self.buttons[number].click
        return None

    def reason(self, offer: Any) -> str:
        from ...core.messages import text

        message = offer.reason
        return text(message.message_id, self.lang, **message.params) if message else ""

    # --- links and keys ------------------------------------------------------------------------

    def _link(self, link: QUrl) -> None:
        scheme, _, value = link.toString().partition(":")
        self.linked.emit(scheme, value)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Go to the first action that may be done, or to the pages."""
        for button in self.buttons:
            if button.isEnabled():
                button.setFocus()
                return
        self.tabs.setFocus()

    def close_all(self) -> None:
        self.photos.close_all()
