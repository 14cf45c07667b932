"""Work on all cores: one function over many tasks, in worker processes.

Made for programs that embed Python (desktop QGIS, ``qgis_process``) as well as for a plain
interpreter, on Linux, Windows and macOS:

* workers are fresh Python interpreters ("spawn"), never a copy or a second start of QGIS;
* they import the module of the task function and nothing of the main program;
* each worker runs one numeric thread, so that N workers use N cores;
* progress comes in order of completion, results in the order of the tasks;
* a cancel ends the workers at once, and a worker that dies is an error, never a hang.

When no interpreter is found, or with one worker, the tasks run one after the other in the
calling process. A task may call :func:`tick` now and then: it reports the progress inside the
task and, when running in the calling process, notices a cancel.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import threading
import time
import traceback
from multiprocessing import connection, get_context, parent_process, reduction, spawn
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from .errors import Cancelled, DcmError

#: Folder that holds the package ``dcm_plugin``.
PACKAGE_FOLDER = str(Path(os.path.abspath(__file__)).parents[2])

#: Numeric libraries that would otherwise start one thread per core in every worker.
THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)

#: A worker that has not said hello after this time counts as not startable (seconds).
START_LIMIT = 60.0
#: How often cancel is looked at while waiting (seconds).
POLL = 0.1
#: Windows can wait for at most 63 handles at a time.
MAX_WORKERS = 28

Progress = Callable[[float], None]
CancelCheck = Callable[[], bool]
Message = Callable[[str], None]

_start_lock = threading.Lock()
_current = threading.local()


class RemoteTraceback(Exception):
    """Carries the traceback text of a worker as the cause of the error raised here."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return "\n" + self.text


class _StartFailed(Exception):
    """No worker came to life."""


# ------------------------------------------------------------------------------- public


def cpu_count() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def tick(fraction: float = 0.0) -> None:
    """Call inside a long task: ``fraction`` (0 ... 1) of it is done."""
    report = getattr(_current, "report", None)
    if report is not None:
        report(min(max(float(fraction), 0.0), 1.0))


def run(
    function: Callable[[Any], Any],
    tasks: Sequence[Any],
    workers: Optional[int] = None,
    progress: Optional[Progress] = None,
    cancelled: Optional[CancelCheck] = None,
    weights: Optional[Sequence[float]] = None,
    message: Optional[Message] = None,
) -> List[Any]:
    """``[function(task) for task in tasks]``, on several cores.

    ``function`` is a function at the top level of a module of ``dcm_plugin.core``. ``workers``
    None means one a core. ``weights`` are the sizes of the tasks: they make the progress even and
    big tasks start first. ``message`` gets a line when the work cannot be spread.

    Raises :class:`~dcm_plugin.core.errors.Cancelled`; the exception of a task, with the traceback
    of the worker as its cause; or DcmError ``parallel.worker_died``.
    """
    tasks = list(tasks)
    if not tasks:
        _tell(progress, 100.0)
        return []
    sizes = _sizes(weights, len(tasks))
    wanted = cpu_count() if workers is None or workers < 1 else int(workers)
    count = min(wanted, len(tasks), MAX_WORKERS)
    meter = _Meter(sizes, progress)
    if count > 1:
        reason = "no Python interpreter found"
        for executable in find_python():
            try:
                return _Pool(function, tasks, sizes, count, executable, meter, cancelled).run()
            except _StartFailed as error:
                reason = str(error)
        _tell(message, str(DcmError("parallel.in_process", reason=reason)))
    return _run_here(function, tasks, meter, cancelled)


def find_python() -> List[str]:
    """Interpreters that belong to this process, also when it is embedded in a program; best first.

    ``sys.executable`` comes last: in a program that embeds Python it is the program itself or
    whatever ``python3`` stands first on PATH, which may be another build.
    """
    found: Dict[str, str] = {}
    for candidate in _candidates():
        if os.path.isfile(candidate) and os.access(candidate, os.X_OK):
            # A virtual environment's link to its base interpreter is not the base interpreter.
            found.setdefault(os.path.normcase(os.path.abspath(candidate)), candidate)
    return list(found.values())[:4]


