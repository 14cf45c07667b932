"""Features to tables and back, in bulk.

Tables are planar and carry no CRS object: the CRS of a run is checked here once
(:func:`require_metric`), and its id is kept in ``frame.attrs["crs"]``.
"""

from __future__ import annotations

import datetime
import functools
import gc
import glob
import itertools
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    Iterable,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
)

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsUnitTypes,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QByteArray, QCoreApplication, QDate, QDateTime, QTime, QVariant

from ..compat import FIELD_TYPES
from ..compat import field as make_field
from ..core.errors import Cancelled, DcmError, InputError
from ..core.messages import shortened

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd

    from ..core.standards import FieldSpec

FID = "_fid"
_FILE_PARTS = (
    ".gpkg", ".gpkg-wal", ".gpkg-shm", ".gpkg-journal", ".shp", ".shx", ".dbf", ".prj", ".cpg",
    ".geojson", ".fgb",
)  # fmt: skip
BATCH = 20000
#: Features between two looks at the cancel button.
_STRIDE = 4096

_KINDS = {
    "point": QgsWkbTypes.GeometryType.PointGeometry,
    "line": QgsWkbTypes.GeometryType.LineGeometry,
    "polygon": QgsWkbTypes.GeometryType.PolygonGeometry,
}
_SHAPELY_TYPES = {"point": (0, 4), "line": (1, 2, 5), "polygon": (3, 6)}
#: OGC type codes that GEOS before 3.13 cannot read: curves, and their collections.
_CURVED = (8, 9, 10, 11, 12, 13, 14)


def without_garbage_collection(work: Callable[..., Any]) -> Callable[..., Any]:
    """Many small objects are made here and none of them in a circle: a collection finds nothing."""

    @functools.wraps(work)
    def quiet(*args: Any, **kwargs: Any) -> Any:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return quiet


def require_metric(crs: QgsCoordinateReferenceSystem, layer_name: str) -> None:
    """Refuse a layer whose coordinates are not metres, and say what to do."""
    if not crs.isValid():
        raise InputError("processing.crs_unknown", layer=layer_name)
    metres = QgsUnitTypes.DistanceUnit.DistanceMeters
    if crs.isGeographic() or crs.mapUnits() != metres:
        raise InputError("processing.crs_not_metric", layer=layer_name, crs=crs.authid() or "?")


@without_garbage_collection
def source_to_frame(
    source: QgsProcessingFeatureSource,
    feedback: Any,
    fields: Optional[Sequence[str]] = None,
    geometry: str = "polygon",
    target_crs: Optional[QgsCoordinateReferenceSystem] = None,
    transform_context: Optional[QgsCoordinateTransformContext] = None,
    name: str = "",
) -> gpd.GeoDataFrame:
    """The features of a source as a table with ``_fid`` and 2D shapely geometry.

    NULL and empty geometries stay as None; invalid ones are handed over as they are. Whole-number
    columns with NULL become float64; texts and dates are Python objects with None.
    """
    import geopandas as gpd
    import numpy as np

    name = name or source.sourceName()
    if source.featureCount() != 0:
        _check_kind(source.wkbType(), geometry, name)
    layer_fields = source.fields()
    indexes = _field_indexes(layer_fields, fields, name)

    request = QgsFeatureRequest()
    request.setSubsetOfAttributes(indexes)
    flags = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
    transform = _transform(source.sourceCrs(), target_crs, transform_context)
    fids: List[int] = []
    rows: List[List[Any]] = []
    wkbs: List[Optional[bytes]] = []
    canceled = cancel_check(feedback)
    for number, feature in enumerate(source.getFeatures(request, flags)):
        if number % _STRIDE == 0 and canceled():
            raise Cancelled()
        fids.append(feature.id())
        if indexes:
            rows.append(feature.attributes())
        shape = feature.geometry()
        if transform is not None and not shape.isNull():
            _apply(transform, shape, name, feature.id())
        wkbs.append(shape.asWkb().data() or None)

    columns: Dict[str, Any] = {FID: np.array(fids, dtype=np.int64)}
    by_field = list(zip(*rows)) if rows else []
    for index in indexes:
        values = by_field[index] if by_field else ()
        columns[layer_fields.at(index).name()] = column_of(values, layer_fields.at(index))
    shapes = _shapes(wkbs)
    if transform is not None:
        _check_finite(shapes, columns[FID], name, transform)
    _check_types(shapes, columns[FID], geometry, name)
    import pandas as pd

    # texts and dates stay Python objects: pandas would guess types from the values
    table = pd.DataFrame(
        {key: pd.Series(values, dtype=values.dtype) for key, values in columns.items()}
    )
    frame = gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(shapes))
    crs = target_crs if target_crs is not None and target_crs.isValid() else source.sourceCrs()
    frame.attrs["crs"] = crs.authid()
    return frame


