"""Move a border (边界调整): the drawn line takes the place of the border between its two ends.

Ground between the old border and the line goes to the cell on the other side of the old border.
Where several cells lie there, their own borders are led on to the line.
"""

from __future__ import annotations

from typing import Dict, List, Optional, Tuple

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from .arrangement import Arrangement
from .drawing import checked_line
from .model import Edit, Patch, Refused

#: How much dearer a way along borders is where it is as far from the line as the line is long:
#: of several ways between the ends the one beside the line is meant.
_FAR = 6.0
#: A border is led on in its own direction when that is not longer than this, in shortest ways.
_STRAIGHT = 2.0


def move_border(patch: Patch, line: np.ndarray, tolerance: float) -> Edit:
    """The line (n, 2) as new border; both ends lie on borders of the patch.

    patch: the cells along the line and all neighbours of those that change. tolerance: metres, see
    :func:`noding.node`. Refused, with the place, when an end is on no border, the line leaves the
    grid or a community, a cell would vanish or fall into parts.
    """
    line = checked_line(line)
    arrangement = Arrangement(patch, [line], tolerance)
    way = _old_border(arrangement, line)
    pockets, piece = _pockets(arrangement, way)
    extensions = _extensions(arrangement, way, pockets, piece)
    if extensions:
        arrangement = Arrangement(patch, [line], tolerance, extensions)
        way = _old_border(arrangement, line)
        pockets, _ = _pockets(arrangement, way)
        # the extensions part a pocket among those who take it over
        piece = arrangement.pieces(pockets, way | arrangement.drawn | arrangement.extension)
    return _edit(arrangement, way, pockets, piece)


def _old_border(arrangement: Arrangement, line: np.ndarray) -> np.ndarray:
    """Edges (mask) of the way along the borders, beside the line, from its one end to the other."""
    border = arrangement.border
    ends = []
    for place in (line[0], line[-1]):
        vertex = arrangement.vertex_at(place, border)
        if vertex is None:
            raise Refused("redraw.end_on_no_border", shapely.points(place))
        ends.append(vertex)
    if ends[0] == ends[1]:
        raise Refused("redraw.ends_meet", shapely.points(line[-1]))
    at = np.flatnonzero(border)
    a, b = arrangement.start[at], arrangement.end[at]
    xy = arrangement.vertices
    length = np.hypot(*(xy[a] - xy[b]).T)
    drawn = shapely.linestrings(line)
    aside = shapely.distance(shapely.points((xy[a] + xy[b]) / 2), drawn)
    weight = length * (1 + _FAR * aside / shapely.length(drawn))
    count = len(xy)
    graph = coo_matrix((weight, (a, b)), (count, count)).tocsr()
    distance, before = dijkstra(
        graph, directed=False, indices=ends[0], return_predecessors=True, min_only=False
    )
    if not np.isfinite(distance[ends[1]]):
        raise Refused("redraw.ends_apart", shapely.points(line[-1]))
    edge_of = {(int(i), int(j)): int(e) for i, j, e in zip(a, b, at)}
    way = np.zeros(len(border), dtype=bool)
    here = ends[1]
    while here != ends[0]:
        previous = int(before[here])
        way[edge_of[(min(here, previous), max(here, previous))]] = True
        here = previous
    return way


