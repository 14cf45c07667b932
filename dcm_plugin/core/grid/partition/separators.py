"""Possible borders where no real line runs: lattices in open ground, midlines between buildings.

A face of the linework that is larger than a few atoms is divided by a lattice turned into the
direction of its sides. Where buildings stand, the lattice gives way to the borders of the Voronoi
regions of the buildings, so that a cut can run through every gap between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple

import numpy as np
import shapely
from scipy.spatial import Voronoi

from ...geos import contains_xy

#: Distance of the stations on a real line where a separator may end (m).
STATION = 1.0
#: Spacing of the points that stand for a building's outline (m).
OUTLINE_STEP = 4.0
#: Buildings above this area (m²) have a border to the open ground this far (m) from their walls.
LARGE_BUILDING = 1500.0
SKIRT = 3.0
#: Lattice cells along the side of a unit grid.
STEPS = 4


@dataclass
class FaceAxes:
    """Turned bounding rectangle of each face: direction (rad), corner, sides, lattice cells."""

    theta: np.ndarray
    x0: np.ndarray
    y0: np.ndarray
    width: np.ndarray
    height: np.ndarray
    nx: np.ndarray
    ny: np.ndarray


def face_axes(
    xy: np.ndarray,
    org: np.ndarray,
    dst: np.ndarray,
    face: np.ndarray,
    area: np.ndarray,
    target: float,
) -> FaceAxes:
    """Axes from the boundary half-edges (k,) of faces of ``area`` (n,), for cells of ``target`` m².

    The direction is the length-weighted mean of the side directions modulo a right angle.
    """
    n = len(area)
    d = xy[dst] - xy[org]
    weight = (d**2).sum(axis=1)
    angle = 4 * np.arctan2(d[:, 1], d[:, 0])
    c = np.bincount(face, weights=weight * np.cos(angle), minlength=n)
    s = np.bincount(face, weights=weight * np.sin(angle), minlength=n)
    theta = np.arctan2(s, c) / 4
    p = turn(xy[org], -theta[face])
    lo = np.full((n, 2), np.inf)
    hi = np.full((n, 2), -np.inf)
    np.minimum.at(lo, face, p)
    np.maximum.at(hi, face, p)
    size = np.where(np.isfinite(hi - lo), hi - lo, 0.0)
    nx, ny = _lattice_counts(size[:, 0], size[:, 1], area, target)
    return FaceAxes(theta, lo[:, 0], lo[:, 1], size[:, 0], size[:, 1], nx, ny)


def _lattice_counts(
    width: np.ndarray, height: np.ndarray, area: np.ndarray, target: float
) -> Tuple[np.ndarray, np.ndarray]:
    """Lattice such that whole cells of about the target area fit into each face.

    Columns and rows of cells are chosen by area and shape; a cell is STEPS x STEPS lattice cells.
    """
    side = np.sqrt(target)
    best = np.full(len(width), np.inf)
    columns, rows = np.ones(len(width)), np.ones(len(width))
    filled = area / np.maximum(width * height, 1e-9)  # faces are not rectangles
    for c in (np.floor(width / side), np.ceil(width / side)):
        for r in (np.floor(height / side), np.ceil(height / side)):
            c, r = np.maximum(c, 1), np.maximum(r, 1)
            share = area / (c * r * np.maximum(filled, 0.5)) / target
            shape = (width / c) / np.maximum(height / r, 1e-9)
            cost = 4 * np.abs(np.log(np.maximum(share, 1e-9))) + np.abs(np.log(shape + 1e-9))
            better = cost < best
            best = np.where(better, cost, best)
            columns, rows = np.where(better, c, columns), np.where(better, r, rows)
    steps = np.where(area < 0.6 * target, 2, STEPS)
    fine = side / 5  # but no lattice narrower than a fifth of a cell
    nx = np.minimum(columns * steps, np.maximum(1, np.rint(width / fine)))
    ny = np.minimum(rows * steps, np.maximum(1, np.rint(height / fine)))
    return nx.astype(np.int64), ny.astype(np.int64)


def turn(xy: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """Coordinates (k, 2) turned by ``theta`` (k,) radians about the origin."""
    c, s = np.cos(theta), np.sin(theta)
    return np.c_[c * xy[:, 0] - s * xy[:, 1], s * xy[:, 0] + c * xy[:, 1]]


def ranges(counts: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """For counts (n,) the owner of each item and its number in the owner, both (sum,)."""
    owner = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - first[owner]


def lattice_segments(axes: FaceAxes, faces: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Lattice edges (k, 2, 2) inside the rectangles of ``faces``, and their face (k,)."""
    nx, ny = axes.nx[faces], axes.ny[faces]
    # along the height: inner columns 1 .. nx-1, rows 0 .. ny-1; along the width likewise
    f1, i1 = ranges((nx - 1) * ny)
    up = np.c_[i1 // np.maximum(ny[f1], 1) + 1, i1 % np.maximum(ny[f1], 1)]
    f2, i2 = ranges((ny - 1) * nx)
    across = np.c_[i2 % np.maximum(nx[f2], 1), i2 // np.maximum(nx[f2], 1) + 1]
    f = np.concatenate([f1, f2])
    a = np.concatenate([up, across])
    b = np.concatenate([up + [0, 1], across + [1, 0]])
    face = faces[f]
    ends = [_lattice_point(axes, face, node) for node in (a, b)]
    return np.stack(ends, axis=1), face


def _lattice_point(axes: FaceAxes, face: np.ndarray, node: np.ndarray) -> np.ndarray:
    x = axes.x0[face] + axes.width[face] * (node[:, 0] / axes.nx[face])
    y = axes.y0[face] + axes.height[face] * (node[:, 1] / axes.ny[face])
    return turn(np.c_[x, y], axes.theta[face])


def voronoi_segments(
    axes: FaceAxes,
    polygons: np.ndarray,
    faces: np.ndarray,
    building: np.ndarray,
    building_face: np.ndarray,
    spacing: float,
) -> Tuple[np.ndarray, np.ndarray]:
    """Borders (k, 2, 2) between the Voronoi regions of buildings and open ground, and their face.

    building: polygons (b,) and the face of each, parts of one building in several faces repeated.
    All faces are computed in one diagram: they are moved apart so far that they cannot meet.
    """
    # lattice middles where nothing is built
    f, i = ranges(axes.nx[faces] * axes.ny[faces])
    cell = np.c_[i % axes.nx[faces[f]], i // axes.nx[faces[f]]]
    middle = _lattice_point(axes, faces[f], cell + 0.5)
    inside = contains_xy(polygons[faces[f]], middle[:, 0], middle[:, 1])
    f, middle = faces[f][inside], middle[inside]
    bi, pi = shapely.STRtree(building).query(
        shapely.points(middle), predicate="dwithin", distance=0.3 * spacing
    )[::-1]
    taken = np.zeros(len(middle), dtype=bool)
    taken[pi[building_face[bi] == f[pi]]] = True
    f, middle = f[~taken], middle[~taken]
    rings = shapely.segmentize(building, OUTLINE_STEP)
    sample, owner = shapely.get_coordinates(rings, return_index=True)
    skirt, skirt_face = _skirts(polygons, building, building_face)
    site = np.concatenate([sample, middle, skirt])
    face = np.concatenate([building_face[owner], f, skirt_face])
    ground = _lattice_cell(axes, face[len(sample) :], site[len(sample) :])
    group = np.concatenate([owner, len(building) + ground])
    if len(site) < 4:
        return np.empty((0, 2, 2)), np.empty(0, dtype=np.int64)
    # side by side, four lattice steps apart
    used, local = np.unique(face, return_inverse=True)
    lo = np.full((len(used), 2), np.inf)
    hi = np.full((len(used), 2), -np.inf)
    np.minimum.at(lo, local, site)
    np.maximum.at(hi, local, site)
    bounds = shapely.bounds(polygons[used])
    lo, hi = np.minimum(lo, bounds[:, :2]), np.maximum(hi, bounds[:, 2:])
    gap = 4 * spacing
    columns = max(1, int(np.sqrt(len(used))))
    step = (hi - lo).max(axis=0) + gap
    slot = np.arange(len(used))
    shift = np.c_[slot % columns, slot // columns] * step - lo
    moved = np.round(site + shift[local], 4)
    moved, first = np.unique(moved, axis=0, return_index=True)
    group, face, local = group[first], face[first], local[first]
    # four far corners keep every region of a site bounded
    far = step * (max(columns, len(used) // columns + 1) + 2)
    corners = np.array([[-far[0], -far[1]], [-far[0], 2 * far[1]], [2 * far[0], -far[1]], 2 * far])
    diagram = Voronoi(np.concatenate([moved, corners]))
    ridge = np.asarray(diagram.ridge_vertices)
    pair = diagram.ridge_points
    ok = (ridge >= 0).all(axis=1) & (pair < len(moved)).all(axis=1)
    ridge, pair = ridge[ok], pair[ok]
    ok = (group[pair[:, 0]] != group[pair[:, 1]]) & (face[pair[:, 0]] == face[pair[:, 1]])
    ridge, pair = ridge[ok], pair[ok]
    back = shift[local[pair[:, 0]]]
    vertices = np.round(diagram.vertices, 2)
    ends = np.stack([vertices[ridge[:, 0]] - back, vertices[ridge[:, 1]] - back], axis=1)
    size = np.abs(ends[:, 0] - ends[:, 1]).sum(axis=1)
    ok = (size > 0) & (size < 1e4)
    return ends[ok], face[pair[ok, 0]]


def _skirts(
    polygons: np.ndarray, building: np.ndarray, building_face: np.ndarray
) -> Tuple[np.ndarray, np.ndarray]:
    """Points of open ground close around large buildings, and their face.

    They keep the region of a large building close to its walls; its surroundings can then go to
    another cell than the building.
    """
    large = np.flatnonzero(shapely.area(building) > LARGE_BUILDING)
    hull = shapely.buffer(building[large], 2 * SKIRT, join_style="mitre")
    xy, i = shapely.get_coordinates(shapely.segmentize(hull, OUTLINE_STEP), return_index=True)
    face = building_face[large[i]]
    keep = contains_xy(polygons[face], xy[:, 0], xy[:, 1])
    p, b = shapely.STRtree(building).query(
        shapely.points(xy), predicate="dwithin", distance=1.9 * SKIRT
    )
    keep[p[building_face[b] == face[p]]] = False
    return xy[keep], face[keep]


def _lattice_cell(axes: FaceAxes, face: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """A number for the lattice cell of each point, distinct over all faces."""
    p = turn(xy, -axes.theta[face])
    nx, ny = axes.nx[face], axes.ny[face]
    i = np.floor((p[:, 0] - axes.x0[face]) / np.maximum(axes.width[face], 1e-9) * nx)
    j = np.floor((p[:, 1] - axes.y0[face]) / np.maximum(axes.height[face], 1e-9) * ny)
    first = np.cumsum(axes.nx * axes.ny) - axes.nx * axes.ny
    i, j = np.clip(i, 0, nx - 1), np.clip(j, 0, ny - 1)
    return first[face] + (i * ny + j).astype(np.int64)


def clip_to_faces(
    ends: np.ndarray, face: np.ndarray, polygons: np.ndarray
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Parts of segments (k, 2, 2) inside their face: ends (j, 2, 2), face (j,), cut (j, 2).

    ``cut`` tells which ends were made by clipping, that is lie on the border of the face.
    """
    if not len(ends):
        return ends, face, np.empty((0, 2), dtype=bool)
    lines = shapely.linestrings(ends)
    order = np.argsort(face, kind="stable")
    ends, face, lines = ends[order], face[order], lines[order]
    shapely.prepare(polygons)
    whole = shapely.contains_properly(polygons[face], lines)
    rest = np.flatnonzero(~whole)
    rest = rest[shapely.intersects(polygons[face[rest]], lines[rest])]
    pieces, i = shapely.get_parts(
        shapely.intersection(lines[rest], polygons[face[rest]]), return_index=True
    )
    ok = (shapely.get_type_id(pieces) == 1) & (shapely.length(pieces) > 0.01)
    pieces, i = pieces[ok], rest[i[ok]]
    xy = np.stack(
        [
            shapely.get_coordinates(shapely.get_point(pieces, 0)),
            shapely.get_coordinates(shapely.get_point(pieces, -1)),
        ],
        axis=1,
    ).reshape(-1, 2, 2)
    # an end that was an end before and lies inside is no cut
    old = ((xy[:, :, None, :] == ends[i][:, None, :, :]).all(axis=3)).any(axis=2)
    inside = np.stack(
        [contains_xy(polygons[face[i]], xy[:, k, 0], xy[:, k, 1]) for k in (0, 1)], axis=1
    )
    cut = np.concatenate([np.zeros((int(whole.sum()), 2), dtype=bool), ~(old & inside)])
    return np.concatenate([ends[whole], xy]), np.concatenate([face[whole], face[i]]), cut


def stations(
    points: np.ndarray, xy: np.ndarray, u: np.ndarray, v: np.ndarray, tree: shapely.STRtree
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Edge (k,), station number (k,) and number of stations (k,) for ends on the linework.

    Station 0 is the edge's lexicographically smaller end and the last one its other end, so that
    both sides of an edge know the same stations without knowing each other. -1: no edge near.
    """
    edge = np.full(len(points), -1, dtype=np.int64)
    i, e = tree.query_nearest(shapely.points(points), max_distance=0.05, all_matches=True)
    order = np.lexsort((e, i))[::-1]
    edge[i[order]] = e[order]
    k = np.maximum(edge, 0)
    a, b = low_high(xy, u[k], v[k])
    d = xy[b] - xy[a]
    n = station_count(xy, a, b)
    t = ((points - xy[a]) * d).sum(axis=1) / (d**2).sum(axis=1)
    return edge, np.clip(np.rint(t * n), 0, n).astype(np.int64), n


def station_count(xy: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Number of the last station of edges ``low``-``high``."""
    d = xy[high] - xy[low]
    return np.maximum(1, np.floor(np.hypot(d[:, 0], d[:, 1]) / STATION)).astype(np.int64)


def low_high(xy: np.ndarray, u: np.ndarray, v: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Ends of edges in lexicographic order of their coordinates."""
    p, q = xy[u], xy[v]
    swap = (p[:, 0] > q[:, 0]) | ((p[:, 0] == q[:, 0]) & (p[:, 1] > q[:, 1]))
    return np.where(swap, v, u), np.where(swap, u, v)


def station_xy(
    xy: np.ndarray, u: np.ndarray, v: np.ndarray, number: np.ndarray, n: np.ndarray
) -> np.ndarray:
    """Coordinates of stations on edges ``u``-``v``; the same floats whoever asks."""
    a, b = low_high(xy, u, v)
    t = (number / n)[:, None]
    return xy[a] * (1 - t) + xy[b] * t
