"""The desk's line to one city database: two threads, what was read once, watch and retry."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Callable, Optional, Tuple

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core.cases.model import Actor
from ...core.errors import DcmError
from .names import Names, read_names
from .target import Target, remember_operator, remembered_operator
from .watch import FileWatch, ServerWatch
from .worker import Desk, Done, Failed, Work

#: Seconds until a lost database is tried again: twice as long each time.
_FIRST, _LAST = 1, 30
#: What no waiting makes better: the database is not looked for again by itself.
_FINAL = ("city.not_city", "city.older", "city.newer", "city.no_driver", "city.password")

NOTHING, OPENING, READY, READONLY, GONE = "nothing", "opening", "ready", "readonly", "gone"


@dataclass
class Opened:
    """What was read when the database was opened."""

    names: Names
    rules: Any
    readonly: bool
    user: str
    crs: str


class CityClient(QObject):
    """Asks the city database for the desk; made anew for each database.

    state_changed: state, error or None. opened: the names and rules are there (anew after the
    database was lost). changed: somebody has written cases.
    """

    state_changed = pyqtSignal(str, object)
    opened = pyqtSignal()
    changed = pyqtSignal()

    def __init__(
        self,
        target: Target,
        lang: str,
        opener: Optional[Callable[[str, str], Any]] = None,
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self.target, self.lang = target, lang
        self.state = NOTHING
        self.error: Optional[Exception] = None
        self.names: Optional[Names] = None
        self.rules: Any = None
        self.crs = ""
        self.user = ""
        self.login = remembered_operator(target)
        self.wait = 0
        self._open_city = opener or _open_city
        self._uri = ""
        self._mark: Any = None
        self._closed = False
        self._lists = Desk(self._opener, self)
        self._cases = Desk(self._opener, self)
        self._lists.measured.connect(self._note)
        self.times: dict[str, float] = {}
        self._watch: Optional[Any] = None
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self.open)

    # --- opening and losing --------------------------------------------------------------------

    def open(self) -> None:
        """Open the database in the threads and read what is read once."""
        if self._closed:
            return
        self._retry.stop()
        try:
            self._uri = self.target.uri()
        except DcmError as error:
            self._failed_to_open(error)
            return
        if self.state != GONE:
            self._set(OPENING)
        lang = self.lang
        self._cases.ask("open", lambda store: _read(store, lang), self._is_open, self._not_open)

    def _opener(self) -> Any:
        # a server knows its user; it refuses who says to be another one
        return self._open_city(self._uri, self.login if self.target.is_file else "")

    def _is_open(self, found: Opened) -> None:
        self.names, self.rules = found.names, found.rules
        self.crs, self.user = found.crs, found.user
        self.wait = 0
        if self.fixed:
            self.login = self.user
        elif self.login not in found.names.people:
            self.login = ""
        self._start_watch()
        self._set(READONLY if found.readonly else READY)
        self.opened.emit()
        self._lists.ask("mark", lambda store: store.change_mark(), self._first_mark, self._quiet)

    def _not_open(self, error: Exception) -> None:
        self._failed_to_open(error)

    def _failed_to_open(self, error: Exception) -> None:
        if isinstance(error, DcmError) and error.message_id in _FINAL:
            self.wait = 0
        else:
            self._try_later()
        self._set(GONE, error)

    def _try_later(self) -> None:
        self.wait = min(max(self.wait * 2, _FIRST), _LAST)
        self._retry.start(self.wait * 1000)

    def lost(self, error: Exception) -> None:
        """The database is gone; what is shown and typed stays, and it is looked for again."""
        if self.state in (GONE, OPENING):
            return
        self._stop_watch()
        self._try_later()
        self._set(GONE, error)

    def _set(self, state: str, error: Optional[Exception] = None) -> None:
        self.state, self.error = state, error
        self.state_changed.emit(state, error)

    @property
    def usable(self) -> bool:
        return self.state in (READY, READONLY)

    def close(self) -> None:
        """End the threads; nothing is told any more."""
        self._closed = True
        self._retry.stop()
        self._stop_watch()
        self._lists.close()
        self._cases.close()

    # --- questions -----------------------------------------------------------------------------

    def ask_list(
        self, channel: str, work: Work, done: Done, failed: Optional[Failed] = None
    ) -> None:
        """A question of the list: pages and counts."""
        self._ask(self._lists, channel, work, done, failed)

    def ask_case(
        self, channel: str, work: Work, done: Done, failed: Optional[Failed] = None
    ) -> None:
        """A question about one case, or something that writes; it does not wait for lists."""
        self._ask(self._cases, channel, work, done, failed)

    def _ask(
        self, desk: Desk, channel: str, work: Work, done: Done, failed: Optional[Failed]
    ) -> None:
        def refused(error: Exception) -> None:
            if isinstance(error, DcmError) and error.message_id.startswith("city.gone"):
                self.lost(error)
            (failed or self._quiet)(error)

        desk.ask(channel, work, done, refused)

    def forget_lists(self, prefix: str) -> None:
        self._lists.forget_all(prefix)

    def forget_case(self, channel: str) -> None:
        self._cases.forget(channel)

    def waits_for(self, channel: str) -> bool:
        return self._lists.waits_for(channel) or self._cases.waits_for(channel)

    def _quiet(self, _error: Exception) -> None:
        """What is lost is told by the state; all else by whoever asked."""

    def _note(self, channel: str, seconds: float) -> None:
        self.times[channel.split("/")[0]] = seconds

    # --- live ----------------------------------------------------------------------------------

    def _start_watch(self) -> None:
        self._stop_watch()
        if self.target.is_file:
            self._watch = FileWatch(self.target.path, self)
        else:
            self._watch = ServerWatch(_listener(self._uri), self)
            self._watch.lost.connect(self._ask_mark)
        self._watch.touched.connect(self._ask_mark)

    def _stop_watch(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch.deleteLater()
            self._watch = None

    def _ask_mark(self) -> None:
        """Whether the change was one of cases."""
        if self.usable:
            self.ask_list("mark", lambda store: store.change_mark(), self._marked)

    def _first_mark(self, mark: Any) -> None:
        self._mark = mark

    def _marked(self, mark: Any) -> None:
        if mark != self._mark:
            self._mark = mark
            self.changed.emit()

    # --- who -----------------------------------------------------------------------------------

    @property
    def fixed(self) -> bool:
        """Whether the server says who it is; its administrators may sit for anybody."""
        people = self.names.people if self.names is not None else {}
        return not self.target.is_file and self.user in people

    def set_login(self, login: str) -> None:
        self.login = login
        if not self.fixed:
            remember_operator(self.target, login)

    @property
    def actor(self) -> Optional[Actor]:
        """Who sits at the desk; None as long as nobody said so."""
        person = self.names.people.get(self.login) if self.names is not None else None
        if person is None:
            return None
        return Actor(person.login, person.name, person.unit, tuple(sorted(person.roles)))

    @property
    def offset(self) -> datetime.timedelta:
        minutes = (self.names.settings if self.names else {}).get("utc_offset_minutes") or "480"
        try:
            return datetime.timedelta(minutes=int(minutes))
        except ValueError:
            return datetime.timedelta(hours=8)

    def my_turn(self) -> Tuple[Tuple[str, ...], str]:
        """Roles and unit for "my turn": a department sees its own cases only."""
        actor = self.actor
        if actor is None:
            return (), ""
        return actor.roles, actor.unit if "department" in actor.roles else ""

    def my_decisions(self) -> Tuple[str, ...]:
        """Kinds of requests that wait for whoever sits here; departments have their own cases."""
        actor = self.actor
        if actor is None:
            return ()
        roles = set(actor.roles) - {"department"}
        approving = {t.action for t in self.rules.workflow.transitions if roles & set(t.roles)}
        return tuple(
            kind.code for kind in self.rules.requests.values() if kind.approve in approving
        )


def _open_city(uri: str, login: str) -> Any:
    from ...store.city import open_city

    return open_city(uri, actor=login)


class _Listener:
    """A connection of its own that is told of changes."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self._number = store.listen()

    def fileno(self) -> int:
        return int(self._number)

    def poll(self) -> bool:
        told = self._store.poll()
        return told is None or bool(told)

    def close(self) -> None:
        self._store.close()


def _listener(uri: str) -> Optional[_Listener]:
    """What listens to the server; None where that cannot be: then a clock asks."""
    from ...store.city import open_city

    try:
        return _Listener(open_city(uri, readonly=True))
    except DcmError:
        return None


def _read(store: Any, lang: str) -> Opened:
    from ...core.cases.rules import Rules

    return Opened(
        read_names(store, lang),
        Rules.from_store(store),
        bool(getattr(store, "readonly", False)),
        str(getattr(store, "user", "") or ""),
        _crs(store),
    )


def _crs(store: Any) -> str:
    """The CRS of the city; '' for one that has no EPSG code, which its layers tell."""
    number = int(getattr(store, "srs_id", 0) or 0)
    return f"EPSG:{number}" if 1024 <= number < 100_000 else ""
