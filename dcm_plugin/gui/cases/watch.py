"""Tells that somebody may have written into the city database."""

from __future__ import annotations

import os
from typing import Any, List, Optional, Tuple

from qgis.PyQt.QtCore import QFileSystemWatcher, QObject, QSocketNotifier, QTimer, pyqtSignal

#: Milliseconds: how long events are gathered, how often files and a silent server are looked at.
_GATHER, _FILES, _SERVER = 120, 2000, 5000


class FileWatch(QObject):
    """Watches a GeoPackage and its write-ahead log: by events, and by time where there are none
    (network drives). ``touched``: something was written; what, the store must say."""

    touched = pyqtSignal()

    def __init__(self, path: str, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._files = [path, path + "-wal", path + "-journal"]
        self._seen = self._stamp()
        self._events = QFileSystemWatcher(self)
        self._events.fileChanged.connect(self._event)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER)
        self._gather.timeout.connect(self.look)
        self._clock = QTimer(self)
        self._clock.setInterval(_FILES)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        self._watch()

    def _watch(self) -> None:
        watched = set(self._events.files())
        for path in self._files:
            if path not in watched and os.path.exists(path):
                self._events.addPath(path)

    def _event(self, _path: str = "") -> None:
        if not self._gather.isActive():
            self._gather.start()

    def look(self) -> None:
        """Compare the files with what they were."""
        self._watch()
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            self.touched.emit()

    def _stamp(self) -> List[Tuple[Any, ...]]:
        made: List[Tuple[Any, ...]] = []
        for path in self._files:
            try:
                found = os.stat(path)
                made.append((found.st_ino, found.st_size, found.st_mtime_ns))
            except OSError:
                made.append(())
        return made

    def close(self) -> None:
        self._clock.stop()
        self._gather.stop()
        if self._events.files():
            self._events.removePaths(self._events.files())


class ServerWatch(QObject):
    """Listens to a PostgreSQL server: a socket that wakes us, and a slow clock as fallback.

    ``listener``: has ``fileno()``, ``poll()`` (whether somebody wrote) and ``close()``; None where
    the server cannot be listened to.
    """

    touched = pyqtSignal()
    lost = pyqtSignal()

    def __init__(self, listener: Optional[Any], parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._listener = listener
        self._socket: Optional[QSocketNotifier] = None
        if listener is not None:
            self._socket = QSocketNotifier(listener.fileno(), QSocketNotifier.Type.Read, self)
            self._socket.activated.connect(self._heard)
        self._clock = QTimer(self)
        self._clock.setInterval(_SERVER)
        self._clock.timeout.connect(self.touched.emit)
        self._clock.start()

    def _heard(self, *_: Any) -> None:
        try:
            told = self._listener.poll() if self._listener is not None else False
        except Exception as error:  # whatever the driver raises: the line is dead
            del error
            self._end_socket()
            self.lost.emit()
            return
        if told:
            self.touched.emit()

    def _end_socket(self) -> None:
        if self._socket is not None:
            self._socket.setEnabled(False)
            self._socket.deleteLater()
            self._socket = None

    def close(self) -> None:
        self._clock.stop()
        self._end_socket()
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()
