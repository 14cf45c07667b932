"""The redraw as a surveyor works with it: toolbar, tools, undo, other people's edits."""

from __future__ import annotations

import gc
import sys
import types
from pathlib import Path
from typing import Any, Iterator

import pytest
import qgis
import shapely
from desktop import Desktop, wait_for
from grid_layers import EAST, WEST, box, grid, place, rows_of, write
from qgis.core import (
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerExporter,
)
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QPushButton

from dcm_plugin.core.errors import DcmError
from dcm_plugin.gui.findings.fixing import fixes_for
from dcm_plugin.gui.redraw.dialog import RedrawDialog
from dcm_plugin.gui.redraw.settings import RedrawSettings, propose, read_settings
from dcm_plugin.gui.redraw.toolbar import RedrawToolbar
from tests.postgis import cluster, server_folder


@pytest.fixture
def desktop(qgis_app: Any) -> Iterator[Desktop]:
    made = Desktop()
    yield made
    made.close()


@pytest.fixture
def layers(tmp_path: Path) -> Iterator[dict]:
    project = QgsProject.instance()
    project.clear()
    path = tmp_path / "grid.gpkg"
    made = {
        "grid": grid(path),
        "communities": write(
            tmp_path / "frame.gpkg", "社区", [box(0, 0, 2, 3), box(2, 0, 2, 3)], code=[WEST, EAST]
        ),
        "buildings": write(
            tmp_path / "house.gpkg", "建筑", [box(0.3, 0.3, 0.2, 0.2)], height=[12.0]
        ),
        "lines": write(
            tmp_path / "road.gpkg",
            "道路",
            [shapely.LineString([place(1.1, 0), place(1.15, 0.5), place(1.1, 1)])],
            kind=["road"],
        ),
        "components": write(
            tmp_path / "part.gpkg",
            "部件",
            [shapely.Point(place(0.9, 0.5)), shapely.Point(place(1.05, 0.5))],
            kind=["lamp", "cover"],
        ),
    }
    project.addMapLayers(list(made.values()))
    yield made
    project.clear()


def settings_of(layers: dict) -> RedrawSettings:
    ids = {role: layer.id() for role, layer in layers.items()}
    lines = (ids.pop("lines"),)
    return RedrawSettings(lines=lines, profile="gbt47678_3_2026", **ids)


@pytest.fixture
def bar(desktop: Desktop, layers: dict) -> Iterator[RedrawToolbar]:
    made = RedrawToolbar(desktop)
    desktop.look_at(layers["grid"], QgsRectangle(*box(-0.2, -0.2, 4.4, 3.4).bounds))
    made.begin(settings_of(layers))
    wait_for(lambda: made.session is not None)
    made.actions["follow"].setChecked(False)
    yield made
    made.unload()
    layers["grid"].rollBack()


def test_layers_are_proposed_by_their_names(layers: dict) -> None:
    layers["grid"].setName("单元网格")
    found = propose(QgsProject.instance())
    assert found == RedrawSettings(
        grid=layers["grid"].id(),
        communities=layers["communities"].id(),
        buildings=layers["buildings"].id(),
        components=layers["components"].id(),
        lines=(layers["lines"].id(),),
    )


def test_the_choice_is_kept_in_the_project(layers: dict) -> None:
    project = QgsProject.instance()
    chosen = RedrawSettings(grid=layers["grid"].id(), lines=(), profile="custom")
    chosen.save(project)
    assert read_settings(project) == chosen
    project.removeMapLayer(layers["grid"].id())
    assert read_settings(project).grid == ""


def test_dialog(layers: dict, qgis_app: Any) -> None:
    project = QgsProject.instance()
    dialog = RedrawDialog(project, settings_of(layers))
    assert dialog.settings() == settings_of(layers)
    assert dialog.message.text() == ""
    dialog.lines.item(0).setCheckState(Qt.CheckState.Checked)
    boxes = dialog._layers
    boxes["communities"].setLayer(layers["grid"])
    assert "two" in dialog.message.text()
    boxes["communities"].setLayer(layers["communities"])
    assert dialog.message.text() == ""
    layers["grid"].setReadOnly(True)
    dialog._check()
    assert layers["grid"].name() in dialog.message.text()
    dialog.deleteLater()
    project.clear()
    empty = RedrawDialog(project, RedrawSettings())
    assert empty.message.text() != ""
    empty.deleteLater()


