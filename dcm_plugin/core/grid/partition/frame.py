"""The legal frame: community polygons made one coverage, with every repair on record.

Territorial principle (属地管理, G02): the community outline is the largest possible outline.
A frame that is a coverage already is used exactly as it came. Otherwise vertices close to a
neighbour's border are joined to it, overlaps go to one side and slits to the neighbour with the
longest side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from . import planar
from .geometry import as_lines, inside_segments, only_polygons, split_segments

ISSUE_COLUMNS = ["kind", "community", "measure", "layer", "fid", "params"]
#: Repairs below this area (m²) are rounding, not worth a line in the report.
_TOLD_AREA = 0.01


@dataclass
class Frame:
    """Single-part polygons (n,) in one coverage and the row of the community table of each (n,)."""

    polygons: np.ndarray
    community: np.ndarray
    issues: List[Dict[str, Any]]
    changed: np.ndarray  # (communities,) m² given or taken
    table: gpd.GeoDataFrame  # code, name, changed, geometry


def repair(communities: gpd.GeoDataFrame, tolerance: float) -> Frame:
    """Coverage of ``communities`` (``code``, ``name``, ``_fid``, polygon geometry).

    ``tolerance`` (m): vertices nearer than this to a neighbour's border belong on it; slits that
    are narrower are closed. What is wider stays a hole of the frame and is told.
    """
    issues: List[Dict[str, Any]] = []
    shapes = np.asarray(communities.geometry.values, dtype=object)
    shapes = _valid(shapes, communities, issues)
    parts, row = shapely.get_parts(shapes, return_index=True)
    row = row.astype(np.int64)
    keep = shapely.area(parts) > 0
    parts, row = parts[keep], row[keep]
    if _is_coverage(parts, tolerance):
        polygons, owner = parts, row
    else:
        polygons, owner = _mend(parts, row, tolerance, communities, issues)
    area = np.bincount(owner, weights=shapely.area(polygons), minlength=len(shapes))
    table = communities[["code", "name"] if "name" in communities else ["code"]].copy()
    if "name" not in table:
        table["name"] = ""
    multi = np.array([shapely.multipolygons(polygons[owner == k]) for k in range(len(shapes))])
    single = shapely.get_num_geometries(multi) == 1
    multi[single] = shapely.get_geometry(multi[single], 0)
    changed = np.zeros(len(shapes))
    moved = shapely.area(shapely.symmetric_difference(multi, shapes))
    changed = np.where(
        polygons is parts, 0.0, np.maximum(moved, np.abs(area - shapely.area(shapes)))
    )
    table["changed"] = changed
    table = gpd.GeoDataFrame(table, geometry=multi, crs=communities.crs)
    return Frame(polygons, owner, issues, changed, table)


def _issue(
    kind: str, geometry: Any, community: str, measure: float, fid: int, **params: Any
) -> Dict[str, Any]:
    return {
        "geometry": geometry,
        "kind": f"partition.issue.{kind}",
        "community": community,
        "measure": float(measure),
        "layer": "",
        "fid": int(fid),
        "params": {
            "community": community,
            "fid": int(fid),
            "measure": round(float(measure), 2),
            **params,
        },
    }


def _valid(shapes: np.ndarray, communities: gpd.GeoDataFrame, issues: list) -> np.ndarray:
    bad = np.flatnonzero(~shapely.is_valid(shapes))
    if len(bad):
        shapes = shapes.copy()
        reason = shapely.is_valid_reason(shapes[bad])
        shapes[bad] = only_polygons(shapely.make_valid(shapes[bad]))
        for k, why in zip(bad, reason):
            row = communities.iloc[k]
            issues.append(_issue("invalid", shapes[k], row["code"], 0.0, row["_fid"], why=str(why)))
    return shapes


def _directed_edges(
    polygons: np.ndarray,
) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Vertices and directed edges (shells counter-clockwise) of polygons, and their polygon."""
    oriented = shapely.normalize(polygons)
    rings, owner = shapely.get_rings(oriented, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    table, idx = planar.unique_vertices(xy)
    same = ring[1:] == ring[:-1]
    return table, idx[:-1][same], idx[1:][same], owner[ring[1:][same]]


@dataclass
class _Rim:
    """Edges of polygons that no neighbour shares: vertices, ends and polygon of each."""

    xy: np.ndarray
    a: np.ndarray
    b: np.ndarray
    owner: np.ndarray
    often: bool  # an edge stands more than twice: polygons lie on each other

    def lines(self) -> np.ndarray:
        return shapely.linestrings(np.stack([self.xy[self.a], self.xy[self.b]], axis=1))


def _rim(polygons: np.ndarray) -> _Rim:
    xy, a, b, owner = _directed_edges(polygons)
    lo, hi = np.minimum(a, b), np.maximum(a, b)
    _, where, count = np.unique(lo * len(xy) + hi, return_inverse=True, return_counts=True)
    single = (count == 1)[where.ravel()]
    return _Rim(xy, a[single], b[single], owner[single], bool((count > 2).any()))


def _strays(rim: _Rim, tolerance: float) -> Tuple[np.ndarray, np.ndarray]:
    """Rim vertices (k,) of one polygon within ``tolerance`` of a rim edge (k,) of another."""
    vertex = np.concatenate([rim.a, rim.b])
    owner = np.tile(rim.owner, 2)
    pair = np.unique(np.c_[vertex, owner], axis=0)
    vertex, owner = pair[:, 0], pair[:, 1]
    tree = shapely.STRtree(rim.lines())
    i, e = tree.query(shapely.points(rim.xy[vertex]), predicate="dwithin", distance=tolerance)
    v = vertex[i]
    other = (owner[i] != rim.owner[e]) & (rim.a[e] != v) & (rim.b[e] != v)
    # a corner where both polygons meet lies on the edges beside it anyway
    held = np.isin(v * np.int64(len(rim.xy)) + rim.owner[e], vertex * len(rim.xy) + owner)
    other &= ~held
    return v[other], e[other]


def _is_coverage(polygons: np.ndarray, tolerance: float) -> bool:
    """Whether polygons meet in identical edges only, and leave no slit between them."""
    rim = _rim(polygons)
    if rim.often or len(_strays(rim, tolerance)[0]):
        return False
    lines = rim.lines()
    tree = shapely.STRtree(lines)
    for predicate in ("crosses", "overlaps"):
        if len(tree.query(lines, predicate=predicate)[0]):
            return False
    tree = shapely.STRtree(polygons)
    for predicate in ("overlaps", "contains"):
        i, j = tree.query(polygons, predicate=predicate)
        if (i != j).any():
            return False
    return True


def _mend(
    parts: np.ndarray,
    row: np.ndarray,
    tolerance: float,
    communities: gpd.GeoDataFrame,
    issues: List[Dict[str, Any]],
) -> Tuple[np.ndarray, np.ndarray]:
    lines = shapely.linestrings(_snapped_rings(parts, tolerance))
    noded = shapely.get_parts(shapely.union_all(lines))
    coords, line = shapely.get_coordinates(noded, return_index=True)
    same = line[1:] == line[:-1]
    xy, idx = planar.unique_vertices(coords)
    g = planar.build(xy, idx[:-1][same], idx[1:][same])
    faces = planar.face_polygons(g, np.ones(g.n_faces, dtype=bool))
    inside = shapely.point_on_surface(faces)
    f, p = shapely.STRtree(parts).query(inside, predicate="intersects")
    r = row[p]
    pair = np.unique(np.c_[f, r], axis=0)
    count = np.bincount(pair[:, 0], minlength=g.n_faces)
    label = np.full(g.n_faces, -1, dtype=np.int64)
    one = count[pair[:, 0]] == 1
    label[pair[one, 0]] = pair[one, 1]
    codes = communities["code"].to_numpy()
    _give_overlaps(g, faces, label, pair, count, codes, issues)
    _close_slits(g, faces, label, count, tolerance, codes, issues)
    # one polygon for each connected piece of a community
    left, right = g.face[0::2], g.face[1::2]
    known = (left >= 0) & (right >= 0)
    joint = np.zeros(len(left), dtype=bool)
    joint[known] = (label[left[known]] == label[right[known]]) & (label[left[known]] >= 0)
    n, piece = planar.components_of(g.n_faces, left[joint], right[joint])
    piece = np.where(label >= 0, piece, -1)
    used, number = np.unique(piece[piece >= 0], return_inverse=True)
    owner = np.empty(len(used), dtype=np.int64)
    owner[number] = label[label >= 0]
    piece[piece >= 0] = number
    side = np.where(g.face >= 0, piece[np.maximum(g.face, 0)], -1)
    h, succ = planar.boundary_walk(g, side)
    origin = g.origin[h]
    rings = planar.rings(g.xy, origin, succ, side[h])
    polygons = planar.polygons_of(g.xy[origin[rings.half_edge]], rings.ring_size, rings.ring_count)
    return polygons, owner


def _snapped_rings(parts: np.ndarray, tolerance: float) -> np.ndarray:
    """Edges (k, 2, 2) of the polygons with stray vertices joined to the neighbour's border.

    Only what no neighbour shares moves: fine curves inside a coverage keep every vertex.
    """
    rim = _rim(parts)
    xy, a, b, owner = _directed_edges(parts)
    stands = _joined(rim, tolerance)
    place = xy[stands]
    p, q = place[a], place[b]
    ok = (p != q).any(axis=1)
    p, q, owner = p[ok], q[ok], owner[ok]
    edge_vertices = np.c_[stands[a[ok]], stands[b[ok]]]
    stray = np.unique(stands[np.unique(np.concatenate([rim.a, rim.b]))])
    segments = np.stack([p, q], axis=1)
    i, e = shapely.STRtree(as_lines(segments)).query(
        shapely.points(xy[stray]), predicate="dwithin", distance=tolerance
    )
    v = stray[i]
    near = (edge_vertices[e] != v[:, None]).all(axis=1)
    # a vertex of the same outline stays where it is
    corner = np.concatenate([edge_vertices[:, 0], edge_vertices[:, 1]])
    own = np.unique(corner * np.int64(len(parts)) + np.tile(owner, 2))
    near &= ~np.isin(v * np.int64(len(parts)) + owner[e], own)
    near &= inside_segments(segments, e, xy[v])
    return split_segments(segments, e[near], xy[v[near]])[0]


def _joined(rim: _Rim, tolerance: float) -> np.ndarray:
    """For each vertex the one that stands for it: a rim vertex of another polygon nearby."""
    stands = np.arange(len(rim.xy))
    vertex = np.concatenate([rim.a, rim.b])
    pair = np.unique(np.c_[vertex, np.tile(rim.owner, 2)], axis=0)
    points = shapely.points(rim.xy[pair[:, 0]])
    i, j = shapely.STRtree(points).query(points, predicate="dwithin", distance=tolerance)
    ok = (pair[i, 1] != pair[j, 1]) & (pair[i, 0] > pair[j, 0])
    moves, into = pair[i[ok], 0], pair[j[ok], 0]
    distance = np.hypot(*(rim.xy[moves] - rim.xy[into]).T)
    is_lead = np.zeros(len(rim.xy), dtype=bool)
    for k in np.lexsort((into, moves, distance)).tolist():  # closest pairs first, no chains
        if stands[moves[k]] == moves[k] and stands[into[k]] == into[k] and not is_lead[moves[k]]:
            stands[moves[k]] = into[k]
            is_lead[into[k]] = True
    return stands


def _sides(
    g: planar.Planar, label: np.ndarray
) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Faces on both sides of each edge, their labels, and the edge lengths."""
    left, right = g.face[0::2], g.face[1::2]
    ll = np.where(left >= 0, label[np.maximum(left, 0)], -1)
    lr = np.where(right >= 0, label[np.maximum(right, 0)], -1)
    return left, right, ll, lr, np.hypot(*(g.xy[g.u] - g.xy[g.v]).T)


def _best_neighbour(
    g: planar.Planar, label: np.ndarray, faces: np.ndarray, allowed: Optional[np.ndarray] = None
) -> np.ndarray:
    """Label with the longest common side for each of ``faces``; -1 without one."""
    left, right, ll, lr, size = _sides(g, label)
    f = np.concatenate([left, right])
    to = np.concatenate([lr, ll])
    size = np.tile(size, 2)
    ok = (f >= 0) & (to >= 0)
    ok[ok] = np.isin(f[ok], faces)
    f, to, size = f[ok], to[ok], size[ok]
    out = np.full(g.n_faces, -1, dtype=np.int64)
    if not len(f):
        return out
    if allowed is not None:
        ok = np.isin(f * np.int64(1 << 32) + to, allowed)
        f, to, size = f[ok], to[ok], size[ok]
    pair, where = np.unique(np.c_[f, to], axis=0, return_inverse=True)
    total = np.bincount(where.ravel(), weights=size, minlength=len(pair))
    order = np.lexsort((pair[:, 1], total))
    out[pair[order, 0]] = pair[order, 1]
    return out


def _give_overlaps(
    g: planar.Planar,
    faces: np.ndarray,
    label: np.ndarray,
    pair: np.ndarray,
    count: np.ndarray,
    codes: np.ndarray,
    issues: List[Dict[str, Any]],
) -> None:
    double = np.flatnonzero(count > 1)
    if not len(double):
        return
    claims = pair[count[pair[:, 0]] > 1]
    allowed = claims[:, 0] * np.int64(1 << 32) + claims[:, 1]
    best = _best_neighbour(g, label, double, allowed)
    first = claims[np.unique(claims[:, 0], return_index=True)[1]]
    fallback = np.full(g.n_faces, -1, dtype=np.int64)
    fallback[first[:, 0]] = first[:, 1]
    label[double] = np.where(best[double] >= 0, best[double], fallback[double])
    for f in double:
        if g.area[f] > _TOLD_AREA:
            names = ", ".join(str(codes[k]) for k in claims[claims[:, 0] == f, 1])
            issues.append(
                _issue("overlap", faces[f], str(codes[label[f]]), g.area[f], -1, others=names)
            )


def _close_slits(
    g: planar.Planar,
    faces: np.ndarray,
    label: np.ndarray,
    count: np.ndarray,
    tolerance: float,
    codes: np.ndarray,
    issues: List[Dict[str, Any]],
) -> None:
    empty = np.flatnonzero(count == 0)
    if not len(empty):
        return
    width = 2 * shapely.area(faces[empty]) / np.maximum(shapely.length(faces[empty]), 1e-9)
    slit = empty[width < tolerance]
    best = _best_neighbour(g, label, slit)
    label[slit] = best[slit]
    for f in empty:
        if g.area[f] <= _TOLD_AREA:
            continue
        kind = "gap_closed" if label[f] >= 0 else "gap_open"
        code = str(codes[label[f]]) if label[f] >= 0 else ""
        issues.append(_issue(kind, faces[f], code, g.area[f], -1))


def issue_table(issues: List[Dict[str, Any]], crs: Any) -> gpd.GeoDataFrame:
    """Findings as a table, also when there is none."""
    columns = {name: [issue[name] for issue in issues] for name in ISSUE_COLUMNS}
    shapes = np.empty(len(issues), dtype=object)
    shapes[:] = [issue["geometry"] for issue in issues]
    return gpd.GeoDataFrame(
        pd.DataFrame(columns), geometry=gpd.array.GeometryArray(shapes), crs=crs
    )