# --------------------------------------------------------------------------- in process


def _run_here(
    function: Callable[[Any], Any],
    tasks: Sequence[Any],
    meter: _Meter,
    cancelled: Optional[CancelCheck],
) -> List[Any]:
    results = []
    before = getattr(_current, "report", None)
    try:
        for index, task in enumerate(tasks):

            def report(fraction: float, index: int = index) -> None:
                _check(cancelled)
                meter.part(index, fraction)

            _check(cancelled)
            _current.report = report
            results.append(function(task))
            meter.done(index)
    finally:
        _current.report = before
    _check(cancelled)
    return results


def _check(cancelled: Optional[CancelCheck]) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled()


def _tell(callback: Optional[Callable[[Any], None]], value: Any) -> None:
    if callback is not None:
        callback(value)


def _sizes(weights: Optional[Sequence[float]], count: int) -> List[float]:
    if weights is None:
        return [1.0] * count
    sizes = [max(float(w), 0.0) for w in weights]
    if len(sizes) != count:
        raise ValueError("as many weights as tasks are needed")
    if sum(sizes) <= 0.0:
        return [1.0] * count
    return sizes


class _Meter:
    """Progress 0 ... 100 over tasks of different size; never runs backwards."""

    def __init__(self, sizes: Sequence[float], progress: Optional[Progress]) -> None:
        self._sizes = sizes
        self._total = sum(sizes)
        self._sum = 0.0
        self._parts: Dict[int, float] = {}
        self._shown = -1.0
        self._progress = progress

    def part(self, index: int, fraction: float) -> None:
        self._parts[index] = fraction * self._sizes[index]
        self._show()

    def done(self, index: int) -> None:
        self._parts.pop(index, None)
        self._sum += self._sizes[index]
        self._show()

    def _show(self) -> None:
        value = min(100.0, 100.0 * (self._sum + sum(self._parts.values())) / self._total)
        if self._progress is not None and value > self._shown:
            self._shown = value
            self._progress(value)


# -------------------------------------------------------------------------------- parent


class _Worker:
    """One worker process and the pipe to it."""

    def __init__(self, executable: str, number: int) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe(duplex=True)
        self.process = context.Process(
            target=_worker_main,
            args=(theirs, _dll_folders()),
            name=f"dcm-worker-{number}",
            daemon=True,
        )
        self.task: Optional[int] = None
        self.ready = False
        try:
            with _plain_start(executable):
                self.process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            theirs.close()

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()


