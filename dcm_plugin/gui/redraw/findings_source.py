"""The session of a redraw as the findings panel asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterable, Mapping

from qgis.core import QgsFeatureRequest

from ...processing import adapters

if TYPE_CHECKING:
    from ...core.grid.checks import CheckInput
    from ...core.grid.redraw.model import Edit, Patch
    from .session import RedrawSession


class SessionEditor:
    """Fixes go the way of all steps: refused where somebody else was, one undo step each."""

    def __init__(self, session: RedrawSession) -> None:
        self._session = session

    def apply(self, edit: Edit, title: str) -> Dict[int, int]:
        return self._session.apply_edit(edit, title)


class SessionFindings:
    """See :class:`dcm_plugin.gui.findings.source.FindingsSource`."""

    def __init__(self, session: RedrawSession) -> None:
        self._session = session
        self.layer = session.layer
        self.profile = session.profile
        self.editor = SessionEditor(session)
        self.touched = session.touched

    @property
    def references(self) -> Mapping[str, Any]:
        """The tables that the session has read, for the check of the whole layer."""
        tables: Dict[str, Any] = dict(self._session.references.tables)
        if self._session.communities is not None:
            tables["communities"] = self._session.communities
        return tables

    def patch_around(self, place: Any) -> Patch:
        return self._session.patch_around(place)

    def check_input(self, fids: Iterable[int]) -> CheckInput:
        """Cells and neighbours with all attributes, and the communities they lie in."""
        import shapely

        from ...core.grid.checks import CrsInfo
        from ...core.grid.redraw.assess import patch_input

        patch = self.patch_around([int(fid) for fid in fids])
        data = patch_input(patch, patch, self._session.references)
        data.grid = self._with_attributes(data.grid)
        data.field_names = self._fields()
        crs = self.layer.crs()
        data.crs = CrsInfo(crs.authid(), crs.description())
        communities = self._session.communities
        data.communities = None
        if communities is not None and len(patch):
            box = shapely.box(*shapely.total_bounds(patch.shapes))
            shapes = communities.geometry.to_numpy()
            near = shapely.intersects(shapes, box)
            data.communities = communities[near].reset_index(drop=True)
        return data

    def _fields(self) -> Dict[str, str]:
        names = [field.name() for field in self.layer.fields()]
        found = {role: spec.find(names) for role, spec in self.profile.fields.items()}
        return {role: name for role, name in found.items() if name}

    def _with_attributes(self, grid: Any) -> Any:
        """The table of a patch with one column per role that the layer has."""
        fields = self.layer.fields()
        roles = self._fields()
        wanted = grid["_fid"].tolist()
        request = QgsFeatureRequest().setFilterFids(wanted)
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        rows = {feature.id(): feature.attributes() for feature in self.layer.getFeatures(request)}
        empty = [None] * fields.count()
        for role, name in roles.items():
            index = fields.lookupField(name)
            values = [rows.get(fid, empty)[index] for fid in wanted]
            grid[role] = adapters.column_of(values, fields.at(index))
        return grid