@without_garbage_collection
def frame_to_sink(
    frame: gpd.GeoDataFrame,
    sink: QgsFeatureSink,
    fields: QgsFields,
    feedback: Any,
    mapping: Optional[Mapping[str, str]] = None,
    multi: bool = False,
) -> int:
    """Write a table into a sink; the number of features written.

    ``mapping`` says which column fills a field (field name -> column name; the same name when it
    is not in the mapping); a field with no column stays NULL. ``multi`` writes multipart geometry.
    """
    import numpy as np
    import shapely

    columns = []
    for field in fields:
        column = (mapping or {}).get(field.name(), field.name())
        columns.append(values_of(frame[column], field) if column in frame.columns else None)
    shapes = np.asarray(frame.geometry.array, dtype=object)
    shapes = as_multi(shapes) if multi else shapes
    wkbs = shapely.to_wkb(shapes, output_dimension=2)
    total = len(frame)
    empty = [None] * total
    rows = list(zip(*[empty if values is None else values for values in columns]))
    made = (
        feature
        for start in range(0, total, BATCH)
        for feature in _features(fields, rows[start : start + BATCH], wkbs[start : start + BATCH])
    )
    return write_features(made, sink, feedback, total)


def write_features(
    features: Iterable[QgsFeature],
    sink: QgsFeatureSink,
    feedback: Any,
    total: int,
    progress: Tuple[float, float] = (0.0, 100.0),
) -> int:
    """Add features in batches; the number written. Nothing that fails is passed over."""
    canceled = cancel_check(feedback)
    written = 0
    stream = iter(features)
    while True:
        if canceled():
            raise Cancelled()
        batch = list(itertools.islice(stream, BATCH))
        if not batch:
            break
        if not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise DcmError("processing.write_failed", reason=sink.lastError() or "?")
        written += len(batch)
        if feedback is not None and total:
            feedback.setProgress(progress[0] + (progress[1] - progress[0]) * written / total)
    if not sink.flushBuffer():
        raise DcmError("processing.write_failed", reason=sink.lastError() or "?")
    return written


def remove_unfinished(target: Optional[str]) -> None:
    """Take away the file of an output whose writing stopped in the middle.

    Only files made for one layer alone; tables in a database or a shared GeoPackage stay.
    """
    if not target or "|" in target or target.startswith("ogr:"):
        return
    path = Path(target)
    if path.suffix.lower() not in _FILE_PARTS or not path.is_file():
        return
    for part in path.parent.glob(glob.escape(path.stem) + ".*"):
        if part.suffix.lower() in _FILE_PARTS:
            part.unlink()


def column_values(source: QgsProcessingFeatureSource, field: str, feedback: Any) -> List[Any]:
    """One attribute of all features, without geometry (works for tables too)."""
    index = _field_indexes(source.fields(), [field], source.sourceName())[0]
    request = QgsFeatureRequest()
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([index])
    canceled = cancel_check(feedback)
    values: List[Any] = []
    for number, feature in enumerate(source.getFeatures(request)):
        if number % _STRIDE == 0 and canceled():
            raise Cancelled()
        values.append(feature[index])
    return list(column_of(values, source.fields().at(index)))


def exact_name(source: QgsProcessingFeatureSource, field: str) -> str:
    """The name of a field as the layer writes it; users need not match upper and lower case."""
    return source.fields().at(source.fields().lookupField(field)).name()


def is_null(value: Any) -> bool:
    """An attribute without value."""
    return value is None or (isinstance(value, QVariant) and value.isNull())


def fields_from_specs(specs: Sequence[FieldSpec], lang: str) -> QgsFields:
    """Layer fields of a profile with their names in the language of the user as aliases."""
    fields = QgsFields()
    for spec in specs:
        fields.append(
            make_field(spec.name, spec.type, spec.length, spec.decimals, spec.alias(lang))
        )
    return fields


def fids_text(fids: Any) -> str:
    """Feature ids for a message."""
    return shortened([int(fid) for fid in fids])


# --- reading ---------------------------------------------------------------------------------


def cancel_check(feedback: Any) -> Callable[[], bool]:
    """What tells whether the user has stopped the run.

    ``qgis_process`` has no event loop while it works: an interrupt waits until events are taken.
    """
    if feedback is None:
        return lambda: False
    if QgsApplication.platform() != "qgis_process":
        return feedback.isCanceled  # type: ignore[no-any-return]

    def stopped() -> bool:
        QCoreApplication.processEvents()
        return bool(feedback.isCanceled())

    return stopped


