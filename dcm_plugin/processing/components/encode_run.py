"""What happens when ``dcm:encodecomponents`` runs: read, code, write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsFields,
    QgsProcessingMultiStepFeedback,
    QgsWkbTypes,
)

from ...compat import field as make_field
from ...core.errors import InputError
from ...core.messages import text
from .. import adapters, styling
from ..base import DcmAlgorithm, catalogue_folder, destination_file
from ..grid.history_tables import is_part_of_layer
from ..layer_writer import OutputLayers
from ..run import AlgorithmRun
from . import coded_layer, table_copy
from .coded_layer import CodedLayer
from .grid_layer import GridLayer

if TYPE_CHECKING:
    from ...core.components.coding import Cells, CodingResult, CodingRules, Components
    from ...core.standards import Profile
    from ...store.geopackage import Added, LayerTable, Rows

ERROR_FIELDS = (
    ("kind", "string", 30), ("name", "string", 60), ("severity", "string", 10),
    ("feature", "int64", 0), ("class_code", "string", 20), ("code", "string", 40),
    ("grid", "string", 20), ("message", "string", 254),
)  # fmt: skip
_STEPS = 4


class EncodeRun(AlgorithmRun):
    """One run. Numbers are taken from the register when all is decided, before it is written."""

    def __init__(
        self,
        algorithm: DcmAlgorithm,
        parameters: Any,
        context: Any,
        feedback: Any,
        table: Optional[LayerTable],
    ) -> None:
        super().__init__(algorithm, parameters, context, feedback)
        self.steps = QgsProcessingMultiStepFeedback(_STEPS, feedback)
        #: The GeoPackage table of INPUT, when it can be worked on by SQL.
        self.table = None if is_part_of_layer(parameters.get("INPUT")) else table

    def run(self) -> Dict[str, Any]:
        from ...core.components.coding import encode

        self._check_files()
        rules, profile = self._rules()
        source = self._required_source("INPUT")
        adapters.require_metric(source.sourceCrs(), source.sourceName())
        layer = CodedLayer(
            source, rules.catalogue, self._text("CLASS_FIELD"), self._text("CODE_FIELD")
        )
        rows = self._rows(layer)
        if not len(rows.fids):
            raise InputError("processing.layer_empty", layer=layer.name)
        self.steps.setCurrentStep(1)
        grid = GridLayer(
            self._required_source("GRID"),
            profile,
            self._text("GRID_FIELD"),
            self.context,
            self.steps,
        )
        cells = grid.cells(source.sourceCrs())
        self.names_given = grid.names_given
        if grid.ended:
            self._warn("coding.warning.ended", layer=grid.name, count=grid.ended)
        components = self._components(layer, rows, rules)
        register = self._register(layer.name)
        result = encode(
            components,
            cells,
            rules,
            register,
            self.steps.setProgress,
            adapters.cancel_check(self.feedback),
        )
        self.steps.setCurrentStep(2)
        outputs = self._layers(layer, rows, cells, rules, result)
        self.steps.setCurrentStep(3)
        outputs.update(self._reports(result, rules, profile, cells, components, layer.name))
        self._log(result, rules)
        self.feedback.setProgress(100)
        figures = result.figures
        outputs.update(
            {
                "COMPONENT_COUNT": figures["components"],
                "NEW_COUNT": figures["new"],
                "CHANGED_COUNT": figures["changed"],
                "KEPT_COUNT": figures["kept"],
                "ERROR_COUNT": figures["errors"],
                "BORDER_COUNT": figures["borders"],
            }
        )
        return outputs

    # --- settings ------------------------------------------------------------------------------

    def _check_files(self) -> None:
        """No result may overwrite the register or what is read."""
        self.algorithm.check_destinations(self.parameters)
        register = self._text("REGISTER")
        for name in ("REPORT", "REPORT_JSON", "ERRORS", "OUTPUT"):
            path = destination_file(self.parameters.get(name))
            if path and register and _same(path, register):
                raise InputError("coding.register.is_output", path=path)
            if path and self.table is not None and _same(path, self.table.path):
                raise InputError("coding.output_is_input", path=path)

    def _rules(self) -> Tuple[CodingRules, Profile]:
        from ...core.classes import load_catalogue
        from ...core.classes.codes import READINGS
        from ...core.components.coding import CodingRules

        profile = self.algorithm.load_profile(self.parameters, self.context)
        reading = self._choice("VERSION")
        divisions = [part.strip() for part in self._text("DIVISION").replace("，", ",").split(",")]
        divisions = [part for part in divisions if part]
        for division in divisions:
            if not (division.isascii() and division.isdigit() and len(division) == 6):
                raise InputError("coding.division_wrong", value=division)
        rules = CodingRules(
            catalogue=load_catalogue(READINGS[reading][0], catalogue_folder()),
            reading=reading,
            grid=profile.code,
            method=self._choice("METHOD"),
            keep=self._flag("KEEP"),
            sixteen=self._choice("SIXTEEN_DIGITS"),
            divisions=tuple(divisions),
        )
        return rules, profile

    def _register(self, layer: str) -> Any:
        from ...core.components.coding import MemoryRegister
        from ...store.register import FileRegister

        path = self._text("REGISTER")
        if path:
            return FileRegister(path, layer)
        self._warn("coding.warning.no_register")
        return MemoryRegister()

    # --- reading -------------------------------------------------------------------------------

    def _rows(self, layer: CodedLayer) -> Rows:
        from ...store.geopackage import read_rows

        if self.table is not None and set(layer.read_fields) <= set(self.table.columns):
            return read_rows(self.table, layer.read_fields, adapters.cancel_check(self.feedback))
        self.table = None
        return coded_layer.read_features(layer, self.steps)

    def _components(self, layer: CodedLayer, rows: Rows, rules: CodingRules) -> Components:
        import numpy as np

        from ...core.components.coding import Components, locating_points
        from ...core.grid.codes import as_text

        def column(role: str) -> Any:
            name = layer.roles.get(role, "")
            if not name:
                return np.full(len(rows.fids), None, dtype=object)
            return as_text(rows.columns[name])

        classes = as_text(rows.columns[layer.class_field])
        if layer.class_is_number:
            # numbers have lost the zero in front
            length = rules.catalogue.class_length
            classes[:] = [None if c is None else c.zfill(length) for c in classes.tolist()]
        points = rows.points if rows.points is not None else locating_points(rows.shapes)
        return Components(
            rows.fids, points, classes, column("code"), column("old_code"), rows.shapes
        )

    # --- writing -------------------------------------------------------------------------------

    def _added(
        self, layer: CodedLayer, cells: Cells, rules: CodingRules, result: CodingResult
    ) -> List[Added]:
        """The columns that coding gives."""
        import numpy as np

        from ...core.components.coding.model import NONE
        from ...store.geopackage import Added

        def texts(values: Any) -> Any:
            made = np.empty(len(values), dtype=object)
            made[:] = values
            return made

        names = {role: spec.name for role, spec in layer.specs.items()}
        cell, klass = result.cell, result.klass
        made = [
            Added(names["code"], result.codes),
            Added(names["old_code"], result.old_codes),
            Added(names["grid_code"], cells.codes, cell),
            Added(
                names["version"],
                texts([rules.reading]),
                np.where(result.state != NONE, 0, -1),
            ),
            Added(
                names["class_code"],
                texts([item.code for item in rules.classes]),
                klass,
                layer.class_field,
                klass >= 0,
            ),
            Added(
                names["name"],
                texts([item.name_zh for item in rules.classes]),
                klass,
                layer.roles.get("name", ""),
                self._reclassed(result, rules) if "name" in layer.roles else None,
            ),
        ]
        for role, values in (
            ("street", cells.streets),
            ("community", cells.communities),
            ("street_name", cells.street_names),
            ("community_name", cells.community_names),
        ):
            if role in names and (not role.endswith("_name") or role in self.names_given):
                made.append(Added(names[role], values, cell))
        return made

    def _reclassed(self, result: CodingResult, rules: CodingRules) -> Any:
        """Components whose code was of another class before: they get another name, too."""
        import numpy as np

        from ...core.components.coding.model import CHANGED

        made = np.zeros(len(result.state), dtype=bool)
        start, end = rules.structure.span("major")[0], rules.structure.span("minor")[1]
        rows = np.flatnonzero(result.state == CHANGED)
        made[rows] = [
            len(old) != len(new) or old[start:end] != new[start:end]
            for old, new in zip(result.old_codes[rows].tolist(), result.codes[rows].tolist())
        ]
        return made

    def _layers(
        self,
        layer: CodedLayer,
        rows: Rows,
        cells: Cells,
        rules: CodingRules,
        result: CodingResult,
    ) -> Dict[str, Any]:
        added = self._added(layer, cells, rules, result)
        with OutputLayers(self.algorithm, self.parameters, self.context) as layers:
            self._errors(layers, layer, cells, result, rows)
            sink = self._sink(layers, layer)
            target = layers.targets["OUTPUT"]
            if self.table is not None and table_copy.is_own_file(target):
                del sink  # the file with its empty table is there now
                done = table_copy.copied(layer, self.table, target, added, rows, self.steps)
                sink = None if done else self._sink(layers, layer)
            if sink is not None:
                coded_layer.write_features(layer, added, rows, sink, self.steps)
                del sink
        self._style(layers.targets, layer)
        return layers.targets

    @staticmethod
    def _sink(layers: OutputLayers, layer: CodedLayer) -> Any:
        """OUTPUT, empty, with the fields of the version."""
        source = layer.source
        return layers.sink("OUTPUT", layer.fields, source.wkbType(), source.sourceCrs())

    def _errors(
        self,
        layers: OutputLayers,
        layer: CodedLayer,
        cells: Cells,
        result: CodingResult,
        rows: Rows,
    ) -> None:
        """The list of findings as points, if it is wanted."""
        fields = QgsFields()
        for name, kind, length in ERROR_FIELDS:
            fields.append(
                make_field(name, kind, length, 0, text("coding.field." + name, self.lang))
            )
        sink = layers.sink("ERRORS", fields, QgsWkbTypes.Type.Point, layer.source.sourceCrs())
        if sink is None:
            return
        frame = self._finding_table(layer, cells, result, rows)
        adapters.frame_to_sink(frame, sink, fields, None)
        del sink

    def _finding_table(
        self, layer: CodedLayer, cells: Cells, result: CodingResult, rows: Rows
    ) -> Any:
        import geopandas as gpd
        import numpy as np
        import pandas as pd
        import shapely

        from ...core.components.coding import finding_rows
        from ...core.grid.codes import as_text

        found = list(finding_rows(result))
        at = np.array([row for _, _, row, _, _ in found], dtype=np.int64)
        cell = result.cell[at]
        grids = np.append(cells.codes, None)[cell]
        table = pd.DataFrame(
            {
                "kind": [kind for kind, *_ in found],
                "name": [text("coding.finding." + kind, self.lang) for kind, *_ in found],
                "severity": [severity for _, severity, *_ in found],
                "feature": rows.fids[at],
                "class_code": as_text(rows.columns[layer.class_field][at]),
                "code": result.old_codes[at],
                "grid": grids,
                "message": [
                    text("coding.message." + kind, self.lang, value=value, expected=expected)[:254]
                    for kind, _, _, value, expected in found
                ],
            }
        )
        xy = result.points[at]
        shapes = np.full(len(at), None, dtype=object)
        real = np.isfinite(xy).all(axis=1)
        shapes[real] = shapely.points(xy[real])
        return gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(shapes))

    def _style(self, outputs: Dict[str, Any], layer: CodedLayer) -> None:
        from .coding_look import style_coded

        styling.style_output(
            self.context,
            outputs.get("ERRORS"),
            "check_points",
            language=self.lang,
            layer_name=text("coding.layer.errors", self.lang),
            aliases={name: text("coding.field." + name, self.lang) for name, _, _ in ERROR_FIELDS},
        )
        style_coded(
            self.context,
            outputs.get("OUTPUT"),
            layer.specs["code"].name,
            {field.name(): field.alias() for field in layer.fields},
        )

    def _reports(
        self,
        result: CodingResult,
        rules: CodingRules,
        profile: Profile,
        cells: Cells,
        components: Components,
        name: str,
    ) -> Dict[str, str]:
        from ...core.components.coding.report import coding_report

        register = Path(self._text("REGISTER")).name if self._text("REGISTER") else ""
        return self.algorithm.write_reports(
            self.parameters,
            self.context,
            lambda: coding_report(result, rules, profile, cells, components, name, register),
        )

    def _log(self, result: CodingResult, rules: CodingRules) -> None:
        figures = result.figures
        self._say("coding.done", standard=rules.catalogue.name(self.lang), **figures)
        if figures["errors"]:
            self._warn("coding.warning.errors", count=figures["errors"])


def _same(one: str, other: str) -> bool:
    return Path(one).resolve() == Path(other).resolve()
