"""The window in which the layers of a redraw are chosen."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from qgis.core import QgsMapLayer, QgsProject, QgsWkbTypes
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import DcmError
from ...core.standards import load_profile
from ...i18n import current_language
from ...processing.adapters import require_metric
from ...processing.base import profile_folder, profile_ids
from ..settings import default_profile
from .settings import KINDS, RedrawSettings, is_usable

translate = QCoreApplication.translate


class RedrawDialog(QDialog):
    """Layers by role, and the profile. :meth:`settings` is what was chosen."""

    def __init__(self, project: QgsProject, settings: RedrawSettings, parent: Any = None) -> None:
        super().__init__(parent)
        self.setObjectName("DcmRedrawDialog")
        self.setWindowTitle(translate("DCM", "Redraw unit grids"))
        self.setMinimumWidth(520)
        self._project = project
        self._layers: Dict[str, QgsMapLayerComboBox] = {}
        form = QFormLayout()
        for role, label, tip in self._roles():
            box = QgsMapLayerComboBox(self)
            box.setAllowEmptyLayer(role != "grid")
            box.setExceptedLayerList(self._unfit(role))
            box.setLayer(project.mapLayer(getattr(settings, role)))
            box.setToolTip(tip)
            box.layerChanged.connect(self._check)
            self._layers[role] = box
            form.addRow(label, box)
            if role == "compounds":
                form.addRow(*self._line_list(settings))
        self.profile = QComboBox(self)
        for profile_id in profile_ids():
            self.profile.addItem(_profile_title(profile_id), profile_id)
        at = self.profile.findData(settings.profile or default_profile())
        self.profile.setCurrentIndex(max(at, 0))
        form.addRow(translate("DCM", "Standard profile"), self.profile)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setStyleSheet("color: #c4161c")
        ok, cancel = (
            QDialogButtonBox.StandardButton.Ok,
            QDialogButtonBox.StandardButton.Cancel,
        )
        self.buttons = QDialogButtonBox(ok | cancel, self)
        self.buttons.button(ok).setText(translate("DCM", "Begin"))
        self.buttons.button(cancel).setText(translate("DCM", "Cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        box_layout = QVBoxLayout(self)
        box_layout.addWidget(self._introduction())
        box_layout.addLayout(form)
        box_layout.addWidget(self.message)
        box_layout.addWidget(self.buttons)
        self._check()

    @staticmethod
    def _roles() -> List[Tuple[str, str, str]]:
        return [
            (
                "grid",
                translate("DCM", "Unit grids"),
                translate("DCM", "The layer that is edited; a copy, where others use the layer."),
            ),
            (
                "communities",
                translate("DCM", "Communities"),
                translate(
                    "DCM", "Their borders are fixed. Empty: the community in the code counts."
                ),
            ),
            (
                "buildings",
                translate("DCM", "Buildings"),
                translate("DCM", "A border that cuts one is refused."),
            ),
            (
                "compounds",
                translate("DCM", "Compounds"),
                translate("DCM", "Yards of one unit; one above 10,000 m² is never split."),
            ),
            (
                "components",
                translate("DCM", "Components"),
                translate("DCM", "They are counted in each cell."),
            ),
        ]

    def _introduction(self) -> QWidget:
        label = QLabel(
            translate(
                "DCM",
                "Choose what the redraw works with. The choice is kept in the project; only the "
                "layer of unit grids is edited.",
            ),
            self,
        )
        label.setWordWrap(True)
        return label

    def _unfit(self, role: str) -> List[QgsMapLayer]:
        kind = KINDS[role]
        return [
            layer
            for layer in self._project.mapLayers().values()
            if not is_usable(layer) or (kind is not None and layer.geometryType() != kind)
        ]

    def _line_list(self, settings: RedrawSettings) -> Tuple[str, QWidget]:
        self.lines = QListWidget(self)
        self.lines.setToolTip(
            translate(
                "DCM",
                "Roads, rivers, walls: the line drawn catches on them and runs along them. Of "
                "polygons the outline counts.",
            )
        )
        for layer in self._project.mapLayers().values():
            if not is_usable(layer):
                continue
            if layer.geometryType() == QgsWkbTypes.GeometryType.PointGeometry:
                continue
            item = QListWidgetItem(layer.name(), self.lines)
            item.setData(Qt.ItemDataRole.UserRole, layer.id())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            chosen = layer.id() in settings.lines
            state = Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
            item.setCheckState(state)
        self.lines.setMaximumHeight(130)
        return translate("DCM", "Real lines"), self.lines

    def _check(self, *_: Any) -> None:
        """Say what is missing before the button can be pressed."""
        layer = self._layers["grid"].currentLayer() if "grid" in self._layers else None
        if not hasattr(self, "buttons"):
            return
        problem = ""
        if layer is None:
            problem = translate("DCM", "Add a polygon layer of unit grids to the project first.")
        elif layer.readOnly():
            problem = translate("DCM", "Layer “{layer}” is read-only.").format(layer=layer.name())
        else:
            problem = self._problem_of(layer)
        self.message.setText(problem)
        self.message.setVisible(bool(problem))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)

    def _problem_of(self, layer: Any) -> str:
        try:
            require_metric(layer.crs(), layer.name())
        except DcmError as error:
            return error.localized(current_language())
        if layer.featureCount() == 0:
            return DcmError("processing.layer_empty", layer=layer.name()).localized(
                current_language()
            )
        twice = [role for role, box in self._layers.items()
                 if role != "grid" and box.currentLayer() is layer]  # fmt: skip
        if twice:
            return translate("DCM", "Layer “{layer}” is chosen for two purposes.").format(
                layer=layer.name()
            )
        return ""

    def settings(self) -> RedrawSettings:
        """What is chosen now."""
        chosen: Dict[str, Any] = {}
        for role, box in self._layers.items():
            layer = box.currentLayer()
            chosen[role] = "" if layer is None else layer.id()
        items = [self.lines.item(row) for row in range(self.lines.count())]
        chosen["lines"] = tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
            and item.data(Qt.ItemDataRole.UserRole) != chosen["grid"]
        )
        return RedrawSettings(profile=self.profile.currentData(), **chosen)


def _profile_title(profile_id: str) -> str:
    """What a profile calls itself; its id where it cannot be read."""
    try:
        return load_profile(profile_id, profile_folder()).name(current_language())
    except DcmError:
        return profile_id
