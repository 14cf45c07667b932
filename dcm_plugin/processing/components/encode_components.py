"""``dcm:encodecomponents``: identification codes for components."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm, language
from ..parameters import (
    advanced,
    choice_parameter,
    field_parameter,
    grid_code_field,
    report_parameters,
    text_parameter,
)
from .encode_run import EncodeRun
from .table_copy import whole_table

translate = QCoreApplication.translate

#: The first one is the default of each.
VERSIONS = ("gbt47678_5_2026", "gbt30428_2_2013", "cjt214_2007", "gbt47678_5_draft")
METHODS = ("locating_point", "larger_part")
SIXTEEN_DIGITS = ("ask", "old", "draft")


class EncodeComponents(DcmAlgorithm):
    """Right codes stay, numbers are never given twice, and what has no code is listed."""

    NAME = "encodecomponents"
    GROUP = "components"

    def displayName(self) -> str:
        return translate("DCM", "Encode components")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Gives components their unit grid and their identification code, and keeps both."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Gives each component the unit grid it lies in and an identification code: county, "
            "class and a running number, 16 or 17 digits as the version says.\n\n"
            "There is one counter per county and class. New numbers follow the largest one ever "
            "given, in the order of the unit grids, then from north to south, then from west to "
            "east. Choose a register: it remembers the numbers over all runs, also those of "
            "removed components, and lets several people code at once.\n\n"
            "Right codes stay, so a second run changes nothing. A component whose class or county "
            "changed gets a new code; the one before is kept in the field YBSM.\n\n"
            "A component in no unit grid, without a known class, or with a wrong or duplicate "
            "code gets no code. It stays in the result, its code before stays in YBSM, and the "
            "list of errors says what to do.\n\n"
            "The result has the field table of the version; fields of the layer that it does not "
            "know are carried over. From GeoPackage to GeoPackage this is fastest.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "component,code,identification,number,register,unit grid,city management"
        ).split(",") + ["部件", "编码", "标识码", "顺序号", "登记", "单元网格", "管理部件"]

    # --- parameters ----------------------------------------------------------------------------

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (*self._inputs(), *self._settings(), *self._destinations()):
            self.addParameter(parameter)
        for name, label in (
            ("COMPONENT_COUNT", translate("DCM", "Components")),
            ("NEW_COUNT", translate("DCM", "Newly coded")),
            ("CHANGED_COUNT", translate("DCM", "Codes changed")),
            ("KEPT_COUNT", translate("DCM", "Codes kept")),
            ("ERROR_COUNT", translate("DCM", "Components without code")),
            ("BORDER_COUNT", translate("DCM", "Components on a border")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _inputs(self) -> List[Any]:
        source = QgsProcessingParameterFeatureSource
        return [
            source(
                "INPUT",
                translate("DCM", "Components"),
                [QgsProcessing.SourceType.TypeVectorAnyGeometry],
            ),
            field_parameter(
                "CLASS_FIELD",
                translate("DCM", "Class code field"),
                "INPUT",
                translate(
                    "DCM",
                    "The field with the class code of 4 or 5 digits. Empty: LBDM, which "
                    "classification writes.",
                ),
            ),
            self.set_help(
                source(
                    "GRID",
                    translate("DCM", "Unit grids"),
                    [QgsProcessing.SourceType.TypeVectorPolygon],
                ),
                translate(
                    "DCM",
                    "Grids with an end date are left out. Codes and names of street and community "
                    "come from its fields, else from the grid code.",
                ),
            ),
            grid_code_field("GRID_FIELD", "GRID"),
            field_parameter(
                "CODE_FIELD",
                translate("DCM", "Identification code field"),
                "INPUT",
                translate(
                    "DCM",
                    "Codes that are there already. Empty: the field that the version names.",
                ),
            ),
        ]

    def _settings(self) -> List[Any]:
        return [
            choice_parameter(
                "VERSION",
                translate("DCM", "Class catalogue"),
                VERSIONS,
                translate(
                    "DCM",
                    "Version of the standard: its classes, fields and digits. draft: the draft of "
                    "2026 with 16 digits (6+2+3+5), which some platforms still use. Own classes "
                    "(CSV or Excel) are read from the folder dcm/catalogues of your QGIS "
                    "settings.",
                ),
            ),
            self.profile_parameter(),
            self.set_help(
                QgsProcessingParameterFile(
                    "REGISTER",
                    translate("DCM", "Register of codes"),
                    fileFilter=translate(
                        "DCM", "Databases (*.gpkg *.sqlite *.db);;All files (*.*)"
                    ),
                    optional=True,
                ),
                translate(
                    "DCM",
                    "A GeoPackage (such as the city database) or SQLite file that remembers the "
                    "largest number given per county and class. It is made when it is not there. "
                    "Without it numbers of deleted components are given again.",
                ),
            ),
            self.set_help(
                QgsProcessingParameterBoolean(
                    "KEEP", translate("DCM", "Keep right codes"), defaultValue=True
                ),
                translate(
                    "DCM",
                    "Off: every component gets a new code, the one before is kept in YBSM.",
                ),
            ),
            advanced(
                choice_parameter(
                    "METHOD",
                    translate("DCM", "Grid of a component"),
                    METHODS,
                    translate(
                        "DCM",
                        "For lines and areas: the grid of the locating point (middle of the line, "
                        "point inside the area), or the grid with the larger part. On a border "
                        "the smallest grid code is taken and the component is listed.",
                    ),
                )
            ),
            advanced(
                choice_parameter(
                    "SIXTEEN_DIGITS",
                    translate("DCM", "Codes of 16 digits"),
                    SIXTEEN_DIGITS,
                    translate(
                        "DCM",
                        "What codes of 16 digits are where the version has 17. ask: they are "
                        "listed as errors; old: 6+2+2+6 of 2007 and 2013; draft: 6+2+3+5 of the "
                        "draft. Read ones get a new code, the one before is kept in YBSM.",
                    ),
                )
            ),
            advanced(
                text_parameter(
                    "DIVISION",
                    translate("DCM", "Only these counties"),
                    translate(
                        "DCM",
                        "County codes of six digits, separated by commas. Components elsewhere "
                        "get no code and are listed.",
                    ),
                )
            ),
        ]

    def _destinations(self) -> List[Any]:
        sink = QgsProcessingParameterFeatureSink
        return [
            *report_parameters(
                translate("DCM", "Problems, numbers by class and county, and how it was run.")
            ),
            self.set_help(
                sink(
                    "ERRORS",
                    translate("DCM", "Coding errors"),
                    QgsProcessing.SourceType.TypeVectorPoint,
                    optional=True,
                ),
                translate(
                    "DCM",
                    "A point for each component without code, and for each one on a border of "
                    "grids, with what to do.",
                ),
            ),
            sink("OUTPUT", translate("DCM", "Components with codes")),
        ]

    # --- run -----------------------------------------------------------------------------------

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        """In the main thread, where the layers live."""
        from ...core.messages import text

        layer = self.parameterAsVectorLayer(parameters, "INPUT", context)
        if layer is not None and layer.subsetString():
            feedback.pushWarning(
                text(
                    "coding.warning.filter",
                    language(),
                    layer=layer.name(),
                    filter=layer.subsetString(),
                )
            )
        self.table = whole_table(layer)
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return EncodeRun(self, parameters, context, feedback, self.table).run()
        return {}
