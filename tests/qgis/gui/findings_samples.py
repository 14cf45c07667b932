"""A session on a memory layer, as the findings panel expects one."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional, Sequence, Set

import geopandas as gpd
import numpy as np
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from dcm_plugin.core.grid.checks import CheckInput, CrsInfo
from dcm_plugin.core.grid.redraw import Edit, Patch
from dcm_plugin.core.standards import load_profile

PREFIX = "310101001001"
X0, Y0 = 640000.0, 3450000.0


def box(x: float, y: float, width: float, height: float) -> Any:
    return shapely.box(X0 + x, Y0 + y, X0 + x + width, Y0 + y + height)


def squares(columns: int, rows: int, size: float = 100.0) -> List[Any]:
    return [box(i * size, j * size, size, size) for j in range(rows) for i in range(columns)]


def broken(columns: int = 5, rows: int = 5) -> List[Any]:
    """Cells with two gaps, an overlap, an unshared vertex and a wrong area (second row)."""
    cells = squares(columns, rows)
    second = columns
    cells[second + 1] = cells[second + 1].difference(box(190, 130, 10, 40))
    cells[second + 2] = cells[second + 2].difference(box(290, 130, 10, 40))
    cells[2 * second + 1] = cells[2 * second + 1].union(box(200, 230, 10, 40))
    return cells


def polygon_layer(shapes: Sequence[Any], areas: Optional[Sequence[float]] = None) -> QgsVectorLayer:
    """A memory layer with the fields of the default profile."""
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:4549&field=DYWGBSM:string(15)&field=MJ:double(15,2)&field=CSRQ:string(8)",
        "grid",
        "memory",
    )
    features = []
    for number, shape in enumerate(shapes, 1):
        feature = QgsFeature(layer.fields())
        area = shape.area if areas is None else areas[number - 1]
        feature.setAttributes([f"{PREFIX}{number:03d}", round(area, 2), "20260101"])
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shape))
        feature.setGeometry(geometry)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def shape_of(feature: QgsFeature) -> Any:
    return shapely.from_wkb(feature.geometry().asWkb().data())


class LayerEditor(QObject):
    """Applies an edit as one command; the area in the table follows the shape."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        super().__init__()
        self.layer = layer
        self.titles: List[str] = []

    def apply(self, edit: Edit, title: str) -> Dict[int, int]:
        self.titles.append(title)
        layer = self.layer
        layer.beginEditCommand(title)
        for fid, shape in edit.changed.items():
            geometry = QgsGeometry()
            geometry.fromWkb(shapely.to_wkb(shape))
            layer.changeGeometry(fid, geometry)
            layer.changeAttributeValue(fid, 1, round(shape.area, 2))
        for fid, values in edit.attributes.items():
            for role, value in values.items():
                layer.changeAttributeValue(fid, {"area": 1}[role], value)
        for source, shape in edit.added:
            feature = QgsFeature(layer.fields())
            feature.setAttributes(layer.getFeature(source).attributes())
            geometry = QgsGeometry()
            geometry.fromWkb(shapely.to_wkb(shape))
            feature.setGeometry(geometry)
            layer.addFeature(feature)
        layer.deleteFeatures(list(edit.removed))
        layer.endEditCommand()
        return {}


class Session(QObject):
    """Reads the layer anew at each question: slow, simple."""

    touched = pyqtSignal(object)

    def __init__(self, layer: QgsVectorLayer, references: Optional[Dict[str, Any]] = None) -> None:
        super().__init__()
        self.layer = layer
        self.profile = load_profile("gbt47678_3_2026")
        self.editor = LayerEditor(layer)
        self.references = references or {}
        self.frames: Dict[int, Any] = {}
        self._changed: Set[int] = set()
        layer.geometryChanged.connect(lambda fid, _: self._changed.add(fid))
        layer.attributeValueChanged.connect(lambda fid, *_: self._changed.add(fid))
        layer.featureAdded.connect(lambda fid: self._changed.add(fid))
        layer.featureDeleted.connect(lambda fid: self._changed.add(fid))
        layer.editCommandEnded.connect(self._tell)
        layer.undoStack().indexChanged.connect(lambda _: self._tell())

    def _tell(self) -> None:
        fids, self._changed = self._changed, set()
        if fids:
            self.touched.emit(fids)

    def _all(self) -> Dict[int, QgsFeature]:
        return {feature.id(): feature for feature in self.layer.getFeatures()}

    def _near(self, place: Any) -> Dict[int, QgsFeature]:
        every = self._all()
        shapes = {fid: shape_of(feature) for fid, feature in every.items()}
        if hasattr(place, "geom_type"):
            ground = place
        else:
            own = [shapes[int(fid)] for fid in place if int(fid) in shapes]
            ground = shapely.union_all(own) if own else shapely.Point()
        return {f: every[f] for f, s in shapes.items() if shapely.dwithin(s, ground, 0.1)}

    def patch_around(self, place: Any) -> Patch:
        near = self._near(place)
        fids = np.array(sorted(near), dtype=np.int64)
        shapes = np.empty(len(fids), dtype=object)
        shapes[:] = [shape_of(near[fid]) for fid in fids.tolist()]
        frame = np.empty(len(fids), dtype=object)
        frame[:] = [self.frames.get(fid, PREFIX) for fid in fids.tolist()]
        return Patch(fids, shapes, frame)

    def check_input(self, fids: Iterable[int]) -> CheckInput:
        near = list(self._near(fids).values())
        table = gpd.GeoDataFrame(
            {
                "_fid": np.array([f.id() for f in near], dtype=np.int64),
                "code": np.array([f.attribute(0) for f in near], dtype=object),
                "area": np.array([f.attribute(1) for f in near], dtype=float),
                "start": np.array([f.attribute(2) for f in near], dtype=object),
            },
            geometry=[shape_of(f) for f in near],
        )
        return CheckInput(table, crs=CrsInfo("EPSG:4549"))
