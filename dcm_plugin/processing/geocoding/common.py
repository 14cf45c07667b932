"""What the algorithms of geocoding share: the database, unit grids, tables of texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import field as make_field
from ...core.errors import Cancelled, DcmError, InputError
from ...core.messages import text
from .. import adapters, styling
from ..base import DcmAlgorithm, language, optional

if TYPE_CHECKING:
    import numpy as np

    from ...core.geocoding.match import Settings
    from ...core.geocoding.table import OutputField
    from ...store.places import PlaceDatabase

translate = QCoreApplication.translate

WGS84 = "EPSG:4326"
ENCODINGS = ["auto", "utf-8", "gb18030", "utf-16"]
#: Texts answered between two looks at the cancel button.
STRIDE = 500


class GeocodingAlgorithm(DcmAlgorithm):
    """Base of the algorithms that ask a place database."""

    GROUP = "geocoding"

    def database_parameter(self) -> Any:
        return self.set_help(
            QgsProcessingParameterFile(
                "DATABASE", translate("DCM", "Place database"), extension="gpkg"
            ),
            translate("DCM", "The GeoPackage that “Build geocode index” made."),
        )

    def score_parameter(self) -> Any:
        parameter = QgsProcessingParameterNumber(
            "MIN_SCORE",
            translate("DCM", "Lowest score"),
            QgsProcessingParameterNumber.Type.Double,
            defaultValue=0.8,
            minValue=0.0,
            maxValue=1.0,
        )
        return self.advanced(
            parameter,
            translate(
                "DCM",
                "Answers with a lower score count as uncertain. The score is the probability "
                "that the place is the one meant.",
            ),
        )

    def side_parameter(self) -> Any:
        parameter = QgsProcessingParameterNumber(
            "DISTANCE",
            translate("DCM", "Distance of directions (m)"),
            QgsProcessingParameterNumber.Type.Double,
            defaultValue=30.0,
            minValue=0.0,
            maxValue=1000.0,
        )
        return self.advanced(
            parameter,
            translate(
                "DCM",
                "How far a direction without a distance leads, such as 东侧, 南面. The result says "
                "that it is approximate, with an expected error of at least this size.",
            ),
        )

    def settings(self, parameters: Any, context: Any, limit: Optional[int] = None) -> Settings:
        """What the user chose about answers."""
        from ...core.geocoding.match import Settings

        chosen = Settings(
            confident=self.parameterAsDouble(parameters, "MIN_SCORE", context),
            side_distance=self.parameterAsDouble(parameters, "DISTANCE", context),
        )
        return chosen if limit is None else replace(chosen, limit=limit)

    def grid_parameters(self) -> List[Any]:
        return [
            self.set_help(
                QgsProcessingParameterFeatureSource(
                    "UNIT_GRID",
                    translate("DCM", "Unit grids"),
                    [QgsProcessing.SourceType.TypeVectorPolygon],
                    optional=True,
                ),
                translate("DCM", "To write the code of the unit grid in which a place lies."),
            ),
            self.set_help(
                QgsProcessingParameterField(
                    "GRID_FIELD",
                    translate("DCM", "Grid code field"),
                    parentLayerParameterName="UNIT_GRID",
                    optional=True,
                ),
                translate("DCM", "Empty: the field that the profile names."),
            ),
            self.profile_parameter(),
        ]

    def table_parameters(self) -> List[Any]:
        """A layer or a file with texts."""
        return [
            self.set_help(
                QgsProcessingParameterFeatureSource(
                    "INPUT",
                    translate("DCM", "Table or layer"),
                    [QgsProcessing.SourceType.TypeVector],
                    optional=True,
                ),
                translate("DCM", "Or give a file below."),
            ),
            self.set_help(
                QgsProcessingParameterFile("TABLE", translate("DCM", "Table file"), optional=True),
                translate(
                    "DCM",
                    "CSV (UTF-8 or GBK, separated by comma, semicolon, tab or bar) or xlsx, "
                    "instead of a layer. The first row holds the names of the columns.",
                ),
            ),
            self.advanced(
                QgsProcessingParameterEnum(
                    "ENCODING",
                    translate("DCM", "Encoding of the file"),
                    options=ENCODINGS,
                    defaultValue=ENCODINGS[0],
                    usesStaticStrings=True,
                ),
                translate("DCM", "auto: UTF-8 if the bytes allow it, else GB 18030 (GBK)."),
            ),
        ]

    def advanced(self, parameter: Any, help_text: str) -> Any:
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        return self.set_help(parameter, help_text)

    # --- run -----------------------------------------------------------------------------------

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            error = self.destination_error(parameters)
            if error is not None:
                raise error
            with self.open_database(parameters, context) as database:
                return self.answer(parameters, context, feedback, database)
        return {}

    def answer(self, parameters: Any, context: Any, feedback: Any, database: Any) -> Dict[str, Any]:
        """What the algorithm does with the open database."""
        raise NotImplementedError

    def text_value(self, parameters: Any, name: str, context: Any) -> str:
        return optional(self.parameterAsString(parameters, name, context))

    def open_database(self, parameters: Any, context: Any) -> PlaceDatabase:
        from ...store.places import PlaceDatabase

        return PlaceDatabase(self.parameterAsFile(parameters, "DATABASE", context))

    def texts_table(self, parameters: Any, context: Any, feedback: Any) -> TextsTable:
        """The rows that the user chose, of a layer or a file."""
        path = self.text_value(parameters, "TABLE", context)
        if path:
            encoding = self.parameterAsEnumString(parameters, "ENCODING", context)
            return TextsTable.of_file(path, "" if encoding == "auto" else encoding)
        source = self.parameterAsSource(parameters, "INPUT", context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "INPUT"))
        return TextsTable.of_source(source, feedback)

    def grid_codes(
        self, parameters: Any, context: Any, feedback: Any, xy: np.ndarray, crs: Any
    ) -> Optional[List[str]]:
        """Codes of the unit grids at points; None when no grid was given."""
        from ...core.geocoding.reverse import codes_at

        cells = self.grid_cells(parameters, context, feedback, crs)
        return None if cells is None else codes_at(xy, *cells)

    def grid_cells(
        self, parameters: Any, context: Any, feedback: Any, crs: Any
    ) -> Optional[Tuple[np.ndarray, np.ndarray]]:
        """Polygons and codes of the unit grids in a CRS; None when no grid was given."""
        from ...core.grid.codes import as_text

        source = self.parameterAsSource(parameters, "UNIT_GRID", context)
        if source is None:
            return None
        name = self.text_value(parameters, "GRID_FIELD", context)
        spec = self.load_profile(parameters, context).fields["code"]
        name = name or spec.find([f.name() for f in source.fields()]) or ""
        if not name:
            raise InputError("processing.field_missing", layer=source.sourceName(), field=spec.name)
        frame = adapters.source_to_frame(
            source,
            feedback,
            [name],
            target_crs=crs,
            transform_context=context.transformContext(),
        )
        frame = frame[~frame.geometry.isna()]
        codes = as_text(frame[adapters.exact_name(source, name)])
        return frame.geometry.to_numpy(), codes

    def write(
        self,
        parameters: Any,
        context: Any,
        feedback: Any,
        name: str,
        fields: QgsFields,
        rows: Sequence[Sequence[Any]],
        points: Optional[Sequence[Optional[Tuple[float, float]]]],
        crs: Any,
        kind: Any,
        style: str = "",
        title: str = "",
    ) -> Optional[str]:
        """Rows with points (or without geometry) into a sink; its id, None when not wanted."""
        sink, target = self.parameterAsSink(parameters, name, context, fields, kind, crs)
        if sink is None:
            if name == "OUTPUT" or parameters.get(name):
                raise QgsProcessingException(self.invalidSinkError(parameters, name))
            return None
        try:
            adapters.write_features(
                _features(fields, rows, points), sink, feedback, len(rows), (80.0, 100.0)
            )
        except DcmError:
            del sink
            adapters.remove_unfinished(target)
            raise
        del sink
        if style:
            styling.style_output(
                context,
                target,
                style,
                language=language(),
                layer_name=title,
                aliases={field.name(): field.alias() for field in fields},
            )
        return str(target)


class TextsTable:
    """Rows of a layer or file: fields, attributes and, for layers, nothing of their geometry."""

    def __init__(self, name: str, fields: QgsFields, rows: List[List[Any]]) -> None:
        self.name, self.fields, self.rows = name, fields, rows

    @classmethod
    def of_source(cls, source: Any, feedback: Any) -> TextsTable:
        request = QgsFeatureRequest()
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        stopped = adapters.cancel_check(feedback)
        rows = []
        for number, feature in enumerate(source.getFeatures(request)):
            if number % 4096 == 0 and stopped():
                raise Cancelled()
            rows.append(feature.attributes())
        return cls(source.sourceName(), source.fields(), rows)

    @classmethod
    def of_file(cls, path: str, encoding: str) -> TextsTable:
        from ...core.geocoding.read_table import read_text_table

        if path.lower().endswith((".xlsx", ".xls", ".ods", ".dbf")):
            layer = QgsVectorLayer(path, "table", "ogr")
            if not layer.isValid():
                raise InputError(
                    "geocoding.table_unreadable", path=path, reason=layer.error().summary()
                )
            made = cls.of_source(_LayerSource(layer), None)
            return _with_header(made)
        table = read_text_table(path, encoding)
        fields = QgsFields()
        for column in table.columns:
            fields.append(make_field(column, "string"))
        rows = [[row[column] or None for column in table.columns] for row in table.rows]
        return cls(path, fields, rows)

    def column(self, name: str, role: str) -> int:
        """The position of a field by its name, else of the one that usually plays the role."""
        from ...core.geocoding.fields import find_field

        names = [field.name() for field in self.fields]
        if name:
            index = int(self.fields.lookupField(name))
            if index < 0:
                raise InputError("processing.field_missing", layer=self.name, field=name)
            return index
        found = find_field(role, names)
        if not found:
            raise InputError("geocoding.no_text_field")
        return names.index(found)

    def texts(self, index: int) -> List[str]:
        """A column as texts; NULL is ''."""
        from ...core.geocoding.build import text_of

        return ["" if adapters.is_null(row[index]) else text_of(row[index]) for row in self.rows]

    def kept_fields(self, added: Sequence[str]) -> Tuple[QgsFields, List[int]]:
        """The fields of the table that go into the result, and their positions."""
        taken = {name.casefold() for name in (*added, "fid", "ogc_fid")}
        fields, positions = QgsFields(), []
        for position, field in enumerate(self.fields):
            if field.name().casefold() not in taken:
                fields.append(field)
                positions.append(position)
        return fields, positions


class _LayerSource:
    """A layer with the two names of a source that are needed here."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self.layer = layer

    def getFeatures(self, request: Any) -> Any:
        return self.layer.getFeatures(request)

    def sourceName(self) -> str:
        return self.layer.name()

    def fields(self) -> QgsFields:
        return self.layer.fields()


