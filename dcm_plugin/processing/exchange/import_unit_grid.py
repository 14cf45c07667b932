"""``dcm:importunitgrid``: a survey delivery in, unit grids in the fields of a profile out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from qgis.core import (
    QgsFields,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import field as make_field
from ...core.errors import InputError
from ...core.messages import text
from .. import adapters, styling
from ..base import DcmAlgorithm, language
from ..grid.history_tables import chosen_text, polygon_type, widened
from ..layer_writer import OutputLayers
from ..parameters import (
    by_name,
    choice_parameter,
    grid_code_field,
    misfits_parameter,
    report_parameter,
)
from .delivery_source import DeliverySource, Origin
from .findings_table import write_findings

if TYPE_CHECKING:
    from ...core.exchange import Delivery

translate = QCoreApplication.translate

INVALID = ["refuse", "leaveout", "keep"]
ENCODINGS = ["auto", "UTF-8", "GBK", "GB18030", "Big5"]
#: Field with what is wrong in a row that was kept all the same.
MARK = "DRWT"


class ImportUnitGrid(DcmAlgorithm):
    """Reads deliveries of any naming; guesses nothing that it does not say."""

    NAME = "importunitgrid"
    GROUP = "exchange"
    _origin: Any = None

    def displayName(self) -> str:
        return translate("DCM", "Import unit grids")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Reads a delivered grid into the fields of a profile, whatever they are called."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Reads a delivery (Shapefile, GeoPackage, GeoJSON, any layer) into the fields of the "
            "chosen profile.\n\n"
            "Fields are found by the names of the profile, by the pinyin and the older names, by "
            "Chinese and English words, and by names that a Shapefile cut to ten bytes. Codes "
            "kept as numbers become text; dates may be dates, numbers or texts. Fields that the "
            "profile does not know are kept.\n\n"
            "The encoding of a Shapefile is told by its .cpg file, its language driver byte and "
            "its bytes; the log says which one was taken and why. A layer without coordinate "
            "reference system is refused unless you choose one.\n\n"
            "Codes that do not fit the profile (14 and 15 digits mixed, for instance), values "
            "that are no date or number and texts that are too long stop the import, or are "
            "listed, as you choose.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "unit grid,import,delivery,Shapefile,encoding,GBK,field names,city management"
        ).split(",") + ["单元网格", "导入", "成果", "编码", "字段", "乱码", "读取"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        for parameter in (
            QgsProcessingParameterFeatureSource(
                "INPUT", translate("DCM", "Delivered grid"), [polygon]
            ),
            self.profile_parameter(),
            grid_code_field("CODE_FIELD", "INPUT", by_name()),
            choice_parameter(
                "ENCODING",
                translate("DCM", "Encoding of a Shapefile"),
                ENCODINGS,
                translate("DCM", "auto: told by the files themselves; the log says how."),
            ),
            self.set_help(
                QgsProcessingParameterCrs(
                    "CRS", translate("DCM", "Coordinate system of delivery"), optional=True
                ),
                translate(
                    "DCM",
                    "Only for a delivery that does not say its coordinate reference system, such "
                    "as a Shapefile without .prj. Coordinates are not changed.",
                ),
            ),
            self.set_help(
                QgsProcessingParameterCrs(
                    "TARGET_CRS", translate("DCM", "Target coordinate system"), optional=True
                ),
                translate(
                    "DCM",
                    "Coordinates are transformed into it, from the degrees of GeoJSON for "
                    "instance. Empty: as delivered.",
                ),
            ),
            choice_parameter(
                "INVALID",
                translate("DCM", "Values that do not fit"),
                INVALID,
                translate(
                    "DCM",
                    "refuse: stop and say what and where. leaveout: leave these grids out. keep: "
                    "keep them, with a field that says what is wrong. Both list them in the "
                    "table of values that do not fit.",
                ),
            ),
            report_parameter(translate("DCM", "Which field became which, and what does not fit.")),
            misfits_parameter(created=True),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Imported unit grids"), polygon
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("READ_COUNT", translate("DCM", "Rows read")),
            ("WRITTEN_COUNT", translate("DCM", "Rows written")),
            ("ERROR_COUNT", translate("DCM", "Errors")),
            ("WARNING_COUNT", translate("DCM", "Warnings")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(
            QgsProcessingOutputString("ENCODING_TAKEN", translate("DCM", "Encoding taken"))
        )

    # --- run -----------------------------------------------------------------------------------

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        self._origin = Origin(self, parameters, "INPUT", context)
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return self._import(parameters, context, feedback)
        return {}

    def _import(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        self.check_destinations(parameters)
        with DeliverySource(
            self,
            parameters,
            context,
            self._origin,
            self.parameterAsEnumString(parameters, "ENCODING", context),
            self.parameterAsCrs(parameters, "CRS", context),
        ) as delivered:
            return self._take_over(delivered, parameters, context, feedback)

    def _take_over(
        self, delivered: DeliverySource, parameters: Any, context: Any, feedback: Any
    ) -> Dict[str, Any]:
        from ...core.exchange import (
            KEEP,
            LEAVE_OUT,
            REFUSE,
            marks,
            read_delivery,
            refuse_errors,
            without_errors,
        )

        profile = self.load_profile(parameters, context)
        invalid = self.parameterAsEnumString(parameters, "INVALID", context)
        notes = delivered.tell(feedback)
        target = self.parameterAsCrs(parameters, "TARGET_CRS", context)
        crs = target if target.isValid() else delivered.crs
        frame = delivered.frame(feedback, target)
        code_field = chosen_text(self, parameters, "CODE_FIELD", context)
        if code_field and code_field not in frame.columns:
            raise InputError("processing.field_missing", layer=delivered.name, field=code_field)
        made = read_delivery(frame, delivered.name, profile, code_field, delivered.long_names())
        if crs.isGeographic():
            made.notes.append(
                ("exchange.note.degrees", {"layer": delivered.name, "crs": crs.authid()})
            )
        for message_id, params in made.notes:
            feedback.pushWarning(text(message_id, language(), **params))
        if invalid == REFUSE:
            refuse_errors(made)
        table = without_errors(made) if invalid == LEAVE_OUT else made.table.copy()
        if not len(table):
            raise InputError("exchange.nothing_left", layer=delivered.name)
        if invalid == KEEP:
            table[MARK] = marks(made, language())
        outputs, fields = self._layers(parameters, context, feedback, made, table, delivered, crs)
        settings = {"invalid": invalid, "crs": crs.authid() or crs.description()}
        self._report(parameters, context, made, delivered, len(table), notes, settings, outputs)
        errors = len(made.errors)
        counts = {
            "READ_COUNT": len(made.table),
            "WRITTEN_COUNT": len(table),
            "ERROR_COUNT": errors,
            "WARNING_COUNT": len(made.findings) - errors,
        }
        feedback.pushInfo(
            text(
                "exchange.import.done",
                language(),
                read=counts["READ_COUNT"],
                written=counts["WRITTEN_COUNT"],
                errors=errors,
                warnings=counts["WARNING_COUNT"],
                profile=profile.id,
            )
        )
        encoding = delivered.verdict.encoding if delivered.verdict else ""
        return {**outputs, **counts, "ENCODING_TAKEN": encoding}

    def _layers(
        self,
        parameters: Any,
        context: Any,
        feedback: Any,
        made: Delivery,
        table: Any,
        delivered: DeliverySource,
        crs: Any,
    ) -> Tuple[Dict[str, Any], QgsFields]:
        profile, lang = made.profile, language()
        fields = adapters.fields_from_specs(list(profile.fields.values()), lang)
        mapping = {spec.name: role for role, spec in profile.fields.items()}
        known = delivered.source.fields()
        for name, column in made.own.items():
            own = known.at(known.lookupField(made.sources[name]))
            own.setName(name)
            fields.append(own)
            mapping[name] = column
        if MARK in table.columns:
            alias = text("exchange.column.mark", lang)
            fields.append(make_field(MARK, "string", 0, 0, alias))
            mapping[MARK] = MARK
        fields = widened(fields, table, mapping)
        kind, multi = polygon_type(table, *([] if self._origin.path else [delivered.source]))
        with OutputLayers(self, parameters, context) as layers:
            write_findings(layers, made.findings)
            sink = layers.sink("OUTPUT", fields, kind, crs)
            adapters.frame_to_sink(table, sink, fields, feedback, mapping, multi)
            del sink
        outputs: Dict[str, Any] = layers.targets
        styling.style_output(
            context,
            outputs["OUTPUT"],
            "unit_grid_history",
            language=lang,
            layer_name=text("exchange.layer.grid", lang),
            aliases={field.name(): field.alias() for field in fields},
            fields={"ZZRQ": profile.fields["end"].name},
        )
        return outputs, fields

    def _report(
        self,
        parameters: Any,
        context: Any,
        made: Delivery,
        delivered: DeliverySource,
        written: int,
        notes: Any,
        settings: Dict[str, Any],
        outputs: Dict[str, Any],
    ) -> None:
        from ...core.exchange import encoding_values, import_report

        if delivered.verdict is not None:
            settings = {**encoding_values(delivered.verdict), **settings}
        outputs.update(
            self.write_reports(
                parameters,
                context,
                lambda: import_report(made, settings, written, [*notes, *made.notes]),
            )
        )
