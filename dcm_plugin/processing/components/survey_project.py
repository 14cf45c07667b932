"""The QGIS project of a survey package: layers, forms, relations, symbols, snapping."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Sequence, Tuple

from qgis.core import (
    Qgis,
    QgsExpressionContextUtils,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsRelation,
    QgsRelationContext,
    QgsSnappingConfig,
    QgsVectorLayer,
)

from ...compat import pixel_unit, snapping_types
from ...core.errors import DcmError
from ...core.messages import text
from ..projects import label, outline, text_look, write_project
from .survey_expressions import Surroundings
from .survey_forms import SurveyForm
from .survey_package import COMPONENT_LAYERS, EVENTS, SurveyPackage
from .survey_symbols import class_renderer

if TYPE_CHECKING:
    from ...core.classes import Catalogue
    from ...core.standards import Profile
    from ...core.survey.form import FormField

_TABLES = (
    "departments", "component_majors", "component_classes", "event_majors", "event_classes",
    "states", "data_sources", "evidence_kinds",
)  # fmt: skip
#: Drawn from top to bottom.
_SURVEY = (EVENTS, *COMPONENT_LAYERS.values(), "evidence")
_BASE = ("communities", "unit_grid")
_SNAPPING_PIXELS = 12
_LABEL_SCALE = 5000


class SurveyProject:
    """Builds the project of a package that is in its place already."""

    def __init__(
        self,
        package: SurveyPackage,
        forms: Mapping[str, Tuple[FormField, ...]],
        catalogue: Catalogue,
        profile: Profile,
        fixed: Mapping[str, str],
        extent: Sequence[float],
    ) -> None:
        self.package, self.forms = package, forms
        self.catalogue, self.profile = catalogue, profile
        self.fixed, self.extent = fixed, extent
        self.lang = package.lang
        self.project = QgsProject()
        self.layers: Dict[str, QgsVectorLayer] = {}

    def write(self, path: Path) -> None:
        """Build the project and write it completely or not at all."""
        try:
            self.build()
            write_project(self.project, path)
        finally:
            self.project.clear()

    def build(self) -> None:
        project = self.project
        project.setTitle(
            text("survey.project.title", self.lang, catalogue=self.catalogue.name(self.lang))
        )
        project.setCrs(self.package.crs)
        project.setFilePathStorage(Qgis.FilePathType.Relative)
        for name, value in (
            ("dcm_catalogue", self.catalogue.id),
            ("dcm_profile", self.profile.id),
            ("dcm_language", self.lang),
        ):
            QgsExpressionContextUtils.setProjectVariable(project, name, value)
        self._load()
        relations = self._relations()
        self._forms(relations)
        self._looks()
        self._tree()
        self._snapping()
        extent = QgsReferencedRectangle(QgsRectangle(*self.extent), self.package.crs)
        project.viewSettings().setDefaultViewExtent(extent)

    def _load(self) -> None:
        for table in (*_SURVEY, *_BASE, *_TABLES):
            layer = QgsVectorLayer(self.package.layer_source(table), table, "ogr")
            if not layer.isValid():
                raise DcmError("survey.write_failed", path=str(self.package.path), reason=table)
            layer.setName(text("survey.layer." + table, self.lang))
            self.project.addMapLayer(layer, False)
            self.layers[table] = layer

    # --- forms and relations -------------------------------------------------------------------

    def _relations(self) -> Dict[str, QgsRelation]:
        """From each layer of components to the evidence of who owns them."""
        child = self.layers["evidence"]
        key = next(f.name for f in self.forms["evidence"] if f.role == "component")
        own = next(f.name for f in self.forms["component"] if f.role == "uid")
        made: Dict[str, QgsRelation] = {}
        for table in COMPONENT_LAYERS.values():
            relation = QgsRelation(QgsRelationContext(self.project))
            relation.setId(f"evidence_{table}")
            relation.setName(text("survey.layer.evidence", self.lang))
            relation.setReferencedLayer(self.layers[table].id())
            relation.setReferencingLayer(child.id())
            relation.addFieldPair(key, own)
            relation.setStrength(QgsRelation.RelationStrength.Composition)
            self.project.relationManager().addRelation(relation)
            made[table] = self.project.relationManager().relation(relation.id())
        return made

    def _forms(self, relations: Mapping[str, QgsRelation]) -> None:
        places: List[Tuple[str, str, str]] = [
            (table, geometry, "component") for geometry, table in COMPONENT_LAYERS.items()
        ]
        places += [(EVENTS, "point", "event"), ("evidence", "", "evidence")]
        for table, geometry, kind in places:
            fields = self.forms[kind]
            place = Surroundings(
                {name: layer.id() for name, layer in self.layers.items()},
                {item.role: item.name for item in fields},
                geometry,
                kind,
                self.profile.code,
            )
            form = SurveyForm(
                self.layers[table],
                fields,
                place,
                self.layers,
                self.catalogue,
                self.profile,
                self.lang,
            )
            form.set_up(self.fixed, [relations[table]] if table in relations else [])
            self.layers[table].setDisplayExpression(self._title(kind, place))
        self.layers["departments"].setDisplayExpression('"name"')
        self._department_aliases()

    @staticmethod
    def _title(kind: str, place: Surroundings) -> str:
        if kind == "evidence":
            return f"{place.field('kind')} || coalesce(' ' || {place.field('source')}, '')"
        return f"coalesce({place.field('name')}, '?') || coalesce(' ' || {place.field('code')}, '')"

    def _department_aliases(self) -> None:
        from ...core.survey.form import survey_tables

        layer = self.layers["departments"]
        for spec in survey_tables()["department"].values():
            index = layer.fields().lookupField(spec.name)
            layer.setFieldAlias(index, spec.alias(self.lang))

    # --- look ----------------------------------------------------------------------------------

    def _looks(self) -> None:
        for geometry, table in COMPONENT_LAYERS.items():
            classes = [c for c in self.catalogue.of_kind("component") if c.geometry == geometry]
            self._classes(table, geometry, "component", classes)
        self._classes(EVENTS, "point", "event", self.catalogue.of_kind("event"))
        grid = self.profile.values["drawing"]["grid_line_colour"]
        self.layers["unit_grid"].setRenderer(outline(grid, 0.3))
        sequence = self.profile.code.sequence_length
        label(self.layers["unit_grid"], f'right("code", {sequence})', text_look(grid), _LABEL_SCALE)
        self.layers["communities"].setRenderer(outline("#1c2733", 0.7, "dash dot"))
        for table in (*_BASE, *(t for t in _TABLES if t != "departments")):
            self.layers[table].setReadOnly(True)

    def _classes(self, table: str, geometry: str, kind: str, classes: Sequence[Any]) -> None:
        field = next(f.name for f in self.forms[kind] if f.role == "class_code")
        self.layers[table].setRenderer(
            class_renderer(field, geometry, classes, self.catalogue, self.lang)
        )

    def _tree(self) -> None:
        root = self.project.layerTreeRoot()
        for group, tables in (("survey", _SURVEY), ("base", _BASE), ("tables", _TABLES)):
            node = root.addGroup(text("survey.group." + group, self.lang))
            for table in tables:
                node.addLayer(self.layers[table]).setExpanded(False)
            node.setExpanded(group != "tables")

    def _snapping(self) -> None:
        """Components snap to each other; grids only when somebody switches them on."""
        config = QgsSnappingConfig(self.project)
        config.setEnabled(True)
        config.setMode(QgsSnappingConfig.SnappingMode.AdvancedConfiguration)
        config.setIntersectionSnapping(True)
        config.setTypeFlag(snapping_types())
        config.setTolerance(_SNAPPING_PIXELS)
        config.setUnits(pixel_unit())
        for table in (*COMPONENT_LAYERS.values(), *_BASE):
            config.setIndividualLayerSettings(
                self.layers[table],
                QgsSnappingConfig.IndividualLayerSettings(
                    table not in (*_BASE, COMPONENT_LAYERS["point"]),
                    snapping_types(),
                    _SNAPPING_PIXELS,
                    pixel_unit(),
                ),
            )
        self.project.setSnappingConfig(config)
        self.project.setTopologicalEditing(True)