def _with_header(table: TextsTable) -> TextsTable:
    """A sheet in which GDAL did not see that the first row holds the names of the columns."""
    names = [field.name() for field in table.fields]
    if not table.rows or not all(n.lower() == f"field{i}" for i, n in enumerate(names, 1)):
        return table
    fields = QgsFields()
    for number, value in enumerate(table.rows[0], 1):
        name = f"column_{number}" if adapters.is_null(value) else str(value)
        fields.append(make_field(name, "string"))
    rows = [[None if adapters.is_null(v) else str(v) for v in row] for row in table.rows[1:]]
    return TextsTable(table.name, fields, rows)


def output_fields(listed: Sequence[OutputField]) -> QgsFields:
    """Layer fields with their names in the language of the user as aliases."""
    fields = QgsFields()
    for item in listed:
        alias = item.zh if language() == "zh" else item.en
        fields.append(make_field(item.name, item.kind, item.length, 0, alias))
    return fields


def cut(fields: QgsFields, row: Sequence[Any]) -> List[Any]:
    """A row whose texts fit the fields."""
    return [
        value[: field.length()] if isinstance(value, str) and field.length() > 0 else value
        for field, value in zip(fields, row)
    ]


def database_crs(database: PlaceDatabase) -> QgsCoordinateReferenceSystem:
    """The CRS in which the places are kept."""
    known = database.reference()
    if known is None:
        return QgsCoordinateReferenceSystem()
    crs = QgsCoordinateReferenceSystem(f"{known.organization}:{known.code}")
    return crs if crs.isValid() else QgsCoordinateReferenceSystem.fromWkt(known.definition)


