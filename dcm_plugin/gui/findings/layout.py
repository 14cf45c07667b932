"""The widgets of the panel and their places; what they do stands in the panel."""

from __future__ import annotations

from typing import Any, Dict

from qgis.core import QgsApplication
from qgis.gui import QgsFilterLineEdit, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QModelIndex, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QAction,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolBar,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from .labels import SEVERITIES, severity_icon, severity_name

translate = QCoreApplication.translate

_SHORTCUT = Qt.ShortcutContext.WidgetWithChildrenShortcut


class FindingsTree(QTreeView):
    """A tree whose columns share the width: cells at most two fifths, measures what they need."""

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        wide = self.fontMetrics().horizontalAdvance
        wanted = wide("0" * 15 + ", 000") + 4 * self.indentation() + 34
        self.header().resizeSection(0, min(wanted, int(self.viewport().width() * 0.42)))


class CellDelegate(QStyledItemDelegate):
    """Codes are cut at their beginning, where they are alike."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        if not index.model().hasChildren(index):
            option.textElideMode = Qt.TextElideMode.ElideLeft


class PanelLayout:
    """Actions, widgets and shortcuts; ``body`` holds them all."""

    def __init__(self, owner: QWidget) -> None:
        self.body = QWidget(owner)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(4, 2, 4, 4)
        column.setSpacing(4)
        self.messages = QgsMessageBar(self.body)
        self.messages.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        column.addWidget(self.messages)
        column.addWidget(self._tools(owner))
        column.addLayout(self._badges())
        column.addLayout(self._filters())
        column.addWidget(self._tree(owner), 1)
        self.details = QLabel(self.body)
        self.details.setWordWrap(True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.details.setMinimumHeight(self.details.fontMetrics().lineSpacing() * 4 + 4)
        self.details.setMargin(2)
        column.addWidget(self.details)
        column.addLayout(self._buttons(owner))
        self.progress = QProgressBar(self.body)
        self.progress.setRange(0, 100)
        self.progress.setMaximumHeight(14)
        self.progress.setVisible(False)
        column.addWidget(self.progress)
        self.status = QLabel(self.body)
        self.status.setWordWrap(True)
        column.addWidget(self.status)
        self.words_timer = QTimer(self.body)
        self.words_timer.setSingleShot(True)
        self.words_timer.setInterval(200)

    # --- rows of the panel ---------------------------------------------------------------------

    def _action(self, owner: QWidget, icon: str, text: str, key: str = "") -> QAction:
        action = QAction(QgsApplication.getThemeIcon(icon), text, owner)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(_SHORTCUT)
            action.setToolTip(f"{text} ({key})")
            owner.addAction(action)
        return action

    def _tools(self, owner: QWidget) -> QToolBar:
        bar = QToolBar(self.body)
        bar.setIconSize(QSize(18, 18))
        self.run = self._action(owner, "/mActionStart.svg", translate("DCM", "Check the layer"))
        self.run.setIconText(translate("DCM", "Check"))
        self.stop = self._action(owner, "/mActionStop.svg", translate("DCM", "Stop"))
        self.stop.setEnabled(False)
        self.previous = self._action(
            owner, "/mActionArrowUp.svg", translate("DCM", "Previous finding"), "Shift+F4"
        )
        self.next = self._action(
            owner, "/mActionArrowDown.svg", translate("DCM", "Next finding"), "F4"
        )
        self.zoom = self._action(
            owner, "/mActionZoomTo.svg", translate("DCM", "Zoom to the finding")
        )
        bar.addAction(self.run)
        button = bar.widgetForAction(self.run)
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addAction(self.stop)
        bar.addSeparator()
        bar.addActions([self.previous, self.next, self.zoom])
        bar.addSeparator()
        self.group = QComboBox(bar)
        self.group.addItem(translate("DCM", "By severity"), "severity")
        self.group.addItem(translate("DCM", "By community"), "community")
        bar.addWidget(self.group)
        return bar

    def _badges(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.badges: Dict[str, QToolButton] = {}
        for severity in SEVERITIES:
            badge = QToolButton(self.body)
            badge.setCheckable(True)
            badge.setChecked(True)
            badge.setIcon(severity_icon(severity))
            badge.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            badge.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            badge.setToolTip(translate("DCM", "Show or hide these findings"))
            self.badges[severity] = badge
            self.set_count(severity, 0)
            row.addWidget(badge)
        return row

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.words = QgsFilterLineEdit(self.body)
        self.words.setShowClearButton(True)
        self.words.setPlaceholderText(translate("DCM", "Filter by code, check or words"))
        row.addWidget(self.words, 1)
        self.in_view = self._toggle(
            "/mActionViewExtentInCanvas.svg", translate("DCM", "Only what is in the map view")
        )
        row.addWidget(self.in_view)
        self.show_set_aside = self._toggle(
            "/mActionShowAllLayers.svg", translate("DCM", "Show what was set aside, too")
        )
        row.addWidget(self.show_set_aside)
        return row

    def _toggle(self, icon: str, text: str) -> QToolButton:
        button = QToolButton(self.body)
        button.setIcon(QgsApplication.getThemeIcon(icon))
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolTip(text)
        return button

    def _tree(self, owner: QWidget) -> QTreeView:
        tree = FindingsTree(self.body)
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setExpandsOnDoubleClick(True)
        tree.setIndentation(11)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setItemDelegateForColumn(0, CellDelegate(tree))
        self.tree = tree
        self.enter = QAction(translate("DCM", "Zoom to the finding"), tree)
        self.enter.setShortcuts([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        self.enter.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        tree.addAction(self.enter)
        return tree

    def finish_columns(self) -> None:
        """Widths of the columns, once the tree has a model."""
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(40)
        wide = self.tree.fontMetrics().horizontalAdvance
        header.resizeSection(2, wide("000,000 m²") + 14)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.tree.setSortingEnabled(True)

    def _buttons(self, owner: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        self.fix_menu = QMenu(translate("DCM", "Fix"), owner)
        self.fix_menu.setIcon(QgsApplication.getThemeIcon("/mIconTopologicalEditing.svg"))
        self.fix = QToolButton(self.body)
        self.fix.setText(translate("DCM", "Fix"))
        self.fix.setIcon(QgsApplication.getThemeIcon("/mIconTopologicalEditing.svg"))
        self.fix.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fix.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.fix.setMenu(self.fix_menu)
        self.fix.setEnabled(False)
        self.aside = QToolButton(self.body)
        self.aside.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.set_aside_state(False)
        row.addWidget(self.fix)
        row.addWidget(self.aside)
        row.addStretch(1)
        return row

    # --- states --------------------------------------------------------------------------------

    def set_count(self, severity: str, number: int) -> None:
        text = translate("DCM", "{name} {number}")
        self.badges[severity].setText(text.format(name=severity_name(severity), number=number))

    def set_busy(self, busy: bool) -> None:
        self.progress.setValue(0)
        self.progress.setVisible(busy)

    def set_progress(self, percent: float) -> None:
        self.progress.setValue(int(percent))

    def set_aside_state(self, aside: bool) -> None:
        self.aside.setText(
            translate("DCM", "Bring back") if aside else translate("DCM", "Set aside …")
        )
