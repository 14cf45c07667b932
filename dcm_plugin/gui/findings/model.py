"""The findings as a Qt tree that is brought up to date row by row, never begun anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Iterator, List, Optional, Tuple

from qgis.PyQt.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QColor, QFont

from ...processing.adapters import without_garbage_collection
from . import labels
from .tree import GROUPINGS, Backwards, Node, Path, grown

if TYPE_CHECKING:
    from ...core.grid.findings import Diff, Finding

translate = QCoreApplication.translate

CELL, MESSAGE, MEASURE = range(3)
#: Role under which a row gives its finding; None for a group.
FINDING = Qt.ItemDataRole.UserRole + 1


class FindingsModel(QAbstractItemModel):
    """Groups of findings; leaves are findings. Columns: cell, message, measure."""

    def __init__(self, lang: str, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.set_aside: Dict[str, str] = {}
        self._root = Node(None, None, None)
        self._nodes: Dict[str, Node] = {}
        self._accepts: Callable[[Finding], bool] = lambda finding: True
        self._path: Callable[[Finding], Path] = GROUPINGS["severity"]
        self._column, self._order = -1, Qt.SortOrder.AscendingOrder
        self._serial: Dict[str, int] = {}

    # --- content -------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._nodes)

    def findings(self, only_shown: bool = False) -> Iterator[Finding]:
        """All findings in the order of the tree, or those that the filter lets through."""
        for group in self._groups(self._root):
            for child in group.children:
                if child.finding is not None and (child.shown or not only_shown):
                    yield child.finding

    def index_of(self, key: str, column: int = 0) -> QModelIndex:
        node = self._nodes.get(key)
        if node is None:
            return QModelIndex()
        return self.createIndex(node.row, column, node)

    def finding(self, index: QModelIndex) -> Optional[Finding]:
        return index.internalPointer().finding if index.isValid() else None

    def node(self, index: QModelIndex) -> Node:
        return index.internalPointer() if index.isValid() else self._root

    @without_garbage_collection
    def apply(self, diff: Diff) -> None:
        """Bring the tree up to date: rows go, change and come; the others stay what they are."""
        moved = []
        for before, now in diff.changed:
            node = self._nodes[before.key]
            path = self._path(now)
            if self._groups_of(node) != path or node.order != self._order_of(now):
                moved.append(now)
                continue
            node.finding = now
            self._count(node, int(self._accepts(now)))
            last = self.createIndex(node.row, MEASURE, node)
            self.dataChanged.emit(self.createIndex(node.row, CELL, node), last)
        self._take_out([self._nodes[f.key] for f in (*diff.removed, *moved)])
        self._put_in([*diff.added, *moved])

    @without_garbage_collection
    def set_grouping(self, name: str) -> None:
        """Group anew ('severity' or 'community')."""
        self._path = GROUPINGS[name]
        findings = list(self.findings())
        self.beginResetModel()
        self._grow(findings)
        self.endResetModel()

    @without_garbage_collection
    def set_filter(self, accepts: Callable[[Finding], bool]) -> None:
        """Mark what the filter lets through; a proxy shows these rows only."""
        self._accepts = accepts
        self._mark(self._root)
        for group in self._groups(self._root):
            at = self.createIndex(group.row, CELL, group)
            self.dataChanged.emit(at, self.createIndex(group.row, MEASURE, group))

    def set_set_aside(self, notes: Dict[str, str]) -> None:
        """Which findings a person has set aside; they are shown in grey."""
        changed = set(notes) ^ set(self.set_aside)
        self.set_aside = dict(notes)
        for key in changed & set(self._nodes):
            node = self._nodes[key]
            at = self.createIndex(node.row, CELL, node)
            self.dataChanged.emit(at, self.createIndex(node.row, MEASURE, node))

    # --- growing -------------------------------------------------------------------------------

    def _order_of(self, finding: Finding) -> Tuple[Any, ...]:
        """Where a finding stands in its group; no two are alike."""
        serial = self._serial.setdefault(finding.key, len(self._serial))
        if self._column == MESSAGE:
            value: Any = finding.text(self.lang)
        elif self._column == MEASURE:
            value = finding.measure if finding.measure == finding.measure else float("-inf")
        else:
            value = (finding.codes[0] if finding.codes else "", finding.fids)
        if self._column >= 0 and self._order == Qt.SortOrder.DescendingOrder:
            value = -value if self._column == MEASURE else Backwards(value)
        return (value, serial)

    def _grow(self, findings: List[Finding]) -> None:
        self._root = Node(None, None, None)
        self._nodes = grown(self._root, findings, self._path, self._order_of)
        self._mark(self._root)

    def _put_in(self, findings: List[Finding]) -> None:
        by_path: Dict[Path, List[Finding]] = {}
        for finding in findings:
            by_path.setdefault(self._path(finding), []).append(finding)
        for path, members in by_path.items():
            group, depth = self._deepest(path)
            if depth < len(path):
                self._put_group(group, path, depth, members)
            else:
                self._put_leaves(group, members)

    def _deepest(self, path: Path) -> Tuple[Node, int]:
        """The last group of a path that is there, and how far it goes."""
        group = self._root
        for depth, key in enumerate(path):
            at = group.place(key) - 1
            if at < 0 or group.orders[at] != key:
                return group, depth
            group = group.children[at]
        return group, len(path)

    def _put_group(self, parent: Node, path: Path, depth: int, members: List[Finding]) -> None:
        """A new group comes with all that is in it."""
        top = Node(parent, path[depth], path[depth])
        group = top
        for key in path[depth + 1 :]:
            inner = Node(group, key, key)
            group.insert(0, [inner])
            group = inner
        self._fill(group, members)
        self._mark(top)
        at = parent.place(top.order)
        self.beginInsertRows(self._index(parent), at, at)
        parent.insert(at, [top])
        self.endInsertRows()
        self._recount(parent)

    def _fill(self, group: Node, members: List[Finding]) -> None:
        for finding in members:
            node = Node(group, finding.key, self._order_of(finding), finding)
            group.children.append(node)
            self._nodes[finding.key] = node
        group.sort()

    def _put_leaves(self, group: Node, members: List[Finding]) -> None:
        new = [Node(group, f.key, self._order_of(f), f) for f in members]
        new.sort(key=lambda node: node.order)
        for node in new:
            node.shown = int(self._accepts(node.finding))  # type: ignore[arg-type]
            self._nodes[node.key] = node
        runs: List[Tuple[int, List[Node]]] = []
        for node in new:
            at = group.place(node.order)
            if runs and runs[-1][0] == at:
                runs[-1][1].append(node)
            else:
                runs.append((at, [node]))
        parent = self._index(group)
        for at, run in reversed(runs):
            self.beginInsertRows(parent, at, at + len(run) - 1)
            group.insert(at, run)
            self.endInsertRows()
        self._recount(group)

    def _take_out(self, nodes: List[Node]) -> None:
        by_group: Dict[int, List[Node]] = {}
        for node in nodes:
            by_group.setdefault(id(node.parent), []).append(node)
        for members in by_group.values():
            group = members[0].parent
            if group is None:
                continue
            if len(members) == len(group.children):
                self._drop(group)
            else:
                gone = {id(node) for node in members}
                rows = [row for row, node in enumerate(group.children) if id(node) in gone]
                parent = self._index(group)
                for first, last in reversed(_runs(rows)):
                    self.beginRemoveRows(parent, first, last)
                    group.remove(first, last)
                    self.endRemoveRows()
                self._recount(group)
            for node in members:
                del self._nodes[node.key]

    def _drop(self, group: Node) -> None:
        """Take a group out, and the groups above that would be empty."""
        while group.parent is not None and group.parent.parent is not None:
            if len(group.parent.children) > 1:
                break
            group = group.parent
        parent = group.parent
        if parent is None:
            return
        row = group.row
        self.beginRemoveRows(self._index(parent), row, row)
        parent.remove(row, row)
        self.endRemoveRows()
        self._recount(parent)

    # --- counting ------------------------------------------------------------------------------

    def _mark(self, node: Node) -> int:
        if node.finding is not None:
            node.shown = int(self._accepts(node.finding))
        else:
            node.shown = sum(map(self._mark, node.children))
        return node.shown

    def _count(self, leaf: Node, shown: int) -> None:
        if leaf.shown != shown:
            leaf.shown = shown
            if leaf.parent is not None:
                self._recount(leaf.parent)

    def _recount(self, group: Optional[Node]) -> None:
        """The numbers of a group and of those above it."""
        while group is not None and group is not self._root:
            group.shown = sum(child.shown for child in group.children)
            at = self.createIndex(group.row, CELL, group)
            self.dataChanged.emit(at, self.createIndex(group.row, MEASURE, group))
            group = group.parent
        self._root.shown = sum(child.shown for child in self._root.children)

    @property
    def shown(self) -> int:
        """How many findings the filter lets through."""
        return self._root.shown if self._root.children else 0

    def _groups(self, node: Node) -> Iterator[Node]:
        for child in node.children:
            if child.finding is None:
                yield child
                yield from self._groups(child)

    def _groups_of(self, leaf: Node) -> Path:
        path: List[Any] = []
        group = leaf.parent
        while group is not None and group is not self._root:
            path.append(group.key)
            group = group.parent
        return tuple(reversed(path))

    # --- what Qt asks --------------------------------------------------------------------------

    def _index(self, node: Node) -> QModelIndex:
        if node is self._root:
            return QModelIndex()
        return self.createIndex(node.row, 0, node)

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if parent.isValid() and parent.column() > 0:
            return QModelIndex()
        children = self.node(parent).children
        if not (0 <= row < len(children) and 0 <= column < 3):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: QModelIndex = None) -> Any:  # type: ignore[assignment]
        if index is None:
            return super().parent()
        if not index.isValid():
            return QModelIndex()
        above = index.internalPointer().parent
        return QModelIndex() if above is None else self._index(above)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() and parent.column() > 0 else len(self.node(parent).children)

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        return self.rowCount(parent) > 0

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 3

    def headerData(
        self, section: int, orientation: Any, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == MEASURE:
            return labels.RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("DCM", "Unit grid"),
            translate("DCM", "What was found"),
            translate("DCM", "Measure"),
        )[section]

    def flags(self, index: QModelIndex) -> Any:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.internalPointer().finding is not None:
            flags |= Qt.ItemFlag.ItemNeverHasChildren
        return flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = index.internalPointer()
        if role == FINDING:
            return node.finding
        if node.finding is None:
            return self._group_data(node, index.column(), role)
        return self._leaf_data(node.finding, index.column(), role)

    def _group_data(self, node: Node, column: int, role: int) -> Any:
        if column != CELL:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            name = labels.group_name(node.key, self.lang)
            return translate("DCM", "{name} ({number})").format(name=name, number=node.shown)
        if role == Qt.ItemDataRole.DecorationRole and node.key[0] == "severity":
            return labels.severity_icon(node.key[2])
        if role == Qt.ItemDataRole.FontRole and node.parent is self._root:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and node.key[0] == "check":
            from ...core.grid.checks import catalogue

            return catalogue()[node.key[2]].says[self.lang]
        return None

    def _leaf_data(self, finding: Finding, column: int, role: int) -> Any:
        aside = finding.key in self.set_aside
        if role == Qt.ItemDataRole.DisplayRole:
            if column == CELL:
                return labels.cells_name(finding)
            return finding.text(self.lang) if column == MESSAGE else labels.measure_text(finding)
        if role == Qt.ItemDataRole.ToolTipRole:
            note = self.set_aside.get(finding.key)
            text = finding.text(self.lang)
            if note:
                text += "\n" + translate("DCM", "Set aside: {note}").format(note=note)
            return text
        if role == Qt.ItemDataRole.DecorationRole and column == CELL:
            return labels.severity_icon(finding.severity, aside)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == MEASURE:
            return labels.RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and aside:
            return QColor(140, 140, 140)
        if role == Qt.ItemDataRole.FontRole and aside:
            font = QFont()
            font.setItalic(True)
            return font
        return None

    # --- sorting -------------------------------------------------------------------------------

    @without_garbage_collection
    def sort(self, column: int, order: Any = Qt.SortOrder.AscendingOrder) -> None:
        """Order the findings of each group; the groups stay where they are."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, index.internalPointer()) for index in self.persistentIndexList()]
        self._column, self._order = column, order
        parents: Dict[int, Node] = {}
        for node in self._nodes.values():
            if node.finding is not None and node.parent is not None:
                node.order = self._order_of(node.finding)
                parents[id(node.parent)] = node.parent
        for group in parents.values():
            group.sort()
        self.changePersistentIndexList(
            [index for index, _ in kept],
            [self.createIndex(node.row, index.column(), node) for index, node in kept],
        )
        self.layoutChanged.emit()


def _runs(rows: Iterable[int]) -> List[Tuple[int, int]]:
    """Rows in order as runs (first, last)."""
    result: List[Tuple[int, int]] = []
    for row in rows:
        if result and result[-1][1] == row - 1:
            result[-1] = (result[-1][0], row)
        else:
            result.append((row, row))
    return result
