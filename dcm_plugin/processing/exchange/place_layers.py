"""Findings with a place as layers, and what the algorithms that have them share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Sequence

from qgis.core import QgsFields, QgsProcessing, QgsProcessingParameterFeatureSink, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import field as make_field
from ...core.messages import text
from ..base import DcmAlgorithm, language
from ..check_output import cut_list
from ..layer_writer import LayerWriter

if TYPE_CHECKING:
    import geopandas as gpd

translate = QCoreApplication.translate

_FIELDS = (
    ("severity", "string", 10, 0),
    ("kind", "string", 40, 0),
    ("layer", "string", 80, 0),
    ("grids", "string", 254, 0),
    ("codes", "string", 254, 0),
    ("measure", "double", 18, 3),
    ("unit", "string", 5, 0),
    ("message", "string", 254, 0),
)


class PlaceWriter(LayerWriter):
    """Writes the layers of one run; what fails leaves no half file.

    ``algorithm`` and the rest stand in for the run that the writer is made for.
    """

    def __init__(self, algorithm: DcmAlgorithm, parameters: Any, context: Any, crs: Any) -> None:
        self.algorithm, self.parameters, self.context = algorithm, parameters, context
        self.crs, self.lang = crs, language()
        super().__init__(self)


def place_fields() -> QgsFields:
    lang = language()
    fields = QgsFields()
    for name, kind, length, decimals in _FIELDS:
        alias = text("places.field." + name, lang)
        fields.append(make_field(name, kind, length, decimals, alias))
    return fields


def place_tables(found: gpd.GeoDataFrame, areas: bool) -> List[Any]:
    """What :meth:`PlaceWriter.write` wants for ERRORS and, if asked for, ERROR_AREAS."""
    import numpy as np
    import shapely

    from ...core.grid import places
    from ...core.grid.checks.overlay import polygonal

    lang = language()
    table = found[["severity", "layer", "measure", "unit", "codes", "geometry"]].copy()
    table["kind"] = [kind.rpartition(".")[2] for kind in found["kind"]]
    table["grids"] = [cut_list(fids, 254) for fids in found["fids"]]
    table["codes"] = [cut_list(codes, 254) for codes in found["codes"]]
    table["message"] = [
        line if len(line) <= 254 else line[:253] + "…" for line in places.messages(found, lang)
    ]
    points = table.set_geometry(list(places.spots(found)))
    result: List[Any] = [("ERRORS", points, place_fields(), QgsWkbTypes.Type.Point, "check_points")]
    if areas:
        shapes = np.asarray(found.geometry.array, dtype=object)
        extent = np.flatnonzero(np.isin(shapely.get_type_id(shapes), (3, 6)))
        surfaces = table.iloc[extent].set_geometry(list(polygonal(shapes[extent])))
        kind = QgsWkbTypes.Type.MultiPolygon
        result.append(("ERROR_AREAS", surfaces, place_fields(), kind, "check_areas"))
    return result


def place_parameters(algorithm: DcmAlgorithm, areas: bool) -> Sequence[Any]:
    """ERRORS and, if asked for, ERROR_AREAS."""
    made = [
        algorithm.set_help(
            QgsProcessingParameterFeatureSink(
                "ERRORS",
                translate("DCM", "Findings"),
                QgsProcessing.SourceType.TypeVectorPoint,
                optional=True,
            ),
            translate("DCM", "One point for each finding, with unit grids and what was found."),
        )
    ]
    if areas:
        made.append(
            algorithm.set_help(
                QgsProcessingParameterFeatureSink(
                    "ERROR_AREAS",
                    translate("DCM", "Gaps and overlaps"),
                    QgsProcessing.SourceType.TypeVectorPolygon,
                    optional=True,
                    createByDefault=False,
                ),
                translate("DCM", "The findings that are areas, with their outline."),
            )
        )
    return made
