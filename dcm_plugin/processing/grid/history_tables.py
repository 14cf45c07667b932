"""Unit-grid layers with history as tables by role, and back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsFields,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate

from ...compat import FIELD_TYPES
from ...core.errors import InputError
from .. import adapters
from ..base import DcmAlgorithm, language, optional

if TYPE_CHECKING:
    import geopandas as gpd

    from ...core.standards import Profile

#: Roles that a layer with history always has, in this order.
ROLES = (
    "code", "community", "community_name", "area", "start", "end", "changed", "state", "reason",
    "predecessor", "note", "profile",
)  # fmt: skip
#: Keys that providers make for themselves.
_KEYS = ("fid", "ogc_fid")
_OWN = "field:"


class HistoryTable:
    """A layer, its table by role, and which field each role is."""

    def __init__(
        self,
        source: QgsProcessingFeatureSource,
        profile: Profile,
        code_field: str = "",
        needs_code: bool = True,
    ) -> None:
        self.source, self.profile = source, profile
        self.name = source.sourceName()
        fields = source.fields()
        names = [field.name() for field in fields]
        if code_field and fields.lookupField(code_field) < 0:
            raise InputError("processing.field_missing", layer=self.name, field=code_field)
        self.roles: Dict[str, str] = {}
        for role, spec in profile.fields.items():
            found = spec.find(names)
            if role == "code" and code_field:
                found = adapters.exact_name(source, code_field)
            if found:
                self.roles[role] = found
        if needs_code and "code" not in self.roles:
            spec = profile.fields["code"]
            raise InputError(
                "lifecycle.no_code_field",
                layer=self.name,
                names=", ".join((spec.name,) + spec.legacy),
            )
        taken = set(self.roles.values())
        self.own = [n for n in names if n not in taken and n.casefold() not in _KEYS]

    def read(self, feedback: Any, crs: Any = None, context: Any = None, **options: Any) -> Any:
        """The table: a column per role, own fields with a mark in front of their name."""
        frame = adapters.source_to_frame(
            self.source,
            feedback,
            [*self.roles.values(), *self.own],
            target_crs=crs,
            transform_context=None if context is None else context.transformContext(),
            **options,
        )
        if not len(frame):
            raise InputError("processing.layer_empty", layer=self.name)
        result = frame[[adapters.FID, "geometry"]].copy()
        for role, name in self.roles.items():
            result[role] = frame[name]
        for name in self.own:
            result[_OWN + name.casefold()] = frame[name]
        return result

    def has(self, field: str) -> bool:
        """Whether the layer has a field, in whatever case it is written."""
        return self.source.fields().lookupField(field) >= 0

    def column(self, field: str) -> str:
        """The column of the table in which a field of the layer stands."""
        for role, name in self.roles.items():
            if name == field:
                return role
        return _OWN + field.casefold()

    def output_fields(self, more_roles: Any = ()) -> Tuple[QgsFields, Dict[str, str]]:
        """Fields of the profile, then the layer's own; and the column of each."""
        specs = [self.profile.fields[role] for role in ROLES if role in self.profile.fields]
        specs += [
            spec
            for role, spec in self.profile.fields.items()
            if role not in ROLES and (role in self.roles or role in more_roles)
        ]
        fields = adapters.fields_from_specs(specs, language())
        mapping = {spec.name: spec.role for spec in specs}
        present = {spec.name.casefold() for spec in specs}
        layer_fields = self.source.fields()
        for name in self.own:
            if name.casefold() not in present:
                fields.append(layer_fields.at(layer_fields.lookupField(name)))
                mapping[name] = _OWN + name.casefold()
        return fields, mapping


def polygon_type(
    frame: gpd.GeoDataFrame, *sources: QgsProcessingFeatureSource, multi: bool = False
) -> Tuple[Any, bool]:
    """The type of the output, and whether it is a multipart one."""
    import numpy as np
    import shapely

    shapes = np.asarray(frame.geometry.array, dtype=object)
    multi = multi or any(QgsWkbTypes.isMultiType(source.wkbType()) for source in sources)
    multi = multi or bool((shapely.get_type_id(shapes) == 6).any())
    return (QgsWkbTypes.Type.MultiPolygon if multi else QgsWkbTypes.Type.Polygon), multi


def widened(fields: QgsFields, frame: gpd.GeoDataFrame, mapping: Dict[str, str]) -> QgsFields:
    """The fields, text fields as wide as their longest value: lists of codes are never cut."""
    result = QgsFields()
    for field in fields:
        column = mapping.get(field.name(), field.name())
        if field.type() == FIELD_TYPES["string"] and field.length() > 0 and column in frame:
            longest = max((len(v) for v in frame[column] if isinstance(v, str)), default=0)
            if longest > field.length():
                field.setLength(longest)
        result.append(field)
    return result


def is_part_of_layer(value: Any) -> bool:
    """Whether only the selected, or otherwise chosen, features of a layer take part."""
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return False
    return bool(
        value.selectedFeaturesOnly
        or getattr(value, "filterExpression", "")
        or getattr(value, "featureLimit", -1) >= 0
    )


def day_of(algorithm: DcmAlgorithm, parameters: Any, name: str, context: Any) -> datetime.date:
    """The day of a date parameter; today when it is empty."""
    if parameters.get(name):
        value: QDate = algorithm.parameterAsDateTime(parameters, name, context).date()
        if value.isValid():
            return datetime.date(value.year(), value.month(), value.day())
    return datetime.date.today()


def chosen_text(algorithm: DcmAlgorithm, parameters: Any, name: str, context: Any) -> str:
    return optional(algorithm.parameterAsString(parameters, name, context))


def history_table(
    source: Optional[QgsProcessingFeatureSource], profile: Profile, feedback: Any
) -> Any:
    """Ended rows of another table: roles only, without geometry."""
    if source is None:
        return None
    if source.featureCount() == 0:
        return None
    table = HistoryTable(source, profile)
    table.own = []
    return table.read(feedback, geometry="any").drop(columns="geometry")


def community_table(
    source: Optional[QgsProcessingFeatureSource],
    field: str,
    profile: Profile,
    crs: Any,
    context: Any,
    feedback: Any,
) -> Tuple[Any, str]:
    """Communities with ``code`` and perhaps ``name``, and the name of the code field."""
    if source is None:
        return None, ""
    names: List[str] = [f.name() for f in source.fields()]
    spec = profile.tables["community"]["code"]
    field = field or spec.find(names) or profile.fields["community"].find(names) or ""
    if not field:
        raise InputError("processing.field_missing", layer=source.sourceName(), field=spec.name)
    title = profile.tables["community"]["name"].find(names)
    raw = adapters.source_to_frame(
        source,
        feedback,
        [field, title] if title else [field],
        target_crs=crs,
        transform_context=context.transformContext(),
    )
    frame = raw[[adapters.FID, "geometry"]].copy()
    frame["code"] = raw[adapters.exact_name(source, field)]
    if title:
        frame["name"] = raw[title]
    return frame, field
