"""From GeoPackage to GeoPackage by SQL: when that can be done, and the copy itself.

Everything else goes feature by feature; both ways lead to the same result.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence, Tuple, Union

from qgis.core import QgsDataProvider, QgsField, QgsProviderRegistry

from .. import adapters

if TYPE_CHECKING:
    from typing import Protocol

    from ...store.geopackage import Added, Columns, LayerTable, Rows

    class WideLayer(Protocol):
        """A layer that gets more columns."""

        columns: List[Column]


@dataclass
class Column:
    """A field of the result: ``own`` is the field of the input that fills it, '' for none; ``role``
    what the version calls it, '' for a field that only the layer has."""

    field: QgsField
    own: str = ""
    role: str = ""


def whole_table(layer: Any) -> Optional[LayerTable]:
    """The table behind a map layer, when it is all of a GeoPackage layer and nothing is unsaved."""
    from ...store.geopackage import layer_table

    if layer is None or layer.providerType() != "ogr" or layer.subsetString() or layer.isEditable():
        return None
    if layer.dataProvider().storageType() != "GPKG":
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path, name = str(parts.get("path") or ""), str(parts.get("layerName") or "")
    if not name:
        # a file with one layer needs no name of it
        name = layer.dataProvider().subLayers()[0].split(QgsDataProvider.sublayerSeparator())[1]
    return layer_table(path, name) if path else None


def is_own_file(target: str) -> bool:
    """Whether a result is a GeoPackage that was made for it alone."""
    return "|" not in target and target.lower().endswith(".gpkg") and Path(target).is_file()


def fits(layer: WideLayer, source: LayerTable, target: LayerTable) -> bool:
    """Whether rows can go from table to table: all columns there, one reference system."""
    have = set(source.columns)
    return (
        source.srs_id == target.srs_id
        and all(column.own in have for column in layer.columns if column.own)
        and {column.field.name() for column in layer.columns} <= set(target.columns)
    )


def copied(
    layer: WideLayer,
    source: Optional[LayerTable],
    target: str,
    added: Sequence[Added],
    rows: Union[Rows, Columns],
    feedback: Any,
    progress: Tuple[float, float] = (0.0, 100.0),
) -> bool:
    """Fill the empty result by SQL; False, and nothing written, where that cannot be done.

    The file must not be open any more.
    """
    from ...store.geopackage import copy_rows, layer_table

    into = layer_table(target, Path(target).stem)
    if source is None or into is None or not fits(layer, source, into):
        return False
    start, end = progress
    copy_rows(
        source,
        into,
        _carried(layer, added),
        added,
        rows,
        adapters.cancel_check(feedback),
        lambda percent: feedback.setProgress(start + (end - start) * percent / 100.0),
    )
    return True


def _carried(layer: WideLayer, added: Sequence[Added]) -> Dict[str, str]:
    """Column of the result -> column of the input, for what goes through unchanged."""
    new = {column.name for column in added}
    return {
        column.field.name(): column.own
        for column in layer.columns
        if column.own and column.field.name() not in new
    }