class _Pool:
    def __init__(
        self,
        function: Callable[[Any], Any],
        tasks: Sequence[Any],
        sizes: Sequence[float],
        count: int,
        executable: str,
        meter: _Meter,
        cancelled: Optional[CancelCheck],
    ) -> None:
        self.function = function
        self.tasks = tasks
        # Big tasks first, so that no core ends up alone with one of them.
        self.queue = sorted(range(len(tasks)), key=lambda i: (-sizes[i], i), reverse=True)
        self.results: List[Any] = [None] * len(tasks)
        self.open = len(tasks)
        self.count = count
        self.executable = executable
        self.meter = meter
        self.cancelled = cancelled
        self.workers: List[_Worker] = []

    def run(self) -> List[Any]:
        try:
            for number in range(self.count):
                _check(self.cancelled)
                try:
                    self.workers.append(_Worker(self.executable, number + 1))
                except OSError as error:
                    raise _StartFailed(f"{self.executable}: {error}") from error
            self._loop()
        finally:
            for worker in self.workers:
                worker.stop()
            for worker in self.workers:
                worker.process.join(10.0)
        return self.results

    def _loop(self) -> None:
        started = time.monotonic()
        while self.open:
            _check(self.cancelled)
            by_handle: Dict[Any, _Worker] = {w.pipe: w for w in self.workers}
            by_handle.update({w.process.sentinel: w for w in self.workers})
            woken = {id(by_handle[h]): by_handle[h] for h in connection.wait(list(by_handle), POLL)}
            for worker in woken.values():
                self._serve(worker)
            late = time.monotonic() - started > START_LIMIT
            if late and not any(w.ready for w in self.workers):
                raise _StartFailed(f"{self.executable} does not answer")

    def _serve(self, worker: _Worker) -> None:
        """Take everything the worker has sent; give it the next task."""
        while True:
            alive = worker.process.is_alive()
            received = self._receive(worker)
            if received is None:
                if not alive:
                    raise self._died(worker)
                return
            kind, *content = received
            if kind == "hello":
                self._hello(worker, content[0])
            elif kind == "part":
                self.meter.part(content[0], content[1])
            elif kind == "result":
                index, self.results[content[0]] = content
                self.open -= 1
                self._next(worker)
                self.meter.done(index)
            else:
                error, text = content
                raise error from RemoteTraceback(text)

    def _receive(self, worker: _Worker) -> Optional[Tuple[Any, ...]]:
        try:
            return worker.pipe.recv() if worker.pipe.poll() else None
        except (EOFError, OSError) as error:
            raise self._died(worker) from error

    def _send(self, worker: _Worker, *content: Any) -> None:
        try:
            worker.pipe.send(content)
        except OSError as error:
            raise self._died(worker) from error

    def _hello(self, worker: _Worker, version: Tuple[int, int]) -> None:
        if tuple(version) != tuple(sys.version_info[:2]):
            raise _StartFailed(f"{self.executable} is Python {version[0]}.{version[1]}")
        worker.ready = True
        self._send(worker, "function", self.function)
        self._next(worker)

    def _next(self, worker: _Worker) -> None:
        worker.task = self.queue.pop() if self.queue else None
        if worker.task is not None:
            self._send(worker, "task", worker.task, self.tasks[worker.task])

    def _died(self, worker: _Worker) -> Exception:
        worker.process.join(2.0)
        code = worker.process.exitcode
        if not worker.ready and not any(w.ready for w in self.workers):
            return _StartFailed(f"{self.executable} ended with code {code}")
        task = "-" if worker.task is None else str(worker.task + 1)
        return DcmError(
            "parallel.worker_died", task=task, total=len(self.tasks), code=_code_text(code)
        )


def _code_text(code: Optional[int]) -> str:
    if code is None:
        return "?"
    if code < 0:
        return f"signal {-code}"
    return str(code)


# --------------------------------------------------------------------------- interpreter


def _is_python(path: Optional[str]) -> bool:
    name = os.path.basename(path or "").lower()
    return re.match(r"^python(w)?[0-9.]*(\.exe)?$", name) is not None


def _candidates() -> Iterator[str]:
    major, minor = sys.version_info[:2]
    windows = sys.platform == "win32"
    if windows:
        # pythonw opens no console window when desktop QGIS starts it.
        names = ["pythonw.exe", "python.exe", "python3.exe"]
    else:
        names = [f"python{major}.{minor}", f"python{major}", "python"]
    folders = []
    for prefix in (sys.exec_prefix, sys.prefix, sys.base_exec_prefix, sys.base_prefix):
        folders += [prefix, os.path.join(prefix, "Scripts")] if windows else []
        folders.append(os.path.join(prefix, "bin"))
    if sys.executable:
        beside = os.path.dirname(sys.executable)  # QGIS.app/Contents/MacOS, QGIS\\bin
        folders.append(os.path.join(beside, "bin"))
    root = os.environ.get("OSGEO4W_ROOT")
    if windows and root:
        folders.append(os.path.join(root, "apps", f"Python{major}{minor}"))
        folders.append(os.path.join(root, "bin"))
    for folder in dict.fromkeys(folders):
        for name in names:
            yield os.path.join(folder, name)
    for path in (sys.executable, getattr(sys, "_base_executable", None)):
        if path and _is_python(path):
            yield path