def transformed(xy: np.ndarray, source: Any, target: Any, context: Any, name: str) -> np.ndarray:
    """Coordinates (n, 2) in another CRS; NaN stays NaN."""
    import numpy as np

    if source == target:
        return xy
    change = QgsCoordinateTransform(source, target, context.transformContext())
    result = np.full(xy.shape, np.nan)
    for row in np.flatnonzero(np.isfinite(xy).all(axis=1)).tolist():
        try:
            point = change.transform(QgsPointXY(float(xy[row, 0]), float(xy[row, 1])))
        except QgsCsException as error:
            raise InputError(
                "processing.transform_failed", layer=name, fid=row, crs=target.authid()
            ) from error
        result[row] = (point.x(), point.y())
    return result


def answers_of(geocoder: Any, texts: Sequence[str], feedback: Any) -> List[Any]:
    """Answers in the order of the texts, with progress and cancel."""
    stopped = adapters.cancel_check(feedback)
    if len(texts) >= STRIDE * 4:
        geocoder.load(None)
    known: Dict[str, Any] = {}
    answers = []
    for number, given in enumerate(texts):
        if number % STRIDE == 0:
            if stopped():
                raise Cancelled()
            feedback.setProgress(80.0 * number / max(len(texts), 1))
        found = known.get(given)
        if found is None:
            found = known[given] = geocoder.geocode(given)
        answers.append(found)
    return answers


def told(feedback: Any, message_id: str, **params: Any) -> None:
    feedback.pushInfo(text(message_id, language(), **params))


def _features(
    fields: QgsFields,
    rows: Sequence[Sequence[Any]],
    points: Optional[Sequence[Optional[Tuple[float, float]]]],
) -> Any:
    for number, row in enumerate(rows):
        feature = QgsFeature(fields)
        feature.setAttributes(list(row))
        point = points[number] if points is not None else None
        if point is not None:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*point)))
        yield feature


def counts_of(values: Sequence[str], names: Mapping[str, str]) -> Dict[str, int]:
    """How often each state occurs, by output name."""
    return {output: sum(value == state for value in values) for state, output in names.items()}
