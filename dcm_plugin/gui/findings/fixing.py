"""Fixes as the panel uses them: those of one finding, and the same for many in steps."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Iterator, List, Optional, Tuple

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .source import FindingsSource, Surroundings

if TYPE_CHECKING:
    from ...core.grid.findings import Finding
    from ...core.grid.redraw import Patch
    from ...core.grid.redraw.fixes import BulkResult, Fix

#: The main thread works this long at a stretch, in seconds.
_STRETCH = 0.03


def can_be_fixed(finding: Optional[Finding]) -> bool:
    """Whether the kind of the finding has fixes; this one need not."""
    from ...core.grid.redraw.fixes import FIXABLE

    return finding is not None and finding.kind in FIXABLE


def fixes_for(finding: Finding, source: FindingsSource) -> Tuple[List[Fix], Patch]:
    """The fixes of a finding as the layer is now, and the cells that they look at."""
    from ...core.grid.redraw.fixes import fixes_of

    around = Surroundings(source)
    patch, frames = around.of(finding)
    return fixes_of(finding, patch, source.profile, frames, around.name), patch


class BulkFix(QObject):
    """The best fix of many findings, in short stretches of the main thread, as one edit.

    progressed: (findings looked at, of how many). finished: the BulkResult; nothing is applied
    here. Stopped, it finishes with what was done until then.
    """

    progressed = pyqtSignal(int, int)
    finished = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(
        self, findings: List[Finding], source: FindingsSource, parent: Optional[QObject] = None
    ) -> None:
        super().__init__(parent)
        from ...core.grid.redraw.fixes import BulkResult, fix_all

        around = Surroundings(source)
        self._total = len(findings)
        self._steps: Iterator[BulkResult] = fix_all(
            findings, around.of, source.profile, around.name
        )
        self._result: Any = BulkResult()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.stretch)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        """Finish with what there is."""
        if self._timer.isActive():
            self._end()

    def drop(self) -> None:
        """Give up: nobody waits for it."""
        self._timer.stop()

    def stretch(self) -> None:
        """Look at findings for a short while."""
        until = time.perf_counter() + _STRETCH
        try:
            for result in self._steps:
                self._result = result
                if time.perf_counter() > until:
                    done = len(result.fixed) + len(result.left)
                    self.progressed.emit(min(done, self._total), self._total)
                    return
        except Exception as error:  # told to the user by the panel; the edit is not applied
            self._timer.stop()
            self.failed.emit(error)
            return
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        self.finished.emit(self._result)
