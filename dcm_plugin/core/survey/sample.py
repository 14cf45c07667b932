"""A sample of a survey for its acceptance: whole unit grids, drawn by lot.

Whole grids are drawn because only there a second survey can tell what is missing. First a share of
the grids is drawn; then grids with classes of which there are too few, until every class has its
number or is in the sample completely. The same seed gives the same sample, in whatever order the
rows come.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Dict, List, Mapping

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from .form import FOLDER


@dataclass(frozen=True)
class Limit:
    """A line of ``data/survey/acceptance.csv``."""

    name: str
    value: float
    unit: str
    basis: str
    meaning: Mapping[str, str]


@lru_cache(maxsize=1)
def acceptance_limits() -> Mapping[str, Limit]:
    """The numbers of sample and acceptance by name; all of them are settings."""
    with (FOLDER / "acceptance.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {
            row["name"]: Limit(
                row["name"],
                float(row["value"]),
                row["unit"],
                row["basis"],
                {"en": row["meaning_en"], "zh": row["meaning_zh"]},
            )
            for row in csv.DictReader(stream)
        }


def limit_values(changed: Mapping[str, float]) -> Dict[str, float]:
    """All limits, those of the user in the place of the defaults."""
    values = {name: limit.value for name, limit in acceptance_limits().items()}
    values.update({name: float(value) for name, value in changed.items()})
    return values


@dataclass
class Sample:
    """``grids``: positions of the drawn grids in the order they were drawn; ``rows``: mask of the
    components in them; ``classes``: a line per class with code, total, drawn, wanted."""

    grids: np.ndarray
    rows: np.ndarray
    classes: pd.DataFrame
    #: How many grids the share asks for, and how many were added for rare classes.
    by_share: int
    added: int = 0
    limits: Dict[str, float] = field(default_factory=dict)


def draw_sample(
    grid_codes: Any,
    grid_of: np.ndarray,
    class_codes: np.ndarray,
    seed: int,
    share: float,
    per_class: int,
) -> Sample:
    """Draw whole grids.

    ``grid_codes``: code of each grid; ``grid_of``: position of the grid of each component, -1 for
    none; ``class_codes``: its class. ``share`` (0 ... 1) of all grids, at least one.
    """
    codes = np.asarray(grid_codes, dtype=object).astype(str)
    count = len(codes)
    rank = np.empty(count, dtype=np.int64)
    # the lot is tied to the codes, not to the order of the rows
    rank[np.argsort(codes, kind="stable")] = np.random.default_rng(seed).permutation(count)
    by_share = min(count, max(1, int(np.ceil(round(share * count, 9)))))
    drawn: List[int] = np.argsort(rank, kind="stable")[:by_share].tolist()
    ids, names = pd.factorize(np.asarray(class_codes, dtype=object), sort=True)
    inside = np.flatnonzero(grid_of >= 0)
    table = csr_matrix(
        (np.ones(len(inside), dtype=np.int64), (grid_of[inside], ids[inside])),
        shape=(count, len(names)),
    )
    total = np.asarray(table.sum(axis=0)).ravel()
    wanted = np.minimum(total, per_class)
    need = wanted - np.asarray(table[drawn].sum(axis=0)).ravel()
    chosen = np.zeros(count, dtype=bool)
    chosen[drawn] = True
    by_class = table.tocsc()
    while (need > 0).any():
        # the class that lacks most of what it wants; of its grids the one drawn first by lot
        lacking = int(np.argmax(np.where(need > 0, need / np.maximum(wanted, 1), -1.0)))
        start, end = by_class.indptr[lacking], by_class.indptr[lacking + 1]
        free = by_class.indices[start:end]
        free = free[~chosen[free]]
        best = int(free[np.argmin(rank[free])])
        chosen[best] = True
        drawn.append(best)
        need = need - np.asarray(table[best].todense()).ravel()
    rows = (grid_of >= 0) & chosen[np.maximum(grid_of, 0)]
    found = np.bincount(ids[rows], minlength=len(names))
    classes = pd.DataFrame({"code": names, "total": total, "drawn": found, "wanted": wanted})
    return Sample(np.array(drawn, dtype=np.int64), rows, classes, by_share, len(drawn) - by_share)
