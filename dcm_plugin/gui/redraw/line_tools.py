"""Tools that draw a line: move a border (调整边界), split cells (拆分网格)."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional, Sequence, Tuple

from qgis.core import QgsPointXY
from qgis.gui import QgsMapMouseEvent
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from .tool import RedrawTool

if TYPE_CHECKING:
    import numpy as np

    from ...core.grid.redraw.guide import Catch
    from .session import Proposal

Place = Tuple[float, float]


class LineTool(RedrawTool):
    """Left click: next place; right click or Enter: make it; Backspace: one place back; Esc: begin
    anew. The line catches on borders and real lines; with ``following`` (key F) it runs along them.
    Where the places that were clicked are no whole line yet, the cursor is its last place. With
    Ctrl held nothing is caught.
    """

    #: Whether the line may begin on a border only; whether it may run along borders of cells.
    begins_on_border = False
    along_borders = True
    #: The way of drawing shall change: along real lines, or straight.
    follow_wanted = pyqtSignal(bool)

    def __init__(self, canvas: object, session: object) -> None:
        super().__init__(canvas, session)
        self.following = True
        #: Pieces of the line, one a click; each begins where the one before ends.
        self.pieces: List[np.ndarray] = []
        self.start: Optional[Place] = None
        self.open_end: Optional[np.ndarray] = None
        #: Whether the line was whole at the last click; what the cursor has caught.
        self._whole = False
        self._catch: Optional[Catch] = None
        self._cursor: Optional[Place] = None
        self._modifiers = Qt.KeyboardModifier.NoModifier

    # --- what a subclass does --------------------------------------------------------------------

    def propose(self, line: np.ndarray, judge: bool) -> Proposal:
        raise NotImplementedError

    def is_whole(self, catch: Optional[Catch]) -> bool:
        """Whether the line could be made as it is, with the cursor as its end."""
        raise NotImplementedError

    # --- events ----------------------------------------------------------------------------------

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        super().canvasMoveEvent(event)
        self._modifiers = event.modifiers()
        place, self._catch = self._caught(event.pos())
        self._cursor = place
        self._show_catch(self._catch)
        if self.start is None:
            self.show_cell(*place)
            return
        self.open_end = self._piece(self._last(), place)
        self._show_line()
        self._propose_live(self._catch, place)

    def press(self, event: QgsMapMouseEvent) -> None:
        self._modifiers = event.modifiers()
        place, catch = self._caught(event.pos())
        self.add(place, catch)

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:
        self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F and not event.modifiers():
            self.follow_wanted.emit(not self.following)
            event.accept()
        else:
            super().keyPressEvent(event)

    # --- drawing ---------------------------------------------------------------------------------

    def add(self, place: Place, catch: Optional[Catch] = None) -> bool:
        """The next place of the line (coordinates of the layer); False when it is not taken."""
        if self.start is None:
            if self.begins_on_border and (catch is None or not catch.on_border):
                import shapely

                from ...core.grid.redraw.model import Refused

                self.show_refusal(Refused("redraw.end_on_no_border", shapely.points(*place)))
                return False
            self.start = place
            if self.preview is not None:
                self.preview.show_wrong([], None)
        else:
            self.pieces.append(self._piece(self._last(), place))
            self._whole = self.is_whole(catch)
        self.open_end = None
        self._show_line()
        return True

    def step_back(self) -> None:
        """Take the last place back."""
        if self.pieces:
            self.pieces.pop()
            self.open_end = None
            self._whole = False
            self._show_line()
        else:
            self.reset()

    def step_drawn(self) -> None:
        """The open end anew, after the way of drawing was switched."""
        if self.start is not None and self.open_end is not None:
            end = self.open_end[-1]
            self.open_end = self._piece(self._last(), (float(end[0]), float(end[1])))
            self._show_line()

    def finish(self) -> bool:
        """Make what was drawn."""
        with_cursor = not self._whole and self.open_end is not None and self.is_whole(self._catch)
        line = self.drawn(with_cursor)
        if line is None:
            self.reset()
            return False
        return self.make_proposed(lambda: self.propose(line, True))

    @property
    def is_drawing(self) -> bool:
        return self.start is not None

    def take_back(self) -> None:
        self.step_back()

    def look_again(self) -> None:
        """The cells have changed under the line."""
        if self.start is not None and self._cursor is not None:
            self._propose_live(self._catch, self._cursor)

    def reset(self) -> None:
        self.pieces, self.start, self.open_end = [], None, None
        self._whole = False
        super().reset()

    def drawn(self, with_open_end: bool = False) -> Optional[np.ndarray]:
        """The line so far, array (n, 2); None without two places."""
        import numpy as np

        pieces = list(self.pieces)
        if with_open_end and self.open_end is not None:
            pieces.append(self.open_end)
        return np.concatenate([pieces[0][:1], *[p[1:] for p in pieces]]) if pieces else None

    def judge_now(self) -> None:
        line = self.drawn(True)
        if line is None or self.proposal is None:
            return
        self.show_proposed(lambda: self.propose(line, True))

    # --- inner -----------------------------------------------------------------------------------

    def _propose_live(self, catch: Optional[Catch], place: Place) -> None:
        line = self.drawn(True)
        if line is None or not self.is_whole(catch):
            self.proposal = None
            if self.preview is not None:
                self.preview.show_cells([], self.preview.line.strokeColor())
                self.preview.show_wrong([], None)
            self.show_cell(*place)
            return
        self.show_proposed(lambda: self.propose(line, False))

    def _caught(self, pixel: QPoint) -> Tuple[Place, Optional[Catch]]:
        place = self.to_layer(self.toMapCoordinates(pixel))
        if self._modifiers & Qt.KeyboardModifier.ControlModifier:
            return place, None
        reach = self.reach(pixel)
        catch = self._first_place(place, reach)
        if catch is None:
            catch = self.session.guides.catch(place[0], place[1], reach)
        return (place if catch is None else (catch.x, catch.y)), catch

    def _first_place(self, place: Place, reach: float) -> Optional[Catch]:
        """Where the line began, once it can be closed to a ring there."""
        from ...core.grid.redraw.guide import Catch

        if self.begins_on_border or self.start is None or len(self.pieces) < 2:
            return None
        away = ((place[0] - self.start[0]) ** 2 + (place[1] - self.start[1]) ** 2) ** 0.5
        return Catch(self.start[0], self.start[1], "vertex") if away <= reach else None

    def _show_catch(self, catch: Optional[Catch]) -> None:
        if self.preview is None:
            return
        if catch is None:
            self.preview.show_catch(None)
        else:
            self.preview.show_catch(self.to_map(catch.x, catch.y), catch.kind)

    def _last(self) -> Place:
        if self.pieces:
            end = self.pieces[-1][-1]
            return float(end[0]), float(end[1])
        return self.start if self.start is not None else (0.0, 0.0)

    def _piece(self, start: Place, end: Place) -> np.ndarray:
        import numpy as np

        if self.following and start != end:
            return self.session.guides.trace(start, end, self.along_borders)
        return np.array([start, end], dtype=float)

    def _show_line(self) -> None:
        if self.preview is None:
            return
        line = self.drawn(True)
        places: Sequence[QgsPointXY] = []
        if line is not None:
            places = [self.to_map(float(x), float(y)) for x, y in line]
        self.preview.show_line(places)


class MoveBorderTool(LineTool):
    """Draw where the border shall run, from a place on it to another."""

    begins_on_border = True

    def propose(self, line: np.ndarray, judge: bool) -> Proposal:
        return self.session.propose_move(line, judge)

    def is_whole(self, catch: Optional[Catch]) -> bool:
        return catch is not None and catch.on_border


class SplitTool(LineTool):
    """Draw across a cell, from border to border; or around an island, back to the first place."""

    along_borders = False

    def propose(self, line: np.ndarray, judge: bool) -> Proposal:
        chosen = list(self.session.layer.selectedFeatureIds())
        return self.session.propose_split(line, judge=judge, only=chosen or None)

    def is_whole(self, catch: Optional[Catch]) -> bool:
        if catch is not None and catch.on_border:
            return True
        line = self.drawn(True)
        if line is None:
            return False
        closed = len(line) > 3 and bool((line[0] == line[-1]).all())
        return closed or self._crosses(line)

    def _crosses(self, line: np.ndarray) -> bool:
        """Whether the line has left the cell in which it began."""
        store = self.session.store
        first = store.at(float(line[0][0]), float(line[0][1]))
        last = store.at(float(line[-1][0]), float(line[-1][1]))
        return first != last
