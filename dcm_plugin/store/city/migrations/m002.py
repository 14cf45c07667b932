"""Version 2: actions carry a key that makes them happen once; lists of a million cases are quick;
PostgreSQL holds operators to their roles.
"""

from __future__ import annotations

from typing import Any, Callable

from .. import ddl_postgres, ddl_sqlite

NOTE = "action keys, narrow table and text index of the case list, guards by role"
_KEY = "CREATE UNIQUE INDEX case_log_action_key_key ON case_log (action_key)"


def sqlite(run: Callable[[str], Any]) -> None:
    """The step in a GeoPackage."""
    run("ALTER TABLE case_log ADD COLUMN action_key TEXT")
    run(_KEY)
    run(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES "
        "('case_log', 'action_key', '操作标识', '操作标识', "
        "'Key of the action (given by the caller; unique)')"
    )
    for statement in ddl_sqlite.script("list.sql") + ddl_sqlite.script("derived.sql"):
        run(statement)
    for statement in ddl_sqlite.feature_counts():
        run(statement)


def postgres(run: Callable[[str], Any], namespace: str) -> None:
    """The step in PostgreSQL; the schema comes first in the search path."""
    run('ALTER TABLE case_log ADD COLUMN action_key text COLLATE "C"')
    run(_KEY)
    for name in ("list_postgres.sql", "guard.sql"):
        for statement in ddl_postgres.script(name, namespace):
            run(statement)
