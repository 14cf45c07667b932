"""The window in which the classes are browsed, searched and extended."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Optional

from qgis.core import Qgis
from qgis.gui import QgsFilterLineEdit, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QModelIndex, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QShortcut,
    QSplitter,
    QTextBrowser,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ...core.classes import EXTENSION, KINDS, VERSIONS, Catalogue, ManagedClass, search
from ...core.classes.card import grouped, hit_text
from ...core.classes.loader import kind_name
from ...core.classes.own import CityCatalogue
from ...core.errors import DcmError, InputError
from ...core.messages import Message, text
from ...i18n import current_language
from .. import settings
from .details import class_page, empty_page, target_of
from .faults import FaultList
from .form import ClassForm
from .look import icon, theme_icon
from .model import CODE, FOUND_BY, NAME_EN, NAME_ZH, ClassModel
from .sheet import sheet_cells

translate = QCoreApplication.translate
#: Seconds a message about something that went well stays.
_BRIEF = 5
_ALL = 10**6


class CatalogueBrowser(QDialog):
    """Shows the versions of the standard with the city's own classes in ``folder``."""

    def __init__(self, folder: Path, parent: Any = None) -> None:
        super().__init__(parent)
        self.setObjectName("DcmCatalogueBrowser")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setWindowIcon(icon("catalogue"))
        self.resize(QSize(1060, 660))
        self.city = CityCatalogue(folder)
        self._lang = current_language()
        self._shown = ("", "", "")
        self._build()
        self.version.setCurrentIndex(self.version.findData(settings.default_catalogue()))
        self._version_chosen()
        self.version.currentIndexChanged.connect(self._version_chosen)
        self.kind.currentIndexChanged.connect(self._refresh)
        self.search.textChanged.connect(self._refresh)
        self._tell_problem()
        self.search.setFocus()

    # --- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        self.bar = QgsMessageBar(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.bar)
        layout.addLayout(self._build_choice())
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self._build_tree())
        self.details = QTextBrowser(splitter)
        self.details.setOpenLinks(False)
        self.details.anchorClicked.connect(self._jump)
        splitter.addWidget(self.details)
        splitter.setSizes([640, 420])
        splitter.setChildrenCollapsible(False)
        layout.addWidget(splitter, 1)
        layout.addLayout(self._build_buttons())

    def _build_choice(self) -> QHBoxLayout:
        self.version, self.kind = QComboBox(self), QComboBox(self)
        for version in VERSIONS:
            self.version.addItem(self.city.catalogue(version).name(self._lang), version)
        self.version.setToolTip(translate("DCM", "Version of the standard"))
        for kind in KINDS:
            self.kind.addItem("", kind)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.search = QgsFilterLineEdit(self)
        self.search.setShowSearchIcon(True)
        self.search.setShowClearButton(True)
        self.search.setPlaceholderText(
            translate("DCM", "Code, Chinese name, alias, pinyin or its initials, English")
        )
        row = QHBoxLayout()
        row.addWidget(self.version)
        row.addWidget(self.kind)
        row.addWidget(self.search, 1)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._to_search)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._to_tree)
        return row

    def _build_tree(self) -> QWidget:
        side = QWidget(self)
        self.model = ClassModel(self)
        self.tree = QTreeView(side)
        self.tree.setModel(self.model)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setAllColumnsShowFocus(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME_EN, QHeaderView.ResizeMode.Stretch)
        for column, width in ((CODE, 110), (NAME_ZH, 190), (FOUND_BY, 150)):
            header.resizeSection(column, width)
        self.tree.selectionModel().currentChanged.connect(self._current_changed)
        self.tree.doubleClicked.connect(self._double_clicked)
        self.status = QLabel(side)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.status)
        return side

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()

        def button(label: str, picture: str, slot: Any) -> QPushButton:
            made = QPushButton(label, self)
            if picture:
                made.setIcon(theme_icon(picture))
            made.setAutoDefault(False)  # Enter in the search box presses nothing
            made.clicked.connect(slot)
            row.addWidget(made)
            return made

        self.add_button = button(translate("DCM", "Add…"), "/symbologyAdd.svg", self._add)
        self.edit_button = button(translate("DCM", "Edit…"), "/symbologyEdit.svg", self._edit)
        self.delete_button = button(
            translate("DCM", "Delete"), "/mActionDeleteSelected.svg", self._delete
        )
        self.undo_button = button(translate("DCM", "Undo"), "/mActionUndo.svg", self._undo)
        row.addSpacing(16)
        self.import_button = button(
            translate("DCM", "Import…"), "/mActionSharingImport.svg", self._import
        )
        self.import_button.setToolTip(
            translate("DCM", "Own classes from a CSV or Excel file, as an export writes it")
        )
        self.export_button = button(
            translate("DCM", "Export…"), "/mActionSharingExport.svg", self._export
        )
        self.export_button.setToolTip(
            translate("DCM", "All own classes, of every version, as a CSV file")
        )
        row.addStretch(1)
        self.save_button = button(translate("DCM", "Save"), "/mActionFileSave.svg", self.save)
        self.close_button = button(translate("DCM", "Close"), "", self.reject)
        return row

    # --- what is shown -----------------------------------------------------------------------

    @property
    def catalogue(self) -> Catalogue:
        return self.city.catalogue(self.version.currentData())

    def current(self) -> Optional[ManagedClass]:
        """The class that is chosen in the tree."""
        return self.model.class_at(self.tree.currentIndex())

    def reload(self) -> None:
        """Read the own classes anew, unless there is something to be saved."""
        if not self.city.modified:
            self.city.reload()
            self.bar.clearWidgets()
            self._tell_problem()
            self._refresh()

    def go_to(self, version: str, kind: str, code: str) -> None:
        """Show a class, whatever is shown now."""
        self.search.clear()
        self.version.setCurrentIndex(self.version.findData(version))
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._select(code)

    def _version_chosen(self, *_: Any) -> None:
        version = self.version.currentData()
        for row, kind in enumerate(KINDS):
            self.kind.setItemText(row, kind_name(version, kind, self._lang))
        self._refresh()

    def _refresh(self, *_: Any) -> None:
        """Bring the tree, the page and the buttons up to date."""
        version, kind = self.version.currentData(), self.kind.currentData()
        wanted = self.search.value().strip()
        before = self.current()
        found_by: Dict[str, str] = {}
        best, codes = "", None
        if wanted:
            hits = search(self.catalogue, wanted, kind, _ALL, self._lang)
            found_by = {hit.found.code: hit_text(hit, self._lang) for hit in hits}
            codes, best = found_by.keys(), hits[0].found.code if hits else ""
        anew = self._shown[:2] != (version, kind)
        typed = self._shown[2] != wanted
        self._shown = (version, kind, wanted)
        self.model.show(grouped(self.catalogue, kind, codes), found_by, anew)
        self.tree.setColumnHidden(FOUND_BY, not any(found_by.values()))
        if wanted:
            self.tree.expandAll()
            if typed or anew:
                self._select(best)
        elif anew or typed:
            self.tree.collapseAll()
            self._select(before.code if before is not None and not anew else "")
        self._tell_number(codes)
        self._current_changed()

    def _select(self, code: str) -> None:
        index = self.model.index_of(code) if code else QModelIndex()
        self.tree.setCurrentIndex(index)
        if index.isValid():
            self.tree.expand(index.parent())
            self.tree.scrollTo(index)

    def _tell_number(self, codes: Any) -> None:
        items = self.catalogue.of_kind(self.kind.currentData())
        own = sum(item.origin == EXTENSION for item in items)
        if codes is None:
            said = translate("DCM", "{count} classes, {own} of them the city's own")
        else:
            said = translate("DCM", "{found} of {count} classes")
        self.status.setText(said.format(count=len(items), own=own, found=len(codes or ())))

    def _current_changed(self, *_: Any) -> None:
        item = self.current()
        if item is None:
            self.details.setHtml(
                empty_page(
                    [
                        translate("DCM", "Choose a class in the list, or type what you look for."),
                        translate(
                            "DCM",
                            "Classes of the standard are never changed. Own classes get codes by "
                            "the extension rule of the version and are offered everywhere.",
                        ),
                    ]
                )
            )
        else:
            catalogues = {version: self.city.catalogue(version) for version in VERSIONS}
            note = ""
            if item.origin == EXTENSION and not self.city.editable(item):
                note = translate("DCM", "This class stands in another file of the folder.")
            self.details.setHtml(class_page(item, catalogues, note, self._lang))
        self._update_buttons(item)

    def _update_buttons(self, item: Optional[ManagedClass]) -> None:
        usable = self.city.problem is None
        editable = item is not None and self.city.editable(item)
        why_not = "" if editable else translate("DCM", "Choose one of the city's own classes.")
        for button in (self.edit_button, self.delete_button):
            button.setEnabled(editable)
            button.setToolTip(why_not)
        self.add_button.setEnabled(usable)
        self.import_button.setEnabled(usable)
        self.export_button.setEnabled(
            any(c.origin == EXTENSION for v in VERSIONS for c in self.city.catalogue(v).classes)
        )
        self.save_button.setEnabled(self.city.modified)
        step = self.city.last_step
        self.undo_button.setEnabled(step is not None)
        self.undo_button.setToolTip(
            "" if step is None else translate("DCM", "Undo: {step}").format(step=self._said(step))
        )
        self.setWindowTitle(translate("DCM", "Classes of components and events") + "[*]")
        self.setWindowModified(self.city.modified)

    def _jump(self, link: QUrl) -> None:
        target = target_of(link)
        if target is not None:
            self.go_to(*target)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_tree(self) -> None:
        self.tree.setFocus()
        if not self.tree.currentIndex().isValid():
            self.tree.setCurrentIndex(self.model.index(0, 0))

    # --- the city's own classes ----------------------------------------------------------------

    def _add(self) -> None:
        major = self.model.major_at(self.tree.currentIndex())
        self._fill_form(None, major)

    def _edit(self) -> None:
        item = self.current()
        if item is not None and self.city.editable(item):
            self._fill_form(item, item.major)

    def _double_clicked(self, index: QModelIndex) -> None:
        self._edit()

    def _fill_form(self, item: Optional[ManagedClass], major: str) -> None:
        version, kind = self.version.currentData(), self.kind.currentData()
        form = ClassForm(self.city, version, kind, item, major, self)
        if form.exec():
            made = form.made()
            if self._try(lambda: self.city.put(made, item)):
                self.search.clear()
                self._refresh()
                self._select(made.code)
        form.deleteLater()

    def _delete(self) -> None:
        """No question is asked: it can be taken back, and nothing is written yet."""
        item = self.current()
        if item is not None and self._try(lambda: self.city.remove(item)):
            self._refresh()
            self._say(
                translate("DCM", "{code} {name} was deleted; “Undo” brings it back.").format(
                    code=item.code, name=item.name_zh
                )
            )

    def _undo(self) -> None:
        step = self.city.last_step
        if step is not None:
            self.city.undo()
            self._refresh()
            self._show_again(step)
            self._say(translate("DCM", "Undone: {step}").format(step=self._said(step)))

    def _show_again(self, step: Message) -> None:
        """Show the class that an undone step was about, if it is there."""
        place = [step.params.get(name, "") for name in ("version", "kind", "code")]
        if all(place) and self.city.catalogue(place[0]).find(place[1], place[2]) is not None:
            self.go_to(*place)

    def _import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            translate("DCM", "Import of classes"),
            settings.last_folder(),
            translate("DCM", "Tables") + " (*.csv *.xlsx *.xlsm)",
        )
        if path:
            settings.set_last_folder(str(Path(path).parent))
            self.import_file(Path(path))

    def import_file(self, path: Path) -> None:
        """Take over the classes of a file, or show all that is wrong with it."""
        try:
            items, errors = self.city.read_file(path, sheet_cells(path))
        except InputError as error:
            items, errors = (), (error,)
        if errors:
            shown = FaultList(errors, self)
            shown.exec()
            shown.deleteLater()
            return
        taken = self.city.take_over(items, path.name)
        self._refresh()
        self._say(
            translate(
                "DCM", "{file}: {added} classes added, {changed} changed, {same} as before."
            ).format(file=path.name, added=taken.added, changed=taken.changed, same=taken.same)
        )

    def _export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            translate("DCM", "Export of own classes"),
            str(Path(settings.last_folder()) / "classes.csv"),
            "CSV (*.csv)",
        )
        if path:
            settings.set_last_folder(str(Path(path).parent))
            self.export_file(Path(path))

    def export_file(self, path: Path) -> None:
        """Write all own classes into a CSV file."""
        target = path if path.suffix else path.with_suffix(".csv")
        if self._try(lambda: self.city.export(target)):
            self._say(translate("DCM", "Written: {file}").format(file=str(target)))

    def save(self) -> bool:
        """Write the own classes; False when that failed, which is told."""
        if not self.city.modified:
            return True
        done = self._try(self.city.save)
        if done:
            self._say(translate("DCM", "Written: {file}").format(file=str(self.city.path)))
        self._update_buttons(self.current())
        return done

    # --- closing -----------------------------------------------------------------------------

    def may_close(self) -> bool:
        """Ask what is to become of changes that are not saved; False: stay open."""
        if not self.city.modified:
            return True
        save, discard, cancel = (
            QMessageBox.StandardButton.Save,
            QMessageBox.StandardButton.Discard,
            QMessageBox.StandardButton.Cancel,
        )
        answer = QMessageBox.question(
            self,
            translate("DCM", "Classes of components and events"),
            translate("DCM", "The city's own classes were changed. Save the changes?"),
            save | discard | cancel,
            save,
        )
        if answer == save:
            return self.save()
        if answer == discard:
            self.city.reload()
            self._refresh()
            return True
        return False

    def reject(self) -> None:
        """Called for Esc, for the button and for the cross of the window."""
        if self.may_close():
            super().reject()

    # --- telling -----------------------------------------------------------------------------

    def _said(self, message: Message) -> str:
        return text(message.message_id, self._lang, **message.params)

    def _say(self, message: str) -> None:
        self.bar.clearWidgets()
        self.bar.pushMessage("", message, Qgis.MessageLevel.Success, _BRIEF)

    def _try(self, action: Any) -> bool:
        """Do it; False when it was refused, with the reason in the bar."""
        try:
            action()
        except DcmError as error:
            self.bar.pushMessage("", error.localized(self._lang), Qgis.MessageLevel.Warning, 0)
            return False
        return True

    def _tell_problem(self) -> None:
        if self.city.problem is not None:
            said = translate(
                "DCM",
                "Own classes are left out and cannot be edited until this is put right in "
                "{folder}: {problem}",
            ).format(folder=str(self.city.folder), problem=self.city.problem.localized(self._lang))
            self.bar.pushMessage("", said, Qgis.MessageLevel.Warning, 0)
