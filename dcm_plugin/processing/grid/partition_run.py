"""What happens when ``dcm:partitionunitgrid`` runs: read, divide, write."""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    QgsExpression,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
    QgsWkbTypes,
)

from ...compat import field as make_field
from ...core.errors import InputError
from ...core.messages import text
from .. import adapters, styling
from ..base import DcmAlgorithm
from ..layer_writer import LayerWriter
from ..run import AlgorithmRun

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np

    from ...core.grid.partition.model import PartitionInput, PartitionResult, PartitionSettings

#: Roles of the profile's table that the grid layer gets, in this order.
ROLES = ("code", "name", "area", "start", "end", "community", "community_name", "note", "profile")
#: Further fields: (column of the result, field name, kind, length, decimals).
OWN_FIELDS = (
    ("components", "BJSL", "int", 9, 0),
    ("buildings", "JZSL", "int", 9, 0),
    ("on_lines", "YXL", "double", 6, 3),
    ("compactness", "JCD", "double", 6, 3),
    ("reason", "MJSM", "string", 200, 0),
)

#: Findings about the features of one layer that the log shows; the report has all of them.
FINDINGS_SHOWN = 5
#: What a text of the wrong encoding is full of.
REPLACEMENT = "\ufffd"


class PartitionRun(AlgorithmRun):
    """One run: read, divide, write. Nothing is written before all is computed."""

    def __init__(
        self, algorithm: DcmAlgorithm, parameters: Any, context: Any, feedback: Any, lists: Any
    ) -> None:
        super().__init__(algorithm, parameters, context, feedback)
        self.lists: Dict[str, List[Tuple[str, QgsProcessingFeatureSource]]] = lists
        self.findings: List[Dict[str, Any]] = []
        self.inputs: List[Tuple[str, str, int]] = []
        self.extra: Dict[str, Any] = {}

    def run(self) -> Dict[str, Any]:
        from ...core.grid.partition import partition
        from ...core.grid.partition_data import append_issues

        started = time.monotonic()
        self.profile = self.algorithm.load_profile(self.parameters, self.context)
        self.settings = self._settings()
        self.algorithm.check_destinations(self.parameters)
        data = self._read()
        self._progress(10)
        result = partition(
            data,
            self.settings,
            self.profile,
            progress=lambda value: self._progress(10 + 0.8 * value),
            cancelled=adapters.cancel_check(self.feedback),
            message=self.feedback.pushInfo,
        )
        self._check_cancelled()
        result.issues = append_issues(result.issues, self.findings)
        result.figures.update(self.extra)
        result.figures["cells"] = len(result.cells)
        result.figures["communities"] = len(result.frame)
        result.figures["issues"] = len(result.issues)
        result.figures["seconds"] = round(time.monotonic() - started, 2)
        return self._write(result)

    # parameters

    def _settings(self) -> PartitionSettings:
        from ...core.grid.partition.model import PartitionSettings

        area = self.profile.area

        def real(name: str, default: float) -> float:
            value = self._given_real(name)
            return default if value is None else value

        workers = self.algorithm.parameterAsInt(self.parameters, "WORKERS", self.context)
        settings = PartitionSettings(
            target=real("TARGET_AREA", area.target),
            lower=real("LOWER", area.lower),
            upper=real("UPPER", area.upper),
            weight_area=self._real("WEIGHT_AREA"),
            weight_lines=self._real("WEIGHT_LINES"),
            weight_compactness=self._real("WEIGHT_COMPACTNESS"),
            weight_components=self._real("WEIGHT_COMPONENTS"),
            precision=self._real("PRECISION"),
            frame_tolerance=self._real("FRAME_TOLERANCE"),
            seed=self.algorithm.parameterAsInt(self.parameters, "SEED", self.context),
            workers=workers or None,
            order=self._choice("ORDER"),
        )
        if not 0 < settings.lower < settings.target < settings.upper:
            raise InputError(
                "partition.input.bounds",
                lower=f"{settings.lower:g}",
                target=f"{settings.target:g}",
                upper=f"{settings.upper:g}",
            )
        return settings

    # reading

    def _read(self) -> PartitionInput:
        from ...core.grid.partition.model import PartitionInput

        communities = self._communities()
        self._progress(2)
        barriers = self._barriers()
        self._progress(5)
        buildings = self._polygons("BUILDINGS", "partition.role.buildings")
        self._progress(8)
        compounds = self._compounds()
        layout = self._list("LAYOUT", "polygon", "partition.role.layout")
        components = self._list("COMPONENTS", "any", "partition.role.components")
        return PartitionInput(communities, barriers, buildings, compounds, layout, components)

    def _communities(self) -> gpd.GeoDataFrame:
        from ...core.grid.partition_data import community_codes

        source = self._required_source("INPUT")
        name = self._name("INPUT", source)
        adapters.require_metric(source.sourceCrs(), name)
        self.crs = source.sourceCrs()
        code = self._text("CODE_FIELD")
        title = self._text("NAME_FIELD")
        frame = self._table(source, name, "polygon", [f for f in (code, title) if f])
        if not len(frame):
            raise InputError("processing.layer_empty", layer=name)
        code, title = (adapters.exact_name(source, f) if f else "" for f in (code, title))
        codes = community_codes(frame[code], frame[adapters.FID], self.profile, name, code)
        names = frame[title].tolist() if title else [""] * len(frame)
        frame = frame[[adapters.FID, "geometry"]].copy()
        frame["code"] = codes
        frame["name"] = ["" if value is None or value != value else str(value) for value in names]
        if any(REPLACEMENT in value for value in frame["name"]):
            self._warn("partition.note.encoding", layer=name, field=title)
        frame = self._shaped(frame, name, "partition.role.communities")
        if not len(frame):
            raise InputError("partition.input.no_communities", layer=name)
        return frame

    def _name(self, parameter: str, source: QgsProcessingFeatureSource) -> str:
        layer = self.algorithm.parameterAsVectorLayer(self.parameters, parameter, self.context)
        return source.sourceName() if layer is None else layer_name(layer)

    def _shaped(self, frame: gpd.GeoDataFrame, name: str, role: str) -> gpd.GeoDataFrame:
        from ...core.grid.partition_data import with_geometry

        self.inputs.append((role, name, len(frame)))
        self._say("partition.note.read", layer=name, count=len(frame))
        frame, findings = with_geometry(frame, name)
        self.findings += findings
        for finding in findings[:FINDINGS_SHOWN]:
            self._warn(finding["kind"], **finding["params"])
        return frame

    def _polygons(self, parameter: str, role: str) -> Optional[gpd.GeoDataFrame]:
        source = self._source(parameter)
        if source is None:
            return None
        name = self._name(parameter, source)
        return self._shaped(self._table(source, name, "polygon"), name, role)

    def _list(self, parameter: str, geometry: str, role: str) -> Optional[gpd.GeoDataFrame]:
        frames = [
            self._shaped(self._table(source, name, geometry), name, role)
            for name, source in self.lists[parameter]
        ]
        return _joined(frames)

    # barriers

    def _barriers(self) -> Optional[gpd.GeoDataFrame]:
        rows = self._rank_rows()
        frames = [self._barrier(name, source, rows) for name, source in self.lists["BARRIERS"]]
        return _joined(frames)

    def _barrier(
        self, name: str, source: QgsProcessingFeatureSource, rows: List[Tuple[str, str, int]]
    ) -> gpd.GeoDataFrame:
        import numpy as np

        from ...core.grid import barriers

        fields = [f.name() for f in source.fields()]
        words = {f.name() for f in source.fields() if not f.isNumeric() and not f.isDateOrTime()}
        wanted = words.union(barriers.columns_used(fields))
        frame = self._table(source, name, "any", [f for f in fields if f in wanted])
        attributes = {f: frame[f] for f in fields if f in wanted}
        rules = barriers.assign_rules(attributes, len(frame), name)
        ranks = barriers.assign_ranks(attributes, len(frame), name)
        decided = np.zeros(len(frame), dtype=bool)
        fids = frame[adapters.FID].to_numpy()
        for layer, expression, rank in rows:
            if layer in ("*", "", name):
                fits = self._matching(source, expression, fids) & ~decided
                ranks[fits] = rank
                decided |= fits
        unknown = int((~decided & (rules == barriers.UNKNOWN)).sum())
        if unknown:
            note = {"layer": name, "count": unknown, "rank": barriers.DEFAULT_RANK}
            self._say("partition.note.unknown_rank", **note)
        frame = frame[[adapters.FID, "geometry"]].copy()
        frame["rank"] = ranks
        frame["source"] = name
        counts = {r: int(n) for r, n in zip(*np.unique(ranks, return_counts=True))}
        shown = ", ".join(f"{r}: {counts[r]}" for r in sorted(counts, reverse=True))
        self._say("partition.note.ranks", layer=name, count=len(frame), ranks=shown)
        frame = self._shaped(frame, name, "partition.role.barriers")
        return frame[frame["rank"] > 0].reset_index(drop=True)

    def _rank_rows(self) -> List[Tuple[str, str, int]]:
        cells = self.algorithm.parameterAsMatrix(self.parameters, "BARRIER_RANKS", self.context)
        cells = ["" if adapters.is_null(cell) else str(cell).strip() for cell in cells or []]
        if not any(cells):
            return []
        if len(cells) % 3:
            raise InputError("partition.input.rank_columns")
        known = [name for name, _ in self.lists["BARRIERS"]]
        rows = []
        for start in range(0, len(cells), 3):
            layer, expression, rank = cells[start : start + 3]
            if not (layer or expression or rank):
                continue
            number = start // 3 + 1
            if rank not in ("0", "1", "2", "3", "4", "5"):
                raise InputError("partition.input.rank_row", row=number, rank=rank)
            if layer not in ("*", "", *known):
                raise InputError(
                    "partition.input.rank_layer", row=number, layer=layer, known=", ".join(known)
                )
            rows.append((layer, expression, int(rank)))
        return rows

    def _matching(
        self, source: QgsProcessingFeatureSource, expression: str, fids: np.ndarray
    ) -> np.ndarray:
        """Which features the expression holds for; none when the layer lacks a field of it."""
        import numpy as np

        if not expression:
            return np.ones(len(fids), dtype=bool)
        parsed = QgsExpression(expression)
        if parsed.hasParserError():
            raise InputError(
                "partition.input.expression",
                expression=expression,
                reason=parsed.parserErrorString(),
            )
        names = {f.name().lower() for f in source.fields()}
        columns = set(parsed.referencedColumns()) - {QgsFeatureRequest.ALL_ATTRIBUTES}
        if any(column.lower() not in names for column in columns):
            return np.zeros(len(fids), dtype=bool)
        request = QgsFeatureRequest()
        request.setFilterExpression(expression)
        request.setExpressionContext(
            self.algorithm.createExpressionContext(self.parameters, self.context, source)
        )
        if not parsed.needsGeometry():
            request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        skip = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        found = []
        for number, feature in enumerate(source.getFeatures(request, skip)):
            if number % 4096 == 0:
                self._check_cancelled()
            found.append(feature.id())
        return np.isin(fids, np.array(found, dtype=np.int64))

    # compounds

    def _compounds(self) -> Optional[gpd.GeoDataFrame]:
        import shapely

        from ...core.grid.partition_data import compound_figures, kept_whole

        source = self._source("COMPOUNDS")
        if source is None:
            return None
        name = self._name("COMPOUNDS", source)
        frame = self._table(source, name, "polygon")
        frame = self._shaped(frame, name, "partition.role.compounds")
        expression = self.algorithm.parameterAsExpression(
            self.parameters, "KEEP_FIELD", self.context
        ).strip()
        low, high = self._given_real("KEEP_MIN"), self._given_real("KEEP_MAX")
        chosen = None
        if expression:
            self._check_fields(source, expression, name)
            chosen = self._matching(source, expression, frame[adapters.FID].to_numpy())
        else:
            low = self.settings.lower if low is None else low
            high = max(self.settings.upper, low) if high is None else high
        if low is not None and high is not None and low > high:
            raise InputError("partition.input.keep_range", low=f"{low:g}", high=f"{high:g}")
        areas = shapely.area(frame.geometry.to_numpy())
        frame["keep"] = kept_whole(areas, low, high, chosen)
        self.extra = compound_figures(
            areas, frame["keep"].to_numpy(), self.settings.target, self.settings.upper
        )
        self._say(
            "partition.note.compounds",
            count=len(frame),
            kept=self.extra["compounds_kept"],
            large=self.extra["compounds_larger_than_target"],
        )
        return frame

    def _check_fields(
        self, source: QgsProcessingFeatureSource, expression: str, layer: str
    ) -> None:
        names = {f.name().lower() for f in source.fields()}
        for column in sorted(QgsExpression(expression).referencedColumns()):
            if column != QgsFeatureRequest.ALL_ATTRIBUTES and column.lower() not in names:
                raise InputError("processing.field_missing", layer=layer, field=column)

    # writing

    def _write(self, result: PartitionResult) -> Dict[str, Any]:
        from ...core.grid import partition_figures, partition_report

        report = partition_report.build(result, self.settings, self.profile, self.inputs)
        outputs = partition_figures.outputs(result.figures)
        tables = [
            ("OUTPUT", *self._cells_table(result), "unit_grid"),
            ("FRAME", *self._frame_table(result), "frame"),
            ("ISSUES", *self._issues_table(result), "partition_issues"),
        ]
        self._check_cancelled()
        writer = PartitionWriter(self)
        outputs.update(writer.write(tables))
        outputs.update(REPORT=None, REPORT_JSON=None)
        outputs.update(self.algorithm.write_reports(self.parameters, self.context, lambda: report))
        share = result.figures.get("share_5k_15k")
        shown = "?" if share is None else f"{100 * share:.1f}"
        self._say("partition.note.done", cells=len(result.cells), share=shown)
        if len(result.issues):
            self._warn("partition.note.issues", count=len(result.issues))
        self._progress(100)
        return outputs

    def _cells_table(self, result: PartitionResult) -> Tuple[Any, QgsFields, Any]:
        specs = [self.profile.fields[role] for role in ROLES if role in self.profile.fields]
        fields = adapters.fields_from_specs(specs, self.lang)
        for column, name, kind, length, decimals in OWN_FIELDS:
            alias = text("partition.field." + column, self.lang)
            fields.append(make_field(name, kind, length, decimals, alias))
        cells = result.cells.copy()
        cells["community_name"] = cells["name"]
        columns = {spec.name: spec.role for spec in specs}
        columns.update({name: column for column, name, *_ in OWN_FIELDS})
        cells = cells.drop(columns=["name"])
        cells["area"] = cells["area"].round(2)
        cells["start"] = self._start_date()
        cells["reason"] = [text(str(r), self.lang) if r else None for r in cells["reason"]]
        return _renamed(cells, columns), fields, QgsWkbTypes.Type.Polygon

    def _start_date(self) -> datetime.date:
        if self.parameters.get("START_DATE") in (None, ""):
            return datetime.date.today()
        value = self.algorithm.parameterAsDateTime(self.parameters, "START_DATE", self.context)
        day = value.date()
        if not day.isValid():
            return datetime.date.today()
        return datetime.date(day.year(), day.month(), day.day())

    def _frame_table(self, result: PartitionResult) -> Tuple[Any, QgsFields, Any]:
        table = self.profile.tables.get("community", {})
        specs = [table[role] for role in ("code", "name") if role in table]
        fields = adapters.fields_from_specs(specs, self.lang)
        alias = text("partition.field.changed", self.lang)
        fields.append(make_field("BHMJ", "double", 18, 2, alias))
        columns = {spec.name: spec.role for spec in specs}
        columns["BHMJ"] = "changed"
        return _renamed(result.frame, columns), fields, QgsWkbTypes.Type.MultiPolygon

    def _issues_table(self, result: PartitionResult) -> Tuple[Any, QgsFields, Any]:
        import numpy as np
        import shapely

        issues = result.issues.copy()
        shapes = np.asarray(issues.geometry.array, dtype=object)
        issues = issues.set_geometry(list(shapely.point_on_surface(shapes)))
        issues["message"] = [
            text(str(kind), self.lang, **(params if isinstance(params, Mapping) else {}))
            for kind, params in zip(issues["kind"], issues["params"])
        ]
        fields = QgsFields()
        for name, kind, length, decimals in (
            ("kind", "string", 60, 0),
            ("message", "string", 254, 0),
            ("community", "string", 20, 0),
            ("measure", "double", 18, 3),
            ("layer", "string", 100, 0),
            ("fid", "int64", 18, 0),
        ):
            field_name = "feature" if name == "fid" else name
            alias = text("partition.field." + name, self.lang)
            fields.append(make_field(field_name, kind, length, decimals, alias))
        columns = {f.name(): f.name() for f in fields}
        columns["feature"] = "fid"
        return _renamed(issues, columns), fields, QgsWkbTypes.Type.Point


