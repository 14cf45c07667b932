"""The dock as a dispatch desk uses it, on a real city database."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any, Iterator, List

import pytest
from qgis.core import QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction

from dcm_plugin.core.cases.act import act
from dcm_plugin.core.cases.model import Action, utc_now
from dcm_plugin.core.cases.rules import Rules
from dcm_plugin.gui.cases import playback, target
from dcm_plugin.gui.cases.dock import CasesDock
from dcm_plugin.gui.cases.feature import CasesFeature
from dcm_plugin.gui.cases.media import kind_of, media_folder
from dcm_plugin.gui.cases.target import Target
from dcm_plugin.store.city import open_city
from tests.qgis.gui.cases.city_desk import case_states, make_city, person, register
from tests.qgis.gui.desktop import Desktop, wait_for
from tests.store.city_sample import X, Y


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return make_city(tmp_path / "city.gpkg")


@pytest.fixture
def desk(qgis_app: Any) -> Iterator[Desktop]:
    QgsProject.instance().clear()
    QgsSettings().remove("dcm/city_operator")
    made = Desktop()
    yield made
    made.close()


@pytest.fixture
def dock(desk: Desktop) -> Iterator[CasesDock]:
    made = CasesDock(desk)
    desk.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
    made.resize(440, 800)
    made.show()
    yield made
    made.unload()


def ready(dock: CasesDock, path: Path, login: str = "") -> None:
    dock.choose(Target(path=str(path)))
    wait_for(lambda: dock.queries is not None and dock.queries.total and len(dock.model))
    if login:
        sit(dock, login)


def sit(dock: CasesDock, login: str) -> None:
    box = dock.connect_bar.person
    box.setCurrentIndex(box.findData(login))
    box.activated.emit(box.currentIndex())


def choose(dock: CasesDock, state: str) -> int:
    """Show the first case of a state; its id."""
    row = next(row for row in dock.model.rows() if row["state"] == state)
    dock.jump(int(row["id"]))
    shows(dock, int(row["id"]))
    return int(row["id"])


def shows(dock: CasesDock, case_id: int) -> None:
    wait_for(
        lambda: (
            dock.file is not None
            and dock.file.case["id"] == case_id
            and not dock.client.waits_for("case")
        )
    )


def actions(dock: CasesDock) -> List[str]:
    return [offer.action for offer in dock.detail.offers if offer.allowed]


def press(dock: CasesDock, action: str) -> None:
    wait_for(lambda: action in actions(dock))
    offer = next(offer for offer in dock.detail.offers if offer.action == action)
    dock.detail.buttons[dock.detail.offers.index(offer)].click()


def settled(dock: CasesDock) -> None:
    wait_for(lambda: not dock.client.waits_for("act") and not dock.client.waits_for("case"))


def photo(folder: Path, name: str = "p.jpg") -> str:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(folder / name))
    return str(folder / name)


def test_nothing_is_connected_at_first(dock: CasesDock) -> None:
    assert not dock.status.isHidden()
    assert dock.view.isHidden() or not dock.view.isVisible()
    dock.refresh()
    dock.work.new_case()
    dock.zoom()
    dock.play()
    dock.work.act(object) if dock.file else None
    assert dock.client is None


def test_the_first_page_the_counts_and_the_filters(dock: CasesDock, city: Path) -> None:
    ready(dock, city)
    assert dock.queries.total == 12
    assert dock.queries.by_state == {"reported": 6, "pending_file": 6}
    button = dock.state_bar.buttons["reported"]
    assert "6" in button.accessibleName()
    button.click()
    wait_for(lambda: len(dock.model) == 6)
    assert dock.filters.chip_texts()
    dock.filters.chip_flow.itemAt(0).widget().click()
    wait_for(lambda: len(dock.model) == 12)
    dock.light_bar.buttons["red"].click()
    wait_for(lambda: len(dock.model) == 0)
    dock.light_bar.buttons["red"].click()
    wait_for(lambda: len(dock.model) == 12)
    dock.filters.words.setText("建设路")
    wait_for(lambda: len(dock.model) == 4)
    dock.filters.set_wanted(replace(dock.filters.wanted, text="", case_kind="event"))
    wait_for(lambda: len(dock.model) == 6)
    dock.filters.set_wanted(replace(dock.filters.wanted, case_kind="", duty_grids=("Z1",)))
    wait_for(lambda: 0 < len(dock.model) < 12)
    dock.filters.show_wanted(replace(dock.filters.wanted, period="range"))
    dock.filters._chosen()
    wait_for(lambda: dock.filters.wanted.first is not None)
    for button in (dock.filters.open, dock.filters.mine, dock.filters.view, dock.filters.more):
        button.click()
        button.click()
    wait_for(lambda: not dock.client._lists.busy)


def test_every_grouping_and_order(dock: CasesDock, city: Path) -> None:
    ready(dock, city)
    for number in range(dock.group.count()):
        dock.group.setCurrentIndex(number)
        wait_for(lambda: dock.model.root.loaded and not dock.client._lists.busy)
        for _ in range(3):
            dock.view.expandAll()
            wait_for(lambda: not dock.client._lists.busy)
        assert len(dock.model) == 12, dock.group.currentText()
    dock.group.setCurrentIndex(0)
    for number in range(dock.sort.count()):
        dock.sort.setCurrentIndex(number)
        wait_for(lambda: not dock.client._lists.busy and len(dock.model) == 12)
    dock.view.resize(1000, 400)
    dock._header_clicked(0)
    dock._header_clicked(0)
    assert dock.queries.descending
    wait_for(lambda: not dock.client._lists.busy)
    assert not dock.grab().isNull()


def test_a_case_from_its_report_to_its_end(dock: CasesDock, city: Path, tmp_path: Path) -> None:
    ready(dock, city, "filer")
    case_id = choose(dock, "pending_file")
    press(dock, "file")
    dialog = dock.work.dialog
    dialog.submit()
    # a class without time limits asks for a limit, and keeps what was typed
    if dock.work.dialog is not None:
        wait_for(lambda: not dialog.busy or dock.work.dialog is None)
    if dock.work.dialog is not None:
        assert dialog.form.problems() or not dialog.told.isHidden()
        if dialog.form.editors["condition_code"].box.count() > 1:
            dialog.form.editors["condition_code"].box.setCurrentIndex(1)
        dialog.form.editors["limit_unit"].set_value("work_day")
        dialog.form.editors["limit_value"].set_value(2)
        dialog.submit()
    settled(dock)
    wait_for(lambda: dock.file.case["state"] == "pending_dispatch")
    sit(dock, "dispatcher")
    press(dock, "dispatch")
    assert dock.work.dialog.form.editors["department"].value() == "D2"  # as the rule proposes
    dock.work.dialog.form.editors["department"].set_value("D1")
    dock.work.dialog.submit()
    wait_for(lambda: dock.file.case["state"] == "disposing" and dock.work.dialog is None)
    assert "undo" in actions(dock)
    press(dock, "undo")
    wait_for(lambda: dock.file.case["state"] == "pending_dispatch")
    press(dock, "dispatch")
    dock.work.dialog.form.editors["department"].set_value("D1")
    QTest.keyClick(dock.work.dialog.form.editors["opinion"].edit, Qt.Key.Key_Return)
    wait_for(lambda: dock.file.case["state"] == "disposing")
    sit(dock, "worker")
    press(dock, "result")
    dock.work.dialog.submit()
    assert dock.work.dialog is not None  # a photo is needed
    assert dock.work.dialog.form.problems()
    dock.work.dialog.form.editors["media"].add([photo(tmp_path)])
    dock.work.dialog.submit()
    wait_for(lambda: dock.file.case["state"] == "feedback")
    stored = dock.file.media[-1]
    assert (tmp_path / "media" / stored["path"]).is_file()
    sit(dock, "dispatcher")
    press(dock, "pass_on")
    dock.work.dialog.submit()
    wait_for(lambda: dock.file.case["state"] == "pending_check")
    sit(dock, "acceptor")
    press(dock, "send_check")
    dock.work.dialog.submit()
    wait_for(lambda: dock.file.case["state"] == "checking")
    sit(dock, str(dock.file.case["current_operator"]))
    press(dock, "answer_check")
    dock.work.dialog.form.editors["result"].set_value("fixed")
    dock.work.dialog.form.editors["media"].add([photo(tmp_path, "q.jpg")])
    dock.work.dialog.submit()
    wait_for(lambda: dock.file.case["state"] == "pending_close")
    sit(dock, "filer")
    press(dock, "close")
    dock.work.dialog.submit()
    wait_for(lambda: dock.file.case["state"] == "closed")
    assert case_states(city)[case_id - 1] == "closed"
    for page in range(dock.detail.tabs.count()):
        dock.detail.tabs.setCurrentIndex(page)
    assert "worker" in dock.detail.pages[1].toPlainText().lower()
    assert dock.detail.pages[2].toPlainText()
    assert dock.detail.pages[3].toPlainText()
    assert dock.detail.photos.count() == 2


def test_who_comes_second_is_told_and_keeps_the_text(dock: CasesDock, city: Path) -> None:
    ready(dock, city, "filer")
    case_id = choose(dock, "pending_file")
    press(dock, "send_back")
    dialog = dock.work.dialog
    dialog.form.editors["opinion"].set_value("地址不清")
    with open_city(str(city)) as other:
        rules = Rules.from_store(other)
        note = Action("send_back", {"opinion": "x"})
        act(other, rules, case_id, note, person("filer"), utc_now())
    dialog.submitted.emit(dialog.form.data())
    wait_for(lambda: not dialog.told.isHidden())
    assert dialog.form.data() == {"opinion": "地址不清"}
    assert "Filer" in dialog.told.text()
    dialog.reject()
    settled(dock)


def test_others_are_seen_and_selection_and_place_stay(dock: CasesDock, city: Path) -> None:
    ready(dock, city, "acceptor")
    index = dock.model.index(4, 0)
    dock.view.setCurrentIndex(index)
    chosen = int(dock.selected()[0]["id"])
    with open_city(str(city)) as other:
        register(other, Rules.from_store(other), 40)
    wait_for(lambda: len(dock.model) == 13)
    assert [row["id"] for row in dock.selected()] == [chosen]
    dock._tick()
    wait_for(lambda: not dock.client._lists.busy)
    assert [row["id"] for row in dock.selected()] == [chosen]


def test_map_and_list_select_each_other(dock: CasesDock, desk: Desktop, city: Path) -> None:
    layer = QgsVectorLayer(f"{city}|layername=cases", "cases", "ogr")
    QgsProject.instance().addMapLayer(layer)
    desk.look_at(layer, layer.extent().buffered(50))
    wait_for(lambda: dock.client is not None)  # offered by the layer itself
    wait_for(lambda: dock.queries is not None and dock.queries.total)
    layer.selectByIds([3, 5])
    assert sorted(row["id"] for row in dock.selected()) == [3, 5]
    dock.view.setCurrentIndex(dock.model.index(0, 0))
    first = int(dock.model.index(0, 0).data(0x101).row["id"])
    wait_for(lambda: list(layer.selectedFeatureIds()) == [first])
    dock.zoom()
    dock.pick_action.trigger()
    place = dock.file.case["geom"] if dock.file else (X + 20, Y + 20)
    desk.click(dock._tool, *place)
    assert len(layer.selectedFeatureIds()) == 1
    dock.pick_action.trigger()
    dock.filters.set_wanted(replace(dock.filters.wanted, in_view=True))
    wait_for(lambda: not dock.client._lists.busy)
    dock.play()
    assert layer.temporalProperties().isActive()
    QgsProject.instance().removeMapLayer(layer)
    assert dock.link.layer is None


def test_cases_are_put_on_the_map(dock: CasesDock, desk: Desktop, city: Path) -> None:
    ready(dock, city)
    dock.layer_action.trigger()
    assert dock.link.layer is not None
    assert dock.link.layer.renderer().type() == "pointCluster"
    assert dock.link.layer.featureCount() == 12


def test_a_new_case(dock: CasesDock, desk: Desktop, city: Path) -> None:
    ready(dock, city, "acceptor")
    dock.layer_action.trigger()
    desk.look_at(dock.link.layer, dock.link.layer.extent().buffered(50))
    dock.keys["Ctrl+N"]()
    dialog = dock.work.dialog
    dialog.submit()
    assert not dialog.told.isHidden()
    dialog.address.setText("人民路 1 号")
    dialog.pick_place()
    assert dialog.isHidden()
    desk.click(dock.link.tool, X + 21, Y + 21)
    assert not dialog.isHidden()
    wait_for(lambda: dialog.place.get("cell_code"))
    assert dialog.place["duty_grid_code"] == "Z1"
    dialog.description.set_value("店外经营，占用人行道")
    dialog._propose_class()
    wait_for(lambda: dialog.class_field.list.count())
    dialog.class_field.set_value(("event", "01001"))
    wait_for(lambda: dialog.duplicates)
    assert "园林部门" in dialog.department.text()
    dialog._jump(dialog.same.item(0))
    dialog.source.set_value("leader")
    dialog.reply.setChecked(True)
    dialog.submit()
    wait_for(lambda: dock.queries.total == 13)
    assert dock.file.case["need_reply"]
    assert dock.file.case["similar_to"]
    assert dock.file.case["address"] == "人民路 1 号"


def test_a_tied_address_is_offered(dock: CasesDock, city: Path) -> None:
    from types import SimpleNamespace

    ready(dock, city, "acceptor")
    dock.work.new_case()
    dialog = dock.work.dialog
    dialog._geocode = lambda text: (
        [
            SimpleNamespace(x=X + n, y=Y + n, county="区", name=f"{text}{n}", error=20.0)
            for n in (10, 300)
        ],
        dock.link.crs,
    )
    dialog.address.setText("人民路")
    dialog.find_address()
    wait_for(lambda: dialog.found.count() == 2)
    dialog._take_place(dialog.found.item(1))
    assert dialog.point == (X + 300, Y + 300)
    wait_for(lambda: dialog.place.get("duty_grid_code") == "Z2")
    dialog._geocode = lambda text: ([], dock.link.crs)
    dialog.address.setText("建设路")
    dialog.find_address()
    wait_for(lambda: dialog._task is None)
    assert dialog.point is None and "point" not in dialog.data()  # that of the address before
    assert "duty_grid_code" not in dialog.data()
    dialog.reject()


def test_a_lost_file_is_found_again(dock: CasesDock, city: Path) -> None:
    ready(dock, city, "acceptor")
    moved = city.with_name("moved.gpkg")
    os.rename(city, moved)
    dock.choose(Target(path=str(city)))
    wait_for(lambda: dock.client.state == "gone")
    assert not dock.status.isHidden()
    assert "in 1 s" in dock.status.text()
    os.rename(moved, city)
    wait_for(lambda: dock.client.usable, 10)
    wait_for(lambda: dock.queries is not None and dock.queries.total == 12)


def test_what_is_no_city_database_is_not_tried_again(dock: CasesDock, tmp_path: Path) -> None:
    other = tmp_path / "other.gpkg"
    other.write_bytes(b"")
    dock.choose(Target(path=str(other)))
    wait_for(lambda: dock.client.state == "gone")
    assert not dock.client._retry.isActive()


def test_a_read_only_database_has_no_actions(
    dock: CasesDock, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dock._opener = lambda uri, login: open_city(uri, readonly=True)
    ready(dock, city, "filer")
    assert dock.client.state == "readonly"
    assert not dock.new_action.isEnabled()
    choose(dock, "pending_file")
    assert actions(dock) == []


def test_keys_come_before_those_of_the_window(dock: CasesDock, desk: Desktop, city: Path) -> None:
    ready(dock, city, "acceptor")
    pressed: List[int] = []
    clash = QAction(desk.window)
    clash.setShortcut("F5")
    clash.triggered.connect(lambda: pressed.append(1))
    desk.window.addAction(clash)
    dock.view.setFocus()
    QTest.keyClick(dock.view, Qt.Key.Key_F5)
    assert pressed == []
    QTest.keyClick(dock.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dock.view, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert dock.filters.wanted.mine
    wait_for(lambda: not dock.client._lists.busy)
    dock.view.setCurrentIndex(dock.model.index(0, 0))
    QTest.keyClick(dock.view, Qt.Key.Key_Return)
    wait_for(lambda: dock.file is not None)
    QTest.keyClick(dock.detail, Qt.Key.Key_Escape)


def test_the_project_remembers(dock: CasesDock, city: Path) -> None:
    ready(dock, city, "acceptor")
    found = target.remembered()
    assert found is not None
    assert Path(found.path) == city
    assert target.remembered_operator(found) == "acceptor"
    dock._project_read()
    wait_for(lambda: dock.client is not None and dock.client.usable)
    assert dock.client.login == "acceptor"
    dock.choose(None)
    assert target.remembered() is None


def test_links_of_the_detail(dock: CasesDock, city: Path) -> None:
    ready(dock, city)
    choose(dock, "reported")
    dock._linked("place", "")
    dock._linked("case", "2")
    shows(dock, 2)
    dock._linked("component", "nowhere")
    assert dock.messages.currentItem() is not None
    dock._context_menu(dock.view.rect().center())
    dock.jump(999)
    wait_for(lambda: dock.file is None)


def test_load_unload_load(desk: Desktop, city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    menu: List[Any] = []
    for name, do in (
        ("addPluginToMenu", lambda _name, action: menu.append(action)),
        ("removePluginMenu", lambda _name, action: menu.remove(action)),
        ("addToolBarIcon", menu.append),
        ("removeToolBarIcon", menu.remove),
    ):
        monkeypatch.setattr(desk, name, do, raising=False)
    for _ in range(2):
        feature = CasesFeature(desk)
        assert feature.dock is None  # nothing is made before it is wanted
        feature.toggle(True)
        ready(feature.dock, city)
        threads = [feature.dock.client._lists._thread, feature.dock.client._cases._thread]
        feature.toggle(False)
        feature.toggle(True)
        feature.unload()
        assert all(thread.isFinished() for thread in threads)
        assert not menu
        assert not desk.docks


def test_small_things(tmp_path: Path) -> None:
    assert [kind_of(name) for name in ("a.JPG", "b.mp4", "c.wav", "d.pdf")] == [
        "image", "video", "audio", "document",
    ]  # fmt: skip
    place = Target(path=str(tmp_path / "c.gpkg"))
    assert media_folder(place, {}, "") == tmp_path / "media"
    assert media_folder(place, {"media_folder": str(tmp_path / "x")}, "") == tmp_path / "x"
    assert playback.step_seconds(7 * 86400) == 3 * 3600
    assert Target(connection="host=h dbname=d", schema="s").label == "h/d · s"


def test_a_form_acts_on_the_case_it_was_opened_for(dock: CasesDock, city: Path) -> None:
    ready(dock, city, "acceptor")
    first = choose(dock, "reported")
    press(dock, "refuse")
    dialog = dock.work.dialog
    dialog.form.editors["opinion"].set_value("Not ours")
    other = next(
        int(row["id"])
        for row in dock.model.rows()
        if row["state"] == "reported" and row["id"] != first
    )
    dock.jump(other)
    shows(dock, other)
    dialog.submit()
    settled(dock)
    states = case_states(city)
    assert (states[first - 1], states[other - 1]) == ("not_accepted", "reported")


def test_a_request_is_the_turn_of_who_decides(dock: CasesDock, city: Path) -> None:
    with open_city(str(city)) as store:
        rules = Rules.from_store(store)
        case = next(row for row in store.rows("cases") if row["state"] == "pending_file")
        case_id, condition = case["id"], rules.conditions(case)[0]["condition_code"]
        for login, action, data in (
            ("filer", "file", {"condition_code": condition}),
            ("dispatcher", "dispatch", {"department": "D1"}),
            ("worker", "ask_return", {"opinion": "Not ours"}),
        ):
            act(store, rules, case_id, Action(action, data), person(login), utc_now())
    ready(dock, city, "dispatcher")
    dock.filters.mine.click()
    wait_for(lambda: [row["id"] for row in dock.model.rows()] == [case_id])
    assert dock.queries.total == 1
    sit(dock, "worker")  # whose clock goes on
    wait_for(lambda: dock.client.actor.login == "worker" and not dock.client.waits_for("counts"))
    assert [row["id"] for row in dock.model.rows()] == [case_id]
    sit(dock, "acceptor")
    wait_for(lambda: len(dock.model) == 6)


def test_a_refresh_keeps_the_selection_on_the_map(dock: CasesDock, city: Path) -> None:
    layer = QgsVectorLayer(f"{city}|layername=cases", "cases", "ogr")
    QgsProject.instance().addMapLayer(layer)
    ready(dock, city)
    layer.selectByIds([3, 4])
    dock.link.refresh()
    assert sorted(layer.selectedFeatureIds()) == [3, 4]


def test_layers_that_were_open_before_the_desk_still_read(dock: CasesDock, city: Path) -> None:
    layers = [
        QgsVectorLayer(f"{city}|layername={table}", table, "ogr")
        for table in ("cases", "community")
    ]
    QgsProject.instance().addMapLayers(layers)
    ready(dock, city)
    assert [len(list(layer.getFeatures())) for layer in layers] == [12, 1]


def test_people_of_one_name_are_told_apart(dock: CasesDock, city: Path) -> None:
    with open_city(str(city)) as store:
        people = [dict(row) for row in store.rows("operator")]
        for row in people:
            row["name"] = "Li" if row["login"] in ("worker", "filer") else row["name"]
        store.replace_rows("operator", people)
    ready(dock, city)
    box = dock.connect_bar.person
    texts = [box.itemText(row) for row in range(box.count())]
    assert len(set(texts)) == len(texts)
    assert "市政部门" in box.itemText(box.findData("worker"))
    assert "监督中心" not in box.itemText(box.findData("acceptor"))
