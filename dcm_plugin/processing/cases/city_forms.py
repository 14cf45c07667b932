"""Attribute forms of the city database: pages, lists of values, what may be changed by hand.

Which column stands where is said in ``data/city/forms.csv``. What the rules of the workflow write
(states, clocks, log) is read-only. Times are stored in UTC: where they are shown, a field that QGIS
works out shows them by the clock of the city.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    QgsAttributeEditorField,
    QgsAttributeEditorRelation,
    QgsAttributeTableConfig,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsRelation,
    QgsVectorLayer,
)

from ...compat import editor_container
from ...compat import field as make_field
from ...core.messages import text
from ...core.shipped import shipped_rows
from .. import form_widgets

DATA = Path(__file__).resolve().parents[2] / "data" / "city"
#: Name of the project variable with the offset of the clock of the city to UTC, in minutes.
OFFSET = "dcm_utc_offset_minutes"
MEDIA = "dcm_media_folder"
#: Where the media of a case lie.
_MEDIA_ROOT = f"@project_folder || '/' || coalesce(@{MEDIA}, 'media')"
_SHOWN = "_shown"


@dataclass(frozen=True)
class Item:
    """One column of a form."""

    tab: str
    column: str
    widget: str
    editable: bool

    @property
    def shown(self) -> str:
        """The field that stands in the form."""
        return self.column + _SHOWN if self.widget == "time" else self.column


@lru_cache(maxsize=1)
def form_items() -> Mapping[str, Tuple[Item, ...]]:
    """The columns of the form of each table, in their order."""
    found: Dict[str, List[Item]] = {}
    for row in _rows("forms"):
        item = Item(row["tab"], row["column"], row["widget"], row["edit"] == "yes")
        found.setdefault(row["table"], []).append(item)
    return {table: tuple(items) for table, items in found.items()}


@lru_cache(maxsize=1)
def columns() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Rows of ``columns.csv`` by table and column."""
    found: Dict[str, Dict[str, Mapping[str, str]]] = {}
    for row in _rows("columns"):
        found.setdefault(row["table"], {})[row["column"]] = row
    return found


@lru_cache(maxsize=1)
def value_names() -> Mapping[str, Mapping[str, str]]:
    """Fixed values: value → language → name."""
    return {
        row["value"]: {"zh": row["name_zh"], "en": row["name_en"]} for row in _rows("value_names")
    }


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Mapping[str, str]]:
    """Rows of ``tables.csv`` by table."""
    return {row["table"]: row for row in _rows("tables")}


def _rows(name: str) -> List[Mapping[str, str]]:
    return list(shipped_rows(DATA / f"{name}.csv"))


def light_expression(values: Optional[Mapping[str, str]] = None, none: str = "NULL") -> str:
    """green, yellow or red by the clock that runs; ``none`` without one (hung, closed).

    ``values``: what stands for the three of them, as it is.
    """
    found = {light: values[light] if values else light for light in ("red", "yellow", "green")}
    return (
        f'CASE WHEN NOT "is_open" OR "clock_deadline" IS NULL THEN {none} '
        f"WHEN now() > \"clock_deadline\" THEN '{found['red']}' "
        f"WHEN now() > \"clock_warn\" THEN '{found['yellow']}' ELSE '{found['green']}' END"
    )


def shown_time(column: str) -> str:
    """A time by the clock of the city, as text."""
    local = f'"{column}" + make_interval(minutes:=coalesce(@{OFFSET}, 480))'
    return f"format_date({local}, 'yyyy-MM-dd HH:mm')"


