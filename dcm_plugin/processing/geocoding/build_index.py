"""``dcm:buildgeocodeindex``: layers of the city in, the place database out."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..parameters import choice_parameter, report_parameters
from .common import GeocodingAlgorithm

translate = QCoreApplication.translate

MODES = ["whole", "part"]
DATUMS = ["as_is", "gcj02", "bd09"]
COUNTS = ("ADDED", "CHANGED", "ENDED", "UNCHANGED", "SKIPPED")


class BuildGeocodeIndex(GeocodingAlgorithm):
    """Makes or updates the place database; all of it or nothing."""

    NAME = "buildgeocodeindex"

    def displayName(self) -> str:
        return translate("DCM", "Build geocode index")

    def shortDescription(self) -> str:
        return translate("DCM", "Makes or updates the place database from layers of the city.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Puts the place names of the city into one GeoPackage: areas, zones, blocks, streets, "
            "door plates and points of interest as layers, with aliases and former names, and "
            "beside them what is needed to find them fast, also with wrong or missing "
            "characters.\n\n"
            "Parts of a street with one name are put together; streets of the same name that lie "
            "far apart stay apart. House numbers are taken from fields of their own or from an "
            "address in one text. Plates and points of interest get their BeiDou grid code (level "
            "8). Places lie in the areas that their fields name, or that "
            "surround them.\n\n"
            "Run again with newer layers to update the file: what has not changed is left as it "
            "is, a renamed place keeps its former name, a place that is gone is ended with the "
            "date and stays in the history. When something fails, the file is as it was "
            "before. In QGIS the layers of the file come with styles in your language; a style "
            "that you save there as default is kept.\n\n"
            "How well house numbers are placed between plates is measured on your own plates and "
            "kept with the database.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "geocoding,index,place name,address,gazetteer,database,city management"
        ).split(",") + ["地理编码", "地名地址", "数据库", "索引", "门牌", "兴趣点"]

    # --- parameters ----------------------------------------------------------------------------

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (*self._layers(), *self._settings()):
            self.addParameter(parameter)
        for name, label in (
            ("ADDED", translate("DCM", "Places added")),
            ("CHANGED", translate("DCM", "Places changed")),
            ("ENDED", translate("DCM", "Places ended")),
            ("UNCHANGED", translate("DCM", "Places unchanged")),
            ("SKIPPED", translate("DCM", "Rows not used")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _layers(self) -> List[Any]:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        line = QgsProcessing.SourceType.TypeVectorLine
        shape = QgsProcessing.SourceType.TypeVectorAnyGeometry
        name, county = translate("DCM", "Name field"), translate("DCM", "County field")
        alias = translate("DCM", "Alias field")
        return [
            *self._layer(
                "AREAS",
                translate("DCM", "Areas"),
                polygon,
                translate(
                    "DCM",
                    "Counties, street offices and communities. The level is told by the length "
                    "of the code (6, 9, 12 digits) or the end of the name.",
                ),
                [("AREA_NAME_FIELD", name), ("AREA_CODE_FIELD", translate("DCM", "Code field"))],
            ),
            *self._layer(
                "STREETS",
                translate("DCM", "Streets"),
                line,
                translate("DCM", "Centre lines of streets and lanes."),
                [
                    ("STREET_NAME_FIELD", name),
                    ("STREET_ALIAS_FIELD", alias),
                    ("STREET_FORMER_FIELD", translate("DCM", "Former name field")),
                ],
            ),
            *self._layer(
                "PLATES",
                translate("DCM", "Door plates"),
                shape,
                translate("DCM", "Points (or buildings) with house numbers."),
                [
                    ("PLATE_STREET_FIELD", translate("DCM", "Street field")),
                    ("PLATE_NUMBER_FIELD", translate("DCM", "House number field")),
                    ("PLATE_ADDRESS_FIELD", translate("DCM", "Address field")),
                    ("PLATE_COUNTY_FIELD", county),
                ],
            ),
            *self._layer(
                "POIS",
                translate("DCM", "Points of interest"),
                shape,
                translate("DCM", "Organisations, shops, public buildings and other landmarks."),
                [
                    ("POI_NAME_FIELD", name),
                    ("POI_ALIAS_FIELD", alias),
                    ("POI_ADDRESS_FIELD", translate("DCM", "Address field")),
                    ("POI_COUNTY_FIELD", county),
                ],
            ),
            *self._layer(
                "ZONES",
                translate("DCM", "Zones and estates"),
                shape,
                translate("DCM", "Areas or points known by a name, such as housing estates."),
                [("ZONE_NAME_FIELD", name), ("ZONE_ALIAS_FIELD", alias)],
            ),
            *self._layer(
                "BLOCKS",
                translate("DCM", "Blocks"),
                shape,
                translate("DCM", "Parts of zones with a name of their own."),
                [("BLOCK_NAME_FIELD", name)],
            ),
        ]

    def _layer(
        self, name: str, label: str, kind: Any, text: str, fields: List[Tuple[str, str]]
    ) -> List[Any]:
        """A layer and the fields of it."""
        made = [
            self.set_help(
                QgsProcessingParameterFeatureSource(name, label, [kind], optional=True), text
            )
        ]
        for field, title in fields:
            made.append(
                self.advanced(
                    QgsProcessingParameterField(
                        field,
                        translate("DCM", "{layer}: {field}").format(layer=label, field=title),
                        parentLayerParameterName=name,
                        optional=True,
                    ),
                    translate("DCM", "Empty: the field with a usual name, if there is one."),
                )
            )
        return made

    def _settings(self) -> List[Any]:
        return [
            self.set_help(
                QgsProcessingParameterString(
                    "CITY", translate("DCM", "Name of the city"), optional=True
                ),
                translate(
                    "DCM",
                    "Full name, for example 苏州市. With it, texts that name another city are "
                    "refused, and names of organisations are also found without it.",
                ),
            ),
            choice_parameter(
                "DATUM",
                translate("DCM", "Datum of plates and points of interest"),
                DATUMS,
                translate(
                    "DCM",
                    "gcj02, bd09: longitudes and latitudes of Chinese web maps, converted to "
                    "WGS 84 and marked in the note of each place. It is never guessed.",
                ),
            ),
            self.advanced(
                QgsProcessingParameterCrs(
                    "CRS", translate("DCM", "Coordinate system of the database"), optional=True
                ),
                translate(
                    "DCM",
                    "A projected system in metres. Empty: that of an existing database, else of "
                    "the first layer in metres.",
                ),
            ),
            self.set_help(
                QgsProcessingParameterEnum(
                    "MODE",
                    translate("DCM", "Layers are"),
                    options=MODES,
                    defaultValue=MODES[0],
                    usesStaticStrings=True,
                ),
                translate(
                    "DCM",
                    "whole: places that are in none of the layers are ended. part: only the kinds "
                    "of places whose layers are given are brought up to date.",
                ),
            ),
            self.set_help(
                QgsProcessingParameterDateTime(
                    "DATE",
                    translate("DCM", "Date"),
                    type=QgsProcessingParameterDateTime.Type.Date,
                    optional=True,
                ),
                translate(
                    "DCM", "Day of the update, written to new and ended places. Empty: today."
                ),
            ),
            *report_parameters(
                translate(
                    "DCM",
                    "Places by type, what was not used and why, identifiers given, how well house "
                    "numbers are placed between plates.",
                )
            ),
            self.set_help(
                QgsProcessingParameterFileDestination(
                    "OUTPUT",
                    translate("DCM", "Place database"),
                    translate("DCM", "GeoPackage files (*.gpkg)"),
                ),
                translate(
                    "DCM",
                    "A new file, or an existing one to bring up to date (other layers in it are "
                    "left alone).",
                ),
            ),
        ]

    # --- run -----------------------------------------------------------------------------------

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from .build_run import BuildRun

        with self.errors_shown():
            return BuildRun(self, parameters, context, feedback).run()
        return {}
