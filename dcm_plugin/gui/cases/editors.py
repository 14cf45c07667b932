"""Fields for what an action asks for, one kind of field for each kind of need."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from qgis.core import QgsApplication
from qgis.gui import QgsDateTimeEdit
from qgis.PyQt.QtCore import QCoreApplication, QDate, QDateTime, QEvent, Qt, QTime, pyqtSignal
from qgis.PyQt.QtGui import QDoubleValidator
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .. import settings as choices_of_user
from .names import Names

translate = QCoreApplication.translate
_ROLE = Qt.ItemDataRole.UserRole + 1


class Editor(QWidget):
    """A field. ``value()`` None: nothing given. ``changed``: after each change."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def field(self) -> QWidget:
        """What gets the focus."""
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with what was typed; '' when nothing is."""
        return ""


def _whole(widget: QWidget, *others: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for other in others:
        column.addWidget(other)
    return column


class _Lines(QPlainTextEdit):
    """Text of several lines: Enter is for the dialog, Shift+Enter begins a line, Tab goes on."""

    entered = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
            else:
                self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class TextEditor(Editor):
    """Some lines of text."""

    def __init__(self, lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.edit = _Lines(self)
        self.edit.setPlaceholderText(translate("DCM", "Shift+Enter begins a new line"))
        metrics = self.edit.fontMetrics()
        self.edit.setMinimumHeight(metrics.lineSpacing() * lines + 12)
        self.edit.setMaximumHeight(metrics.lineSpacing() * (lines + 3) + 12)
        self.edit.textChanged.connect(self.changed.emit)
        _whole(self, self.edit)

    def value(self) -> Optional[str]:
        return self.edit.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        self.edit.setPlainText(str(value or ""))

    def field(self) -> QWidget:
        return self.edit


class LineEditor(Editor):
    """One line of text, or a number."""

    def __init__(self, parent: QWidget, number: bool = False) -> None:
        super().__init__(parent)
        self.number = number
        self.edit = QLineEdit(self)
        if number:
            self.edit.setValidator(QDoubleValidator(0.0, 1e6, 3, self.edit))
        self.edit.textChanged.connect(self.changed.emit)
        _whole(self, self.edit)

    def value(self) -> Any:
        text = self.edit.text().strip()
        if not text:
            return None
        if not self.number:
            return text
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return None

    def set_value(self, value: Any) -> None:
        self.edit.setText("" if value is None else str(value))

    def field(self) -> QWidget:
        return self.edit

    def problem(self) -> str:
        if self.number and self.edit.text().strip() and self.value() is None:
            return translate("DCM", "This is not a number.")
        return ""


class ChoiceEditor(Editor):
    """One of several codes; typing finds a name by any of its characters."""

    def __init__(self, values: Sequence[Tuple[Any, str]], required: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = QComboBox(self)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(12)
        self.box.addItem("" if required else translate("DCM", "(none)"), None)
        for code, name in values:
            self.box.addItem(name, code)
        if len(values) > 8:
            self.box.setEditable(True)
            self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = self.box.completer()
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.hide()
        self.notes: Dict[Any, str] = {}
        self.box.currentIndexChanged.connect(self._changed)
        _whole(self, self.box, self.note)

    def _changed(self, *_: Any) -> None:
        text = self.notes.get(self.value(), "")
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.changed.emit()

    def value(self) -> Any:
        if self.box.isEditable():
            row = self.box.findText(self.box.currentText())
            return self.box.itemData(row) if row >= 0 else None
        return self.box.currentData()

    def set_value(self, value: Any) -> None:
        for row in range(self.box.count()):
            if self.box.itemData(row) == value:
                self.box.setCurrentIndex(row)
                break
        self._changed()

    def field(self) -> QWidget:
        return self.box

    def problem(self) -> str:
        typed = self.box.currentText().strip() if self.box.isEditable() else ""
        if typed and self.value() is None and typed != self.box.itemText(0):
            return translate("DCM", "Choose one of the list.")
        return ""


class TimeEditor(Editor):
    """A day and an hour, by the clock of the city."""

    def __init__(self, offset: datetime.timedelta, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = datetime.timezone(offset)
        self.edit = QgsDateTimeEdit(self)
        self.edit.setAllowNull(True)
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.edit.clear()
        self.edit.valueChanged.connect(self.changed.emit)
        _whole(self, self.edit)

    def value(self) -> Optional[datetime.datetime]:
        if self.edit.isNull():
            return None
        found = self.edit.dateTime()
        day, clock = found.date(), found.time()
        local = datetime.datetime(
            day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=self._zone
        )
        return local.astimezone(datetime.timezone.utc)

    def set_value(self, value: Optional[datetime.datetime]) -> None:
        if value is None:
            self.edit.clear()
            return
        local = value.astimezone(self._zone)
        self.edit.setDateTime(
            QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
        )

    def field(self) -> QWidget:
        return self.edit


class MediaEditor(Editor):
    """Files with what they show; chosen or dropped here."""

    def __init__(self, names: Names, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.names = names
        self._roles = names.lists.get("media_role", {})
        self._role = role if role in self._roles else "near"
        self.setAcceptDrops(True)
        self.list = QListWidget(self)
        self.list.setMaximumHeight(self.fontMetrics().lineSpacing() * 4 + 8)
        self.list.setAccessibleName(translate("DCM", "Photos and files"))
        self.list.installEventFilter(self)
        self.role = QComboBox(self)
        self.role.setAccessibleName(translate("DCM", "What the photo shows"))
        for code, name in self._roles.items():
            self.role.addItem(name, code)
        self.role.setCurrentIndex(max(self.role.findData(self._role), 0))
        self.add_button = QPushButton(translate("DCM", "&Add…"), self)
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._ask)
        self.remove_button = QToolButton(self)
        self.remove_button.setIcon(QgsApplication.getThemeIcon("/symbologyRemove.svg"))
        self.remove_button.setToolTip(translate("DCM", "Take the chosen file away (Delete)"))
        self.remove_button.setAccessibleName(self.remove_button.toolTip())
        self.remove_button.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.addWidget(self.role, 1)
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        _whole(self, self.list).addLayout(row)

    def _ask(self, *_: Any) -> None:
        paths, _filter = QFileDialog.getOpenFileNames(
            self,
            translate("DCM", "Photos and files of the case"),
            choices_of_user.last_folder(),
            translate("DCM", "Photos")
            + " (*.jpg *.jpeg *.png *.webp *.heic);;"
            + translate("DCM", "All files")
            + " (*)",
        )
        if paths:
            choices_of_user.set_last_folder(str(Path(paths[0]).parent))
        self.add(paths)

    def add(self, paths: Sequence[str]) -> None:
        role = self.role.currentData() or self._role
        for path in paths:
            name = self._roles.get(role, role)
            item = QListWidgetItem(f"{name}: {Path(path).name}", self.list)
            item.setData(_ROLE, {"path": path, "role": role})
            item.setToolTip(path)
        self.changed.emit()

    def _remove(self, *_: Any) -> None:
        for item in self.list.selectedItems() or [self.list.currentItem()]:
            if item is not None:
                self.list.takeItem(self.list.row(item))
        self.changed.emit()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Delete:
            self._remove()
            return True
        return False

    def dragEnterEvent(self, event: Any) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:
        self.add([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def value(self) -> Optional[List[Mapping[str, Any]]]:
        found = [self.list.item(row).data(_ROLE) for row in range(self.list.count())]
        return found or None

    def set_value(self, value: Any) -> None:
        self.list.clear()
        for item in value or ():
            self.role.setCurrentIndex(max(self.role.findData(item.get("role")), 0))
            self.add([item["path"]])

    def field(self) -> QWidget:
        return self.add_button

    def problem(self) -> str:
        for row in range(self.list.count()):
            path = self.list.item(row).data(_ROLE)["path"]
            if not Path(path).is_file():
                return translate("DCM", "The file {path} is not there.").format(path=path)
        return ""
