"""Borders of polygons as arrays: segments, shared vertices, shared edges. No loops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple

import numpy as np
import shapely


@dataclass
class Segments:
    """Border segments of polygons, each with the interior on its left."""

    owner: np.ndarray
    ring: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def __len__(self) -> int:
        return len(self.owner)

    def lines(self, chosen: np.ndarray) -> np.ndarray:
        """The chosen segments as line geometries."""
        return shapely.linestrings(np.stack([self.start[chosen], self.end[chosen]], axis=1))


@dataclass
class EdgeTable:
    """Undirected edges of all segments, and how often each is used in either direction.

    In a coverage with shared vertices each inner edge is used once in each direction.
    """

    segments: Segments
    vertices: np.ndarray
    start: np.ndarray
    end: np.ndarray
    edge: np.ndarray
    forward: np.ndarray
    uses_forward: np.ndarray
    uses_backward: np.ndarray
    first: np.ndarray

    @property
    def matched(self) -> np.ndarray:
        """Per segment: exactly one neighbour uses the same edge the other way round."""
        both = (self.uses_forward == 1) & (self.uses_backward == 1)
        result: np.ndarray = both[self.edge]
        return result

    @property
    def boundary(self) -> np.ndarray:
        """Segment positions, one per edge, over which the number of covering polygons changes."""
        result: np.ndarray = self.first[self.uses_forward != self.uses_backward]
        return result

    @property
    def repeated(self) -> np.ndarray:
        """Per segment: another segment runs along the same edge in the same direction."""
        more = np.where(
            self.forward, self.uses_forward[self.edge] > 1, self.uses_backward[self.edge] > 1
        )
        result: np.ndarray = more
        return result


def rings_of(polygons: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Coordinates, ring of each coordinate, owner of each ring, whether a ring is a hole."""
    parts, owner = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    hole = np.zeros(len(rings), dtype=bool)
    if len(rings):
        hole[1:] = part[1:] == part[:-1]
    return coordinates, ring, owner[part] if len(part) else np.empty(0, np.int64), hole


def segments_of(polygons: np.ndarray) -> Segments:
    """The border segments of polygons; rings that run the wrong way round are turned."""
    xy, ring, owner, hole = rings_of(polygons)
    if not len(xy):
        none = np.empty(0, dtype=np.int64)
        return Segments(none, none, np.empty((0, 2)), np.empty((0, 2)))
    same = ring[1:] == ring[:-1]
    start, end, ring = xy[:-1][same], xy[1:][same], ring[:-1][same]
    origin = np.zeros((len(owner), 2))
    origin[ring[::-1]] = start[::-1]
    a, b = start - origin[ring], end - origin[ring]
    double_area = np.bincount(ring, a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0], minlength=len(owner))
    turn = ((double_area < 0) != hole)[ring][:, None]
    start, end = np.where(turn, end, start), np.where(turn, start, end)
    real = (start != end).any(axis=1)
    return Segments(owner[ring][real], ring[real], start[real], end[real])


def line_segments(lines: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starts, ends and owner of the segments of lines, and of the outlines of polygons."""
    lines = np.asarray(lines, dtype=object)
    areas = np.isin(shapely.get_type_id(lines), (3, 6))
    if areas.any():
        lines = lines.copy()
        lines[areas] = shapely.boundary(lines[areas])
    parts, owner = shapely.get_parts(lines, return_index=True)
    nested = shapely.get_type_id(parts) > 3
    if nested.any():
        deeper, inner = shapely.get_parts(parts[nested], return_index=True)
        owner = np.concatenate([owner[~nested], owner[nested][inner]])
        parts = np.concatenate([parts[~nested], deeper])
    xy, part = shapely.get_coordinates(parts, return_index=True)
    if len(xy) < 2:
        return np.empty((0, 2)), np.empty((0, 2)), np.empty(0, dtype=np.int64)
    same = (part[1:] == part[:-1]) & (xy[1:] != xy[:-1]).any(axis=1)
    return xy[:-1][same], xy[1:][same], owner[part[:-1][same]]


def vertex_ids(xy: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Unique coordinates, and for each coordinate its position among them; exact."""
    bits = np.ascontiguousarray(xy + 0.0).view(np.uint64).reshape(-1, 2)
    with np.errstate(over="ignore"):
        mixed = bits[:, 0] * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
        mixed = (mixed + bits[:, 1]) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(32)
    _, first, ids = np.unique(mixed, return_index=True, return_inverse=True)
    ids = ids.reshape(-1)
    unique = xy[first]
    if not np.array_equal(unique[ids], xy):  # two places with one hash: take the slow way
        unique, ids = np.unique(xy, axis=0, return_inverse=True)
        ids = ids.reshape(-1)
    return unique, ids


def edge_table(segments: Segments) -> EdgeTable:
    """Find the edges that segments share."""
    count = len(segments)
    vertices, ids = vertex_ids(np.concatenate([segments.start, segments.end]))
    start, end = ids[:count].astype(np.int64), ids[count:].astype(np.int64)
    forward = start < end
    key = np.minimum(start, end) * np.int64(len(vertices) + 1) + np.maximum(start, end)
    _, first, edge = np.unique(key, return_index=True, return_inverse=True)
    edge = edge.reshape(-1)
    uses_forward = np.bincount(edge[forward], minlength=len(first))
    uses_backward = np.bincount(edge[~forward], minlength=len(first))
    return EdgeTable(
        segments, vertices, start, end, edge, forward, uses_forward, uses_backward, first
    )
