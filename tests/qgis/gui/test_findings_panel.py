"""The findings panel: check, filter, go there, fix, set aside, unload."""

from __future__ import annotations

import gc
import time
from typing import Any, Iterator, List

import pytest
import shapely
from findings_samples import X0, Y0, LayerEditor, Session, box, broken, polygon_layer, squares
from qgis.core import QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QInputDialog

from dcm_plugin.core.errors import InputError
from dcm_plugin.gui.findings import FindingsPanel
from dcm_plugin.gui.findings import set_aside as stored


def wait(condition: Any, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        QTest.qWait(5)


@pytest.fixture
def canvas(qgis_app: Any) -> Iterator[QgsMapCanvas]:
    made = QgsMapCanvas()
    made.resize(600, 400)
    yield made
    made.deleteLater()


@pytest.fixture
def session(canvas: QgsMapCanvas) -> Iterator[Session]:
    made = Session(polygon_layer(broken()))
    canvas.setDestinationCrs(made.layer.crs())
    canvas.setExtent(made.layer.extent())
    yield made
    QgsProject.instance().removeEntry("dcm", "findings_set_aside")


@pytest.fixture
def panel(canvas: QgsMapCanvas, session: Session) -> Iterator[FindingsPanel]:
    made = FindingsPanel(canvas, session)
    yield made
    made.unload()
    made.deleteLater()


@pytest.fixture
def checked(panel: FindingsPanel) -> FindingsPanel:
    panel.run()
    wait(lambda: panel.task is None)
    return panel


def kinds(panel: FindingsPanel) -> List[str]:
    return sorted(f.kind for f in panel.found if f.check in ("Q01", "Q02"))


def of_kind(panel: FindingsPanel, kind: str) -> Any:
    return next(f for f in panel.found if f.kind == kind)


def items(canvas: QgsMapCanvas) -> int:
    return len(canvas.scene().items())


class TestRun:
    def test_findings_are_listed(self, checked: FindingsPanel) -> None:
        assert {"gap", "overlap"} <= set(kinds(checked))
        assert len(checked.model) == len(checked.found) > 5
        assert checked.ui.badges["error"].text().endswith(str(checked.found.counts()["error"]))
        assert checked.proxy.rowCount() > 0

    def test_the_main_thread_does_not_wait(self, panel: FindingsPanel) -> None:
        started = time.perf_counter()
        panel.run()
        assert time.perf_counter() - started < 0.5
        assert panel.task is not None and not panel.ui.run.isEnabled()
        panel.run()  # a second one is not begun
        wait(lambda: panel.task is None)
        assert panel.ui.run.isEnabled()

    def test_cancel(self, panel: FindingsPanel) -> None:
        panel.run()
        panel.stop()
        wait(lambda: panel.task is None)
        assert panel.ui.run.isEnabled() and panel.ui.status.text()

    def test_a_second_run_changes_no_row(self, checked: FindingsPanel) -> None:
        checked.select(of_kind(checked, "gap").key)
        told: List[Any] = []
        checked.model.rowsInserted.connect(lambda *a: told.append(a))
        checked.model.rowsRemoved.connect(lambda *a: told.append(a))
        checked.model.modelReset.connect(lambda *a: told.append(a))
        checked.run()
        wait(lambda: checked.task is None)
        assert told == [] and checked.current().kind == "gap"

    def test_degrees_are_refused_in_words(self, canvas: QgsMapCanvas) -> None:
        layer = QgsVectorLayer("Polygon?crs=EPSG:4490&field=DYWGBSM:string(15)", "g", "memory")
        panel = FindingsPanel(canvas, Session(layer))
        panel.run()
        assert panel.task is None and panel.ui.messages.currentItem() is not None
        panel.unload()

    def test_an_empty_layer_is_told(self, canvas: QgsMapCanvas) -> None:
        panel = FindingsPanel(canvas, Session(polygon_layer([])))
        panel.run()
        wait(lambda: panel.task is None)
        assert panel.ui.messages.currentItem() is not None
        panel.unload()

    def test_reference_layers_are_read(self, canvas: QgsMapCanvas) -> None:
        communities = polygon_layer([box(0, 0, 500, 500)])
        with_others = Session(
            polygon_layer(broken()),
            {"communities": (communities, "DYWGBSM"), "layout": (communities, "")},
        )
        panel = FindingsPanel(canvas, with_others)
        panel.run()
        wait(lambda: panel.task is None)
        assert any(f.check == "Q06" for f in panel.found)
        panel.unload()


class TestFilter:
    def test_badges(self, checked: FindingsPanel) -> None:
        every = checked.model.shown
        errors = checked.found.counts()["error"]
        checked.ui.badges["error"].click()
        assert checked.model.shown == every - errors
        checked.ui.badges["error"].click()
        assert checked.model.shown == every

    def test_words(self, checked: FindingsPanel) -> None:
        gap = of_kind(checked, "gap")
        checked.ui.words.setText("q02 " + gap.codes[0])
        wait(lambda: not checked.ui.words_timer.isActive())
        shown = list(checked.model.findings(True))
        assert shown and all(f.check == "Q02" and gap.codes[0] in f.codes for f in shown)
        checked.ui.words.setText("no such word")
        wait(lambda: not checked.ui.words_timer.isActive())
        assert checked.model.shown == 0 and checked.proxy.rowCount() == 0
        checked.ui.words.clear()
        wait(lambda: not checked.ui.words_timer.isActive())
        assert checked.proxy.rowCount() > 0

    def test_map_view(self, checked: FindingsPanel) -> None:
        gap = of_kind(checked, "gap")
        x, y = gap.point
        checked.ui.in_view.click()
        checked.canvas.setExtent(QgsRectangle(x - 30, y - 30, x + 30, y + 30))
        wait(lambda: not checked._view_timer.isActive())
        shown = list(checked.model.findings(True))
        assert gap in shown and len(shown) < len(checked.found)
        checked.canvas.setExtent(QgsRectangle(X0 - 900, Y0 - 900, X0 - 800, Y0 - 800))
        wait(lambda: checked.model.shown == 0)
        checked.ui.in_view.click()
        assert checked.model.shown == len(checked.found)

    def test_groups(self, checked: FindingsPanel) -> None:
        checked.select(of_kind(checked, "gap").key)
        checked.ui.group.setCurrentIndex(1)
        assert checked.current().kind == "gap"
        assert checked.model.node(checked.model.index(0, 0)).key[0] == "community"
        checked.ui.group.setCurrentIndex(0)
        assert checked.model.node(checked.model.index(0, 0)).key[0] == "severity"

    def test_order(self, checked: FindingsPanel) -> None:
        checked.select(of_kind(checked, "gap").key)
        for column in range(3):
            for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
                checked.ui.tree.sortByColumn(column, order)
                assert checked.current().kind == "gap"


class TestMap:
    def test_zoom_shows_at_least_60_m(self, checked: FindingsPanel) -> None:
        for finding in list(checked.found):
            checked.select(finding.key)
            checked.zoom()
            if finding.geometry is not None or finding.fids:
                view = checked.canvas.extent()
                assert min(view.width(), view.height()) >= 60 - 1e-6
            if finding.point is not None:
                assert view.contains(*finding.point)

    def test_double_click_and_enter(self, checked: FindingsPanel) -> None:
        gap = of_kind(checked, "gap")
        checked.select(gap.key)
        checked.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
        checked.ui.tree.doubleClicked.emit(checked.ui.tree.currentIndex())
        assert checked.canvas.extent().contains(*gap.point)
        checked.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
        checked.ui.enter.trigger()
        assert checked.canvas.extent().contains(*gap.point)

    def test_next_and_previous_go_round(self, checked: FindingsPanel) -> None:
        shown = [f.key for f in checked.model.findings(True)]
        checked.ui.previous.trigger()
        assert checked.current().key == shown[-1]
        checked.ui.next.trigger()
        assert checked.current().key == shown[0]
        checked.ui.next.trigger()
        assert checked.current().key == shown[1]

    def test_marks_follow_the_filter(self, checked: FindingsPanel) -> None:
        wait(lambda: not checked.markers._timer.isActive())
        mark = checked.markers._marks["error"]
        assert mark.numberOfVertices() > 0
        checked.ui.badges["error"].click()
        wait(lambda: not checked.markers._timer.isActive())
        assert mark.numberOfVertices() == 0

    def test_marks_go_with_the_panel(self, checked: FindingsPanel) -> None:
        checked.show()
        wait(lambda: checked.markers._marks["error"].numberOfVertices() > 0)
        checked.close()
        assert checked.markers._marks["error"].numberOfVertices() == 0
        checked.show()
        wait(lambda: checked.markers._marks["error"].numberOfVertices() > 0)
        checked.hide()

    def test_another_map_projection(self, checked: FindingsPanel) -> None:
        from qgis.core import QgsCoordinateReferenceSystem

        checked.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
        gap = of_kind(checked, "gap")
        checked.select(gap.key)
        checked.zoom()
        assert checked.canvas.extent().width() < 0.01
        view = checked.markers.view()
        assert view is not None and view.contains(*gap.point)


class TestFix:
    def menu(self, panel: FindingsPanel, kind: str) -> List[Any]:
        panel.select(of_kind(panel, kind).key)
        panel._fill_fix_menu()
        return [a for a in panel.ui.fix_menu.actions() if not a.isSeparator()]

    def test_a_gap(self, checked: FindingsPanel, session: Session) -> None:
        before = kinds(checked)
        number = items(checked.canvas)
        actions = self.menu(checked, "gap")
        assert actions[0].isEnabled()
        actions[0].hover()
        assert checked.preview._new.isVisible() and checked.preview._moved.isVisible()
        actions[0].trigger()
        assert not checked.preview._new.isVisible()
        wait(lambda: kinds(checked) != before)
        assert kinds(checked).count("gap") == before.count("gap") - 1
        assert len(session.editor.titles) == 1 and items(checked.canvas) == number
        session.layer.undoStack().undo()
        wait(lambda: kinds(checked) == before)
        session.layer.undoStack().redo()
        wait(lambda: kinds(checked) != before)

    def test_the_next_finding_is_selected(self, checked: FindingsPanel) -> None:
        self.menu(checked, "gap")[0].trigger()
        wait(lambda: checked.found.counts()["error"] < len(checked.found))
        QTest.qWait(20)
        assert checked.current() is not None

    def test_all_of_a_kind_is_one_command(self, checked: FindingsPanel, session: Session) -> None:
        before = kinds(checked)
        assert before.count("gap") == 2
        actions = self.menu(checked, "gap")
        actions[-1].trigger()
        wait(lambda: checked.bulk is None)
        wait(lambda: "gap" not in kinds(checked))
        assert len(session.editor.titles) == 1 and session.layer.undoStack().count() == 1
        session.layer.undoStack().undo()
        wait(lambda: kinds(checked) == before)

    def test_all_of_a_kind_can_be_stopped(self, checked: FindingsPanel) -> None:
        checked.fix_all(of_kind(checked, "gap"))
        assert checked.bulk is not None
        checked.fix_all(of_kind(checked, "gap"))
        checked.stop()
        assert checked.bulk is None

    def test_an_area(self, canvas: QgsMapCanvas) -> None:
        cells = squares(3, 3)
        areas = [10000.0] * 9
        areas[4] = 5000.0
        session = Session(polygon_layer(cells, areas))
        panel = FindingsPanel(canvas, session)
        panel.run()
        wait(lambda: panel.task is None)
        assert len(self.menu(panel, "area_attribute")) == 1
        self.menu(panel, "area_attribute")[0].trigger()
        wait(lambda: all(f.kind != "area_attribute" for f in panel.found))
        assert session.layer.getFeature(5).attribute(1) == 10000.0
        panel.unload()

    def test_what_has_no_fix_says_so(self, checked: FindingsPanel) -> None:
        checked.select(next(f for f in checked.found if f.check not in ("Q01", "Q02", "Q10")).key)
        assert not checked.ui.fix.isEnabled()
        gap = of_kind(checked, "gap")
        checked.source.frames = {fid: str(fid) for fid in range(1, 26)}
        checked.select(gap.key)
        checked._fill_fix_menu()
        assert not checked.ui.fix_menu.actions()[0].isEnabled()

    def test_a_refused_edit_is_told(
        self, checked: FindingsPanel, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(self: LayerEditor, edit: Any, title: str) -> None:
            raise InputError("processing.layer_empty", layer="grid")

        monkeypatch.setattr(LayerEditor, "apply", refuse)
        self.menu(checked, "gap")[0].trigger()
        assert checked.ui.messages.currentItem() is not None

    def test_scroll_and_selection_stay(self, canvas: QgsMapCanvas) -> None:
        session = Session(polygon_layer(broken(8, 8)))
        panel = FindingsPanel(canvas, session)
        panel.resize(400, 300)
        panel.show()
        panel.run()
        wait(lambda: panel.task is None)
        panel.ui.tree.expandAll()
        last = list(panel.model.findings(True))[-1]
        panel.select(last.key)
        QTest.qWait(20)
        bar = panel.ui.tree.verticalScrollBar()
        assert bar.value() > 0
        fixes = self.menu(panel, "gap")
        panel.select(last.key)
        before = bar.value()
        number = len(panel.found)
        fixes[0].trigger()
        wait(lambda: len(panel.found) != number)
        assert panel.current().key == last.key
        assert abs(bar.value() - before) <= 2
        panel.unload()
        panel.close()


class TestAside:
    def test_with_a_note(self, checked: FindingsPanel, canvas: QgsMapCanvas) -> None:
        gap = of_kind(checked, "gap")
        number = checked.found.counts()["error"]
        checked.select(gap.key)
        checked.put_aside(gap, "水塘")
        assert checked.found.counts()["error"] == number - 1
        assert gap not in list(checked.model.findings(True))
        assert checked.current() is not None
        checked.ui.show_set_aside.click()
        assert gap in list(checked.model.findings(True))
        assert checked.select(gap.key) and "水塘" in checked.ui.details.text()
        assert stored.read(checked.source.layer.id()) == {gap.key: "水塘"}
        again = FindingsPanel(canvas, checked.source)
        assert again.found.set_aside == {gap.key: "水塘"}
        again.unload()
        checked._ask_aside()  # brings back
        assert checked.found.counts()["error"] == number
        assert stored.read(checked.source.layer.id()) == {}

    def test_the_question(self, checked: FindingsPanel, monkeypatch: pytest.MonkeyPatch) -> None:
        gap = of_kind(checked, "gap")
        checked.select(gap.key)
        monkeypatch.setattr(QInputDialog, "getText", lambda *a: ("", False))
        checked.ui.aside.click()
        assert gap.key not in checked.found.set_aside
        monkeypatch.setattr(QInputDialog, "getText", lambda *a: (" pond ", True))
        checked.ui.aside.click()
        assert checked.found.set_aside == {gap.key: "pond"}

    def test_a_spoilt_entry_is_no_harm(self, qgis_app: Any) -> None:
        QgsProject.instance().writeEntry("dcm", "findings_set_aside", "[no json")
        assert stored.read("x") == {}
        QgsProject.instance().writeEntry("dcm", "findings_set_aside", "[1]")
        assert stored.read("x") == {}
        stored.write("x", {"a": "b"})
        assert stored.read("x") == {"a": "b"}
        stored.write("x", {})
        assert QgsProject.instance().readEntry("dcm", "findings_set_aside", "") == ("", False)


class TestRecheck:
    def test_many_cells_are_checked_in_a_task(
        self, checked: FindingsPanel, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from dcm_plugin.gui.findings import recheck

        monkeypatch.setattr(recheck, "AT_ONCE", 1)
        before = kinds(checked)
        session.layer.startEditing()
        session.editor.apply(_shrunk(session, 13), "shrink")
        wait(lambda: checked.recheck._task is not None)
        session.editor.apply(_shrunk(session, 19), "shrink")
        wait(
            lambda: (
                checked.recheck._task is None
                and kinds(checked).count("gap") >= before.count("gap") + 2
            )
        )

    def test_edits_during_a_check_are_not_lost(
        self, checked: FindingsPanel, session: Session
    ) -> None:
        before = kinds(checked).count("gap")
        checked.run()
        session.layer.startEditing()
        session.editor.apply(_shrunk(session, 13), "shrink")
        wait(lambda: checked.task is None and kinds(checked).count("gap") == before + 1)

    def test_a_deleted_cell_leaves_a_gap(self, checked: FindingsPanel, session: Session) -> None:
        before = kinds(checked).count("gap")
        session.layer.startEditing()
        session.layer.beginEditCommand("delete")
        session.layer.deleteFeature(19)
        session.layer.endEditCommand()
        wait(lambda: kinds(checked).count("gap") == before + 1)
        session.layer.undoStack().undo()
        wait(lambda: kinds(checked).count("gap") == before)

    def test_before_the_first_check_nothing_is_looked_at(
        self, panel: FindingsPanel, session: Session
    ) -> None:
        session.layer.startEditing()
        session.editor.apply(_shrunk(session, 13), "shrink")
        QTest.qWait(30)
        assert len(panel.found) == 0

    def test_errors_are_told(
        self, checked: FindingsPanel, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(self: Session, fids: Any) -> None:
            raise InputError("processing.layer_empty", layer="grid")

        monkeypatch.setattr(Session, "check_input", fail)
        session.touched.emit({1})
        wait(lambda: checked.ui.messages.currentItem() is not None)


def _shrunk(session: Session, fid: int) -> Any:
    from dcm_plugin.core.grid.redraw import Edit

    patch = session.patch_around([fid])
    shape = patch.shapes[patch.position(fid)]
    return Edit("fix", {fid: shapely.buffer(shape, -2, join_style="mitre")})


class TestLife:
    def test_load_unload_load(self, canvas: QgsMapCanvas, session: Session) -> None:
        number = items(canvas)
        for _ in range(3):
            panel = FindingsPanel(canvas, session)
            panel.run()
            wait(lambda p=panel: p.task is None)
            panel.select(next(iter(panel.found)).key)
            assert items(canvas) > number
            panel.unload()
            panel.unload()
            panel.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            del panel
            gc.collect()
            assert items(canvas) == number
        # nothing listens any more
        session.touched.emit({1})
        canvas.setExtent(QgsRectangle(X0, Y0, X0 + 10, Y0 + 10))
        QTest.qWait(100)

    def test_unload_while_it_works(self, canvas: QgsMapCanvas, session: Session) -> None:
        panel = FindingsPanel(canvas, session)
        panel.run()
        task = panel.task
        panel.unload()
        panel.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert task is not None
        QTest.qWait(300)
        panel = FindingsPanel(canvas, session)
        panel.run()
        wait(lambda: panel.task is None)
        panel.fix_all(of_kind(panel, "gap"))
        panel.unload()
        QTest.qWait(50)

    def test_context_menu(self, checked: FindingsPanel) -> None:
        checked._context_menu(QPoint(1, 1))
        checked.select(of_kind(checked, "gap").key)
        checked._context_menu(QPoint(1, 1))
        QTest.qWait(10)
        for widget in checked.findChildren(type(checked.ui.fix_menu)):
            widget.close()
