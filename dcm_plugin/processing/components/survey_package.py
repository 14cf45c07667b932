"""The GeoPackage of a survey: layers of components and events, base data, code tables."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...compat import field as make_field
from ...core.errors import DcmError, InputError
from ...core.messages import text
from .. import adapters

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from ...core.classes import Catalogue
    from ...core.survey.form import FormField

#: Layers of components by geometry.
COMPONENT_LAYERS: Mapping[str, str] = {
    "point": "component_points",
    "line": "component_lines",
    "polygon": "component_polygons",
}
EVENTS = "events"
#: Layers that a person fills in: an old package that has rows in one of them is not overwritten.
SURVEYED = (*COMPONENT_LAYERS.values(), EVENTS, "evidence")
_WKB = {
    "point": QgsWkbTypes.Type.Point,
    "line": QgsWkbTypes.Type.LineString,
    "polygon": QgsWkbTypes.Type.Polygon,
    "multipolygon": QgsWkbTypes.Type.MultiPolygon,
    "": QgsWkbTypes.Type.NoGeometry,
}
#: Columns of the grid layer and of the communities: name, length.
GRID_COLUMNS = (
    ("code", 20), ("community", 12), ("community_name", 50), ("street", 9), ("street_name", 50),
)  # fmt: skip
_LIST = (("code", 30), ("label", 60))
_PARTS = ("", "-wal", "-shm", "-journal")


class SurveyPackage:
    """Writes the package beside its place and puts it there when it is complete."""

    def __init__(
        self, path: Path, crs: QgsCoordinateReferenceSystem, transforms: Any, lang: str
    ) -> None:
        self.path, self.crs, self.lang = path, crs, lang
        self.transforms = transforms or QgsCoordinateTransformContext()
        self.work = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.part.gpkg")

    def layer_source(self, table: str) -> str:
        return f"{self.path}|layername={table}"

    # --- tables --------------------------------------------------------------------------------

    def write_form(self, table: str, geometry: str, fields: Sequence[FormField]) -> None:
        """An empty layer with the fields of a form."""
        made = adapters.fields_from_specs([item.spec for item in fields], self.lang)
        self._write(table, made, geometry, ())

    def write_table(
        self, table: str, columns: Sequence[Tuple[str, int]], rows: Iterable[Sequence[Any]]
    ) -> None:
        """A table of texts; a length of 0 is a whole number."""
        fields = _fields(columns)
        self._write(table, fields, "", (_feature(fields, row, None) for row in rows))

    def write_areas(
        self, table: str, columns: Sequence[Tuple[str, int]], frame: gpd.GeoDataFrame
    ) -> None:
        """Polygons with texts."""
        import shapely

        fields = _fields(columns)
        shapes = adapters.as_multi(frame.geometry.to_numpy())
        values = [frame[name].tolist() for name, _ in columns]
        rows = zip(*values, shapely.to_wkb(shapes, output_dimension=2).tolist())
        self._write(
            table, fields, "multipolygon", (_feature(fields, row[:-1], row[-1]) for row in rows)
        )

    def write_catalogue(self, catalogue: Catalogue) -> int:
        """Majors and classes of components and events; how many classes."""
        from ...core.classes import KINDS
        from ...core.survey.symbols import class_symbol

        count = 0
        for kind in KINDS:
            classes = catalogue.of_kind(kind)
            count += len(classes)
            self.write_table(
                f"{kind}_classes",
                (
                    ("code", 10),
                    ("label", 120),
                    ("major", 2),
                    ("name_zh", 60),
                    ("name_en", 120),
                    ("geometry", 10),
                    ("accuracy", 1),
                    ("symbol", 40),
                    ("description", 254),
                ),  # fmt: skip
                (
                    (
                        item.code,
                        f"{item.code} {item.name(self.lang)}",
                        item.major,
                        item.name_zh,
                        item.name_en,
                        item.geometry,
                        item.accuracy,
                        class_symbol(item, catalogue).symbol,
                        item.description(self.lang)[:254],
                    )
                    for item in classes
                ),
            )
            used: Dict[Tuple[str, str], int] = {}
            for item in classes:
                used[item.major, item.geometry] = used.get((item.major, item.geometry), 0) + 1
            self.write_table(
                f"{kind}_majors",
                (
                    ("code", 2),
                    ("label", 120),
                    ("name_zh", 60),
                    ("name_en", 120),
                    ("points", 0),
                    ("lines", 0),
                    ("polygons", 0),
                ),  # fmt: skip
                (
                    (
                        major.code,
                        f"{major.code} {major.name(self.lang)}",
                        major.name_zh,
                        major.name_en,
                        *(used.get((major.code, g), 0) for g in ("point", "line", "polygon")),
                    )
                    for major in catalogue.majors_of(kind)
                ),
            )
        return count

    def write_list(self, table: str, items: Iterable[Mapping[str, str]]) -> None:
        """A list of values: stored is the standard's word, shown that of the language."""
        self.write_table(table, _LIST, ((item["zh"], item[self.lang]) for item in items))

    def write_departments(self, specs: Mapping[str, Any], frame: Optional[pd.DataFrame]) -> int:
        columns = [(spec.name, spec.length) for spec in specs.values()]
        rows: List[Sequence[Any]] = []
        if frame is not None:
            rows = list(zip(*(frame[role].tolist() for role in specs)))
        self.write_table("departments", columns, rows)
        return len(rows)

    def _write(
        self, table: str, fields: QgsFields, geometry: str, features: Iterable[QgsFeature]
    ) -> None:
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = table
        options.fileEncoding = "UTF-8"
        options.layerOptions = [f"IDENTIFIER={text('survey.layer.' + table, self.lang)}"]
        action = QgsVectorFileWriter.ActionOnExistingFile
        options.actionOnExistingFile = (
            action.CreateOrOverwriteLayer if self.work.exists() else action.CreateOrOverwriteFile
        )
        crs = self.crs if geometry else QgsCoordinateReferenceSystem()
        writer = QgsVectorFileWriter.create(
            str(self.work), fields, _WKB[geometry], crs, self.transforms, options
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise DcmError(
                "survey.write_failed", path=str(self.path), reason=writer.errorMessage() or "?"
            )
        adapters.write_features(features, writer, None, 0)
        del writer

    # --- the file ------------------------------------------------------------------------------

    def finish(self) -> None:
        """Index the grid codes and give the package its name."""
        try:
            with contextlib.closing(sqlite3.connect(str(self.work))) as database:
                database.execute('CREATE INDEX unit_grid_by_code ON unit_grid("code")')
                database.execute('CREATE INDEX departments_by_code ON departments("code")')
                database.commit()
            for part in _PARTS[1:]:
                Path(f"{self.path}{part}").unlink(missing_ok=True)
            os.replace(self.work, self.path)
        except (OSError, sqlite3.Error) as error:
            raise DcmError("survey.write_failed", path=str(self.path), reason=str(error)) from error

    def remove(self) -> None:
        """Take away what is not complete."""
        for part in _PARTS:
            with contextlib.suppress(OSError):
                Path(f"{self.work}{part}").unlink(missing_ok=True)


def refuse_surveyed(path: Path) -> None:
    """Raise :class:`InputError` when the file is a survey package with records."""
    count = _records(path) if path.is_file() else 0
    if count:
        raise InputError("survey.exists", path=str(path), count=count)


def _records(path: Path) -> int:
    """How many records a package has; no layer is open any more when an error is raised of it."""
    count = 0
    for table in SURVEYED:
        layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
        if layer.isValid():
            count += max(0, layer.featureCount())
    return count


def _fields(columns: Sequence[Tuple[str, int]]) -> QgsFields:
    fields = QgsFields()
    for name, length in columns:
        made: QgsField = make_field(name, "string" if length else "int", length)
        fields.append(made)
    return fields


def _feature(fields: QgsFields, values: Sequence[Any], wkb: Optional[bytes]) -> QgsFeature:
    feature = QgsFeature(fields)
    feature.setAttributes(list(values))
    if wkb is not None:
        shape = QgsGeometry()
        shape.fromWkb(wkb)
        feature.setGeometry(shape)
    return feature
