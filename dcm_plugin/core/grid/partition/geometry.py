"""Small geometry helpers of the partition."""

from __future__ import annotations

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
