"""The unit grids of the project as indexes, for every thread; made anew when a layer changes."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal

from ..core.errors import DcmError, InputError
from ..processing import adapters
from ..processing.code_layers import field_names, grid_fields
from .project_places import in_main_thread

if TYPE_CHECKING:
    import numpy as np
    import shapely

#: How long a thread waits for the main thread to look at the layers (seconds).
_PATIENCE = 10.0
#: What the project keeps of the layer that is redrawn (gui/redraw/settings.py).
_REDRAWN = ("dcm", "redraw/grid")


class GridIndex:
    """One layer as it stood when it was asked for; read by the first question."""

    def __init__(self, layer: QgsVectorLayer, code: str, end: str) -> None:
        self.name, self.crs = layer.name(), QgsCoordinateReferenceSystem(layer.crs())
        self._code, self._end = code, end
        self._source = QgsVectorLayerFeatureSource(layer)
        self._lock = threading.Lock()
        self._tree: Optional[shapely.STRtree] = None
        self._codes: List[str] = []

    def code_at(self, x: float, y: float) -> str:
        """The code of the current grid that holds a point of :attr:`crs`, the lowest one on a
        common border; '' outside of all."""
        import shapely

        with self._lock:
            if self._tree is None:
                self._read()
        hits = self._tree.query(shapely.points(x, y), "intersects") if self._tree else ()
        return min((self._codes[hit] for hit in hits), default="")

    def _read(self) -> None:
        import numpy as np
        import shapely

        from ..core.grid.codes import as_text

        names = [self._code, *([self._end] if self._end else [])]
        request = QgsFeatureRequest()
        request.setSubsetOfAttributes(names, self._source.fields())
        wkbs, codes = [], []
        for feature in self._source.getFeatures(request):
            if self._end and not _is_open(feature[self._end]):
                continue
            shape, code = feature.geometry(), feature[self._code]
            if not shape.isNull() and not adapters.is_null(code):
                wkbs.append(bytes(shape.asWkb()))
                codes.append(code)
        shapes: np.ndarray = np.empty(len(wkbs), dtype=object)
        if wkbs:
            shapes[:] = shapely.from_wkb(wkbs, on_invalid="ignore")
        self._codes = [str(code or "").strip() for code in as_text(codes)]
        self._tree = shapely.STRtree(shapes)


def _is_open(value: Any) -> bool:
    """Whether a grid has no end date."""
    return adapters.is_null(value) or not str(value).strip()


class GridLayers(QObject):
    """Finds layers of unit grids by id, name, file or field; made in the main thread."""

    _wanted = pyqtSignal(str, object)
    _CHANGES = (
        "layerModified", "afterRollBack", "afterCommitChanges", "dataChanged", "dataSourceChanged",
        "subsetStringChanged", "updatedFields", "nameChanged", "crsChanged",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._project = QgsProject.instance()
        self._known: Dict[str, GridIndex] = {}
        self._watched: Dict[str, QgsVectorLayer] = {}
        self._files: Dict[str, QgsVectorLayer] = {}
        self._wanted.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._signals = (
            self._project.layersAdded,
            self._project.layersWillBeRemoved,
            self._project.cleared,
            self._project.readProject,
        )
        for signal in self._signals:
            signal.connect(self.forget)

    def index(self, key: str = "") -> GridIndex:
        """The index of a layer: its id, name or file, or the name of its field of codes; '' for
        the layer of unit grids of the project.

        Raises :class:`InputError` when there is none, or more than one.
        """
        found = self._known.get(key)
        if found is not None:
            return found
        if in_main_thread():
            return self._look(key)
        answer: List[Any] = []
        ready = threading.Event()
        self._wanted.emit(key, (answer, ready))
        if not ready.wait(_PATIENCE) or not answer:
            raise InputError("geocoding.grid_busy")
        if isinstance(answer[0], DcmError):
            raise answer[0]
        return answer[0]  # type: ignore[no-any-return]

    def _answer(self, key: str, question: Tuple[List[Any], threading.Event]) -> None:
        answer, ready = question
        try:
            answer.append(self._known.get(key) or self._look(key))
        except DcmError as error:
            answer.append(error)
        finally:
            ready.set()

    def _look(self, key: str) -> GridIndex:
        layer, code, end = self._choose(key)
        self._watch(layer)
        found = self._known[key] = GridIndex(layer, code, end)
        return found

    def _choose(self, key: str) -> Tuple[QgsVectorLayer, str, str]:
        """The layer, its field of codes and its field of end dates."""
        layers = [one for one in self._project.mapLayers().values() if _is_polygons(one)]
        named = [one for one in layers if key and key in (one.id(), one.name())]
        if key and not named:
            named = self._file(key)
        if named:
            usable = [(one, *grid_fields(one)) for one in named]
            usable = [entry for entry in usable if entry[1]]
            if not usable:
                raise InputError("geocoding.grid_no_field", layer=named[0].name())
            if len(usable) > 1:
                raise InputError("geocoding.grid_several", layers=_listed(usable))
            return usable[0]
        if key:
            fitting = [(one, key, grid_fields(one)[1]) for one in layers if key in field_names(one)]
        else:
            fitting = [(one, *grid_fields(one)) for one in layers]
            fitting = [entry for entry in fitting if entry[1]]
            redrawn, _ = self._project.readEntry(*_REDRAWN, "")
            fitting = [entry for entry in fitting if entry[0].id() == redrawn] or fitting
        if not fitting:
            raise (
                InputError("geocoding.grid_none", key=key)
                if key
                else InputError("geocoding.grid_none_there")
            )
        if len(fitting) > 1:
            raise InputError("geocoding.grid_several", layers=_listed(fitting))
        return fitting[0]

    def _file(self, key: str) -> List[QgsVectorLayer]:
        """A layer that is not in the project, by its file."""
        if key not in self._files and Path(key.split("|")[0]).is_file():
            layer = QgsVectorLayer(key, Path(key.split("|")[0]).stem, "ogr")
            if layer.isValid() and _is_polygons(layer):
                self._files[key] = layer
        return [self._files[key]] if key in self._files else []

    def _watch(self, layer: QgsVectorLayer) -> None:
        if layer.id() in self._watched:
            return
        self._watched[layer.id()] = layer
        for name in self._CHANGES:
            getattr(layer, name).connect(self._changed)

    def _changed(self, *_: Any) -> None:
        """Any layer: what is asked again is made again, only for the layers that are asked."""
        self._known.clear()

    def forget(self, *_: Any) -> None:
        """Layers come or go: all is looked for again when it is asked."""
        self._known.clear()
        for layer in self._watched.values():
            for name in self._CHANGES:
                getattr(layer, name).disconnect(self._changed)
        self._watched.clear()
        self._files.clear()

    def close(self) -> None:
        self.forget()
        for signal in self._signals:
            signal.disconnect(self.forget)
        self._wanted.disconnect(self._answer)


def _is_polygons(layer: Any) -> bool:
    return (
        isinstance(layer, QgsVectorLayer)
        and layer.isValid()
        and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
    )


def _listed(entries: Any) -> str:
    return ", ".join(f"“{layer.name()}”" for layer, *_ in entries)
