"""The map follows the list, and is given back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt

from dcm_plugin.gui.cases.dock import CasesDock
from dcm_plugin.gui.cases.map_filter import restore, subset
from dcm_plugin.gui.cases.target import Target
from tests.qgis.gui.cases.city_desk import make_city
from tests.qgis.gui.desktop import Desktop, wait_for


def test_only_numbers_are_written() -> None:
    assert subset([3, 1]) == '"id" IN (1,3)'
    assert subset([]) == '"id" IN (-1)'


def test_the_map_shows_the_cases_of_the_list(qgis_app: Any, tmp_path: Path) -> None:
    QgsProject.instance().clear()
    city = make_city(tmp_path / "city.gpkg")
    desk = Desktop()
    dock = CasesDock(desk)
    desk.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.show()
    try:
        dock.choose(Target(path=str(city)))
        wait_for(lambda: dock.queries is not None and dock.queries.total and len(dock.model))
        dock._add_layer()
        layer = dock.link.layer
        before, number = layer.subsetString(), layer.featureCount()
        dock.follow_action.trigger()
        wait_for(lambda: layer.subsetString() != before)
        assert layer.featureCount() == number == 12
        state = next(iter(dock.model.rows()))["state"]
        dock.filters.set_wanted(replace(dock.filters.wanted, states=(state,)))
        wait_for(lambda: layer.featureCount() == dock.queries.total < number)
        assert {feature["state"] for feature in layer.getFeatures()} == {state}
        dock.follow_action.trigger()
        assert layer.subsetString() == before
        dock.follow_action.trigger()
        wait_for(lambda: layer.subsetString() != before)
        assert layer.customProperty("dcm/cases_filter_before") == before
        restore([layer])  # as when a project is opened that was saved meanwhile
        assert layer.subsetString() == before
        wait_for(lambda: not dock.client.waits_for("map"))
        dock.queries.refresh()
        wait_for(lambda: layer.subsetString() != before)
    finally:
        dock.unload()
    assert layer.subsetString() == before
    assert layer.customProperty("dcm/cases_filter_before") is None
    QgsProject.instance().clear()
    desk.close()
