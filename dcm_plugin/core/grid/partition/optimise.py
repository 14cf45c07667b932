"""From atoms to cells: the order of the steps and how long they go on."""

from __future__ import annotations

from typing import Callable, Optional

import numpy as np

from . import improve, slide, start
from .atoms import AtomGraph, Region
from .goals import Goals

#: Local moves: rounds for a city of any size at least, at most, and rounds times cells in between.
LEAST_ROUNDS = 120
MOST_ROUNDS = 10000
ROUNDS_CELLS = 7.0e6
#: Start and end temperature; a short search starts colder.
HOT = 120.0
HOT_SHORT = 40.0
COLD = 3.0
SLIDES = 96
LEAST_SLIDES = 8


def rounds_for(city_cells: float) -> int:
    """Rounds of local moves for a city of about ``city_cells`` cells: the effort is bounded."""
    return int(np.clip(ROUNDS_CELLS / max(city_cells, 1.0), LEAST_ROUNDS, MOST_ROUNDS))


def cells(
    graph: AtomGraph,
    goals: Goals,
    rng: np.random.Generator,
    city_cells: Optional[float] = None,
    tell: Callable[[float], None] = lambda share: None,
) -> np.ndarray:
    """Cell number (n atoms,) of each atom, counted from 0 without holes.

    city_cells: about how many cells the whole city has; None: as many as the graph. ``tell`` gets
    the share done now and then; it may raise to stop.
    """
    label = start.blocks(graph)
    label = start.join_small_blocks(graph, label, goals)
    parts = goals.cells_in(np.bincount(label, weights=graph.area))
    label = start.bisect(graph, label, parts, goals)
    rounds = rounds_for(_expected(graph, goals) if city_cells is None else city_cells)
    hot = HOT if rounds > 1000 else HOT_SHORT
    label = improve.anneal(graph, label, goals, rounds, hot, COLD, rng, tell)
    return np.unique(label, return_inverse=True)[1]


def drawn(
    graph: AtomGraph,
    region: Region,
    cell: np.ndarray,
    whole: Optional[np.ndarray],
    goals: Goals,
    city_cells: Optional[float] = None,
) -> AtomGraph:
    """A graph with atom i = cell i and free borders as short as the goals like."""
    rounds = rounds_for(_expected(graph, goals) if city_cells is None else city_cells)
    share = rounds / MOST_ROUNDS
    slides = int(np.clip(SLIDES * 3 * share, LEAST_SLIDES, SLIDES))
    return slide.slide(graph, region, cell, whole, goals, slides)


def _expected(graph: AtomGraph, goals: Goals) -> float:
    return float(graph.area.sum()) / goals.settings.target
