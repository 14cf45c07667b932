"""Tells a desk that looks elsewhere: cases that turned yellow or red, or came to its turn.

Looks when the lights are judged again and when somebody has written; nothing is asked more often.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any, Callable, Dict, List, Optional, Set

from qgis.core import Qgis, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ...core.cases.model import Actor, utc_now
from ...core.cases.query import CaseFilter, Page
from ..redraw.offer import Offers
from .client import CityClient
from .conditions import Wanted

translate = QCoreApplication.translate
#: Milliseconds between two notes at least.
_MINUTE = 60_000
#: Newly written cases that are looked at to find those that came to this desk.
_LATEST = 50
_MUTED = "dcm/case_alerts_muted"
#: Kinds of news, worst first.
RED, MINE, YELLOW = "red", "mine", "yellow"


class CaseAlert(QObject):
    """``away`` says whether nobody looks at the desk; ``opened`` carries filters to open it with.

    counted: number of cases that nobody has looked at yet.
    """

    counted = pyqtSignal(int)
    opened = pyqtSignal(object)

    def __init__(self, bar: Any, away: Callable[[], bool], parent: Optional[QObject] = None):
        super().__init__(parent)
        self._away = away
        self.offers = Offers(bar, self)
        self.muted = QgsSettings().value(_MUTED, False, type=bool)
        self._since = utc_now()
        self._told: Dict[str, Set[int]] = {}
        self._new: Dict[str, Set[int]] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_MINUTE)
        self._pause.timeout.connect(self._tell)

    @property
    def count(self) -> int:
        return len(set().union(*self._told.values(), *self._new.values()))

    def mute(self, muted: bool) -> None:
        self.muted = muted
        QgsSettings().setValue(_MUTED, muted)
        if muted:
            self.seen()

    def begin(self) -> None:
        """A database was opened: what was before is no news."""
        self._since = utc_now()
        self.seen()

    def seen(self, *_: Any) -> None:
        """Somebody looks at the desk."""
        self._told, self._new = {}, {}
        self._pause.stop()
        self.offers.close()
        self.counted.emit(0)

    def close(self) -> None:
        self._pause.stop()
        self.offers.close()

    # --- looking -------------------------------------------------------------------------------

    def look(self, client: CityClient) -> None:
        """Ask what is new since the last look."""
        if client.waits_for("alert"):
            return
        since, until, actor = self._since, utc_now(), client.actor
        if not self._away() or self.muted:
            self._since = until
            if self.count:
                self.seen()
            return
        roles, unit = client.my_turn()
        client.ask_list(
            "alert",
            lambda store: news(store, since, until, actor, roles, unit),
            lambda found: self._found(found, until),
        )

    def _found(self, found: Dict[str, Any], until: datetime.datetime) -> None:
        self._since = until
        before = self.count
        for kind, ids in found.items():
            fresh = set(ids) - self._told.get(kind, set())
            if fresh:
                self._new.setdefault(kind, set()).update(fresh)
        if self.count != before:
            self.counted.emit(self.count)
        if self._new and not self._pause.isActive():
            self._tell()

    def _tell(self) -> None:
        """One note for all that is new."""
        new, self._new = self._new, {}
        if not new or self.muted or not self._away():
            return
        for kind, ids in new.items():
            self._told.setdefault(kind, set()).update(ids)
        self._pause.start()
        level = Qgis.MessageLevel.Critical if RED in new else Qgis.MessageLevel.Warning
        if list(new) == [MINE]:
            level = Qgis.MessageLevel.Info
        self.offers.close()
        self.offers.show(
            translate("DCM", "Cases"),
            said({kind: len(ids) for kind, ids in new.items()}),
            translate("DCM", "Show"),
            lambda: self.opened.emit(wanted(list(new))),
            level,
        )


def said(numbers: Dict[str, int]) -> str:
    """2 cases overdue, 1 waiting for me."""
    names = {
        RED: translate("DCM", "{count} overdue"),
        YELLOW: translate("DCM", "{count} due soon"),
        MINE: translate("DCM", "{count} waiting for me"),
    }
    order = (RED, YELLOW, MINE)
    parts = [names[kind].format(count=numbers[kind]) for kind in order if numbers.get(kind)]
    return translate("DCM", ", ").join(parts)


def wanted(kinds: List[str]) -> Wanted:
    """Filters that show the worst of the news."""
    base = Wanted()
    if RED in kinds:
        return replace(base, lights=("red",))
    return replace(base, mine=True) if MINE in kinds else replace(base, lights=("yellow",))


def news(
    store: Any,
    since: datetime.datetime,
    until: datetime.datetime,
    actor: Optional[Actor],
    roles: Any,
    unit: str,
) -> Dict[str, Any]:
    """Ids of cases that turned red or yellow, and that others brought to these roles."""
    found: Dict[str, Any] = store.turned(since, until)
    if actor is None or not roles:
        return found
    mine, begun = [], since.replace(microsecond=0)
    condition = CaseFilter(only_open=True, roles=roles, unit=unit)
    for row in store.page(condition, Page(sort="updated", descending=True, limit=_LATEST)):
        if row["updated"] is None or row["updated"] < begun:
            break
        last = max(store.read(row["id"]).log, key=lambda step: int(step["seq"]), default=None)
        if last is None or last["time"] < begun or last["actor"] == actor.login:
            continue
        if last.get("from_state") != last.get("to_state"):
            mine.append(int(row["id"]))
    found[MINE] = tuple(mine)
    return found
