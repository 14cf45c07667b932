"""What the data source held when a cell was first touched: edits of other people are seen by it.

A GeoPackage or a database is edited by several people at once. Before a cell is changed, and before
edits are saved, its row is read again; when it is not what it was, somebody else was there.
"""

from __future__ import annotations

from typing import Dict, Iterable, List, Optional, Set, Tuple

from qgis.core import QgsFeature, QgsVectorLayer

from .rows import provider_rows

Row = Tuple[bytes, Tuple[str, ...]]


class Baseline:
    """Rows of the provider by feature id, as they were when they were first touched."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self.layer = layer
        self._rows: Dict[int, Row] = {}

    def remember(self, fids: Iterable[int], shown: Dict[int, bytes]) -> List[int]:
        """Note the rows of cells that are touched for the first time.

        ``shown``: the geometry (WKB) that the user sees of each cell not edited so far. Returns the
        cells whose row is not what it was, or what is shown: changed or deleted by somebody else.
        """
        wanted = [fid for fid in fids if fid > 0 or fid in self._rows]
        rows = self._read(wanted)
        stale = []
        for fid in wanted:
            row = rows.get(fid)
            known = self._rows.get(fid)
            if known is not None:
                if row != known:
                    stale.append(fid)
            elif row is None or (fid in shown and row[0] != shown[fid]):
                stale.append(fid)
            else:
                self._rows[fid] = row
        return stale

    def note(self, fid: int, shown: Optional[bytes]) -> None:
        """A tool of QGIS changes a row: remember what the provider holds, and what was shown.

        Where the two differ already, the row is found stale when it is to be saved.
        """
        if fid <= 0 or fid in self._rows:
            return
        row = self._read([fid]).get(fid)
        if row is None:
            self._rows[fid] = (shown or b"", ())
        elif shown is not None and row[0] != shown:
            self._rows[fid] = (shown, row[1])
        else:
            self._rows[fid] = row

    def stale(self, fids: Optional[Iterable[int]] = None) -> List[int]:
        """Touched cells whose row is not what it was."""
        wanted = list(self._rows if fids is None else (f for f in fids if f in self._rows))
        rows = self._read(wanted)
        return [fid for fid in wanted if rows.get(fid) != self._rows[fid]]

    def accept(self, fids: Iterable[int]) -> Dict[int, Optional[QgsFeature]]:
        """Take the rows as they are now for what they were; the rows, None for deleted ones."""
        wanted = list(fids)
        found = {feature.id(): feature for feature in provider_rows(self.layer, wanted)}
        for fid in wanted:
            if fid in found:
                self._rows[fid] = row_of(found[fid])
            else:
                self._rows.pop(fid, None)
        return {fid: found.get(fid) for fid in wanted}

    def clear(self) -> None:
        """Everything was saved or given up: nothing is touched any more."""
        self._rows.clear()

    @property
    def touched(self) -> Set[int]:
        return set(self._rows)

    def _read(self, fids: List[int]) -> Dict[int, Row]:
        return {feature.id(): row_of(feature) for feature in provider_rows(self.layer, fids)}


def row_of(feature: QgsFeature) -> Row:
    """Geometry and attributes of a row, to be compared."""
    return (
        feature.geometry().asWkb().data(),
        tuple(repr(value) for value in feature.attributes()),
    )
