"""Small deliveries and dBASE tables for the tests of the interchange."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, List, Sequence, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

WEST = "110101001001"


def write_dbf(
    path: Path,
    columns: Sequence[Tuple[bytes, int]],
    rows: Sequence[Sequence[bytes]],
    driver: int = 0,
) -> Path:
    """A dBASE table of text columns with exactly these bytes."""
    width = 1 + sum(size for _, size in columns)
    head = struct.pack(
        "<B3BIHH17xB2x", 3, 126, 7, 1, len(rows), 33 + 32 * len(columns), width, driver
    )
    for name, size in columns:
        head += struct.pack("<11sc4xBB14x", name[:10], b"C", size, 0)
    body = b"".join(
        b" " + b"".join(value[:size].ljust(size) for value, (_, size) in zip(row, columns))
        for row in rows
    )
    path.write_bytes(head + b"\r" + body + b"\x1a")
    return path


def delivery(columns: dict, count: int = 3) -> gpd.GeoDataFrame:
    """Squares in a row with these columns."""
    shapes = [shapely.box(100 * i, 0, 100 * i + 100, 100) for i in range(count)]
    data = {"_fid": np.arange(1, count + 1)}
    data.update({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    return gpd.GeoDataFrame(pd.DataFrame(data), geometry=gpd.array.GeometryArray(np.array(shapes)))


def codes(count: int = 3, prefix: str = WEST, width: int = 3) -> List[Any]:
    return [f"{prefix}{number:0{width}d}" for number in range(1, count + 1)]
