"""Default look of output layers: style, name and aliases, set when QGIS loads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Mapping, Optional

from qgis.core import (
    QgsExpressionContextUtils,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument

from ..core.messages import catalogue, text

STYLES = Path(__file__).resolve().parent.parent / "resources" / "styles"

#: Post-processors are called long after the algorithm has ended and QGIS does not hold them.
_held: Dict[str, QgsProcessingLayerPostProcessorInterface] = {}
_HELD_LIMIT = 64


def style_file(name: str) -> Path:
    return STYLES / f"{name}.qml"


class LayerStyler(QgsProcessingLayerPostProcessorInterface):
    """Applies a style and gives fields their aliases."""

    def __init__(
        self,
        style: Path,
        language: str = "en",
        aliases: Optional[Mapping[str, str]] = None,
        variables: Optional[Mapping[str, Any]] = None,
        fields: Optional[Mapping[str, str]] = None,
    ) -> None:
        super().__init__()
        self.style = style
        self.language = language
        self.aliases = dict(aliases or {})
        self.variables = dict(variables or {})
        self.fields = dict(fields or {})

    def postProcessLayer(self, layer: Any, context: Any, feedback: Any) -> None:
        if isinstance(layer, QgsVectorLayer):
            apply_style(layer, self.style, self.language, self.aliases, self.variables, self.fields)


def apply_style(
    layer: QgsVectorLayer,
    style: Path,
    language: str = "en",
    aliases: Optional[Mapping[str, str]] = None,
    variables: Optional[Mapping[str, Any]] = None,
    fields: Optional[Mapping[str, str]] = None,
) -> bool:
    """Style, legend in the language, aliases and the layer variables the style looks at.

    ``fields``: field name in the style -> field name in the layer, for profiles with other names.
    """
    document = QDomDocument()
    content = style.read_text(encoding="utf-8")
    for name, wanted in (fields or {}).items():
        content = content.replace(f"&quot;{name}&quot;", f"&quot;{wanted}&quot;")
    document.setContent(content)
    done, _message = layer.importNamedStyle(document)
    for name, value in (variables or {}).items():
        QgsExpressionContextUtils.setLayerVariable(layer, name, value)
    set_aliases(layer, aliases or {})
    translate_legend(layer, language)
    layer.triggerRepaint()
    return bool(done)


def set_aliases(layer: QgsVectorLayer, aliases: Mapping[str, str]) -> None:
    """Names of fields to show: field -> alias; fields that the layer lacks are passed over."""
    for name, alias in aliases.items():
        index = layer.fields().lookupField(name)
        if index >= 0 and alias:
            layer.setFieldAlias(index, alias)


def translate_legend(layer: QgsVectorLayer, language: str) -> None:
    """The labels of the rules of a style, which are message ids without ``style.`` in front."""
    if not isinstance(layer.renderer(), QgsRuleBasedRenderer):
        return
    renderer = layer.renderer().clone()  # a renderer that is set anew renews the layer tree
    for rule in renderer.rootRule().descendants():
        message_id = "style." + rule.ruleKey()
        if message_id in catalogue():
            rule.setLabel(text(message_id, language))
    layer.setRenderer(renderer)


def style_output(
    context: QgsProcessingContext,
    dest_id: Optional[str],
    qml_name: str,
    language: str = "en",
    layer_name: str = "",
    aliases: Optional[Mapping[str, str]] = None,
    variables: Optional[Mapping[str, Any]] = None,
    fields: Optional[Mapping[str, str]] = None,
) -> Optional[LayerStyler]:
    """Have an output layer styled once it is loaded; nothing when it will not be loaded."""
    styler = LayerStyler(style_file(qml_name), language, aliases, variables, fields)
    return attach(context, dest_id, styler, layer_name)


def attach(
    context: QgsProcessingContext,
    dest_id: Optional[str],
    styler: Any,
    layer_name: str = "",
) -> Any:
    """Have a post-processor look after an output layer, and hold it until then; it, or None."""
    if dest_id is None or not context.willLoadLayerOnCompletion(dest_id):
        return None
    details = context.layerToLoadOnCompletionDetails(dest_id)
    if layer_name:
        details.name = layer_name
    details.setPostProcessor(styler)
    _held.pop(dest_id, None)
    while len(_held) >= _HELD_LIMIT:
        _held.pop(next(iter(_held)))
    _held[dest_id] = styler
    return styler
