"""The ground of some cells as faces between borders and a drawn line: what a redraw shares out."""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely import STRtree

from ..checks.edges import edge_table, segments_of, vertex_ids
from .model import Edit, Patch, Refused
from .noding import BORDER, DRAWN, EXTENSION, Network, node


class Arrangement:
    """Faces, their edges, and the cells they are a part of.

    faces:     polygons, shape (k,).
    vertices:  (v, 2); start, end: vertex numbers of the edges, shape (e,).
    left, right: face on each side of an edge (seen from start to end), -1 for none.
    border, drawn, extension: what an edge is: border of the cells, part of a drawn line, part of an
               extension; more than one of them where they run together.
    member:    boolean (k, n): the face is a part of the cell. In a sound layer one cell at most.
    """

    def __init__(
        self,
        patch: Patch,
        lines: Sequence[np.ndarray],
        tolerance: float,
        extensions: Sequence[np.ndarray] = (),
    ) -> None:
        self.patch = patch
        self.tolerance = tolerance
        network = node(patch.shapes, lines, tolerance, extensions)
        self.faces = _faces(network)
        table = edge_table(segments_of(self.faces))
        self.vertices = table.vertices
        first = table.first
        self.start = np.minimum(table.start[first], table.end[first])
        self.end = np.maximum(table.start[first], table.end[first])
        self.left = np.full(len(first), -1, dtype=np.int64)
        self.right = self.left.copy()
        owner = table.segments.owner
        self.left[table.edge[table.forward]] = owner[table.forward]
        self.right[table.edge[~table.forward]] = owner[~table.forward]
        kind = self._kinds(network)
        self.border = (kind & BORDER) > 0
        self.drawn = (kind & DRAWN) > 0
        self.extension = (kind & EXTENSION) > 0
        self.inner = shapely.point_on_surface(self.faces)
        self.member = np.zeros((len(self.faces), len(patch)), dtype=bool)
        face, cell = STRtree(patch.shapes).query(self.inner, predicate="within")
        self.member[face, cell] = True

    def _kinds(self, network: Network) -> np.ndarray:
        """What each edge is; edges of faces and segments of the network are the same to the bit."""
        mine, other = len(self.vertices), len(network.start)
        _, ids = vertex_ids(np.concatenate([self.vertices, network.start, network.end]))
        wide = np.int64(len(ids) + 1)

        def keys(i: np.ndarray, j: np.ndarray) -> np.ndarray:
            result: np.ndarray = np.minimum(i, j) * wide + np.maximum(i, j)
            return result

        own = keys(ids[self.start], ids[self.end])
        given = keys(ids[mine : mine + other], ids[mine + other :])
        order = np.argsort(given)
        found: np.ndarray = network.kind[order[np.searchsorted(given[order], own)]]
        return found

    # --- looking up ----------------------------------------------------------------------------

    def vertex_at(self, xy: np.ndarray, on: np.ndarray) -> Optional[int]:
        """The vertex of some edges (mask) that is nearest to a place; None when none is near.

        A line's end was moved onto the border by no more than the tolerance.
        """
        corners = np.unique(np.concatenate([self.start[on], self.end[on]]))
        if not len(corners):
            return None
        distance = np.hypot(*(self.vertices[corners] - xy).T)
        nearest = int(np.argmin(distance))
        # put onto an edge, and from there perhaps to its corner: twice the tolerance
        return int(corners[nearest]) if distance[nearest] <= 2.1 * self.tolerance else None

    def cells_of(self, face: int) -> List[int]:
        """Positions of the cells of a face."""
        return np.flatnonzero(self.member[face]).tolist() if face >= 0 else []

    def frame_of(self, face: int) -> Tuple[bool, object]:
        """Whether a face belongs to a cell, and to which frame."""
        cells = self.cells_of(face)
        return (True, self.patch.frame[cells[0]]) if cells else (False, None)

    def other_side(self, edge: int, faces: np.ndarray) -> int:
        """The face beyond an edge, seen from a set of faces (mask)."""
        left, right = int(self.left[edge]), int(self.right[edge])
        return right if left >= 0 and faces[left] else left

    def pieces(self, faces: np.ndarray, walls: np.ndarray) -> np.ndarray:
        """Number of the connected piece of each face of a set (mask), -1 for other faces.

        ``walls``: edges (mask) that do not join the faces beside them.
        """
        inside = np.flatnonzero(faces)
        result = np.full(len(self.faces), -1, dtype=np.int64)
        if not len(inside):
            return result
        open_ = ~walls & (self.left >= 0) & (self.right >= 0)
        open_[open_] = faces[self.left[open_]] & faces[self.right[open_]]
        count = len(self.faces)
        graph = coo_matrix(
            (np.ones(int(open_.sum())), (self.left[open_], self.right[open_])), (count, count)
        )
        label = connected_components(graph, directed=False)[1]
        result[inside] = np.unique(label[inside], return_inverse=True)[1]
        return result

    # --- drawing the cells anew ----------------------------------------------------------------

    def cell(self, faces: np.ndarray, message_id: str) -> shapely.Polygon:
        """The union of faces (mask) with all their vertices; refused when it is not one piece."""
        chosen = self.faces[faces]
        whole = shapely.coverage_union_all(chosen) if len(chosen) > 1 else chosen[0]
        if not shapely.is_valid(whole):
            # a hole that touches the outline in a corner is one ring in some versions of GEOS
            whole = shapely.make_valid(whole)
        parts = shapely.get_parts(whole)
        if len(parts) > 1:
            raise Refused(message_id, parts[int(np.argmin(shapely.area(parts)))])
        if not shapely.is_valid(parts[0]):
            raise Refused("redraw.pinched", parts[0])
        return parts[0]

    def edit(
        self,
        kind: str,
        member: np.ndarray,
        main: Sequence[int] = (),
        keep: Optional[np.ndarray] = None,
    ) -> Edit:
        """The edit that gives the cells other faces, and shared vertices to all beside them.

        ``member`` as the attribute; ``main``: positions of the cells that were meant; ``keep``:
        cells (mask) that go on (all by default).
        """
        patch = self.patch
        keep = np.ones(len(patch), dtype=bool) if keep is None else keep
        changed = {}
        for position in np.flatnonzero(keep).tolist():
            faces = member[:, position]
            moved = bool((faces != self.member[:, position]).any())
            if not faces.any():
                if moved:
                    raise Refused("redraw.vanishes", patch.shapes[position])
                continue
            old = patch.shapes[position]
            if not moved and not self._has_new_vertex(position):
                continue
            new = self.cell(faces, "redraw.in_parts" if moved else "redraw.broken")
            if not same_outline(new, old):
                changed[int(patch.fids[position])] = new
        removed = tuple(int(fid) for fid in patch.fids[~keep].tolist())
        return Edit(kind, changed, (), removed, tuple(int(patch.fids[p]) for p in main))

    def _has_new_vertex(self, position: int) -> bool:
        """Whether a drawn line gives the outline of a cell a vertex that it does not have.

        Vertices that the noding found elsewhere (where cells overlap) are no business of the edit.
        """
        faces = self.member[:, position]
        sides = np.zeros(len(self.start), dtype=np.int64)
        for side in (self.left, self.right):
            there = side >= 0
            sides[there] += faces[side[there]]
        outline = sides == 1
        lines = self.drawn | self.extension
        on_line = np.concatenate([self.start[lines], self.end[lines]])
        met = np.intersect1d(np.concatenate([self.start[outline], self.end[outline]]), on_line)
        if not len(met):
            return False
        own = set(map(tuple, shapely.get_coordinates(self.patch.shapes[position]).tolist()))
        return any(tuple(xy) not in own for xy in self.vertices[met].tolist())


def same_outline(first: shapely.Polygon, second: shapely.Polygon) -> bool:
    """Whether two polygons have the same vertices, wherever their rings begin."""
    return bool(
        shapely.equals_exact(shapely.normalize(first), shapely.normalize(second), tolerance=0)
    )


def _faces(network: Network) -> np.ndarray:
    segments = shapely.linestrings(np.stack([network.start, network.end], axis=1))
    made = shapely.get_parts(shapely.polygonize(segments))
    result: np.ndarray = made[shapely.area(made) > 0]
    return result
