"""``dcm:numberunitgrid``: codes for unit grids that are already drawn."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QDate

from ..base import DcmAlgorithm, language, optional
from ..parameters import (
    advanced,
    choice_parameter,
    date_parameter,
    field_parameter,
    real_parameter,
    text_parameter,
)

translate = QCoreApplication.translate

ORDERS = ["row_band", "strict_y_then_x", "column_band"]
#: Roles of the profile's field table that the output has, in this order.
ROLES = ("code", "community", "community_name", "area", "start", "end", "note", "profile")


class NumberUnitGrid(DcmAlgorithm):
    """Numbers whole layers; in place it changes the code field and nothing else.

    A number depends on all grids of the community, so the codes are computed when the run is
    prepared and ``processFeature`` only looks them up: that makes in-place editing change
    attributes instead of deleting and adding features.
    """

    NAME = "numberunitgrid"

    def __init__(self) -> None:
        super().__init__()
        self._in_place = False
        self._rest: Dict[int, Any] = {}
        self._codes: Optional[Dict[int, Any]] = None
        self._code_index = -1

    def displayName(self) -> str:
        return translate("DCM", "Number unit grids")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Gives unit grids their codes, west to east and north to south per community."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Gives each unit grid a code: the community code and a running number, counted west "
            "to east and north to south inside the community.\n\n"
            "The community of a grid comes from a layer of communities (the one in which the "
            "grid's point on surface lies) or from a field. Codes that are there stay; new grids "
            "get the next number after the largest one ever used, and no number is given twice. "
            "Rows with an end date are history: they stay as they are and their codes count as "
            "used; so do the codes of grids that are not selected.\n\n"
            "The work stops before any code is given when the layer is measured in degrees, a "
            "geometry is missing or invalid, a community is missing or stands twice, a code does "
            "not fit the profile, or a community has more grids than numbers.\n\n"
            "In place, only the code field of the layer is changed.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "unit grid,number,code,identifier,community,city management,renumber"
        ).split(",") + ["单元网格", "万米网格", "编号", "编码", "标识码", "赋码"]

    def flags(self) -> Any:
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagSupportsInPlaceEdits

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self._in_place = bool((configuration or {}).get("IN_PLACE"))
        for parameter in (
            QgsProcessingParameterFeatureSource(
                "INPUT",
                translate("DCM", "Unit grids"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
            ),
            self.profile_parameter(),
            self.set_help(
                QgsProcessingParameterFeatureSource(
                    "COMMUNITIES",
                    translate("DCM", "Communities"),
                    [QgsProcessing.SourceType.TypeVectorPolygon],
                    optional=True,
                ),
                translate("DCM", "Community or village polygons with their code of 12 digits."),
            ),
            field_parameter(
                "COMMUNITY_FIELD",
                translate("DCM", "Community code field"),
                "COMMUNITIES",
                translate("DCM", "Empty: the field that the profile names, or the field “code”."),
            ),
            field_parameter(
                "PREFIX_FIELD",
                translate("DCM", "Field with community code"),
                "INPUT",
                translate(
                    "DCM",
                    "A field of the grids that holds the community code; it is used instead of a "
                    "layer of communities.",
                ),
            ),
            field_parameter(
                "CODE_FIELD",
                translate("DCM", "Field with grid code"),
                "INPUT",
                translate("DCM", "Empty: the field that the profile names, if the layer has it."),
            ),
            self.set_help(
                QgsProcessingParameterBoolean(
                    "KEEP_EXISTING", translate("DCM", "Keep existing codes"), defaultValue=True
                ),
                translate(
                    "DCM",
                    "Grids with a code keep it and only the others are numbered. Switch off only "
                    "for a draft: published codes should never change.",
                ),
            ),
            choice_parameter(
                "ORDER",
                translate("DCM", "Numbering order"),
                ORDERS,
                translate(
                    "DCM",
                    "row_band: rows of about the height of a grid, each west to east. "
                    "strict_y_then_x: by north coordinate alone, then east. "
                    "column_band: columns, each north to south.",
                ),
            ),
            self.set_help(
                QgsProcessingParameterFeatureSource(
                    "USED_CODES",
                    translate("DCM", "Codes ever used"),
                    [QgsProcessing.SourceType.TypeVector],
                    optional=True,
                ),
                translate("DCM", "A table of codes that are in use or were; none is given again."),
            ),
            field_parameter(
                "USED_FIELD",
                translate("DCM", "Field with used codes"),
                "USED_CODES",
                translate("DCM", "Empty: the code field that the profile names."),
            ),
            date_parameter(
                "START_DATE",
                translate("DCM", "Start date of new grids"),
                translate("DCM", "Written for grids that get a code now and have no start date."),
            ),
            advanced(
                text_parameter(
                    "OBJECT_CODE",
                    translate("DCM", "Managed object code"),
                    translate(
                        "DCM", "Only for special grids (CJ/T 349): six digits in front of the code."
                    ),
                )
            ),
            advanced(
                real_parameter(
                    "ROW_HEIGHT",
                    translate("DCM", "Row height (m)"),
                    translate(
                        "DCM",
                        "Height of a row, or width of a column. Empty: the median size of the "
                        "grids of the community.",
                    ),
                    least=0.001,
                )
            ),
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                translate("DCM", "Numbered unit grids"),
                QgsProcessing.SourceType.TypeVectorPolygon,
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber("NUMBERED", translate("DCM", "Grids numbered")))
        self.addOutput(QgsProcessingOutputNumber("KEPT", translate("DCM", "Codes kept")))
        self.addOutput(
            QgsProcessingOutputNumber("COMMUNITY_COUNT", translate("DCM", "Communities with grids"))
        )

    # --- in place ------------------------------------------------------------------------------

    def supportInPlaceEdit(self, layer: Any) -> bool:
        return (
            isinstance(layer, QgsVectorLayer)
            and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
            and not layer.crs().isGeographic()
        )

    def sourceFlags(self) -> Any:
        return QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks

    def inputParameterName(self) -> str:
        return "INPUT"

    def outputFields(self, fields: QgsFields) -> QgsFields:
        return fields

    def outputWkbType(self, wkb_type: Any) -> Any:
        return wkb_type

    def outputCrs(self, crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
        return crs

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        with self.errors_shown():
            self._rest = self._rows_left_out(parameters, context)
            if self._in_place:
                self._prepare_in_place(parameters, context, feedback)
        return True

    def _rows_left_out(self, parameters: Any, context: Any) -> Dict[int, Any]:
        """Code and end date of all rows of the layer when only some of them take part."""
        from ..adapters import is_null

        chosen = parameters.get("INPUT")
        if not isinstance(chosen, QgsProcessingFeatureSourceDefinition):
            return {}
        layer = self.parameterAsVectorLayer({"INPUT": chosen.source}, "INPUT", context)
        if layer is None:
            return {}
        profile = self.load_profile(parameters, context)
        field = self._code_field(parameters, context, layer.fields(), profile)
        if not field:
            return {}
        index = layer.fields().lookupField(field)
        request = QgsFeatureRequest()
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        end_name = profile.fields["end"].find([f.name() for f in layer.fields()])
        end = layer.fields().lookupField(end_name) if end_name else -1
        request.setSubsetOfAttributes([index, end] if end >= 0 else [index])
        return {
            feature.id(): (feature[index], feature[end] if end >= 0 else None)
            for feature in layer.getFeatures(request)
            if not is_null(feature[index])
        }

    def _prepare_in_place(self, parameters: Any, context: Any, feedback: Any) -> None:
        from ...core.errors import InputError

        source, frame, result, profile = self._number(parameters, context, feedback)
        layer_name = source.sourceName()
        spec = profile.fields["code"]
        name = self._code_field(parameters, context, source.fields(), profile)
        if not name:
            raise InputError(
                "standards.no_code_field",
                layer=layer_name,
                names=", ".join((spec.name,) + spec.legacy),
                length=profile.code.length,
            )
        index = source.fields().lookupField(name)
        field = source.fields().at(index)
        if field.isNumeric() or 0 < field.length() < profile.code.length:
            raise InputError(
                "standards.code_field_short",
                layer=layer_name,
                field=name,
                length=profile.code.length,
            )
        self._code_index = index
        fresh = ~result.kept
        self._codes = dict(zip(frame["_fid"][fresh].tolist(), result.codes[fresh].tolist()))

    def processFeature(self, feature: QgsFeature, context: Any, feedback: Any) -> List[QgsFeature]:
        """One grid of an in-place run; the code was found when the run was prepared."""
        if self._codes is None:
            raise QgsProcessingException("processFeature without prepare")
        if feature.id() in self._codes:
            feature.setAttribute(self._code_index, self._codes[feature.id()])
        return [feature]

    # --- the run -------------------------------------------------------------------------------

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ..layer_writer import OutputLayers

        with self.errors_shown():
            source, frame, result, profile = self._number(parameters, context, feedback)
            fields, origins = self._output_fields(parameters, context, source, profile)
            start = self._start_date(parameters, context)
            values = {
                "code": result.codes,
                "community": result.community,
                "community_name": result.community_name,
                "area": frame.geometry.area.round(2).to_numpy(),
                "fresh": ~result.kept,
                "fid": frame["_fid"].to_numpy(),
            }
            with OutputLayers(self, parameters, context) as layers:
                sink = layers.sink("OUTPUT", fields, source.wkbType(), source.sourceCrs())
                self._write(source, sink, fields, origins, values, profile.id, start, feedback)
                del sink
            target = layers.targets["OUTPUT"]
            self._style(context, target, fields, profile)
        return {
            "OUTPUT": target,
            "NUMBERED": result.figures["numbered"],
            "KEPT": result.figures["kept"],
            "COMMUNITY_COUNT": result.figures["communities"],
        }

    def _style(self, context: Any, target: str, fields: QgsFields, profile: Any) -> None:
        from .. import styling

        styling.style_output(
            context,
            target,
            "unit_grid",
            language=language(),
            aliases={field.name(): field.alias() for field in fields},
            variables={
                "dcm_target": profile.area.target,
                "dcm_lower": profile.area.lower,
                "dcm_upper": profile.area.upper,
            },
        )

    def _number(self, parameters: Any, context: Any, feedback: Any) -> Tuple[Any, ...]:
        """Source, table, result and profile of a run."""
        from ...core import messages
        from ...core.grid.number_layer import NumberingTask, is_ended, number_layer
        from .. import adapters

        source = self.required_source(parameters, "INPUT", context)
        layer_name = source.sourceName()
        adapters.require_metric(source.sourceCrs(), layer_name)
        profile = self.load_profile(parameters, context)
        table_fields = source.fields()
        names = [field.name() for field in table_fields]
        code_field = self._code_field(parameters, context, table_fields, profile)
        prefix_field = optional(self.parameterAsString(parameters, "PREFIX_FIELD", context))
        communities, community_field = self._communities(
            parameters, context, feedback, source.sourceCrs(), profile
        )
        if not prefix_field and communities is None:
            prefix_field = profile.fields["community"].find(names) or ""
        end_field = profile.fields["end"].find(names)
        columns = {"code": code_field, "prefix": prefix_field, "end": end_field}
        wanted = {role: name for role, name in columns.items() if name}
        raw = adapters.source_to_frame(source, feedback, list(wanted.values()))
        frame = raw[["_fid", "geometry"]].copy()
        for role, name in wanted.items():
            frame[role] = raw[adapters.exact_name(source, name)]
        feedback.setProgress(30)
        here = set(frame["_fid"].tolist())
        height = self.parameterAsDouble(parameters, "ROW_HEIGHT", context)
        given = parameters.get("ROW_HEIGHT") is not None and height > 0
        others = [row for fid, row in self._rest.items() if fid not in here]
        past = is_ended([None if adapters.is_null(end) else end for _, end in others])
        task = NumberingTask(
            grids=frame,
            profile=profile,
            communities=communities,
            used=self._used(parameters, context, feedback, profile)
            + [code for (code, _), gone in zip(others, past) if gone],
            occupied=[code for (code, _), gone in zip(others, past) if not gone],
            object_code=optional(self.parameterAsString(parameters, "OBJECT_CODE", context)),
            order=self.parameterAsEnumString(parameters, "ORDER", context),
            keep_existing=self.parameterAsBoolean(parameters, "KEEP_EXISTING", context),
            row_height=height if given else None,
            names={
                "grids": layer_name,
                "code": code_field,
                "prefix": prefix_field,
                "communities": communities.attrs["name"] if communities is not None else "",
                "community_code": community_field,
            },
        )
        result = number_layer(task)
        for message_id, details in result.warnings:
            feedback.pushWarning(messages.text(message_id, language(), **details))
        feedback.pushInfo(
            messages.text("standards.numbered", language(), profile=profile.id, **result.figures)
        )
        feedback.setProgress(60)
        return source, frame, result, profile

    def _code_field(self, parameters: Any, context: Any, fields: Any, profile: Any) -> str:
        chosen = optional(self.parameterAsString(parameters, "CODE_FIELD", context))
        return chosen or profile.fields["code"].find([f.name() for f in fields]) or ""

    def _communities(
        self, parameters: Any, context: Any, feedback: Any, crs: Any, profile: Any
    ) -> Tuple[Any, str]:
        """Table of communities with ``code``, and the name of its code field."""
        from .history_tables import chosen_text, community_table

        source = self.parameterAsSource(parameters, "COMMUNITIES", context)
        chosen = chosen_text(self, parameters, "COMMUNITY_FIELD", context)
        frame, field = community_table(source, chosen, profile, crs, context, feedback)
        if frame is not None:
            frame.attrs["name"] = source.sourceName()
        return frame, field

    def _used(self, parameters: Any, context: Any, feedback: Any, profile: Any) -> List[Any]:
        from ...core.errors import InputError
        from .. import adapters

        source = self.parameterAsSource(parameters, "USED_CODES", context)
        if source is None:
            return []
        field = optional(self.parameterAsString(parameters, "USED_FIELD", context))
        field = field or profile.fields["code"].find([f.name() for f in source.fields()]) or ""
        if not field:
            raise InputError(
                "processing.field_missing",
                layer=source.sourceName(),
                field=profile.fields["code"].name,
            )
        return adapters.column_values(source, field, feedback)

    def _start_date(self, parameters: Any, context: Any) -> Optional[QDate]:
        if not parameters.get("START_DATE"):
            return None
        date = self.parameterAsDateTime(parameters, "START_DATE", context).date()
        return date if date.isValid() else None

    def _output_fields(
        self, parameters: Any, context: Any, source: QgsFeatureSource, profile: Any
    ) -> Tuple[QgsFields, List[Tuple[str, int]]]:
        """Fields of the profile, then the other fields of the input; where each comes from."""
        from .. import adapters

        layer_fields = source.fields()
        names = [field.name() for field in layer_fields]
        specs = [profile.fields[role] for role in ROLES if role in profile.fields]
        specs += [
            spec
            for role, spec in profile.fields.items()
            if role not in ROLES and spec.find(names) is not None
        ]
        fields = adapters.fields_from_specs(specs, language())
        code_field = self._code_field(parameters, context, layer_fields, profile)
        origins: List[Tuple[str, int]] = []
        for spec in specs:
            name = code_field if spec.role == "code" else spec.find(names)
            origins.append((spec.role, layer_fields.lookupField(name) if name else -1))
        taken = {index for _, index in origins}
        present = {field.name().casefold() for field in fields}
        for index, field in enumerate(layer_fields):
            if index not in taken and field.name().casefold() not in present:
                fields.append(field)
                origins.append(("", index))
        return fields, origins

    def _write(
        self,
        source: Any,
        sink: Any,
        fields: QgsFields,
        origins: List[Tuple[str, int]],
        values: Dict[str, Any],
        profile_id: str,
        start: Optional[QDate],
        feedback: Any,
    ) -> None:
        """Write the features with their own geometry (curves, Z and M stay)."""
        from ...core.errors import InputError
        from .. import adapters

        codes = values["code"].tolist()
        community = values["community"].tolist()
        names = values["community_name"].tolist()
        area = values["area"].tolist()
        fresh = values["fresh"].tolist()

        # a selection need not come in the same order twice
        row_of = {fid: row for row, fid in enumerate(values["fid"].tolist())}

        def converted(feature: QgsFeature) -> QgsFeature:
            row = row_of.pop(feature.id(), None)
            if row is None:
                raise InputError("processing.layer_changed", layer=source.sourceName())
            old = feature.attributes()
            made = []
            for role, index in origins:
                value = old[index] if index >= 0 else None
                if role == "code":
                    value = codes[row]
                elif role == "community":
                    value = community[row]
                elif role == "profile":
                    value = profile_id
                elif role == "community_name" and adapters.is_null(value):
                    value = names[row]
                elif role == "area" and adapters.is_null(value):
                    value = area[row]
                elif role == "start" and fresh[row] and adapters.is_null(value):
                    value = start
                made.append(value)
            result = QgsFeature(fields)
            result.setGeometry(feature.geometry())
            result.setAttributes(made)
            return result

        flags = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        features = source.getFeatures(QgsFeatureRequest(), flags)
        adapters.write_features(
            (converted(feature) for feature in features),
            sink,
            feedback,
            len(codes),
            (60.0, 100.0),
        )
        if row_of:
            raise InputError("processing.layer_changed", layer=source.sourceName())
