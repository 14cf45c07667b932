"""Place databases that stay open between questions, for any thread.

A question borrows a geocoder of its own, with a connection that nobody else uses meanwhile; the
names of areas and streets are read once per database and shared.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Dict, Generic, Iterator, List, Optional, Tuple, TypeVar

from ..core.errors import InputError
from ..core.geocoding.match import Geocoder
from .places import PlaceDatabase

if TYPE_CHECKING:
    from ..core.geocoding.reverse import Reverse

#: Databases that are kept open at once.
MOST_OPEN = 4
Stamp = Tuple[int, int]
T = TypeVar("T", Geocoder, "Reverse")


class _Shelf(Generic[T]):
    """Equal tools over one database: the first one is made, the others share what it knows."""

    def __init__(self, path: str, make: Callable[[PlaceDatabase], T]) -> None:
        self._path, self._make = path, make
        self._first: Optional[T] = None
        self._idle: List[Tuple[PlaceDatabase, T]] = []
        self._making, self._lock = threading.Lock(), threading.Lock()
        self._closed = False

    @contextlib.contextmanager
    def borrow(self) -> Iterator[T]:
        with self._lock:
            taken = self._idle.pop() if self._idle else None
        database, tool = taken or self._open()
        try:
            yield tool
        finally:
            with self._lock:
                keep = not self._closed
                if keep:
                    self._idle.append((database, tool))
            if not keep:
                database.close()

    def _open(self) -> Tuple[PlaceDatabase, T]:
        database = PlaceDatabase(self._path)
        try:
            with self._making:  # only one thread reads the names
                if self._first is None:
                    self._first = self._make(database)
                    return database, self._first
            return database, self._first.on(database)
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for database, _ in idle:
            database.close()


class OpenPlaces:
    """One place database as it stood when it was opened."""

    def __init__(self, path: str, stamp: Stamp) -> None:
        self.path, self.stamp = path, stamp
        self._geocoders = _Shelf(path, Geocoder)
        self._reverses = _Shelf(path, _reverse)

    def geocoder(self) -> contextlib.AbstractContextManager[Geocoder]:
        return self._geocoders.borrow()

    def reverse(self) -> contextlib.AbstractContextManager[Reverse]:
        return self._reverses.borrow()

    def close(self) -> None:
        self._geocoders.close()
        self._reverses.close()


class PlacePool:
    """The open place databases of the program, by path; safe in every thread."""

    def __init__(self) -> None:
        self._open: Dict[str, OpenPlaces] = {}
        self._lock = threading.Lock()

    def places(self, path: str) -> OpenPlaces:
        """The database, opened anew when the file has changed.

        Raises :class:`InputError` when there is no such file, or it is no place database.
        """
        stamp = _stamp(path)
        closing: List[OpenPlaces] = []
        with self._lock:
            known = self._open.pop(path, None)
            if known is not None and known.stamp != stamp:
                closing.append(known)
                known = None
            if known is None:
                known = OpenPlaces(path, stamp)
            self._open[path] = known  # the last one asked for stands last
            while len(self._open) > MOST_OPEN:
                closing.append(self._open.pop(next(iter(self._open))))
        for old in closing:
            old.close()
        return known

    def close(self) -> None:
        """Let go of all files; a question asked meanwhile lets go of its own when it is done."""
        with self._lock:
            closing, self._open = list(self._open.values()), {}
        for old in closing:
            old.close()


def _stamp(path: str) -> Stamp:
    try:
        state = Path(path).stat()
    except (OSError, ValueError) as error:
        raise InputError("geocoding.file_gone", path=path) from error
    return state.st_mtime_ns, state.st_size


def _reverse(database: PlaceDatabase) -> Reverse:
    from ..core.geocoding.reverse import Reverse

    return Reverse(database)