def test_a_session_begins_and_ends(bar: RedrawToolbar, desktop: Desktop, layers: dict) -> None:
    assert layers["grid"].isEditable()
    assert QgsProject.instance().topologicalEditing()
    assert desktop.canvas.mapTool() is bar.tools["move"]
    assert bar.actions["move"].isChecked() and bar.actions["session"].isChecked()
    items = len(desktop.canvas.scene().items())
    bar._toggle_session(False)
    assert bar.session is None and bar.tools == {}
    assert not bar.actions["move"].isEnabled() and not bar.actions["session"].isChecked()
    assert len(desktop.canvas.scene().items()) < items
    assert not QgsProject.instance().topologicalEditing()
    assert not layers["grid"].isEditable()  # nothing was changed
    assert desktop.canvas.mapTool() is desktop.pan_tool


def test_the_update_wants_saved_edits(
    bar: RedrawToolbar,
    desktop: Desktop,
    layers: dict,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list = []
    layers["original"] = grid(tmp_path / "original.gpkg")
    QgsProject.instance().addMapLayer(layers["original"])
    fake = types.SimpleNamespace(execAlgorithmDialog=lambda *given: opened.append(given))
    monkeypatch.setitem(sys.modules, "qgis.processing", fake)
    monkeypatch.setattr(qgis, "processing", fake, raising=False)
    bar.session.apply(bar.session.propose_merge([1, 2]))
    bar.actions["update"].trigger()
    assert opened == [] and layers["grid"].name() in desktop.bar.currentItem().text()
    layers["grid"].commitChanges(False)
    bar.actions["update"].trigger()
    given = {
        "INPUT": layers["original"].id(),
        "EDITED": layers["grid"].id(),
        "PROFILE": "gbt47678_3_2026",
        "COMMUNITIES": layers["communities"].id(),
    }
    assert opened == [("dcm:updateunitgrid", given)]
    QgsProject.instance().removeMapLayer(layers.pop("original").id())
    bar.actions["update"].trigger()
    assert len(opened) == 1 and "before" in desktop.bar.currentItem().text()


def test_move_a_border(bar: RedrawToolbar, desktop: Desktop, layers: dict) -> None:
    layer, tool = layers["grid"], bar.tools["move"]
    before = rows_of(layer)
    desktop.click(tool, *place(1, 0))
    desktop.click(tool, *place(1.15, 0.5))  # caught by the road
    desktop.move(tool, *place(1, 1))
    assert tool.proposal is not None and tool.proposal.verdict is None, tool.plate.text()
    assert "310199001001001" in tool.plate.text() and "10,750" in tool.plate.text()
    assert "1 → 2" in tool.plate.text()
    tool.judge_now()
    assert tool.proposal.verdict.allowed
    desktop.press(tool, Qt.Key.Key_Return)  # the cursor is on a border: that is the last place
    bar.session.flush()
    first = layer.getFeature(1)
    assert first.geometry().area() == pytest.approx(10750, abs=0.01)
    assert first["MJ"] == pytest.approx(first.geometry().area(), abs=0.01)
    assert layer.undoStack().undoText() == "Move border: 310199001001001, 310199001001002"
    after = rows_of(layer)
    bar.actions["undo"].trigger()
    assert rows_of(layer) == before
    bar.actions["redo"].trigger()
    assert rows_of(layer) == after
    assert bar.session.info(*place(1.05, 0.5)).code == "310199001001001"


def test_the_line_follows_the_road(bar: RedrawToolbar, desktop: Desktop, layers: dict) -> None:
    tool = bar.tools["move"]
    bar.actions["follow"].setChecked(True)
    desktop.click(tool, *place(1, 0))
    desktop.click(tool, *place(1.1, 0))
    desktop.click(tool, *place(1.1, 1))
    line = tool.drawn()
    assert [round(v, 3) for v in line[-2]] == [round(v, 3) for v in place(1.15, 0.5)]
    event = desktop.press(tool, Qt.Key.Key_Backspace)
    assert not event.isAccepted()  # accepted, QGIS would delete what is selected
    assert len(tool.drawn()) == 2
    desktop.press(tool, Qt.Key.Key_F)
    assert not bar.actions["follow"].isChecked() and not bar.tools["split"].following
    desktop.click(tool, *place(1.1, 1))
    assert len(tool.drawn()) == 3
    desktop.press(tool, Qt.Key.Key_Escape)
    assert tool.drawn() is None and tool.start is None


def test_what_is_refused_is_said_at_its_place(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    layer, tool = layers["grid"], bar.tools["move"]
    before = rows_of(layer)
    desktop.click(tool, *place(0.5, 0.5))
    assert "border" in tool.plate.text() and tool.preview.place.isVisible()
    # across the border of the community
    for column, row in ((1, 0.2), (2.5, 0.5), (1, 0.8)):
        desktop.click(tool, *place(column, row))
    desktop.press(tool, Qt.Key.Key_Return)
    assert EAST in tool.plate.text()
    assert tool.preview.place.isVisible()
    tool.reset()
    # through a building
    for column, row in ((0.4, 0), (0.4, 1)):
        desktop.click(bar.tools["move"], *place(column, row))
    tool.finish()
    assert tool.proposal is not None and not tool.proposal.verdict.allowed
    assert tool.proposal.verdict.hard["kind"].tolist().count("building_cut") >= 1
    assert rows_of(layer) == before and not layer.isModified()


def test_a_soft_finding_marks_but_does_not_refuse(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    tool = bar.tools["move"]
    for column, row in ((1, 1), (1.6, 1), (1.6, 2), (1, 2)):
        desktop.click(tool, *place(column, row))
    proposal = tool.propose(tool.drawn(), True)
    tool.show_proposal(proposal)
    assert "area_small" in proposal.verdict.soft["kind"].tolist()
    assert "Possible, but" in tool.plate.text()
    assert tool.finish()
    assert layers["grid"].isModified()


def test_split_and_merge(bar: RedrawToolbar, desktop: Desktop, layers: dict) -> None:
    layer = layers["grid"]
    before = rows_of(layer)
    bar.actions["split"].trigger()
    split = bar.tools["split"]
    assert desktop.canvas.mapTool() is split
    desktop.click(split, *place(0.7, -0.1))
    desktop.move(split, *place(0.7, 1))
    assert split.proposal is not None and "new" in split.plate.text()
    desktop.click(split, *place(0.7, 1))
    desktop.press(split, Qt.Key.Key_Enter)
    bar.session.flush()
    assert layer.featureCount() == 13
    new = [f for f in layer.getFeatures() if f.id() not in before]
    assert len(new) == 1
    assert new[0]["DYWGBSM"] == "310199001001001" and new[0]["BZ"] == "第1格"
    assert new[0]["MJ"] == pytest.approx(3000, abs=30)
    assert bar.session.store.frames[new[0].id()] == WEST
    middle = rows_of(layer)
    bar.actions["merge"].trigger()
    merge = bar.tools["merge"]
    desktop.click(merge, *place(0.5, 0.8))
    assert merge.chosen == [1]
    desktop.click(merge, *place(0.85, 0.8))
    assert "10,000" in merge.plate.text()
    desktop.move(merge, *place(0.86, 0.8))
    merge.judge_now()
    desktop.right_click(merge, *place(0.85, 0.8))
    assert layer.featureCount() == 12
    layer.undoStack().undo()
    assert rows_of(layer) == middle
    layer.undoStack().undo()
    assert rows_of(layer) == before
    bar.session.flush()
    assert len(bar.session.store) == 12


def test_merge_across_communities_is_refused(bar: RedrawToolbar, desktop: Desktop) -> None:
    merge = bar.tools["merge"]
    bar.actions["merge"].trigger()
    desktop.click(merge, *place(1.5, 0.5))
    desktop.click(merge, *place(2.5, 0.5))
    assert WEST in merge.plate.text() and EAST in merge.plate.text()
    assert not merge.finish()
    desktop.click(merge, *place(2.5, 0.5))
    assert merge.chosen == [2]
    desktop.press(merge, Qt.Key.Key_Return)
    desktop.press(merge, Qt.Key.Key_Escape)
    assert merge.chosen == []


def test_saving_keeps_the_cells_in_step(bar: RedrawToolbar, layers: dict) -> None:
    layer, session = layers["grid"], bar.session
    session.apply(session.propose_split(_line((0.7, -0.1), (0.7, 1.1))))
    assert layer.commitChanges(False)
    session.flush()
    assert sorted(session.store.shapes) == sorted(f.id() for f in layer.getFeatures())
    assert min(session.store.shapes) > 0
    session.apply(session.propose_merge([5, 6]))
    layer.rollBack()
    session.flush()
    assert sorted(session.store.shapes) == sorted(f.id() for f in layer.getFeatures())


def _line(*places: Any) -> Any:
    import numpy as np

    return np.array([place(*p) for p in places])


def other_person(layer: QgsVectorLayer, fid: int, shape: Any) -> None:
    """Another program changes a row of the same file."""
    other = QgsVectorLayer(layer.source(), "other", "ogr")
    geometry = QgsGeometry.fromWkt(shape.wkt)
    assert other.dataProvider().changeGeometryValues({fid: geometry})


def test_a_cell_that_somebody_else_changed_is_not_edited(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    layer, session = layers["grid"], bar.session
    other_person(layer, 2, box(1, 0, 1.0, 0.9))
    with pytest.raises(DcmError) as caught:
        session.apply(session.propose_merge([1, 2]))
    assert "310199001001002" in str(caught.value)
    assert not layer.isModified()
    gc.collect()  # what the button calls is held by somebody
    desktop.bar.currentItem().findChildren(QPushButton)[0].click()  # take over their version
    wait_for(lambda: not desktop.bar.items())
    session.flush()
    assert session.store.shapes[2].equals(box(1, 0, 1.0, 0.9))
    assert layer.getFeature(2).geometry().area() == pytest.approx(9000)


def test_saving_over_somebody_else_is_held_back(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    """Their version stays, what hangs together with it is kept aside, all else is saved."""
    layer, session = layers["grid"], bar.session
    session.apply(session.propose_move(_line((1, 0), (0.9, 0.5), (1, 1))))
    session.apply(session.propose_split(_line((3.5, 1.9), (3.5, 3.1))))
    mine = session.store.shapes[2]
    theirs = box(1, 0, 1.0, 0.9)
    other_person(layer, 2, theirs)
    assert layer.commitChanges(False)
    session.flush()
    stored = {f.id(): f for f in QgsVectorLayer(layer.source(), "stored", "ogr").getFeatures()}
    assert stored[2].geometry().area() == pytest.approx(9000)
    assert stored[1].geometry().area() == pytest.approx(10000)
    assert len(stored) == 13  # the split elsewhere is saved
    assert session.store.shapes[2].equals(theirs)
    message = desktop.bar.currentItem()
    assert "310199001001002" in message.text()
    assert "310199001001001" in message.text()  # the other side of the border is held back too
    gc.collect()
    message.findChildren(QPushButton)[0].click()  # put mine back
    wait_for(lambda: layer.isModified())
    session.flush()
    assert session.store.shapes[2].equals(mine)
    assert layer.commitChanges(False)
    stored = {f.id(): f for f in QgsVectorLayer(layer.source(), "stored", "ogr").getFeatures()}
    assert stored[2].geometry().area() == pytest.approx(mine.area)


def test_a_merge_over_somebody_else_is_held_back(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    layer, session = layers["grid"], bar.session
    session.apply(session.propose_merge([1, 2]))
    theirs = box(1, 0, 1.0, 0.9)
    other_person(layer, 2, theirs)
    assert layer.commitChanges(False)
    session.flush()
    stored = {f.id(): f for f in QgsVectorLayer(layer.source(), "stored", "ogr").getFeatures()}
    assert sorted(stored) == list(range(1, 13))
    assert stored[1].geometry().area() == pytest.approx(10000)
    assert stored[2].geometry().area() == pytest.approx(9000)
    assert stored[2]["BZ"] == "第2格"
    assert session.store.shapes[2].equals(theirs)
    desktop.bar.currentItem().findChildren(QPushButton)[0].click()
    wait_for(lambda: layer.isModified())
    session.flush()
    assert 2 not in session.store and session.store.shapes[1].area == pytest.approx(20000)


def test_findings_are_fixed_and_follow_the_edits(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    """An overlap drawn by another tool is listed, fixed in one step, and comes back with undo."""
    layer, session = layers["grid"], bar.session
    bar.actions["findings"].trigger()
    panel = bar.panel
    wait_for(lambda: panel.has_run and panel.task is None)
    assert not panel.isHidden() and bar.actions["findings"].isChecked()
    kinds = [finding.kind for finding in panel.found]
    assert "overlap" not in kinds and "unsnapped" not in kinds
    broken = box(0, 1, 1.1, 1)
    layer.changeGeometry(5, QgsGeometry.fromWkt(broken.wkt))
    session.flush()
    wait_for(lambda: any(finding.kind == "overlap" for finding in panel.found))
    finding = next(f for f in panel.found if f.kind == "overlap")
    assert set(finding.fids) == {5, 6} and "310199001001003" in finding.codes
    fixes, _ = fixes_for(finding, panel.source)
    assert len(fixes) == 2
    panel.fix(fixes[0])
    session.flush()
    wait_for(lambda: not any(f.kind in ("overlap", "unsnapped") for f in panel.found))
    assert layer.undoStack().undoText() == fixes[0].title("en")
    layer.undoStack().undo()
    session.flush()
    wait_for(lambda: any(f.kind == "overlap" for f in panel.found))
    bar.actions["findings"].trigger()
    assert panel.isHidden() and not bar.actions["findings"].isChecked()
    bar.end()
    assert bar.panel is None and desktop.docks == []


def test_a_wrong_area_in_the_table_is_fixed(bar: RedrawToolbar, layers: dict) -> None:
    layer, session = layers["grid"], bar.session
    layer.changeAttributeValue(3, layer.fields().lookupField("MJ"), 5.0)
    bar.actions["findings"].trigger()
    panel = bar.panel
    wait_for(lambda: panel.has_run and panel.task is None)
    finding = next(f for f in panel.found if f.check == "Q10")
    fixes, _ = fixes_for(finding, panel.source)
    panel.fix(fixes[0])
    session.flush()
    assert layer.getFeature(3)["MJ"] == 10000
    wait_for(lambda: not any(f.check == "Q10" for f in panel.found))


def test_edits_of_other_tools_do_not_overwrite_either(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    """A vertex tool moved a border here, somebody else there: theirs stays."""
    layer, session = layers["grid"], bar.session
    layer.changeGeometry(6, QgsGeometry.fromWkt(box(1, 1, 1, 0.95).wkt))
    other_person(layer, 6, box(1, 1, 1, 0.8))
    other_person(layer, 12, box(3, 2, 1, 0.8))
    layer.deleteFeature(12)  # what is shown is not what is there any more
    assert layer.commitChanges(False)
    session.flush()
    stored = {f.id(): f for f in QgsVectorLayer(layer.source(), "stored", "ogr").getFeatures()}
    assert stored[6].geometry().area() == pytest.approx(8000)
    assert stored[12].geometry().area() == pytest.approx(8000)
    assert "310199001001004" in desktop.bar.currentItem().text()


def test_edits_that_meet_in_a_corner_only_are_saved(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    layer, session = layers["grid"], bar.session
    session.apply(session.propose_move(_line((1, 0.2), (0.9, 0.5), (1, 0.8))))  # cells 1 and 2
    session.apply(session.propose_merge([7, 8]))  # meets cell 2 in a corner
    other_person(layer, 2, box(1, 0, 1.0, 0.9))
    assert layer.commitChanges(False)
    session.flush()
    assert layer.featureCount() == 11
    assert session.store.shapes[7].area == pytest.approx(20000)


def test_the_offer_can_be_closed(bar: RedrawToolbar, desktop: Desktop, layers: dict) -> None:
    done: list = []
    bar._ask("text", "button", lambda: done.append(1))
    desktop.bar.popWidget(desktop.bar.currentItem())
    wait_for(lambda: not desktop.bar.items())
    bar._ask("text", "button", lambda: done.append(2))
    bar.end()
    wait_for(lambda: not desktop.bar.items())
    assert done == []


def test_an_island_is_closed_at_its_first_place(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    split = bar.tools["split"]
    bar.actions["split"].trigger()
    for column, row in ((0.6, 0.6), (0.8, 0.6), (0.8, 0.8)):
        desktop.click(split, *place(column, row))
    desktop.move(split, *place(0.605, 0.605))
    assert split._catch is not None and (split._catch.x, split._catch.y) == split.start
    assert split.proposal is not None
    assert split.finish()
    assert layers["grid"].featureCount() == 13


def test_undo_while_drawing_takes_the_last_place_back(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    layer, tool = layers["grid"], bar.tools["move"]
    bar.session.apply(bar.session.propose_merge([5, 6]))
    bar.session.flush()
    desktop.click(tool, *place(1, 0))
    desktop.click(tool, *place(0.9, 0.5))
    control = Qt.KeyboardModifier.ControlModifier
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, int(Qt.Key.Key_Z), control)
        assert tool.eventFilter(desktop.canvas, event)
    assert tool.drawn() is None and tool.start is not None
    assert layer.undoStack().canUndo()
    tool.reset()
    event = QKeyEvent(QEvent.Type.ShortcutOverride, int(Qt.Key.Key_Z), control)
    assert not tool.eventFilter(desktop.canvas, event)
    # while the merge tool is at work its cells may go away under it
    merge = bar.tools["merge"]
    bar.actions["merge"].trigger()
    desktop.click(merge, *place(0.5, 0.5))
    desktop.click(merge, *place(0.5, 1.5))
    layer.undoStack().undo()
    bar.session.flush()
    assert merge.chosen == [1, 5]
    assert not desktop.press(merge, Qt.Key.Key_Backspace).isAccepted()
    assert merge.chosen == [1]


@pytest.mark.skipif(server_folder() is None, reason="PostgreSQL with PostGIS is not installed")
def test_a_layer_in_postgis(desktop: Desktop, layers: dict) -> None:
    """The same on a table of a database: keys of its own, another person at the same time."""
    with cluster() as database:
        table = f'{database} key=\'fid\' table="public"."unit_grid" (geom)'
        _, text = QgsVectorLayerExporter.exportLayer(
            layers["grid"], table, "postgres", layers["grid"].crs(), False, {}
        )
        assert text == ""
        layer = QgsVectorLayer(table, "unit_grid", "postgres")
        assert layer.isValid() and layer.featureCount() == 12
        QgsProject.instance().addMapLayer(layer)
        bar = RedrawToolbar(desktop)
        bar.begin(settings_of({**layers, "grid": layer}))
        wait_for(lambda: bar.session is not None)
        session = bar.session
        before = rows_of(layer)
        session.apply(session.propose_split(_line((0.7, -0.1), (0.7, 1.1))))
        session.apply(session.propose_move(_line((1, 1), (1.1, 1.5), (1, 2))))
        middle = rows_of(layer)
        layer.undoStack().undo()
        layer.undoStack().undo()
        assert rows_of(layer) == before
        layer.undoStack().redo()
        layer.undoStack().redo()
        assert rows_of(layer) == middle
        assert layer.commitChanges(False), layer.commitErrors()
        session.flush()
        assert sorted(session.store.shapes) == sorted(f.id() for f in layer.getFeatures())
        assert len({f["DYWGBSM"] for f in layer.getFeatures()}) == 12
        # somebody else, over a connection of their own
        number = next(f.id() for f in layer.getFeatures() if f["BZ"] == "第2格")
        beside = session.store.at(*place(0.85, 0.5))
        session.apply(session.propose_merge([number, beside]))
        other = QgsVectorLayer(table, "other", "postgres")
        theirs = QgsGeometry.fromWkt(box(1, 0, 1.0, 0.9).wkt)
        their_id = next(f.id() for f in other.getFeatures() if f["BZ"] == "第2格")
        assert other.dataProvider().changeGeometryValues({their_id: theirs})
        assert layer.commitChanges(False), layer.commitErrors()
        session.flush()
        stored = {f["BZ"]: f for f in QgsVectorLayer(table, "check", "postgres").getFeatures()}
        assert layer.dataProvider().featureCount() == 13
        assert stored["第2格"].geometry().area() == pytest.approx(9000)
        assert "310199001001002" in desktop.bar.currentItem().text()
        bar.unload()
        layer.rollBack()
        QgsProject.instance().removeMapLayer(layer.id())


def test_a_layer_in_degrees_is_refused(desktop: Desktop, layers: dict) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    made = RedrawToolbar(desktop)
    layers["grid"].setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    made.begin(settings_of(layers))
    assert made.session is None
    assert layers["grid"].name() in desktop.bar.currentItem().text()
    made.unload()


def test_no_layer_and_a_layer_that_goes_away(
    bar: RedrawToolbar, desktop: Desktop, layers: dict
) -> None:
    layers["grid"].rollBack()
    QgsProject.instance().removeMapLayer(layers.pop("grid").id())
    assert bar.session is None
    layers["grid"] = layers["communities"]
    bar.begin(RedrawSettings())
    assert bar.session is None and desktop.bar.currentItem() is not None


def test_an_empty_layer_says_so(desktop: Desktop, layers: dict) -> None:
    layer = layers["grid"]
    layer.dataProvider().truncate()
    made = RedrawToolbar(desktop)
    made.begin(settings_of(layers))
    wait_for(lambda: desktop.bar.currentItem() is not None)
    assert "unit_grid" in desktop.bar.currentItem().text()
    assert made.session is None
    made.unload()
