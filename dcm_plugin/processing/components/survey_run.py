"""What happens when ``dcm:createsurveyproject`` runs: read, write the package, then the project."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

from qgis.core import QgsProcessingException, QgsProcessingFeatureSource, QgsProcessingFeedback

from ...core.errors import InputError
from ...core.messages import text
from .. import adapters
from ..base import DcmAlgorithm, catalogue_folder, language
from ..grid.history_tables import chosen_text, community_table
from ..projects import roomy
from .component_layers import current_grid, department_table, texts_of
from .survey_package import (
    COMPONENT_LAYERS,
    EVENTS,
    GRID_COLUMNS,
    SurveyPackage,
    refuse_surveyed,
)
from .survey_project import SurveyProject

if TYPE_CHECKING:
    import geopandas as gpd

    from ...core.classes import Catalogue
    from ...core.standards import Profile

_COMMUNITY_COLUMNS = (("code", 12), ("name", 50))


class SurveyRun:
    """One run. An old package stays as it is until the new one is complete."""

    def __init__(
        self, algorithm: DcmAlgorithm, parameters: Any, context: Any, feedback: Any
    ) -> None:
        self.algorithm, self.parameters = algorithm, parameters
        self.context, self.feedback = context, feedback
        chosen = algorithm.parameterAsEnumString(parameters, "LANGUAGE", context)
        self.lang = language() if chosen == "auto" else str(chosen)
        self.quiet = QgsProcessingFeedback(False)

    def run(self) -> Dict[str, Any]:
        from ...core.classes import load_catalogue

        profile = self.algorithm.load_profile(self.parameters, self.context)
        version = self.algorithm.parameterAsEnumString(self.parameters, "VERSION", self.context)
        catalogue = load_catalogue(version, catalogue_folder())
        path = self._file("OUTPUT", (".gpkg",))
        project_path = self._file("PROJECT", (".qgz", ".qgs"))
        error = self.algorithm.destination_error(self.parameters)
        if error is not None:
            raise error
        source = self._source("INPUT")
        if source is None:
            raise QgsProcessingException(
                self.algorithm.invalidSourceError(self.parameters, "INPUT")
            )
        self._refuse_inputs(path)
        refuse_surveyed(path)
        self.crs = source.sourceCrs()
        adapters.require_metric(self.crs, source.sourceName())
        grid = self._grid(source, profile)
        self._progress(20)
        grid, communities = self._communities(grid, profile)
        departments = department_table(self._source("DEPARTMENTS"), self.feedback)
        self._progress(35)
        forms, fixed = self._forms(catalogue)
        package = SurveyPackage(path, self.crs, self.context.transformContext(), self.lang)
        try:
            counts = self._write(package, forms, catalogue, grid, communities, departments)
            self._progress(75)
            package.finish()
        except Exception:
            package.remove()
            raise
        try:
            project = SurveyProject(
                package, forms, catalogue, profile, fixed, roomy(grid.total_bounds)
            )
            project.write(project_path)
        except Exception:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise
        self._progress(100)
        self.feedback.pushInfo(
            text(
                "survey.done",
                self.lang,
                classes=counts[0],
                grids=len(grid),
                departments=counts[1],
                catalogue=catalogue.id,
                profile=profile.id,
            )
        )
        return {
            "PROJECT": str(project_path),
            "OUTPUT": str(path),
            "GRID_COUNT": len(grid),
            "CLASS_COUNT": counts[0],
            "DEPARTMENT_COUNT": counts[1],
        }

    # --- reading -------------------------------------------------------------------------------

    def _file(self, name: str, extensions: Tuple[str, ...]) -> Path:
        path = Path(self.algorithm.parameterAsFileOutput(self.parameters, name, self.context))
        if path.suffix.lower() not in extensions:
            wanted = " / ".join(extensions)
            raise InputError("survey.extension", path=str(path), extension=wanted)
        return path

    def _source(self, name: str) -> Optional[QgsProcessingFeatureSource]:
        return self.algorithm.parameterAsSource(self.parameters, name, self.context)

    def _text(self, name: str) -> str:
        return chosen_text(self.algorithm, self.parameters, name, self.context)

    def _refuse_inputs(self, path: Path) -> None:
        """The package must not take the place of a file that is read."""
        for name in ("INPUT", "COMMUNITIES", "DEPARTMENTS"):
            layer = self.algorithm.parameterAsVectorLayer(self.parameters, name, self.context)
            if layer is None:
                continue
            read = Path(layer.source().split("|")[0])
            with suppress(OSError):
                if path.exists() and read.exists() and path.samefile(read):
                    raise InputError("survey.same_file", path=str(path))

    def _grid(self, source: QgsProcessingFeatureSource, profile: Profile) -> gpd.GeoDataFrame:
        """The grids in use, with the columns of the package."""

        frame = current_grid(
            source, self._text("CODE_FIELD"), profile, None, self.context, self.feedback
        )
        if frame is None:
            raise InputError("survey.grid_none", layer=source.sourceName())
        codes = frame["code"].to_numpy(dtype=object)
        if (codes == "").any():
            fids = adapters.fids_text(frame[adapters.FID].to_numpy()[codes == ""])
            raise InputError("survey.grid_code_empty", layer=source.sourceName(), fids=fids)
        start, end_at = profile.code.community_span
        street_end = profile.code.span("street")[1]
        result = frame[["geometry"]].copy()
        result["code"] = codes
        result["community"] = [code[start:end_at] for code in codes.tolist()]
        result["street"] = [code[start:street_end] for code in codes.tolist()]
        for name in ("community_name", "street_name"):
            result[name] = texts_of(frame[name]) if name in frame.columns else None
        return result

    def _communities(
        self, grid: gpd.GeoDataFrame, profile: Profile
    ) -> Tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
        """The grids with names of communities, and the communities themselves."""
        import geopandas as gpd
        import shapely

        given, _ = community_table(
            self._source("COMMUNITIES"),
            self._text("COMMUNITY_FIELD"),
            profile,
            self.crs,
            self.context,
            self.feedback,
        )
        if given is not None:
            given["code"] = [code or "" for code in texts_of(given["code"])]
            given["name"] = texts_of(given["name"]) if "name" in given.columns else None
            given = given[~shapely.is_missing(given.geometry.to_numpy())]
            names = dict(zip(given["code"], given["name"]))
            own = grid["community"].map(names)
            grid["community_name"] = own.where(own.notna(), grid["community_name"])
            grid["community_name"] = (
                grid["community_name"].astype(object).where(grid["community_name"].notna(), None)
            )
            return grid, given[["code", "name", "geometry"]]
        made = []
        for code, rows in grid.groupby("community", sort=True):
            shapes = shapely.make_valid(rows.geometry.to_numpy())
            made.append((code, rows["community_name"].iloc[0], _area(shapely.union_all(shapes))))
        codes, titles, shapes = zip(*made)
        frame = gpd.GeoDataFrame(
            {"code": codes, "name": titles}, geometry=gpd.array.from_shapely(list(shapes))
        )
        return grid, frame

    # --- writing -------------------------------------------------------------------------------

    def _forms(self, catalogue: Catalogue) -> Tuple[Dict[str, Any], Dict[str, str]]:
        """The fields of the forms, and the default values that are words of the standard."""
        from ...core.survey.form import evidence_kinds, form_fields

        forms = {kind: form_fields(kind, catalogue) for kind in ("component", "event", "evidence")}
        fixed = {
            "first_state": catalogue.values["state"]["list"][0]["zh"],
            "first_source": catalogue.values["data_source"]["list"][0]["zh"],
            "first_kind": evidence_kinds()[0]["zh"],
        }
        return forms, fixed

    def _write(
        self,
        package: SurveyPackage,
        forms: Dict[str, Any],
        catalogue: Catalogue,
        grid: gpd.GeoDataFrame,
        communities: gpd.GeoDataFrame,
        departments: Any,
    ) -> Tuple[int, int]:
        from ...core.survey.form import evidence_kinds, survey_tables

        for geometry, table in COMPONENT_LAYERS.items():
            package.write_form(table, geometry, forms["component"])
        package.write_form(EVENTS, "point", forms["event"])
        package.write_form("evidence", "", forms["evidence"])
        package.write_areas("unit_grid", GRID_COLUMNS, grid)
        self._progress(60)
        package.write_areas("communities", _COMMUNITY_COLUMNS, communities)
        classes = package.write_catalogue(catalogue)
        package.write_list("states", catalogue.values["state"]["list"])
        package.write_list("data_sources", catalogue.values["data_source"]["list"])
        package.write_list("evidence_kinds", evidence_kinds())
        return classes, package.write_departments(survey_tables()["department"], departments)

    def _progress(self, value: float) -> None:
        if adapters.cancel_check(self.feedback)():
            from ...core.errors import Cancelled

            raise Cancelled()
        self.feedback.setProgress(value)


def _area(shape: Any) -> Any:
    """The polygons of a union, as one geometry."""
    import numpy as np

    from ...core.grid.checks.overlay import polygonal

    one = np.empty(1, dtype=object)
    one[0] = shape
    return polygonal(one)[0]
