"""Layers of components as one table by role, and the unit grids and departments beside them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence, Tuple

from qgis.core import (
    QgsField,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingUtils,
)

from ...core.errors import InputError
from .. import adapters
from ..grid.history_tables import HistoryTable

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from ...core.classes import Catalogue
    from ...core.standards import Profile

Sources = Sequence[Tuple[str, QgsProcessingFeatureSource]]


def layer_sources(algorithm: Any, parameters: Any, name: str, context: Any) -> Sources:
    """Name and source of each layer of a list; to be called in the main thread."""
    found = []
    for layer in algorithm.parameterAsLayerList(parameters, name, context) or []:
        source = QgsProcessingUtils.variantToSource(layer.id(), context)
        if source is None:
            raise QgsProcessingException(algorithm.invalidSourceError({name: layer.source()}, name))
        found.append((layer.name(), source))
    return found


class ComponentTable:
    """All components in one reference system (else that of the first), a column per role."""

    def __init__(self, sources: Sources, catalogue: Catalogue, crs: Any = None) -> None:
        if not sources:
            raise InputError("survey.no_layer")
        self.sources = sources
        self.crs = crs if crs is not None else sources[0][1].sourceCrs()
        adapters.require_metric(self.crs, sources[0][0])
        self.specs = _specs(catalogue)
        self.names: Dict[str, str] = {}
        self.types: Dict[str, str] = {}

    def read(self, context: Any, feedback: Any) -> gpd.GeoDataFrame:
        import geopandas as gpd
        import numpy as np
        import pandas as pd

        frames = []
        for name, source in self.sources:
            fields = source.fields()
            names = [field.name() for field in fields]
            roles = {role: spec.find(names) for role, spec in self.specs.items()}
            if set(names) >= _SAMPLE:  # what dcm:drawsample has written
                for role in ("code", "class_code"):
                    roles[role] = roles[role] or (role if role in names else None)
            found = {role: field for role, field in roles.items() if field}
            for role, field in found.items():
                self.names.setdefault(role, field)
                self.types.setdefault(role, _kind(fields.field(field)))
            if not source.sourceCrs().isValid():
                raise InputError("processing.crs_unknown", layer=name)
            raw = adapters.source_to_frame(
                source,
                feedback,
                fields=list(found.values()),
                geometry="any",
                target_crs=self.crs,
                transform_context=context.transformContext(),
                name=name,
            )
            frame = raw[[adapters.FID, "geometry"]].copy()
            frame["_layer"] = np.full(len(raw), name, dtype=object)
            for role, field in found.items():
                frame[role] = raw[field].astype(object)
            frames.append(frame)
        table = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
        if not len(table):
            raise InputError("processing.layer_empty", layer=self.sources[0][0])
        return gpd.GeoDataFrame(table)


#: Fields by which the layer of a drawn sample is known.
_SAMPLE = frozenset(("layer", "feature", "class_code", "class_name", "grid"))


def _specs(catalogue: Catalogue) -> Dict[str, Any]:
    """The fields of the standard, and the class that a survey or classification writes."""
    from ...core.survey.form import survey_tables

    specs = dict(catalogue.tables["component"])
    for role in ("class_code", "uid"):
        specs[role] = survey_tables()["component"][role]
    return specs


def _kind(field: QgsField) -> str:
    if field.isNumeric():
        return "number"
    return "date" if field.isDateOrTime() else "string"


def current_grid(
    source: Optional[QgsProcessingFeatureSource],
    code_field: str,
    profile: Profile,
    crs: Any,
    context: Any,
    feedback: Any,
) -> Optional[gpd.GeoDataFrame]:
    """Unit grids in use that have an outline, by role; None when there is no layer."""
    import pandas as pd
    import shapely

    from ...core.checks.context import code_texts, parse_dates

    if source is None:
        return None
    frame = HistoryTable(source, profile, code_field).read(feedback, crs, context)
    if "end" in frame.columns:
        end, _ = parse_dates(frame["end"])
        frame = frame[~(end <= pd.Timestamp(datetime.date.today())).to_numpy()]
    frame = frame[~shapely.is_missing(frame.geometry.to_numpy())].reset_index(drop=True)
    if not len(frame):
        raise InputError("survey.grid_none", layer=source.sourceName())
    frame["code"] = [code.strip() for code in code_texts(frame["code"]).tolist()]
    check_grid_codes(frame["code"], frame[adapters.FID], source.sourceName())
    return frame


def check_grid_codes(codes: Any, fids: Any, layer: str) -> None:
    """Grids of which not one has a code are not numbered yet: nothing can be told by them."""
    if not any(codes):
        raise InputError("survey.grid_code_empty", layer=layer, fids=adapters.fids_text(fids))


def texts_of(values: Any) -> List[Optional[str]]:
    """Attributes as texts without blanks around them; None for nothing."""
    import pandas as pd

    from ...core.checks.context import code_texts

    found = code_texts(pd.Series(list(values), dtype=object)).tolist()
    return [value.strip() or None for value in found]


def department_table(
    source: Optional[QgsProcessingFeatureSource], feedback: Any
) -> Optional[pd.DataFrame]:
    """The table of departments by role, texts or None; None when none is given."""
    import pandas as pd

    from ...core.survey.form import survey_tables

    if source is None:
        return None
    specs = survey_tables()["department"]
    names = [field.name() for field in source.fields()]
    found = {role: spec.find(names) for role, spec in specs.items()}
    lacking = [specs[role].name for role in ("code", "name") if not found[role]]
    if lacking:
        raise InputError(
            "survey.department_fields", layer=source.sourceName(), fields=", ".join(lacking)
        )
    columns: Dict[str, List[Any]] = {}
    for role, name in found.items():
        if name:
            columns[role] = texts_of(adapters.column_values(source, name, feedback))
    frame = pd.DataFrame(columns, dtype=object).reindex(columns=list(specs)).astype(object)
    return frame.where(frame.notna(), None)
