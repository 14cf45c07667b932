"""``dcm:createdatabase``: a city database for cases, and the QGIS project to work with it."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from ..components.component_parameters import version_parameter
from ..parameters import advanced, choice_parameter, with_help
from .database_parameter import connection_parameters

translate = QCoreApplication.translate

MODES = ("one_one", "one_two", "two_two", "shared")
LANGUAGES = ("auto", "zh", "en")


class CreateDatabase(DcmAlgorithm):
    """Makes the database from the one schema, fills it, and writes the project."""

    NAME = "createdatabase"
    GROUP = "cases"

    def displayName(self) -> str:
        return translate("DCM", "Create city database")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Makes the database of a city for cases, and the QGIS project to work with it."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Makes the city database – a GeoPackage, or a schema of a PostgreSQL database with "
            "PostGIS – with the workflow, time limits, calendar and code tables as data that the "
            "city may change, and copies unit grids, duty grids, areas, components, departments "
            "and operators into it. Areas that are not given are made of the unit grids, by the "
            "parts of their codes.\n\n"
            "The QGIS project has forms in the language chosen, relations, map themes, and cases "
            "in the colours of their states with a ring for the light of the time limit. It is "
            "stored inside the GeoPackage (open it in the browser panel) and, where wanted, as a "
            "file beside it. What the rules of the workflow write cannot be edited in the "
            "forms.\n\n"
            "An existing database is refused, unless it is to be brought up to date: then its "
            "structure and its project are renewed and no case is touched.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM",
            "city database,cases,case management,GeoPackage,PostGIS,PostgreSQL,project,migrate,"
            "city management",
        ).split(",") + ["城市数据库", "案件库", "案件", "建库", "升级", "工程", "数据库"]

    def flags(self) -> Any:
        """A project and its layers are made where they can be: in the main thread."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration: Any = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        self._layer("INPUT", translate("DCM", "Unit grids"), polygon, "")
        self._layer(
            "DUTY_GRIDS",
            translate("DCM", "Duty grids"),
            polygon,
            translate("DCM", "Polygons with a code: the area that one supervisor walks."),
        )
        areas = translate(
            "DCM", "Polygons with code and name. Empty: made of the unit grids, by their codes."
        )
        self._layer("COMMUNITIES", translate("DCM", "Communities"), polygon, areas)
        self._layer("STREETS", translate("DCM", "Streets and towns"), polygon, areas)
        self._layer("DISTRICTS", translate("DCM", "Districts"), polygon, areas)
        self._layer(
            "COMPONENTS",
            translate("DCM", "Components"),
            QgsProcessing.SourceType.TypeVectorAnyGeometry,
            translate(
                "DCM", "Components with an identification code. Lines and areas become one point."
            ),
        )
        table = QgsProcessing.SourceType.TypeVector
        self._layer(
            "DEPARTMENTS",
            translate("DCM", "Departments"),
            table,
            translate(
                "DCM",
                "Table with the columns code, name, parent, kind, level and jurisdiction_code, or "
                "with Chinese headings and words (机构代码, 机构名称, 上级机构, 类型, 层级).",
            ),
        )
        self._layer(
            "OPERATORS",
            translate("DCM", "Operators"),
            table,
            translate(
                "DCM",
                "Table with the columns login, name, unit_code, phone and role (one or "
                "several, separated by |), or with Chinese headings and names of roles (登录名, "
                "姓名, 所属机构, 电话, 角色).",
            ),
        )
        self.addParameter(
            advanced(
                with_help(
                    QgsProcessingParameterString(
                        "FIELDS",
                        translate("DCM", "Field mapping"),
                        multiLine=True,
                        optional=True,
                    ),
                    translate(
                        "DCM",
                        "For fields that are not found by their names: one line for each, as "
                        "unit_grid.code=MyField. Tables and columns are those of the database.",
                    ),
                )
            )
        )
        self.addParameter(
            with_help(
                QgsProcessingParameterCrs(
                    "CRS", translate("DCM", "Coordinate reference system"), optional=True
                ),
                translate("DCM", "In metres. Empty: that of the unit grids."),
            )
        )
        self.addParameter(
            choice_parameter(
                "MODE",
                translate("DCM", "Operation mode"),
                MODES,
                translate(
                    "DCM",
                    "one_one: one level of supervision and of command; one_two: one of "
                    "supervision, two of command; two_two: two of both; shared: one platform of "
                    "city and counties.",
                ),
            )
        )
        offset = QgsProcessingParameterNumber(
            "UTC_OFFSET",
            translate("DCM", "Offset to UTC (minutes)"),
            QgsProcessingParameterNumber.Type.Integer,
            defaultValue=480,
            minValue=-720,
            maxValue=840,
        )
        self.addParameter(
            advanced(
                with_help(
                    offset,
                    translate("DCM", "Clock of the city; 480 for China. Times are kept in UTC."),
                )
            )
        )
        self.addParameter(self.profile_parameter())
        self.addParameter(self.set_help(*version_parameter()))
        self.addParameter(
            choice_parameter(
                "LANGUAGE",
                translate("DCM", "Language"),
                LANGUAGES,
                translate("DCM", "Language of layer names, forms and legend. auto: as in QGIS."),
            )
        )
        self.addParameter(
            with_help(
                QgsProcessingParameterBoolean(
                    "MIGRATE",
                    translate("DCM", "Bring an existing database up to date"),
                    defaultValue=False,
                ),
                translate(
                    "DCM",
                    "For a database that is there already: its structure is brought to the "
                    "present version and the project is written anew. Cases stay as they are.",
                ),
            )
        )
        for parameter in connection_parameters():
            self.addParameter(parameter)
        self.addParameter(
            with_help(
                QgsProcessingParameterBoolean(
                    "GRANT",
                    translate("DCM", "Let the server enforce the roles"),
                    defaultValue=False,
                ),
                translate(
                    "DCM",
                    "PostgreSQL only, for an administrator: makes a group of the server for each "
                    "role and puts the operators who have a login there into their groups. Run it "
                    "with MIGRATE again after operators have changed.",
                ),
            )
        )
        file = QgsProcessingParameterFileDestination
        self.addParameter(
            with_help(
                file(
                    "PROJECT",
                    translate("DCM", "Project file"),
                    translate("DCM", "QGIS projects (*.qgz *.qgs)"),
                    optional=True,
                    createByDefault=False,
                ),
                translate(
                    "DCM",
                    "A copy of the project as a file, best in the folder of the database: paths "
                    "are relative. A project for PostgreSQL is written only here.",
                ),
            )
        )
        self.addParameter(
            with_help(
                file(
                    "OUTPUT",
                    translate("DCM", "City database"),
                    translate("DCM", "GeoPackages (*.gpkg)"),
                    optional=True,
                ),
                translate("DCM", "Leave it empty when a PostgreSQL connection is given."),
            )
        )
        for name, label in (
            ("GRID_COUNT", translate("DCM", "Number of unit grids")),
            ("COMPONENT_COUNT", translate("DCM", "Number of components")),
            ("OPERATOR_COUNT", translate("DCM", "Number of operators")),
            ("VERSION_NUMBER", translate("DCM", "Version of the schema")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _layer(self, name: str, label: str, kind: Any, help_text: Optional[str]) -> None:
        parameter = QgsProcessingParameterFeatureSource(name, label, [kind], optional=True)
        self.addParameter(with_help(parameter, help_text) if help_text else parameter)

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from .create_run import CreateRun

        with self.errors_shown():
            return CreateRun(self, parameters, context, feedback).run()
        return {}
