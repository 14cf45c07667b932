"""Findings of the interchange as a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, List

from qgis.core import (
    QgsFeature,
    QgsFields,
    QgsWkbTypes,
)

from ...compat import field as make_field
from ...core.messages import text
from .. import adapters
from ..base import language
from ..layer_writer import OutputLayers

if TYPE_CHECKING:
    import pandas as pd


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


def write_findings(layers: OutputLayers, findings: pd.DataFrame) -> None:
    """The table ERRORS, when it is wanted."""
    from ...core.exchange import finding_text

    fields = finding_fields()
    sink = layers.sink("ERRORS", fields, QgsWkbTypes.Type.NoGeometry)
    if sink is None:
        return
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