class CityForm:
    """Sets up one layer. ``layers``: the layers of the project by table name."""

    def __init__(
        self, table: str, layer: QgsVectorLayer, layers: Mapping[str, QgsVectorLayer], lang: str
    ) -> None:
        self.table, self.layer, self.layers, self.lang = table, layer, layers, lang
        self.items = form_items().get(table, ())

    def set_up(self, relations: Sequence[Tuple[str, QgsRelation]] = ()) -> None:
        """Aliases for all columns; widgets and pages where the table has a form.

        ``relations``: child table and relation, each on a page of its own.
        """
        self._fields_that_show()
        described = columns()[self.table]
        for field in self.layer.fields():
            column = field.name()[: -len(_SHOWN)] if field.name().endswith(_SHOWN) else field.name()
            row = described.get(column)
            if column == "light":
                alias = text("case_database.light", self.lang)
            elif row is None:
                continue
            else:
                alias = row["name_" + self.lang]
                if row["type"] == "datetime" and column == field.name():
                    alias += text("case_database.utc", self.lang)
            self.layer.setFieldAlias(self.layer.fields().lookupField(field.name()), alias)
        for item in self.items:
            index = self.layer.fields().lookupField(item.shown)
            self.layer.setEditorWidgetSetup(index, self._widget(item))
        if self.items:
            self._pages(relations)
            self._table_columns()

    def _fields_that_show(self) -> None:
        """Fields worked out by QGIS: times by the clock of the city, the light."""
        for item in self.items:
            if self.layer.fields().lookupField(item.shown) >= 0:
                continue
            if item.widget == "time":
                self.layer.addExpressionField(
                    shown_time(item.column), make_field(item.shown, "string", 20)
                )
            elif item.widget == "light":
                self.layer.addExpressionField(
                    light_expression(), make_field(item.column, "string", 10)
                )

    # --- widgets -------------------------------------------------------------------------------

    def _widget(self, item: Item) -> QgsEditorWidgetSetup:
        kind, _, name = item.widget.partition("/")
        label = "name_" + self.lang
        if kind == "map":
            values = columns()[name or self.table][item.column]["values"].split("|")
            return form_widgets.value_map(self._names(values))
        if kind == "light":
            return form_widgets.value_map(self._names(("green", "yellow", "red")))
        if kind == "state":
            return form_widgets.value_relation(self.layers["workflow_state"], label, by_value=False)
        if kind == "code":
            return self._listed(f"'{name}'")
        if kind == "class":
            return self._listed("'class_' || current_value('case_kind')")
        if kind == "class_component":
            return self._listed("'class_component'")
        if kind == "area":
            return form_widgets.value_relation(self.layers[name], "name")
        if kind == "unit":
            return form_widgets.value_relation(self.layers["org_unit"], "name", by_value=False)
        if kind == "operator":
            return form_widgets.value_relation(self.layers["operator"], "name", key="login")
        if kind == "flag":
            return form_widgets.check_box()
        if kind == "photo":
            return form_widgets.photo(_MEDIA_ROOT)
        if kind == "datetime":
            return form_widgets.date("yyyy-MM-dd HH:mm")
        return form_widgets.text_line(kind == "long")

    def _listed(self, name: str) -> QgsEditorWidgetSetup:
        return form_widgets.value_relation(
            self.layers["code_value"], "name_" + self.lang, f'"list" = {name}', by_value=False
        )

    def _names(self, values: Sequence[str]) -> Dict[str, str]:
        return {value: value_names()[value][self.lang] for value in values}

    # --- pages ---------------------------------------------------------------------------------

    def _pages(self, relations: Sequence[Tuple[str, QgsRelation]]) -> None:
        config = self.layer.editFormConfig()
        config.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
        root = config.invisibleRootContainer()
        root.clear()
        tabs: Dict[str, object] = {"": root}
        for item in self.items:
            if item.tab not in tabs:
                title = text("case_database.tab." + item.tab, self.lang)
                tabs[item.tab] = editor_container(title, root, tab=True)
                root.addChildElement(tabs[item.tab])
            index = self.layer.fields().lookupField(item.shown)
            parent = tabs[item.tab]
            parent.addChildElement(QgsAttributeEditorField(item.shown, index, parent))  # type: ignore[attr-defined]
            config.setReadOnly(index, not item.editable)
        for child, relation in relations:
            page = editor_container(tables()[child]["name_" + self.lang], root, tab=True)
            widget = QgsAttributeEditorRelation(relation, page)
            widget.setRelationWidgetTypeId("relation_editor")
            page.addChildElement(widget)
            root.addChildElement(page)
        self.layer.setEditFormConfig(config)

    def _table_columns(self) -> None:
        """The attribute table shows the columns of the form, in its order."""
        listed = [item.shown for item in self.items]
        others = [f.name() for f in self.layer.fields() if f.name() not in listed]
        made: List[QgsAttributeTableConfig.ColumnConfig] = []
        for name in (*listed, *others):
            column = QgsAttributeTableConfig.ColumnConfig()
            column.name, column.hidden = name, name not in listed
            made.append(column)
        config = self.layer.attributeTableConfig()
        config.setColumns(made)
        self.layer.setAttributeTableConfig(config)
