"""Read the layers of a redraw in the background."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from qgis.core import (
    QgsProject,
    QgsTask,
)
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal

from ...core.errors import DcmError, InputError
from ...processing import adapters
from ..snapshot import LayerSnapshot
from .settings import RedrawSettings

if TYPE_CHECKING:
    from ...core.grid.redraw.guide import Guides
    from ...core.grid.redraw.references import References
    from ...core.grid.redraw.store import CellStore
    from ...core.standards import Profile

translate = QCoreApplication.translate

#: Roles of settings -> roles of :class:`core.grid.redraw.references.References`.
_ROLES = {"buildings": "buildings", "compounds": "compounds", "components": "components"}
#: Fields of the cells that a redraw looks at.
CELL_ROLES = ("code", "community", "area", "end")


@dataclass
class Loaded:
    """What a redraw works on. ``codes``: feature id -> grid code; ``fields``: role -> field."""

    store: CellStore
    references: References
    guides: Guides
    profile: Profile
    fields: Dict[str, str]
    codes: Dict[int, Any]
    #: Communities as a table for the full check, None without such a layer.
    communities: Optional[Any] = None
    warnings: List[DcmError] = field(default_factory=list)


class LoadTask(QgsTask):
    """Reads cells and references; ``loaded`` or ``failed`` is emitted in the main thread."""

    loaded = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, settings: RedrawSettings, project: QgsProject, profile: Profile) -> None:
        grid = settings.layer(project, "grid")
        if grid is None:
            raise InputError("redraw.no_layer")
        adapters.require_metric(grid.crs(), grid.name())
        super().__init__(
            translate("DCM", "Reading “{layer}” for the redraw").format(layer=grid.name()),
            QgsTask.Flag.CanCancel,
        )
        self._profile = profile
        self._crs = grid.crs()
        self._context = project.transformContext()
        self._grid = LayerSnapshot(grid)
        self._others: Dict[str, LayerSnapshot] = {}
        for role in ("communities", *_ROLES):
            layer = settings.layer(project, role)
            if layer is not None:
                self._others[role] = LayerSnapshot(layer)
        self._lines = [LayerSnapshot(layer) for layer in settings.line_layers(project)]
        self._result: Optional[Loaded] = None
        self._error: Optional[Exception] = None

    def run(self) -> bool:
        try:
            self._result = self._load()
        except Exception as error:  # handed on to the main thread, which tells it
            self._error = error
        return self._result is not None

    def finished(self, done: bool) -> None:
        if done and self._result is not None:
            self.loaded.emit(self._result)
        elif self._error is not None:
            self.failed.emit(self._error)

    # --- in the background ------------------------------------------------------------------------

    def _load(self) -> Loaded:
        import numpy as np

        from ...core.grid.redraw.guide import Guides
        from ...core.grid.redraw.references import References
        from ...core.grid.redraw.store import CellStore

        names = [f.name() for f in self._grid.fields()]
        found = {role: self._profile.fields[role].find(names) for role in CELL_ROLES}
        fields = {role: name for role, name in found.items() if name}
        cells = self._table(self._grid, list(fields.values()), "polygon")
        if not len(cells):
            raise InputError("processing.layer_empty", layer=self._grid.sourceName())
        cells = cells[~_ended(cells, fields)].reset_index(drop=True)
        self.setProgress(40)
        tables = {role: self._plain(self._others[role]) for role in _ROLES if role in self._others}
        self.setProgress(60)
        lines = [self._ranked(line) for line in self._lines]
        if lines:
            tables["layout"] = _joined(lines)
            tables["barriers"] = _barriers(tables["layout"])
        self.setProgress(75)
        communities = self._communities()
        shapes = single_parts(np.asarray(cells.geometry.array, dtype=object))
        codes = cells[fields["code"]].astype(object).tolist() if "code" in fields else None
        codes = codes or [None] * len(cells)
        fids = cells[adapters.FID].to_numpy(dtype=np.int64)
        frame = _frames(shapes, codes, communities, self._profile)
        store = CellStore(fids, shapes, frame)
        self.setProgress(90)
        layout = tables.get("layout")
        real = None if layout is None else np.asarray(layout.geometry.array, dtype=object)
        return Loaded(
            store,
            References(tables),
            Guides(store, real),
            self._profile,
            fields,
            dict(zip(fids.tolist(), codes)),
            communities,
        )

    def _table(self, source: LayerSnapshot, fields: List[str], geometry: str) -> Any:
        return adapters.source_to_frame(
            source,
            self,
            fields,
            geometry,
            target_crs=self._crs,
            transform_context=self._context,
        )

    def _plain(self, source: LayerSnapshot) -> Any:
        return self._table(source, [], "any")

    def _ranked(self, source: LayerSnapshot) -> Any:
        """Real lines with their rank as barriers (rivers and railways have the highest)."""
        from ...core.grid import barriers

        names = [f.name() for f in source.fields()]
        table = self._table(source, list(barriers.columns_used(names)), "any")
        attributes = {
            name: table[name] for name in table.columns if name not in (adapters.FID, "geometry")
        }
        ranks = barriers.assign_ranks(attributes, len(table), source.sourceName())
        table = table[[adapters.FID, "geometry"]].copy()
        table["rank"] = ranks
        return table

    def _communities(self) -> Optional[Any]:
        source = self._others.get("communities")
        if source is None:
            return None
        names = [f.name() for f in source.fields()]
        profile = self._profile
        name = profile.tables["community"]["code"].find(names) or (
            profile.fields["community"].find(names)
        )
        if not name:
            raise InputError(
                "processing.field_missing",
                layer=source.sourceName(),
                field=profile.tables["community"]["code"].name,
            )
        return self._table(source, [name], "polygon").rename(columns={name: "code"})


def single_parts(shapes: Any) -> Any:
    """Multipart polygons of one part as polygons; others as they are."""
    import numpy as np
    import shapely

    result = shapes.copy()
    one = (shapely.get_type_id(shapes) == 6) & (shapely.get_num_geometries(shapes) == 1)
    result[np.flatnonzero(one)] = shapely.get_geometry(shapes[one], 0)
    return result


def _ended(cells: Any, fields: Dict[str, str]) -> Any:
    import datetime

    import numpy as np
    import pandas as pd

    from ...core.grid.checks.context import parse_dates

    if "end" not in fields:
        return np.zeros(len(cells), dtype=bool)
    end, _ = parse_dates(cells[fields["end"]])
    return (end.notna() & (end <= pd.Timestamp(datetime.date.today()))).to_numpy()


def _joined(tables: List[Any]) -> Any:
    import numpy as np
    import pandas as pd

    whole = pd.concat(tables, ignore_index=True)
    whole[adapters.FID] = np.arange(1, len(whole) + 1)
    return whole


def _barriers(lines: Any) -> Any:
    """Lines that no unit grid should straddle (G05): those of the highest rank."""
    import numpy as np
    import shapely

    from ...core.grid.barriers import HIGHEST

    kinds = shapely.get_type_id(np.asarray(lines.geometry.array, dtype=object))
    chosen = np.isin(kinds, (1, 5)) & (lines["rank"].to_numpy() == HIGHEST)
    return lines[chosen].reset_index(drop=True)


def _frames(shapes: Any, codes: List[Any], communities: Optional[Any], profile: Profile) -> Any:
    """The community of each cell: where it lies, else what its code says."""
    import numpy as np
    import shapely

    from ...core.grid import codes as grid_codes

    frame = grid_codes.prefixes(codes, profile.code)
    if communities is None or not len(communities):
        return frame
    areas = np.asarray(communities.geometry.array, dtype=object)
    named = grid_codes.as_text(communities["code"])
    there = np.flatnonzero(~shapely.is_missing(shapes))
    inner = shapely.point_on_surface(shapely.make_valid(shapes[there]))
    cell, area = shapely.STRtree(areas).query(inner, predicate="intersects")
    first = np.unique(cell, return_index=True)[1]
    frame[there[cell[first]]] = named[area[first]]
    return frame
