"""Components in a Shapefile: geometries of one kind, with their heights."""

from __future__ import annotations

from collections import Counter
from typing import Any, Dict

from qgis.core import QgsGeometry, QgsProcessingFeatureSource, QgsWkbTypes

from ...core.errors import Cancelled, InputError
from .. import adapters
from .extend import unchecked

_POINT = QgsWkbTypes.GeometryType.PointGeometry
_KINDS = (
    _POINT,
    QgsWkbTypes.GeometryType.LineGeometry,
    QgsWkbTypes.GeometryType.PolygonGeometry,
)


def shapefile_type(source: QgsProcessingFeatureSource, feedback: Any) -> Any:
    """The type of a Shapefile for all geometries of a layer.

    Raises :class:`InputError` when they are of several kinds, some with and some without heights,
    or collections.
    """
    types = _types(source, feedback)
    if not types and QgsWkbTypes.geometryType(source.wkbType()) in _KINDS:
        types[source.wkbType()] = 0
    kinds: Dict[Any, int] = Counter()
    for kind, count in types.items():
        kinds[QgsWkbTypes.singleType(QgsWkbTypes.linearType(kind))] += count
    if not kinds:
        return QgsWkbTypes.Type.Point
    found = next(iter(kinds))
    if len(kinds) > 1 or QgsWkbTypes.geometryType(found) not in _KINDS:
        shown = (f"{QgsWkbTypes.displayString(kind)}: {n}" for kind, n in sorted(kinds.items()))
        raise InputError(
            "component_export.mixed", layer=source.sourceName(), kinds=", ".join(shown)
        )
    if QgsWkbTypes.geometryType(found) == _POINT and not any(map(QgsWkbTypes.isMultiType, types)):
        return found
    return QgsWkbTypes.multiType(found)


def _types(source: QgsProcessingFeatureSource, feedback: Any) -> Counter[Any]:
    """How many geometries there are of each type, whatever the layer says of itself."""
    request, flags = unchecked()
    request.setSubsetOfAttributes([])
    canceled = adapters.cancel_check(feedback)
    types: Counter[Any] = Counter()
    for number, feature in enumerate(source.getFeatures(request, flags)):
        if number % adapters.BATCH == 0 and canceled():
            raise Cancelled()
        if not feature.geometry().isEmpty():
            types[feature.geometry().wkbType()] += 1
    return types


def shapefile_geometry(shape: QgsGeometry, kind: Any) -> QgsGeometry:
    """A geometry as a Shapefile of this type holds it: without curves, in parts; empty as none."""
    if shape.isEmpty():
        return QgsGeometry()
    if QgsWkbTypes.isCurvedType(shape.wkbType()):
        shape.convertToStraightSegment()
    if QgsWkbTypes.isMultiType(kind):
        shape.convertToMultiType()
    return shape