def _check_kind(wkb_type: Any, wanted: str, name: str) -> None:
    if wanted == "any":
        return
    found = QgsWkbTypes.geometryType(wkb_type)
    if found == QgsWkbTypes.GeometryType.UnknownGeometry or found == _KINDS[wanted]:
        return
    raise InputError("processing.geometry_" + wanted, layer=name)


def _check_types(shapes: np.ndarray, fids: np.ndarray, wanted: str, name: str) -> None:
    import numpy as np
    import shapely

    if wanted == "any":
        return
    types = shapely.get_type_id(shapes)
    wrong = ~np.isin(types, _SHAPELY_TYPES[wanted] + (-1,))
    if wrong.any():
        raise InputError(
            "processing.geometry_mixed_" + wanted, layer=name, fids=fids_text(fids[wrong])
        )


def _field_indexes(
    layer_fields: QgsFields, wanted: Optional[Sequence[str]], name: str
) -> List[int]:
    if wanted is None:
        return list(range(layer_fields.count()))
    indexes = []
    for field_name in dict.fromkeys(wanted):
        index = layer_fields.lookupField(field_name)
        if index < 0:
            raise InputError("processing.field_missing", layer=name, field=field_name)
        indexes.append(index)
    return indexes


def _transform(
    source: QgsCoordinateReferenceSystem,
    target: Optional[QgsCoordinateReferenceSystem],
    context: Optional[QgsCoordinateTransformContext],
) -> Optional[QgsCoordinateTransform]:
    if target is None or not target.isValid() or not source.isValid() or source == target:
        return None
    return QgsCoordinateTransform(source, target, context or QgsCoordinateTransformContext())


def _apply(transform: QgsCoordinateTransform, shape: QgsGeometry, name: str, fid: int) -> None:
    try:
        failed = shape.transform(transform) != QgsGeometry.OperationResult.Success
    except QgsCsException:
        failed = True
    if failed:
        raise InputError(
            "processing.transform_failed",
            layer=name,
            fid=fid,
            crs=transform.destinationCrs().authid(),
        )


def _check_finite(
    shapes: np.ndarray, fids: np.ndarray, name: str, transform: QgsCoordinateTransform
) -> None:
    """PROJ answers infinity, not always an error, for what it cannot transform."""
    import numpy as np
    import shapely

    lost = ~np.isfinite(shapely.bounds(shapes)).all(axis=1) & ~shapely.is_missing(shapes)
    if lost.any():
        raise InputError(
            "processing.transform_failed",
            layer=name,
            fid=fids_text(fids[lost]),
            crs=transform.destinationCrs().authid(),
        )


def _shapes(wkbs: List[Optional[bytes]]) -> np.ndarray:
    """2D shapely geometries of WKB; curves linearised, empty ones None."""
    import numpy as np
    import shapely

    if not wkbs:
        return np.empty(0, dtype=object)
    codes = np.frombuffer(
        b"".join(b"\0\0\0\0" if wkb is None else wkb[1:5] for wkb in wkbs), dtype="<u4"
    )
    for position in np.flatnonzero(np.isin((codes & 0x0FFFFFFF) % 1000, _CURVED + (7,))):
        wkbs[position] = _straight(wkbs[position])
    raw = np.empty(len(wkbs), dtype=object)
    raw[:] = wkbs
    shapes = shapely.force_2d(shapely.from_wkb(raw, on_invalid="ignore"))
    unreadable = np.flatnonzero(shapely.is_missing(shapes) & np.not_equal(raw, None))
    for position in unreadable:
        shapes[position] = _closed(raw[position])
    shapes[shapely.is_empty(shapes)] = None
    result: np.ndarray = shapes
    return result


def _straight(wkb: Optional[bytes]) -> Optional[bytes]:
    """A geometry with curves as one with straight segments (collections with curves too)."""
    if wkb is None:
        return None
    shape = QgsGeometry()
    shape.fromWkb(wkb)
    curved = shape.constGet()
    if curved is None:
        return None
    return QgsGeometry(curved.segmentize()).asWkb().data()


def _closed(wkb: bytes) -> Any:
    """A polygon whose rings lack the last point, which GEOS refuses; None if it is no polygon."""
    import shapely

    shape = QgsGeometry()
    shape.fromWkb(QByteArray(wkb))
    if shape.type() != QgsWkbTypes.GeometryType.PolygonGeometry:
        return None
    shape.get()  # detaches, so that the rings may be changed
    for part in shape.parts():
        part.exteriorRing().close()
        for number in range(part.numInteriorRings()):
            part.interiorRing(number).close()
    return shapely.force_2d(shapely.from_wkb(shape.asWkb().data(), on_invalid="ignore"))


