"""The unit grids in use, as what components lie in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List

from qgis.core import QgsProcessingFeatureSource

from ...core.errors import InputError
from .. import adapters
from .component_layers import check_grid_codes

if TYPE_CHECKING:
    from ...core.components.coding import Cells
    from ...core.standards import Profile

_ROLES = ("street", "street_name", "community", "community_name", "end")


class GridLayer:
    """A layer of unit grids and the fields of it that matter.

    Raises :class:`InputError` when there is no field with codes.
    """

    def __init__(
        self,
        source: QgsProcessingFeatureSource,
        profile: Profile,
        code_field: str,
        context: Any,
        feedback: Any,
    ) -> None:
        self.source, self.profile, self.name = source, profile, source.sourceName()
        self.context, self.feedback = context, feedback
        names = [field.name() for field in source.fields()]
        spec = profile.fields["code"]
        found = code_field or spec.find(names)
        if not found:
            raise InputError(
                "coding.no_code_field",
                layer=self.name,
                names=", ".join((spec.name,) + spec.legacy),
            )
        if source.fields().lookupField(found) < 0:
            raise InputError("processing.field_missing", layer=self.name, field=found)
        self.code_field = adapters.exact_name(source, found)
        self.roles: Dict[str, str] = {}
        for role in _ROLES:
            field = profile.fields[role].find(names) if role in profile.fields else None
            if field and field != self.code_field:
                self.roles[role] = field
        #: Rows with an end date, left out; known after reading.
        self.ended = 0

    @property
    def names_given(self) -> List[str]:
        """Which names of parents the layer has."""
        return [role for role in ("street_name", "community_name") if role in self.roles]

    def cells(self, crs: Any) -> Cells:
        """The grids without end date, in the reference system of the components.

        Raises :class:`InputError` when none is left or a geometry is invalid.
        """
        import numpy as np
        import pandas as pd
        import shapely

        from ...core.components.coding import Cells
        from ...core.grid.codes import as_text, part

        frame = adapters.source_to_frame(
            self.source,
            self.feedback,
            [self.code_field, *self.roles.values()],
            target_crs=crs,
            transform_context=self.context.transformContext(),
        )
        if not len(frame):
            raise InputError("processing.layer_empty", layer=self.name)
        used = ~shapely.is_missing(np.asarray(frame.geometry.array, dtype=object))
        if "end" in self.roles:
            ends = frame[self.roles["end"]]
            ended = (ends.notna() & (ends.astype(str).str.strip() != "")).to_numpy()
            self.ended = int(ended.sum())
            used &= ~ended
        frame = frame[used].reset_index(drop=True)
        if not len(frame):
            raise InputError("coding.no_cells", layer=self.name)
        shapes = np.asarray(frame.geometry.array, dtype=object)
        fids = frame[adapters.FID].to_numpy(dtype=np.int64)
        broken = ~shapely.is_valid(shapes)
        if broken.any():
            raise InputError(
                "processing.geometry_invalid",
                layer=self.name,
                fids=adapters.fids_text(fids[broken]),
                reason=str(shapely.is_valid_reason(shapes[broken])[0]),
            )
        codes = as_text(frame[self.code_field])
        check_grid_codes([code and code.strip() for code in codes], fids, self.name)

        def column(role: str) -> Any:
            if role not in self.roles:
                return np.full(len(frame), None, dtype=object)
            return as_text(frame[self.roles[role]])

        def parent(role: str) -> Any:
            """What the layer says, else what the code says."""
            own, cut = column(role), part(codes, self.profile.code, role)
            return np.where(pd.isna(own), cut, own)

        return Cells(
            fids,
            shapes,
            codes,
            parent("street"),
            column("street_name"),
            parent("community"),
            column("community_name"),
        )
