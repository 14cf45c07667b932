"""What the algorithms of components and events have in common: parameters, sinks, reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    QgsFields,
    QgsProcessing,
    QgsProcessingFeatureSource,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProviderRegistry,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.errors import InputError
from .. import adapters
from ..base import DcmAlgorithm, catalogue_folder, destination_file, language, optional
from ..grid.history_tables import is_part_of_layer
from ..layer_writer import OutputLayers
from ..parameters import choice_parameter, field_parameter, report_parameters
from . import table_copy
from .extend import AddedValues, ExtendedLayer, are_plain, columns_of

if TYPE_CHECKING:
    from ...core.classes import Catalogue
    from ...core.standards import FieldSpec
    from ...store.geopackage import Columns, LayerTable

translate = QCoreApplication.translate

#: The first one is the default.
VERSIONS = ("gbt47678_5_2026", "gbt30428_2_2013", "cjt214_2007")
#: What stands for a letter that is none in the encoding of the file.
UNREADABLE = "\ufffd"
READINGS = ("auto", *VERSIONS, "gbt47678_5_draft")


class ClassAlgorithm(DcmAlgorithm):
    """An algorithm that adds columns about classes to a layer."""

    GROUP = "components"
    #: The GeoPackage table of INPUT when it can be worked on by SQL, and what was read of it.
    _table: Optional[LayerTable] = None
    _rows: Optional[Columns] = None
    _input_file = ""

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> bool:
        """In the main thread, where the layers live."""
        layer = self.parameterAsVectorLayer(parameters, "INPUT", context)
        self._table = self._rows = None
        self._input_file = ""
        if layer is not None:
            if not is_part_of_layer(parameters.get("INPUT")):
                self._table = table_copy.whole_table(layer)
            registry = QgsProviderRegistry.instance()
            parts = registry.decodeUri(layer.providerType(), layer.source())
            self._input_file = str(parts.get("path") or "")
        return True

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        with self.errors_shown():
            self.check_destinations(parameters)
            self._keep_input(parameters)
            return self.work(parameters, context, feedback)

    def _keep_input(self, parameters: Any) -> None:
        """No result may overwrite what is read."""
        if not self._input_file:
            return
        own = Path(self._input_file).resolve()
        for name in ("OUTPUT", "ERRORS"):
            path = destination_file(parameters.get(name))
            if path and Path(path).resolve() == own:
                raise InputError("coding.output_is_input", path=path)

    def work(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        """What the algorithm does; a DcmError becomes a message of Processing."""
        raise NotImplementedError

    def add_class_counts(self) -> None:
        """Outputs of a classification: rows by state."""
        for name, label in (
            ("RESOLVED_COUNT", translate("DCM", "Rows with a class")),
            ("AMBIGUOUS_COUNT", translate("DCM", "Ambiguous rows")),
            ("UNRESOLVED_COUNT", translate("DCM", "Unresolved rows")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def class_counts(self, result: Any, count: int, feedback: Any) -> Dict[str, int]:
        """The values of these outputs, which are told in the log too."""
        from ...core.messages import text

        counts = {state: result.count(state) for state in ("resolved", "ambiguous")}
        counts["unresolved"] = count - sum(counts.values())
        version = result.catalogue.id
        feedback.pushInfo(
            text("classification.done", language(), total=count, version=version, **counts)
        )
        if count > counts["resolved"]:
            listed = count - counts["resolved"]
            feedback.pushWarning(text("classification.open_listed", language(), count=listed))
        return {f"{state.upper()}_COUNT": number for state, number in counts.items()}

    def version_parameter(self, name: str = "VERSION") -> Any:
        """The choice of the class catalogue."""
        return choice_parameter(
            name,
            translate("DCM", "Class catalogue"),
            VERSIONS,
            translate(
                "DCM",
                "Version of the standard whose classes are given. Own classes (CSV or Excel) are "
                "read from the folder dcm/catalogues of your QGIS settings.",
            ),
        )

    def reading_parameter(self, name: str = "CODE_VERSION") -> Any:
        """Which version the codes of the layer are."""
        return choice_parameter(
            name,
            translate("DCM", "Version of the codes"),
            READINGS,
            translate(
                "DCM",
                "auto: found out from codes and names; what stays in doubt is listed. Codes of 16 "
                "digits are those of 2007 and 2013, or those of a draft of 2026 (draft).",
            ),
        )

    def field_parameter(self, name: str, label: str, text: str, multiple: bool = False) -> Any:
        """An optional field of INPUT."""
        return field_parameter(name, label, "INPUT", text, multiple)

    def kind_parameter(self, name: str = "KIND") -> Any:
        """Components or events."""
        return choice_parameter(
            name,
            translate("DCM", "Kind"),
            ("component", "event"),
            translate("DCM", "component, or event (matter in the standard of 2026)."),
        )

    def report_parameters(self) -> List[Any]:
        """REPORT as a page and REPORT_JSON for machines."""
        return report_parameters(translate("DCM", "Results and open values as a page."))

    def errors_parameter(self, label: str, text: str) -> Any:
        """The layer of open rows."""
        vector = QgsProcessing.SourceType.TypeVector
        return self.set_help(
            QgsProcessingParameterFeatureSink("ERRORS", label, vector, optional=True), text
        )

    def input_source(self, parameters: Any, context: Any) -> QgsProcessingFeatureSource:
        """INPUT, which must have features."""
        source = self.required_source(parameters, "INPUT", context)
        if source.featureCount() == 0:
            raise InputError("processing.layer_empty", layer=source.sourceName())
        return source

    def one_field(self, parameters: Any, name: str, context: Any) -> str:
        """The field that the user chose; '' for none."""
        return optional(self.parameterAsString(parameters, name, context))

    def catalogue(self, parameters: Any, context: Any, name: str = "VERSION") -> Catalogue:
        from ...core.classes import load_catalogue

        return load_catalogue(
            self.parameterAsEnumString(parameters, name, context), catalogue_folder()
        )

    def columns(
        self, source: QgsProcessingFeatureSource, names: Sequence[str], feedback: Any
    ) -> Tuple[int, List[Any]]:
        """As :func:`columns_of`, by SQL where INPUT allows it."""
        from ...store.geopackage import read_columns

        table = self._table
        if table is None or not set(names) <= set(table.columns) or not are_plain(source, names):
            return columns_of(source, names, feedback)
        read = adapters.without_garbage_collection(read_columns)
        self._rows = read(table, names, adapters.cancel_check(feedback))
        return len(self._rows.fids), [self._rows.columns[name].tolist() for name in names]

    def write_layers(
        self,
        parameters: Any,
        context: Any,
        feedback: Any,
        source: QgsProcessingFeatureSource,
        specs: Sequence[FieldSpec],
        added: AddedValues,
        progress: Tuple[float, float],
        dropped: Sequence[str] = (),
        renamed: Optional[Mapping[str, Any]] = None,
    ) -> Tuple[Dict[str, str], QgsFields]:
        """OUTPUT with all features and ERRORS with the open ones; targets and fields.

        Nothing half written stays behind.
        """
        fields = adapters.fields_from_specs(specs, language())
        layer = ExtendedLayer(source, fields, dropped, renamed)
        errors_layer = QgsFields(layer.fields)
        errors_layer.append(reason_field())
        kind, crs = source.wkbType(), source.sourceCrs()
        with OutputLayers(self, parameters, context) as layers:
            errors = layers.sink("ERRORS", errors_layer, kind, crs)
            sink = layers.sink("OUTPUT", layer.fields, kind, crs)
            target = layers.targets["OUTPUT"]
            if self._can_copy(layer, target):
                sink = None  # closes the file with its empty table
                fids = self._copied(layer, target, added, feedback, progress)
                if fids is None:
                    sink = layers.sink("OUTPUT", layer.fields, kind, crs)
                elif errors is not None:
                    layer.write_open(errors, added, fids, feedback)
            if sink is not None:
                layer.write(sink, added, feedback, errors, progress)
            del sink, errors
        return layers.targets, errors_layer

    def _can_copy(self, layer: ExtendedLayer, target: str) -> bool:
        table = self._table
        return table is not None and layer.keeps_key(table) and table_copy.is_own_file(target)

    def _copied(
        self,
        layer: ExtendedLayer,
        target: str,
        added: AddedValues,
        feedback: Any,
        progress: Tuple[float, float],
    ) -> Any:
        """Fill the empty OUTPUT by SQL; the keys of its rows, None where that cannot be done."""
        from ...store.geopackage import read_columns

        columns = layer.table_columns(added)
        if self._table is None or columns is None:
            return None
        rows = self._rows or read_columns(self._table, [], adapters.cancel_check(feedback))
        if len(rows.fids) != len(added.place):
            raise InputError("processing.layer_changed", layer=layer.source.sourceName())
        done = table_copy.copied(layer, self._table, target, columns, rows, feedback, progress)
        return rows.fids if done else None


def nothing_to_read(message: str, source: QgsProcessingFeatureSource) -> InputError:
    """That no field was recognised; with headings that cannot be read, the encoding is told."""
    if any(UNREADABLE in field.name() for field in source.fields()):
        return InputError("processing.headings_unreadable", layer=source.sourceName())
    return InputError(message, layer=source.sourceName())


def reason_field() -> Any:
    """The column that says why a row is listed."""
    from ...compat import field

    return field("YY", "string", 200, alias=translate("DCM", "Reason"))


def reason_text(reason: str) -> str:
    """Why a row has no class, in the language of the user."""
    from ...core.messages import text

    return text("classification.reason." + reason, language())


def found_field(specs: Optional[FieldSpec], source: QgsProcessingFeatureSource) -> str:
    """The field of a layer that a standard names; '' when it has none."""
    if specs is None:
        return ""
    names: List[str] = [field.name() for field in source.fields()]
    return specs.find(names) or ""
