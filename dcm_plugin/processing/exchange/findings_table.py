"""Findings of the interchange as a layer, and the parameters that its algorithms share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import field as make_field
from ...core.messages import text
from .. import adapters
from ..base import DcmAlgorithm, language

if TYPE_CHECKING:
    import pandas as pd

translate = QCoreApplication.translate


def finding_fields() -> QgsFields:
    """Fields of the table of values that do not fit."""
    lang = language()
    fields = QgsFields()
    for name, kind, length in (
        ("severity", "string", 10),
        ("kind", "string", 40),
        ("feature", "int64", 0),
        ("code", "string", 40),
        ("field", "string", 80),
        ("value", "string", 0),
        ("message", "string", 0),
    ):
        label = "fid" if name == "feature" else name
        alias = text("exchange.column." + label, lang)
        fields.append(make_field(name, kind, length, 0, alias))
    return fields


def write_findings(
    algorithm: DcmAlgorithm, parameters: Any, context: Any, findings: pd.DataFrame, feedback: Any
) -> Any:
    """The table ERRORS; its id, or None when it is not wanted."""
    from ...core.exchange import finding_text

    fields = finding_fields()
    sink, target = algorithm.parameterAsSink(
        parameters,
        "ERRORS",
        context,
        fields,
        QgsWkbTypes.Type.NoGeometry,
        QgsCoordinateReferenceSystem(),
    )
    if sink is None:
        return None
    lang = language()
    words = {kind: finding_text(kind, lang) for kind in findings["kind"].unique()}
    features: List[QgsFeature] = []
    for row in findings.itertuples(index=False):
        feature = QgsFeature(fields)
        feature.setAttributes(
            [row.severity, row.kind, int(row.fid), row.code, row.field, row.value, words[row.kind]]
        )
        features.append(feature)
    adapters.write_features(features, sink, None, 0)
    return target


def report_parameter(algorithm: DcmAlgorithm, help_text: str) -> Any:
    """REPORT, a page to read."""
    return algorithm.set_help(
        QgsProcessingParameterFileDestination(
            "REPORT",
            translate("DCM", "Report"),
            translate("DCM", "HTML files (*.html)"),
            optional=True,
        ),
        help_text,
    )


def choice(
    algorithm: DcmAlgorithm, name: str, label: str, options: List[str], help_text: str
) -> Any:
    """An enum whose first option is the default."""
    parameter = QgsProcessingParameterEnum(
        name, label, options=options, defaultValue=options[0], usesStaticStrings=True
    )
    return algorithm.set_help(parameter, help_text)


def advanced(parameter: Any) -> Any:
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter
