"""The register of codes in a file that several people use."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dcm_plugin.core.components.coding import Request
from dcm_plugin.core.errors import DcmError, InputError
from dcm_plugin.store.register import FileRegister

COVER = "11010101001"


def want(count: int, prefix: str = COVER, floor: int = 0, last: int = 999999) -> Request:
    return Request(prefix, 17, count, floor, 1, last)


def test_numbers_go_on_where_the_last_run_ended(tmp_path: Path) -> None:
    path = str(tmp_path / "register.gpkg")
    assert FileRegister(path).take([want(5), want(2, "11010101033")]) == [1, 1]
    assert FileRegister(path).take([want(3), want(1, "11010101033")]) == [6, 3]


def test_numbers_seen_in_a_layer_are_never_given(tmp_path: Path) -> None:
    register = FileRegister(str(tmp_path / "register.gpkg"))
    register.take([want(0, floor=70)])
    assert register.take([want(1)]) == [71]
    assert register.take([want(1, floor=10)]) == [72]


def test_codes_of_two_lengths_have_two_counters(tmp_path: Path) -> None:
    register = FileRegister(str(tmp_path / "register.gpkg"))
    register.take([want(9)])
    assert register.take([Request(COVER, 16, 1, 0, 1, 99999)]) == [1]


def test_too_many_takes_nothing(tmp_path: Path) -> None:
    register = FileRegister(str(tmp_path / "register.gpkg"))
    register.take([want(8)])
    with pytest.raises(InputError) as caught:
        register.take([want(4, "11010101033"), want(2, last=9)])
    assert caught.value.message_id == "coding.overflow"
    assert register.largest() == [(COVER, 17, 8)]


def test_a_new_register_is_a_geopackage_that_tells_who_got_what(tmp_path: Path) -> None:
    path = tmp_path / "register.gpkg"
    FileRegister(str(path), layer="Lamps").take([want(5)])
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall()
    assert sorted(tables) == [("dcm_code_issue", "attributes"), ("dcm_code_register", "attributes")]
    issue = connection.execute("SELECT prefix, first, last, layer FROM dcm_code_issue").fetchall()
    assert issue == [(COVER, 1, 5, "Lamps")]
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_an_existing_database_keeps_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "city.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE streets (name TEXT)")
    connection.commit()
    connection.close()
    FileRegister(str(path)).take([want(1)])
    connection = sqlite3.connect(path)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert {"streets", "dcm_code_register"} <= names
    assert "gpkg_contents" not in names


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("not a database, but long enough to be looked at " * 20)
    with pytest.raises(InputError) as caught:
        FileRegister(str(path)).take([want(1)])
    assert caught.value.message_id == "coding.register.unreadable"
    with pytest.raises(DcmError) as caught_folder:
        FileRegister(str(tmp_path / "nowhere" / "r.gpkg")).take([want(1)])
    assert caught_folder.value.message_id == "files.no_folder"


def test_a_register_held_by_another_is_told(tmp_path: Path) -> None:
    path = tmp_path / "register.gpkg"
    FileRegister(str(path)).take([want(1)])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DcmError) as caught:
        FileRegister(str(path), patience=0.1).take([want(1)])
    other.execute("ROLLBACK")
    other.close()
    assert caught.value.message_id == "coding.register.locked"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_register_is_told(tmp_path: Path) -> None:
    path = tmp_path / "register.gpkg"
    FileRegister(str(path)).take([want(1)])
    path.chmod(0o444)
    with pytest.raises(DcmError) as caught:
        FileRegister(str(path)).take([want(1)])
    assert caught.value.message_id == "files.denied"


WORKER = """
import sys
from dcm_plugin.core.components.coding import Request
from dcm_plugin.store.register import FileRegister
register = FileRegister(sys.argv[1])
for turn in range(150):
    count = 1 + turn % 3
    first = register.take([Request("11010101001", 17, count, 0, 1, 999999)])[0]
    for number in range(first, first + count):
        print(number)
"""


def test_two_processes_at_once_never_get_the_same_number(tmp_path: Path, repository: Path) -> None:
    path = str(tmp_path / "register.gpkg")
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, path],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(2)
    ]
    numbers = []
    for worker in workers:
        printed, complaint = worker.communicate(timeout=120)
        assert worker.returncode == 0, complaint
        numbers.append([int(line) for line in printed.split()])
    assert len(numbers[0]) == len(numbers[1]) == 300
    assert sorted(numbers[0] + numbers[1]) == list(range(1, 601))
