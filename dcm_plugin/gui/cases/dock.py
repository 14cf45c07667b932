"""The dock of cases: wires connection, filters, counts, list, detail and map together."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, List, Mapping, Optional, Tuple

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsDockWidget, QgsMessageBar
from qgis.PyQt.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    QTimer,
    QUrl,
)
from qgis.PyQt.QtGui import QDesktopServices, QKeySequence
from qgis.PyQt.QtWidgets import (
    QAction,
    QComboBox,
    QLabel,
    QMenu,
    QSizePolicy,
    QSplitter,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.cases.model import CaseFile, utc_now
from ...core.cases.query import Page
from ...core.errors import DcmError
from ...i18n import current_language
from ..redraw.offer import Offers
from . import media
from . import target as targets
from .alert import CaseAlert
from .bars import LightBar, StateBar, short_number
from .client import GONE, NOTHING, OPENING, READONLY, CityClient
from .conditions import Wanted
from .connect import ConnectBar
from .desk_work import DeskWork
from .detail import CaseDetail
from .filters import FilterBar
from .map_filter import MOST, MapFilter
from .map_link import ChooseTool, MapLink
from .model import NODE, SORTS, CaseModel
from .names import Names
from .pages import CASE, COMPONENT, PLACE
from .queries import CaseQueries
from .target import Target
from .tree import Node
from .view import CaseView

translate = QCoreApplication.translate
#: Milliseconds: how long a selection or a map view must stand before it is followed.
_SETTLE, _MINUTE = 120, 60_000
#: Pixels of width from which on the detail stands beside the list.
_BESIDE = 820


class CasesDock(QgsDockWidget):
    """What a dispatch desk looks at. ``unload()`` leaves nothing behind.

    ``opener`` makes a store from an address and a login; ``places`` is the place database of the
    project (:class:`expressions.project_places.ProjectPlaces`), or None.
    """

    def __init__(
        self,
        iface: Any,
        places: Any = None,
        opener: Optional[Callable[[str, str], Any]] = None,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(translate("DCM", "Cases"), parent)
        self.setObjectName("DcmCasesDock")
        self.iface, self.places, self._opener = iface, places, opener
        self.canvas = iface.mapCanvas()
        self.lang = current_language()
        self.client: Optional[CityClient] = None
        self.queries: Optional[CaseQueries] = None
        self.model: Optional[CaseModel] = None
        self.work = DeskWork(self)
        self.link = MapLink(self.canvas, self)
        self.map_filter = MapFilter(self.link, self)
        self.alert = CaseAlert(iface.messageBar(), self._is_away, self)
        self._tool: Optional[ChooseTool] = None
        self._shown_id: Optional[int] = None
        self._from_map: FrozenSet[int] = frozenset()
        self._changing = False
        self._unloaded = False
        self._wish: Optional[int] = None
        #: Keys that work while the focus is in the dock.
        self.keys: Dict[str, Callable[[], Any]] = {}
        self._build()
        self.keys.update(self.filters.keys)
        self.offers = Offers(self.messages, self)
        self._settle = _single(self, _SETTLE, self._follow_selection)
        self._view_timer = _single(self, 250, self._follow_view)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._minute.timeout.connect(self._tick)
        self._connect()
        self._show_state(NOTHING, None)

    # --- keys ----------------------------------------------------------------------------------

    def event(self, event: Any) -> bool:
        """Keys of the dock come before those of the window of QGIS while somebody works in it."""
        if event.type() == QEvent.Type.ShortcutOverride and self._work_of(event) is not None:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: Any) -> None:
        work = self._work_of(event)
        if work is None:
            super().keyPressEvent(event)
            return
        event.accept()
        work()

    def _work_of(self, event: Any) -> Optional[Callable[[], Any]]:
        held, key = event.modifiers(), event.key()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and alt and not control:
            return self.detail.nth(int(key) - int(Qt.Key.Key_1))
        name = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
        return self.keys.get(("Ctrl+" if control else "") + ("Alt+" if alt else "") + name)

    # --- widgets -------------------------------------------------------------------------------

    def _build(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 2, 4, 4)
        column.setSpacing(4)
        self.messages = QgsMessageBar(body)
        self.messages.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        column.addWidget(self.messages)
        self.connect_bar = ConnectBar(body)
        column.addWidget(self.connect_bar)
        column.addWidget(self._tools(body))
        self.state_bar = StateBar(body)
        column.addWidget(self.state_bar)
        self.light_bar = LightBar(body)
        column.addWidget(self.light_bar)
        self.filters = FilterBar(body)
        column.addWidget(self.filters)
        self.splitter = QSplitter(Qt.Orientation.Vertical, body)
        self.view = CaseView(self.splitter)
        self.view.setAccessibleName(translate("DCM", "Cases"))
        self.splitter.addWidget(self.view)
        self.detail = CaseDetail(self.lang, self.splitter)
        self.splitter.addWidget(self.detail)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        column.addWidget(self.splitter, 1)
        self.status = QLabel(body)
        self.status.setWordWrap(True)
        column.addWidget(self.status)
        self.setWidget(body)
        self.working = (self.state_bar, self.light_bar, self.filters, self.splitter, self.tools)

    def _tools(self, body: QWidget) -> QToolBar:
        bar = self.tools = QToolBar(body)
        bar.setIconSize(QSize(18, 18))
        self.new_action = self._action(
            "/symbologyAdd.svg", translate("DCM", "New case"), "Ctrl+N", self.work.new_case
        )
        self.zoom_action = self._action(
            "/mActionZoomTo.svg", translate("DCM", "Zoom to the case"), "Alt+Z", self.zoom
        )
        self.pick_action = self._action(
            "/mActionSelectRectangle.svg",
            translate("DCM", "Choose cases on the map"),
            "Alt+P",
            self._toggle_tool,
        )
        self.pick_action.setCheckable(True)
        self.layer_action = self._action(
            "/mActionAddOgrLayer.svg",
            translate("DCM", "Cases on the map"),
            "",
            self._add_layer,
        )
        self.play_action = self._action(
            "/propertyicons/temporal.svg",
            translate("DCM", "Play the period on the map"),
            "",
            self.play,
        )
        self.follow_action = self._action(
            "/mActionFilter.svg",
            translate("DCM", "The map shows the cases of the list"),
            "",
            self._follow_list,
        )
        self.follow_action.setCheckable(True)
        self.mute_action = self._action(
            "/mIconInfo.svg",
            translate("DCM", "Tell me about cases while I look elsewhere"),
            "",
            lambda checked: self.alert.mute(not checked),
        )
        self.mute_action.setCheckable(True)
        self.mute_action.setChecked(not self.alert.muted)
        self.refresh_action = self._action(
            "/mActionRefresh.svg", translate("DCM", "Refresh"), "F5", self.refresh
        )
        self.find_action = self._action(
            "/search.svg", translate("DCM", "Find"), "Ctrl+F", self._to_search
        )
        bar.addAction(self.new_action)
        button = bar.widgetForAction(self.new_action)
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addSeparator()
        self.group = QComboBox(bar)
        self.group.setAccessibleName(translate("DCM", "Group by"))
        self.group.setToolTip(translate("DCM", "Group by"))
        for key, name in (
            ("", translate("DCM", "List")),
            ("state", translate("DCM", "By state")),
            ("light", translate("DCM", "By light")),
            ("department", translate("DCM", "By department")),
            ("class", translate("DCM", "By class")),
            ("area", translate("DCM", "By area")),
            ("duty_grid", translate("DCM", "By duty grid")),
            ("source", translate("DCM", "By source")),
        ):
            self.group.addItem(name, key)
        bar.addWidget(self.group)
        self.sort = QComboBox(bar)
        self.sort.setAccessibleName(translate("DCM", "Order"))
        self.sort.setToolTip(translate("DCM", "Order"))
        for key, down, name in (
            ("urgency", False, translate("DCM", "Most urgent first")),
            ("report_time", True, translate("DCM", "Newest first")),
            ("report_time", False, translate("DCM", "Oldest first")),
            ("clock_deadline", False, translate("DCM", "Next deadline first")),
            ("updated", True, translate("DCM", "Last changed first")),
            ("task_no", False, translate("DCM", "By number")),
            ("state", False, translate("DCM", "By state")),
        ):
            self.sort.addItem(name, (key, down))
        bar.addWidget(self.sort)
        bar.addSeparator()
        for action in (
            self.zoom_action, self.pick_action, self.layer_action, self.follow_action,
            self.play_action, self.refresh_action, self.mute_action,
        ):  # fmt: skip
            bar.addAction(action)
        return bar

    def _action(self, icon: str, text: str, key: str, slot: Callable[..., Any]) -> QAction:
        action = QAction(QgsApplication.getThemeIcon(icon), text, self)
        if key:
            self.keys[key] = action.trigger
            action.setToolTip(f"{text} ({key})")
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.connect_bar.targeted.connect(self.choose)
        self.connect_bar.sat.connect(self._sit)
        self.filters.changed.connect(self._wanted)
        self.state_bar.chosen.connect(
            lambda states: self.filters.set_wanted(replace(self.filters.wanted, states=states))
        )
        self.light_bar.chosen.connect(
            lambda lights: self.filters.set_wanted(replace(self.filters.wanted, lights=lights))
        )
        self.group.currentIndexChanged.connect(self._regroup)
        self.sort.currentIndexChanged.connect(self._resort)
        self.view.entered.connect(self._enter)
        self.view.customContextMenuRequested.connect(self._context_menu)
        self.view.header().sectionClicked.connect(self._header_clicked)
        self.detail.acted.connect(self.work.act)
        self.detail.linked.connect(self._linked)
        self.detail.left.connect(self.view.setFocus)
        self.link.chosen.connect(self._chosen_on_map)
        self.link.view_changed.connect(self._view_changed)
        project = QgsProject.instance()
        project.readProject.connect(self._project_read)
        project.cleared.connect(self._project_cleared)
        project.layersAdded.connect(self._layers_added)
        self.canvas.mapToolSet.connect(self._tool_set)
        self.alert.opened.connect(self._open_with)
        self.alert.counted.connect(self._title)
        self.visibilityChanged.connect(self._looked_at)
        QgsApplication.instance().applicationStateChanged.connect(self._looked_at)

    # --- life ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Take up the database of the project, if there is one."""
        if self.client is not None:
            return
        found = targets.remembered() or self._of_layers()
        if found is not None:
            self.choose(found)

    def _of_layers(self) -> Optional[Target]:
        for layer in targets.case_layers():
            return targets.layer_target(layer)
        return None

    def unload(self) -> None:
        """Stop the threads, take everything off the map; the dock can be deleted then."""
        if self._unloaded:
            return
        self._unloaded = True
        self._minute.stop()
        self._settle.stop()
        self._view_timer.stop()
        self._end_tool()
        self.work.close_dialog()
        self._drop_client()
        self.offers.close()
        self.alert.close()
        self.visibilityChanged.disconnect(self._looked_at)
        QgsApplication.instance().applicationStateChanged.disconnect(self._looked_at)
        self.detail.close_all()
        project = QgsProject.instance()
        project.readProject.disconnect(self._project_read)
        project.cleared.disconnect(self._project_cleared)
        project.layersAdded.disconnect(self._layers_added)
        self.canvas.mapToolSet.disconnect(self._tool_set)
        self.link.close()

    def _project_read(self, *_: Any) -> None:
        self._drop_client()  # gives back layers that were saved with a filter too
        self.connect_bar.show_target(None)
        self._show_state(NOTHING, None)
        if not self.isHidden():
            self.begin()

    def _project_cleared(self, *_: Any) -> None:
        self._drop_client()
        self.connect_bar.show_target(None)
        self._show_state(NOTHING, None)

    def _layers_added(self, *_: Any) -> None:
        """A layer of a city database: its database is offered where none is chosen yet."""
        if self.client is None and not self.isHidden():
            QTimer.singleShot(0, self._begin_later)

    def _begin_later(self) -> None:
        if not self._unloaded:
            self.begin()

    # --- the database --------------------------------------------------------------------------

    def choose(self, target: Optional[Target]) -> None:
        """Work on a database; None lets go of it."""
        self._drop_client()
        self.connect_bar.show_target(target)
        if target is None:
            targets.remember(None)
            self._show_state(NOTHING, None)
            return
        self.client = CityClient(target, self.lang, self._opener, self)
        self.client.state_changed.connect(self._show_state)
        self.client.opened.connect(self._opened)
        self.client.changed.connect(self._changed)
        self.client.open()

    def _drop_client(self) -> None:
        self.work.close_dialog()
        self.follow_action.setChecked(False)
        self.map_filter.off()
        if self.queries is not None:
            self.queries.close()
            self.queries.deleteLater()
            self.queries = None
        if self.client is not None:
            self.client.close()
            self.client.deleteLater()
            self.client = None
        if self.model is not None:
            self.view.setModel(None)
            self.model.deleteLater()
            self.model = None
        self._minute.stop()
        self._shown_id = None
        self.detail.clear()
        self.link.clear_marks()

    def _show_state(self, state: str, error: Any) -> None:
        """Say how the line to the database stands."""
        if self._unloaded:
            return
        connected = self.model is not None
        for widget in self.working:
            widget.setVisible(connected)
        usable = self.client is not None and self.client.usable
        writable = usable and state != READONLY
        self.new_action.setEnabled(writable)
        self._say_state(state, error)

    def _say_state(self, state: str, error: Any) -> None:
        if state == NOTHING:
            text = translate(
                "DCM",
                "Choose the city database above: the GeoPackage that “Create city database” made, "
                "or a PostgreSQL connection.",
            )
        elif state == OPENING:
            text = translate("DCM", "Opening the city database…")
        elif state == GONE:
            text = self.said(error)
            if self.client is not None and self.client.wait:
                text += " " + translate(
                    "DCM", "Tried again in {seconds} s; what you typed is kept."
                ).format(seconds=self.client.wait)
        else:
            text = ""
        self.status.setText(text)
        self.status.setVisible(bool(text))
        if state == READONLY:
            self.status.setText(
                translate("DCM", "The city database can only be read: no actions are possible.")
            )
            self.status.show()

    def said(self, error: Any) -> str:
        """An error in the words of the user."""
        return error.localized(self.lang) if isinstance(error, DcmError) else str(error or "")

    def _opened(self) -> None:
        """Names and rules are there, for the first time or again."""
        client = self.client
        if client is None or client.names is None:
            return
        names: Names = client.names
        targets.remember(client.target)
        self.connect_bar.show_people(names, client.login, client.fixed)
        self.link.set_target(client.target, client.crs)
        self.link.reopen()
        if self.model is None:
            self.model = CaseModel(names, self)
            self.model.offset = client.offset
            self.model.near_end = self.view.near_end
            self.view.setModel(self.model)
            self.view.set_grouped(False)
            self.view.selectionModel().selectionChanged.connect(self._selection_changed)
            self.queries = CaseQueries(client, self.model, self.link.view, self)
            self.queries.counted.connect(self._counted)
            self.queries.counted.connect(self._filter_map)
            self.queries.about_to_show.connect(self._list_changes)
            self.queries.shown.connect(self._list_shown)
            self.queries.failed.connect(self._failed)
            self.state_bar.set_names(names)
            self.filters.set_names(names)
            self.queries.wanted = self.filters.wanted
            self.queries.sort, self.queries.descending = self.sort.currentData()
            self._show_state(client.state, None)
            self.queries.set_grouping(self.group.currentData())
            self.view.set_grouped(bool(self.group.currentData()))
            self._minute.start()
            self.alert.begin()
        else:
            self.model.names = names
            self.refresh()
        self._tell_who()

    def _tell_who(self) -> None:
        if self.client is not None and self.client.usable and self.client.actor is None:
            self.status.setText(
                translate("DCM", "Say above who you are: what you may do follows from your roles.")
            )
            self.status.show()

    def _sit(self, login: str) -> None:
        if self.client is None:
            return
        self.client.set_login(login)
        self._say_state(self.client.state, None)
        self._tell_who()
        if self.filters.wanted.mine and self.queries is not None:
            self.queries.refilter()
        self.read_case()

    # --- the list ------------------------------------------------------------------------------

    def _wanted(self, wanted: Wanted) -> None:
        self.state_bar.set_chosen(wanted.states)
        self.light_bar.set_chosen(wanted.lights)
        if self.queries is not None:
            self.queries.set_wanted(wanted)

    def _regroup(self, *_: Any) -> None:
        if self.queries is not None:
            grouping = self.group.currentData()
            self.view.set_grouped(bool(grouping))
            self.queries.set_grouping(grouping)

    def _resort(self, *_: Any) -> None:
        if self.queries is not None:
            self.queries.set_sort(*self.sort.currentData())

    def _header_clicked(self, section: int) -> None:
        """A click on a column orders by it; another one turns the order round."""
        key = SORTS.get(section)
        if key is None or self.queries is None:
            return
        down = self.queries.sort == key and not self.queries.descending
        header = self.view.header()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(
            section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        )
        self.queries.set_sort(key, down)

    def _counted(self, by_state: Any, by_light: Any, total: int) -> None:
        self.state_bar.set_counts(by_state)
        self.light_bar.set_counts(by_light)
        self._title()
        if self.client is not None and self.client.state != READONLY and self.client.actor:
            self.status.setVisible(not total)
            self.status.setText("" if total else translate("DCM", "No case fits these filters."))

    def _follow_list(self, checked: bool) -> None:
        """The layers of cases are filtered as the list is, or as they were before."""
        if not checked:
            self.map_filter.off()
            return
        self._add_layer()
        self.map_filter.on()
        self._filter_map()

    def _filter_map(self, *_: Any) -> None:
        queries = self.queries
        if self.client is not None and queries is not None:
            page = Page(queries.sort, queries.descending, 0, MOST)
            self.map_filter.follow(self.client, queries.condition, page)

    def _title(self, *_: Any) -> None:
        """The number of cases in the list; of new ones while nobody has looked at them."""
        if self.alert.count:
            title = translate("DCM", "Cases ({count} new)").format(count=self.alert.count)
        else:
            title = translate("DCM", "Cases")
            if self.queries is not None:
                title += f" ({short_number(self.queries.total)})"
        self.setWindowTitle(title)

    def _list_changes(self) -> None:
        self._changing = True
        self.view.hold_place()

    def _list_shown(self) -> None:
        self._changing = False
        self.view.regain_place()
        if self._wish is not None and self._select_row(self._wish):
            self._wish = None

    def _failed(self, error: Any) -> None:
        if self.client is not None and self.client.state == GONE:
            return  # the state says so
        self.warn(self.said(error))

    def warn(self, text: str) -> None:
        """Say what cannot be done."""
        self.messages.clearWidgets()
        self.messages.pushMessage("", text, Qgis.MessageLevel.Warning, 0)

    def refresh(self, *_: Any) -> None:
        """Read everything that is shown again."""
        if self.queries is not None and self.client is not None and self.client.usable:
            self.queries.refresh()
            self.read_case()

    def _changed(self) -> None:
        """Somebody has written cases."""
        self.refresh()
        self.link.refresh()
        if self.client is not None:
            self.alert.look(self.client)

    def _tick(self) -> None:
        if self.queries is not None and self.client is not None and self.client.usable:
            self.queries.tick()
            self.detail.tick(utc_now())
            self.alert.look(self.client)

    def _is_away(self) -> bool:
        """Nobody looks: the dock is hidden or behind another one, or QGIS is."""
        active = (
            QgsApplication.instance().applicationState() == Qt.ApplicationState.ApplicationActive
        )
        return not (active and self.isVisible() and self.isUserVisible())

    def _looked_at(self, *_: Any) -> None:
        if self.alert.count and not self._is_away():
            self.alert.seen()

    def _open_with(self, wanted: Wanted) -> None:
        self.setUserVisible(True)
        self.raise_()
        self.filters.set_wanted(wanted)
        self.alert.seen()

    def _to_search(self, *_: Any) -> None:
        self.filters.words.setFocus()
        self.filters.words.selectAll()

    # --- selection -----------------------------------------------------------------------------

    def selected(self) -> List[Mapping[str, Any]]:
        """Rows of the cases that are selected in the list."""
        selection = self.view.selectionModel()
        if selection is None:
            return []
        nodes: List[Node] = [index.data(NODE) for index in selection.selectedRows()]
        return [node.row for node in nodes if node is not None and node.row is not None]

    def _selection_changed(self, *_: Any) -> None:
        """A person's choice is followed; a case that left the list stays in the detail."""
        if not self._changing:
            self._settle.start()

    def _follow_selection(self) -> None:
        rows = self.selected()
        ids = [int(row["id"]) for row in rows]
        places = [row.get("geom") for row in rows]
        if frozenset(ids) <= self._from_map:
            self.link.mark(places)  # it came from the map, where more may be selected
        else:
            self.link.select(ids, places)
        self._from_map = frozenset()
        current = self.view.currentIndex().data(NODE)
        case_id: Optional[int] = None
        if current is not None and current.row is not None:
            case_id = int(current.row["id"])
        elif rows:
            case_id = int(rows[0]["id"])
        if case_id is not None and case_id != self._shown_id:
            self.show_case(case_id)

    def _chosen_on_map(self, ids: Tuple[int, ...]) -> None:
        """Select in the list what was selected on the map; what is not loaded is shown above."""
        if self.model is None:
            return
        chosen = QItemSelection()
        first = QModelIndex()
        for case_id in ids:
            index = self.model.index_of_case(case_id)
            if index.isValid():
                chosen.select(index, index)
                first = index if not first.isValid() else first
        self._from_map = frozenset(ids)
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.view.selectionModel().select(chosen, flags)
        if first.isValid():
            self.view.selectionModel().setCurrentIndex(
                first, QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.view.scrollTo(first)
        elif ids:
            self.show_case(ids[0])

    def _select_row(self, case_id: int) -> bool:
        if self.model is None:
            return False
        index = self.model.index_of_case(case_id)
        if not index.isValid():
            return False
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)
        return True

    def jump(self, case_id: int) -> None:
        """Show a case wherever it stands; select it when it is in the list."""
        if not self._select_row(case_id):
            self.show_case(case_id)

    def _enter(self) -> None:
        self._settle.stop()
        self._follow_selection()
        self.zoom()
        self.detail.focus_first()

    def _context_menu(self, place: Any) -> None:
        menu = QMenu(self.view)
        for action in (self.zoom_action, self.new_action, self.refresh_action):
            menu.addAction(action)
        if self.detail.offers:
            menu.addSeparator()
            for offer in self.detail.offers:
                made = menu.addAction(offer.name_zh if self.lang == "zh" else offer.name_en)
                made.setEnabled(offer.allowed)
                made.triggered.connect(lambda _=False, chosen=offer: self.work.act(chosen))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        menu.popup(self.view.viewport().mapToGlobal(place))

    # --- one case ------------------------------------------------------------------------------

    def show_case(self, case_id: int) -> None:
        self._shown_id = case_id
        self.read_case()

    def expect(self, case_id: int) -> None:
        """Show this case, and choose its row as soon as the list has it."""
        self._shown_id = self._wish = case_id

    def read_case(self) -> None:
        """Read the case that is shown, as it is now."""
        client, case_id = self.client, self._shown_id
        if client is None or case_id is None or not client.usable:
            return
        rules, actor, now = client.rules, client.actor, utc_now()
        writable = client.state != READONLY

        def read(store: Any) -> Any:
            from ...core.cases.engine import available

            file = store.read(case_id)
            offers = available(rules, file, actor, now) if actor and writable else []
            return file, offers

        client.ask_case("case", read, self.show_found, self._case_failed)

    def show_found(self, found: Any) -> None:
        """Show a case as it was read, with the actions on offer."""
        file, offers = found
        client = self.client
        if client is None or client.names is None:
            return
        self.detail.show_case(
            file,
            client.names,
            client.offset,
            client.rules,
            self.media_folder(),
            utc_now(),
        )
        why = ""
        if client.actor is None:
            why = translate("DCM", "Say who you are to act.")
        elif client.state == READONLY:
            why = translate("DCM", "Read-only")
        elif not offers and file.case.get("is_open"):
            why = translate("DCM", "Nothing for your roles to do now")
        self.detail.show_offers(offers, why)
        if self.model is not None:
            node = self.model.node_of(int(file.case["id"]))
            if node is not None and node.row is not None:
                self.model.put_row({key: file.case.get(key) for key in node.row})

    def _case_failed(self, error: Any) -> None:
        if isinstance(error, DcmError) and error.message_id == "city.no_case":
            self._shown_id = None
            self.detail.clear()
        self._failed(error)

    def media_folder(self) -> Path:
        """Where the files of cases lie."""
        client = self.client
        if client is None or client.names is None:
            return Path()
        home = QgsProject.instance().homePath()
        return media.media_folder(client.target, client.names.settings, home)

    @property
    def file(self) -> Optional[CaseFile]:
        return self.detail.file

    def zoom(self, *_: Any) -> None:
        rows = self.selected()
        places = [row.get("geom") for row in rows if row.get("geom")]
        if not places and self.file is not None and self.file.case.get("geom"):
            places = [self.file.case["geom"]]
        if places:
            self.link.zoom(places)

    def _linked(self, scheme: str, value: str) -> None:
        if scheme == PLACE and self.file is not None:
            self.link.zoom([self.file.case.get("geom")])
        elif scheme == CASE:
            self.jump(int(value))
        elif scheme == COMPONENT:
            found = self.link.component(value)
            if found is None:
                self.warn(
                    translate("DCM", "No layer of the project has the component {code}.").format(
                        code=value
                    )
                )
                return
            layer, feature = found
            self.canvas.zoomToFeatureIds(layer, [feature.id()])
            self.canvas.flashFeatureIds(layer, [feature.id()])
        elif scheme in ("http", "https"):
            QDesktopServices.openUrl(QUrl(f"{scheme}:{value}"))

    # --- the map -------------------------------------------------------------------------------

    def _view_changed(self) -> None:
        if self.filters.wanted.in_view:
            self._view_timer.start()

    def _follow_view(self) -> None:
        if self.queries is not None and self.filters.wanted.in_view:
            self.queries.refilter()

    def _toggle_tool(self, checked: bool) -> None:
        if not checked:
            self._end_tool()
            return
        if self.link.layer is None:
            self._add_layer()
        if self._tool is None:
            self._tool = ChooseTool(self.canvas)
            self._tool.clicked.connect(self._clicked_map)
        self.canvas.setMapTool(self._tool)

    def _end_tool(self) -> None:
        if self._tool is not None and self.canvas.mapTool() is self._tool:
            self.canvas.unsetMapTool(self._tool)

    def _tool_set(self, tool: Any, _before: Any = None) -> None:
        self.pick_action.setChecked(tool is not None and tool is self._tool)

    def _clicked_map(self, point: Any, add: bool) -> None:
        layer = self.link.layer
        if layer is None:
            return
        found = self.link.cases_at(point)
        if add:
            layer.selectByIds([*layer.selectedFeatureIds(), *found[:1]])
        elif found:
            layer.selectByIds(found[:1])
        else:
            layer.removeSelection()

    def _add_layer(self, *_: Any) -> None:
        """Show the cases on the map: the layer of the project, or one of our own."""
        client = self.client
        if client is None or client.names is None:
            return
        layer = self.link.layer or self.link.add_layer(client.names)
        if layer is None:
            self.warn(translate("DCM", "The cases could not be put on the map."))
            return
        node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
        if node is not None:
            node.setItemVisibilityCheckedParentRecursive(True)

    def play(self, *_: Any) -> None:
        """Play the period of the filters, or the last week, with the temporal controller."""
        from .playback import play

        client = self.client
        if client is None:
            return
        self._add_layer()
        if self.link.layer is None:
            return
        first, last = self.filters.wanted.span(utc_now(), client.offset)
        last = last or utc_now()
        first = first or last - datetime.timedelta(days=7)
        play(self.iface, self.link.layer, (first, last))

    # --- room ----------------------------------------------------------------------------------

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE * self.logicalDpiX() / 96
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)


def _single(parent: Any, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
