"""Everything that differs between the versions of QGIS and Qt (3.22 ... 4.x, Qt 5 and 6)."""

from __future__ import annotations

from typing import Any, List

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsExpressionFunction,
    QgsField,
    QgsSnappingConfig,
    QgsTemporalNavigationObject,
    QgsTolerance,
    QgsVectorLayerTemporalProperties,
)

QGIS_VERSION: int = Qgis.versionInt() if hasattr(Qgis, "versionInt") else Qgis.QGIS_VERSION_INT

if QGIS_VERSION >= 33800:
    from qgis.PyQt.QtCore import QMetaType

    FIELD_TYPES = {
        "string": QMetaType.Type.QString,
        "int": QMetaType.Type.Int,
        "int64": QMetaType.Type.LongLong,
        "double": QMetaType.Type.Double,
        "date": QMetaType.Type.QDate,
        "datetime": QMetaType.Type.QDateTime,
        "bool": QMetaType.Type.Bool,
    }
else:
    from qgis.PyQt.QtCore import QVariant

    FIELD_TYPES = {
        "string": QVariant.Type.String,
        "int": QVariant.Type.Int,
        "int64": QVariant.Type.LongLong,
        "double": QVariant.Type.Double,
        "date": QVariant.Type.Date,
        "datetime": QVariant.Type.DateTime,
        "bool": QVariant.Type.Bool,
    }


def field(name: str, kind: str, length: int = 0, precision: int = 0, alias: str = "") -> QgsField:
    """A field of one of the kinds of ``FIELD_TYPES``, made the way the running QGIS wants it."""
    made = QgsField(name, FIELD_TYPES[kind], "", length, precision)
    if alias:
        made.setAlias(alias)
    return made


def chosen_fields(algorithm: Any, parameters: Any, name: str, context: Any) -> List[str]:
    """The names of a parameter for several fields; another method reads them since 3.40."""
    read = algorithm.parameterAsStrings if QGIS_VERSION >= 34000 else algorithm.parameterAsFields
    return [str(field) for field in read(parameters, name, context)]


def editor_container(title: str, parent: Any, tab: bool) -> QgsAttributeEditorContainer:
    """A page or a group box of an attribute form."""
    made = QgsAttributeEditorContainer(title, parent)
    if QGIS_VERSION >= 33200:
        kinds = Qgis.AttributeEditorContainerType
        made.setType(kinds.Tab if tab else kinds.GroupBox)
    else:
        made.setIsGroupBox(not tab)
    return made


def snapping_types() -> Any:
    """Vertices and segments, as the snapping settings of a project want them."""
    if QGIS_VERSION >= 32600:
        return Qgis.SnappingType.Vertex | Qgis.SnappingType.Segment
    kinds = QgsSnappingConfig.SnappingTypes
    return QgsSnappingConfig.SnappingTypeFlag(kinds.VertexFlag | kinds.SegmentFlag)


def start_and_end_expressions() -> Any:
    """The temporal mode of layers whose features have a first and a last moment."""
    if hasattr(Qgis, "VectorTemporalMode"):
        return Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromExpressions
    kinds = QgsVectorLayerTemporalProperties
    return kinds.TemporalMode.ModeFeatureDateTimeStartAndEndFromExpressions


def animated_mode() -> Any:
    """The temporal controller plays frames."""
    if hasattr(Qgis, "TemporalNavigationMode"):
        return Qgis.TemporalNavigationMode.Animated
    return QgsTemporalNavigationObject.NavigationMode.Animated


def pixel_unit() -> Any:
    """Pixels as unit of a snapping tolerance."""
    if hasattr(Qgis, "MapToolUnit"):
        return Qgis.MapToolUnit.Pixels
    return QgsTolerance.UnitType.Pixels


def result_data(result: Any) -> Any:
    """What a result of the locator carries; a method or a property, by version."""
    data = result.userData
    return data() if callable(data) else data


def set_group_score(result: Any, score: float) -> None:
    """The place of a group in the list of the locator; older versions go by the name alone."""
    if hasattr(result, "groupScore"):
        result.groupScore = score


if QGIS_VERSION >= 34000:
    ExpressionFunction = QgsExpressionFunction
else:

    class ExpressionFunction(QgsExpressionFunction):  # type: ignore[no-redef]
        """A function in Python that may be given the layer itself.

        QGIS 3.22 hands ``@layer`` on as a pointer that Python cannot take: the error in its own
        code ends QGIS. The arguments are therefore read here, and the layer stands as its id.
        """

        def run(self, args: Any, context: Any, parent: Any, node: Any) -> Any:
            values = []
            for argument in args.list() if args is not None else ():
                try:
                    value = argument.eval(parent, context)
                except TypeError:
                    value = context.variable("layer_id") if context is not None else None
                if parent.hasEvalError():
                    return None
                if value is None or (isinstance(value, QVariant) and value.isNull()):
                    return None
                values.append(value)
            return self.func(values, context, parent, node)
