"""From atoms to cells: the order of the steps and how long they go on."""

from __future__ import annotations

import numpy as np

from . import improve, start
from .atoms import AtomGraph
from .goals import Goals

ROUNDS = 2000
HOT = 60.0
COLD = 2.0


def cells(graph: AtomGraph, goals: Goals, rng: np.random.Generator) -> np.ndarray:
    """Cell number (n atoms,) of each atom, counted from 0 without holes."""
    label = start.blocks(graph)
    label = start.join_small_blocks(graph, label, goals)
    parts = goals.cells_in(np.bincount(label, weights=graph.area))
    label = start.bisect(graph, label, parts, goals)
    label = improve.anneal(graph, label, goals, ROUNDS, HOT, COLD, rng)
    return np.unique(label, return_inverse=True)[1]
