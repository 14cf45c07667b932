"""Questions to the city database in a thread of their own, with a connection of its own.

A newer question of the same channel takes the place of the older one; an answer that nobody waits
for any more is dropped. Nothing here knows a widget.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Any, Callable, Dict, Optional, Tuple

from qgis.PyQt.QtCore import QObject, QThread, pyqtSignal

from ...core.errors import DcmError

Work = Callable[[Any], Any]
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]

#: What closes a connection: the next question opens another one.
GONE = "city.gone"


class StoreThread(QThread):
    """Owns one connection; ``opener`` makes it, inside the thread, at the first question.

    answered: channel, serial, result, error, seconds. ``closing`` ends the thread after the
    question that runs now.
    """

    answered = pyqtSignal(str, int, object, object, float)

    def __init__(self, opener: Callable[[], Any], parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._waiting: OrderedDict[str, Tuple[int, Work]] = OrderedDict()
        self._bell = threading.Condition()
        self._closing = False

    def put(self, channel: str, serial: int, work: Work) -> None:
        with self._bell:
            self._waiting[channel] = (serial, work)
            self._bell.notify()

    def drop(self, channel: str) -> None:
        with self._bell:
            self._waiting.pop(channel, None)

    def close(self) -> None:
        with self._bell:
            self._closing = True
            self._waiting.clear()
            self._bell.notify()

    def run(self) -> None:
        store: Any = None
        while True:
            with self._bell:
                while not self._waiting and not self._closing:
                    self._bell.wait()
                if self._closing:
                    break
                channel, (serial, work) = self._waiting.popitem(last=False)
            begun = time.perf_counter()
            result, error = None, None
            try:
                if store is None:
                    store = self._opener()
                result = work(store)
            except Exception as caught:  # handed over: an exception must not leave the thread
                error = caught.with_traceback(None)
                if isinstance(caught, DcmError) and caught.message_id.startswith(GONE):
                    store = _closed(store)
            self.answered.emit(channel, serial, result, error, time.perf_counter() - begun)
            del work, result, error
        _closed(store)


def _closed(store: Any) -> None:
    """Close a connection that may be broken already."""
    if store is not None:
        try:
            store.close()
        except Exception as error:
            del error  # it is gone: there is nothing left to be closed
    return


class Desk(QObject):
    """Asks the thread and calls back in the main thread, with the newest answer of a channel only.

    measured: channel and seconds of each answer that was taken.
    """

    measured = pyqtSignal(str, float)

    def __init__(self, opener: Callable[[], Any], parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._thread = StoreThread(opener, self)
        self._thread.answered.connect(self._answered)
        self._serial = 0
        self._callers: Dict[str, Tuple[int, Done, Failed]] = {}
        self._thread.start()

    def ask(self, channel: str, work: Work, done: Done, failed: Failed) -> None:
        """Ask; ``done`` or ``failed`` is called unless the channel is asked anew or forgotten."""
        self._serial += 1
        self._callers[channel] = (self._serial, done, failed)
        self._thread.put(channel, self._serial, work)

    def forget(self, channel: str) -> None:
        self._callers.pop(channel, None)
        self._thread.drop(channel)

    def forget_all(self, prefix: str) -> None:
        for channel in [name for name in self._callers if name.startswith(prefix)]:
            self.forget(channel)

    @property
    def busy(self) -> bool:
        return bool(self._callers)

    def waits_for(self, channel: str) -> bool:
        """Whether a question of the channel, or of one below it, is not answered yet."""
        return any(name == channel or name.startswith(channel + "/") for name in self._callers)

    def _answered(self, channel: str, serial: int, result: Any, error: Any, seconds: float) -> None:
        caller = self._callers.get(channel)
        if caller is None or caller[0] != serial:
            return
        del self._callers[channel]
        self.measured.emit(channel, seconds)
        if error is None:
            caller[1](result)
        else:
            caller[2](error)

    def close(self) -> None:
        """End the thread and wait for it; nothing is called back any more."""
        self._callers.clear()
        self._thread.answered.disconnect(self._answered)
        self._thread.close()
        self._thread.wait()
