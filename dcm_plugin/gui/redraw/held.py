"""Edits that are held back at saving, because somebody else changed the same place meanwhile.

The version of the other person stays in the data source. The own one is kept aside as an edit that
can be made again. Held back is the whole place: all edited cells that hang together with a cell
that is not what it was, for half of a moved border would tear the coverage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Set, Tuple

from qgis.core import QgsFeature

from .rows import edited_rows, provider_rows, put_row

if TYPE_CHECKING:
    from ...core.grid.redraw.model import Edit
    from .session import RedrawSession


def hold_back(session: RedrawSession, stale: List[int], title: str) -> Edit:
    """Put the rows of the provider in the place of the own edits; the own edits, to be kept.

    Called while saving begins. Rows that were to be deleted are written again under their own key.
    """
    from ...core.grid.redraw.model import Edit

    layer = session.layer
    changed, deleted, added = edited_rows(layer)
    rows = {f.id(): f for f in provider_rows(layer, changed | deleted)}
    place = _place(session, set(stale), changed, deleted, added, rows)
    kept: Dict[int, Any] = {}
    new: List[Tuple[int, Any]] = []
    removed = [fid for fid in sorted(deleted & place) if fid in rows]
    layer.beginEditCommand(title)
    for fid in sorted(changed & place):
        if fid in session.store:
            kept[fid] = session.store.shapes[fid]
        if fid in rows:
            put_row(layer, fid, rows[fid])
        else:  # deleted by the other person: nothing to be saved for it
            layer.deleteFeature(fid)
            kept.pop(fid, None)
    source = min((changed | deleted) & place & set(rows), default=None)
    for fid in sorted(added & place):
        if fid in session.store and source is not None:
            new.append((source, session.store.shapes[fid]))
        layer.deleteFeature(fid)
    for fid in removed:
        again = QgsFeature(rows[fid])
        layer.addFeature(again)
    layer.endEditCommand()
    return Edit("fix", kept, tuple(new), tuple(removed), tuple(stale))


def _place(
    session: RedrawSession,
    stale: Set[int],
    changed: Set[int],
    deleted: Set[int],
    added: Set[int],
    rows: Dict[int, QgsFeature],
) -> Set[int]:
    """Edited cells that hang together with the stale ones, step by step."""
    import numpy as np
    import shapely
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    from .session import shape_of

    fids, shapes = [], []
    for fid in sorted(changed | deleted | added):
        versions = [session.store.shapes.get(fid)]
        if fid in rows:
            versions.append(shape_of(rows[fid].geometry()))
        for shape in versions:
            if shape is not None:
                fids.append(fid)
                shapes.append(shape)
    owner = np.array(fids, dtype=np.int64)
    ground = np.empty(len(shapes), dtype=object)
    ground[:] = shapes
    i, j = shapely.STRtree(ground).query(ground, predicate="dwithin", distance=session.tolerance)
    # cells hang together along a border; in a corner they only meet
    common = shapely.length(shapely.intersection(ground[i], ground[j])) > session.tolerance
    i, j = i[common], j[common]
    ids, number = np.unique(owner, return_inverse=True)
    graph = coo_matrix((np.ones(len(i)), (number[i], number[j])), (len(ids), len(ids)))
    label = connected_components(graph, directed=False)[1]
    wanted = set(label[np.isin(ids, list(stale))].tolist())
    found = {int(fid) for fid, place in zip(ids.tolist(), label.tolist()) if place in wanted}
    return found | (stale & (changed | deleted))
