"""What the checks of components share: texts, classes, locating points, the grids there."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd
import shapely
from shapely import STRtree

from ...checks.context import CheckContext, code_texts, empty_texts
from ...classes import COMPONENT, Catalogue, ManagedClass
from ...classes.codes import class_part
from ...grid.checks.context import area_layer
from ...standards.model import CodeStructure, FieldSpec
from .model import COMPONENT_CHECKS, ComponentInput

#: More findings of one kind are counted, and the first ones listed.
MOST_LISTED = 20_000
KINDS = ("point", "line", "polygon")
_KIND_OF_TYPE = np.array([0, 1, 1, 2, 0, 1, 2, -1])


class ComponentContext(CheckContext):
    """The state of one run; the cached parts are made when the first check asks for them."""

    own_layer = "components"

    def __init__(
        self,
        data: ComponentInput,
        catalogue: Catalogue,
        profile: Any,
        selected: Sequence[str],
        overrides: Mapping[str, Mapping[str, Any]],
        cancelled: Callable[[], bool],
    ) -> None:
        super().__init__(COMPONENT_CHECKS, profile, selected, overrides, cancelled)
        self.data, self.catalogue = data, catalogue
        self.rows = data.components.reset_index(drop=True)
        self.fid = self.rows["_fid"].to_numpy(dtype=np.int64)
        self.layer = self.rows["_layer"].to_numpy(dtype=object)
        self._texts: Dict[str, np.ndarray] = {}

    def found(
        self,
        kind: str,
        check: str,
        rows: np.ndarray,
        geometry: Any = None,
        fids: Any = None,
        measure: Any = np.nan,
        unit: str = "",
        group: str = "",
        **params: Any,
    ) -> None:
        """Record findings at these rows; ``params`` that are arrays belong to the rows."""
        rows = np.atleast_1d(rows)
        if not len(rows):
            return
        if len(rows) > MOST_LISTED and check in self.active:
            level = (self.rules[check].get("severity_" + group) if group else "") or ""
            level = level or self.rules[check].severity
            more = "unlisted_" + level
            self.figures[more] = self.figures.get(more, 0) + len(rows) - MOST_LISTED
            first = np.arange(MOST_LISTED)
            self.note(check, "component_checks.unlisted", listed=MOST_LISTED, total=len(rows))
            params = {
                key: value[first] if isinstance(value, np.ndarray) else value
                for key, value in params.items()
            }
            rows = rows[first]
            geometry = geometry[first] if isinstance(geometry, np.ndarray) else geometry
            measure = measure[first] if isinstance(measure, np.ndarray) else measure
            fids = fids[:MOST_LISTED] if fids is not None else None
        self.add(
            kind,
            (check,),
            self.fid[rows],
            self.points[rows] if geometry is None else geometry,
            [str(fid) for fid in self.fid[rows].tolist()] if fids is None else fids,
            measure,
            unit,
            self.layer[rows],
            group,
            **params,
        )

    # --- attributes ----------------------------------------------------------------------------

    def has(self, role: str) -> bool:
        return role in self.rows.columns

    def texts(self, role: str) -> np.ndarray:
        """A column as texts without blanks around them, '' for nothing."""
        if role not in self._texts:
            found = empty_texts(len(self.rows))
            if self.has(role):
                found[:] = [text.strip() for text in code_texts(self.rows[role]).tolist()]
            self._texts[role] = found
        return self._texts[role]

    def label(self, role: str) -> Dict[str, str]:
        """What a reader calls a field."""
        spec = self._spec(role)
        if spec is None:
            name = self.field_name(role)
            return {"en": name, "zh": name}
        return {"en": spec.alias_en, "zh": spec.alias_zh}

    def _spec(self, role: str) -> Optional[FieldSpec]:
        """A field of the delivery, or one that coding adds (the class)."""
        tables = self.catalogue.tables
        return tables["component"].get(role) or tables["coded"].get(role)

    def field_name(self, role: str) -> str:
        spec = self._spec(role)
        return str(self.data.field_names.get(role, spec.name if spec else role))

    # --- classes -------------------------------------------------------------------------------

    @property
    def structure(self) -> CodeStructure:
        return self.catalogue.codes["component_id"]

    @cached_property
    def code_classes(self) -> np.ndarray:
        """The class inside each identification code, '' where its length is wrong."""
        codes = self.texts("code")
        parts = class_part(codes, self.catalogue, "component_id")
        result = empty_texts(len(codes))
        result[:] = [part or "" for part in parts.tolist()]
        return result

    @cached_property
    def class_codes(self) -> np.ndarray:
        """Class of each row: of its own field, else of the code, else of the name; or ''."""
        result: np.ndarray = self.texts("class_code").copy()
        for other in (self.code_classes, self.name_classes):
            empty = result == ""
            result[empty] = other[empty]
        return result

    @cached_property
    def name_classes(self) -> np.ndarray:
        """The class with the name of each row, '' when there is none."""
        by_name = {item.name_zh: item.code for item in self.catalogue.of_kind(COMPONENT)}
        found = pd.Series(self.texts("name")).map(by_name).fillna("")
        result: np.ndarray = found.to_numpy(dtype=object)
        return result

    @cached_property
    def class_ids(self) -> Tuple[np.ndarray, List[str]]:
        """Number of the class of each row, and the classes by number."""
        ids, names = pd.factorize(self.class_codes)
        return ids.astype(np.int64), [str(name) for name in names]

    def class_values(self, value: Callable[[ManagedClass], Any], nothing: Any) -> np.ndarray:
        """A property of the class of each row; ``nothing`` without a known class."""
        ids, names = self.class_ids
        known = [self.catalogue.find(COMPONENT, name) for name in names]
        table = np.array([nothing if item is None else value(item) for item in known])
        result: np.ndarray = table[ids] if len(table) else np.full(len(ids), nothing)
        return result

    @cached_property
    def class_known(self) -> np.ndarray:
        return self.class_values(lambda item: True, False).astype(bool)

    # --- places --------------------------------------------------------------------------------

    @cached_property
    def shapes(self) -> np.ndarray:
        return np.asarray(self.rows.geometry.array, dtype=object)

    @cached_property
    def real(self) -> np.ndarray:
        """There is a geometry."""
        result: np.ndarray = ~shapely.is_missing(self.shapes) & ~shapely.is_empty(self.shapes)
        return result

    @cached_property
    def kinds(self) -> np.ndarray:
        """0 point, 1 line, 2 area, -1 none."""
        result: np.ndarray = _KIND_OF_TYPE[shapely.get_type_id(self.shapes)]
        return result

    @cached_property
    def valid(self) -> np.ndarray:
        """The geometry is there and valid."""
        return np.asarray(shapely.is_valid(self.shapes) & self.real)

    @cached_property
    def points(self) -> np.ndarray:
        """The locating point: the point itself, or one on the line or area."""
        result = self.shapes.copy()
        others = np.flatnonzero(self.real & (shapely.get_type_id(self.shapes) > 0))
        if len(others):
            good = self.valid[others]
            result[others[good]] = shapely.point_on_surface(self.shapes[others[good]])
            bad = others[~good]
            result[bad] = (
                shapely.points([shapely.get_coordinates(shape)[0] for shape in self.shapes[bad]])
                if len(bad)
                else None
            )
        result[~self.real] = None
        return result

    @cached_property
    def xy(self) -> np.ndarray:
        """Coordinates of the locating points, NaN without geometry: shape (n, 2)."""
        return np.column_stack([shapely.get_x(self.points), shapely.get_y(self.points)])

    @cached_property
    def grids(self) -> Tuple[np.ndarray, np.ndarray]:
        """Shapes and codes of the unit grids."""
        found = area_layer(self.data.grid)
        if found is None:
            return np.empty(0, dtype=object), empty_texts(0)
        return found[0], found[1]

    @cached_property
    def grid_tree(self) -> STRtree:
        return STRtree(self.grids[0])

    @cached_property
    def grid_of(self) -> np.ndarray:
        """The grid that holds each locating point, the smallest code on a border; -1 for none."""
        codes = self.grids[1]
        rank = np.argsort(np.argsort(codes.astype(str), kind="stable"), kind="stable")
        points, result = self.points, np.full(len(self.points), -1, dtype=np.int64)
        step = 200_000
        for start in range(0, len(points), step):
            self.check_cancelled()
            row, cell = self.grid_tree.query(points[start : start + step], predicate="intersects")
            order = np.lexsort((rank[cell], row))[::-1]
            result[start + row[order]] = cell[order]
        return result
