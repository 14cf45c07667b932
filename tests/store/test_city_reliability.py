"""What happens to cases when processes are killed, disks are full and servers go away.

``DCM_ACTIONS`` sets how many actions are made while writers are killed (100; by hand 1000).
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dcm_plugin.core.cases.query import CaseFilter
from dcm_plugin.core.errors import DcmError
from dcm_plugin.store.city import create, open_city, verify
from tests.postgis import _as_user, server_folder
from tests.store.city_sample import REFERENCE, new_case, seed, step

ACTIONS = int(os.environ.get("DCM_ACTIONS", "100"))
WORKER = Path(__file__).with_name("city_worker.py")


@pytest.fixture(params=("geopackage", "postgis"))
def uri(request, tmp_path):
    if request.param == "geopackage":
        made = str(tmp_path / "city.gpkg")
        create(made, REFERENCE, seed)
    else:
        made = request.getfixturevalue("server") + " schema=city_killed"
        create(made, REFERENCE, seed, overwrite=True)
    return made


def worker(uri, seed_value, actions):
    return subprocess.Popen(
        [sys.executable, str(WORKER), uri, str(seed_value), str(actions)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def confirmed(lines):
    return [line.split() for line in lines if line.startswith("done ") and line.endswith("\n")]


def test_kills_lose_no_confirmed_action(uri):
    generator = random.Random(7)
    done, kills = [], 0
    while len(done) < ACTIONS:
        process = worker(uri, kills + 1, 10_000)
        lines = []
        reader = threading.Thread(target=lambda p=process, to=lines: to.extend(p.stdout))
        reader.start()
        while not lines:
            time.sleep(0.001)
        time.sleep(generator.uniform(0.0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        reader.join()
        process.stdout.close()
        done += confirmed(lines)
        assert not [line for line in lines if line.startswith("told")]
        kills += 1
        with open_city(uri) as city:
            assert verify(city) == []
    with open_city(uri) as city:
        logged = {
            row["action_key"]: (row["case_id"], row["seq"])
            for row in city.rows("case_log", ("action_key", "case_id", "seq"))
        }
        versions = {row["id"]: row["version"] for row in city.rows("cases", ("id", "version"))}
        last = {}
        for case_id, seq in logged.values():
            last[case_id] = max(last.get(case_id, 0), seq)
    lost = [key for _, key, case_id, version in done
            if logged.get(key) != (int(case_id), int(version))]  # fmt: skip
    assert lost == [] and versions == last
    # an action may have been written in the moment before its confirmation: at most one a kill
    assert 0 <= len(logged) - len(done) <= kills
    print(json.dumps({"confirmed": len(done), "kills": kills, "lost": len(lost),
                      "written, not confirmed": len(logged) - len(done)}))  # fmt: skip


def test_two_processes_on_the_same_case(uri):
    """Both read the same version; exactly one of each pair wins, the other is told."""
    with open_city(uri) as city, open_city(uri) as other:
        case_id, version = city.apply(new_case())
        won = told = 0
        for round_ in range(20):
            barrier = threading.Barrier(2)
            results = []

            def act(store, name, version=version, barrier=barrier, results=results):
                barrier.wait()
                try:
                    results.append(store.apply(step(case_id, version, "disposing", actor=name)))
                except DcmError as error:
                    results.append(error)

            threads = [threading.Thread(target=act, args=(s, n))
                       for s, n in ((city, "li"), (other, "zhao"))]  # fmt: skip
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            errors = [r for r in results if isinstance(r, DcmError)]
            assert len(errors) == 1 and errors[0].message_id == "city.conflict", (round_, results)
            assert errors[0].params["who"] in ("li", "zhao") and errors[0].params["when"]
            won, told, version = won + 1, told + 1, version + 1
        assert city.read(case_id).version == 21 and len(city.read(case_id).log) == 21
        assert verify(city) == []


def test_the_same_action_from_two_processes_is_done_once(uri):
    with open_city(uri) as city, open_city(uri) as other:
        results = []
        threads = [threading.Thread(target=lambda s=s: results.append(s.apply(new_case("same"))))
                   for s in (city, other)]  # fmt: skip
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results[0] == results[1] and city.count(CaseFilter()) == 1


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "city.gpkg"
    create(str(made), REFERENCE, seed)
    return made


FULL = """
import resource, signal, sys
sys.path[:0] = sys.argv[1:2]
from dcm_plugin.core.errors import DcmError
from dcm_plugin.store.city import open_city
from tests.store.city_sample import new_case
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
done = 0
with open_city(sys.argv[2]) as city:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
    try:
        for number in range(10000):
            city.apply(new_case(str(number), description="很长的描述" * 200))
            done += 1
    except DcmError as error:
        print(done, error.message_id)
