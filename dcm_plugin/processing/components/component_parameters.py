"""Parameters that several algorithms of components have in common."""

from __future__ import annotations

from typing import Any, List, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMultipleLayers,
)
from qgis.PyQt.QtCore import QCoreApplication

from .. import parameters

translate = QCoreApplication.translate

#: The first one is the default.
VERSIONS = ("gbt47678_5_2026", "gbt30428_2_2013", "cjt214_2007")
#: A parameter and its help.
Helped = Tuple[Any, str]


def version_parameter() -> Helped:
    """The choice of the class catalogue."""
    parameter = QgsProcessingParameterEnum(
        "VERSION",
        translate("DCM", "Class catalogue"),
        options=list(VERSIONS),
        defaultValue=VERSIONS[0],
        usesStaticStrings=True,
    )
    text = translate(
        "DCM",
        "Version of the standard that the classes and fields are taken from. Own classes "
        "(CSV or Excel) are read from the folder dcm/catalogues of your QGIS settings.",
    )
    return parameter, text


def components_parameter() -> Helped:
    """All layers of a survey."""
    parameter = QgsProcessingParameterMultipleLayers(
        "INPUT",
        translate("DCM", "Components"),
        QgsProcessing.SourceType.TypeVectorAnyGeometry,
    )
    return parameter, translate("DCM", "All layers of one survey: points, lines and areas.")


def helped(parameter: Any) -> Helped:
    """A parameter that has its help already."""
    return parameter, parameter.help()


def code_field_parameter(parent: str) -> Helped:
    """The field of the grid code of a layer of unit grids."""
    return helped(parameters.grid_code_field("CODE_FIELD", parent))


def report_parameters(says: str) -> List[Helped]:
    """The report as HTML and JSON; ``says``: what it holds."""
    return [helped(made) for made in parameters.report_parameters(says)]
