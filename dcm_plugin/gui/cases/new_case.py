"""A new case: its place from the map or an address, everything else proposed from it."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QShortcut,
    QVBoxLayout,
    QWidget,
)

from ...core.cases.model import utc_now
from ...core.errors import DcmError
from ..findings.task import BackgroundTask
from . import labels
from .class_field import ClassEditor, proposals
from .client import CityClient
from .editors import ChoiceEditor, MediaEditor, TextEditor
from .map_link import MapLink

translate = QCoreApplication.translate
_POINT = Qt.ItemDataRole.UserRole + 1
#: Kinds of reports in the order in which they are offered.
_CANCEL = QDialogButtonBox.StandardButton.Cancel
_OK = QDialogButtonBox.StandardButton.Ok


class NewCaseDialog(QDialog):
    """submitted: name of the action and its data. jumped: id of a case that may be the same."""

    submitted = pyqtSignal(str, object)
    jumped = pyqtSignal(int)

    def __init__(
        self,
        client: CityClient,
        link: MapLink,
        offers: Any,
        geocode: Optional[Callable[[str], Any]],
        parent: Any,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("DcmNewCase")
        self.setWindowTitle(translate("DCM", "New case"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.client, self.link, self._geocode = client, link, geocode
        self.lang = client.lang
        self.offers = [offer for offer in offers if offer.allowed]
        self.point: Optional[Tuple[float, float]] = None
        self.place: Dict[str, Any] = {}
        self.duplicates: List[Mapping[str, Any]] = []
        self.method = "map"
        self.found_name = ""
        self.busy = False
        self._task: Optional[BackgroundTask] = None
        self._proposing: Optional[BackgroundTask] = None
        self._build()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(400)
        self._typing.timeout.connect(self._propose_class)
        self.description.changed.connect(lambda: self._typing.start())
        self.class_field.changed.connect(self._class_chosen)
        self.finished.connect(self._over)
        self._show_kind()
        self.address.setFocus()

    # --- widgets -------------------------------------------------------------------------------

    def _build(self) -> None:
        names = self.client.names
        column = QVBoxLayout(self)
        body = QWidget(self)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(body)
        column.addWidget(area, 1)
        form = QFormLayout(body)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.kind = QComboBox(body)
        for offer in self.offers:
            self.kind.addItem(offer.name_zh if self.lang == "zh" else offer.name_en, offer)
        self.kind.currentIndexChanged.connect(self._show_kind)
        form.addRow(translate("DCM", "&Kind"), self.kind)
        row = QHBoxLayout()
        self.address = QgsFilterLineEdit(body)
        self.address.setShowClearButton(True)
        self.address.setPlaceholderText(translate("DCM", "Address or name; Enter finds it"))
        self.address.returnPressed.connect(self.find_address)
        self.find = QPushButton(translate("DCM", "&Find"), body)
        self.find.setAutoDefault(False)
        self.find.setEnabled(self._geocode is not None)
        if self._geocode is None:
            self.find.setToolTip(translate("DCM", "The project has no place database."))
        self.find.clicked.connect(self.find_address)
        self.pick = QPushButton(translate("DCM", "On the &map…"), body)
        self.pick.setAutoDefault(False)
        self.pick.clicked.connect(self.pick_place)
        row.addWidget(self.address, 1)
        row.addWidget(self.find)
        row.addWidget(self.pick)
        self.address.setAccessibleName(translate("DCM", "Address"))
        form.addRow(_buddy(translate("DCM", "&Address") + " *", self.address), row)
        self.found = QListWidget(body)
        self.found.setAccessibleName(translate("DCM", "Places found"))
        self.found.setMaximumHeight(self.fontMetrics().lineSpacing() * 5 + 8)
        self.found.itemActivated.connect(self._take_place)
        self.found.itemClicked.connect(self._take_place)
        self.found.hide()
        form.addRow("", self.found)
        self.place_text = QLabel(body)
        self.place_text.setWordWrap(True)
        form.addRow("", self.place_text)
        self.description = TextEditor(3, body)
        self.description.field().setAccessibleName(translate("DCM", "Description"))
        form.addRow(
            _buddy(translate("DCM", "&Description") + " *", self.description.field()),
            self.description,
        )
        self.class_field = ClassEditor(
            self.lang, body, str(names.settings.get("catalogue_id") or "")
        )
        self.class_field.field().setAccessibleName(translate("DCM", "Class"))
        form.addRow(
            _buddy(translate("DCM", "&Class") + " *", self.class_field.field()), self.class_field
        )
        self.department = QLabel(body)
        self.department.setWordWrap(True)
        form.addRow(translate("DCM", "Department"), self.department)
        self.same = QListWidget(body)
        self.same.setAccessibleName(translate("DCM", "Cases that may be the same"))
        self.same.setMaximumHeight(self.fontMetrics().lineSpacing() * 4 + 8)
        self.same.itemActivated.connect(self._jump)
        self.same_label = QLabel(translate("DCM", "May be the same"), body)
        form.addRow(self.same_label, self.same)
        self.same.hide()
        self.same_label.hide()
        self.source = ChoiceEditor(list(names.lists.get("source", {}).items()), True, body)
        self.source_label = _buddy(translate("DCM", "&Source") + " *", self.source.field())
        form.addRow(self.source_label, self.source)
        self.caller, self.phone = QLineEdit(body), QLineEdit(body)
        self.caller.setPlaceholderText(translate("DCM", "Name"))
        self.phone.setPlaceholderText(translate("DCM", "Phone"))
        self.caller.setAccessibleName(translate("DCM", "Name of the caller"))
        self.phone.setAccessibleName(translate("DCM", "Phone of the caller"))
        callers = QHBoxLayout()
        callers.addWidget(self.caller)
        callers.addWidget(self.phone)
        form.addRow(_buddy(translate("DCM", "Ca&ller"), self.caller), callers)
        self.reply = QCheckBox(translate("DCM", "Caller wants a &reply"), body)
        form.addRow("", self.reply)
        self.media = MediaEditor(names, "far", body)
        self.media_label = QLabel(body)
        form.addRow(self.media_label, self.media)
        self.urgent = QCheckBox(translate("DCM", "&Urgent"), body)
        form.addRow("", self.urgent)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        red = labels.readable(labels.COLOURS["red"], self.palette()).name()
        self.told.setStyleSheet(f"color: {red}")
        self.told.hide()
        column.addWidget(self.told)
        self.buttons = QDialogButtonBox(_OK | _CANCEL, parent=self)
        self.buttons.button(_OK).setText(translate("DCM", "Report case"))
        self.buttons.button(_OK).setAutoDefault(False)
        self.buttons.button(_OK).setToolTip("Ctrl+Enter")
        self.buttons.button(_CANCEL).setText(translate("DCM", "Cancel"))
        self.buttons.button(_CANCEL).setAutoDefault(False)
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        self.description.edit.entered.connect(self.class_field.edit.setFocus)
        send = QShortcut(QKeySequence("Ctrl+Return"), self)
        send.activated.connect(self.submit)
        self.resize(QSize(520, 640))
        self._tell_place()

    @property
    def offer(self) -> Any:
        return self.kind.currentData()

    def _needed(self) -> Dict[str, List[Any]]:
        needed: Dict[str, List[Any]] = {}
        for need in self.offer.needs if self.offer is not None else ():
            needed.setdefault(need.key, []).append(need)
        return needed

    def _show_kind(self, *_: Any) -> None:
        needed = self._needed()
        asked = "source_code" in needed
        self.source.setVisible(asked)
        self.source_label.setVisible(asked)
        media = needed.get("media", [])
        wanted = [need for need in media if need.required]
        roles = [self.client.names.value("media_role", need.choices) for need in wanted]
        text = translate("DCM", "&Photos")
        if roles:
            text += " * (" + ", ".join(roles) + ")"
        self.media_label.setText(text)
        self.media_label.setBuddy(self.media.field())
        if media and media[0].choices:
            self.media.role.setCurrentIndex(max(self.media.role.findData(media[0].choices), 0))
        if self.offer is not None:
            self.buttons.button(_OK).setText(self.kind.currentText())

    # --- the place -----------------------------------------------------------------------------

    def pick_place(self, *_: Any) -> None:
        """Hide, let the user click the map, and come back."""
        self.hide()
        self.link.pick(self._picked, self._back)

    def _back(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()

    def _picked(self, point: QgsPointXY) -> None:
        self._back()
        place = self.link.to_city(point)
        if place is not None:
            self.set_point(place, "map")
            self.description.field().setFocus()

    def set_point(self, point: Tuple[float, float], method: str) -> None:
        """Take a place; what it says is asked of the city."""
        self.point, self.method = point, method
        self.place = {}
        self.link.mark([point])
        self.client.ask_case("place", lambda store: store.place(*point), self._placed, self._failed)

    def _forget_point(self) -> None:
        """The address is another one: what was found for the one before does not hold."""
        self.point, self.method, self.place = None, "map", {}
        self.client.forget_case("place")
        self.link.clear_marks()
        self._tell_place()
        self._class_chosen()

    def _placed(self, place: Any) -> None:
        self.place = dict(place)
        self._tell_place()
        self._class_chosen()

    def _tell_place(self) -> None:
        names = self.client.names
        if self.point is None:
            self.place_text.setText(
                translate("DCM", "No place yet: find the address or click the map.")
            )
            return
        parts = [f"{self.point[0]:.1f}, {self.point[1]:.1f}"]
        if self.method == "address" and self.found_name:
            parts.insert(0, translate("DCM", "found: {place}").format(place=self.found_name))
        if self.place.get("cell_code"):
            parts.append(translate("DCM", "unit grid {code}").format(code=self.place["cell_code"]))
        else:
            parts.append(translate("DCM", "outside all unit grids"))
        for table, column in (
            ("street", "street_code"), ("community", "community_code"),
            ("duty_grid", "duty_grid_code"),
        ):  # fmt: skip
            if self.place.get(column):
                parts.append(names.place(table, self.place[column]))
        self.place_text.setText(" · ".join(parts))

    def find_address(self, *_: Any) -> None:
        """Ask the geocoder in the background; what ties is offered."""
        text = self.address.text().strip()
        if not text or self._geocode is None:
            return
        if self.method == "address":
            self._forget_point()  # it was that of another address
        ask = self._geocode
        if self._task is not None:
            self._task.forget()
        self._task = BackgroundTask(
            translate("DCM", "Finding the address"),
            lambda _task: ask(text),
            self._located,
            self._failed,
            lambda: None,
        )
        self._task.start()

    def _located(self, found: Any) -> None:
        """``found``: (candidates, CRS). One that is sure is taken; several are offered."""
        self._task = None
        candidates, crs = found
        self.found.clear()
        for candidate in candidates[:8]:
            point = self._in_city(candidate.x, candidate.y, crs)
            if point is None:
                continue
            text = f"{candidate.county}{candidate.name}"
            item = QListWidgetItem(f"{text}  ±{candidate.error:.0f} m", self.found)
            item.setData(_POINT, (point, text))
        count = self.found.count()
        self.found.setVisible(count > 1)
        if count == 0:
            self.place_text.setText(
                translate("DCM", "The address was not found. Shorten it, or click the map.")
            )
        else:
            self.found.setCurrentRow(0)
            if count == 1:
                self._take_place(self.found.item(0))
            else:
                self.found.setFocus()

    def _in_city(self, x: float, y: float, crs: QgsCoordinateReferenceSystem) -> Any:
        transform = QgsCoordinateTransform(crs, self.link.crs, QgsProject.instance())
        try:
            point = transform.transform(QgsPointXY(x, y))
        except QgsCsException:
            return None
        return round(point.x(), 3), round(point.y(), 3)

    def _take_place(self, item: QListWidgetItem) -> None:
        point, _text = item.data(_POINT)
        self.found.hide()
        self.found_name = item.text()
        self.set_point(point, "address")
        self.link.zoom([point])
        self.description.field().setFocus()

    # --- class, department, duplicates ---------------------------------------------------------

    def _propose_class(self) -> None:
        """Propose classes from what was typed, in the background (the model is read once)."""
        text = self.description.value() or ""
        version = self.class_field.version
        if self.class_field.chosen is not None or len(text) < 2:
            return
        if self._proposing is not None:
            self._proposing.forget()
        self._proposing = BackgroundTask(
            translate("DCM", "Proposing a class"),
            lambda _task: proposals(text, version),
            self._proposed,
            lambda _error: None,
            lambda: None,
        )
        self._proposing.start()

    def _proposed(self, found: Any) -> None:
        self._proposing = None
        items = []
        for code, score in found:
            item = self.class_field.catalogue.find("event", code)
            if item is not None and score > 0.05:
                items.append((item, f"{100 * score:.0f} %"))
        self.class_field.propose(items)

    def _row(self) -> Dict[str, Any]:
        row: Dict[str, Any] = {**self.place, **self.class_field.columns()}
        if self.point is not None:
            row["point"] = row["geom"] = self.point
        return row

    def _class_chosen(self) -> None:
        """Department and duplicates follow from class and place."""
        row = self._row()
        rules, names = self.client.rules, self.client.names
        code = rules.proposed_department(row) if row.get("class_code") else None
        self.department.setText(
            translate("DCM", "{department} (proposed)").format(department=names.unit(code))
            if code
            else translate("DCM", "none proposed")
        )
        if not row.get("class_code") or self.point is None:
            self._show_same([])
            return
        from ...core.cases.place import duplicates

        self.client.ask_case(
            "near",
            lambda store: duplicates(store, row, rules.settings, utc_now()),
            self._show_same,
            self._failed,
        )

    def _show_same(self, rows: Any) -> None:
        self.duplicates = list(rows)
        names = self.client.names
        self.same.clear()
        for row in self.duplicates[:10]:
            text = " · ".join(
                part
                for part in (
                    str(row.get("task_no") or ""),
                    names.state(row.get("state")),
                    labels.local_text(row.get("report_time"), self.client.offset),
                    str(row.get("address") or ""),
                )
                if part
            )
            item = QListWidgetItem(text, self.same)
            item.setToolTip(translate("DCM", "Enter shows this case"))
            item.setData(_POINT, int(row["id"]))
        self.same.setVisible(bool(self.duplicates))
        self.same_label.setVisible(bool(self.duplicates))

    def _jump(self, item: QListWidgetItem) -> None:
        self.jumped.emit(int(item.data(_POINT)))

    # --- reporting -----------------------------------------------------------------------------

    def data(self) -> Dict[str, Any]:
        made: Dict[str, Any] = {**self.place, **self.class_field.columns()}
        for key, value in (
            ("point", self.point),
            ("address", self.address.text().strip()),
            ("description", self.description.value()),
            ("source_code", self.source.value() if "source_code" in self._needed() else None),
            ("caller_name", self.caller.text().strip()),
            ("caller_phone", self.phone.text().strip()),
            ("media", self.media.value()),
            ("need_reply", self.reply.isChecked() or None),
            ("is_urgent", self.urgent.isChecked() or None),
            ("position_method", self.method if self.point is not None else None),
        ):
            if value:
                made[key] = value
        if self.duplicates:
            made["is_similar"] = True
            made["similar_to"] = int(self.duplicates[0]["id"])
        return {key: value for key, value in made.items() if value is not None}

    def problem(self) -> Tuple[str, Optional[QWidget]]:
        """The first thing that is missing, and where."""
        needed = self._needed()
        named = self.client.lang == "zh"
        data = self.data()
        fields: Dict[str, QWidget] = {
            "address": self.address,
            "description": self.description.field(),
            "class_code": self.class_field.field(),
            "source_code": self.source.field(),
            "point": self.pick,
            "media": self.media.field(),
        }
        for key in ("address", "point", "description", "class_code", "source_code", "media"):
            for need in needed.get(key, ()):
                roles = [item.get("role") for item in data.get("media", ())]
                missing = key not in data or (
                    key == "media" and need.choices and need.choices not in roles
                )
                if need.required and missing:
                    name = need.name_zh if named else need.name_en
                    if key == "media":
                        name += " · " + self.client.names.value("media_role", need.choices)
                    return translate("DCM", "Still needed: {name}").format(name=name), fields[key]
        problem = self.class_field.problem() or self.media.problem()
        return problem, self.class_field.field() if problem else None

    def submit(self, *_: Any) -> None:
        if self.busy or self.offer is None:
            return
        problem, where = self.problem()
        if problem:
            self._tell(problem)
            if where is not None:
                where.setFocus()
            return
        self.set_busy(True)
        self.submitted.emit(self.offer.action, self.data())

    def set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.buttons.button(_OK).setEnabled(not busy)

    def refused(self, text: str, _again: bool = True) -> None:
        self.set_busy(False)
        self._tell(text)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _failed(self, error: Exception) -> None:
        self._task = None
        said = error.localized(self.lang) if isinstance(error, DcmError) else str(error)
        self._tell(said)

    def keyPressEvent(self, event: Any) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter:
            return  # fields have their own use for it; Ctrl+Enter reports
        super().keyPressEvent(event)

    def _over(self, *_: Any) -> None:
        self._typing.stop()
        for task in (self._task, self._proposing):
            if task is not None:
                task.forget()
        self._task = self._proposing = None
        self.link.end_pick()
        self.link.clear_marks()


def _buddy(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    return label
