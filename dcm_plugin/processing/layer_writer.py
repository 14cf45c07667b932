"""The layers of a run as they are written: all of them, or no file is left."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any, Dict, List, Protocol, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)
from qgis.PyQt import sip

from . import adapters, styling
from .base import DcmAlgorithm


class OutputLayers:
    """The layers that a run has begun, for a ``with`` block: an error in it takes them away."""

    def __init__(self, algorithm: DcmAlgorithm, parameters: Any, context: Any) -> None:
        self.algorithm, self.parameters, self.context = algorithm, parameters, context
        #: Parameter -> what it is written to.
        self.targets: Dict[str, str] = {}
        self._sinks: List[Any] = []

    def __enter__(self) -> OutputLayers:
        return self

    def __exit__(self, _kind: Any, error: Any, _trace: Any) -> None:
        if error is not None:
            self._remove()

    def sink(
        self, name: str, fields: QgsFields, wkb_type: Any, crs: Any = None, flags: Any = None
    ) -> Any:
        """The sink of a layer, which is written when the sink ends; None for an optional layer
        that is not wanted."""
        optional = QgsProcessingParameterDefinition.Flag.FlagOptional
        definition = self.algorithm.parameterDefinition(name)
        if definition.flags() & optional and self.parameters.get(name) in (None, ""):
            return None
        crs = QgsCoordinateReferenceSystem() if crs is None else crs
        sink, target = self.algorithm.parameterAsSink(
            self.parameters,
            name,
            self.context,
            fields,
            wkb_type,
            crs,
            *([] if flags is None else [flags]),
        )
        if sink is None:
            raise QgsProcessingException(self.algorithm.invalidSinkError(self.parameters, name))
        self.targets[name] = target
        self._sinks.append(weakref.ref(sink))
        return sink

    def _remove(self) -> None:
        """Takes away the files that were begun."""
        for reference in self._sinks:
            sink = reference()
            # a traceback still holds it; an open file cannot be removed
            if sink is not None and not sip.isdeleted(sink):
                sip.delete(sink)
        for target in self.targets.values():
            adapters.remove_unfinished(target)


class WritingRun(Protocol):
    """What a writer has to know of the run it writes for."""

    algorithm: DcmAlgorithm
    parameters: Any
    context: Any
    #: Coordinate system of all layers.
    crs: Any
    lang: str


class LayerWriter:
    """Writes the output layers; when one fails, none is left half written."""

    def __init__(self, run: WritingRun) -> None:
        self.run = run
        self.layers = OutputLayers(run.algorithm, run.parameters, run.context)

    def write(self, tables: Sequence[Tuple[str, Any, QgsFields, Any, str]]) -> Dict[str, Any]:
        """Parameter, table, fields, geometry type and style of each layer; what was written."""
        results: Dict[str, Any] = {}
        # A cancel is looked at before and not in between: writing takes a second or two.
        quiet = QgsProcessingFeedback(False)
        with self.layers:
            for name, table, fields, wkb_type, style in tables:
                sink = self._sink(name, fields, wkb_type)
                results[name] = self.layers.targets.get(name)
                if sink is None:
                    continue
                multi = wkb_type == QgsWkbTypes.Type.MultiPolygon
                adapters.frame_to_sink(table, sink, fields, quiet, multi=multi)
                del sink
                _code_page(results[name], self.run.context.defaultEncoding())
                self._style(results[name], fields, style)
        return results

    def _sink(self, name: str, fields: QgsFields, wkb_type: Any) -> Any:
        flags = QgsFeatureSink.SinkFlag.RegeneratePrimaryKey
        return self.layers.sink(name, fields, wkb_type, self.run.crs, flags)

    def _style(self, target: str, fields: QgsFields, style: str) -> None:
        styling.style_output(
            self.run.context,
            target,
            style,
            language=self.run.lang,
            aliases={field.name(): field.alias() for field in fields},
        )


def _code_page(target: str, encoding: str) -> None:
    """A Shapefile says its encoding in a .cpg file; GDAL leaves it out for some."""
    path = Path(target.split("|")[0])
    if path.suffix.lower() == ".shp" and path.exists() and not path.with_suffix(".cpg").exists():
        from ...core.files import write_text_atomic

        name = "UTF-8" if encoding.lower() in ("", "system") else encoding
        write_text_atomic(path.with_suffix(".cpg"), name)
