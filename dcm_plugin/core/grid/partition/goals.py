"""The goals of a partition as one cost, in metres of main road that a cell border fails to follow.

One unit of cost equals one metre of main road running through a cell instead of along its border.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .model import PartitionSettings

#: Cost of a metre of border by rank of the line under it: none, path, lane, main, arterial, hard.
BORDER_COST = np.array([3.0, 1.5, -2.2, -3.0, -3.0, -6.0])
#: Steps of the area cost: the inner band (share of the target), and what leaving it costs.
INNER_BAND = 0.2
COST_INNER = 3.0
COST_LEAVE_INNER = 169.0
COST_LEAVE_BOUNDS = 375.0
#: Every cell more means about one side of a cell more of border where no line runs.
COST_CELL = 270.0
#: Cost of an outline twice as long, squared, as that of a circle.
COST_SHAPE = 10.0
#: Even shares of the target that a region may be divided into.
EVEN_SHARES = (1.0, 1.15, 1.1, 1.05, 0.95, 0.9, 0.85, 0.8, 1.5, 1.3)
_STEP = 0.005
_TABLE_END = 6.0


@dataclass
class Goals:
    """Cost functions for arrays of cells."""

    settings: PartitionSettings

    def __post_init__(self) -> None:
        s = self.settings
        x = np.arange(0.0, _TABLE_END + _STEP, _STEP)
        self._table = s.weight_area * self._area_curve(x)
        self._shape = COST_SHAPE * s.weight_compactness
        self._load = 3.0 * s.weight_components

    def _area_curve(self, x: np.ndarray) -> np.ndarray:
        s = self.settings
        lo, hi = s.lower / s.target, s.upper / s.target
        d = np.abs(x - 1.0)
        cost = COST_INNER * np.minimum(d / INNER_BAND, 2.0) ** 2
        cost += COST_LEAVE_INNER * np.clip((d - 0.9 * INNER_BAND) / (0.12 * INNER_BAND), 0, 1)
        out = np.maximum(lo - x, x - hi)
        cost += COST_LEAVE_BOUNDS * np.clip((out + 0.03) / 0.03, 0, 1)
        cost += COST_LEAVE_BOUNDS * 2 * np.maximum(out, 0.0)
        cost[x <= 0] = 0.0  # no cell, no cost
        return cost

    @property
    def border_cost(self) -> np.ndarray:
        """Cost per metre of border by rank 0 ... 5, (6,)."""
        return BORDER_COST * self.settings.weight_lines

    def area(self, m2: np.ndarray) -> np.ndarray:
        """Cost of cell areas."""
        x = m2 / self.settings.target
        i = np.minimum((x / _STEP + 0.5).astype(np.int64), len(self._table) - 1)
        beyond = np.maximum(x - _TABLE_END, 0.0)
        return self._table[i] + beyond * 2 * COST_LEAVE_BOUNDS * self.settings.weight_area

    def shape(self, m2: np.ndarray, perimeter: np.ndarray) -> np.ndarray:
        """Cost of long, thin or ragged outlines: inverse Polsby-Popper ratio, 0 for a circle."""
        ratio = perimeter**2 / (4 * np.pi * np.maximum(m2, 1.0))
        return self._shape * (np.minimum(ratio, 40.0) - 1.0)

    def load(self, count: np.ndarray, mean: np.ndarray) -> np.ndarray:
        """Cost of an uneven number of components."""
        return self._load * (count / np.maximum(mean, 1.0)) ** 2

    def cell(
        self, m2: np.ndarray, perimeter: np.ndarray, count: np.ndarray, mean: np.ndarray
    ) -> np.ndarray:
        """Cost of cells but for their borders."""
        return COST_CELL + self.area(m2) + self.shape(m2, perimeter) + self.load(count, mean)

    def cells_in(self, m2: np.ndarray) -> np.ndarray:
        """Best number of cells (at least 1) for areas that are to be divided evenly."""
        m2 = np.asarray(m2, dtype=float)
        share = m2 / self.settings.target
        best = np.maximum(1, np.ceil(share / EVEN_SHARES[0])).astype(np.int64)
        cost = self._even(m2, best)
        for even in EVEN_SHARES[1:]:
            k = np.maximum(1, np.ceil(share / even)).astype(np.int64)
            other = self._even(m2, k)
            best, cost = np.where(other < cost, k, best), np.minimum(cost, other)
        return best

    def divided(self, m2: np.ndarray) -> np.ndarray:
        """Area cost when areas are divided evenly into the best number of cells."""
        m2 = np.asarray(m2, dtype=float)
        return self._even(m2, self.cells_in(m2))

    def _even(self, m2: np.ndarray, k: np.ndarray) -> np.ndarray:
        return k * (COST_CELL + self.area(m2 / k))
