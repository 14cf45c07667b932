"""G08 and Q02: neighbouring grids join with no overlap, no gap, the same vertices, no sliver."""

from __future__ import annotations

from typing import Dict, Tuple

import numpy as np
import shapely
from shapely import STRtree

from .context import Context, fid_text
from .overlay import intersection_area, polygonal

CHECKS = ("Q02", "G08")
#: Above this share of borders without a partner it is faster to look at every pair.
_MANY = 0.25
#: Areas and lengths below this are noise of floating point arithmetic, in m² and m.
_NOISE = 1e-6


def run(context: Context) -> None:
    """All four kinds; exact: the candidates are complete, and each is measured."""
    _overlaps(context)
    context.check_cancelled()
    _gaps(context)
    context.check_cancelled()
    _unsnapped(context)
    _slivers(context)


def overlap_pairs(context: Context) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of cells that share area, with the area.

    Where polygons overlap, the number of polygons that cover a place is two or more. That number
    changes only at edges that have no partner, or at edges used twice in one direction. So every
    region of overlap either has such an edge on its border, lying in or on another polygon, or
    holds the inner point of one of its polygons. These give the first pairs; the neighbours of
    every polygon that truly overlaps are then measured too.
    """
    i, j = _first_pairs(context)
    i, j, area = _measure(context, i, j)
    if len(i):
        touched = np.unique(np.r_[i, j])
        a, b = context.tree.query(context.shapes[touched])
        more_i, more_j = _unordered(touched[a], b, len(context.cells))
        i, j, area = _measure(context, more_i, more_j)
    return i, j, area


def _first_pairs(context: Context) -> Tuple[np.ndarray, np.ndarray]:
    count = len(context.cells)
    edges, owner = context.edges, context.segments.owner
    single = ~edges.matched
    if single.sum() > _MANY * max(1, len(owner)):
        i, j = context.tree.query(context.shapes)
        return _unordered(i, j, count)
    repeated = np.flatnonzero(edges.repeated)
    direction = edges.edge[repeated] * 2 + edges.forward[repeated]
    repeated = repeated[np.argsort(direction, kind="stable")]
    direction = np.sort(direction, kind="stable")
    next_to = direction[1:] == direction[:-1]
    pairs_i, pairs_j = [owner[repeated[:-1][next_to]]], [owner[repeated[1:][next_to]]]
    a, b = context.tree.query(context.inner_points, predicate="intersects")
    pairs_i.append(a)
    pairs_j.append(b)
    chosen = np.flatnonzero(single)
    a, b = context.tree.query(context.segments.lines(chosen), predicate="intersects")
    pairs_i.append(owner[chosen[a]])
    pairs_j.append(b)
    return _unordered(np.concatenate(pairs_i), np.concatenate(pairs_j), count)


def _unordered(i: np.ndarray, j: np.ndarray, count: int) -> Tuple[np.ndarray, np.ndarray]:
    """Each pair once, smaller position first, without pairs of a thing with itself."""
    low, high = np.minimum(i, j).astype(np.int64), np.maximum(i, j).astype(np.int64)
    key = np.unique((low * count + high)[low != high])
    return key // max(count, 1), key % max(count, 1)


def _measure(
    context: Context, i: np.ndarray, j: np.ndarray
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    if not len(i):
        return i, j, np.empty(0)
    area = context.threaded(intersection_area, context.shapes[i], context.shapes[j])
    real = area > _NOISE
    return i[real], j[real], area[real]


def _overlaps(context: Context) -> None:
    i, j, area = overlap_pairs(context)
    context.shared["overlaps"] = (i, j, area)
    context.figures["overlap_m2"] = float(area.sum())
    large = area > context.tolerances.area
    context.figures["overlaps"] = int(large.sum())
    for kind, chosen in (("overlap", large), ("overlap_small", ~large)):
        a, b = i[chosen], j[chosen]
        context.add(
            kind,
            CHECKS,
            context.fid[a],
            polygonal(shapely.intersection(context.shapes[a], context.shapes[b])),
            [fid_text(context.fid[[p, q]]) for p, q in zip(a, b)],
            area[chosen],
            "m²",
            group="small" if kind.endswith("small") else "",
            other=context.fid[b],
        )


def gap_faces(context: Context) -> np.ndarray:
    """Places with no grid that are shut in by grids."""
    edges = context.edges
    boundary = edges.boundary
    if not len(boundary):
        return np.empty(0, dtype=object)
    if len(boundary) > _MANY * len(edges.first):
        union = shapely.union_all(context.shapes)
        parts = shapely.get_parts(union)
        rings, part = shapely.get_rings(parts, return_index=True)
        hole = np.zeros(len(rings), dtype=bool)
        hole[1:] = part[1:] == part[:-1]
        faces = shapely.polygons(rings[hole])
        return _without_islands(faces, context)
    lines = shapely.union_all(context.segments.lines(boundary))
    faces = shapely.get_parts(shapely.polygonize([lines]))
    faces = faces[shapely.area(faces) > _NOISE]
    if not len(faces):
        return faces
    covered = context.tree.query(shapely.point_on_surface(faces), predicate="intersects")[0]
    empty = np.ones(len(faces), dtype=bool)
    empty[covered] = False
    result: np.ndarray = faces[empty]
    return result


def _without_islands(faces: np.ndarray, context: Context) -> np.ndarray:
    """Holes of a union, less the grids that lie as islands in them."""
    faces = faces[shapely.area(faces) > _NOISE].copy()
    face, cell = STRtree(context.shapes).query(faces, predicate="contains")
    for position in np.unique(face).tolist():
        islands = shapely.union_all(context.shapes[cell[face == position]])
        faces[position] = shapely.difference(faces[position], islands)
    return faces


def _gaps(context: Context) -> None:
    faces = gap_faces(context)
    if len(faces) and context.communities is not None:
        pieces, _ = context.community_pieces
        i, j = STRtree(pieces).query(faces, predicate="intersects")
        inside = np.zeros(len(faces))
        np.add.at(inside, i, intersection_area(faces[i], pieces[j]))
        area = shapely.area(faces)
        partly = (inside > _NOISE) & (inside < area - _NOISE)
        faces = faces.copy()
        for position in np.flatnonzero(partly).tolist():
            near = shapely.union_all(pieces[j[i == position]])
            faces[position] = polygonal(
                np.array([shapely.intersection(faces[position], near)], dtype=object)
            )[0]
        faces = faces[inside > _NOISE]
    context.shared["gaps"] = faces
    area = shapely.area(faces) if len(faces) else np.empty(0)
    context.figures["gap_m2"] = float(area.sum())
    large = area > context.tolerances.area
    context.figures["gaps"] = int(large.sum())
    if not len(faces):
        return
    reach = shapely.buffer(faces, context.tolerances.length, quad_segs=1)
    face, cell = context.tree.query(reach, predicate="intersects")
    fids = context.grouped_fids(face, cell, np.arange(len(faces)))
    first = np.array([int(text.split(",")[0]) if text else -1 for text in fids], dtype=np.int64)
    for kind, chosen in (("gap", large), ("gap_small", ~large)):
        named = [text for text, take in zip(fids, chosen) if take]
        group = "small" if kind.endswith("small") else ""
        context.add(
            kind, CHECKS, first[chosen], faces[chosen], named, area[chosen], "m²", group=group
        )


def _unsnapped(context: Context) -> None:
    """Vertices on or close to a neighbour's border where the neighbour has no such vertex."""
    edges = context.edges
    single = np.flatnonzero(~edges.matched)
    context.figures["unsnapped"] = 0
    if not len(single):
        return
    tolerance = context.tolerances.length
    owner = context.segments.owner
    count = np.int64(max(len(context.cells), 1))
    used = np.unique(np.r_[edges.start, edges.end] * count + np.r_[owner, owner])
    corners = np.unique(
        np.r_[edges.start[single], edges.end[single]] * count + np.r_[owner[single], owner[single]]
    )
    vertex, holder = corners // count, corners % count
    points = shapely.points(edges.vertices[vertex])
    lines = context.segments.lines(single)
    v, s = STRtree(lines).query(points, predicate="dwithin", distance=tolerance)
    neighbour = owner[single[s]]
    missing = ~_known(used, vertex[v] * count + neighbour)
    v, s, neighbour = v[missing], s[missing], neighbour[missing]
    distance = shapely.distance(points[v], lines[s])
    # close to a corner that both share: a short border, no fault, unless it lies on the line
    corner = np.zeros(len(v), dtype=bool)
    for side in (edges.start, edges.end):
        end = side[single[s]]
        to_end = np.hypot(*(edges.vertices[vertex[v]] - edges.vertices[end]).T)
        corner |= (to_end <= tolerance) & _known(used, end * count + holder[v])
    _, pair = np.unique(v * count + neighbour, return_inverse=True)
    pair = pair.reshape(-1)
    excused = (np.bincount(pair, corner) > 0)[pair] & (distance > _NOISE) if len(v) else corner
    v, s, neighbour, distance = v[~excused], s[~excused], neighbour[~excused], distance[~excused]
    if not len(v):
        return
    context.figures["unsnapped"] = len(np.unique(vertex[v]))
    _report_unsnapped(context, vertex[v], holder[v], neighbour, distance)


