"""The toolbar of the redraw: begins and ends it, and holds its tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QToolBar

from ...core.errors import DcmError
from ...core.messages import shortened
from ...i18n import current_language
from ...processing.base import BUILT_IN_PROFILES, missing_packages, profile_folder
from .offer import Offers
from .settings import KINDS, RedrawSettings, is_usable, read_settings

translate = QCoreApplication.translate
ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
#: Seconds a message of a step stays.
_BRIEF = 4
#: Pixels: width of the panel of findings when it is opened.
_PANEL_WIDTH = 430
#: Packages the redraw needs beside those of the algorithms.
_MORE_PACKAGES = {"scipy": "", "rtree": ""}


def icon(name: str) -> QIcon:
    return QIcon(str(ICONS / f"{name}.svg"))


class RedrawToolbar(QObject):
    """Owns the actions, the session and the tools. ``session_changed``: the session, or None."""

    session_changed = pyqtSignal(object)

    def __init__(self, iface: Any, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.iface = iface
        self.canvas = iface.mapCanvas()
        self.session: Optional[Any] = None
        self.tools: Dict[str, Any] = {}
        self._task: Optional[Any] = None
        self._topological = False
        self._opened_editing = False
        self.offers = Offers(iface.messageBar(), self)
        self.panel: Optional[Any] = None
        self.bar: QToolBar = iface.addToolBar(translate("DCM", "Unit grid redraw"))
        self.bar.setObjectName("DcmRedrawToolbar")
        self.actions: Dict[str, QAction] = {}
        self._add(
            "session",
            "redraw",
            translate("DCM", "Redraw unit grids"),
            translate("DCM", "Choose the layers and begin; press again to end the redraw."),
            self._toggle_session,
            checkable=True,
        )
        self.bar.addSeparator()
        self._add(
            "move",
            "move_border",
            translate("DCM", "Move border"),
            translate(
                "DCM",
                "Draw where the border shall run, from a place on it to another. Left click: "
                "next place. Right click or Enter: make it. Backspace: one place back. F: follow "
                "real lines or not. Esc: begin anew.",
            ),
            lambda checked: self._use("move", checked),
            checkable=True,
        )
        self._add(
            "split",
            "split_cell",
            translate("DCM", "Split cell"),
            translate(
                "DCM",
                "Draw across a cell from border to border; right click or Enter makes it. Where "
                "cells are selected, only those are split.",
            ),
            lambda checked: self._use("split", checked),
            checkable=True,
        )
        self._add(
            "merge",
            "merge_cells",
            translate("DCM", "Merge cells"),
            translate(
                "DCM",
                "Click cells, or press and drag across them; right click or Enter merges them "
                "into the first.",
            ),
            lambda checked: self._use("merge", checked),
            checkable=True,
        )
        self._add(
            "follow",
            "follow_lines",
            translate("DCM", "Follow real lines"),
            translate("DCM", "The line drawn runs along roads, rivers and borders (F)."),
            self._follow,
            checkable=True,
        )
        self.actions["follow"].setChecked(True)
        self.bar.addSeparator()
        self._add(
            "undo",
            "undo",
            translate("DCM", "Undo"),
            "",
            self._undo,
            theme="/mActionUndo.svg",
        )
        self._add(
            "redo",
            "redo",
            translate("DCM", "Redo"),
            "",
            self._redo,
            theme="/mActionRedo.svg",
        )
        self._add(
            "findings",
            "findings",
            translate("DCM", "Findings of the unit grid"),
            translate("DCM", "What is wrong with the grid, where, and how it can be fixed."),
            self._show_findings,
            checkable=True,
        )
        self.bar.addSeparator()
        self._add(
            "update",
            "update_grid",
            translate("DCM", "Update with history"),
            translate(
                "DCM",
                "Compare the redrawn layer with the one it was taken from: codes by the rules of "
                "change, end dates, predecessors, change table.",
            ),
            self._update,
        )
        self._refresh()

    def _add(
        self,
        key: str,
        picture: str,
        label: str,
        tip: str,
        slot: Any,
        checkable: bool = False,
        theme: str = "",
    ) -> None:
        shown = QgsApplication.getThemeIcon(theme) if theme else icon(picture)
        action = QAction(shown, label, self.bar)
        action.setObjectName("DcmRedraw_" + key)
        if tip:
            action.setToolTip(f"<b>{label}</b><br>{tip}")
        action.setCheckable(checkable)
        (action.toggled if key == "follow" else action.triggered).connect(slot)
        self.bar.addAction(action)
        self.actions[key] = action

    # --- beginning and ending ------------------------------------------------------------------

    def _toggle_session(self, checked: bool) -> None:
        if not checked:
            self.end()
            return
        from .dialog import RedrawDialog

        settings = read_settings(QgsProject.instance())
        active = self.iface.activeLayer()
        settings = _with_active(settings, active)
        dialog = RedrawDialog(QgsProject.instance(), settings, self.iface.mainWindow())
        if dialog.exec():
            self.begin(dialog.settings())
        self._refresh()

    def begin(self, settings: RedrawSettings) -> None:
        """Read the layers in the background; the tools are on when they are there."""
        self.end()
        missing = missing_packages(_MORE_PACKAGES)
        if missing:
            self._warn(
                translate("DCM", "These Python packages are missing: {packages}.").format(
                    packages=missing
                )
            )
            return
        from ...core.standards import load_profile
        from .loading import LoadTask

        try:
            profile = load_profile(settings.profile or BUILT_IN_PROFILES[0], profile_folder())
            task = LoadTask(settings, QgsProject.instance(), profile)
        except DcmError as error:
            self._warn(error.localized(current_language()))
            self._refresh()
            return
        task.loaded.connect(lambda loaded: self._loaded(settings, loaded))
        task.failed.connect(self._failed)
        self._task = task  # the manager does not keep the Python side alive
        QgsApplication.taskManager().addTask(task)
        self._refresh()

    def _loaded(self, settings: RedrawSettings, loaded: Any) -> None:
        from .line_tools import MoveBorderTool, SplitTool
        from .merge_tool import MergeTool
        from .session import RedrawSession

        self._task = None
        layer = settings.layer(QgsProject.instance(), "grid")
        if layer is None:  # taken out of the project meanwhile
            self._refresh()
            return
        settings.save(QgsProject.instance())
        self._opened_editing = not layer.isEditable()
        if not layer.isEditable() and not layer.startEditing():
            self._warn(DcmError("redraw.not_editable", layer=layer.name()))
            self._refresh()
            return
        self.session = RedrawSession(layer, loaded, self)
        # shared vertices move together in the vertex tool of QGIS too
        self._topological = QgsProject.instance().topologicalEditing()
        QgsProject.instance().setTopologicalEditing(True)
        self.session.stale.connect(self._tell_stale)
        self.session.held_back.connect(self._tell_held)
        self.session.ended.connect(self._ended_by_layer)
        layer.undoStack().indexChanged.connect(self._refresh)
        kinds = {"move": MoveBorderTool, "split": SplitTool, "merge": MergeTool}
        for key, kind in kinds.items():
            tool = kind(self.canvas, self.session)
            tool.setAction(self.actions[key])
            tool.made.connect(self._made)
            if hasattr(tool, "follow_wanted"):
                tool.follow_wanted.connect(self.actions["follow"].setChecked)
            self.tools[key] = tool
        self._follow(self.actions["follow"].isChecked())
        self.iface.setActiveLayer(layer)
        said = translate("DCM", "{count} cells of “{layer}” are ready to be redrawn.")
        self._say(said.format(count=len(self.session.store), layer=layer.name()))
        self._open_panel()
        self.session_changed.emit(self.session)
        self._use("move", True)
        self._refresh()

    def _failed(self, error: Exception) -> None:
        self._task = None
        text = error.localized(current_language()) if isinstance(error, DcmError) else str(error)
        self._warn(text)
        self._refresh()

    def end(self) -> None:
        """End the redraw; edits stay in the buffer of the layer."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._close_panel()
        self.offers.close()
        session, self.session = self.session, None
        if self.canvas.mapTool() in self.tools.values():
            self.iface.actionPan().trigger()
        for tool in self.tools.values():
            self.canvas.unsetMapTool(tool)
            tool.drop()
            tool.setAction(None)
            tool.deleteLater()
        self.tools = {}
        if session is not None:
            QgsProject.instance().setTopologicalEditing(self._topological)
            layer = session.layer
            if layer is not None:
                layer.undoStack().indexChanged.disconnect(self._refresh)
            session.ended.disconnect(self._ended_by_layer)
            session.close()
            session.deleteLater()
            if layer is not None and self._opened_editing and not layer.isModified():
                layer.rollBack()  # nothing to be saved: no reason to leave it open
            self.session_changed.emit(None)
        self._refresh()

    def _ended_by_layer(self) -> None:
        self.end()

    # --- findings ------------------------------------------------------------------------------

    def _open_panel(self) -> None:
        from ..findings.panel import FindingsPanel
        from .findings_source import SessionFindings

        panel = FindingsPanel(self.canvas, SessionFindings(self.session), self.iface.mainWindow())
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
        panel.visibilityChanged.connect(self._panel_visible)
        self.panel = panel
        window = self.iface.mainWindow()
        window.resizeDocks([panel], [_PANEL_WIDTH], Qt.Orientation.Horizontal)
        panel.hide()

    def _close_panel(self) -> None:
        panel, self.panel = self.panel, None
        self.actions["findings"].setChecked(False)
        if panel is None:
            return
        panel.visibilityChanged.disconnect(self._panel_visible)
        panel.unload()
        self.iface.removeDockWidget(panel)
        panel.setParent(None)
        panel.deleteLater()

    def _show_findings(self, checked: bool) -> None:
        """Show the panel; the first time the whole layer is checked."""
        if self.panel is None:
            return
        self.panel.setVisible(checked)
        if checked and not self.panel.has_run:
            self.panel.run()

    def _panel_visible(self, *_: Any) -> None:
        if self.panel is not None:
            self.actions["findings"].setChecked(not self.panel.isHidden())

    # --- tools ---------------------------------------------------------------------------------

    def _use(self, key: str, checked: bool) -> None:
        tool = self.tools.get(key)
        if tool is None:
            return
        if checked:
            self.canvas.setMapTool(tool)
            self.canvas.setFocus()
        else:
            self.canvas.unsetMapTool(tool)
        self._refresh()

    def _follow(self, checked: bool) -> None:
        for tool in self.tools.values():
            if hasattr(tool, "following"):
                tool.following = checked
                tool.step_drawn()

    def _undo(self) -> None:
        if self.session is not None:
            self.session.layer.undoStack().undo()
            self.session.layer.triggerRepaint()

    def _redo(self) -> None:
        if self.session is not None:
            self.session.layer.undoStack().redo()
            self.session.layer.triggerRepaint()

    def _update(self) -> None:
        """Open the algorithm that gives lawful codes to what was redrawn."""
        from qgis import processing

        if self.session is None:
            return
        layer = self.session.layer
        if layer.isModified():
            self._warn(
                translate("DCM", "Save the edits of “{layer}” first.").format(layer=layer.name())
            )
            return
        original = self._original()
        if original is None:
            self._warn(
                translate(
                    "DCM",
                    "Add the unit grids as they were before the redraw to the project: the "
                    "redrawn layer is compared with them.",
                )
            )
            return
        given = {"INPUT": original, "EDITED": layer.id(), "PROFILE": self.session.profile.id}
        communities = read_settings(QgsProject.instance()).communities
        if communities:
            given["COMMUNITIES"] = communities
        processing.execAlgorithmDialog("dcm:updateunitgrid", given)

    def _original(self) -> Optional[str]:
        """Another layer of unit grids in the project: the one the redraw began with."""
        session = self.session
        code = session.fields.get("code")
        for layer in QgsProject.instance().mapLayers().values():
            if layer is session.layer or not is_usable(layer):
                continue
            if (
                layer.geometryType() == KINDS["grid"]
                and code
                and (layer.fields().lookupField(code) >= 0)
            ):
                return str(layer.id())
        return None

    # --- telling -------------------------------------------------------------------------------

    def _made(self, title: str) -> None:
        self._say(title)

    def _say(self, message: str) -> None:
        self.iface.messageBar().pushMessage(
            translate("DCM", "Redraw"), message, Qgis.MessageLevel.Success, _BRIEF
        )

    def _warn(self, message: Any) -> None:
        text = message.localized(current_language()) if isinstance(message, DcmError) else message
        self.iface.messageBar().pushMessage(
            translate("DCM", "Redraw"), text, Qgis.MessageLevel.Warning, 0
        )

    def _tell_stale(self, fids: List[int]) -> None:
        """Somebody else changed cells that were to be edited: their version can be taken over."""
        if self.session is None:
            return
        session = self.session
        codes = shortened([session.name(fid) for fid in fids])
        title = translate("DCM", "Take over: {codes}").format(codes=codes)
        self._ask(
            translate(
                "DCM", "Cells {codes} were changed by somebody else. Nothing was overwritten."
            ).format(codes=codes),
            translate("DCM", "Take over their version"),
            lambda: session.take_over(fids, title),
        )

    def _tell_held(self, fids: List[int], edit: Any) -> None:
        """Own edits were not saved: they can be made again over what somebody else did."""
        if self.session is None:
            return
        session = self.session
        codes = shortened([session.name(fid) for fid in fids])
        mine = shortened(dict.fromkeys(session.name(fid) for fid in edit.touched))
        self._ask(
            translate(
                "DCM",
                "Cells {codes} were changed by somebody else. Your edits of that place were not "
                "saved, all others were. Not saved: {mine}.",
            ).format(codes=codes, mine=mine),
            translate("DCM", "Put mine back"),
            lambda: session.put_back(edit),
        )

    def _ask(self, message: str, button: str, work: Any) -> None:
        """A message that stays, with something that can be done about it."""

        def do_it() -> None:
            try:
                work()
            except DcmError as error:
                self._warn(error)

        self.offers.show(translate("DCM", "Redraw"), message, button, do_it)

    def _refresh(self, *_: Any) -> None:
        on = self.session is not None
        self.actions["session"].setChecked(on or self._task is not None)
        for key in ("move", "split", "merge"):
            self.actions[key].setEnabled(on)
            tool = self.tools.get(key)
            self.actions[key].setChecked(tool is not None and self.canvas.mapTool() is tool)
        for key in ("follow", "update", "findings"):
            self.actions[key].setEnabled(on)
        stack = self.session.layer.undoStack() if self.session is not None else None
        self.actions["undo"].setEnabled(stack is not None and stack.canUndo())
        self.actions["redo"].setEnabled(stack is not None and stack.canRedo())
        if stack is not None:
            said = translate("DCM", "Undo: {step}").format(step=stack.undoText())
            self.actions["undo"].setToolTip(said if stack.canUndo() else "")
            said = translate("DCM", "Redo: {step}").format(step=stack.redoText())
            self.actions["redo"].setToolTip(said if stack.canRedo() else "")

    def unload(self) -> None:
        """Take everything off the window."""
        self.end()
        self.iface.mainWindow().removeToolBar(self.bar)
        self.bar.setParent(None)
        self.bar.deleteLater()


def _with_active(settings: RedrawSettings, layer: Any) -> RedrawSettings:
    """The active layer is meant where it looks like unit grids and nothing else was chosen."""
    from dataclasses import replace

    if settings.grid or not is_usable(layer) or layer.geometryType() != KINDS["grid"]:
        return settings
    return replace(settings, grid=layer.id())
