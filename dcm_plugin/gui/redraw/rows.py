"""Rows of a layer under edit: which ones its buffer holds, and what the provider has of them."""

from __future__ import annotations

from typing import Iterable, List, Set, Tuple

from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer


def edited_rows(layer: QgsVectorLayer) -> Tuple[Set[int], Set[int], Set[int]]:
    """Ids of the rows that were changed, deleted and added, and not saved yet."""
    buffer = layer.editBuffer()
    if buffer is None:
        return set(), set(), set()
    changed = {*buffer.changedGeometries(), *buffer.changedAttributeValues()}
    added = set(buffer.addedFeatures())
    return changed - added, set(buffer.deletedFeatureIds()), added


def provider_rows(layer: QgsVectorLayer, fids: Iterable[int]) -> List[QgsFeature]:
    """The rows as the provider holds them now; those that it has no more are left out."""
    wanted = sorted(fids)
    if not wanted:
        return []
    return list(layer.dataProvider().getFeatures(QgsFeatureRequest().setFilterFids(wanted)))


def put_row(layer: QgsVectorLayer, fid: int, row: QgsFeature) -> None:
    """Make an edited row what a row of the provider is, within an edit command."""
    layer.changeGeometry(fid, row.geometry(), True)
    for index, value in enumerate(row.attributes()):
        layer.changeAttributeValue(fid, index, value)
