"""Layers of a city as columns of the tables of its database, checked on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeatureSource

from ...core.errors import InputError
from .. import adapters
from ..components.component_layers import texts_of
from ..components.table_copy import whole_table

if TYPE_CHECKING:
    import numpy as np

    from ...core.classes import Catalogue
    from ...core.standards import FieldSpec, Profile

#: Column of the database → role of the field in the profile or catalogue.
_ROLES: Mapping[str, Mapping[str, str]] = {
    "unit_grid": {
        "code": "code", "name": "name", "community_code": "community", "area": "area",
        "profile_id": "profile",
    },
    "duty_grid": {"code": "code", "name": "name"},
    "community": {"code": "code", "name": "name", "street_code": "street"},
    "street": {"code": "code", "name": "name", "district_code": "district"},
    "district": {"code": "code", "name": "name"},
    "component": {
        "code": "code", "name": "name", "department": "competent_name", "cell_code": "grid_code",
        "state": "state", "class_code": "class_code",
    },
}  # fmt: skip
#: Columns without which a table cannot be.
_KEYS = {"operator": "login"}
#: Tables that cities keep under headings of their own.
_ORGANISATION = ("org_unit", "operator")
_SHOWN = 5


def read_mapping(text: str) -> Dict[str, Dict[str, str]]:
    """The parameter FIELDS: table → column → field of the layer."""
    from ...store.city import schema

    found: Dict[str, Dict[str, str]] = {}
    for line in text.replace(";", "\n").splitlines():
        if not line.strip():
            continue
        left, equals, field = line.partition("=")
        table, dot, column = left.strip().partition(".")
        known = table in schema.tables() and column in schema.tables()[table].names
        if not (equals and dot and field.strip() and known):
            raise InputError("case_database.mapping", line=line.strip())
        found.setdefault(table, {})[column] = field.strip()
    return found


class CityLayers:
    """Reads layers into the reference system of the database."""

    def __init__(
        self,
        profile: Profile,
        catalogue: Catalogue,
        mapping: Mapping[str, Mapping[str, str]],
        crs: QgsCoordinateReferenceSystem,
        context: Any,
        feedback: Any,
    ) -> None:
        self.profile, self.catalogue, self.mapping = profile, catalogue, mapping
        self.crs, self.context, self.feedback = crs, context, feedback

    # --- areas ---------------------------------------------------------------------------------

    def areas(self, table: str, source: QgsProcessingFeatureSource) -> Dict[str, Any]:
        """Columns of unit grids, duty grids, communities, streets or districts."""
        import shapely

        fields = self._fields(table, source)
        if not source.sourceCrs().isValid():
            raise InputError("processing.crs_unknown", layer=source.sourceName())
        frame = adapters.source_to_frame(
            source,
            self.feedback,
            list(fields.values()),
            target_crs=self.crs,
            transform_context=self.context.transformContext(),
        )
        if not len(frame):
            raise InputError("processing.layer_empty", layer=source.sourceName())
        shapes = frame.geometry.to_numpy()
        fids = frame[adapters.FID].to_numpy()
        lacking = shapely.is_missing(shapes)
        if lacking.any():
            raise InputError(
                "case_database.no_geometry",
                layer=source.sourceName(),
                fids=adapters.fids_text(fids[lacking]),
            )
        bad = ~shapely.is_valid(shapes)
        if bad.any():
            raise InputError(
                "case_database.invalid",
                layer=source.sourceName(),
                fids=adapters.fids_text(fids[bad]),
            )
        made: Dict[str, Any] = {"geom": adapters.as_multi(shapes)}
        for column, field in fields.items():
            values = frame[field]
            made[column] = values.astype(float).to_numpy() if column == "area" else texts_of(values)
        check_codes(made["code"], fids, source.sourceName(), fields["code"])
        return made

    def _fields(self, table: str, source: QgsProcessingFeatureSource) -> Dict[str, str]:
        """Column → field of the layer; :class:`InputError` where the code is not found."""
        from ...core.cases.organisation_tables import proposed_columns
        from ...core.exchange.fields import match_fields
        from ...store.city import schema

        names = [field.name() for field in source.fields()]
        specs = self._specs(table)
        found: Dict[str, str] = {}
        by_role = match_fields(names, specs).roles if specs else {}
        folded = {name.casefold(): name for name in names}
        for column in schema.table(table).names:
            if column == "id":
                continue
            chosen = self.mapping.get(table, {}).get(column)
            if chosen:
                if chosen.casefold() not in folded:
                    raise InputError(
                        "processing.field_missing", layer=source.sourceName(), field=chosen
                    )
                found[column] = folded[chosen.casefold()]
                continue
            role = _ROLES.get(table, {}).get(column, "")
            if by_role.get(role):
                found[column] = by_role[role]
            elif column in folded:
                found[column] = folded[column]
        if table in _ORGANISATION:
            free = [name for name in names if name not in found.values()]
            found = {**proposed_columns(table, free), **found}
        key = _KEYS.get(table, "code")
        if key not in found:
            raise InputError(
                "case_database.no_code",
                layer=source.sourceName(),
                table=table,
                column=key,
                fields=", ".join(names),
            )
        return found

    def _specs(self, table: str) -> Mapping[str, FieldSpec]:
        if table == "component":
            from ...core.survey.form import survey_tables

            specs = dict(self.catalogue.tables["component"])
            specs["class_code"] = survey_tables()["component"]["class_code"]
            return specs
        return self.profile.tables.get(table, {})

    # --- components ----------------------------------------------------------------------------

    def components(self, source: QgsProcessingFeatureSource, layer: Any) -> Dict[str, Any]:
        """Columns of the components; by SQL when the layer is a whole table of a GeoPackage."""
        import numpy as np

        fields = self._fields("component", source)
        table = whole_table(layer) if source.sourceCrs() == self.crs else None
        listed = list(dict.fromkeys(fields.values()))
        if table is not None and set(listed) <= set(table.columns):
            from ...store.geopackage import read_rows

            rows = read_rows(table, listed, adapters.cancel_check(self.feedback))
            points = rows.points if rows.points is not None else location_points(rows.shapes)
            fids = rows.fids
            values = {name: texts_of(rows.columns[name]) for name in listed}
        else:
            frame = adapters.source_to_frame(
                source,
                self.feedback,
                listed,
                geometry="any",
                target_crs=self.crs,
                transform_context=self.context.transformContext(),
            )
            points = location_points(frame.geometry.to_numpy())
            fids = frame[adapters.FID].to_numpy()
            values = {name: texts_of(frame[name]) for name in listed}
        if not len(fids):
            raise InputError("processing.layer_empty", layer=source.sourceName())
        lacking = np.isnan(points[:, 0])
        if lacking.any():
            raise InputError(
                "case_database.no_geometry",
                layer=source.sourceName(),
                fids=adapters.fids_text(fids[lacking]),
            )
        made: Dict[str, Any] = {column: values[field] for column, field in fields.items()}
        check_codes(made["code"], fids, source.sourceName(), fields["code"])
        if "class_code" not in made:
            made["class_code"] = self._classes(made["code"])
        made["geom"] = points
        made.setdefault("profile_id", [self.profile.id] * len(fids))
        return made

    def _classes(self, codes: Sequence[str]) -> List[str]:
        """The class that stands in the identification code."""
        structure = self.catalogue.codes["component_id"]
        start, end = structure.span("major")[0], structure.span("minor")[1]
        return [code[start:end] for code in codes]

    # --- tables --------------------------------------------------------------------------------

    def table(self, name: str, source: QgsProcessingFeatureSource) -> List[Dict[str, Any]]:
        """Rows of a table without geometry."""
        import numpy as np

        from ...core.cases.organisation_tables import coded

        fields = self._fields(name, source)
        layer = source.sourceName()

        def read(table: str, column: str, field: str) -> List[Optional[str]]:
            values = texts_of(adapters.column_values(source, field, self.feedback))
            return coded(table, column, values, layer, field)

        columns = {column: read(name, column, field) for column, field in fields.items()}
        if name == "operator":
            field = self._role_field(source, list(fields.values()))
            if field:
                columns["role"] = read("operator_role", "role", field)
        key = _KEYS.get(name, "code")
        codes = columns[key]
        check_codes(codes, np.arange(1, len(codes) + 1), source.sourceName(), fields[key])
        return [dict(zip(columns, values)) for values in zip(*columns.values())]

    def _role_field(self, source: QgsProcessingFeatureSource, taken: Sequence[str]) -> str:
        """The field with the roles of the operators; '' for none."""
        from ...core.cases.organisation_tables import proposed_columns

        names = [field.name() for field in source.fields()]
        chosen = self.mapping.get("operator_role", {}).get("role", "")
        if chosen:
            for name in names:
                if name.casefold() == chosen.casefold():
                    return name
            raise InputError("processing.field_missing", layer=source.sourceName(), field=chosen)
        free = [name for name in names if name not in taken]
        return proposed_columns("operator_role", free).get("role", "")


def location_points(shapes: np.ndarray) -> np.ndarray:
    """One point of each geometry (n, 2): itself, the middle of a line, a point inside an area."""
    import numpy as np
    import shapely

    points = np.full((len(shapes), 2), np.nan)
    present = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    dimension = shapely.get_dimensions(shapes)
    for kind, place in (
        (0, shapely.centroid),
        (1, lambda lines: shapely.line_interpolate_point(_longest(lines), 0.5, True)),
        (2, shapely.point_on_surface),
    ):
        mine = np.flatnonzero(present & (dimension == kind))
        if len(mine):
            points[mine] = shapely.get_coordinates(place(shapes[mine]))
    return points


def _longest(lines: np.ndarray) -> np.ndarray:
    """The longest part of each line."""
    import numpy as np
    import shapely

    parts, owner = shapely.get_parts(lines, return_index=True)
    order = np.lexsort((-shapely.length(parts), owner))
    _, first = np.unique(owner[order], return_index=True)
    return np.asarray(parts[order][first])


def check_codes(codes: Sequence[Optional[str]], fids: Any, layer: str, field: str) -> None:
    """Raise :class:`InputError` for empty codes and for codes that stand twice."""
    import numpy as np
    import pandas as pd

    series = pd.Series(list(codes), dtype=object)
    empty = series.isna().to_numpy()
    if empty.any():
        raise InputError(
            "case_database.empty_code",
            layer=layer,
            field=field,
            fids=adapters.fids_text(np.asarray(fids)[empty]),
        )
    twice = series.duplicated(keep=False).to_numpy()
    if twice.any():
        shown = list(dict.fromkeys(series[twice]))
        raise InputError(
            "case_database.duplicate",
            layer=layer,
            field=field,
            codes=", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else ""),
            count=len(shown),
        )


def dissolved(
    cells: Mapping[str, Any], parents: Sequence[str], names: Optional[Mapping[str, str]] = None
) -> Dict[str, Any]:
    """Areas made of smaller ones: ``parents`` is the code of the area of each of them."""
    import numpy as np
    import shapely

    from ...core.grid.checks.overlay import polygonal

    codes, of = np.unique(np.array(parents, dtype=str), return_inverse=True)
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], np.arange(len(codes)))
    shapes = np.asarray(cells["geom"], dtype=object)[order]
    made = np.empty(len(codes), dtype=object)
    for number, part in enumerate(np.split(shapes, starts[1:])):
        made[number] = shapely.union_all(part)
    known = names or {}
    return {
        "geom": adapters.as_multi(polygonal(made)),
        "code": codes.tolist(),
        "name": [known.get(code) or code for code in codes.tolist()],
    }
