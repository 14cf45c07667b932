"""The filters of the desk: a line that is always there, a panel with the rest, and chips."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any, Dict, List, Optional, Tuple

from qgis.core import QgsApplication
from qgis.gui import QgsCheckableComboBox, QgsFilterLineEdit
from qgis.PyQt.QtCore import QCoreApplication, QDate, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.classes.loader import DEFAULT_VERSION, load_catalogue
from ...core.classes.model import COMPONENT, EVENT
from .conditions import PERIODS, Wanted, chips, period_name
from .flow import FlowLayout
from .labels import kind_name
from .names import Names

translate = QCoreApplication.translate
_CHECKED = Qt.CheckState.Checked
_UNCHECKED = Qt.CheckState.Unchecked


class FilterBar(QWidget):
    """``changed``: the filters as they are wanted now."""

    changed = pyqtSignal(object)

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.wanted = Wanted()
        self.names: Optional[Names] = None
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(self._line())
        self.panel = self._panel()
        self.panel.hide()
        column.addWidget(self.panel)
        self.chips = QWidget(self)
        self.chip_flow = FlowLayout(self.chips, 3)
        self.chips.hide()
        column.addWidget(self.chips)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(200)
        self._typing.timeout.connect(self._typed)

    # --- widgets -------------------------------------------------------------------------------

    def _line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.words = QgsFilterLineEdit(self)
        self.words.setShowSearchIcon(True)
        self.words.setShowClearButton(True)
        self.words.setPlaceholderText(translate("DCM", "Number, address, description"))
        self.words.setAccessibleName(translate("DCM", "Find cases (Ctrl+F)"))
        self.words.setToolTip(translate("DCM", "Find cases (Ctrl+F)"))
        self.words.textChanged.connect(lambda *_: self._filling or self._typing.start())
        row.addWidget(self.words, 1)
        self.mine = self._toggle(
            "/user.svg",
            translate("DCM", "My turn"),
            translate("DCM", "Cases that wait for me (Alt+M)"),
        )
        self.view = self._toggle(
            "/mActionZoomToArea.svg",
            translate("DCM", "In the map view"),
            translate("DCM", "Only cases in the map view (Alt+V)"),
        )
        self.open = self._toggle(
            "/mIconUncollapsed.svg",
            translate("DCM", "Open"),
            translate("DCM", "Only cases that are not closed (Alt+O)"),
        )
        self.open.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.mine.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.open.setChecked(True)
        for button in (self.open, self.mine, self.view):
            button.toggled.connect(self._toggled)
            row.addWidget(button)
        self.more = self._toggle(
            "/mActionFilter2.svg",
            translate("DCM", "More filters"),
            translate("DCM", "More filters (Alt+F)"),
        )
        self.more.toggled.connect(lambda shown: self.panel.setVisible(shown))
        row.addWidget(self.more)
        self.keys = {
            "Alt+M": self.mine.click,
            "Alt+V": self.view.click,
            "Alt+O": self.open.click,
            "Alt+F": self.more.click,
        }
        return row

    def _toggle(self, picture: str, text: str, tip: str) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(QgsApplication.getThemeIcon(picture))
        made.setText(text)
        made.setToolTip(tip)
        made.setAccessibleName(text)
        made.setCheckable(True)
        made.setAutoRaise(True)
        made.setIconSize(QSize(16, 16))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made

    def _panel(self) -> QWidget:
        panel = QWidget(self)
        form = QFormLayout(panel)
        form.setContentsMargins(2, 2, 2, 4)
        form.setVerticalSpacing(3)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

        def several(label: str) -> QgsCheckableComboBox:
            box = QgsCheckableComboBox(panel)
            box.setDefaultText(translate("DCM", "All"))
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setAccessibleName(label.replace("&", ""))
            box.checkedItemsChanged.connect(self._chosen)
            form.addRow(label, box)
            return box

        def one(label: str) -> QComboBox:
            box = QComboBox(panel)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setAccessibleName(label.replace("&", ""))
            box.currentIndexChanged.connect(self._chosen)
            form.addRow(label, box)
            return box

        self.case_class = one(translate("DCM", "&Class"))
        self.department = several(translate("DCM", "&Department"))
        self.source = several(translate("DCM", "&Source"))
        self.street = one(translate("DCM", "Sub-dis&trict"))
        self.community = one(translate("DCM", "Comm&unity"))
        self.duty_grid = several(translate("DCM", "Duty &grid"))
        self.period = one(translate("DCM", "Re&ported"))
        for period in ("", *PERIODS, "range"):
            self.period.addItem(period_name(period), period)
        self.dates = QWidget(panel)
        row = QHBoxLayout(self.dates)
        row.setContentsMargins(0, 0, 0, 0)
        self.first, self.last = QDateEdit(self.dates), QDateEdit(self.dates)
        today = QDate.currentDate()
        for edit, day, name in (
            (self.first, today.addDays(-6), translate("DCM", "First day")),
            (self.last, today, translate("DCM", "Last day")),
        ):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setDate(day)
            edit.setAccessibleName(name)
            edit.dateChanged.connect(self._chosen)
        row.addWidget(self.first, 1)
        row.addWidget(QLabel("–", self.dates))
        row.addWidget(self.last, 1)
        self.dates.hide()
        form.addRow("", self.dates)
        return panel

    def set_names(self, names: Names) -> None:
        """Fill the choices; what was chosen stays."""
        self.names = names
        self._filling = True
        self._fill_classes()
        for box, values in (
            (self.department, _departments(names)),
            (self.source, list(names.lists.get("source", {}).items())),
            (self.duty_grid, sorted(names.places.get("duty_grid", {}).items())),
        ):
            box.clear()
            for code, name in values:
                box.addItemWithCheckState(name, _UNCHECKED, code)
        _fill(self.street, sorted(names.places.get("street", {}).items()))
        _fill(self.community, sorted(names.places.get("community", {}).items()))
        self._filling = False
        self.show_wanted(self.wanted)

    def _fill_classes(self) -> None:
        if self.case_class.count():
            return
        lang = self.names.lang if self.names else "zh"
        self.case_class.addItem(translate("DCM", "All"), ("", ""))
        catalogue = load_catalogue(DEFAULT_VERSION)
        for kind in (COMPONENT, EVENT):
            self.case_class.addItem(kind_name(kind), (kind, ""))
            for major in catalogue.majors_of(kind):
                self.case_class.addItem(f"    {major.code} {major.name(lang)}", (kind, major.code))
                for item in catalogue.of_kind(kind):
                    if item.code[:2] == major.code:
                        name = item.name_zh if lang == "zh" else item.name_en or item.name_zh
                        self.case_class.addItem(f"        {item.code} {name}", (kind, item.code))

    # --- what is wanted ------------------------------------------------------------------------

    def show_wanted(self, wanted: Wanted) -> None:
        """Show these filters; says nothing to anybody."""
        self.wanted = wanted
        self._filling = True
        if self.words.text().strip() != wanted.text:
            self.words.setText(wanted.text)
        self.mine.setChecked(wanted.mine)
        self.view.setChecked(wanted.in_view)
        self.open.setChecked(wanted.only_open)
        self.case_class.setCurrentIndex(
            max(_find(self.case_class, (wanted.case_kind, wanted.class_code)), 0)
        )
        for box, values in (
            (self.department, wanted.departments),
            (self.source, wanted.sources),
            (self.duty_grid, wanted.duty_grids),
        ):
            for row in range(box.count()):
                box.setItemCheckState(row, _CHECKED if box.itemData(row) in values else _UNCHECKED)
        self.street.setCurrentIndex(max(_find(self.street, wanted.street), 0))
        self.community.setCurrentIndex(max(_find(self.community, wanted.community), 0))
        self.period.setCurrentIndex(max(_find(self.period, wanted.period), 0))
        self.dates.setVisible(wanted.period == "range")
        self._filling = False
        self._show_chips()

    def set_wanted(self, wanted: Wanted) -> None:
        """Show these filters and ask for them."""
        if wanted != self.wanted:
            self.show_wanted(wanted)
            self.changed.emit(wanted)

    def _typed(self) -> None:
        self.set_wanted(replace(self.wanted, text=self.words.text().strip()))

    def _toggled(self, *_: Any) -> None:
        if not self._filling:
            self.set_wanted(
                replace(
                    self.wanted,
                    mine=self.mine.isChecked(),
                    in_view=self.view.isChecked(),
                    only_open=self.open.isChecked(),
                )
            )

    def _chosen(self, *_: Any) -> None:
        if self._filling:
            return
        kind, code = self.case_class.currentData() or ("", "")
        period = self.period.currentData() or ""
        ranged = period == "range"
        self.set_wanted(
            replace(
                self.wanted,
                case_kind=kind,
                class_code=code,
                departments=tuple(self.department.checkedItemsData()),
                sources=tuple(self.source.checkedItemsData()),
                duty_grids=tuple(self.duty_grid.checkedItemsData()),
                street=self.street.currentData() or "",
                community=self.community.currentData() or "",
                period=period,
                first=_day(self.first) if ranged else None,
                last=_day(self.last) if ranged else None,
            )
        )

    # --- chips ---------------------------------------------------------------------------------

    def _show_chips(self) -> None:
        while self.chip_flow.count():
            widget = self.chip_flow.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        if self.names is None:
            return
        made = chips(self.wanted, self.names)
        for key, text, rest in made:
            self._chip(
                key,
                text + "  ✕",
                rest,
                translate("DCM", "Take this filter away: {filter}").format(filter=text),
            )
        if len(made) > 1:
            cleared = Wanted(only_open=self.wanted.only_open)
            clear = translate("DCM", "Clear all")
            self._chip("clear", clear, cleared, clear)
        self.chips.setVisible(bool(made))
        self.chips.updateGeometry()

    def _chip(self, key: str, text: str, rest: Wanted, tip: str) -> None:
        chip = QToolButton(self.chips)
        chip.setObjectName("chip_" + key)
        chip.setText(text)
        chip.setToolTip(tip)
        chip.setAccessibleName(tip)
        chip.setAutoRaise(key == "clear")
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(lambda *_: QTimer.singleShot(0, lambda: self.set_wanted(rest)))
        self.chip_flow.addWidget(chip)
        chip.show()

    def chip_texts(self) -> List[str]:
        return [self.chip_flow.itemAt(n).widget().text() for n in range(self.chip_flow.count())]


def _departments(names: Names) -> List[Tuple[str, str]]:
    """Units that may be responsible: all but the centres."""
    found: Dict[str, str] = {
        code: name
        for code, name in names.units.items()
        if not names.unit_kinds.get(code, "").startswith("center")
    }
    return sorted(found.items(), key=lambda item: item[0])


def _fill(box: QComboBox, values: List[Tuple[str, str]]) -> None:
    box.clear()
    box.addItem(translate("DCM", "All"), "")
    for code, name in values:
        box.addItem(name, code)


def _find(box: QComboBox, value: Any) -> int:
    for row in range(box.count()):
        if box.itemData(row) == value:
            return row
    return -1


def _day(edit: QDateEdit) -> datetime.date:
    day = edit.date()
    return datetime.date(day.year(), day.month(), day.day())
