"""Cases in groups and pages as a Qt tree that is brought up to date, never begun anew."""

from __future__ import annotations

import datetime
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence

from qgis.PyQt.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    Qt,
    pyqtSignal,
)
from qgis.PyQt.QtGui import QFont

from ...core.cases.model import utc_now
from ...core.cases.query import CaseFilter
from . import labels
from .names import Names
from .tree import GROUPINGS, PAGE, Group, Key, Node, plan

translate = QCoreApplication.translate

CASE, CLASS, STATE, REMAINING, ADDRESS, DEPARTMENT, REPORTED = range(7)
COLUMNS = 7
#: Role under which an index gives its node.
NODE = Qt.ItemDataRole.UserRole + 1
#: Column of the header -> order of the store.
SORTS = {
    CASE: "task_no",
    STATE: "state",
    REMAINING: "clock_deadline",
    REPORTED: "report_time",
}


class CaseModel(QAbstractItemModel):
    """Shows what it is given. ``wanted``: a node whose next rows must be fetched."""

    wanted = pyqtSignal(object)

    def __init__(self, names: Names, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.names = names
        self.now = utc_now()
        self.offset = datetime.timedelta(hours=8)
        self.levels: Sequence[str] = ()
        self.root = Node(None, ("root",), 0)
        #: Whether the end of the list is near what is looked at; the view says so.
        self.near_end: Callable[[int], bool] = lambda loaded: True
        self._cases: Dict[int, Node] = {}

    # --- content -------------------------------------------------------------------------------

    def begin(self, grouping: str, condition: CaseFilter) -> None:
        """Another grouping: everything goes; the first answer brings what is there."""
        levels = GROUPINGS[grouping]
        if self.root.loaded:
            self.beginRemoveRows(QModelIndex(), 0, self.root.loaded - 1)
            self.root.children = None
            self._cases.clear()
            self.endRemoveRows()
        self.levels = levels
        self.root = Node(None, ("root",), 0)
        self.root.condition = condition

    def holds_cases(self, node: Node) -> bool:
        """Whether what stands below a node are cases, not groups."""
        return node.level >= len(self.levels)

    def put_groups(self, node: Node, groups: Sequence[Group]) -> None:
        """Show these groups below a node, with what is open in them."""
        by = self.levels[node.level]
        found = {child.key: child for child in node.children or ()}
        after: List[Node] = []
        for group in groups:
            key = (by, group.code)
            child = found.get(key)
            if child is None:
                child = Node(node, key, node.level + 1)
            child.condition = group.condition
            if (child.label, child.count) != (group.label, group.count):
                child.label, child.count = group.label, group.count
                if key in found:
                    self._tell(child)
            after.append(child)
        node.more = False
        self._bring(node, after)

    def put_cases(
        self, node: Node, rows: Sequence[Mapping[str, Any]], more: bool, append: bool = False
    ) -> bool:
        """Show these cases below a node, or behind those that are there.

        False: a row of the page was there already, the database has changed in between and all
        that is shown should be read again.
        """
        found = {child.key: child for child in node.children or ()}
        after: List[Node] = list(node.children or ()) if append else []
        fits = True
        for row in rows:
            key: Key = ("case", str(row["id"]))
            child = found.get(key)
            if child is None:
                child = Node(node, key, node.level + 1)
                child.row = row
                child.more = False
            else:
                fits = fits and not append
                if child.row != row:
                    child.row = row
                    self._tell(child)
                if append:
                    continue
            after.append(child)
        node.more = more
        self._bring(node, after)
        return fits

    def _bring(self, node: Node, after: List[Node]) -> None:
        """Bring the children of a node to a new list: rows go, change places, and come."""
        node.asked = False
        if node.children is None:
            node.children = []
        children = node.children
        steps = plan([child.key for child in children], [child.key for child in after])
        parent = self.index_of(node)
        for first, last in steps.gone:
            self.beginRemoveRows(parent, first, last)
            for child in children[first : last + 1]:
                self._forget(child)
            del children[first : last + 1]
            node.number(first)
            self.endRemoveRows()
        if steps.order is not None:
            self._permute(node, steps.order)
        for first, count in steps.come:
            self.beginInsertRows(parent, first, first + count - 1)
            children[first:first] = after[first : first + count]
            node.number(first)
            for child in after[first : first + count]:
                if child.row is not None:
                    self._cases[int(child.row["id"])] = child
            self.endInsertRows()

    def _permute(self, node: Node, order: List[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = [index for index in self.persistentIndexList() if index.internalPointer()]
        moved = [index for index in held if index.internalPointer().parent is node]
        children = node.children or []
        children[:] = [children[place] for place in order]
        node.number()
        self.changePersistentIndexList(
            moved,
            [self._at(index.internalPointer(), index.column()) for index in moved],
        )
        self.layoutChanged.emit()

    def _forget(self, node: Node) -> None:
        if node.row is not None and self._cases.get(int(node.row["id"])) is node:
            del self._cases[int(node.row["id"])]
        for child in node.children or ():
            self._forget(child)

    def _tell(self, node: Node) -> None:
        self.dataChanged.emit(self._at(node, 0), self._at(node, COLUMNS - 1))

    def tick(self, now: datetime.datetime) -> None:
        """Another minute: lights and remaining times of all that is loaded."""
        self.now = now
        for node in self.open_nodes():
            if self.holds_cases(node) and node.loaded:
                children = node.children or []
                self.dataChanged.emit(self._at(children[0], 0), self._at(children[-1], COLUMNS - 1))

    def put_row(self, row: Mapping[str, Any]) -> None:
        """Show a row as it is now, where the case stands; the next answer puts it in its place."""
        node = self._cases.get(int(row["id"]))
        if node is not None and node.row != row:
            node.row = row
            self._tell(node)

    def open_nodes(self) -> Iterator[Node]:
        """The root and all groups that were filled."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if node.children is not None:
                yield node
                waiting.extend(child for child in node.children if not child.is_case)

    def rows(self) -> Iterator[Mapping[str, Any]]:
        for node in self._cases.values():
            if node.row is not None:
                yield node.row

    def __len__(self) -> int:
        return len(self._cases)

    def node_of(self, case_id: int) -> Optional[Node]:
        return self._cases.get(case_id)

    def index_of_case(self, case_id: int) -> QModelIndex:
        node = self._cases.get(case_id)
        return self._at(node, 0) if node is not None else QModelIndex()

    def index_of(self, node: Node) -> QModelIndex:
        return QModelIndex() if node is self.root else self._at(node, 0)

    def _at(self, node: Node, column: int) -> QModelIndex:
        return self.createIndex(node.at, column, node)

    def node(self, index: QModelIndex) -> Node:
        return index.internalPointer() if index.isValid() else self.root

    # --- what Qt asks --------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if parent.isValid() and parent.column() > 0:
            return QModelIndex()
        children = self.node(parent).children or ()
        if not (0 <= row < len(children) and 0 <= column < COLUMNS):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: QModelIndex = None) -> Any:  # type: ignore[assignment]
        if index is None:
            return super().parent()
        if not index.isValid():
            return QModelIndex()
        above = index.internalPointer().parent
        return QModelIndex() if above is None or above is self.root else self._at(above, 0)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() and parent.column() > 0:
            return 0
        return self.node(parent).loaded

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return COLUMNS

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        node = self.node(parent)
        if node.is_case or (parent.isValid() and parent.column() > 0):
            return False
        return bool(node.loaded) or (node is not self.root and node.children is None)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        node = self.node(parent)
        if node.is_case or node.asked or node.condition is None:
            return False
        if node is self.root and node.children is None:
            return False  # the first answer is on its way
        if node is self.root and not self.near_end(node.loaded):
            return False  # a view that is not laid out yet would ask for everything
        return node.children is None or (node.more and self.holds_cases(node))

    def fetchMore(self, parent: QModelIndex) -> None:
        node = self.node(parent)
        if self.canFetchMore(parent):
            node.asked = True
            self.wanted.emit(node)

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return {
            CASE: translate("DCM", "Case"),
            CLASS: translate("DCM", "Class"),
            STATE: translate("DCM", "Case state"),
            REMAINING: translate("DCM", "Remaining"),
            ADDRESS: translate("DCM", "Address"),
            DEPARTMENT: translate("DCM", "Department"),
            REPORTED: translate("DCM", "Reported"),
        }[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node: Node = index.internalPointer()
        if role == NODE:
            return node
        if node.row is None:
            return self._group_data(node, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(node.row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(node.row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(node.row)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == REMAINING:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _group_data(self, node: Node, column: int, role: int) -> Any:
        if column != CASE:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{node.label}  ({node.count:,})"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return translate("DCM", "{group}, {count} cases").format(
                group=node.label, count=node.count
            )
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def text(self, row: Mapping[str, Any], column: int) -> str:
        names = self.names
        if column == CASE:
            return str(row.get("task_no") or "")
        if column == CLASS:
            return names.case_class(row)
        if column == STATE:
            return names.state(row.get("state"))
        if column == REMAINING:
            return labels.remaining_text(row, self.now)
        if column == ADDRESS:
            return str(row.get("address") or "")
        if column == DEPARTMENT:
            return names.unit(row.get("department"))
        return labels.local_text(row.get("report_time"), self.offset)

    def spoken(self, row: Mapping[str, Any]) -> str:
        """The row as a screen reader says it."""
        parts = [labels.light_name(labels.light_of(row, self.now))]
        parts += [self.text(row, column) for column in (REMAINING, CLASS, STATE, ADDRESS, CASE)]
        return ", ".join(part for part in parts if part)

    def _tip(self, row: Mapping[str, Any]) -> str:
        lines = [f"{self.text(row, CASE)}  {self.text(row, CLASS)}", self.text(row, ADDRESS)]
        lines.append(str(row.get("description") or ""))
        lines.append(f"{self.text(row, STATE)}  {self.text(row, REMAINING)}")
        return "\n".join(line for line in lines if line.strip())


def is_full(rows: Sequence[Any], limit: int = PAGE) -> bool:
    """Whether a page came back full, so that there may be another one."""
    return len(rows) >= limit
