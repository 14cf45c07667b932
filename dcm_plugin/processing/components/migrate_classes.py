"""``dcm:migrateclasses``: a layer from one version of the class catalogue to another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from qgis.core import (
    QgsField,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.errors import InputError
from ..base import catalogue_folder, language
from ..parameters import choice_parameter
from .extend import AddedValues
from .look import style_classes
from .shared import READINGS, VERSIONS, ClassAlgorithm, found_field

if TYPE_CHECKING:
    from ...core.classes import Catalogue
    from ...core.components.migration import Migration
    from ...core.standards import FieldSpec

translate = QCoreApplication.translate

_ROLES = (
    "class_code", "old_code", "old_class_code", "old_class_name", "state", "reversible",
    "candidates", "version",
)  # fmt: skip


class MigrateClasses(ClassAlgorithm):
    """Old codes stay in the layer; a class that was split is never guessed."""

    NAME = "migrateclasses"

    def displayName(self) -> str:
        return translate("DCM", "Migrate classes")

    def shortDescription(self) -> str:
        return translate(
            "DCM", "Takes classes and identification codes to another version of the standard."
        )

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Takes a layer of components or events from one version of the class catalogue to "
            "another by the crosswalk.\n\n"
            "Each row gets the code and name of its new class, and a new identification code with "
            "the same running number; where classes were merged and use the same number, later "
            "rows get the next free one. The old codes and names stay in fields of their own, and "
            "a field says whether the step can be reversed.\n\n"
            "A class that was split is decided only by a name that is exactly that of one of the "
            "new classes; all others are listed with the classes in question. Unknown codes and "
            "classes without counterpart are listed, not rejected.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "component,event,class,migration,crosswalk,version,code,city management"
        ).split(",") + ["部件", "事件", "类别", "迁移", "版本对照", "标识码", "转换"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        vector = QgsProcessing.SourceType.TypeVector
        recognised = translate("DCM", "Empty: the field that the standards name, if there is one.")
        for parameter in (
            QgsProcessingParameterFeatureSource("INPUT", translate("DCM", "Layer"), [vector]),
            self.kind_parameter(),
            self.set_help(
                QgsProcessingParameterEnum(
                    "FROM",
                    translate("DCM", "From version"),
                    options=list(READINGS[1:]),
                    defaultValue="gbt30428_2_2013",
                    usesStaticStrings=True,
                ),
                translate(
                    "DCM",
                    "Version of the codes of the layer. draft: identification codes of 16 digits "
                    "with classes of 2026.",
                ),
            ),
            choice_parameter(
                "TO",
                translate("DCM", "To version"),
                VERSIONS,
                translate("DCM", "Version that the layer is taken to."),
            ),
            self.field_parameter(
                "CODE_FIELD",
                translate("DCM", "Class code field"),
                translate("DCM", "Empty: the class is taken from the identification code."),
            ),
            self.field_parameter(
                "ID_FIELD", translate("DCM", "Identification code field"), recognised
            ),
            self.field_parameter("NAME_FIELD", translate("DCM", "Name field"), recognised),
            self.set_help(
                QgsProcessingParameterBoolean(
                    "RENAME_FIELDS",
                    translate("DCM", "Rename fields of the standard"),
                    defaultValue=True,
                ),
                translate("DCM", "ORDate becomes CSRQ, and so on, as the new version names them."),
            ),
            self.errors_parameter(
                translate("DCM", "Rows to decide"),
                translate("DCM", "Rows without new class, with reason and candidates."),
            ),
            *self.report_parameters(),
            QgsProcessingParameterFeatureSink("OUTPUT", translate("DCM", "Migrated layer"), vector),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("MIGRATED_COUNT", translate("DCM", "Rows migrated")),
            ("REVERSIBLE_COUNT", translate("DCM", "Reversible rows")),
            ("OPEN_COUNT", translate("DCM", "Rows to decide")),
            ("RENUMBERED_COUNT", translate("DCM", "Codes with another number")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def work(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        from ...core.components.migration import DONE, MigrationOptions, migrate
        from ...core.components.migration_report import migration_report
        from ...core.messages import text

        source = self.input_source(parameters, context)
        options = MigrationOptions(
            reading=self.parameterAsEnumString(parameters, "FROM", context),
            version=self.parameterAsEnumString(parameters, "TO", context),
            kind=self.parameterAsEnumString(parameters, "KIND", context),
            lang=language(),
            folder=catalogue_folder(),
        )
        if options.reading == options.version:
            raise InputError("migration.same", version=options.version)
        fields = self._fields(parameters, context, source, options)
        names = list(dict.fromkeys(filter(None, fields.values())))
        _, columns = self.columns(source, names, feedback)
        by_name = dict(zip(names, columns))
        result = migrate(
            options,
            class_codes=by_name.get(fields["class"]),
            ids=by_name.get(fields["code"]),
            names=by_name.get(fields["name"]),
        )
        feedback.setProgress(40)
        targets, layer_fields = self._write(parameters, context, feedback, source, fields, result)
        counts = result.counts()
        done = sum(counts[state] for state in DONE)
        total = len(result.place)
        feedback.pushInfo(
            text(
                "migration.done",
                language(),
                done=done,
                total=total,
                reversible=counts["one_to_one"],
                open=total - done,
            )
        )
        if result.twice:
            from ...core.messages import shortened

            codes = shortened(result.twice)
            feedback.pushWarning(
                text("migration.twice", language(), count=len(result.twice), codes=codes)
            )
        style_classes(
            context,
            targets,
            result.target,
            options.kind,
            layer_fields,
            ("migration.layer.output", "migration.layer.errors"),
        )
        return {
            **targets,
            **self.write_reports(
                parameters, context, lambda: migration_report(result, source.sourceName())
            ),
            "MIGRATED_COUNT": done,
            "REVERSIBLE_COUNT": counts["one_to_one"],
            "OPEN_COUNT": total - done,
            "RENUMBERED_COUNT": result.renumbered,
        }

    def _fields(self, parameters: Any, context: Any, source: Any, options: Any) -> Dict[str, str]:
        """Which field is the class code, the identification code and the name; '' for none."""
        from ...core.classes import load_catalogue
        from ...core.classes.codes import READINGS as READ_AS

        catalogue = load_catalogue(READ_AS[options.reading][0])
        table = catalogue.tables[options.kind]
        fields = {
            "class": self.one_field(parameters, "CODE_FIELD", context),
            "code": self.one_field(parameters, "ID_FIELD", context),
            "name": self.one_field(parameters, "NAME_FIELD", context),
        }
        for role in ("code", "name"):
            fields[role] = fields[role] or found_field(table[role], source)
        # what classifying, coding or a migration before this one have written
        fields["class"] = fields["class"] or found_field(
            catalogue.tables["migrated"]["class_code"], source
        )
        if not fields["class"] and not fields["code"]:
            raise InputError(
                "migration.nothing",
                layer=source.sourceName(),
                standard=catalogue.base_standard,
            )
        return fields

    def _write(
        self,
        parameters: Any,
        context: Any,
        feedback: Any,
        source: Any,
        fields: Dict[str, str],
        result: Migration,
    ) -> Tuple[Dict[str, str], Any]:
        import numpy as np

        from ...core.components.migration import DONE
        from ...core.messages import text

        kind = result.options.kind
        table = result.target.tables
        specs = [table[kind]["name"], *(table["migrated"][role] for role in _ROLES)]
        columns = [result.column("name"), *(result.column(role) for role in _ROLES)]
        if result.new_ids is not None:
            specs.insert(0, table[kind]["code"])
            columns.insert(0, result.new_ids)
        # what was there before is kept whole, however wrong it is
        specs = [_wide(spec, column) for spec, column in zip(specs, columns)]
        words = {
            state: None if state in DONE else text("migration.state." + state, language())
            for state in set(result.states.tolist())
        }
        added = AddedValues(
            np.arange(len(result.place)),
            list(zip(*(column.tolist() for column in columns))),
            [words[state] for state in result.states.tolist()],
        )
        renamed = {}
        if self.parameterAsBoolean(parameters, "RENAME_FIELDS", context):
            renamed = _renamed(source, result.source, result.target, kind)
        return self.write_layers(
            parameters, context, feedback, source, specs, added, (40.0, 100.0),
            [*filter(None, fields.values()), *_of_the_old_class(source, table)], renamed,
        )  # fmt: skip


def _of_the_old_class(source: Any, tables: Any) -> List[str]:
    """Fields in which a classification told of the class as it was: beside the new one they would
    contradict it."""
    roles = ("class_name", "major_code", "major_name", "method", "score")
    found = [found_field(tables["classified"][role], source) for role in roles]
    return [name for name in found if name]


def _wide(spec: FieldSpec, column: Any) -> FieldSpec:
    """A text field as wide as its longest value."""
    longest = max((len(value) for value in column.tolist() if isinstance(value, str)), default=0)
    return replace(spec, length=max(spec.length, longest)) if spec.length else spec


def _renamed(source: Any, old: Catalogue, new: Catalogue, kind: str) -> Dict[str, QgsField]:
    """Fields of the old version -> the same with the name and at least the length of the new."""
    made = {}
    for role, spec in old.tables[kind].items():
        name = found_field(spec, source)
        wanted = new.tables[kind].get(role)
        if name and wanted is not None:
            field = QgsField(source.fields().at(source.fields().lookupField(name)))
            field.setName(wanted.name)
            field.setAlias(wanted.alias(language()))
            if 0 < field.length() < wanted.length:
                field.setLength(wanted.length)
            made[name] = field
    return made
