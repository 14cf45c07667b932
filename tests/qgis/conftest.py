"""Shared by the tests that run in QGIS."""

from __future__ import annotations

import gc
from typing import Any, Iterator

import pytest
from qgis.core import QgsProject

from dcm_plugin import classFactory


@pytest.fixture(scope="session", autouse=True)
def _objects_of_qgis_end_before_it(qgis_app: Any) -> Iterator[None]:
    """What the tests leave behind is collected while QGIS is there to take it back.

    A failed test keeps its objects until the summary is printed; to collect them then, after QGIS
    has ended, would crash and hide the summary.
    """
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def provider(qgis_app: Any, qgis_processing: Any) -> Iterator[None]:
    """The provider of the plugin, as ``processing.run`` finds it; the project is empty after."""
    plugin = classFactory(None)
    plugin.initProcessing()
    yield
    QgsProject.instance().clear()
    plugin.unload()
