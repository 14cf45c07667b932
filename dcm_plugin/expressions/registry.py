"""The functions in QGIS: registered, and taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, List

from qgis.core import QgsExpression

from .functions import FUNCTIONS, DcmFunction
from .grid_layers import GridLayers

if TYPE_CHECKING:
    from .project_places import ProjectPlaces


class ExpressionFunctions:
    """Holds the functions as long as QGIS may call them. Made in the main thread."""

    def __init__(self, places: ProjectPlaces) -> None:
        self.grids = GridLayers()
        self._functions: List[DcmFunction] = []
        for made in (kind(places, self.grids) for kind in FUNCTIONS):
            if QgsExpression.registerFunction(made):  # not those of a second copy
                self._functions.append(made)

    def unload(self) -> None:
        for function in self._functions:
            QgsExpression.unregisterFunction(function.name())
        self._functions.clear()
        self.grids.close()
