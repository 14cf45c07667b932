"""A layer of components that gets the field table of a version: its columns in and out.

Two ways lead to the same result: by SQL from GeoPackage to GeoPackage, and feature by feature for
everything else. What is in the columns is decided once, in ``Column``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Sequence

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsProcessingFeatureSource,
)

from ...compat import FIELD_TYPES
from ...core.errors import InputError
from .. import adapters
from ..base import language
from .table_copy import Column

if TYPE_CHECKING:
    from ...core.classes import Catalogue
    from ...core.standards import FieldSpec
    from ...store.geopackage import Added, Rows

#: Keys that providers make for themselves.
_KEYS = ("fid", "ogc_fid")


class CodedLayer:
    """Which field of the input plays which role, and the fields of the result.

    Raises :class:`InputError` when a chosen field is not there.
    """

    def __init__(
        self,
        source: QgsProcessingFeatureSource,
        catalogue: Catalogue,
        class_field: str,
        code_field: str = "",
    ) -> None:
        self.source, self.name = source, source.sourceName()
        names = [field.name() for field in source.fields()]
        for chosen in (class_field, code_field):
            if chosen and source.fields().lookupField(chosen) < 0:
                raise InputError("processing.field_missing", layer=self.name, field=chosen)
        specs = {**catalogue.tables["component"]}
        for role, spec in catalogue.tables["coded"].items():
            specs[role] = spec
        self.specs: Dict[str, FieldSpec] = specs
        self.roles: Dict[str, str] = {}
        for role, spec in specs.items():
            found = spec.find(names)
            if role == "code" and code_field:
                found = adapters.exact_name(source, code_field)
            if found and found not in self.roles.values():
                self.roles[role] = found
        found_class = class_field or self.roles.get("class_code", "")
        if not found_class:
            raise InputError(
                "coding.no_class_field",
                layer=self.name,
                length=catalogue.class_length,
                standard=catalogue.base_standard,
            )
        self.class_field = adapters.exact_name(source, found_class)
        if self.roles.get("class_code") != self.class_field:
            self.roles.pop("class_code", None)
        self.columns = self._columns()

    @property
    def read_fields(self) -> List[str]:
        """Fields that coding looks at."""
        wanted = [self.class_field, *(self.roles.get(r, "") for r in ("code", "old_code", "name"))]
        return list(dict.fromkeys(name for name in wanted if name))

    @property
    def fields(self) -> QgsFields:
        """The fields of the result."""
        fields = QgsFields()
        for column in self.columns:
            fields.append(column.field)
        return fields

    @property
    def class_is_number(self) -> bool:
        return bool(self._own(self.class_field).isNumeric())

    def _own(self, name: str) -> QgsField:
        fields = self.source.fields()
        return fields.at(fields.lookupField(name))

    def _columns(self) -> List[Column]:
        made = []
        for role, spec in self.specs.items():
            field = adapters.fields_from_specs([spec], language()).at(0)
            own = self.roles.get(role, "")
            if own and role not in GIVEN and self._own(own).type() != field.type():
                # what a survey delivered is carried over as it is: neither cut nor converted
                field = QgsField(self._own(own))
                field.setName(spec.name)
                field.setAlias(spec.alias(language()))
            if own and field.type() == FIELD_TYPES["string"] and field.length() > 0:
                longest = self._own(own).length()
                text = self._own(own).type() == FIELD_TYPES["string"]
                field.setLength(max(field.length(), longest) if longest > 0 or not text else 0)
            made.append(Column(field, own, role))
        names = {column.field.name().casefold() for column in made}
        taken = {column.own for column in made}
        replaced = {self.specs[role].name.casefold() for role in ("class_code", "version")}
        for field in self.source.fields():
            name = field.name()
            if name in taken or name.casefold() in _KEYS or name.casefold() in replaced:
                continue
            own = QgsField(field)
            while own.name().casefold() in names:
                own.setName(own.name() + "_old")
            names.add(own.name().casefold())
            made.append(Column(own, name))
        return made


#: Roles whose values coding gives; the type is that of the version, whatever the layer has.
GIVEN = (
    "code", "old_code", "name", "grid_code", "street", "street_name", "community",
    "community_name", "class_code", "version",
)  # fmt: skip


# --- feature by feature ----------------------------------------------------------------------


def read_features(layer: CodedLayer, feedback: Any) -> Rows:
    """The columns that coding looks at, of any source."""
    return rows_of(layer.source, layer.read_fields, feedback)


def rows_of(source: QgsProcessingFeatureSource, names: Sequence[str], feedback: Any) -> Rows:
    """Ids, geometries and some columns of all features, in the order of the source."""
    import numpy as np

    from ...store.geopackage import Rows

    frame = adapters.source_to_frame(source, feedback, names, "any")
    shapes = np.asarray(frame.geometry.array, dtype=object)
    columns = {
        name: frame[adapters.exact_name(source, name)].to_numpy(dtype=object) for name in names
    }
    return Rows(frame[adapters.FID].to_numpy(dtype=np.int64), None, shapes, columns)


def write_features(
    layer: CodedLayer, added: Sequence[Added], rows: Rows, sink: Any, feedback: Any
) -> None:
    """All features with their geometry as it is, and the columns of the result."""
    given = {column.name: _values(column, rows) for column in added}
    fields = layer.fields
    source_fields = layer.source.fields()
    plan = [
        (
            source_fields.lookupField(column.own) if column.own else -1,
            given.get(column.field.name()),
        )
        for column in layer.columns
    ]
    stays = {column.name for column in added if column.instead_of}
    kept = [column.field.name() in stays for column in layer.columns]
    replace = {c.name: c.replace.tolist() for c in added if c.replace is not None}
    forced = [replace.get(column.field.name()) for column in layer.columns]

    def made() -> Iterator[QgsFeature]:
        flags = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        number = 0
        for number, feature in enumerate(layer.source.getFeatures(QgsFeatureRequest(), flags), 1):
            row = number - 1
            if row >= len(rows.fids) or feature.id() != rows.fids[row]:
                raise InputError("processing.layer_changed", layer=layer.name)
            own = feature.attributes()
            values = []
            for (index, column), keep, force in zip(plan, kept, forced):
                value = own[index] if index >= 0 else None
                if column is None:
                    values.append(value)
                elif keep and not (force and force[row]) and not _empty(value):
                    values.append(value if isinstance(value, str) else str(value))
                else:
                    values.append(column[row])
            feature.setFields(fields, False)
            feature.setAttributes(values)
            yield feature
        if number != len(rows.fids):
            raise InputError("processing.layer_changed", layer=layer.name)

    adapters.write_features(made(), sink, feedback, len(rows.fids))


def _empty(value: Any) -> bool:
    return adapters.is_null(value) or value == ""


def _values(column: Added, rows: Rows) -> List[Any]:
    if column.index is None:
        return list(column.values.tolist())
    values = [*column.values.tolist(), None]
    return [values[place] for place in column.index.tolist()]
