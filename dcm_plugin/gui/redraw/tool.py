"""What the map tools of the redraw share: catching, drawing, live figures, refusal at the place."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable, List, Optional, Tuple

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence

from ...core.errors import DcmError
from ...core.messages import shortened, text
from ...i18n import current_language
from . import readout
from .preview import GOOD, MARKED, REFUSED, Preview
from .readout import Readout

if TYPE_CHECKING:
    from .session import Proposal, RedrawSession

translate = QCoreApplication.translate

#: Pixels within which the cursor catches on borders and lines.
CATCH_PIXELS = 12
#: Milliseconds the cursor rests before the checks look at what is drawn.
_REST = 150


class RedrawTool(QgsMapTool):
    """Base of the tools. ``made``: title of a step that was made; ``refused``: a DcmError."""

    made = pyqtSignal(str)
    refused = pyqtSignal(object)

    def __init__(self, canvas: QgsMapCanvas, session: RedrawSession) -> None:
        super().__init__(canvas)
        self.session = session
        self.preview: Optional[Preview] = None
        self.plate: Optional[Readout] = None
        self.cursor_at = QPoint()
        self.proposal: Optional[Proposal] = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.judge_now)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def is_drawing(self) -> bool:
        """Whether something is begun that Ctrl+Z should take back first."""
        return False

    def take_back(self) -> None:
        """Take the last of what is begun back."""

    def look_again(self) -> None:
        """The cells have changed under what is drawn."""

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Ctrl+Z belongs to what is being drawn, before it belongs to the undo history."""
        undo = QKeySequence.StandardKey.Undo
        if self.is_drawing and event.type() == QEvent.Type.ShortcutOverride and event.matches(undo):
            event.accept()
            return True
        if self.is_drawing and event.type() == QEvent.Type.KeyPress and event.matches(undo):
            self.take_back()
            return True
        return super().eventFilter(watched, event)

    def _touched(self, _fids: Any) -> None:
        self.look_again()

    def flags(self) -> Any:
        return QgsMapTool.Flag.EditTool

    def activate(self) -> None:
        super().activate()
        if self.preview is None:
            self.preview = Preview(self.canvas(), self.session.layer)
        if self.plate is None:
            self.plate = Readout(self.canvas())
        self.canvas().installEventFilter(self)
        self.session.touched.connect(self._touched)

    def deactivate(self) -> None:
        self.canvas().removeEventFilter(self)
        with suppress(TypeError):  # a session that ended has let go already
            self.session.touched.disconnect(self._touched)
        self.reset()
        self.drop()
        super().deactivate()

    def drop(self) -> None:
        """Take everything off the canvas."""
        self._rest.stop()
        if self.preview is not None:
            self.preview.remove()
            self.preview = None
        if self.plate is not None:
            self.plate.hide()
            self.plate.setParent(None)
            self.plate.deleteLater()
            self.plate = None

    # --- coordinates ------------------------------------------------------------

    def to_layer(self, point: QgsPointXY) -> Tuple[float, float]:
        made = self.toLayerCoordinates(self.session.layer, point)
        return made.x(), made.y()

    def to_map(self, x: float, y: float) -> QgsPointXY:
        return self.toMapCoordinates(self.session.layer, QgsPointXY(x, y))

    def reach(self, pixel: QPoint) -> float:
        """The catching distance in metres of the layer, at a place of the canvas."""
        one = self.to_layer(self.toMapCoordinates(pixel))
        other = self.to_layer(self.toMapCoordinates(pixel + QPoint(CATCH_PIXELS, 0)))
        return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)

    # --- telling ------------------------------------------------------------

    def reset(self) -> None:
        """Forget what is drawn."""
        self.proposal = None
        self._rest.stop()
        if self.preview is not None:
            self.preview.clear_all()
        if self.plate is not None:
            self.plate.hide()

    def show_cell(self, x: float, y: float) -> None:
        """The figures of the cell at a place of the layer."""
        info = self.session.info(x, y)
        shape = None if info is None else self.session.store.shapes[info.fid]
        if self.preview is not None:
            self.preview.show_hover(shape)
        self.say(readout.cell_text(info, self.session.profile.area))

    def say(self, html: str) -> None:
        if self.plate is not None:
            self.plate.tell(html, self.cursor_at)

    def show_proposal(self, proposal: Proposal) -> None:
        """The cells as they would be, with figures; and what the checks say, once they ran."""
        from ...core.grid.redraw.model import after

        self.proposal = proposal
        edit, verdict = proposal.edit, proposal.verdict
        changed = after(proposal.patch, edit)
        wanted = {entry.fid for entry in proposal.figures if entry.area_after is not None}
        shapes = [
            shape
            for fid, shape in zip(changed.fids.tolist(), changed.shapes.tolist())
            if fid in wanted
        ]
        colour, headline = GOOD, ""
        if self.preview is None:
            return
        self.preview.show_hover(None)
        self.preview.show_wrong([], None)
        if verdict is not None and not verdict.allowed:
            colour = REFUSED
            headline = readout.refusal_text(self.finding_texts(verdict.hard))
            self.show_places(verdict.hard)
        elif verdict is not None and len(verdict.soft):
            colour = MARKED
            headline = readout.marked_text(self.finding_texts(verdict.soft))
        self.preview.show_cells(shapes, colour)
        codes = [self._named(entry.fid) for entry in proposal.figures]
        self.say(readout.figures_text(proposal.figures, codes, self.session.profile.area, headline))
        if verdict is None:
            self._rest.start()

    def show_proposed(self, propose: Callable[[], Proposal]) -> None:
        """The cells of a step that is proposed now, or why it cannot be."""
        try:
            self.show_proposal(propose())
        except DcmError as error:
            self.show_refusal(error)

    def show_places(self, findings: Any) -> None:
        """Where findings lie."""
        import shapely

        shapes = [shape for shape in findings.geometry.tolist() if shape is not None]
        point = None
        if shapes:
            at = shapely.point_on_surface(shapely.make_valid(shapes[0]))
            point = self.to_map(at.x, at.y)
        if self.preview is not None:
            self.preview.show_wrong(shapes, point)

    def show_refusal(self, error: DcmError) -> None:
        """Why and where a step cannot be."""
        self.proposal = None
        place = getattr(error, "place", None)
        point = getattr(error, "point", None)
        if self.preview is not None:
            self.preview.show_cells([], REFUSED)
            self.preview.show_wrong([place], None if point is None else self.to_map(*point))
        self.say(readout.refusal_text([error.localized(current_language())]))

    def finding_texts(self, findings: Any) -> List[str]:
        """What findings say, with the codes of cells in the place of feature ids."""
        lang = current_language()
        columns = (findings[name] for name in ("message_id", "params", "fids", "layer"))
        texts = []
        for message_id, params, fids, layer in zip(*columns):
            named = [self._named(int(fid)) for fid in fids.split(",") if fid]
            shown = dict(params)
            if named:
                shown["fids"] = shortened(named, 3)
            if layer == "grid" and isinstance(params.get("fid"), int):
                shown["fid"] = self._named(params["fid"])
            texts.append(text(message_id, lang, **shown))
        return texts

    def _named(self, fid: int) -> str:
        if fid in self.session.store:
            return self.session.name(fid)
        return translate("DCM", "new")

    # --- making it ------------------------------------------------------------

    def judge_now(self) -> None:
        """Let the checks look at what is drawn; a subclass proposes again, judged."""

    def make(self, proposal: Proposal) -> bool:
        """Make a judged step, or say why not. True when it was made."""
        if proposal.verdict is not None and not proposal.verdict.allowed:
            self.show_proposal(proposal)
            return False
        title = self.session.title(proposal.edit)
        try:
            self.session.apply(proposal)
        except DcmError as error:
            self.show_refusal(error)
            self.refused.emit(error)
            return False
        self.reset()
        self.made.emit(title)
        return True

    def make_proposed(self, propose: Callable[[], Proposal]) -> bool:
        """Make a judged step that is proposed now; a refusal is told too. True when it was made."""
        try:
            proposal = propose()
        except DcmError as error:
            self.show_refusal(error)
            self.refused.emit(error)
            return False
        return self.make(proposal)

    def finish(self) -> bool:
        """Make what was drawn or chosen. True when it was made."""
        raise NotImplementedError

    # --- events ------------------------------------------------------------

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        self.cursor_at = event.pos()

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        self.cursor_at = event.pos()
        if event.button() == Qt.MouseButton.RightButton:
            self.finish()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.press(event)

    def press(self, event: QgsMapMouseEvent) -> None:
        """The left button at a place."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.reset()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.take_back()
            event.ignore()  # accepted, QGIS would delete what is selected
            return
        else:
            return
        event.accept()
