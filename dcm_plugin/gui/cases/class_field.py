"""A field for the class of a case: typed words find classes, texts propose some."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Tuple

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from ...core.classes import search
from ...core.classes.loader import VERSIONS, load_catalogue
from ...core.classes.model import COMPONENT, EVENT, ManagedClass
from ...processing.base import catalogue_folder
from .. import settings
from .editors import Editor, _whole
from .labels import kind_name

translate = QCoreApplication.translate
_CLASS = Qt.ItemDataRole.UserRole + 1
_HITS = 8


class ClassEditor(Editor):
    """Type a code, a name, pinyin or its initials; choose with the arrows and Enter."""

    def __init__(self, lang: str, parent: QWidget, version: str = "") -> None:
        super().__init__(parent)
        self.lang = lang
        self.version = version if version in VERSIONS else settings.default_catalogue()
        self.catalogue = load_catalogue(self.version, catalogue_folder())
        self.chosen: Optional[ManagedClass] = None
        self._proposed: List[Tuple[ManagedClass, str]] = []
        self.edit = QgsFilterLineEdit(self)
        self.edit.setShowSearchIcon(True)
        self.edit.setShowClearButton(True)
        self.edit.setPlaceholderText(translate("DCM", "Code, name, pinyin or its initials"))
        self.edit.textEdited.connect(self._typed)
        self.edit.cleared.connect(self._cleared)
        self.edit.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(translate("DCM", "Classes found"))
        self.list.setMaximumHeight(self.fontMetrics().lineSpacing() * 5 + 8)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.list.hide()
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.hide()
        _whole(self, self.edit, self.list, self.note)

    # --- choosing ------------------------------------------------------------------------------

    def name(self, item: ManagedClass) -> str:
        name = item.name_zh if self.lang == "zh" else item.name_en or item.name_zh
        return f"{item.code} {name}"

    def _typed(self, text: str) -> None:
        self.chosen = None
        self._find(text.strip())
        self.changed.emit()

    def _cleared(self) -> None:
        self.chosen = None
        self._show(self._proposed)
        self.changed.emit()

    def _find(self, text: str) -> None:
        if not text:
            self._show(self._proposed)
            return
        hits = search(self.catalogue, text, None, _HITS, self.lang)
        self._show([(hit.found, "") for hit in hits])

    def _show(self, items: Sequence[Tuple[ManagedClass, str]]) -> None:
        self.list.clear()
        for item, why in items:
            text = f"{self.name(item)}  · {kind_name(item.kind)}"
            made = QListWidgetItem(text + (f"  · {why}" if why else ""), self.list)
            made.setData(_CLASS, item)
        self.list.setVisible(bool(items))
        if items:
            self.list.setCurrentRow(0)

    def _take(self, item: Optional[QListWidgetItem]) -> None:
        if item is not None:
            self.choose(item.data(_CLASS))

    def choose(self, item: Optional[ManagedClass]) -> None:
        self.chosen = item
        self.edit.setText("" if item is None else f"{self.name(item)} · {kind_name(item.kind)}")
        self.list.hide()
        self.changed.emit()

    def propose(self, items: Sequence[Tuple[ManagedClass, str]]) -> None:
        """Offer these, best first, while nothing is chosen or typed."""
        self._proposed = list(items)
        if self.chosen is None and not self.edit.text().strip():
            self._show(self._proposed)

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if event.type() == QEvent.Type.KeyPress and not self.list.isHidden():
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                row = (self.list.currentRow() + step) % self.list.count()
                self.list.setCurrentRow(row)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
            if key == Qt.Key.Key_Escape and self.edit.text():
                self.list.hide()
                return True
        return False

    # --- the value -----------------------------------------------------------------------------

    def value(self) -> Optional[str]:
        return self.chosen.code if self.chosen is not None else None

    def columns(self) -> Dict[str, Any]:
        """The columns of the case that a class gives."""
        if self.chosen is None:
            return {}
        return {
            "class_code": self.chosen.code,
            "case_kind": self.chosen.kind,
            "catalogue_id": self.version,
        }

    def set_value(self, value: Any) -> None:
        if isinstance(value, tuple):
            kind, code = value
            kinds = (kind,) if kind in (COMPONENT, EVENT) else (EVENT, COMPONENT)
        else:
            kinds, code = (EVENT, COMPONENT), value
        found = None
        for kind in kinds:
            found = found or self.catalogue.find(kind, str(code or ""))
        self.choose(found)

    def field(self) -> QWidget:
        return self.edit

    def problem(self) -> str:
        if self.chosen is None and self.edit.text().strip():
            return translate("DCM", "Choose a class of the list.")
        return ""


def proposals(text: str, version: str, count: int = 4) -> List[Tuple[str, float]]:
    """Event classes for a description, best first: (code, score)."""
    from ...core.events.text_model import load_model

    if len(text.strip()) < 2:
        return []
    ranked = load_model(version, catalogue_folder()).rank([text], count)
    return [(choice.code, choice.score) for choice in ranked[0]]