def _dll_folders() -> List[str]:
    """Folders where the numeric libraries of a Windows QGIS find their DLLs."""
    if sys.platform != "win32":
        return []
    root = os.environ.get("OSGEO4W_ROOT", "")
    folders = [os.path.join(root, "bin")] if root else []
    roots = [os.path.normcase(p) for p in (root, os.path.dirname(sys.prefix)) if p]
    for entry in os.environ.get("PATH", "").split(os.pathsep):
        if any(os.path.normcase(entry).startswith(r) for r in roots):
            folders.append(entry)
    return [f for f in dict.fromkeys(folders) if os.path.isdir(f)]


@contextlib.contextmanager
def _plain_start(executable: str) -> Iterator[None]:
    """Start a worker with ``executable`` and without the main module of this program.

    multiprocessing would start ``sys.executable`` (QGIS itself when embedded) and run the main
    script again in the worker. Only the calling thread sees the change.
    """
    own = threading.get_ident()
    with _start_lock:
        original = spawn.get_preparation_data
        before = spawn.get_executable()

        def preparation(name: str) -> Dict[str, Any]:
            data: Dict[str, Any] = original(name)
            if threading.get_ident() == own:
                data.pop("init_main_from_name", None)
                data.pop("init_main_from_path", None)
                data["sys_argv"] = ["dcm-worker"]
                paths = [p for p in data["sys_path"] if isinstance(p, str)]
                if PACKAGE_FOLDER not in paths:
                    paths.append(PACKAGE_FOLDER)
                data["sys_path"] = paths
            return data

        spawn.get_preparation_data = preparation
        spawn.set_executable(executable)
        try:
            yield
        finally:
            spawn.get_preparation_data = original
            spawn.set_executable(before)


# -------------------------------------------------------------------------------- worker


def _worker_main(pipe: Any, dll_folders: Sequence[str]) -> None:
    for name in THREAD_VARIABLES:
        os.environ[name] = "1"
    add = getattr(os, "add_dll_directory", None)
    # The handles are held until the worker ends.
    handles = [add(folder) for folder in dll_folders] if add is not None else []
    _ignore_interrupt()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pipe.send(("hello", tuple(sys.version_info[:2])))
    function: Any = None
    reply: Any = None
    while True:
        try:
            kind, *content = pipe.recv()
        except (EOFError, OSError):
            break  # the parent is done with us, or gone
        except BaseException as error:  # the function or its data cannot be loaded here
            pipe.send(("error", _portable(error), traceback.format_exc()))
            break
        if kind == "function":
            function = content[0]
            continue
        index, task = content
        _current.report = _remote_report(pipe, index)
        try:
            value = function(task)
            reply = ("result", index, value)
            pipe.send(reply)
        except BaseException as error:  # every error of a task goes to the parent
            pipe.send(("error", _portable(error), traceback.format_exc()))
            break
        content, task, value, reply = [], None, None, None  # free the memory while waiting
    del handles


def _ignore_interrupt() -> None:
    """Ctrl+C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end_with_parent() -> None:
    """A worker in the middle of a task must not outlive a killed QGIS."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _remote_report(pipe: Any, index: int) -> Callable[[float], None]:
    last = [time.monotonic()]

    def report(fraction: float) -> None:
        now = time.monotonic()
        if now - last[0] >= 0.2:
            last[0] = now
            pipe.send(("part", index, fraction))

    return report


def _portable(error: BaseException) -> BaseException:
    """The error itself when it survives the way to the parent, else its text."""
    pickler = reduction.ForkingPickler
    try:
        copy = pickler.loads(bytes(pickler.dumps(error)))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    if type(copy) is type(error) and str(copy) == str(error):
        return error
    return RuntimeError(f"{type(error).__name__}: {error}")
