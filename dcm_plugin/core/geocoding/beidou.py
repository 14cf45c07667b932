"""BeiDou 2-D grid codes (GB/T 39409): points to codes of ten levels, and codes to cells.

The code of a level begins with the codes of all coarser levels. From the second level on the cells
of the western and southern hemispheres are counted from other corners; only the north-eastern
hemisphere, in which all of China lies, is coded here.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import List, NamedTuple, Sequence, Tuple

import numpy as np

from ..errors import InputError
from ..shipped import shipped_rows

TABLE = Path(__file__).resolve().parent.parent.parent / "data" / "geocoding" / "beidou_levels.csv"
#: All cells are whole multiples of this part of a second, the size of the tenth level.
UNITS_PER_DEGREE = 3600 * 2048
#: Coordinates nearer to a border than this (in units, some micrometres) lie on it.
_ON_BORDER = 1e-4
#: Where codes are made: 0 ... 180 east, 0 ... 88 north (poles have rules of their own).
EAST, NORTH = 180.0, 88.0
_DIGITS = "0123456789ABCDEF"


class Level(NamedTuple):
    """One level: cell size in units, how many columns and rows its parent has, how it is written.

    ``style``: "zone" (number of the zone and letter of the row), "pair" (one hexadecimal digit
    for the column, one for the row) or "z" (one digit, row by row from the south-west).
    """

    level: int
    width: int
    height: int
    columns: int
    rows: int
    style: str
    length: int


class Cell(NamedTuple):
    """A cell in degrees of CGCS2000."""

    west: float
    south: float
    east: float
    north: float

    @property
    def centre(self) -> Tuple[float, float]:
        return (self.west + self.east) / 2, (self.south + self.north) / 2


@lru_cache(maxsize=1)
def levels() -> Tuple[Level, ...]:
    """The ten levels, coarsest first."""
    table = shipped_rows(TABLE)
    found: List[Level] = []
    for row in table:
        width = round(float(row["width_seconds"]) * 2048)
        height = round(float(row["height_seconds"]) * 2048)
        above = found[-1] if found else None
        found.append(
            Level(
                int(row["level"]),
                width,
                height,
                above.width // width if above else 30,
                above.height // height if above else 22,
                row["style"],
                int(row["length"]),
            )
        )
    return tuple(found)


def encode(lon: np.ndarray, lat: np.ndarray, level: int) -> np.ndarray:
    """Codes (object array of str) of points in degrees of CGCS2000, '' where there is none.

    A cell holds its western and southern border. Points outside the north-eastern hemisphere, at
    the poles or without coordinates have no code.
    """
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    with np.errstate(invalid="ignore"):
        inside = (lon >= 0) & (lon < EAST) & (lat >= 0) & (lat < NORTH)
    codes = np.full(lon.shape, "", dtype=object)
    if not inside.any():
        return codes
    x = np.floor(lon[inside] * UNITS_PER_DEGREE + _ON_BORDER).astype(np.int64)
    y = np.floor(lat[inside] * UNITS_PER_DEGREE + _ON_BORDER).astype(np.int64)
    # what rounding puts on the outer border still belongs to the last cell
    x = np.minimum(x, int(EAST) * UNITS_PER_DEGREE - 1)
    y = np.minimum(y, int(NORTH) * UNITS_PER_DEGREE - 1)
    made = np.full(x.shape, "N", dtype=object)
    for spec in levels()[:level]:
        column, x = np.divmod(x, spec.width)
        row, y = np.divmod(y, spec.height)
        made = made + _written(spec)[column * spec.rows + row]
    codes[inside] = made
    return codes


@lru_cache(maxsize=16)
def _written(spec: Level) -> np.ndarray:
    """The characters of all cells of a parent, by column × rows + row."""
    texts = np.empty(spec.columns * spec.rows, dtype=object)
    for column in range(spec.columns):
        for row in range(spec.rows):
            if spec.style == "zone":
                text = f"{column + 31:02d}{chr(ord('A') + row)}"
            elif spec.style == "z":
                text = str(row * spec.columns + column)
            else:
                text = _DIGITS[column] + _DIGITS[row]
            texts[column * spec.rows + row] = text
    return texts


def level_of(code: str) -> int:
    """The level of a code by its length; 0 when no level has such codes."""
    return {spec.length: spec.level for spec in levels()}.get(len(code.strip()), 0)


def cell(code: str) -> Cell:
    """The cell of a code; raises :class:`InputError` when it is none of this hemisphere."""
    text = code.strip().upper()
    level = level_of(text)
    if not level or text[0] != "N":
        raise InputError("geocoding.beidou.no_code", code=code)
    west, south, at = 0, 0, 1
    spec = levels()[0]
    for spec in levels()[:level]:
        part = text[at : spec.length]
        at = spec.length
        found = np.flatnonzero(_written(spec) == part)
        if not len(found):
            raise InputError("geocoding.beidou.no_code", code=code)
        column, row = divmod(int(found[0]), spec.rows)
        west += column * spec.width
        south += row * spec.height
    units = float(UNITS_PER_DEGREE)
    return Cell(
        west / units,
        south / units,
        (west + spec.width) / units,
        (south + spec.height) / units,
    )


def polygon(code: str) -> Sequence[Tuple[float, float]]:
    """The corners of a cell, closed, counter-clockwise, in degrees (longitude, latitude)."""
    west, south, east, north = cell(code)
    return ((west, south), (east, south), (east, north), (west, north), (west, south))
