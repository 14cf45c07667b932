"""dcm:createdatabase on a server: roles are made there, and what only a server can do is said."""

from __future__ import annotations

from contextlib import ExitStack, closing

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer
from sample_layers import memory_layer
from test_city_database import create, grid

from tests.postgis import cluster, require_server

ROLES = [
    ("anna", "受理员甲", "acceptor"),
    ("bert", "派遣员乙", "dispatcher"),
]


def operators():
    fields = [(name, "string", 20) for name in ("login", "name", "role")]
    return memory_layer("操作员", fields, ROLES)


def test_roles_become_groups_of_the_server(tmp_path):
    require_server()
    import psycopg2

    with ExitStack() as stack:
        uri = stack.enter_context(cluster())
        connection = stack.enter_context(closing(psycopg2.connect(uri)))
        cursor = stack.enter_context(connection.cursor())
        connection.autocommit = True
        cursor.execute("CREATE USER anna")
        create(
            CONNECTION=uri,
            INPUT=grid(),
            OPERATORS=operators(),
            GRANT=True,
            PROJECT=str(tmp_path / "city.qgz"),
        )
        cursor.execute(
            "SELECT g.rolname FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid "
            "JOIN pg_roles m ON m.oid = a.member WHERE m.rolname = 'anna'"
        )
        assert cursor.fetchall() == [("dcm_acceptor",)]
        cursor.execute("SELECT f_table_schema, f_table_name, stylename FROM layer_styles")
        styles = cursor.fetchall()
        assert ("dcm", "cases", "dcm") in styles and len(set(styles)) == len(styles)
        source = f'{uri} key=\'id\' srid=4549 type=Point table="dcm"."cases" (geom)'
        layer = QgsVectorLayer(source, "cases", "postgres")
        assert layer.isValid() and layer.renderer().type() == "categorizedSymbol"
        del layer
        # somebody who got a login later is taken in by running it again
        cursor.execute("CREATE USER bert")
        create(CONNECTION=uri, MIGRATE=True, GRANT=True)
        cursor.execute("SELECT pg_has_role('bert', 'dcm_dispatcher', 'member')")
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT f_table_schema, f_table_name, stylename FROM layer_styles")
        assert sorted(cursor.fetchall()) == sorted(styles)


def test_a_file_cannot_enforce_roles(tmp_path):
    path = tmp_path / "city.gpkg"
    with pytest.raises(QgsProcessingException, match="PostgreSQL"):
        create(INPUT=grid(), OUTPUT=str(path), GRANT=True)
    assert not path.exists()
