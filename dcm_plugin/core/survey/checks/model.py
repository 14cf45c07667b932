"""What the checks of components take and give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Dict, Mapping, Optional

import geopandas as gpd
import pandas as pd

from ...checks.catalogue import CheckCatalogue
from ...checks.model import Findings
from ..form import FOLDER

COMPONENT_CHECKS = CheckCatalogue(FOLDER, "component_checks.")


@dataclass
class ComponentInput:
    """The components of all layers in one table, and what they can be compared with.

    components: ``geometry``, ``_fid``, ``_layer`` (name of the layer it comes from) and one column
    per role that a layer has: code, name, class_code, grid_code, state, start, changed ...
    grid: unit grids in use, with ``code``. departments: ``code`` and ``name``.
    ``field_names``: role -> name in the layer of the user; ``field_types``: role -> "string",
    "number" or "date". All geometry in metres, in one reference system.
    """

    components: gpd.GeoDataFrame
    grid: Optional[gpd.GeoDataFrame] = None
    departments: Optional[pd.DataFrame] = None
    field_names: Mapping[str, str] = field(default_factory=dict)
    field_types: Mapping[str, str] = field(default_factory=dict)
    today: date = field(default_factory=date.today)


@dataclass
class ComponentResult(Findings):
    """The findings, and a line per class: code, name, components, with_error, with_warning."""

    catalogue_id: str
    classes: pd.DataFrame
    names: Dict[str, str] = field(default_factory=dict)
