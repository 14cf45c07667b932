"""Names of fields in the language of the user, and a look, for a result once it is loaded."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsProcessingLayerPostProcessorInterface, QgsVectorLayer


class AliasStyler(QgsProcessingLayerPostProcessorInterface):
    """Sets the aliases; a subclass says how the layer looks."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        super().__init__()
        self.aliases = dict(aliases)

    def postProcessLayer(self, layer: Any, context: Any, feedback: Any) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        for name, alias in self.aliases.items():
            index = layer.fields().lookupField(name)
            if index >= 0 and alias:
                layer.setFieldAlias(index, alias)
        self.look(layer)
        layer.triggerRepaint()

    def look(self, layer: QgsVectorLayer) -> None:
        """How the layer is drawn; nothing to set for a table."""
