"""Fills the model from the store: first page, then counts; again when something changed."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core.cases.model import utc_now
from ...core.cases.query import CaseFilter, Page
from .client import CityClient
from .conditions import Extent, Wanted
from .model import CaseModel, is_full
from .tree import GROUPINGS, PAGE, Node, column_of, groups, loaded_page, next_page

#: Milliseconds between two live refreshes at least.
_PACE = 400


class CaseQueries(QObject):
    """What is wanted, and the questions that follow from it.

    counted: counts by state (without the filter of states), counts by light (without that of
    lights), number of cases in the list. about_to_show, shown: around each change of the model.
    """

    counted = pyqtSignal(object, object, int)
    about_to_show = pyqtSignal()
    shown = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(
        self,
        client: CityClient,
        model: CaseModel,
        view: Callable[[], Optional[Extent]],
        parent: Optional[QObject] = None,
    ) -> None:
        super().__init__(parent)
        self.client, self.model, self._view = client, model, view
        self.wanted = Wanted()
        self.grouping = ""
        self.sort, self.descending = "urgency", False
        self.condition = CaseFilter()
        self.by_state: Dict[Optional[str], int] = {}
        self.by_light: Dict[Optional[str], int] = {}
        self.total = 0
        self._again = False
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(_PACE)
        self._pace.timeout.connect(self._paced)
        model.wanted.connect(self._fetch)

    def close(self) -> None:
        self._pace.stop()
        self.model.wanted.disconnect(self._fetch)

    # --- what is wanted ------------------------------------------------------------------------

    def _made(self) -> CaseFilter:
        client = self.client
        return self.wanted.condition(
            utc_now(), client.offset, self._view(), *client.my_turn(), client.my_decisions()
        )

    def set_wanted(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.refilter()

    def set_sort(self, sort: str, descending: bool) -> None:
        if (sort, descending) != (self.sort, self.descending):
            self.sort, self.descending = sort, descending
            self.refilter()

    def set_grouping(self, grouping: str) -> None:
        self.grouping = grouping
        self.client.forget_lists("node")
        self.condition = self._made()
        self.about_to_show.emit()
        self.model.begin(grouping, self.condition)
        self.shown.emit()
        self._ask_node(self.model.root, first=True)
        self._ask_counts()

    def refilter(self) -> None:
        """Other cases are wanted: the first page anew; groups that are open stay so."""
        self.condition = self._made()
        self.client.forget_lists("node")
        root = self.model.root
        root.condition = self.condition
        if self.model.levels != GROUPINGS[self.grouping]:
            self.model.begin(self.grouping, self.condition)
            root = self.model.root
        self._ask_node(root, first=True)
        self._ask_counts()

    def refresh(self) -> None:
        """Somebody has written: all that is shown is read again, at a pace that can be watched."""
        if self._pace.isActive():
            self._again = True
            return
        self._pace.start()
        self._refresh()

    def _paced(self) -> None:
        if self._again:
            self._again = False
            self._pace.start()
            self._refresh()

    def _refresh(self) -> None:
        self.condition = self._made()
        self.model.root.condition = self.condition
        self._ask_node(self.model.root, first=False)
        self._ask_counts()

    # --- questions -----------------------------------------------------------------------------

    def _channel(self, node: Node) -> str:
        parts: List[str] = []
        step: Optional[Node] = node
        while step is not None and step.parent is not None:
            parts.append("=".join(step.key))
            step = step.parent
        return "/".join(["node", *reversed(parts)])

    def _fetch(self, node: Node) -> None:
        """The next rows of a node that was opened or scrolled to its end."""
        if not self.model.holds_cases(node) or node.children is None:
            self._ask_node(node, first=True)
            return
        condition, page = node.condition, next_page(node, self.sort, self.descending)
        if condition is not None:
            self._ask_page(node, condition, page, append=True)

    def _ask_node(self, node: Node, first: bool) -> None:
        condition = node.condition
        if condition is None:
            return
        if self.model.holds_cases(node):
            page = (
                Page(self.sort, self.descending, 0, PAGE)
                if first
                else loaded_page(node, self.sort, self.descending)
            )
            self._ask_page(node, condition, page, append=False)
            return
        by = self.model.levels[node.level]
        names = self.model.names
        self.client.ask_list(
            self._channel(node),
            lambda store: groups(condition, by, store.counts(condition, column_of(by)), names),
            lambda found: self._show_groups(node, found, first),
            self._refused(node),
        )

    def _ask_page(self, node: Node, condition: CaseFilter, page: Page, append: bool) -> None:
        self.client.ask_list(
            self._channel(node),
            lambda store: store.page(condition, page),
            lambda rows: self._show_cases(node, rows, page, append),
            self._refused(node),
        )

    def _refused(self, node: Node) -> Callable[[Exception], None]:
        def refused(error: Exception) -> None:
            node.asked = False
            self.failed.emit(error)

        return refused

    def _show_cases(
        self, node: Node, rows: List[Mapping[str, Any]], page: Page, append: bool
    ) -> None:
        self.about_to_show.emit()
        self.model.now = utc_now()
        fits = self.model.put_cases(node, rows, is_full(rows, page.limit), append)
        self.shown.emit()
        if not fits:
            self.refresh()

    def _show_groups(self, node: Node, found: Any, first: bool) -> None:
        self.about_to_show.emit()
        self.model.put_groups(node, found)
        self.shown.emit()
        for child in node.children or ():
            if child.children is not None:
                self._ask_node(child, first)

    def _ask_counts(self) -> None:
        """Counts for the bars: each without its own filter, so that all choices keep a number."""
        condition = self.condition
        only_open = self._only_open()
        self.client.ask_list(
            "counts",
            lambda store: store.bars(condition, only_open),
            self._show_counts,
            self.failed.emit,
        )

    def _only_open(self) -> Optional[bool]:
        return True if self.wanted.only_open else None

    def _show_counts(self, found: Any) -> None:
        self.by_state, self.by_light = found
        lights = self.wanted.lights
        self.total = sum(
            count for light, count in self.by_light.items() if not lights or light in lights
        )
        self.counted.emit(self.by_state, self.by_light, self.total)

    def tick(self) -> None:
        """A minute has gone by: lights are judged again; those that turned change the counts."""
        self.model.tick(utc_now())
        self._refresh()
