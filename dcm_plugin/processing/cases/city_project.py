"""The QGIS project of a city database: layers, forms, relations, looks, map themes, time."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsDateTimeRange,
    QgsExpressionContextUtils,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsMapThemeCollection,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsRelation,
    QgsRelationContext,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDateTime, Qt
from qgis.PyQt.QtXml import QDomDocument

from ...core.cases.model import CHILD_TABLES, utc_now
from ...core.errors import DcmError
from ...core.messages import text
from ...store.layer_styles import OWN as STYLE
from ...store.layer_styles import add_default_styles
from ..projects import label, roomy, text_look, write_project
from .case_times import play_from_report_to_end
from .city_forms import MEDIA, OFFSET, CityForm, columns, tables
from .city_styles import cluster_renderer, component_dots, state_renderer, thin_areas

#: Cases that are open, and all of them: two layers of the table ``cases``.
OPEN, ALL = "cases_open", "cases"
#: Groups of the layer tree and their layers, from top to bottom; ``!`` what is not shown at first.
_TREE: Tuple[Tuple[str, Tuple[str, ...]], ...] = (
    ("cases", (OPEN, "!" + ALL)),
    ("objects", ("!component",)),
    ("grids", ("!duty_grid", "unit_grid")),
    ("areas", ("community", "street", "district")),
    ("records", CHILD_TABLES),
    ("organisation", ("org_unit", "operator", "operator_role", "dispatch_rule")),
    ("limits", ("time_limit", "stage_limit", "calendar_slot", "calendar_day")),
    ("codes", ("code_value", "workflow_state", "workflow_transition", "setting")),
)
_CLOSED_GROUPS = ("records", "organisation", "limits", "codes")
#: What may not be edited by hand: the rules of the workflow write it, or the algorithms.
_READ_ONLY = (
    "case_log",
    "case_clock",
    "case_task",
    "case_request",
    "case_supervise",
    "workflow_state",
    "workflow_transition",
    "setting",
    "district",
    "street",
    "community",
)
#: Map themes and the layers that they show.
_THEMES: Tuple[Tuple[str, Tuple[str, ...]], ...] = (
    ("cases", (OPEN, "unit_grid", "community", "street", "district")),
    ("all_cases", (ALL, "unit_grid", "street", "district")),
    ("grids", ("component", "duty_grid", "unit_grid", "community", "street", "district")),
)
#: Column with which a table points at the key that is its name elsewhere.
_BY_CODE: Tuple[Tuple[str, str, str, str], ...] = (
    ("cases", "cell_code", "unit_grid", "code"),
    ("cases", "object_code", "component", "code"),
    ("component", "cell_code", "unit_grid", "code"),
    ("duty_grid", "operator_id", "operator", "login"),
)
_GRID, _DUTY, _COMMUNITY, _STREET = "#7b8b99", "#b5651d", "#4a5a68", "#1c2733"
_GRID_LABELS, _COMMUNITY_LABELS, _STREET_LABELS = 6000, 15000, 150000
_GRID_SCALE, _COMPONENT_SCALE = 40000, 5000
_PERIOD = datetime.timedelta(days=30)
#: What a layer that is loaded alone shows as in the project.
_LOOKS = (
    QgsMapLayer.StyleCategory.Symbology
    | QgsMapLayer.StyleCategory.Labeling
    | QgsMapLayer.StyleCategory.Rendering
)
_SCHEMA_PART = re.compile(r"\s*\bschema='?[^'\s]*'?")
_PASSWORD = re.compile(rb"\s?password=(?:'[^']*'|&apos;.*?&apos;|&quot;.*?&quot;|\S+)")


class CityProject:
    """Builds the project of a city database that is there already.

    ``uri``: the file, or the connection to PostgreSQL; ``schema`` goes with the latter.
    ``settings``: those of the city. ``states``: rows of ``workflow_state``. ``period``: from the
    first case to the last change (UTC); the last month when there is none.
    """

    def __init__(
        self,
        uri: str,
        crs: QgsCoordinateReferenceSystem,
        settings: Mapping[str, str],
        states: Sequence[Mapping[str, Any]],
        title: str,
        lang: str,
        schema: str = "",
        period: Optional[Tuple[datetime.datetime, datetime.datetime]] = None,
    ) -> None:
        self.uri, self.crs, self.settings, self.states = uri, crs, settings, states
        self.title, self.lang, self.schema = title, lang, schema
        now = utc_now()
        self.period = period or (now - _PERIOD, now)
        self.project = QgsProject()
        self.layers: Dict[str, QgsVectorLayer] = {}

    def write(self, path: Optional[Path], name: str = "") -> None:
        """Build the project; write it to ``path``, and under ``name`` into the GeoPackage.

        Layers loaded alone get their looks from the database: in a GeoPackage always, on a server
        where the user may; else a :class:`DcmError` at the end says so.
        """
        try:
            self.build()
            if path is not None:
                write_project(self.project, path, _without_passwords)
            if name and not self.schema:
                self._store(name)
            if self.schema:
                self.save_on_server()
            else:
                self._save_in_file()
        finally:
            self.layers.clear()
            self.project.clear()

    def build(self) -> None:
        project = self.project
        project.setTitle(self.title)
        project.setCrs(self.crs)
        project.setFilePathStorage(Qgis.FilePathType.Relative)
        for name, value in (
            (OFFSET, int(self.settings.get("utc_offset_minutes") or 480)),
            (MEDIA, self.settings.get("media_folder") or "media"),
            ("dcm_language", self.lang),
        ):
            QgsExpressionContextUtils.setProjectVariable(project, name, value)
        self._load()
        relations = self._relations()
        for key, layer in self.layers.items():
            table = ALL if key == OPEN else key
            CityForm(table, layer, self.layers, self.lang).set_up(relations.get(key, ()))
        self._titles()
        self._looks()
        self._time()
        self._tree()
        self._themes()
        self._extent()

    # --- layers --------------------------------------------------------------------------------

    def _load(self) -> None:
        for _group, names in _TREE:
            for name in names:
                key = name.lstrip("!")
                table = ALL if key == OPEN else key
                layer = QgsVectorLayer(
                    self._source(table), self._name(key), "postgres" if self.schema else "ogr"
                )
                if not layer.isValid():
                    raise DcmError("case_database.no_table", table=table, path=self._place())
                if key == OPEN:
                    layer.setSubsetString(self._open_only())
                layer.setCrs(self.crs if layer.isSpatial() else QgsCoordinateReferenceSystem())
                self.project.addMapLayer(layer, False)
                self.layers[key] = layer

    def _source(self, table: str) -> str:
        if not self.schema:
            return f"{self.uri}|layername={table}"
        source = QgsDataSourceUri(_SCHEMA_PART.sub("", self.uri))
        spatial = bool(tables()[table]["geometry"])
        source.setDataSource(self.schema, table, "geom" if spatial else "", "", "id")
        if spatial:
            # styles are found by it, too
            source.setWkbType(QgsWkbTypes.parseType(tables()[table]["geometry"]))
            source.setSrid(self.crs.authid().partition(":")[2])
        return str(source.uri(False))

    def _open_only(self) -> str:
        return '"is_open"' if self.schema else '"is_open" = 1'

    def _name(self, key: str) -> str:
        if key == OPEN:
            return text("case_database.layer.cases_open", self.lang)
        if key == ALL:
            return text("case_database.layer.cases", self.lang)
        return tables()[key]["name_" + self.lang]

    def _place(self) -> str:
        """The database as a message may name it."""
        return self.schema or self.uri

    # --- relations -----------------------------------------------------------------------------

    def _relations(self) -> Dict[str, List[Tuple[str, QgsRelation]]]:
        """Parent layer → the child tables that its form shows; all relations of the schema."""
        shown: Dict[str, List[Tuple[str, QgsRelation]]] = {OPEN: [], ALL: []}
        for child in CHILD_TABLES:
            for parent in (OPEN, ALL):
                made = self._relation(child, "case_id", parent, "id", composed=True)
                shown[parent].append((child, made))
        for table, listed in columns().items():
            for column, row in listed.items():
                referenced, _, key = row["references"].partition(".")
                if not referenced or referenced == ALL:
                    continue
                self._relation(table, column, referenced, key)
        for relation in _BY_CODE:
            self._relation(*relation)
        made = self._relation("operator_role", "login", "operator", "login")
        shown["operator"] = [("operator_role", made)]
        return shown

    def _relation(
        self, child: str, column: str, parent: str, key: str, composed: bool = False
    ) -> QgsRelation:
        relation = QgsRelation(QgsRelationContext(self.project))
        relation.setId(f"{parent}_{child}_{column}")
        described = columns()[child][column]["name_" + self.lang]
        relation.setName(f"{self._name(parent)} – {self._name(child)} ({described})")
        relation.setReferencedLayer(self.layers[parent].id())
        relation.setReferencingLayer(self.layers[child].id())
        relation.addFieldPair(column, key)
        if composed:
            relation.setStrength(QgsRelation.RelationStrength.Composition)
        manager = self.project.relationManager()
        manager.addRelation(relation)
        return manager.relation(relation.id())

    # --- look ----------------------------------------------------------------------------------

    def _titles(self) -> None:
        name = f'"name_{self.lang}"'
        for key, expression in (
            (OPEN, "\"task_no\" || '  ' || coalesce(\"address\", '')"),
            (ALL, "\"task_no\" || '  ' || coalesce(\"address\", '')"),
            ("case_log", '"seq" || \'  \' || represent_value("action")'),
            # the time first, so that a list of them is in the order of time
            ("case_clock", '"started_shown" || \'  \' || represent_value("clock")'),
            ("case_task", '"assigned_shown" || \'  \' || represent_value("kind")'),
            ("case_request", '"asked_shown" || \'  \' || represent_value("kind")'),
            ("case_supervise", '"asked_shown" || \'  \' || represent_value("kind")'),
            ("case_media", '"path"'),
            ("org_unit", '"name"'),
            ("operator", '"name"'),
            ("code_value", name),
            ("workflow_state", name),
            ("unit_grid", '"code"'),
            ("duty_grid", 'coalesce("name", "code")'),
        ):
            self.layers[key].setDisplayExpression(expression)
        tip = (
            '<b>[% "task_no" %]</b> [% represent_value("state") %]<br>'
            '[% "address" %]<br>[% "description" %]'
        )
        for key in (OPEN, ALL):
            self.layers[key].setMapTipTemplate(tip)

    def _looks(self) -> None:
        layers = self.layers
        working = [state for state in self.states if not state["terminal"]]
        layers[OPEN].setRenderer(cluster_renderer(state_renderer(working, self.lang, True)))
        layers[ALL].setRenderer(state_renderer(self.states, self.lang, False))
        layers[ALL].setScaleBasedVisibility(True)
        layers[ALL].setMinimumScale(_GRID_SCALE)
        layers["unit_grid"].setRenderer(thin_areas(_GRID, 0.15))
        layers["unit_grid"].setScaleBasedVisibility(True)
        layers["unit_grid"].setMinimumScale(_GRID_SCALE)
        label(layers["unit_grid"], 'right("code", 3)', text_look(_GRID, 7), _GRID_LABELS)
        layers["duty_grid"].setRenderer(thin_areas(_DUTY, 0.45, "#18b5651d"))
        label(
            layers["duty_grid"],
            'coalesce("name", "code")',
            text_look(_DUTY, 8),
            _GRID_SCALE,
        )
        layers["component"].setRenderer(component_dots())
        layers["component"].setScaleBasedVisibility(True)
        layers["component"].setMinimumScale(_COMPONENT_SCALE)
        layers["community"].setRenderer(thin_areas(_COMMUNITY, 0.3, "#10a9c0d3"))
        # coarser, numbers of cases that lie together would cover the names
        label(
            layers["community"],
            '"name"',
            text_look(_COMMUNITY, 8),
            _COMMUNITY_LABELS,
            _GRID_LABELS,
        )
        layers["street"].setRenderer(thin_areas(_STREET, 0.5))
        label(layers["street"], '"name"', text_look(_STREET, 9), _STREET_LABELS, _GRID_SCALE)
        layers["district"].setRenderer(thin_areas(_STREET, 0.8))
        for table in _READ_ONLY:
            layers[table].setReadOnly(True)

    def styles(self) -> Dict[str, QDomDocument]:
        """Table → look of a spatial layer, for whoever loads it without the project.

        Forms are left out: they need the other layers.
        """
        found: Dict[str, QDomDocument] = {}
        for key, layer in self.layers.items():
            if layer.isSpatial() and key != OPEN:
                found[key] = QDomDocument()
                reason = layer.exportNamedStyle(found[key], QgsReadWriteContext(), _LOOKS)
                if reason:
                    raise DcmError("case_database.styles", path=self._place(), reason=reason)
        return found

    def _save_in_file(self) -> None:
        from ...store.city import open_city

        texts = {key: style.toString() for key, style in self.styles().items()}
        with open_city(self.uri) as city, city.transaction():
            add_default_styles(city.connection, texts)

    def save_on_server(self) -> None:
        """Keep the looks of the layers in PostgreSQL; the user may lack the right to do so."""
        for key, style in self.styles().items():
            layer = QgsVectorLayer(self._source(key), self._name(key), "postgres")
            layer.importNamedStyle(style, _LOOKS)
            count, ids, names, _about, reason = layer.listStylesInDatabase()
            # behind its own ones stand those of all other tables
            for number, name in list(zip(ids, names))[:count]:
                if name == STYLE:
                    layer.deleteStyleFromDatabase(number)
            reason = layer.saveStyleToDatabase(STYLE, self._name(key), True, "") or ""
            if reason:
                raise DcmError("case_database.styles", path=self._place(), reason=reason)

    def _time(self) -> None:
        """The time that the temporal controller plays, and how cases stand in it."""
        begin, end = (_shown_time(moment) for moment in self.period)
        self.project.timeSettings().setTemporalRange(QgsDateTimeRange(begin, end))
        self._cases_in_time()

    def _cases_in_time(self) -> None:
        play_from_report_to_end(self.layers[ALL])

    def _tree(self) -> None:
        root = self.project.layerTreeRoot()
        for group, names in _TREE:
            node: QgsLayerTreeGroup = root.addGroup(text("case_database.group." + group, self.lang))
            for name in names:
                key = name.lstrip("!")
                made = node.addLayer(self.layers[key])
                made.setExpanded(key == OPEN)
                made.setItemVisibilityChecked(not name.startswith("!"))
            node.setExpanded(group not in _CLOSED_GROUPS)

    def _themes(self) -> None:
        collection = self.project.mapThemeCollection()
        for theme, shown in _THEMES:
            record = QgsMapThemeCollection.MapThemeRecord()
            entries = []
            for key in shown:
                entry = QgsMapThemeCollection.MapThemeLayerRecord(self.layers[key])
                entry.isVisible = True
                entries.append(entry)
            record.setLayerRecords(entries)
            collection.insert(text("case_database.theme." + theme, self.lang), record)

    def _extent(self) -> None:
        layers = (self.layers[key] for key in ("unit_grid", "district", "street", "community", ALL))
        filled = next((layer for layer in layers if layer.featureCount()), None)
        extent = None if filled is None else filled.extent()
        if extent is None or extent.isNull() or extent.isEmpty():
            return
        box = roomy([extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()])
        place = QgsReferencedRectangle(QgsRectangle(*box), self.crs)
        self.project.viewSettings().setDefaultViewExtent(place)

    def _store(self, name: str) -> None:
        """Write the project into the GeoPackage, from which QGIS opens it in the browser."""
        if not self.project.write(f"geopackage:{self.uri}?projectName={name}"):
            raise DcmError(
                "case_database.project", path=self.uri, reason=self.project.error() or "?"
            )


def _shown_time(moment: datetime.datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(moment.timestamp()), Qt.TimeSpec.UTC)


def _without_passwords(content: bytes) -> bytes:
    """A project never carries the password of a connection: QGIS asks for it."""
    return _PASSWORD.sub(b"", content)
