"""A message above the map with something that can be done about it."""

from __future__ import annotations

from typing import Any, Callable, List

from qgis.core import Qgis
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer
from qgis.PyQt.QtWidgets import QPushButton

translate = QCoreApplication.translate


class Offers(QObject):
    """Shows offers in a message bar and keeps what belongs to them until they are gone.

    A button of the bar outlives the function that made it: what it calls must be held by somebody,
    and must not take the bar's item away while the button is still being pressed.
    """

    def __init__(self, bar: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._open: List[Offer] = []

    def show(
        self,
        title: str,
        message: str,
        button: str,
        work: Callable[[], None],
        level: Any = Qgis.MessageLevel.Warning,
        seconds: int = 0,
    ) -> None:
        """``seconds``: how long it stays; 0 until somebody closes it."""
        offer = Offer(self._bar, title, message, button, work, self, level, seconds)
        self._open.append(offer)
        offer.destroyed.connect(self._tidy)

    def _tidy(self, *_: Any) -> None:
        self._open = [offer for offer in self._open if offer.waiting]

    def close(self) -> None:
        """Take back what nobody has accepted yet."""
        offers, self._open = self._open, []
        for offer in offers:
            offer.withdraw()


class Offer(QObject):
    """One message with one button."""

    def __init__(
        self,
        bar: Any,
        title: str,
        message: str,
        button: str,
        work: Callable[[], None],
        parent: QObject,
        level: Any = Qgis.MessageLevel.Warning,
        seconds: int = 0,
    ) -> None:
        super().__init__(parent)
        self._bar, self._work = bar, work
        self.waiting = True
        self._item = bar.createMessage(title, message)
        self._button = QPushButton(button, self._item)
        self._button.clicked.connect(self.accept)
        self._item.layout().addWidget(self._button)
        self._item.destroyed.connect(self._item_gone)
        bar.pushWidget(self._item, level, seconds)

    def accept(self, *_: Any) -> None:
        """Do it, once the button has been left."""
        if self.waiting:
            self.waiting = False
            QTimer.singleShot(0, self._do)

    def _do(self) -> None:
        self._take_away()
        self._work()
        self.deleteLater()

    def withdraw(self) -> None:
        if self.waiting:
            self.waiting = False
            self._take_away()
            self.deleteLater()

    def _take_away(self) -> None:
        item, self._item = self._item, None
        if item is not None:
            self._bar.popWidget(item)

    def _item_gone(self, *_: Any) -> None:
        """Closed by the user."""
        self._item = None
        self.waiting = False
