"""Checks in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Tuple

from qgis.core import QgsApplication, QgsTask

from ...core.errors import Cancelled

if TYPE_CHECKING:
    from ...core.standards import Profile

#: Part of the progress that reading takes.
_READING = 25.0


class BackgroundTask(QgsTask):
    """Does a piece of work in a thread and hands its result over in the main thread.

    ``work`` gets the task: ``isCanceled()`` and ``setProgress(0 ... 100)``. Exactly one of
    ``done(result)``, ``failed(error)`` and ``cancelled()`` is called; after ``forget()`` none.
    The caller holds the task until then.
    """

    def __init__(
        self,
        title: str,
        work: Callable[[BackgroundTask], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        cancelled: Callable[[], None],
    ) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work: Optional[Callable[[BackgroundTask], Any]] = work
        self._done, self._failed, self._cancelled = done, failed, cancelled
        self._result: Any = None
        self._error: Optional[Exception] = None
        self._forgotten = False

    def start(self) -> None:
        QgsApplication.taskManager().addTask(self)

    def forget(self) -> None:
        """Nobody waits for it any more."""
        self._forgotten = True
        self.cancel()

    def run(self) -> bool:
        try:
            if self._work is not None:
                self._result = self._work(self)
        except Exception as error:  # an exception must not leave the thread: it is handed over
            self._error = error
            return False
        finally:
            self._work = None
        return not self.isCanceled()

    def finished(self, successful: bool) -> None:
        if self._forgotten:
            return
        if successful:
            self._done(self._result)
        elif self._error is None or isinstance(self._error, Cancelled):
            self._cancelled()
        else:
            self._failed(self._error)


def check_work(
    read: Callable[[Any], Any], profile: Profile, lang: str, prepare: Callable[[Any], Any]
) -> Callable[[BackgroundTask], Any]:
    """Work for a task: read, check, make the findings with their sentences, bounds of the cells.

    ``prepare`` is called with each finding: what would cost time later in the main thread.
    """

    def work(task: BackgroundTask) -> Tuple[List[Any], Dict[int, Any]]:
        from ...core.grid.checks import run_checks
        from ...core.grid.findings import findings_of
        from .recheck import bounds_of

        data = read(task)
        task.setProgress(_READING)
        rest = 100.0 - _READING
        result = run_checks(
            data,
            profile,
            progress=lambda value: task.setProgress(_READING + rest * 0.98 * value / 100.0),
            cancelled=task.isCanceled,
        )
        findings = findings_of(result, data, profile, (lang,))
        for finding in findings:
            prepare(finding)
        return findings, bounds_of(data.grid)

    return work
