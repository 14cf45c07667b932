"""``dcm:classifyevents``: the class of each event from the text of the complaint."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from .. import adapters
from ..base import catalogue_folder, language
from .extend import AddedValues
from .look import style_classes
from .shared import ClassAlgorithm, found_field, nothing_to_read, reason_text

translate = QCoreApplication.translate

COLUMNS = (
    "class_code", "class_name", "major_code", "major_name", "method", "score", "words", "first",
    "second", "third", "version",
)  # fmt: skip


class ClassifyEvents(ClassAlgorithm):
    """Proposes; what is unclear stays open with its first three choices."""

    NAME = "classifyevents"

    def displayName(self) -> str:
        return translate("DCM", "Classify events")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Tells the class of each event from the Chinese text of the complaint."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Gives each event (matter) its class in the chosen catalogue.\n\n"
            "A class code or name of any version goes first. Where there is none, the Chinese text "
            "of the complaint decides: words that stand for a class, and likeness to its name, "
            "aliases and description. The first three choices are written with their scores, "
            "and the words that decided.\n\n"
            "A row is open when no choice scores high enough, when the second is almost as good, "
            "or when code and text contradict each other. Open rows are listed and get no "
            "class.\n\n"
            "How often the texts of the evaluation set are classified rightly stands in "
            "docs/components.md of the repository.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "event,matter,case,complaint,hotline,text,classification,city management"
        ).split(",") + ["事件", "事项", "案件", "诉求", "热线", "文本分类", "立案"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        vector = QgsProcessing.SourceType.TypeVector
        for parameter in (
            QgsProcessingParameterFeatureSource("INPUT", translate("DCM", "Events"), [vector]),
            self.field_parameter(
                "TEXT_FIELD",
                translate("DCM", "Text field"),
                translate("DCM", "The description of the event in Chinese."),
            ),
            self.field_parameter(
                "CODE_FIELD",
                translate("DCM", "Code field"),
                translate("DCM", "Class codes or event codes of any version."),
            ),
            self.field_parameter(
                "NAME_FIELD",
                translate("DCM", "Name field"),
                translate("DCM", "Names of classes in any version."),
            ),
            self.version_parameter(),
            self.reading_parameter(),
            self.set_help(
                QgsProcessingParameterNumber(
                    "THRESHOLD",
                    translate("DCM", "Lowest score"),
                    type=QgsProcessingParameterNumber.Type.Double,
                    defaultValue=0.35,
                    minValue=0.0,
                    maxValue=1.0,
                ),
                translate("DCM", "A text whose first choice scores lower stays open."),
            ),
            self.set_help(
                QgsProcessingParameterNumber(
                    "LEAD",
                    translate("DCM", "First over second choice"),
                    type=QgsProcessingParameterNumber.Type.Double,
                    defaultValue=1.5,
                    minValue=1.0,
                ),
                translate(
                    "DCM", "The first choice must have this many times the score of the second."
                ),
            ),
            self.errors_parameter(
                translate("DCM", "Open events"),
                translate("DCM", "Events without class, with reason and choices."),
            ),
            *self.report_parameters(),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", translate("DCM", "Classified events"), vector
            ),
        ):
            self.addParameter(parameter)
        self.add_class_counts()

    def work(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.events import EventOptions, classify_events, event_report

        source = self.input_source(parameters, context)
        catalogue = self.catalogue(parameters, context)
        fields = {
            "text": self.one_field(parameters, "TEXT_FIELD", context),
            "code": self.one_field(parameters, "CODE_FIELD", context),
            "name": self.one_field(parameters, "NAME_FIELD", context),
        }
        if not any(fields.values()):
            table = catalogue.tables["event"]
            fields["code"] = found_field(table["code"], source)
            fields["name"] = found_field(table["name"], source)
        names = list(dict.fromkeys(filter(None, fields.values())))
        if not names:
            raise nothing_to_read("events.nothing_to_read", source)
        count, columns = self.columns(source, names, feedback)
        by_name = dict(zip(names, columns))
        result = classify_events(
            EventOptions(
                version=catalogue.id,
                reading=self.parameterAsEnumString(parameters, "CODE_VERSION", context),
                threshold=self.parameterAsDouble(parameters, "THRESHOLD", context),
                lead=self.parameterAsDouble(parameters, "LEAD", context),
                lang=language(),
                folder=catalogue_folder(),
            ),
            progress=lambda percent: feedback.setProgress(0.5 * percent),
            canceled=adapters.cancel_check(feedback),
            **{role: by_name.get(name) for role, name in fields.items()},
        )
        specs = catalogue.tables["proposed"]
        targets, layer_fields = self.write_layers(
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
            (50.0, 100.0),
        )
        counts = self.class_counts(result, count, feedback)
        style_classes(
            context,
            targets,
            catalogue,
            "event",
            layer_fields,
            ("classification.layer.events", "classification.layer.event_errors"),
        )
        return {
            **targets,
            **self.write_reports(
                parameters, context, lambda: event_report(result, source.sourceName())
            ),
            **counts,
        }
