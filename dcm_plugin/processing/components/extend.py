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

from ...compat import FIELD_TYPES
from ...core.errors import Cancelled, DcmError, InputError
from .. import adapters
from .table_copy import Column

if TYPE_CHECKING:
    import numpy as np

    from ...store.geopackage import Added, LayerTable

#: Fields whose values SQL gives and takes as QGIS does.
_PLAIN = tuple(FIELD_TYPES[kind] for kind in ("string", "int", "int64", "double"))
#: Key of the GeoPackages that QGIS makes.
_KEY = "fid"


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
        self.added = added

    @property
    def columns(self) -> List[Column]:
        """The fields but for the key."""
        names = [self.source.fields().at(index).name() for index in self.kept]
        own = names + [""] * self.added.count()
        made = [Column(field, name) for field, name in zip(self.fields, own)]
        return [column for column in made if column.field.name() != _KEY]

    def keeps_key(self, table: LayerTable) -> bool:
        """Whether the features of the table have the same key in a new GeoPackage."""
        kept = [self.source.fields().at(index).name() for index in self.kept]
        return table.key == _KEY and _KEY in kept

    def table_columns(self, added: AddedValues) -> Optional[List[Added]]:
        """The new values as columns of a table; None when SQL does not hold them as QGIS does."""
        import numpy as np

        from ...store.geopackage import Added

        if any(field.type() not in _PLAIN for field in self.added):
            return None
        each = np.array_equal(added.place, np.arange(len(added.rows)))
        made = []
        for field, values in zip(self.added, zip(*added.rows)):
            if 0 < field.length() < _longest(values):
                return None  # refused where features are written
            column = np.empty(len(values), dtype=object)
            column[:] = values
            made.append(Added(field.name(), column, None if each else added.place))
        return made

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
            places = iter(added.place.tolist())
            for feature in self.source.getFeatures(*unchecked()):
                place = next(places, None)
                if place is None:
                    raise InputError("processing.layer_changed", layer=self.source.sourceName())
                attributes = self._extended(feature, added.rows[place])
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
            _flush(errors)
        return number

    @adapters.without_garbage_collection
    def write_open(
        self, errors: QgsFeatureSink, added: AddedValues, fids: np.ndarray, feedback: Any
    ) -> None:
        """Write the open rows only; ``fids`` are the ids of all features in their order."""
        import numpy as np

        canceled = adapters.cancel_check(feedback)
        reasons = np.array([reason is not None for reason in added.reasons], dtype=bool)
        rows = np.flatnonzero(reasons[added.place])
        for start in range(0, len(rows), adapters.BATCH):
            if canceled():
                raise Cancelled()
            some = rows[start : start + adapters.BATCH]
            ids = fids[some].tolist()
            request, flags = unchecked()
            request.setFilterFids(ids)
            found = {feature.id(): feature for feature in self.source.getFeatures(request, flags)}
            listed = []
            for fid, place in zip(ids, added.place[some].tolist()):
                if fid not in found:
                    raise InputError("processing.layer_changed", layer=self.source.sourceName())
                feature = found[fid]
                attributes = self._extended(feature, added.rows[place])
                feature.setAttributes([*attributes, added.reasons[place]])
                listed.append(feature)
            _add(errors, listed)
        _flush(errors)

    def _extended(self, feature: QgsFeature, values: Sequence[Any]) -> List[Any]:
        attributes: List[Any] = feature.attributes()
        if len(self.kept) < len(attributes):
            attributes = [attributes[i] for i in self.kept]
        attributes.extend(values)
        return attributes


def _add(sink: QgsFeatureSink, features: List[QgsFeature]) -> None:
    if features and not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
        raise DcmError("processing.write_failed", reason=sink.lastError() or "?")
    features.clear()


def _flush(sink: QgsFeatureSink) -> None:
    if not sink.flushBuffer():
        raise DcmError("processing.write_failed", reason=sink.lastError() or "?")


def unchecked() -> Tuple[QgsFeatureRequest, Any]:
    """A request for all features, valid or not."""
    return (
        QgsFeatureRequest(),
        QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks,
    )


def _longest(values: Sequence[Any]) -> int:
    return max((len(value) for value in values if isinstance(value, str)), default=0)


def are_plain(source: QgsProcessingFeatureSource, names: Sequence[str]) -> bool:
    """Whether SQL reads the named attributes as QGIS does."""
    fields = source.fields()
    return all(fields.at(fields.indexOf(name)).type() in _PLAIN for name in names)


@adapters.without_garbage_collection
def columns_of(
    source: QgsProcessingFeatureSource, names: Sequence[str], feedback: Any
) -> Tuple[int, List[Any]]:
    """The number of features, and the named attributes of all of them as lists.

    Raises :class:`InputError` for a field that is not there, :class:`Cancelled` when the user stops
    the work.
    """
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
