"""The place database of the project that is open, for every thread.

Projects and layers may be asked in the main thread only: there the answer is found and kept.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Optional, Tuple

from qgis.core import QgsCoordinateTransform, QgsCoordinateTransformContext, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QObject, QThread

from ..processing.geocoding.project_database import (
    CHOICES,
    Found,
    chosen_database,
    default_database,
    find_database,
)

if TYPE_CHECKING:
    from ..store.place_pool import OpenPlaces, PlacePool


def in_main_thread() -> bool:
    application = QCoreApplication.instance()
    return application is None or QThread.currentThread() == application.thread()


class ProjectPlaces(QObject):
    """Follows the project; holds the open databases. Made in the main thread."""

    def __init__(self) -> None:
        super().__init__()
        self._pool: Optional[PlacePool] = None
        self._making = threading.Lock()
        self._project = QgsProject.instance()
        self._found = Found("", "")
        self._asked: Tuple[str, str] = ("", "")
        self._fresh = False
        self._datums = QgsCoordinateTransformContext(self._project.transformContext())
        self._signals = (
            self._project.transformContextChanged,
            self._project.readProject,
            self._project.cleared,
            self._project.layersAdded,
            self._project.layersRemoved,
            CHOICES.changed,
        )
        for signal in self._signals:
            signal.connect(self._look_again)
        self.found()

    def found(self) -> Found:
        """Which database, and why; in another thread what was last known."""
        if in_main_thread():
            asked = (chosen_database(self._project), default_database())
            if not self._fresh or asked != self._asked:
                self._found, self._asked, self._fresh = find_database(self._project), asked, True
        return self._found

    @property
    def pool(self) -> PlacePool:
        """Made at the first question: what it needs takes long to import."""
        with self._making:
            if self._pool is None:
                from ..store.place_pool import PlacePool

                self._pool = PlacePool()
            return self._pool

    def open(self, path: str = "") -> OpenPlaces:
        """The database at a path, or the one of the project.

        Raises :class:`core.errors.InputError`, telling how to choose one.
        """
        from ..core.errors import InputError

        path = path or self.found().path
        if not path:
            raise InputError("geocoding.none_chosen")
        return self.pool.places(path)

    def transform(self, source: Any, target: Any) -> QgsCoordinateTransform:
        """From one reference system to another, as the project wants it; for any thread."""
        return QgsCoordinateTransform(source, target, self._datums)

    def _look_again(self, *_: Any) -> None:
        self._fresh = False
        self._datums = QgsCoordinateTransformContext(self._project.transformContext())
        self.found()

    def close(self) -> None:
        for signal in self._signals:
            signal.disconnect(self._look_again)
        if self._pool is not None:
            self._pool.close()
