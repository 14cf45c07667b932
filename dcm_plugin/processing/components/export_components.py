"""``dcm:exportcomponents``: components in exactly the field table of a version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Mapping, Optional, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessing,
    QgsProcessingFeatureSource,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import field as make_field
from ...core.errors import DcmError, InputError
from ...core.messages import text
from .. import adapters, styling
from ..base import DcmAlgorithm, catalogue_folder, language
from ..exchange.file_writer import check_count, file_fields, finish_shapefile, placed
from ..layer_writer import OutputLayers
from ..parameters import choice_parameter
from .alias_styler import AliasStyler
from .component_shapes import shapefile_geometry, shapefile_type

if TYPE_CHECKING:
    from ...core.components.field_table import Fitted
    from ...core.exchange import Plan
    from ...core.standards import FieldSpec

translate = QCoreApplication.translate

VERSIONS = ("gbt47678_5_2026", "gbt30428_2_2013", "cjt214_2007", "gbt47678_5_draft")
WRONG_VALUES = ("refuse", "empty")
ENCODINGS = ("UTF-8", "GBK", "GB18030")
DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".shp": "ESRI Shapefile"}
EVIDENCE = "ownership_evidence"
ERROR_FIELDS = (
    ("table", "string", 30), ("feature", "int64", 0), ("field", "string", 30),
    ("kind", "string", 20), ("problem", "string", 60), ("value", "string", 0),
)  # fmt: skip


class ExportComponents(DcmAlgorithm):
    """Refuses or lists what does not fit; a value is never cut."""

    NAME = "exportcomponents"
    GROUP = "components"

    def displayName(self) -> str:
        return translate("DCM", "Export components")

    def shortDescription(self) -> str:
        return translate("DCM", "Writes components in exactly the field table of a version.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Writes components to a GeoPackage, Shapefile or GeoJSON with exactly the fields of "
            "the chosen version: names, types, lengths and order. Fields that the version does not "
            "know are left out and named in the log; fields of other versions are recognised.\n\n"
            "Values are checked before anything is written: fields that must be filled, lengths, "
            "dates, identification codes that are wrong or stand twice. What does not fit is "
            "listed with its value. Either nothing is written then, or such values are emptied; "
            "nothing is ever cut.\n\n"
            "Evidence of ownership goes into the GeoPackage as a child table. A Shapefile holds "
            "geometries of one kind and texts of at most 254 bytes; a list of its fields is "
            "written beside it (.fields.csv). GeoJSON is written in longitude and latitude.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "component,export,delivery,field table,standard,geopackage,city management"
        ).split(",") + ["部件", "导出", "成果", "字段表", "标准", "权属"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        source, sink = QgsProcessingParameterFeatureSource, QgsProcessingParameterFeatureSink
        vector = QgsProcessing.SourceType.TypeVector
        for parameter in (
            source(
                "INPUT",
                translate("DCM", "Components"),
                [QgsProcessing.SourceType.TypeVectorAnyGeometry],
            ),
            choice_parameter(
                "VERSION",
                translate("DCM", "Class catalogue"),
                VERSIONS,
                translate("DCM", "Version of the standard whose field table is written."),
            ),
            choice_parameter(
                "WRONG_VALUES",
                translate("DCM", "Values that do not fit"),
                WRONG_VALUES,
                translate(
                    "DCM",
                    "refuse: nothing is written; empty: they are written as empty. They are "
                    "listed in both cases.",
                ),
            ),
            choice_parameter(
                "ENCODING",
                translate("DCM", "Encoding of a Shapefile"),
                ENCODINGS,
                translate("DCM", "GeoPackage and GeoJSON are always UTF-8."),
            ),
            self.set_help(
                source(
                    "EVIDENCE", translate("DCM", "Evidence of ownership"), [vector], optional=True
                ),
                translate(
                    "DCM",
                    "A table with the identification code of the component and how its owner was "
                    "confirmed; fields as in the documentation.",
                ),
            ),
            self.set_help(
                sink("ERRORS", translate("DCM", "Values that do not fit"), vector, optional=True),
                translate("DCM", "Table, feature, field, problem and value."),
            ),
            self.set_help(
                QgsProcessingParameterFileDestination(
                    "OUTPUT",
                    translate("DCM", "Delivery"),
                    "GeoPackage (*.gpkg);;Shapefile (*.shp);;GeoJSON (*.geojson)",
                ),
                translate("DCM", "A file that is there is replaced."),
            ),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("COMPONENT_COUNT", translate("DCM", "Components")),
            ("EVIDENCE_COUNT", translate("DCM", "Rows of evidence")),
            ("ERROR_COUNT", translate("DCM", "Values that do not fit")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            self.check_destinations(parameters)
            return self._run(parameters, context, feedback)
        return {}

    def _run(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.classes import load_catalogue
        from ...core.classes.codes import READINGS
        from ...core.components.field_table import (
            check_codes,
            fit_evidence,
            fit_shapefile,
            fit_table,
        )

        lang = language()
        reading = self.parameterAsEnumString(parameters, "VERSION", context)
        catalogue = load_catalogue(READINGS[reading][0], catalogue_folder())
        specs = catalogue.tables["component"]
        source = self.required_source(parameters, "INPUT", context)
        if source.featureCount() == 0:
            raise InputError("processing.layer_empty", layer=source.sourceName())
        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        evidence = self.parameterAsSource(parameters, "EVIDENCE", context)
        if path.suffix.lower() not in DRIVERS:
            raise InputError("component_export.format", path=str(path))
        if evidence is not None and path.suffix.lower() != ".gpkg":
            raise InputError("component_export.evidence_format")
        plan: Optional[Plan] = None
        is_shapefile = path.suffix.lower() == ".shp"
        kind = shapefile_type(source, feedback) if is_shapefile else source.wkbType()
        made, fids, placeless = self._fitted(source, specs, "component", feedback, fit_table)
        if len(placeless) and source.wkbType() != QgsWkbTypes.Type.NoGeometry:
            said = {"layer": source.sourceName(), "fids": adapters.fids_text(placeless)}
            if self.parameterAsEnumString(parameters, "WRONG_VALUES", context) == "refuse":
                raise InputError("processing.geometry_missing", **said)
            feedback.pushWarning(text("processing.geometry_missing", lang, **said))
        check_codes(made, catalogue, reading)
        if is_shapefile:
            encoding = self.parameterAsEnumString(parameters, "ENCODING", context)
            plan = fit_shapefile(made, specs, encoding)
        feedback.setProgress(40)
        listed = [(text("component_export.layer.components", lang), specs, made, fids)]
        child: Optional[Fitted] = None
        if evidence is not None:
            evidence_specs = catalogue.tables[EVIDENCE]

            def fit(columns: Any, wanted: Any, count: int) -> Fitted:
                return fit_evidence(columns, wanted, count, made.columns["code"])

            child, child_fids, _ = self._fitted(evidence, evidence_specs, EVIDENCE, feedback, fit)
            listed.append(
                (text("component_export.layer.evidence", lang), evidence_specs, child, child_fids)
            )
        outputs = self._errors(parameters, context, listed)
        wrong = sum(len(item[2].findings) for item in listed)
        if wrong and self.parameterAsEnumString(parameters, "WRONG_VALUES", context) == "refuse":
            self._refuse(source.sourceName(), catalogue.base_standard, listed, wrong, feedback)
        with placed(path) as file:
            writer = _Writer(file, context, lang, plan)
            writer.components(source, specs, made, fids, kind, feedback)
            if child is not None:
                writer.evidence(catalogue.tables[EVIDENCE], child)
            if plan is not None:
                finish_shapefile(plan, file)
            check_count(file, len(fids), path)
        feedback.pushInfo(
            text(
                "component_export.done",
                lang,
                rows=len(fids),
                wrong=wrong,
                standard=catalogue.base_standard,
            )
        )
        feedback.setProgress(100)
        outputs.update(
            {
                "OUTPUT": str(path),
                "COMPONENT_COUNT": len(fids),
                "EVIDENCE_COUNT": 0 if child is None else len(child.columns["component"]),
                "ERROR_COUNT": wrong,
            }
        )
        return outputs

    def _fitted(
        self,
        source: QgsProcessingFeatureSource,
        specs: Mapping[str, FieldSpec],
        table: str,
        feedback: Any,
        fit: Any,
    ) -> Tuple[Fitted, Any, Any]:
        """The values of all features as the fields hold them, their ids, and the ids of those
        without geometry."""
        from ...core.components.field_table import fields_of

        names = [field.name() for field in source.fields()]
        found = fields_of(names, specs, table)
        left = [n for n in names if n not in found.values() and n not in ("fid", "ogc_fid")]
        if left:
            feedback.pushInfo(
                text(
                    "component_export.left",
                    language(),
                    layer=source.sourceName(),
                    fields=", ".join(left),
                )
            )
        frame = adapters.source_to_frame(source, feedback, list(found.values()), "any")
        columns = {role: frame[name].to_numpy(dtype=object) for role, name in found.items()}
        fids = frame[adapters.FID].to_numpy()
        missing = fids[frame.geometry.isna().to_numpy()]
        return fit(columns, specs, len(frame)), fids, missing

    def _refuse(self, layer: str, standard: str, listed: Any, wrong: int, feedback: Any) -> None:
        first = [
            f"{specs[role].name} {text('component_export.kind.' + kind, language())} "
            f"({int(fids[row])})"
            for _, specs, made, fids in listed
            for row, role, kind, _ in made.findings[:5]
        ]
        raise InputError(
            "component_export.refused",
            layer=layer,
            count=wrong,
            standard=standard,
            first="; ".join(first[:5]),
        )

    def _errors(self, parameters: Any, context: Any, listed: Any) -> Dict[str, Any]:
        import geopandas as gpd
        import numpy as np
        import pandas as pd

        lang = language()
        fields = QgsFields()
        for name, kind, length in ERROR_FIELDS:
            alias = text("component_export.field." + name, lang)
            fields.append(make_field(name, kind, length, 0, alias))
        if parameters.get("ERRORS") in (None, ""):
            return {}
        rows = [
            (
                table,
                int(fids[row]),
                specs[role].name,
                kind,
                text("component_export.kind." + kind, lang),
                value,
            )
            for table, specs, made, fids in listed
            for row, role, kind, value in made.findings
        ]
        table = pd.DataFrame(rows, columns=[name for name, _, _ in ERROR_FIELDS])
        shapes = np.full(len(table), None, dtype=object)
        frame = gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(shapes))
        with OutputLayers(self, parameters, context) as layers:
            sink = layers.sink("ERRORS", fields, QgsWkbTypes.Type.NoGeometry)
            adapters.frame_to_sink(frame, sink, fields, None)
            del sink
        aliases = {field.name(): field.alias() for field in fields}
        title = text("component_export.layer.errors", lang)
        styling.attach(context, layers.targets["ERRORS"], AliasStyler(aliases), title)
        return dict(layers.targets)


class _Writer:
    """Writes the layers of one file."""

    def __init__(self, file: Path, context: Any, lang: str, plan: Optional[Plan] = None) -> None:
        self.file, self.context, self.lang, self.plan = file, context, lang, plan
        self.driver = DRIVERS[file.suffix.lower()]

    def components(
        self,
        source: QgsProcessingFeatureSource,
        specs: Mapping[str, FieldSpec],
        made: Fitted,
        fids: Any,
        kind: Any,
        feedback: Any,
    ) -> None:
        """All components with their geometry as it is; GeoJSON in longitude and latitude."""
        fields = self._fields(specs)
        rows = self._rows(specs, made, fields)
        crs = source.sourceCrs()
        transform = None
        if self.driver == "GeoJSON":
            world = QgsCoordinateReferenceSystem("EPSG:4326")
            transform = QgsCoordinateTransform(crs, world, self.context.transformContext())
            crs = world

        def features() -> Iterator[QgsFeature]:
            flags = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
            request = QgsFeatureRequest()
            request.setSubsetOfAttributes([])
            for number, feature in enumerate(source.getFeatures(request, flags)):
                if number >= len(fids) or feature.id() != fids[number]:
                    raise InputError("processing.layer_changed", layer=source.sourceName())
                copy = QgsFeature(fields)
                shape = feature.geometry()
                if transform is not None and not shape.isNull():
                    shape.transform(transform)
                if self.plan is not None:
                    shape = shapefile_geometry(shape, kind)
                copy.setGeometry(shape)
                copy.setAttributes(rows[number])
                yield copy

        self._write(features(), len(fids), fields, kind, crs, self.file.stem, feedback)

    def evidence(self, specs: Mapping[str, FieldSpec], made: Fitted) -> None:
        """The child table."""
        fields = self._fields(specs)
        rows = self._rows(specs, made, fields)

        def features() -> Iterator[QgsFeature]:
            for row in rows:
                feature = QgsFeature(fields)
                feature.setAttributes(row)
                yield feature

        none = QgsCoordinateReferenceSystem()
        kind = QgsWkbTypes.Type.NoGeometry
        self._write(features(), len(rows), fields, kind, none, EVIDENCE, None)

    def _fields(self, specs: Mapping[str, FieldSpec]) -> QgsFields:
        if self.plan is not None:
            return file_fields(self.plan, self.lang)[0]
        fields = adapters.fields_from_specs(list(specs.values()), self.lang)
        if self.driver != "GeoJSON":
            return fields
        plain = QgsFields()
        for spec, field in zip(specs.values(), fields):
            # JSON knows no dates
            kind = "string" if spec.type == "date" else spec.type
            plain.append(make_field(field.name(), kind, 0 if kind == "string" else field.length()))
        return plain

    def _rows(
        self, specs: Mapping[str, FieldSpec], made: Fitted, fields: QgsFields
    ) -> List[List[Any]]:
        import pandas as pd

        columns = []
        for role, field in zip(specs, fields):
            values = made.columns[role]
            if specs[role].type == "date" and self.driver == "GeoJSON":
                values = [None if v is None else v.isoformat() for v in values.tolist()]
            columns.append(adapters.values_of(pd.Series(values, dtype=object), field))
        return [list(row) for row in zip(*columns)]

    def _write(
        self, features: Any, count: int, fields: QgsFields, kind: Any, crs: Any, name: str,
        feedback: Any,
    ) -> None:  # fmt: skip
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = self.driver, name
        if self.plan is not None:
            options.fileEncoding = self.plan.wish.encoding
        if self.driver == "GeoJSON":
            options.layerOptions = ["RFC7946=YES", "COORDINATE_PRECISION=8"]
        if self.file.exists():
            options.actionOnExistingFile = (
                QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
            )
        writer = QgsVectorFileWriter.create(
            str(self.file), fields, kind, crs, self.context.transformContext(), options
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise DcmError("processing.write_failed", reason=writer.errorMessage())
        adapters.write_features(features, writer, feedback, count, (40.0, 95.0))
        failed = writer.errorMessage()
        del writer  # closes the file
        if failed:
            raise DcmError("processing.write_failed", reason=failed)
