"""``dcm:exportunitgrid``: unit grids out, in the field set of a profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterVectorDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.errors import InputError
from ...core.messages import text
from .. import styling
from ..base import DcmAlgorithm, language
from ..grid.history_tables import chosen_text
from ..layer_writer import OutputLayers
from ..parameters import (
    advanced,
    by_name,
    choice_parameter,
    grid_code_field,
    misfits_parameter,
    report_parameter,
)
from .delivery_source import DeliverySource, Origin
from .file_writer import DECIMALS, write_file
from .findings_table import write_findings

if TYPE_CHECKING:
    from ...core.exchange import Delivery, Plan, Wish

translate = QCoreApplication.translate

NAMINGS = ["profile", "pinyin", "legacy"]
ENCODINGS = ["UTF-8", "GBK", "GB18030"]
DATES = ["auto", "date", "text"]
INVALID = ["refuse", "empty"]
WGS84 = "EPSG:4326"


class ExportUnitGrid(DcmAlgorithm):
    """Writes a file completely or not at all, and cuts nothing without saying so."""

    NAME = "exportunitgrid"
    GROUP = "exchange"
    _origin: Any = None

    def displayName(self) -> str:
        return translate("DCM", "Export unit grids")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Writes unit grids in the fields of a profile as GeoPackage, Shapefile, GeoJSON."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Writes unit grids in the field set of the chosen profile, under its own names, the "
            "pinyin names or the older names (BGCODE, Area, ORDate, EDDate, Note). The ending of "
            "the file says the format: .gpkg, .shp or .geojson.\n\n"
            "A Shapefile is written in UTF-8 or GBK, with .cpg and .prj, names of at most ten "
            "bytes, and a list of the full names beside it (.fields.csv). GeoJSON is in WGS 84 "
            "longitude and latitude (RFC 7946): coordinates are transformed.\n\n"
            "Codes that do not fit the profile, texts that are too long or have characters that "
            "GBK does not have, and numbers that are too large stop the export, or are left empty "
            "and listed, as you choose. Nothing is cut silently. The file is written completely "
            "or not at all.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "unit grid,export,Shapefile,GeoJSON,GeoPackage,GBK,field names,city management"
        ).split(",") + ["单元网格", "导出", "成果", "编码", "字段", "提交"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        for parameter in (
            QgsProcessingParameterFeatureSource("INPUT", translate("DCM", "Unit grids"), [polygon]),
            self.profile_parameter(),
            grid_code_field("CODE_FIELD", "INPUT", by_name()),
            choice_parameter(
                "FIELD_NAMES",
                translate("DCM", "Field names"),
                NAMINGS,
                translate(
                    "DCM",
                    "profile: as the profile says. pinyin: DYWGBSM, MJ, CSRQ, ZZRQ, BZ. legacy: "
                    "BGCODE, Area, ORDate, EDDate, Note.",
                ),
            ),
            choice_parameter(
                "ENCODING",
                translate("DCM", "Encoding of a Shapefile"),
                ENCODINGS,
                translate("DCM", "GeoPackage and GeoJSON are always UTF-8."),
            ),
            self.set_help(
                QgsProcessingParameterBoolean(
                    "CURRENT_ONLY", translate("DCM", "Grids in use only"), defaultValue=False
                ),
                translate("DCM", "Leaves ended rows out."),
            ),
            choice_parameter(
                "INVALID",
                translate("DCM", "Values that do not fit"),
                INVALID,
                translate(
                    "DCM",
                    "refuse: stop and say what and where. empty: leave the value empty and list "
                    "it.",
                ),
            ),
            advanced(
                choice_parameter(
                    "DATES",
                    translate("DCM", "Dates"),
                    DATES,
                    translate(
                        "DCM",
                        "auto: as dates where the format knows dates, else as text YYYYMMDD. "
                        "date, text: always so (GeoJSON: 2026-07-01).",
                    ),
                )
            ),
            report_parameter(translate("DCM", "Fields of the file, and what did not fit.")),
            misfits_parameter(created=False),
            QgsProcessingParameterVectorDestination(
                "OUTPUT", translate("DCM", "File with unit grids"), polygon
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("WRITTEN_COUNT", translate("DCM", "Rows written")),
            ("ERROR_COUNT", translate("DCM", "Errors")),
            ("WARNING_COUNT", translate("DCM", "Warnings")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    # --- run -----------------------------------------------------------------------------------

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        self._origin = Origin(self, parameters, "INPUT", context)
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return self._export(parameters, context, feedback)
        return {}

    def _export(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        self.check_destinations(parameters)
        path = Path(self.parameterAsOutputLayer(parameters, "OUTPUT", context))
        wish = self._wish(parameters, context, path)
        with DeliverySource(self, parameters, context, self._origin) as delivered:
            return self._write(delivered, wish, path, parameters, context, feedback)

    def _write(
        self,
        delivered: DeliverySource,
        wish: Wish,
        path: Path,
        parameters: Any,
        context: Any,
        feedback: Any,
    ) -> Dict[str, Any]:
        from ...core.exchange import REFUSE, plan_export, read_delivery, refuse_errors

        profile = self.load_profile(parameters, context)
        notes = delivered.tell(feedback)
        crs = delivered.crs
        if wish.format.geographic:
            crs = QgsCoordinateReferenceSystem(WGS84)
            if delivered.crs != crs:
                shown = delivered.crs.authid() or delivered.crs.description()
                notes.append(("exchange.note.wgs84", {"crs": shown, "decimals": DECIMALS}))
                feedback.pushInfo(text("exchange.note.wgs84", language(), **notes[-1][1]))
        frame = delivered.frame(feedback, crs)
        code_field = chosen_text(self, parameters, "CODE_FIELD", context)
        if code_field and code_field not in frame.columns:
            raise InputError("processing.field_missing", layer=delivered.name, field=code_field)
        made = read_delivery(frame, delivered.name, profile, code_field, delivered.long_names())
        kinds = delivered.kinds()
        plan = plan_export(made, {name: kinds[f] for name, f in made.sources.items()}, wish)
        if not len(plan.table):
            raise InputError("exchange.nothing_left", layer=delivered.name)
        if self.parameterAsEnumString(parameters, "INVALID", context) == REFUSE:
            refuse_errors(made, plan.findings)
        self._tell_names(plan, path, feedback)
        for message_id, params in plan.notes:
            feedback.pushWarning(text(message_id, language(), **params))
        write_file(plan, path, crs, delivered.source, context, feedback, language())
        with OutputLayers(self, parameters, context) as layers:
            write_findings(layers, plan.findings)
        outputs: Dict[str, Any] = {"OUTPUT": str(path), **layers.targets}
        self._report(parameters, context, made, plan, [*notes, *plan.notes], path, crs, outputs)
        self._style(context, plan, path)
        return {**outputs, **self._numbers(plan, path, profile.id, feedback)}

    def _wish(self, parameters: Any, context: Any, path: Path) -> Any:
        from ...core.exchange import Wish, file_format

        return Wish(
            naming=self.parameterAsEnumString(parameters, "FIELD_NAMES", context),
            format=file_format(str(path)),
            encoding=self.parameterAsEnumString(parameters, "ENCODING", context),
            dates=self.parameterAsEnumString(parameters, "DATES", context),
            current_only=self.parameterAsBoolean(parameters, "CURRENT_ONLY", context),
        )

    @staticmethod
    def _tell_names(plan: Plan, path: Path, feedback: Any) -> None:
        from ...core.exchange import names_file

        if plan.cut_names:
            names = ", ".join(f"{long} → {name}" for name, long in plan.cut_names.items())
            params = {"names": names, "file": names_file(path).name}
            plan.notes.append(("exchange.note.names", params))

    @staticmethod
    def _numbers(plan: Plan, path: Path, profile: str, feedback: Any) -> Dict[str, int]:
        errors = int((plan.findings["severity"] == "error").sum())
        counts = {
            "WRITTEN_COUNT": len(plan.table),
            "ERROR_COUNT": errors,
            "WARNING_COUNT": len(plan.findings) - errors,
        }
        feedback.pushInfo(
            text(
                "exchange.export.done",
                language(),
                written=len(plan.table),
                path=str(path),
                left_out=plan.left_out,
                errors=errors,
                profile=profile,
            )
        )
        return counts

    def _report(
        self,
        parameters: Any,
        context: Any,
        made: Delivery,
        plan: Plan,
        notes: Any,
        path: Path,
        crs: Any,
        outputs: Dict[str, Any],
    ) -> None:
        from ...core.exchange import export_report

        wish = plan.wish
        settings = {
            "file": path.name,
            "format": wish.format.driver,
            "names": wish.naming,
            "encoding": wish.encoding if wish.format.is_dbf else "UTF-8",
            "crs": crs.authid() or crs.description(),
            "dates": wish.dates,
            "current": wish.current_only,
            "invalid": self.parameterAsEnumString(parameters, "INVALID", context),
        }
        outputs.update(
            self.write_reports(
                parameters, context, lambda: export_report(made, plan, settings, notes)
            )
        )

    @staticmethod
    def _style(context: Any, plan: Plan, path: Path) -> None:
        end = next(out for out in plan.fields if out.column == "end")
        styling.style_output(
            context,
            str(path),
            "unit_grid_history",
            language=language(),
            aliases={out.name: out.spec.alias(language()) for out in plan.fields if out.spec},
            fields={"ZZRQ": end.name},
        )
