"""``dcm:batchgeocode``: the batch geocoding of QGIS itself, on the place database."""

from __future__ import annotations

from typing import Any, List, Tuple

from qgis.analysis import QgsBatchGeocodeAlgorithm
from qgis.core import (
    QgsGeocoderResult,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingException,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from ...core.geocoding.table import FIELDS, answer_row
from ..base import destination_file, language, missing_packages
from ..parameters import with_help
from ..provider import ICON
from .common import cut, output_fields
from .interface import PlaceGeocoder

translate = QCoreApplication.translate


class RowGeocoder(PlaceGeocoder):
    """One result per text, with state, reason and whatever else a row of the table holds."""

    FIELDS = tuple(field for field in FIELDS if field.name != "gc_grid")

    def appendedFields(self) -> Any:
        return output_fields(self.FIELDS)

    def geocodeString(self, string: str, context: Any, feedback: Any = None) -> List[Any]:
        """The best candidate; a text without one gives a result without geometry."""
        geocoder = self._ask()
        answer = geocoder.geocode(string)
        best = answer.best
        place = QgsGeometry()
        if best is not None:
            place = QgsGeometry.fromPointXY(QgsPointXY(best.x, best.y))
        result = QgsGeocoderResult(best.name if best else string, place, self._crs)
        told = answer_row(answer, geocoder.city, language())
        names = [field.name for field in self.FIELDS]
        row = cut(self.appendedFields(), [told[name] for name in names])
        result.setAdditionalAttributes(dict(zip(names, row)))
        return [result]

    def open(self) -> None:
        """Opens the database; raises a DcmError when it is none."""
        self.close()
        self._ask()

    @property
    def crs(self) -> Any:
        return self._crs


class BatchGeocode(QgsBatchGeocodeAlgorithm):
    """A layer in, the same layer with places out, feature by feature."""

    NAME = "batchgeocode"

    def __init__(self) -> None:
        # QGIS does not hold the geocoder
        self.geocoder = RowGeocoder("")
        super().__init__(self.geocoder)

    def createInstance(self) -> BatchGeocode:
        return BatchGeocode()

    def name(self) -> str:
        return self.NAME

    def displayName(self) -> str:
        return translate("DCM", "Batch geocode layer")

    def groupId(self) -> str:
        return "geocoding"

    def group(self) -> str:
        return translate("DCM", "Geocoding")

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        return str(ICON)

    def shortDescription(self) -> str:
        return translate("DCM", "Geocodes the rows of a layer with the batch geocoder of QGIS.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "The batch geocoding of QGIS with the place database as its source: every row of the "
            "layer comes out, with a point in the coordinate system of the layer (a table without "
            "one: of the database) and the fields of “Geocode table”, also for rows that are tied "
            "or unmatched, with the reason; rows without a text stay empty.\n\n"
            "“Geocode table” does more: CSV and xlsx files in UTF-8 or GBK, codes of unit grids, "
            "all candidates of a row, a style, and large tables in a third of the time.",
        )

    def tags(self) -> List[str]:
        return translate("DCM", "geocoding,batch,address,layer,city management").split(",") + [
            "地理编码",
            "批量",
            "地址匹配",
        ]

    def canExecute(self) -> Tuple[bool, str]:
        missing = missing_packages()
        if not missing:
            return True, ""
        return False, translate("DCM", "These Python packages are missing: {packages}.").format(
            packages=missing
        )

    def checkParameterValues(self, parameters: Any, context: Any) -> Tuple[bool, str]:
        """As in QGIS; a file that cannot be written and a field that the layer does not have are
        told before the work."""
        from ...core.errors import InputError
        from ...core.files import check_writable

        path = destination_file(parameters.get("OUTPUT"))
        error = check_writable(path) if path else None
        if error is not None:
            return False, error.localized(language())
        allowed, message = super().checkParameterValues(parameters, context)
        if not allowed:
            return False, str(message)
        source = self.parameterAsSource(parameters, "INPUT", context)
        name = self.parameterAsString(parameters, "FIELD", context)
        if source is not None and source.fields().lookupField(name) < 0:
            missing = InputError("processing.field_missing", layer=source.sourceName(), field=name)
            return False, missing.localized(language())
        return True, ""

    def outputName(self) -> str:
        return translate("DCM", "Places")

    def initParameters(self, configuration: Any = None) -> None:
        """As in QGIS, with help, and with the database."""
        for parameter in (
            with_help(
                QgsProcessingParameterField(
                    "FIELD",
                    translate("DCM", "Address field"),
                    parentLayerParameterName="INPUT",
                ),
                translate("DCM", "The field with addresses, names or descriptions."),
            ),
            with_help(
                QgsProcessingParameterFile(
                    "DATABASE", translate("DCM", "Place database"), extension="gpkg"
                ),
                translate("DCM", "The GeoPackage that “Build geocode index” made."),
            ),
        ):
            self.addParameter(parameter)

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        from ...core.errors import DcmError

        self.geocoder.path = self.parameterAsFile(parameters, "DATABASE", context)
        try:
            self.geocoder.open()
        except DcmError as error:
            raise QgsProcessingException(error.localized(language())) from error
        return bool(super().prepareAlgorithm(parameters, context, feedback))

    def outputCrs(self, input_crs: Any) -> Any:
        made = super().outputCrs(input_crs)
        return made if made.isValid() else self.geocoder.crs

    def postProcessAlgorithm(self, context: Any, feedback: Any) -> Any:
        self.geocoder.close()
        return {}
