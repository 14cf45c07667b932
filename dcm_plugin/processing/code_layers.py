"""Which layers hold unit grids or components, told by the names of their fields."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, List, Mapping, Tuple

from qgis.core import QgsVectorLayer, QgsWkbTypes

from .base import BUILT_IN_PROFILES

if TYPE_CHECKING:
    from ..core.standards import FieldSpec

#: Fields without which a table holds no cases.
CASE_FIELDS = ("case_code", "state")


Specs = Tuple[Mapping[str, "FieldSpec"], ...]


@lru_cache(maxsize=1)
def _grid_specs() -> Specs:
    from ..core.standards import load_profile

    return tuple(load_profile(profile_id).fields for profile_id in BUILT_IN_PROFILES)


@lru_cache(maxsize=1)
def _component_specs() -> Specs:
    from ..core.classes import VERSIONS, load_catalogue

    tables = [load_catalogue(version).tables for version in VERSIONS]
    return tuple({**table["classified"], **table["component"]} for table in tables)


def _find(names: List[str], specs: Specs, role: str) -> str:
    """The field of a role in any version; '' for none."""
    found = (version[role].find(names) for version in specs if role in version)
    return next((name for name in found if name), "")


def field_names(layer: Any) -> List[str]:
    return [str(field.name()) for field in layer.fields()]


def component_field(layer: QgsVectorLayer) -> str:
    """The field of the component identification code; '' where there is none."""
    if layer.geometryType() == QgsWkbTypes.GeometryType.NullGeometry:
        return ""
    return _find(field_names(layer), _component_specs(), "code")


def grid_fields(layer: QgsVectorLayer) -> Tuple[str, str]:
    """The fields of code and end date of unit grids, '' for none; components have codes of grids
    too, and are none."""
    if layer.geometryType() != QgsWkbTypes.GeometryType.PolygonGeometry or component_field(layer):
        return "", ""
    names = field_names(layer)
    code = _find(names, _grid_specs(), "code")
    return (code, _find(names, _grid_specs(), "end")) if code else ("", "")


def telling_fields(layer: QgsVectorLayer, role: str) -> Tuple[str, ...]:
    """Fields that say in words what a feature of a role ("grid", "component", "case") is."""
    names = field_names(layer)
    if role == "case":
        return tuple(n for n in names if n.casefold() in ("state", "address"))
    if role == "grid":
        wanted = [_find(names, _grid_specs(), r) for r in ("name", "community_name")]
    else:
        wanted = [_find(names, _component_specs(), r) for r in ("class_name", "name")]
    return tuple(dict.fromkeys(name for name in wanted if name))


def has_cases(layer: QgsVectorLayer) -> bool:
    names = {name.casefold() for name in field_names(layer)}
    return all(name in names for name in CASE_FIELDS)
