"""A layer as it stands at one moment, to be read in another thread."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)


class LayerSnapshot:
    """A layer as it stands, edits included, to be read in another thread.

    Has what :func:`processing.adapters.source_to_frame` asks of a source. Made in the main thread.
    """

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._source = QgsVectorLayerFeatureSource(layer)
        self._name, self._type = layer.name(), layer.wkbType()
        self._fields, self._crs = layer.fields(), layer.crs()
        self._count = int(layer.featureCount())

    def getFeatures(self, request: QgsFeatureRequest, _flags: Any = None) -> Any:
        return self._source.getFeatures(request)

    def fields(self) -> Any:
        return self._fields

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        return self._crs

    def sourceName(self) -> str:
        return self._name

    def wkbType(self) -> Any:
        return self._type

    def featureCount(self) -> int:
        return self._count
