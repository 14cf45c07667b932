"""The whole input of a check, read from layers in a thread that is not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Mapping, Tuple

from qgis.core import (
    QgsProject,
    QgsUnitTypes,
    QgsVectorLayer,
)

from ...core.errors import InputError
from ...processing import adapters
from ..snapshot import LayerSnapshot

if TYPE_CHECKING:
    import geopandas as gpd

    from ...core.grid.checks import CheckInput
    from ...core.standards import Profile

#: Tables of a check and the kind of geometry that they hold.
_TABLES = {
    "communities": "polygon",
    "streets": "polygon",
    "districts": "polygon",
    "buildings": "polygon",
    "compounds": "polygon",
    "layout": "any",
    "barriers": "any",
    "components": "any",
    "previous": "polygon",
}


def whole_input(
    layer: QgsVectorLayer,
    profile: Profile,
    references: Mapping[str, Any],
) -> Callable[[Any], CheckInput]:
    """A function that reads the input of a check of a whole layer, to be called in a thread.

    It takes a feedback (``isCanceled``). To be made in the main thread. Raises InputError where a
    layer cannot be checked. ``references``: see :class:`source.FindingsSource`.
    """
    adapters.require_metric(layer.crs(), layer.name())
    unknown = sorted(set(references) - set(_TABLES))
    if unknown:
        raise KeyError(", ".join(unknown))
    grid = LayerSnapshot(layer)
    tables = {name: given for name, given in references.items() if not isinstance(given, tuple)}
    others = {
        name: (LayerSnapshot(given[0]), given[1])
        for name, given in references.items()
        if isinstance(given, tuple)
    }
    transforms = QgsProject.instance().transformContext()

    def read(feedback: Any) -> CheckInput:
        from ...core.grid.checks import CheckInput, CrsInfo

        frame, names = grid_table(grid, profile, feedback)
        crs = layer_crs
        data = CheckInput(
            frame,
            field_names=names,
            crs=CrsInfo(
                crs.authid(),
                crs.description(),
                crs.isValid(),
                crs.isGeographic(),
                crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters,
            ),
        )
        for name, table in tables.items():
            setattr(data, name, table)
        for name, (snapshot, field) in others.items():
            table = adapters.source_to_frame(
                snapshot,
                feedback,
                fields=[field] if field else [],
                geometry=_TABLES[name],
                target_crs=crs,
                transform_context=transforms,
            )
            setattr(data, name, table.rename(columns={field: "code"}) if field else table)
        if "base_scale" in frame.columns:
            import pandas as pd

            largest = pd.to_numeric(frame["base_scale"], errors="coerce").max()
            data.base_scale = None if largest != largest else float(largest)
        return data

    layer_crs = layer.crs()
    return read


def grid_table(
    source: LayerSnapshot, profile: Profile, feedback: Any
) -> Tuple[gpd.GeoDataFrame, Dict[str, str]]:
    """The cells with one column per role of the profile that the layer has, and the field names."""
    fields: List[str] = [field.name() for field in source.fields()]
    found = {role: spec.find(fields) for role, spec in profile.fields.items()}
    names = {role: name for role, name in found.items() if name}
    frame = adapters.source_to_frame(source, feedback, fields=list(names.values()))
    if not len(frame):
        raise InputError("processing.layer_empty", layer=source.sourceName())
    result = frame[[adapters.FID, "geometry"]].copy()
    for role, name in names.items():
        result[role] = frame[name]
    return result, names
