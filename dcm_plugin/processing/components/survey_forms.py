"""Attribute forms of the layers of a survey: pages, widgets, defaults, constraints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Sequence

from qgis.core import (
    QgsAttributeEditorField,
    QgsAttributeEditorRelation,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsFieldConstraints,
    QgsOptionalExpression,
    QgsRelation,
    QgsVectorLayer,
)

from ...compat import editor_container
from ...core.messages import text
from .. import form_widgets
from .survey_expressions import Surroundings, column, quoted

if TYPE_CHECKING:
    from ...core.classes import Catalogue
    from ...core.standards import Profile
    from ...core.survey.form import FormField

_Constraint = QgsFieldConstraints.Constraint
_STRENGTH = {
    "hard": QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard,
    "soft": QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft,
}
_LISTS = {"state": "states", "source": "data_sources", "evidence_kind": "evidence_kinds"}
_READ_ONLY = ("readonly",)


class SurveyForm:
    """Sets up one layer. ``tables``: all layers of the project by table name."""

    def __init__(
        self,
        layer: QgsVectorLayer,
        fields: Sequence[FormField],
        place: Surroundings,
        tables: Mapping[str, QgsVectorLayer],
        catalogue: Catalogue,
        profile: Profile,
        lang: str,
    ) -> None:
        self.layer, self.fields, self.place, self.tables = layer, fields, place, tables
        self.catalogue, self.profile, self.lang = catalogue, profile, lang

    def set_up(self, values: Mapping[str, str], relations: Sequence[QgsRelation] = ()) -> None:
        """``values``: default values that are fixed texts."""
        for item in self.fields:
            index = self._index(item)
            self.layer.setFieldAlias(index, item.spec.alias(self.lang))
            self.layer.setEditorWidgetSetup(index, self._widget(item))
            if item.default:
                expression = self.place.default(item.default, item.role, values)
                default = QgsDefaultValue(expression, item.on_update)
                self.layer.setDefaultValueDefinition(index, default)
            self._constrain(item, index)
        key = self.layer.fields().lookupField("fid")
        if key >= 0:
            self.layer.setEditorWidgetSetup(key, form_widgets.hidden())
        self._pages(relations)

    def _index(self, item: FormField) -> int:
        return int(self.layer.fields().lookupField(item.name))

    # --- widgets -------------------------------------------------------------------------------

    def _widget(self, item: FormField) -> QgsEditorWidgetSetup:
        kind, _, role = item.widget.partition(":")
        if kind == "major":
            table = f"{self.place.kind}_majors"
            return self._drop_down(table, self.place.major_filter())
        if kind == "class":
            return self._drop_down(self.place.classes, self.place.class_filter())
        if kind == "department":
            from ...core.survey.form import department_words

            words = department_words(role)
            return self._drop_down("departments", self.place.department_filter(words))
        if kind in _LISTS:
            return self._drop_down(_LISTS[kind], "", by_value=False)
        if kind == "date":
            return form_widgets.date()
        if kind == "number":
            return form_widgets.number()
        if kind == "photo":
            return form_widgets.photo()
        if kind == "hidden":
            return form_widgets.hidden()
        return form_widgets.text_line(kind == "multiline")

    def _drop_down(
        self, table: str, expression: str, by_value: bool = True
    ) -> QgsEditorWidgetSetup:
        value = "name" if table == "departments" else "label"
        return form_widgets.value_relation(self.tables[table], value, expression, by_value)

    # --- constraints ---------------------------------------------------------------------------

    def _constrain(self, item: FormField, index: int) -> None:
        if item.strength:
            self.layer.setFieldConstraint(
                index, _Constraint.ConstraintNotNull, _STRENGTH[item.strength]
            )
        found = self._rule(item)
        if found is None:
            return
        expression, description = found
        self.layer.setConstraintExpression(index, expression, description)
        # outside all grids a component can be recorded, with a warning
        strength = item.strength if item.role == "grid_code" else "hard"
        self.layer.setFieldConstraint(
            index, _Constraint.ConstraintExpression, _STRENGTH[strength or "hard"]
        )

    def _rule(self, item: FormField) -> Any:
        """Expression and description of the constraint of a field; None when there is none."""
        place, name = self.place, {"field": item.spec.alias(self.lang)}
        if item.role == "class_code":
            key = "event" if place.kind == "event" else place.geometry
            return place.class_constraint(), self._text("class." + key)
        if item.role == "code" and place.kind == "component":
            structure = self.catalogue.codes["component_id"]
            regular = self.catalogue.patterns["component_id"]
            expression = place.code_constraint(regular, structure)
            return expression, self._text("code", length=structure.length)
        if item.role == "grid_code":
            code = self.profile.code
            return place.grid_constraint(code.alphabet), self._text("grid", length=code.length)
        if item.role in ("start", "found", "date"):
            return place.not_later(item.name), self._text("start")
        if item.role == "changed":
            rule = place.changed_constraint()
            return None if rule is None else (rule, self._text("changed"))
        kind = item.widget.partition(":")[0]
        if kind in _LISTS:
            return place.listed(item.name, _LISTS[kind]), self._text("list", **name)
        if item.spec.type == "string" and item.spec.length:
            expression = place.length_constraint(item.name, item.spec.length)
            return expression, self._text("length", length=item.spec.length, **name)
        return None

    def _text(self, key: str, **params: Any) -> str:
        return text("survey.constraint." + key, self.lang, **params)

    # --- pages ---------------------------------------------------------------------------------

    def _pages(self, relations: Sequence[QgsRelation]) -> None:
        config = self.layer.editFormConfig()
        config.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
        root = config.invisibleRootContainer()
        root.clear()
        tabs: Dict[str, Any] = {}
        groups: List[Any] = []
        for item in self.fields:
            if item.widget == "hidden":
                continue
            if item.tab not in tabs:
                title = text("survey.tab." + item.tab, self.lang)
                tabs[item.tab] = editor_container(title, root, tab=True)
                root.addChildElement(tabs[item.tab])
            parent = tabs[item.tab]
            index = self._index(item)
            if item.classes:
                # shown for its classes only
                group = editor_container(item.spec.alias(self.lang), parent, tab=False)
                codes = ", ".join(quoted(code) for code in item.classes)
                shown = f"{column(self.place.names['class_code'])} IN ({codes})"
                group.setVisibilityExpression(QgsOptionalExpression(QgsExpression(shown), True))
                group.addChildElement(QgsAttributeEditorField(item.name, index, group))
                parent.addChildElement(group)
                groups.append(group)
            else:
                parent.addChildElement(QgsAttributeEditorField(item.name, index, parent))
            if item.widget in _READ_ONLY:
                config.setReadOnly(index, True)
        for relation in relations:
            title = text("survey.tab.evidence", self.lang)
            page = editor_container(title, root, tab=True)
            child = QgsAttributeEditorRelation(relation, page)
            child.setRelationWidgetTypeId("relation_editor")
            page.addChildElement(child)
            root.addChildElement(page)
        self.layer.setEditFormConfig(config)
