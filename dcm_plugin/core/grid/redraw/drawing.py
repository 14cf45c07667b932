"""What a drawn line must be before anything is made of it."""

from __future__ import annotations

import numpy as np
import shapely

from .model import Refused
from .noding import without_repeats


def checked_line(line: np.ndarray) -> np.ndarray:
    """The line as array (n, 2) of at least two places; refused when it crosses itself.

    Where it runs back on itself (after a way along real lines was left again) the spike goes.
    """
    xy = np.asarray(line, dtype=float).reshape(-1, 2)
    xy = _without_spikes(without_repeats(xy)) if len(xy) else xy
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


def _without_spikes(xy: np.ndarray) -> np.ndarray:
    """A polyline without runs that it goes to and fro on the same vertices."""
    while len(xy) > 2:
        tips = np.flatnonzero((xy[:-2] == xy[2:]).all(axis=1)) + 1
        if not len(tips):
            break
        # of neighbouring tips the first: the others may be none once it is gone
        first = tips[np.r_[True, np.diff(tips) > 2]]
        xy = np.delete(xy, np.concatenate([first, first + 1]), axis=0)
    return xy
