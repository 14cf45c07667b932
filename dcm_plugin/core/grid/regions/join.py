"""Two grids joined along their common border: the same vertices on both sides.

One side's line stands, the other side is laid on it. Only vertices of the outer edges move, each
by no more than the tolerance, and a vertex moves for all cells that have it: the inside of a layer
stays as it was. Where the outcome would be no proper grid, the vertices stay and the place is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional, Set, Tuple

import numpy as np
import shapely

from .border import NOISE_AREA, Rim, near_parts, overlaps, rim_of

METHODS = ("first", "second", "middle")
#: A vertex goes to a vertex of the other side, and not only to its line, when that is no farther
#: than this part of the tolerance.
_TO_VERTEX = 0.5
#: ... or when the corner of the line is not this many times farther than the line itself.
_CORNER = 1.5
_ROUNDS = 8
#: How far (tolerances) the border that stands is looked at, and most vertices of a way along it.
_STEP, _LONGEST = 3.0, 200

Point = Tuple[float, float]


@dataclass
class Joined:
    """The outlines of both layers, which cells have other vertices, and how far vertices moved.

    moved:  cells with vertices that moved (the others only have vertices more).
    held:   places where vertices stayed because moving them would break a cell.
    """

    first: np.ndarray
    second: np.ndarray
    touched: Tuple[np.ndarray, np.ndarray]
    moved: Tuple[np.ndarray, np.ndarray]
    farthest: float = 0.0
    held: List[Point] = field(default_factory=list)


@dataclass
class _Plan:
    """What happens to the outlines of a layer: vertices that move, points put into edges.

    An edge is named by its ends with the interior on its left; the points stand in its order.
    """

    moves: Dict[Point, Point] = field(default_factory=dict)
    inserts: Dict[Tuple[Point, Point], List[Point]] = field(default_factory=dict)

    @property
    def farthest(self) -> float:
        return max((np.hypot(v[0] - t[0], v[1] - t[1]) for v, t in self.moves.items()), default=0.0)


def join(first: np.ndarray, second: np.ndarray, tolerance: float, method: str) -> Joined:
    """Lay the borders of two layers of valid polygons on each other.

    method: "first" or "second" names the layer whose line stands; with "middle" the first goes
    half the way to the second, which is then laid on it.
    """
    if method == "second":
        made = join(second, first, tolerance, "first")
        return Joined(
            made.second, made.first, made.touched[::-1], made.moved[::-1], made.farthest, made.held
        )
    nothing = np.zeros(len(first), dtype=bool)
    middle, touched_middle, moved_middle, far = first, nothing, nothing, 0.0
    held: List[Point] = []
    if method == "middle":
        middle, touched_middle, moved_middle, far, held = _half_way(first, second, tolerance)
    fixed: Set[Point] = set()
    for _ in range(_ROUNDS):
        own, other = _laid_on(middle, second, tolerance, fixed)
        new_second, touched_second, moved_second = _applied(second, own)
        new_first, touched_first, _moved = _applied(middle, other)
        bad = _broken(second, new_second, touched_second, tolerance)
        bad |= _crossed(middle, second, new_first, new_second, touched_second)
        stuck = _vertices(second[bad], own) - fixed
        if not stuck:
            break
        fixed |= stuck
    return Joined(
        new_first,
        new_second,
        (touched_first | touched_middle, touched_second),
        (moved_middle, moved_second),
        max(far, own.farthest),
        held + sorted(fixed),
    )


def _half_way(
    first: np.ndarray, second: np.ndarray, tolerance: float
) -> Tuple[np.ndarray, np.ndarray, np.ndarray, float, List[Point]]:
    """The first layer with its border half the way to that of the second."""
    fixed: Set[Point] = set()
    for _ in range(_ROUNDS):
        rim, other = near_parts(rim_of(first), rim_of(second), tolerance)
        plan = _Plan()
        known, corners = _corners(other), _corners(rim)
        near, vertex, rest = _near_vertices(corners, known, tolerance)
        place, on_line, _edge = _nearest(corners[rest], other, tolerance)
        pairs = [*zip(near, known[vertex]), *zip(rest[place], on_line)]
        for p, to in pairs:
            v = tuple(corners[p].tolist())
            middle = tuple((0.5 * (corners[p] + to)).tolist())
            if v not in fixed and middle != v:
                plan.moves[v] = middle
        # a vertex of the other side that has its partner needs no place in an edge
        alone = known[_near_vertices(known, corners, tolerance)[2]]
        edge, foot, points = _feet(rim, alone, tolerance)
        _put(plan, rim, edge, foot, 0.5 * (foot + points), fixed)
        new, touched, moved = _applied(first, plan)
        stuck = _vertices(first[_broken(first, new, touched, tolerance)], plan) - fixed
        if not stuck:
            break
        fixed |= stuck
    return new, touched, moved, plan.farthest, sorted(fixed)


def _laid_on(
    stands: np.ndarray, goes: np.ndarray, tolerance: float, fixed: Set[Point]
) -> Tuple[_Plan, _Plan]:
    """How the border of the layer that goes becomes that of the one that stands: its plan, and the
    points that the standing one has to take into its edges."""
    line, rim = near_parts(rim_of(stands), rim_of(goes), tolerance)
    own, other = _Plan(), _Plan()
    if not len(line.owner):
        return own, other
    known = _corners(line)
    corners = _corners(rim)
    near, vertex, rest = _near_vertices(corners, known, tolerance)
    target = dict(zip(near.tolist(), known[vertex]))
    found, on_line, at = _nearest(corners[rest], line, tolerance)
    on_line = _round_corners(corners[rest[found]], on_line, known, tolerance)
    there = {tuple(v) for v in known.tolist()}
    for p, point, edge in zip(rest[found].tolist(), on_line, at.tolist()):
        target[p] = point
        if tuple(corners[p].tolist()) not in fixed and tuple(point.tolist()) not in there:
            _put_one(other, line, edge, point)
    for p, point in target.items():
        v, to = tuple(corners[p].tolist()), tuple(point.tolist())
        if v != to and v not in fixed:
            own.moves[v] = to
    edge, foot, points = _feet(rim, known, tolerance)
    _put(own, rim, edge, foot, points, fixed)
    _in_order(other)
    wide, _rim = near_parts(rim_of(stands), rim, _STEP * tolerance)
    _follow(own, rim, _Line(wide, other), tolerance, fixed)
    return own, other


class _Line:
    """The border that stands, from vertex to vertex, to be walked in both directions."""

    def __init__(self, rim: Rim, plan: _Plan) -> None:
        self.after: Dict[Point, Optional[Point]] = {}
        self.before: Dict[Point, Optional[Point]] = {}
        for start, end in zip(rim.start.tolist(), rim.end.tolist()):
            a, b = tuple(start), tuple(end)
            way = [a, *plan.inserts.get((a, b), ()), b]
            for p, q in zip(way[:-1], way[1:]):
                # where outlines touch at a corner there is no telling how it goes on
                self.after[p] = q if p not in self.after else None
                self.before[q] = p if q not in self.before else None

    def between(
        self, p: Point, q: Point, edge: Tuple[Point, Point], tolerance: float
    ) -> List[Point]:
        """The vertices from p to q, in whichever direction leads there beside the edge."""
        found: List[List[Point]] = []
        for links in (self.before, self.after):
            way: List[Point] = []
            here = links.get(p)
            while here is not None and here != q and len(way) < _LONGEST:
                if _beside(here, *edge) > tolerance:
                    break
                way.append(here)
                here = links.get(here)
            if here == q:
                found.append(way)
        return min(found, key=len) if found else []


def _follow(own: _Plan, rim: Rim, line: _Line, tolerance: float, fixed: Set[Point]) -> None:
    """Lead each edge between two vertices on the border that stands along that border."""
    for start, end in zip(rim.start.tolist(), rim.end.tolist()):
        a, b = tuple(start), tuple(end)
        if a in fixed or b in fixed:
            continue
        first, last = own.moves.get(a, a), own.moves.get(b, b)
        way = [first, *_ahead(own.inserts.pop((a, b), []), first, last), last]
        made: List[Point] = []
        for p, q in zip(way[:-1], way[1:]):
            made.append(p)
            if p != q:
                made += line.between(p, q, (a, b), tolerance)
        if len(made) > 1:
            own.inserts[(a, b)] = made[1:]


def _ahead(points: List[Point], first: Point, last: Point) -> List[Point]:
    """The points that lie between the new ends of an edge: no way back where an end moved."""
    dx, dy = last[0] - first[0], last[1] - first[1]
    size = dx * dx + dy * dy
    along = [(p[0] - first[0]) * dx + (p[1] - first[1]) * dy for p in points]
    return [p for p, place in zip(points, along) if 0 < place < size]


def _beside(spot: Point, a: Point, b: Point) -> float:
    """Distance of a point from an edge."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    share = ((spot[0] - a[0]) * dx + (spot[1] - a[1]) * dy) / (dx * dx + dy * dy)
    share = min(1.0, max(0.0, share))
    return float(np.hypot(spot[0] - a[0] - share * dx, spot[1] - a[1] - share * dy))


