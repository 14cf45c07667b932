"""Small geometry helpers of the partition."""

from __future__ import annotations

from typing import Tuple

import numpy as np
import shapely


def only_polygons(shapes: np.ndarray) -> np.ndarray:
    """Polygonal part of geometries (n,); empty MultiPolygon where there is none."""
    parts, i = shapely.get_parts(shapes, return_index=True)
    parts, j = shapely.get_parts(parts, return_index=True)  # collections hold multi-parts
    i = i[j]
    ok = shapely.get_type_id(parts) == 3
    out = np.full(len(shapes), shapely.from_wkt("MULTIPOLYGON EMPTY"), dtype=object)
    if ok.any():
        grouped = shapely.multipolygons(parts[ok], indices=i[ok])
        out[: len(grouped)] = np.where(grouped == None, out[: len(grouped)], grouped)  # noqa: E711
    return out


def lines_of(shapes: np.ndarray) -> np.ndarray:
    """Lines of geometries: lines as they are, polygons by their outline; others empty."""
    dim = shapely.get_dimensions(shapes)
    out = np.full(len(shapes), shapely.from_wkt("LINESTRING EMPTY"), dtype=object)
    out[dim == 1] = shapes[dim == 1]
    out[dim == 2] = shapely.boundary(shapes[dim == 2])
    return out


def segments_of(lines: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Straight segments (k, 2, 2) of LineStrings or MultiLineStrings and the line of each (k,)."""
    parts, i = shapely.get_parts(lines, return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    same = part[1:] == part[:-1]
    return np.stack([xy[:-1][same], xy[1:][same]], axis=1), i[part[1:][same]]


def as_lines(segments: np.ndarray) -> np.ndarray:
    """LineStrings (k,) of segments (k, 2, 2)."""
    return shapely.linestrings(segments)


def split_segments(
    segments: np.ndarray, at: np.ndarray, points: np.ndarray
) -> Tuple[np.ndarray, np.ndarray]:
    """Segments (m, 2, 2) with ``points`` (k, 2) put into the segments ``at`` (k,) as vertices.

    Returns the pieces (j, 2, 2) without empty ones, and the segment each came from (j,).
    """
    p, q = segments[:, 0], segments[:, 1]
    place = ((points - p[at]) * (q[at] - p[at])).sum(axis=1)
    m = len(segments)
    chain = np.concatenate([np.arange(m), at, np.arange(m)])
    where = np.concatenate([np.full(m, -np.inf), place, np.full(m, np.inf)])
    xy = np.concatenate([p, points, q])
    order = np.lexsort((where, chain))
    xy, chain = xy[order], chain[order]
    follow = chain[1:] == chain[:-1]
    pieces = np.stack([xy[:-1][follow], xy[1:][follow]], axis=1)
    some = (pieces[:, 0] != pieces[:, 1]).any(axis=1)
    return pieces[some], chain[1:][follow][some]


def inside_segments(segments: np.ndarray, at: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Whether points (k, 2) lie between the ends of the segments ``at`` (k,), seen across."""
    p, q = segments[at, 0], segments[at, 1]
    t = ((points - p) * (q - p)).sum(axis=1)
    return (t > 0) & (t < ((q - p) ** 2).sum(axis=1))
