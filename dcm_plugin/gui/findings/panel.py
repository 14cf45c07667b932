"""The panel of the open findings of a unit-grid layer."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Iterable, List, Optional

from qgis.core import Qgis
from qgis.gui import QgsDockWidget, QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex, QTimer
from qgis.PyQt.QtWidgets import QInputDialog, QMenu, QWidget

from ...core.errors import DcmError
from ...core.messages import shortened
from ...i18n import current_language
from ...processing.adapters import without_garbage_collection
from . import set_aside
from .filters import FilterProxy, FindingFilter
from .fixing import BulkFix, can_be_fixed, fixes_for
from .labels import SEVERITIES, check_name
from .layout import PanelLayout
from .markers import FindingMarkers
from .model import FINDING, FindingsModel
from .preview import FixPreview
from .reading import whole_input
from .recheck import Recheck
from .source import FindingsSource, references_of
from .task import BackgroundTask, check_work

if TYPE_CHECKING:
    from ...core.grid.findings import Diff, Finding
    from ...core.grid.redraw import Patch
    from ...core.grid.redraw.fixes import BulkResult, Fix

translate = QCoreApplication.translate

#: Codes that the details of a finding name.
_NAMED = 6
#: So many findings, when a filter leaves them, are shown with all groups open.
_AT_A_GLANCE = 60


class FindingsPanel(QgsDockWidget):
    """Lists the findings, goes to them, fixes them. ``unload()`` leaves nothing behind."""

    def __init__(
        self, canvas: QgsMapCanvas, source: FindingsSource, parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(translate("DCM", "Findings of the unit grid"), parent)
        from ...core.grid.findings import FindingList

        self.setObjectName("dcm_findings")
        self.canvas = canvas
        self.source = source
        self.lang = current_language()
        self.found = FindingList()
        self.found.set_aside = set_aside.read(source.layer.id())
        self.filter = FindingFilter(self.lang, set_aside=self.found.set_aside)
        self.model = FindingsModel(self.lang, self)
        self.model.set_filter(self.filter)
        self.model.set_set_aside(self.found.set_aside)
        self.proxy = FilterProxy(self.model, self)
        self.markers = FindingMarkers(canvas, source.layer.crs(), self)
        self.preview = FixPreview(canvas, source.layer.crs())
        self.recheck = Recheck(source, self.found.to_check, self)
        self.task: Optional[BackgroundTask] = None
        self.bulk: Optional[BulkFix] = None
        self._ran = False
        self._unloaded = False
        self.ui = PanelLayout(self)
        self.setWidget(self.ui.body)
        self.ui.tree.setModel(self.proxy)
        self.ui.finish_columns()
        self._view_timer = QTimer(self)
        self._view_timer.setSingleShot(True)
        self._view_timer.setInterval(150)
        self._connect()
        self._refilter()
        self.say(translate("DCM", "Run the check to see what is wrong with the unit grid."))

    def _connect(self) -> None:
        ui = self.ui
        ui.run.triggered.connect(self.run)
        ui.stop.triggered.connect(self.stop)
        ui.next.triggered.connect(lambda: self.step(1))
        ui.previous.triggered.connect(lambda: self.step(-1))
        ui.zoom.triggered.connect(self.zoom)
        ui.in_view.toggled.connect(self._view_wanted)
        ui.show_set_aside.toggled.connect(self._refilter)
        ui.group.currentIndexChanged.connect(self._regroup)
        ui.words.textChanged.connect(lambda: ui.words_timer.start())
        ui.words_timer.timeout.connect(self._refilter)
        for badge in ui.badges.values():
            badge.toggled.connect(self._refilter)
        ui.tree.doubleClicked.connect(self._activated)
        ui.enter.triggered.connect(self.zoom)
        ui.tree.selectionModel().currentChanged.connect(self._current_changed)
        ui.tree.customContextMenuRequested.connect(self._context_menu)
        ui.fix_menu.aboutToShow.connect(self._fill_fix_menu)
        ui.fix_menu.aboutToHide.connect(self._preview_over)
        ui.aside.clicked.connect(self._ask_aside)
        self.proxy.rowsInserted.connect(self._span)
        self.proxy.modelReset.connect(self._span_all)
        self.proxy.layoutChanged.connect(self._span_all)
        self._view_timer.timeout.connect(self._refilter)
        self.canvas.extentsChanged.connect(self._view_changed)
        self.recheck.checked.connect(self._checked)
        self.recheck.failed.connect(self._failed)
        self.source.touched.connect(self._touched)
        self.visibilityChanged.connect(self._visibility)

    # --- life ----------------------------------------------------------------------------------

    def unload(self) -> None:
        """Stop all work and take everything off the map; the panel can be deleted then."""
        if self._unloaded:
            return
        self._unloaded = True
        if self.task is not None:
            # a task that is being cancelled still tells how far it is
            self.task.progressChanged.disconnect(self.ui.set_progress)
            self.task.forget()
            self.task = None
        if self.bulk is not None:
            self.bulk.drop()
            self.bulk = None
        self.recheck.stop()
        self._view_timer.stop()
        self.ui.words_timer.stop()
        self.canvas.extentsChanged.disconnect(self._view_changed)
        self.source.touched.disconnect(self._touched)
        self.visibilityChanged.disconnect(self._visibility)
        self.markers.remove()
        self.preview.remove()

    def _visibility(self, _visible: bool) -> None:
        """Marks stay while the panel lies behind another tab, and go when it is closed."""
        if not self._unloaded:
            self.markers.set_visible(not self.isHidden())
            if self.isHidden():
                self.preview.clear()

    @property
    def has_run(self) -> bool:
        """Whether the whole layer was checked, or is being checked."""
        return self._ran or self.task is not None

    # --- the check of the whole layer ----------------------------------------------------------

    def run(self) -> None:
        """Check the whole layer in the background."""
        if self.task is not None or self.bulk is not None:
            return
        try:
            read = whole_input(self.source.layer, self.source.profile, references_of(self.source))
        except DcmError as error:
            self._failed(error)
            return
        self.recheck.clear()
        self.recheck.hold(True)
        self.task = BackgroundTask(
            translate("DCM", "Checking the unit grid"),
            check_work(read, self.source.profile, self.lang, self.filter.searched),
            self._run_done,
            self._run_failed,
            self._run_cancelled,
        )
        self.task.progressChanged.connect(self.ui.set_progress)
        self._busy(translate("DCM", "Checking the unit grid"))
        self.task.start()

    def stop(self) -> None:
        """Stop what is going on."""
        if self.task is not None:
            self.task.cancel()
        if self.bulk is not None:
            self.bulk.stop()

    @without_garbage_collection
    def _run_done(self, result: Any) -> None:
        findings, self.recheck.bounds = result
        self._run_over()
        self._ran = True
        self.show_diff(self.found.replace_all(findings))
        self._update_actions()
        self.say_counts()

    def _run_failed(self, error: Exception) -> None:
        self._run_over()
        self._failed(error)

    def _run_cancelled(self) -> None:
        self._run_over()
        self.say(translate("DCM", "The check was cancelled; the findings are those from before."))

    def _run_over(self) -> None:
        self.task = None
        self.ui.set_busy(False)
        self.recheck.hold(False)  # what was edited meanwhile
        self._update_actions()

    def _busy(self, text: str) -> None:
        self.ui.set_busy(True)
        self.say(text)
        self._update_actions()

    # --- local checks --------------------------------------------------------------------------

    def _touched(self, fids: Iterable[int]) -> None:
        if self._ran or self.task is not None:
            self.recheck.add(fids)

    def _checked(self, fids: Any, result: Any, data: Any) -> None:
        self.show_diff(self.found.replace(fids, result, data, self.source.profile))
        self.say_counts()

    def show_diff(self, diff: Diff) -> None:
        """Bring tree, marks and numbers up to date; selection and scroll stay."""
        if not diff:
            return
        current = self.current()
        at = self._row_of(current) if current is not None else None
        bar = self.ui.tree.verticalScrollBar()
        scrolled = bar.value()
        first = not len(self.model)
        self.model.apply(diff)
        self._update_counts()
        if first:
            self._open_groups()
        elif current is not None and current.key not in self.found and at is not None:
            self._select_near(at)
        bar.setValue(scrolled)
        self.markers.set_findings(self._shown)
        self.markers.set_current(self.current())
        self._show_details(self.current())

    def _shown(self) -> Iterable[Finding]:
        return self.model.findings(True)

    def _row_of(self, finding: Finding) -> Optional[int]:
        """Which one it is of those that are shown; None when it is not."""
        index = self.proxy.mapFromSource(self.model.index_of(finding.key))
        if not index.isValid():
            return None
        shown = list(self.model.findings(True))
        return next((n for n, other in enumerate(shown) if other.key == finding.key), None)

    def _select_near(self, number: int) -> None:
        """Where the selected finding is gone, the one that stands in its place is selected."""
        shown = list(self.model.findings(True))
        if shown:
            self.select(shown[min(number, len(shown) - 1)].key)

    # --- filter and groups ---------------------------------------------------------------------

    def _refilter(self, *_: Any) -> None:
        ui = self.ui
        self.filter.severities = frozenset(s for s in SEVERITIES if ui.badges[s].isChecked())
        self.filter.set_text(ui.words.text())
        self.filter.hide_set_aside = not ui.show_set_aside.isChecked()
        self.filter.set_aside = self.found.set_aside
        self.filter.extent = None
        if ui.in_view.isChecked():
            view = self.markers.view()
            if view is not None:
                self.filter.extent = (
                    view.xMinimum(), view.yMinimum(), view.xMaximum(), view.yMaximum()
                )  # fmt: skip
        self.model.set_filter(self.filter)
        self.proxy.invalidateFilter()
        self.markers.set_findings(self._shown)
        self._span_all()
        if self.filter.words and self.model.shown <= _AT_A_GLANCE:
            self.ui.tree.expandAll()
        self._update_counts()
        self._show_details(self.current())
        self.markers.set_current(self.current())
        self._update_actions()
        if self._ran:
            self.say_counts()

    def _view_wanted(self, *_: Any) -> None:
        self._refilter()

    def _view_changed(self) -> None:
        if self.ui.in_view.isChecked():
            self._view_timer.start()

    def _regroup(self, *_: Any) -> None:
        current = self.current()
        self.model.set_grouping(self.ui.group.currentData())
        self._open_groups()
        if current is not None:
            self.select(current.key)

    def _open_groups(self) -> None:
        """Open the top groups; the groups below too, while they can be taken in at a glance."""
        for row in range(self.proxy.rowCount()):
            top = self.proxy.index(row, 0)
            few = self.proxy.rowCount(top) and self.proxy.rowCount() < 12
            self.ui.tree.setExpanded(top, bool(few))

    def _span(self, parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            index = self.proxy.index(row, 0, parent)
            if index.data(FINDING) is not None:
                return
            self.ui.tree.setFirstColumnSpanned(row, parent, True)
            self._span(index, 0, self.proxy.rowCount(index) - 1)

    def _span_all(self, *_: Any) -> None:
        self._span(QModelIndex(), 0, self.proxy.rowCount() - 1)

    # --- the current finding -------------------------------------------------------------------

    def current(self) -> Optional[Finding]:
        return self.ui.tree.currentIndex().data(FINDING)

    def select(self, key: str) -> bool:
        """Make a finding the current one; False when the filter hides it."""
        index = self.proxy.mapFromSource(self.model.index_of(key))
        if not index.isValid():
            return False
        whole_row = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.ui.tree.selectionModel().setCurrentIndex(index, whole_row)
        self.ui.tree.scrollTo(index)
        return True

    def step(self, by: int) -> None:
        """Go to the next finding (1) or the one before (-1), and show it on the map."""
        shown = list(self.model.findings(True))
        if not shown:
            return
        current = self.current()
        at = next((n for n, f in enumerate(shown) if current and f.key == current.key), None)
        if at is None:
            at = 0 if by > 0 else len(shown) - 1
        else:
            at = (at + by) % len(shown)
        self.select(shown[at].key)
        self.zoom()

    def zoom(self) -> None:
        """Show the current finding on the map."""
        finding = self.current()
        if finding is None:
            return
        shapes: List[Any] = [finding.geometry]
        if finding.geometry is None and finding.fids:
            patch = self.source.patch_around(finding.fids)
            shapes = [s for f, s in zip(patch.fids.tolist(), patch.shapes) if f in finding.fids]
        if not self.markers.zoom_to(shapes):
            self.say(translate("DCM", "This finding has no place on the map."))

    def _activated(self, index: QModelIndex) -> None:
        if index.data(FINDING) is not None:
            self.zoom()

    def _current_changed(self, *_: Any) -> None:
        finding = self.current()
        self.preview.clear()
        self.markers.set_current(finding)
        self._show_details(finding)
        self._update_actions()

    def _show_details(self, finding: Optional[Finding]) -> None:
        if finding is None:
            self.ui.details.setText("")
            return
        name = check_name(finding.check, self.lang)
        lines = [f"<b>{escape(name)}</b>", escape(finding.text(self.lang))]
        named = [code for code in finding.codes if code]
        if named:
            lines.append(
                translate("DCM", "Unit grids: {codes}").format(codes=shortened(named, _NAMED))
            )
        note = self.found.set_aside.get(finding.key)
        if note is not None:
            text = translate("DCM", "Set aside: {note}")
            lines.append("<i>" + text.format(note=escape(note or "–")) + "</i>")
        self.ui.details.setText("<br>".join(lines))

    def _context_menu(self, place: Any) -> None:
        if self.current() is None:
            return
        menu = QMenu(self)
        menu.addAction(self.ui.zoom)
        menu.addMenu(self.ui.fix_menu)
        aside = menu.addAction(self.ui.aside.text())
        aside.triggered.connect(self._ask_aside)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.ui.tree.viewport().mapToGlobal(place))

    # --- fixes ---------------------------------------------------------------------------------

    def _fill_fix_menu(self) -> None:
        menu = self.ui.fix_menu
        menu.clear()
        finding = self.current()
        if finding is None:
            return
        try:
            fixes, patch = fixes_for(finding, self.source)
        except DcmError as error:
            self._failed(error)
            return
        for fix in fixes:
            action = menu.addAction(fix.title(self.lang))
            action.hovered.connect(lambda f=fix, p=patch: self._preview(f, p))
            action.triggered.connect(lambda _=False, f=fix: self.fix(f))
        if not fixes:
            nothing = menu.addAction(
                translate("DCM", "No fix that keeps everything else; redraw the border by hand")
            )
            nothing.setEnabled(False)
        alike = self.alike(finding)
        if len(alike) > 1:
            menu.addSeparator()
            text = translate("DCM", "Fix all {number} of this kind").format(number=len(alike))
            menu.addAction(text).triggered.connect(lambda _=False, f=finding: self.fix_all(f))

    def _preview(self, fix: Fix, patch: Patch) -> None:
        self.markers.set_current(None)
        self.preview.show(fix.edit, patch)

    def _preview_over(self) -> None:
        self.preview.clear()
        if not self._unloaded:
            self.markers.set_current(self.current())

    def alike(self, finding: Finding) -> List[Finding]:
        """Findings of the same kind that are shown and not set aside."""
        return [
            other
            for other in self.model.findings(True)
            if other.kind == finding.kind and other.key not in self.found.set_aside
        ]

    def fix(self, fix: Fix) -> None:
        """Apply a fix as one edit command."""
        self.preview.clear()
        self._apply(fix.edit, fix.title(self.lang))

    def _apply(self, edit: Any, title: str) -> bool:
        layer = self.source.layer
        if not layer.isEditable() and not layer.startEditing():
            self.warn(
                translate("DCM", "Layer “{layer}” cannot be edited.").format(layer=layer.name())
            )
            return False
        try:
            self.source.editor.apply(edit, title)
        except DcmError as error:
            self._failed(error)
            return False
        return True

    def fix_all(self, finding: Finding) -> None:
        """Fix all shown findings of the kind of this one, as one edit command."""
        if self.bulk is not None or self.task is not None:
            return
        self.preview.clear()
        self.bulk = BulkFix(self.alike(finding), self.source, self)
        self.bulk.progressed.connect(self._bulk_progress)
        self.bulk.finished.connect(self._bulk_done)
        self.bulk.failed.connect(self._bulk_failed)
        self._busy(translate("DCM", "Looking for fixes"))
        self.bulk.start()

    def _bulk_progress(self, done: int, total: int) -> None:
        self.ui.set_progress(100.0 * done / max(total, 1))

    def _bulk_failed(self, error: Exception) -> None:
        self._bulk_over()
        self._failed(error)

    def _bulk_done(self, result: BulkResult) -> None:
        self._bulk_over()
        number = len(result.fixed)
        if number:
            title = translate("DCM", "Fix {number} findings ({check})").format(
                number=number, check=check_name(result.fixed[0].check, self.lang)
            )
            if not self._apply(result.edit, title):
                return
        text = translate("DCM", "{fixed} findings fixed, {left} left that have no fix.")
        self.tell(text.format(fixed=number, left=len(result.left)))

    def _bulk_over(self) -> None:
        if self.bulk is not None:
            self.bulk.deleteLater()
        self.bulk = None
        self.ui.set_busy(False)
        self._update_actions()

    # --- set aside -----------------------------------------------------------------------------

    def _ask_aside(self, *_: Any) -> None:
        finding = self.current()
        if finding is None:
            return
        if finding.key in self.found.set_aside:
            self.bring_back(finding)
            return
        note, given = QInputDialog.getText(
            self,
            translate("DCM", "Set the finding aside"),
            translate("DCM", "Why it may stay as it is:"),
        )
        if given:
            self.put_aside(finding, note.strip())

    def put_aside(self, finding: Finding, note: str) -> None:
        """Accept a finding; the project file remembers it with the note."""
        self.found.set_aside[finding.key] = note
        self._aside_changed()

    def bring_back(self, finding: Finding) -> None:
        self.found.set_aside.pop(finding.key, None)
        self._aside_changed()

    def _aside_changed(self) -> None:
        set_aside.write(self.source.layer.id(), self.found.set_aside)
        current = self.current()
        at = self._row_of(current) if current is not None else None
        self.model.set_set_aside(self.found.set_aside)
        self._refilter()
        if at is not None and self.current() is None:
            self._select_near(at)
        self._show_details(self.current())
        self._update_actions()

    # --- telling -------------------------------------------------------------------------------

    def _update_counts(self) -> None:
        for severity, number in self.found.counts().items():
            self.ui.set_count(severity, number)

    def _update_actions(self) -> None:
        finding = self.current()
        busy = self.task is not None or self.bulk is not None
        ui = self.ui
        ui.run.setEnabled(not busy)
        ui.stop.setEnabled(busy)
        ui.zoom.setEnabled(finding is not None)
        some = self.model.shown > 0
        ui.next.setEnabled(some)
        ui.previous.setEnabled(some)
        ui.fix.setEnabled(not busy and can_be_fixed(finding))
        ui.fix_menu.setEnabled(ui.fix.isEnabled())
        ui.aside.setEnabled(finding is not None)
        ui.set_aside_state(finding is not None and finding.key in self.found.set_aside)

    def say_counts(self) -> None:
        """How many are open, and how many of them are shown."""
        number = sum(self.found.counts().values())
        if not len(self.found):
            self.say(translate("DCM", "Nothing was found."))
            return
        known = sum(1 for key in self.found.set_aside if key in self.found)
        if self.model.shown < number + known * (not self.filter.hide_set_aside):
            text = translate(
                "DCM", "{shown} shown by the filter of {number} open findings, {aside} set aside"
            )
        else:
            text = translate("DCM", "{number} open findings, {aside} set aside")
        self.say(text.format(shown=self.model.shown, number=number, aside=known))

    def say(self, text: str) -> None:
        self.ui.status.setText(text)

    def tell(self, text: str) -> None:
        """A message that stays a while."""
        self.ui.messages.pushMessage(text, Qgis.MessageLevel.Success, 6)

    def warn(self, text: str) -> None:
        self.ui.messages.pushMessage(text, Qgis.MessageLevel.Warning, 0)

    def _failed(self, error: Exception) -> None:
        told = error.localized(self.lang) if isinstance(error, DcmError) else repr(error)
        self.warn(told)
        self.say(told)
