"""The line of the dock in which the database and the person at the desk are chosen."""

from __future__ import annotations

from collections import Counter
from typing import Any, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from .. import settings
from .names import Names
from .target import Target, case_layers, layer_target, same_place

translate = QCoreApplication.translate


class ConnectBar(QWidget):
    """targeted: a database was chosen, or None to let go of it. sat: login of who sits here."""

    targeted = pyqtSignal(object)
    sat = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self.database = QToolButton(self)
        self.database.setIcon(QgsApplication.getThemeIcon("/mIconDbSchema.svg"))
        self.database.setIconSize(QSize(16, 16))
        self.database.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.database.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.database.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.database.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menu = QMenu(self.database)
        self.menu.aboutToShow.connect(self._fill)
        self.database.setMenu(self.menu)
        row.addWidget(self.database, 3)
        self.person = QComboBox(self)
        self.person.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.person.setAccessibleName(translate("DCM", "Who I am"))
        self.person.setToolTip(translate("DCM", "Who I am: what I may do follows from my roles"))
        self.person.activated.connect(lambda *_: self.sat.emit(self.person.currentData() or ""))
        row.addWidget(self.person, 2)
        self.target: Optional[Target] = None
        self.show_target(None)

    def show_target(self, target: Optional[Target]) -> None:
        self.target = target
        text = target.label if target else translate("DCM", "Choose the city database…")
        self.database.setText(text)
        self.database.setAccessibleName(translate("DCM", "City database: {name}").format(name=text))
        self.database.setToolTip((target.path or target.label) if target else text)
        self.person.setVisible(target is not None)

    def show_people(self, names: Optional[Names], login: str, fixed: bool) -> None:
        """``fixed``: the server knows who it is."""
        self.person.clear()
        if names is None:
            return
        self.person.addItem(translate("DCM", "Who are you?"), "")
        roles = "、" if names.lang == "zh" else ", "
        people = sorted(names.people.values(), key=lambda p: (p.unit, p.login))
        shared = Counter(person.name for person in people)
        for person in people:
            parts = [person.name, roles.join(names.value("role", role) for role in person.roles)]
            if shared[person.name] > 1:  # the unit tells people of one name apart
                parts += [names.unit(person.unit), person.login]
            self.person.addItem(" · ".join(part for part in parts if part), person.login)
            row = self.person.count() - 1
            self.person.setItemData(
                row, f"{person.login} · {names.unit(person.unit)}", Qt.ItemDataRole.ToolTipRole
            )
        self.person.setCurrentIndex(max(self.person.findData(login), 0))
        self.person.setEnabled(not fixed)

    # --- choosing ------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.menu.clear()
        offered = []
        for layer in case_layers():
            target = layer_target(layer)
            if target is not None and not any(same_place(target, other) for other in offered):
                offered.append(target)
                action = self.menu.addAction(
                    translate("DCM", "Of the project: {name}").format(name=target.label)
                )
                action.triggered.connect(lambda _=False, chosen=target: self.targeted.emit(chosen))
        if offered:
            self.menu.addSeparator()
        self.menu.addAction(translate("DCM", "GeoPackage file…")).triggered.connect(self._ask_file)
        servers = self.menu.addMenu(translate("DCM", "PostgreSQL connection"))
        from ...processing.cases.database_parameter import stored_connections

        for name in sorted(stored_connections()):
            servers.addAction(name).triggered.connect(
                lambda _=False, chosen=name: self._ask_schema(chosen)
            )
        servers.setEnabled(not servers.isEmpty())
        if self.target is not None:
            self.menu.addSeparator()
            self.menu.addAction(translate("DCM", "Try again now")).triggered.connect(
                lambda *_: self.targeted.emit(self.target)
            )
            self.menu.addAction(translate("DCM", "Disconnect")).triggered.connect(
                lambda *_: self.targeted.emit(None)
            )

    def _ask_file(self, *_: Any) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self,
            translate("DCM", "City database"),
            settings.last_folder(),
            "GeoPackage (*.gpkg)",
        )
        if path:
            settings.set_last_folder(path.rpartition("/")[0])
            self.targeted.emit(Target(path=path))

    def _ask_schema(self, connection: str) -> None:
        schema, chosen = QInputDialog.getText(
            self, translate("DCM", "City database"), translate("DCM", "Schema"), text="dcm"
        )
        if chosen and schema.strip():
            self.targeted.emit(Target(connection=connection, schema=schema.strip()))
