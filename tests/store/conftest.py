"""A server for the tests of PostGIS, started once."""

from __future__ import annotations

import pytest

from tests.postgis import cluster, require_server

pytest.register_assert_rewrite("tests.store.city_contract")


@pytest.fixture(scope="session")
def server():
    """The connection of the superuser to a throw-away server."""
    require_server()
    with cluster() as uri:
        yield uri