def column_of(values: Sequence[Any], field: QgsField) -> Any:
    """One attribute of all features as a pandas-friendly array."""
    import numpy as np

    kinds = set(map(type, values))
    cleaned: Sequence[Any] = values
    if QVariant in kinds:
        cleaned = [None if type(value) is QVariant else value for value in values]
    gaps = bool(kinds & _NOTHING)
    kinds -= _NOTHING
    if not kinds:
        return _empty_column(len(cleaned), field)
    if kinds == {int} and not gaps:
        return np.array(cleaned, dtype=np.int64)
    if kinds <= {int, float}:
        if float in kinds or all(v is None or abs(v) < 2**53 for v in cleaned):
            return np.array(cleaned, dtype=np.float64)
    elif kinds == {bool} and not gaps:
        return np.array(cleaned, dtype=bool)
    elif kinds == {QDate}:
        cleaned = _dates(cleaned)
    elif kinds & _CONVERTED:
        cleaned = [_plain_value(value) for value in cleaned]
    result = np.empty(len(cleaned), dtype=object)
    result[:] = cleaned
    return result


def _empty_column(length: int, field: QgsField) -> Any:
    import numpy as np

    if field.isNumeric():
        return np.full(length, np.nan)
    return np.full(length, None, dtype=object)


_NOTHING = {type(None), QVariant}
_CONVERTED = {QDate, QDateTime, QTime, QByteArray}


def _dates(values: Sequence[Any]) -> List[Any]:
    """Days as Python dates; the same few days stand in most rows."""
    known: Dict[Any, Any] = {None: None}
    result = []
    for value in values:
        key = None if value is None else value.toJulianDay()
        if key not in known:
            known[key] = _plain_value(value)
        result.append(known[key])
    return result


def _plain_value(value: Any) -> Any:
    """Qt dates and bytes as Python ones, invalid dates as None."""
    if isinstance(value, QDate):
        return datetime.date(value.year(), value.month(), value.day()) if value.isValid() else None
    if isinstance(value, QDateTime):
        return value.toPyDateTime() if value.isValid() else None
    if isinstance(value, QTime):
        return value.toPyTime() if value.isValid() else None
    if isinstance(value, QByteArray):
        return value.data()
    return value


# --- writing ---------------------------------------------------------------------------------


def _features(fields: QgsFields, rows: Sequence[Any], wkbs: Sequence[Any]) -> List[QgsFeature]:
    features = []
    for position, wkb in enumerate(wkbs):
        feature = QgsFeature(fields)
        if rows:
            feature.setAttributes(list(rows[position]))
        if wkb is not None:
            shape = QgsGeometry()
            shape.fromWkb(wkb)
            feature.setGeometry(shape)
        features.append(feature)
    return features


def as_multi(shapes: np.ndarray) -> np.ndarray:
    import numpy as np
    import shapely

    result = shapes.copy()
    makers = {0: shapely.multipoints, 1: shapely.multilinestrings, 3: shapely.multipolygons}
    types = shapely.get_type_id(shapes)
    for kind, make in makers.items():
        chosen = np.flatnonzero(types == kind)
        if len(chosen):
            result[chosen] = make(shapes[chosen], indices=np.arange(len(chosen)))
    return result


def values_of(column: pd.Series, field: QgsField) -> List[Any]:
    """A column as values that a provider stores; missing ones None."""
    import pandas as pd

    values: List[Any] = column.astype(object).tolist()
    missing = pd.isna(column).to_numpy()
    if missing.any():
        values = [None if gone else value for value, gone in zip(values, missing)]
    if field.isNumeric() and not field.typeName().lower().startswith("bool"):
        whole = field.type() in (FIELD_TYPES["int"], FIELD_TYPES["int64"])
        return [None if v is None else (int(v) if whole else float(v)) for v in values]
    if field.isDateOrTime():
        made = {value: _qt_date(value, field) for value in set(values)}
        return [made[value] for value in values]
    return [value.item() if hasattr(value, "item") else value for value in values]


def _qt_date(value: Any, field: QgsField) -> Any:
    if not isinstance(value, datetime.date):
        return value
    if isinstance(value, datetime.datetime):
        if field.type() == FIELD_TYPES["date"]:
            return QDate(value.year, value.month, value.day)
        return QDateTime(
            QDate(value.year, value.month, value.day),
            QTime(value.hour, value.minute, value.second, value.microsecond // 1000),
        )
    return QDate(value.year, value.month, value.day)
