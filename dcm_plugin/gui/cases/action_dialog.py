"""The window of one action: its form, what stands against it, and another try after a conflict."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QScrollArea,
    QShortcut,
    QVBoxLayout,
)

from .editors import TextEditor
from .forms import ActionForm, Around
from .labels import COLOURS, readable

translate = QCoreApplication.translate
_OK = QDialogButtonBox.StandardButton.Ok
_CANCEL = QDialogButtonBox.StandardButton.Cancel


class ActionDialog(QDialog):
    """Stays open until the action is done or given up. ``submitted``: the data of the action."""

    submitted = pyqtSignal(object)

    def __init__(self, title: str, subtitle: str, needs: Any, around: Around, parent: Any) -> None:
        super().__init__(parent)
        self.setObjectName("DcmCaseAction")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.busy = False
        column = QVBoxLayout(self)
        head = QLabel(subtitle, self)
        head.setWordWrap(True)
        head.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(head)
        self.form = ActionForm(needs, around, self)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        column.addWidget(area, 1)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        red = readable(COLOURS["red"], self.palette()).name()
        self.told.setStyleSheet(f"color: {red}")
        self.told.hide()
        column.addWidget(self.told)
        self.buttons = QDialogButtonBox(_OK | _CANCEL, parent=self)
        self.buttons.button(_OK).setText(title)
        self.buttons.button(_OK).setDefault(True)
        self.buttons.button(_CANCEL).setText(translate("DCM", "Cancel"))
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        for editor in self.form.editors.values():
            if isinstance(editor, TextEditor):
                editor.edit.entered.connect(self.submit)
        self.resize(QSize(440, min(130 + 60 * len(self.form.editors), 620)))
        send = QShortcut(QKeySequence("Ctrl+Return"), self)
        send.activated.connect(self.submit)
        first = next(iter(self.form.editors.values()), None)
        if first is not None:
            first.field().setFocus()

    def submit(self, *_: Any) -> None:
        """Hand the data over when nothing is missing."""
        if not self.busy and self.form.check():
            self.set_busy(True)
            self.submitted.emit(self.form.data())

    def set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.form.setEnabled(not busy)
        self.buttons.button(_OK).setEnabled(not busy)

    def refused(self, text: str, again: bool) -> None:
        """It was not done: why; what was typed stays. ``again``: whether it may be tried again."""
        self.set_busy(False)
        self.buttons.button(_OK).setEnabled(again)
        self.told.setText(text)
        self.told.show()
