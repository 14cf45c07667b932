"""What was touched is checked again: at once when it is little, else in the background."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List, Optional, Set, Tuple

from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ...core.errors import DcmError
from .source import FindingsSource
from .task import BackgroundTask

translate = QCoreApplication.translate

#: So many cells are checked without a task: far below what a person would notice.
AT_ONCE = 120

Bounds = Tuple[float, float, float, float]


class Recheck(QObject):
    """Collects touched cells and checks them with the neighbours that they have and had.

    Where a cell was before is known from its bounds at the last check: a border that leaves its
    neighbour, or a cell that is deleted, is seen from the cells that lie there.

    checked: (feature ids, CheckResult, CheckInput) of a local check. failed: the exception.
    """

    checked = pyqtSignal(object, object, object)
    failed = pyqtSignal(object)

    def __init__(
        self,
        source: FindingsSource,
        to_check: Callable[[Iterable[int]], Set[int]],
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self.source = source
        self._to_check = to_check
        self.bounds: Dict[int, Bounds] = {}
        self._waiting: Set[int] = set()
        self._held = False
        self._task: Optional[BackgroundTask] = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.run)

    def add(self, fids: Iterable[int]) -> None:
        self._waiting.update(int(fid) for fid in fids)
        if not self._held:
            self._timer.start()

    def hold(self, held: bool) -> None:
        """Only collect, until somebody says otherwise."""
        self._held = held
        if not held and self._waiting:
            self._timer.start()

    def clear(self) -> None:
        """Forget what waits: the whole layer was or will be checked."""
        self._waiting.clear()

    def stop(self) -> None:
        self._timer.stop()
        self._waiting.clear()
        if self._task is not None:
            self._task.forget()
            self._task = None

    def run(self) -> None:
        """Check what waits."""
        if self._held or self._task is not None or not self._waiting:
            return
        fids, self._waiting = self._waiting, set()
        try:
            fids = self._to_check(fids | self._there_before(fids))
            data = self.source.check_input(sorted(fids))
        except DcmError as error:
            self.failed.emit(error)
            return
        for fid in fids:
            self.bounds.pop(fid, None)
        self.bounds.update(bounds_of(data.grid))
        profile = self.source.profile

        def work(task: Any) -> Any:
            from ...core.grid.findings import check_cells

            return check_cells(data, profile)

        if len(data.grid) <= AT_ONCE:
            self.checked.emit(fids, work(None), data)
            return
        self._task = BackgroundTask(
            translate("DCM", "Checking the changed unit grids"),
            work,
            self._after(lambda result: self.checked.emit(fids, result, data)),
            self._after(self.failed.emit),
            self._after(lambda: self._waiting.update(fids)),
        )
        self._task.start()

    def _there_before(self, fids: Set[int]) -> Set[int]:
        """Cells that lie now where the touched ones were."""
        import shapely

        known: List[Bounds] = [self.bounds[fid] for fid in sorted(fids) if fid in self.bounds]
        if not known:
            return set()
        place = shapely.union_all([shapely.box(*bounds) for bounds in known])
        patch = self.source.patch_around(place)
        met = shapely.intersects(patch.shapes, place)
        return set(patch.fids[met].tolist())

    def _after(self, then: Callable[..., Any]) -> Callable[..., None]:
        """The task is over before anything comes of it; what came meanwhile is checked next."""

        def over(*arguments: Any) -> None:
            self._task = None
            then(*arguments)
            if self._waiting and not self._held:
                self._timer.start()

        return over


def bounds_of(grid: Any) -> Dict[int, Bounds]:
    """Feature id -> x0, y0, x1, y1 of a table of cells, without those that have no shape."""
    import numpy as np
    import shapely

    bounds = shapely.bounds(np.asarray(grid.geometry.array, dtype=object))
    real = np.isfinite(bounds).all(axis=1)
    fids = grid["_fid"].to_numpy()[real].tolist()
    return dict(zip(fids, map(tuple, bounds[real].tolist())))