class PartitionWriter(LayerWriter):
    """Styles that know the bounds of the run and the field names of the profile."""

    def _style(self, target: str, fields: QgsFields, style: str) -> None:
        run: Any = self.run
        styling.style_output(
            run.context,
            target,
            style,
            language=run.lang,
            aliases={f.name(): f.alias() for f in fields},
            variables={
                "dcm_target": run.settings.target,
                "dcm_lower": run.settings.lower,
                "dcm_upper": run.settings.upper,
            },
            fields=self._style_fields(),
        )

    def _style_fields(self) -> Dict[str, str]:
        """Fields the styles look at, under the names of the profile."""
        run: Any = self.run
        table = run.profile.tables.get("community", {})
        names = {"DYWGBSM": run.profile.fields["code"].name}
        names.update(
            {n: table[r].name for n, r in (("SQDM", "code"), ("SQMC", "name")) if r in table}
        )
        return names


def layer_name(layer: Any) -> str:
    """Name of a layer; for one given as ``file.gpkg|layername=roads`` it is ``roads``."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    inner, path = parts.get("layerName"), parts.get("path")
    if inner and path and layer.name() == Path(path).stem:
        return str(inner)
    return str(layer.name())


def _joined(frames: Sequence[gpd.GeoDataFrame]) -> Optional[gpd.GeoDataFrame]:
    import pandas as pd

    if not frames:
        return None
    if len(frames) == 1:
        return frames[0]
    return pd.concat(frames, ignore_index=True)


def _renamed(table: gpd.GeoDataFrame, columns: Mapping[str, str]) -> gpd.GeoDataFrame:
    """The table with a column for each field: field name -> column."""
    import geopandas as gpd

    values = {name: table[col].to_numpy() for name, col in columns.items() if col in table.columns}
    return gpd.GeoDataFrame(values, geometry=table.geometry.array)
