"""``dcm:classifycomponents``: the class of each component from what a survey says about it."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import chosen_fields
from .. import adapters
from ..base import catalogue_folder, language
from ..parameters import advanced
from .extend import AddedValues
from .look import style_classes
from .shared import ClassAlgorithm, found_field, nothing_to_read, reason_text

translate = QCoreApplication.translate

COLUMNS = (
    "class_code", "class_name", "major_code", "major_name", "method", "score", "candidates",
    "version",
)  # fmt: skip


class ClassifyComponents(ClassAlgorithm):
    """Takes any layer or table; what it cannot decide it lists and never guesses."""

    NAME = "classifycomponents"

    def displayName(self) -> str:
        return translate("DCM", "Classify components")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Gives each component its class from codes, names, tags, texts or layer name."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Gives each component of any layer or table its class in the chosen catalogue.\n\n"
            "What the survey has is looked at in this order: a class code or identification code "
            "of any version, the name of a class, an alias, the name or code of another version, "
            "OpenStreetMap tags, the name of the layer (BJ0101, prefix_name), a name inside a "
            "text, a similar name. Full-width and traditional characters, brackets, blanks and "
            "running numbers do not matter.\n\n"
            "Nothing is guessed: where several classes fit, where code and name contradict each "
            "other, or where no name is similar enough, the row stays without class and is listed "
            "with its candidates and the reason.\n\n"
            "Fields of the layer that are called like the new ones are replaced, so the result "
            "can be classified again.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "component,class,classification,code,osm,survey,facility,city management"
        ).split(",") + ["部件", "分类", "编码", "类别", "普查", "管理部件"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        vector = QgsProcessing.SourceType.TypeVector
        recognised = translate("DCM", "Empty: the field that the standards name, if there is one.")
        for parameter in (
            QgsProcessingParameterFeatureSource("INPUT", translate("DCM", "Components"), [vector]),
            self.field_parameter("CODE_FIELD", translate("DCM", "Code field"), recognised),
            self.field_parameter("NAME_FIELD", translate("DCM", "Name field"), recognised),
            self.field_parameter(
                "TAG_FIELDS",
                translate("DCM", "Tag fields"),
                translate(
                    "DCM",
                    "Fields with OpenStreetMap tags: named by their key (highway), or with values "
                    "of any key. Empty: the fields that are named like a key.",
                ),
                multiple=True,
            ),
            self.field_parameter(
                "TEXT_FIELD",
                translate("DCM", "Text field"),
                translate("DCM", "A description in which the name of a class may stand."),
            ),
            self.set_help(
                QgsProcessingParameterBoolean(
                    "USE_LAYER_NAME", translate("DCM", "Read the layer name"), defaultValue=True
                ),
                translate("DCM", "A layer called BJ0101 or prefix_name holds one class."),
            ),
            self.version_parameter(),
            self.reading_parameter(),
            self.set_help(
                QgsProcessingParameterNumber(
                    "THRESHOLD",
                    translate("DCM", "Lowest score"),
                    type=QgsProcessingParameterNumber.Type.Double,
                    defaultValue=0.6,
                    minValue=0.0,
                    maxValue=1.0,
                ),
                translate("DCM", "Similar names with a lower score are candidates only."),
            ),
            advanced(
                self.set_help(
                    QgsProcessingParameterNumber(
                        "MARGIN",
                        translate("DCM", "Lead over the next class"),
                        type=QgsProcessingParameterNumber.Type.Double,
                        defaultValue=0.05,
                        minValue=0.0,
                        maxValue=1.0,
                    ),
                    translate("DCM", "A similar name decides only when it is better by this much."),
                )
            ),
            self.errors_parameter(
                translate("DCM", "Without class"),
                translate("DCM", "Rows without class, with reason and candidates."),
            ),
            *self.report_parameters(),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Classified components"), vector
            ),
        ):
            self.addParameter(parameter)
        self.add_class_counts()

    def work(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.components.classification import (
            Options,
            classification_report,
            classify,
        )
        from ...core.messages import text

        source = self.input_source(parameters, context)
        catalogue = self.catalogue(parameters, context)
        options = Options(
            version=catalogue.id,
            reading=self.parameterAsEnumString(parameters, "CODE_VERSION", context),
            threshold=self.parameterAsDouble(parameters, "THRESHOLD", context),
            margin=self.parameterAsDouble(parameters, "MARGIN", context),
            lang=language(),
            folder=catalogue_folder(),
        )
        count, evidences = self._evidences(parameters, context, feedback, source, catalogue)
        result = classify(
            evidences,
            count,
            options,
            lambda percent: feedback.setProgress(20 + 0.2 * percent),
            adapters.cancel_check(feedback),
        )
        specs = catalogue.tables["classified"]
        targets, fields = self.write_layers(
            parameters,
            context,
            feedback,
            source,
            [specs[role] for role in COLUMNS],
            AddedValues(
                result.place,
                result.rows(COLUMNS),
                [
                    None if d.state == "resolved" else reason_text(d.reason)
                    for d in result.decisions
                ],
            ),
            (40.0, 100.0),
        )
        counts = self.class_counts(result, count, feedback)
        if result.reading:
            feedback.pushInfo(text("classification.reading", language(), version=result.reading))
        style_classes(
            context,
            targets,
            catalogue,
            "component",
            fields,
            ("classification.layer.output", "classification.layer.errors"),
        )
        return {
            **targets,
            **self.write_reports(
                parameters, context, lambda: classification_report(result, source.sourceName())
            ),
            **counts,
        }

    def _evidences(
        self, parameters: Any, context: Any, feedback: Any, source: Any, catalogue: Any
    ) -> Tuple[int, Any]:
        """The columns to look at: those that the user named, else those that are recognised."""
        from ...core.components.classification import Evidences
        from ...core.messages import text

        chosen = self._fields(parameters, context, source, catalogue)
        names = [name for role in chosen.values() for name in role]
        layer = source.sourceName()
        if not self.parameterAsBoolean(parameters, "USE_LAYER_NAME", context):
            layer = ""
        if not names and not layer:
            raise nothing_to_read("classification.nothing_to_read", source)
        shown = {role: ", ".join(value) or "–" for role, value in chosen.items()}
        feedback.pushInfo(text("classification.fields_read", language(), **shown))
        unique = list(dict.fromkeys(names))
        count, columns = self.columns(source, unique, feedback)
        by_name = dict(zip(unique, columns))

        def one(role: str) -> Any:
            return by_name[chosen[role][0]] if chosen[role] else None

        evidences = Evidences(
            code=one("code"),
            name=one("name"),
            tags={name: by_name[name] for name in chosen["tags"]},
            text=one("text"),
            layer=layer,
        )
        if not names and not _names_a_class(layer, catalogue):
            raise nothing_to_read("classification.nothing_to_read", source)
        return count, evidences

    def _fields(
        self, parameters: Any, context: Any, source: Any, catalogue: Any
    ) -> Dict[str, List[str]]:
        from ...core.classes import VERSIONS, load_catalogue
        from ...core.components.classification import known_keys

        chosen = {
            "code": [self.one_field(parameters, "CODE_FIELD", context)],
            "name": [self.one_field(parameters, "NAME_FIELD", context)],
            "tags": chosen_fields(self, parameters, "TAG_FIELDS", context),
            "text": [self.one_field(parameters, "TEXT_FIELD", context)],
        }
        chosen = {role: [name for name in names if name] for role, names in chosen.items()}
        if any(chosen.values()):
            return chosen
        for role in ("code", "name"):
            for version in VERSIONS:
                spec = load_catalogue(version).tables["component"][role]
                name = found_field(spec, source)
                if name and not chosen[role]:
                    chosen[role] = [name]
        keys = known_keys()
        chosen["tags"] = [
            field.name() for field in source.fields() if field.name().casefold() in keys
        ]
        return chosen


def _names_a_class(layer: str, catalogue: Any) -> bool:
    """Whether the name of a layer alone says something."""
    from ...core.components.classification import Evidences, Options, classify

    options = Options(version=catalogue.id, folder=catalogue_folder())
    found = classify(Evidences(layer=layer), 1, options)
    return found.decisions[0].state != "empty"