# --- vertices and edges ----------------------------------------------------------------------


def _corners(rim: Rim) -> np.ndarray:
    """The distinct vertices (k, 2) of a rim."""
    return np.unique(np.concatenate([rim.start, rim.end]), axis=0)


def _near_vertices(
    points: np.ndarray, known: np.ndarray, tolerance: float
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points that have a vertex close by, that vertex, and the points that have none."""
    if not len(points) or not len(known):
        none = np.empty(0, dtype=np.int64)
        return none, none, np.arange(len(points))
    place, vertex = shapely.STRtree(shapely.points(known)).query_nearest(
        shapely.points(points), max_distance=_TO_VERTEX * tolerance, all_matches=False
    )
    return place, vertex, np.setdiff1d(np.arange(len(points)), place)


def _nearest(
    points: np.ndarray, line: Rim, tolerance: float
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For points near a line: their positions, the nearest point of the line, and its edge."""
    if not len(points) or not len(line.owner):
        none = np.empty(0, dtype=np.int64)
        return none, np.empty((0, 2)), none
    tree = shapely.STRtree(line.lines())
    place, edge = tree.query_nearest(
        shapely.points(points), max_distance=tolerance, all_matches=False
    )
    a, b = line.start[edge], line.end[edge]
    share = _share(points[place], a, b)
    foot = np.where(
        (share <= 0)[:, None], a, np.where((share >= 1)[:, None], b, a + share[:, None] * (b - a))
    )
    return place, foot, edge


def _share(points: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Where along the edges a–b points lie, 0 to 1."""
    along = b - a
    result: np.ndarray = ((points - a) * along).sum(axis=1) / (along * along).sum(axis=1)
    return result


def _round_corners(
    points: np.ndarray, on_line: np.ndarray, known: np.ndarray, tolerance: float
) -> np.ndarray:
    """Nearest places on a line, but its corner where that is hardly farther: a corner laid on the
    edge behind the other's corner would turn its cell inside out."""
    if not len(points):
        return on_line
    place, vertex = shapely.STRtree(shapely.points(known)).query_nearest(
        shapely.points(points), max_distance=tolerance, all_matches=False
    )
    to_line = np.hypot(*(on_line[place] - points[place]).T)
    to_corner = np.hypot(*(known[vertex] - points[place]).T)
    chosen = to_corner <= _CORNER * to_line
    result = on_line.copy()
    result[place[chosen]] = known[vertex[chosen]]
    return result


def _feet(
    rim: Rim, vertices: np.ndarray, tolerance: float
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vertices that belong inside an edge of a rim: edge, foot of the vertex on it, vertex."""
    place, foot, edge = _nearest(vertices, rim, tolerance)
    a, b = rim.start[edge], rim.end[edge]
    inside = (foot != a).any(axis=1) & (foot != b).any(axis=1)
    return edge[inside], foot[inside], vertices[place[inside]]


def _put(
    plan: _Plan,
    rim: Rim,
    edge: np.ndarray,
    foot: np.ndarray,
    points: np.ndarray,
    fixed: Set[Point],
) -> None:
    """Put points into edges in the order of their feet; not beside vertices that stay."""
    share = _share(foot, rim.start[edge], rim.end[edge])
    for k in np.lexsort((share, edge)).tolist():
        ends = (tuple(rim.start[edge[k]].tolist()), tuple(rim.end[edge[k]].tolist()))
        if ends[0] not in fixed and ends[1] not in fixed:
            plan.inserts.setdefault(ends, []).append(tuple(points[k].tolist()))


def _put_one(plan: _Plan, rim: Rim, edge: int, point: np.ndarray) -> None:
    """Put a point into an edge; the order comes later."""
    ends = (tuple(rim.start[edge].tolist()), tuple(rim.end[edge].tolist()))
    plan.inserts.setdefault(ends, []).append(tuple(point.tolist()))


def _in_order(plan: _Plan) -> None:
    for (a, b), points in plan.inserts.items():
        points.sort(key=lambda p: (p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1]))


# --- outlines ----------------------------------------------------------------------------------


def _applied(shapes: np.ndarray, plan: _Plan) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """New outlines, which polygons have other vertices, and which have vertices that moved.

    Polygons that the plan does not concern are the very objects that came in. An outline that
    would collapse becomes None.
    """
    touched, moved = np.zeros(len(shapes), dtype=bool), np.zeros(len(shapes), dtype=bool)
    if not plan.moves and not plan.inserts:
        return shapes, touched, moved
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    for chosen, vertices in (
        (moved, list(plan.moves)),
        (touched, [v for edge in plan.inserts for v in edge]),
    ):
        if vertices:
            hit = np.isin(_as_one(xy), _as_one(np.array(vertices)))
            chosen[np.unique(owner[hit])] = True
    result = shapes.copy()
    candidates = touched | moved
    touched = np.zeros(len(shapes), dtype=bool)
    for k in np.flatnonzero(candidates).tolist():
        made, is_new = _outline(shapes[k], plan)
        if is_new:
            touched[k] = True
            result[k] = made
    return result, touched, moved & touched


def _as_one(xy: np.ndarray) -> np.ndarray:
    """Coordinate pairs as single values that can be looked up."""
    result: np.ndarray = (np.ascontiguousarray(xy + 0.0).view(np.complex128)).ravel()
    return result


def _outline(shape: shapely.Geometry, plan: _Plan) -> Tuple[Optional[shapely.Geometry], bool]:
    parts, is_new = [], False
    for part in shapely.get_parts(shape):
        rings = []
        for ring in shapely.get_rings(part):
            before = [tuple(p) for p in shapely.get_coordinates(ring).tolist()]
            after = _ring(before, plan)
            is_new |= after != before
            rings.append(after)
        if len(rings[0]) < 4:
            return None, True
        parts.append(shapely.Polygon(rings[0], [hole for hole in rings[1:] if len(hole) > 3]))
    return (parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)), is_new


def _ring(ring: List[Point], plan: _Plan) -> List[Point]:
    """A closed ring by the plan; ways there and back again are left out."""
    made: List[Point] = []
    for a, b in zip(ring[:-1], ring[1:]):
        made.append(plan.moves.get(a, a))
        if (a, b) in plan.inserts:
            made += plan.inserts[(a, b)]
        elif (b, a) in plan.inserts:
            made += plan.inserts[(b, a)][::-1]
    if made + made[:1] == ring:
        return ring
    kept: List[Point] = []
    for point in made:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and kept[-2] == point:
            kept.pop()
            continue
        kept.append(point)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    while len(kept) > 2 and kept[1] == kept[-1]:  # a way there and back over the start
        kept = kept[1:-1] + kept[-1:]
        kept = kept[:-1] if kept[0] == kept[-1] else kept
    return kept + kept[:1]


# --- proof -------------------------------------------------------------------------------------


def _broken(old: np.ndarray, new: np.ndarray, touched: np.ndarray, tolerance: float) -> np.ndarray:
    """Touched polygons that are none any more, or changed more than their border allows."""
    result = np.zeros(len(old), dtype=bool)
    rows = np.flatnonzero(touched)
    shapes = new[rows]
    change = np.abs(shapely.area(shapes) - shapely.area(old[rows]))
    allowed = tolerance * shapely.length(old[rows]) + NOISE_AREA
    fine = shapely.is_valid(shapes) & (shapely.area(shapes) > 0) & (change <= allowed)
    result[rows[~fine]] = True
    return result


def _crossed(
    first: np.ndarray,
    second: np.ndarray,
    new_first: np.ndarray,
    new_second: np.ndarray,
    touched: np.ndarray,
) -> np.ndarray:
    """Cells of the second layer that share more ground with others than they did before."""
    result = np.zeros(len(second), dtype=bool)
    rows = np.flatnonzero(touched & ~shapely.is_missing(new_second) & shapely.is_valid(new_second))
    if not len(rows):
        return result
    for others, before, is_own in ((new_second, second, True), (new_first, first, False)):
        usable = np.flatnonzero(shapely.is_valid(others))
        i, j, shared = overlaps(new_second[rows], others[usable])
        i, j, area = rows[i], usable[j], shapely.area(shared)
        if is_own:
            i, j, area = i[i != j], j[i != j], area[i != j]
        old = shapely.area(shapely.intersection(second[i], before[j]))
        result[i[area > old + NOISE_AREA]] = True
    return result


def _vertices(shapes: np.ndarray, plan: _Plan) -> Set[Point]:
    """The vertices of polygons that a plan moves, or beside which it puts points."""
    if not len(shapes):
        return set()
    there = {tuple(p) for p in shapely.get_coordinates(shapes).tolist()}
    planned = set(plan.moves) | {v for edge in plan.inserts for v in edge}
    return there & planned
