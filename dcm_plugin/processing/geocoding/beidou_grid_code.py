"""``dcm:beidougridcode``: places in any coordinate system, their BeiDou grid codes out."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import FIELD_TYPES
from ...compat import field as make_field
from ...core.errors import Cancelled, DcmError, InputError
from ...core.messages import text
from .. import adapters
from ..base import DcmAlgorithm, language

translate = QCoreApplication.translate

CGCS2000 = "EPSG:4490"
DEFAULT_FIELD = "beidou_code"
#: The longest code.
_LENGTH = 20
_TOLD = 20


class BeidouGridCode(DcmAlgorithm):
    """Keeps the layer as it is and adds one field."""

    NAME = "beidougridcode"
    GROUP = "geocoding"

    def displayName(self) -> str:
        return translate("DCM", "BeiDou grid code")

    def shortDescription(self) -> str:
        return translate("DCM", "Writes the BeiDou 2-D grid code (GB/T 39409) of every place.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Adds a field with the BeiDou grid location code of GB/T 39409 in two dimensions. "
            "Coordinates are turned into CGCS2000 longitudes and latitudes first; a line or "
            "polygon is coded at a point on it.\n\n"
            "Cells by level: 1 is 6° × 4°, 2 30′, 3 15′ × 10′, 4 1′, 5 4″ (about 120 m), 6 2″, "
            "7 1/4″ (about 8 m), 8 1/32″ (about 1 m), 9 1/256″, 10 1/2048″. A code begins with "
            "the codes of all coarser levels.\n\n"
            "Only the north-eastern hemisphere is coded, in which all of China lies. Web map "
            "coordinates (GCJ-02, BD-09) must be converted first: they give the code of a place "
            "some hundred metres away.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "beidou,grid code,location code,GB/T 39409,geocoding,city management"
        ).split(",") + ["北斗网格码", "北斗网格位置码", "位置编码", "地理编码"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            QgsProcessingParameterFeatureSource(
                "INPUT",
                translate("DCM", "Places"),
                [QgsProcessing.SourceType.TypeVectorAnyGeometry],
            ),
            self.set_help(
                QgsProcessingParameterNumber(
                    "LEVEL",
                    translate("DCM", "Level"),
                    QgsProcessingParameterNumber.Type.Integer,
                    defaultValue=8,
                    minValue=1,
                    maxValue=10,
                ),
                translate("DCM", "1 (6° × 4°) to 10 (1/2048″). Level 8, about 1 m, fits plates."),
            ),
            self.set_help(
                QgsProcessingParameterString(
                    "FIELD", translate("DCM", "Field for the code"), defaultValue=DEFAULT_FIELD
                ),
                translate("DCM", "A text field of that name is filled anew, else one is added."),
            ),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Places with BeiDou grid codes")
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(
            QgsProcessingOutputNumber("CODED_COUNT", translate("DCM", "Places with a code"))
        )
        self.addOutput(
            QgsProcessingOutputNumber("OPEN_COUNT", translate("DCM", "Places without a code"))
        )

    # --- run -----------------------------------------------------------------------------------

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            self.check_destinations(parameters)
            return self._run(parameters, context, feedback)
        return {}

    def _run(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.geocoding.beidou import levels

        source = self.required_source(parameters, "INPUT", context)
        if not source.sourceCrs().isValid():
            raise InputError("processing.crs_unknown", layer=source.sourceName())
        if source.featureCount() == 0:
            raise InputError("processing.layer_empty", layer=source.sourceName())
        name = self.parameterAsString(parameters, "FIELD", context).strip() or DEFAULT_FIELD
        level = self.parameterAsInt(parameters, "LEVEL", context)
        fields, position = _with_field(source, name, levels()[level - 1].length)
        sink, target = self.parameterAsSink(
            parameters, "OUTPUT", context, fields, source.wkbType(), source.sourceCrs(),
            QgsFeatureSink.SinkFlag.RegeneratePrimaryKey,
        )  # fmt: skip
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, "OUTPUT"))
        self.coded, self.open = 0, []
        try:
            made = self._coded(source, fields, position, level, context, feedback)
            adapters.write_features(made, sink, feedback, source.featureCount())
        except DcmError:
            del sink
            adapters.remove_unfinished(target)
            raise
        del sink
        if self.open:
            more = " …" if len(self.open) > _TOLD else ""
            feedback.pushWarning(
                text(
                    "geocoding.beidou.outside",
                    language(),
                    layer=source.sourceName(),
                    count=len(self.open),
                    fids=", ".join(map(str, self.open[:_TOLD])) + more,
                )
            )
        return {"OUTPUT": target, "CODED_COUNT": self.coded, "OPEN_COUNT": len(self.open)}

    def _coded(
        self, source: Any, fields: Any, position: int, level: int, context: Any, feedback: Any
    ) -> Iterator[QgsFeature]:
        """The features of the source with their codes, read and coded in batches."""
        change = QgsCoordinateTransform(
            source.sourceCrs(), QgsCoordinateReferenceSystem(CGCS2000), context.transformContext()
        )
        stopped = adapters.cancel_check(feedback)
        batch: List[QgsFeature] = []
        flags = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        for feature in source.getFeatures(QgsFeatureRequest(), flags):
            batch.append(feature)
            if len(batch) == adapters.BATCH:
                if stopped():
                    raise Cancelled()
                yield from self._finished(batch, change, fields, position, level)
                batch = []
        yield from self._finished(batch, change, fields, position, level)

    def _finished(
        self, batch: List[QgsFeature], change: Any, fields: Any, position: int, level: int
    ) -> Iterator[QgsFeature]:
        import numpy as np

        from ...core.geocoding.beidou import encode

        xy = np.array([_degrees(f, change) for f in batch], dtype=float).reshape(-1, 2)
        for feature, code in zip(batch, encode(xy[:, 0], xy[:, 1], level).tolist()):
            values = feature.attributes()
            if position < len(values):
                values[position] = code or None
            else:
                values.append(code or None)
            made = QgsFeature(fields)
            made.setAttributes(values)
            made.setGeometry(feature.geometry())
            if code:
                self.coded += 1
            else:
                self.open.append(feature.id())
            yield made


def _with_field(source: Any, name: str, length: int) -> Any:
    """The fields of the result, and where the code stands."""
    fields = QgsFields(source.fields())
    position = fields.lookupField(name)
    if position < 0:
        alias = "北斗网格码" if language() == "zh" else "BeiDou grid code"
        fields.append(make_field(name, "string", _LENGTH, 0, alias))
        return fields, fields.count() - 1
    known = fields.at(position)
    if known.type() != FIELD_TYPES["string"] or 0 < known.length() < length:
        raise InputError(
            "geocoding.beidou.no_text", layer=source.sourceName(), field=name, length=length
        )
    return fields, position


def _degrees(feature: QgsFeature, change: Any) -> Any:
    """Longitude and latitude of a feature; NaN where it has no place there."""
    shape = feature.geometry()
    if shape.isNull() or shape.isEmpty():
        return (float("nan"), float("nan"))
    if shape.type() != QgsWkbTypes.GeometryType.PointGeometry or shape.isMultipart():
        shape = shape.pointOnSurface()
        if shape.isNull():
            return (float("nan"), float("nan"))
    try:
        point = change.transform(shape.asPoint())
    except QgsCsException:
        return (float("nan"), float("nan"))
    return (point.x(), point.y())