"""


def test_a_full_disk(path, repository):
    limit = path.stat().st_size + 1_500_000
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(repository), str(path), str(limit)],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    done, message = run.stdout.split()
    assert int(done) > 5 and message in ("city.full", "city.io")
    with open_city(str(path)) as city:
        assert city.count(CaseFilter()) == int(done) and verify(city) == []
        city.apply(new_case("after"))


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting wants root")
def test_a_full_drive(path, tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)],
                             capture_output=True)  # fmt: skip
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        shutil.copy(path, place / "city.gpkg")
        done = 0
        with open_city(str(place / "city.gpkg")) as city:
            with pytest.raises(DcmError) as caught:
                for number in range(10_000):
                    city.apply(new_case(str(number), description="很长的描述" * 200))
                    done += 1
            assert caught.value.message_id == "city.full" and done > 5
            assert city.count(CaseFilter()) == done and verify(city) == []
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_locked_file(path):
    with open_city(str(path)) as city, open_city(str(path)) as other:
        other.connection.execute("PRAGMA busy_timeout = 100")
        with city.transaction():
            city._run("UPDATE setting SET value = '480'")
            with pytest.raises(DcmError) as caught:
                other.apply(new_case())
            assert other.count(CaseFilter()) == 0  # readers go on
        assert caught.value.message_id == "city.locked"
        assert other.apply(new_case())[1] == 1


def test_a_file_that_is_taken_away(path):
    with open_city(str(path)) as city:
        case_id, version = city.apply(new_case())
        path.rename(path.with_name("moved.gpkg"))
        with pytest.raises(DcmError) as caught:
            city.apply(step(case_id, version, "closed"))
        assert caught.value.message_id == "city.gone"


def test_a_server_that_stops_and_comes_back(server):
    import psycopg2

    uri = server + " schema=city_stopped"
    create(uri, REFERENCE, seed, overwrite=True)
    with open_city(uri) as city:
        case_id, version = city.apply(new_case())
        connection = psycopg2.connect(server)
        connection.autocommit = True

        def cut():
            connection.cursor().execute(
                "SELECT pg_terminate_backend(%s)", (city.connection.get_backend_pid(),)
            )

        # in the middle of an action: told, nothing of it is written
        with pytest.raises(DcmError) as caught, city.transaction():
            city.apply(step(case_id, version, "disposing"))
            cut()
            city._query("SELECT 1")
        assert caught.value.message_id == "city.gone"
        assert city.read(case_id).version == 1
        # between two actions: the connection is made again
        cut()
        assert city.apply(step(case_id, version, "disposing")) == (case_id, 2)
        connection.close()
        # the whole server
        folder = uri.split("host=")[1].split()[0]
        control = [str(server_folder() / "pg_ctl"), "-D", f"{folder}/data"]
        subprocess.run(_as_user([*control, "-m", "immediate", "-w", "stop"]), check=True,
                       cwd=folder, stdout=subprocess.DEVNULL)  # fmt: skip
        with pytest.raises(DcmError) as caught:
            city.apply(step(case_id, 2, "closed"))
        assert caught.value.message_id == "city.gone"
        options = f"-k {folder} -c listen_addresses='' -c unix_socket_permissions=0777"
        subprocess.run(_as_user([*control, "-w", "-o", options, "-l", f"{folder}/log", "start"]),
                       check=True, cwd=folder, stdout=subprocess.DEVNULL)  # fmt: skip
        assert city.apply(step(case_id, 2, "closed", is_open=False)) == (case_id, 3)
        assert verify(city) == []
