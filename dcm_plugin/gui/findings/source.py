"""What the panel needs of the session that edits a unit-grid layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterable, Mapping, Optional, Protocol, Tuple

from qgis.core import QgsFeatureRequest, QgsVectorLayer

if TYPE_CHECKING:
    from ...core.grid.checks import CheckInput
    from ...core.grid.findings import Finding
    from ...core.grid.redraw import Edit, Patch
    from ...core.standards import Profile


class Editor(Protocol):
    """Applies an edit to the layer as one named edit command."""

    def apply(self, edit: Edit, title: str) -> Dict[int, int]: ...


class FindingsSource(Protocol):
    """A layer under edit.

    touched:    signal with the set of feature ids after every edit, undo and redo.
    references: optional; what a check of the whole layer compares the grid with: name of
                :class:`CheckInput` ('communities', 'buildings', ...) -> (layer, code field or ''),
                or the table itself.
    """

    layer: QgsVectorLayer
    profile: Profile
    editor: Editor
    touched: Any

    def patch_around(self, place: Any) -> Patch:
        """Cells (feature ids; unknown ones are passed over) with all their neighbours.

        Or the cells that meet a polygon (shapely, in the CRS of the layer), with theirs.
        """
        ...

    def check_input(self, fids: Iterable[int]) -> CheckInput:
        """Cells (unknown ones are passed over) and all their neighbours, with what they are
        compared with there: the same layers as ``references``, or else a local check would find
        other things than that of the whole layer.
        """
        ...


def references_of(source: Any) -> Mapping[str, Any]:
    return getattr(source, "references", None) or {}


class Surroundings:
    """What a fix of a finding may look at, taken from the source when it is asked for."""

    def __init__(self, source: FindingsSource) -> None:
        self.source = source
        self._frames: Dict[Any, Any] = {}
        self._code_field: Optional[str] = None

    def of(self, finding: Finding) -> Tuple[Patch, Mapping[Any, Any]]:
        """The patch around a finding, and the polygons of its frames where they matter."""
        place = finding.fids if finding.fids else finding.geometry
        patch = self.source.patch_around(place)
        names = {name for name in patch.frame.tolist() if name is not None}
        if len(names) < 2 and finding.kind != "uncovered":
            return patch, {}
        if not names <= set(self._frames):
            self._frames.update(_frames(self.source.check_input(patch.fids.tolist())))
        return patch, {name: self._frames[name] for name in names if name in self._frames}

    def name(self, fid: int) -> str:
        """The code of a cell, or its feature id when it has none."""
        fields = self.source.layer.fields()
        if self._code_field is None:
            spec = self.source.profile.fields["code"]
            self._code_field = spec.find([field.name() for field in fields]) or ""
        if not self._code_field:
            return str(fid)
        index = fields.lookupField(self._code_field)
        request = QgsFeatureRequest(fid)
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes([index])
        for feature in self.source.layer.getFeatures(request):
            value = feature.attribute(index)
            if isinstance(value, (str, int)) and str(value):
                return str(value)
        return str(fid)


def _frames(data: CheckInput) -> Dict[Any, Any]:
    """Polygons of the communities by code."""
    from ...core.grid.checks.context import area_layer

    given = area_layer(data.communities)
    if given is None:
        return {}
    shapes, codes, _ = given
    found = dict(zip(codes.tolist(), shapes.tolist()))
    found.pop("", None)
    return found
