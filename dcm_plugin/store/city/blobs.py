"""Geometries as a GeoPackage keeps them, and the functions that its triggers call."""

from __future__ import annotations

import sqlite3
import struct
from typing import Any, Optional, Tuple

_POINT = struct.Struct("<2sBBiBIdd")
_HEADER = struct.Struct("<2sBBi")
#: Bytes of the header by the code of its envelope.
_ENVELOPES = (8, 40, 56, 56, 72)
_EMPTY = 0x10


def point(x: float, y: float, srs_id: int) -> bytes:
    """A point: header without envelope, then WKB."""
    return _POINT.pack(b"GP", 0, 1, srs_id, 1, 1, x, y)


def from_wkb(wkb: bytes, srs_id: int) -> bytes:
    """A geometry given as WKB."""
    return _HEADER.pack(b"GP", 0, 1, srs_id) + wkb


def to_wkb(blob: bytes) -> bytes:
    """The WKB behind the header."""
    return blob[_ENVELOPES[(blob[3] >> 1) & 7] :]


def xy(blob: Optional[bytes]) -> Optional[Tuple[float, float]]:
    """Coordinates of a point; None for none and for an empty one."""
    if blob is None:
        return None
    wkb = to_wkb(blob)
    x, y = struct.unpack_from("<dd" if wkb[0] == 1 else ">dd", wkb, 5)
    return None if x != x or y != y else (x, y)


def bounds(blob: Optional[bytes]) -> Optional[Tuple[float, float, float, float]]:
    """Lowest x and y, highest x and y; None for an empty geometry."""
    if blob is None or blob[3] & _EMPTY:
        return None
    code = (blob[3] >> 1) & 7
    if code:
        order = "<" if blob[3] & 1 else ">"
        x0, x1, y0, y1 = struct.unpack_from(order + "4d", blob, 8)
        return None if x0 != x0 else (x0, y0, x1, y1)
    wkb = to_wkb(blob)
    if struct.unpack_from("<I" if wkb[0] == 1 else ">I", wkb, 1)[0] & 0xFFFF == 1:
        found = xy(blob)
        return None if found is None else (*found, *found)
    import shapely

    found = shapely.bounds(shapely.from_wkb(wkb))
    return None if found[0] != found[0] else tuple(map(float, found))


def add_functions(connection: sqlite3.Connection) -> None:
    """What the triggers of a spatial index call; GDAL and QGIS bring their own."""

    def side(position: int) -> Any:
        def value(blob: Optional[bytes]) -> Optional[float]:
            found = bounds(blob)
            return None if found is None else found[position]

        return value

    for name, position in (("ST_MinX", 0), ("ST_MinY", 1), ("ST_MaxX", 2), ("ST_MaxY", 3)):
        connection.create_function(name, 1, side(position), deterministic=True)
    connection.create_function(
        "ST_IsEmpty",
        1,
        lambda blob: None if blob is None else int(bounds(blob) is None),
        deterministic=True,
    )
