"""A throw-away PostgreSQL with PostGIS for tests, in a temporary folder, reached by a socket."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, List, Optional

#: Server programs lie outside PATH in Debian.
_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def server_folder() -> Optional[Path]:
    """Where initdb and pg_ctl are, None without a server or without PostGIS."""
    for folder in _FOLDERS:
        version = folder.parent.name
        control = Path(f"/usr/share/postgresql/{version}/extension/postgis.control")
        if (folder / "initdb").exists() and control.exists():
            return folder
    return None


def require_server() -> None:
    """Skip a test that needs the server where there is none; fail where there must be one."""
    import pytest

    pytest.importorskip("psycopg2")
    if server_folder() is None:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL server with PostGIS is installed")
        pytest.skip("no PostgreSQL server with PostGIS is installed")


def _as_user(command: List[str]) -> List[str]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return command
    return ["runuser", "-u", "postgres", "--", *command]


@contextmanager
def cluster() -> Iterator[str]:
    """A running server with a database that has PostGIS: the connection for QGIS and libpq."""
    programs = server_folder()
    if programs is None:
        raise RuntimeError("no PostgreSQL server with PostGIS is installed")
    folder = Path(tempfile.mkdtemp(prefix="dcm-pg-"))
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o755)
    user = "postgres"
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run(
            _as_user(list(command)),
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=120,
        )

    try:
        run(str(programs / "initdb"), "-D", str(data), "-U", user, "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", "-A", "trust")  # fmt: skip
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c unix_socket_permissions=0777"
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-t", "60", "-o", options,
            "-l", str(folder / "log"), "start")  # fmt: skip
        run("psql", "-h", str(folder), "-U", user, "-d", "postgres", "-q", "-c",
            "create extension postgis")  # fmt: skip
        yield f"host={folder} user={user} dbname=postgres"
    finally:
        subprocess.run(
            _as_user([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]),
            cwd=folder,
            capture_output=True,
            timeout=60,
        )
        shutil.rmtree(folder, ignore_errors=True)
