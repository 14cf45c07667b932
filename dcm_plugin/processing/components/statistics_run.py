"""What happens when ``dcm:componentstatistics`` runs: read, count, write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsFields,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)

from ...compat import field as make_field
from ...core.errors import InputError
from ...core.messages import text
from .. import adapters
from ..base import DcmAlgorithm, catalogue_folder
from ..layer_writer import OutputLayers
from ..run import AlgorithmRun
from . import coded_layer
from .grid_layer import GridLayer

if TYPE_CHECKING:
    from ...core.classes import Catalogue
    from ...core.components.statistics import Areas, Statistics
    from ...store.geopackage import LayerTable, Rows

#: Levels that have ground.
GROUND = ("unit_grid", "community", "street")


class StatisticsRun(AlgorithmRun):
    """One run: read, count, write."""

    def __init__(
        self,
        algorithm: DcmAlgorithm,
        parameters: Any,
        context: Any,
        feedback: Any,
        table: Optional[LayerTable],
    ) -> None:
        super().__init__(algorithm, parameters, context, feedback)
        #: The GeoPackage table of INPUT, when it can be read by SQL.
        self.table = table
        self.level = self._choice("LEVEL")
        self.detail = self._choice("DETAIL")
        self.version = self._choice("VERSION")

    def run(self) -> Dict[str, Any]:
        from ...core.classes import load_catalogue
        from ...core.components.statistics import count

        catalogue = load_catalogue(self.version, catalogue_folder())
        source = self._required_source("INPUT")
        adapters.require_metric(source.sourceCrs(), source.sourceName())
        rows, columns = self._read(source, catalogue)
        if not len(rows.fids):
            raise InputError("processing.layer_empty", layer=source.sourceName())
        self.feedback.setProgress(30)
        place, areas = self._areas(source, catalogue, rows, columns)
        self.feedback.setProgress(60)
        items = self._classes(catalogue)
        klass = self._class_places(catalogue, rows, columns, [code for code, _ in items])
        made = count(place, klass, areas, len(items))
        outputs = self._layers(catalogue, source, made, areas, items)
        self.feedback.setProgress(90)
        outputs.update(self._reports(catalogue, source, made, areas, items))
        absent = int((made.by_class == 0).sum())
        empty = int((made.by_area == 0).sum())
        self._say(
            "statistics.done",
            components=made.total,
            areas=len(areas),
            empty=empty,
            absent=absent,
        )
        place_left = "no_department" if self.level == "department" else "unplaced"
        for name, left in ((place_left, made.unplaced), ("unclassified", made.unclassified)):
            if left:
                self._warn("statistics.warning." + name, count=left)
        self.feedback.setProgress(100)
        outputs.update(
            {
                "COMPONENT_COUNT": made.total,
                "AREA_COUNT": len(areas),
                "EMPTY_AREA_COUNT": empty,
                "CLASS_COUNT": len(items) - absent,
                "ABSENT_CLASS_COUNT": absent,
                "UNPLACED_COUNT": made.unplaced,
                "UNCLASSIFIED_COUNT": made.unclassified,
            }
        )
        return outputs

    # --- reading -------------------------------------------------------------------------------

    def _read(
        self, source: QgsProcessingFeatureSource, catalogue: Catalogue
    ) -> Tuple[Rows, Dict[str, str]]:
        """The components, and which field tells class, code and department."""
        from ...store.geopackage import read_rows

        names = [field.name() for field in source.fields()]
        specs = catalogue.tables["component"]
        columns: Dict[str, str] = {}
        chosen = self._text("CLASS_FIELD") or catalogue.tables["coded"]["class_code"].find(names)
        if chosen:
            columns["class"] = chosen
        else:
            code = specs["code"].find(names)
            if not code:
                raise InputError(
                    "coding.no_class_field",
                    layer=source.sourceName(),
                    length=catalogue.class_length,
                    standard=catalogue.base_standard,
                )
            columns["code"] = code
        if self.level == "department":
            wanted = [specs["competent_code"], specs["competent_name"]]
            department = self._text("DEPARTMENT_FIELD") or next(
                filter(None, (spec.find(names) for spec in wanted)), None
            )
            if not department:
                raise InputError(
                    "statistics.no_department",
                    layer=source.sourceName(),
                    names=", ".join(n for spec in wanted for n in (spec.name, *spec.legacy)),
                )
            columns["department"] = department
            title = specs["competent_name"].find(names)
            if title and title != department:
                columns["title"] = title
        for role, name in columns.items():
            if source.fields().lookupField(name) < 0:
                raise InputError("processing.field_missing", layer=source.sourceName(), field=name)
            columns[role] = adapters.exact_name(source, name)
        fields = list(dict.fromkeys(columns.values()))
        table = self.table
        if table is not None and set(fields) <= set(table.columns):
            return read_rows(table, fields, adapters.cancel_check(self.feedback)), columns
        return coded_layer.rows_of(source, fields, self.feedback), columns

    def _areas(
        self,
        source: QgsProcessingFeatureSource,
        catalogue: Catalogue,
        rows: Rows,
        columns: Dict[str, str],
    ) -> Tuple[Any, Areas]:
        """The area of each component (-1 for none), and the areas."""
        import numpy as np
        import pandas as pd
        import shapely

        from ...core.components.coding import locate, locating_points
        from ...core.components.statistics import Areas, merged_areas
        from ...core.grid.codes import as_text

        grid = None
        if self.parameters.get("GRID") not in (None, ""):
            profile = self.algorithm.load_profile(self.parameters, self.context)
            grid = GridLayer(
                self._required_source("GRID"),
                profile,
                self._text("GRID_FIELD"),
                self.context,
                self.feedback,
            )
        elif self.level in GROUND:
            name = text("statistics.level." + self.level, self.lang)
            raise InputError("statistics.no_grid", level=name)
        cells = None if grid is None else grid.cells(source.sourceCrs())
        if grid is not None and grid.ended:
            self._warn("coding.warning.ended", layer=grid.name, count=grid.ended)
        if self.level == "department":
            codes = as_text(rows.columns[columns["department"]])
            place, kinds = pd.factorize(codes, sort=True)
            titles = np.full(len(kinds), None, dtype=object)
            if "title" in columns:
                given = as_text(rows.columns[columns["title"]])
                known = pd.Series(given).groupby(place).first()
                titles = np.array([known.get(p) for p in range(len(kinds))], dtype=object)
            ground = 0.0 if cells is None else float(shapely.area(cells.shapes).sum())
            return place, Areas(
                np.asarray(kinds, dtype=object),
                titles,
                np.full(len(kinds), ground),
                ground=ground,
            )
        points = rows.points if rows.points is not None else locating_points(rows.shapes)
        cancelled = adapters.cancel_check(self.feedback)
        cell, _ = locate(
            points, None, cells.shapes, cells.codes, check_cancelled=_stopper(cancelled)
        )
        if self.level == "unit_grid":
            none = np.full(len(cells.codes), None, dtype=object)
            return cell, Areas(cells.codes, none, shapely.area(cells.shapes), cells.shapes)
        codes, names = {
            "community": (cells.communities, cells.community_names),
            "street": (cells.streets, cells.street_names),
        }[self.level]
        areas, parent = merged_areas(codes, names, cells.shapes)
        return np.append(parent, -1)[cell], areas

    # --- classes -------------------------------------------------------------------------------

    def _classes(self, catalogue: Catalogue) -> List[Tuple[str, Dict[str, str]]]:
        """Code and name (both languages) of what is told apart."""
        from ...core.classes import COMPONENT

        items: Any = catalogue.of_kind(COMPONENT)
        if self.detail == "major":
            items = catalogue.majors_of(COMPONENT)
        return [(item.code, {lang: item.name(lang) for lang in ("en", "zh")}) for item in items]

    def _class_places(
        self, catalogue: Catalogue, rows: Rows, columns: Dict[str, str], known: List[str]
    ) -> Any:
        from ...core.classes import COMPONENT
        from ...core.classes.codes import class_part
        from ...core.components.statistics import positions
        from ...core.grid.codes import as_text

        if "class" in columns:
            values = as_text(rows.columns[columns["class"]])
            numbers = [v for v in rows.columns[columns["class"]][:100].tolist() if v is not None]
            if numbers and not any(isinstance(value, str) for value in numbers):
                # numbers have lost the zero in front
                length = catalogue.class_length
                values[:] = [None if v is None else v.zfill(length) for v in values.tolist()]
        else:
            values = class_part(rows.columns[columns["code"]], catalogue, "component_id")
        every = [item.code for item in catalogue.of_kind(COMPONENT)]
        place = positions(values, every)
        if self.detail == "minor":
            return place
        import numpy as np

        majors = positions([code[:2] for code in every], known)
        return np.append(majors, -1)[place]

    # --- writing -------------------------------------------------------------------------------

    def _layers(
        self,
        catalogue: Catalogue,
        source: QgsProcessingFeatureSource,
        made: Statistics,
        areas: Areas,
        items: List[Tuple[str, Dict[str, str]]],
    ) -> Dict[str, Any]:
        import geopandas as gpd
        import numpy as np

        from ...core.classes import COMPONENT
        from ...core.components.statistics_tables import area_table, class_table

        majors = catalogue.majors_of(COMPONENT)
        major_codes = [major.code for major in majors]
        of_class = [major_codes.index(code[:2]) for code, _ in items]
        frame = area_table(made, areas, major_codes, of_class, self.version)
        none = np.full(len(areas), None, dtype=object)
        shapes = areas.shapes if areas.shapes is not None else none
        layer = gpd.GeoDataFrame(frame, geometry=gpd.array.GeometryArray(shapes))
        specs = list(catalogue.tables["statistics_area"].values())
        fields = adapters.fields_from_specs(specs, self.lang)
        mapping = {spec.name: spec.role for spec in specs}
        for major in majors:
            fields.append(make_field("SL" + major.code, "int", 9, 0, major.name(self.lang)))
            mapping["SL" + major.code] = "major_" + major.code
        long = class_table(
            made,
            areas,
            [code for code, _ in items],
            [name[self.lang] for _, name in items],
            self.version,
            self._flag("ZEROS"),
        )
        empty = np.full(len(long), None, dtype=object)
        table = gpd.GeoDataFrame(long, geometry=gpd.array.GeometryArray(empty))
        table_specs = list(catalogue.tables["statistics"].values())
        table_fields = adapters.fields_from_specs(table_specs, self.lang)
        table_map = {spec.name: spec.role for spec in table_specs}
        ground = areas.shapes is not None
        kind = QgsWkbTypes.Type.MultiPolygon if ground else QgsWkbTypes.Type.NoGeometry
        with OutputLayers(self.algorithm, self.parameters, self.context) as layers:
            for name, content, layer_fields, columns, geometry in (
                ("TABLE", table, table_fields, table_map, QgsWkbTypes.Type.NoGeometry),
                ("OUTPUT", layer, fields, mapping, kind),
            ):
                sink = layers.sink(name, layer_fields, geometry, source.sourceCrs())
                if sink is None:
                    continue
                multi = geometry == QgsWkbTypes.Type.MultiPolygon
                adapters.frame_to_sink(content, sink, layer_fields, None, columns, multi)
                del sink
        self._style(layers.targets, catalogue, frame, fields, table_fields, ground)
        return layers.targets

    def _style(
        self,
        outputs: Dict[str, Any],
        catalogue: Catalogue,
        frame: Any,
        fields: QgsFields,
        table_fields: QgsFields,
        ground: bool,
    ) -> None:
        from ...core.components.statistics import breaks
        from .density_look import style_density, style_table

        unit = "per_wan" if self.level == "unit_grid" else "per_km2"
        title = text("statistics.field." + unit, self.lang)
        spec = catalogue.tables["statistics_area"][unit]
        ranges = breaks(frame[unit].to_numpy(dtype=float)) if ground else []
        style_density(
            self.context,
            outputs.get("OUTPUT"),
            spec.name,
            ranges,
            {field.name(): field.alias() for field in fields},
            (text("statistics.layer.areas", self.lang), title, text("statistics.zero", self.lang)),
        )
        style_table(
            self.context,
            outputs.get("TABLE"),
            {field.name(): field.alias() for field in table_fields},
            text("statistics.layer.table", self.lang),
        )

    def _reports(
        self,
        catalogue: Catalogue,
        source: QgsProcessingFeatureSource,
        made: Statistics,
        areas: Areas,
        items: List[Tuple[str, Dict[str, str]]],
    ) -> Dict[str, Any]:
        from ...core.components.statistics_report import statistics_report

        return self.algorithm.write_reports(
            self.parameters,
            self.context,
            lambda: statistics_report(
                made,
                areas,
                [code for code, _ in items],
                [name for _, name in items],
                self.level,
                self.detail,
                self.version,
                catalogue.title,
                source.sourceName(),
            ),
        )


def _stopper(cancelled: Any) -> Any:
    from ...core.errors import Cancelled

    def check() -> None:
        if cancelled():
            raise Cancelled()

    return check
