"""The form of an action, made from what the workflow says it needs."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QWidget

from .class_field import ClassEditor
from .editors import ChoiceEditor, Editor, LineEditor, MediaEditor, TextEditor, TimeEditor
from .labels import COLOURS, readable
from .names import Names

translate = QCoreApplication.translate


@dataclass
class Around:
    """What the fields of a form look at: the case (or what is known of a new one), names, rules."""

    case: Mapping[str, Any]
    names: Names
    rules: Any
    offset: datetime.timedelta

    def need_name(self, need: Any) -> str:
        return str((need.name_zh if self.names.lang == "zh" else need.name_en) or need.key)


def operators(around: Around, role: str) -> List[Tuple[str, str]]:
    """Operators of a role: the owner of the duty grid first, then those whose grids are nearest."""
    names, case = around.names, around.case
    owner = names.owners.get(str(case.get("duty_grid_code") or ""), "")
    place = case.get("geom")
    near: Dict[str, float] = {}
    if place:
        for code, login in names.owners.items():
            centre = names.centres.get(code)
            if login and centre is not None:
                distance = math.hypot(centre[0] - place[0], centre[1] - place[1])
                near[login] = min(near.get(login, math.inf), distance)
    found = [person for person in names.people.values() if not role or role in person.roles]
    found.sort(key=lambda p: (p.login != owner, near.get(p.login, math.inf), p.login))
    made = []
    for person in found:
        text = f"{person.name} ({person.login})"
        if person.login == owner:
            text += " · " + translate("DCM", "duty grid")
        elif person.login in near:
            metres = near[person.login]
            text += " · " + (f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.1f} km")
        made.append((person.login, text))
    return made


def units(around: Around, proposed: Optional[str]) -> List[Tuple[str, str]]:
    """Units that may be responsible, the proposed one first."""
    names = around.names
    found = [
        (code, name)
        for code, name in names.units.items()
        if names.unit_kinds.get(code) != "center_supervise"
    ]
    found.sort(
        key=lambda item: (
            item[0] != proposed,
            names.unit_kinds.get(item[0], "") not in ("department", "company"),
            item[0],
        )
    )
    return [
        (code, f"{name} · " + translate("DCM", "proposed") if code == proposed else name)
        for code, name in found
    ]


def limit_text(names: Names, row: Mapping[str, Any]) -> str:
    """The limit of a row of ``time_limit``."""
    if row.get("limit_value") is not None and row.get("limit_unit"):
        return f"{row['limit_value']:g} {names.value('limit_unit', row['limit_unit'])}"
    return str(row.get("limit_text") or translate("DCM", "no limit"))


def conditions(around: Around) -> Tuple[List[Tuple[str, str]], Dict[Any, str]]:
    """Filing conditions of the class of the case with the limit that holds at its place."""
    names, case = around.names, around.case
    chosen: Dict[str, Mapping[str, Any]] = {}
    for row in around.rules.conditions(case):
        code = str(row["condition_code"])
        mine = row.get("mgmt_class") == case.get("mgmt_class")
        if code not in chosen or mine:
            chosen[code] = row
    values, notes = [], {}
    for code, row in chosen.items():
        text = str(row.get("filing_condition") or code)
        values.append((code, f"{text} — {limit_text(names, row)}"))
        parts = [
            translate("DCM", "Limit: {limit}").format(limit=limit_text(names, row)),
        ]
        if row.get("mgmt_class"):
            parts.append(translate("DCM", "management class {code}").format(code=row["mgmt_class"]))
        if row.get("closing_condition"):
            parts.append(
                translate("DCM", "closed when: {text}").format(text=row["closing_condition"])
            )
        notes[code] = " · ".join(parts)
    return values, notes


def editor_for(need: Any, around: Around, parent: QWidget) -> Optional[Editor]:
    """The field for a need; None for what no field can give (a place is picked on the map)."""
    names = around.names
    made: Editor
    if need.kind == "media":
        made = MediaEditor(names, need.choices, parent)
    elif need.kind == "choice":
        values = list(names.lists.get(need.choices, {}).items())
        made = ChoiceEditor(values, need.required, parent)
    elif need.kind == "operator":
        made = ChoiceEditor(operators(around, need.choices), need.required, parent)
    elif need.kind == "unit":
        made = ChoiceEditor(units(around, need.default), need.required, parent)
    elif need.kind == "condition":
        listed, notes = conditions(around)
        made = ChoiceEditor(listed, need.required, parent)
        made.notes = notes
    elif need.kind == "datetime":
        made = TimeEditor(around.offset, parent)
    elif need.kind == "number":
        made = LineEditor(parent, number=True)
    elif need.kind == "class":
        made = ClassEditor(names.lang, parent, str(names.settings.get("catalogue_id") or ""))
    elif need.kind == "point":
        return None
    elif need.key in ("opinion", "description", "closing_condition"):
        made = TextEditor(2, parent)
    else:
        made = LineEditor(parent)
    default = need.default
    if need.key in ("class_code", "address", "description", "source_code"):
        default = default or around.case.get(need.key)
        if need.kind == "class" and around.case.get("class_code"):
            default = (around.case.get("case_kind"), around.case["class_code"])
    if need.kind == "operator" and default is None:
        owner = names.owners.get(str(around.case.get("duty_grid_code") or ""))
        default = owner or None
    if default is not None:
        made.set_value(default)
    return made


class ActionForm(QWidget):
    """The fields of one action, the needed ones marked. ``changed``: after each change."""

    changed = pyqtSignal()

    def __init__(self, needs: Sequence[Any], around: Around, parent: QWidget) -> None:
        super().__init__(parent)
        self.needs = list(needs)
        self.around = around
        self.editors: Dict[str, Editor] = {}
        self._warnings: Dict[str, QLabel] = {}
        self._tried = False
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        red = readable(COLOURS["red"], self.palette()).name()
        for need in self.needs:
            editor = self.editors.get(need.key)
            if editor is not None:
                self._more_media(editor, need)
                continue
            editor = editor_for(need, around, self)
            if editor is None:
                continue
            name = around.need_name(need)
            label = QLabel(name + (" *" if need.required else ""), self)
            label.setBuddy(editor.field())
            editor.field().setAccessibleName(name)
            warning = QLabel(self)
            warning.setWordWrap(True)
            warning.setStyleSheet(f"color: {red}")
            warning.hide()
            editor.layout().addWidget(warning)
            self._warnings[need.key] = warning
            editor.changed.connect(self._changed)
            form.addRow(label, editor)
            self.editors[need.key] = editor

    def _more_media(self, editor: Editor, need: Any) -> None:
        """A second role of photos (before and after) goes into the same list."""
        if isinstance(editor, MediaEditor):
            editor.setToolTip(self.around.names.value("media_role", need.choices))

    def _changed(self) -> None:
        if self._tried:
            self.check()
        self.changed.emit()

    def problems(self) -> Dict[str, str]:
        """Key of a need -> what is missing or wrong."""
        found: Dict[str, str] = {}
        for need in self.needs:
            editor = self.editors.get(need.key)
            if editor is None or need.key in found:
                continue
            problem = editor.problem()
            if not problem and need.required:
                problem = self._missing(need, editor)
            if problem:
                found[need.key] = problem
        return found

    def _missing(self, need: Any, editor: Editor) -> str:
        value = editor.value()
        if value is None:
            if need.kind == "media":
                return translate("DCM", "A photo is needed: {role}").format(
                    role=self.around.names.value("media_role", need.choices)
                )
            return translate("DCM", "This is needed.")
        roles = [item.get("role") for item in value] if need.kind == "media" else []
        if need.kind == "media" and need.choices not in ("", "media_role", *roles):
            return translate("DCM", "A photo is needed: {role}").format(
                role=self.around.names.value("media_role", need.choices)
            )
        return ""

    def check(self) -> bool:
        """Show what is missing at its field; go to the first one."""
        found = self.problems()
        for key, warning in self._warnings.items():
            warning.setText(found.get(key, ""))
            warning.setVisible(key in found)
        first = next((key for key in self.editors if key in found), None)
        if first is not None and not self._tried:
            self.editors[first].field().setFocus()
        self._tried = bool(found)
        return not found

    def data(self) -> Dict[str, Any]:
        """What was given."""
        made: Dict[str, Any] = {}
        for key, editor in self.editors.items():
            value = editor.value()
            if value is None:
                continue
            if isinstance(editor, ClassEditor):
                made.update(editor.columns())
            else:
                made[key] = value
        return made

    def set_data(self, data: Mapping[str, Any]) -> None:
        """Take over what was typed before."""
        for key, editor in self.editors.items():
            if key in data:
                if isinstance(editor, ClassEditor):
                    editor.set_value((data.get("case_kind"), data["class_code"]))
                else:
                    editor.set_value(data[key])
