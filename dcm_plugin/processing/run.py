"""One run of an algorithm: what it was started with, and how runs read and speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Sequence

from qgis.core import QgsProcessingFeatureSource

from ..core.errors import Cancelled, InputError
from ..core.messages import text
from . import adapters
from .base import DcmAlgorithm, language, optional

if TYPE_CHECKING:
    import geopandas as gpd


class AlgorithmRun:
    """Base of the runs: parameters, layers, messages.

    ``crs``: coordinate system that layers are read in; a subclass sets it before it reads tables.
    """

    crs: Any = None

    def __init__(
        self, algorithm: DcmAlgorithm, parameters: Any, context: Any, feedback: Any
    ) -> None:
        self.algorithm, self.parameters = algorithm, parameters
        self.context, self.feedback = context, feedback
        self.lang = language()

    # --- parameters ----------------------------------------------------------------------------

    def _text(self, name: str) -> str:
        return optional(self.algorithm.parameterAsString(self.parameters, name, self.context))

    def _choice(self, name: str) -> str:
        return str(self.algorithm.parameterAsEnumString(self.parameters, name, self.context))

    def _flag(self, name: str) -> bool:
        return bool(self.algorithm.parameterAsBoolean(self.parameters, name, self.context))

    def _real(self, name: str) -> float:
        return float(self.algorithm.parameterAsDouble(self.parameters, name, self.context))

    def _given_real(self, name: str) -> Optional[float]:
        """A number; None when the parameter is empty."""
        return None if self.parameters.get(name) in (None, "") else self._real(name)

    # --- layers --------------------------------------------------------------------------------

    def _source(self, name: str) -> Optional[QgsProcessingFeatureSource]:
        """A layer; None when none was chosen."""
        return self.algorithm.parameterAsSource(self.parameters, name, self.context)

    def _required_source(self, name: str) -> QgsProcessingFeatureSource:
        return self.algorithm.required_source(self.parameters, name, self.context)

    def _table(
        self,
        source: QgsProcessingFeatureSource,
        name: str,
        geometry: str,
        fields: Sequence[str] = (),
    ) -> gpd.GeoDataFrame:
        """A layer in the coordinate system of the run; ``name``: what messages call it."""
        self._check_cancelled()
        if not source.sourceCrs().isValid():
            raise InputError("processing.crs_unknown", layer=name)
        return adapters.source_to_frame(
            source,
            self.feedback,
            fields=list(fields),
            geometry=geometry,
            target_crs=self.crs,
            transform_context=self.context.transformContext(),
            name=name,
        )

    # --- progress and log ----------------------------------------------------------------------

    def _say(self, message_id: str, **params: Any) -> None:
        self.feedback.pushInfo(text(message_id, self.lang, **params))

    def _warn(self, message_id: str, **params: Any) -> None:
        self.feedback.pushWarning(text(message_id, self.lang, **params))

    def _progress(self, value: float) -> None:
        self.feedback.setProgress(value)

    def _check_cancelled(self) -> None:
        if adapters.cancel_check(self.feedback)():
            raise Cancelled()
