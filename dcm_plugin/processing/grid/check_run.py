"""What happens when ``dcm:checkunitgrid`` runs: read, check, write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsUnitTypes,
)

from ...core.errors import InputError
from .. import adapters, check_output
from ..base import DcmAlgorithm
from ..layer_writer import LayerWriter
from ..run import AlgorithmRun

if TYPE_CHECKING:
    import geopandas as gpd

    from ...core.grid.checks import CheckInput, CheckResult
    from ...core.standards import Profile

#: Fields that the grids with findings get beside their own.
OFFENDER_FIELDS = (
    ("checks", "string", 120, 0),
    ("severity", "string", 10, 0),
    ("findings", "int", 9, 0),
)
_TRUE = {"1", "true", "t", "yes", "y", "是"}
#: Tables of the profile where the code field of a layer is looked up.
_CODE_TABLES = {
    "COMMUNITIES": ("community", "community"),
    "STREETS": ("street", "street"),
    "DISTRICTS": ("district", ""),
}


class CheckRun(AlgorithmRun):
    """One run. Nothing is written before all is checked."""

    def __init__(
        self,
        algorithm: DcmAlgorithm,
        parameters: Any,
        context: Any,
        feedback: Any,
        layout: List[Tuple[str, QgsProcessingFeatureSource]],
    ) -> None:
        super().__init__(algorithm, parameters, context, feedback)
        self.layout = layout

    def run(self) -> Dict[str, Any]:
        from ...core.grid.checks import run_checks
        from ...core.grid.checks.catalogue import GRID_CHECKS

        profile = self._profile()
        self.algorithm.check_destinations(self.parameters)
        source = self._required_source("INPUT")
        self.crs = source.sourceCrs()
        adapters.require_metric(self.crs, source.sourceName())
        data = self._read(source, profile)
        self._progress(20)
        chosen = self.algorithm.parameterAsEnumStrings(self.parameters, "CHECKS", self.context)
        result = run_checks(
            data,
            profile,
            selected=chosen or None,
            progress=lambda value: self._progress(20 + 0.65 * value),
            cancelled=adapters.cancel_check(self.feedback),
        )
        self._check_cancelled()
        check_output.log_summary(self.feedback, result, GRID_CHECKS, self.lang)
        outputs = self._layers(result, source)
        outputs.update(self._reports(result, profile, source.sourceName()))
        outputs.update(
            ERROR_COUNT=result.count("error"),
            WARNING_COUNT=result.count("warning"),
            INFO_COUNT=result.count("info"),
            SKIPPED_COUNT=sum(s.status == "skipped" for s in result.summary.values()),
        )
        self._progress(100)
        return outputs

    # --- reading -------------------------------------------------------------------------------

    def _profile(self) -> Profile:
        from dataclasses import replace

        profile = self.algorithm.load_profile(self.parameters, self.context)
        length = self._given_real("TOLERANCE")
        if length is None:
            return profile
        return replace(profile, tolerances=replace(profile.tolerances, length=length))

    def _read(self, source: QgsProcessingFeatureSource, profile: Profile) -> CheckInput:
        from ...core.grid.checks import CheckInput, CrsInfo

        grid, names = self._grid(source, profile)
        self._progress(5)
        metres = QgsUnitTypes.DistanceUnit.DistanceMeters
        crs = CrsInfo(
            self.crs.authid(),
            self.crs.description(),
            self.crs.isValid(),
            self.crs.isGeographic(),
            self.crs.mapUnits() == metres,
        )
        data = CheckInput(grid, crs=crs, field_names=names, base_scale=self._scale(grid))
        for parameter, role in (
            ("COMMUNITIES", "communities"),
            ("STREETS", "streets"),
            ("DISTRICTS", "districts"),
        ):
            field = {"COMMUNITIES": "COMMUNITY_FIELD", "STREETS": "STREET_FIELD"}.get(
                parameter, "DISTRICT_FIELD"
            )
            setattr(data, role, self._coded(parameter, field, profile, "polygon"))
        data.buildings = self._plain("BUILDINGS", "polygon")
        self._progress(12)
        data.compounds = self._compounds()
        data.barriers = self._plain("BARRIERS", "any")
        data.components = self._coded("COMPONENTS", "COMPONENT_FIELD", profile, "any")
        data.previous = self._previous(profile)
        data.layout = self._layout()
        return data

    def _grid(
        self, source: QgsProcessingFeatureSource, profile: Profile
    ) -> Tuple[gpd.GeoDataFrame, Dict[str, str]]:
        """The grids with one column per role of the profile that the layer has."""
        names = [field.name() for field in source.fields()]
        by_role = {role: spec.find(names) for role, spec in profile.fields.items()}
        chosen = self._text("CODE_FIELD")
        if chosen:
            if source.fields().lookupField(chosen) < 0:
                raise InputError(
                    "processing.field_missing", layer=source.sourceName(), field=chosen
                )
            by_role["code"] = adapters.exact_name(source, chosen)
        wanted = {role: name for role, name in by_role.items() if name}
        frame = self._table(source, source.sourceName(), "polygon", list(wanted.values()))
        if not len(frame):
            raise InputError("processing.layer_empty", layer=source.sourceName())
        result = frame[[adapters.FID, "geometry"]].copy()
        for role, name in wanted.items():
            result[role] = frame[name]
        return result, wanted

    def _scale(self, grid: gpd.GeoDataFrame) -> Optional[float]:
        if self.parameters.get("BASE_SCALE") not in (None, ""):
            return float(self.algorithm.parameterAsInt(self.parameters, "BASE_SCALE", self.context))
        if "base_scale" not in grid.columns:
            return None
        import pandas as pd

        largest = pd.to_numeric(grid["base_scale"], errors="coerce").max()
        return None if largest != largest else float(largest)

    def _plain(self, parameter: str, geometry: str) -> Optional[gpd.GeoDataFrame]:
        source = self._source(parameter)
        if source is None:
            return None
        return self._table(source, source.sourceName(), geometry)

    def _coded(
        self, parameter: str, field: str, profile: Profile, geometry: str
    ) -> Optional[gpd.GeoDataFrame]:
        """A layer with its codes in the column ``code``; without it when no field is known."""
        source = self._source(parameter)
        if source is None:
            return None
        names = [f.name() for f in source.fields()]
        chosen = self._text(field)
        if chosen and source.fields().lookupField(chosen) < 0:
            raise InputError("processing.field_missing", layer=source.sourceName(), field=chosen)
        name = adapters.exact_name(source, chosen) if chosen else ""
        name = name or self._usual_field(parameter, profile, names) or ""
        frame = self._table(source, source.sourceName(), geometry, [name] if name else [])
        return frame.rename(columns={name: "code"}) if name else frame

    def _usual_field(self, parameter: str, profile: Profile, names: List[str]) -> Optional[str]:
        if parameter == "COMPONENTS":
            spec = profile.tables.get("foreign_keys", {}).get("code")
            return spec.find(names) if spec else None
        if parameter == "PREVIOUS":
            return profile.fields["code"].find(names)
        table, role = _CODE_TABLES[parameter]
        found = profile.tables[table]["code"].find(names)
        if found is None and role:
            found = profile.fields[role].find(names)
        return found

    def _compounds(self) -> Optional[gpd.GeoDataFrame]:
        source = self._source("COMPOUNDS")
        if source is None:
            return None
        field = self._text("KEEP_FIELD")
        frame = self._table(source, source.sourceName(), "polygon", [field] if field else [])
        if field:
            values = frame[adapters.exact_name(source, field)].tolist()
            frame["keep"] = [_is_true(value) for value in values]
        return frame

    def _previous(self, profile: Profile) -> Optional[gpd.GeoDataFrame]:
        frame = self._coded("PREVIOUS", "PREVIOUS_FIELD", profile, "polygon")
        source = self._source("PREVIOUS")
        if frame is None or source is None:
            return None
        end = profile.fields["end"].find([f.name() for f in source.fields()])
        if end:
            frame["end"] = adapters.column_values(source, end, self.feedback)
        return frame

    def _layout(self) -> Optional[gpd.GeoDataFrame]:
        import pandas as pd

        frames = [self._table(source, name, "any") for name, source in self.layout]
        return pd.concat(frames, ignore_index=True) if frames else None

    # --- writing -------------------------------------------------------------------------------

    def _layers(self, result: CheckResult, source: QgsProcessingFeatureSource) -> Dict[str, Any]:
        writer = CheckWriter(self)
        fields = check_output.finding_fields(check_output.FIELDS, self.lang)
        outputs = writer.write(check_output.finding_layers(result, fields, self.lang))
        self._progress(92)
        outputs["OUTPUT"] = writer.write_offenders(result, source)
        self._progress(95)
        return outputs

    def _reports(self, result: CheckResult, profile: Profile, name: str) -> Dict[str, Any]:
        from ...core.grid.checks import check_report, finding_rows

        return check_output.write_reports(
            self,
            lambda: check_report(result, profile, name),
            lambda: finding_rows(result, self.lang),
        )


class CheckWriter(LayerWriter):
    """Writes the findings; the grids with findings keep their own attributes and geometry."""

    def write_offenders(
        self, result: CheckResult, source: QgsProcessingFeatureSource
    ) -> Optional[str]:
        run: Any = self.run
        offenders = result.offenders()
        fields = QgsFields(source.fields())
        taken = {field.name().casefold() for field in fields}
        for field in check_output.finding_fields(OFFENDER_FIELDS, run.lang):
            while field.name().casefold() in taken:
                field.setName(field.name() + "_")
            taken.add(field.name().casefold())
            fields.append(field)
        with self.layers:
            sink = self._sink("OUTPUT", fields, source.wkbType())
            if sink is None:
                return None
            target = self.layers.targets["OUTPUT"]
            skip = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
            made = (
                _with_findings(feature, fields, offenders[feature.id()])
                for feature in source.getFeatures(QgsFeatureRequest(), skip)
                if feature.id() in offenders
            )
            adapters.write_features(made, sink, QgsProcessingFeedback(False), len(offenders))
            del sink
            self._style(target, fields, "check_grids")
        return target


def _with_findings(
    feature: QgsFeature, fields: QgsFields, found: Tuple[str, str, int]
) -> QgsFeature:
    result = QgsFeature(fields)
    result.setGeometry(feature.geometry())
    result.setAttributes([*feature.attributes(), *found])
    return result


def _is_true(value: Any) -> bool:
    if isinstance(value, (bool, int)):
        return bool(value)
    if isinstance(value, float):
        return value == value and value != 0
    return value is not None and str(value).strip().casefold() in _TRUE
