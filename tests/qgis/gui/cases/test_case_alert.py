"""What the desk tells while nobody looks at it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Iterator

import pytest
from qgis.core import Qgis, QgsProject, QgsSettings

from dcm_plugin.core.cases.act import act
from dcm_plugin.core.cases.model import Action, utc_now
from dcm_plugin.core.cases.rules import Rules
from dcm_plugin.gui.cases.alert import news, wanted
from dcm_plugin.gui.cases.badge import badged
from dcm_plugin.gui.cases.feature import CasesFeature
from dcm_plugin.gui.cases.target import Target
from dcm_plugin.gui.catalogue.look import icon
from dcm_plugin.store.city import open_city
from tests.qgis.gui.cases.city_desk import make_city, person, register
from tests.qgis.gui.desktop import Desktop, wait_for


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return make_city(tmp_path / "city.gpkg")


@pytest.fixture
def feature(qgis_app: Any, city: Path, monkeypatch: Any) -> Iterator[CasesFeature]:
    QgsProject.instance().clear()
    for key in ("dcm/city_operator", "dcm/case_alerts_muted"):
        QgsSettings().remove(key)
    desk = Desktop()
    for name in ("addPluginToMenu", "removePluginMenu", "addToolBarIcon", "removeToolBarIcon"):
        monkeypatch.setattr(Desktop, name, lambda *_: None, raising=False)
    made = CasesFeature(desk)
    made.toggle(True)
    dock = made.dock
    dock.choose(Target(path=str(city)))
    wait_for(lambda: dock.queries is not None and dock.queries.total and len(dock.model))
    dock.client.set_login("filer")
    yield made
    made.unload()
    desk.close()
    QgsSettings().remove("dcm/case_alerts_muted")


def turn_red(path: Path, number: int) -> datetime.datetime:
    """A clock that runs out just now."""
    now = utc_now()
    ended = now + datetime.timedelta(seconds=1)
    with open_city(str(path)) as store:
        rows = [row for row in store.rows("cases") if row["is_open"]][:number]
        for row in rows:
            store._update(
                "cases",
                {"clock_warn": now - datetime.timedelta(hours=1), "clock_deadline": ended},
                "id = ?",
                (row["id"],),
            )
    return ended


def test_a_hidden_desk_tells_once_a_minute_what_is_new(feature: CasesFeature, city: Path) -> None:
    dock = feature.dock
    alert = dock.alert
    bar = feature.iface.bar
    feature.toggle(False)
    begun = utc_now()
    wait_for(lambda: utc_now() > begun + datetime.timedelta(seconds=1))
    alert._since = utc_now()  # the sample was written before
    ended = turn_red(city, 2)
    wait_for(lambda: utc_now() > ended)
    dock._tick()
    wait_for(lambda: alert.count == 2)
    assert bar.currentItem().level() == Qgis.MessageLevel.Critical
    assert "2" in bar.currentItem().text() and "(2)" in feature.action.text()
    assert "2" in dock.windowTitle()
    with open_city(str(city)) as store:
        case = register(store, Rules.from_store(store), 0)
        act(store, Rules.from_store(store), case, Action("accept"), person("acceptor"), utc_now())
    wait_for(lambda: alert.count == 3)
    assert "2" in bar.currentItem().text()  # the note of this minute stands
    alert._pause.stop()
    alert._tell()
    assert bar.currentItem().level() == Qgis.MessageLevel.Info
    alert.offers._open[-1].accept()
    wait_for(lambda: dock.filters.wanted.mine)
    assert not dock.isHidden() and alert.count == 0
    assert "(" not in feature.action.text()


def test_a_desk_that_is_looked_at_or_muted_is_quiet(feature: CasesFeature, city: Path) -> None:
    dock = feature.dock
    dock.alert._away = lambda: False
    dock.alert.look(dock.client)
    assert not dock.client.waits_for("alert")
    dock.alert._away = lambda: True
    dock.mute_action.trigger()
    assert dock.alert.muted and QgsSettings().value("dcm/case_alerts_muted", type=bool)
    dock.alert.look(dock.client)
    assert not dock.client.waits_for("alert")
    dock.mute_action.trigger()
    dock.alert.look(dock.client)
    assert dock.client.waits_for("alert")


def test_what_one_did_oneself_is_no_news(city: Path) -> None:
    with open_city(str(city)) as store:
        rules = Rules.from_store(store)
        made = utc_now()
        wait_for(lambda: utc_now() > made + datetime.timedelta(seconds=1))
        since = utc_now()
        case = register(store, rules, 0, accepted=True)
        for login, expected in (("filer", (case,)), ("acceptor", ())):
            actor = person(login)
            found = news(store, since, utc_now(), actor, ("filer",), "")
            assert found["mine"] == expected
        later = utc_now() + datetime.timedelta(days=400)
        turned = store.turned(since, later)
        open_ids = {row["id"] for row in store.rows("cases") if row["clock_deadline"]}
        assert set(turned["red"]) == open_ids and not turned["yellow"]


def test_the_worst_news_is_shown_and_the_icon_has_a_number() -> None:
    assert wanted(["mine", "red"]).lights == ("red",)
    assert wanted(["yellow"]).lights == ("yellow",)
    assert wanted(["yellow", "mine"]).mine
    plain = icon("cases").pixmap(64, 64).toImage()
    assert badged(icon("cases"), 3).pixmap(64, 64).toImage() != plain
    assert badged(icon("cases"), 0).pixmap(64, 64).toImage() == plain
