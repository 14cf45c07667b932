"""Memory layers that the tests of the algorithms make, and what they read of a result."""

from __future__ import annotations

from typing import Any, Iterable, List, Optional, Sequence, Tuple

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)

from dcm_plugin.compat import field


def memory_layer(
    name: str,
    kinds: Sequence[Tuple[Any, ...]],
    rows: Sequence[Sequence[Any]],
    shapes: Optional[Sequence[Any]] = None,
    kind: str = "Polygon",
    crs: str = "EPSG:4549",
    in_project: bool = True,
) -> QgsVectorLayer:
    """A layer with the fields ``kinds`` (name, kind, length, ...); ``shapes``: WKT or shapely, None
    for a feature without geometry; a table when there are no shapes; ``crs``: "" for none."""
    if shapes is None:
        kind, shapes = "None", [None] * len(rows)
    layer = QgsVectorLayer(f"{kind}?crs={crs}" if crs and kind != "None" else kind, name, "memory")
    layer.dataProvider().addAttributes([field(*item) for item in kinds])
    layer.updateFields()
    if not crs:
        layer.setCrs(QgsCoordinateReferenceSystem())
    fill(layer, zip(rows, shapes))
    if in_project:
        QgsProject.instance().addMapLayer(layer)
    return layer


def fill(layer: QgsVectorLayer, rows: Iterable[Tuple[Sequence[Any], Any]]) -> None:
    """Adds features of attributes and geometry (WKT or shapely, None for none)."""
    features = []
    for attributes, shape in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([NULL if value is None else value for value in attributes])
        if shape is not None:
            wkt = shape if isinstance(shape, str) else shape.wkt
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]


def column(layer: QgsVectorLayer, name: str) -> List[Any]:
    """The values of a field, None for NULL."""
    return [None if f[name] == NULL else f[name] for f in layer.getFeatures()]
