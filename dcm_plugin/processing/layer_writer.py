"""The layers of a run written one after the other: all of them, or no file is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional, Protocol, Sequence, Tuple

from qgis.core import (
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
        self.made: List[str] = []
        self.open: Any = None

    def write(self, tables: Sequence[Tuple[str, Any, QgsFields, Any, str]]) -> Dict[str, Any]:
        """Parameter, table, fields, geometry type and style of each layer; what was written."""
        results: Dict[str, Any] = {}
        # A cancel is looked at before and not in between: writing takes a second or two.
        quiet = QgsProcessingFeedback(False)
        try:
            for name, table, fields, wkb_type, style in tables:
                sink, target = self._sink(name, fields, wkb_type)
                results[name] = target
                if sink is None:
                    continue
                self.made.append(target)
                self.open = sink
                multi = wkb_type == QgsWkbTypes.Type.MultiPolygon
                adapters.frame_to_sink(table, sink, fields, quiet, multi=multi)
                self.open = None
                del sink
                _code_page(target, self.run.context.defaultEncoding())
                self._style(target, fields, style)
        except Exception:
            self._remove()
            raise
        return results

    def _sink(self, name: str, fields: QgsFields, wkb_type: Any) -> Tuple[Any, Optional[str]]:
        """The sink and what it writes to; (None, None) for an optional layer not wanted."""
        run = self.run
        parameter = run.algorithm.parameterDefinition(name)
        optional = parameter.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional
        if optional and run.parameters.get(name) in (None, ""):
            return None, None
        flags = QgsFeatureSink.SinkFlag.RegeneratePrimaryKey
        sink, target = run.algorithm.parameterAsSink(
            run.parameters, name, run.context, fields, wkb_type, run.crs, flags
        )
        if sink is None:
            raise QgsProcessingException(run.algorithm.invalidSinkError(run.parameters, name))
        return sink, target

    def _style(self, target: str, fields: QgsFields, style: str) -> None:
        styling.style_output(
            self.run.context,
            target,
            style,
            language=self.run.lang,
            aliases={field.name(): field.alias() for field in fields},
        )

    def _remove(self) -> None:
        """Takes away the files that this run began."""
        if self.open is not None:  # a traceback still holds it; an open file cannot be removed
            sip.delete(self.open)
            self.open = None
        for target in self.made:
            adapters.remove_unfinished(target)


def _code_page(target: str, encoding: str) -> None:
    """A Shapefile says its encoding in a .cpg file; GDAL leaves it out for some."""
    path = Path(target.split("|")[0])
    if path.suffix.lower() == ".shp" and path.exists() and not path.with_suffix(".cpg").exists():
        from ...core.files import write_text_atomic

        name = "UTF-8" if encoding.lower() in ("", "system") else encoding
        write_text_atomic(path.with_suffix(".cpg"), name)
