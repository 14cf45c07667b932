"""Merge cells (合并网格): click them, or press and drag across them."""

from __future__ import annotations

from typing import List

from qgis.gui import QgsMapMouseEvent

from .tool import RedrawTool


class MergeTool(RedrawTool):
    """Left click or drag: take cells in (a click on a chosen one takes it out again); right click
    or Enter: merge them into the first; Backspace: take the last one out; Esc: begin anew."""

    def __init__(self, canvas: object, session: object) -> None:
        super().__init__(canvas, session)
        self.chosen: List[int] = []
        self._dragging = False

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        super().canvasMoveEvent(event)
        x, y = self.to_layer(self.toMapCoordinates(event.pos()))
        fid = self.session.store.at(x, y)
        if self._dragging and fid is not None and fid not in self.chosen:
            self.choose(fid)
        elif len(self.chosen) > 1 or (self.chosen and fid in self.chosen):
            self._tell()
        else:
            self.show_cell(x, y)

    def press(self, event: QgsMapMouseEvent) -> None:
        x, y = self.to_layer(self.toMapCoordinates(event.pos()))
        fid = self.session.store.at(x, y)
        if fid is not None:
            self._dragging = True
            self.choose(fid)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        self._dragging = False

    @property
    def is_drawing(self) -> bool:
        return bool(self.chosen)

    def take_back(self) -> None:
        """Take the cell that was chosen last out again."""
        if self.chosen:
            self.choose(self.chosen[-1])

    def look_again(self) -> None:
        self.chosen = [fid for fid in self.chosen if fid in self.session.store]
        self.proposal = None
        self._tell()

    def choose(self, fid: int) -> None:
        """Take a cell in, or out again."""
        if fid in self.chosen:
            self.chosen.remove(fid)
        else:
            self.chosen.append(fid)
        self._tell()

    def _tell(self, judge: bool = False) -> None:
        from .preview import GOOD

        if self.preview is None:
            return
        if len(self.chosen) < 2:
            self.proposal = None
            self.preview.show_wrong([], None)
            self.preview.show_cells([self.session.store.shapes[fid] for fid in self.chosen], GOOD)
            return
        if not judge and self.proposal is not None and self._same():
            if self.plate is not None:
                self.plate.tell(self.plate.text(), self.cursor_at)
            return
        self.show_proposed(lambda: self.session.propose_merge(self.chosen, judge))

    def _same(self) -> bool:
        """Whether what is shown is what is chosen."""
        if self.proposal is None:
            return False
        edit = self.proposal.edit
        return {*edit.main, *edit.removed} == set(self.chosen)

    def judge_now(self) -> None:
        if len(self.chosen) > 1 and self.proposal is not None:
            self._tell(judge=True)

    def finish(self) -> bool:
        """Merge the chosen cells."""
        if not self.chosen:
            self.reset()
            return False
        return self.make_proposed(lambda: self.session.propose_merge(self.chosen, True))

    def reset(self) -> None:
        self.chosen = []
        self._dragging = False
        super().reset()
