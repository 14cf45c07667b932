"""What happens when ``dcm:drawsample`` and ``dcm:comparesurvey`` run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Mapping, Sequence, Tuple

from qgis.core import QgsFields, QgsWkbTypes

from ...compat import field as make_field
from ...core.errors import Cancelled, InputError
from ...core.messages import text
from .. import adapters, check_output, styling
from ..base import DcmAlgorithm, catalogue_folder, language
from ..grid.history_tables import chosen_text
from ..layer_writer import LayerWriter
from .component_layers import ComponentTable, Sources, current_grid

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from ...core.report import Report
    from ...core.survey.compare import Comparison

_POINT, _AREA = QgsWkbTypes.Type.Point, QgsWkbTypes.Type.MultiPolygon
#: Parameter in per cent -> name of the limit.
_SHARES = {
    "MISSING": "missing",
    "SUPERFLUOUS": "superfluous",
    "ATTRIBUTES": "attributes",
    "GROSS": "gross_share",
}


class AcceptanceRun:
    """What the two have in common: profile, catalogue, layers, writing."""

    def __init__(
        self,
        algorithm: DcmAlgorithm,
        parameters: Any,
        context: Any,
        feedback: Any,
        sources: Mapping[str, Sources],
    ) -> None:
        from ...core.classes import load_catalogue

        error = algorithm.destination_error(parameters)
        if error is not None:
            raise error
        self.algorithm, self.parameters = algorithm, parameters
        self.context, self.feedback = context, feedback
        self.sources = sources
        self.lang = language()
        self.profile = algorithm.load_profile(parameters, context)
        version = algorithm.parameterAsEnumString(parameters, "VERSION", context)
        self.catalogue = load_catalogue(version, catalogue_folder())

    def components(self, name: str, crs: Any = None) -> ComponentTable:
        return ComponentTable(self.sources[name], self.catalogue, crs)

    def _check_classes(self, codes: Any, name: str) -> None:
        """Without any class a sample by class, and limits by class, say nothing."""
        if len(codes) and not any(codes):
            raise InputError("survey.no_class", layer=self.title(name))

    def number(self, name: str) -> float:
        return float(self.algorithm.parameterAsDouble(self.parameters, name, self.context))

    def progress(self, value: float) -> None:
        if adapters.cancel_check(self.feedback)():
            raise Cancelled()
        self.feedback.setProgress(value)

    def write(self, tables: Sequence[Tuple[str, Any, QgsFields, Any, str]]) -> Dict[str, Any]:
        return AcceptanceWriter(self).write(tables)

    def reports(self, make: Callable[[], Report]) -> Dict[str, Any]:
        return check_output.write_reports(self, make, list)

    def title(self, name: str) -> str:
        return ", ".join(layer for layer, _ in self.sources[name])


class AcceptanceWriter(LayerWriter):
    """Writes the layers and gives them their names; the style is the message id of the name."""

    def __init__(self, run: AcceptanceRun) -> None:
        super().__init__(run)  # type: ignore[arg-type]

    def _style(self, target: str, fields: QgsFields, style: str) -> None:
        styling.style_output(
            self.run.context,
            target,
            style,
            language=self.run.lang,
            layer_name=text("survey.layer." + style.replace("survey_", ""), self.run.lang),
            aliases={field.name(): field.alias() for field in fields},
        )


class SampleRun(AcceptanceRun):
    """Draws, writes the grids and the components in them."""

    def run(self) -> Dict[str, Any]:
        import numpy as np

        from ...core.survey.acceptance import sample_report
        from ...core.survey.checks.context import ComponentContext
        from ...core.survey.checks.model import ComponentInput
        from ...core.survey.sample import draw_sample

        table = self.components("INPUT")
        self.crs = table.crs
        frame = table.read(self.context, self.feedback)
        self.progress(30)
        code_field = chosen_text(self.algorithm, self.parameters, "CODE_FIELD", self.context)
        source = self.algorithm.parameterAsSource(self.parameters, "GRID", self.context)
        grid = current_grid(source, code_field, self.profile, self.crs, self.context, self.feedback)
        self.progress(45)
        checks = ComponentContext(
            ComponentInput(frame, grid), self.catalogue, self.profile, (), {}, lambda: False
        )
        self._check_classes(checks.class_codes, "INPUT")
        shapes, codes = checks.grids
        if not (checks.grid_of >= 0).any():
            raise InputError("survey.sample.no_grid", layer=self.title("INPUT"))
        share, least = self.number("SHARE") / 100, int(self.number("PER_CLASS"))
        seed = self.algorithm.parameterAsInt(self.parameters, "SEED", self.context)
        sample = draw_sample(codes, checks.grid_of, checks.class_codes, seed, share, least)
        sample.limits.update(grid_share=share, per_class=least)
        self.progress(70)
        rows = np.flatnonzero(sample.rows)
        outputs = self.write(
            (
                self._grids(shapes, codes, sample, checks),
                self._components(checks, rows, codes),
            )
        )
        report = sample_report(
            sample, len(codes), seed, self.catalogue, self.profile, self.title("INPUT")
        )
        outputs.update(self.reports(lambda: report))
        self.feedback.pushInfo(str(report.verdict[0].text(self.lang)))  # type: ignore[union-attr]
        outputs.update(GRID_COUNT=len(sample.grids), COMPONENT_COUNT=len(rows))
        self.progress(100)
        return outputs

    def _grids(self, shapes: Any, codes: Any, sample: Any, checks: Any) -> Tuple[Any, ...]:
        import geopandas as gpd
        import numpy as np

        counts = np.bincount(checks.grid_of[checks.grid_of >= 0], minlength=len(codes))
        fields = _fields(
            (
                ("code", "string", 20, 0, text("survey.layer.unit_grid", self.lang)),
                ("turn", "int", 9, 0, text("survey.field.turn", self.lang)),
                ("components", "int", 9, 0, text("survey.sample.components", self.lang)),
            )
        )
        frame = gpd.GeoDataFrame(
            {
                "code": codes[sample.grids],
                "turn": np.arange(1, len(sample.grids) + 1),
                "components": counts[sample.grids],
            },
            geometry=gpd.array.from_shapely(shapes[sample.grids]),
        )
        return "GRIDS", frame, fields, _AREA, "survey_sample_grids"

    def _components(self, checks: Any, rows: Any, codes: Any) -> Tuple[Any, ...]:
        import geopandas as gpd

        lang = self.lang
        fields = _fields(
            (
                ("layer", "string", 60, 0, text("checks.field.layer", lang)),
                ("feature", "int64", 18, 0, text("checks.field.feature", lang)),
                ("code", "string", 20, 0, self.catalogue.tables["component"]["code"].alias(lang)),
                ("class_code", "string", 10, 0, text("component_checks.class.code", lang)),
                ("class_name", "string", 60, 0, text("component_checks.class.name", lang)),
                ("grid", "string", 20, 0, text("survey.layer.unit_grid", lang)),
            )
        )
        names = checks.class_values(lambda item: item.name(lang), "").astype(object)
        frame = gpd.GeoDataFrame(
            {
                "layer": checks.layer[rows],
                "feature": checks.fid[rows],
                "code": checks.texts("code")[rows],
                "class_code": checks.class_codes[rows],
                "class_name": names[rows],
                "grid": codes[checks.grid_of[rows]],
            },
            geometry=gpd.array.from_shapely(checks.points[rows]),
        )
        return "OUTPUT", frame, fields, _POINT, "survey_sample"


class CompareRun(AcceptanceRun):
    """Matches, judges, writes layer, reports and protocol."""

    def run(self) -> Dict[str, Any]:
        from ...core.survey.acceptance import acceptance_report
        from ...core.survey.compare import comparable, compare
        from ...core.survey.sample import limit_values

        table = self.components("INPUT")
        self.crs = table.crs
        frame = table.read(self.context, self.feedback)
        self.progress(25)
        other = self.components("REFERENCE", self.crs)
        second = other.read(self.context, self.feedback)
        self.progress(45)
        grids = self._sampled()
        chosen = self.algorithm.parameterAsEnumStrings(self.parameters, "FIELDS", self.context)
        both = [r for r in chosen if r in frame.columns and r in second.columns]
        roles = ["class_code", *both]
        survey = comparable(frame, self.catalogue, self.profile, roles, grids)
        truth = comparable(second, self.catalogue, self.profile, roles, grids)
        self._check_classes(survey["class_code"], "INPUT")
        self._check_classes(truth["class_code"], "REFERENCE")
        self._say_outside(survey, truth)
        limits = limit_values({name: self.number(key) / 100 for key, name in _SHARES.items()})
        accuracies = self.catalogue.values["accuracy_classes"]
        result = compare(
            survey, truth, roles, {a: float(v["rms"]) for a, v in accuracies.items()}, limits
        )
        self.progress(75)
        if not len(result.pairs):
            self.feedback.pushWarning(text("survey.acceptance.no_pairs", self.lang))
        report = acceptance_report(
            result, survey, truth, self.catalogue, self.profile, self.title("INPUT")
        )
        self._log(report)
        outputs = self.write((self._layer(result, survey, truth),))
        outputs.update(self.reports(lambda: report))
        outputs.update(self._protocol(report))
        gross = [item.count for item in result.criteria if item.key == "gross"]
        outputs.update(
            PASSED=result.passed,
            MATCHED_COUNT=len(result.pairs),
            MISSING_COUNT=len(result.missing),
            SUPERFLUOUS_COUNT=len(result.superfluous),
            ATTRIBUTE_COUNT=int((result.pairs["fields"] != "").sum()),
            GROSS_COUNT=sum(gross),
        )
        self.progress(100)
        return outputs

    def _sampled(self) -> Any:
        """The sampled unit grids; None when all counts."""
        import shapely

        source = self.algorithm.parameterAsSource(self.parameters, "GRIDS", self.context)
        if source is None:
            return None
        frame = adapters.source_to_frame(
            source,
            self.feedback,
            fields=[],
            target_crs=self.crs,
            transform_context=self.context.transformContext(),
        )
        shapes = frame.geometry.to_numpy()
        shapes = shapes[~shapely.is_missing(shapes)]
        if not len(shapes):
            raise InputError("processing.layer_empty", layer=source.sourceName())
        return shapely.make_valid(shapes)

    def _say_outside(self, survey: pd.DataFrame, truth: pd.DataFrame) -> None:
        for name, table in (("INPUT", survey), ("REFERENCE", truth)):
            count = int((~table["inside"]).sum())
            if count:
                self.feedback.pushInfo(
                    text(
                        "survey.acceptance.outside",
                        self.lang,
                        count=count,
                        layer=self.title(name),
                    )
                )

    def _log(self, report: Report) -> None:
        data = report.to_data(self.lang)
        for row in data["sections"]["criteria"]["list"]:
            verdict = text("report.status." + row["result"], self.lang)
            given = {key: row[key] for key in ("requirement", "found", "limit")}
            given["limit"] = str(given["limit"]).replace("≤ ", "")
            self.feedback.pushInfo(
                text("survey.acceptance.line", self.lang, verdict=verdict, **given)
            )
        self.feedback.pushInfo(str(data["verdict"]["text"]))

    def _protocol(self, report: Report) -> Dict[str, Any]:
        from ...core.report import label_text
        from ...core.report.paper import render_paper
        from ...core.survey.acceptance import SIGNATURES
        from ..pdf import write_pdf

        path = self.algorithm.parameterAsFileOutput(self.parameters, "PROTOCOL", self.context)
        if not path:
            return {}
        title = str(label_text(report.title, self.lang))
        write_pdf(path, render_paper(report, self.lang, SIGNATURES), title)
        return {"PROTOCOL": path}

    def _layer(
        self, result: Comparison, survey: pd.DataFrame, truth: pd.DataFrame
    ) -> Tuple[Any, ...]:
        """A point for each pair, missing and superfluous component."""
        import geopandas as gpd
        import numpy as np
        import pandas as pd
        import shapely

        from ...core.report import label_text
        from ...core.survey.acceptance import role_label

        limits = self.catalogue.values["accuracy_classes"]
        pairs = result.pairs
        here, there = pairs["here"].to_numpy(int), pairs["there"].to_numpy(int)
        rms = np.array([float(limits[a]["rms"]) for a in pairs["accuracy"]], dtype=float)
        gross = pairs["distance"].to_numpy() > result.limits["gross_factor"] * rms
        wrong = pairs["fields"].to_numpy() != ""
        kind = np.where(gross, "gross", np.where(wrong, "attributes", "ok"))
        names = {
            r: str(label_text(role_label(r, self.catalogue), self.lang)) for r in result.compared
        }
        words = [
            ", ".join(names[role] for role in cell.split(",")) if cell else ""
            for cell in pairs["fields"]
        ]
        parts: List[Dict[str, Any]] = [
            {
                "kind": kind,
                "survey_fid": survey["_fid"].to_numpy()[here].astype(object),
                "truth_fid": truth["_fid"].to_numpy()[there].astype(object),
                "class_code": truth["class_code"].to_numpy()[there],
                "off": pairs["distance"].to_numpy(),
                "fields": words,
                "x": truth["x"].to_numpy()[there],
                "y": truth["y"].to_numpy()[there],
            }
        ]
        for name, table, rows in (
            ("missing", truth, result.missing),
            ("superfluous", survey, result.superfluous),
        ):
            fids = table["_fid"].to_numpy()[rows].astype(object)
            none = np.full(len(rows), None, dtype=object)
            parts.append(
                {
                    "kind": np.full(len(rows), name),
                    "survey_fid": fids if name == "superfluous" else none,
                    "truth_fid": fids if name == "missing" else none,
                    "class_code": table["class_code"].to_numpy()[rows],
                    "off": np.full(len(rows), np.nan),
                    "fields": np.full(len(rows), "", dtype=object),
                    "x": table["x"].to_numpy()[rows],
                    "y": table["y"].to_numpy()[rows],
                }
            )
        rows_ = pd.concat([pd.DataFrame(part) for part in parts], ignore_index=True)
        rows_["result"] = [text("survey.kind." + kind, self.lang) for kind in rows_["kind"]]
        points = np.full(len(rows_), None, dtype=object)
        some = rows_["x"].notna().to_numpy()
        points[some] = shapely.points(rows_["x"].to_numpy()[some], rows_["y"].to_numpy()[some])
        frame: gpd.GeoDataFrame = gpd.GeoDataFrame(rows_, geometry=gpd.array.GeometryArray(points))
        fields = _fields(
            tuple(
                (name, kind, length, decimals, text("survey.field." + name, self.lang))
                for name, kind, length, decimals in (
                    ("kind", "string", 12, 0),
                    ("result", "string", 40, 0),
                    ("survey_fid", "int64", 18, 0),
                    ("truth_fid", "int64", 18, 0),
                    ("class_code", "string", 10, 0),
                    ("off", "double", 18, 3),
                    ("fields", "string", 254, 0),
                )
            )
        )
        return "OUTPUT", frame, fields, _POINT, "survey_comparison"


def _fields(wanted: Sequence[Tuple[str, str, int, int, str]]) -> QgsFields:
    fields = QgsFields()
    for name, kind, length, decimals, alias in wanted:
        fields.append(make_field(name, kind, length, decimals, alias))
    return fields
