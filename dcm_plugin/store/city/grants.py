"""Rights of the users of a city database in PostgreSQL: the server enforces the roles.

Each role of an operator is a group of the server (``data/city/grants.csv``). A group reads and
writes only what its role needs; along which transitions its members may move a case is watched by
the triggers of ``data/city/guard.sql``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List

from ...core.errors import InputError
from ...core.shipped import shipped_rows
from . import dsn, schema
from .postgres_city import connect, driver, explained
from .schema import listed, quoted, words

#: Columns of ``cases`` that tell who reported or called.
PERSONAL = (
    "reporter_id", "reporter_name", "reporter_phone", "caller_name", "caller_sex", "caller_phone",
    "visit_result",
)  # fmt: skip
#: Group whose members only look.
VIEWER = "dcm_viewer"
_CHILDREN = ("case_clock", "case_task", "case_request", "case_supervise", "case_media")


@dataclass
class Granted:
    """What was done: groups that were made, logins by group, operators without a login."""

    made: List[str] = field(default_factory=list)
    members: Dict[str, List[str]] = field(default_factory=dict)
    without_login: List[str] = field(default_factory=list)


def groups() -> List[Dict[str, str]]:
    """Role of an operator, group of the server, rights."""
    return shipped_rows(schema.FOLDER / "grants.csv")


def grant(uri: str) -> Granted:
    """Make the groups, give them their rights, and put the operators into the groups.

    Logins themselves are made by the administrator of the server. May be run again at any time,
    after operators or their roles have changed. Raises ``city.denied`` when the user may not.
    """
    target = dsn.parse(uri)
    connection = connect(target)
    done = Granted()
    try:
        cursor = connection.cursor()
        cursor.execute("BEGIN")
        _make_groups(cursor, target, done)
        _give_rights(cursor, target.schema)
        _put_members(cursor, done)
        cursor.execute("COMMIT")
    except driver().Error as error:
        raise explained(error, target.title, bool(connection.closed)) from error
    finally:
        connection.close()
    return done


def _make_groups(cursor: Any, target: dsn.Connection, done: Granted) -> None:
    names = sorted({row["group"] for row in groups()} | {VIEWER})
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", (names,))
    there = {row[0] for row in cursor.fetchall()}
    missing = [name for name in names if name not in there]
    if missing:
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user"
        )
        if not cursor.fetchone()[0]:
            raise InputError("city.no_createrole", name=target.title, groups=", ".join(missing))
    for name in missing:
        cursor.execute(words("CREATE ROLE", quoted(name), "NOLOGIN"))
        done.made.append(name)


def _give_rights(cursor: Any, namespace: str) -> None:
    space = quoted(namespace)

    def table(name: str) -> str:
        return space + "." + quoted(name)

    cases = schema.table("cases")
    open_columns = [name for name in cases.names if name not in PERSONAL] + [schema.GEOMETRY]
    others = ", ".join(table(name) for name in schema.tables() if name != "cases")
    everything = "ALL TABLES IN SCHEMA " + space
    chosen = {row["group"]: row for row in groups()}
    chosen.setdefault(VIEWER, {"group": VIEWER, "write": "no", "personal": "no", "edit": "no"})
    cursor.execute(words("REVOKE ALL ON", everything, "FROM PUBLIC"))
    for name, row in chosen.items():
        group = quoted(name)
        cursor.execute(words("REVOKE ALL ON", everything, "FROM", group))
        cursor.execute(words("GRANT USAGE ON SCHEMA", space, "TO", group))
        cursor.execute(words("GRANT SELECT ON", others + ", " + table("case_public"), "TO", group))
        if row["personal"] == "yes":
            cursor.execute(words("GRANT SELECT ON", table("cases"), "TO", group))
        else:
            columns = "(" + listed(open_columns) + ")"
            cursor.execute(words("GRANT SELECT", columns, "ON", table("cases"), "TO", group))
            # phones of operators are personal data as well
            cursor.execute(words("REVOKE SELECT ON", table("operator"), "FROM", group))
            own = listed(n for n in schema.table("operator").names if n != "phone")
            cursor.execute(
                words("GRANT SELECT", "(" + own + ")", "ON", table("operator"), "TO", group)
            )
        if row["write"] == "yes":
            cursor.execute(words("GRANT INSERT, UPDATE ON", table("cases"), "TO", group))
            cursor.execute(words("GRANT INSERT ON", table("case_log"), "TO", group))
            children = ", ".join(table(child) for child in _CHILDREN)
            cursor.execute(words("GRANT INSERT, UPDATE ON", children, "TO", group))
        if row["edit"] == "yes":
            cursor.execute(
                words("GRANT SELECT, INSERT, UPDATE, DELETE ON", everything, "TO", group)
            )


def _put_members(cursor: Any, done: Granted) -> None:
    """Operators by their roles; who holds a role no more leaves its group."""
    group_of = {row["role"]: row["group"] for row in groups()}
    cursor.execute(
        "SELECT o.login, r.role, EXISTS (SELECT 1 FROM pg_roles p WHERE p.rolname = o.login) "
        "FROM operator o JOIN operator_role r ON r.login = o.login WHERE o.active "
        "ORDER BY o.login, r.role"
    )
    wanted: Dict[str, List[str]] = {}
    for login, role, there in cursor.fetchall():
        if not there:
            if login not in done.without_login:
                done.without_login.append(login)
        elif role in group_of and login not in wanted.setdefault(group_of[role], []):
            wanted[group_of[role]].append(login)
    cursor.execute(
        "SELECT g.rolname, m.rolname FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid "
        "JOIN pg_roles m ON m.oid = a.member JOIN operator o ON o.login = m.rolname "
        "WHERE g.rolname = ANY(%s)",
        (sorted(set(group_of.values())),),
    )
    for group, login in cursor.fetchall():
        if login not in wanted.get(group, []):
            cursor.execute(words("REVOKE", quoted(group), "FROM", quoted(login)))
    for group, logins in wanted.items():
        for login in logins:
            cursor.execute(words("GRANT", quoted(group), "TO", quoted(login)))
    done.members = wanted
