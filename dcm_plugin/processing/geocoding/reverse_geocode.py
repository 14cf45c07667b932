"""``dcm:reversegeocode``: points in, words out."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import QgsCoordinateReferenceSystem as Crs
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.errors import Cancelled, InputError
from .. import adapters
from ..base import language
from ..parameters import choice_parameter
from .build_index import DATUMS
from .common import (
    WGS84,
    GeocodingAlgorithm,
    TextsTable,
    cut,
    database_crs,
    output_fields,
    transformed,
)

translate = QCoreApplication.translate


class ReverseGeocode(GeocodingAlgorithm):
    """Describes where points lie."""

    NAME = "reversegeocode"

    def displayName(self) -> str:
        return translate("DCM", "Reverse geocode")

    def shortDescription(self) -> str:
        return translate("DCM", "Describes points by areas, streets, house numbers and landmarks.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Writes to every point in which city, county, street office and community it lies, "
            "the code of its unit grid, the nearest street and house number, the nearest "
            "landmark, each with its distance, and a description in words: the house number when "
            "the point is at it, else a landmark with direction and distance.\n\n"
            "Lines and polygons are described at a point on or in them. Coordinates of Chinese "
            "web maps must be declared as such; they are converted and the result is marked.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "geocoding,reverse,address,description,nearest,place name,city management"
        ).split(",") + ["逆地理编码", "反向地理编码", "位置描述", "地名地址", "门牌号"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            QgsProcessingParameterFeatureSource(
                "INPUT",
                translate("DCM", "Points"),
                [QgsProcessing.SourceType.TypeVectorAnyGeometry],
            ),
            self.database_parameter(),
            *self.grid_parameters(),
            choice_parameter(
                "DATUM",
                translate("DCM", "Datum of the points"),
                DATUMS,
                translate(
                    "DCM",
                    "gcj02, bd09: longitudes and latitudes of Chinese web maps, converted to "
                    "WGS 84 before they are described. It is never guessed.",
                ),
            ),
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("DCM", "Points with descriptions"),
                QgsProcessing.SourceType.TypeVectorPoint,
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(
            QgsProcessingOutputNumber("DESCRIBED_COUNT", translate("DCM", "Points described"))
        )

    def answer(self, parameters: Any, context: Any, feedback: Any, database: Any) -> Dict[str, Any]:
        import numpy as np

        from ...core.geocoding.reverse import FIELDS, Reverse
        from ...core.messages import text

        source = self.parameterAsSource(parameters, "INPUT", context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "INPUT"))
        crs = database_crs(database)
        datum = self.parameterAsEnumString(parameters, "DATUM", context)
        table, xy = self._points(source, datum, crs, context, feedback)
        feedback.setProgress(30)
        columns = Reverse(database).describe(xy).columns
        columns["datum"] = [datum.upper() if datum != "as_is" else None] * len(xy)
        codes = self.grid_codes(parameters, context, feedback, xy, crs)
        columns["grid"] = codes if codes is not None else [""] * len(xy)
        feedback.setProgress(80)
        own, positions = table.kept_fields([f.name for f in FIELDS])
        fields = output_fields(FIELDS)
        rows = []
        for number in range(len(xy)):
            values = [columns[field.name[3:]][number] for field in FIELDS]
            values = [None if value == "" else value for value in values]
            rows.append([table.rows[number][i] for i in positions] + cut(fields, values))
        for field in fields:
            own.append(field)
        there = np.isfinite(xy).all(axis=1)
        points = [(float(x), float(y)) if ok else None for (x, y), ok in zip(xy, there)]
        target = self.write(
            parameters, context, feedback, "OUTPUT", own, rows, points, crs,
            QgsWkbTypes.Type.Point, "described_points",
            text("geocoding.layer.described", language()),
        )  # fmt: skip
        described = sum(bool(value) for value in columns["description"])
        return {"OUTPUT": target, "DESCRIBED_COUNT": described}

    def _points(self, source: Any, datum: str, crs: Any, context: Any, feedback: Any) -> Any:
        """Attributes and coordinates (n, 2) in the CRS of the database, NaN where there is none."""
        import numpy as np

        from ...core.geocoding.datum import to_wgs84

        name = source.sourceName()
        if not source.sourceCrs().isValid():
            raise InputError("processing.crs_unknown", layer=name)
        if datum != "as_is" and not source.sourceCrs().isGeographic():
            raise InputError("geocoding.datum_degrees", layer=name, datum=datum)
        stopped = adapters.cancel_check(feedback)
        rows, points = [], []
        flags = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        for number, feature in enumerate(source.getFeatures(QgsFeatureRequest(), flags)):
            if number % 4096 == 0 and stopped():
                raise Cancelled()
            rows.append(feature.attributes())
            shape = feature.geometry()
            if shape.isNull() or shape.isEmpty():
                points.append((np.nan, np.nan))
                continue
            if shape.type() != QgsWkbTypes.GeometryType.PointGeometry or shape.isMultipart():
                shape = shape.pointOnSurface()
            point = shape.asPoint()
            points.append((point.x(), point.y()))
        xy = np.array(points, dtype=float).reshape(-1, 2)
        if datum != "as_is":
            xy = np.column_stack(to_wgs84(datum, xy[:, 0], xy[:, 1]))
            xy = transformed(xy, Crs(WGS84), crs, context, name)
        else:
            xy = transformed(xy, source.sourceCrs(), crs, context, name)
        return TextsTable(name, source.fields(), rows), xy
