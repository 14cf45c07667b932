"""Running numbers of unit grids inside their community: west to east, then north to south.

The order needs a rule for polygons of unequal height; the default is the row band:

1. A point on the surface stands for the grid.
2. The row height is the median grid height of the community (or given).
3. From north to south a new row starts when a point lies more than half a row height below the
   first point of the row.
4. In a row the order is west to east, ties north first, then the larger area first.

The result does not depend on the order of the rows in the input.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import Any, Iterable, List, Optional, Tuple, Union

import numpy as np
import pandas as pd
import shapely

from ..errors import InputError
from ..messages import shortened
from ..standards import CodeStructure, Profile
from . import codes as grid_codes

KEEP = "keep_existing_append_new"
ORDERS = ("row_band", "strict_y_then_x", "column_band", KEEP)
#: Decimals of the coordinates that are compared: noise below a tenth of a millimetre is a tie.
_DECIMALS = 4


@dataclass
class NumberingResult:
    """Codes of all grids.

    codes:  the code of each grid.
    rank:   place of the grid in its community by the order asked for, from 1.
    kept:   the code was there before.
    """

    codes: np.ndarray
    rank: np.ndarray
    kept: np.ndarray

    @property
    def rank_in_community(self) -> np.ndarray:
        return self.rank


def number(
    geoms: Any,
    prefix: Any,
    profile: Profile,
    order: Optional[str] = None,
    existing: Optional[Any] = None,
    used: Iterable[str] = (),
    keep_existing: bool = False,
    row_height: Optional[Union[float, str]] = None,
) -> NumberingResult:
    """Give each grid a code.

    ``prefix`` is what stands before the running number, one per grid. ``existing`` codes stay
    with ``keep_existing`` (rows without one get the next numbers), else all grids are numbered
    anew. A number that stands in ``used`` (codes ever used) or among the kept ones is never given
    again: new numbers come after the largest of them. No code is given when a community has more
    grids than numbers.
    """
    structure = profile.code
    shapes = np.asarray(geoms, dtype=object)
    owners = grid_codes.as_text(prefix)
    if len(owners) != len(shapes):
        raise ValueError("one prefix per geometry is needed")
    if order == KEEP:
        order, keep_existing = None, True
    rank = order_ranks(shapes, owners, profile, order, row_height)
    result = np.full(len(shapes), None, dtype=object)
    kept = np.zeros(len(shapes), dtype=bool)
    if keep_existing and existing is not None:
        result = grid_codes.as_text(existing)
        kept = ~pd.isna(result)
        _check_kept(result, kept, owners, structure)
    new = np.flatnonzero(~kept)
    if not len(new):
        return NumberingResult(result, rank, kept)

    names, community = np.unique(owners.astype(str), return_inverse=True)
    taken = _largest(names, structure, result[kept], _used(used, profile))
    size = np.bincount(community, minlength=len(names))
    wanted = np.bincount(community[new], minlength=len(names))
    start = np.maximum(taken + 1, max(profile.numbering.first, structure.first))
    single = profile.numbering.single
    if single is not None:
        start = np.where((size == 1) & (taken < 0), single, start)
    _check_capacity(names, start, wanted, structure)

    by_place = new[np.lexsort((rank[new], community[new]))]
    offset = np.cumsum(wanted) - wanted
    running = np.arange(len(by_place)) - offset[community[by_place]]
    numbers = start[community[by_place]] + running
    result[by_place] = grid_codes.compose(owners[by_place], numbers, structure)
    return NumberingResult(result, rank, kept)


def order_ranks(
    geoms: Any,
    groups: Any,
    profile: Profile,
    order: Optional[str] = None,
    row_height: Optional[Union[float, str]] = None,
) -> np.ndarray:
    """Place of each grid inside its group (community), from 1."""
    order = order or profile.numbering.order
    if order not in ORDERS or order == KEEP:
        raise InputError("standards.order_unknown", order=order, known=", ".join(ORDERS))
    shapes = np.asarray(geoms, dtype=object)
    if not len(shapes):
        return np.zeros(0, dtype=np.int64)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if empty.any():
        raise InputError("standards.geometry_missing", rows=shortened(np.flatnonzero(empty)))
    points = shapely.point_on_surface(shapes)
    x = np.round(shapely.get_x(points), _DECIMALS)
    y = np.round(shapely.get_y(points), _DECIMALS)
    area = np.round(shapely.area(shapes), _DECIMALS)
    _, group = np.unique(np.asarray(groups, dtype=object).astype(str), return_inverse=True)
    box = shapely.bounds(shapes)
    keys: Tuple[np.ndarray, ...]
    if order == "strict_y_then_x":
        keys = (-area, x, -y, group)
    elif order == "row_band":
        rows = _bands(group, -y, box[:, 3] - box[:, 1], profile, row_height)
        keys = (-area, -y, x, rows, group)
    else:
        columns = _bands(group, x, box[:, 2] - box[:, 0], profile, row_height)
        keys = (-area, x, -y, columns, group)
    placed = _settle_ties(np.lexsort(keys), keys, shapes)
    first = np.r_[True, group[placed][1:] != group[placed][:-1]]
    begin = np.maximum.accumulate(np.where(first, np.arange(len(placed)), 0))
    rank = np.empty(len(placed), dtype=np.int64)
    rank[placed] = np.arange(len(placed)) - begin + 1
    return rank


def order_agreement(
    codes: Any,
    geoms: Any,
    profile: Profile,
    order: Optional[str] = None,
    row_height: Optional[Union[float, str]] = None,
) -> pd.DataFrame:
    """How well stored running numbers follow the order: one row per community.

    Columns: prefix, grids, tau (Kendall's tau-b, NaN with fewer than two numbers). Codes that
    cannot be read and grids without geometry are left out.
    """
    texts = grid_codes.as_text(codes)
    shapes = np.asarray(geoms, dtype=object)
    sequence = grid_codes.sequences(texts, profile.code)
    good = (sequence >= 0) & ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    owners = grid_codes.prefixes(texts[good], profile.code)
    rank = order_ranks(shapes[good], owners, profile, order, row_height)
    table = pd.DataFrame({"prefix": owners, "sequence": sequence[good], "rank": rank})
    found = []
    for name, rows in table.groupby("prefix", sort=True):
        tau = kendall_tau(rows["rank"].to_numpy(), rows["sequence"].to_numpy())
        found.append((name, len(rows), tau))
    return pd.DataFrame(found, columns=["prefix", "grids", "tau"])


def kendall_tau(first: Any, second: Any) -> float:
    """Kendall's tau-b of two rankings; NaN when one of them says nothing."""
    a, b = np.asarray(first), np.asarray(second)
    pairs = len(a) * (len(a) - 1) // 2
    tied_a, tied_b = _tied(a), _tied(b)
    if pairs in (tied_a, tied_b):
        return float("nan")
    both = np.unique(np.stack([a, b]), axis=1, return_counts=True)[1]
    tied_both = int((both * (both - 1) // 2).sum())
    seen: List[Any] = []
    discordant = 0
    for value in b[np.lexsort((b, a))].tolist():
        place = bisect.bisect_right(seen, value)
        discordant += len(seen) - place
        seen.insert(place, value)
    concordant = pairs - tied_a - tied_b + tied_both - discordant
    return float((concordant - discordant) / np.sqrt((pairs - tied_a) * float(pairs - tied_b)))


def _tied(values: np.ndarray) -> int:
    counts = np.unique(values, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())


def _bands(
    group: np.ndarray,
    along: np.ndarray,
    sizes: np.ndarray,
    profile: Profile,
    height: Optional[Union[float, str]],
) -> np.ndarray:
    """Number of the row (or column) of each grid; ``along`` grows across the rows."""
    height = profile.numbering.row_height if height is None else height
    share = profile.numbering.new_row_above
    by_group = np.lexsort((along, group))
    starts = np.flatnonzero(np.r_[True, np.diff(group[by_group]) != 0])
    ends = np.r_[starts[1:], len(group)]
    band = np.empty(len(group), dtype=np.int64)
    for start, end in zip(starts, ends):
        members = by_group[start:end]
        values = along[members]
        reach = share * (np.median(sizes[members]) if height == "median" else float(height))
        numbers = np.zeros(end - start, dtype=np.int64)
        position, row = 0, 0
        while position < len(values):
            following = int(np.searchsorted(values, values[position] + reach, side="right"))
            following = max(following, position + 1)
            numbers[position:following] = row
            position, row = following, row + 1
        band[members] = numbers
    return band


def _settle_ties(placed: np.ndarray, keys: Any, shapes: np.ndarray) -> np.ndarray:
    """Grids alike in all keys come in the order of their outlines, not of the input rows."""
    alike = np.ones(len(placed) - 1, dtype=bool)
    for key in keys:
        alike &= key[placed][1:] == key[placed][:-1]
    if not alike.any():
        return placed
    placed = placed.copy()
    run = np.cumsum(np.r_[True, ~alike])
    tied = np.flatnonzero(np.r_[alike, False] | np.r_[False, alike])
    outlines = shapely.to_wkb(shapely.normalize(shapes[placed[tied]]), hex=True)
    inner = np.lexsort((outlines.astype(str), run[tied]))
    placed[tied] = placed[tied][inner]
    return placed


def _used(used: Iterable[str], profile: Profile) -> np.ndarray:
    if profile.lifecycle.reuse_codes:
        return np.empty(0, dtype=object)
    return grid_codes.as_text(list(used))


def _largest(names: np.ndarray, structure: CodeStructure, *columns: np.ndarray) -> np.ndarray:
    """Largest running number of each prefix in the columns, -1 when there is none."""
    texts = np.concatenate(columns)
    owners = grid_codes.prefixes(texts, structure)
    sequence = grid_codes.sequences(texts, structure)
    chosen = sequence >= 0
    place = pd.Index(names).get_indexer(owners[chosen].astype(str))
    largest = np.full(len(names), -1, dtype=np.int64)
    np.maximum.at(largest, place[place >= 0], sequence[chosen][place >= 0])
    return largest


def _check_kept(
    codes: np.ndarray, kept: np.ndarray, owners: np.ndarray, structure: CodeStructure
) -> None:
    rows = np.flatnonzero(kept)
    reasons = grid_codes.validate_codes(codes[rows], structure)
    wrong = np.array([r != "" and not grid_codes.is_warning(r) for r in reasons], dtype=bool)
    if wrong.any():
        raise InputError(
            "standards.existing_invalid",
            codes=shortened(codes[rows[wrong]]),
            length=structure.length,
        )
    foreign = grid_codes.prefixes(codes[rows], structure) != owners[rows]
    if foreign.any():
        raise InputError("standards.existing_foreign", codes=shortened(codes[rows[foreign]]))
    values, counts = np.unique(codes[rows].astype(str), return_counts=True)
    if (counts > 1).any():
        raise InputError("standards.existing_twice", codes=shortened(values[counts > 1]))


def _check_capacity(
    names: np.ndarray, start: np.ndarray, wanted: np.ndarray, structure: CodeStructure
) -> None:
    over = (wanted > 0) & (start + wanted - 1 > structure.last)
    if over.any():
        first = int(np.flatnonzero(over)[0])
        raise InputError(
            "standards.overflow",
            communities=shortened(names[over]),
            community=str(names[first]),
            wanted=int(wanted[first]),
            free=max(0, int(structure.last - start[first] + 1)),
            last=structure.last,
        )
