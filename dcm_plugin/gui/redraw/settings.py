"""Which layers a redraw works with; kept in the project."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Dict, Iterable, List, Optional, Tuple

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer, QgsWkbTypes

SCOPE = "dcm"
_KEY = "redraw/"
#: Words in the names of layers by which a role is proposed.
_WORDS: Dict[str, Tuple[str, ...]] = {
    "communities": ("社区", "村界", "communit"),
    "buildings": ("建筑", "房屋", "building"),
    "compounds": ("院落", "单位院", "compound", "yard"),
    "lines": ("道路", "水系", "水面", "河", "铁路", "围墙", "road", "water", "rail", "wall"),
    "components": ("部件", "component", "poi"),
    "grid": ("单元网格", "万米", "unit_grid", "unit grid", "unitgrid"),
}
#: Kind of geometry each role has; None for any.
KINDS: Dict[str, Optional[Any]] = {
    "grid": QgsWkbTypes.GeometryType.PolygonGeometry,
    "communities": QgsWkbTypes.GeometryType.PolygonGeometry,
    "buildings": QgsWkbTypes.GeometryType.PolygonGeometry,
    "compounds": QgsWkbTypes.GeometryType.PolygonGeometry,
    "components": None,
}


@dataclass(frozen=True)
class RedrawSettings:
    """Ids of layers by role ('' for none) and the id of the profile.

    ``lines``: real lines that borders follow; lines, or polygons whose outline counts.
    """

    grid: str = ""
    communities: str = ""
    buildings: str = ""
    compounds: str = ""
    components: str = ""
    lines: Tuple[str, ...] = ()
    profile: str = ""

    def layer(self, project: QgsProject, role: str) -> Optional[QgsVectorLayer]:
        """The layer of a role, if it is (still) in the project."""
        layer = project.mapLayer(getattr(self, role))
        return layer if isinstance(layer, QgsVectorLayer) else None

    def line_layers(self, project: QgsProject) -> List[QgsVectorLayer]:
        layers = [project.mapLayer(layer_id) for layer_id in self.lines]
        return [layer for layer in layers if isinstance(layer, QgsVectorLayer)]

    def save(self, project: QgsProject) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name == "lines":
                project.writeEntry(SCOPE, _KEY + item.name, list(value))
            else:
                project.writeEntry(SCOPE, _KEY + item.name, value)


def read_settings(project: QgsProject) -> RedrawSettings:
    """What the project says; roles it does not speak of are proposed by the names of layers."""
    proposed = propose(project)
    values: Dict[str, Any] = {}
    for item in fields(RedrawSettings):
        if item.name == "lines":
            listed, found = project.readListEntry(SCOPE, _KEY + item.name)
            value: Any = tuple(listed)
        else:
            value, found = project.readEntry(SCOPE, _KEY + item.name, "")
        known = found and (item.name == "profile" or _all_there(project, value))
        values[item.name] = value if known else getattr(proposed, item.name)
    return RedrawSettings(**values)


def propose(project: QgsProject) -> RedrawSettings:
    """Layers whose names tell what they are."""
    layers = [layer for layer in project.mapLayers().values() if is_usable(layer)]
    chosen: Dict[str, Any] = {}
    for role, kind in KINDS.items():
        chosen[role] = next(
            (
                layer.id()
                for layer in layers
                if (kind is None or layer.geometryType() == kind) and _named(layer, _WORDS[role])
            ),
            "",
        )
    taken = set(chosen.values())
    chosen["lines"] = tuple(
        layer.id()
        for layer in layers
        if layer.id() not in taken
        and layer.geometryType() != QgsWkbTypes.GeometryType.PointGeometry
        and _named(layer, _WORDS["lines"])
    )
    return RedrawSettings(**chosen)


def is_usable(layer: Optional[QgsMapLayer]) -> bool:
    """A vector layer with geometry."""
    return (
        isinstance(layer, QgsVectorLayer)
        and layer.isValid()
        and layer.geometryType()
        not in (
            QgsWkbTypes.GeometryType.NullGeometry,
            QgsWkbTypes.GeometryType.UnknownGeometry,
        )
    )


def _named(layer: QgsMapLayer, words: Iterable[str]) -> bool:
    name = layer.name().casefold()
    return any(word in name for word in words)


def _all_there(project: QgsProject, value: Any) -> bool:
    ids = (value,) if isinstance(value, str) else value
    return all(not layer_id or project.mapLayer(layer_id) is not None for layer_id in ids)
