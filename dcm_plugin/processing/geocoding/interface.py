"""The place database as a geocoder of QGIS: for the locator bar and batch algorithms of QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeocoderInterface,
    QgsGeocoderResult,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
    QgsWkbTypes,
)

from ...core.geocoding.table import CANDIDATE_FIELDS, candidate_rows
from .common import database_crs, output_fields

if TYPE_CHECKING:
    from ...core.geocoding.match import Geocoder
    from ...store.places import PlaceDatabase


class PlaceGeocoder(QgsGeocoderInterface):
    """Answers QGIS from a place database; hold it as long as QGIS may ask.

    Opens the database at the first question, so that making one costs nothing.
    """

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self._database: Optional[PlaceDatabase] = None
        self._geocoder: Optional[Geocoder] = None
        self._crs = QgsCoordinateReferenceSystem()

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
        self._database = self._geocoder = None

    def flags(self) -> Any:
        return QgsGeocoderInterface.Flag.GeocodesStrings

    def wkbType(self) -> Any:
        return QgsWkbTypes.Type.Point

    def appendedFields(self) -> Any:
        return output_fields(CANDIDATE_FIELDS)

    def geocodeString(self, string: str, context: Any, feedback: Any = None) -> List[Any]:
        """Candidates best first; an error of the database is a result that says so."""
        from ...core.errors import DcmError
        from ..base import language

        try:
            answer = self._ask().geocode(string)
        except DcmError as error:
            return [QgsGeocoderResult.errorResult(error.localized(language()))]
        names = [field.name for field in CANDIDATE_FIELDS]
        results = []
        for candidate, row in zip(answer.candidates, candidate_rows(answer, 1)):
            place = QgsGeometry.fromPointXY(QgsPointXY(candidate.x, candidate.y))
            result = QgsGeocoderResult(candidate.county + candidate.name, place, self._crs)
            result.setDescription(candidate.name)
            result.setGroup(candidate.county)
            reach = max(candidate.error, 100.0)
            result.setViewport(
                QgsRectangle.fromCenterAndSize(place.asPoint(), 2 * reach, 2 * reach)
            )
            result.setAdditionalAttributes(dict(zip(names, row)))
            results.append(result)
        return results

    def _ask(self) -> Geocoder:
        if self._geocoder is None:
            from ...core.geocoding.match import Geocoder
            from ...store.places import PlaceDatabase

            self._database = PlaceDatabase(self.path)
            self._crs = database_crs(self._database)
            self._geocoder = Geocoder(self._database)
        return self._geocoder
