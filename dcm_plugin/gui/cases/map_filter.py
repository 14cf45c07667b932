"""The layers of cases show the cases of the list, as long as that is wanted.

The filter of a layer holds nothing but numbers of cases. What a layer was filtered by before stands
in a property of it, so that a project that was saved meanwhile is put right when it is opened.
"""

from __future__ import annotations

from typing import Any, Iterable, Optional, Sequence, Tuple

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject

from ...core.cases.query import CaseFilter, Page
from .client import CityClient
from .map_link import MapLink

#: Cases that a map follows at most, the first ones of the list.
MOST = 10_000
_BEFORE = "dcm/cases_filter_before"


class MapFilter(QObject):
    """``follow`` when the list has changed; ``off`` gives the layers back."""

    def __init__(self, link: MapLink, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.link = link
        self.active = False
        self._ids: Optional[Tuple[int, ...]] = None

    def follow(self, client: CityClient, condition: CaseFilter, page: Page) -> None:
        if self.active:
            client.ask_list("map", lambda store: store.page_ids(condition, page), self.show)

    def show(self, ids: Sequence[int]) -> None:
        """Only these cases on the map."""
        if not self.active:
            return
        self._ids = tuple(ids)
        text = subset(self._ids)
        for layer in self.link.layers:
            if layer.subsetString() == text or layer.isEditable():
                continue  # a layer that is being edited cannot be filtered
            if layer.customProperty(_BEFORE) is None:
                layer.setCustomProperty(_BEFORE, layer.subsetString())
            layer.setSubsetString(text)

    def on(self) -> None:
        self.active = True

    def off(self) -> None:
        self.active, self._ids = False, None
        restore(QgsProject.instance().mapLayers().values())


def subset(ids: Iterable[int]) -> str:
    """The filter of a layer; numbers only."""
    listed = ",".join(str(int(number)) for number in sorted(ids))
    return f'"id" IN ({listed or "-1"})'


def restore(layers: Iterable[Any]) -> None:
    """Filter layers as they were filtered before."""
    for layer in layers:
        before = layer.customProperty(_BEFORE)
        if before is None or not isinstance(layer, QgsVectorLayer):
            continue
        if layer.setSubsetString(str(before)):
            layer.removeCustomProperty(_BEFORE)
