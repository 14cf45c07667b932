"""The form for one own class."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from ...core.classes.card import accuracy_text
from ...core.classes.extension import (
    DEFAULT_ACCURACY,
    DEFAULT_GEOMETRY,
    majors_for,
    next_free_code,
    range_text,
    split_aliases,
)
from ...core.classes.loader import kind_name
from ...core.classes.model import COMPONENT, EXTENSION, GEOMETRIES, ManagedClass
from ...core.classes.own import CityCatalogue
from ...core.errors import DcmError
from ...core.messages import text
from ...core.standards.model import Basis
from ...i18n import current_language

translate = QCoreApplication.translate


class ClassForm(QDialog):
    """Add a class to a version, or edit ``item``. :meth:`made` is what was filled in.

    The button is on only when the class breaks no rule; until then the form says which.
    """

    def __init__(
        self,
        city: CityCatalogue,
        version: str,
        kind: str,
        item: Optional[ManagedClass] = None,
        major: str = "",
        parent: Any = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("DcmClassForm")
        self.setWindowTitle(
            translate("DCM", "Add class") if item is None else translate("DCM", "Edit class")
        )
        self.setMinimumWidth(500)
        self._city, self._version, self._kind, self._item = city, version, kind, item
        self._lang = current_language()
        self._catalogue = city.catalogue(version)
        self._build()
        self._fill(item, major)
        self.major.currentIndexChanged.connect(self._offer)
        for edit in (self.minor, self.name_zh, self.name_en, self.aliases):
            edit.textChanged.connect(self._check)
        self._check()

    def _build(self) -> None:
        catalogue, lang = self._catalogue, self._lang
        self.major = QComboBox(self)
        for entry in majors_for(catalogue, self._kind):
            self.major.addItem(f"{entry.code} {entry.name(lang)}", entry.code)
        self.prefix = QLabel(self)
        self.minor = QLineEdit(self)
        self.minor.setMaxLength(catalogue.minor_length)
        self.minor.setMaximumWidth(90)
        allowed = translate("DCM", "{standard} leaves {range} to cities").format(
            standard=catalogue.base_standard,
            range=range_text(catalogue.extension, catalogue.minor_length),
        )
        code = QHBoxLayout()
        code.addWidget(self.prefix)
        code.addWidget(self.minor)
        code.addWidget(QLabel(allowed, self), 1)
        self.name_zh, self.name_en, self.aliases = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.aliases.setPlaceholderText(translate("DCM", "Separated by semicolons"))
        self.geometry_box, self.accuracy = QComboBox(self), QComboBox(self)
        for name in GEOMETRIES:
            self.geometry_box.addItem(text("catalogue.geometry." + name, lang), name)
        for grade in catalogue.values["accuracy_classes"]:
            self.accuracy.addItem(accuracy_text(catalogue, grade, lang), grade)
        self.description_zh, self.description_en = QPlainTextEdit(self), QPlainTextEdit(self)
        for area in (self.description_zh, self.description_en):
            area.setTabChangesFocus(True)
            area.setFixedHeight(56)
        form = QFormLayout()
        kind = kind_name(self._version, self._kind, lang)
        form.addRow(translate("DCM", "Version"), QLabel(f"{catalogue.name(lang)} – {kind}", self))
        form.addRow(translate("DCM", "Major class"), self.major)
        form.addRow(translate("DCM", "Class code"), code)
        form.addRow(translate("DCM", "Chinese name"), self.name_zh)
        form.addRow(translate("DCM", "English name"), self.name_en)
        form.addRow(translate("DCM", "Geometry"), self.geometry_box)
        if self._kind == COMPONENT:
            form.addRow(translate("DCM", "Accuracy class"), self.accuracy)
        self.accuracy.setVisible(self._kind == COMPONENT)
        form.addRow(translate("DCM", "Aliases"), self.aliases)
        form.addRow(translate("DCM", "Chinese description"), self.description_zh)
        form.addRow(translate("DCM", "English description"), self.description_en)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setStyleSheet("color: #c4161c")
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self.buttons = QDialogButtonBox(ok | cancel, self)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def _fill(self, item: Optional[ManagedClass], major: str) -> None:
        # what fits nowhere goes where the version puts it
        major = major or self._catalogue.extension.fallback_major[self._kind]
        at = self.major.findData(item.major if item is not None else major)
        self.major.setCurrentIndex(max(at, 0))
        geometry = DEFAULT_GEOMETRY if item is None else item.geometry
        accuracy = DEFAULT_ACCURACY if item is None else item.accuracy
        self.geometry_box.setCurrentIndex(self.geometry_box.findData(geometry))
        self.accuracy.setCurrentIndex(max(self.accuracy.findData(accuracy), 0))
        if item is None:
            self._offer()
            return
        self.prefix.setText(item.major)
        self.minor.setText(item.minor)
        self.name_zh.setText(item.name_zh)
        self.name_en.setText(item.name_en)
        self.aliases.setText("; ".join(item.aliases))
        self.description_zh.setPlainText(item.description_zh)
        self.description_en.setPlainText(item.description_en)

    def _offer(self, *_: Any) -> None:
        """The next free code of the major; a class that stays in its major keeps its code."""
        major = self.major.currentData()
        self.prefix.setText(major)
        if self._item is not None and self._item.major == major:
            self.minor.setText(self._item.minor)
            return
        try:
            code = next_free_code(self._catalogue, self._kind, major)
        except DcmError:
            code = major  # the range is used up to its end, but may have holes
        self.minor.setText(code[len(major) :])

    def _check(self, *_: Any) -> None:
        messages = self._city.fault_messages(self.made(), self._item)
        first = text(messages[0].message_id, self._lang, **messages[0].params) if messages else ""
        self.message.setText(first)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not messages)

    def made(self) -> ManagedClass:
        """The class as it is filled in now."""
        return ManagedClass(
            version=self._version,
            kind=self._kind,
            major=self.major.currentData(),
            minor=self.minor.text().strip(),
            name_zh=self.name_zh.text().strip(),
            name_en=self.name_en.text().strip(),
            geometry=self.geometry_box.currentData(),
            accuracy=self.accuracy.currentData() if self._kind == COMPONENT else "",
            basis=Basis.DEFAULT,
            origin=EXTENSION,
            description_zh=self.description_zh.toPlainText().strip(),
            description_en=self.description_en.toPlainText().strip(),
            aliases=split_aliases(self.aliases.text()),
        )
