"""Edits into the edit buffer of the layer, each as one named step of its undo history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional

from qgis.core import (
    QgsFeature,
    QgsFieldConstraints,
    QgsGeometry,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)

from ...core.errors import DcmError
from ...processing.adapters import is_null
from ...processing.grid.partition_run import OWN_FIELDS

if TYPE_CHECKING:
    from ...core.grid.redraw.model import Edit
    from ...core.standards import Profile


#: m²: a cell that only got a vertex has the same ground.
_SAME_AREA = 1e-3


class CellEditor:
    """Applies edits to a layer of unit grids.

    ``fields``: role -> field name in the layer. The area attribute of each cell whose ground
    changes is brought up to date in the same step, and figures that the partition gave it go.
    """

    def __init__(self, layer: QgsVectorLayer, profile: Profile, fields: Mapping[str, str]) -> None:
        self.layer = layer
        self._profile = profile
        self._fields = dict(fields)

    def field_index(self, role: str) -> int:
        """Where a role stands in the layer, -1 when it has no such field."""
        name = self._fields.get(role)
        return self.layer.fields().lookupField(name) if name else -1

    def apply(self, edit: Edit, title: str) -> Dict[int, int]:
        """Make an edit in one undo step; id of each added polygon (-1, -2, …) -> feature id.

        A step that the layer refuses in the middle is taken back as a whole (DcmError).
        """
        layer = self.layer
        if not layer.isEditable() and not layer.startEditing():
            raise DcmError("redraw.not_editable", layer=layer.name())
        # what new rows are copied from, before anything is changed
        copies = [self._copy_of(source) for source, _ in edit.added]
        layer.beginEditCommand(title)
        added: Dict[int, int] = {}
        try:
            for fid, shape in edit.changed.items():
                before = layer.getFeature(fid).geometry().area()
                self._must(layer.changeGeometry(fid, self._geometry(shape), True), fid)
                self._set_area(fid, shape)
                if abs(before - shape.area) > _SAME_AREA:
                    self._clear_figures(fid)
            for fid, values in edit.attributes.items():
                for role, value in values.items():
                    index = self.field_index(role)
                    if index >= 0:
                        self._must(layer.changeAttributeValue(fid, index, value), fid)
            for number, ((_, shape), copy) in enumerate(zip(edit.added, copies)):
                copy.setGeometry(self._geometry(shape))
                for index in self._figures():
                    copy.setAttribute(index, None)
                index = self.field_index("area")
                if index >= 0:
                    copy.setAttribute(index, self._area(shape))
                self._must(layer.addFeature(copy), -1 - number)
                added[-1 - number] = copy.id()
            for fid in edit.removed:
                self._must(layer.deleteFeature(fid), fid)
        except Exception:
            layer.destroyEditCommand()
            raise
        layer.endEditCommand()
        layer.triggerRepaint()
        return added

    def _must(self, done: bool, fid: int) -> None:
        if not done:
            raise DcmError("redraw.step_failed", layer=self.layer.name(), fid=fid)

    def _copy_of(self, fid: int) -> QgsFeature:
        """A row with the attributes of another one; keys are left to the provider."""
        layer = self.layer
        source = layer.getFeature(fid)
        if not source.isValid():
            raise DcmError("redraw.step_failed", layer=layer.name(), fid=fid)
        copy = QgsFeature(layer.fields())
        keys = set(layer.primaryKeyAttributes())
        provider = layer.dataProvider()
        values: List[Any] = source.attributes()
        for index, value in enumerate(values):
            if index in keys or _is_unique(layer, index):
                clause = provider.defaultValueClause(layer.fields().fieldOriginIndex(index))
                value = clause or None
                if not clause and layer.fields().at(index).isNumeric():
                    # a key that the database does not count up by itself
                    value = QgsVectorLayerUtils.createUniqueValue(layer, index)
            copy.setAttribute(index, value)
        return copy

    def _set_area(self, fid: int, shape: Any) -> None:
        index = self.field_index("area")
        if index < 0:
            return
        area = self._area(shape)
        old = self.layer.getFeature(fid)[index]
        if _number(old) != area:
            self._must(self.layer.changeAttributeValue(fid, index, area), fid)

    def _figures(self) -> List[int]:
        """Fields with figures of the partition (buildings, components, …) that the layer has."""
        found = [self.layer.fields().lookupField(name) for _, name, *_ in OWN_FIELDS]
        return [index for index in found if index >= 0]

    def _clear_figures(self, fid: int) -> None:
        """Figures of other ground say nothing of a cell any more."""
        row = self.layer.getFeature(fid)
        for index in self._figures():
            if not is_null(row[index]):
                self._must(self.layer.changeAttributeValue(fid, index, None), fid)

    def _area(self, shape: Any) -> float:
        return float(round(shape.area, self._profile.fields["area"].decimals))

    def _geometry(self, shape: Any) -> QgsGeometry:
        import shapely

        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shape, output_dimension=2))
        kind = self.layer.wkbType()
        if QgsWkbTypes.isMultiType(kind):
            geometry.convertToMultiType()
        if QgsWkbTypes.hasZ(kind):
            geometry.get().addZValue(0)
        if QgsWkbTypes.hasM(kind):
            geometry.get().addMValue(0)
        return geometry


def _number(value: Any) -> Optional[float]:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _is_unique(layer: QgsVectorLayer, index: int) -> bool:
    """Whether the database allows a value of this field once only."""
    unique = QgsFieldConstraints.Constraint.ConstraintUnique
    constraints = layer.fields().at(index).constraints()
    provider = QgsFieldConstraints.ConstraintOrigin.ConstraintOriginProvider
    return bool(
        constraints.constraints() & unique and constraints.constraintOrigin(unique) == provider
    )
