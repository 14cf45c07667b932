"""A layer with more columns: its features go through one by one, as they are."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
)

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingFeatureSource,
)
from qgis.PyQt.QtCore import QVariant

from ...core.errors import DcmError, InputError
from .. import adapters

if TYPE_CHECKING:
    import numpy as np


@dataclass
class AddedValues:
    """New values of a layer: ``place`` tells for each feature which of the ``rows`` it gets.

    ``reasons``: why a row is open; None for one that is not.
    """

    place: np.ndarray
    rows: Sequence[Sequence[Any]]
    reasons: Sequence[Optional[str]]


class ExtendedLayer:
    """The fields of a layer and new ones; a field of the same name as a new one is replaced.

    ``dropped``: fields that do not go on; ``renamed``: field name -> the field it becomes.
    """

    def __init__(
        self,
        source: QgsProcessingFeatureSource,
        added: QgsFields,
        dropped: Sequence[str] = (),
        renamed: Optional[Mapping[str, QgsField]] = None,
    ) -> None:
        self.source = source
        taken = {name.casefold() for name in (*(field.name() for field in added), *dropped)}
        self.fields = QgsFields()
        self.kept: List[int] = []
        for index, field in enumerate(source.fields()):
            goes_on = (renamed or {}).get(field.name(), field)
            if {field.name().casefold(), goes_on.name().casefold()} & taken:
                continue
            if self.fields.append(goes_on):
                self.kept.append(index)
        for field in added:
            self.fields.append(field)

    @adapters.without_garbage_collection
    def write(
        self,
        sink: QgsFeatureSink,
        added: AddedValues,
        feedback: Any,
        errors: Optional[QgsFeatureSink] = None,
        progress: Tuple[float, float] = (0.0, 100.0),
    ) -> int:
        """Write all features with their new values; how many.

        Open rows go to ``errors`` too, with their reason behind the rest. The features keep their
        geometry, whatever its type and dimension.
        """
        listed: List[QgsFeature] = []

        def written() -> Iterator[QgsFeature]:
            keep_all = self.kept == list(range(self.source.fields().count()))
            places = iter(added.place.tolist())
            for feature in self.source.getFeatures(*unchecked()):
                place = next(places, None)
                if place is None:
                    raise InputError("processing.layer_changed", layer=self.source.sourceName())
                attributes = feature.attributes()
                if not keep_all:
                    attributes = [attributes[i] for i in self.kept]
                attributes.extend(added.rows[place])
                feature.setAttributes(attributes)
                reason = added.reasons[place]
                if reason is not None and errors is not None:
                    copy = QgsFeature(feature)
                    copy.setAttributes([*attributes, reason])
                    listed.append(copy)
                    if len(listed) >= adapters.BATCH:
                        _add(errors, listed)
                yield feature
            if next(places, None) is not None:
                raise InputError("processing.layer_changed", layer=self.source.sourceName())

        number = adapters.write_features(written(), sink, feedback, len(added.place), progress)
        if errors is not None:
            _add(errors, listed)
            if not errors.flushBuffer():
                raise DcmError("processing.write_failed", reason=errors.lastError() or "?")
        return number


def _add(sink: QgsFeatureSink, features: List[QgsFeature]) -> None:
    if features and not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
        raise DcmError("processing.write_failed", reason=sink.lastError() or "?")
    features.clear()


def unchecked() -> Tuple[QgsFeatureRequest, Any]:
    """A request for all features, valid or not."""
    return (
        QgsFeatureRequest(),
        QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks,
    )


@adapters.without_garbage_collection
def columns_of(
    source: QgsProcessingFeatureSource, names: Sequence[str], feedback: Any
) -> Tuple[int, List[Any]]:
    """The number of features, and the named attributes of all of them as lists.

    Raises :class:`InputError` for a field that is not there, and when the user stops the work.
    """
    from ...core.errors import Cancelled

    fields = source.fields()
    indexes = []
    for name in names:
        index = fields.lookupField(name)
        if index < 0:
            raise InputError("processing.field_missing", layer=source.sourceName(), field=name)
        indexes.append(index)
    request = QgsFeatureRequest()
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(indexes)
    flags = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
    canceled: Callable[[], bool] = adapters.cancel_check(feedback)
    features = source.getFeatures(request, flags)
    rows: List[List[Any]] = []
    while True:
        if canceled():
            raise Cancelled()
        batch = [feature.attributes() for feature in itertools.islice(features, adapters.BATCH)]
        if not batch:
            break
        rows += batch
    by_field = list(zip(*rows)) if rows else [()] * fields.count()
    columns = [[None if type(v) is QVariant else v for v in by_field[i]] for i in indexes]
    return len(rows), columns
