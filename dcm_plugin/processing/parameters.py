"""Parameters that many algorithms have: one place for their kinds, labels and help."""

from __future__ import annotations

from typing import Any, List, Sequence

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate


def with_help(parameter: Any, text: str) -> Any:
    """The parameter, with its help text."""
    parameter.setHelp(text)
    return parameter


def advanced(parameter: Any) -> Any:
    """The parameter, among the advanced ones."""
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter


def field_parameter(name: str, label: str, parent: str, text: str, multiple: bool = False) -> Any:
    """An optional field of the layer ``parent``."""
    parameter = QgsProcessingParameterField(
        name, label, parentLayerParameterName=parent, allowMultiple=multiple, optional=True
    )
    return with_help(parameter, text)


def grid_code_field(name: str, parent: str, text: str = "") -> Any:
    """The field of the grid code; ``text``: where it is found when empty, else by the profile."""
    label = translate("DCM", "Grid code field")
    return field_parameter(name, label, parent, text or by_profile())


def by_profile() -> str:
    """Help of a field that need not be chosen."""
    return translate("DCM", "Empty: the field that the profile names.")


def by_name() -> str:
    """Help of a field that is looked for among all known names."""
    return translate("DCM", "Empty: found by its name.")


def choice_parameter(name: str, label: str, options: Sequence[str], text: str) -> Any:
    """One of fixed words; the first one is the default."""
    parameter = QgsProcessingParameterEnum(
        name, label, options=list(options), defaultValue=options[0], usesStaticStrings=True
    )
    return with_help(parameter, text)


def checks_parameter(ids: Sequence[str]) -> Any:
    """CHECKS, which of the checks to run; all by default."""
    parameter = QgsProcessingParameterEnum(
        "CHECKS",
        translate("DCM", "Checks"),
        options=list(ids),
        allowMultiple=True,
        defaultValue=list(ids),
        optional=True,
        usesStaticStrings=True,
    )
    text = translate("DCM", "What to check; the report says what each is. Empty: all.")
    return with_help(parameter, text)


def misfits_parameter(created: bool) -> Any:
    """ERRORS, the values that a file or a standard has no room for; ``created``: by default."""
    parameter = QgsProcessingParameterFeatureSink(
        "ERRORS",
        translate("DCM", "Values that do not fit"),
        QgsProcessing.SourceType.TypeVector,
        optional=True,
        createByDefault=created,
    )
    text = translate("DCM", "A table with one row for each value, with feature and code.")
    return advanced(with_help(parameter, text))


def date_parameter(name: str, label: str, text: str) -> Any:
    """An optional day."""
    parameter = QgsProcessingParameterDateTime(
        name, label, type=QgsProcessingParameterDateTime.Type.Date, optional=True
    )
    return with_help(parameter, text)


def text_parameter(name: str, label: str, text: str) -> Any:
    """An optional line of text."""
    return with_help(QgsProcessingParameterString(name, label, optional=True), text)


def table_parameters(layer_help: str, file_help: str) -> List[Any]:
    """INPUT, a table loaded in QGIS, or FILE instead of it."""
    return [
        with_help(
            QgsProcessingParameterFeatureSource(
                "INPUT",
                translate("DCM", "Table or layer"),
                [QgsProcessing.SourceType.TypeVector],
                optional=True,
            ),
            layer_help,
        ),
        with_help(
            QgsProcessingParameterFile("FILE", translate("DCM", "File"), optional=True), file_help
        ),
    ]


def columns_parameter(text: str) -> Any:
    """COLUMNS, which column of a table means what."""
    parameter = QgsProcessingParameterString(
        "COLUMNS", translate("DCM", "Columns of the table"), multiLine=True, optional=True
    )
    return with_help(parameter, text)


def real_parameter(name: str, label: str, text: str, least: float = 0.0) -> Any:
    """An optional number."""
    parameter = QgsProcessingParameterNumber(
        name, label, QgsProcessingParameterNumber.Type.Double, optional=True, minValue=least
    )
    return with_help(parameter, text)


def report_parameter(text: str) -> Any:
    """REPORT, a page to read; ``text``: what it holds."""
    parameter = QgsProcessingParameterFileDestination(
        "REPORT",
        translate("DCM", "Report"),
        translate("DCM", "HTML files (*.html)"),
        optional=True,
    )
    return with_help(parameter, text)


def report_parameters(text: str) -> List[Any]:
    """REPORT, and REPORT_JSON with the same for machines."""
    data = QgsProcessingParameterFileDestination(
        "REPORT_JSON",
        translate("DCM", "Report for machines"),
        translate("DCM", "JSON files (*.json)"),
        optional=True,
        createByDefault=False,
    )
    return [report_parameter(text), with_help(data, translate("DCM", "The same as JSON."))]
