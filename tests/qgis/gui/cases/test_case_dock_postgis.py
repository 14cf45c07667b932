"""The dock on a city database in PostgreSQL: told of changes, and of a server that is gone."""

from __future__ import annotations

from typing import Any, Iterator

import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt

from dcm_plugin.core.cases.rules import Rules
from dcm_plugin.core.errors import DcmError
from dcm_plugin.gui.cases.dock import CasesDock
from dcm_plugin.gui.cases.target import Target
from dcm_plugin.store.city import create, open_city
from tests.postgis import cluster, require_server
from tests.qgis.gui.cases.city_desk import register, seed
from tests.qgis.gui.desktop import Desktop, wait_for
from tests.store.city_sample import REFERENCE


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    require_server()
    with cluster() as uri:
        create(uri + " schema=desk", REFERENCE, seed)
        with open_city(uri + " schema=desk") as city:
            rules = Rules.from_store(city)
            for number in range(6):
                register(city, rules, number)
        yield uri


@pytest.fixture
def dock(qgis_app: Any) -> Iterator[CasesDock]:
    QgsProject.instance().clear()
    QgsSettings().remove("dcm/city_operator")
    desk = Desktop()
    made = CasesDock(desk)
    desk.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
    made.show()
    yield made
    made.unload()
    desk.close()


def test_changes_arrive_and_a_lost_server_is_looked_for(dock: CasesDock, server: str) -> None:
    dock.choose(Target(connection=server, schema="desk"))
    wait_for(lambda: dock.queries is not None and dock.queries.total == 6)
    assert dock.client.user == "postgres"
    assert dock.connect_bar.person.isEnabled()  # an administrator is none of the operators
    assert dock.client._watch._socket is not None
    with open_city(server + " schema=desk") as other:
        register(other, Rules.from_store(other), 9)
    wait_for(lambda: dock.queries.total == 7, 4)  # told at once, not by the slow clock
    dock.view.setCurrentIndex(dock.model.index(2, 0))
    wait_for(lambda: dock.file is not None)
    dock.client.lost(DcmError("city.gone", name="desk"))
    assert not dock.client.usable
    assert not dock.status.isHidden()
    assert len(dock.model) == 7  # what was shown stays
    wait_for(lambda: dock.client.usable)
    dock.layer_action.trigger()
    assert dock.link.layer is not None
    assert dock.link.layer.featureCount() == 7