def _report_unsnapped(
    context: Context,
    vertex: np.ndarray,
    holder: np.ndarray,
    neighbour: np.ndarray,
    distance: np.ndarray,
) -> None:
    """One finding for each group of grids, at the first of their vertices, with the number."""
    count = np.int64(len(context.cells))
    by_fid = np.argsort(context.fid, kind="stable")
    rank = np.empty_like(by_fid)
    rank[by_fid] = np.arange(len(by_fid))
    places, place = np.unique(vertex, return_inverse=True)
    place = place.reshape(-1)
    members = np.unique(
        np.r_[place, place] * count + np.r_[rank[holder], rank[neighbour]].astype(np.int64)
    )
    at, member = members // count, members % count
    start = np.searchsorted(at, np.arange(len(places)))
    size = np.diff(np.r_[start, len(at)])
    # the group of a vertex as one number: mostly two grids, else counted on from there
    key = member[start] * count + member[np.minimum(start + 1, len(member) - 1)]
    larger: Dict[Tuple[int, ...], int] = {}
    for position in np.flatnonzero(size != 2).tolist():
        group = tuple(member[start[position] : start[position] + size[position]].tolist())
        key[position] = -1 - larger.setdefault(group, len(larger))
    _, first, groups, number = np.unique(
        key, return_index=True, return_inverse=True, return_counts=True
    )
    farthest = np.zeros(len(first))
    np.maximum.at(farthest, groups.reshape(-1)[place], distance)
    fids = [
        ",".join(map(str, context.fid[by_fid[member[a : a + n]]].tolist()))
        for a, n in zip(start[first].tolist(), size[first].tolist())
    ]
    context.add(
        "unsnapped",
        CHECKS,
        context.fid[by_fid[member[start[first]]]],
        shapely.points(context.edges.vertices[places[first]]),
        fids,
        number,
        distance=np.array([f"{far:.3g}" for far in farthest.tolist()], dtype=object),
    )


def _known(used: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Which of the wanted numbers are in a sorted array."""
    place = np.minimum(np.searchsorted(used, wanted), len(used) - 1)
    result: np.ndarray = used[place] == wanted
    return result


def _slivers(context: Context) -> None:
    thin = context.area / np.maximum(context.perimeter, 1e-12)
    tolerances = context.tolerances
    bad = (context.area < tolerances.sliver_area) | (thin < tolerances.sliver_ratio)
    context.figures["slivers"] = int(bad.sum())
    context.add(
        "sliver",
        CHECKS,
        context.fid[bad],
        context.shapes[bad],
        measure=context.area[bad],
        unit="m²",
        width=np.round(2 * thin[bad], 2),
    )
