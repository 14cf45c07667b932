"""core.parallel: worker processes that cannot hang, in a plain interpreter."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from pathlib import Path

import pytest

from dcm_plugin.core import parallel
from dcm_plugin.core.errors import Cancelled, DcmError, InputError

HERE = Path(__file__).resolve().parent
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc, kills")


@pytest.fixture(name="tasks_module")
def _tasks_module(monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))
    import parallel_tasks

    yield parallel_tasks
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_task_order(tasks_module, workers):
    assert parallel.run(tasks_module.slow_first, range(6), workers=workers) == list(range(6))


@pytest.mark.parametrize("workers", [1, 2, None])
def test_no_tasks(workers):
    seen = []
    assert parallel.run(abs, [], workers=workers, progress=seen.append) == []
    assert seen == [100.0]


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_rises_to_100(tasks_module, workers):
    seen = []
    parallel.run(
        tasks_module.square, range(20), workers=workers, progress=seen.append, weights=range(20)
    )
    assert seen == sorted(set(seen))
    assert seen[-1] == pytest.approx(100.0)
    assert len(seen) > 3


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_inside_a_task(tasks_module, workers):
    seen = []
    parallel.run(tasks_module.stepwise, [20, 20], workers=workers, progress=seen.append)
    assert any(0 < value < 50 for value in seen)
    assert seen[-1] == pytest.approx(100.0)


def test_workers_are_plain_interpreters(tasks_module):
    seen = parallel.run(tasks_module.environment, range(4), workers=2)
    assert all(s["pid"] != os.getpid() for s in seen)
    assert not any(s["qgis"] or s["geopandas"] or s["main"] for s in seen)
    assert {s["threads"] for s in seen} == {"1"}


@linux
def test_one_numeric_thread_a_worker(tasks_module):
    assert set(parallel.run(tasks_module.numeric_threads, [0, 1], workers=2)) == {0}


def test_main_module_is_not_run_again(tasks_module, monkeypatch, tmp_path):
    marker = tmp_path / "ran"
    script = tmp_path / "main_again.py"
    script.write_text(f"open({str(marker)!r}, 'w').close()\n", encoding="utf-8")
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__spec__", None, raising=False)
    monkeypatch.setattr(main, "__file__", str(script), raising=False)
    assert parallel.run(tasks_module.square, [2, 3], workers=2) == [4, 9]
    assert not marker.exists()


def test_start_changes_nothing_for_others(tasks_module):
    from multiprocessing import spawn

    before = (spawn.get_executable(), spawn.get_preparation_data, list(sys.path))
    parallel.run(tasks_module.square, [1, 2], workers=2)
    assert (spawn.get_executable(), spawn.get_preparation_data, list(sys.path)) == before


@pytest.mark.parametrize("workers", [1, 2])
def test_error_of_a_task(tasks_module, workers):
    with pytest.raises(ValueError, match="three is wrong") as caught:
        parallel.run(tasks_module.fail_value, range(6), workers=workers)
    if workers > 1:
        assert isinstance(caught.value.__cause__, parallel.RemoteTraceback)
        assert "in fail_value" in str(caught.value.__cause__)


@pytest.mark.parametrize("workers", [1, 2])
def test_domain_error_keeps_both_languages(tasks_module, workers):
    with pytest.raises(InputError) as caught:
        parallel.run(tasks_module.fail_domain, ["甲", "甲"], workers=workers)
    assert "社区 甲" in caught.value.localized("zh")
    assert caught.value.message_id == "parallel.in_process"


def test_errors_that_cannot_travel(tasks_module):
    with pytest.raises(RuntimeError, match="Awkward: one"):
        parallel.run(tasks_module.fail_awkward, range(2), workers=2)
    with pytest.raises(EOFError, match="past the end"):
        parallel.run(tasks_module.fail_eof, range(2), workers=2)
    with pytest.raises(Exception, match="(?i)pickle|local object"):
        parallel.run(tasks_module.unpicklable, range(2), workers=2)
    with pytest.raises(Exception, match="(?i)pickle|local object"):
        parallel.run(tasks_module.square, [lambda: None, lambda: None], workers=2)


@linux
@pytest.mark.parametrize(("function", "code"), [("die", "signal 9"), ("leave", "7")])
def test_dead_worker_is_an_error(tasks_module, function, code):
    started = time.monotonic()
    with pytest.raises(DcmError) as caught:
        parallel.run(getattr(tasks_module, function), range(6), workers=2)
    assert caught.value.message_id == "parallel.worker_died"
    assert caught.value.params["code"] == code
    assert "内存" in caught.value.localized("zh")
    assert time.monotonic() - started < 20


def test_cancel_ends_the_workers_at_once(tasks_module):
    started = time.monotonic()
    with pytest.raises(Cancelled):
        parallel.run(
            tasks_module.sleep,
            [60.0] * 4,
            workers=2,
            cancelled=lambda: time.monotonic() - started > 1.5,
        )
    assert time.monotonic() - started < 10


def test_cancel_in_the_calling_process(tasks_module):
    calls = []

    def cancelled():
        calls.append(1)
        return len(calls) > 5

    with pytest.raises(Cancelled):
        parallel.run(tasks_module.stepwise, [1000], workers=1, cancelled=cancelled)
    assert parallel.run(tasks_module.stepwise, [1], workers=1) == [1]


def test_big_tasks_and_results(tasks_module):
    data = b"x" * 8_000_000
    got = parallel.run(tasks_module.big, [data] * 4, workers=2)
    assert [len(g) for g in got] == [16_000_000] * 4


def test_from_a_thread(tasks_module):
    got = []
    thread = threading.Thread(
        target=lambda: got.append(parallel.run(tasks_module.square, range(4), workers=2))
    )
    thread.start()
    thread.join(60)
    assert got == [[0, 1, 4, 9]]


def test_without_interpreter_in_process(tasks_module, monkeypatch):
    monkeypatch.setattr(parallel, "find_python", list)
    said = []
    seen = parallel.run(tasks_module.environment, [1, 2], workers=2, message=said.append)
    assert {s["pid"] for s in seen} == {os.getpid()}
    assert len(said) == 1 and "one process" in said[0]


@linux
@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 3\n", "no program at all"])
def test_broken_interpreter_in_process(tasks_module, monkeypatch, tmp_path, program):
    fake = tmp_path / "python3"
    fake.write_text(program, encoding="ascii")
    fake.chmod(0o755)
    monkeypatch.setattr(parallel, "find_python", lambda: [str(fake)])
    said = []
    assert parallel.run(tasks_module.square, [1, 2], workers=2, message=said.append) == [1, 4]
    assert len(said) == 1


def test_embedded_program_is_never_taken_for_python(monkeypatch, tmp_path):
    program = tmp_path / "qgis-bin"
    program.write_text("", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "_base_executable", str(program), raising=False)
    found = parallel.find_python()
    assert found
    assert all(os.path.basename(path).startswith("python") for path in found)


@linux
def test_next_interpreter_when_the_first_does_not_start(tasks_module, monkeypatch, tmp_path):
    fake = tmp_path / "python3"
    fake.write_text("#!/bin/sh\nexit 3\n", encoding="ascii")
    fake.chmod(0o755)
    found = [str(fake), *parallel.find_python()]
    monkeypatch.setattr(parallel, "find_python", lambda: found)
    seen = parallel.run(tasks_module.environment, [1, 2], workers=2)
    assert all(s["pid"] != os.getpid() for s in seen)


def test_windows_interpreter(monkeypatch, tmp_path):
    """OSGeo4W: QGIS is bin\\qgis-bin.exe, Python lives in apps\\Python3xx."""
    home = tmp_path / "apps" / "Python312"
    home.mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe"):
        (home / name).write_text("", encoding="ascii")
        (home / name).chmod(0o755)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "qgis-bin.exe"))
    monkeypatch.setattr(sys, "_base_executable", str(tmp_path / "bin" / "qgis-bin.exe"), False)
    for name in ("prefix", "exec_prefix", "base_prefix", "base_exec_prefix"):
        monkeypatch.setattr(sys, name, str(home))
    assert parallel.find_python()[0] == str(home / "pythonw.exe")


def test_wrong_number_of_weights(tasks_module):
    with pytest.raises(ValueError, match="weights"):
        parallel.run(tasks_module.square, [1, 2], weights=[1.0])
