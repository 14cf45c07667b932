"""``dcm:createsurveyproject``: a GeoPackage and a QGIS project, ready for a survey in the field."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm
from .component_parameters import code_field_parameter, version_parameter
from .survey_run import SurveyRun

translate = QCoreApplication.translate


class CreateSurveyProject(DcmAlgorithm):
    """Makes what a surveyor opens in QGIS or in a field app."""

    NAME = "createsurveyproject"
    GROUP = "components"

    def displayName(self) -> str:
        return translate("DCM", "Create survey project")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Makes a GeoPackage and a QGIS project for a survey of components and events."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Makes a GeoPackage with layers for components (points, lines, areas), events and "
            "ownership evidence, the unit grids, communities and code tables; and a QGIS project "
            "with forms, symbols, relations and snapping, ready for digitizing.\n\n"
            "The forms ask for the major class, then for its classes. Grid code, street, "
            "community, name, dates and key are filled in by themselves, and the fields of the "
            "standard are checked while they are typed. Only functions of QGIS itself are used: "
            "apps for the field that open QGIS projects need no plugin.\n\n"
            "The symbols are inside the project and paths are relative: keep the two files in one "
            "folder and copy it to another machine. A package that already has records is never "
            "overwritten.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM",
            "survey,project,components,events,digitize,form,field,mobile,GeoPackage,symbols,"
            "city management",
        ).split(",") + ["普查", "部件普查", "事件", "工程", "表单", "外业", "移动端", "符号"]

    def flags(self) -> Any:
        """A project and its layers are made where they can be: in the main thread."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration: Any = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        by_profile = translate("DCM", "Empty: the field that the profile names.")
        source, field = QgsProcessingParameterFeatureSource, QgsProcessingParameterField
        for parameter, text in (
            (source("INPUT", translate("DCM", "Unit grids"), [polygon]), ""),
            code_field_parameter("INPUT"),
            (
                source("COMMUNITIES", translate("DCM", "Communities"), [polygon], optional=True),
                translate(
                    "DCM",
                    "Community or village polygons with code and name. Empty: made of the unit "
                    "grids, by the first digits of their codes.",
                ),
            ),
            (
                field(
                    "COMMUNITY_FIELD",
                    translate("DCM", "Community code field"),
                    parentLayerParameterName="COMMUNITIES",
                    optional=True,
                ),
                by_profile,
            ),
            (
                source(
                    "DEPARTMENTS",
                    translate("DCM", "Departments"),
                    [QgsProcessing.SourceType.TypeVector],
                    optional=True,
                ),
                translate(
                    "DCM",
                    "Table of departments with the fields code and name, and perhaps role. Empty: "
                    "the table of the package stays empty and is filled in during the survey.",
                ),
            ),
        ):
            self.addParameter(self.set_help(parameter, text) if text else parameter)
        self.addParameter(self.profile_parameter())
        self.addParameter(self.set_help(*version_parameter()))
        self.addParameter(
            self.set_help(
                QgsProcessingParameterEnum(
                    "LANGUAGE",
                    translate("DCM", "Language"),
                    options=["auto", "zh", "en"],
                    defaultValue="auto",
                    usesStaticStrings=True,
                ),
                translate(
                    "DCM",
                    "Language of layer names, forms and legend. auto: as in QGIS. What is stored "
                    "are the words of the standard in either case.",
                ),
            )
        )
        file = QgsProcessingParameterFileDestination
        self.addParameter(
            self.set_help(
                file(
                    "PROJECT",
                    translate("DCM", "Survey project"),
                    translate("DCM", "QGIS projects (*.qgz *.qgs)"),
                ),
                translate("DCM", "Best in the folder of the package."),
            )
        )
        self.addParameter(
            file(
                "OUTPUT",
                translate("DCM", "Survey package"),
                translate("DCM", "GeoPackages (*.gpkg)"),
            )
        )
        for name, label in (
            ("GRID_COUNT", translate("DCM", "Number of unit grids")),
            ("CLASS_COUNT", translate("DCM", "Number of classes")),
            ("DEPARTMENT_COUNT", translate("DCM", "Number of departments")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return SurveyRun(self, parameters, context, feedback).run()
        return {}
