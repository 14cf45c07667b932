"""City databases of version 1: how the stored file was made, and how it is made a file again.

python tests/store/city_version1.py     # writes tests/data/city/version1.sql
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from dcm_plugin.store.city.blobs import add_functions  # noqa: E402

DUMP = ROOT / "tests" / "data" / "city" / "version1.sql"
_SHADOW = re.compile(r"(rtree_.*_(node|parent|rowid)|sqlite_.*|case_text_.*)")


def restore(path: Path) -> None:
    """The file of version 1, from its dump."""
    with contextlib.closing(sqlite3.connect(str(path), isolation_level=None)) as connection:
        add_functions(connection)
        connection.execute("PRAGMA application_id = 1196444487")
        connection.execute("PRAGMA user_version = 10300")
        connection.execute("BEGIN")
        for statement in DUMP.read_text(encoding="utf-8").split(";;\n"):
            if statement.strip():
                connection.execute(statement)
        connection.execute("COMMIT")


def _make(path: Path) -> None:
    """Today's file without what version 2 added, with two cases."""
    from dcm_plugin.store.city import create, ddl_sqlite, open_city, schema
    from tests.store.city_sample import REFERENCE, new_case, seed, step

    create(str(path), REFERENCE, seed)
    with open_city(str(path)) as city:
        first, version = city.apply(new_case())
        city.apply(step(first, version, "disposing", department="D1"))
        city.apply(new_case(description="路灯不亮"))
    with contextlib.closing(sqlite3.connect(str(path), isolation_level=None)) as connection:
        made = "\n".join(ddl_sqlite.script("list.sql"))
        for kind, name in re.findall(r"CREATE (?:VIRTUAL )?(TRIGGER|VIEW|TABLE) (\w+)", made):
            connection.execute(f"DROP {kind} IF EXISTS {name}")
        table = schema.table("case_log")
        log = ddl_sqlite.create_table(table)
        log = re.sub(r', "action_key" TEXT', "", log).replace('"case_log"', "case_log_1", 1)
        connection.execute(log)
        names = ", ".join(name for name in table.names if name != "action_key")
        connection.execute(f"INSERT INTO case_log_1 ({names}) SELECT {names} FROM case_log")
        triggers = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_log'"
        ).fetchall()
        connection.execute("DROP TRIGGER case_log_no_delete")
        connection.execute("DROP TABLE case_log")
        connection.execute("ALTER TABLE case_log_1 RENAME TO case_log")
        for (trigger,) in triggers:
            connection.execute(trigger)
        connection.execute(
            'CREATE UNIQUE INDEX "case_log_case_id_seq_key" ON case_log (case_id, seq)'
        )
        connection.execute("DELETE FROM gpkg_data_columns WHERE column_name = 'action_key'")
        connection.execute("UPDATE schema_version SET version = 1")


def _dump(path: Path) -> str:
    lines = []
    with contextlib.closing(sqlite3.connect(str(path))) as connection:
        objects = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        ).fetchall()
        tables = [o for o in objects if o[0] == "table" and not _SHADOW.fullmatch(o[1])]
        for _, name, statement in tables:
            lines.append(statement)
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            quoted = ", ".join(f'quote("{column}")' for column in columns)
            for row in connection.execute(f'SELECT {quoted} FROM "{name}"'):
                lines.append(f'INSERT INTO "{name}" VALUES ({", ".join(map(str, row))})')
        lines += [o[2] for o in objects if o[0] in ("index", "view")]
        lines += [o[2] for o in objects if o[0] == "trigger"]
    return "".join(line + ";;\n" for line in lines)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "version1.gpkg"
        _make(made)
        DUMP.parent.mkdir(exist_ok=True)
        DUMP.write_text(_dump(made), encoding="utf-8")