def _pockets(arrangement: Arrangement, way: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Faces (mask) between the old border and the line, and the number of the pocket of each."""
    loop = way ^ arrangement.drawn
    if not loop.any():
        raise Refused("redraw.nothing")
    inside = _odd(arrangement, loop)
    if not inside.any():
        raise Refused("redraw.nothing")
    return inside, arrangement.pieces(inside, loop)


def _odd(arrangement: Arrangement, loop: np.ndarray) -> np.ndarray:
    """Faces (mask) that the closed curve of some edges runs around an odd number of times."""
    place = shapely.get_coordinates(arrangement.inner)
    a = arrangement.vertices[arrangement.start[loop]]
    b = arrangement.vertices[arrangement.end[loop]]
    x, y = place[:, :1], place[:, 1:]
    spans = (a[:, 1] > y) != (b[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        cut = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1])
    result: np.ndarray = (spans & (cut > x)).sum(axis=1) % 2 == 1
    return result


def _takers(
    arrangement: Arrangement, way: np.ndarray, faces: np.ndarray
) -> List[Tuple[int, int, float]]:
    """(edge, cell beyond it, length) for the old border around faces (mask), where a cell of the
    same frame lies beyond it; refused when the faces are no cell's or of another frame."""
    inside = np.flatnonzero(faces)
    frames = []
    for face in inside.tolist():
        some, frame = arrangement.frame_of(face)
        if not some:
            raise Refused("redraw.leaves_grid", arrangement.faces[face])
        frames.append(frame)
    result = []
    for edge in np.flatnonzero(way).tolist():
        left, right = int(arrangement.left[edge]), int(arrangement.right[edge])
        near = (left >= 0 and bool(faces[left])) + (right >= 0 and bool(faces[right]))
        if near != 1:
            continue
        beyond = arrangement.other_side(edge, faces)
        cells = arrangement.cells_of(beyond)
        if cells and any(arrangement.patch.frame[cells[0]] == frame for frame in frames):
            ends = arrangement.vertices[[arrangement.start[edge], arrangement.end[edge]]]
            result.append((edge, cells[0], float(np.hypot(*(ends[0] - ends[1])))))
    if not result:
        raise Refused("redraw.frame_fixed", arrangement.faces[inside[0]], frame=frames[0])
    receiver = arrangement.patch.frame[result[0][1]]
    for face, frame in zip(inside.tolist(), frames):
        if frame != receiver:
            raise Refused("redraw.frame_fixed", arrangement.faces[face], frame=frame)
    return [entry for entry in result if arrangement.patch.frame[entry[1]] == receiver]


def _extensions(
    arrangement: Arrangement, way: np.ndarray, pockets: np.ndarray, piece: np.ndarray
) -> List[np.ndarray]:
    """Lines that lead borders which end on the old border on to the drawn line, through pockets
    that more than one cell takes over."""
    result = []
    for number in range(int(piece.max()) + 1):
        faces = pockets & (piece == number)
        by_vertex: Dict[int, set] = {}
        takers = _takers(arrangement, way, faces)
        if len({cell for _, cell, _ in takers}) < 2:
            continue
        for edge, cell, _ in takers:
            for vertex in (int(arrangement.start[edge]), int(arrangement.end[edge])):
                by_vertex.setdefault(vertex, set()).add(cell)
        pocket = shapely.union_all(arrangement.faces[faces])
        target = _outline(arrangement, faces, arrangement.drawn & ~way)
        for vertex, cells in by_vertex.items():
            if len(cells) < 2:
                continue
            extension = _extension(arrangement, vertex, cells, pocket, target)
            if extension is not None:
                result.append(extension)
    return result


def _outline(arrangement: Arrangement, faces: np.ndarray, edges: np.ndarray) -> shapely.Geometry:
    """Edges (mask) that have one side in the faces (mask), as one geometry."""
    sides = np.zeros(len(edges), dtype=np.int64)
    for side in (arrangement.left, arrangement.right):
        there = side >= 0
        sides[there] += faces[side[there]]
    chosen = edges & (sides == 1)
    a, b = arrangement.start[chosen], arrangement.end[chosen]
    xy = arrangement.vertices
    return shapely.multilinestrings(shapely.linestrings(np.stack([xy[a], xy[b]], axis=1)))


def _extension(
    arrangement: Arrangement,
    vertex: int,
    cells: set,
    pocket: shapely.Geometry,
    target: shapely.Geometry,
) -> Optional[np.ndarray]:
    """From a corner on, straight if that leads to the line soon, else the shortest way."""
    place = arrangement.vertices[vertex]
    point = shapely.points(place)
    room = shapely.buffer(pocket, 2 * arrangement.tolerance)
    shortest = shapely.shortest_line(point, target)
    reach = shapely.length(shortest)
    direction = _direction(arrangement, vertex, cells)
    if direction is not None:
        ray = shapely.linestrings([place, place + direction * _STRAIGHT * max(reach, 1e-9) * 1.01])
        hits = shapely.get_parts(shapely.intersection(ray, target))
        if len(hits):
            nearest = hits[int(np.argmin(shapely.distance(hits, point)))]
            straight = shapely.shortest_line(point, nearest)
            if shapely.length(straight) > 0 and shapely.covers(room, straight):
                return np.asarray(shapely.get_coordinates(straight))
    if reach > 0 and shapely.covers(room, shortest):
        return np.asarray(shapely.get_coordinates(shortest))
    return None


def _direction(arrangement: Arrangement, vertex: int, cells: set) -> Optional[np.ndarray]:
    """Unit vector in which the border between the cells runs into the corner."""
    touching = (arrangement.start == vertex) | (arrangement.end == vertex)
    for edge in np.flatnonzero(touching & arrangement.border).tolist():
        sides = [arrangement.cells_of(int(s[edge])) for s in (arrangement.left, arrangement.right)]
        if all(sides) and sides[0][0] != sides[1][0] and {sides[0][0], sides[1][0]} <= cells:
            other = arrangement.end[edge] if arrangement.start[edge] == vertex else (
                arrangement.start[edge])  # fmt: skip
            vector = arrangement.vertices[vertex] - arrangement.vertices[other]
            length = float(np.hypot(*vector))
            return vector / length if length > 0 else None
    return None


def _edit(
    arrangement: Arrangement, way: np.ndarray, pockets: np.ndarray, piece: np.ndarray
) -> Edit:
    member = arrangement.member.copy()
    main: List[int] = []
    open_: List[np.ndarray] = []
    best_of_all: Dict[int, float] = {}
    for number in range(int(piece.max()) + 1):
        faces = pockets & (piece == number)
        try:
            takers = _takers(arrangement, way, faces)
        except Refused as error:
            if error.message_id != "redraw.frame_fixed":
                raise
            open_.append(faces)  # a piece between extensions that has no old border of its own
            continue
        length: Dict[int, float] = {}
        for _, cell, metres in takers:
            length[cell] = length.get(cell, 0.0) + metres
            best_of_all[cell] = best_of_all.get(cell, 0.0) + metres
        taker = max(length, key=lambda cell: length[cell])
        main += [taker, *np.flatnonzero(member[faces].any(axis=0)).tolist()]
        member[faces] = False
        member[faces, taker] = True
    for faces in open_:
        if not best_of_all:
            raise Refused("redraw.frame_fixed", arrangement.faces[faces][0],
                          frame=arrangement.frame_of(int(np.flatnonzero(faces)[0]))[1])  # fmt: skip
        beside = _beside(arrangement, member, faces, best_of_all)
        main += [beside, *np.flatnonzero(member[faces].any(axis=0)).tolist()]
        member[faces] = False
        member[faces, beside] = True
    if (member == arrangement.member).all():
        raise Refused("redraw.nothing")
    return arrangement.edit("move", member, list(dict.fromkeys(main)))


def _beside(
    arrangement: Arrangement, member: np.ndarray, faces: np.ndarray, takers: Dict[int, float]
) -> int:
    """Of the cells that take ground over, the one with the longest border to some faces."""
    length = dict.fromkeys(takers, 0.0)
    for edge in range(len(arrangement.start)):
        left, right = int(arrangement.left[edge]), int(arrangement.right[edge])
        if left < 0 or right < 0 or bool(faces[left]) == bool(faces[right]):
            continue
        for cell in np.flatnonzero(member[right if faces[left] else left]).tolist():
            if cell in length:
                ends = arrangement.vertices[[arrangement.start[edge], arrangement.end[edge]]]
                length[cell] += float(np.hypot(*(ends[0] - ends[1])))
    return max(length, key=lambda cell: (length[cell], takers[cell]))
