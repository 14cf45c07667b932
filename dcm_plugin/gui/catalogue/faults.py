"""The list of what is wrong with a file that was to be imported."""

from __future__ import annotations

from typing import Any, List, Sequence

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from ...core.classes.tables import column_title
from ...core.errors import DcmError
from ...core.messages import Message, text
from ...i18n import current_language

translate = QCoreApplication.translate
#: Messages that name file, row and column, and those that leave it to the table.
_SHORT = {
    "classes.cell": "catalogue.fault.cell",
    "classes.cell_empty": "catalogue.fault.cell_empty",
    "classes.row_twice": "catalogue.fault.row_twice",
}


class FaultList(QDialog):
    """File, row, column and reason of each error; the list can be copied for whoever made it."""

    def __init__(self, errors: Sequence[DcmError], parent: Any = None) -> None:
        super().__init__(parent)
        self.setObjectName("DcmFaultList")
        self.setWindowTitle(translate("DCM", "Import of classes"))
        self.resize(820, 380)
        said = translate(
            "DCM", "Nothing was taken over: {count} errors. Correct the file and import it again."
        )
        label = QLabel(said.format(count=len(errors)), self)
        label.setWordWrap(True)
        self.table = QTableWidget(len(errors), 4, self)
        self.table.setHorizontalHeaderLabels(
            [
                translate("DCM", "File"),
                translate("DCM", "Row"),
                translate("DCM", "Column"),
                translate("DCM", "Problem"),
            ]
        )
        self.rows = [_cells(error, current_language()) for error in errors]
        for place, cells in enumerate(self.rows):
            for column, content in enumerate(cells):
                item = QTableWidgetItem(content)
                item.setToolTip(content)
                self.table.setItem(place, column, item)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        self.table.resizeColumnsToContents()
        for column, widest in ((0, 200), (2, 160)):
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), widest))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.resizeRowsToContents()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy_button = buttons.addButton(translate("DCM", "Copy list"), role)
        self.copy_button.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(self.table)
        layout.addWidget(buttons)

    def copy(self) -> None:
        """Put the list on the clipboard, to be pasted into a letter or a spreadsheet."""
        lines = ["\t".join(cells) for cells in self.rows]
        QGuiApplication.clipboard().setText("\n".join(lines))


def _cells(error: DcmError, lang: str) -> List[str]:
    """File, row, column and problem of one error, without saying anything twice."""
    params = error.params
    problem = params.get("problem")
    if isinstance(problem, Message):
        said = text(problem.message_id, lang, **problem.params)
    elif error.message_id in _SHORT:
        said = text(_SHORT[error.message_id], lang, **params)
    else:
        said = error.localized(lang)
    columns = str(params.get("column", "")).split(", ")
    titles = ", ".join(column_title("extension", column, lang) for column in columns)
    return [str(params.get("file", "")), str(params.get("row", "")), titles, said]
