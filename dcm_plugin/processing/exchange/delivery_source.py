"""A layer read with the encoding that its bytes tell, and with the coordinate system it is in.

QGIS takes UTF-8 for a Shapefile without ``.cpg`` and shows what is none as it comes. So a Shapefile
is opened anew with the encoding that the evidence tells; everything else is read as it is.
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
)

from ...compat import FIELD_TYPES
from ...core.errors import InputError
from ...core.messages import text
from .. import adapters
from ..base import DcmAlgorithm, language
from ..grid.history_tables import is_part_of_layer

if TYPE_CHECKING:
    import geopandas as gpd

    from ...core.exchange import Verdict

_KINDS = {value: kind for kind, value in FIELD_TYPES.items()}
Notes = List[Tuple[str, Dict[str, Any]]]


class Origin:
    """What a layer says of itself; taken in the main thread, where layers live."""

    def __init__(self, algorithm: DcmAlgorithm, parameters: Any, name: str, context: Any) -> None:
        self.value, self.parameter = parameters.get(name), name
        layer = algorithm.parameterAsVectorLayer(parameters, name, context)
        self.uri = self.path = self.title = self.shown = ""
        self.unsaved = False
        self.copy: Optional[QgsVectorLayer] = None
        if layer is None:
            return
        self.title = layer.name()
        provider = layer.dataProvider()
        if layer.providerType() == "ogr" and provider.storageType() == "ESRI Shapefile":
            self.uri, self.shown = layer.source(), provider.encoding()
            self.path = _shapefile(self.uri)
            self.unsaved = layer.isEditable() and layer.isModified()
            self.crs = layer.crs()
        elif not layer.crs().isValid():
            self.copy = layer.clone()


class DeliverySource:
    """The source to read, and what has to be said about it."""

    def __init__(
        self,
        algorithm: DcmAlgorithm,
        parameters: Any,
        context: Any,
        origin: Origin,
        encoding: str = "auto",
        crs: Optional[QgsCoordinateReferenceSystem] = None,
    ) -> None:
        self.notes: Notes = []
        self.verdict: Optional[Verdict] = None
        self.encoding = ""
        self.origin, self.context = origin, context
        self._layer: Optional[QgsVectorLayer] = None
        source = algorithm.parameterAsSource(parameters, origin.parameter, context)
        if source is None:
            raise QgsProcessingException(algorithm.invalidSourceError(parameters, origin.parameter))
        self.name = origin.title or source.sourceName()
        is_part = is_part_of_layer(origin.value)
        chosen = self._chosen_crs(source.sourceCrs(), crs, is_part)
        if origin.path:
            self._tell_encoding(encoding)
        if is_part:
            self._check_shown()
        elif origin.path:
            self._layer = QgsVectorLayer(origin.uri, origin.title, "ogr")
            self._layer.setCrs(origin.crs)
            self._layer.dataProvider().setEncoding(self.encoding)
            self._layer.updateFields()
        elif chosen is not None:
            self._layer = origin.copy
        if self._layer is not None:
            if chosen is not None:
                self._layer.setCrs(chosen)
            source = QgsProcessingFeatureSource(self._layer, context)
        self.source: QgsProcessingFeatureSource = source
        self.crs = source.sourceCrs()

    def __enter__(self) -> DeliverySource:
        return self

    def __exit__(self, *_error: Any) -> None:
        """Lets go of the layer: an error that QGIS hands on keeps everything else alive."""
        self._layer = self.origin.copy = None
        del self.source

    def _tell_encoding(self, encoding: str) -> None:
        from ...core.exchange import AUTO, tell_encoding

        if not self.origin.path.startswith("/vsi"):
            self.verdict = tell_encoding(Path(self.origin.path), encoding)
        elif encoding == AUTO:
            raise InputError("exchange.archive", path=self.origin.path)
        self.encoding = self.verdict.encoding if self.verdict else encoding
        if self.origin.unsaved:
            self.notes.append(("exchange.edits", {"layer": self.name}))

    def _check_shown(self) -> None:
        """Chosen features are read as the project shows them, so it has to show them right."""
        verdict, shown = self.verdict, self.origin.shown
        if verdict is not None and not _same_codec(verdict.encoding, shown):
            raise InputError(
                "exchange.selection_encoding",
                layer=self.name,
                shown=shown,
                encoding=verdict.encoding,
                reason=verdict.reason,
            )

    def _chosen_crs(
        self,
        own: QgsCoordinateReferenceSystem,
        chosen: Optional[QgsCoordinateReferenceSystem],
        is_part: bool,
    ) -> Optional[QgsCoordinateReferenceSystem]:
        """The system to give to a layer that says none; None for one that says its own."""
        given = chosen is not None and chosen.isValid()
        if own.isValid():
            if given and own != chosen:
                names = {"crs": own.authid() or own.description(), "chosen": chosen.authid()}
                self.notes.append(("exchange.crs_unused", {"layer": self.name, **names}))
            return None
        if not given or is_part:
            raise InputError("exchange.crs_missing", layer=self.name)
        self.notes.append(("exchange.crs_taken", {"layer": self.name, "crs": chosen.authid()}))
        return chosen

    # --- reading -------------------------------------------------------------------------------

    def frame(
        self, feedback: Any, target: Optional[QgsCoordinateReferenceSystem] = None
    ) -> gpd.GeoDataFrame:
        """All fields and geometries, transformed to the target when one is given."""
        frame = adapters.source_to_frame(
            self.source,
            feedback,
            target_crs=target if target is not None and target.isValid() else None,
            transform_context=self.context.transformContext(),
            name=self.name,
        )
        if not len(frame):
            raise InputError("processing.layer_empty", layer=self.name)
        return _single(frame) if self.origin.path else frame

    def long_names(self) -> Dict[str, str]:
        """Long names of fields that a Shapefile cut, from the list beside it."""
        from ...core.exchange import long_names

        inside = not self.origin.path or self.origin.path.startswith("/vsi")
        return {} if inside else long_names(Path(self.origin.path))

    def kinds(self) -> Dict[str, str]:
        """Field -> kind in which it can be written, "" for none."""
        result = {}
        for field in self.source.fields():
            kind = _KINDS.get(field.type(), "")
            if not kind:
                kind = "int64" if field.isNumeric() else "string"
            if "binary" in field.typeName().lower():
                kind = ""
            result[field.name()] = kind
        return result

    def tell(self, feedback: Any) -> Notes:
        """Say which encoding was taken and why; all notes for the report."""
        lang = language()
        if self.verdict is not None:
            feedback.pushInfo(
                text(
                    "exchange.encoding.taken",
                    lang,
                    layer=self.name,
                    encoding=self.verdict.encoding,
                    reason=self.verdict.reason,
                )
            )
            notes = [(w.message_id, dict(w.params)) for w in self.verdict.warnings]
            if self.verdict.cut:
                cut = {"layer": self.name, "count": self.verdict.cut}
                notes.append(("exchange.encoding.cut", cut))
            self.notes = notes + self.notes
        for message_id, params in self.notes:
            feedback.pushWarning(text(message_id, lang, **params))
        return self.notes


def _single(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Polygons of one part as such: a Shapefile does not tell them from multipart ones."""
    import geopandas as gpd
    import numpy as np
    import shapely

    shapes = np.asarray(frame.geometry.array, dtype=object).copy()
    alone = (shapely.get_type_id(shapes) == 6) & (shapely.get_num_geometries(shapes) == 1)
    shapes[alone] = shapely.get_geometry(shapes[alone], 0)
    return frame.set_geometry(gpd.array.GeometryArray(shapes))


def _shapefile(uri: str) -> str:
    """The path of the .shp; a layer of a folder of Shapefiles is named by its layer."""
    path, *options = uri.split("|")
    if path.lower().endswith((".shp", ".dbf", ".shx")):
        return path
    for option in options:
        if option.lower().startswith("layername="):
            return f"{path}/{option.partition('=')[2]}.shp"
    return path


def _same_codec(first: str, second: str) -> bool:
    try:
        names = {codecs.lookup(name).name for name in (first, second)}
    except LookupError:
        return False
    return len(names) == 1 or names <= {"gbk", "gb2312", "gb18030"}
