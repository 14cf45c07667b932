"""A server for the tests of PostGIS, started once."""

from __future__ import annotations

import os

import pytest

from tests.postgis import cluster, server_folder

pytest.register_assert_rewrite("tests.store.city_contract")


@pytest.fixture(scope="session")
def server():
    """The connection of the superuser to a throw-away server."""
    pytest.importorskip("psycopg2")
    if server_folder() is None:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL server with PostGIS is installed")
        pytest.skip("no PostgreSQL server with PostGIS is installed")
    with cluster() as uri:
        yield uri
