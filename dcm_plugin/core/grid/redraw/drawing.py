"""What a drawn line must be before anything is made of it."""

from __future__ import annotations

import numpy as np
import shapely

from .model import Refused
from .noding import without_repeats


def checked_line(line: np.ndarray) -> np.ndarray:
    """The line as array (n, 2) of at least two places; refused when it crosses itself."""
    xy = np.asarray(line, dtype=float).reshape(-1, 2)
    xy = without_repeats(xy) if len(xy) else xy
    if len(xy) < 2:
        raise Refused("redraw.line_short", shapely.points(xy[0]) if len(xy) else None)
    drawn = shapely.linestrings(xy)
    if not shapely.is_simple(drawn):
        noded = shapely.node(drawn)
        ends = shapely.get_coordinates(
            [
                part
                for whole in shapely.get_parts(noded)
                for part in (shapely.get_point(whole, 0), shapely.get_point(whole, -1))
            ]  # fmt: skip
        )
        own = {tuple(place) for place in xy[[0, -1]].tolist()}
        crossing = next((place for place in ends.tolist() if tuple(place) not in own), xy[0])
        raise Refused("redraw.line_crosses_itself", shapely.points(crossing))
    return xy
