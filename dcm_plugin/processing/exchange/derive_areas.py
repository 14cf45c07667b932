"""``dcm:deriveareas``: communities, streets, districts and duty grids from unit grids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingFeatureSource,
    QgsProcessingMultiStepFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.errors import InputError
from ...core.messages import Message, shortened, text
from .. import adapters, styling
from ..base import DcmAlgorithm
from ..grid.history_tables import HistoryTable, widened
from ..parameters import (
    by_name,
    choice_parameter,
    field_parameter,
    grid_code_field,
    report_parameter,
)
from ..run import AlgorithmRun
from .place_layers import PlaceWriter, place_parameters, place_tables

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ...core.grid.derive import DeriveResult, DeriveTask
    from ...core.standards import FieldSpec, Profile

translate = QCoreApplication.translate

LEVELS = ["community", "street", "district", "dutygrid", "managementgrid"]
_STEPS = 4


class DeriveAreas(DcmAlgorithm):
    """Dissolves whole unit grids; computes no coordinate anew."""

    NAME = "deriveareas"
    GROUP = "exchange"

    def displayName(self) -> str:
        return translate("DCM", "Derive areas")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Makes communities, streets, districts or duty grids out of unit grids."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Dissolves the unit grids in use into areas: communities, streets and districts by "
            "the parts of their codes, duty grids and management grids by a field of the layer "
            "or by a list of members.\n\n"
            "The areas have the vertices of the unit grids, no more and no less, so neighbours "
            "share their border exactly; islands and holes stay. Each area has code, name, code "
            "of the area above, number of unit grids, area and start date (the first of its "
            "members). Ended rows are left out.\n\n"
            "For duty grids the rules are checked: members adjoin, no unit grid is in two, all "
            "members lie in one street; members in several communities are a warning or an "
            "error, as the profile says. What does not fit is listed with the unit grid.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "dissolve,community,street,district,duty grid,management grid,city management"
        ).split(",") + ["社区", "街道", "区县", "责任网格", "管理网格", "合成", "融合", "单元网格"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (
            *self._inputs(),
            report_parameter(translate("DCM", "The areas, and what does not fit.")),
            *place_parameters(self, areas=False),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Areas"), QgsProcessing.SourceType.TypeVectorPolygon
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("AREA_COUNT", translate("DCM", "Areas")),
            ("MEMBER_COUNT", translate("DCM", "Unit grids in areas")),
            ("LEFT_COUNT", translate("DCM", "Unit grids in no area")),
            ("ERROR_COUNT", translate("DCM", "Errors")),
            ("WARNING_COUNT", translate("DCM", "Warnings")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _inputs(self) -> List[Any]:
        source, vector = QgsProcessingParameterFeatureSource, QgsProcessing.SourceType.TypeVector
        return [
            source(
                "INPUT",
                translate("DCM", "Unit grids"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
            ),
            grid_code_field("CODE_FIELD", "INPUT", by_name()),
            self.profile_parameter(),
            choice_parameter(
                "LEVEL",
                translate("DCM", "Areas to make"),
                LEVELS,
                translate(
                    "DCM",
                    "community, street, district: by the parts of the code. dutygrid, "
                    "managementgrid: by the field or the list of members below.",
                ),
            ),
            field_parameter(
                "FIELD",
                translate("DCM", "Duty grid field"),
                "INPUT",
                translate(
                    "DCM", "The field of the unit grids that says the code of their duty grid."
                ),
            ),
            field_parameter(
                "NAME_FIELD",
                translate("DCM", "Name field"),
                "INPUT",
                translate("DCM", "The field of the unit grids that says the name of the area."),
            ),
            self.set_help(
                source("MEMBERS", translate("DCM", "List of members"), [vector], optional=True),
                translate(
                    "DCM",
                    "A table with the code of the unit grid and the code of its duty grid in each "
                    "row; goes before the duty grid field.",
                ),
            ),
            field_parameter(
                "MEMBER_FIELD", translate("DCM", "Unit grid of the list"), "MEMBERS", by_name()
            ),
            field_parameter(
                "MEMBER_AREA_FIELD", translate("DCM", "Duty grid of the list"), "MEMBERS", by_name()
            ),
            self.set_help(
                source("NAMES", translate("DCM", "Names of the areas"), [vector], optional=True),
                translate("DCM", "A table or layer with code and name of each area."),
            ),
            field_parameter(
                "NAMES_CODE_FIELD", translate("DCM", "Code of the names"), "NAMES", by_name()
            ),
            field_parameter(
                "NAMES_NAME_FIELD", translate("DCM", "Name of the names"), "NAMES", by_name()
            ),
        ]

    # --- run -----------------------------------------------------------------------------------

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            return DeriveRun(self, parameters, context, feedback).run()
        return {}


class DeriveRun(AlgorithmRun):
    """One run: read, dissolve, write."""

    def __init__(
        self, algorithm: DcmAlgorithm, parameters: Any, context: Any, feedback: Any
    ) -> None:
        super().__init__(algorithm, parameters, context, feedback)
        self.steps = QgsProcessingMultiStepFeedback(_STEPS, feedback)

    def run(self) -> Dict[str, Any]:
        from ...core.grid.derive import derive

        self.algorithm.check_destinations(self.parameters)
        profile = self.algorithm.load_profile(self.parameters, self.context)
        level = self._choice("LEVEL")
        source = self._required_source("INPUT")
        adapters.require_metric(source.sourceCrs(), source.sourceName())
        task = self._task(source, profile, level)
        self.steps.setCurrentStep(1)
        result = derive(task, adapters.cancel_check(self.feedback))
        self.steps.setCurrentStep(2)
        if not result.exact:
            self._warn("derive.inexact", layer=task.layer)
        unnamed = result.areas.loc[result.areas["name"].isna(), "code"].tolist()
        if unnamed:
            self._warn("derive.unnamed", count=len(unnamed), codes=shortened(unnamed))
        outputs = self._layers(result, profile, level, source.sourceCrs())
        self._report(result, profile, level, task.layer, outputs)
        outputs.update(self._numbers(result, profile))
        self.feedback.setProgress(100)
        return outputs

    # --- reading -------------------------------------------------------------------------------

    def _task(self, source: QgsProcessingFeatureSource, profile: Profile, level: str) -> DeriveTask:
        from ...core.grid.derive import BY_LIST, DeriveTask

        table = HistoryTable(source, profile, self._text("CODE_FIELD"))
        frame = table.read(self.steps)
        task = DeriveTask(frame, profile, level, table.name, table.roles["code"])
        name_field = self._text("NAME_FIELD")
        if name_field:
            role = {"community": "community_name", "street": "street_name"}.get(level)
            frame[role or "area_name"] = self._column(table, frame, name_field)
        if level in BY_LIST:
            specs = profile.tables[BY_LIST[level]]
            self._membership(task, table, frame, level, specs)
        self._names(task, level, profile)
        return task

    def _membership(
        self,
        task: DeriveTask,
        table: HistoryTable,
        frame: Any,
        level: str,
        specs: Any,
    ) -> None:
        field = self._text("FIELD") or specs["code"].find(table.own)
        if self._source("MEMBERS") is not None:
            task.members, task.members_layer = self._columns(
                "MEMBERS",
                {
                    "grid": ("MEMBER_FIELD", task.profile.fields["code"]),
                    "area": ("MEMBER_AREA_FIELD", specs["code"]),
                },
            )
        elif field:
            task.member = self._column(table, frame, field)
            name = specs["name"].find(table.own)
            if name and "area_name" not in frame:
                frame["area_name"] = self._column(table, frame, name)
        else:
            raise InputError("derive.no_membership", level=Message("derive.level." + level))

    def _names(self, task: DeriveTask, level: str, profile: Profile) -> None:
        from ...core.grid.derive import derive_names, table_of

        if self._source("NAMES") is None:
            return
        specs = profile.tables[table_of(level)]
        table, layer = self._columns(
            "NAMES",
            {
                "code": ("NAMES_CODE_FIELD", specs["code"]),
                "name": ("NAMES_NAME_FIELD", specs["name"]),
            },
        )
        task.names, twice = derive_names(table)
        if twice:
            self._warn("derive.names_twice", layer=layer, codes=shortened(twice))

    def _columns(
        self, parameter: str, wanted: Dict[str, Tuple[str, FieldSpec]]
    ) -> Tuple[pd.DataFrame, str]:
        """A table with two columns, and the name of its layer."""
        import pandas as pd

        from ...core.exchange.fields import match_fields

        source = self._source(parameter)
        layer = source.sourceName()
        names = [field.name() for field in source.fields()]
        specs = {column: spec for column, (_, spec) in wanted.items()}
        found = match_fields(names, specs).roles
        columns: Dict[str, Any] = {}
        for column, (choice, _spec) in wanted.items():
            field = self._text(choice) or found.get(column, "")
            if field and source.fields().lookupField(field) < 0:
                raise InputError("processing.field_missing", layer=layer, field=field)
            if not field:
                what = Message("derive.what." + column)
                raise InputError("derive.members_field", layer=layer, what=what)
            values = adapters.column_values(source, field, self.steps)
            columns[column] = pd.Series(values, dtype=object)
        return pd.DataFrame(columns), layer

    @staticmethod
    def _column(table: HistoryTable, frame: Any, field: str) -> np.ndarray:
        """A field of the unit grids, whether or not it is one of the profile."""
        name = adapters.exact_name(table.source, field) if table.has(field) else ""
        if not name:
            raise InputError("processing.field_missing", layer=table.name, field=field)
        return frame[table.column(name)].to_numpy(dtype=object)

    # --- writing -------------------------------------------------------------------------------

    def _layers(
        self, result: DeriveResult, profile: Profile, level: str, crs: Any
    ) -> Dict[str, Any]:
        from ...core.grid.derive import table_of

        specs = profile.tables[table_of(level)]
        areas = result.areas.rename(columns={role: spec.name for role, spec in specs.items()})
        fields = adapters.fields_from_specs(list(specs.values()), self.lang)
        fields = widened(fields, areas, {})
        writer = PlaceWriter(self.algorithm, self.parameters, self.context, crs)
        multi = QgsWkbTypes.Type.MultiPolygon
        outputs = writer.write(
            (
                *place_tables(result.findings, areas=False),
                ("OUTPUT", areas, fields, multi, "areas"),
            )
        )
        styling.style_output(
            self.context,
            outputs["OUTPUT"],
            "areas",
            language=self.lang,
            layer_name=text("derive.layer." + level, self.lang),
            aliases={field.name(): field.alias() for field in fields},
            fields={"AREA_CODE": specs["code"].name, "AREA_NAME": specs["name"].name},
        )
        return outputs

    def _report(
        self, result: DeriveResult, profile: Profile, level: str, layer: str, outputs: Any
    ) -> None:
        from ...core.grid.derive_report import derive_report

        outputs.update(
            self.algorithm.write_reports(
                self.parameters,
                self.context,
                lambda: derive_report(result, profile, level, layer),
            )
        )

    def _numbers(self, result: DeriveResult, profile: Profile) -> Dict[str, int]:
        from ...core.grid import places

        figures = result.figures
        errors = places.count(result.findings, places.ERROR)
        warnings = places.count(result.findings, places.WARNING)
        self._say(
            "derive.done",
            errors=errors,
            warnings=warnings,
            profile=profile.id,
            **{key: figures[key] for key in ("areas", "members", "ended", "without")},
        )
        return {
            "AREA_COUNT": figures["areas"],
            "MEMBER_COUNT": figures["members"],
            "LEFT_COUNT": figures["without"],
            "ERROR_COUNT": errors,
            "WARNING_COUNT": warnings,
        }
