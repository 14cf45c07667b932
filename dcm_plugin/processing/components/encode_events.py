"""``dcm:encodeevents``: event codes from the class and the unit grid of each event."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QCoreApplication

from .. import adapters
from ..base import language, optional
from ..parameters import grid_code_field, text_parameter
from .extend import AddedValues
from .look import style_classes
from .shared import ClassAlgorithm, found_field

translate = QCoreApplication.translate


class EncodeEvents(ClassAlgorithm):
    """An event code is county and class; which event it is, the case number says."""

    NAME = "encodeevents"

    def displayName(self) -> str:
        return translate("DCM", "Encode events")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Gives events their code and the unit grid they lie in, by class and place."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Composes the code of each event (matter) of the county code and the class code, 10 or "
            "11 digits by the chosen catalogue, and adds the name of the class and the unit grid "
            "the event lies in.\n\n"
            "The county is read from the code of that unit grid; a division code can be given for "
            "events outside all grids. A place on a border belongs to the grid with the smaller "
            "code. The code names the class in a county, it is not unique for an event.\n\n"
            "Events without class, with a class that the catalogue does not have, or outside the "
            "unit grids are listed with the reason.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "event,matter,code,unit grid,encode,case,location,city management"
        ).split(",") + ["事件", "事项", "编码", "事项代码", "单元网格", "定位"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        point = QgsProcessing.SourceType.TypeVectorPoint
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        for parameter in (
            QgsProcessingParameterFeatureSource("INPUT", translate("DCM", "Events"), [point]),
            self.field_parameter(
                "CLASS_FIELD",
                translate("DCM", "Class code field"),
                translate("DCM", "Empty: the field that the classification wrote."),
            ),
            self.version_parameter(),
            self.set_help(
                QgsProcessingParameterFeatureSource(
                    "GRIDS", translate("DCM", "Unit grids"), [polygon], optional=True
                ),
                translate("DCM", "Polygons with the codes of the unit grids."),
            ),
            grid_code_field("GRID_CODE_FIELD", "GRIDS"),
            self.profile_parameter(),
            text_parameter(
                "DIVISION",
                translate("DCM", "Division code"),
                translate("DCM", "County code of 6 digits for events outside all unit grids."),
            ),
            self.errors_parameter(
                translate("DCM", "Events without code"),
                translate("DCM", "Events without code, with the reason."),
            ),
            QgsProcessingParameterFeatureSink("OUTPUT", translate("DCM", "Coded events"), point),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("CODED_COUNT", translate("DCM", "Events with a code")),
            ("PLACED_COUNT", translate("DCM", "Events in a unit grid")),
            ("OPEN_COUNT", translate("DCM", "Events without code")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def work(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        import numpy as np
        import shapely

        from ...core.errors import InputError
        from ...core.events.encode import encode, grids_of_points
        from ...core.messages import text

        source = self.input_source(parameters, context)
        catalogue = self.catalogue(parameters, context)
        profile = self.load_profile(parameters, context)
        table = catalogue.tables
        field = self.one_field(parameters, "CLASS_FIELD", context) or found_field(
            table["classified"]["class_code"], source
        )
        if not field:
            wanted = table["classified"]["class_code"].name
            raise InputError("processing.field_missing", layer=source.sourceName(), field=wanted)
        division = optional(self.parameterAsString(parameters, "DIVISION", context))
        length = profile.code.span("county")[1] - profile.code.span("county")[0]
        if division and (len(division) != length or not division.isdigit()):
            raise InputError("events.encode.division", value=division, length=length)
        grids = self.parameterAsSource(parameters, "GRIDS", context)
        if grids is None and parameters.get("GRIDS"):
            raise QgsProcessingException(self.invalidSourceError(parameters, "GRIDS"))
        if grids is None and not division:
            raise InputError("events.encode.no_place_layer", layer=source.sourceName())
        frame = adapters.source_to_frame(
            source,
            feedback,
            [field],
            geometry="any" if grids is None else "point",
            target_crs=None if grids is None else grids.sourceCrs(),
            transform_context=context.transformContext(),
        )
        points = np.asarray(frame.geometry.array, dtype=object)
        codes = np.full(len(frame), None, dtype=object)
        if grids is not None:
            chosen = optional(self.parameterAsString(parameters, "GRID_CODE_FIELD", context))
            chosen = chosen or found_field(profile.fields["code"], grids)
            if not chosen:
                wanted = profile.fields["code"].name
                raise InputError("processing.field_missing", layer=grids.sourceName(), field=wanted)
            cells = adapters.source_to_frame(grids, feedback, [chosen])
            shapes = np.asarray(cells.geometry.array, dtype=object)
            name = adapters.exact_name(grids, chosen)
            codes = grids_of_points(points, shapes, cells[name].to_numpy())
        result = encode(
            catalogue,
            frame[adapters.exact_name(source, field)].to_numpy(),
            codes,
            shapely.is_missing(points),
            division,
            profile.code.span("county"),
        )
        feedback.setProgress(50)
        events = table["event"]
        targets, fields = self.write_layers(
            parameters,
            context,
            feedback,
            source,
            [events["code"], events["name"], events["grid_code"]],
            AddedValues(
                np.arange(len(frame)),
                list(zip(result.codes.tolist(), result.names.tolist(), result.grids.tolist())),
                [
                    text("events.encode.reason." + reason, language()) if reason else None
                    for reason in result.reasons.tolist()
                ],
            ),
            (50.0, 100.0),
        )
        total = len(frame)
        coded = sum(code is not None for code in result.codes.tolist())
        placed = sum(code is not None for code in result.grids.tolist())
        feedback.pushInfo(
            text("events.encode.done", language(), coded=coded, total=total, placed=placed)
        )
        style_classes(
            context,
            targets,
            catalogue,
            "event",
            fields,
            ("events.layer.encoded", "events.layer.open"),
            adapters.exact_name(source, field),
        )
        return {
            **targets,
            "CODED_COUNT": coded,
            "PLACED_COUNT": placed,
            "OPEN_COUNT": total - coded,
        }
