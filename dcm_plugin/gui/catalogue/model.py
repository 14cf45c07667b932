"""The tree of classes: majors, and below each its classes."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional, Sequence, Tuple

from qgis.PyQt.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, Qt
from qgis.PyQt.QtGui import QFont

from ...core.classes.card import Group
from ...core.classes.model import EXTENSION, ManagedClass
from .look import geometry_icon, own_colour

translate = QCoreApplication.translate

CODE, NAME_ZH, NAME_EN, FOUND_BY = range(4)
_NOTHING = QModelIndex()
#: The ``ManagedClass`` of an index, None for a major.
CLASS_ROLE = int(Qt.ItemDataRole.UserRole)


def runs(old: Sequence[str], new: Sequence[str]) -> Tuple[List[Tuple[int, int]], ...]:
    """What turns one sorted list of keys into another: rows to remove, then rows to insert.

    Each as (first, last); the removals in the order in which they are to be made, from the end.
    """
    there, wanted = set(old), set(new)
    gone = [place for place, key in enumerate(old) if key not in wanted]
    come = [place for place, key in enumerate(new) if key not in there]
    return list(reversed(_joined(gone))), _joined(come)


def _joined(places: Sequence[int]) -> List[Tuple[int, int]]:
    found: List[Tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


class ClassModel(QAbstractItemModel):
    """Shows groups of classes. What stays the same stays: selection and open majors are kept."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._groups: List[Group] = []
        self._found_by: Mapping[str, str] = {}

    def show(
        self,
        groups: Sequence[Group],
        found_by: Optional[Mapping[str, str]] = None,
        anew: bool = False,
    ) -> None:
        """Show these groups. ``found_by``: code -> by what it was found; ``anew``: other classes
        altogether, not more or fewer of the same."""
        self._found_by = found_by or {}
        if anew:
            self.beginResetModel()
            self._groups = list(groups)
            self.endResetModel()
            return
        gone, come = runs([g.code for g in self._groups], [g.code for g in groups])
        for first, last in gone:
            self.beginRemoveRows(_NOTHING, first, last)
            del self._groups[first : last + 1]
            self.endRemoveRows()
        for first, last in come:
            self.beginInsertRows(_NOTHING, first, last)
            self._groups[first:first] = groups[first : last + 1]
            self.endInsertRows()
        for row, group in enumerate(groups):
            self._show_group(row, group)

    def _show_group(self, row: int, group: Group) -> None:
        """Bring the classes of one major up to date."""
        parent = self.index(row, 0)
        classes = list(self._groups[row].classes)
        gone, come = runs([c.code for c in classes], [c.code for c in group.classes])
        for first, last in gone:
            self.beginRemoveRows(parent, first, last)
            del classes[first : last + 1]
            self._set_classes(row, classes)
            self.endRemoveRows()
        for first, last in come:
            self.beginInsertRows(parent, first, last)
            classes[first:first] = group.classes[first : last + 1]
            self._set_classes(row, classes)
            self.endInsertRows()
        self._groups[row] = group
        columns = self.columnCount() - 1
        self.dataChanged.emit(parent, self.index(row, columns))
        if group.classes:
            self.dataChanged.emit(
                self.index(0, 0, parent), self.index(len(group.classes) - 1, columns, parent)
            )

    def _set_classes(self, row: int, classes: Sequence[ManagedClass]) -> None:
        group = self._groups[row]
        self._groups[row] = Group(group.code, group.name_zh, group.name_en, tuple(classes))

    # --- the interface of Qt ---------------------------------------------------------------------

    # An index of a class carries the number of its major, one of a major 0: numbers, for Python
    # objects could be gone while Qt still holds the index.

    def index(self, row: int, column: int, parent: QModelIndex = _NOTHING) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        number = int(self._groups[parent.row()].code) + 1 if parent.isValid() else 0
        return self.createIndex(row, column, number)

    def parent(self, index: QModelIndex = None) -> Any:  # type: ignore[assignment]
        if index is None:
            return super().parent()
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        row = self._row_of(index)
        return QModelIndex() if row is None else self.createIndex(row, 0, 0)

    def rowCount(self, parent: QModelIndex = _NOTHING) -> int:
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column() > 0:
            return 0
        return len(self._groups[parent.row()].classes)

    def columnCount(self, parent: QModelIndex = _NOTHING) -> int:
        return 4

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("DCM", "Class code"),
            translate("DCM", "Chinese name"),
            translate("DCM", "English name"),
            translate("DCM", "Found by"),
        )[section]

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        if not index.isValid():
            return None
        item = self.class_at(index)
        if role == CLASS_ROLE:
            return item
        if item is not None:
            return self._class_data(item, index.column(), role)
        if index.internalId():
            return None
        return self._major_data(self._groups[index.row()], index.column(), role)

    def _class_data(self, item: ManagedClass, column: int, role: int) -> Any:
        own = item.origin == EXTENSION
        if role == Qt.ItemDataRole.DisplayRole:
            return (item.code, item.name_zh, item.name_en, self._found_by.get(item.code, ""))[
                column
            ]
        if role == Qt.ItemDataRole.DecorationRole and column == CODE:
            return geometry_icon(item.geometry)
        if role == Qt.ItemDataRole.ForegroundRole and own:
            return own_colour()
        if role == Qt.ItemDataRole.ToolTipRole:
            label = translate("DCM", "The city's own class") if own else ""
            lines = (f"{item.code} {item.name_zh}", item.name_en, label)
            return "\n".join(filter(None, lines))
        return None

    @staticmethod
    def _major_data(group: Group, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            count = f"{group.name_zh} ({len(group.classes)})"
            return (group.code, count, group.name_en, "")[column]
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return None

    # --- looking up ------------------------------------------------------------------------------

    def class_at(self, index: QModelIndex) -> Optional[ManagedClass]:
        """The class of an index; None for a major."""
        if not index.isValid() or index.internalId() == 0:
            return None
        row = self._row_of(index)
        classes = () if row is None else self._groups[row].classes
        return classes[index.row()] if index.row() < len(classes) else None

    def major_at(self, index: QModelIndex) -> str:
        """The code of the major of an index; '' for none."""
        if not index.isValid():
            return ""
        parent = self.parent(index)
        row = parent.row() if parent.isValid() else index.row()
        return self._groups[row].code if row < len(self._groups) else ""

    def index_of(self, code: str) -> QModelIndex:
        """Where a class stands; an invalid index when it is not shown."""
        for row, group in enumerate(self._groups):
            for place, item in enumerate(group.classes):
                if item.code == code:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def _row_of(self, index: QModelIndex) -> Optional[int]:
        """The row of the major of a class."""
        code = int(index.internalId()) - 1
        for row, group in enumerate(self._groups):
            if int(group.code) == code:
                return row
        return None
